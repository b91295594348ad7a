package cable

import (
	"strconv"
	"strings"
)

// body is the state of reading what follows the preamble. It works on rows:
// the lines that hold words, with all that parts them noted on each.
type body struct {
	*parser
	wrap     int  // width at which lines are broken, in bytes
	joined   bool // the lines of each paragraph are joined to one
	wide     int  // where the next wide space stands
	tabs     bool // tabs stand in it
	capitals bool // the whole text is in capitals
	numbered bool // at least one paragraph has a printed number

	rule        int            // the first row from the present one on that is a rule, or len(rows)
	rulesPassed int            // index of that row in rules
	arena       []Range        // all of Block.Text, one after the other
	at          int            // where the open block's text begins in the arena
	open        bool           // the last block still takes rows
	para        string         // anchor of the paragraph that blocks belong to, "" for none
	heading     string         // anchor of the heading that blocks stand under
	items       []item         // open lists of sub-paragraphs, outermost first
	bearers     [1000]int      // how many paragraphs have each number
	anchors     map[string]int // how many sub-paragraphs have each label below each parent
	unnumb      int            // unnumbered blocks so far
	heads       int            // headings so far

	damage [numDamage]tally
}

// parseBody reads paragraphs, headings and what closes the text: the lines
// from index from on.
func (p *parser) parseBody(from int) {
	b := &body{parser: p}
	b.cutRunOn(from)
	to := b.closing(from, len(p.lines))
	b.readRows(from, to)
	b.readNumerals()
	b.makeRoom()
	for k := 0; k < len(b.rows); {
		k += b.step(k)
	}
	b.close()
	b.dropUnknown()
	b.assignParts()
	b.findTruncation()
	b.reportNumbers()
	b.reportDamage()
}

// makeRoom allocates what the blocks need: nearly each has a row that stands
// apart, and nearly each row makes one range.
func (b *body) makeRoom() {
	blocks := 0
	for k := range b.rows {
		if b.rows[k].fresh || b.rows[k].use != words {
			blocks++
		}
	}
	b.c.Blocks = make([]Block, 0, blocks)
	b.arena = make([]Range, 0, len(b.rows)+blocks/8)
}

// step reads what begins at row k and returns the number of rows it took.
func (b *body) step(k int) int {
	r := &b.rows[k]
	b.findRule(k)
	if b.goesOn(k) {
		b.continueText(r.Range)
		return 1
	}
	if r.use == paragraph {
		b.startParagraph(k)
		return 1
	}
	if n := b.table(k); n > 0 {
		return n
	}
	if n := b.ruled(k); n > 0 {
		return n
	}
	if n := b.bareHeading(k); n > 0 {
		b.addHeading(k, n)
		return n
	}
	if b.startItem(k) || b.startBullet(k) {
		return 1
	}
	if n := b.shortLines(k); n > 0 {
		return n
	}
	if r.fresh || !b.open || b.hardBreak(k) || b.markedRow(k) {
		b.startUnnumbered(k)
		return 1
	}
	b.continueText(r.Range)
	return 1
}

// goesOn reports whether row k is plainly more of the open block. It is so of most
// rows, and none of the closer looks of step would find anything in them.
func (b *body) goesOn(k int) bool {
	r := &b.rows[k]
	if r.fresh || !b.open || r.use != words || r.gap || r.caps || r.Len() < longestLabel || b.rule <= k+maxHeading {
		return false
	}
	before := &b.rows[k-1]
	s := b.src[r.Start : r.Start+longestLabel]
	signs := lineSigns[s[1]] | lineSigns[s[2]] | lineSigns[s[3]] | lineSigns[s[4]] | lineSigns[s[5]]
	return lineSigns[s[0]]&opensNothing != 0 && signs&closesLabel == 0 &&
		before.Len() <= longLine && b.src[before.End-1] != ':'
}

// markedRow reports whether row k begins with a portion mark behind the end of a
// sentence, and so begins something new without a blank line.
func (b *body) markedRow(k int) bool {
	if b.src[b.rows[k].Start] != '(' || !b.ends(k-1) {
		return false
	}
	m, ok := b.markAt(b.rows[k].Start, b.rows[k].End)
	return ok && b.src[m.End-1] == ')' && len(b.arena) > b.at
}

// continueText adds a row to the open block. Where its label stands alone on a
// line, the portion mark is on this one.
func (b *body) continueText(r Range) {
	if len(b.arena) > b.at {
		b.arena = append(b.arena, r)
		return
	}
	blk := &b.c.Blocks[len(b.c.Blocks)-1]
	if blk.Mark.Len() == 0 {
		if m, ok := b.leadingMark(r); ok {
			blk.Marking, blk.Mark = m.marking, m.Range
			b.mark(m.Range, PortionMark)
		}
	}
	b.addAround(r, blk.Mark)
}

// begin closes the open block and opens a new one. A block that no paragraph
// can own gets an address of its own.
func (b *body) begin(blk *Block) {
	b.close()
	blk.Heading = b.heading
	if blk.Anchor == "" && b.para == "" && blk.Kind != Heading {
		b.unnumb++
		blk.Anchor = unnumberedAnchors.anchor(b.unnumb)
		b.para = blk.Anchor
	}
	if blk.Kind != Heading {
		blk.Paragraph = b.para
	}
	b.c.Blocks = append(b.c.Blocks, *blk)
	b.open, b.at = true, len(b.arena)
	if blk.Kind == Bullet {
		b.mark(blk.Label, BulletMark)
	} else {
		b.mark(blk.Label, ParagraphNumber)
	}
	b.mark(blk.Mark, PortionMark)
}

// close ends the open block; its text is what was added since begin. Its words
// are read.
func (b *body) close() {
	if !b.open {
		return
	}
	b.open = false
	last := len(b.c.Blocks) - 1
	b.c.Blocks[last].Text = b.arena[b.at:len(b.arena):len(b.arena)]
	b.readWords(last)
}

// addText adds a run of words to the open block.
func (b *body) addText(r Range) {
	r = trim(b.src, r)
	if r.Start < r.End {
		b.arena = append(b.arena, r)
	}
}

// startUnnumbered opens a block without a label: more of the paragraph before
// it, or a block of its own where there is none.
func (b *body) startUnnumbered(k int) {
	kind := Continuation
	if b.para == "" || b.ownAddress() {
		kind, b.para = Unnumbered, ""
	}
	b.bullets = b.bullets[:0]
	r := b.rows[k].Range
	blk := Block{Kind: kind}
	if m, ok := b.leadingMark(r); ok {
		blk.Marking, blk.Mark = m.marking, m.Range
	}
	b.begin(&blk)
	b.addAround(r, blk.Mark)
}

// ownAddress reports whether the current paragraph is itself an unnumbered
// block, so that the next one is not its continuation.
func (b *body) ownAddress() bool { return b.para[0] == 'u' }

// numberedAnchor returns the anchor of the next paragraph with a number: "p7",
// then "p7_2".
func (b *body) numberedAnchor(n int) string {
	b.bearers[n]++
	return repeated(paragraphAnchors.anchor(n), b.bearers[n])
}

// itemAnchor returns the anchor of the next sub-paragraph with a label below a
// parent: "p7a", "p7-1", then "p7a_2". No "_" stands in one but from a repeat,
// so no two are the same.
func (b *body) itemAnchor(parent, label string) string {
	base := parent + strings.ToLower(label)
	if isDigit(label[0]) {
		base = parent + "-" + label
	}
	if b.anchors == nil {
		b.anchors = map[string]int{}
	}
	b.anchors[base]++
	return repeated(base, b.anchors[base])
}

// series are the anchors that begin with a letter and go on with a number. Those
// with the first numbers are made once for all cables.
type series [100]string

var paragraphAnchors, unnumberedAnchors, headingAnchors, pageAnchors = newSeries("p"), newSeries("u"), newSeries("h"), newSeries("s")

func newSeries(letter string) (s series) {
	for n := range s {
		s[n] = letter + strconv.Itoa(n)
	}
	return s
}

// anchor returns the anchor with a number.
func (s *series) anchor(n int) string {
	if n < len(s) {
		return s[n]
	}
	return s[0][:1] + strconv.Itoa(n)
}

// repeated returns the anchor for the k-th use of a base.
func repeated(base string, k int) string {
	if k == 1 {
		return base
	}
	return base + "_" + strconv.Itoa(k)
}
