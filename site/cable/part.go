package cable

import (
	"slices"
	"strings"
)

// A partStep is a place where a part of the cable begins or ends.
type partStep struct {
	block int
	part  Part
	ends  bool
	more  bool // it goes on with one that is open
	at    int  // offset of the words that say so
	until int  // the block in which a part that begins here is closed, -1 for none
}

// An opening is the phrase that opens a part: "SUMMARY AND COMMENT:".
type opening struct {
	Range
	part Part
	more bool // it goes on with a part that is open: "SUMMARY CONTINUED."
}

// namedPart returns the part that a word names; case does not count.
func namedPart(word string) Part {
	switch len(word) {
	case len("NOTE"):
		if hasPrefixFold(word, "NOTE") {
			return NotePart
		}
	case len("ACTION"):
		switch {
		case hasPrefixFold(word, "ACTION"):
			return ActionPart
		case hasPrefixFold(word, "SUMMAY"), hasPrefixFold(word, "SUMARY"):
			return SummaryPart
		}
	case len("SUMMARY"):
		switch {
		case hasPrefixFold(word, "SUMMARY"):
			return SummaryPart
		case hasPrefixFold(word, "COMMENT"):
			return CommentPart
		}
	case len("BACKGROUND"):
		if hasPrefixFold(word, "BACKGROUND") {
			return BackgroundPart
		}
	case len("INTRODUCTION"):
		if hasPrefixFold(word, "INTRODUCTION") {
			return IntroductionPart
		}
	}
	return NoPart
}

// partNaming are the words that name a part, partWords those that may stand beside
// such a word.
var (
	partNaming = [...]string{"NOTE", "ACTION", "SUMMARY", "SUMMAY", "SUMARY", "COMMENT", "BACKGROUND", "INTRODUCTION"}
	partWords  = [...]string{
		"AND", "OR", "OF", "BEGIN", "BRIEF", "POST", "EMBASSY", "CONSULATE", "MISSION", "BIO", "BIOGRAPHIC", "BIOGRAPHICAL",
		"EXECUTIVE", "REQUEST", "REQUESTED", "REQUIRED", "KEY", "POINTS", "CONTENTS", "TABLE", "CONTINUED", "CABLE",
		"OVERALL", "FINAL", "CLOSING", "CONCLUDING", "ADDITIONAL", "ANALYSIS", "CONCLUSION", "OVERVIEW", "GUIDANCE",
		"RECOMMENDATION", "AMBASSADOR", "S", "TEXT",
	}
)

// partLengths tells of each capital how long those words are that begin with it, as
// bits: most words are none of them.
var partLengths = func() (lengths [256]uint16) {
	for _, list := range [...][]string{partNaming[:], partWords[:]} {
		for _, word := range list {
			lengths[word[0]] |= 1 << len(word)
		}
	}
	return lengths
}()

// mayBePartWord reports whether a word may name a part or stand beside its name.
func mayBePartWord(word string) bool {
	return word != "" && partLengths[upper(word[0])]>>len(word)&1 != 0
}

// isPartWord reports whether a word may stand beside the name of a part.
func isPartWord(word string) bool {
	return mayBePartWord(word) && slices.ContainsFunc(partWords[:], func(w string) bool {
		return len(w) == len(word) && hasPrefixFold(word, w)
	})
}

// partPhrase reads words that name a part, from i on. It returns the part, none
// where there is no such phrase, and where the phrase ends.
func (p *parser) partPhrase(i, end int) (part Part, after int) {
	const mostWords = 7
	s := p.src[:end]
	for range mostWords {
		word := skipLetters(s, i)
		if !mayBePartWord(s[i:word]) {
			return part, after
		}
		named := namedPart(s[i:word])
		switch {
		case named == NoPart && !isPartWord(s[i:word]):
			return part, after
		case named == SummaryPart || part == NoPart:
			part = named
		}
		if part != NoPart {
			after = word
		}
		i = skipBlanks(s, word)
		if c := byteAt(s, i); c == '/' || c == '&' || c == '\'' {
			i = skipBlanks(s, i+1)
		}
	}
	return part, after
}

// partOpening reads the phrase that opens a part at the beginning of a block:
// its words, then a full stop, a colon, a dash, a bracket, or the line's end.
func (p *parser) partOpening(i, end int) (opening, bool) {
	s := p.src[:end]
	from := i
	for i < end && strings.IndexByte(" \t-\"([*", s[i]) >= 0 {
		i++
	}
	if c := byteAt(s, i); isLower(c) || !isLetter(c) {
		return opening{}, false
	}
	part, after := p.partPhrase(i, end)
	if part == NoPart {
		return opening{}, false
	}
	next := skipBlanks(s, after)
	switch c := byteAt(s, next); {
	case c == ')' && i > from && s[i-1] == '(':
		i, after = i-1, next+1
	case c == ':' || c == '.' || c == ';':
		after = next + 1
	case c == '-' && (byteAt(s, next+1) == '-' || byteAt(s, next+1) == ' ' || next+1 == end):
		after = next
	case c == '(' || c == ')' || next >= end:
	default:
		return opening{}, false
	}
	return opening{Range{i, after}, part, containsFold(s[i:after], "CONTINUED")}, true
}

// namesPart reports whether a heading is the name of a part, or begins with it:
// "SUMMARY AND COMMENT", "COMMENT: WHAT NEXT?".
func (p *parser) namesPart(text string) bool {
	q := parser{src: text}
	_, ok := q.partOpening(0, len(text))
	return ok
}

// endsPart reports whether a line is nothing but the end of a part: "END
// SUMMARY AND COMMENT", "END TEXT".
func endsPart(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '.' || r == '/' || r == ')' }) {
		if !hasPrefixFold(word, "END") && namedPart(word) == NoPart && !isPartWord(word) && !hasPrefixFold(word, "QUOTE") {
			return false
		}
	}
	return true
}

// assignParts gives each block the part it stands in. A part whose end is
// marked reaches until there; one that a heading opens, until the next heading;
// any other to the end of its paragraph.
func (b *body) assignParts() {
	b.matchEnds()
	blocks, steps := b.c.Blocks, b.steps
	open := partStep{}
	for i := range blocks {
		if open.part != NoPart && b.partOver(&open, i) {
			open = partStep{}
		}
		for ; len(steps) > 0 && steps[0].block == i; steps = steps[1:] {
			if !steps[0].ends {
				open = steps[0]
			}
		}
		blocks[i].Part = open.part
	}
	b.openAtStart()
}

// matchEnds finds for each beginning of a part the end that belongs to it: the
// next one, if the same part does not begin again before. Half of all summaries
// have no marked end: that is custom, not damage.
func (b *body) matchEnds() {
	var next [numParts]int
	for i := range next {
		next[i] = -1
	}
	for i := len(b.steps) - 1; i >= 0; i-- {
		s := &b.steps[i]
		if s.ends {
			next[s.part] = s.block
			continue
		}
		s.until = next[s.part]
		if !s.more {
			next[s.part] = -1
		}
	}
}

// partOver reports whether block i stands after the part that is open.
func (b *body) partOver(open *partStep, i int) bool {
	if open.until >= 0 {
		return i > open.until
	}
	opener := &b.c.Blocks[open.block]
	switch {
	case b.c.Blocks[i].Kind == Heading:
		return true
	case opener.Kind == Heading:
		return false
	case open.part == NotePart || opener.Kind == Bullet || opener.Kind == SubParagraph:
		return true
	}
	return b.c.Blocks[i].Paragraph != opener.Paragraph
}

// openAtStart handles a summary of which only the end is marked: it begins with
// the text.
func (b *body) openAtStart() {
	const mostParagraphs = 10
	if len(b.steps) == 0 || !b.steps[0].ends || b.steps[0].part != SummaryPart {
		return
	}
	end := b.steps[0].block
	paragraphs := 0
	for i := range b.c.Blocks[:end+1] {
		if b.c.Blocks[i].Kind == Paragraph {
			paragraphs++
		}
	}
	if paragraphs > mostParagraphs {
		return
	}
	for i := range b.c.Blocks[:end+1] {
		if blk := &b.c.Blocks[i]; blk.Kind != Heading && blk.Part == NoPart {
			blk.Part = SummaryPart
		}
	}
}

// Summary returns the words of the cable's summary, without the words that
// mark its beginning and end; "" where the cable marks none.
func (c *Cable) Summary() string { return c.Words(c.SummaryText()) }

// SummaryText returns where the words of the cable's summary stand.
func (c *Cable) SummaryText() []Range {
	var text []Range
	for i := range c.Blocks {
		blk := &c.Blocks[i]
		if blk.Part != SummaryPart || blk.Kind == Heading {
			if len(text) > 0 {
				break
			}
			continue
		}
		more := true
		if text, more = c.withoutMarkers(text, blk.Text); !more {
			break
		}
	}
	return text
}

// withoutMarkers appends text to out without the words that mark parts. more is
// false after the words that end one: what follows them is left out.
func (c *Cable) withoutMarkers(out, text []Range) (_ []Range, more bool) {
	for _, r := range text {
		i, _ := slices.BinarySearchFunc(c.Spans, r.Start, func(s Span, at int) int { return s.End - 1 - at })
		for ; i < len(c.Spans) && c.Spans[i].Start < r.End; i++ {
			s := c.Spans[i]
			if s.Role != PartMarker {
				continue
			}
			out = append(out, Range{r.Start, s.Start})
			if hasPrefixFold(strings.TrimLeft(c.Source[s.Start:s.End], "("), "END") {
				return out, false
			}
			r.Start = s.End
		}
		out = append(out, r)
	}
	return out, true
}
