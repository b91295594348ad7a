package redaction

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Nearly every byte that is looked at is of no interest. So the scan turns 64
// bytes at a time into three masks, and looks closer only where a word may begin,
// at signs that may begin an escape, and at long runs of base64.

// block is the number of bytes that a mask stands for.
const block = 64

// window is a block and what is looked at behind it.
const window = block + 2

// masks are of the letters, the letters of base64, and the odd signs in a block.
type masks struct{ letters, base64, odd uint64 }

func masksOf(b *[window]byte) (m masks) {
	for k := 0; k < block; k += 8 {
		v := pairs[binary.LittleEndian.Uint16(b[k+6:])]
		v = v<<2 + pairs[binary.LittleEndian.Uint16(b[k+4:])]
		v = v<<2 + pairs[binary.LittleEndian.Uint16(b[k+2:])]
		v = v<<2 + pairs[binary.LittleEndian.Uint16(b[k:])]
		m.letters = m.letters>>8 | uint64(v)<<56
		m.base64 = m.base64>>8 | uint64(v>>8)<<56
	}
	m.odd = m.letters &^ m.base64
	m.letters &= m.base64
	return m
}

// pairs holds the bits of two bytes in the masks, the first in the lower: of the
// letters from bit 0, of base64 from bit 8. Every letter is also one of base64, so
// a letter that is none stands for an odd sign.
var pairs = func() (t [1 << 16]uint16) {
	var one [1 << 8]uint16
	for c := range one {
		switch {
		case class[c] > special:
			one[c] = 1 | 1<<8
		case class[c] == joint:
			one[c] = 1 << 8
		case class[c] > joint && c != '<':
			one[c] = 1
		}
	}
	for i := range t {
		t[i] = one[i&0xff] | one[i>>8]<<1
	}
	return t
}()

// each calls f with every place in src where a word stands, until f says no. It
// returns the runs of base64 that are not known to hold nothing.
//
// It looks at each place where a word begins. A match that tags cut in two
// begins at one of these, too, outside of tags.
func (g *Gate) each(src []byte, f func(match) bool) (runs []run) {
	s := scan{gate: g, src: src, found: f, tags: tags{src: src}}
	s.whole = s.isWhole
	var last [window]byte
	before := uint64(0) // 1 if a letter stands before the block
	for at := 0; at < len(src); at += block {
		b := &last
		if at+len(b) <= len(src) {
			b = (*[window]byte)(src[at:])
		} else {
			*b = [window]byte{}
			copy(b[:], src[at:])
		}
		m := masksOf(b)
		places := m.odd | g.starts.in(b, m.letters&^(m.letters<<1|before))
		before = m.letters >> (block - 1)
		if places != 0 && !s.look(at, places) {
			return nil
		}
		s.runsIn(at, m.base64)
	}
	if s.twelve>>(block-1) != 0 { // no byte stood behind it
		s.add(run{len(src) - minBase64, len(src)})
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
	// Of the block before: where one, two, four and twelve letters of base64 end.
	one, two, four, twelve uint64
}

// look looks at those places of the block at an offset that a mask names; it
// reports whether to go on.
func (s *scan) look(at int, places uint64) bool {
	for ; places != 0; places &= places - 1 {
		i := at + bits.TrailingZeros64(places)
		if i < s.next {
			continue
		}
		a := class[s.src[i]]
		if a > special {
			if s.gate.mayStart(s.src, i, &s.tags) && !s.begin(i) {
				return false
			}
			continue
		}
		if a == wide && s.sign(i) || s.src[i] == '%' && s.space(i) {
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
	next := s.src[i+3 : i+6]
	if nibble[s.src[i+1]] > 7 || nibble[s.src[i+2]] > 15 || class[v] > joint ||
		class[next[0]] > special && s.gate.starts.may(next[0], next[1], next[2]) {
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
	if len(letters) > 0 && s.gate.tree.roots[letters[0]] != 0 && !s.begin(i) {
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

// runsIn collects the long runs of base64 that end in the block at an offset, or
// with the block before: where twelve letters stand before one that is none.
func (s *scan) runsIn(at int, one uint64) {
	two := one & (one<<1 | s.one>>(block-1))
	four := two & (two<<2 | s.two>>(block-2))
	eight := four & (four<<4 | s.four>>(block-4))
	twelve := eight & (four<<8 | s.four>>(block-8))
	for ends := (twelve<<1 | s.twelve>>(block-1)) &^ one; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros64(ends)
		start := at
		if none := ^one & (1<<end - 1); none != 0 {
			start += bits.Len64(none)
		} else if none = ^s.one; none != 0 {
			start += bits.Len64(none) - block
		}
		s.add(run{start, at + end})
	}
	s.one, s.two, s.four, s.twelve = one, two, four, twelve
}

// add adds a run of which a part is known, unless there is surely no word in it.
func (s *scan) add(r run) {
	for r.start > 0 && pairs[s.src[r.start-1]]>>8 != 0 {
		r.start--
	}
	if letters := s.src[r.start:r.end]; len(letters) < lineBase64 {
		least := max(minText, s.gate.shortest)
		if heldBy(len(letters)) < least || !mayHoldText(letters, least) || s.gate.clean.has(letters) {
			return
		}
	}
	s.runs = append(s.runs, r)
}
