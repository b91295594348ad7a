package page

import (
	"html/template"
	"slices"
	"strconv"

	"reftel/site/cable"
)

// bodyWriter appends the text of a cable: its blocks in reading order, grouped
// in paragraphs, summary and comment set apart, page breaks where they were.
type bodyWriter struct {
	inlineWriter
	c *cable.Cable
	// after holds what is put behind the block with an anchor: editors' notes.
	after map[string]template.HTML
	// notes holds what is put behind the paragraph with all that belongs to it,
	// or behind the heading, with an anchor.
	notes map[string]template.HTML
	// meanings explain the portion marks.
	meanings []Term
	// terms finds what the glossary explains; nil where nothing is to be found.
	terms *terms

	aside     int // the first aside of the blocks still to be written
	mention   int // the first mention of them
	span      int // the first span not yet passed
	mark      int // the first mark not yet passed
	pageBreak int // the first page break not yet written
	columns   int // preformatted blocks so far

	part  cable.Part // that is open
	para  string     // anchor of the group that is open
	group bool       // a group is open: a paragraph and what belongs to it
	list  bool       // a list of bullets is open

	labelDue, markDue bool   // of the block being written
	pendingNotes      []byte // on the blocks of the group
	buf               []inline
}

// body appends the whole text.
func (w *bodyWriter) body() {
	for i := range w.c.Blocks {
		w.around(&w.c.Blocks[i])
		w.block(i)
	}
	w.endGroup()
	w.setPart(cable.NoPart)
	w.pageBreaks(len(w.src)+1, "div")
}

// around closes and opens what a block stands in.
func (w *bodyWriter) around(k *cable.Block) {
	start := extent(k).Start
	switch {
	case begins(k) || !w.group || k.Paragraph != w.para || k.Part != w.part:
		w.endGroup()
		w.setPart(k.Part)
		w.pageBreaks(start, "div")
		w.beginGroup(k)
	case k.Kind != cable.Bullet || w.breaksBefore(start):
		w.endList()
		w.pageBreaks(start, "div")
	}
	if k.Kind == cable.Bullet && !w.list {
		w.b = append(w.b, "<ul>\n"...)
		w.list = true
	}
}

// begins reports whether a block stands at the head of a group of its own.
func begins(k *cable.Block) bool {
	return k.Kind == cable.Paragraph || k.Kind == cable.Unnumbered || k.Kind == cable.Heading
}

// beginGroup opens the element of a paragraph and all that belongs to it. The
// paragraph's address is on it, so that a link shows the whole; where the group
// had to be cut, the rest goes without.
func (w *bodyWriter) beginGroup(k *cable.Block) {
	if k.Kind == cable.Heading {
		return
	}
	if k.Kind == cable.Paragraph || k.Kind == cable.Unnumbered {
		w.tag("div", k.Anchor, "para")
	} else {
		w.tag("div", "", "para more")
	}
	w.b = append(w.b, '\n')
	w.group, w.para = true, k.Paragraph
}

func (w *bodyWriter) endGroup() {
	w.endList()
	if w.group {
		w.b = append(w.b, w.pendingNotes...)
		w.pendingNotes = w.pendingNotes[:0]
		w.b = append(w.b, "</div>\n"...)
	}
	w.group = false
}

func (w *bodyWriter) endList() {
	if w.list {
		w.b = append(w.b, "</ul>\n"...)
	}
	w.list = false
}

// setPart closes the part that is open and opens another, unless it is the
// same. No group is open.
func (w *bodyWriter) setPart(p cable.Part) {
	if p == w.part {
		return
	}
	if w.part != cable.NoPart {
		w.b = append(w.b, "</div>\n"...)
	}
	if p != cable.NoPart {
		w.b = append(append(w.b, `<div class="part `...), partClasses[p]...)
		w.b = append(w.b, `" role="group" aria-label="`...)
		w.b = append(appendText(w.b, w.phrases.parts[p]), "\">\n"...)
	}
	w.part = p
}

// partClasses are the classes of the parts, and their names in the texts.
var partClasses = [...]string{
	cable.NoPart: "", cable.SummaryPart: "summary", cable.CommentPart: "comment", cable.NotePart: "remark",
	cable.ActionPart: "action", cable.BackgroundPart: "background", cable.IntroductionPart: "introduction",
}

// extent returns the stretch of the source that a block takes.
func extent(k *cable.Block) cable.Range {
	var r cable.Range
	widen := func(part cable.Range) {
		switch {
		case part.Len() == 0:
		case r.Len() == 0:
			r = part
		default:
			r = cable.Range{Start: min(r.Start, part.Start), End: max(r.End, part.End)}
		}
	}
	widen(k.Label)
	widen(k.Mark)
	if n := len(k.Text); n > 0 {
		widen(cable.Range{Start: k.Text[0].Start, End: k.Text[n-1].End})
	}
	return r
}

// block appends one block in the element of its kind, and what the editors put
// behind it.
func (w *bodyWriter) block(i int) {
	k := &w.c.Blocks[i]
	w.start(w.inlinesOf(i, k), k.Kind == cable.Preformatted)
	switch k.Kind {
	case cable.Heading:
		w.element("h2", k.Anchor, "", k)
	case cable.Bullet:
		w.element("li", "", indent("", k), k)
	case cable.Preformatted:
		w.preformatted(k)
	case cable.SubParagraph:
		w.element("p", k.Anchor, indent("sub", k), k)
	default:
		w.element("p", "", indent("", k), k)
	}
	if k.Anchor == "" {
		return
	}
	w.b = append(w.b, w.after[k.Anchor]...)
	if k.Kind == cable.Heading {
		w.b = append(w.b, w.notes[k.Anchor]...)
	} else {
		w.pendingNotes = append(w.pendingNotes, w.notes[k.Anchor]...)
	}
}

func (w *bodyWriter) element(name, id, class string, k *cable.Block) {
	w.tag(name, id, class)
	w.content(k)
	w.b = append(append(append(w.b, "</"...), name...), ">\n"...)
}

// indent adds a class for the depth of a block to another class.
func indent(class string, k *cable.Block) string {
	if k.Indent <= 0 {
		return class
	}
	if class != "" {
		class += " "
	}
	return class + "in" + strconv.Itoa(min(k.Indent, 4))
}

// preformatted appends columns in a region of their own that can be scrolled,
// with the keyboard too.
func (w *bodyWriter) preformatted(k *cable.Block) {
	w.columns++
	w.b = append(w.b, `<section class="columns" tabindex="0" aria-label="`...)
	w.b = appendText(w.b, w.phrases.columns)
	w.b = append(strconv.AppendInt(append(w.b, ' '), int64(w.columns), 10), `">`...)
	w.element("pre", "", "", k)
	w.b = append(w.b, "</section>\n"...)
}

// content appends label, portion mark, words and page breaks of a block in the
// order in which they stand in the source.
func (w *bodyWriter) content(k *cable.Block) {
	if k.Label.Len() == 0 && k.Kind == cable.Unnumbered {
		w.permalink(k)
	}
	w.labelDue, w.markDue = k.Label.Len() > 0, k.Mark.Len() > 0
	for i, r := range k.Text {
		w.front(k, r.Start)
		if i > 0 {
			w.lineEnd(r.Start)
		}
		w.run(r)
	}
	w.front(k, len(w.src)+1)
	w.finish()
}

// front appends label and portion mark where they stand before a place.
func (w *bodyWriter) front(k *cable.Block, at int) {
	for {
		label := w.labelDue && k.Label.Start < at
		mark := w.markDue && k.Mark.Start < at
		switch {
		case label && !(mark && k.Mark.Start < k.Label.Start):
			w.label(k)
			w.labelDue = false
		case mark:
			w.portionMark(k)
			w.markDue = false
		default:
			return
		}
	}
}

// lineEnd appends what the end of a line is read as, and the page break that
// stood before the next.
func (w *bodyWriter) lineEnd(next int) {
	if w.lines {
		w.b = append(w.b, '\n')
	}
	w.space = true
	w.pageBreaks(next, "span")
}

// label appends the printed number or bullet. The number is the permalink: what
// is copied reads like the cable.
func (w *bodyWriter) label(k *cable.Block) {
	switch k.Kind {
	case cable.Paragraph, cable.SubParagraph:
		w.permalink(k)
	default:
		w.gap()
		w.tag("span", "", "label")
		w.text(k.Label.Start, k.Label.End)
		w.b = append(w.b, "</span>"...)
	}
	w.space, w.words = true, true
}

// permalink appends the link to a block. The first paragraph of each printed
// number also has the anchor that the 2010 site gave it.
func (w *bodyWriter) permalink(k *cable.Block) {
	w.gap()
	w.b = append(w.b, `<a class="pn`...)
	said := w.phrases.permalink
	switch {
	case k.Kind == cable.Unnumbered:
		w.b = append(w.b, ` bare`...)
		said = w.phrases.permalinkHere
	case k.Kind == cable.SubParagraph:
		said = w.phrases.permalinkSub
	case k.Anchor == "p"+k.Number:
		w.b = append(append(w.b, `" id="par`...), k.Number...)
	}
	w.b = append(append(w.b, `" href="#`...), k.Anchor...)
	w.b = append(w.b, `">`...)
	w.hidden(said)
	if k.Label.Len() > 0 {
		w.b = append(w.b, ' ')
		w.text(k.Label.Start, k.Label.End)
	}
	w.b = append(w.b, "</a>"...)
	w.space, w.words = true, true
}

// portionMark appends the classification of the paragraph, as printed.
func (w *bodyWriter) portionMark(k *cable.Block) {
	w.gap()
	term := termOf(w.meanings, k.Marking)
	linked := w.terms != nil && term.Path != "" && !slices.Contains(w.terms.seen, term.Path) && w.open[linkLayer] == nil
	if linked {
		w.terms.seen = append(w.terms.seen, term.Path)
		w.openLink(mentionLink{href: w.terms.root + term.Path, class: "term"})
	}
	w.b = append(w.b, `<abbr class="pm"`...)
	if term.Meaning != "" {
		w.b = append(appendText(append(w.b, ` title="`...), term.Meaning), '"')
	}
	w.b = append(w.b, '>')
	w.space = false
	w.text(k.Mark.Start, k.Mark.End)
	w.b = append(w.b, "</abbr>"...)
	if linked {
		w.b = append(w.b, "</a>"...)
	}
	w.space, w.words = true, true
}

// breaksBefore reports whether a page break stands before a place and is still
// to be written.
func (w *bodyWriter) breaksBefore(at int) bool {
	return w.pageBreak < len(w.c.PageBreaks) && w.c.PageBreaks[w.pageBreak].Text.Start < at
}

// pageBreaks appends the page breaks before a place.
func (w *bodyWriter) pageBreaks(at int, element string) {
	for ; w.breaksBefore(at); w.pageBreak++ {
		p := w.c.PageBreaks[w.pageBreak]
		w.gap()
		w.b = append(append(append(append(w.b, '<'), element...), ` class="pb" id="`...), p.Anchor...)
		w.b = append(w.b, `" role="doc-pagebreak" data-page="`...)
		w.b = strconv.AppendInt(w.b, int64(p.Page), 10)
		w.b = append(w.b, `">`...)
		w.hidden("[" + w.phrases.pageBreak(p.Page, p.Pages) + "]")
		w.b = append(append(append(w.b, "</"...), element...), '>')
		if element == "div" {
			w.b = append(w.b, '\n')
		} else {
			w.space = true // the words go on after it
		}
	}
}

// inlinesOf collects the elements over the words of a block.
func (w *bodyWriter) inlinesOf(i int, k *cable.Block) []inline {
	w.buf = w.buf[:0]
	if len(k.Text) == 0 {
		return nil
	}
	r := cable.Range{Start: k.Text[0].Start, End: k.Text[len(k.Text)-1].End}
	if k.Kind == cable.Heading {
		w.self = mentionLink{href: "#" + k.Anchor, class: "self"}
		w.buf = append(w.buf, inline{Range: r, layer: linkLayer, n: self})
	}
	for ; w.aside < len(w.c.Asides) && w.c.Asides[w.aside].Block <= i; w.aside++ {
		if a := &w.c.Asides[w.aside]; a.Block == i {
			w.buf = append(w.buf, inline{Range: a.Text, layer: asideLayer, n: int(a.Part)})
		}
	}
	for ; w.mention < len(w.c.Mentions) && w.c.Mentions[w.mention].Block <= i; w.mention++ {
		if k.Kind != cable.Heading && w.c.Mentions[w.mention].Block == i {
			w.buf = append(w.buf, inline{Range: w.c.Mentions[w.mention].Text, layer: linkLayer, n: w.mention})
		}
	}
	if w.terms != nil && k.Kind != cable.Heading && k.Kind != cable.Preformatted {
		w.termsIn(k)
	}
	w.rolesIn(r)
	for ; w.mark < len(w.marks) && w.marks[w.mark].Start < r.End; w.mark++ {
		w.buf = append(w.buf, inline{Range: w.marks[w.mark].Range, layer: markLayer, n: w.mark})
	}
	return w.buf
}

// rolesIn collects what the parser found within the words of a block.
func (w *bodyWriter) rolesIn(r cable.Range) {
	for w.span < len(w.c.Spans) && w.c.Spans[w.span].End <= r.Start {
		w.span++
	}
	for i := w.span; i < len(w.c.Spans) && w.c.Spans[i].Start < r.End; i++ {
		switch s := w.c.Spans[i]; s.Role {
		case cable.PartMarker, cable.SourceRedaction, cable.Redacted, cable.Damage:
			w.buf = append(w.buf, inline{Range: s.Range, layer: roleLayer, n: int(s.Role)})
		}
	}
}
