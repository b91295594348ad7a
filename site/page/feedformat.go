package page

import (
	"encoding/xml"
	"time"
)

// The elements of RFC 4287.
type (
	atomFeed struct {
		XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang     string      `xml:"xml:lang,attr"`
		ID       string      `xml:"id"`
		Title    string      `xml:"title"`
		Subtitle string      `xml:"subtitle,omitempty"`
		Updated  string      `xml:"updated"`
		Author   atomPerson  `xml:"author"`
		Links    []atomLink  `xml:"link"`
		Rights   string      `xml:"rights,omitempty"`
		Entries  []atomEntry `xml:"entry"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Updated    string         `xml:"updated"`
		Published  string         `xml:"published,omitempty"`
		Author     *atomPerson    `xml:"author"`
		Links      []atomLink     `xml:"link"`
		Categories []atomCategory `xml:"category"`
		Summary    string         `xml:"summary,omitempty"`
		Content    *atomContent   `xml:"content"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
	atomContent struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// appendAtom appends a feed as Atom. Text that XML cannot hold is replaced.
func (s *siteView) appendAtom(dst []byte, f *feedView) []byte {
	entries := f.entries
	home := newFrame(s.Site, f.home, "", "").Address
	a := atomFeed{
		Lang: s.Language, ID: s.BaseURL + f.path + atomExtension, Title: visible(f.title), Updated: lastUpdate(entries).UTC().Format(time.RFC3339),
		Author: atomPerson{visible(s.Title)}, Rights: visible(s.Licence),
		Links: []atomLink{
			{"self", "application/atom+xml", s.BaseURL + f.path + atomExtension}, {"alternate", "text/html", home},
		},
	}
	if f.path == siteFeed {
		a.Subtitle = visible(s.Description)
	}
	for i := range entries {
		e := &entries[i]
		address := s.BaseURL + e.path
		entry := atomEntry{
			ID: address, Title: visible(e.title), Updated: e.updated.UTC().Format(time.RFC3339), Published: e.published.UTC().Format(time.RFC3339),
			Links: []atomLink{{"alternate", "text/html", address}}, Summary: visible(e.summary),
		}
		if e.by != "" {
			entry.Author = &atomPerson{visible(e.by)}
		}
		for _, tag := range e.tags {
			entry.Categories = append(entry.Categories, atomCategory{visible(tag)})
		}
		if e.html != "" {
			entry.Content = &atomContent{"html", e.html}
		}
		a.Entries = append(a.Entries, entry)
	}
	data, err := xml.MarshalIndent(a, "", " ")
	if err != nil {
		return dst // no value of these types is without a form in XML
	}
	return append(append(append(dst, xml.Header...), data...), '\n')
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
