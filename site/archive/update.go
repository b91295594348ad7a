package archive

import (
	"slices"
	"strings"

	"reftel/site/diag"
)

// Update makes the archive that Join would make of facts, in time that grows
// with the difference from what a was made of and hardly with the archive: what
// no difference touches is shared or moved in bulk. It knows unchanged cables
// by their *Facts, and is fastest where facts come in the order of their files
// each time.
func (a *Archive) Update(facts []*Facts) (*Archive, []diag.Problem) {
	changes, doubles := a.changes(difference(a.given, facts))
	if len(changes) > len(a.cat.cables)/8 {
		return Join(facts)
	}
	b := &Archive{given: slices.Clone(facts), doubles: doubles}
	if len(changes) == 0 && slices.Equal(doubles, a.doubles) {
		same := *a
		same.given = slices.Clone(facts)
		return &same, a.problems
	}
	var s *shift
	b.cat, s = a.cat.patch(changes)
	b.problems = doubleProblems(doubles, b.cat)
	b.patchLists(a, changes, s)
	return b, b.problems
}

// patchLists makes the layers above the catalogue.
func (b *Archive) patchLists(a *Archive, changes []change, s *shift) {
	b.twins, b.series = a.twins, a.series
	if slices.ContainsFunc(changes, func(c change) bool { return c.identity }) {
		b.twins, b.series = a.twins.patch(changes), a.series.patch(changes)
	}
	inParallel(
		func() {
			b.links, b.cited = a.links.patch(b.lookup(), changes, s), a.cited
			if b.links != a.links {
				b.cited = newCitations(b.links)
			}
		},
		func() { b.tags = a.tags.patch(changes, s, tagsOf) },
		func() { b.origins = a.origins.patch(changes, s, originOf) },
		func() {
			b.levels, b.dates = a.levels.patch(changes, s, levelOf), a.dates
			if s != nil {
				b.dates = a.dates.patch(b.cat, entered(changes))
			}
		},
	)
}

// A change is a cable of the catalogue that came, went, or has other facts.
type change struct {
	old, new *Facts // with the same ID; nil for a cable that came or went
	at       int32  // index in the new catalogue; -1 for a cable that went
	stays    bool   // the cable was there and keeps its place among the others
	// identity says that references of other cables may be resolved in another
	// way: the cable came or went, or has another canonical ID or date.
	identity bool
}

func entered(changes []change) (facts []*Facts) {
	for _, c := range changes {
		if c.new != nil && !c.stays {
			facts = append(facts, c.new)
		}
	}
	return facts
}

// difference returns which facts are in one list only. The lists are walked
// side by side, in the order of files; facts that are out of order seem to go
// and to come, and turn out to be no change.
func difference(old, now []*Facts) (gone, come []*Facts) {
	for len(old) > 0 && len(now) > 0 {
		switch {
		case old[0] == now[0]:
			old, now = old[1:], now[1:]
		case old[0].before(now[0]):
			gone, old = append(gone, old[0]), old[1:]
		case now[0].before(old[0]):
			come, now = append(come, now[0]), now[1:]
		default:
			gone, old = append(gone, old[0]), old[1:]
			come, now = append(come, now[0]), now[1:]
		}
	}
	return append(gone, old...), append(come, now...)
}

// changes turns facts that went and came into changes of the catalogue, where
// each ID is there once, and returns the doubles that there are now.
func (a *Archive) changes(gone, come []*Facts) ([]change, []*Facts) {
	held := a.holders(gone, come)
	if len(held) == 0 {
		return nil, a.doubles
	}
	var changes []change
	var doubles []*Facts
	for _, f := range a.doubles {
		if held[f.ID] == nil {
			doubles = append(doubles, f)
		}
	}
	for id, h := range held {
		left := append(without(h.was, gone), h.come...)
		slices.SortStableFunc(left, compareFiles)
		c := change{at: -1}
		if i := a.cat.find(id); i >= 0 {
			c.old = a.cat.cables[i]
		}
		if len(left) > 0 {
			c.new = left[0]
			doubles = append(doubles, left[1:]...)
		}
		if c.old != c.new {
			changes = append(changes, c.compared())
		}
	}
	sortDoubles(doubles)
	slices.SortFunc(changes, func(a, b change) int { return strings.Compare(a.id(), b.id()) })
	return changes, doubles
}

// A holder is who holds an ID that facts came to or went from.
type holder struct {
	was  []*Facts // the cable in the catalogue and its doubles
	come []*Facts
}

func (a *Archive) holders(gone, come []*Facts) map[string]*holder {
	held := map[string]*holder{}
	at := func(f *Facts) *holder {
		h := held[f.ID]
		if h == nil {
			h = &holder{}
			if i := a.cat.find(f.ID); i >= 0 {
				h.was = []*Facts{a.cat.cables[i]}
			}
			held[f.ID] = h
		}
		return h
	}
	for _, f := range gone {
		at(f)
	}
	for _, f := range come {
		h := at(f)
		h.come = append(h.come, f)
	}
	delete(held, "") // facts without an ID are in no catalogue
	for _, f := range a.doubles {
		if h := held[f.ID]; h != nil {
			h.was = append(h.was, f)
		}
	}
	return held
}

// without takes those that went out of facts, one for one.
func without(facts, gone []*Facts) []*Facts {
	for _, g := range gone {
		if i := slices.Index(facts, g); i >= 0 {
			facts = slices.Delete(facts, i, i+1)
		}
	}
	return facts
}

// id is the ID that the change is about.
func (c change) id() string {
	if c.old != nil {
		return c.old.ID
	}
	return c.new.ID
}

// compared says what a change means for others.
func (c change) compared() change {
	if c.old == nil || c.new == nil {
		c.identity = true
		return c
	}
	c.stays = orderKey(c.old) == orderKey(c.new)
	c.identity = !c.stays || c.old.Canonical != c.new.Canonical
	return c
}
