package archive

import "slices"

// A Backlink says that a cable cites this one.
type Backlink struct {
	From       *Facts
	Index      int32    // of From in the catalogue
	Paragraphs []string // anchors of the citing paragraphs, empty where only the REF block names it
	To         string   // anchor in this cable where the citing text names a paragraph, else ""
}

// citations are the links turned round: cable i is cited by
// all[start[i]:start[i+1]], in the order of the catalogue.
type citations struct {
	start []int32
	all   []citation
}

// A citation is a reference: Refs[ref] of the cable with index from.
type citation struct{ from, ref int32 }

// newCitations turns links round by counting.
func newCitations(l *links) *citations {
	n := len(l.start) - 1
	c := &citations{start: make([]int32, n+1)}
	for _, link := range l.all {
		if link.target >= 0 {
			c.start[link.target+1]++
		}
	}
	for i := range n {
		c.start[i+1] += c.start[i]
	}
	next := slices.Clone(c.start)
	c.all = make([]citation, c.start[n])
	for i := range n {
		for at := l.start[i]; at < l.start[i+1]; at++ {
			if to := l.all[at].target; to >= 0 {
				c.all[next[to]] = citation{int32(i), at - l.start[i]}
				next[to]++
			}
		}
	}
	return c
}

// Backlinks returns who cites a cable, by date. A cable that cites it as a
// whole and paragraphs of it comes once for each.
func (a *Archive) Backlinks(i int32) []Backlink {
	var out []Backlink
	target := a.cat.cables[i]
	first := 0 // of the backlinks of the same citing cable
	for _, c := range a.cited.all[a.cited.start[i]:a.cited.start[i+1]] {
		from := a.cat.cables[c.from]
		if len(out) > first && out[first].From != from {
			first = len(out)
		}
		out = addBacklinks(out, first, Backlink{From: from, Index: c.from}, &from.Refs[c.ref], target)
	}
	return out
}

// addBacklinks adds the mentions of one reference to the backlinks of its
// cable, which begin at first and are all like by.
func addBacklinks(out []Backlink, first int, by Backlink, r *Ref, target *Facts) []Backlink {
	if len(r.Cites) == 0 && len(out) == first {
		return append(out, by)
	}
	for _, cite := range r.Cites {
		to := cite.To
		if !target.HasAnchor(to) {
			to = ""
		}
		at := first + slices.IndexFunc(out[first:], func(b Backlink) bool { return b.To == to })
		if at < first {
			at = len(out)
			by.To = to
			out = append(out, by)
		}
		if !slices.Contains(out[at].Paragraphs, cite.Paragraph) {
			out[at].Paragraphs = append(out[at].Paragraphs, cite.Paragraph)
		}
	}
	return out
}

// Cited returns how many references point at a cable.
func (a *Archive) Cited(i int32) int { return int(a.cited.start[i+1] - a.cited.start[i]) }
