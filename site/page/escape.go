package page

import (
	"fmt"
	"unicode/utf8"
)

// Every byte of text that reaches a page without passing html/template passes
// appendText, and every URL that does passes appendText too (an attribute value
// is text). Nothing else in this package writes what others wrote.

// Classes of bytes. Each is a bit, so that several can be asked for at once.
const (
	plain   = 0         // copied as it is
	space   = 1 << iota // a space
	blank               // other white space
	special             // escaped, or the start of a character that may not be shown as it is
)

// classes holds the class of each byte.
var classes = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c == ' ':
			t[c] = space
		case '\t' <= c && c <= '\r':
			t[c] = blank
		case c < ' ' || c >= 0x7f || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'':
			t[c] = special
		}
	}
	return t
}()

// appendText appends s escaped for HTML text and for quoted attribute values.
// Control characters and those that turn the direction of writing are made
// visible, as they could make a line read other than it is.
func appendText(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		if classes[s[i]] != special {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		b, i = appendSpecial(b, s, i)
		start = i
	}
	return append(b, s[start:]...)
}

// appendSpecial appends the character at s[i] and returns where it ends.
func appendSpecial(b []byte, s string, i int) ([]byte, int) {
	switch s[i] {
	case '&':
		return append(b, "&amp;"...), i + 1
	case '<':
		return append(b, "&lt;"...), i + 1
	case '>':
		return append(b, "&gt;"...), i + 1
	case '"':
		return append(b, "&#34;"...), i + 1
	case '\'':
		return append(b, "&#39;"...), i + 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == utf8.RuneError && n <= 1, r < ' ', 0x7f <= r && r <= 0x9f:
		return append(b, "\uFFFD"...), i + n
	case turns(r):
		return fmt.Appendf(b, "[U+%04X]", r), i + n
	}
	return append(b, s[i:i+n]...), i + n
}

// turns reports whether a character changes the direction of what follows or
// is meant to be invisible to readers (CVE-2021-42574).
func turns(r rune) bool {
	return r == 0x061c || r == 0x200e || r == 0x200f || 0x202a <= r && r <= 0x202e ||
		0x2066 <= r && r <= 0x2069 || r == 0xfeff || 0xfff9 <= r && r <= 0xfffb
}

// appendJSON appends JSON for a script element that holds data. The encoder has
// escaped mark-up; what turns the direction of writing is escaped here.
func appendJSON(b, data []byte) []byte {
	start := 0
	for i := 0; i < len(data); {
		if data[i] < 0x7f {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case turns(r) || 0x7f <= r && r <= 0x9f:
			b = fmt.Appendf(append(b, data[start:i]...), "\\u%04x", r)
			start = i + n
		case r == utf8.RuneError:
			b = append(append(b, data[start:i]...), "\uFFFD"...)
			start = i + n
		}
		i += n
	}
	return append(b, data[start:]...)
}
