package page

import (
	"crypto/sha256"

	"reftel/site/settings"
)

// A siteView is what the settings add to pages.
type siteView struct {
	*Site
	hashtags, networks []string
	forms              []form
	key                digest
}

func newSiteView(s *settings.Settings, menu, feeds []Link) *siteView {
	v := &siteView{Site: newSite(s, menu), hashtags: s.Hashtags, networks: s.Networks, forms: formsOf(s.Formats)}
	if s.BaseURL != "" {
		v.Feeds = feeds
	}
	v.key = sha256.Sum256(v.appendKey(nil))
	return v
}

func (v *siteView) appendKey(b []byte) []byte {
	for _, s := range []string{v.Title, v.Language, v.Description, v.Banner, v.Licence, v.BaseURL} {
		b = appendString(b, s)
	}
	b = appendBool(b, v.NoIndex)
	b = appendLen(b, len(v.Menu))
	for i := range v.Menu {
		b = v.Menu[i].appendKey(b)
	}
	b = appendLen(b, len(v.Feeds))
	for i := range v.Feeds {
		b = v.Feeds[i].appendKey(b)
	}
	b = appendStrings(b, v.hashtags)
	b = appendLen(appendStrings(b, v.networks), len(v.forms))
	for _, f := range v.forms {
		b = append(b, byte(f))
	}
	return b
}
