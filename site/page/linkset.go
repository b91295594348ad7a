package page

import "path"

const linksetType = "application/linkset+json"

// A linkset (RFC 9264) says in one file what the heads of pages say, and what
// files that have no heads cannot: that the citation describes the page, and
// that the text belongs to it. Static hosts send no Link headers.
type (
	linkset struct {
		Contexts []linkContext `json:"linkset"`
	}
	// A linkContext holds the links of one address by their relations, those of
	// signposting.org.
	linkContext struct {
		Anchor      string       `json:"anchor"`
		CiteAs      []linkTarget `json:"cite-as,omitempty"`
		Type        []linkTarget `json:"type,omitempty"`
		License     []linkTarget `json:"license,omitempty"`
		Item        []linkTarget `json:"item,omitempty"`
		DescribedBy []linkTarget `json:"describedby,omitempty"`
		Describes   []linkTarget `json:"describes,omitempty"`
		Collection  []linkTarget `json:"collection,omitempty"`
	}
	linkTarget struct {
		Href string `json:"href"`
		Type string `json:"type,omitempty"`
	}
)

// appendLinkset appends the links of a cable's page and of the files beside it.
// Where the address of the site is not known, theirs are relative to the file.
func appendLinkset(dst []byte, v *dataView, site *siteView) ([]byte, error) {
	address := func(p string) string {
		if site.BaseURL == "" {
			return path.Base(p)
		}
		return site.BaseURL + p
	}
	page := linkTarget{address(v.page), "text/html"}
	whole := linkContext{Anchor: page.Href, Type: targets("https://schema.org/Report"), License: targets(site.licenceAddress())}
	if site.BaseURL != "" {
		whole.CiteAs, whole.Collection = targets(page.Href), []linkTarget{{site.BaseURL, "text/html"}}
	}
	var files []linkContext
	for _, f := range site.cableFiles(v.page, v.noted) {
		to := linkTarget{address(f.Path), f.Type}
		if f.Rel == "describedby" {
			whole.DescribedBy = append(whole.DescribedBy, to)
			files = append(files, linkContext{Anchor: to.Href, Describes: []linkTarget{page}})
			continue
		}
		whole.Item = append(whole.Item, to)
		files = append(files, linkContext{Anchor: to.Href, Collection: []linkTarget{page}})
	}
	return appendIndented(dst, linkset{append([]linkContext{whole}, files...)}, "  ")
}

// targets is a list of one address; none for none.
func targets(address string) []linkTarget {
	if address == "" {
		return nil
	}
	return []linkTarget{{Href: address}}
}
