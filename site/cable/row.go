package cable

import "strings"

// A row is a line of the body that holds words or a rule. Blank lines, page
// breaks and stray captions are no rows; what they say about the next row
// stands in its fields.
type row struct {
	Range
	line  int32 // index in parser.lines
	num   int32 // index in body.numerals where use is not words
	fresh bool  // something parts it from the row before, most often a blank line
	paged bool  // a page break stands between it and the row before
	rule  bool  // nothing but dashes or the like
	caps  bool  // capitals and no small letter
	gap   bool  // it may be part of a table: a wide space or a tab stands in it
	use   use   // what the number at its beginning is
}

// A gapBefore counts what stands between two rows.
type gapBefore struct {
	blanks int // blank lines, before the first page break if there is one
	after  int // blank lines after the last page break
	page   bool
	number int32 // of the source line that the page break stands on
}

// readRows makes rows of the lines from index from up to to.
func (b *body) readRows(from, to int) {
	b.rows, b.rules, b.numerals, b.wide = b.rows[:0], b.rules[:0], b.numerals[:0], -1
	if from == to {
		return
	}
	b.tabs = strings.IndexByte(b.src[b.lines[from].Start:b.lines[to-1].End], '\t') >= 0
	var gap gapBefore
	var paged []gapBefore // of the rows behind page breaks
	var wraps widths
	small := 0
	lines, rows := b.lines[:to], b.rows
	for i := from; i < to; i++ {
		l := &lines[i]
		switch {
		case l.pageBreak:
			gap.page, gap.blanks, gap.after, gap.number = true, gap.blanks+gap.after, 0, l.number
		case l.blank() || b.blankDamage(l.Range):
			if gap.page {
				gap.after++
			} else {
				gap.blanks++
			}
		case b.isStrayCaption(l.Range):
			b.markAside(l.Range, CaptionLine)
			gap.page, gap.blanks, gap.after = true, gap.blanks+gap.after, 0
		default:
			k := len(rows)
			rows = append(rows, row{})
			r := &rows[k]
			r.Range, r.line, r.fresh, r.paged = l.Range, int32(i), gap.blanks > 0, gap.page
			s := b.text(l.Range)
			b.survey(r, s)
			if mayBeNumeral(s[0]) {
				b.numerals = append(b.numerals, numeral{row: k})
			}
			if gap.page {
				paged = append(paged, gap)
			} else if !r.fresh && k > 0 {
				wraps.add(rows[k-1].Len())
			}
			if r.rule {
				b.rules = append(b.rules, k)
			} else if !r.caps {
				small++
			}
			b.joined = b.joined || len(s) > 2*longLine
			gap = gapBefore{}
		}
	}
	b.rows = rows
	b.capitals = 8*small < len(rows)
	b.rules = append(b.rules, len(rows))
	b.rule = b.rules[0]
	b.wrap = wraps.wrap()
	b.partPages(paged)
}

// partPages finds which of the rows behind page breaks begin something new.
func (b *body) partPages(gaps []gapBefore) {
	if len(b.rows) > 0 {
		b.rows[0].fresh = true
	}
	for k := 0; len(gaps) > 0; k++ {
		if b.rows[k].paged {
			b.rows[k].fresh = k == 0 || b.parted(k, gaps[0])
			gaps = gaps[1:]
		}
	}
}

// survey notes what a row, s, is made of.
func (b *body) survey(r *row, s string) {
	if !beginsSmall(s) {
		upper, lower, digit := lettersIn(s)
		r.caps = upper && !lower
		r.rule = !upper && !lower && !digit && isRule(s)
	}
	if b.wide < r.Start {
		b.wide = wideSpaceFrom(b.src, r.Start)
	}
	r.gap = b.wide < r.End || b.tabs && strings.IndexByte(s, '\t') >= 0
}

// small is 1 for the small letters.
var small = func() (small [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		small[c] = 1
	}
	return small
}()

// beginsSmall reports whether one of the first bytes of a line is a small
// letter. Of nearly all lines one is, and no branch asks which.
func beginsSmall(s string) bool {
	return len(s) >= 4 && small[s[0]]|small[s[1]]|small[s[2]]|small[s[3]] != 0
}

// lettersIn reports whether capitals, small letters and digits stand in s. It
// looks no further than the first small letter, which decides for the others.
func lettersIn(s string) (upper, lower, digit bool) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isLower(c):
			return upper, true, digit
		case isUpper(c):
			upper = true
		case isDigit(c):
			digit = true
		}
	}
	return upper, false, digit
}

// isRule reports whether a line without letters is drawn rather than written:
// three or more dashes, stars, equal signs or underlines, five or more dots.
func isRule(s string) bool {
	strokes, dots := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.':
			dots++
		case strings.IndexByte("-*=_~", c) >= 0:
			strokes++
		case c == ' ' || c == '\t':
		case strings.HasPrefix(s[i:], "–") || strings.HasPrefix(s[i:], "—") || strings.HasPrefix(s[i:], "―"):
			strokes++
			i += 2
		default:
			return false
		}
	}
	return strokes+dots >= 3 && (strokes >= 3 || dots >= 5)
}

// endsSentence reports whether a line can close a sentence: its last byte is a
// full stop or the like, perhaps within quotation marks or brackets.
func endsSentence(s string) bool {
	for i := len(s); i > 0; i-- {
		switch s[i-1] {
		case '.', '?', '!', ':', ';':
			return true
		case '"', '\'', ')', ']', '*':
		case 0x9d, 0x99: // the last bytes of ” and ’
			if !strings.HasSuffix(s[:i], "”") && !strings.HasSuffix(s[:i], "’") {
				return false
			}
			i -= 2
		default:
			return false
		}
	}
	return false
}

// blankDamage reports whether a line only looks blank, and marks what it holds:
// no-break spaces.
func (b *body) blankDamage(r Range) bool {
	if b.src[r.Start] != 0xC2 {
		return false
	}
	if strings.Trim(b.text(r), "\u00a0 ") != "" {
		return false
	}
	b.markAside(r, Damage)
	return true
}

// isStrayCaption reports whether a line is a caption of the preamble that was
// printed once more in the text, as happens at page breaks.
func (b *body) isStrayCaption(r Range) bool {
	if r.Len() < len("NOFORN") || r.Len() > len("SENSITIVE") {
		return false
	}
	switch b.text(r) {
	case "SIPDIS", "NOFORN", "SENSITIVE", "NOFORN//", "SIPDIS//":
		return true
	}
	return false
}

// widths counts the lines of a text that another follows by their length.
type widths struct {
	counts [longestWrap + 1]int32
	n      int32
}

// Lines shorter and longer than that are not counted: they were ended on purpose, or joined.
const shortestWrap, longestWrap = 40, 90

// add counts a line of so many bytes.
func (w *widths) add(length int) {
	if shortestWrap <= length && length <= longestWrap {
		w.counts[length]++
		w.n++
	}
}

// wrap returns the width at which the lines are broken: three quarters of them
// are no longer than that. Too small a width only makes fewer lines look short.
func (w *widths) wrap() int {
	const fewest, usual = 4, 60
	if w.n < fewest {
		return usual
	}
	length := 0
	for seen := w.counts[0]; 4*seen < 3*w.n; seen += w.counts[length] {
		length++
	}
	return length
}

// short reports whether the line of row k was ended on purpose: the first word
// of the next row would have fitted on it, with slack bytes to spare.
func (b *body) short(k, slack int) bool {
	return b.rows[k].Len()+1+b.firstWord(k+1)+slack <= b.wrap
}

// firstWord returns the length of the first word of row k, in bytes.
func (b *body) firstWord(k int) int {
	s := b.text(b.rows[k].Range)
	if space := strings.IndexByte(s, ' '); space > 0 {
		return space
	}
	return len(s)
}

// ends reports whether row k can close a sentence.
func (b *body) ends(k int) bool { return endsSentence(b.text(b.rows[k].Range)) }

// longLine is the length beyond which a line was not broken by the transmission
// but by its writer: many archives have the text with its lines joined.
const longLine = 100

// hardBreak reports whether the writer ended the line before row k, which no
// blank line does.
func (b *body) hardBreak(k int) bool {
	before := &b.rows[k-1]
	return before.Len() > longLine && b.ends(k-1) && !isLower(b.src[b.rows[k].Start]) &&
		b.lines[before.line].number != b.lines[b.rows[k].line].number
}

// parted reports whether row k begins something new behind a page break. One with the usual blank lines around it parts nothing by itself:
// two thirds of them fall inside a sentence.
func (b *body) parted(k int, gap gapBefore) bool {
	r, before := &b.rows[k], &b.rows[k-1]
	if r.rule || before.rule {
		return before.rule
	}
	if gap.number == b.lines[r.line].number || gap.number == b.lines[before.line].number {
		return false // glued into a line
	}
	if before.caps && !r.caps && !b.capitals {
		return true
	}
	if !b.ends(k-1) || isLower(b.src[r.Start]) {
		return false
	}
	usual := gap.blanks == 1 && gap.after <= 2 || gap.blanks == 0 && gap.after == 0
	return !usual || b.short(k-1, 0)
}
