package source

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A pageReader collects what a page says of its cable.
type pageReader struct {
	tokens *html.Tokenizer
	line   int // of the file, at the start of the next token

	headingID string // of "Viewing cable 08GRISTAD17, TITLE"
	table     table
	blocks    []block
}

// next returns the next token and its bytes, which are good until the one after.
func (p *pageReader) next() (html.TokenType, []byte) {
	t := p.tokens.Next()
	raw := p.tokens.Raw()
	p.line += bytes.Count(raw, []byte("\n"))
	return t, raw
}

// read goes through the page once.
func (p *pageReader) read() {
	inHeading := false
	for {
		t, _ := p.next()
		if t == html.ErrorToken {
			return
		}
		if t == html.TextToken && inHeading && p.headingID == "" {
			p.headingID = headingID(fold(string(p.tokens.Text())))
		}
		inHeading = false
		if t == html.StartTagToken {
			tag := p.tokens.Token()
			inHeading = tag.Data == "h3"
			p.start(tag)
		}
	}
}

// start reads the element that a start tag opens, where it is one of those that
// hold what is looked for.
func (p *pageReader) start(t html.Token) {
	switch t.Data {
	case "table":
		if slices.Contains(strings.Fields(attribute(t, "class")), "cable") && p.table.line == 0 {
			p.readTable()
		}
	case "pre":
		p.blocks = append(p.blocks, p.block())
	}
}

// tagName returns the name of the tag that was read last.
func (p *pageReader) tagName() string {
	name, _ := p.tokens.TagName()
	return string(name)
}

// headingID returns the ID in a heading. A title may hold commas, an ID never
// does.
func headingID(heading string) string {
	if rest, ok := strings.CutPrefix(heading, "Viewing cable "); ok {
		if id, _, _ := strings.Cut(rest, ","); isID(id) {
			return id
		}
	}
	return ""
}

// A block is one piece of preformatted text.
type block struct {
	text   []byte
	line   int  // of the file at which it starts
	lines  int  // line ends of the file within it
	markup int  // tags and comments that are none of the site's own
	link   bool // a link of the site is open
	anchor bool // an anchor was opened just now: a pilcrow follows
	closed bool
}

// layout tells how the lines of a block lie in the file: the site wrote line
// ends as character references, so that a block is one line there.
func (b *block) layout() layout {
	if b.lines == bytes.Count(b.text, []byte("\n")) {
		return escaped
	}
	return encoded
}

// add takes text, without the pilcrow of an anchor.
func (b *block) add(text []byte) {
	if b.anchor {
		text = bytes.TrimPrefix(text, []byte("¶"))
	}
	b.text = append(b.text, text...)
}

// block reads preformatted text up to its end tag. The site's own mark-up goes:
// the anchors that it set before paragraph numbers, pilcrow and all, and the
// links around TAGS. Any other mark-up was in the cable's text and stays there.
func (p *pageReader) block() block {
	b := block{line: p.line}
	for !b.closed {
		t, raw := p.next()
		b.lines += bytes.Count(raw, []byte("\n"))
		switch t {
		case html.ErrorToken:
			b.text = append(b.text, raw...)
			return b
		case html.TextToken:
			b.add(p.tokens.Text())
			b.anchor = false
		default:
			raw = bytes.Clone(raw) // reading a tag's name changes it
			if !p.ownMarkup(&b, t) {
				b.anchor = false
				b.markup++
				b.text = append(b.text, raw...)
			}
		}
	}
	return b
}

// ownMarkup reports whether a tag within a block is one that the site put there.
func (p *pageReader) ownMarkup(b *block, t html.TokenType) bool {
	switch t {
	case html.StartTagToken:
		tag := p.tokens.Token()
		if tag.Data != "a" {
			return false
		}
		b.anchor = strings.HasPrefix(attribute(tag, "id"), "par")
		b.link = b.anchor || strings.Contains(attribute(tag, "href"), "tag/")
		return b.link
	case html.EndTagToken:
		b.anchor = false
		switch p.tagName() {
		case "pre":
			b.closed = true
			return true
		case "a":
			own := b.link
			b.link = false
			return own
		}
	}
	return false
}

// attribute returns the value of a tag's attribute.
func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// fold makes every run of white space one space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
