package annotation

import (
	"cmp"
	"slices"

	"reftel/site/cable"
)

// A Mark is a stretch of the source that one or more notes quote. Quotations
// may overlap, marks do not: they are cut where a quotation begins or ends,
// and where a page break or a paragraph's label comes between.
type Mark struct {
	cable.Range
	Notes  []int // indexes in Attached.Notes of the notes that quote it
	Begins []int // those of them whose quotation begins here
	Ends   []int // those of them whose quotation ends here
}

// A stretch is one unbroken piece of a note's quotation.
type stretch struct {
	cable.Range
	note        int
	first, last bool
}

// marksOf cuts the quotations of all notes into marks.
func marksOf(placed []Placed) []Mark {
	var stretches []stretch
	var cuts []int
	for i, p := range placed {
		for k, r := range p.Words {
			stretches = append(stretches, stretch{r, i, k == 0, k == len(p.Words)-1})
			cuts = append(cuts, r.Start, r.End)
		}
	}
	slices.SortStableFunc(stretches, func(a, b stretch) int { return cmp.Compare(a.Start, b.Start) })
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var marks []Mark
	var open []stretch
	for i := 0; i+1 < len(cuts); i++ {
		from, to := cuts[i], cuts[i+1]
		open = slices.DeleteFunc(open, func(s stretch) bool { return s.End <= from })
		for len(stretches) > 0 && stretches[0].Start == from {
			open = append(open, stretches[0])
			stretches = stretches[1:]
		}
		if len(open) > 0 {
			marks = append(marks, markOf(cable.Range{Start: from, End: to}, open))
		}
	}
	return marks
}

func markOf(r cable.Range, open []stretch) Mark {
	m := Mark{Range: r}
	slices.SortFunc(open, func(a, b stretch) int { return a.note - b.note })
	for _, s := range open {
		m.Notes = append(m.Notes, s.note)
		if s.first && s.Start == r.Start {
			m.Begins = append(m.Begins, s.note)
		}
		if s.last && s.End == r.End {
			m.Ends = append(m.Ends, s.note)
		}
	}
	return m
}
