package page

import (
	"encoding/csv"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Addresses of the files about the whole archive.
const (
	sumsPath  = "sha256.txt"
	urlsPath  = "urls.txt"
	tablePath = "archive.csv"
)

// writeSums lists the digest of each cable's source, and its ID, in the form
// that sha256sum writes. Where a cable is redacted the digest is of the text as
// it is published.
func (p *Plan) writeSums(emit func([]byte)) {
	var line []byte
	for _, f := range p.archive.Cables() {
		line = hex.AppendEncode(line[:0], f.Source[:])
		line = append(append(line, "  "...), f.ID...)
		emit(append(line, '\n'))
	}
}

// writeURLs lists the address of every page that people read, sorted. What is
// listed here is a promise, see Lost.
func (p *Plan) writeURLs(emit func([]byte)) {
	var line []byte
	for _, path := range p.Addresses() {
		line = append(append(line[:0], path...), '\n')
		emit(line)
	}
}

// Addresses returns the addresses that the site promises to keep, relative to
// its root and sorted: its pages, but for those that show the source of a cable
// and go with its page, and those of conversations, which grow together when
// cables are added.
func (p *Plan) Addresses() []string {
	others := p.otherAddresses()
	out := make([]string, 0, p.archive.Len()+len(others))
	for i := range int32(p.archive.Len()) {
		out = append(out, p.CablePath(i))
	}
	out = append(out, others...)
	slices.Sort(out)
	return out
}

// otherAddresses are those that are no cables'.
func (p *Plan) otherAddresses() (out []string) {
	for _, page := range p.rest() {
		switch page.Kind {
		case List, Lists, Own, Home, Verify, Tombstone, Glossary, HowTo, Timeline, Note, NoteList:
			out = append(out, page.Path)
		}
	}
	return out
}

// tableColumns are the columns of the table of all cables.
var tableColumns = []string{
	"id", "canonical_id", "created", "released", "classification", "origin", "post", "subject", "tags", "references", "cited_by", "page", "sha256",
}

// writeTable writes the table of all cables as RFC 4180 has it. Tags and
// references within a field are parted by semicolons.
func (p *Plan) writeTable(emit func([]byte)) {
	w := csv.NewWriter(emitter(emit))
	w.UseCRLF = true
	w.Write(tableColumns)
	for i, f := range p.archive.Cables() {
		var refs []string
		for n := range f.Refs {
			if link := p.archive.Link(i, n); link.ID != "" && !slices.Contains(refs, link.ID) {
				refs = append(refs, link.ID)
			}
		}
		w.Write([]string{
			f.ID, f.Canonical, tableTime(f.Created, f.Inferred), tableTime(f.Released, false), f.Level, p.originOf(f), f.Post, f.Subject,
			strings.Join(f.Tags, "; "), strings.Join(refs, "; "), strings.Join(p.citing(i), "; "), p.CablePath(i), hex.EncodeToString(f.Source[:]),
		})
	}
	w.Flush()
}

// citing lists the cables that cite one, each once.
func (p *Plan) citing(i int32) []string {
	var ids []string
	for _, b := range p.archive.Backlinks(i) {
		if n := len(ids); n == 0 || ids[n-1] != b.From.ID {
			ids = append(ids, b.From.ID)
		}
	}
	return ids
}

func tableTime(t time.Time, yearOnly bool) string {
	if t.IsZero() || yearOnly {
		return datedAs(t, yearOnly)
	}
	return t.UTC().Format(time.RFC3339)
}

// An emitter hands on what is written to it.
type emitter func([]byte)

func (e emitter) Write(b []byte) (int, error) {
	e(b)
	return len(b), nil
}
