package page

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"reftel/site/redaction"
)

// appendCableText appends a cable as text to be read.
func appendCableText(dst []byte, v *dataView, site *siteView, c redaction.Cable, n *Notes) []byte {
	dst = appendPlain(dst, c.Parsed().Text())
	if address := site.addressOf(v.page); address != "" {
		dst = appendPlain(append(dst, '\n'), address)
		dst = append(dst, '\n')
	}
	return appendNotesText(dst, n)
}

// notesRule parts the editors' notes from the cable, in a form that no line of
// a cable has.
const notesRule = "\n\n======== EDITORS' NOTES: NOT PART OF THE CABLE ========\n"

// appendNotesText appends the notes on a cable, each line of them marked.
func appendNotesText(dst []byte, n *Notes) []byte {
	notes := publishedNotes(n)
	if len(notes) == 0 {
		return dst
	}
	dst = append(dst, notesRule...)
	for _, note := range notes {
		head := "[" + note.Anchor + "]"
		for _, s := range []string{note.Kind, strings.Join(note.On, ", ")} {
			if s != "" {
				head += " " + s
			}
		}
		lines := []string{"", head}
		if note.Quote != "" {
			lines = append(lines, "“"+note.Quote+"”")
		}
		if note.Emended != "" {
			lines = append(lines, "read: “"+note.Emended+"”")
		}
		lines = append(lines, strings.Split(strings.TrimSpace(note.Text), "\n")...)
		if by := strings.TrimSpace(note.By + " " + note.Date); by != "" {
			lines = append(lines, "-- "+by)
		}
		for _, line := range lines {
			dst = append(dst, strings.TrimRight("| "+visible(line), " ")...)
			dst = append(dst, '\n')
		}
	}
	return dst
}

// appendPlain appends text for files that a terminal may show. Control
// characters and those that turn the direction of writing are made visible: on
// a terminal they could hide or forge lines.
func appendPlain(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n' || r == '\t':
			b = append(b, byte(r))
		case r == utf8.RuneError && n <= 1, r < ' ', 0x7f <= r && r <= 0x9f:
			b = append(b, "\uFFFD"...)
		case turns(r):
			b = fmt.Appendf(b, "[U+%04X]", r)
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return b
}
