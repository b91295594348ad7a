// Package cable parses diplomatic cables: text in, *Cable out.
//
// Parsing never fails. Real cables are damaged in many ways; what is wrong is
// reported in Cable.Problems, and the text stays whole: every byte of the
// source belongs to exactly one Span, and everything else in a Cable points
// into the source by byte ranges. So a page, the source view, a note's
// quotation and a redaction all stand on the same ground.
//
// The package knows one text and nothing else: no files, no other cables.
// A parse therefore depends on nothing but its two arguments.
//
// The grammar is that of the State Department's telegrams (5 FAH-2, Terminal
// Equipment and Telecommunications Handbook) as the public archives of 2010
// and 2011 show it, damage included.
package cable

import (
	"time"

	"reftel/site/diag"
)

// A Range is a half-open range of byte offsets in Cable.Source.
type Range struct{ Start, End int }

// Len returns the number of bytes in the range.
func (r Range) Len() int { return r.End - r.Start }

// A Span is a Range with the role that these bytes play.
// The spans of a cable are in order, do not overlap, and leave nothing out.
type Span struct {
	Range
	Role Role
}

// Metadata is what is known of a cable from outside its text: from the head of
// its file, from the table of a web page or a row of an archive, or from the
// command line. Zero values mean "not said". Where the text says it too, the
// text's own reading is kept beside it and differences are reported.
type Metadata struct {
	ID             string    // reference ID as published
	Created        time.Time // UTC
	Released       time.Time // UTC
	Classification string    // as published, e.g. "SECRET//NOFORN"
	Origin         string    // as published, e.g. "Embassy Astana"
	URL            string    // where the text was taken from
	Articles       []Article // reporting that cites the cable
}

// An Article is a piece of reporting that cites a cable.
type Article struct {
	URL, Title string // http or https; the title may be ""
}

// A Cable is one parsed text. It is immutable after Parse and safe for
// concurrent use.
type Cable struct {
	Source string // the text, verbatim
	Spans  []Span

	Meta Metadata // as given, completed by what the text says (see Parse)

	ID          string // reference ID as published; "" where nothing says it
	CanonicalID string // the ID that ID should have been; equal to it for nearly all
	// Created is the date-time group where there is one (it is exact), else
	// Meta.Created; CreatedInferred is set where it was guessed from the ID.
	Created         time.Time
	CreatedInferred bool

	Header         Header
	Classification Classification
	Captions       []Caption // SIPDIS, NOFORN …, in order, each once
	Attention      []string  // "STATE FOR SCA/CEN, DRL"; wrapped lines joined
	ExecutiveOrder ExecutiveOrder
	Tags           []Tag
	Subject        string  // whole, lines joined, portion marks and dump residue dropped
	SubjectMarking string  // portion mark that stood on the subject, "" for none
	SubjectText    []Range // where Subject stands
	References     []Reference
	ClassifiedBy   string

	Blocks     []Block     // the body in reading order
	Asides     []Aside     // in order of place
	Mentions   []Mention   // in order of place: "ref A", "reftel", "para 3", IDs written out
	PageBreaks []PageBreak // in order of place
	Signature  string      // surname that closes the text, those of several lines with " / " between; "" for none
	Truncated  bool        // the source's text stops in the middle

	Problems []diag.Problem // File is empty; lines count from the start of Source
}

// Header is the transmission header, the envelope of a telegram.
type Header struct {
	Present        bool   // any line of it is there
	Partial        bool   // the archive says that the cable is a partial extract
	TransmissionID string // VZCZCXRO7743
	Relays         []string
	From           string // routing indicator of the DE line
	Serial         int    // number on the DE line: the serial modulo 10,000; -1 for none
	Precedence     []Precedence
	DateTimeGroup  string    // as printed: "310805Z DEC 08"
	Time           time.Time // UTC; zero where there is none or it cannot be
	Originator     string    // FM line: "AMEMBASSY ASTANA"
	To, Info       []Addressee
}

// An Addressee is one line of the TO or INFO list.
type Addressee struct {
	Route      string   `json:"route"`              // routing indicator, "" for none
	Name       string   `json:"name"`               // plain language address
	Precedence string   `json:"precedence"`         // word as printed, "" for none
	Number     string   `json:"number"`             // message continuity number, digits, "" for none
	Excluded   []string `json:"excluded,omitempty"` // posts after XMT
}

// Precedence is the urgency of a telegram: one of Z, O, P, R.
type Precedence byte

// String returns the word: FLASH, IMMEDIATE, PRIORITY, ROUTINE.
func (p Precedence) String() string {
	switch p {
	case 'Z':
		return "FLASH"
	case 'O':
		return "IMMEDIATE"
	case 'P':
		return "PRIORITY"
	case 'R':
		return "ROUTINE"
	}
	return ""
}

// Classification is what the classification line of the body says.
type Classification struct {
	Level    string // normal form: UNCLASSIFIED, CONFIDENTIAL, SECRET, LIMITED OFFICIAL USE; "" for none
	EFTO     bool   // "encrypt for transmission only"
	Section  int    // of "SECTION 01 OF 03"; 0 for none
	Sections int
	Post     string // as printed: "ASTANA"
	Serial   string // as printed: "002577"
	Text     Range  // the line
	Garbled  bool   // the level had to be read through damage
}

// A Caption is a handling caveat: SIPDIS, NOFORN, EXDIS, SENSITIVE.
type Caption struct {
	Name string
	Text Range
}

// ExecutiveOrder is the declassification line.
type ExecutiveOrder struct {
	Order  string    // "12958"
	Raw    string    // whole, as printed, white space folded
	Until  time.Time // nondisclosure date (day, UTC); zero for none
	Marker string    // "N/A", "OADR", "MR", "X1" …; "" where a date stands
	Text   Range
}

// A Tag is one element of the TAGS line.
type Tag struct {
	Code  string // canonical: PGOV, KZ, "STEINBERG, JAMES B."
	Raw   string // as printed
	Text  Range  // where it stands; several tags of one run share it
	Fixed bool   // Code was read from a misspelt or run-together form
}

// RefKind says what kind of document a reference names.
type RefKind string

// The kinds of documents that reference lines name.
const (
	RefCable   RefKind = "cable"
	RefEmail   RefKind = "email"
	RefTelcon  RefKind = "tel"
	RefMemo    RefKind = "memo"
	RefReport  RefKind = "report"
	RefSeptel  RefKind = "septel" // another cable, sent separately, whose number the text does not say
	RefUnknown RefKind = "unknown"
)

// A Reference is one item of the REF block.
type Reference struct {
	Anchor       string // "ref-a", or "ref-1" where no letter is printed
	Enum         string // letter as printed, upper case; "" for none
	Raw          string // as printed, white space folded
	Kind         RefKind
	ID           string // reference ID for cables, by this text alone; "" for others
	Year         int    // that ID was read with
	YearInferred bool   // no year is printed: the cable's own was taken
	NOTAL        bool   // "not to all addressees"
	Text         Range
}

// BlockKind says what a Block is.
type BlockKind uint8

// The kinds of blocks.
const (
	Paragraph    BlockKind = iota // numbered: "7.  (SBU) …"
	SubParagraph                  // lettered or numbered within a paragraph: "a. …", "1) …"
	Bullet                        // "-- …"
	Continuation                  // further unnumbered text of the paragraph before
	Unnumbered                    // a block of its own before the first number, under a heading, or without any
	Heading                       // a line that names what follows
	Preformatted                  // columns and tables: line ends carry meaning
)

// Part is the named part of a cable that a block belongs to.
type Part uint8

// The parts that cables mark.
const (
	NoPart Part = iota
	SummaryPart
	CommentPart
	NotePart
	ActionPart
	BackgroundPart
	IntroductionPart
	numParts
)

// A Block is one piece of the body. Every byte of the body that is not white
// space is in a block (its Text, Label or Mark), or has a role that says why it
// is in none: a rule, a page break, a stray caption, the signature, end matter,
// damage.
type Block struct {
	Kind BlockKind
	// Anchor is unique in the cable: "p7" with the printed number, "p7_2" where
	// that was used before, "p7a" and "p7-1" for sub-paragraphs as they are
	// labelled, "u1" for the first block without a number, "h2" for the second
	// heading. It is "" for bullets, continuations and preformatted text, which
	// belong to Paragraph; where there is none, they have a "u1" of their own.
	Anchor    string
	Paragraph string // anchor of the paragraph this block belongs to; its own for paragraphs, "" for headings
	Number    string // printed: "7", "a", "" for none
	Label     Range  // the printed number or bullet with its punctuation
	Marking   string // portion mark as printed without brackets: "SBU", "C/NF"; "" for none
	Mark      Range  // the portion mark with its brackets; it may stand before the label, or behind the first words ("Summary: (SBU)")
	Part      Part
	Heading   string // anchor of the heading that this block stands under, "" for none
	Indent    int    // nesting below the paragraph, 0 for none
	// Text holds the words: one range for each run of source that is read on
	// without a gap. Line ends, page breaks, rules, label and mark lie between
	// the ranges. Read it with Cable.Fold or Cable.Words. Of preformatted text a
	// range holds whole lines, from the white space before the first to the last
	// word of the last; only page breaks lie between. It may be empty.
	Text []Range
}

// An Aside is a stretch within a block that belongs to a part of its own, most
// often a note in brackets: "(NOTE: … END NOTE.)". The block's Part is what
// stands around it.
type Aside struct {
	Part  Part
	Block int   // index in Cable.Blocks
	Text  Range // from the bracket or the first marker word to the last; line ends and page breaks may lie within
}

// A Mention is a place in the body that points at a reference, at a paragraph
// of this cable, or at another cable by its ID. What points at nothing that is
// known (a reference that the REF block lacks, a paragraph of a treaty) is none.
type Mention struct {
	Text      Range  // line ends and page breaks may lie within
	Block     int    // index in Cable.Blocks
	Refs      []int  // indexes in Cable.References that it points at
	Ambiguous bool   // "reftel" where there are several references: Refs has them all
	Para      string // printed paragraph number it names; of the referenced cable where Refs is set
	ID        string // reference ID that is written out in the text
}

// A PageBreak is a line that the transmission put between two pages.
type PageBreak struct {
	Anchor string // "s2"
	Page   int    // as printed
	Pages  int
	Text   Range
}
