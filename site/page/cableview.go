package page

import (
	"time"

	"reftel/site/archive"
)

// A cableView is all that the page of a cable is made of besides the program
// and the templates: what other cables and the settings add, as plain values,
// and the digest of the cable's own text. So it is the list of what the page
// depends on.
type cableView struct {
	site   digest
	path   string
	title  string
	id     string
	text   digest // of the cable as it is published, with what its file's head says
	source digest // for readers to check the source, as archive.Facts.Source
	level  string
	origin Link // page of the post
	month  period

	refs         []refView // as archive.Facts.Refs
	cited        []citeView
	older, newer cableLink // of the same post
	created      time.Time
	thread       Link // the page of the conversation that it belongs to

	notes   notesView
	notedBy []noteCite // notes on other cables that cite this one

	sourcePath string // of the page that shows the source, "" for none
}

type digest = [32]byte

// A cableLink is what a page says of another cable.
type cableLink struct {
	id, path, title string
	created         time.Time
}

// A refView is a resolved reference.
type refView struct {
	id     string // that was referred to
	rule   archive.Rule
	target cableLink // zero where the archive lacks it
	places []string  // anchors of the target that the text names, those that it has
}

// A citeView is a cable that cites this one.
type citeView struct {
	from       cableLink
	paragraphs []string // anchors of the citing paragraphs
	to         string   // anchor of the paragraph that is cited, "" for the whole
}

func (v *cableView) appendKey(b []byte) []byte {
	b = append(b, v.site[:]...)
	b = appendString(appendString(b, v.path), v.title)
	b = appendString(b, v.id)
	b = append(b, v.text[:]...)
	b = append(b, v.source[:]...)
	b = appendString(b, v.level)
	b = v.origin.appendKey(b)
	b = v.month.appendKey(b)
	b = appendLen(b, len(v.refs))
	for i := range v.refs {
		b = v.refs[i].appendKey(b)
	}
	b = appendLen(b, len(v.cited))
	for i := range v.cited {
		b = v.cited[i].appendKey(b)
	}
	b = v.thread.appendKey(appendTime(b, v.created))
	b = v.older.appendKey(b)
	b = v.newer.appendKey(b)
	b = v.notes.appendKey(b)
	b = appendLen(b, len(v.notedBy))
	for i := range v.notedBy {
		b = v.notedBy[i].appendKey(b)
	}
	return appendString(b, v.sourcePath)
}

func (l *cableLink) appendKey(b []byte) []byte {
	b = appendString(b, l.id)
	b = appendString(b, l.path)
	b = appendString(b, l.title)
	return appendTime(b, l.created)
}

func (r *refView) appendKey(b []byte) []byte {
	b = appendString(b, r.id)
	b = r.target.appendKey(append(b, byte(r.rule)))
	return appendStrings(b, r.places)
}

func (c *citeView) appendKey(b []byte) []byte {
	b = c.from.appendKey(b)
	b = appendStrings(b, c.paragraphs)
	return appendString(b, c.to)
}

func (l *Link) appendKey(b []byte) []byte {
	return appendString(appendString(b, l.Path), l.Text)
}
