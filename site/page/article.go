package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"reftel/site/cable"
)

// An Article is a piece of reporting that cites a cable.
type Article struct {
	Title string // its address where it has none
	URL   string
	Host  string // "paper.example"; "" where the title says it
	Date  string // "2011-09-02", "" for unknown
}

// articlesOf lists the reporting on a cable: what its file names, then what the
// editors' notes name. Of one address, what says the day is kept.
func articlesOf(c *cable.Cable, n *Notes) []Article {
	var out []Article
	for _, a := range c.Meta.Articles {
		out = append(out, newArticle(a.URL, a.Title))
	}
	if n == nil {
		return out
	}
	for _, a := range n.File.Head.Articles {
		article := newArticle(a.URL, a.Title)
		if !a.Date.IsZero() {
			article.Date = a.Date.Format("2006-01-02")
		}
		out = slices.DeleteFunc(out, func(known Article) bool { return known.URL == article.URL })
		out = append(out, article)
	}
	return out
}

func newArticle(address, title string) Article {
	a := Article{Title: cmp.Or(title, address), URL: address}
	if u, err := url.Parse(address); err == nil && title != "" {
		a.Host = strings.TrimPrefix(u.Hostname(), "www.")
	}
	return a
}
