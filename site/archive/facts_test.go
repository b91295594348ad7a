package archive

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"reftel/site/cable"
)

func TestFactsOf(t *testing.T) {
	source := "REF: A. NORVAL 4 B. DOE E-MAIL\n1. (U) See ref A, para 3.\n2. (U) So says 07NORVAL9, and 08NORVAL4 too."
	c := &cable.Cable{
		Source: source, ID: "08EFTOGRISTAD9", CanonicalID: "08GRISTAD9",
		Meta:    cable.Metadata{Classification: "secret/noforn", Origin: "Embassy Gristad"},
		Created: time.Date(2008, 12, 31, 8, 5, 0, 0, time.FixedZone("", 3600)),
		Header:  cable.Header{From: "RUEHGS"}, Subject: "THE BRIDGE",
		Tags: []cable.Tag{{Code: "PGOV"}, {Code: "PREL"}, {Code: "PGOV"}},
		References: []cable.Reference{
			{Anchor: "ref-a", Raw: "NORVAL 4", Kind: cable.RefCable, ID: "08NORVAL4", YearInferred: true, Text: cable.Range{Start: 8, End: 16}},
			{Anchor: "ref-b", Raw: "DOE E-MAIL", Kind: cable.RefEmail, Text: cable.Range{Start: 20, End: 30}},
		},
		Blocks: []cable.Block{
			{Anchor: "p1", Paragraph: "p1", Text: []cable.Range{{Start: 38, End: 56}}},
			{Anchor: "p2", Paragraph: "p2", Text: []cable.Range{{Start: 64, End: 77}}},
			{Kind: cable.Continuation, Paragraph: "p2", Text: []cable.Range{{Start: 77, End: len(source)}}},
		},
		Mentions: []cable.Mention{
			{Block: 0, Refs: []int{0}, Para: "3", Text: cable.Range{Start: 40, End: 44}},
			{Block: 1, ID: "07NORVAL9"}, {Block: 1, ID: "08GRISTAD9"}, {Block: 2, ID: "08NORVAL4"}, {Block: 2, ID: "08NORVAL4"},
		},
	}
	f := factsOf(c)
	want := &Facts{
		ID: "08EFTOGRISTAD9", Canonical: "08GRISTAD9", Created: time.Date(2008, 12, 31, 7, 5, 0, 0, time.UTC), Level: "SECRET//NOFORN",
		Post: "GRISTAD", Origin: "Embassy Gristad", Subject: "THE BRIDGE", Title: "The Bridge", Tags: []string{"PGOV", "PREL"}, Route: "RUEHGS",
		Anchors: "ref-a\nref-b\np1\np2\n", Opening: []Stretch{{38, 56}},
		Refs: []Ref{
			{Anchor: "ref-a", Raw: "NORVAL 4", Kind: cable.RefCable, ID: "08NORVAL4", YearInferred: true, Cites: []Cite{
				{Paragraph: "p1", To: "p3", Words: Stretch{40, 44}, Text: []Stretch{{38, 56}}},
				{Paragraph: "p2", Text: []Stretch{{77, int32(len(source))}}},
			}},
			{Anchor: "ref-b", Raw: "DOE E-MAIL", Kind: cable.RefEmail},
			{Kind: cable.RefCable, ID: "07NORVAL9", Inline: true, Cites: []Cite{{Paragraph: "p2", Text: []Stretch{{64, 77}}}}},
		},
	}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("FactsOf =\n%+v\nwant\n%+v", f, want)
	}
	for name, want := range map[string]bool{"p1": true, "p2": true, "ref-a": true, "p": false, "1": false, "p11": false, "p1\np2": false, "": false} {
		if f.HasAnchor(name) != want {
			t.Errorf("HasAnchor(%q) is %t", name, !want)
		}
	}
}

func TestFactsOfABareCable(t *testing.T) {
	f := factsOf(&cable.Cable{ID: "08NORVAL1"})
	if f.Canonical != "08NORVAL1" || f.Title != "08NORVAL1" || f.Refs != nil || f.Tags != nil || !f.Created.IsZero() || f.Level != "" {
		t.Errorf("FactsOf = %+v", f)
	}
}

func TestLevelOfATextAlone(t *testing.T) {
	for _, c := range []struct{ level, caption, want string }{
		{"UNCLASSIFIED", "SENSITIVE", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"},
		{"UNCLASSIFIED", "SIPDIS", "UNCLASSIFIED"},
		{"SECRET", "NOFORN", "SECRET//NOFORN"},
		{"CONFIDENTIAL", "SENSITIVE", "CONFIDENTIAL"},
		{"", "NOFORN", ""},
	} {
		text := &cable.Cable{ID: "08NORVAL1", Classification: cable.Classification{Level: c.level}, Captions: []cable.Caption{{Name: c.caption}}}
		if got := factsOf(text).Level; got != c.want {
			t.Errorf("%s with %s: %q, want %q", c.level, c.caption, got, c.want)
		}
	}
}

func ranges(list []Stretch) (out []cable.Range) {
	for _, s := range list {
		out = append(out, cable.Range{Start: int(s.Start), End: int(s.End)})
	}
	return out
}

// Ranges with nothing but white space between them are one stretch; what stands
// between others is not read.
func TestStretches(t *testing.T) {
	const source = "one\n  two\nPAGE 02\nthree"
	text := []cable.Range{{Start: 0, End: 3}, {Start: 6, End: 9}, {Start: 18, End: 23}}
	got := stretches(source, text)
	if want := []Stretch{{0, 9}, {18, 23}}; !slices.Equal(got, want) {
		t.Errorf("stretches = %v, want %v", got, want)
	}
	if a, b := cable.Words(source, ranges(got)), cable.Words(source, text); a != b || a != "one two three" {
		t.Errorf("stretches read %q, ranges %q", a, b)
	}
}

func TestOpening(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"1. (U) SUMMARY: The bridge\nis old. END SUMMARY.\n\n2. (U) Norval paints it.\n", "The bridge is old."},
		{"INTRODUCTION\n------------\n\n1. (U) Norval paints it.\n", "Norval paints it."},
		{"", ""},
	} {
		parsed := cable.Parse(c.text, cable.Metadata{ID: "08NORVAL1"})
		if got := cable.Words(parsed.Source, ranges(openingOf(parsed))); got != c.want {
			t.Errorf("%q opens with %q, want %q", c.text, got, c.want)
		}
	}
}

func TestInternAnchorKeepsTheName(t *testing.T) {
	for _, name := range []string{"", "p", "p0", "p7", "p07", "p199", "p200", "p7a", "p7_2", "h2", "ref-a", "p/", "p99999999999999999999"} {
		if got := internAnchor(name); got != name {
			t.Errorf("internAnchor(%q) = %q", name, got)
		}
	}
}
