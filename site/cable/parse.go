package cable

import (
	"slices"

	"reftel/site/diag"
)

// parser holds the state of one parse. The stages run in the order in which
// the parts stand in a cable; each takes the lines it understands, marks their
// bytes with roles, and leaves the rest to the next.
type parser struct {
	c     *Cable
	src   string
	lines []line
	spans []Span // marked so far; never overlapping, not always in order
}

// A line is one line of the source.
type line struct {
	Range           // without white space at both ends
	start, next int // the whole line; next is where the following one starts
	pageBreak   bool
}

// blank reports whether the line holds nothing but white space.
func (l line) blank() bool { return l.Start == l.End }

// splitLines cuts the source at "\n", "\r\n" and lone "\r".
func splitLines(src string) []line {
	lines := make([]line, 0, len(src)/50+4)
	for at := 0; at < len(src); {
		end := at
		for end < len(src) && src[end] != '\n' && src[end] != '\r' {
			end++
		}
		next := min(end+1, len(src))
		if end+1 < len(src) && src[end] == '\r' && src[end+1] == '\n' {
			next = end + 2
		}
		lines = append(lines, line{Range: trim(src, Range{at, end}), start: at, next: next})
		at = next
	}
	return lines
}

// trim takes white space off both ends of a range.
func trim(src string, r Range) Range {
	for r.Start < r.End && isSpace(src[r.Start]) {
		r.Start++
	}
	for r.Start < r.End && isSpace(src[r.End-1]) {
		r.End--
	}
	return r
}

// text returns the bytes of a range.
func (p *parser) text(r Range) string { return p.src[r.Start:r.End] }

// mark gives a range its role. Empty ranges are dropped.
func (p *parser) mark(r Range, role Role) {
	if r.Start < r.End {
		p.spans = append(p.spans, Span{r, role})
	}
}

// problem reports damage at a byte offset.
func (p *parser) problem(at int, code, message, hint string) {
	i, found := slices.BinarySearchFunc(p.lines, at, func(l line, at int) int { return l.start - at })
	if !found {
		i--
	}
	lineNo, column := 1, at+1
	if i >= 0 {
		lineNo, column = i+1, at-p.lines[i].start+1
	}
	p.c.Problems = append(p.c.Problems, diag.Problem{
		Line: lineNo, Column: column, Code: code, Message: message, Hint: hint, Cable: p.c.ID,
	})
}

// cover sorts the marked spans and fills the gaps, so that every byte of the
// source has one role: white space becomes Space, anything else that no stage
// claimed is body text.
func (p *parser) cover() []Span {
	byStart := func(a, b Span) int { return a.Start - b.Start }
	if !slices.IsSortedFunc(p.spans, byStart) {
		slices.SortStableFunc(p.spans, byStart)
	}
	out := make([]Span, 0, 2*len(p.spans)+1)
	at := 0
	for _, s := range p.spans {
		out = fillGap(out, p.src, at, s.Start)
		out = append(out, s)
		at = s.End
	}
	return fillGap(out, p.src, at, len(p.src))
}

// fillGap covers src[from:to], cutting it into white space and words.
func fillGap(out []Span, src string, from, to int) []Span {
	if from >= to {
		return out
	}
	words := trim(src, Range{from, to})
	for _, s := range []Span{
		{Range{from, words.Start}, Space}, {words, BodyText}, {Range{words.End, to}, Space},
	} {
		if s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}
