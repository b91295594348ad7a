package redaction

import (
	"bytes"
	"math/bits"
	"unicode/utf8"
)

// Nearly every byte that is looked at is of no interest. So the scan turns 64
// bytes at a time into three masks, and looks closer only where a word may begin,
// at signs that may begin an escape, and at long runs of base64.

// block is the number of bytes that a mask stands for.
const block = 64

// flags tell what a byte is: for masks of letters, of base64 and of odd signs, each
// in a byte of its own.
const (
	letterFlag = 1 << (8 * iota)
	base64Flag
	oddFlag
)

var flags = func() (t [256]uint32) {
	for c := range t {
		switch {
		case class[c] > special:
			t[c] = letterFlag | base64Flag
		case class[c] == joint:
			t[c] = base64Flag
		case class[c] == wide || class[c] == special && c != '<':
			t[c] = oddFlag
		}
	}
	return t
}()

// masks are of the letters, the letters of base64, and the odd signs in a block.
type masks struct{ letters, base64, odd uint64 }

func masksOf(b *[block]byte) (m masks) {
	for k := 0; k < block; k += 8 {
		v := flags[b[k]] | flags[b[k+1]]<<1 | flags[b[k+2]]<<2 | flags[b[k+3]]<<3 |
			flags[b[k+4]]<<4 | flags[b[k+5]]<<5 | flags[b[k+6]]<<6 | flags[b[k+7]]<<7
		m.letters |= uint64(v&0xff) << k
		m.base64 |= uint64(v>>8&0xff) << k
		m.odd |= uint64(v>>16) << k
	}
	return m
}

// each calls f with every place in src where a word stands, until f says no. It
// returns the runs of base64 that are not known to hold nothing.
//
// It looks at each place where a word begins. A match that tags cut in two
// begins at one of these, too, outside of tags.
func (g *Gate) each(src []byte, f func(match) bool) (runs []run) {
	s := scan{gate: g, src: src, found: f, tags: tags{src: src}}
	s.whole = s.isWhole
	var last [block]byte
	before := false // whether a letter stands before the block
	for at := 0; at < len(src); at += block {
		b := &last
		if at+block <= len(src) {
			b = (*[block]byte)(src[at:])
		} else {
			copy(b[:], src[at:])
		}
		m := masksOf(b)
		starts := m.letters &^ (m.letters << 1)
		if before {
			starts &^= 1
		}
		before = m.letters>>(block-1) == 1
		if !s.look(at, starts|m.odd) {
			return nil
		}
		s.runsIn(at, m.base64)
	}
	return s.runs
}

// A scan is one look at some bytes.
type scan struct {
	gate  *Gate
	src   []byte
	found func(match) bool
	tags  tags
	whole func(match) bool // see isWhole
	at    int              // where a word may begin that is looked at
	next  int              // what lies before is dealt with, as part of an escape
	runs  []run
	// Of the block before: where one, two and four letters of base64 end.
	one, two, four uint64
	runsTo         int // end of the last run
}

// look looks at those places of the block at an offset that a mask names; it
// reports whether to go on.
func (s *scan) look(at int, places uint64) bool {
	src, g := s.src, s.gate
	for ; places != 0; places &= places - 1 {
		i := at + bits.TrailingZeros64(places)
		if i < s.next {
			continue
		}
		a := class[src[i]]
		if a > special {
			if i+2 < len(src) { // as mayStart does, for the most part of all words
				b, c := class[src[i+1]], class[src[i+2]]
				switch {
				case b <= special:
					if g.firsts&(1<<(a&31)) == 0 {
						continue
					}
				case c <= special:
					if !g.mayPair(a, b) {
						continue
					}
				case !g.mayBegin(a, b, c):
					continue
				}
			}
			if g.mayStart(src, i, &s.tags) && !s.begin(i) {
				return false
			}
			continue
		}
		if a == wide && s.sign(i) || src[i] == '%' && s.space(i) {
			continue
		}
		if !s.odd(i) {
			return false
		}
	}
	return true
}

// sign reports whether one of the common signs that end a word stands at src[i].
func (s *scan) sign(i int) bool {
	r, size := utf8.DecodeRune(s.src[i:])
	if int(r) >= len(common) || !common[r] {
		return false
	}
	s.next = i + size
	return true
}

// space reports whether a percent-encoded sign that ends a word stands at src[i],
// as it does again and again in addresses, and no word of the list behind it.
func (s *scan) space(i int) bool {
	if i+6 > len(s.src) {
		return false
	}
	v := nibble[s.src[i+1]]<<4 | nibble[s.src[i+2]]
	a, b, c := class[s.src[i+3]], class[s.src[i+4]], class[s.src[i+5]]
	if nibble[s.src[i+1]] > 7 || nibble[s.src[i+2]] > 15 || class[v] > joint ||
		a > special && (b <= special || c <= special || s.gate.mayBegin(a, b, c)) {
		return false
	}
	s.next = i + 3
	return true
}

// nibble is the value of a hexadecimal digit; 16 and more for what is none.
var nibble = func() (t [256]byte) {
	for c := range t {
		t[c] = 0xff
		if v, ok := hexValue([]byte{byte(c)}); ok {
			t[c] = byte(v)
		}
	}
	return t
}()

// odd looks at a sign that may begin an escape, or is no ASCII.
func (s *scan) odd(i int) bool {
	letters, size, _ := character(s.src[i:])
	if len(letters) > 0 && s.gate.firsts&(1<<(letters[0]&31)) != 0 && !s.begin(i) {
		return false
	}
	if size == 1 {
		return true
	}
	s.next = i + size
	if s.src[i] == '\\' && !s.gate.at(s.src, i+1, &s.tags, s.found) { // it may be no escape
		return false
	}
	if s.next < len(s.src) && class[s.src[s.next-1]] > special && class[s.src[s.next]] > special { // the mask does not show it
		return !s.gate.mayStart(s.src, s.next, &s.tags) || s.begin(s.next)
	}
	return true
}

// begin calls found with the words at src[i], if a word begins there at all. It
// costs less to find out that there is none of the list.
func (s *scan) begin(i int) bool {
	s.at = i
	return s.gate.at(s.src, i, &s.tags, s.whole)
}

// isWhole hands a match on that does not begin within a word.
func (s *scan) isWhole(m match) bool { return s.inWord(s.at) || s.found(m) }

// mostBack is how far inWord goes back; no word has so many letters.
const mostBack = 1 << 12

// inWord reports whether a word that began before goes on at src[i]. It goes
// back to a sign that surely ends a word and is not part of an escape.
func (s *scan) inWord(i int) bool {
	at := i
	for at > 0 && i-at < mostBack {
		c := s.src[at-1]
		if class[c] <= joint && bytes.IndexByte([]byte("#;{} "), c) < 0 || c == '<' {
			break
		}
		at--
	}
	in := false
	for at < i {
		switch c := class[s.src[at]]; {
		case c > special:
			in = true
			at++
		case c <= joint, s.src[at] == '<':
			in = false
			at++
		default:
			letters, size, within := character(s.src[at:])
			in = within && (in || len(letters) > 0)
			at += size
		}
	}
	return in
}

// runsIn collects the long runs of base64 that become long in the block at an
// offset: where eight letters end, and four before them.
func (s *scan) runsIn(at int, one uint64) {
	two := one & (one<<1 | s.one>>(block-1))
	four := two & (two<<2 | s.two>>(block-2))
	eight := four & (four<<4 | s.four>>(block-4))
	long := eight & (four<<(minBase64-4) | s.four>>(block-minBase64+4))
	s.one, s.two, s.four = one, two, four
	for ; long != 0; long &= long - 1 {
		last := at + bits.TrailingZeros64(long)
		if last < s.runsTo {
			continue
		}
		r := run{last + 1 - minBase64, last + 1}
		for r.end < len(s.src) && flags[s.src[r.end]]&base64Flag != 0 {
			r.end++
		}
		if s.runsTo = r.end; !s.gate.clean.has(s.src[r.start:r.end]) {
			s.runs = append(s.runs, r)
		}
	}
}
