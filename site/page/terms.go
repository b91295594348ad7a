package page

import (
	"slices"
	"strings"

	"reftel/site/cable"
)

// terms finds, in the running text of a cable, the first use of each acronym
// that the glossary explains. All it costs is a look-up for each word in
// capitals.
type terms struct {
	root  string          // leads from the page to the root of the site
	known map[string]Term // the acronyms, by the word in upper case
	seen  []string        // words that have been met: few, as there are not many
}

// find calls link for the acronyms in a block that are new, in order of place;
// link reports whether there is room for a link.
// Where nearly all is in capitals, a word is no acronym for being so.
func (t *terms) find(src string, k *cable.Block, link func(cable.Range, mentionLink) bool) {
	mixed := false // whether it is, is asked once an acronym is found, which is seldom
	for _, r := range k.Text {
		for at := nextCapital(src, r.Start, r.End); at < r.End; at = nextCapital(src, at, r.End) {
			if withinWord(src[r.Start:at]) {
				at++
				continue
			}
			word := src[at:wordEnd(src, at, r.End)]
			at += len(word)
			term, ok := t.word(word)
			if !ok {
				continue
			}
			if mixed = mixed || !mostlyCapitals(src, k.Text); !mixed {
				return
			}
			linked := link(cable.Range{Start: at - len(word), End: at}, mentionLink{
				href: t.root + term.Path, class: "term", title: term.Meaning,
			})
			if linked {
				t.seen = append(t.seen, word)
			}
		}
	}
}

// nextCapital returns the place of the first capital from at, end for none.
func nextCapital(src string, at, end int) int {
	for src = src[:end]; at < len(src) && wordBytes[src[at]] != capitalByte; at++ {
	}
	return at
}

// withinWord reports whether a letter after s goes on with a word. A slash may
// stand within a word.
func withinWord(s string) bool {
	n := len(s)
	if n > 1 && s[n-1] == '/' {
		n--
	}
	return n > 0 && wordBytes[s[n-1]] != noWord
}

// wordEnd returns where the word at a place ends, at end at the latest.
func wordEnd(src string, at, end int) int {
	for src = src[:end]; at < len(src); at++ {
		if wordBytes[src[at]] == noWord && !(src[at] == '/' && at+1 < len(src) && wordBytes[src[at+1]] != noWord) {
			break
		}
	}
	return at
}

// word looks up a word that begins with a capital. ok is false for one that is
// no acronym, or that was met before.
func (t *terms) word(word string) (term Term, ok bool) {
	if len(word) < 2 {
		return term, false
	}
	large := capitals(word)
	if large == 1 && wordBytes[word[1]] == smallByte {
		return term, false
	}
	if term, ok = t.known[word]; !ok && 1 < large && large < len(word) {
		term, ok = t.known[strings.ToUpper(word)]
		ok = ok && term.Word == word
	}
	return term, ok && !slices.Contains(t.seen, word)
}

// wordBytes tells what words are made of: letters, digits and all that is not
// ASCII.
var wordBytes = func() (t [256]byte) {
	for c := range t {
		switch {
		case 'A' <= c && c <= 'Z':
			t[c] = capitalByte
		case 'a' <= c && c <= 'z':
			t[c] = smallByte
		case '0' <= c && c <= '9' || c >= 0x80:
			t[c] = otherByte
		}
	}
	return t
}()

const (
	noWord = iota
	capitalByte
	smallByte
	otherByte
)

func capitals(s string) (n int) {
	for i := range len(s) {
		if wordBytes[s[i]] == capitalByte {
			n++
		}
	}
	return n
}

// mostlyCapitals reports whether a text has no more small letters than capitals.
func mostlyCapitals(src string, text []cable.Range) bool {
	small := 0 // more than capitals
	for _, r := range text {
		for i := r.Start; i < r.End; i++ {
			small += int(caseWeights[src[i]])
		}
	}
	return small <= 0
}

// caseWeights are 1 for small letters and -1 for capitals.
var caseWeights = func() (t [256]int8) {
	for c := range t {
		switch wordBytes[c] {
		case capitalByte:
			t[c] = -1
		case smallByte:
			t[c] = 1
		}
	}
	return t
}()

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
