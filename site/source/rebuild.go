package source

import (
	"fmt"
	"strings"

	"reftel/site/cable"
)

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
