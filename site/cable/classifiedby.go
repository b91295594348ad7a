package cable

import "strings"

// maxClassifiedBy is the number of lines of the longest "Classified By".
const maxClassifiedBy = 12

// parseClassifiedBy reads "Classified By: …" and the lines that it wraps to,
// also over a page break while the reasons are still to come. from is where the
// words after the label begin.
func (p *parser) parseClassifiedBy(i, from int) int {
	text := []Range{trim(p.src, Range{from, p.lines[i].End})}
	p.mark(p.lines[i].Range, ClassifiedByLine)
	next := i + 1
	for i = next; i < len(p.lines) && len(text) < maxClassifiedBy; i++ {
		l := p.lines[i]
		if l.blank() || l.pageBreak {
			follow, broken := p.nextWords(i)
			if !p.reasonsFollow(follow, broken, text) {
				break
			}
			i = follow - 1
			continue
		}
		if p.endsElement(i) || p.startsBody(i, p.outline.seen) {
			break
		}
		text = append(text, l.Range)
		p.mark(l.Range, ClassifiedByLine)
		next = i + 1
	}
	if p.c.ClassifiedBy == "" {
		p.c.ClassifiedBy = p.c.Words(text)
	}
	return next
}

// reasonsFollow reports whether "Classified By" goes on at line i after blank
// lines: the reasons stand on a line of their own, or a page break parts them.
func (p *parser) reasonsFollow(i int, broken bool, text []Range) bool {
	if i == len(p.lines) || p.lines[i].start >= p.outline.end {
		return false
	}
	s := p.text(p.lines[i].Range)
	if hasPrefixFold(s, "REASON") {
		return true
	}
	return broken && (isLower(s[0]) || !strings.HasSuffix(strings.TrimRight(p.c.Words(text), "."), ")"))
}

// readLateClassifiedBy finds "Classified by" in the first paragraph of the
// body, whose first line is i. The words stay a part of the body.
func (p *parser) readLateClassifiedBy(i int) {
	i, _ = p.nextWords(i)
	if p.c.ClassifiedBy != "" || i == len(p.lines) || p.outline.last < 0 {
		return
	}
	s := p.text(p.lines[i].Range)
	at := len(s) - len(cutPilcrow(s))
	if d := skipDigits(s, at); d > at && byteAt(s, d) == '.' {
		at = skipBlanks(s, d+1)
	}
	if n := portionMarkLength(s[at:]); n > 0 {
		at = skipBlanks(s, at+n)
	}
	n := classifiedByLength(s[at:])
	if n == 0 {
		return
	}
	text := []Range{trim(p.src, Range{p.lines[i].Start + at + n, p.lines[i].End})}
	for i++; i < len(p.lines) && len(text) < maxClassifiedBy && !p.lines[i].blank() && !isParagraphStart(p.text(p.lines[i].Range)); i++ {
		if !p.lines[i].pageBreak {
			text = append(text, p.lines[i].Range)
		}
	}
	p.c.ClassifiedBy = p.c.Words(text)
}
