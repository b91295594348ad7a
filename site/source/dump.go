package source

import (
	"bytes"
	"fmt"
	"time"

	"reftel/site/diag"
)

// The dump of September 2011 has a row for each cable and no row of names:
// number, created, reference ID, origin, classification, references, header,
// body. Every field stands between double quotes and may hold line ends; a
// double quote within is escaped by a backslash, and so is a backslash. So
// encoding/csv, which knows doubled quotes only, cannot read it.
const (
	dumpNumber = iota
	dumpCreated
	dumpID
	dumpOrigin
	dumpClassification
	dumpReferences
	dumpHeader
	dumpBody
	dumpFields
)

// readRow reads a row of the dump. The column of references is not kept: it was
// drawn from the text, which says more.
func (d *Document) readRow(raw []byte) {
	if byteOrderMark(raw) == 2 {
		d.problem(diag.Error, 0, 0, "encoding", "the file is UTF-16, which cannot be read row by row", "save it as UTF-8")
		return
	}
	row, problems := d.decode(raw)
	d.Problems = append(d.Problems, diag.In(d.File, max(d.Line-1, 0), problems)...)
	fields, starts := cutRow(row)
	if !d.isRow(fields, len(raw)) {
		return
	}
	d.Meta.ID = valueOf(fields[dumpID])
	if !isID(d.Meta.ID) {
		d.problem(diag.Warning, d.Line, 0, "bad-id", fmt.Sprintf("%q is no reference ID", d.Meta.ID), "")
		d.Meta.ID = ""
	}
	d.Meta.Origin = valueOf(fields[dumpOrigin])
	d.Meta.Classification = valueOf(fields[dumpClassification])
	d.Meta.Created = d.rowTime(valueOf(fields[dumpCreated]))
	d.rowText(row, fields, starts)
}

// isRow reports whether fields are those of a row of the dump, and if not what
// is wrong.
func (d *Document) isRow(fields [][]byte, size int) bool {
	message := ""
	switch {
	case len(fields) > dumpFields:
		message = fmt.Sprintf("a row of more than %d fields", dumpFields)
	case len(fields) < dumpFields:
		message = fmt.Sprintf("a row of %s, not %d", counted(len(fields), "field", "fields"), dumpFields)
	case !isNumber(fields[dumpNumber]):
		message = "a row that does not begin with a number"
	default:
		return true
	}
	d.problem(diag.Warning, d.Line, 0, "damaged-row", fmt.Sprintf("%s: %s left out", message, counted(size, "byte", "bytes")),
		"within a field, quotes and backslashes have a backslash before them")
	return false
}

// rowTime reads the time of a row.
func (d *Document) rowTime(s string) time.Time {
	t, err := time.Parse("1/2/2006 15:04", s)
	if err != nil && s != "" {
		d.problem(diag.Warning, d.Line, 0, "bad-date", fmt.Sprintf("%q is no date", s), "")
	}
	return t
}

// rowText joins the header and the body of a row. It writes the text over the row,
// from whose start on there is room: the fields before the header are longer than
// what comes between the two.
func (d *Document) rowText(row []byte, fields [][]byte, starts []int) {
	header, body := part{text: 1, as: escaped}, part{as: escaped}
	if d.Line > 0 {
		body.file = d.Line + bytes.Count(row[:starts[dumpBody]], []byte("\n"))
		header.file = d.Line + bytes.Count(row[:starts[dumpHeader]], []byte("\n"))
		d.Line = header.file
	}
	var problems []diag.Problem
	if n := bareQuotes(fields[dumpHeader]) + bareQuotes(fields[dumpBody]); n > 0 {
		problems = []diag.Problem{{Line: 1, Code: "bare-quote", Message: fmt.Sprintf("%s without a backslash and kept",
			counted(n, "quote in the text is", "quotes in the text are"))}}
	}
	text := beforeBody(appendUnescaped(row[:0], fields[dumpHeader]))
	body.text = 1 + bytes.Count(text, []byte("\n"))
	d.setText(appendUnescaped(text, fields[dumpBody]), problems, header, body)
}

// beforeBody returns a transmission header with the blank line that stands behind
// it in a cable, and nothing of a header that is blank.
func beforeBody(header []byte) []byte {
	switch {
	case len(bytes.TrimSpace(header)) == 0:
		return header[:0]
	case header[len(header)-1] == '\n':
		return append(header, '\n')
	}
	return append(header, "\n\n"...)
}
