package source

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"reftel/site/casetest"
)

// Each archive in testdata/read holds files of invented cables and what is read
// of them. Escapes in the files (\xE9 …) stand for the bytes.
func TestRead(t *testing.T) {
	casetest.Run(t, "testdata/read/*.txtar", func(t *testing.T, c *casetest.Case) {
		root := t.TempDir()
		var got strings.Builder
		for _, f := range c.Files {
			if f.Name == "want" {
				continue
			}
			write(t, root, f.Name, bytesOf(string(f.Data)))
			for r, err := range Records(root, f.Name) {
				if err != nil {
					t.Fatal(err)
				}
				d := r.Document()
				got.WriteString(describe(d))
				sameAgain(t, root, d)
			}
		}
		c.Set("want", got.String())
	})
}

// bytesOf turns \xE9 into the byte that it names.
func bytesOf(s string) []byte {
	var out []byte
	for {
		before, after, found := strings.Cut(s, `\x`)
		out = append(out, before...)
		var c byte
		if !found {
			return out
		}
		if _, err := fmt.Sscanf(after[:2], "%02X", &c); err != nil {
			panic(err)
		}
		out, s = append(out, c), after[2:]
	}
}

func write(t testing.TB, root, name string, data []byte) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// sameAgain opens the document by its place and expects the same one.
func sameAgain(t *testing.T, root string, d Document) {
	t.Helper()
	opener := NewOpener(root)
	for _, known := range []struct {
		size int
		seal uint64
	}{{0, 0}, {d.Size, 0}, {d.Size, d.Seal}, {d.Size, d.Seal ^ 4 | plainSeal}} {
		size := known.size
		again, err := opener.Open(d.File, d.Offset, size, known.seal)
		if err != nil {
			t.Errorf("Open(%s, %d, %d): %v", d.File, d.Offset, size, err)
			return
		}
		if again.Text != d.Text || !reflect.DeepEqual(again.Meta, d.Meta) || again.Digest() != d.Digest() || again.Seal != d.Seal || again.Size != d.Size {
			t.Errorf("Open(%s, %d, %d) =\n%swant\n%s", d.File, d.Offset, size, describe(again), describe(d))
		}
	}
}

// describe writes a document for people.
func describe(d Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s at byte %d, line %d\n", d.File, d.Offset, d.Line)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	field("id", d.Meta.ID)
	if !d.Meta.Created.IsZero() {
		field("created", formatTime(d.Meta.Created))
	}
	if !d.Meta.Released.IsZero() {
		field("released", formatTime(d.Meta.Released))
	}
	field("classification", d.Meta.Classification)
	field("origin", d.Meta.Origin)
	field("url", d.Meta.URL)
	for _, a := range d.Meta.Articles {
		fmt.Fprintf(&b, "article: %s %q\n", a.URL, a.Title)
	}
	for _, p := range d.Problems {
		fmt.Fprintf(&b, "problem: %s (%s; %s; %s)\n", p, p.Code, p.Cable, p.Hint)
	}
	for line := range strings.Lines(d.Text) {
		fmt.Fprintf(&b, "|%s\n", strings.Trim(fmt.Sprintf("%q", line), `"`))
	}
	return b.String()
}

// docs/files.md says what each key of a head is for.
func TestHeadKeysAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/files.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(doc), "| key | what it says |")
	for _, key := range headKeys() {
		if !strings.Contains(table, "\n| `"+key+"` | ") || !strings.Contains(string(doc), "\n    "+key+":") {
			t.Errorf("docs/files.md lacks %q", key)
		}
	}
	if n := strings.Count(table, "\n| `"); n != len(headKeys()) {
		t.Errorf("docs/files.md has %d keys, there are %d", n, len(headKeys()))
	}
}

// Backslashes are escapes in rows of the dump and nowhere else: in a page, as in
// a text, they are the cable's own.
func TestBackslashesOfAPageStay(t *testing.T) {
	header, body := `R 020304Z JAN 07 \"one\"`, `1. (U) \\gristad\share and \"two\"`+"\\\n"+`goes on.`
	page := "<html>\n<pre>" + header + "</pre>\n<pre>" + body + "</pre></html>"
	d := Record{File: "a.html", Line: 1, form: pageForm, raw: []byte(page)}.Document()
	if want := header + "\n\n" + body; d.Text != want {
		t.Errorf("the text is\n%q, want\n%q", d.Text, want)
	}
}
