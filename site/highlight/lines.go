package highlight

import (
	"bytes"
	"strconv"
	"strings"
)

// A lineWriter puts what is written to it into numbered lines that can be
// linked to, in the very mark-up of chroma's formatter with line numbers. The
// formatter's own numbers cost more than all the rest of it.
type lineWriter struct {
	buf    *bytes.Buffer
	digits int // of the last line's number
	line   int // the last that was begun
	open   bool
}

func newLineWriter(buf *bytes.Buffer, source string) *lineWriter {
	return &lineWriter{buf: buf, digits: len(strconv.Itoa(max(1, countLines(source))))}
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

// Write takes mark-up in which no element goes over the end of a line.
func (w *lineWriter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		if !w.open {
			w.begin()
		}
		i := bytes.IndexByte(p, '\n')
		if i < 0 {
			w.buf.Write(p)
			break
		}
		w.buf.Write(p[:i+1])
		w.close()
		p = p[i+1:]
	}
	return n, nil
}

func (w *lineWriter) begin() {
	w.open = true
	w.line++
	var scratch [20]byte
	number := strconv.AppendInt(scratch[:0], int64(w.line), 10)
	w.buf.WriteString(`<span class="line"><span class="ln" id="L`)
	w.buf.Write(number)
	w.buf.WriteString(`"><a class="lnlinks" href="#L`)
	w.buf.Write(number)
	w.buf.WriteString(`">`)
	for range w.digits - len(number) {
		w.buf.WriteByte(' ')
	}
	w.buf.Write(number)
	w.buf.WriteString(`</a></span><span class="cl">`)
}

// close ends the line that is open, if any.
func (w *lineWriter) close() {
	if w.open {
		w.buf.WriteString("</span></span>")
	}
	w.open = false
}
