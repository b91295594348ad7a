package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Drawing shows what a cable cites and what cites it, one under the other in
// order of time, with an arc from the cable to each. It is 320 units wide.
type Drawing struct {
	Height int
	Rows   []DrawnCable
	More   int // cables that are left out
}

// A DrawnCable is a cable in a drawing.
type DrawnCable struct {
	CableLink
	Class string // "self", "cites", "cited"
	Y     int    // base line of its text
	Dot   int    // height of its point
	Arc   string // path from the cable that the page is about
}

// Measures of a drawing.
const (
	drawnRow  = 26 // height
	drawnEach = 8  // most cables that are cited, and most that cite
	drawnDot  = 60 // where the points stand
	drawnArc  = 48 // reach of the widest arc
)

// drawing draws a cable between its references and those who cite it; nil where
// there are none.
func (v *cableView) drawing() *Drawing {
	if len(v.refs) == 0 && len(v.cited) == 0 {
		return nil
	}
	d := &Drawing{}
	all := append(make([]DrawnCable, 0, 1+len(v.refs)+len(v.cited)),
		DrawnCable{CableLink: CableLink{Path: v.path, ID: v.id, Date: dayText(v.created)}, Class: "self"})
	add := func(link *cableLink, class string) {
		known := slices.ContainsFunc(all, func(c DrawnCable) bool { return c.Path == link.path })
		if link.path != "" && !known {
			all = append(all, DrawnCable{CableLink: link.link(), Class: class})
		}
	}
	for i := range v.refs {
		add(&v.refs[i].target, "cites")
	}
	d.More = max(0, len(all)-1-drawnEach)
	all = all[:min(len(all), drawnEach+1)]
	before := len(all)
	for i := range v.cited {
		add(&v.cited[i].from, "cited")
	}
	d.More += max(0, len(all)-before-drawnEach)
	all = all[:min(len(all), before+drawnEach)]
	if len(all) == 1 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b DrawnCable) int { return cmp.Or(strings.Compare(a.Date, b.Date), side(a)-side(b)) })
	d.Rows, d.Height = all, drawnRow*len(all)
	d.place()
	return d
}

// side puts what is cited before, and what cites after a cable of the same day.
func side(c DrawnCable) int { return slices.Index(sides, c.Class) }

var sides = []string{"cites", "self", "cited"}

// place gives each row its place.
func (d *Drawing) place() {
	self := slices.IndexFunc(d.Rows, func(c DrawnCable) bool { return c.Class == "self" })
	from := self*drawnRow + drawnRow/2
	for i := range d.Rows {
		r := &d.Rows[i]
		r.Dot = i*drawnRow + drawnRow/2
		r.Y = r.Dot + 4
		if i != self {
			x := drawnDot - min(drawnArc, 10+abs(r.Dot-from)/4)
			r.Arc = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", drawnDot, from, x, from, x, r.Dot, drawnDot, r.Dot)
		}
	}
}

func abs(n int) int { return max(n, -n) }
