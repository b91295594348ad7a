package cable

import (
	"strconv"
	"strings"
)

// An item is an open list of sub-paragraphs: the last label read of it.
type item struct {
	style  itemStyle
	n      int    // 3 for "c", "3" and "iii"
	anchor string // of the sub-paragraph
	lone   bool   // the list stands in no paragraph
}

// itemStyle is the form of a label: what counts and what closes it.
type itemStyle struct {
	count byte // 'a' letters, 'A' capitals, '1' digits, 'i' small Roman numerals
	open  byte // '(' or 0
	close byte // ')', '.' or ':'
}

// A label is the label of a sub-paragraph as printed.
type label struct {
	Range
	name   string // "a", "1", "iv"
	styles [2]itemStyle
	counts [2]int // its place in the list; "i" can be the ninth letter or one
}

// A bullet is an open list of bullets.
type bullet struct {
	style  byte // the sign, or the digit that counts its dashes
	column int
}

// maxDepth bounds the nesting of lists. Deeper labels stay text.
const maxDepth = 4

// startItem opens the sub-paragraph of row k, if there is one.
func (b *body) startItem(k int) bool {
	r := &b.rows[k]
	if r.use != listItem && !mayBeLabel(b.text(r.Range)) {
		return false
	}
	var l label
	if r.use == listItem {
		n := &b.numerals[r.num]
		l = label{Range: n.label, name: strconv.Itoa(n.n), styles: [2]itemStyle{{'1', 0, '.'}}, counts: [2]int{n.n}}
	} else {
		var ok bool
		if l, ok = b.labelAt(r.Range); !ok {
			return false
		}
	}
	level, which := b.placeItem(k, &l)
	if level < 0 {
		return false
	}
	b.bullets = b.bullets[:0]
	blk := Block{Kind: SubParagraph, Number: l.name, Indent: level + 1}
	lone := level == 0 && (b.para == "" || len(b.items) > 0 && b.items[0].lone)
	switch {
	case lone:
		b.para = "" // each gets an address of its own
	case level == 0:
		blk.Anchor = b.itemAnchor(b.para, l.name)
	default:
		blk.Anchor = b.itemAnchor(b.items[level-1].anchor, l.name)
	}
	b.startLabelled(k, l.Range, &blk)
	b.items = append(b.items[:level], item{
		style: l.styles[which], n: l.counts[which], lone: lone, anchor: b.c.Blocks[len(b.c.Blocks)-1].Anchor,
	})
	return true
}

// startLabelled opens the block of a row that begins with a label.
func (b *body) startLabelled(k int, label Range, blk *Block) {
	r := b.rows[k].Range
	blk.Label = label
	r.Start = label.End
	if m, ok := b.leadingMark(r); ok {
		blk.Marking, blk.Mark = m.marking, m.Range
	}
	b.begin(blk)
	b.addAround(r, blk.Mark)
}

// placeItem finds the open list that a label goes on with, or whether it begins
// one within the last. It returns the depth, -1 for none, and which reading
// of the label fits.
func (b *body) placeItem(k int, l *label) (level, which int) {
	layout := b.layout(k)
	for which := range l.styles {
		for level := len(b.items) - 1; level >= 0 && l.counts[which] > 0; level-- {
			it := &b.items[level]
			if it.style != l.styles[which] || !layout && it.style.close == ')' && b.lines[b.rows[k].line].start == l.Start {
				continue
			}
			if l.counts[which] == it.n+1 || b.rows[k].fresh && l.counts[which] == it.n+2 {
				return level, which
			}
		}
	}
	if !layout || b.isMarking(l) {
		return -1, 0
	}
	for which := len(l.styles) - 1; which >= 0; which-- {
		if l.counts[which] == 1 && b.opensList(k, l.styles[which]) {
			return b.depthFor(l.styles[which]), which
		}
	}
	return -1, 0
}

// isMarking reports whether a label is rather the portion mark of a paragraph
// without a number: "(C) Text".
func (b *body) isMarking(l *label) bool {
	return l.styles[0].open == '(' && isLevel(l.name)
}

// opensList reports whether a first label can begin a list at row k. Initials
// of names look like "A. ", so those need more than the end of a sentence.
func (b *body) opensList(k int, style itemStyle) bool {
	if b.rows[k].fresh || style.close == ')' {
		return true
	}
	last := b.src[b.rows[k-1].End-1]
	return last == ':' || last == ';' || b.rows[k-1].rule || b.short(k-1, 4)
}

// depthFor returns the depth at which a list of a style begins: where one of
// the same style is open, in its place.
func (b *body) depthFor(style itemStyle) int {
	for level := range b.items {
		if b.items[level].style == style {
			return level
		}
	}
	if len(b.items) == maxDepth {
		return -1
	}
	return len(b.items)
}

// layout reports whether row k could begin something by its place in the lines:
// the row before ends a sentence, or was ended before it was full.
func (b *body) layout(k int) bool {
	r := &b.rows[k]
	if r.fresh || k == 0 {
		return true
	}
	before := &b.rows[k-1]
	return b.ends(k-1) || before.rule || b.src[before.End-1] == ',' || b.short(k-1, 0) || before.Len() > longLine
}

// longestLabel is the length of the longest label of a sub-paragraph.
const longestLabel = len("(viii)")

// lineSigns are signs at the beginning of a line, as bits of each byte.
var lineSigns = func() (signs [256]uint8) {
	for i := range signs {
		c := byte(i)
		if c == ')' || c == '.' || c == ':' {
			signs[i] = closesLabel
		}
		if isLetter(c) && c != 'o' || isDigit(c) || c == '"' || c == '\'' {
			signs[i] = opensNothing
		}
	}
	return signs
}()

const (
	closesLabel  = 1 << iota // it can end the label of a sub-paragraph
	opensNothing             // no bullet or bracket
)

// mayBeLabel reports whether a row may begin with the label of a sub-paragraph:
// what closes one stands within its first bytes.
func mayBeLabel(s string) bool {
	for i := 1; i < len(s) && i < longestLabel; i++ {
		switch s[i] {
		case ')', '.', ':':
			return true
		case ' ':
			return false
		}
	}
	return false
}

// labelAt reads the label of a sub-paragraph at the beginning of a row:
//
//	a. text   A. text   (a) text   a) text   A: text   1) text   (1) text   ii. text
func (p *parser) labelAt(r Range) (l label, ok bool) {
	s := p.src[:r.End]
	i := r.Start
	var style itemStyle
	if s[i] == '(' {
		style.open = '('
		i++
	}
	end := skipDigits(s, i)
	if end == i {
		end = skipLetters(s, i)
	}
	if n := end - i; n == 0 || n > 4 || isDigit(s[i]) && n > 2 {
		return l, false
	}
	style.close = byteAt(s, end)
	l.Range, l.name = Range{r.Start, end + 1}, s[i:end]
	switch {
	case style.close == ')':
	case style.open != 0 || style.close != '.' && style.close != ':' || isDigit(s[i]):
		return l, false
	case style.close == ':' && !isUpper(s[i]):
		return l, false
	}
	if next := byteAt(s, end+1); end+1 < r.End && !isSpace(next) && (style.close != ')' || !isLetter(next) && next != '(') {
		return l, false
	}
	return l, l.count(style)
}

// count finds what place in a list a label can have.
func (l *label) count(style itemStyle) bool {
	switch {
	case isDigit(l.name[0]):
		style.count = '1'
		l.styles[0], l.counts[0] = style, number(l.name)
	case len(l.name) == 1:
		style.count = 'A'
		if isLower(l.name[0]) {
			style.count = 'a'
		}
		l.styles[0], l.counts[0] = style, int(upper(l.name[0])-'A')+1
	}
	if n := roman(l.name); n > 0 {
		style.count = 'i'
		if isUpper(l.name[0]) {
			style.count = 'I'
		}
		l.styles[1], l.counts[1] = style, n
	}
	return l.counts[0] > 0 || l.counts[1] > 0
}

// roman reads a Roman numeral up to 39 in one case; 0 is none.
func roman(s string) int {
	n, last := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		if isUpper(s[i]) != isUpper(s[0]) {
			return 0
		}
		v := 0
		switch upper(s[i]) {
		case 'I':
			v = 1
		case 'V':
			v = 5
		case 'X':
			v = 10
		default:
			return 0
		}
		if v < last {
			n -= v
		} else {
			n, last = n+v, v
		}
	}
	return n
}

// startBullet opens the bullet of row k, if there is one.
func (b *body) startBullet(k int) bool {
	r := b.rows[k].Range
	style, end := b.bulletAt(r)
	if style == 0 || !b.bulletFits(k, style, end) {
		return false
	}
	column := r.Start - b.lines[b.rows[k].line].start
	depth := min(b.bulletDepth(k, style, column), maxDepth-1)
	b.bullets = append(b.bullets[:depth], bullet{style, column})
	b.startLabelled(k, Range{r.Start, end}, &Block{Kind: Bullet, Indent: len(b.items) + depth + 1})
	return true
}

// bulletDepth returns the depth of a bullet among the open lists: in a list of
// its own style, or below the last where it is set in, has more dashes, or
// follows a colon; else beside the last.
func (b *body) bulletDepth(k int, style byte, column int) int {
	n := len(b.bullets)
	for level := n - 1; level >= 0; level-- {
		if open := b.bullets[level]; open.style == style && abs(open.column-column) <= 1 {
			return level
		}
	}
	if n == 0 {
		return 0
	}
	last := b.bullets[n-1]
	switch {
	case isDashes(style) && isDashes(last.style) && style < last.style:
		return 0
	case isDashes(style) && isDashes(last.style) && style > last.style:
		return n
	case column > last.column+1 || k > 0 && b.src[b.rows[k-1].End-1] == ':':
		return n
	}
	return n - 1
}

// isDashes reports whether a style of bullets is one to three dashes.
func isDashes(style byte) bool { return '1' <= style && style <= '3' }

// bulletAt reads a bullet at the beginning of a row. It returns its style, 0
// for none, and where it ends.
func (p *parser) bulletAt(r Range) (style byte, end int) {
	s := p.src[:r.End]
	i := r.Start
	switch s[i] {
	case '-':
		return p.dashes(r)
	case '*', '+':
		next := byteAt(s, i+1)
		word, _, _ := strings.Cut(s[i:], " ")
		if isSpace(next) || s[i] == '*' && isLetter(next) && !strings.HasSuffix(word, "*") {
			return s[i], i + 1
		}
	case 'o':
		if next := skipBlanks(s, i+1); next > i+1 && next < r.End {
			return 'o', i + 1
		}
	case 0xC2, 0xE2:
		for _, sign := range [...]string{"•", "·", "–", "—", "●", "▪"} {
			if strings.HasPrefix(s[i:], sign) && i+len(sign) < r.End {
				return sign[len(sign)-1], i + len(sign)
			}
		}
	}
	return 0, 0
}

// dashes reads one to three dashes, also in two groups ("- --").
func (p *parser) dashes(r Range) (style byte, end int) {
	s := p.src[:r.End]
	n := 0
	end = r.Start
	for i := r.Start; i < r.End && n < 4; i++ {
		if s[i] == '-' {
			n++
			end = i + 1
		} else if s[i] != ' ' || byteAt(s, i+1) != '-' {
			break
		}
	}
	if next := byteAt(s, end); end == r.End || n > 3 || n == 1 && !isSpace(next) && !isLetter(next) {
		return 0, 0
	}
	return '0' + byte(n), end
}

// bulletFits reports whether a bullet at row k is one, and not a dash between
// two thoughts that happens to begin a line.
func (b *body) bulletFits(k int, style byte, end int) bool {
	next := skipBlanks(b.src, end)
	inList := len(b.bullets) > 0
	switch {
	case b.layout(k):
		return true
	case style == 'o':
		return inList
	case !isDashes(style):
		return true
	}
	return (inList || next == end) && isUpper(byteAt(b.src, next))
}
