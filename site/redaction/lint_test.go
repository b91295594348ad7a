package redaction

import (
	"math/rand/v2"
	"strings"
	"testing"

	"reftel/site/cable"
)

func TestLint(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"protect", "The engineer (strictly protect) said so."},
		{"protect", "THE ENGINEER (PLEASE PROTECT) SAID SO."},
		{"protect", "Please protect him"},
		{"protect", "Embassy asks to protect source."},
		{"protect", "Embassy asks to protect the source"},
		{"protect", "protect his identity; protect identity"},
		{"protect", "Oskar Lindqvist (protect), who"},
		{"protect", "the protection of boats. Strictly protect Oskar"},
		{"protect", "PROTECTION; he asks for protection and to protect the source"},
		{"", "Dragan offers to protect the light"},
		{"", "busy protecting the lighthouse; a strict protectorate"},
		{"e-mail", "write to oskar.l@dam.example today"},
		{"e-mail", "OSKAR@DAM.EXAMPLE"},
		{"", "three boats @ 200 crowns; a@b"},
		{"passport", "passport number K1234567"},
		{"passport", "holder of passport 12-345-678."},
		{"", "passport holders in 2008 and 2009"},
		{"", "a passport"},
		{"telephone", "call +47 22 44 85 50"},
		{"telephone", "call (202) 555-0100 or"},
		{"telephone", "202-555-0100"},
		{"telephone", "tel. no. 448 550"},
		{"telephone", "TEL: 448-550"},
		{"telephone", "his cell phone number is 0912 345 678"},
		{"", "TEL AVIV 000040 (NOTAL)"},
		{"", "our tel 000123 of December 5"},
		{"", "GRISTAD 112/113/1144"},
		{"telephone", "call 555 010 0100"},
		{"", "in 2008, 1,234,567 crowns; +12 percent"},
		{"", "GRISTAD 00001098 003 OF 003"},
		{"", "DE RUEHGS #1098/01 3260805"},
		{"", "12/31/2018 and 08GRISTAD1098"},
		{"", ""},
	} {
		got := Lint(c.text)
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("Lint(%q) = %q, want %q", c.text, got, c.want)
		}
		if got != "" && !asks(c.text) {
			t.Errorf("asks(%q) is false", c.text)
		}
	}
}

// asksByEachByte is asks for one byte after the other.
func asksByEachByte(text string) bool {
	for i := 0; i < len(text); i++ {
		plea := hasPrefixFold(text[i:], "protect") && mayProtect(text, i) || hasPrefixFold(text[i:], "passport")
		if text[i] == '@' || plea {
			return true
		}
		if isDigit(text[i]) {
			is, end := phoneAt(text, i, spaced)
			if is {
				return true
			}
			i = max(i, end-1)
		}
	}
	return false
}

func TestAsksLooksAtEverything(t *testing.T) {
	parts := []string{"a", " ", "\n", "pro", "tect", "pass", "port", "protect", "PROTECT", "Passport", "@", "1", "22", "555 0100", "202-555-0100", "909-555-0100", "+47", "tel. ", "the light ", "é"}
	r := rand.New(rand.NewPCG(1, 2))
	asked := 0
	for range 100000 {
		text := ""
		for range r.IntN(12) {
			if part := parts[r.IntN(len(parts))]; part != "@" || r.IntN(8) == 0 {
				text += part
			}
		}
		want := asksByEachByte(text)
		if got := asks(text); got != want {
			t.Fatalf("asks(%q) = %v, want %v", text, got, want)
		}
		if want {
			asked++
		}
	}
	if asked < 10000 || asked > 90000 {
		t.Errorf("%d of 100000 texts ask", asked)
	}
}

// unreviewedPlaces lists the problems of the sample with a file.
func unreviewedPlaces(t *testing.T, text string, f *File) string {
	t.Helper()
	c, problems := parse(text, f)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var places []string
	for _, p := range c.Unreviewed() {
		if strings.Contains(p.String()+p.Hint, "Lindqvist") || strings.Contains(p.String()+p.Hint, "555") {
			t.Errorf("the message shows the text: %s", p)
		}
		place, _, _ := strings.Cut(p.Message, " ")
		places = append(places, place)
	}
	return strings.Join(places, " ")
}

func TestReviewOrRedactionSettlesAPlace(t *testing.T) {
	text := strings.NewReplacer("ferry", "ferry (strictly\nprotect), tel. 555 0100", "fell silent", "wrote to a@b.example").Replace(sample)
	meta := sampleMeta
	if got := unreviewedPlaces(t, text, nil); got != "¶2 ¶3" {
		t.Fatalf("unreviewed: %s", got)
	}
	f, err := Review(text, meta, &File{ID: "08GRISTAD112"}, "¶2", Entry{By: "MK", Date: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	if got := unreviewedPlaces(t, text, f); got != "¶3" {
		t.Errorf("with a review of ¶2: %s", got)
	}
	// What asked for a review is gone.
	f, _, err = Add(text, meta, f, "¶3", words(t, "a@b.example"), Entry{})
	if err != nil {
		t.Fatal(err)
	}
	if got := unreviewedPlaces(t, text, f); got != "" {
		t.Errorf("with the address redacted: %s", got)
	}
	// A redaction that takes the name but not the request needs somebody who has
	// looked at it.
	g, _, err := Add(text, meta, &File{ID: "08GRISTAD112"}, "¶2", words(t, "Lindqvist"), Entry{})
	if err != nil {
		t.Fatal(err)
	}
	if got := unreviewedPlaces(t, text, g); got != "¶2 ¶3" {
		t.Errorf("with a redaction: %s", got)
	}
	g.Entries[0].Reviewed = "MK"
	if got := unreviewedPlaces(t, text, g); got != "¶3" {
		t.Errorf("with a reviewed redaction: %s", got)
	}
}

func TestReviewIsOfTheTextThatWasReviewed(t *testing.T) {
	text := strings.Replace(sample, "ferry", "ferry (please protect)", 1)
	f, err := Review(text, sampleMeta, &File{ID: "08GRISTAD112", Path: "r.md"}, "¶2", Entry{By: "MK"})
	if err != nil {
		t.Fatal(err)
	}
	again, problems := ReadFile(f.Path, f.ID, f.Format(), nil)
	if len(problems) > 0 || !again.Entries[0].IsReview() {
		t.Fatal(problems, again.Entries)
	}
	if _, problems := parse(strings.Replace(text, "ferry", "boat", 1), again); len(problems) != 1 || problems[0].Code != "review-check" {
		t.Errorf("another text: %v", problems)
	}
	// One that was written by hand has no check.
	byHand, problems := ReadFile("r.md", f.ID, "## ¶2 reviewed {by=MK date=2026-11-23}\n", nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := unreviewedPlaces(t, text, byHand); got != "" {
		t.Errorf("by hand: %s", got)
	}
	// A second review takes the place of the first.
	f, err = Review(text, sampleMeta, again, "¶2", Entry{By: "JE"})
	if err != nil || len(f.Entries) != 1 || f.Entries[0].By != "JE" {
		t.Errorf("%v, %v", f, err)
	}
	if _, err := Review(text, sampleMeta, again, "¶2", Entry{}); err == nil {
		t.Error("a review by nobody was accepted")
	}
}

// References name telegrams, and "tel" is one.
func TestReferencesNeedNoReview(t *testing.T) {
	text := strings.Replace(sample, "\n\n1.", `
REF: A. STATE TEL 112233
     B. 07 GRISTAD 112/113/1144
     C. EMBTEL NO. 123456 AND TEL 123456 (NOTAL)
     D. HALVORSEN TELCON, TEL +47 22 44 85 50

1.`, 1)
	if got := unreviewedPlaces(t, text, nil); got != "REF" {
		t.Errorf("unreviewed: %s, want the last reference", got)
	}
}

func TestHeadersAndWebPagesNeedNoReview(t *testing.T) {
	text := "Contact: desk@mirror.example, +47 22 44 85 50\n\n" + sample
	c, _ := Parse(text, cable.Metadata{ID: "08GRISTAD112"}, func(string) *File { return nil })
	for _, p := range c.Unreviewed() {
		t.Error(p)
	}
}

// A place is read as a whole: the word in one block, the number in another, also
// where a sub-paragraph stands in between.
func TestPlacesAskAsAWhole(t *testing.T) {
	for _, text := range []string{
		"1. (U) To reach the harbour master, telephone:\n\n-- 448 550 12\n\n2. (U) End.\n",
		"1. (U) To reach the harbour master, telephone          \n                              448550.\n",
		"1. (U) To reach the harbour master, call +47 22\n        44 85\n        50.\n",
		"1. (U) To reach the harbour master by telephone:\n\na. (U) In the morning:\n\n-- 448 550 12\n\n2. (U) End.\n",
	} {
		c := cable.Parse(text, cable.Metadata{ID: "08NORVAL1"})
		want := false
		for _, ranges := range textsOf(c) {
			want = want || Lint(c.Words(ranges)) != ""
		}
		if got := mayAsk(c); want && !got {
			t.Errorf("%q may not ask, and a place of it does", text)
		}
	}
	c := cable.Parse("1. (U) To reach the harbour master, telephone:\n\n-- 448 550 12\n\n2. (U) End.\n", cable.Metadata{ID: "08NORVAL1"})
	if !mayAsk(c) {
		t.Error("a number in a bullet is not asked about")
	}
}
