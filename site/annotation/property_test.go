package annotation

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"reftel/site/cable"
	"reftel/site/markdown"
)

// Any words of a paragraph are found exactly where they stand, or reported as
// standing in several places; they are never found anywhere else.
func TestQuotedWordsAreFoundWhereTheyStand(t *testing.T) {
	c := testCable(t)
	addresses := c.Addresses()
	rapid.Check(t, func(t *rapid.T) {
		a := addresses[rapid.IntRange(0, len(addresses)-1).Draw(t, "address")]
		folded := c.Fold(a.Text)
		words := strings.Split(folded.Text, " ")
		from := rapid.IntRange(0, len(words)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(words)).Draw(t, "to")
		quote := strings.Join(words[from:to], rapid.SampledFrom([]string{" ", "  ", " \u00a0"}).Draw(t, "space"))
		at := len(strings.Join(words[:from], " "))
		if from > 0 {
			at++
		}
		place := cable.Place{First: a.Anchor, Last: a.Anchor}
		f, problems := Parse("x.md", fmt.Appendf(nil, "## %s \"%s\"\nA.\n", place, strings.ReplaceAll(quote, `"`, `\"`)))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		placed, _ := attach(f, c)
		p := placed.Notes[0]
		if strings.Contains(p.Reason, "times") || strings.Contains(p.Reason, "twice") {
			return
		}
		want := folded.Source(at, at+len(strings.Join(words[from:to], " ")))
		if p.Reason != "" || p.Words[0].Start != want[0].Start || p.Words[len(p.Words)-1].End != want[len(want)-1].End {
			t.Errorf("%q in %s: %q at %v, want %v", quote, place, p.Reason, p.Words, want)
		}
	})
}

// A quotation with one letter changed is never found, and the words that were
// meant are suggested first.
func TestOneWrongLetterIsSuggestedRight(t *testing.T) {
	c := testCable(t)
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Split(c.Words(c.Addresses()[8].Text), " ")
		n := rapid.IntRange(4, 8).Draw(t, "words")
		from := rapid.IntRange(0, len(words)-n).Draw(t, "from")
		meant := strings.Join(words[from:from+n], " ")
		quote := []byte(meant)
		at := rapid.IntRange(0, len(quote)-1).Draw(t, "letter")
		if !isWord(rune(quote[at])) {
			return
		}
		quote[at] = 'Q'
		key := strings.Trim(quoteKey(meant), `" ,.-`)
		near := nearest(string(quote), newText(c).units)
		if len(near) == 0 || !strings.Contains(quoteKey(near[0].words), key[1:len(key)-1]) {
			t.Errorf("%q suggests %v, want %q first", quote, near, meant)
		}
	})
}

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/cases/*.txtar")
	for _, file := range files {
		if archive, err := txtar.ParseFile(file); err == nil {
			f.Add(string(archive.Files[0].Data))
		}
	}
	c := testCable(f)
	f.Fuzz(func(t *testing.T, src string) {
		file, _ := Parse("08GRISTAD1098.md", []byte(src))
		slugs := map[string]bool{}
		for _, n := range file.All() {
			if slugProblem(n.Slug) != "" || slugs[n.Slug] {
				t.Errorf("%q: slug %q is none, or is another's", src, n.Slug)
			}
			slugs[n.Slug] = true
			n.HTML(markdown.Page{Resolve: func(markdown.Link) (string, bool) { return "x", true }})
			n.Text()
		}
		checkAttached(t, src, file, c)
	})
}

func checkAttached(t *testing.T, src string, file *File, c *cable.Cable) {
	attached, _ := attach(file, c)
	if len(attached.Notes) != len(file.Notes) {
		t.Fatalf("%q: %d notes of %d", src, len(attached.Notes), len(file.Notes))
	}
	at := 0
	for _, m := range attached.Marks {
		if m.Start < at || m.End <= m.Start || m.End > len(c.Source) || len(m.Notes) == 0 || !slices.IsSorted(m.Notes) {
			t.Fatalf("%q: marks %v", src, attached.Marks)
		}
		at = m.End
	}
	for _, p := range attached.Notes {
		if p.Reason != "" && (p.Number != 0 || p.Words != nil) {
			t.Errorf("%q: a note has no place and is in it: %+v", src, p)
		}
		if len(p.Words) > 0 && !strings.Contains(fold(c.Words(p.Words)).key, quoteKey(p.Quote)) {
			t.Errorf("%q: %q is put on %q", src, p.Quote, c.Words(p.Words))
		}
	}
}
