package source

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"reftel/site/cable"
)

// A table is the table of a page that says what is known of its cable.
type table struct {
	line     int // of the file; 0 where there is no table
	rows     [][]string
	articles []cable.Article

	cell   strings.Builder // of the cell that is open
	inCell bool
	link   string // address of the article whose link is open
	linkAt int    // where its title starts in cell
}

// readTable reads the rows of the table and the links of its row of articles.
// Where the end of the table is missing, the text of the cable ends it.
func (p *pageReader) readTable() {
	t := &p.table
	t.line = p.line
	for {
		switch kind, _ := p.next(); kind {
		case html.ErrorToken:
			t.endCell()
			return
		case html.TextToken:
			t.add(p.tokens.Text())
		case html.StartTagToken:
			tag := p.tokens.Token()
			if tag.Data == "pre" {
				t.endCell()
				p.start(tag)
				return
			}
			t.start(tag)
		case html.EndTagToken:
			name := p.tagName()
			if name == "a" {
				t.endLink()
				continue
			}
			if name == "td" || name == "th" || name == "tr" || name == "table" {
				t.endCell()
			}
			if name == "table" {
				return
			}
		}
	}
}

// start begins a row, a cell or a link.
func (t *table) start(tag html.Token) {
	switch tag.Data {
	case "tr":
		t.endCell()
		t.rows = append(t.rows, nil)
	case "td", "th":
		t.endCell()
		t.inCell = true
	case "a":
		t.endLink()
		if href := attribute(tag, "href"); t.ofArticles() && isWeb(href) {
			t.link, t.linkAt = href, t.cell.Len()
		}
	}
}

// add takes text of the open cell, without white space at its start.
func (t *table) add(text []byte) {
	if t.cell.Len() == 0 {
		text = bytes.TrimLeft(text, " \t\r\n")
	}
	t.cell.Write(text)
}

// ofArticles reports whether the open cell begins as the row of articles does.
func (t *table) ofArticles() bool {
	return strings.HasPrefix(t.cell.String(), "Appears in these articles")
}

// endLink keeps the article whose link is open.
func (t *table) endLink() {
	if t.link != "" {
		t.articles = append(t.articles, cable.Article{URL: t.link, Title: fold(t.cell.String()[t.linkAt:])})
		t.link = ""
	}
}

// endCell puts the open cell into the last row.
func (t *table) endCell() {
	t.endLink()
	if t.inCell && len(t.rows) > 0 {
		last := len(t.rows) - 1
		t.rows[last] = append(t.rows[last], fold(t.cell.String()))
	}
	t.cell.Reset()
	t.inCell = false
}

// values returns the cells of the row under the names of the columns, by these
// names in lower case.
func (t *table) values() map[string]string {
	var names []string
	for _, row := range t.rows {
		if names == nil && len(row) > 1 && strings.EqualFold(row[0], "Reference ID") {
			names = row
			continue
		}
		if names == nil || len(row) == 0 || !isID(row[0]) {
			continue
		}
		values := make(map[string]string)
		for i := range min(len(row), len(names)) {
			values[strings.ToLower(names[i])] = row[i]
		}
		return values
	}
	return nil
}
