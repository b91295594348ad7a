package page

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"reftel/site/diag"
)

// A Gone is an address that the site once had: a tombstone says why it is gone,
// a move where it leads now.
type Gone struct {
	Path   string    // relative to the root of the site
	To     string    // of the page that it leads to, perhaps with a fragment; "" for a tombstone
	Date   time.Time // of a tombstone: the day on which the page was taken away
	Reason string    // of a tombstone

	file string
	line int
}

// ParseGone reads a project's list of addresses that are gone. Each line is one
// of
//
//	ADDRESS YYYY-MM-DD REASON
//	ADDRESS -> ADDRESS
//
// or is empty, or begins with #. The problems are Errors.
func ParseGone(file string, data []byte) ([]Gone, []diag.Problem) {
	var out []Gone
	var problems []diag.Problem
	seen := map[string]bool{}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		text := strings.TrimSpace(string(line))
		if text == "" || text[0] == '#' {
			continue
		}
		g, wrong := parseGone(text)
		if wrong == "" && seen[g.Path] {
			wrong = "this address stands here twice"
		}
		if wrong != "" {
			problems = append(problems, diag.Problem{File: file, Line: number, Severity: diag.Error, Code: "tombstone", Message: wrong,
				Hint: `write "ADDRESS 2026-01-31 why it is gone" or "ADDRESS -> ADDRESS"`})
			continue
		}
		g.file, g.line = file, number
		seen[g.Path] = true
		out = append(out, g)
	}
	return out, problems
}

func parseGone(text string) (g Gone, wrong string) {
	fields := strings.Fields(text)
	g.Path = fields[0]
	switch {
	case !strings.HasSuffix(g.Path, ".html") || !localAddress(g.Path):
		return g, fmt.Sprintf("%q is not the address of a page, relative to the site", g.Path)
	case len(fields) == 3 && fields[1] == "->":
		g.To = fields[2]
		if page, _, _ := strings.Cut(g.To, "#"); !localAddress(page) {
			return g, fmt.Sprintf("%q is not the address of a page, relative to the site", g.To)
		}
		return g, ""
	case len(fields) < 3:
		return g, "the day on which the page was taken away and the reason are missing"
	}
	day, err := time.Parse(time.DateOnly, fields[1])
	if err != nil {
		return g, fmt.Sprintf("%q is not a day", fields[1])
	}
	g.Date, g.Reason = day, strings.Join(fields[2:], " ")
	return g, ""
}

// localAddress reports whether a path is one that a site may have: relative,
// without dotted or empty steps.
func localAddress(path string) bool {
	for step := range strings.SplitSeq(path, "/") {
		if step == "" || step[0] == '.' || strings.ContainsAny(step, "\\:?#\"<>|*%") || strings.ContainsFunc(step, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			return false
		}
	}
	return true
}

// addGone adds a page for each address that is gone, unless another page is
// there after all: goneProblems reports that.
func (p *Plan) addGone(pages []Page) []Page {
	if len(p.gone) == 0 {
		return pages
	}
	taken := make(map[string]bool, len(pages))
	for i := range pages {
		taken[pages[i].Path] = true
	}
	for i := range p.gone {
		if path := p.gone[i].Path; !taken[path] && !p.isOfACable(path) {
			pages = append(pages, Page{Path: path, Kind: Tombstone, index: int32(i)})
		}
	}
	return pages
}

// isOfACable reports whether a path is that of a page that a cable has.
func (p *Plan) isOfACable(path string) bool {
	_, page := p.findCable(p.permalink, path, Cable)
	_, source := p.findCable(p.sources, path, Source)
	return page || source
}

// goneProblems reports addresses that are said to be gone and are there, and
// moves to nowhere.
func (p *Plan) goneProblems() (problems []diag.Problem) {
	for i := range p.gone {
		g := &p.gone[i]
		fault := diag.Problem{File: g.file, Line: g.line, Severity: diag.Error, Code: "tombstone"}
		if page, ok := p.Find(g.Path); ok && page.Kind != Tombstone {
			fault.Message, fault.Hint = g.Path+" is not gone: the site has this page", "take the line out, or what makes the page"
			problems = append(problems, fault)
		}
		to, _, _ := strings.Cut(g.To, "#")
		if page, ok := p.Find(to); g.To != "" && (!ok || page.Kind == Tombstone) {
			fault.Message, fault.Hint = "the site has no page "+to+" to lead to", "name the page where a reader finds what was here"
			problems = append(problems, fault)
		}
	}
	return problems
}

// A GonePage is what the template of an address that is gone sees.
type GonePage struct {
	Frame
	Title  string
	Was    string // what was there: the reference ID, or the address
	Reason string
	Date   string
	To     *Link // where it leads; nil for a tombstone
}

// A goneView is all that the page of an address that is gone is made of.
type goneView struct {
	site                          digest
	path, to, toText, was, reason string
	date                          time.Time
}

func (v *goneView) appendKey(b []byte) []byte {
	b = append(b, v.site[:]...)
	for _, s := range []string{v.path, v.to, v.toText, v.was, v.reason} {
		b = appendString(b, s)
	}
	return appendTime(b, v.date)
}

func (p *Plan) goneView(i int32) *goneView {
	g := &p.gone[i]
	v := &goneView{site: p.site.key, path: g.Path, to: g.To, toText: g.To, reason: g.Reason, date: g.Date, was: g.Path}
	if id, ok := p.permalink.id(g.Path); ok {
		v.was = id
	}
	page, _, _ := strings.Cut(g.To, "#")
	if found, ok := p.findCable(p.permalink, page, Cable); ok {
		f := p.archive.Cable(found.index)
		v.toText = f.ID + ": " + f.Title
	}
	return v
}

// newGonePage makes the page of an address that is gone. It is for those who
// come from a link, not for search engines.
func (t *Templates) newGonePage(v *goneView, site *siteView) *GonePage {
	p := &GonePage{Title: t.texts["gone"], Was: v.was, Reason: v.reason, Date: datedAs(v.date, false)}
	w := &headWriter{}
	w.meta("name", "robots", "noindex")
	if v.to != "" {
		p.Title, p.To = t.texts["moved"], &Link{v.to, v.toText}
	}
	p.Frame = newFrame(site.Site, v.path, "", v.was+": "+p.Title)
	if v.to != "" {
		w.link("canonical", site.addressOf(v.to))
		w.meta("http-equiv", "refresh", "0; url="+p.Root+v.to)
	}
	p.Head = trusted(w.b)
	return p
}
