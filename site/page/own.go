package page

import (
	"html/template"
	"path"
	"strings"

	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/mapping"
	"reftel/site/markdown"
)

// An OwnPage is a page of the editor's own, of content/*.md. The one called
// "index" is no page but the words on the first.
type OwnPage struct {
	Name  string // "about" for content/about.md
	Title string
	text  *markdown.Document
	file  string
	lines int // of the file before the text
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

// ParseOwnPage reads a page of the editor's own: Markdown, with a title in its
// first heading or in its head.
func ParseOwnPage(file string, data []byte) (OwnPage, []diag.Problem) {
	o := OwnPage{Name: strings.TrimSuffix(path.Base(file), ".md"), file: file}
	body, problems := o.readHead(string(data))
	if heading, rest, ok := cutHeading(body); ok {
		if d, _ := markdown.Parse(heading, markdown.Options{Headings: 1}); o.Title == "" && len(d.Headings) > 0 {
			o.Title = d.Headings[0].Words
		}
		body = rest
	}
	if o.Title == "" {
		o.Title = o.Name
	}
	var wrong []diag.Problem
	o.text, wrong = markdown.Parse(body, markdown.Options{Prefix: "page-", Headings: 1, Local: true})
	for _, h := range o.text.Headings {
		if h.Level == 1 {
			wrong = append(wrong, diag.Problem{Line: h.Line, Severity: diag.Error, Code: "second-title",
				Message: "a page has one title", Hint: `begin the headings within it with "##"`})
		}
	}
	return o, append(problems, diag.In(file, o.lines, wrong)...)
}

// cutHeading takes a title off the front of a text. Its line stays, empty, so
// that the other lines keep their numbers.
func cutHeading(s string) (heading, rest string, ok bool) {
	trimmed := strings.TrimLeft(s, "\r\n")
	if !strings.HasPrefix(trimmed, "# ") {
		return "", s, false
	}
	heading, rest, _ = strings.Cut(trimmed, "\n")
	return heading, s[:len(s)-len(trimmed)] + "\n" + rest, true
}

// readHead takes the head off a file.
func (o *OwnPage) readHead(data string) (body string, problems []diag.Problem) {
	rest, ok := strings.CutPrefix(data, "---\n")
	if !ok {
		return data, nil
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok {
		return data, []diag.Problem{{File: o.file, Line: 1, Severity: diag.Error, Code: "head",
			Message: "the head has no end", Hint: `end it with a line "---"`}}
	}
	entries, problems := mapping.Read([]byte(head), o.file, 2, []string{"title"})
	for _, e := range entries {
		o.Title = e.Value.Text
	}
	o.lines = strings.Count(head, "\n") + 3
	return body, problems
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
	code              bool // html shows some
}

func (v *ownView) appendKey(b []byte) []byte {
	b = append(b, v.site[:]...)
	return appendBool(appendString(appendString(appendString(b, v.path), v.title), v.html), v.code)
}

func (p *Plan) ownView(i int32) *ownView {
	o := &p.own[i]
	return &ownView{p.site.key, o.path(), o.Title, o.text.HTML(p.templates.texts.shownOn(p.resolver(o.path()))), o.text.HasCode()}
}

// resolver says where links to cables lead from a page.
func (p *Plan) resolver(from string) markdown.Resolver {
	root := rootPath(from)
	return func(l markdown.Link) (string, bool) {
		i, ok := p.archive.Resolve(l.Cable)
		if !ok {
			return "", false
		}
		f := p.archive.Cable(i)
		if l.Place == (cable.Place{}) {
			return root + p.CablePath(i), true
		}
		return root + p.CablePath(i) + "#" + l.Place.First, f.HasAnchor(l.Place.First)
	}
}

// planOwn keeps the pages, and the words for the first page apart.
func (p *Plan) planOwn(own []OwnPage) {
	for i := range own {
		if own[i].Name == "index" {
			p.intro = &own[i]
			continue
		}
		p.own = append(p.own, own[i])
	}
}

func (t *Templates) newOwnPage(v *ownView, site *siteView) *MarkdownPage {
	p := &MarkdownPage{Title: v.title, Text: trusted([]byte(v.html))}
	p.Frame = newFrame(site.Site, v.path, v.path, v.title)
	head := commonHead(&p.Frame, v.title, "", "article")
	head.codeStyle(p.Root, v.code)
	p.Head = trusted(head.b)
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
