package page

import (
	"html/template"
	"slices"

	"reftel/site/cable"
	"reftel/site/redaction"
)

// layer tells how deep an inline element is nested: asides outside, links
// within them, then the editors' marks, and innermost what the parser found.
type layer int

const (
	asideLayer layer = iota
	linkLayer
	markLayer
	roleLayer
	layers
)

// An inline is an element over a stretch of the source.
type inline struct {
	cable.Range
	layer layer
	n     int  // the part; index of the mention, or self; index of the mark; the role
	begun bool // it was open before; an id is given once
}

// self, in place of an index, is the link of a heading to itself.
const self = -1

// A mentionLink says where a mention leads.
type mentionLink struct {
	href  string // relative to the page; "" for nowhere
	class string
	title string // what it leads to, or why it leads nowhere
}

// A mark is a stretch of a cable's source that the editors' notes are about.
// Marks come in order of place and do not overlap.
type mark struct {
	cable.Range
	id      string        // id of the element, "" for none
	class   string        // of the element: "an"
	element string        // within the mark: "del" for words that an emendation replaces
	after   template.HTML // put behind the words: references to the notes
}

// inlineWriter appends running text with its inline elements. The elements of
// one layer do not overlap; those of different layers may in any way, and are
// then cut at each other's ends.
type inlineWriter struct {
	b       []byte
	src     string
	links   []mentionLink
	self    mentionLink
	marks   []mark
	phrases *phrases
	// redacted tells why words were taken out, in order of place.
	redacted []redaction.Applied

	inlines []inline        // of the block being written, by start
	next    int             // the first of inlines that was not opened yet
	open    [layers]*inline // what is open
	nested  []*inline       // elements as they are nested just now, outermost first
	pending []template.HTML // to be put where no link is open
	lines   bool            // white space is kept as it stands
	space   bool            // white space is due before the next word
	words   bool            // the block has words already
}

// start prepares the writer for a block that the inlines belong to.
func (w *inlineWriter) start(inlines []inline, lines bool) {
	slices.SortStableFunc(inlines, func(a, b inline) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return int(a.layer - b.layer)
	})
	w.inlines, w.next = inlines, 0
	w.lines, w.space, w.words = lines, false, false
}

// run appends source[r] with all that begins and ends within it.
func (w *inlineWriter) run(r cable.Range) {
	if len(w.nested) == 0 && (w.next == len(w.inlines) || w.inlines[w.next].Start > r.End) {
		w.text(r.Start, r.End) // as most are
		return
	}
	for at := r.Start; at < r.End; {
		w.sync(at)
		to := w.boundary(at, r.End)
		w.text(at, to)
		at = to
	}
	w.sync(r.End)
}

// finish closes what is still open.
func (w *inlineWriter) finish() {
	w.sync(len(w.src) + 1)
}

// boundary returns where, after at, the first element begins or ends.
func (w *inlineWriter) boundary(at, end int) int {
	for _, in := range w.open {
		if in != nil {
			end = min(end, in.End)
		}
	}
	if w.next < len(w.inlines) {
		end = min(end, w.inlines[w.next].Start)
	}
	return max(end, at+1)
}

// sync closes the elements that end at or before a place in the source and
// opens those that begin there.
func (w *inlineWriter) sync(at int) {
	changed := layers
	for l, in := range w.open {
		if in != nil && in.End <= at {
			w.open[l] = nil
			changed = min(changed, layer(l))
			if layer(l) == markLayer && w.marks[in.n].after != "" {
				w.pending = append(w.pending, w.marks[in.n].after)
			}
		}
	}
	for ; w.next < len(w.inlines) && w.inlines[w.next].Start <= at; w.next++ {
		in := &w.inlines[w.next]
		if in.End > at && w.open[in.layer] == nil {
			w.open[in.layer] = in
			changed = min(changed, in.layer)
		}
	}
	if changed < layers {
		w.renest(changed)
	}
}

// renest closes all elements from a layer inwards and opens those that are to
// be open.
func (w *inlineWriter) renest(from layer) {
	for len(w.nested) > 0 && w.nested[len(w.nested)-1].layer >= from {
		w.closing(w.nested[len(w.nested)-1])
		w.nested = w.nested[:len(w.nested)-1]
	}
	if w.open[linkLayer] == nil {
		for _, h := range w.pending {
			w.b = append(w.b, h...)
		}
		w.pending = w.pending[:0]
	}
	for l := from; l < layers; l++ {
		if w.open[l] != nil {
			w.gap()
			w.opening(w.open[l])
			w.nested = append(w.nested, w.open[l])
		}
	}
}

// gap appends the space that is due.
func (w *inlineWriter) gap() {
	if w.space && w.words {
		w.b = append(w.b, ' ')
	}
	w.space = false
}

// text appends source[from:to], every run of white space as one space unless
// lines are kept.
func (w *inlineWriter) text(from, to int) {
	s := w.src[:to]
	if w.lines {
		w.b = appendText(w.b, s[from:])
		return
	}
	for i := from; i < len(s); {
		c := classes[s[i]]
		if c&(space|blank) != 0 {
			w.space = true
			i++
			continue
		}
		w.gap()
		w.words = true
		if c == special {
			w.b, i = appendSpecial(w.b, s, i)
			continue
		}
		start := i
		i = plainEnd(s, i)
		if w.space = s[i-1] == ' '; w.space {
			w.b = append(w.b, s[start:i-1]...)
		} else {
			w.b = append(w.b, s[start:i]...)
		}
	}
}

// plainEnd returns where the words from i on, with one space between any two of
// them, are no longer copied as they are. A space may be the last of them.
func plainEnd(s string, i int) int {
	stop := uint8(blank | special)
	for ; i < len(s); i++ {
		c := classes[s[i]]
		if c&stop != 0 {
			break
		}
		stop = blank | special | c // a second space in a row is not copied
	}
	return i
}

// opening appends the start tag of an element.
func (w *inlineWriter) opening(in *inline) {
	switch in.layer {
	case asideLayer:
		w.tag("span", "", "aside "+partClasses[in.n])
	case linkLayer:
		if in.n == self {
			w.openLink(w.self)
		} else {
			w.openLink(w.links[in.n])
		}
	case markLayer:
		m := w.marks[in.n]
		id := m.id
		if in.begun {
			id = ""
		}
		in.begun = true
		w.tag("mark", id, m.class)
		if m.element != "" {
			w.tag(m.element, "", "")
		}
	case roleLayer:
		w.openRole(in)
	}
}

func (w *inlineWriter) openLink(l mentionLink) {
	if l.href == "" {
		w.b = append(w.b, `<a class="`...) // a link without an address: it leads nowhere, and says so
	} else {
		w.b = append(w.b, `<a href="`...)
		w.b = appendText(w.b, l.href)
		w.b = append(w.b, `" class="`...)
	}
	w.b = append(w.b, l.class...)
	if l.title != "" {
		w.b = append(w.b, `" title="`...)
		w.b = appendText(w.b, l.title)
	}
	w.b = append(w.b, `">`...)
}

// openRole opens the element for what the parser found in the text, and says
// in words what the eye sees by its look.
func (w *inlineWriter) openRole(in *inline) {
	class, said := "", ""
	switch cable.Role(in.n) {
	case cable.PartMarker:
		class = "part-marker"
	case cable.SourceRedaction:
		class, said = "x-run", w.phrases.redactedInSource
	case cable.Redacted:
		class, said = "redacted", w.phrases.redactedByEditor
		if reason := w.reason(in.Start); reason != "" {
			said += ": " + reason
		}
	case cable.Damage:
		class, said = "damage", w.phrases.damaged
	}
	w.tag("span", "", class)
	if said != "" {
		w.hidden("[" + said + "] ")
	}
}

// reason returns why the words at a place were taken out.
func (w *inlineWriter) reason(at int) string {
	i, found := slices.BinarySearchFunc(w.redacted, at, func(a redaction.Applied, at int) int { return a.Text.Start - at })
	if !found {
		return ""
	}
	return w.redacted[i].Reason
}

// tag appends a start tag. Names, ids and classes are this program's own.
func (w *inlineWriter) tag(name, id, class string) {
	w.b = append(append(w.b, '<'), name...)
	if id != "" {
		w.b = append(append(append(w.b, ` id="`...), id...), '"')
	}
	if class != "" {
		w.b = append(append(append(w.b, ` class="`...), class...), '"')
	}
	w.b = append(w.b, '>')
}

// hidden appends text that is spoken and not seen.
func (w *inlineWriter) hidden(s string) {
	w.b = append(append(append(w.b, `<span class="vh"`...), w.phrases.lang...), '>')
	w.b = appendText(w.b, s)
	w.b = append(w.b, `</span>`...)
}

// closing appends the end tags of an element.
func (w *inlineWriter) closing(in *inline) {
	switch in.layer {
	case linkLayer:
		w.b = append(w.b, "</a>"...)
	case markLayer:
		if e := w.marks[in.n].element; e != "" {
			w.b = append(append(append(w.b, "</"...), e...), '>')
		}
		w.b = append(w.b, "</mark>"...)
	default:
		w.b = append(w.b, "</span>"...)
	}
}
