package cable

import (
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

// indexFrom returns the offset of the first word from i on, len(s) for none.
func indexFrom(s string, i int, word string) int {
	if n := strings.Index(s[i:], word); n >= 0 {
		return i + n
	}
	return len(s)
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

// fold returns s with every run of white space as one space and none at the
// ends.
func fold(s string) string {
	s = strings.TrimFunc(s, unicode.IsSpace)
	for i := 0; i < len(s); i++ {
		if s[i] != ' ' && isSpace(s[i]) || s[i] == ' ' && s[i+1] == ' ' {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}
