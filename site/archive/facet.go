package archive

import (
	"iter"
	"slices"

	"reftel/site/vocab"
)

// A Facet sorts the cables of an archive into lists by one of their features.
// Lists hold indexes of the catalogue in its order, so by date.
type Facet struct {
	names []string // sorted
	lists [][]int32
}

// Len returns the number of lists.
func (f *Facet) Len() int { return len(f.names) }

// At returns the name of a list and its cables. Lists are in the order of
// their names.
func (f *Facet) At(i int) (name string, cables []int32) { return f.names[i], f.lists[i] }

// Lookup returns the cables under a name, none where there is no such list.
func (f *Facet) Lookup(name string) []int32 {
	i, ok := slices.BinarySearch(f.names, name)
	if !ok {
		return nil
	}
	return f.lists[i]
}

// All returns the lists in the order of their names.
func (f *Facet) All() iter.Seq2[string, []int32] {
	return func(yield func(string, []int32) bool) {
		for i, name := range f.names {
			if !yield(name, f.lists[i]) {
				return
			}
		}
	}
}

func (f *Facet) add(name string, cables []int32) {
	f.names, f.lists = append(f.names, name), append(f.lists, cables)
}

// features gives the names under which a cable is listed; they may be written
// into buf.
type features func(f *Facts, buf []string) []string

func tagsOf(f *Facts, _ []string) []string { return f.Tags }

func originOf(f *Facts, buf []string) []string {
	if f.Post == "" {
		return nil
	}
	return append(buf, vocab.SamePost(f.Post))
}

func levelOf(f *Facts, buf []string) []string {
	if f.Level == "" {
		return nil
	}
	return append(buf, f.Level)
}

// newFacet lists cables. It counts first, so that all lists lie in one piece of
// memory that is just large enough.
func newFacet(cables []*Facts, of features) *Facet {
	numbers := map[string]int32{}
	var names []string
	var counts []int32
	places := make([]int32, 0, len(cables))
	var buf [1]string
	for _, f := range cables {
		for _, name := range of(f, buf[:0]) {
			n, ok := numbers[name]
			if !ok {
				n = int32(len(names))
				numbers[name] = n
				names, counts = append(names, name), append(counts, 0)
			}
			counts[n]++
			places = append(places, n)
		}
	}
	lists := carve(counts)
	at := 0
	for i, f := range cables {
		for range of(f, buf[:0]) {
			n := places[at]
			lists[n] = append(lists[n], int32(i))
			at++
		}
	}
	return sortedFacet(names, func(name string) []int32 { return lists[numbers[name]] })
}

// carve cuts one piece of memory into empty lists with room for each count.
func carve(counts []int32) [][]int32 {
	total := 0
	for _, n := range counts {
		total += int(n)
	}
	all := make([]int32, total)
	lists := make([][]int32, len(counts))
	for i, n := range counts {
		lists[i], all = all[:0:n], all[n:]
	}
	return lists
}

// sortedFacet makes a facet of names in any order, leaving out empty lists.
func sortedFacet(names []string, list func(name string) []int32) *Facet {
	slices.Sort(names)
	f := &Facet{names: make([]string, 0, len(names)), lists: make([][]int32, 0, len(names))}
	for _, name := range names {
		if cables := list(name); len(cables) > 0 {
			f.add(name, cables)
		}
	}
	return f
}

// patch makes the facet of a catalogue that has changed. Lists of which nothing
// has changed are shared.
func (f *Facet) patch(changes []change, s *shift, of features) *Facet {
	dropped, added := map[string][]int32{}, map[string][]int32{}
	for _, c := range changes {
		var before, after []string
		if c.stays {
			before = of(c.old, nil)
		}
		if c.new != nil {
			after = of(c.new, nil)
		}
		for _, name := range before {
			if !slices.Contains(after, name) {
				dropped[name] = append(dropped[name], c.at)
			}
		}
		for _, name := range after {
			if !slices.Contains(before, name) {
				added[name] = append(added[name], c.at)
			}
		}
	}
	if s == nil && len(dropped)+len(added) == 0 {
		return f
	}
	names := slices.Clone(f.names)
	for name := range added {
		if _, known := slices.BinarySearch(f.names, name); !known {
			names = append(names, name)
		}
	}
	return sortedFacet(names, func(name string) []int32 {
		return patchList(f.Lookup(name), s, dropped[name], added[name])
	})
}

// patchList moves the indexes of a list to where their cables are now, and
// drops and adds some, which are given by their new indexes.
func patchList(list []int32, s *shift, dropped, added []int32) []int32 {
	if s == nil && len(dropped)+len(added) == 0 {
		return list
	}
	slices.Sort(added)
	out := make([]int32, 0, len(list)+len(added))
	for _, i := range list {
		i = s.moved(i)
		if i < 0 || slices.Contains(dropped, i) {
			continue
		}
		for len(added) > 0 && added[0] < i {
			out, added = append(out, added[0]), added[1:]
		}
		out = append(out, i)
	}
	return append(out, added...)
}
