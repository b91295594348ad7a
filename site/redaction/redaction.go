// Package redaction stands between what was parsed and what may be published.
//
// It makes the only type that later stages accept. A redaction cuts the words
// out of the source's bytes, puts a placeholder of constant width in their
// place, and parses what is left: everything that is published (title, tags,
// references, paragraphs, source view, facts, problems) comes from that second
// parse, so a word that was cut cannot come back through any of them.
//
// The package also holds the gate, which looks for protected words in the bytes
// that are about to be published, and the lint, which finds paragraphs that
// nobody should publish without having looked at them.
package redaction

import (
	"slices"
	"strings"

	"reftel/site/cable"
	"reftel/site/diag"
)

// Placeholder stands in the text for words that an editor took out. Its width
// is constant, so that it tells nothing about what was there.
const Placeholder = cable.RedactionMark

// A Cable is a cable that may be published. Only this package can make one
// that holds anything. It is immutable.
type Cable struct {
	id      string
	c       *cable.Cable
	applied []Applied
	file    *File // nil for none
}

// ID returns the reference ID of the cable, also of one that is withheld; "" for
// none.
func (c Cable) ID() string { return c.id }

// Parsed returns the cable as it may be published. It is nil for a cable that
// is withheld because a redaction does not fit its text.
func (c Cable) Parsed() *cable.Cable { return c.c }

// Applied returns what was redacted, in order of place: where and why, without
// the words.
func (c Cable) Applied() []Applied { return c.applied }

// Unreviewed returns an Error for each paragraph that asks to be looked at (see
// [Lint]) and of which no reviewer has said that he did. Lines count from the
// start of the text.
func (c Cable) Unreviewed() []diag.Problem {
	if c.c == nil {
		return nil
	}
	return unreviewed(c.c, c.file)
}

// Applied is one redaction as readers may know of it.
type Applied struct {
	Text   cable.Range // the placeholder in Parsed().Source
	Place  string
	Reason string
}

// Parse reads a text as it may be published. find returns the redactions of the
// cable with an ID, nil for none.
//
// Where a redaction does not fit the text any more, an error says so, and
// nothing of the cable may be published: it is withheld. Problems never quote
// what was cut.
func Parse(text string, meta cable.Metadata, find func(id string) *File) (Cable, []diag.Problem) {
	c := cable.Parse(text, meta)
	out := Cable{id: c.ID}
	f := find(c.ID)
	if f != nil && f.damaged {
		return out, nil // its problems are known from reading it
	}
	var problems []diag.Problem
	if f != nil && len(f.Entries) > 0 {
		if c, out.applied, problems = apply(c, meta, f); len(problems) > 0 {
			return Cable{id: out.id}, problems
		}
	}
	out.c, out.file = c, f
	return out, nil
}

// A Text is the text of a cable that may be published. Only this package can
// make one that holds anything.
type Text struct{ s string }

// String returns the text, which is Parsed().Source of the same cable.
func (t Text) String() string { return t.s }

// ReadText is Parse for those who need nothing but the text of a cable whose ID
// they know: it parses only where something may have to be cut. ok is false for
// a cable that is withheld.
func ReadText(id, text string, meta cable.Metadata, find func(id string) *File) (t Text, ok bool) {
	if find(id) == nil {
		return Text{text}, true
	}
	c, _ := Parse(text, meta, find)
	if c.c == nil {
		return Text{}, false
	}
	return Text{c.c.Source}, true
}

// apply takes the entries' words out of a cable that was parsed with meta.
func apply(c *cable.Cable, meta cable.Metadata, f *File) (*cable.Cable, []Applied, []diag.Problem) {
	regions := regionsOf(c, meta)
	if problems := f.verify(regions); len(problems) > 0 {
		return nil, nil, problems
	}
	text, applied := cut(c.Source, merge(c.Source, f.cuttings(regions)))
	// The metadata as it was given, not as the first parse has completed it: that
	// would bring words of the text back.
	redacted := cable.Parse(text, f.cutMeta(meta))
	if p, ok := f.sameAddresses(c, redacted); !ok {
		return nil, nil, []diag.Problem{p}
	}
	namePlaces(redacted, applied)
	return redacted, applied, nil
}

// namePlaces gives placeholders the names of the places in which readers find
// them. What a place was called with the words in it may tell of the words.
func namePlaces(redacted *cable.Cable, applied []Applied) {
	for place, r := range regionsOf(redacted, cable.Metadata{}) {
		for _, part := range r.folded.Source(0, len(r.folded.Text)) {
			for i, a := range applied {
				if part.Start <= a.Text.Start && a.Text.Start < part.End {
					applied[i].Place = place
				}
			}
		}
	}
}

// sameAddresses reports whether readers find everything under the address under
// which it was, unless it has been accepted that they do not.
func (f *File) sameAddresses(c, redacted *cable.Cable) (p diag.Problem, ok bool) {
	switch {
	case redacted.ID != c.ID:
		return f.problem(Entry{Line: 1}, "redaction-id", "with the words cut out the text has lost its reference ID",
			"write the ID into the head of the cable's file, or name the file after it"), false
	case slices.ContainsFunc(f.Entries, func(e Entry) bool { return e.Addresses == "changed" }):
		return p, true
	case !slices.Equal(addresses(c), addresses(redacted)):
		return f.problem(Entry{Line: 1}, "redaction-addresses",
			"with the words cut out the text reads as other paragraphs or references than before",
			"leave the number or the letter by which a part is known, or accept that addresses change: addresses=changed in the entry, or reftel redact --force"), false
	}
	return p, true
}

// cutMeta returns metadata without the values that words are taken out of: half
// an address or the rest of a name is of no use.
func (f *File) cutMeta(meta cable.Metadata) cable.Metadata {
	for _, e := range f.Entries {
		if e.IsReview() {
			continue
		}
		switch e.Place {
		case originPlace:
			meta.Origin = ""
		case levelPlace:
			meta.Classification = ""
		case urlPlace:
			meta.URL = ""
		case articlePlace:
			meta.Articles = nil
		}
	}
	return meta
}

// addresses lists the addresses of a cable that a reader may have noted down.
func addresses(c *cable.Cable) []string {
	var out []string
	for _, r := range c.References {
		out = append(out, r.Anchor)
	}
	for _, b := range c.Blocks {
		if b.Anchor != "" {
			out = append(out, b.Anchor)
		}
	}
	return out
}

// A cutting is a run of source to take out.
type cutting struct {
	cable.Range
	place, reason string
	joins         bool // goes on from the cutting before: one placeholder stands for both
}

// cuttings finds the bytes that the entries mean.
func (f *File) cuttings(regions map[string]region) (cuts []cutting) {
	for _, e := range f.Entries {
		r := regions[e.Place]
		if e.IsReview() || r.meta {
			continue
		}
		from, to, _ := r.bytes(e.From, e.To)
		for i, part := range r.folded.Source(from, to) {
			cuts = append(cuts, cutting{part, e.Place, e.Reason, i > 0})
		}
	}
	return cuts
}

// merge sorts cuttings and joins those that touch or overlap, or have only
// white space between them: the number of placeholders must not tell the
// number of words.
func merge(src string, cuts []cutting) []cutting {
	slices.SortStableFunc(cuts, func(a, b cutting) int { return a.Start - b.Start })
	var out []cutting
	for _, c := range cuts {
		n := len(out) - 1
		switch {
		case n < 0:
		case c.Start <= out[n].End:
			out[n].End = max(out[n].End, c.End)
			continue
		case strings.TrimSpace(src[out[n].End:c.Start]) == "":
			if !strings.ContainsAny(src[out[n].End:c.Start], "\r\n") {
				out[n].End = c.End
				continue
			}
			c.joins = true
		}
		out = append(out, c)
	}
	return out
}

// cut replaces each cutting with the placeholder and returns where these
// stand. Lines stay lines: a cutting that goes on in the next line leaves
// nothing there, unless the line would be empty and end a paragraph.
func cut(src string, cuts []cutting) (string, []Applied) {
	var b strings.Builder
	var applied []Applied
	at := 0
	for _, c := range cuts {
		b.WriteString(src[at:c.Start])
		at = c.End
		if c.joins && !alone(src, c.Range) {
			continue
		}
		applied = append(applied, Applied{cable.Range{Start: b.Len(), End: b.Len() + len(Placeholder)}, c.place, c.reason})
		b.WriteString(Placeholder)
	}
	b.WriteString(src[at:])
	return b.String(), applied
}

// alone reports whether a range is all that its line holds.
func alone(src string, r cable.Range) bool {
	start := strings.LastIndexAny(src[:r.Start], "\r\n") + 1
	end := len(src)
	if i := strings.IndexAny(src[r.End:], "\r\n"); i >= 0 {
		end = r.End + i
	}
	return strings.TrimSpace(src[start:r.Start]) == "" && strings.TrimSpace(src[r.End:end]) == ""
}
