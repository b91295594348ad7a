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

// appendCable writes a cable as posts wrote them, from its parts.
func appendCable(out []byte, c *cable.Contract) []byte {
	out = appendHeader(out, c)
	if line := classificationLine(c); line != "" {
		out = fmt.Appendf(out, "%s\n\n", line)
	}
	for _, caption := range c.Captions {
		out = fmt.Appendf(out, "%s\n", caption)
	}
	if len(c.Captions) > 0 {
		out = append(out, '\n')
	}
	if c.EO != "" {
		out = fmt.Appendf(out, "%s\n", c.EO)
	}
	if len(c.Tags) > 0 {
		out = appendTags(out, c.Tags)
	}
	if c.Subject != "" {
		out = fmt.Appendf(out, "SUBJECT: %s\n", c.Subject)
	}
	out = append(out, '\n')
	out = appendReferences(out, c.References)
	if c.ClassifiedBy != "" {
		out = fmt.Appendf(out, "Classified By: %s\n\n", c.ClassifiedBy)
	}
	out = appendParagraphs(out, c.Paragraphs)
	if c.SignedBy != "" {
		out = fmt.Appendf(out, "%s\n", c.SignedBy)
	}
	return out
}

// appendHeader writes the transmission header.
func appendHeader(out []byte, c *cable.Contract) []byte {
	before := len(out)
	if c.TransmissionID != "" {
		out = fmt.Appendf(out, "%s\n", c.TransmissionID)
	}
	if c.Precedence != "" && c.Created != nil {
		var letters []string
		for word := range strings.FieldsSeq(c.Precedence) {
			letters = append(letters, precedenceLetter(word))
		}
		out = fmt.Appendf(out, "%s %s\n", strings.Join(letters, " "), strings.ToUpper(c.Created.UTC().Format("021504Z Jan 06")))
	}
	out = appendAddressees(out, "TO ", c.To)
	out = appendAddressees(out, "INFO ", c.Info)
	if len(out) > before {
		out = append(out, '\n')
	}
	return out
}

// precedenceLetter returns the letter that stands for a word on the line of the
// date-time group.
func precedenceLetter(word string) string {
	switch word {
	case "FLASH":
		return "Z"
	case "IMMEDIATE":
		return "O"
	}
	return word[:1] // PRIORITY, ROUTINE
}

// appendAddressees writes a list of addressees, one on a line.
func appendAddressees(out []byte, label string, list []cable.Addressee) []byte {
	for _, a := range list {
		out = append(out, label...)
		label = ""
		if a.Route != "" {
			out = fmt.Appendf(out, "%s/", a.Route)
		}
		out = append(out, a.Name...)
		for _, word := range []string{a.Precedence, a.Number} {
			if word != "" {
				out = fmt.Appendf(out, " %s", word)
			}
		}
		if len(a.Excluded) > 0 {
			out = fmt.Appendf(out, " XMT %s", strings.Join(a.Excluded, ", "))
		}
		out = append(out, '\n')
	}
	return out
}

// classificationLine returns the first line of the body.
func classificationLine(c *cable.Contract) string {
	level, _, _ := strings.Cut(c.Classification, "//")
	switch level {
	case "":
		return ""
	case "UNCLASSIFIED":
		level = "UNCLAS"
	case "CONFIDENTIAL", "SECRET":
		level = strings.Join(strings.Split(level, ""), " ")
	}
	id := c.CanonicalID
	if id == "" {
		id = c.ID
	}
	if len(id) < 2 {
		return level
	}
	post := strings.TrimRight(id[2:], "0123456789")
	serial := id[2+len(post):]
	if post == "" || serial == "" {
		return level
	}
	return fmt.Sprintf("%s %s %06s", level, post, serial)
}

// appendTags writes the line of TAGS; the name of a person stands between
// brackets behind the code that it belongs to.
func appendTags(out []byte, tags []string) []byte {
	out = append(out, "TAGS:"...)
	for i, t := range tags {
		person := strings.Contains(t, ",")
		switch {
		case person:
			out = fmt.Appendf(out, " (%s)", t)
		case i > 0:
			out = fmt.Appendf(out, ", %s", t)
		default:
			out = fmt.Appendf(out, " %s", t)
		}
	}
	return append(out, '\n')
}

// appendReferences writes the block of references: those with a letter one on a
// line, the others in a row.
func appendReferences(out []byte, refs []cable.ContractReference) []byte {
	for i, r := range refs {
		switch {
		case i == 0:
			out = append(out, "REF: "...)
		case r.Enum == "":
			out = append(out, "; "...)
		default:
			out = append(out, '\n')
		}
		if r.Enum != "" {
			out = fmt.Appendf(out, "%s. ", r.Enum)
		}
		out = append(out, r.Raw...)
	}
	if len(refs) > 0 {
		out = append(out, "\n\n"...)
	}
	return out
}

// appendParagraphs writes the body, each heading before the first paragraph
// that stands under it.
func appendParagraphs(out []byte, paragraphs []cable.ContractParagraph) []byte {
	heading := ""
	for _, p := range paragraphs {
		if p.Heading != heading && p.Heading != "" {
			out = fmt.Appendf(out, "%s\n\n", p.Heading)
		}
		heading = p.Heading
		if p.Number != "" {
			out = fmt.Appendf(out, "%s%s ", p.Number, labelEnd(p))
		}
		if p.Marking != "" {
			out = fmt.Appendf(out, "(%s) ", p.Marking)
		}
		out = appendBlocks(out, p.Text)
	}
	return out
}

// labelEnd returns what stands behind a paragraph's number: a bracket where a
// number counts within a paragraph ("p2-1").
func labelEnd(p cable.ContractParagraph) string {
	if strings.HasSuffix(p.Anchor, "-"+p.Number) {
		return ")"
	}
	return "."
}

// appendBlocks writes the blocks of a paragraph, which are lines in its text:
// rows of a table one under the other, all else between blank lines.
func appendBlocks(out []byte, text string) []byte {
	inTable := false
	for i, line := range strings.Split(text, "\n") {
		row := isRow(line)
		if i > 0 && !(inTable && row) {
			out = append(out, '\n')
		}
		inTable = row
		if i > 0 && !row {
			line = wrap(line)
		}
		out = append(out, line...)
		out = append(out, '\n')
	}
	return append(out, '\n')
}

// wrap breaks a block that follows another one into two lines or more where it
// is long: on one line it would read as a heading. No line begins with what
// could be a number or a letter of its own.
func wrap(line string) string {
	const width = 64
	var out strings.Builder
	for len(line) > width {
		at := strings.LastIndexByte(line[:width], ' ')
		for at > 0 && (line[at+1] < 'a' || line[at+1] > 'z') {
			at = strings.LastIndexByte(line[:at], ' ')
		}
		if at <= 0 {
			break
		}
		out.WriteString(line[:at])
		out.WriteByte('\n')
		line = line[at+1:]
	}
	out.WriteString(line)
	return out.String()
}

// isRow reports whether a line of a parsed paragraph is one of a table: white
// space is folded in all others.
func isRow(line string) bool {
	return strings.Contains(line, "  ") || strings.TrimSpace(line) != line
}
