package redaction

import (
	"encoding/binary"
	"math/bits"
)

const (
	// minBase64 is the length from which a run of base64 letters is read: shorter
	// ones hold fewer than nine letters.
	minBase64 = 12
	// fileBase64 is the length from which a run may be a file of any kind.
	fileBase64 = 64
	// lineBase64 is the length from which a run that ends with its line goes on
	// in the next: encoders break lines after 60, 64 or 76 letters.
	lineBase64 = 40
	// minText is the shortest text that is worth a look.
	minText = 8
)

// A run is a stretch of letters of base64.
type run struct{ start, end int }

// fromBase64 calls f with what runs of base64 hold, until f says no: all of it
// where a run may be a file, else the pieces that look like text, since a word
// of three letters is found by chance in enough noise. A run is read from each of
// the four places at which a group of letters may begin. It calls done with each
// run that is read alone, after f said yes to all of it.
func fromBase64(data []byte, runs []run, f func([]byte) bool, done func([]byte)) {
	var values, text []byte
	end := 0
	for _, r := range runs {
		if r.start < end {
			continue // read with the line before
		}
		values, end = base64Run(values[:0], data, r.start)
		for shift := range 4 {
			text = decodeBase64(text[:0], values[shift:])
			if shift == 0 && len(values) >= fileBase64 && !f(text) {
				return
			}
			if !texts(text, f) {
				return
			}
		}
		if end == r.end {
			done(data[r.start:r.end])
		}
	}
}

// mayHoldText reports whether there may be text, as texts finds it, of at least so
// many bytes in a run that is no longer than a line. Nearly no run holds any, so
// this is quick to say no.
//
// The bytes of all four readings are in one stream of bits, a letter's six bits
// apart. Of a piece as long as the shortest text, one look tells the last byte that
// is in no text, and no text begins before it.
func mayHoldText(run []byte, least int) bool {
	var stream [lineBase64]byte
	group, n := uint32(0), 0
	for i, c := range run {
		group = group<<6 | uint32(base64Value(c))
		if i%4 == 3 {
			binary.BigEndian.PutUint32(stream[n:], group<<8)
			n += 3
		}
	}
	binary.BigEndian.PutUint32(stream[n:], group<<(32-len(run)%4*6)) // what is left of the last
	for from := uint(0); from < 4*6; from += 6 {
		for at := from; at+8*uint(least) <= 6*uint(len(run)); {
			i, shift := at/8%32, at%8
			piece := binary.BigEndian.Uint64(stream[i:])<<shift | uint64(stream[i+8]>>(8-shift))
			bad := notText(piece)
			if bad == 0 {
				return true
			}
			at += 8*minText - uint(bits.TrailingZeros64(bad))&^7
		}
	}
	return false
}

// notText returns the highest bits of those of eight bytes, the first in the highest
// bits, that surely are in no text: control characters, and bytes of UTF-8 without
// those that must be before or behind them. Nothing is known of what is behind the
// last.
func notText(b uint64) uint64 {
	const all = 0x8080808080808080
	b6, b5, b4, b3 := b<<1, b<<2, b<<3, b<<4 // each where the highest bit is
	two, rest := b&b6&all, b&^b6&all         // the first byte of at least two; another
	three, four := two&b5, two&b5&b4
	shown := b | b6 | b5 | b3&^b4 // or white space
	alone := two&^(rest<<8|all>>56) | three&^(rest<<16|all>>48) | four&^(rest<<24|all>>40)
	return all&^shown | four&b3 | alone | rest&^(two>>8|three>>16|four>>24)
}

// heldBy returns how many bytes so many letters hold.
func heldBy(letters int) int { return letters * 6 / 8 }

// base64Run collects the values of the run at data[i], across line ends, and
// returns where it ends.
func base64Run(run, data []byte, i int) ([]byte, int) {
	line := i
	for i < len(data) {
		if v := base64Value(data[i]); v != notBase64 {
			run = append(run, v)
			i++
			continue
		}
		next := i
		if data[next] == '\r' && next+1 < len(data) {
			next++
		}
		if data[next] != '\n' || i-line < lineBase64 || next+1 == len(data) || base64Value(data[next+1]) == notBase64 {
			break
		}
		i, line = next+1, next+1
	}
	return run, i
}

// notBase64 is the value of bytes that are not of the alphabet.
const notBase64 = 0xff

// base64Value returns the value of a letter, of both alphabets.
func base64Value(c byte) byte { return base64Values[c] }

var base64Values = func() (t [256]byte) {
	for c := range t {
		t[c] = notBase64
	}
	for v, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = byte(v)
	}
	t['-'], t['_'] = t['+'], t['/']
	return t
}()

// decodeBase64 appends the bytes that the values stand for.
func decodeBase64(dst, run []byte) []byte {
	for ; len(run) >= 4; run = run[4:] {
		v := uint32(run[0])<<18 | uint32(run[1])<<12 | uint32(run[2])<<6 | uint32(run[3])
		dst = append(dst, byte(v>>16), byte(v>>8), byte(v))
	}
	if len(run) >= 2 {
		dst = append(dst, run[0]<<2|run[1]>>4)
	}
	if len(run) == 3 {
		dst = append(dst, run[1]<<4|run[2]>>2)
	}
	return dst
}

// texts calls f with the stretches of data that look like UTF-8 without control
// characters, until f says no; it reports whether f never did.
func texts(data []byte, f func([]byte) bool) bool {
	for len(data) >= minText {
		n := textLen(data)
		if n >= minText && !f(data[:n]) {
			return false
		}
		data = data[min(n+1, len(data)):]
	}
	return true
}

// textLen returns the length of the text at the start of data.
func textLen(data []byte) (n int) {
	for n < len(data) {
		size := int(textSize[data[n]])
		if size == 0 || n+size > len(data) || size > 1 && !continues(data[n+1:n+size]) {
			break
		}
		n += size
	}
	return n
}

// continues reports whether all bytes go on a character of UTF-8.
func continues(data []byte) bool {
	for _, c := range data {
		if c&0xc0 != 0x80 {
			return false
		}
	}
	return true
}

// textSize is the size of the character that begins with a byte; 0 for bytes
// that begin none, and for control characters.
var textSize = func() (t [256]byte) {
	for c := range t {
		switch {
		case c == '\n', c == '\r', c == '\t', ' ' <= c && c < 0x7f:
			t[c] = 1
		case 0xc2 <= c && c < 0xe0:
			t[c] = 2
		case 0xe0 <= c && c < 0xf0:
			t[c] = 3
		case 0xf0 <= c && c < 0xf5:
			t[c] = 4
		}
	}
	return t
}()
