package redaction

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class tells what to do with a byte: the letter itself in lower case, or one
// of the marks below.
var class = func() (t [256]byte) {
	for c := range 256 {
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			t[c] = byte(c)
		case 'A' <= c && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		case c >= utf8.RuneSelf:
			t[c] = wide
		case c == '<' || c == '&' || c == '\\' || c == '%':
			t[c] = special
		case base64Value(byte(c)) != notBase64:
			t[c] = joint
		}
	}
	return t
}()

// Marks of bytes that are no letters.
const (
	gap     = 0 // ends a word
	joint   = 1 // ends a word, and may stand in base64
	wide    = 2 // part of a longer character
	special = 3 // may begin a tag, an entity or an escape
)

// A walker reads bytes as letters and digits alone: in lower case, without
// accents, escapes of all kinds read. With skipTags, tags are taken out without
// a trace, so that a word they cut in two is whole again; without, they are text
// like any other, so that attributes are read.
type walker struct {
	src      []byte
	at       int // of the next character
	skipTags bool
	rest     []byte // letters of the character before at that have not been handed out
	gap      bool   // whether a word has ended between the last letter and the next
	sawTag   bool   // whether there was what may be a tag
}

// next returns the next letter; false at the end.
func (w *walker) next() (letter byte, ok bool) {
	w.gap = false
	for len(w.rest) == 0 {
		if w.at >= len(w.src) {
			return 0, false
		}
		c := class[w.src[w.at]]
		switch {
		case c > special:
			w.at++
			return c, true
		case c <= joint:
			w.at++
			w.gap = true
			continue
		case w.src[w.at] == '<':
			w.sawTag = true
			if w.skipTags {
				if end := tagEnd(w.src, w.at); end > 0 {
					w.at = end
					continue
				}
			}
		}
		var inWord bool
		var size int
		w.rest, size, inWord = character(w.src[w.at:])
		w.at += size
		w.gap = w.gap || !inWord
	}
	letter, w.rest = w.rest[0], w.rest[1:]
	return letter, true
}

// ended reports whether no word goes on behind the last letter.
func (w *walker) ended() bool {
	if len(w.rest) > 0 {
		return false
	}
	_, more := w.next()
	return !more || w.gap
}

// lettersOf returns a text as letters and digits alone.
func lettersOf(text string) (letters []byte) {
	w := walker{src: []byte(text)}
	for {
		c, ok := w.next()
		if !ok {
			return letters
		}
		letters = append(letters, c)
	}
}

// character reads what is no plain ASCII letter at the start of src: its letters,
// its size in bytes, and whether it can stand within a word.
func character(src []byte) (letters []byte, size int, inWord bool) {
	r, size := decode(src)
	if size == 1 {
		return nil, 1, false // a sign that begins nothing, or a broken byte
	}
	letters, inWord = fold(r)
	return letters, size, inWord
}

// tagEnd returns the offset after the tag that begins at src[at], or 0.
func tagEnd(src []byte, at int) int {
	for i := at + 1; i < len(src) && src[i] != '<'; i++ {
		if src[i] == '>' {
			return i + 1
		}
	}
	return 0
}

// decode reads one character: an entity, an escape, percent-encoded UTF-8, or
// plain UTF-8. A byte that is none of these is returned with size 1.
func decode(b []byte) (r rune, size int) {
	switch b[0] {
	case '&':
		return decodeEntity(b)
	case '\\':
		return decodeEscape(b)
	case '%':
		return decodePercent(b)
	}
	return utf8.DecodeRune(b)
}

// decodeEntity reads an entity. Browsers read those that are numbers without
// the semicolon at the end, too.
func decodeEntity(b []byte) (rune, int) {
	end := 1
	for end < len(b) && end < 34 && (class[b[end]] > special || b[end] == '#') {
		end++
	}
	switch {
	case end < len(b) && b[end] == ';':
		end++
	case end < 3 || b[1] != '#':
		return '&', 1
	}
	switch string(b[:end]) { // most entities are these
	case "&amp;", "&lt;", "&gt;", "&quot;", "&#34;", "&#39;", "&#43;":
		return ' ', end
	}
	name := string(b[:end])
	text := html.UnescapeString(name)
	if r, size := utf8.DecodeRuneInString(text); size == len(text) && text != name {
		return r, len(name)
	}
	return '&', 1
}

// decodeEscape reads the escapes of JSON and JavaScript, and those of style
// sheets that begin with a digit.
func decodeEscape(b []byte) (rune, int) {
	if len(b) < 2 {
		return '\\', 1
	}
	digits := 0
	switch c := b[1]; {
	case c == 'u' && len(b) > 2 && b[2] == '{':
		if v, n := hexDigits(b[3:], 6); n > 0 && len(b) > 3+n && b[3+n] == '}' {
			return rune(v), 4 + n
		}
	case c == 'u':
		digits = 4
	case c == 'U':
		digits = 8
	case c == 'x':
		digits = 2
	case isDigit(c):
		v, n := hexDigits(b[1:], 6)
		if len(b) > 1+n && b[1+n] == ' ' {
			n++
		}
		return rune(v), 1 + n
	case strings.IndexByte("nrtbfv", c) >= 0:
		return ' ', 2
	}
	if digits > 0 && len(b) >= 2+digits {
		if v, ok := hexValue(b[2 : 2+digits]); ok {
			return rune(v), 2 + digits
		}
	}
	return '\\', 1
}

// decodePercent reads percent-encoded UTF-8, also where it was encoded more than
// once: an address within an address.
func decodePercent(b []byte) (rune, int) {
	var buf [utf8.UTFMax]byte
	at, n := 0, 0
	for n < len(buf) && at+3 <= len(b) && b[at] == '%' {
		v, ok := hexValue(b[at+1 : at+3])
		for ok && v == '%' && at+5 <= len(b) {
			again, more := hexValue(b[at+3 : at+5])
			if !more {
				break
			}
			v, at = again, at+2
		}
		if !ok {
			break
		}
		buf[n] = byte(v)
		n, at = n+1, at+3
		if r, size := utf8.DecodeRune(buf[:n]); size == n && (r != utf8.RuneError || n > 1) {
			return r, at
		}
	}
	return '%', 1
}

// hexDigits reads the hexadecimal digits at the start of b, at most so many.
func hexDigits(b []byte, most int) (v uint32, n int) {
	for n < min(most, len(b)) {
		d, ok := hexValue(b[n : n+1])
		if !ok {
			break
		}
		v, n = v<<4|d, n+1
	}
	return v, n
}

func hexValue(digits []byte) (v uint32, ok bool) {
	for _, c := range digits {
		switch {
		case '0' <= c && c <= '9':
			v = v<<4 | uint32(c-'0')
		case 'a' <= c && c <= 'f':
			v = v<<4 | uint32(c-'a'+10)
		case 'A' <= c && c <= 'F':
			v = v<<4 | uint32(c-'A'+10)
		default:
			return 0, false
		}
	}
	return v, true
}

// fold returns a character as lower-case letters without accents, and whether
// it is part of a word. Characters that show nothing (a soft hyphen, a zero-width
// space, an accent of its own) are part of one and add nothing to it.
func fold(r rune) (letters []byte, inWord bool) {
	if r < utf8.RuneSelf {
		if c := class[max(r, 0)]; c > special {
			return []byte{c}, true
		}
		return nil, false
	}
	if r < rune(len(common)) && common[r] {
		return nil, false
	}
	if r < rune(len(latin)) {
		return latin[r], latin[r] != nil
	}
	return foldAny(r)
}

// latin holds what becomes of the letters of western languages; what shows
// nothing is empty, and what ends a word nil.
var latin = func() (t [0x250][]byte) {
	for r := rune(utf8.RuneSelf); r < rune(len(t)); r++ {
		if letters, inWord := foldAny(r); inWord {
			t[r] = append([]byte{}, letters...)
		}
	}
	return t
}()

// foldAny is fold for what is no ASCII.
func foldAny(r rune) (letters []byte, inWord bool) {
	if unicode.In(r, unicode.Cf, unicode.Mn) {
		return nil, true
	}
	if s, ok := spelled[r]; ok {
		return []byte(s), true
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return nil, false
	}
	for _, d := range norm.NFKD.String(string(r)) {
		if !unicode.Is(unicode.Mn, d) {
			letters = utf8.AppendRune(letters, unicode.ToLower(d))
		}
	}
	return letters, true
}

// common tells of the first characters which are signs that end a word: marks of
// quotation and paragraphs, dashes, arrows.
var common = func() (t [0x2600]bool) {
	for r := rune(utf8.RuneSelf); r < rune(len(t)); r++ {
		t[r] = !unicode.In(r, unicode.Cf, unicode.Mn, unicode.L, unicode.Nd) && spelled[r] == ""
	}
	return t
}()

// spelled holds letters that do not come apart into a letter and an accent.
var spelled = map[rune]string{
	'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ə': "e", 'Ə': "e",
}
