package page

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"reftel/site/vocab"
	"reftel/templates"
)

// placeholder is what a text leaves open: {n}, {of}, {id}.
var placeholder = regexp.MustCompile(`\{([a-z]+)[.,]?\}`)

// Every language has every text, with the same places left open, and no other.
func TestLanguagesAreComplete(t *testing.T) {
	english := englishTexts(t)
	names, err := fs.Glob(templates.Files, "texts.*.yaml")
	if err != nil || len(names) < 2 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(templates.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		var all texts
		if err := yaml.Unmarshal(data, &all); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, key := range slices.Sorted(maps.Keys(english)) {
			switch got, ok := all[key]; {
			case !ok:
				t.Errorf("%s lacks %s: %q", name, key, english[key])
			case got == "":
				t.Errorf("%s: %s is empty", name, key)
			case !slices.Equal(openPlaces(got), openPlaces(english[key])):
				t.Errorf("%s: %s leaves %v open, English %v", name, key, openPlaces(got), openPlaces(english[key]))
			}
		}
		for key := range all {
			if _, ok := english[key]; !ok {
				t.Errorf("%s: %s is no text", name, key)
			}
		}
	}
}

// openPlaces are the placeholders of a text in order.
func openPlaces(s string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	return slices.Sorted(slices.Values(out))
}

// Every explanation of the vocabularies has a German one, and no other text has.
func TestExplanationsAreComplete(t *testing.T) {
	set, problems := ParseTemplates("de", []fs.FS{templates.Files})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	known := map[string]bool{}
	for _, terms := range [][]vocab.Term{
		vocab.Classifications().All(), vocab.Captions().All(), vocab.PortionMarks(), vocab.Precedences().All(), vocab.HeaderWords().All(),
	} {
		for _, term := range terms {
			known[term.Meaning] = true
			if term.Meaning != "" && set.explained(term.Meaning) == term.Meaning {
				t.Errorf("%s: %q has no German", term.Word, term.Meaning)
			}
		}
	}
	for english := range set.explanations {
		if upper := strings.ToUpper(english[:1]) + english[1:]; !known[english] && !known[upper] {
			t.Errorf("%q is no explanation", english)
		}
	}
	m, _ := vocab.PortionMarking("S//NF")
	if got, want := set.explained(m.Meaning), "Geheim, nicht für Bürger anderer Staaten"; got != want {
		t.Errorf("a portion mark is explained as %q, want %q", got, want)
	}
}

// On a site in another language what is of cables is marked as English, and
// what is not within it as that language.
func TestLanguagesAreMarked(t *testing.T) {
	set, _ := ParseTemplates("de", []fs.FS{templates.Files})
	german := withReleases(t, func(in *Input) { in.Templates, in.Settings.Language = set, "de" })
	page := string(german[ferryPath+".html"].Data)
	for _, want := range []string{
		`<html lang="de">`, `<h1 lang="en">`, `<section class="text" id="text" lang="en" `, `<span class="vh" lang="de">Link auf Absatz`,
		`aria-label="Anmerkung der Herausgeber 1" lang="de">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if page := string(withReleases(t, nil)[ferryPath+".html"].Data); strings.Count(page, " lang=") != 1 {
		t.Error("a page in English marks English")
	}
}

// A site in German says nothing in English that the program itself says.
func TestGermanSite(t *testing.T) {
	set, problems := ParseTemplates("de", []fs.FS{templates.Files})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	l := conversation(t)
	site := l.written(t, l.plan(t, func(in *Input) { in.Templates, in.Settings.Language = set, "de" }))
	for _, path := range []string{"index.html", "cable/2008/01/08GRISTAD2.html", "tag/PREL.html", timelinePath, howToPath, basketPath, notFoundPath, verifyPath} {
		html := string(site[path].Data)
		for _, english := range []string{">Home<", "Cables", "Skip to", "Share", "Cited by", "telegram", "Most recent", "Not to be shown", "Glossary", "January 2008"} {
			if regexp.MustCompile(`\b` + regexp.QuoteMeta(english)).MatchString(html) {
				t.Errorf("%s says %q", path, english)
			}
		}
	}
}
