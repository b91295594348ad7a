// Package annotation reads the notes that editors write on cables, ties each
// to the words that it is about, and makes them ready to be shown.
//
// A note file is Markdown, one file per cable (content/notes/**/ID.md), and the
// cable's own text is never touched: a note names a paragraph and quotes words
// of it. [Parse] reads a file, [Attach] puts it onto the cable. A quotation that
// does not stand exactly once where its note says is an error; a note is never
// moved by guesswork.
package annotation

import (
	"slices"
	"time"

	"reftel/site/cable"
	"reftel/site/markdown"
)

// A File is one note file. It is immutable after Parse and safe for
// concurrent use.
type File struct {
	Name     string // slash-separated, relative to the project
	Cable    string // reference ID, from the file's name
	Head     Head
	Headnote *Note  // the text before the first section, on the whole cable; nil for none
	Notes    []Note // the sections, in the order of the file
}

// Head is the front matter of a note file. It holds for every note of the
// file that does not say otherwise.
type Head struct {
	By       string
	License  string
	Lang     string    // BCP 47, "" for the site's own language
	Date     time.Time // a day, UTC; zero where none is said
	Draft    bool
	Articles []Article // "appears in these articles"
}

// An Article is a publication that the cable appeared in.
type Article struct {
	Title string
	URL   string // http or https
	Date  time.Time
}

// A Note is one note of an editor.
type Note struct {
	Slug   string // [a-z0-9-]+, unique in the file
	Kind   Kind
	Target cable.Place // what it is on; the zero Place for the whole cable
	// Quote is the quotation as written, "" where the note is on all of the
	// target. Occurrence picks one of several places, 0 where none is picked.
	Quote      string
	Occurrence int
	Emended    string // what an Emendation reads instead of Quote
	Draft      bool
	By         string
	License    string
	Date       time.Time // a day, UTC; zero where none is said
	Lang       string
	Line       int    // of the section's heading in the file
	Body       string // Markdown, verbatim but for white space at both ends

	fault string // what is wrong with the heading, so that the note has no place
	body  *markdown.Document
}

// Address returns the note's own anchor on its cable's page: "n-homegrown".
func (n *Note) Address() string { return "n-" + n.Slug }

// MarkAddress returns the anchor of the words that the note is about, where a
// reader of the note goes back to: "n-homegrown-ref".
func (n *Note) MarkAddress() string { return n.Address() + "-ref" }

// HTML returns the note's body as HTML. All of its mark-up is the program's
// own, and every id in it begins with Address.
func (n *Note) HTML(page markdown.Page) string { return n.body.HTML(page) }

// Text returns the note's body as plain text, links in words.
func (n *Note) Text() string { return n.body.Text() }

// Kind says what a note does for the reader.
type Kind string

// The kinds of notes. Plain is a note that names none.
const (
	Plain          Kind = ""
	Context        Kind = "context"
	Source         Kind = "source"
	Identification Kind = "identification"
	Translation    Kind = "translation"
	Dispute        Kind = "dispute"
	Emendation     Kind = "emendation"
	Analysis       Kind = "analysis"
)

// Kinds returns the kinds that a note can name, in the order in which they are
// listed.
func Kinds() []Kind {
	return []Kind{Context, Source, Identification, Translation, Dispute, Emendation, Analysis}
}

// Label returns the word that readers see: "Context", "Note".
func (k Kind) Label() string {
	if k == Plain {
		return "Note"
	}
	return string(k[0]-'a'+'A') + string(k[1:])
}

// HasCode reports whether a note of the file shows code, which is coloured by
// the style sheet of package highlight.
func (f *File) HasCode() bool {
	return slices.ContainsFunc(f.All(), func(n *Note) bool { return n.body.HasCode() })
}

// All returns the file's notes, the headnote first.
func (f *File) All() []*Note {
	notes := make([]*Note, 0, len(f.Notes)+1)
	if f.Headnote != nil {
		notes = append(notes, f.Headnote)
	}
	for i := range f.Notes {
		notes = append(notes, &f.Notes[i])
	}
	return notes
}

// Published returns the file without its drafts. It shares the notes.
func (f *File) Published() *File {
	out := *f
	out.Notes = nil
	if f.Headnote != nil && f.Headnote.Draft {
		out.Headnote = nil
	}
	for _, n := range f.Notes {
		if !n.Draft {
			out.Notes = append(out.Notes, n)
		}
	}
	return &out
}

// A Link is a place where a note points at a cable. Its line and column count
// from the start of the note file.
type Link struct {
	From string // slug of the note that it stands in
	markdown.Link
}

// Links returns every link of the file to a cable, in the order in which they
// stand.
func (f *File) Links() []Link {
	var links []Link
	for _, n := range f.All() {
		for _, l := range n.body.Links {
			links = append(links, Link{n.Slug, l})
		}
	}
	return links
}
