package cable

import (
	"math/bits"
	"slices"
	"strings"
)

// Folded is text as a reader reads it, white space folded to single spaces,
// together with the way back to the source.
type Folded struct {
	Text string
	// pieces map stretches of Text to stretches of the source of equal
	// length; the single spaces between them stand for folded white space.
	pieces []piece
}

type piece struct {
	at int // offset in Text
	Range
}

// Fold reads the ranges as running text: what lies between two ranges (a line
// end, a page break, a rule) and every run of white space becomes one space.
func (c *Cable) Fold(text []Range) Folded {
	size, words := 0, 0
	for _, r := range text {
		size += r.Len() + 1
		words += 1 + strings.Count(c.Source[r.Start:r.End], " ")
	}
	var b strings.Builder
	b.Grow(size)
	f := Folded{pieces: make([]piece, 0, words)}
	for _, r := range text {
		for i := r.Start; i < r.End; {
			for i < r.End && isSpace(c.Source[i]) {
				i++
			}
			start := i
			for i < r.End && !isSpace(c.Source[i]) {
				i++
			}
			if start == i {
				break
			}
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			f.pieces = append(f.pieces, piece{b.Len(), Range{start, i}})
			b.WriteString(c.Source[start:i])
		}
	}
	f.Text = b.String()
	return f
}

// Words returns the ranges as running text, white space folded.
func (c *Cable) Words(text []Range) string { return Words(c.Source, text) }

// AppendWords appends what Words returns to dst.
func (c *Cable) AppendWords(dst []byte, text []Range) []byte { return appendWords(dst, c.Source, text) }

// Words returns ranges of a source as Cable.Words does, for those who know the
// ranges and need no parse.
func Words(source string, text []Range) string {
	var few [512]byte // most texts are short, and none of it is kept
	return string(appendWords(few[:0], source, text))
}

// AppendWords appends what Words returns to dst.
func AppendWords(dst []byte, source string, text []Range) []byte {
	return appendWords(dst, source, text)
}

func appendWords(dst []byte, source string, text []Range) []byte {
	from := len(dst)
	for _, r := range text {
		src := source[:r.End]
		for i := r.Start; i < len(src); {
			for i < len(src) && isSpace(src[i]) {
				i++
			}
			start := i
			i = wordsEnd(src, i)
			if start == i {
				break
			}
			if len(dst) > from {
				dst = append(dst, ' ')
			}
			dst = append(dst, src[start:i]...)
		}
	}
	return dst
}

// wordsEnd returns the offset of the first white space in s from i on that is more
// than a space between two words, len(s) for none: what lies before is copied at
// once. It looks at eight bytes at a time: all that is published comes by here.
func wordsEnd(s string, i int) int {
	const highs = 0x80 * everyByte
	for i+8 <= len(s) {
		w := eightBytes(s[i : i+8])
		// The high bit of each byte up to a space, all white space among them, and of each space.
		low := ^((w | highs) - 0x21*everyByte) & ^w & highs
		space := ^((w ^ 0x20*everyByte | highs) - everyByte) & ^w & highs
		end := low&^space | space&(low>>8)
		if end == 0 {
			i += 8 - int(space>>63) // a space at the end is seen again with what follows it
			continue
		}
		if i += bits.TrailingZeros64(end) / 8; endsWords(s, i) {
			return i
		}
		i++
	}
	for i < len(s) && !endsWords(s, i) {
		i++
	}
	return i
}

// endsWords reports whether there is white space at i that is not a single space
// before a word.
func endsWords(s string, i int) bool {
	return isSpace(s[i]) && (s[i] != ' ' || i+1 == len(s) || isSpace(s[i+1]))
}

// Source returns where Text[from:to] stands in the source: ranges in order,
// one for each stretch without folded white space in between.
func (f Folded) Source(from, to int) []Range { return f.appendSource(nil, from, to) }

func (f Folded) appendSource(out []Range, from, to int) []Range {
	first, _ := slices.BinarySearchFunc(f.pieces, from, func(p piece, at int) int { return p.at + p.Len() - at })
	for _, p := range f.pieces[first:] {
		if p.at >= to {
			break
		}
		start, end := max(from, p.at), min(to, p.at+p.Len())
		if start < end {
			out = append(out, Range{p.Start + start - p.at, p.Start + end - p.at})
		}
	}
	return out
}

// isSpace reports whether a byte is white space. Bytes outside ASCII are not:
// a no-break space is kept as the source has it.
func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }
