package archive

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"reftel/site/vocab"
)

// twins gives for a canonical ID the cables that were published under other
// IDs and should have had this one, in order.
type twins map[string][]string

func newTwins(cables []*Facts) twins {
	t := twins{}
	for _, f := range cables {
		if f.Canonical != f.ID {
			t[f.Canonical] = append(t[f.Canonical], f.ID)
		}
	}
	for _, ids := range t {
		slices.Sort(ids)
	}
	return t
}

// patch returns the twins after changes.
func (t twins) patch(changes []change) twins {
	out := maps.Clone(t)
	for _, c := range changes {
		if f := c.old; f != nil && f.Canonical != f.ID {
			take(out, f.Canonical, f.ID, strings.Compare)
		}
		if f := c.new; f != nil && f.Canonical != f.ID {
			insert(out, f.Canonical, f.ID, strings.Compare)
		}
	}
	return out
}

// A posting names the numbering of one post in one year: each post counts its
// cables from 1 in every year. Codes of one post count together.
type posting struct {
	post string
	year int
}

// A witness is a cable whose serial and date are known: a post had reached that
// serial at that time.
type witness struct {
	serial int
	at     int64 // Unix seconds
}

func compareWitnesses(a, b witness) int {
	return cmp.Or(cmp.Compare(a.serial, b.serial), cmp.Compare(a.at, b.at))
}

// series holds the witnesses of each post and year in the order of their
// serials. As serials grow with time, the neighbours of a serial tell when it
// was given out, also where its own cable is not in the archive.
type series map[posting][]witness

// posting returns the numbering that a cable belongs to and its own place in
// it, false where it has no serial or no date of its own.
func (f *Facts) posting() (posting, witness, bool) {
	id, ok := vocab.SplitID(f.Canonical)
	if !ok {
		return posting{}, witness{}, false
	}
	dated := !f.Created.IsZero() && !f.Inferred
	return posting{group(id.Post), id.Year}, witness{id.Serial, f.Created.Unix()}, dated
}

func newSeries(cables []*Facts) series {
	s := series{}
	for _, f := range cables {
		if p, w, ok := f.posting(); ok {
			s[p] = append(s[p], w)
		}
	}
	for _, list := range s {
		slices.SortFunc(list, compareWitnesses)
	}
	return s
}

// patch returns the series after changes.
func (s series) patch(changes []change) series {
	out := maps.Clone(s)
	for _, c := range changes {
		if c.old != nil {
			if p, w, ok := c.old.posting(); ok {
				take(out, p, w, compareWitnesses)
			}
		}
		if c.new != nil {
			if p, w, ok := c.new.posting(); ok {
				insert(out, p, w, compareWitnesses)
			}
		}
	}
	return out
}

// insert adds an element to the ordered list under a key. The list that was
// there is left as it is, since another archive may hold it.
func insert[K comparable, E any](lists map[K][]E, key K, e E, compare func(a, b E) int) {
	list := lists[key]
	at, _ := slices.BinarySearchFunc(list, e, compare)
	lists[key] = slices.Concat(list[:at], []E{e}, list[at:])
}

// take removes an element again.
func take[K comparable, E any](lists map[K][]E, key K, e E, compare func(a, b E) int) {
	list := lists[key]
	at, found := slices.BinarySearchFunc(list, e, compare)
	switch {
	case !found:
	case len(list) == 1:
		delete(lists, key)
	default:
		lists[key] = slices.Concat(list[:at], list[at+1:])
	}
}

// slack is how far the order of serials and the order of dates may differ:
// cables are numbered before they are sent. Two days, in seconds.
const slack = 2 * 24 * 3600

// answer is what a series says about a serial at a time.
type answer uint8

const (
	unknown answer = iota
	reached
	notReached
)

// at says whether a post had reached a serial at a time.
func (s series) at(p posting, serial int, now int64) answer {
	list := s[p]
	i, _ := slices.BinarySearchFunc(list, serial, func(w witness, serial int) int { return cmp.Compare(w.serial, serial) })
	switch {
	case i < len(list) && list[i].at <= now+slack:
		return reached
	case i < len(list) && list[i].serial == serial:
		return notReached
	case i > 0 && list[i-1].at > now+slack:
		return notReached
	}
	return unknown
}

// group returns the code that stands for all codes whose cables are numbered
// together.
func group(post string) string {
	if codes := vocab.NumberedTogether(post); codes != nil {
		return codes[0]
	}
	return post
}
