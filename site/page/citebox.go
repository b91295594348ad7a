package page

import (
	"html/template"
	"strings"
	"time"
)

// A Style is a cable's citation in the manner of one handbook. The script fills
// in the paragraph that the address names, at its place and in the address.
type Style struct {
	Name string
	Text template.HTML
}

// styles are the manners of citing. Chicago follows the Manual's own answer for
// a memorandum in a published collection (CMOS 14.111), MLA its form for
// memoranda, APA that for reports. No authority gives the Bluebook's form for a
// cable, so it is only like it.
var styles = []struct {
	name  string
	write func(*citationWriter, *work)
}{
	{"Chicago", (*citationWriter).chicago},
	{"MLA", (*citationWriter).mla},
	{"APA", (*citationWriter).apa},
	{"Bluebook-like", (*citationWriter).bluebook},
}

// citations writes a work in all styles.
func citations(w *work) []Style {
	out := make([]Style, len(styles))
	for i, s := range styles {
		c := &citationWriter{}
		s.write(c, w)
		out[i] = Style{s.name, trusted(c.b)}
	}
	return out
}

// A citationWriter writes one citation as HTML.
type citationWriter struct{ b []byte }

func (c *citationWriter) text(parts ...string) {
	for _, s := range parts {
		c.b = appendText(c.b, s)
	}
}

func (c *citationWriter) italic(s string) {
	c.b = append(appendText(append(c.b, "<i>"...), s), "</i>"...)
}

// pin leaves a place for the paragraph, {n} in form.
func (c *citationWriter) pin(form string) {
	c.b = append(appendText(append(c.b, `<span data-pin="`...), form), `"></span>`...)
}

// address ends the citation with the address, where there is one, and with what
// closes it then.
func (c *citationWriter) address(before string, w *work, after string) {
	if w.address == "" {
		c.text(".")
		return
	}
	c.text(before)
	c.b = append(appendText(append(c.b, `<span data-address>`...), w.address), "</span>"...)
	c.text(after)
}

func (c *citationWriter) chicago(w *work) {
	c.text(w.sender())
	if w.recipient != "" {
		c.text(" to ", w.recipient)
	}
	c.text(", telegram ", w.id, ", ", quoted(w.title, ","))
	if date := w.date("January 2, 2006"); date != "" {
		c.text(" ", date, ",")
	}
	c.pin(" para. {n},")
	c.text(" in ")
	c.italic(w.site)
	c.address(", ", w, ".")
}

func (c *citationWriter) mla(w *work) {
	c.text(w.sender(), ". ", quoted(w.title, "."), " Cable ", w.id)
	if w.recipient != "" {
		c.text(" to ", w.recipient)
	}
	if date := w.date(mlaDate(w.created)); date != "" {
		c.text(", ", date)
	}
	c.pin(", par. {n}")
	c.text(". ")
	c.italic(w.site)
	c.address(", ", w, ".")
}

// mlaDate is the layout of dates: months of more than four letters are cut.
func mlaDate(t time.Time) string {
	switch t.UTC().Month() {
	case time.May, time.June, time.July:
		return "2 January 2006"
	case time.September:
		return "2 Sept. 2006"
	}
	return "2 Jan. 2006"
}

func (c *citationWriter) apa(w *work) {
	date := w.date("2006, January 2")
	if date == "" {
		date = "n.d."
	}
	c.text(strings.TrimSuffix(w.sender(), "."), ". (", date, "). ")
	c.italic(w.title)
	c.text(" (Cable No. ", w.id)
	c.pin(", para. {n}")
	c.text("). ", w.site)
	c.address(". ", w, "")
}

func (c *citationWriter) bluebook(w *work) {
	c.text("Cable from ", w.sender())
	if w.recipient != "" {
		c.text(" to ", strings.ReplaceAll(w.recipient, "Secretary of", "Sec’y of"))
	}
	c.text(", ", w.id)
	c.pin(", ¶ {n}")
	if date := w.date(bluebookDate(w.created)); date != "" {
		c.text(" (", date, ")")
	}
	c.address(", ", w, ".")
}

func bluebookDate(t time.Time) string {
	switch t.UTC().Month() {
	case time.May, time.June, time.July:
		return "January 2, 2006"
	case time.September:
		return "Sept. 2, 2006"
	}
	return "Jan. 2, 2006"
}

// sender is who sent the cable, or what is known of it.
func (w *work) sender() string {
	if w.institution == "" {
		return "U.S. Department of State"
	}
	return w.institution
}

// date writes the date as far as it is known.
func (w *work) date(layout string) string {
	switch {
	case w.created.IsZero():
		return ""
	case w.yearOnly:
		return w.created.UTC().Format("2006")
	}
	return w.created.UTC().Format(layout)
}

// Replacers are made once: they are dear to make, and every page needs them.
var singleQuotes = strings.NewReplacer("“", "‘", "”", "’")

// quoted puts a title between quotation marks, with the mark that closes it
// inside, and turns the marks within it into single ones.
func quoted(title, stop string) string {
	inner := singleQuotes.Replace(title)
	for open := true; strings.Contains(inner, `"`); open = !open {
		mark := "’"
		if open {
			mark = "‘"
		}
		inner = strings.Replace(inner, `"`, mark, 1)
	}
	bare := strings.TrimRight(inner, "’")
	if stop == "." && strings.TrimRight(bare, "?!") != bare {
		stop = ""
	}
	return "“" + strings.TrimRight(bare, ",.") + stop + inner[len(bare):] + "”"
}
