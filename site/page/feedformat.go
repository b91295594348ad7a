package page

import (
	"encoding/xml"
	"time"
)

// An atomWriter writes the elements of RFC 4287, each on a line of its own.
// What encoding/xml finds out about types for each of a feed takes ten times as
// long.
type atomWriter struct{ b []byte }

func (w *atomWriter) Write(text []byte) (int, error) {
	w.b = append(w.b, text...)
	return len(text), nil
}

// text appends text that XML can hold: what it cannot is replaced.
func (w *atomWriter) text(s string) {
	xml.EscapeText(w, []byte(s)) // fails where Write does
}

// element appends an element with text in it; line is what stands before it.
func (w *atomWriter) element(line, name, text string) {
	w.b = append(append(append(append(w.b, line...), '<'), name...), '>')
	w.text(text)
	w.b = append(append(append(w.b, "</"...), name...), '>')
}

// optional appends an element unless it is empty.
func (w *atomWriter) optional(line, name, text string) {
	if text != "" {
		w.element(line, name, text)
	}
}

func (w *atomWriter) author(line, name string) {
	w.b = append(append(w.b, line...), "<author>"...)
	w.element(line+" ", "name", visible(name))
	w.b = append(append(w.b, line...), "</author>"...)
}

func (w *atomWriter) link(line, rel, mediaType, address string) {
	w.b = append(append(append(append(append(w.b, line...), `<link rel="`...), rel...), `" type="`...), mediaType...)
	w.b = append(w.b, `" href="`...)
	w.text(address)
	w.b = append(w.b, `"></link>`...)
}

// appendAtom appends a feed as Atom.
func (s *siteView) appendAtom(dst []byte, f *feedView) []byte {
	const line = "\n "
	w := &atomWriter{append(append(dst, xml.Header...), `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="`...)}
	w.text(s.Language)
	w.b = append(w.b, `">`...)
	self := s.BaseURL + f.path + atomExtension
	w.element(line, "id", self)
	w.element(line, "title", visible(f.title))
	if f.path == siteFeed {
		w.optional(line, "subtitle", visible(s.Description))
	}
	w.element(line, "updated", lastUpdate(f.entries).UTC().Format(time.RFC3339))
	w.author(line, s.Title)
	w.link(line, "self", "application/atom+xml", self)
	w.link(line, "alternate", "text/html", newFrame(s.Site, f.home, "", "").Address)
	w.optional(line, "rights", visible(s.Licence))
	for i := range f.entries {
		w.entry(s.BaseURL+f.entries[i].path, &f.entries[i])
	}
	return append(w.b, "\n</feed>\n"...)
}

func (w *atomWriter) entry(address string, e *feedEntry) {
	const line = "\n  "
	w.b = append(w.b, "\n <entry>"...)
	w.element(line, "id", address)
	w.element(line, "title", visible(e.title))
	w.element(line, "updated", e.updated.UTC().Format(time.RFC3339))
	w.element(line, "published", e.published.UTC().Format(time.RFC3339))
	if e.by != "" {
		w.author(line, e.by)
	}
	w.link(line, "alternate", "text/html", address)
	for _, tag := range e.tags {
		w.b = append(append(w.b, line...), `<category term="`...)
		w.text(visible(tag))
		w.b = append(w.b, `"></category>`...)
	}
	w.optional(line, "summary", visible(e.summary))
	if e.html != "" {
		w.b = append(append(w.b, line...), `<content type="html">`...)
		w.text(e.html)
		w.b = append(w.b, "</content>"...)
	}
	w.b = append(w.b, "\n </entry>"...)
}

// visible makes control characters and those that turn the direction of writing
// visible.
func visible(s string) string { return string(appendPlain(nil, s)) }

// The objects of JSON Feed 1.1 (jsonfeed.org).
type (
	jsonFeed struct {
		Version     string       `json:"version"`
		Title       string       `json:"title"`
		HomePage    string       `json:"home_page_url"`
		Feed        string       `json:"feed_url"`
		Description string       `json:"description,omitempty"`
		Language    string       `json:"language"`
		Items       []jsonItem   `json:"items"`
		Authors     []jsonAuthor `json:"authors"`
	}
	jsonItem struct {
		ID        string       `json:"id"`
		URL       string       `json:"url"`
		Title     string       `json:"title"`
		Text      string       `json:"content_text,omitempty"`
		HTML      string       `json:"content_html,omitempty"`
		Published string       `json:"date_published"`
		Modified  string       `json:"date_modified"`
		Authors   []jsonAuthor `json:"authors,omitempty"`
		Tags      []string     `json:"tags,omitempty"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
	}
)

// appendJSONFeed appends a feed as JSON Feed.
func (s *siteView) appendJSONFeed(dst []byte, f *feedView) []byte {
	x := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: visible(f.title), HomePage: newFrame(s.Site, f.home, "", "").Address,
		Feed: s.BaseURL + f.path + jsonExtension, Language: s.Language, Items: []jsonItem{}, Authors: []jsonAuthor{{s.Title}},
	}
	if f.path == siteFeed {
		x.Description = s.Description
	}
	for _, e := range f.entries {
		item := jsonItem{
			ID: s.BaseURL + e.path, URL: s.BaseURL + e.path, Title: visible(e.title), HTML: e.html,
			Published: e.published.UTC().Format(time.RFC3339), Modified: e.updated.UTC().Format(time.RFC3339), Tags: e.tags,
		}
		if e.html == "" {
			item.Text = visible(e.summary)
		}
		if e.by != "" {
			item.Authors = []jsonAuthor{{visible(e.by)}}
		}
		x.Items = append(x.Items, item)
	}
	data, err := appendIndented(dst, x, "  ")
	if err != nil {
		return dst // no value of these types is without a form in JSON
	}
	return data
}
