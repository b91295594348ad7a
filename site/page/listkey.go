package page

import (
	"crypto/sha256"
	"slices"
)

// A listing stands for all that lists say of one cable and count of it: the
// first bytes of a SHA-256.
type listing [16]byte

// A listKey is what the key of a list's page is taken from. All that a listView
// holds follows from it, and it is had without making one: a cable stands in
// some twenty lists, and what they say of it is looked at once.
type listKey struct {
	site         digest
	perPage      int
	dim          dimension
	name         string // of the facet
	period       period
	older, newer period // beside it; zero for none
	cables       digest // of the listing of each
}

func (k *listKey) appendKey(b []byte) []byte {
	b = append(append(b, k.site[:]...), byte(k.dim))
	b = appendString(appendLen(b, k.perPage), k.name)
	b = k.newer.appendKey(k.older.appendKey(k.period.appendKey(b)))
	return append(b, k.cables[:]...)
}

func (p *Plan) listKey(f *facet, at period) *listKey {
	c := f.cut()
	found, older, newer := c.find(at)
	k := &listKey{site: p.site.key, perPage: p.perPage, dim: f.dim, name: f.name, period: at}
	if older != nil {
		k.older = older.period
	}
	if newer != nil {
		k.newer = newer.period
	}
	all, h := p.listings(), sha256.New()
	var some [64 * len(listing{})]byte
	for cables := range slices.Chunk(c.cables[found.from:found.to], 64) {
		b := some[:0]
		for _, i := range cables {
			b = append(b, all[i][:]...)
		}
		h.Write(b)
	}
	h.Sum(k.cables[:0])
	return k
}

// A listDraft is the page of a list whose view has not been gathered.
type listDraft struct {
	plan   *Plan
	facet  *facet
	period period
}

func (d listDraft) appendKey(b []byte) []byte { return d.plan.listKey(d.facet, d.period).appendKey(b) }

// newListings looks at all cables.
func (p *Plan) newListings() []listing {
	posts := make([]string, len(p.facets[byOrigin])) // names
	for n, f := range p.facets[byOrigin] {
		posts[n] = p.postName(f.name, f.cut().cables)
	}
	all := make([]listing, p.archive.Len())
	p.archive.Spread(func(from, to int) {
		var b []byte
		for i := from; i < to; i++ {
			b = p.appendListing(b[:0], int32(i))
			for _, post := range p.crosses()[byOrigin].of(int32(i)) {
				b = appendString(b, posts[post])
			}
			sum := sha256.Sum256(b)
			copy(all[i][:], sum[:])
		}
	})
	return all
}

// appendListing appends what lists say of a cable and count of it, but for the
// name of its post.
func (p *Plan) appendListing(b []byte, i int32) []byte {
	row, f := p.row(i), p.archive.Cable(i)
	b = appendStrings(row.appendKey(b), f.Tags)
	return appendString(appendString(b, f.Post), f.Route)
}
