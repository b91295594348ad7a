package highlight

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Kinds of bytes. The others are what stands for characters of HTML's own, as
// html.EscapeString has it.
const (
	usual   = 0
	lineEnd = iota + 5
	unusual // to be looked at
)

var escapes = [...]string{1: "&amp;", 2: "&lt;", 3: "&gt;", 4: "&#34;", 5: "&#39;"}

var byteKinds = func() (t [256]uint8) {
	for c := range t {
		if (c < ' ' || c >= 0x7f) && c != '\t' {
			t[c] = unusual
		}
	}
	t['\n'], t['&'], t['<'], t['>'], t['"'], t['\''] = lineEnd, 1, 2, 3, 4, 5
	return t
}()

// unreadable returns the length of the character that s begins with, an unusual
// one, and whether it cannot be left as it is.
func unreadable(s string) (n int, ok bool) {
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

// shown appends what stands for an unreadable character.
func (w *lineWriter) shown(s, after, following string) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case s == "\r" && (strings.HasPrefix(after, "\n") || after == "" && strings.HasPrefix(following, "\n")):
		return // half a line end
	case s == "\r":
		w.error("U+000D")
		w.endLine()
	case r == utf8.RuneError && n == 1:
		w.error(fmt.Sprintf("0x%02X", s[0]))
	default:
		w.error(fmt.Sprintf("U+%04X", r))
	}
}

func (w *lineWriter) error(name string) {
	w.begin()
	w.b = append(append(append(w.b, `<span class="err">[`...), name...), "]</span>"...)
}
