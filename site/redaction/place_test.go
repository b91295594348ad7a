package redaction

import (
	"strings"
	"testing"
	"unicode"

	"reftel/site/cable"
	"reftel/site/source"
)

// sampleCables calls f with every cable of the sample archive.
func sampleCables(t *testing.T, f func(t *testing.T, text string, meta cable.Metadata)) {
	t.Helper()
	folders, err := source.Scan("../..", "content/cables")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, folder := range folders {
		for _, file := range folder.Files {
			for r, err := range source.Records("../..", file.Path) {
				if err != nil {
					t.Fatal(err)
				}
				d := r.Document()
				t.Run(d.Meta.ID, func(t *testing.T) { f(t, d.Text, d.Meta) })
				n++
			}
		}
	}
	if n < 40 {
		t.Fatalf("the sample archive has %d cables", n)
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
					if m := got.Parsed().Meta; m == c.Meta {
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
