package annotation

import (
	"fmt"
	"strings"

	"reftel/site/cable"
)

// A cableText is a cable ready for notes to be put onto it.
type cableText struct {
	cable     *cable.Cable
	addresses []cable.Address
	index     map[string]int // of addresses by anchor
	within    map[string]bool
	units     []unit // addresses that are not part of another, by their written names
	scopes    map[cable.Place]scope
}

// A scope is the text in which a quotation is looked for.
type scope struct {
	anchors []string
	folded  cable.Folded
	match   matchText
}

func newText(c *cable.Cable) *cableText {
	t := &cableText{
		cable: c, addresses: c.Addresses(), index: map[string]int{},
		within: map[string]bool{}, scopes: map[cable.Place]scope{},
	}
	for _, b := range c.Blocks {
		if b.Anchor != "" && b.Paragraph != "" && b.Paragraph != b.Anchor {
			t.within[b.Anchor] = true
		}
	}
	for i, a := range t.addresses {
		t.index[a.Anchor] = i
		if !t.within[a.Anchor] {
			t.units = append(t.units, unit{cable.Place{First: a.Anchor, Last: a.Anchor}.String(), c.Words(a.Text)})
		}
	}
	return t
}

// scope returns the text of a place. A place that the cable does not have is a
// problem.
func (t *cableText) scope(p cable.Place) (s scope, problem, hint string) {
	if s, ok := t.scopes[p]; ok {
		return s, "", ""
	}
	var ranges []cable.Range
	switch {
	case p == (cable.Place{}):
		ranges = t.whole()
	default:
		if s.anchors, problem, hint = t.run(p); problem != "" {
			return s, problem, hint
		}
		for _, anchor := range s.anchors {
			ranges = append(ranges, t.addresses[t.index[anchor]].Text...)
		}
	}
	s.folded = t.cable.Fold(ranges)
	s.match = fold(s.folded.Text)
	t.scopes[p] = s
	return s, "", ""
}

// whole returns all the text that a note without a target may quote.
func (t *cableText) whole() (ranges []cable.Range) {
	for _, a := range t.addresses {
		if !t.within[a.Anchor] {
			ranges = append(ranges, a.Text...)
		}
	}
	return ranges
}

// run returns the anchors of a place: one, or those of a run from its first to
// its last. Sub-paragraphs are part of their paragraph and are named only where
// the run is one of sub-paragraphs.
func (t *cableText) run(p cable.Place) (anchors []string, problem, hint string) {
	first, ok := t.index[p.First]
	last, ok2 := t.index[p.Last]
	if !ok || !ok2 {
		missing := p.First
		if ok {
			missing = p.Last
		}
		return nil, noPlace(missing), t.suggest(missing)
	}
	if last < first {
		return nil, fmt.Sprintf("%s ends before it begins", p), ""
	}
	for i := first; i <= last; i++ {
		anchor := t.addresses[i].Anchor
		if i == first || i == last || anchor[0] != 'h' && (t.within[p.First] || !t.within[anchor]) {
			anchors = append(anchors, anchor)
		}
	}
	return anchors, "", ""
}

func noPlace(anchor string) string {
	return fmt.Sprintf("the cable has no %s", cable.Place{First: anchor, Last: anchor})
}

// suggest names a place that was perhaps meant, or those that there are.
func (t *cableText) suggest(anchor string) string {
	anchors := make([]string, len(t.addresses))
	for i, a := range t.addresses {
		anchors[i] = a.Anchor
	}
	return suggestAnchor(anchor, anchors)
}

// suggestAnchor names the paragraph of a sub-paragraph that is not there, or
// the anchors of the same kind that there are.
func suggestAnchor(anchor string, anchors []string) string {
	written := func(anchor string) string { return cable.Place{First: anchor, Last: anchor}.String() }
	base := strings.TrimRight(anchor, "abcdefghijklmnopqrstuvwxyz")
	var same []string
	for _, a := range anchors {
		if a == base {
			return "did you mean " + written(a) + "?"
		}
		if kindOf(a) == kindOf(anchor) {
			same = append(same, a)
		}
	}
	names := map[string]string{"p": "numbered paragraphs", "u": "paragraphs without a number", "h": "headings", "ref-": "references"}
	name := names[kindOf(anchor)]
	switch {
	case name == "":
		return ""
	case len(same) == 0:
		return "it has no " + name
	case len(same) == 1:
		return "of its " + name + " there is only " + written(same[0])
	}
	return fmt.Sprintf("its %s are %s to %s", name, written(same[0]), written(same[len(same)-1]))
}

// kindOf returns the letters that an anchor begins with.
func kindOf(anchor string) string {
	if strings.HasPrefix(anchor, "ref-") {
		return "ref-"
	}
	return anchor[:len(anchor)-len(strings.TrimLeft(anchor, "abcdefghijklmnopqrstuvwxyz"))]
}

// begin returns where the text of an address begins.
func (t *cableText) begin(anchor string) int {
	if words := t.addresses[t.index[anchor]].Text; len(words) > 0 {
		return words[0].Start
	}
	return 0
}

// over returns the anchors of the addresses that words stand in.
func (t *cableText) over(words []cable.Range) (anchors []string) {
	start, end := words[0].Start, words[len(words)-1].End
	for _, a := range t.addresses {
		if t.within[a.Anchor] {
			continue
		}
		for _, r := range a.Text {
			if r.Start < end && start < r.End {
				anchors = append(anchors, a.Anchor)
				break
			}
		}
	}
	return anchors
}

// stretches joins ranges between which there is nothing but white space.
func (t *cableText) stretches(words []cable.Range) (out []cable.Range) {
	for _, r := range words {
		if n := len(out) - 1; n >= 0 && out[n].End <= r.Start && strings.TrimSpace(t.cable.Source[out[n].End:r.Start]) == "" {
			out[n].End = r.End
			continue
		}
		out = append(out, r)
	}
	return out
}
