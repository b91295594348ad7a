package source

import (
	"bytes"
	"cmp"
	"fmt"
	"time"

	"golang.org/x/net/html"

	"reftel/site/cable"
	"reftel/site/diag"
)

// readPage reads a page of the site of 2010 and 2011, in any of the forms that
// it had: a table of class "cable" with four or five columns says what is known
// of the cable, and one or two blocks of preformatted text hold its header and
// its body.
//
// The page is read token by token and not as a tree, because cables hold stray
// mark-up that would tear a tree apart. Attributes named title are not read:
// those of the site are wrong.
func (d *Document) readPage(raw []byte) {
	data, problems := unmark(raw)
	d.Problems = append(d.Problems, d.Place(problems)...)
	data, problems = decode(data)
	for _, p := range diag.In(d.File, 0, problems) {
		if p.Code == "encoding" { // the text reports the others
			d.Problems = append(d.Problems, p)
		}
	}
	p := pageReader{tokens: html.NewTokenizer(bytes.NewReader(data)), line: 1}
	p.read()
	if len(p.blocks) == 0 {
		d.problem(diag.Error, 0, 0, "no-cable-page", "no preformatted text of a cable is in this page",
			"pages of the site of 2010 and 2011 are read; save other texts as .txt")
		return
	}
	d.pageMeta(&p)
	d.pageText(&p)
}

// pageMeta takes what the table says, and the ID from the heading or the file's
// name where there is no table.
func (d *Document) pageMeta(p *pageReader) {
	values := p.table.values()
	d.Meta = cable.Metadata{
		ID:             cmp.Or(values["reference id"], p.headingID, nameID(d.File)),
		Created:        d.pageTime(p, cmp.Or(values["created"], values["date"])), // "date" in the first week
		Released:       d.pageTime(p, values["released"]),
		Classification: values["classification"],
		Origin:         values["origin"],
		Articles:       p.table.articles,
	}
}

// pageTime reads a time of the table.
func (d *Document) pageTime(p *pageReader, value string) time.Time {
	t, ok := parseTime(value)
	if !ok {
		d.problem(diag.Warning, p.table.line, 0, "bad-date", fmt.Sprintf("%q is no date", value), "")
	}
	return t
}

// pageText joins the blocks.
func (d *Document) pageText(p *pageReader) {
	last := p.blocks[len(p.blocks)-1]
	if !last.closed {
		d.problem(diag.Warning, last.line, 0, "page-cut", "the page ends within the text of the cable", "look for a whole copy")
	}
	for _, b := range p.blocks {
		if b.markup > 0 {
			d.problem(diag.Warning, b.line, 0, "markup-in-text", fmt.Sprintf("the text holds %s of mark-up, kept as text",
				counted(b.markup, "piece", "pieces")), "")
		}
	}
	d.Line = p.blocks[0].line
	var text []byte
	var parts []part
	line := 1
	for _, b := range p.blocks {
		before := len(text)
		text = beforeBody(text)
		at := len(text)
		if at == 0 { // the first, or what is before is blank
			line, parts = 1, nil
		}
		text = append(text, b.text...)
		line += bytes.Count(text[min(before, at):at], []byte("\n"))
		parts = append(parts, part{text: line, file: b.line, as: b.layout()})
		line += bytes.Count(b.text, []byte("\n"))
	}
	text, problems := decode(text) // character references may name control characters
	d.setText(text, problems, parts...)
}
