package cable

import (
	"fmt"
	"strings"
)

// use is what a number at the beginning of a row turned out to be.
type use uint8

const (
	words     use = iota // part of the text: "23. The next day"
	paragraph            // the number of a paragraph
	listItem             // the number of an item in a list within a paragraph
)

// A numeral is a number with a full stop at the beginning of a row.
type numeral struct {
	row    int
	n      int
	label  Range // "7.", with the pilcrow where one is printed
	digits Range // "7"
	mark   portion
	marked bool // a portion mark stands with it: this is a paragraph
	fresh  bool // its row stands apart
	layout bool // it could begin something new by its place in the lines
	titled bool // a heading stands before it
	run    bool // the next numeral is the following number
	again  bool // its number returns before the count starts over
	ahead  int  // the next number with a portion mark, 0 for none
}

// readNumerals reads the numbers that begin rows and decides which of them
// number paragraphs. b.numerals has the rows that may begin with one.
func (b *body) readNumerals() {
	found := 0
	for i := range b.numerals {
		n := &b.numerals[found]
		*n = numeral{row: b.numerals[i].row}
		if b.readNumeral(n) {
			found++
		}
	}
	clear(b.numerals[found:])
	b.numerals = b.numerals[:found]
	b.lookAhead()
	for i := range b.numerals {
		b.placeNumeral(&b.numerals[i])
	}
	s := sequence{}
	marked := 0
	for i := range b.numerals {
		if b.numerals[i].marked {
			marked++
		}
	}
	s.marked = 2*marked > len(b.numerals)
	for i := range b.numerals {
		n := &b.numerals[i]
		use := s.next(n)
		b.rows[n.row].use, b.rows[n.row].num = use, int32(i)
		b.numbered = b.numbered || use == paragraph
	}
}

// mayBeNumeral reports whether a row that begins with a byte may begin with a
// number.
func mayBeNumeral(c byte) bool { return isDigit(c) || c >= 0x80 || c == '(' || c == '[' }

// readNumeral reads the number at the beginning of a row. The forms are
//
//  7. (C) text   7. text   7.(C) text   7.Text   (C) 7. text   7 (C) text
//
// each perhaps with the pilcrow that web pages put before it.
func (b *body) readNumeral(n *numeral) bool {
	r := b.rows[n.row].Range
	i := b.skipPilcrow(r.Start, r.End)
	piled := i > r.Start
	n.label.Start = r.Start
	if m, ok := b.markAt(i, r.End); ok && m.Start == i && !piled {
		n.mark, n.marked = m, true
		i = skipBlanks(b.src, m.End)
		n.label.Start = i
	}
	s := b.src[:r.End]
	digits := skipDigits(s, i)
	if digits == i || digits-i > 3 {
		return false
	}
	n.digits = Range{i, digits}
	n.n = number(s[i:digits])
	i = digits
	if dot := skipBlanks(s, i); byteAt(s, dot) == '.' && dot-i <= 1 {
		i = dot + 1
		if !b.beginsWords(i, r.End, piled) {
			return false
		}
	} else if !piled {
		if m, ok := b.markAt(i, r.End); !ok || m.Start == i || b.src[m.Start] != '(' || n.marked {
			return false
		}
	}
	n.label.End = i
	b.readMark(n, r.End)
	return n.n > 0
}

// skipPilcrow skips the paragraph sign, also as the single byte of Latin-1.
func (p *parser) skipPilcrow(i, end int) int {
	for _, sign := range [...]string{"Â¶", "¶", "\xb6"} {
		if strings.HasPrefix(p.src[i:end], sign) {
			return skipBlanks(p.src[:end], i+len(sign))
		}
	}
	return i
}

// beginsWords reports whether what follows the full stop of a number can be a
// paragraph's text, and not the rest of a decimal or a date.
func (p *parser) beginsWords(i, end int, piled bool) bool {
	if i == end {
		return true
	}
	c := p.src[i]
	return isSpace(c) || isUpper(c) || c == '(' || c == '[' || c == '"' || c >= 0x80 || piled && !isDigit(c)
}

// readMark reads the portion mark after a number.
func (b *body) readMark(n *numeral, end int) {
	if n.marked {
		return
	}
	n.mark, n.marked = b.leadingMark(Range{n.label.End, end})
}

// leadingMark reads the portion mark at the beginning of a block's words, also
// behind the phrase that opens a part: "Summary: (SBU) text".
func (b *body) leadingMark(r Range) (portion, bool) {
	if m, ok := b.markAt(r.Start, r.End); ok {
		return m, true
	}
	if o, ok := b.partOpening(r.Start, r.End); ok {
		return b.markAt(o.End, r.End)
	}
	return portion{}, false
}

// placeNumeral notes what the rows before a number say about it.
func (b *body) placeNumeral(n *numeral) {
	k := n.row
	r := &b.rows[k]
	n.fresh = r.fresh
	n.layout = r.fresh || r.paged || b.ends(k-1) || b.rows[k-1].rule || b.short(k-1, 0) && !n.again
	n.titled = b.titleBefore(k)
}

// titleBefore reports whether row k follows a heading or the words that open
// an attached text, after which paragraphs may be numbered from 1 again.
func (b *body) titleBefore(k int) bool {
	if k == 0 {
		return true
	}
	r := &b.rows[k-1]
	text := b.text(r.Range)
	switch {
	case r.rule:
		return true
	case strings.HasSuffix(text, ":"):
		return opensAttachment(text)
	case r.caps && !b.capitals:
		return !endsSentence(text)
	}
	return b.rows[k].fresh && r.fresh && !endsSentence(text) && r.Len() < b.wrap
}

// opensAttachment reports whether a line announces a text that is quoted whole.
func opensAttachment(s string) bool {
	for _, word := range [...]string{"BEGIN", "TEXT OF", "ATTACHMENT", "ANNEX", "NON-PAPER", "NONPAPER", "QUOTE", "UNQUOTE"} {
		if hasPrefixFold(s, word) {
			return true
		}
	}
	return hasSuffixFold(s, "TEXT:") || hasSuffixFold(s, "FOLLOWS:") || hasSuffixFold(s, "QUOTE:")
}

// hasSuffixFold reports whether s ends in suffix, which is in capitals.
func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && hasPrefixFold(s[len(s)-len(suffix):], suffix)
}

// lookAhead notes on each numeral what the later ones say about it.
func (b *body) lookAhead() {
	var seen [1000]int // in which count a number was seen last
	count, ahead := 1, 0
	for i := len(b.numerals) - 1; i >= 0; i-- {
		n := &b.numerals[i]
		n.run = i+1 < len(b.numerals) && b.numerals[i+1].n == n.n+1
		n.again = seen[n.n] == count
		n.ahead = ahead
		seen[n.n] = count
		if n.n == 1 {
			count++
		}
		if n.marked {
			ahead = n.n
		}
	}
}

// A sequence follows the numbers of paragraphs. They mostly rise by one, but
// skip, repeat and start over, and numbers of lists, dates and amounts stand
// among them.
type sequence struct {
	marked bool // most numbers carry a portion mark, so those without are doubtful
	last   int  // number of the last paragraph
	outer  int  // number of the last paragraph before the count started over
	item   int  // number of the last item of the list we are in, 0 for none
}

// next decides what a numeral is.
func (s *sequence) next(n *numeral) use {
	switch {
	case n.marked:
		s.take(n)
		return paragraph
	case s.item > 0 && n.n == s.item+1 && n.layout && (n.n != s.last+1 || n.again):
		s.item++
		return listItem
	case n.layout && s.continues(n):
		s.take(n)
		return paragraph
	case n.n == 1 && n.layout && n.run:
		s.item = 1
		return listItem
	}
	return words
}

// take makes a numeral the last paragraph.
func (s *sequence) take(n *numeral) {
	if n.n < s.last {
		s.outer = s.last
	}
	s.last, s.item = n.n, 0
}

// continues reports whether a numeral without a portion mark is the number of
// the next paragraph.
func (s *sequence) continues(n *numeral) bool {
	switch {
	case s.last == 0:
		return n.n <= 2 || n.run || n.row == 0
	case n.ahead > s.last && n.ahead <= n.n && !(s.outer > 0 && n.ahead == s.outer+1):
		return false // the real bearer of this number comes later
	case n.n == s.last+1:
		return true
	case n.n == 1:
		return n.titled
	case s.outer > 0 && n.n == s.outer+1:
		return true
	case s.marked:
		return n.n == s.last+2 && n.ahead > n.n
	case n.n == s.last:
		return n.run && !n.again
	}
	return n.fresh && n.n > s.last && n.n <= s.last+3 && (n.run || n.ahead == 0)
}

// startParagraph opens the numbered paragraph of row k.
func (b *body) startParagraph(k int) {
	r := &b.rows[k]
	n := &b.numerals[r.num]
	b.items, b.bullets = b.items[:0], b.bullets[:0]
	b.para = b.numberedAnchor(n.n)
	b.begin(&Block{
		Kind: Paragraph, Anchor: b.para, Number: b.text(n.digits),
		Label: n.label, Marking: n.mark.marking, Mark: n.mark.Range,
	})
	b.addAround(Range{n.label.End, r.End}, n.mark.Range)
}

// addAround adds a range to the open block, less what lies within hole.
func (b *body) addAround(r, hole Range) {
	if hole.Start >= r.End || hole.End <= r.Start {
		b.addText(r)
		return
	}
	b.addText(Range{r.Start, hole.Start})
	b.addText(Range{hole.End, r.End})
}

// reportNumbers reports numbers that were skipped, repeated or started over,
// each kind once.
func (b *body) reportNumbers() {
	var skipped, repeated, restarted tally
	var seen [1000]bool
	last := 0
	for i := range b.numerals {
		n := &b.numerals[i]
		if b.rows[n.row].use != paragraph {
			continue
		}
		switch {
		case n.n == 1 && last > 0:
			restarted.add(n.label.Start)
			clear(seen[:])
		case seen[n.n]:
			repeated.add(n.label.Start)
		case n.n > last+1 && last > 0:
			skipped.add(n.label.Start)
		}
		seen[n.n], last = true, n.n
	}
	b.reportTally(restarted, "paragraph-restart", "paragraph numbers start over at 1",
		"a text may be attached here; repeated numbers have addresses like #p1_2")
	b.reportTally(repeated, "paragraph-repeat", "a paragraph number is used again", b.repeatHint(repeated.first))
	b.reportTally(skipped, "paragraph-skip", "a paragraph number is skipped",
		"compare with another copy; addresses follow the printed numbers")
	if h := &b.c.Header; len(b.c.Blocks) == 0 && h.TransmissionID != "" && h.From != "" && b.c.Subject != "" {
		b.problem(b.window.Start, "no-text", "the cable has no text", "look for another copy")
	}
	if !b.numbered && len(b.c.Blocks) > 1 {
		b.problem(b.rows[0].Start, "no-paragraphs", "no paragraph has a number",
			"blocks are addressed as #u1, #u2 in order")
	}
}

// repeatHint says under which addresses the bearers of a repeated number are
// found, the second of which stands at an offset.
func (b *body) repeatHint(at int) string {
	for _, blk := range b.c.Blocks {
		if blk.Kind == Paragraph && blk.Label.Start == at {
			first, _, _ := strings.Cut(blk.Anchor, "_")
			return "its first bearer keeps #" + first + ", this one has #" + blk.Anchor
		}
	}
	return ""
}

// A tally counts what is reported once per cable with its first place.
type tally struct{ first, n int }

func (t *tally) add(at int) {
	if t.n == 0 {
		t.first = at
	}
	t.n++
}

// reportTally reports a kind of damage once, with its first place and, where
// there are more, their number.
func (p *parser) reportTally(t tally, code, message, hint string) {
	switch {
	case t.n == 0:
		return
	case t.n > 1:
		message = fmt.Sprintf("%s (%d places)", message, t.n)
	}
	p.problem(t.first, code, message, hint)
}
