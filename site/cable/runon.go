package cable

import "strings"

// cutRunOn makes lines of their own of the numbered paragraphs that stand behind
// others on one line, as in copies that have lost their line ends:
//
//  1. (C) One.  2. (C) Two.  3. (S) Three.
//
// Only a number that follows the last one and bears a portion mark counts.
func (b *body) cutRunOn(from int) {
	var found []Range
	last := 0    // number of the paragraph before
	read := from // lines before it were looked at for that
	for i := from; i < len(b.lines); i++ {
		l := &b.lines[i]
		if l.pageBreak || l.Len() <= longLine {
			continue
		}
		for ; read < i; read++ {
			if n := b.numberAt(b.lines[read].Start, b.lines[read].End); n > 0 {
				last = n
			}
		}
		found, last = b.runOn(found, l, last)
		read = i + 1
	}
	if len(found) > 0 {
		b.cut(found)
	}
}

// numberAt returns the number of the paragraph with a portion mark that begins
// at i, 0 for none.
func (b *body) numberAt(i, end int) int {
	s := b.src[:end]
	digits := skipDigits(s, i)
	if digits == i || digits-i > 3 || byteAt(s, digits) != '.' {
		return 0
	}
	if m, ok := b.markAt(digits+1, end); !ok || b.src[m.Start] != '(' {
		return 0
	}
	return number(s[i:digits])
}

// runOn appends the paragraphs that stand within a line. last is the number of
// the paragraph before, and of the last one when it returns.
func (b *body) runOn(found []Range, l *line, last int) ([]Range, int) {
	if n := b.numberAt(l.Start, l.End); n > 0 {
		last = n
	}
	s := b.src[:l.End]
	open := -1 // the paragraph that is not yet ended, in found
	for at := l.Start; ; {
		bracket := strings.IndexByte(s[at:], '(')
		if bracket < 0 || last == 0 {
			return found, last
		}
		at += bracket + 1
		dot := backBlanks(s, at-1) - 1
		if dot <= l.Start || s[dot] != '.' {
			continue
		}
		start := backDigits(s, dot)
		before := backBlanks(s, start)
		if before == start || before <= l.Start || !endsSentence(s[l.Start:before]) || b.numberAt(start, l.End) != last+1 {
			continue
		}
		if open >= 0 {
			found[open].End = before
		}
		open = len(found)
		found = append(found, Range{start, l.End})
		last++
	}
}
