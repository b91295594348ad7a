package redaction

import (
	"html"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normal is a text as letters and digits alone.
type normal struct {
	letters []byte
	words   []wordStart // in order
}

// wordStart says that a word begins at letters[at], and where in the source.
type wordStart struct{ at, source int32 }

// boundary reports whether a word may end before letters[at].
func (n normal) boundary(at int) bool {
	if at == len(n.letters) {
		return true
	}
	_, found := slices.BinarySearchFunc(n.words, int32(at), func(w wordStart, at int32) int { return int(w.at - at) })
	return found
}

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
		}
	}
	return t
}()

// Marks of bytes that are no letters.
const (
	gap     = 0 // ends a word
	wide    = 1 // part of a longer character
	special = 2 // may begin a tag, an entity or an escape
)

// normalise reads bytes as text into n, reusing its memory. With skipTags, tags
// are taken out without a trace, so that a word they cut in two is whole again;
// without, they are text like any other, so that attributes are read.
func (n *normal) normalise(src []byte, skipTags bool) {
	n.letters, n.words = n.letters[:0], n.words[:0]
	inWord := false
	for i := 0; i < len(src); {
		c := class[src[i]]
		if c == gap {
			inWord = false
			i++
			continue
		}
		if c > special {
			if !inWord {
				n.words = append(n.words, wordStart{int32(len(n.letters)), int32(i)})
				inWord = true
			}
			for ; c > special; c = class[src[i]] {
				n.letters = append(n.letters, c)
				if i++; i == len(src) {
					return
				}
			}
			continue
		}
		if skipTags && src[i] == '<' {
			if end := tagEnd(src, i); end > 0 {
				i = end
				continue
			}
		}
		i, inWord = n.character(src, i, inWord)
	}
}

// character reads what is no plain ASCII letter at src[i].
func (n *normal) character(src []byte, i int, inWord bool) (next int, stillInWord bool) {
	r, width := decode(src[i:])
	if width == 1 {
		return i + 1, false // a sign that begins nothing, or a broken byte
	}
	letters, isLetter := fold(r)
	if len(letters) > 0 && !inWord {
		n.words = append(n.words, wordStart{int32(len(n.letters)), int32(i)})
		inWord = true
	}
	n.letters = append(n.letters, letters...)
	return i + width, inWord && isLetter
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
// plain UTF-8. A byte that is none of these is returned with width 1.
func decode(b []byte) (r rune, width int) {
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

func decodeEntity(b []byte) (rune, int) {
	for i := 1; i < len(b) && i < 34; i++ {
		if b[i] != ';' {
			continue
		}
		text := html.UnescapeString(string(b[:i+1]))
		if r, size := utf8.DecodeRuneInString(text); size == len(text) && text != string(b[:i+1]) {
			return r, i + 1
		}
		break
	}
	return '&', 1
}

func decodeEscape(b []byte) (rune, int) {
	for _, form := range []struct {
		letter byte
		digits int
	}{{'u', 4}, {'U', 8}, {'x', 2}} {
		if len(b) >= 2+form.digits && b[1] == form.letter {
			if v, ok := hexValue(b[2 : 2+form.digits]); ok {
				return rune(v), 2 + form.digits
			}
		}
	}
	return '\\', 1
}

func decodePercent(b []byte) (rune, int) {
	var buf [utf8.UTFMax]byte
	n := 0
	for n < len(buf) && len(b) >= 3*n+3 && b[3*n] == '%' {
		v, ok := hexValue(b[3*n+1 : 3*n+3])
		if !ok {
			break
		}
		buf[n] = byte(v)
		n++
		if utf8.FullRune(buf[:n]) {
			r, _ := utf8.DecodeRune(buf[:n])
			return r, 3 * n
		}
	}
	return '%', 1
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
		if c := class[r]; c > special {
			return []byte{c}, true
		}
		return nil, false
	}
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

// spelled holds letters that do not come apart into a letter and an accent.
var spelled = map[rune]string{
	'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ə': "e", 'Ə': "e",
}
