// Package annotation reads the notes that editors write on cables, ties each
// to the words that it is about, and makes them ready to be shown.
//
// A note file is Markdown, one file per cable (content/notes/**/ID.md), and the
// cable's own text is never touched: a note names a paragraph and quotes words
// of it. [Parse] reads a file, [Attach] puts it onto the cable. A quotation that
// does not stand exactly once where its note says is an error; a note is never
// moved by guesswork.
//
// Notes come from anybody who can write a file, so they are read as hostile:
// size, nesting and number of parts are limited before the Markdown parser
// sees them, and no mark-up, identifier or script of an author's own passes.
package annotation

import (
	"time"

	"reftel/site/cable"
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
	Slug   string // [a-z0-9_-]+, unique in the file; the address is "#n-" + Slug
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
	Body       string // Markdown, verbatim

	html, text []part
	links      []Link
}

// Address returns the note's own anchor on its cable's page.
func (n *Note) Address() string { return "n-" + n.Slug }

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

// Label returns the word that readers see: "Context", "Note".
func (k Kind) Label() string {
	if k == Plain {
		return "Note"
	}
	return string(k[0]-'a'+'A') + string(k[1:])
}

// A Link is a place where a note points at a cable: [[08GRISTAD12 ¶4]].
type Link struct {
	From   string      // slug of the note that it stands in
	Cable  string      // reference ID; the note's own cable where the link names none
	Target cable.Place // the zero Place for the whole cable
	Quote  string      // words of the target, "" for none
	Label  string      // words to show instead, "" for none
	Own    bool        // it names no cable, so it is the note's own
	Line   int         // place in the note file, from 1
	Column int         // in bytes, from 1
}

// Attached is a note file put onto the text of its cable.
type Attached struct {
	// Notes holds every note, the headnote not counted, in the order in which
	// a reader meets them: by place in the text, then as in the file. Those
	// that could not be attached come first.
	Notes []Placed
	// Marks are the stretches of the source that notes quote, in order and
	// without overlap.
	Marks []Mark
}

// A Placed is a note in its place.
type Placed struct {
	*Note
	Number int // from 1, as shown
	// Anchors are the addresses that the note is on, in reading order: one, or
	// all the paragraphs of a run; none for the whole cable. The note is shown
	// after the last.
	Anchors []string
	Words   []cable.Range // where the quotation stands, one range per unbroken stretch; nil without one
	Reason  string        // why it is not attached; "" where it is
}

// A Mark is a stretch of the source that one or more notes quote. Quotations
// may overlap, marks do not: they are cut where a quotation begins or ends,
// and where a page break or a paragraph's label comes between.
type Mark struct {
	cable.Range
	Notes  []int // indexes in Attached.Notes of the notes that quote it
	Begins []int // those of them whose quotation begins here
	Ends   []int // those of them whose quotation ends here
}
