package page

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"reftel/site/annotation"
	"reftel/site/markdown"
)

// Notes are the editors' notes on one cable, put onto its text.
type Notes struct {
	Cable    int32 // index in the archive
	File     *annotation.File
	Attached annotation.Attached
	Digest   [32]byte // of the file and of the text that it was put onto
}

// A noteLink says where a link of a note leads.
type noteLink struct {
	cable, anchor string // as the note names them
	href          string // relative to the root of the site; "" for nowhere
}

// A noteCite is a note that cites a cable.
type noteCite struct {
	from cableLink
	path string // of the note, with its fragment
	to   string // anchor of the paragraph that is cited, "" for the whole
}

func (c *noteCite) appendKey(b []byte) []byte {
	return appendString(appendString(c.from.appendKey(b), c.path), c.to)
}

// A notesView is all that the notes on a page are made of.
type notesView struct {
	digest digest
	links  []noteLink
}

func (v *notesView) appendKey(b []byte) []byte {
	b = appendLen(append(b, v.digest[:]...), len(v.links))
	for _, l := range v.links {
		b = appendString(appendString(appendString(b, l.cable), l.anchor), l.href)
	}
	return b
}

// planNotes keeps the notes by cable, and turns their links round.
func (p *Plan) planNotes(all []Notes) {
	p.notes, p.noteCites = map[int32]*Notes{}, map[int32][]noteCite{}
	slices.SortFunc(all, func(a, b Notes) int { return cmp.Compare(a.Cable, b.Cable) })
	p.noted = all
	for i := range all {
		n := &all[i]
		p.notes[n.Cable] = n
		from := p.cableLink(n.Cable)
		for _, l := range n.File.Links() {
			if to, ok := p.archive.Resolve(l.Cable); ok && to != n.Cable {
				p.noteCites[to] = append(p.noteCites[to], noteCite{from, from.path + "#n-" + l.From, l.Place.First})
			}
		}
	}
	p.noteIndex = p.allNotes()
	for to, list := range p.noteCites {
		p.noteCites[to] = slices.Compact(list)
	}
}

// notesView says where the links of the notes on a cable lead.
func (p *Plan) notesView(n *Notes) notesView {
	v := notesView{digest: n.Digest}
	for _, l := range n.File.Links() {
		link := noteLink{cable: l.Cable, anchor: l.Place.First}
		if i, ok := p.archive.Resolve(l.Cable); ok {
			link.href = p.placePath(i, l.Place.First)
		}
		v.links = append(v.links, link)
	}
	return v
}

// placePath is the address of a place in a cable.
func (p *Plan) placePath(i int32, anchor string) string {
	if anchor == "" {
		return p.CablePath(i)
	}
	return p.CablePath(i) + "#" + anchor
}

// resolver returns the function that tells a note where its links lead from a
// page with that root.
func (v *notesView) resolver(root string) markdown.Resolver {
	return func(l markdown.Link) (string, bool) {
		i := slices.IndexFunc(v.links, func(x noteLink) bool { return x.cable == l.Cable && x.anchor == l.Place.First })
		if i < 0 || v.links[i].href == "" {
			return "", false
		}
		return root + v.links[i].href, true
	}
}

// shownOn returns what a text in Markdown is shown on.
func (t texts) shownOn(resolve markdown.Resolver) markdown.Page {
	return markdown.Page{
		Resolve: resolve, Missing: t["not_in_archive"],
		Footnote: t["footnote"], Back: t["back_from_footnote"], Table: t["table"],
	}
}

// noteWriter makes the notes on a cable's page: the boxes that hold them and
// the marks in the text.
type noteWriter struct {
	texts    texts
	lang     string // attribute that says which language the editors write, "" for English
	attached annotation.Attached
	on       markdown.Page
	licence  string
	back     []string // for each note, where a reader of it goes back to
	page     string   // of the cable, where the notes are shown on another
}

func (t *Templates) newNoteWriter(n *Notes, v *notesView, site *siteView, root string) *noteWriter {
	w := &noteWriter{texts: t.texts, lang: t.phrases.lang, attached: n.Attached, on: t.texts.shownOn(v.resolver(root)), licence: site.Licence}
	w.back = make([]string, len(n.Attached.Notes))
	for i := range n.Attached.Notes {
		if anchors := n.Attached.Notes[i].Anchors; len(anchors) > 0 {
			w.back[i] = anchors[0]
		}
	}
	for _, m := range n.Attached.Marks {
		for _, i := range m.Begins {
			w.back[i] = n.Attached.Notes[m.Begins[0]].MarkAddress()
		}
	}
	return w
}

// marks are the stretches of the text that notes quote, as the text's writer
// takes them.
func (w *noteWriter) marks() []mark {
	out := make([]mark, len(w.attached.Marks))
	for i, m := range w.attached.Marks {
		out[i] = mark{Range: m.Range, class: "an"}
		if len(m.Begins) > 0 {
			out[i].id = w.attached.Notes[m.Begins[0]].MarkAddress()
		}
		for _, n := range m.Notes {
			if w.attached.Notes[n].Kind == annotation.Emendation {
				out[i].element = "del"
			}
		}
		var b []byte
		for _, n := range m.Ends {
			b = w.appendReference(b, &w.attached.Notes[n])
		}
		out[i].after = trusted(b)
	}
	return out
}

// appendReference appends what stands behind quoted words: the reading of an
// emendation, and the number of the note.
func (w *noteWriter) appendReference(b []byte, n *annotation.Placed) []byte {
	if n.Kind == annotation.Emendation {
		b = append(append(append(b, ` <ins><span class="vh"`...), w.lang...), ">["...)
		b = appendText(b, w.texts["editors_read"])
		b = append(b, `] </span>`...)
		b = append(appendText(b, n.Emended), "</ins>"...)
	}
	b = append(b, `<a class="noteref" role="doc-noteref" href="#`...)
	b = append(append(append(append(b, n.Address()...), `"><span class="vh"`...), w.lang...), '>')
	b = append(appendText(b, w.texts["editors_note"]), " </span>"...)
	return append(strconv.AppendInt(b, int64(n.Number), 10), "</a>"...)
}

// boxes returns the notes by the anchor that they stand behind; those on the
// whole cable and those that are not attached stand under "".
func (w *noteWriter) boxes() map[string][]byte {
	out := map[string][]byte{}
	for i := range w.attached.Notes {
		n := &w.attached.Notes[i]
		at := ""
		if len(n.Anchors) > 0 {
			at = n.Anchors[len(n.Anchors)-1]
		}
		out[at] = w.appendBox(out[at], n, w.back[i])
	}
	return out
}

// appendBox appends one note. It says whose voice it is, on what, and what for,
// in words and not by its look alone.
func (w *noteWriter) appendBox(b []byte, n *annotation.Placed, back string) []byte {
	class := "note"
	if n.Kind != annotation.Plain {
		class += " " + string(n.Kind)
	}
	if n.Reason != "" {
		class += " unattached"
	}
	b = append(append(b, `<aside class="`...), class...)
	b = append(append(b, `" id="`...), n.Address()...)
	b = append(b, `" aria-label="`...)
	b = appendText(b, w.name(n))
	b = append(b, `"`...)
	b = append(w.appendLang(b, n.Lang), ">\n"...)
	b = w.appendHead(b, n, back)
	if n.Reason != "" {
		b = append(b, `<p class="reason">`...)
		b = appendText(b, w.texts["note_unattached"]+" "+n.Reason)
		b = append(b, "</p>\n"...)
	}
	b = append(b, n.HTML(w.on)...)
	return append(w.appendSign(b, n.Note), "</aside>\n"...)
}

// name is what a note is called: "Editors’ note 2", and without a number for
// one that has none.
func (w *noteWriter) name(n *annotation.Placed) string {
	if n.Number == 0 {
		return w.texts["editors_note"] + " " + n.Slug
	}
	return w.texts["editors_note"] + " " + strconv.Itoa(n.Number)
}

func (w *noteWriter) appendHead(b []byte, n *annotation.Placed, back string) []byte {
	b = append(b, `<p class="note-head">`...)
	if n.Number > 0 {
		b = append(b, `<a class="note-n" href="`...)
		b = append(appendText(b, w.page), '#')
		b = append(append(b, cmp.Or(back, "text")...), `"><span class="vh">`...)
		b = append(appendText(b, w.texts["back_from_note"]), " </span>"...)
		b = append(strconv.AppendInt(b, int64(n.Number), 10), "</a> "...)
	}
	b = append(b, `<span class="kind">`...)
	b = append(appendText(b, w.texts["note_"+cmp.Or(string(n.Kind), "plain")]), "</span>"...)
	if n.Draft {
		b = append(append(b, ` <span class="state">`...), w.texts["draft"]...)
		b = append(b, "</span>"...)
	}
	if place := n.Target.String(); place != "" {
		b = append(appendText(append(b, ` <span class="on">`...), w.texts["on"]+" "+place), "</span>"...)
	}
	if n.Reason != "" { // its quotation may be of words that a redaction has taken out
		return append(b, "</p>\n"...)
	}
	if n.Quote != "" {
		b = append(appendText(append(b, ` <q>`...), n.Quote), "</q>"...)
	}
	if n.Kind == annotation.Emendation {
		b = append(appendText(append(b, ` → <q>`...), n.Emended), "</q>"...)
	}
	return append(b, "</p>\n"...)
}

// appendSign appends who wrote the note, when, and under which licence.
func (w *noteWriter) appendSign(b []byte, n *annotation.Note) []byte {
	var parts []string
	for _, s := range []string{n.By, dayOf(n), cmp.Or(n.License, w.licence)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return b
	}
	b = append(b, `<p class="note-sign">`...)
	return append(appendText(b, strings.Join(parts, " · ")), "</p>\n"...)
}

func dayOf(n *annotation.Note) string {
	if n.Date.IsZero() {
		return ""
	}
	return n.Date.Format("2006-01-02")
}

// appendLang marks the language of a note: its own, else that of the site.
func (w *noteWriter) appendLang(b []byte, lang string) []byte {
	if lang == "" {
		return append(b, w.lang...)
	}
	return appendLang(b, lang)
}

func appendLang(b []byte, lang string) []byte {
	if lang == "" {
		return b
	}
	return append(appendText(append(b, ` lang="`...), lang), '"')
}

// headnote returns the note on the whole cable that stands before all others.
func (w *noteWriter) headnote(n *annotation.Note) template.HTML {
	if n == nil {
		return ""
	}
	b := append([]byte(`<aside class="note headnote" id="`), n.Address()...)
	b = append(appendText(append(b, `" aria-label="`...), w.texts["headnote"]), '"')
	b = append(w.appendLang(b, n.Lang), ">\n<p class=\"note-head\"><span class=\"kind\">"...)
	b = append(appendText(b, w.texts["headnote"]), "</span></p>\n"...)
	b = append(b, n.HTML(w.on)...)
	return trusted(append(w.appendSign(b, n), "</aside>\n"...))
}

// annotate puts the notes onto a page and into its text's writer.
func (t *Templates) annotate(p *CablePage, n *Notes, v *cableView, site *siteView, w *bodyWriter) {
	notes := t.newNoteWriter(n, &v.notes, site, p.Root)
	p.Headnote = notes.headnote(n.File.Headnote)
	boxes := notes.boxes()
	w.marks = notes.marks()
	w.notes = map[string]template.HTML{}
	inText := map[string]bool{}
	for i := range w.c.Blocks {
		inText[w.c.Blocks[i].Anchor] = true
	}
	// What is on the whole cable or its head comes before the text, in the
	// order of the addresses of the cable.
	first := boxes[""]
	for _, a := range w.c.Addresses() {
		switch {
		case boxes[a.Anchor] == nil:
		case inText[a.Anchor]:
			w.notes[a.Anchor] = trusted(boxes[a.Anchor])
		default:
			first = append(first, boxes[a.Anchor]...)
		}
	}
	p.HeadNotes = trusted(first)
	p.NoteCount = len(n.File.Notes)
	p.hasCode = n.File.HasCode()
}

// notedBy lists the notes on other cables that cite this one.
func notedBy(cites []noteCite) []NoteLink {
	out := make([]NoteLink, len(cites))
	for i, c := range cites {
		out[i] = NoteLink{CableLink: c.from.link(), To: c.to}
		out[i].Path = c.path
	}
	return out
}
