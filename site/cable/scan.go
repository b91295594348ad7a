package cable

import (
	"math/bits"
	"strings"
	"unicode"
)

// The scanners in this file read forward or backward from a byte offset and
// return the offset at which they stopped. They never leave the string.

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isLetter(c byte) bool {
	return isUpper(c) || isLower(c)
}

// upper returns the capital of an ASCII letter, other bytes as they are.
func upper(c byte) byte {
	if isLower(c) {
		return c - 'a' + 'A'
	}
	return c
}

// skipSpace skips white space, line ends included.
func skipSpace(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// skipBlanks skips spaces and tabs.
func skipBlanks(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// skipDigits skips decimal digits.
func skipDigits(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// skipLetters skips ASCII letters.
func skipLetters(s string, i int) int {
	for i < len(s) && isLetter(s[i]) {
		i++
	}
	return i
}

// backBlanks goes back over spaces and tabs that stand before i.
func backBlanks(s string, i int) int {
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '\t') {
		i--
	}
	return i
}

// backDigits goes back over the digits that stand before i.
func backDigits(s string, i int) int {
	for i > 0 && isDigit(s[i-1]) {
		i--
	}
	return i
}

// backLetters goes back over the ASCII letters that stand before i.
func backLetters(s string, i int) int {
	for i > 0 && isLetter(s[i-1]) {
		i--
	}
	return i
}

// wideSpaceFrom returns the offset of the first three spaces in a row from i on,
// len(s) for none. Single spaces are too many for strings.Index to be fast.
func wideSpaceFrom(s string, i int) int {
	const wide = "   "
	for ; i+10 <= len(s); i += 8 {
		const spaces = ' ' * everyByte
		t := s[i : i+10]
		other := eightBytes(t[:8]) ^ spaces | eightBytes(t[1:9]) ^ spaces | eightBytes(t[2:]) ^ spaces // 0 where three stand
		if three := (other - everyByte) &^ other & (0x80 * everyByte); three != 0 {                    // the lowest bit is right
			return i + bits.TrailingZeros64(three)/8
		}
	}
	if n := strings.Index(s[i:], wide); n >= 0 {
		return i + n
	}
	return len(s)
}

// everyByte times a byte is eight of it.
const everyByte = 0x0101010101010101

// eightBytes returns the first eight bytes of s, the first as the lowest.
func eightBytes(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// hasPrefixFold reports whether s begins with prefix, which is in capitals;
// the case of s does not count.
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := 0; i < len(prefix); i++ {
		if upper(s[i]) != prefix[i] {
			return false
		}
	}
	return true
}

// wordEnd reports whether no letter or digit follows at i.
func wordEnd(s string, i int) bool {
	return i >= len(s) || !isLetter(s[i]) && !isDigit(s[i])
}

// number reads decimal digits; more than nine count as none.
func number(digits string) int {
	if len(digits) > 9 {
		return 0
	}
	n := 0
	for i := 0; i < len(digits); i++ {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// byteAt returns the byte at i, 0 where the string has ended.
func byteAt(s string, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}

// isPlain reports whether a byte is a printed sign of ASCII.
func isPlain(c byte) bool { return ' ' < c && c < 0x7f }

// fold returns s with every run of white space as one space and none at the
// ends.
func fold(s string) string {
	if s != "" && (!isPlain(s[0]) || !isPlain(s[len(s)-1])) {
		s = strings.TrimFunc(s, unicode.IsSpace)
	}
	if wordsEnd(s, 0) < len(s) {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}
