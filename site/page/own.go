package page

import (
	"bytes"
	"crypto/sha256"
	"html"
	"html/template"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"reftel/site/diag"
	"reftel/site/mapping"
)

// An OwnPage is a page of the editor's own, of content/*.md. The one called
// "index" is no page but the words on the first.
type OwnPage struct {
	Name  string // "about" for content/about.md
	Title string
	html  string
	sum   digest
}

// path is the page's address.
func (o *OwnPage) path() string { return fileStem(o.Name) + ".html" }

// fileStem keeps the letters that are safe in addresses; the rest becomes
// hyphens.
func fileStem(name string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, name)
}

// maxOwnPage is the size above which a page of one's own is refused: the
// Markdown parser's time can grow with the square of it.
const maxOwnPage = 256 << 10

// ParseOwnPage reads a page of the editor's own: Markdown, perhaps with a head
// that gives its title. Raw HTML does not pass.
func ParseOwnPage(file string, data []byte) (OwnPage, []diag.Problem) {
	o := OwnPage{Name: strings.TrimSuffix(path.Base(file), ".md"), sum: sha256.Sum256(data)}
	if len(data) > maxOwnPage {
		return o, []diag.Problem{{File: file, Severity: diag.Error, Code: "page-size", Message: "the page is larger than 256 KiB", Hint: "divide it"}}
	}
	body, problems := o.readHead(file, data)
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote, extension.Typographer))
	doc := md.Parser().Parse(text.NewReader(body))
	if h, ok := doc.FirstChild().(*ast.Heading); ok && h.Level == 1 {
		if o.Title == "" {
			o.Title = plainText(h, body)
		}
		doc.RemoveChild(doc, h)
	}
	if o.Title == "" {
		o.Title = o.Name
	}
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, body, doc); err != nil {
		problems = append(problems, diag.Problem{File: file, Severity: diag.Error, Code: "markdown", Message: err.Error()})
	}
	o.html = b.String()
	return o, problems
}

// readHead takes the head off a file.
func (o *OwnPage) readHead(file string, data []byte) (body []byte, problems []diag.Problem) {
	rest, ok := bytes.CutPrefix(data, []byte("---\n"))
	if !ok {
		return data, nil
	}
	head, body, ok := bytes.Cut(rest, []byte("\n---\n"))
	if !ok {
		return data, []diag.Problem{{File: file, Line: 1, Severity: diag.Error, Code: "head",
			Message: "the head has no end", Hint: `end it with a line "---"`}}
	}
	entries, problems := mapping.Read(head, file, 2, []string{"title"})
	for _, e := range entries {
		o.Title = e.Value.Text
	}
	return body, problems
}

// plainText returns the words of a node.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(source))
			if t.SoftLineBreak() {
				b.WriteByte(' ')
			}
		}
		if s, ok := n.(*ast.String); ok && entering {
			b.WriteString(html.UnescapeString(string(s.Value))) // the typographer's quotes are entities
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// A MarkdownPage is what the template of a page of the editor's own sees.
type MarkdownPage struct {
	Frame
	Title string
	Text  template.HTML
}

// An ownView is all that a page of the editor's own is made of.
type ownView struct {
	site              digest
	path, title, html string
}

func (v *ownView) appendKey(b []byte) []byte {
	b = append(b, v.site[:]...)
	return appendString(appendString(appendString(b, v.path), v.title), v.html)
}

func (p *Plan) ownView(i int32) *ownView {
	o := &p.own[i]
	return &ownView{p.site.key, o.path(), o.Title, o.html}
}

// planOwn keeps the pages, and the words for the first page apart.
func (p *Plan) planOwn(own []OwnPage) {
	for _, o := range own {
		if o.Name == "index" {
			p.intro = o.html
			continue
		}
		p.own = append(p.own, o)
	}
}

func (t *Templates) newOwnPage(v *ownView, site *siteView) *MarkdownPage {
	p := &MarkdownPage{Title: v.title, Text: trusted([]byte(v.html))}
	p.Frame = newFrame(site.Site, v.path, v.path, v.title)
	p.Head = trusted(commonHead(&p.Frame, v.title, "", "article").b)
	return p
}

// newNotFoundPage makes the page that a server shows where there is none. It
// may be shown at any address, so its links cannot be relative: they begin at
// the site's own root.
func (t *Templates) newNotFoundPage(site *siteView) *MarkdownPage {
	p := &MarkdownPage{Title: t.texts["not_found"]}
	p.Frame = newFrame(site.Site, notFoundPath, "", p.Title)
	p.Root, p.Address = rootOf(site.BaseURL), ""
	p.Head = trusted([]byte(`<meta name="robots" content="noindex">` + "\n"))
	return p
}

// rootOf returns the path of an address: "/" for a site at the root of its host
// and for one whose address is not known.
func rootOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return "/"
}
