package page

import (
	"html/template"
	"strings"
	"time"

	"reftel/site/settings"
)

// A Frame is what every page shows around its own content.
type Frame struct {
	Site      *Site
	Root      string        // leads from the page to the root of the site: "../../../"
	Section   string        // path of the menu's entry that the page belongs to
	HeadTitle string        // for the browser's tab
	Address   string        // the page's full address; "" where the site's is not known
	Picture   string        // full address of the picture for previews of links; "" for none
	Head      template.HTML // what machines read: canonical address, metadata
}

// A Site is what a project's settings say on every page.
type Site struct {
	Title, Language, Description, Banner, Licence string
	BaseURL                                       string // ends in a slash, or is ""
	NoIndex                                       bool
	CableLanguage                                 string // "en" on a site in another language, to mark what is of cables; else ""
	OwnStyle                                      bool   // the project has a style sheet that adds to the default one
	Menu                                          []Link
	Feeds                                         []Link // paths without extension; none where BaseURL is not known
}

// A Link leads to a page of the site.
type Link struct {
	Path string // relative to the root of the site, with a fragment where there is one
	Text string
}

// A Moment is a time, as readers and as machines read it. The zero Moment is
// an unknown one.
type Moment struct {
	Text string // "2008-12-31 08:05 UTC"
	Day  string // "2008-12-31"
	ISO  string // "2008-12-31T08:05:00Z"
}

func momentOf(t time.Time) Moment {
	if t.IsZero() {
		return Moment{}
	}
	iso := t.UTC().Format(time.RFC3339)
	return Moment{Day: iso[:10], Text: iso[:10] + " " + iso[11:16] + " UTC", ISO: iso}
}

// dayText is the Day of a Moment.
func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	var room [len(time.RFC3339) + 8]byte
	return string(t.UTC().AppendFormat(room[:0], time.RFC3339)[:len(time.DateOnly)]) // a form that is written fast
}

// newSite takes from the settings what pages show.
func newSite(s *settings.Settings, menu []Link) *Site {
	site := &Site{
		Title: s.Title, Language: s.Language, Description: s.Description, Banner: s.Banner,
		Licence: s.Licence, BaseURL: s.BaseURL, NoIndex: s.NoIndex, Menu: menu,
	}
	if !isEnglish(s.Language) {
		site.CableLanguage = "en"
	}
	return site
}

// rootPath leads from a page to the root of the site.
func rootPath(path string) string {
	const up = "../../../../"
	if n := 3 * strings.Count(path, "/"); n <= len(up) {
		return up[:n] // as all but odd settings have it
	}
	return strings.Repeat("../", strings.Count(path, "/"))
}

// newFrame makes the frame of a page. The section is the entry of the menu
// that leads to it.
func newFrame(site *Site, path, section, title string) Frame {
	f := Frame{Site: site, Root: rootPath(path), Section: section, HeadTitle: title}
	if title != site.Title {
		f.HeadTitle += " · " + site.Title
	}
	if site.BaseURL != "" {
		f.Address = site.BaseURL + strings.TrimSuffix(path, "index.html")
	}
	return f
}
