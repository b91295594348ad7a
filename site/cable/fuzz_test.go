package cable

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// seeds returns the texts of the cases in testdata.
func seeds(t testing.TB) (texts []string) {
	files, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range archive.Files {
			if strings.HasSuffix(in.Name, ".txt") {
				texts = append(texts, string(in.Data))
			}
		}
	}
	return texts
}

// TestParsesShareNothing checks that a parse neither finds what the one before it
// has left in the memory that both work in, nor changes what that one returned.
func TestParsesShareNothing(t *testing.T) {
	texts := seeds(t)
	meta := Metadata{ID: "08GRISTAD2577"}
	first := make([]*Cable, len(texts))
	for i, text := range texts {
		first[i] = Parse(text, meta)
	}
	for i, text := range slices.Backward(texts) {
		if again := Parse(text, meta); !reflect.DeepEqual(first[i], again) {
			t.Errorf("parsed again behind another text, %.40q… reads otherwise", text)
		}
	}
}

// FuzzParse holds what is promised of every text: no panic, each byte in one
// span, spans in order, every range inside the source, anchors unique.
func FuzzParse(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text, "08GRISTAD2577")
	}
	f.Add("\x00\xff\nTAGS: \x00(\nREF: A. \xc2", "")
	f.Fuzz(func(t *testing.T, text, id string) {
		checkInvariants(t, Parse(text, Metadata{ID: id}))
	})
}

func checkInvariants(t *testing.T, c *Cable) {
	t.Helper()
	at := 0
	for _, s := range c.Spans {
		if s.Start != at || s.End <= s.Start || s.Role >= numRoles {
			t.Fatalf("span %v follows %d", s, at)
		}
		at = s.End
	}
	if at != len(c.Source) {
		t.Fatalf("spans end at %d of %d", at, len(c.Source))
	}
	checkRanges(t, c)
	checkAnchors(t, c)
	checkNothingLost(t, c)
	for _, p := range c.Problems {
		if p.Line < 1 || p.Column < 1 || p.Column > len(c.Source)+1 || p.Code == "" || p.Message == "" {
			t.Fatalf("problem %+v", p)
		}
	}
}

func checkRanges(t *testing.T, c *Cable) {
	t.Helper()
	inside := func(what string, r Range) {
		if r.Start < 0 || r.End < r.Start || r.End > len(c.Source) {
			t.Fatalf("%s %v is not inside the source of %d bytes", what, r, len(c.Source))
		}
	}
	inside("classification", c.Classification.Text)
	inside("order", c.ExecutiveOrder.Text)
	for _, x := range c.Captions {
		inside("caption", x.Text)
	}
	for _, x := range c.Tags {
		inside("tag", x.Text)
	}
	for _, r := range c.SubjectText {
		inside("subject", r)
	}
	for _, x := range c.References {
		inside("reference", x.Text)
	}
	for _, x := range c.PageBreaks {
		inside("page break", x.Text)
	}
	for _, b := range c.Blocks {
		inside("label", b.Label)
		inside("mark", b.Mark)
		if got, want := c.Words(b.Text), c.Fold(b.Text).Text; got != want {
			t.Fatalf("block %q reads %q, folded %q", b.Anchor, got, want)
		}
		end := 0
		for _, r := range b.Text {
			inside("block", r)
			if r.Start < end {
				t.Fatalf("ranges of block %q overlap: %v", b.Anchor, b.Text)
			}
			end = r.End
		}
	}
	for _, x := range c.Mentions {
		inside("mention", x.Text)
	}
}

func checkAnchors(t *testing.T, c *Cable) {
	t.Helper()
	seen := map[string]bool{}
	add := func(anchor string) {
		if anchor != "" && seen[anchor] {
			t.Fatalf("anchor %q occurs twice", anchor)
		}
		seen[anchor] = true
	}
	for _, b := range c.Blocks {
		add(b.Anchor)
	}
	for _, r := range c.References {
		add(r.Anchor)
	}
	for _, b := range c.PageBreaks {
		add(b.Anchor)
	}
	var addresses []string
	for _, a := range c.Addresses() {
		addresses = append(addresses, a.Anchor)
	}
	if anchors := slices.Collect(c.Anchors()); !slices.Equal(anchors, addresses) {
		t.Fatalf("anchors %v of addresses %v", anchors, addresses)
	}
}

// checkNothingLost checks that what has the role of words is words of a block.
func checkNothingLost(t *testing.T, c *Cable) {
	t.Helper()
	var words []Range
	for _, b := range c.Blocks {
		words = append(words, b.Text...)
	}
	for _, s := range c.Spans {
		if s.Role != BodyText || trim(c.Source, s.Range).Len() == 0 { // white space between two redaction marks
			continue
		}
		for len(words) > 0 && words[0].End <= s.Start {
			words = words[1:]
		}
		if len(words) == 0 || words[0].Start >= s.End {
			t.Fatalf("span %v %q belongs to no block", s, c.Source[s.Start:s.End])
		}
	}
}
