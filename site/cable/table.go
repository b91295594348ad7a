package cable

import "strings"

// maxCells is the number of cells of a row that are compared with the next.
const maxCells = 12

// cells are the columns at which the cells of a row begin and end, without the
// first one's beginning.
type cells struct {
	starts, ends [maxCells + 1]int
	n            int  // gaps between cells
	tabs         bool // a tab parts them, so that columns cannot be counted
}

// cellsOf finds the cells of a row: they are parted by three spaces or more, or
// by a tab. Spaces after a full stop part sentences, not cells.
func (b *body) cellsOf(k int) (c cells) {
	r := &b.rows[k]
	if !r.gap {
		return c
	}
	s := b.src[:r.End]
	base := b.lines[r.line].start
	for i := r.Start; i < r.End && c.n < maxCells; i++ {
		if s[i] != ' ' && s[i] != '\t' {
			continue
		}
		end := skipBlanks(s, i)
		tab := strings.IndexByte(s[i:end], '\t') >= 0
		if tab || end-i > 5 || end-i >= 3 && strings.IndexByte(".?!", s[i-1]) < 0 {
			c.starts[c.n], c.ends[c.n] = end-base, i-base
			c.n++
			c.tabs = c.tabs || tab
		}
		i = end
	}
	c.ends[c.n] = r.End - base
	return c
}

// meets reports whether two rows have a cell that begins or ends in the same
// column.
func (c *cells) meets(d *cells) bool {
	if c.tabs && d.tabs {
		return true
	}
	for i := range c.n {
		for j := range d.n {
			if abs(c.starts[i]-d.starts[j]) <= 1 || abs(c.ends[i+1]-d.ends[j+1]) <= 1 {
				return true
			}
		}
	}
	return false
}

// table reads columns from row k on and returns the number of rows taken, 0
// where there are none. At least two rows must have cells that stand under each
// other.
func (b *body) table(k int) int {
	first := b.cellsOf(k)
	if first.n == 0 || b.rows[k].use == paragraph {
		return 0
	}
	n, rows := 1, 1 // taken up to the last row with cells; how many of those
	last := first
	for i := k + 1; i < len(b.rows) && i < k+n+3; i++ {
		r := &b.rows[i]
		if r.use == paragraph {
			break
		}
		if r.rule {
			continue
		}
		c := b.cellsOf(i)
		if c.n > 0 && (c.meets(&first) || c.meets(&last)) {
			n, last = i+1-k, c
			rows++
			continue
		}
		if r.fresh || c.n == 0 && r.Len() > b.wrap/2 {
			break
		}
	}
	if rows < 2 {
		return 0
	}
	for k+n < len(b.rows) && b.rows[k+n].rule && !b.rows[k+n].fresh {
		n++
	}
	b.addPreformatted(k, n)
	return n
}

// maxList bounds the lines of a list without bullets, so that no line is looked
// at more often than that.
const maxList = 200

// shortLines reads a list without bullets: three or more lines that were all
// ended on purpose, two in a text whose lines are joined. It returns the number
// of rows taken, 0 for none.
func (b *body) shortLines(k int) int {
	const slack = 8
	if !b.rows[k].fresh && b.open && b.src[b.rows[k-1].End-1] != ':' {
		return 0
	}
	n, longest := 1, b.rows[k].Len()
	for n < maxList && k+n < len(b.rows) && b.plain(k+n) && b.short(k+n-1, slack) {
		longest = max(longest, b.rows[k+n].Len())
		n++
	}
	if n < 2 || n < 3 && !b.joined || k+n < len(b.rows) && !b.rows[k+n].fresh && b.rows[k+n].use == words && !b.rows[k+n].rule && !b.ends(k+n-1) {
		return 0
	}
	early := 0
	for i := k; i < k+n-1; i++ {
		if b.rows[i].Len()+1+b.firstWord(i+1) <= longest {
			early++
		}
	}
	if 2*early < n-1 && !b.joined {
		return 0 // text within a narrow column
	}
	b.addPreformatted(k, n)
	return n
}

// plain reports whether row k goes on from the row before without a mark of
// its own.
func (b *body) plain(k int) bool {
	r := &b.rows[k]
	if r.fresh || r.rule || r.use != words {
		return false
	}
	if _, ok := b.labelAt(r.Range); ok {
		return false
	}
	style, _ := b.bulletAt(r.Range)
	return style == 0
}

// addPreformatted adds a block whose line ends carry meaning. Its text runs
// from the beginning of the first line to the end of the last, line ends and
// rules included; only page breaks interrupt it.
func (b *body) addPreformatted(k, n int) {
	b.begin(&Block{Kind: Preformatted})
	var run Range
	last := -1
	for i := k; i < k+n; i++ {
		r := &b.rows[i]
		if r.rule {
			b.mark(r.Range, Rule)
		}
		start := b.lines[r.line].start
		whole := trim(b.src, Range{start, r.End}).Start == r.Start
		if whole && last >= 0 && b.unbroken(last, int(r.line)) {
			run.End = r.End
		} else {
			b.addRun(run)
			run = Range{r.Start, r.End}
			if whole {
				run.Start = start
			}
		}
		last = int(r.line)
	}
	b.addRun(run)
	b.close()
	if k+n < len(b.rows) {
		b.rows[k+n].fresh = true
	}
}

// addRun adds a run of whole lines to the open block.
func (b *body) addRun(r Range) {
	if r.Start < r.End {
		b.arena = append(b.arena, r)
	}
}

// unbroken reports whether no page break stands between two lines.
func (b *body) unbroken(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if !b.lines[i].blank() {
			return false
		}
	}
	return true
}
