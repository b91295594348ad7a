package redaction

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"reftel/site/cable"
)

// sampleCables calls f with every cable of the sample archive that is a text
// file, read without its head.
func sampleCables(t *testing.T, f func(t *testing.T, text string, meta cable.Metadata)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir("../../content/cables", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txt" {
			return err
		}
		data, err := os.ReadFile(path)
		text := strings.ToValidUTF8(string(data), "?")
		if strings.HasPrefix(text, "---\n") {
			_, text, _ = strings.Cut(text[4:], "\n---\n")
		}
		id := strings.TrimSuffix(filepath.Base(path), ".txt")
		meta := cable.Metadata{ID: id, Origin: "Embassy Gristad", URL: "https://mirror.example/" + id,
			Articles: []cable.Article{{URL: "https://paper.example/" + id, Title: "Ferries stopped"}}}
		t.Run(id, func(t *testing.T) { f(t, text, meta) })
		n++
		return err
	})
	if err != nil || n < 35 {
		t.Fatalf("the sample archive has %d text files, %v", n, err)
	}
}

// Every word of a text can be redacted, since it is in a place; and in one only.
func TestPlacesTakeInEveryWord(t *testing.T) {
	sampleCables(t, func(t *testing.T, text string, meta cable.Metadata) {
		owner := make([]string, len(text))
		for name, r := range regionsOf(cable.Parse(text, meta), meta) {
			if r.meta {
				continue
			}
			for _, part := range r.folded.Source(0, len(r.folded.Text)) {
				for i := part.Start; i < part.End; i++ {
					if owner[i] != "" {
						t.Fatalf("%q is in %s and in %s", text[i:part.End], owner[i], name)
					}
					owner[i] = name
				}
			}
		}
		for i, name := range owner {
			if name == "" && !unicode.IsSpace(rune(text[i])) {
				t.Fatalf("%q is in no place", text[i:min(len(text), i+20)])
			}
		}
	})
}

// Any word can be taken out of any place, and then it is not there. Addresses
// may change, but the cable's own.
func TestAnyWordCanGo(t *testing.T) {
	sampleCables(t, func(t *testing.T, text string, meta cable.Metadata) {
		c := cable.Parse(text, meta)
		regions := regionsOf(c, meta)
		for _, name := range placesOf(regions) {
			r := regions[name]
			for n, x := range wholeWords(r.folded.Text) {
				if n%11 != 0 {
					continue
				}
				e := Entry{Place: name, Addresses: "changed"}
				e.From, e.To = r.characters(x[0], x[1])
				f := &File{ID: c.ID, Entries: []Entry{e}}
				f.renew(regions, []string{name})
				got, problems := Parse(text, meta, func(string) *File { return f })
				switch {
				case got.Parsed() == nil:
					if len(problems) != 1 || problems[0].Code != "redaction-id" {
						t.Errorf("%s, word %d: %v", name, n, problems)
					}
				case r.meta:
					if m := got.Parsed().Meta; reflect.DeepEqual(m, c.Meta) {
						t.Errorf("%s is still there", name)
					}
				default:
					want := r.folded.Text[:x[0]] + Placeholder + r.folded.Text[x[1]:]
					at := r.folded.Source(x[0], x[1])[0]
					if got.Parsed().Source != text[:at.Start]+Placeholder+text[at.End:] {
						t.Errorf("%s, word %d: %q is not in the text", name, n, want)
					}
				}
			}
		}
	})
}

// wholeWords returns where the words of running text stand, without the
// punctuation around them.
func wholeWords(text string) (words [][2]int) {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	at := 0
	for _, w := range strings.Fields(text) {
		at += strings.Index(text[at:], w)
		start := strings.IndexFunc(w, letter)
		if start >= 0 {
			words = append(words, [2]int{at + start, at + len(strings.TrimRightFunc(w, func(r rune) bool { return !letter(r) }))})
		}
		at += len(w)
	}
	return words
}
