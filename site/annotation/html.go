package annotation

import (
	"html"
	"strings"
)

// A part is a piece of a rendered note: finished text, or a link that can be
// finished only where it is known what it leads to.
type part struct {
	text string
	link *Link // nil for finished text
}

// A Resolver says where a link leads: to href, relative to the page that shows
// the note, or nowhere, when this archive lacks the cable or the paragraph.
type Resolver func(Link) (href string, ok bool)

// HTML returns the note's body as HTML. All of its mark-up is made here: it
// holds no element, attribute or id that its author chose.
func (n *Note) HTML(resolve Resolver) string {
	var b strings.Builder
	for _, p := range n.html {
		if p.link == nil {
			b.WriteString(p.text)
			continue
		}
		writeLink(&b, *p.link, resolve)
	}
	return b.String()
}

func writeLink(b *strings.Builder, l Link, resolve Resolver) {
	text := html.EscapeString(l.Text())
	if href, ok := resolve(l); ok {
		b.WriteString(`<a class="cable-link" href="` + html.EscapeString(href) + `">` + text + `</a>`)
		return
	}
	b.WriteString(`<span class="missing">` + text + `<span class="vh"> (not in this archive)</span></span>`)
}

// Text returns the note's body as plain text, its links in words.
func (n *Note) Text() string {
	var b strings.Builder
	for _, p := range n.text {
		if p.link == nil {
			b.WriteString(p.text)
			continue
		}
		b.WriteString(p.link.Text())
	}
	return b.String()
}

// Text returns what a reader sees of the link: its label, or the cable and the
// place that it names.
func (l Link) Text() string {
	if l.Label != "" {
		return l.Label
	}
	text := l.Target.String()
	if !l.Own || text == "" {
		text = strings.TrimSpace(l.Cable + " " + text)
	}
	if l.Quote != "" {
		text += " “" + l.Quote + "”"
	}
	return text
}
