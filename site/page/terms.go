package page

import (
	"strings"

	"reftel/site/cable"
	"reftel/site/vocab"
)

// terms finds, in the running text of a cable, the first use of each acronym
// that the glossary explains. All it costs is a look-up for each word in
// capitals.
type terms struct {
	root string          // leads from the page to the root of the site
	seen map[string]bool // words that have been met
}

// find calls link for the acronyms in a block that are new, in order of place;
// link reports whether there is room for a link.
// Where nearly all is in capitals, a word is no acronym for being so.
func (t *terms) find(src string, k *cable.Block, link func(cable.Range, mentionLink) bool) {
	if mostlyCapitals(src, k.Text) {
		return
	}
	for _, r := range k.Text {
		for at := r.Start; at < r.End; {
			if !wordByte(src[at]) {
				at++
				continue
			}
			end := at
			for end < r.End && (wordByte(src[end]) || src[end] == '/' && end+1 < r.End && wordByte(src[end+1])) {
				end++
			}
			t.word(src[at:end], cable.Range{Start: at, End: end}, link)
			at = end
		}
	}
}

// word calls link if a word is an acronym that was not met yet.
func (t *terms) word(word string, at cable.Range, link func(cable.Range, mentionLink) bool) {
	if len(word) < 2 || !capital(word[0]) || t.seen[word] {
		return
	}
	term, ok := vocab.Acronyms().Lookup(word)
	if !ok && capitals(word) > 1 {
		if term, ok = vocab.Acronyms().Lookup(strings.ToUpper(word)); ok && term.Word != word {
			return
		}
	}
	if !ok {
		return
	}
	t.seen[word] = link(at, mentionLink{href: t.root + termPath(acronymWords, term.Word), class: "term", title: term.Expansion})
}

func wordByte(c byte) bool {
	return capital(c) || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80
}

func capital(c byte) bool { return 'A' <= c && c <= 'Z' }

func capitals(s string) (n int) {
	for i := range len(s) {
		if capital(s[i]) {
			n++
		}
	}
	return n
}

// mostlyCapitals reports whether a text has no more small letters than capitals.
func mostlyCapitals(src string, text []cable.Range) bool {
	small, large := 0, 0
	for _, r := range text {
		for i := r.Start; i < r.End; i++ {
			switch c := src[i]; {
			case capital(c):
				large++
			case 'a' <= c && c <= 'z':
				small++
			}
		}
	}
	return small <= large
}

// termsIn collects the words of a block that the glossary explains, where no
// other link is.
func (w *bodyWriter) termsIn(k *cable.Block) {
	links := len(w.buf)
	w.terms.find(w.src, k, func(at cable.Range, link mentionLink) bool {
		for _, in := range w.buf[:links] {
			if in.layer == linkLayer && in.Start < at.End && at.Start < in.End {
				return false
			}
		}
		w.buf = append(w.buf, inline{Range: at, layer: linkLayer, n: len(w.links)})
		w.links = append(w.links, link)
		return true
	})
}
