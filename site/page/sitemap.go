package page

import (
	"encoding/xml"
	"fmt"
	"slices"
	"time"

	"reftel/site/archive"
)

// Sitemaps as sitemaps.org describes them: an index, one file for the cables of
// each year, and one for all other pages. They lie at the root because a sitemap
// speaks only for addresses beneath its own.
const (
	sitemapPath = "sitemap.xml"
	robotsPath  = "robots.txt"

	sitemapSize  = 50_000 // the protocol's limit for one file
	sitemapXMLNS = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`
)

// sitemaps lists the sitemap files, the index first.
func (p *Plan) sitemaps(pages []Page) []machineFile {
	all := everything(p.archive.Len())
	var out []machineFile
	var last []time.Time // change of each
	for _, y := range years(months(p.archive, all)) {
		for n, s := range parts(y, sitemapSize) {
			path := fmt.Sprintf("sitemap-%04d.xml", y.year)
			if n > 0 {
				path = fmt.Sprintf("sitemap-%04d-%d.xml", y.year, n+1)
			}
			out = append(out, machineFile{path: path, write: func(emit func([]byte)) { p.writeSitemap(s, emit) }})
			last = append(last, p.changed(s))
		}
	}
	for n, part := range slices.Collect(slices.Chunk(p.listed(pages), sitemapSize)) {
		path := "sitemap-pages.xml"
		if n > 0 {
			path = fmt.Sprintf("sitemap-pages-%d.xml", n+1)
		}
		out = append(out, machineFile{path: path, write: func(emit func([]byte)) { p.writeSitemapOfPages(part, emit) }})
		last = append(last, time.Time{})
	}
	files := out
	index := machineFile{path: sitemapPath, write: func(emit func([]byte)) {
		emit([]byte(xml.Header + "<sitemapindex " + sitemapXMLNS + ">\n"))
		for i := range files {
			emit(appendLocation(nil, "sitemap", p.site.BaseURL+files[i].path, last[i]))
		}
		emit([]byte("</sitemapindex>\n"))
	}}
	return append([]machineFile{index}, out...)
}

func (p *Plan) writeSitemap(s span, emit func([]byte)) {
	emit([]byte(xml.Header + "<urlset " + sitemapXMLNS + ">\n"))
	var line []byte
	for i := s.from; i < s.to; i++ {
		f := p.archive.Cable(int32(i))
		line = appendLocation(line[:0], "url", p.site.BaseURL+p.CablePath(int32(i)), p.lastChange(int32(i), f))
		emit(line)
	}
	emit([]byte("</urlset>\n"))
}

// listed returns those of the pages that are for readers to find. The page of a
// single note is for links to it; its words stand on the cable's.
func (p *Plan) listed(pages []Page) []Page {
	var out []Page
	for _, page := range pages {
		switch page.Kind {
		case List, Lists, Own, Home, Verify, Thread, Glossary, HowTo, Timeline, NoteList:
			out = append(out, page)
		}
	}
	return out
}

// writeSitemapOfPages lists pages that are no cables'. When their contents
// changed nothing says, so they have no date.
func (p *Plan) writeSitemapOfPages(pages []Page, emit func([]byte)) {
	emit([]byte(xml.Header + "<urlset " + sitemapXMLNS + ">\n"))
	for i := range pages {
		emit(appendLocation(nil, "url", newFrame(p.site.Site, pages[i].Path, "", "").Address, time.Time{}))
	}
	emit([]byte("</urlset>\n"))
}

// appendLocation appends one element of a sitemap.
func appendLocation(b []byte, element, address string, changed time.Time) []byte {
	b = append(append(append(b, '<'), element...), "><loc>"...)
	b = appendText(b, address)
	b = append(b, "</loc>"...)
	if !changed.IsZero() {
		b = append(b, "<lastmod>"...)
		b = append(changed.UTC().AppendFormat(b, time.DateOnly), "</lastmod>"...)
	}
	return append(append(append(b, "</"...), element...), ">\n"...)
}

// lastChange is the day on which what a cable's page says last changed, as the
// texts themselves tell: when the cable was released, or when the newest note
// on it was written. It is zero where they do not tell; no clock and no file's
// date takes its place.
func (p *Plan) lastChange(i int32, f *archive.Facts) time.Time {
	last := f.Released
	if n := p.notes[i]; n != nil {
		for _, note := range n.File.All() {
			if note.Date.After(last) {
				last = note.Date
			}
		}
	}
	return last
}

// changed is the last change of any cable of a stretch.
func (p *Plan) changed(s span) (last time.Time) {
	for i := s.from; i < s.to; i++ {
		if t := p.lastChange(int32(i), p.archive.Cable(int32(i))); t.After(last) {
			last = t
		}
	}
	return last
}

// writeRobots tells crawlers where the sitemap is. Where the pages are to stay
// out of indexes it does not shut crawlers out: one that may not read a page
// cannot read there that it should not be listed, and may list its address.
func (p *Plan) writeRobots(emit func([]byte)) {
	switch {
	case p.site.NoIndex:
		emit([]byte("# Every page asks not to be indexed. That can be seen only where pages may be read.\n"))
	default:
		emit([]byte("# Welcome.\n"))
	}
	emit([]byte("User-agent: *\nDisallow:\n"))
	if p.site.BaseURL != "" && !p.site.NoIndex {
		emit([]byte("\nSitemap: " + p.site.BaseURL + sitemapPath + "\n"))
	}
}
