package highlight

import (
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// A lineWriter appends tokens as chroma's formatter would, which a test holds
// beside it, in lines that begin with a number that links to itself. The
// formatter takes several times as long, and its mark-up for numbers takes more room
// than the text: half of a site's pages are sources.
type lineWriter struct {
	b    []byte
	line int // the last that was begun
	open bool
}

// token appends a token of visible text. Line ends stand in plain text only.
func (w *lineWriter) token(t chroma.Token) {
	if t.Type == chroma.Text {
		w.plain(t.Value)
		return
	}
	class := chroma.StandardTypes[t.Type]
	w.begin()
	w.b = append(append(append(w.b, `<span class="`...), class...), `">`...)
	w.b = append(appendEscaped(w.b, t.Value), "</span>"...)
}

func (w *lineWriter) plain(s string) {
	for s != "" {
		w.begin()
		i := strings.IndexByte(s, '\n')
		if i < 0 {
			w.b = appendEscaped(w.b, s)
			return
		}
		w.b = append(appendEscaped(w.b, s[:i]), '\n')
		w.open = false
		s = s[i+1:]
	}
}

// begin begins a line, unless one is open.
func (w *lineWriter) begin() {
	if w.open {
		return
	}
	w.open = true
	w.line++
	var scratch [20]byte
	number := strconv.AppendInt(scratch[:0], int64(w.line), 10)
	w.b = append(append(w.b, `<a id="L`...), number...)
	w.b = append(append(append(w.b, `" href="#L`...), number...), `">`...)
	w.b = append(append(w.b, number...), " </a>"...)
}

// appendEscaped appends s as html.EscapeString returns it.
func appendEscaped(b []byte, s string) []byte {
	start := 0
	for i := range len(s) {
		if n := escapeOf[s[i]]; n != 0 {
			b = append(append(b, s[start:i]...), escapes[n]...)
			start = i + 1
		}
	}
	return append(b, s[start:]...)
}

// escapes are what stands for characters of HTML's own; escapeOf is the number
// of a byte's, 0 for none.
var (
	escapes  = [...]string{1: "&amp;", 2: "&lt;", 3: "&gt;", 4: "&#34;", 5: "&#39;"}
	escapeOf = [256]uint8{'&': 1, '<': 2, '>': 3, '"': 4, '\'': 5}
)
