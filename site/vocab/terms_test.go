package vocab

import (
	"strings"
	"testing"
)

func TestTermsAreComplete(t *testing.T) {
	for name, terms := range map[string]*Terms{
		"captions": Captions(), "levels": Classifications(), "precedences": Precedences(),
		"header words": HeaderWords(), "acronyms": Acronyms(),
	} {
		if len(terms.All()) == 0 {
			t.Errorf("%s: empty", name)
		}
		for _, term := range terms.All() {
			if term.Word == "" || term.Expansion == "" && term.Meaning == "" {
				t.Errorf("%s: %+v explains nothing", name, term)
			}
			if got, ok := terms.Lookup(strings.ToUpper(term.Word)); !ok || got != term {
				t.Errorf("%s: Lookup(%q) = %+v, %v", name, term.Word, got, ok)
			}
		}
	}
}

func TestTagsAndPostsAreComplete(t *testing.T) {
	for code, tag := range tags().byCode {
		if tag.Meaning == "" || code != strings.ToUpper(code) {
			t.Errorf("tag %+v", tag)
		}
	}
	for _, p := range Posts() {
		if p.Name == "" {
			t.Errorf("%s has no name", p.Code)
		}
		if same, ok := LookupPost(p.Same); !ok || same.Same != same.Code {
			t.Errorf("%s: %s does not stand for all codes", p.Code, p.Same)
		}
		if tag, ok := LookupTag(p.Country); p.Country != "" && (!ok || tag.Kind != GeoTag) {
			t.Errorf("%s: country %q", p.Code, p.Country)
		}
		if p.Latitude < -90 || p.Latitude > 90 || p.Longitude < -180 || p.Longitude > 180 {
			t.Errorf("%s: place %v %v", p.Code, p.Latitude, p.Longitude)
		}
	}
	for alias, code := range posts().aliases {
		if _, ok := LookupPost(code); !ok {
			t.Errorf("alias %s of unknown post %s", alias, code)
		}
	}
}

func TestGeoTagsAreNotISO(t *testing.T) {
	for code, want := range map[string]string{
		"SP": "Spain", "RS": "Russia", "GM": "Germany", "UP": "Ukraine", "CH": "China", "TU": "Turkey", "SZ": "Switzerland",
		"AS": "Australia", "AU": "Austria", "KZ": "Kazakhstan", "IZ": "Iraq", "UK": "United Kingdom",
	} {
		if tag, _ := LookupTag(code); tag.Meaning != want || tag.Kind != GeoTag {
			t.Errorf("LookupTag(%q) = %+v", code, tag)
		}
	}
}

func TestSamePost(t *testing.T) {
	for code, want := range map[string]string{
		"KIEV": "KYIV", "KYIV": "KYIV", "TAIPEI": "AITTAIPEI", "IRANRPODUBAI": "RPODUBAI", "GRISTAD": "GRISTAD", "DUBAI": "DUBAI",
	} {
		if got := SamePost(code); got != want {
			t.Errorf("SamePost(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestNumberedTogether(t *testing.T) {
	for post, want := range map[string]string{
		"KIEV": "KYIV KIEV", "KYIV": "KYIV KIEV", "USEUBRUSSELS": "BRUSSELS USEUBRUSSELS", "LIMA": "", "GRISTAD": "",
	} {
		if got := strings.Join(NumberedTogether(post), " "); got != want {
			t.Errorf("NumberedTogether(%q) = %q, want %q", post, got, want)
		}
	}
}

func TestExplain(t *testing.T) {
	for word, want := range map[string]string{
		"NODIS": "No distribution", "NOTAL": "Not to all addressees", "SEPTEL": "Separate telegram",
		"POLOFF": "Political officer", "DCM": "Deputy chief of mission", "GRISTAD": "",
	} {
		if got, _ := Explain(word); got.Expansion != want {
			t.Errorf("Explain(%q) = %+v", word, got)
		}
	}
}

func TestClassificationLevel(t *testing.T) {
	for printed, want := range map[string]string{
		"SECRET//NOFORN": "SECRET//NOFORN", "secret/noforn": "SECRET//NOFORN", "Unclas": "UNCLASSIFIED",
		"UNCLASSIFIED//FOUO": "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "unclassified//for  official use only": "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
		"COSMIC": "COSMIC", "": "",
	} {
		if got := ClassificationLevel(printed); got != want {
			t.Errorf("ClassificationLevel(%q) = %q, want %q", printed, got, want)
		}
	}
	if c := Classifications(); c.Rank("SECRET") <= c.Rank("CONFIDENTIAL//NOFORN") || c.Rank("COSMIC") != -1 {
		t.Error("classifications are out of order")
	}
}

func TestPortionMarking(t *testing.T) {
	for printed, want := range map[string]string{
		"S": "S", "SBU": "SBU", "s/nf": "S/NF", "S//NF": "S/NF", "S-NF": "S/NF", "SNF": "S/NF", "N/SF": "S/NF", "C NF": "C/NF",
		"C - ENTIRE TEXT": "C", "U//FOUO": "U/FOUO", "S//FGI//NF": "S/FGI/NF", "S/REL NATO": "S/REL NATO", "S/Rel UK": "S/REL UK",
		"C//REL TO USA, ISAF": "C/REL USA ISAF", "TS/NOFORN": "TS/NF", "LOU": "LOU", "U ": "U",
		"a": "", "i": "", "1": "", "see below": "", "": "", "S/XYZ": "", "S/REL": "", "COMMENT": "", "FYI": "",
	} {
		got, ok := PortionMarking(printed)
		if got.Normal != want || ok != (want != "") {
			t.Errorf("PortionMarking(%q) = %+v, %v, want %q", printed, got, ok, want)
		}
	}
	if m, _ := PortionMarking("S//FGI//NF"); m.Meaning != "Secret, foreign government information, not releasable to foreign nationals" {
		t.Errorf("Meaning = %q", m.Meaning)
	}
}
