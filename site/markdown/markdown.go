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
	code       bool
}

// A Heading is a heading as it was written.
type Heading struct {
	Level int    // from 1
	Words string // without mark-up
	Line  int    // of the text, from 1
}

// A part is a piece of a rendered text: a finished one, or one that only the
// page can finish on which the text is shown.
type part struct {
	text   string
	link   int    // index in Document.Links, -1 for other pieces
	phrase phrase // of the page, 0 for other pieces
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
	d := &Document{Links: in.links, Headings: in.headings, html: cut(out.String()), code: in.code}
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

// A Page is what a text is shown on: where its links lead from there, and the
// words that it has, in its own language, for what the eye sees without any.
type Page struct {
	Resolve  Resolver
	Missing  string // said of a link that leads nowhere: "not in this archive"
	Footnote string // before the number of a footnote: "Footnote"
	Back     string // before it, on the link back: "Back to the text from footnote"
	Table    string // the name of a table
}

// A Resolver says where a link leads: to href, relative to the page that shows
// the text, or nowhere, when the archive lacks the cable or the cable the place.
type Resolver func(Link) (href string, ok bool)

// A phrase stands for words of a Page.
type phrase byte

const (
	footnotePhrase phrase = 'f'
	backPhrase     phrase = 'b'
	tablePhrase    phrase = 't'
)

// What the page finishes stands in rendered text between two NUL bytes, which
// no text holds: Check refuses them.
const mark = "\x00"

func linkMarker(i int) string      { return mark + strconv.Itoa(i) + mark }
func phraseMarker(p phrase) string { return mark + string(rune(p)) + mark }

// cut takes rendered text apart at what the page finishes.
func cut(rendered string) (parts []part) {
	for i, piece := range strings.Split(rendered, mark) {
		switch n, err := strconv.Atoi(piece); {
		case i%2 == 0 && piece == "":
		case i%2 == 0:
			parts = append(parts, part{piece, -1, 0})
		case err == nil:
			parts = append(parts, part{"", n, 0})
		default:
			parts = append(parts, part{"", -1, phrase(piece[0])})
		}
	}
	return parts
}

// HTML returns the text as HTML. All of its mark-up is made here.
func (d *Document) HTML(page Page) string {
	var b strings.Builder
	for _, p := range d.html {
		switch {
		case p.link >= 0:
			page.writeLink(&b, d.Links[p.link])
		case p.phrase != 0:
			b.WriteString(html.EscapeString(page.phrase(p.phrase)))
		default:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

func (p Page) phrase(which phrase) string {
	switch which {
	case footnotePhrase:
		return p.Footnote
	case backPhrase:
		return p.Back
	}
	return p.Table
}

func (p Page) writeLink(b *strings.Builder, l Link) {
	words := html.EscapeString(l.Text())
	if href, ok := p.Resolve(l); ok {
		b.WriteString(`<a class="cable-link" href="` + html.EscapeString(href) + `">` + words + `</a>`)
		return
	}
	b.WriteString(`<span class="missing">` + words + `<span class="vh"> (` + html.EscapeString(p.Missing) + `)</span></span>`)
}

// HasCode reports whether the text shows code, which is coloured by the style
// sheet of package highlight.
func (d *Document) HasCode() bool { return d.code }

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
