package page

import (
	"html/template"
	"strconv"
	"strings"
)

// A Style is a cable's citation in the manner of one handbook. The script fills
// in the paragraph that the address names, at its place and in the address.
type Style struct {
	Name string
	Text template.HTML
}

// styles are the manners of citing, as the keys of their names and forms end.
// Chicago follows the Manual's own answer for a memorandum in a published
// collection (CMOS 14.111), MLA its form for memoranda, APA that for reports. No
// authority gives the Bluebook's form for a cable, so it is only like it.
var styles = [...]string{"chicago", "mla", "apa", "bluebook"}

// citations writes a work in all styles.
func (t *Templates) citations(m *memory, w *work) []Style {
	out := make([]Style, len(styles))
	for i := range styles {
		c := &citationWriter{b: m.room(1024), work: w, phrases: t.phrases, quotes: t.quotes}
		c.all(t.citeForms[i])
		out[i] = Style{t.phrases.styles[i], trusted(c.b)}
	}
	return out
}

// A citationWriter writes one citation as HTML.
type citationWriter struct {
	b       []byte
	work    *work
	phrases *phrases
	quotes  [4]string
	italic  bool
	unknown bool // a field of the group that is being written says nothing
}

func (c *citationWriter) all(parts []citePart) {
	for i := range parts {
		c.part(&parts[i])
	}
}

func (c *citationWriter) part(p *citePart) {
	switch p.kind {
	case citeText:
		c.b = appendText(c.b, p.text)
	case citeItalic:
		tag := "<i>"
		if c.italic {
			tag = "</i>"
		}
		c.italic = !c.italic
		c.b = append(c.b, tag...)
	case citeField:
		before := len(c.b)
		c.field(p.text)
		c.unknown = c.unknown || len(c.b) == before
	case citePin:
		c.pin(p.text)
	case citeGroup:
		c.group(p)
	}
}

// group writes a group, or what stands for it where it has an unknown field.
func (c *citationWriter) group(p *citePart) {
	outer, before := c.unknown, len(c.b)
	c.unknown = false
	c.all(p.parts)
	if c.unknown {
		c.b = c.b[:before]
		c.all(p.instead)
	}
	c.unknown = outer
}

// pin writes the paragraph, or leaves its place to the script.
func (c *citationWriter) pin(form string) {
	if c.work.pin != "" {
		c.b = appendText(c.b, strings.ReplaceAll(form, "{n}", c.work.pin))
		return
	}
	c.b = append(appendText(append(c.b, `<span data-pin="`...), form), `"></span>`...)
}

// field writes a field of the work; nothing where it is not known.
func (c *citationWriter) field(name string) {
	w := c.work
	date := !w.created.IsZero()
	day := date && !w.yearOnly
	at := w.created.UTC()
	switch {
	case name == "url" && w.address != "":
		c.b = append(appendText(append(c.b, `<span data-address>`...), w.address), "</span>"...)
	case name == "year" && date:
		c.b = appendPadded(c.b, at.Year(), 4)
	case name == "month" && day:
		c.text(c.phrases.months[at.Month()-1])
	case name == "mon" && day:
		c.text(c.phrases.shortMonths[at.Month()-1])
	case name == "day" && day:
		c.b = strconv.AppendInt(c.b, int64(at.Day()), 10)
	case strings.HasPrefix(name, "title"):
		c.text(quoted(w.title, strings.TrimPrefix(name, "title"), c.quotes))
	default:
		c.text(w.field(name))
	}
}

func (c *citationWriter) text(s string) { c.b = appendText(c.b, s) }

// field returns those fields of a work that are the same in all languages.
func (w *work) field(name string) string {
	switch name {
	case "id":
		return w.id
	case "name":
		return w.title
	case "site":
		return w.site
	case "sender":
		return w.sender()
	case "recipient":
		return w.recipient
	case "recipient.":
		return strings.ReplaceAll(w.recipient, "Secretary of", "Sec’y of")
	}
	return ""
}

// sender is who sent the cable, or what is known of it.
func (w *work) sender() string {
	if w.institution == "" {
		return "U.S. Department of State"
	}
	return w.institution
}

// quoted puts a title between the first two of four quotation marks, with the
// mark that closes it inside, and turns the marks within it into the other two.
func quoted(title, stop string, marks [4]string) string {
	inner := strings.ReplaceAll(strings.ReplaceAll(title, "“", marks[2]), "”", marks[3])
	for open := 2; strings.Contains(inner, `"`); open = 5 - open {
		inner = strings.Replace(inner, `"`, marks[open], 1)
	}
	bare := strings.TrimRight(inner, marks[3])
	if stop == "." && strings.TrimRight(bare, "?!") != bare {
		stop = ""
	}
	return marks[0] + strings.TrimRight(bare, ",.") + stop + inner[len(bare):] + marks[1]
}

// quotes are the four quotation marks of a language.
func (t texts) quotes() (marks [4]string) {
	copy(marks[:], strings.Split(t["quotes"], ""))
	return marks
}
