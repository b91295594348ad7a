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
		text := src[:r.End]
		for at := nextPair(text, r.Start); at < r.End; at = nextPair(text, at) {
			start := wordStart(text, r.Start, at)
			end, capitals := wordEnd(text, start)
			word := text[start:end]
			at = end
			term, ok := t.word(word, capitals)
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

// nextPair returns the place of the first two bytes from at that only a word
// which may be an acronym has: a capital with anything but a small letter behind
// it, or with a small letter before it. Without one a word is a name or the first
// of a sentence; most are, and each would have to be looked at. It returns len(s)
// for none.
func nextPair(s string, at int) int {
	for ; len(s)-at > 8; at += 8 {
		t := s[at : at+9]
		a, b, c, d := pairBytes[t[0]], pairBytes[t[1]], pairBytes[t[2]], pairBytes[t[3]]
		e, f, g, h := pairBytes[t[4]], pairBytes[t[5]], pairBytes[t[6]], pairBytes[t[7]]
		if a&(b>>2)|b&(c>>2)|c&(d>>2)|d&(e>>2)|e&(f>>2)|f&(g>>2)|g&(h>>2)|h&(pairBytes[t[8]]>>2) != 0 {
			break
		}
	}
	for ; at+1 < len(s); at++ {
		if pairBytes[s[at]]&(pairBytes[s[at+1]]>>2) != 0 {
			return at
		}
	}
	return len(s)
}

// pairBytes tell which bytes make such pairs: two that follow each other do if a
// bit of the first is, two places higher, one of the second.
var pairBytes = func() (t [256]uint8) {
	const capitalFirst, wordFirst = 1, 2
	for c := range t {
		switch {
		case wordBytes[c] == capitalByte:
			t[c] = capitalFirst | capitalFirst<<2 | wordFirst<<2
		case wordBytes[c] == smallByte:
			t[c] = wordFirst
		case wordBytes[c] == otherByte || c == '/':
			t[c] = wordFirst | capitalFirst<<2
		}
	}
	return t
}()

// wordStart returns where the word begins that has the byte at a place, or the
// one behind it, but not before first. A slash may stand within a word.
func wordStart(s string, first, at int) int {
	if wordBytes[s[at]] == noWord {
		at++
	}
	for at > first && (wordBytes[s[at-1]] != noWord || s[at-1] == '/' && at-1 > first && wordBytes[s[at-2]] != noWord) {
		at--
	}
	return at
}

// wordEnd returns where the word at a place ends, and how many capitals it has.
func wordEnd(s string, at int) (end, capitals int) {
	for ; at < len(s); at++ {
		kind := wordBytes[s[at]]
		if kind == noWord && !(s[at] == '/' && at+1 < len(s) && wordBytes[s[at+1]] != noWord) {
			break
		}
		capitals += int(kind & capitalByte)
	}
	return at, capitals
}

// word looks up a word that has so many capitals. ok is false for one that is no
// acronym, or that was met before.
func (t *terms) word(word string, large int) (term Term, ok bool) {
	if len(word) < 2 || wordBytes[word[0]] != capitalByte || large == 1 && wordBytes[word[1]] == smallByte {
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
	noWord      = 0
	capitalByte = 1 // a bit of no other
	smallByte   = 2
	otherByte   = 4
)

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
