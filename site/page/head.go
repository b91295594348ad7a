package page

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"reftel/site/cable"
	"reftel/site/picture"
)

// headWriter appends what machines read of a page.
type headWriter struct{ b []byte }

// meta appends a meta element, unless it says nothing. The name is this
// program's own.
func (w *headWriter) meta(attribute, name, content string) {
	if content == "" {
		return
	}
	w.b = append(append(append(append(w.b, "<meta "...), attribute...), `="`...), name...)
	w.b = appendText(append(w.b, `" content="`...), content)
	w.b = append(w.b, "\">\n"...)
}

// link appends a link element, unless it leads nowhere.
func (w *headWriter) link(rel, href string) {
	if href == "" {
		return
	}
	w.b = append(append(append(w.b, `<link rel="`...), rel...), `" href="`...)
	w.b = append(appendText(w.b, href), "\">\n"...)
}

// commonHead is the head of every page.
func commonHead(f *Frame, title, description, kind string) *headWriter {
	w := &headWriter{make([]byte, 0, 1<<10)}
	w.common(f, title, description, kind)
	return w
}

func (w *headWriter) common(f *Frame, title, description, kind string) {
	w.link("canonical", f.Address)
	w.meta("name", "description", description)
	if f.Site.NoIndex {
		w.meta("name", "robots", "noindex, nofollow")
	}
	w.meta("property", "og:type", kind)
	w.meta("property", "og:title", title)
	w.meta("property", "og:description", description)
	w.meta("property", "og:url", f.Address)
	w.meta("property", "og:site_name", f.Site.Title)
	w.picture(f, title)
	w.feedLinks(f.Root, f.Site.Feeds)
}

// picture names the picture for previews of links.
func (w *headWriter) picture(f *Frame, title string) {
	if f.Picture == "" {
		w.meta("name", "twitter:card", "summary")
		return
	}
	w.meta("property", "og:image", f.Picture)
	w.meta("property", "og:image:type", "image/png")
	w.meta("property", "og:image:width", strconv.Itoa(picture.Width))
	w.meta("property", "og:image:height", strconv.Itoa(picture.Height))
	w.meta("property", "og:image:alt", title)
	w.meta("name", "twitter:card", "summary_large_image")
}

// codeStyle appends the style sheet of code where the page shows some.
func (w *headWriter) codeStyle(root string, shown bool) {
	if shown {
		w.link("stylesheet", root+highlightPath)
	}
}

// typedLink appends a link element to a thing of that media type.
func (w *headWriter) typedLink(rel, mediaType, href string) {
	w.b = append(append(append(w.b, `<link rel="`...), rel...), `" type="`...)
	w.b = append(appendText(w.b, mediaType), `" href="`...)
	w.b = appendText(w.b, href)
	w.b = append(w.b, "\">\n"...)
}

// cableHead describes a cable to reference managers, search engines and link
// previews. Zotero takes it as a report with number and institution; with a
// citation_title alone it would guess a journal article, and an author it would
// split into first and last name, so there is none.
func (t *Templates) cableHead(m *memory, p *CablePage, cited *work) template.HTML {
	w := &headWriter{m.room(8 << 10)}
	w.common(&p.Frame, p.ID+": "+p.Title, cited.abstract, "article")
	w.meta("name", "citation_title", p.Title)
	w.meta("name", "citation_technical_report_institution", cited.institution)
	w.meta("name", "citation_technical_report_number", p.ID)
	w.meta("name", "citation_date", cited.day())
	w.meta("name", "citation_language", cited.language)
	w.meta("name", "citation_public_url", p.Address)
	w.meta("name", "citation_keywords", strings.Join(cited.tags, "; "))
	w.meta("name", "citation_abstract", cited.abstract)
	w.codeStyle(p.Root, p.hasCode)
	w.signposts(p)
	w.structured(p, cited.tags)
	return trusted(w.b)
}

// signposts appends typed links for programs that follow no prose
// (signposting.org, RFC 8574).
func (w *headWriter) signposts(p *CablePage) {
	w.link("cite-as", p.Address)
	w.link("type", "https://schema.org/Report")
	w.link("license", p.Site.licenceAddress())
	w.link("collection", p.Root+homePath)
	for _, f := range p.Files {
		rel := f.Rel
		if rel == "alternate" {
			rel = "alternate item" // the same content, and a part of what the page stands for
		}
		w.typedLink(rel, f.Type, p.Root+f.Path)
	}
	if p.linkset != "" {
		w.typedLink("linkset", linksetType, p.Root+p.linkset)
	}
}

// licenceAddress is the address that the licence names, if it names one.
func (s *Site) licenceAddress() string {
	for _, word := range strings.Fields(s.Licence) {
		if strings.HasPrefix(word, "https://") {
			return strings.TrimRight(word, ".,;)")
		}
	}
	return ""
}

// institution is the name of a post outside the Department's own papers.
func institution(origin string) string {
	for _, kind := range []string{"Embassy", "Consulate", "Mission", "Interests Section", "Office"} {
		if strings.HasPrefix(origin, kind) {
			return "U.S. " + origin
		}
	}
	return origin
}

// summaryOf returns the beginning of the cable's summary, or of its first
// paragraph of substance, for previews.
func summaryOf(c *cable.Cable) string {
	const enough, most = 100, 300
	var room [1024]byte
	var best []byte
	for i := range c.Blocks {
		k := &c.Blocks[i]
		if k.Kind == cable.Heading || k.Kind == cable.Preformatted || k.Part != cable.SummaryPart && best != nil {
			continue
		}
		words := appendWordsOf(room[:0], c, k)
		if k.Part == cable.SummaryPart {
			best = words
			break
		}
		if len(words) >= enough {
			best = words // nothing but a summary is written over it
		}
	}
	return cutAt(string(best[:min(len(best), most+1)]), most) // what follows changes nothing
}

// appendWordsOf appends the words of a block without those that only mark where
// its part begins and ends.
func appendWordsOf(b []byte, c *cable.Cable, k *cable.Block) []byte {
	text := k.Text
	first := extent(k).Start
	at, _ := slices.BinarySearchFunc(c.Spans, first, func(s cable.Span, at int) int { return s.End - at })
	for ; at < len(c.Spans) && c.Spans[at].Start < extent(k).End; at++ {
		if c.Spans[at].Role == cable.PartMarker {
			text = without(text, c.Spans[at].Range)
		}
	}
	return bytes.TrimSpace(c.AppendWords(b, text))
}

// without takes a range out of a text.
func without(text []cable.Range, out cable.Range) []cable.Range {
	kept := make([]cable.Range, 0, len(text)+1)
	for _, r := range text {
		if before := (cable.Range{Start: r.Start, End: min(r.End, out.Start)}); before.Len() > 0 {
			kept = append(kept, before)
		}
		if after := (cable.Range{Start: max(r.Start, out.End), End: r.End}); after.Len() > 0 {
			kept = append(kept, after)
		}
	}
	return kept
}

// cutAt cuts s at a word so that it has at most n bytes.
func cutAt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := strings.LastIndexByte(s[:n], ' ')
	if cut < 0 {
		for cut = n; !utf8.RuneStart(s[cut]); cut-- {
		}
	}
	return strings.TrimRight(s[:cut], " ,;:-") + "…"
}
