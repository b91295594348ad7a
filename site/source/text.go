package source

import (
	"bytes"

	"reftel/site/diag"
)

// readText reads a text file: a cable as it was published, or the page of a
// blog that mirrored one, either under a head or without. The text is handed on
// whole; what in it is not of the cable is for the parser to set aside.
func (d *Document) readText(raw []byte) {
	data, problems := unmark(raw)
	d.Problems = append(d.Problems, d.Place(problems)...)
	head, text, ok := cutHead(data)
	if !ok {
		d.problem(diag.Error, 1, 1, "open-head", "the head is not closed",
			"put a line of three hyphens after the settings, or before a text that starts with such a line")
		return
	}
	line := 1
	if len(head) < len(data) && len(text) < len(data) {
		d.readHead(head, 2)
		line = 1 + bytes.Count(data[:len(data)-len(text)], []byte("\n"))
	}
	if d.Meta.ID == "" {
		d.Meta.ID = nameID(d.File)
	}
	d.Line = line
	text, problems = d.decode(text)
	d.setText(text, problems, part{text: 1, file: line})
}

// cutHead cuts a file into its head, the lines between two lines of "---" at
// its start, and the text under it. It fails where a head is opened and not
// closed within headLimit bytes.
func cutHead(data []byte) (head, text []byte, ok bool) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	if !isFence(first) {
		return nil, data, true
	}
	for at := 0; at <= headLimit && at < len(rest); {
		line, _, more := bytes.Cut(rest[at:], []byte("\n"))
		next := min(at+len(line)+1, len(rest))
		if isFence(line) {
			return rest[:at], rest[next:], true
		}
		if !more {
			break
		}
		at = next
	}
	return nil, nil, false
}

// isFence reports whether a line opens or closes a head.
func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t\r")) == "---" }
