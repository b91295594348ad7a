package page

import (
	"crypto/sha256"
	"slices"

	"reftel/site/settings"
)

// ownStylePath is the style sheet that a project adds to the default one.
const ownStylePath = "custom.css"

// A siteView is what the settings add to pages.
type siteView struct {
	*Site
	hashtags, networks []string
	forms              []form // of every cable
	annotations        bool   // of cables with notes
	notePictures       bool   // for previews of links to notes
	key                digest
}

func newSiteView(s *settings.Settings, menu, feeds []Link, cables, notes int, static []StaticFile) *siteView {
	v := &siteView{Site: newSite(s, menu), hashtags: s.Hashtags, networks: s.Networks, forms: formsOf(s.Formats), annotations: slices.Contains(s.Formats, formInfo[asAnnotations].setting)}
	if s.BaseURL != "" {
		v.Feeds = feeds
	}
	if s.BaseURL != "" && cables <= s.Pictures {
		v.forms = append(v.forms, asPicture)
	}
	v.notePictures = s.BaseURL != "" && notes <= s.Pictures
	v.OwnStyle = slices.ContainsFunc(static, func(f StaticFile) bool { return f.Path == ownStylePath })
	v.key = sha256.Sum256(v.appendKey(nil))
	return v
}

func (v *siteView) appendKey(b []byte) []byte {
	for _, s := range []string{v.Title, v.Language, v.Description, v.Banner, v.Licence, v.BaseURL, v.CableLanguage} {
		b = appendString(b, s)
	}
	b = appendBool(appendBool(b, v.NoIndex), v.OwnStyle)
	b = appendLen(b, len(v.Menu))
	for i := range v.Menu {
		b = v.Menu[i].appendKey(b)
	}
	b = appendLen(b, len(v.Feeds))
	for i := range v.Feeds {
		b = v.Feeds[i].appendKey(b)
	}
	b = appendStrings(b, v.hashtags)
	b = appendLen(appendBool(appendBool(appendStrings(b, v.networks), v.annotations), v.notePictures), len(v.forms))
	for _, f := range v.forms {
		b = append(b, byte(f))
	}
	return b
}
