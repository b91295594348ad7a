// Package archive joins cables: it makes the catalogue, resolves references
// between cables, and turns them round into "cited by".
//
// What it holds of a cable is its Facts. Texts stay on disk: a page that shows
// a text reads and parses it again. So memory grows with the number of cables
// and not with their length.
package archive

import (
	"time"

	"reftel/site/cable"
)

// Facts is what an archive knows of one cable without holding its text. It is
// immutable after FactsOf and shared between archives.
type Facts struct {
	ID        string // as published; the address of its page
	Canonical string
	Created   time.Time // UTC; zero where unknown
	Inferred  bool      // Created was guessed from the ID
	Released  time.Time
	Level     string // classification as published or read: "SECRET//NOFORN"
	Post      string // origin code of the ID: "ASTANA"
	Origin    string // as published: "Embassy Astana"
	Subject   string
	Tags      []string // canonical codes, in the order printed, each once
	Refs      []Ref
	Anchors   []Anchor // every address of the text, in reading order
	Routes    []string // routing indicators that name the post itself (DE line)
	Problems  int      // number of problems of the text

	// Where the text is: a file of the project and, for files that hold many
	// cables, the byte offset of its record.
	File   string
	Offset int64
	// Digest is the SHA-256 of the published text and of what its file's head
	// says: two cables with one digest have the same page body.
	Digest [32]byte
	// Source is the SHA-256 of the cable's text as the file has it.
	Source [32]byte
}

// A Ref is one reference of a cable, read from its text alone.
type Ref struct {
	Anchor       string
	Enum         string
	Raw          string
	Kind         cable.RefKind
	ID           string // "" where it is no cable
	YearInferred bool
	NOTAL        bool
	Inline       bool     // an ID written in a paragraph, not in the REF block
	Paragraphs   []string // anchors of the paragraphs that mention it
}

// An Anchor is an address within a cable and a digest of the words under it.
type Anchor struct {
	Name string
	Sum  uint64 // first eight bytes of the SHA-256 of the folded text
}

// Rule says how a reference was resolved, so that a page can mark what was
// inferred. The order is the order in which they are tried.
type Rule uint8

// The rules.
const (
	Unresolved   Rule = iota // not in this archive
	Exact                    // the ID as read
	Correction               // a published ID is wrong and this is its twin
	Alias                    // the post under its other code
	PreviousYear             // no year is printed, and the serial or the date says the year before
)

// A Link is a resolved reference: Refs[i] of the citing cable.
type Link struct {
	Target *Facts // nil where the archive lacks it
	Rule   Rule
	ID     string // the ID after the rule: of the target, or the best reading where there is none
}

// A Backlink says that a cable cites this one.
type Backlink struct {
	From       *Facts
	Paragraphs []string // anchors of the citing paragraphs, empty where only the REF block names it
	To         string   // anchor in this cable where the citing text names a paragraph, else ""
}
