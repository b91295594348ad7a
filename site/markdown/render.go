package markdown

import (
	"fmt"
	"html"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"reftel/site/highlight"
)

// nodeRenderer renders what differs from the library's own rendering: wherever
// a writer's text could become an id, a class or an address.
type nodeRenderer struct{}

func (nodeRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindLink, renderCableLink)
	r.Register(ast.KindHeading, renderHeading)
	r.Register(ast.KindLink, renderLink)
	r.Register(ast.KindAutoLink, renderAutoLink)
	r.Register(ast.KindImage, renderImage)
	r.Register(ast.KindRawHTML, renderNothing)
	r.Register(ast.KindHTMLBlock, renderNothing)
	r.Register(ast.KindFencedCodeBlock, renderCode)
	r.Register(ast.KindCodeBlock, renderCode)
	r.Register(east.KindTable, renderTable)
	r.Register(east.KindTableCell, renderCell)
	r.Register(east.KindFootnoteLink, renderFootnoteLink)
	r.Register(east.KindFootnoteBacklink, renderFootnoteBacklink)
	r.Register(east.KindFootnote, renderFootnote)
	r.Register(east.KindFootnoteList, renderFootnoteList)
}

type status = ast.WalkStatus

func optionsOf(n ast.Node) Options {
	o, _ := n.OwnerDocument().Meta()["options"].(Options)
	return o
}

func renderCableLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (status, error) {
	link := n.(*linkNode)
	switch {
	case !entering:
	case link.words != "":
		_, _ = w.WriteString(html.EscapeString(link.words))
	default:
		_, _ = w.WriteString(linkMarker(link.index))
	}
	return ast.WalkContinue, nil
}

// renderHeading makes a bold line where headings would break into the outline
// of a page that is not the writer's own.
func renderHeading(w util.BufWriter, _ []byte, n ast.Node, entering bool) (status, error) {
	top := optionsOf(n).Headings
	level := min(n.(*ast.Heading).Level-1+top, 6)
	switch {
	case top == 0 && entering:
		_, _ = w.WriteString(`<p class="heading"><strong>`)
	case top == 0:
		_, _ = w.WriteString("</strong></p>\n")
	case entering:
		_, _ = fmt.Fprintf(w, "<h%d>", level)
	default:
		_, _ = fmt.Fprintf(w, "</h%d>\n", level)
	}
	return ast.WalkContinue, nil
}

// renderLink leaves the words of a link that may lead nowhere.
func renderLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (status, error) {
	address, local, ok := optionsOf(n).address(n.(*ast.Link).Destination)
	switch {
	case local && entering:
		_, _ = w.WriteString(`<a href="` + html.EscapeString(address) + `">`)
	case ok && entering:
		openAddress(w, address)
	case ok:
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

func openAddress(w util.BufWriter, address string) {
	_, _ = w.WriteString(`<a href="` + html.EscapeString(address) + `" rel="external noopener noreferrer">`)
}

func renderAutoLink(w util.BufWriter, source []byte, n ast.Node, entering bool) (status, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	link := n.(*ast.AutoLink)
	address, ok := autoAddress(link, source)
	if ok {
		openAddress(w, address)
	}
	_, _ = w.WriteString(html.EscapeString(string(link.Label(source))))
	if ok {
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

// renderNothing leaves out what a node is and keeps the words within it.
func renderNothing(util.BufWriter, []byte, ast.Node, bool) (status, error) {
	return ast.WalkContinue, nil
}

func renderCode(w util.BufWriter, source []byte, n ast.Node, entering bool) (status, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	language := ""
	if fence, ok := n.(*ast.FencedCodeBlock); ok {
		language = string(fence.Language(source))
	}
	_, _ = w.WriteString(highlight.Code(language, string(blockText(n, source))))
	return ast.WalkSkipChildren, nil
}

// renderTable puts a table into a box of its own, which scrolls where the page
// is narrower, and can be reached with the keyboard to do so.
func renderTable(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (status, error) {
	if entering {
		_, _ = w.WriteString(`<div class="table" role="group" tabindex="0" aria-label="` + phraseMarker(tablePhrase) + "\">\n<table>\n")
	} else {
		_, _ = w.WriteString("</table>\n</div>\n")
	}
	return ast.WalkContinue, nil
}

func renderCell(w util.BufWriter, _ []byte, n ast.Node, entering bool) (status, error) {
	cell := n.(*east.TableCell)
	tag := "td"
	if n.Parent().Kind() == east.KindTableHeader {
		tag = "th"
	}
	switch {
	case !entering:
		_, _ = w.WriteString("</" + tag + ">\n")
	case cell.Alignment == east.AlignNone:
		_, _ = w.WriteString("<" + tag + ">")
	default:
		_, _ = w.WriteString("<" + tag + ` class="` + cell.Alignment.String() + `">`)
	}
	return ast.WalkContinue, nil
}

// footnoteID returns the id of a footnote, or of the n-th place that refers to
// it.
func footnoteID(n ast.Node, index int) string {
	return optionsOf(n).Prefix + "fn" + strconv.Itoa(index)
}

func referenceID(n ast.Node, index, reference int) string {
	id := footnoteID(n, index) + "-ref"
	if reference > 0 {
		id += strconv.Itoa(reference + 1)
	}
	return id
}

func renderFootnoteLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (status, error) {
	if l := n.(*east.FootnoteLink); entering {
		_, _ = fmt.Fprintf(w, `<sup><a id="%s" href="#%s" role="doc-noteref"><span class="vh">%s </span>%d</a></sup>`,
			referenceID(n, l.Index, l.RefIndex), footnoteID(n, l.Index), phraseMarker(footnotePhrase), l.Index)
	}
	return ast.WalkContinue, nil
}

func renderFootnoteBacklink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (status, error) {
	if l := n.(*east.FootnoteBacklink); entering {
		_, _ = fmt.Fprintf(w, ` <a href="#%s" role="doc-backlink"><span class="vh">%s %d</span><span aria-hidden="true">↩&#xfe0e;</span></a>`,
			referenceID(n, l.Index, l.RefIndex), phraseMarker(backPhrase), l.Index)
	}
	return ast.WalkContinue, nil
}

func renderFootnote(w util.BufWriter, _ []byte, n ast.Node, entering bool) (status, error) {
	if entering {
		_, _ = w.WriteString(`<li id="` + footnoteID(n, n.(*east.Footnote).Index) + "\">\n")
	} else {
		_, _ = w.WriteString("</li>\n")
	}
	return ast.WalkContinue, nil
}

func renderFootnoteList(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (status, error) {
	if entering {
		_, _ = w.WriteString("<div class=\"footnotes\">\n<ol>\n")
	} else {
		_, _ = w.WriteString("</ol>\n</div>\n")
	}
	return ast.WalkContinue, nil
}
