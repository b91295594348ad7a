// Package markdown turns the editors' Markdown into HTML and plain text.
//
// It is CommonMark with tables, footnotes, typographic quotes, coloured code,
// and links between cables: [[08GRISTAD12 ¶4]]. Its writers may be anybody, so
// nothing of theirs becomes mark-up: no HTML, identifier, class or address of a
// script passes, and what could make the parser work for long is refused before
// it starts (see [Check]).
package markdown

import (
	"bytes"
	"fmt"
	"html"
	"strconv"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"reftel/site/diag"
)

// Options say what a text is part of.
type Options struct {
	Prefix   string // begins every id that is made: "n-homegrown-"; unique on the page
	Cable    string // reference ID of the cable that [[¶4]] means; "" for none
	Headings int    // level of the heading that "#" makes; 0 for no headings but bold lines
	Local    bool   // links and images may name files of the site, relative to its root
}

// A Document is one text, rendered but for its links to cables. It is immutable
// and safe for concurrent use.
type Document struct {
	Links      []Link // in the order in which they stand, footnotes last
	Headings   []Heading
	html, text []part
}

// A Heading is a heading as it was written.
type Heading struct {
	Level int    // from 1
	Words string // without mark-up
	Line  int    // of the text, from 1
}

// A part is a piece of a rendered text: a finished one, or a link that can be
// finished only where it is known what it leads to.
type part struct {
	text string
	link int // index in Document.Links, -1 for a finished piece
}

// Parse reads a text. All problems are Errors, except that nothing is said of
// links to cables that cannot be found: Parse knows no other text. Lines count
// from the start of src. A text with problems is rendered as far as it goes;
// one that Check refuses is empty.
func Parse(src string, o Options) (*Document, []diag.Problem) {
	if problems := Check(src); len(problems) > 0 {
		return &Document{}, problems
	}
	in := &inspector{src: src, options: o}
	context := parser.NewContext()
	context.Set(inspectorKey, in)
	source := []byte(src)
	root := engine().Parser().Parse(text.NewReader(source), parser.WithContext(context))
	in.inspect(root)
	document := root.(*ast.Document)
	document.AddMeta("options", o)
	var out bytes.Buffer
	if err := engine().Renderer().Render(&out, source, root); err != nil {
		in.problem(0, "markdown", err.Error(), "")
	}
	if out.Len() > maxGrowth*len(src)+maxBytes {
		in.problem(0, "markdown-limit", "the text grows too much when it is shown", "make it simpler")
		return &Document{Links: in.links}, in.problems
	}
	d := &Document{Links: in.links, Headings: in.headings, html: cut(out.String())}
	d.text = cut(plainText(root, source))
	return d, in.problems
}

// engine is the configured Markdown parser and renderer. It is made once, as
// that takes longer than most notes; it is safe for concurrent use.
var engine = sync.OnceValue(func() goldmark.Markdown {
	md := goldmark.New(
		goldmark.WithParserOptions(
			parser.WithInlineParsers(util.Prioritized(linkParser{}, 99)),
			parser.WithBlockParsers(util.Prioritized(extension.NewFootnoteBlockParser(), 999)),
			parser.WithASTTransformers(util.Prioritized(extension.NewFootnoteASTTransformer(), 999)),
		),
		goldmark.WithExtensions(extension.Table, extension.Typographer),
	)
	md.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(extension.NewFootnoteParser(), 101)))
	md.SetRenderer(renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(goldhtml.NewRenderer(), 1000),
		util.Prioritized(extension.NewTableHTMLRenderer(), 500),
		util.Prioritized(nodeRenderer{}, 100),
	)))
	return md
})

// Links stand in rendered text as their index between two NUL bytes, which no
// text holds: Check refuses them.
const linkMark = "\x00"

func linkMarker(i int) string { return linkMark + strconv.Itoa(i) + linkMark }

// cut takes rendered text apart at its links.
func cut(rendered string) (parts []part) {
	for i, piece := range strings.Split(rendered, linkMark) {
		if i%2 == 0 {
			if piece != "" {
				parts = append(parts, part{piece, -1})
			}
			continue
		}
		n, err := strconv.Atoi(piece)
		if err != nil {
			panic(fmt.Sprintf("markdown: %q is no link", piece))
		}
		parts = append(parts, part{"", n})
	}
	return parts
}

// A Resolver says where a link leads: to href, relative to the page that shows
// the text, or nowhere, when the archive lacks the cable or the cable the place.
type Resolver func(Link) (href string, ok bool)

// HTML returns the text as HTML. All of its mark-up is made here.
func (d *Document) HTML(resolve Resolver) string {
	var b strings.Builder
	for _, p := range d.html {
		if p.link < 0 {
			b.WriteString(p.text)
			continue
		}
		writeLink(&b, d.Links[p.link], resolve)
	}
	return b.String()
}

func writeLink(b *strings.Builder, l Link, resolve Resolver) {
	words := html.EscapeString(l.Text())
	if href, ok := resolve(l); ok {
		b.WriteString(`<a class="cable-link" href="` + html.EscapeString(href) + `">` + words + `</a>`)
		return
	}
	b.WriteString(`<span class="missing">` + words + `<span class="vh"> (not in this archive)</span></span>`)
}

// Text returns the text without mark-up, links in words, and without a line end
// at its end.
func (d *Document) Text() string {
	var b strings.Builder
	for _, p := range d.text {
		if p.link < 0 {
			b.WriteString(p.text)
			continue
		}
		b.WriteString(d.Links[p.link].Text())
	}
	return b.String()
}
