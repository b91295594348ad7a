package page

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"reftel/site/annotation"
)

// A NoteListPage is what the template of a list of notes sees.
type NoteListPage struct {
	Frame
	Title string
	Kind  string // that all notes are of; "" for the list of all
	Kinds []NoteKind
	Notes []NoteRow
}

// A NoteKind leads to the notes of one kind.
type NoteKind struct {
	Link
	Count   int
	Current bool
}

// A NoteRow is one note in a list.
type NoteRow struct {
	Link             // to the note on its cable's page; the text is the kind
	Own       string // path of the note's own page
	Cable     CableLink
	On        string // "¶3"; "" for the whole cable
	Opening   string // first words
	By, Date  string
	Unsettled bool // a draft
}

const notesPath = "notes/index.html"

// noteKindPath is the address of the list of one kind of notes.
func noteKindPath(k annotation.Kind) string { return "notes/" + cmp.Or(string(k), "note") + ".html" }

// noteOpening is the number of characters that a list shows of a note.
const noteOpening = 220

// A noteAt is one of all notes: which file, and which note of it; -1 is the
// headnote.
type noteAt struct{ file, note int }

// allNotes lists all notes, the newest first; of one day, by cable and place.
func (p *Plan) allNotes() []noteAt {
	var out []noteAt
	for i := range p.noted {
		if p.noted[i].File.Headnote != nil {
			out = append(out, noteAt{i, -1})
		}
		for n := range p.noted[i].Attached.Notes {
			out = append(out, noteAt{i, n})
		}
	}
	slices.SortStableFunc(out, func(a, b noteAt) int { return p.note(b).Date.Compare(p.note(a).Date) })
	return out
}

// note returns a note, whether it is a headnote or another.
func (p *Plan) note(at noteAt) *annotation.Note {
	if at.note < 0 {
		return p.noted[at.file].File.Headnote
	}
	return p.noted[at.file].Attached.Notes[at.note].Note
}

// noteKinds lists the kinds that occur, in their usual order.
func (p *Plan) noteKinds() []annotation.Kind {
	var out []annotation.Kind
	for _, k := range append([]annotation.Kind{annotation.Plain}, annotation.Kinds()...) {
		if slices.ContainsFunc(p.noteIndex, func(at noteAt) bool { return p.note(at).Kind == k }) {
			out = append(out, k)
		}
	}
	return out
}

// addNotePages plans the notes' own pages and the lists of them.
func (p *Plan) addNotePages(pages []Page) []Page {
	if len(p.noteIndex) == 0 {
		return pages
	}
	for i, at := range p.noteIndex {
		f := p.archive.Cable(p.noted[at.file].Cable)
		path := notePath(f.ID, p.note(at).Slug)
		pages = append(pages, Page{Path: path, Kind: Note, index: int32(i)})
		if p.site.notePictures {
			pages = append(pages, Page{Path: besidePage(path, asPicture), Kind: NotePicture, index: int32(i)})
		}
	}
	for i, k := range p.noteKinds() {
		pages = append(pages, Page{Path: noteKindPath(k), Kind: NoteList, index: int32(i)})
	}
	return append(pages, Page{Path: notesPath, Kind: NoteList, index: -1})
}

// A noteListView is all that a list of notes is made of.
type noteListView struct {
	site digest
	path string
	kind string
	rows []noteRowView
	// kinds are the lists beside this one.
	kinds []noteKindView
}

type noteKindView struct {
	kind  string
	count int
}

type noteRowView struct {
	cable                       cableLink
	slug, kind, on, opening, by string
	date                        time.Time
	draft                       bool
}

func (v *noteListView) appendKey(b []byte) []byte {
	b = appendString(appendString(append(b, v.site[:]...), v.path), v.kind)
	b = appendLen(b, len(v.rows))
	for i := range v.rows {
		r := &v.rows[i]
		b = r.cable.appendKey(b)
		b = appendStrings(b, []string{r.slug, r.kind, r.on, r.opening, r.by})
		b = appendBool(appendTime(b, r.date), r.draft)
	}
	b = appendLen(b, len(v.kinds))
	for _, k := range v.kinds {
		b = appendLen(appendString(b, k.kind), k.count)
	}
	return b
}

// noteListView gathers a list: of the kind with that index, of all for -1.
func (p *Plan) noteListView(index int32) *noteListView {
	kinds := p.noteKinds()
	v := &noteListView{site: p.site.key, path: notesPath}
	counts := map[annotation.Kind]int{}
	for _, at := range p.noteIndex {
		n := p.note(at)
		counts[n.Kind]++
		if index < 0 || n.Kind == kinds[index] {
			v.rows = append(v.rows, p.noteRow(at))
		}
	}
	if index >= 0 {
		v.kind, v.path = cmp.Or(string(kinds[index]), "plain"), noteKindPath(kinds[index])
	}
	for _, k := range kinds {
		v.kinds = append(v.kinds, noteKindView{string(k), counts[k]})
	}
	return v
}

func (p *Plan) noteRow(at noteAt) noteRowView {
	n := p.note(at)
	return noteRowView{
		cable: p.cableLink(p.noted[at.file].Cable), slug: n.Slug, kind: string(n.Kind),
		on: n.Target.String(), opening: cutAt(strings.Join(strings.Fields(n.Text()), " "), noteOpening),
		by: n.By, date: n.Date, draft: n.Draft,
	}
}

func (t *Templates) newNoteListPage(v *noteListView, site *siteView) *NoteListPage {
	p := &NoteListPage{Title: t.texts["notes"]}
	if v.kind != "" {
		p.Kind = t.texts["note_"+v.kind]
		p.Title += ": " + p.Kind
	}
	for _, k := range v.kinds {
		path := noteKindPath(annotation.Kind(k.kind))
		p.Kinds = append(p.Kinds, NoteKind{Link{path, t.texts["note_"+cmp.Or(k.kind, "plain")]}, k.count, path == v.path})
	}
	for i := range v.rows {
		p.Notes = append(p.Notes, t.noteRow(&v.rows[i]))
	}
	p.Frame = newFrame(site.Site, v.path, notesPath, p.Title)
	p.Head = trusted(commonHead(&p.Frame, p.Title, "", "website").b)
	return p
}

func (t *Templates) noteRow(r *noteRowView) NoteRow {
	row := NoteRow{
		Link:  Link{r.cable.path + "#n-" + r.slug, t.texts["note_"+cmp.Or(r.kind, "plain")]},
		Own:   notePath(r.cable.id, r.slug),
		Cable: r.cable.link(), On: r.on, Opening: r.opening, By: r.by, Unsettled: r.draft,
	}
	if !r.date.IsZero() {
		row.Date = r.date.Format(time.DateOnly)
	}
	return row
}
