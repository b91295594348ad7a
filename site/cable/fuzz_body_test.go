package cable

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var bodyAnchor = regexp.MustCompile(`^(p[0-9a-z][0-9a-z_-]*|u[0-9]+[0-9a-z_-]*|h[0-9]+)$`)

// checkBody checks what holds of every body, whatever the text.
func checkBody(t *testing.T, c *Cable) {
	t.Helper()
	used := make([]bool, len(c.Source)) // bytes that something accounts for
	take := func(what string, r Range) {
		if r.Start < 0 || r.End > len(c.Source) || r.Start > r.End {
			t.Fatalf("%s %v is outside the source", what, r)
		}
		for i := r.Start; i < r.End; i++ {
			used[i] = true
		}
	}
	anchors := map[string]bool{}
	at := 0
	for i, b := range c.Blocks {
		if b.Anchor != "" && (anchors[b.Anchor] || !bodyAnchor.MatchString(b.Anchor)) {
			t.Errorf("block %d: anchor %q is used twice or malformed", i, b.Anchor)
		}
		anchors[b.Anchor] = true
		if b.Kind != Heading && (b.Paragraph == "" || !anchors[b.Paragraph]) {
			t.Errorf("block %d: paragraph %q has no block before", i, b.Paragraph)
		}
		if b.Heading != "" && !anchors[b.Heading] {
			t.Errorf("block %d: heading %q has no block before", i, b.Heading)
		}
		take("label", b.Label)
		take("mark", b.Mark)
		for _, r := range b.Text {
			if r.Start < at || r.Len() == 0 {
				t.Errorf("block %d: range %v is empty or out of order", i, r)
			}
			at = r.End
			take("text", r)
			for _, hole := range []Range{b.Label, b.Mark} {
				if r.Start < hole.End && hole.Start < r.End {
					t.Errorf("block %d: text %v holds label or mark %v", i, r, hole)
				}
			}
		}
	}
	checkMentions(t, c)
	checkSpans(t, c, used)
}

// checkMentions checks that mentions and asides point at what is there.
func checkMentions(t *testing.T, c *Cable) {
	t.Helper()
	at := 0
	for i, m := range c.Mentions {
		if m.Text.Start < at || m.Text.End > len(c.Source) || m.Text.Len() == 0 || m.Block >= len(c.Blocks) {
			t.Errorf("mention %d is out of order: %+v", i, m)
		}
		at = m.Text.End
		for _, ref := range m.Refs {
			if ref >= len(c.References) {
				t.Errorf("mention %d points at reference %d of %d", i, ref, len(c.References))
			}
		}
	}
	for i, a := range c.Asides {
		if a.Text.Len() <= 0 || a.Block >= len(c.Blocks) || a.Text.Start < c.Blocks[a.Block].Text[0].Start {
			t.Errorf("aside %d is outside its block: %+v", i, a)
		}
	}
}

// checkSpans checks that the spans cover the source once, and that every byte
// that is not white space is text or has a role that says why it is none.
func checkSpans(t *testing.T, c *Cable, used []bool) {
	t.Helper()
	at := 0
	for i, s := range c.Spans {
		if s.Start != at || s.End <= s.Start {
			t.Fatalf("span %d is %v, want it to start at %d", i, s, at)
		}
		at = s.End
		switch s.Role {
		case Rule, PageBreakLine, SignatureLine, EndMatter, CaptionLine, Damage:
			continue
		}
		for j := s.Start; j < s.End; j++ {
			if !used[j] && !isSpace(c.Source[j]) {
				t.Fatalf("byte %d (%q) of span %v belongs to nothing", j, c.Source[j], s)
			}
		}
	}
	if at != len(c.Source) {
		t.Errorf("spans end at %d of %d", at, len(c.Source))
	}
}

// FuzzBody checks the invariants on hostile texts, beginning with all cases of
// testdata/body.
func FuzzBody(f *testing.F) {
	files, _ := filepath.Glob("testdata/body/*.txtar")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, in := range txtar.Parse(data).Files {
			if strings.HasSuffix(in.Name, ".txt") {
				f.Add(string(in.Data))
			}
		}
	}
	refs := []Reference{{Enum: "A", ID: "08NORVAL1"}, {Enum: "B", ID: "07STATE2"}, {}}
	f.Fuzz(func(t *testing.T, text string) {
		checkBody(t, parseBodyText(text, refs...))
	})
}
