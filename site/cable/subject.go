package cable

import (
	"html"
	"strings"
)

// maxSubject is the number of lines of the longest subjects.
const maxSubject = 12

// parseSubject reads the subject: the words after the label, whose line is i,
// and the lines after it up to a blank line or the next element. Where nothing
// follows the label on its line the subject may come after blank lines.
func (p *parser) parseSubject(i int, text Range) int {
	lines := make([]Range, 0, 2)
	if text = p.cutBackslash(text); text.Len() > 0 {
		lines = append(lines, text)
	}
	next := i + 1
	for i = next; i < len(p.lines) && len(lines) < maxSubject; i++ {
		l := p.lines[i]
		if len(lines) == 0 && l.blank() && i-next < 3 {
			continue
		}
		if follow, broken := p.nextWords(i); broken && p.subjectFollows(follow) {
			i = follow - 1
			continue
		}
		if l.pageBreak || p.endsElement(i) || isWeekday(p.text(l.Range)) || isBackslash(p.text(l.Range)) {
			break
		}
		lines = append(lines, p.cutBackslash(l.Range))
		next = i + 1
	}
	for _, r := range lines {
		p.mark(r, SubjectText)
	}
	if p.c.SubjectText == nil && len(lines) > 0 {
		p.readSubject(lines)
	}
	return next
}

// subjectFollows reports whether the subject goes on at line i, after a page
// break: labels must be still to come, since what stands before them and is
// none can be nothing else.
func (p *parser) subjectFollows(i int) bool {
	return i < len(p.lines) && p.lines[i].Start < p.outline.last && !p.endsElement(i)
}

// cutBackslash takes the backslashes off the end of a line that a dump of the
// archive put there.
func (p *parser) cutBackslash(r Range) Range {
	end := r.End
	for r.Len() > 0 && p.src[r.End-1] == '\\' {
		r = trim(p.src, Range{r.Start, r.End - 1})
	}
	p.mark(trim(p.src, Range{r.End, end}), Damage)
	return r
}

// isBackslash reports whether a line holds the backslash of a dump and nothing
// else.
func isBackslash(s string) bool { return strings.Trim(s, "\\ ") == "" }

// readSubject joins the lines of the subject and takes the portion mark off.
func (p *parser) readSubject(lines []Range) {
	p.c.SubjectText = lines
	s := p.text(lines[0])
	for _, r := range lines[1:] {
		if endsInHyphen(s) {
			s += p.text(r)
		} else {
			s += " " + p.text(r)
		}
	}
	s = strings.ReplaceAll(fold(s), "US- ", "US-")
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if strings.IndexByte(s, '\\') >= 0 {
		s = fold(strings.ReplaceAll(s, "\\", ""))
	}
	p.c.Subject, p.c.SubjectMarking = cutSubjectMarking(s)
}

// endsInHyphen reports whether s ends in a hyphen that belongs to a word.
func endsInHyphen(s string) bool {
	n := len(s)
	return n > 1 && s[n-1] == '-' && (isLetter(s[n-2]) || isDigit(s[n-2]))
}

// cutSubjectMarking takes portion marks off the front and the end of a subject
// and returns the first of them without its brackets.
func cutSubjectMarking(s string) (subject, marking string) {
	for n := portionMarkLength(s); n > 0; n = portionMarkLength(s) {
		if marking == "" {
			marking = s[1 : n-1]
		}
		s = strings.TrimLeft(s[n:], " ")
	}
	if at := strings.LastIndexByte(s, '('); at > 0 && s[at-1] == ' ' && at+portionMarkLength(s[at:]) == len(s) {
		if marking == "" {
			marking = s[at+1 : len(s)-1]
		}
		s = strings.TrimRight(s[:at], " ")
	}
	return s, marking
}

// isWeekday reports whether a line begins with a day of the week and a comma,
// as the date does that a newspaper set over its copies.
func isWeekday(s string) bool {
	n := skipLetters(s, 0)
	return byteAt(s, n) == ',' && n > 5 && hasPrefixFold(s[n-3:], "DAY") && isDigit(byteAt(s, skipBlanks(s, n+1)))
}
