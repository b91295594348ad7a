package cable

import (
	"math/bits"
	"strings"
)

// What is looked for in running text is found in one go over its bytes. A bit
// stands for each byte of each pattern, and those that are set tell which
// patterns the last bytes can be the beginning of: the shift-and method of
// Baeza-Yates and Gonnet. So a byte costs the same few steps whatever is looked
// for, which counts, since every byte of an archive comes by here.

// patterns are what is looked for.
type patterns struct {
	bits   [256]uint64 // of each byte: where in the patterns it can stand
	begins uint64      // the first bits of all patterns
	edges  uint64      // those that stand for what goes before a pattern and is not of it
	ends   uint64      // the last bits
	// brackets are last bits too, of what is of interest only within an aside.
	brackets uint64
	lengths  [64]int // of the pattern that ends with a bit, without its edge
	longest  int     // bits of the longest pattern
	used     int     // bits that are taken
}

// interest is what readWords looks for: the first three letters of words that may
// mean something, dates of IDs, and what may be damage.
var interest = func() *patterns {
	p := &patterns{}
	for _, word := range [...]string{"END", "REF", "PAR", "COM", "NOT", "SUM"} { // note, summary …
		p.add(isWordEdge, oneOf(word[:1]), oneOf(word[1:2]), oneOf(word[2:]))
	}
	p.add(isNoDigit, isDigit, isDigit, func(c byte) bool { return isUpper(c) || c == ' ' || c == '\t' })
	isX := func(c byte) bool { return c == 'X' }
	p.add(nil, isX, isX, isX, isX)
	p.add(nil, func(c byte) bool { return c == ',' }, isElision)
	p.add(nil, isOdd)
	p.brackets = p.ends
	p.add(nil, func(c byte) bool { return c == '(' || c == ')' })
	p.ends, p.brackets = p.brackets, p.ends&^p.brackets
	return p
}()

// add adds a pattern, given as what each of its bytes may be. Where edge is not
// nil, a byte must stand before it that edge knows, or nothing.
func (p *patterns) add(edge func(byte) bool, pattern ...func(byte) bool) {
	length := len(pattern)
	if edge != nil {
		p.edges |= 1 << p.used
		pattern = append([]func(byte) bool{edge}, pattern...)
	}
	p.longest = max(p.longest, len(pattern))
	p.begins |= 1 << p.used
	for _, is := range pattern {
		for c := range p.bits {
			if is(byte(c)) {
				p.bits[c] |= 1 << p.used
			}
		}
		p.used++
	}
	p.ends |= 1 << (p.used - 1)
	p.lengths[p.used-1] = length
}

// oneOf knows the letters of a string of capitals, in any case.
func oneOf(letters string) func(byte) bool {
	return func(c byte) bool { return strings.IndexByte(letters, upper(c)) >= 0 }
}

func isWordEdge(c byte) bool { return !isLetter(c) && !isDigit(c) }
func isNoDigit(c byte) bool  { return !isDigit(c) }

// isOdd knows the bytes that may be damage by themselves.
func isOdd(c byte) bool {
	return !isSpace(c) && (c < ' ' || c >= 0x7f) || c == '&' || c == '<' || c == '\\'
}

// next returns the first offset in src at which a pattern with one of these last
// bits stands, the length of src for none. state are the patterns that what
// stands before src can be the beginning of.
//
// Each step waits for the one before, so both halves of src are read side by side.
// The second half begins so early that no pattern which ends behind the first one
// is cut.
func (p *patterns) next(src string, state, ends uint64) int {
	half := min((len(src)+p.longest)/2, len(src))
	second := src[len(src)-half:]
	begins, table, later := p.begins, &p.bits, uint64(0)
	for i, c := range []byte(src[:half]) {
		state = (state<<1 + begins) & table[c] // no bit is in both, since a set last bit ends the loop
		later = (later<<1 + begins) & table[second[i]]
		if (state|later)&ends == 0 {
			continue
		}
		for j := i + 1; state&ends == 0 && j < half; j++ { // what the second half has may not be the first
			if state = (state<<1 + begins) & table[src[j]]; state&ends != 0 {
				i = j
			}
		}
		if state&ends != 0 {
			return p.start(i, state&ends)
		}
		return len(src) - half + p.start(i, later&ends)
	}
	return len(src)
}

// start returns the offset at which the pattern begins whose last bit the byte at
// i has set.
func (p *patterns) start(i int, last uint64) int {
	return i + 1 - p.lengths[bits.TrailingZeros64(last)]
}
