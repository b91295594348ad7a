package page

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"reftel/site/archive"
	"reftel/site/vocab"
)

// What goes with the cables of a list: the tags and posts that most of them
// have, and for a post the codes and routing indicators that it used.

// What a list's page shows of each kind.
const (
	companionTags    = 8
	companionOrigins = 8
)

// A cross turns a facet round: it gives for each cable the numbers of the
// facet's lists that it is in. It is made in one pass over the lists, so that
// counting for a page needs no look-up by name.
type cross struct {
	start   []int32
	numbers []int32
	lists   int       // of the facet
	counts  sync.Pool // of *[]int32, a zero for each list: most pages meet few of many
}

func newCross(lists *archive.Facet, cables int) *cross {
	x := &cross{start: make([]int32, cables+2), lists: lists.Len()}
	for _, list := range lists.All() {
		for _, i := range list {
			x.start[i+2]++
		}
	}
	for i := 2; i < len(x.start); i++ {
		x.start[i] += x.start[i-1]
	}
	x.numbers = make([]int32, x.start[cables+1])
	for n := range lists.Len() {
		_, list := lists.At(n)
		for _, i := range list {
			x.numbers[x.start[i+1]] = int32(n)
			x.start[i+1]++
		}
	}
	return x
}

// of returns the numbers of the lists that a cable is in.
func (x *cross) of(i int32) []int32 { return x.numbers[x.start[i]:x.start[i+1]] }

// A share is how many cables of one list are in another.
type share struct{ list, count int32 }

// most returns the lists that most of the cables are in, but for one.
func (x *cross) most(cables []int32, without, limit int) []share {
	pooled, ok := x.counts.Get().(*[]int32)
	if !ok {
		zeros := make([]int32, x.lists)
		pooled = &zeros
	}
	defer x.counts.Put(pooled)
	counts := *pooled
	var met []int32
	for _, i := range cables {
		for _, n := range x.of(i) {
			if counts[n] == 0 {
				met = append(met, n)
			}
			counts[n]++
		}
	}
	best := make([]share, 0, limit+1)
	for _, n := range met {
		if int(n) != without {
			best = better(best, share{n, counts[n]}, limit)
		}
		counts[n] = 0
	}
	return best
}

// better puts a share in its place among the best.
func better(best []share, s share, limit int) []share {
	at := len(best)
	for at > 0 && cmp.Or(cmp.Compare(s.count, best[at-1].count), cmp.Compare(best[at-1].list, s.list)) > 0 {
		at--
	}
	best = slices.Insert(best, at, s)
	return best[:min(limit, len(best))]
}

// companions returns the lists of a dimension that go with some cables of f.
func (p *Plan) companions(f *facet, dim dimension, cables []int32, limit int) []facetView {
	without := -1
	if dim == f.dim {
		if dim == byOrigin {
			return nil // a cable has one post
		}
		without, _ = slices.BinarySearchFunc(p.facets[dim], f.name, func(f *facet, name string) int { return strings.Compare(f.name, name) })
	}
	shares := p.crosses()[dim].most(cables, without, limit)
	out := make([]facetView, 0, len(shares))
	for _, s := range shares {
		with := p.facets[dim][s.list]
		v := facetView{name: with.name, title: with.name, path: with.path(period{}), count: int(s.count)}
		if dim == byOrigin {
			v.title = p.postName(with.name, p.archive.Origins().Lookup(with.name))
		}
		out = append(out, v)
	}
	return out
}

// A Tally is a word and how often it occurs.
type Tally struct {
	Word  string
	Count int
}

// tallies counts the words that cables have, the most frequent first.
func (p *Plan) tallies(cables []int32, word func(*archive.Facts) string) []Tally {
	counts := map[string]int{}
	for _, i := range cables {
		if w := word(p.archive.Cable(i)); w != "" {
			counts[w]++
		}
	}
	out := make([]Tally, 0, len(counts))
	for w, n := range counts {
		out = append(out, Tally{w, n})
	}
	slices.SortFunc(out, func(a, b Tally) int { return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Word, b.Word)) })
	return out
}

// mostRoutes is the number of routing indicators that are shown of a post.
const mostRoutes = 12

// postTallies counts the codes of a post in the IDs of its cables, and the
// routing indicators that they were sent with.
func (p *Plan) postTallies(v *listView, cables []int32) {
	v.codes = p.tallies(cables, func(f *archive.Facts) string { return f.Post })
	v.routes = p.tallies(cables, func(f *archive.Facts) string { return f.Route })
	v.routes = v.routes[:min(mostRoutes, len(v.routes))]
}

// companionLinks makes links of tags, with their meanings, and of posts.
func companionLinks(views []facetView, dim dimension) []ListLink {
	links := make([]ListLink, 0, len(views))
	for i := range views {
		link := views[i].link()
		link.Code = views[i].name
		if dim == byTag {
			known, _ := vocab.LookupTag(views[i].name)
			link.Meaning = known.Meaning
		}
		links = append(links, link)
	}
	return links
}

// count is the number of the editors' notes, the headnote among them.
func (n *Notes) count() int {
	if n == nil {
		return 0
	}
	count := len(n.File.Notes)
	if n.File.Headnote != nil {
		count++
	}
	return count
}
