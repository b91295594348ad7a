package archive

import (
	"cmp"
	"slices"
)

// Thread returns the cables that one cable builds on and those that build on
// it: what it refers to, what these refer to and so on, and in the same way who
// cites it. They are in the order of the catalogue, with the cable itself among
// them. At most limit cables are returned, those with the fewest steps between
// them and the cable, of equally many the nearest in the catalogue; cut says
// that there are more. A cable without any link has no thread: the list is nil.
func (a *Archive) Thread(i int32, limit int) (cables []int32, cut bool) {
	seen := map[int32]bool{i: true}
	earlier, later := []int32{i}, []int32{i}
	for len(earlier)+len(later) > 0 {
		earlier = a.step(earlier, seen, a.referredTo)
		later = a.step(later, seen, a.citing)
		next := slices.Concat(earlier, later)
		if room := limit - 1 - len(cables); len(next) > room {
			slices.SortFunc(next, func(x, y int32) int { return cmp.Or(cmp.Compare(abs(int(x-i)), abs(int(y-i))), cmp.Compare(x, y)) })
			next, cut = next[:room], true
		}
		cables = append(cables, next...)
		if cut {
			break
		}
	}
	if len(cables) == 0 {
		return nil, cut
	}
	cables = append(cables, i)
	slices.Sort(cables)
	return cables, cut
}

// step goes one step on from each cable, to cables that were not seen before.
func (a *Archive) step(from []int32, seen map[int32]bool, to func(int32, func(int32))) []int32 {
	var next []int32
	for _, i := range from {
		to(i, func(other int32) {
			if !seen[other] {
				seen[other] = true
				next = append(next, other)
			}
		})
	}
	return next
}

// referredTo visits what a cable refers to.
func (a *Archive) referredTo(i int32, visit func(int32)) {
	for _, l := range a.links.all[a.links.start[i]:a.links.start[i+1]] {
		if l.target >= 0 {
			visit(l.target)
		}
	}
}

// citing visits who cites a cable.
func (a *Archive) citing(i int32, visit func(int32)) {
	for _, c := range a.cited.all[a.cited.start[i]:a.cited.start[i+1]] {
		visit(c.from)
	}
}
