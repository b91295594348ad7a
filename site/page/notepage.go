package page

import (
	"html/template"
	"slices"
	"strings"

	"reftel/site/annotation"
	"reftel/site/cable"
	"reftel/site/picture"
	"reftel/site/redaction"
)

// A NotePage is what the template of a note's own page sees: the note and the
// text that it is on, for whoever follows a link to the note alone.
type NotePage struct {
	Frame
	Title string
	Cable CableLink // with the note's fragment
	On    string
	Text  []string // of the paragraphs that it is on
	Note  template.HTML
	Cite  []Style     // the citation of the paragraph in the manner of several handbooks
	Files []CableFile // the cable as data
}

// notePath is the address of a note's own page.
func notePath(id, slug string) string { return "note/" + fileName(id) + "/" + slug + ".html" }

// A noteView is all that a note's own page, and the picture for links to it,
// are made of besides the text of the cable, which the digest of the notes names.
type noteView struct {
	site   digest
	path   string
	slug   string
	cable  cableLink
	level  string
	origin string
	notes  notesView
}

func (v *noteView) appendKey(b []byte) []byte {
	b = appendString(appendString(append(b, v.site[:]...), v.path), v.slug)
	b = appendString(appendString(v.cable.appendKey(b), v.level), v.origin)
	return v.notes.appendKey(b)
}

func (p *Plan) noteView(index int32) *noteView {
	at := p.noteIndex[index]
	notes := &p.noted[at.file]
	f := p.archive.Cable(notes.Cable)
	n := p.note(at)
	return &noteView{
		site: p.site.key, path: notePath(f.ID, n.Slug), slug: n.Slug, cable: p.cableLink(notes.Cable),
		level: f.Level, origin: p.originOf(f), notes: p.notesView(notes),
	}
}

// renderNote appends a note's own page, or its picture.
func (p *Plan) renderNote(dst []byte, page Page, v *noteView, texts Texts) ([]byte, error) {
	at := p.noteIndex[page.index]
	c, err := texts.Cable(p.archive.Cable(p.noted[at.file].Cable))
	if err != nil {
		return dst, err
	}
	notes := &p.noted[at.file]
	if page.Kind == NotePicture {
		return v.appendPicture(dst, p.site, c, notes, at.note)
	}
	t := p.templates
	t.withMemory(func(m *memory) {
		dst, err = t.execute(dst, Note, t.newNotePage(m, v, p.site, c, notes, at.note))
	})
	return dst, err
}

func (t *Templates) newNotePage(m *memory, v *noteView, site *siteView, c redaction.Cable, notes *Notes, note int) *NotePage {
	p := &NotePage{Cable: v.cable.link(), Title: t.texts["headnote"]}
	p.Frame = newFrame(site.Site, v.path, notesPath, "")
	w := t.newNoteWriter(notes, &v.notes, site, p.Root)
	w.page = p.Root + v.cable.path
	cited := workOf(v.cable.id, v.cable.title, v.origin, v.cable.path, site.Site, c.Parsed())
	if note < 0 {
		p.Note = w.headnote(notes.File.Headnote)
	} else {
		n := &notes.Attached.Notes[note]
		p.Title, p.On = w.name(n), n.Target.String()
		p.Note = trusted(w.appendBox(nil, n, w.back[note]))
		p.Text = textUnder(n, c.Parsed())
		cited.pinTo(n)
	}
	p.Cite, p.Files = t.citations(m, cited), site.cableFiles(v.cable.path, true)
	p.Title += " · " + v.cable.id
	p.HeadTitle = p.Title + " · " + site.Title
	p.Cable.Path += "#n-" + v.slug
	if site.notePictures {
		p.Picture = site.addressOf(besidePage(v.path, asPicture))
	}
	p.Head = t.noteHead(p, v, site, notes, note)
	return p
}

// textUnder returns the words of the paragraphs that a note is on.
func textUnder(n *annotation.Placed, c *cable.Cable) []string {
	var out []string
	for _, a := range c.Addresses() {
		if slices.Contains(n.Anchors, a.Anchor) {
			out = append(out, c.Words(a.Text))
		}
	}
	return out
}

// pinTo makes the work the paragraph that a note is on.
func (w *work) pinTo(n *annotation.Placed) {
	number, ok := strings.CutPrefix(n.Target.String(), "¶")
	if !ok || len(n.Anchors) == 0 {
		return
	}
	w.pin = number
	if w.address != "" {
		w.address += "#" + n.Anchors[0]
	}
}

// noteHead names the cable's page as the one to cite, and gives link previews
// the text that the note is on.
func (t *Templates) noteHead(p *NotePage, v *noteView, site *siteView, notes *Notes, note int) template.HTML {
	w := &headWriter{}
	w.meta("name", "robots", "noindex")
	if site.BaseURL != "" {
		w.link("canonical", site.BaseURL+v.cable.path)
		w.meta("property", "og:url", p.Address)
	}
	w.codeStyle(p.Root, notes.File.HasCode())
	w.meta("property", "og:type", "article")
	w.meta("property", "og:title", p.Title)
	w.meta("property", "og:site_name", site.Title)
	w.meta("property", "og:description", cutAt(excerpt(notes, note, p.Text), 300))
	w.picture(&p.Frame, p.Title)
	return trusted(w.b)
}

// excerpt is the text that a note is on. Where the words that it quotes come
// late in a long one, it begins with their sentence.
func excerpt(notes *Notes, note int, text []string) string {
	if len(text) == 0 {
		return ""
	}
	const early = 180
	words := text[0]
	at := strings.Index(words, strings.Join(strings.Fields(notes.Attached.Notes[note].Quote), " "))
	if at < early {
		return words
	}
	if stop := strings.LastIndex(words[:at], ". "); stop > 0 {
		return "… " + words[stop+2:]
	}
	return words
}

// appendPicture appends the picture for previews of links to a note: the
// paragraph that it is on, or the cable where it is on no paragraph.
func (v *noteView) appendPicture(dst []byte, site *siteView, c redaction.Cable, notes *Notes, note int) ([]byte, error) {
	w := workOf(v.cable.id, v.cable.title, v.origin, v.cable.path, site.Site, c.Parsed())
	card := w.card(v.level, v.origin)
	if note >= 0 {
		n := &notes.Attached.Notes[note]
		card.Words = excerpt(notes, note, textUnder(n, c.Parsed()))
		if w.pinTo(n); w.pin != "" {
			card.ID += " ¶" + w.pin
		}
	}
	data, err := picture.PNG(card)
	return append(dst, data...), err
}
