package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"reftel/site/cable"
	"reftel/site/diag"
)

// readParsed reads a cable that was parsed before: the text is made again from
// its parts, so that parsing it gives the same parts.
func (d *Document) readParsed(raw []byte) {
	if byteOrderMark(raw) == 2 {
		d.problem(diag.Error, 0, 0, "encoding", "the file is UTF-16, which cannot be read cable by cable", "save it as UTF-8")
		return
	}
	var c cable.Contract
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil {
		d.problem(diag.Error, d.Line, 0, "bad-json", "this is no parsed cable: "+jsonFault(err), "cables are read in the form that \"reftel parse\" prints")
		return
	}
	if c.ID != "" && !isID(c.ID) {
		d.problem(diag.Error, d.Line, 0, "bad-json", fmt.Sprintf("%q is no reference ID", c.ID), "")
		return
	}
	d.Meta = cable.Metadata{ID: c.ID, Classification: c.Classification, Origin: c.Origin}
	if c.Created != nil {
		d.Meta.Created = c.Created.UTC()
	}
	if c.Released != nil {
		d.Meta.Released = c.Released.UTC()
	}
	text, problems := decode(appendCable(nil, &c))
	d.setText(text, problems, part{text: 1, file: d.Line, as: encoded})
	if d.Text != "" {
		d.problem(diag.Warning, d.Line, 0, "rebuilt-text", "the text is put together from a parsed cable and is not the one that was published",
			"a file with the text itself is better evidence")
	}
}

// jsonFault says what is wrong with JSON in the words of an editor.
func jsonFault(err error) string {
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%q cannot be a %s", kind.Field, kind.Value)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// objectEnd finds the next object in data: a file holds one, a list of them, or
// one after the other.
func objectEnd(data []byte, atEOF bool) (start, end int) {
	for start < len(data) && strings.IndexByte(" \t\r\n,[]", data[start]) >= 0 {
		start++
	}
	if start == len(data) {
		return start, start
	}
	if data[start] != '{' { // not JSON; reading the record says so
		if n := bytes.IndexByte(data[start:], '{'); n > 0 {
			return start, start + n
		}
		if !atEOF {
			return 0, -1
		}
		return start, len(data)
	}
	depth := 0
	for at := start; at < len(data); at++ {
		switch data[at] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return start, at + 1
			}
		case '"':
			n := stringEnd(data[at:])
			if n < 0 {
				at = len(data)
			}
			at += n
		}
	}
	if !atEOF {
		return 0, -1
	}
	return start, len(data)
}

// stringEnd returns the offset of the quote that ends the string that data
// starts with, negative where it is not there.
func stringEnd(data []byte) int {
	for at := 1; ; at++ {
		n := bytes.IndexByte(data[at:], '"')
		if n < 0 {
			return -1
		}
		at += n
		if !isEscaped(data[1:at]) {
			return at
		}
	}
}
