package cable

import (
	"slices"
	"strings"
	"sync"

	"reftel/site/diag"
)

// Parse reads one cable. It never fails: what it cannot make out is reported
// in Cable.Problems, and every byte of text belongs to exactly one span of the
// result. meta is what is known from outside the text; what it leaves open is
// completed from the text.
func Parse(text string, meta Metadata) *Cable {
	p := newParser(text, meta)
	p.setAsideFurniture()
	p.markPageBreaks()
	preamble := p.parseHeader()
	body := p.parsePreamble(preamble)
	p.identify()
	p.parseBody(body)
	p.check()
	p.c.Spans = markRedacted(text, p.cover())
	c := p.c
	p.release()
	return c
}

func newParser(text string, meta Metadata) *parser {
	p := parsers.Get().(*parser)
	p.c, p.src = &Cable{Source: text, Meta: meta}, text
	p.lines = splitLines(text, p.lines[:0])
	p.spans, p.aside, p.steps, p.bullets = p.spans[:0], p.aside[:0], p.steps[:0], p.bullets[:0]
	return p
}

// release hands the parser on to the next parse, with nothing left that holds on
// to the text.
func (p *parser) release() {
	clear(p.numerals)
	*p = parser{scratch: p.scratch}
	parsers.Put(p)
}

// scratch is the memory that parses work in, one after the other. Nothing that
// lies in it gets into a Cable, and nothing that is left in it is read again.
type scratch struct {
	lines, spare []line // spare is where cut makes the next lines
	spans        []Span // marked so far; never overlapping, not always in order
	aside        []Span // marked before their turn, likewise
	covered      []Span // see cover
	rows         []row
	rules        []int // the rows that are rules, and behind them the number of rows
	numerals     []numeral
	steps        []partStep
	bullets      []bullet // open lists of bullets, outermost first
	refLines     []Range  // the lines of the REF block
	refEnums     []Range  // its enumerators
	refStarts    []int    // see referenceReader
	tagWords     []string // those of a run of TAGS
	tagPlaces    []Range  // where they stand
}

// parsers saves the collector half of what a parse would leave to it.
var parsers = sync.Pool{New: func() any { return &parser{scratch: new(scratch)} }}

// parser holds the state of one parse. The stages run in the order in which
// the parts stand in a cable; each takes the lines it understands, marks their
// bytes with roles, and leaves the rest to the next.
type parser struct {
	*scratch
	c   *Cable
	src string

	window    Range    // the cable, without the furniture around it
	envelope  int      // offset at which the envelope of the older form ends, 0 for none
	timesRead int      // times found in the furniture
	julianDay int      // day of the year in the DE line, 0 for none
	outline   outline  // of the preamble
	own       ownID    // see ownID
	posts     []string // see headerPosts
	taken     int      // lines that start before it were read with the one before them
}

// A line is one line of the source, or a piece of one: a page break that was
// glued into a line is cut out as a line of its own, and so are the labels of
// a preamble that was run together.
type line struct {
	Range             // without white space at both ends
	start, next int   // the whole line; next is where the following one starts
	number      int32 // of the source line, from 1; pieces of one line share it
	pageBreak   bool
}

// blank reports whether the line holds nothing but white space.
func (l line) blank() bool { return l.Start == l.End }

// splitLines appends the lines of the source to lines. They end at "\n", "\r\n"
// and lone "\r".
func splitLines(src string, lines []line) []line {
	returns := strings.IndexByte(src, '\r') >= 0
	feed := -1 // the first line feed from at on
	for at := 0; at < len(src); {
		if feed < at {
			if feed = strings.IndexByte(src[at:], '\n'); feed < 0 {
				feed = len(src) - at
			}
			feed += at
		}
		end, next := feed, min(feed+1, len(src))
		if returns {
			end, next = cutAtReturn(src, at, end, next)
		}
		lines = append(lines, line{})
		l := &lines[len(lines)-1]
		l.Range, l.start, l.next, l.number = trim(src, Range{at, end}), at, next, int32(len(lines))
		at = next
	}
	return lines
}

// cutAtReturn ends a line at a carriage return, where one stands before the
// line feed.
func cutAtReturn(src string, at, end, next int) (int, int) {
	i := strings.IndexByte(src[at:end], '\r')
	switch {
	case i < 0:
		return end, next
	case at+i+1 == end:
		return at + i, next
	}
	return at + i, at + i + 1
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
	lineNo, column := p.place(at)
	p.c.Problems = append(p.c.Problems, diag.Problem{
		Line: lineNo, Column: column, Code: code, Message: message, Hint: hint, Cable: p.c.ID,
	})
}

// place returns the line and column of a byte offset, both from 1.
func (p *parser) place(at int) (number, column int) {
	i, found := slices.BinarySearchFunc(p.lines, at, func(l line, at int) int { return l.start - at })
	if !found {
		i--
	}
	if i < 0 {
		return 1, at + 1
	}
	i, _ = slices.BinarySearchFunc(p.lines, p.lines[i].number, func(l line, number int32) int { return int(l.number - number) })
	return int(p.lines[i].number), at - p.lines[i].start + 1
}

// cut makes lines of their own of the ranges, which are in order and do not
// overlap; what is left of a line on either side stays a line too. It returns
// the indexes of the lines that now hold the ranges.
func (p *parser) cut(ranges []Range) []int {
	if at, ok := p.whole(ranges); ok {
		return at
	}
	out := p.spare[:0]
	at := make([]int, 0, len(ranges))
	for _, l := range p.lines {
		for len(ranges) > 0 && ranges[0].Start < l.next {
			r := ranges[0]
			ranges = ranges[1:]
			if trim(p.src, Range{max(l.start, l.Start), r.Start}).Len() > 0 {
				out = append(out, l.piece(p.src, l.start, r.Start))
				l.start = r.Start
			}
			at = append(at, len(out))
			if trim(p.src, Range{r.End, l.next}).Len() == 0 {
				out = append(out, l.piece(p.src, l.start, l.next))
				l.start = l.next
				break
			}
			out = append(out, l.piece(p.src, l.start, r.End))
			l.start = r.End
		}
		if l.start < l.next {
			out = append(out, l.piece(p.src, l.start, l.next))
		}
	}
	p.lines, p.spare = out, p.lines
	return at
}

// whole returns the indexes of the lines that the ranges are, if all of them are
// lines already.
func (p *parser) whole(ranges []Range) ([]int, bool) {
	at := make([]int, len(ranges))
	for i, r := range ranges {
		k, _ := slices.BinarySearchFunc(p.lines, r.Start, func(l line, at int) int { return l.Start - at })
		if k == len(p.lines) || p.lines[k].Range != r {
			return nil, false
		}
		at[i] = k
	}
	return at, true
}

// piece returns the part of a line from start to next. What was taken off the
// front of the line stays off.
func (l line) piece(src string, start, next int) line {
	l.Range, l.start, l.next = trim(src, Range{max(start, l.Start), next}), start, next
	return l
}

// markAside gives a range its role before its turn: cover puts it in its place.
func (p *parser) markAside(r Range, role Role) {
	if r.Start < r.End {
		p.aside = append(p.aside, Span{r, role})
	}
}

// cover sorts the marked spans and fills the gaps, so that every byte of the
// source has one role: white space becomes Space, anything else that no stage
// claimed is body text.
func (p *parser) cover() []Span {
	sortSpans(p.spans)
	sortSpans(p.aside)
	out := p.covered[:0]
	at := 0
	for spans, aside := p.spans, p.aside; len(spans)+len(aside) > 0; {
		next := &spans
		if len(spans) == 0 || len(aside) > 0 && aside[0].Start < spans[0].Start {
			next = &aside
		}
		s := (*next)[0]
		*next = (*next)[1:]
		out = fillGap(out, p.src, at, s.Start)
		out = append(out, s)
		at = s.End
	}
	out = fillGap(out, p.src, at, len(p.src))
	p.covered = out
	spans := make([]Span, len(out))
	copy(spans, out)
	return spans
}

func sortSpans(spans []Span) {
	for i := 1; i < len(spans); i++ {
		if spans[i].Start < spans[i-1].Start {
			slices.SortStableFunc(spans, func(a, b Span) int { return a.Start - b.Start })
			return
		}
	}
}

// fillGap covers src[from:to], cutting it into white space and words.
func fillGap(out []Span, src string, from, to int) []Span {
	if from >= to {
		return out
	}
	words := trim(src, Range{from, to})
	if from < words.Start {
		out = append(out, Span{Range{from, words.Start}, Space})
	}
	if words.Start < words.End {
		out = append(out, Span{words, BodyText})
	}
	if words.End < to && words.Start < words.End {
		out = append(out, Span{Range{words.End, to}, Space})
	}
	return out
}
