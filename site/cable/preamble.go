package cable

import (
	"strings"

	"reftel/site/vocab"
)

// parsePreamble reads what stands between the transmission header and the
// first paragraph: classification line, captions, attention lines, E.O., TAGS,
// SUBJECT, REF and "Classified By", in whatever order they come. It returns the
// index in p.lines of the first line of the body.
func (p *parser) parsePreamble(from int) int {
	p.outline = p.outlinePreamble(from)
	i := from
	for i < len(p.lines) && p.lines[i].start < p.outline.end {
		l := p.lines[i]
		if l.pageBreak || l.blank() || l.start < p.taken {
			i++
			continue
		}
		next := p.parsePreambleLine(i)
		if next == i {
			break
		}
		i = next
	}
	p.readLateClassifiedBy(i)
	return i
}

// parsePreambleLine reads the element that begins at line i and returns the
// index of the line after it; i itself where the body begins there.
func (p *parser) parsePreambleLine(i int) int {
	r := p.lines[i].Range
	word, end := p.keywordAt(r)
	text := trim(p.src, Range{end, r.End})
	switch word {
	case orderKeyword:
		return p.parseOrder(i)
	case tagsKeyword:
		p.mark(Range{r.Start, text.Start}, TagsLabel)
		return p.parseTags(i, text)
	case subjectKeyword:
		p.mark(Range{r.Start, text.Start}, SubjectLabel)
		return p.parseSubject(i, text)
	case referenceKeyword:
		p.mark(Range{r.Start, text.Start}, ReferenceLabel)
		return p.parseReferences(i, text)
	case classifiedByKeyword:
		return p.parseClassifiedBy(i, end)
	}
	return p.parseUnlabelled(i)
}

// parseUnlabelled reads a line of the preamble that no label opens.
func (p *parser) parseUnlabelled(i int) int {
	r := p.lines[i].Range
	s := p.text(r)
	before := r.Start < p.outline.last
	if c, ok := p.readClassification(r); ok {
		if p.c.Classification.Level == "" {
			p.parseClassification(i, c)
		} else {
			p.mark(r, ClassificationLine) // repeated at the head of a page
		}
		return i + 1
	}
	switch {
	case isCaptionLine(s) || before && isCaptionStart(s):
		p.parseCaptions(r)
	case p.isUnlabelledTags(i):
		return p.parseTags(i, r)
	case before && isRule(s):
		p.mark(r, Rule)
	case before && isBackslash(s):
		p.mark(r, Damage)
	case before || p.isAttention(i):
		p.addAttention(r, i > 0 && p.lines[i-1].blank())
	default:
		return i
	}
	return i + 1
}

// isAttention reports whether a line after which no label comes is an attention
// line: it must follow a classification line or a header, and say so itself.
func (p *parser) isAttention(i int) bool {
	if p.outline.last >= 0 || p.c.Classification.Level == "" && !p.c.Header.Present {
		return false
	}
	s := p.text(p.lines[i].Range)
	return len(s) < 100 && s == upperASCII(s) && opensAttention(fold(s))
}

// An outline tells where the parts of a preamble lie, before they are read.
type outline struct {
	seen keywordSet
	last int // offset of the last label, -1 for none
	// lastEnd is where the last label ends, idle how many lines came since.
	lastEnd, idle int
	end           int // offset at which the body begins at the latest
}

// maxIdleLines is how many lines may follow a label before the search for more
// labels is given up. The longest attention lists are shorter.
const maxIdleLines = 40

// outlinePreamble finds the labels of the preamble and where it ends. Labels
// that stand within a line, in preambles that were run together, become lines
// of their own.
func (p *parser) outlinePreamble(from int) outline {
	o := outline{last: -1, end: len(p.src)}
	var cuts []Range
	for i := from; i < len(p.lines) && o.idle < maxIdleLines && o.end == len(p.src); i++ {
		l := p.lines[i]
		if l.pageBreak || l.blank() {
			continue
		}
		word, _ := p.keywordAt(l.Range)
		if word == noKeyword && (p.startsBody(i, o.seen) || p.isUnexplained(i, o)) {
			o.end = l.start
			break
		}
		cuts = p.outlineLine(l, word, &o, cuts)
	}
	if cuts != nil {
		p.cut(cuts)
	}
	return o
}

// outlineLine enters the labels of one line, word at its beginning and those
// within it, which it adds to the cuts to be made.
func (p *parser) outlineLine(l line, word keyword, o *outline, cuts []Range) []Range {
	o.idle++
	for at := l.Start; ; {
		if word == bodyKeyword || word == summaryKeyword {
			o.end = at
			return cuts
		}
		if word != noKeyword {
			o.seen.add(word)
			o.last, o.idle = at, 0
			_, o.lastEnd = p.keywordAt(Range{at, l.End})
		}
		at, word = p.keywordWithin(Range{at + 1, l.End}, o.seen)
		if word == noKeyword {
			return cuts
		}
		if n := len(cuts); n > 0 && cuts[n-1].End == l.next {
			cuts[n-1].End = at
		}
		cuts = append(cuts, Range{at, l.next})
	}
}

// maxStray is how many lines may stand between SUBJECT and a label that has not
// come yet and be a part of the preamble.
const maxStray = 12

// isUnexplained reports whether a line after SUBJECT and a blank line belongs to
// no element of a preamble, with no new label to come: then the body begins
// there, although nothing numbers it.
func (p *parser) isUnexplained(i int, o outline) bool {
	if !o.seen.has(subjectKeyword) || i == 0 || !p.lines[i-1].blank() || p.pageBreakNear(i-1) || p.isExplained(i, o) {
		return false
	}
	for lines := 0; i < len(p.lines) && lines < maxStray; i++ {
		if p.lines[i].blank() {
			continue
		}
		lines++
		word, _ := p.keywordAt(p.lines[i].Range)
		if (word == referenceKeyword || word == classifiedByKeyword) && !o.seen.has(word) {
			return false
		}
		if isParagraphStart(p.text(p.lines[i].Range)) {
			break
		}
	}
	return true
}

// isExplained reports whether an unlabelled line belongs to an element of the
// preamble: one more reference, a caption, reasons, or a subject whose label
// stands alone.
func (p *parser) isExplained(i int, o outline) bool {
	r := p.lines[i].Range
	s := p.text(r)
	if isCaptionLine(s) || isBackslash(s) || isRule(s) || hasPrefixFold(s, "REASON") {
		return true
	}
	if _, ok := p.readClassification(r); ok {
		return true
	}
	if o.seen.has(referenceKeyword) && !o.seen.has(classifiedByKeyword) && len(s) < 100 {
		if startsEnumerator(cutPilcrow(s)) || strings.ContainsAny(s, "0123456789") {
			return true
		}
	}
	return trim(p.src, Range{o.lastEnd, r.Start}).Len() == 0
}

// startsBody reports whether a line without a label is where the body begins,
// as far as the line itself tells. seen are the labels before it: the signs of
// an unnumbered body count only after SUBJECT.
func (p *parser) startsBody(i int, seen keywordSet) bool {
	s := p.text(p.lines[i].Range)
	if isParagraphStart(s) {
		return true
	}
	if !seen.has(subjectKeyword) && !seen.has(referenceKeyword) && !seen.has(classifiedByKeyword) {
		return false
	}
	switch {
	case isRule(s):
		return !p.keywordFollows(i)
	case s[0] == '(':
		n := portionMarkLength(s) // or the letter of a reference: "(C) GRISTAD 42"
		return n > 0 && (n > 3 || !startsCable(s[skipBlanks(s, n):]))
	}
	return isBodyPhrase(s)
}

// keywordFollows reports whether the next line that is not blank opens with a
// label.
func (p *parser) keywordFollows(i int) bool {
	i, _ = p.nextWords(i + 1)
	if i == len(p.lines) {
		return false
	}
	word, _ := p.keywordAt(p.lines[i].Range)
	return word != noKeyword
}

// isBodyPhrase reports whether a line opens with words that begin a body.
func isBodyPhrase(s string) bool {
	if hasPrefixFold(s, "SUMMARY") {
		rest := strings.TrimLeft(s[len("SUMMARY"):], " ")
		return rest == "" || strings.IndexByte(":.-/(&", rest[0]) >= 0 || hasPrefixFold(rest, "AND ")
	}
	for _, phrase := range [...]string{"THIS IS AN ACTION", "THIS IS A JOINT", "\"CANCEL THIS", "CANCEL THIS"} {
		if hasPrefixFold(s, phrase) && wordEnd(s, len(phrase)) {
			return true
		}
	}
	return false
}

// isParagraphStart reports whether a line begins with the number of a
// paragraph: "1. ", "2.(SBU)", "¶3. ", "(C) 1.". A numbered reference
// ("1. GRISTAD 123") is none.
func isParagraphStart(s string) bool {
	s = cutPilcrow(s)
	if n := portionMarkLength(s); n > 0 {
		s = s[skipBlanks(s, n):]
	}
	end := skipDigits(s, 0)
	if end == 0 || end > 2 {
		return false
	}
	dot := skipBlanks(s, end)
	if byteAt(s, dot) != '.' || dot > end+1 || isDigit(byteAt(s, dot+1)) {
		return false
	}
	rest := s[skipBlanks(s, dot+1):]
	if _, n := vocab.MatchPost(rest); n > 0 {
		digits := skipDigits(rest, skipBlanks(rest, n))
		return digits < n+3 || digits < len(rest)
	}
	return true
}

// cutPilcrow cuts the sign that an archive set before numbers.
func cutPilcrow(s string) string {
	if len(s) > 2 && s[:2] == "¶" {
		return s[2:]
	}
	return s
}

// portionMarkLength returns the length of the portion mark "(C/NF)" at the
// beginning of s; 0 for none.
func portionMarkLength(s string) int {
	if byteAt(s, 0) != '(' {
		return 0
	}
	for i := 1; i < len(s) && i < 30; i++ {
		if s[i] == ')' {
			if _, ok := vocab.PortionMarking(s[1:i]); ok {
				return i + 1
			}
			return 0
		}
	}
	return 0
}

// isCaptionLine reports whether a line holds captions and nothing else.
func isCaptionLine(s string) bool {
	for s != "" {
		name, n := matchCaption(s)
		switch {
		case n == 0:
			return false
		case n > len("SENSITIVE") && (name == "SENSITIVE" || name == "CORRECTED COPY"):
			return true
		}
		for n < len(s) && !isLetter(s[n]) {
			n++
		}
		s = s[n:]
	}
	return true
}

// startsPreamble reports whether line i is a part of the preamble or the body,
// not one more line of an address list.
func (p *parser) startsPreamble(i int) bool {
	r := p.lines[i].Range
	s := p.text(r)
	if word, _ := p.keywordAt(r); word != noKeyword || isCaptionLine(s) || isParagraphStart(s) || isRule(s) {
		return true
	}
	c, ok := p.readClassification(r)
	return ok && c.strong
}

// nextWords returns the index of the first line from i on that is neither blank
// nor a page break, and whether it passed a page break.
func (p *parser) nextWords(i int) (next int, broken bool) {
	for ; i < len(p.lines) && (p.lines[i].blank() || p.lines[i].pageBreak); i++ {
		broken = broken || p.lines[i].pageBreak
	}
	return i, broken
}

// endsElement reports whether the element of the preamble that is being read
// ends before line i for reasons of that line.
func (p *parser) endsElement(i int) bool {
	l := p.lines[i]
	if l.blank() || l.start >= p.outline.end {
		return true
	}
	s := p.text(l.Range)
	word, _ := p.keywordAt(l.Range)
	if word != noKeyword || isCaptionLine(s) || isRule(s) {
		return true
	}
	c, ok := p.readClassification(l.Range)
	return ok && (c.strong || c.tail.Len() == 0)
}
