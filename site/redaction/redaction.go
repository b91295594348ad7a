// Package redaction stands between what was parsed and what may be published.
//
// It makes the only type that later stages accept. A redaction cuts the words
// out of the source's bytes, puts a placeholder of constant width in their
// place, and parses what is left: everything that is published (title, tags,
// references, paragraphs, source view, facts) comes from that second parse, so
// a word that was cut cannot come back through any of them.
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
	c       *cable.Cable
	applied []Applied
}

// Parsed returns the cable as it may be published. It is never nil for a Cable
// made by this package.
func (c Cable) Parsed() *cable.Cable { return c.c }

// Applied returns what was redacted, in order of place: where and why, without
// the words.
func (c Cable) Applied() []Applied { return c.applied }

// Applied is one redaction as readers may know of it.
type Applied struct {
	Text   cable.Range // the placeholder in Parsed().Source
	Place  string
	Reason string
}

// Apply takes the entries' words out of a parsed cable. Where an entry does not
// fit the text any more, an error says so and nothing of the cable may be
// published: the Cable returned is then empty.
func Apply(c *cable.Cable, f *File) (Cable, []diag.Problem) {
	if f == nil || len(f.Entries) == 0 {
		return Cable{c: c}, nil
	}
	cuts, problems := locate(c, f)
	if len(problems) > 0 {
		return Cable{}, problems
	}
	text, applied := cut(c.Source, cuts)
	redacted := Cable{c: cable.Parse(text, c.Meta), applied: applied}
	if !slices.Equal(anchors(c), anchors(redacted.c)) {
		return Cable{}, append(problems, f.problem(Entry{Line: 1}, "redaction-structure",
			"with the words cut out the text reads as other paragraphs than before",
			"cut words only, not the number or the mark that a paragraph begins with"))
	}
	return redacted, nil
}

// A cutting is a run of source to take out.
type cutting struct {
	cable.Range
	place, reason string
	joins         bool // goes on from the cutting before: one placeholder stands for both
}

// locate finds the bytes that the entries mean, in order.
func locate(c *cable.Cable, f *File) (cuts []cutting, problems []diag.Problem) {
	regions := regionsOf(c)
	problems = f.verify(regions)
	if len(problems) > 0 {
		return nil, problems
	}
	for _, e := range f.Entries {
		r := regions[e.Place]
		from, to, _ := r.bytes(e.From, e.To)
		for i, part := range r.folded.Source(from, to) {
			cuts = append(cuts, cutting{part, e.Place, e.Reason, i > 0})
		}
	}
	return merge(c.Source, cuts), nil
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

// anchors lists the addresses of a cable's body.
func anchors(c *cable.Cable) []string {
	var out []string
	for _, b := range c.Blocks {
		if b.Anchor != "" {
			out = append(out, b.Anchor)
		}
	}
	return out
}
