package archive

import (
	"cmp"
	"slices"
	"strings"

	"reftel/site/diag"
	"reftel/site/vocab"
)

// Find returns the index of the cable that was published under exactly that
// ID.
func (a *Archive) Find(id string) (int32, bool) {
	i := a.cat.find(id)
	return i, i >= 0
}

// Resolve finds the cable that a person means who types an ID: in any case,
// with spaces or leading zeros, with the "_a" of other archives, under a wrong
// ID that was corrected, or under the other code of its post.
func (a *Archive) Resolve(typed string) (int32, bool) {
	typed = strings.TrimSpace(typed)
	for _, id := range []string{typed, strings.ToUpper(typed), vocab.NormalID(typed)} {
		if i := a.cat.find(id); i >= 0 {
			return i, true
		}
	}
	found := a.lookup().findAny(vocab.NormalID(typed))
	return found.target, found.target >= 0
}

// Near returns up to limit cables whose IDs are like one that is not there, the
// likeliest first: the next serials of the same post and year, then the same
// serial in other years.
func (a *Archive) Near(typed string, limit int) []int32 {
	id, ok := vocab.SplitID(vocab.CanonicalID(typed))
	if !ok {
		return nil
	}
	post := vocab.SamePost(id.Post)
	cables := a.origins.Lookup(post)
	if cables == nil {
		if post, ok = diag.Nearest(post, a.origins.names); !ok {
			return nil
		}
		cables = a.origins.Lookup(post)
	}
	var near []candidate
	for _, i := range cables {
		if other, ok := vocab.SplitID(a.cat.cables[i].Canonical); ok {
			near = append(near, candidate{i, abs(other.Year - id.Year), abs(other.Serial - id.Serial)})
		}
	}
	slices.SortFunc(near, compareCandidates)
	near = near[:min(limit, len(near))]
	out := make([]int32, len(near))
	for k, c := range near {
		out[k] = c.index
	}
	return out
}

// A candidate is a cable with its distance from an ID.
type candidate struct {
	index         int32
	years, serial int
}

// compareCandidates takes one year for as far as ten serials: a slip of a digit
// is as likely in either.
func compareCandidates(a, b candidate) int {
	return cmp.Or(cmp.Compare(10*a.years+a.serial, 10*b.years+b.serial), cmp.Compare(a.index, b.index))
}

func abs(n int) int { return max(n, -n) }

// Neighbours returns the cables of the same post before and after a cable, -1
// where there is none.
func (a *Archive) Neighbours(i int32) (older, newer int32) {
	older, newer = -1, -1
	post := a.cat.cables[i].Post
	if post == "" {
		return older, newer
	}
	same := a.origins.Lookup(vocab.SamePost(post))
	at, _ := slices.BinarySearch(same, i)
	if at > 0 {
		older = same[at-1]
	}
	if at+1 < len(same) {
		newer = same[at+1]
	}
	return older, newer
}
