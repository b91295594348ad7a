package redaction

import "math/bits"

// starts tells with which three bytes of a text a word of the list may begin: for
// the codes of two of them, it holds a bit for the code of each third. It sorts out
// nearly every place of a text without looking at a word.
//
// A word may be broken anywhere, so these are not three letters alone: where a
// gap stands in place of the second letter, the third is what the second should
// be, and behind a sign that may be anything stands anything.
type starts [1 << 10]uint32

// code is what starts knows of a byte: five bits of a letter or digit, or one of
// the marks below. A digit and a letter may be the same, which sorts out less and
// misses nothing.
var code = func() (t [256]uint8) {
	for c := range t {
		switch {
		case class[c] > special:
			t[c] = class[c] & 31
		case class[c] > joint:
			t[c] = anyCode
		}
	}
	return t
}()

const (
	gapCode = 0
	anyCode = 31 // of a byte that is part of a longer sign, a tag or an escape
)

// add takes the first three letters of a word.
func (t *starts) add(first, second, third byte) {
	a, b, c := code[first], code[second], code[third]
	t[startOf(a, b)] |= 1<<c | 1<<gapCode | 1<<anyCode
	t[startOf(a, gapCode)] |= 1<<b | 1<<gapCode | 1<<anyCode
	t[startOf(a, anyCode)] = 1<<32 - 1
}

// startOf returns the place of two codes.
func startOf(a, b uint8) uint16 { return uint16(a&anyCode)<<5 | uint16(b&anyCode) }

// may reports whether a word of the list may begin with the letter a, where b
// and c follow.
func (t *starts) may(a, b, c byte) bool {
	return t[startOf(code[a], code[b])]&(1<<(code[c]&anyCode)) != 0
}

// in returns those of the places in a block, at which words begin, where a word of
// the list may.
func (t *starts) in(b *[window]byte, places uint64) (left uint64) {
	for ; places != 0; places &= places - 1 {
		k := bits.TrailingZeros64(places) & (block - 1)
		if t.may(b[k], b[k+1], b[k+2]) {
			left |= places & -places
		}
	}
	return left
}
