package highlight

import "strconv"

// A lineWriter appends tokens as chroma's formatter would, which a test holds
// beside it, in lines that begin with a number that links to itself. The
// formatter takes several times as long, and its mark-up for numbers takes more room
// than the text: half of a site's pages are sources. Line ends of all kinds
// become "\n" and stand in plain text, so that no element goes over the end of a
// line, and characters that could make a line read other than it is become
// errors that say what they are.
type lineWriter struct {
	b      []byte
	line   int // the last that was begun
	open   bool
	class  string // of the token that is written, "" for plain text
	within bool   // its element is open
}

// token appends a token of a class, "" for plain text. What follows tells
// whether a carriage return at its end is half a line end.
func (w *lineWriter) token(class, s, following string) {
	w.class = class
	start := 0
	for i := 0; i < len(s); {
		kind := byteKinds[s[i]]
		if kind == usual {
			i++
			continue
		}
		n := 1
		if kind == unusual {
			var ok bool
			if n, ok = unreadable(s[i:]); !ok {
				i += n
				continue
			}
		}
		w.run(s[start:i])
		switch kind {
		case lineEnd:
			w.endLine()
		case unusual:
			w.endElement()
			w.shown(s[i:i+n], s[i+n:], following)
		default:
			w.run(escapes[kind])
		}
		i += n
		start = i
	}
	w.run(s[start:])
	w.endElement()
}

// run appends finished text of the token.
func (w *lineWriter) run(s string) {
	if s == "" {
		return
	}
	w.begin()
	if !w.within && w.class != "" {
		w.b = append(append(append(w.b, `<span class="`...), w.class...), `">`...)
		w.within = true
	}
	w.b = append(w.b, s...)
}

func (w *lineWriter) endElement() {
	if w.within {
		w.b = append(w.b, "</span>"...)
	}
	w.within = false
}

func (w *lineWriter) endLine() {
	w.endElement()
	w.begin()
	w.b = append(w.b, '\n')
	w.open = false
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
