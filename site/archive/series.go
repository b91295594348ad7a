package archive

import (
	"cmp"
	"slices"

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
