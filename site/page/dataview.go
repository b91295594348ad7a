package page

import (
	"path"
	"slices"
	"strings"

	"reftel/site/annotation"
	"reftel/site/archive"
	"reftel/site/picture"
	"reftel/site/redaction"
	"reftel/site/vocab"
)

// A dataView is all that a file of one cable's data is made of besides the
// program and the cable's own text. A form that does not tell what refers to
// what has no references in its view, so that other cables do not change it.
type dataView struct {
	site   digest
	form   form
	id     string
	title  string
	page   string // address of the cable's page
	text   digest // of the cable as it is published
	source digest
	level  string
	origin string

	refs  []refView // JSON only
	cited []citeView
	notes digest // JSON, text and annotations only; zero for none
	noted bool   // links only: there are annotations
}

func (v *dataView) appendKey(b []byte) []byte {
	b = append(append(b, v.site[:]...), byte(v.form))
	b = appendString(appendString(appendString(b, v.id), v.title), v.page)
	b = append(append(b, v.text[:]...), v.source[:]...)
	b = appendString(appendString(b, v.level), v.origin)
	b = appendLen(b, len(v.refs))
	for i := range v.refs {
		b = v.refs[i].appendKey(b)
	}
	b = appendLen(b, len(v.cited))
	for i := range v.cited {
		b = v.cited[i].appendKey(b)
	}
	return appendBool(append(b, v.notes[:]...), v.noted)
}

// dataView gathers what a file of a cable's data is made of.
func (p *Plan) dataView(i int32, f form) *dataView {
	facts := p.archive.Cable(i)
	v := &dataView{
		site: p.site.key, form: f, id: facts.ID, title: facts.Title, page: p.CablePath(i),
		text: facts.Digest, source: facts.Source, level: facts.Level, origin: p.originOf(facts),
	}
	if f == asJSON {
		v.refs, v.cited = p.refViews(i, facts), p.citeViews(i)
	}
	if n := p.notes[i]; n != nil && (f == asJSON || f == asText || f == asAnnotations) {
		v.notes = n.Digest
	}
	v.noted = f == asLinkset && p.notes[i] != nil
	return v
}

// originOf names the post of a cable, "" for none.
func (p *Plan) originOf(f *archive.Facts) string {
	if f.Origin != "" || f.Post == "" {
		return f.Origin
	}
	post := vocab.SamePost(f.Post)
	return p.postName(post, p.archive.Origins().Lookup(post))
}

// appendData appends a file of a cable's data.
func (t *Templates) appendData(dst []byte, v *dataView, site *siteView, c redaction.Cable, n *Notes) ([]byte, error) {
	switch v.form {
	case asJSON:
		return appendIndented(dst, newPublishedCable(v, site, c, n), "  ")
	case asText:
		return appendCableText(dst, v, site, c, n), nil
	case asCSL:
		return appendCSL(dst, newWork(v, site, c))
	case asBibTeX:
		return newWork(v, site, c).appendBibTeX(dst), nil
	case asRIS:
		return newWork(v, site, c).appendRIS(dst), nil
	case asLinkset:
		return appendLinkset(dst, v, site)
	case asPicture:
		return appendPicture(dst, v, site, c)
	case asAnnotations:
		return appendAnnotations(dst, v, site, c, n), nil
	}
	return dst, errNoPage
}

// appendPicture appends the picture for previews of links to a cable.
func appendPicture(dst []byte, v *dataView, site *siteView, c redaction.Cable) ([]byte, error) {
	data, err := picture.PNG(newWork(v, site, c).card(v.level, v.origin))
	return append(dst, data...), err
}

// card is what a picture says of a work.
func (w *work) card(level, origin string) picture.Card {
	card := picture.Card{ID: w.id, Title: w.title, Level: level, About: origin, Site: w.site}
	if day := w.day(); day != "" {
		card.About = strings.TrimPrefix(card.About+" · "+day, " · ")
	}
	return card
}

// appendAnnotations appends the notes on a cable as W3C Web Annotations. Where
// the address of the site is not known, theirs are relative to the file.
func appendAnnotations(dst []byte, v *dataView, site *siteView, c redaction.Cable, n *Notes) []byte {
	page, self := site.addressOf(v.page), site.addressOf(besidePage(v.page, asAnnotations))
	if page == "" {
		page, self = path.Base(v.page), path.Base(besidePage(v.page, asAnnotations))
	}
	return appendJSON(dst, annotation.WebAnnotations(n.File, c, page, self))
}

// addAnnotations adds the files of the notes on those cables that have any.
func (p *Plan) addAnnotations(pages []Page) []Page {
	if !p.site.annotations {
		return pages
	}
	for i := range p.noted {
		cable := p.noted[i].Cable
		path := besidePage(p.CablePath(cable), asAnnotations)
		pages = append(pages, Page{Path: path, Kind: Data, index: cable, form: asAnnotations})
	}
	return pages
}

// planForms prepares the files of data beside the pages of cables.
func (p *Plan) planForms() {
	for _, f := range p.site.forms {
		p.formPaths[f] = p.permalink.extended(formInfo[f].extension)
	}
}

// findData finds a file of a cable's data.
func (p *Plan) findData(path string) (Page, bool) {
	for _, f := range slices.Backward(p.site.forms) { // .csl.json before .json
		if page, ok := p.findCable(p.formPaths[f], path, Data); ok {
			page.form = f
			return page, true
		}
	}
	return Page{}, false
}
