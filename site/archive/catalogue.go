package archive

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"reftel/site/diag"
)

// A catalogue is the cables in order, and the way from an ID to its cable.
// The slices besides cables repeat what is needed often, so that a look at
// 250,000 cables does not touch 250,000 places in memory.
type catalogue struct {
	cables []*Facts
	keys   []int64  // orderKey of each
	hashes []uint32 // hashID of each
	slots  []int32  // open hash table: index+1, 0 for empty; a power of two in length
}

// undated is the order key of a cable without any date.
const undated = math.MinInt64

// orderKey is what cables are ordered by before their IDs: twice the second of
// their creation, and one more where that is known. So a cable of which only
// the year is known comes before the first of January.
func orderKey(f *Facts) int64 {
	switch {
	case f.Created.IsZero():
		return undated
	case f.Inferred:
		return 2 * startOfYear(f.Created.Year())
	}
	return 2*f.Created.Unix() + 1
}

func startOfYear(year int) int64 { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Unix() }

// entry is a cable with what it is ordered by and found by.
type entry struct {
	key   int64 // orderKey
	hash  uint32
	facts *Facts
}

func newEntry(f *Facts) entry { return entry{orderKey(f), hashID(f.ID), f} }

func newEntries(facts []*Facts) []entry {
	entries := make([]entry, len(facts))
	spread(len(facts), func(from, to int) {
		for i := from; i < to; i++ {
			entries[i] = newEntry(facts[i])
		}
	})
	return entries
}

func compareEntries(a, b entry) int {
	if c := cmp.Compare(a.key, b.key); c != 0 {
		return c
	}
	return strings.Compare(a.facts.ID, b.facts.ID)
}

// newCatalogue orders cables whose IDs are all different.
func newCatalogue(entries []entry) *catalogue {
	slices.SortFunc(entries, compareEntries)
	cat := &catalogue{cables: make([]*Facts, len(entries)), keys: make([]int64, len(entries)), hashes: make([]uint32, len(entries))}
	spread(len(entries), func(from, to int) {
		for i := from; i < to; i++ {
			cat.cables[i], cat.keys[i], cat.hashes[i] = entries[i].facts, entries[i].key, entries[i].hash
		}
	})
	cat.fillSlots()
	return cat
}

// hashID is FNV-1a.
func hashID(id string) uint32 {
	h := uint32(2166136261)
	for i := range len(id) {
		h = (h ^ uint32(id[i])) * 16777619
	}
	return h ^ h>>15
}

// newSlots makes an empty hash table for n cables.
func newSlots(n int) []int32 {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return make([]int32, size)
}

func (cat *catalogue) fillSlots() {
	cat.slots = newSlots(len(cat.hashes))
	size := len(cat.slots)
	for i, h := range cat.hashes {
		at := int(h) & (size - 1)
		for cat.slots[at] != 0 {
			at = (at + 1) & (size - 1)
		}
		cat.slots[at] = int32(i + 1)
	}
}

// find returns the index of the cable with exactly that ID, -1 for none.
func (cat *catalogue) find(id string) int32 {
	h := hashID(id)
	for at := int(h) & (len(cat.slots) - 1); cat.slots[at] != 0; at = (at + 1) & (len(cat.slots) - 1) {
		i := cat.slots[at] - 1
		if cat.hashes[i] == h && cat.cables[i].ID == id {
			return i
		}
	}
	return -1
}

// position returns where an entry stands or would stand.
func (cat *catalogue) position(e entry) int {
	low, high := 0, len(cat.cables)
	for low < high {
		mid := int(uint(low+high) / 2)
		if compareEntries(entry{cat.keys[mid], cat.hashes[mid], cat.cables[mid]}, e) < 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// A shift says where the cables of one catalogue stand in the next. The nil
// shift moves nothing.
type shift struct {
	to   []int32 // from an old index to the new one, -1 for a cable that left its place
	from []int32 // from a new index to the old one, -1 for a cable that entered
}

func (s *shift) moved(i int32) int32 {
	if s == nil {
		return i
	}
	return s.to[i]
}

func (s *shift) was(i int32) int32 {
	if s == nil {
		return i
	}
	return s.from[i]
}

// patch makes the next catalogue and fills in where the changed cables stand
// in it.
func (cat *catalogue) patch(changes []change) (*catalogue, *shift) {
	var leave []int32
	var enter []entry
	cables := slices.Clone(cat.cables)
	for _, c := range changes {
		switch {
		case c.stays:
			cables[cat.find(c.old.ID)] = c.new
			continue
		case c.old != nil:
			leave = append(leave, cat.find(c.old.ID))
		}
		if c.new != nil {
			enter = append(enter, newEntry(c.new))
		}
	}
	next, s := &catalogue{cables, cat.keys, cat.hashes, cat.slots}, (*shift)(nil)
	if len(leave)+len(enter) > 0 {
		slices.Sort(leave)
		slices.SortFunc(enter, compareEntries)
		next, s = next.merge(leave, enter)
	}
	for i := range changes {
		if changes[i].new != nil {
			changes[i].at = next.find(changes[i].new.ID)
		}
	}
	return next, s
}

// merge takes cables out and puts others in.
func (cat *catalogue) merge(leave []int32, enter []entry) (*catalogue, *shift) {
	n := len(cat.cables) - len(leave) + len(enter)
	next := &catalogue{cables: make([]*Facts, 0, n), keys: make([]int64, 0, n), hashes: make([]uint32, 0, n)}
	s := &shift{to: make([]int32, len(cat.cables)), from: make([]int32, 0, n)}
	places := make([]int, len(enter))
	for k, e := range enter {
		places[k] = cat.position(e)
	}
	for i := 0; ; i++ {
		for len(places) > 0 && places[0] == i {
			e := enter[0]
			next.append(e.facts, e.key, e.hash)
			s.from = append(s.from, -1)
			enter, places = enter[1:], places[1:]
		}
		if i == len(cat.cables) {
			break
		}
		if len(leave) > 0 && int(leave[0]) == i {
			s.to[i], leave = -1, leave[1:]
			continue
		}
		s.to[i] = int32(len(next.cables))
		s.from = append(s.from, int32(i))
		next.append(cat.cables[i], cat.keys[i], cat.hashes[i])
	}
	next.fillSlots()
	return next, s
}

func (cat *catalogue) append(f *Facts, key int64, hash uint32) {
	cat.cables, cat.keys, cat.hashes = append(cat.cables, f), append(cat.keys, key), append(cat.hashes, hash)
}

// before reports whether f's text comes before the other's in the project: the rule
// for which of two cables with one ID is kept.
func (f *Facts) before(other *Facts) bool { return compareFiles(f, other) < 0 }

func compareFiles(a, b *Facts) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Offset, b.Offset))
}

// withoutDoubles returns one of the entries for each ID, in their place, and
// keeps the facts of the others in a.doubles.
func (a *Archive) withoutDoubles(entries []entry) []entry {
	slots, nobody := newSlots(len(entries)), hashID("")
	cables := entries[:0]
	for _, e := range entries {
		if e.hash == nobody && e.facts.ID == "" {
			continue
		}
		at := int(e.hash) & (len(slots) - 1)
		for slots[at] != 0 && !cables[slots[at]-1].sameID(e) {
			at = (at + 1) & (len(slots) - 1)
		}
		if slots[at] == 0 {
			cables = append(cables, e)
			slots[at] = int32(len(cables))
			continue
		}
		if other := &cables[slots[at]-1]; e.facts.before(other.facts) {
			e, *other = *other, e
		}
		a.doubles = append(a.doubles, e.facts)
	}
	sortDoubles(a.doubles)
	return cables
}

func (e entry) sameID(other entry) bool { return e.hash == other.hash && e.facts.ID == other.facts.ID }

func sortDoubles(doubles []*Facts) {
	slices.SortFunc(doubles, func(a, b *Facts) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), compareFiles(a, b))
	})
}

// doubleProblems says of each double which file has the same ID.
func doubleProblems(doubles []*Facts, cat *catalogue) []diag.Problem {
	var problems []diag.Problem
	for _, f := range doubles {
		first := cat.cables[cat.find(f.ID)]
		other := first.File
		if f.File == first.File {
			other = fmt.Sprintf("the same file, at byte %d", first.Offset)
		}
		problems = append(problems, diag.Problem{
			File: f.File, Severity: diag.Error, Code: "double-id", Cable: f.ID,
			Message: fmt.Sprintf("cable %s is also in %s", f.ID, other),
			Hint:    "remove one of the two",
		})
	}
	return diag.Sort(problems)
}
