package page

import (
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"reftel/site/archive"
	"reftel/site/cable"
	"reftel/site/redaction"
)

// Roles whose words belong to the text of a cable. The rest is what a page shows
// in other forms, and furniture that the page of the source shows.
var textRoles = map[cable.Role]bool{
	cable.ParagraphNumber: true, cable.PortionMark: true, cable.BulletMark: true, cable.HeadingText: true,
	cable.BodyText: true, cable.PartMarker: true, cable.SourceRedaction: true,
}

// All of a cable's text must stand on its page, in order, and nothing else. The
// sample archive has most kinds of damage.
func TestAllTextIsShown(t *testing.T) {
	n := 0
	err := filepath.WalkDir(filepath.Join("..", "..", "content", "cables"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txt" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		allTextIsShown(t, path, string(data))
		return nil
	})
	if err != nil || n == 0 {
		t.Errorf("%d cables, %v", n, err)
	}
}

func allTextIsShown(t *testing.T, path, text string) {
	t.Helper()
	if _, after, found := strings.Cut(text, "\n---\n"); found && strings.HasPrefix(text, "---\n") {
		text = after
	}
	id := strings.TrimSuffix(filepath.Base(path), ".txt")
	c, _ := redaction.Parse(text, cable.Metadata{ID: id}, func(string) *redaction.File { return nil })
	f := archive.FactsOf(c)
	l := &library{facts: []*archive.Facts{f}, texts: map[*archive.Facts]redaction.Cable{f: c}}
	p := l.plan(t, nil)
	data, err := p.Render(nil, p.Page(0), l)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	section := doc.Find("section.text")
	section.Find(".vh, .xref, .signature, .notice").Remove()
	parsed := c.Parsed()
	if got, want := letters(section.Text()), letters(string(appendText(nil, blocksText(t, path, parsed)))); got != letters(html.UnescapeString(want)) {
		t.Errorf("%s: the page has\n%s\nthe text has\n%s", path, got, want)
	}
}

// blocksText returns the words of all blocks, and reports text that belongs to
// none of them.
func blocksText(t *testing.T, path string, c *cable.Cable) string {
	t.Helper()
	var b strings.Builder
	within := make([]bool, len(c.Source))
	for i := range c.Blocks {
		k := &c.Blocks[i]
		parts := append([]cable.Range{k.Label, k.Mark}, k.Text...)
		slices.SortFunc(parts, func(a, b cable.Range) int { return a.Start - b.Start })
		for _, r := range parts {
			b.WriteString(c.Source[r.Start:r.End])
			for at := r.Start; at < r.End; at++ {
				within[at] = true
			}
		}
	}
	for _, s := range c.Spans {
		for at := s.Start; at < s.End && textRoles[s.Role]; at++ {
			if !within[at] && c.Source[at] > ' ' {
				t.Errorf("%s: %q belongs to no block", path, c.Source[at:s.End])
				break
			}
		}
	}
	return b.String()
}

// letters takes white space out.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }
