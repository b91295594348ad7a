package cable

import (
	"strings"
	"unicode/utf8"
)

// maxHeading is the number of lines that a heading may have.
const maxHeading = 4

// ruled reads what a rule belongs to: a heading that is underlined from row k
// on, one with a rule above it too, or else the rule alone, which parts what
// stands on both sides. It returns the number of rows taken, 0 for none.
func (b *body) ruled(k int) int {
	n := b.rule - k // rows before the rule
	switch {
	case n > maxHeading || b.rule == len(b.rows) || n > 0 && !b.underlined(k, n):
		return 0
	case n > 0:
		b.addHeading(k, n)
	default:
		b.close()
	}
	b.markRule(b.rule)
	return n + 1
}

// findRule finds the first rule from row k on.
func (b *body) findRule(k int) {
	for b.rule < k {
		b.rulesPassed++
		b.rule = b.rules[b.rulesPassed]
	}
}

// markRule marks the rule of row k. What follows it stands apart.
func (b *body) markRule(k int) {
	b.mark(b.rows[k].Range, Rule)
	if k+1 < len(b.rows) {
		b.rows[k+1].fresh = true
	}
}

// underlined reports whether the n rows from row k on, which a rule follows, are
// a heading.
func (b *body) underlined(k, n int) bool {
	longest := 0
	for i := k; i < k+n; i++ {
		r := &b.rows[i]
		if r.use != words || i > k && r.fresh {
			return false
		}
		longest = max(longest, r.Len())
	}
	if !b.clear(k) && n > 1 {
		return false
	}
	rule := &b.rows[k+n]
	last := &b.rows[k+n-1]
	off := min(abs(rule.Len()-longest), abs(rule.Len()-last.Len()))
	switch {
	case longest > longestHeading:
		return false
	case !b.clear(k) && (off > 2 || b.sentence(last) || !b.ends(k-1) && !b.short(k-1, 0)):
		return false
	case rule.fresh && off > 1:
		return false
	case b.sentence(last) && n > 1 && !last.caps:
		return false
	case off <= max(3, longest/4), last.caps && !b.capitals && off <= longest:
		return true
	}
	return b.between(k, rule) || n == 1 && b.clear(k) && !rule.fresh && !b.sentence(last)
}

// between reports whether row k stands right below a rule of the same length as
// the one that follows.
func (b *body) between(k int, rule *row) bool {
	return k > 0 && b.rows[k-1].rule && abs(b.rows[k-1].Len()-rule.Len()) <= 2
}

// longestHeading is the length that no line of a heading exceeds, in bytes.
const longestHeading = 90

// clear reports whether nothing that row k could belong to stands before it.
func (b *body) clear(k int) bool {
	return b.rows[k].fresh || !b.open || b.rows[k-1].rule
}

// sentence reports whether a row ends in a full stop, not in an ellipsis.
func (b *body) sentence(r *row) bool {
	text := strings.TrimRight(b.text(r.Range), "\"')]”’")
	return strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "..")
}

// bareHeading returns the number of rows from row k on that are a heading
// without a rule, 0 for none. What follows must be something to stand over.
func (b *body) bareHeading(k int) int {
	r := &b.rows[k]
	if r.use != words || !r.fresh && !(r.caps && b.clearCaps(k)) {
		return 0
	}
	n := 1
	for n < maxHeading && k+n < len(b.rows) && !b.rows[k+n].fresh && !b.rows[k+n].rule && b.rows[k+n].use == words && b.rows[k+n].caps == r.caps {
		n++
	}
	if k+n >= len(b.rows) || b.rows[k+n].rule {
		return 0
	}
	next := &b.rows[k+n]
	if next.use != paragraph && !next.fresh && !(r.caps && n == 1 && b.short(k, 0)) {
		return 0
	}
	if r.caps && (!b.capitals || next.use == paragraph) {
		return b.capsHeading(k, n)
	}
	return b.mixedHeading(k, n)
}

// clearCaps reports whether a row in capitals that no blank line precedes
// still stands by itself.
func (b *body) clearCaps(k int) bool {
	return !b.open || b.ends(k-1) && b.short(k-1, 0) && !b.capitals
}

// capsHeading checks n rows in capitals for being a heading.
func (b *body) capsHeading(k, n int) int {
	text := b.text(Range{b.rows[k].Start, b.rows[k+n-1].End})
	next := &b.rows[k+n]
	letters, xs := 0, 0
	for i := 0; i < len(text); i++ {
		if isLetter(text[i]) || text[i] >= utf8.RuneSelf { // also what stands for redacted words
			letters++
		}
		if text[i] == 'X' {
			xs++
		}
	}
	style, _ := b.bulletAt(b.rows[k].Range)
	switch last := text[len(text)-1]; {
	case letters < 3 || 2*letters < len(text) || 2*xs > letters || len(text) > n*longestHeading:
		return 0
	case last == ';' || style != 0 || b.endsInComma(k, n):
		return 0
	case hasPrefixFold(text, "END ") && endsPart(text), strings.HasPrefix(text, "END TEXT"), strings.HasPrefix(text, "BEGIN "):
		return 0
	case b.isLabelled(k) && next.use != paragraph:
		return 0
	case last == '.' && b.sentence(&b.rows[k+n-1]) && next.use != paragraph && !b.namesPart(text):
		return 0
	case b.capitals && (n > 1 || b.sentence(&b.rows[k])):
		return 0
	}
	return n
}

// endsInComma reports whether one of n rows from row k on ends in a comma, as a
// list does.
func (b *body) endsInComma(k, n int) bool {
	for i := k; i < k+n; i++ {
		if b.src[b.rows[i].End-1] == ',' {
			return true
		}
	}
	return false
}

// isLabelled reports whether row k begins with the label of a sub-paragraph
// that goes on with a list or begins one.
func (b *body) isLabelled(k int) bool {
	l, ok := b.labelAt(b.rows[k].Range)
	if !ok {
		return false
	}
	level, _ := b.placeItem(k, &l)
	return level >= 0
}

// mixedHeading checks rows with small letters for being a heading: a line by
// itself, no sentence, right above a numbered paragraph; elsewhere it must be
// written like a title and stand over some text.
func (b *body) mixedHeading(k, n int) int {
	last := &b.rows[k+n-1]
	next := &b.rows[k+n]
	text := b.text(Range{b.rows[k].Start, last.End})
	if n > 1 || !b.rows[k].fresh || !next.fresh && next.use != paragraph || len(text) > longestHeading {
		return 0
	}
	if !hasWord(text) {
		return 0
	}
	if c := text[0]; !isUpper(c) && !isDigit(c) && c != '"' && c != '.' && c != '(' && c < 0x80 {
		return 0
	}
	end := text[len(text)-1]
	if style, _ := b.bulletAt(b.rows[k].Range); style != 0 || end == ',' || end == ';' || end == ':' || b.isLabelled(k) {
		return 0
	}
	part := b.namesPart(text)
	if b.sentence(last) && !part {
		return 0
	}
	switch {
	case part:
		return n
	case next.use == paragraph:
		if strings.Count(text, " ") < 14 {
			return n
		}
	case isTitle(text) && b.standsOver(k+n) && (k == 0 || b.ends(k-1) || b.rows[k-1].rule):
		return n
	}
	return 0
}

// hasWord reports whether two letters stand together somewhere.
func hasWord(s string) bool {
	for i := 1; i < len(s); i++ {
		if isLetter(s[i]) && isLetter(s[i-1]) {
			return true
		}
	}
	return false
}

// standsOver reports whether running text begins at row k: enough of it to
// have a title.
func (b *body) standsOver(k int) bool {
	r := &b.rows[k]
	if r.gap || r.rule {
		return false
	}
	return r.Len() > longLine || k+1 < len(b.rows) && !b.rows[k+1].fresh && !b.short(k, 0)
}

// isTitle reports whether most words of a line begin with a capital, as in a
// title: words of four letters and more count.
func isTitle(s string) bool {
	long, capital, words := 0, 0, 0
	for word := range strings.FieldsSeq(s) {
		words++
		letters := strings.TrimLeft(word, "\"'(.")
		if len(letters) < 4 || !isLetter(letters[0]) {
			continue
		}
		long++
		if isUpper(letters[0]) {
			capital++
		}
	}
	return long > 0 && words >= 2 && words <= 12 && 3*capital >= 2*long
}

// addHeading adds the heading of n rows from row k on.
func (b *body) addHeading(k, n int) {
	b.heads++
	anchor := headingAnchors.anchor(b.heads)
	b.heading, b.para = "", ""
	b.items, b.bullets = b.items[:0], b.bullets[:0]
	blk := Block{Kind: Heading, Anchor: anchor}
	first := b.rows[k].Range
	if m, ok := b.markAt(first.Start, first.End); ok {
		blk.Marking, blk.Mark = m.marking, m.Range
	} else if m, ok := b.closingMark(b.rows[k+n-1].Range); ok {
		blk.Marking, blk.Mark = m.marking, m.Range
	}
	b.begin(&blk)
	for i := k; i < k+n; i++ {
		b.addAround(b.rows[i].Range, blk.Mark)
	}
	b.close()
	b.heading = anchor
	if k+n < len(b.rows) {
		b.rows[k+n].fresh = true
	}
}

// closingMark reads a portion mark that ends a line: "NEXT STEPS (SBU)".
func (p *parser) closingMark(r Range) (portion, bool) {
	i := strings.LastIndexByte(p.src[r.Start:r.End], '(')
	if i <= 0 || p.src[r.End-1] != ')' {
		return portion{}, false
	}
	m, ok := p.markAt(r.Start+i, r.End)
	return m, ok && m.End == r.End
}

func abs(n int) int { return max(n, -n) }
