package redaction

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"reftel/site/cable"
	"reftel/site/diag"
)

// Words are what somebody wants to have redacted. They are found as the gate
// finds protected words: whole words, in any case, with or without accents,
// hyphenated, however spaced. Words of less than three letters are found only as
// they are written.
type Words struct {
	gate  *Gate
	short []string
}

// NewWords prepares words to be looked for.
func NewWords(words []string) (*Words, error) {
	w := &Words{gate: newGate()}
	for i, s := range words {
		s = strings.Join(strings.Fields(s), " ")
		switch {
		case s == "":
			return nil, errors.New("no words to redact")
		case !w.gate.add(s, i+1):
			w.short = append(w.short, s)
		}
	}
	return w, nil
}

// Short reports whether some of the words are too short to be looked for
// everywhere.
func (w *Words) Short() bool { return len(w.short) > 0 }

// In reports whether the words, those that are not short, may stand in a text;
// it is never false for one that holds them within one place.
func (w *Words) In(text string) bool { return w.gate.holds([]byte(text)) }

// InCable reports whether the words, those that are not short, may stand in a
// cable or in what is known of it from outside.
func (w *Words) InCable(text string, meta cable.Metadata) bool {
	if w.In(text) {
		return true
	}
	for _, value := range metaTexts(meta) {
		if w.In(value) {
			return true
		}
	}
	return false
}

// Mask returns problems without those words that they quote.
func (w *Words) Mask(problems []diag.Problem) []diag.Problem { return w.gate.Mask(problems) }

// find returns the byte ranges of the words in running text, in order; one
// within another is left out.
func (w *Words) find(text string) [][2]int {
	var found [][2]int
	w.gate.each([]byte(text), func(m match) bool {
		found = append(found, [2]int{m.start, m.end})
		return true
	})
	for _, s := range w.short {
		for at := 0; ; {
			i := strings.Index(text[at:], s)
			if i < 0 {
				break
			}
			if start, end := at+i, at+i+len(s); isWhole(text, start, end) {
				found = append(found, [2]int{start, end})
			}
			at += i + len(s)
		}
	}
	slices.SortFunc(found, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], b[1]-a[1]) })
	var out [][2]int
	for _, x := range found {
		if n := len(out); n == 0 || x[1] > out[n-1][1] {
			out = append(out, x)
		}
	}
	return out
}

// isWhole reports whether no word goes on at either end of text[start:end].
func isWhole(text string, start, end int) bool {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after))
}

// Replace returns text with a placeholder for each of the words, one for words
// that follow each other, and the lines on which they stood. The text is any
// that an editor writes, Markdown say; what it quotes of a cable goes on to fit
// the cable without the words.
func (w *Words) Replace(text string) (out string, lines []int) {
	var b strings.Builder
	at := 0
	for _, x := range w.find(text) {
		lines = append(lines, 1+strings.Count(text[:x[0]], "\n"))
		if between := text[min(at, x[0]):x[0]]; at == 0 || strings.TrimSpace(between) != "" {
			b.WriteString(between + Placeholder)
		}
		at = max(at, x[1])
	}
	b.WriteString(text[at:])
	return b.String(), slices.Compact(lines)
}

// IDOf returns the reference ID of a cable; "" for none.
func IDOf(text string, meta cable.Metadata) string {
	if meta.ID != "" {
		return meta.ID
	}
	return cable.Parse(text, meta).ID
}

// Cut returns a cable's text without the words, and what is known of it from
// outside, for those who must not keep the words at all. The places are those
// where they stood, one for each time.
func (w *Words) Cut(text string, meta cable.Metadata) (out string, known cable.Metadata, places []string) {
	f := &File{}
	regions := regionsOf(cable.Parse(text, meta), meta)
	for _, name := range placesOf(regions) {
		for _, e := range occurrences(regions[name], name, w, Entry{}) {
			f.Entries = append(f.Entries, e)
			places = append(places, name)
		}
	}
	out, _ = cut(text, merge(text, f.cuttings(regions)))
	// What stands across two places has none.
	out, lines := w.Replace(out)
	for _, line := range lines {
		places = append(places, fmt.Sprintf("line %d", line))
	}
	return out, f.cutMeta(meta), places
}
