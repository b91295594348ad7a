package highlight

import (
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
)

// visible gives tokens as readers are to see them to emit: line ends become "\n"
// and stand in plain text, so that no element goes over the end of a line, and
// characters that could make a line read other than it is become errors that
// say what they are.
func visible(tokens iter.Seq[chroma.Token], emit func(chroma.Token)) {
	var last chroma.Token
	for t := range tokens {
		emitVisible(last, t.Value, emit)
		last = t
	}
	emitVisible(last, "", emit)
}

// emitVisible gives one token, cut where something has to be said. The text
// after it tells whether a carriage return at its end is half a line end.
func emitVisible(t chroma.Token, next string, emit func(chroma.Token)) {
	s, start := t.Value, 0
	for i := 0; i < len(s); {
		if ordinary[s[i]] {
			i++
			continue
		}
		n, isSpecial := special(s[i:], t.Type)
		if !isSpecial {
			i += n
			continue
		}
		if start < i {
			emit(chroma.Token{Type: t.Type, Value: s[start:i]})
		}
		after := s[i+n:]
		if after == "" {
			after = next
		}
		for _, instead := range shown(s[i:i+n], after) {
			emit(instead)
		}
		i += n
		start = i
	}
	if start < len(s) {
		emit(chroma.Token{Type: t.Type, Value: s[start:]})
	}
}

// ordinary are the bytes that nothing has to be asked about: nearly all of a
// cable.
var ordinary = func() (t [256]bool) {
	t['\t'] = true
	for c := ' '; c < 0x7f; c++ {
		t[c] = true
	}
	return t
}()

// special returns the length of the character that s begins with, and whether
// it cannot be left as it is in a token of this type.
func special(s string, kind chroma.TokenType) (n int, ok bool) {
	c := s[0]
	switch {
	case ordinary[c]:
		return 1, false
	case c == '\n':
		return 1, kind != chroma.Text
	case c < utf8.RuneSelf:
		return 1, true
	}
	r, n := utf8.DecodeRuneInString(s)
	return n, r == utf8.RuneError && n == 1 || r <= 0x9f || hidden(r)
}

// hidden reports whether a character cannot be seen but changes what is: the
// direction of writing (CVE-2021-42574), or where words and lines end.
func hidden(r rune) bool {
	switch {
	case r == 0xad, r == 0x61c, r == 0x200b, r == 0x200e, r == 0x200f, r == 0x2060, r == 0xfeff:
		return true
	}
	return 0x2028 <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 || 0xfff9 <= r && r <= 0xfffb
}

var lineEnd = []chroma.Token{{Type: chroma.Text, Value: "\n"}}

// shown returns what stands for a special character.
func shown(s, after string) []chroma.Token {
	switch {
	case s == "\n":
		return lineEnd
	case s == "\r" && strings.HasPrefix(after, "\n"):
		return nil
	case s == "\r":
		return []chroma.Token{{Type: chroma.Error, Value: "[U+000D]"}, {Type: chroma.Text, Value: "\n"}}
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 {
		return []chroma.Token{{Type: chroma.Error, Value: fmt.Sprintf("[0x%02X]", s[0])}}
	}
	return []chroma.Token{{Type: chroma.Error, Value: fmt.Sprintf("[U+%04X]", r)}}
}
