package htmlcheck

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A page is what one page says, and what is wrong with it by itself.
type page struct {
	name     string
	ids      []string
	hrefs    []string // links within the site
	problems []string

	open   []string // elements
	seen   map[string]bool
	counts map[string]int
}

func (p *page) problem(format string, args ...any) {
	p.problems = append(p.problems, p.name+": "+fmt.Sprintf(format, args...))
}

// parse reads a page token by token: a tree would hide what the parser mended.
func parse(name string, r io.Reader) *page {
	p := &page{name: name, seen: map[string]bool{}, counts: map[string]int{}}
	z := html.NewTokenizer(r)
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				p.problem("%v", z.Err())
			}
			p.finish()
			return p
		case html.DoctypeToken:
			p.counts["!doctype"]++
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(z.Token())
		case html.EndTagToken:
			p.end(z.Token().Data)
		}
	}
}

// finish checks what a page must have.
func (p *page) finish() {
	if len(p.open) > 0 {
		p.problem("<%s> is never closed", p.open[len(p.open)-1])
	}
	for _, once := range []string{"!doctype", "html", "head", "body", "title", "main", "h1"} {
		if n := p.counts[once]; n != 1 {
			p.problem("has %d <%s>", n, once)
		}
	}
	if !p.seen["lang"] {
		p.problem("says no language")
	}
	if !p.seen["policy"] {
		p.problem("has no Content-Security-Policy")
	}
}

var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
	"path", "rect", "circle", "line"}

// blocks may not stand in a paragraph, a heading or running text.
var blocks = []string{"address", "article", "aside", "blockquote", "details", "dl", "div", "figure", "footer", "h1", "h2",
	"h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}

var phrasingOnly = []string{"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "abbr", "code", "pre", "time", "b", "em", "strong", "summary", "dt", "button"}

var parents = map[string][]string{
	"li": {"ul", "ol"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "tr": {"thead", "tbody", "table"},
	"td": {"tr"}, "th": {"tr"}, "summary": {"details"},
}

func (p *page) start(t html.Token) {
	if t.Data != "title" || !slices.Contains(p.open, "svg") { // drawings have titles of their own
		p.counts[t.Data]++
	}
	p.nesting(t.Data)
	for _, a := range t.Attr {
		p.attribute(t, a)
	}
	if t.Data == "script" {
		p.script(t)
	}
	if t.Data == "style" {
		p.problem("has a <style> element")
	}
	if !slices.Contains(void, t.Data) && t.Type != html.SelfClosingTagToken {
		p.open = append(p.open, t.Data)
	}
}

// nesting checks where an element stands.
func (p *page) nesting(name string) {
	if slices.Contains(blocks, name) {
		for _, outer := range p.open {
			if slices.Contains(phrasingOnly, outer) {
				p.problem("<%s> stands in <%s>", name, outer)
			}
		}
	}
	if (name == "a" || name == "button") && (slices.Contains(p.open, "a") || slices.Contains(p.open, "button")) {
		p.problem("<%s> stands in a link or button", name)
	}
	if allowed, ok := parents[name]; ok && len(p.open) > 0 && !slices.Contains(allowed, p.open[len(p.open)-1]) {
		p.problem("<%s> stands in <%s>", name, p.open[len(p.open)-1])
	}
	if len(p.open) > 0 && name != "li" && name != "script" && (p.open[len(p.open)-1] == "ul" || p.open[len(p.open)-1] == "ol") {
		p.problem("<%s> stands in a list", name)
	}
}

func (p *page) end(name string) {
	if slices.Contains(void, name) {
		p.problem("</%s> closes an element that has no content", name)
		return
	}
	if len(p.open) == 0 || p.open[len(p.open)-1] != name {
		p.problem("</%s> closes %v", name, p.open[max(0, len(p.open)-1):])
	}
	if i := slices.Index(p.open, name); i >= 0 {
		p.open = p.open[:len(p.open)-1]
	}
}

// script allows scripts of the site's own files, and data.
func (p *page) script(t html.Token) {
	src, kind := attr(t, "src"), attr(t, "type")
	if src == "" && kind != "application/ld+json" {
		p.problem("has a script within it")
	}
}

func attr(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (p *page) attribute(t html.Token, a html.Attribute) {
	switch {
	case a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "srcset":
		p.problem("<%s> has the attribute %s", t.Data, a.Key)
	case a.Key == "id":
		p.id(a.Val)
	case a.Key == "lang" && t.Data == "html":
		p.seen["lang"] = a.Val != ""
	case a.Key == "http-equiv" && strings.EqualFold(a.Val, "Content-Security-Policy"):
		p.policy(attr(t, "content"))
	case a.Key == "src":
		p.load(t.Data, a.Val)
	case a.Key == "href" && t.Data == "link":
		p.linkElement(t, a.Val)
	case a.Key == "href":
		p.follow(a.Val)
	case a.Key == "aria-labelledby" || a.Key == "aria-describedby":
		for id := range strings.FieldsSeq(a.Val) {
			p.hrefs = append(p.hrefs, "#"+id)
		}
	}
}

func (p *page) id(id string) {
	if id == "" || strings.ContainsAny(id, " \t\n") {
		p.problem("has the id %q", id)
	}
	if p.seen["#"+id] {
		p.problem("has the id %q twice", id)
	}
	p.seen["#"+id] = true
	p.ids = append(p.ids, id)
}

// policy checks that nothing of another origin and nothing inline may run.
func (p *page) policy(content string) {
	p.seen["policy"] = true
	if !strings.Contains(content, "default-src 'none'") || strings.Contains(content, "unsafe") || strings.Contains(content, "http") {
		p.problem("has a weak Content-Security-Policy: %s", content)
	}
}

// linkElement checks what the head links to: what is loaded must be the
// site's own.
func (p *page) linkElement(t html.Token, href string) {
	switch rel := attr(t, "rel"); rel {
	case "stylesheet", "icon", "preload", "prefetch", "manifest", "modulepreload":
		p.load(t.Data, href)
	case "canonical", "cite-as":
		if u, err := url.Parse(href); err != nil || u.Scheme == "" {
			p.problem("the %s link %q is not a full address", rel, href)
		}
	default:
		p.follow(href)
	}
}

// load checks the address of something that a browser fetches by itself.
func (p *page) load(element, href string) {
	if u, err := url.Parse(href); err != nil || u.Scheme != "" || u.Host != "" {
		p.problem("<%s> loads %q from elsewhere", element, href)
		return
	}
	p.hrefs = append(p.hrefs, href)
}

// follow takes a link that a reader may follow: to anywhere on the web, but
// never to a script or a file.
func (p *page) follow(href string) {
	u, err := url.Parse(href)
	switch {
	case err != nil:
		p.problem("the link %q is malformed", href)
	case u.Scheme == "" && u.Host != "":
		p.problem("the link %q leaves the site by its host alone", href)
	case u.Scheme == "":
		if unescaped, err := url.PathUnescape(href); err == nil {
			href = unescaped
		}
		p.hrefs = append(p.hrefs, href)
	case u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "mailto":
		p.problem("the link %q is no web address", href)
	}
}
