package highlight

import (
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// A lineWriter appends tokens in numbered lines that can be linked to, in the
// very mark-up of chroma's formatter with line numbers, which a test holds
// beside it. Half of a site's pages are sources, and the formatter takes ten
// times as long.
type lineWriter struct {
	b      []byte
	digits int // of the last line's number
	line   int // the last that was begun
	open   bool
}

func newLineWriter(b []byte, source string) *lineWriter {
	return &lineWriter{b: b, digits: len(strconv.Itoa(max(1, countLines(source))))}
}

// countLines counts the lines of a text as the parser does: "\n", "\r\n" and a
// lone "\r" end a line.
func countLines(s string) int {
	n := strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
	if s != "" && s[len(s)-1] != '\n' && s[len(s)-1] != '\r' {
		n++
	}
	return n
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
		w.close()
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
	w.b = append(append(w.b, `<span class="line"><span class="ln" id="L`...), number...)
	w.b = append(append(append(w.b, `"><a class="lnlinks" href="#L`...), number...), `">`...)
	for range w.digits - len(number) {
		w.b = append(w.b, ' ')
	}
	w.b = append(append(w.b, number...), `</a></span><span class="cl">`...)
}

// close ends the line that is open, if any.
func (w *lineWriter) close() {
	if w.open {
		w.b = append(w.b, "</span></span>"...)
	}
	w.open = false
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
