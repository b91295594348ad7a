package page

import (
	"encoding/json"
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

// data appends a block of JSON-LD. It is data and no script, so a strict
// Content-Security-Policy lets it stand.
func (w *headWriter) data(v any) {
	data, err := json.Marshal(v) // escapes < > & as \u003c and so on
	if err != nil {
		return // no value of this program is without a JSON form
	}
	w.b = append(w.b, `<script type="application/ld+json">`...)
	w.b = append(appendJSON(w.b, data), "</script>\n"...)
}

// commonHead is the head of every page.
func commonHead(f *Frame, title, description, kind string) *headWriter {
	w := &headWriter{}
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
	w.data(structured(p, cited.tags))
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
	best := ""
	for i := range c.Blocks {
		k := &c.Blocks[i]
		if k.Kind == cable.Heading || k.Kind == cable.Preformatted || k.Part != cable.SummaryPart && best != "" {
			continue
		}
		words := wordsOf(c, k)
		if k.Part == cable.SummaryPart {
			best = words
			break
		}
		if len(words) >= enough {
			best = words
		}
	}
	return cutAt(best, most)
}

// wordsOf returns the words of a block without those that only mark where its
// part begins and ends.
func wordsOf(c *cable.Cable, k *cable.Block) string {
	text := k.Text
	first := extent(k).Start
	at, _ := slices.BinarySearchFunc(c.Spans, first, func(s cable.Span, at int) int { return s.End - at })
	for ; at < len(c.Spans) && c.Spans[at].Start < extent(k).End; at++ {
		if c.Spans[at].Role == cable.PartMarker {
			text = without(text, c.Spans[at].Range)
		}
	}
	return strings.TrimSpace(c.Words(text))
}

// without takes a range out of a text.
func without(text []cable.Range, out cable.Range) []cable.Range {
	var kept []cable.Range
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

// The types below are JSON-LD of schema.org. A cable is a message, a report
// with a number, and a part of an archive at once.
type (
	structuredCable struct {
		Context       string             `json:"@context"`
		Type          []string           `json:"@type"`
		ID            string             `json:"@id,omitempty"`
		Identifier    string             `json:"identifier"`
		ReportNumber  string             `json:"reportNumber"`
		Name          string             `json:"name"`
		Language      string             `json:"inLanguage"`
		DateSent      string             `json:"dateSent,omitempty"`
		DatePublished string             `json:"datePublished,omitempty"`
		Sender        *structuredBody    `json:"sender,omitempty"`
		Recipient     []structuredBody   `json:"recipient,omitempty"`
		CCRecipient   []structuredBody   `json:"ccRecipient,omitempty"`
		Keywords      []string           `json:"keywords,omitempty"`
		Citation      []structuredReport `json:"citation,omitempty"`
		IsPartOf      structuredArchive  `json:"isPartOf"`
	}
	structuredBody struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	structuredReport struct {
		Type       string `json:"@type"`
		Identifier string `json:"identifier"`
		URL        string `json:"url,omitempty"`
	}
	structuredArchive struct {
		Type []string `json:"@type"`
		Name string   `json:"name"`
		URL  string   `json:"url,omitempty"`
	}
)

// structured describes a cable in the words of schema.org.
func structured(p *CablePage, codes []string) structuredCable {
	s := structuredCable{
		Context: "https://schema.org", Type: []string{"Message", "Report", "ArchiveComponent"},
		ID: p.Address, Identifier: p.ID, ReportNumber: p.ID, Name: p.Title, Language: "en",
		DateSent: p.Created.ISO, DatePublished: p.Released.Day, Keywords: codes,
		Recipient: bodies(p.Header.To), CCRecipient: bodies(p.Header.Info),
		IsPartOf: structuredArchive{Type: []string{"Collection", "ArchiveComponent"}, Name: p.Site.Title, URL: p.Site.BaseURL},
	}
	if p.CreatedInferred {
		s.DateSent = p.Created.Day[:4]
	}
	if p.Origin.Text != "" {
		s.Sender = &structuredBody{"GovernmentOrganization", p.Origin.Text}
	}
	for i := range p.References {
		if r := &p.References[i]; r.ID != "" {
			cited := structuredReport{Type: "Report", Identifier: r.ID}
			if r.Path != "" && p.Site.BaseURL != "" {
				cited.URL = p.Site.BaseURL + r.Path
			}
			s.Citation = append(s.Citation, cited)
		}
	}
	return s
}

func bodies(list []Addressee) []structuredBody {
	out := make([]structuredBody, len(list))
	for i := range list {
		out[i] = structuredBody{"GovernmentOrganization", list[i].Name}
	}
	return out
}
