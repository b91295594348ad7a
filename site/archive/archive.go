// Package archive joins cables: it makes the catalogue, resolves references
// between cables, and turns them round into "cited by".
//
// What it holds of a cable is its Facts. Texts stay on disk: a page that shows
// a text reads and parses it again. So memory grows with the number of cables
// and not with their length.
//
// An Archive is built in layers: the catalogue of IDs, the links between
// cables, the lists by tag, post, classification and date. Each layer depends
// on facts and on the layers before it, and on nothing else. [Join] builds them
// from facts alone; [Archive.Update] builds them from an archive and the facts
// that are new, and gives the same.
//
// Within one Archive a cable is known by its index in the catalogue, an int32.
// Lists of indexes are shared, never copied: callers must not change them.
package archive

import (
	"iter"
	"runtime"
	"slices"
	"sync"

	"reftel/site/diag"
)

// An Archive is a set of cables, joined. It is immutable and safe for
// concurrent use.
type Archive struct {
	given    []*Facts // as handed in
	doubles  []*Facts // those that lost against another with the same ID
	problems []diag.Problem

	cat    *catalogue
	twins  twins
	series series
	links  *links
	cited  *citations

	tags, origins, levels *Facet
	dates                 dates
}

// Join makes an archive of the facts of its cables, in any order: the same set
// of facts gives the same archive. Facts that share an ID are an Error that
// names both files; the one whose file comes first is kept. Facts without an ID
// have no address and are left out.
func Join(facts []*Facts) (*Archive, []diag.Problem) {
	a := &Archive{given: slices.Clone(facts)}
	a.cat = newCatalogue(a.withoutDoubles(newEntries(facts)))
	a.problems = doubleProblems(a.doubles, a.cat)
	a.twins = newTwins(a.cat.cables)
	inParallel(
		func() {
			a.series = newSeries(a.cat.cables)
			a.links = newLinks(a.lookup())
			a.cited = newCitations(a.links)
		},
		func() { a.tags = newFacet(a.cat.cables, tagsOf) },
		func() { a.origins = newFacet(a.cat.cables, originOf) },
		func() { a.levels = newFacet(a.cat.cables, levelOf) },
		func() { a.dates = newDates(a.cat, monthsOf(a.cat.cables)) },
	)
	return a, a.problems
}

// inParallel runs functions that do not depend on each other.
func inParallel(run ...func()) {
	var wait sync.WaitGroup
	for _, f := range run {
		wait.Go(f)
	}
	wait.Wait()
}

// spread calls work for n items, cut into one stretch for each processor.
func spread(n int, work func(from, to int)) {
	parts := min(runtime.GOMAXPROCS(0), n/1000+1)
	var wait sync.WaitGroup
	for p := range parts {
		wait.Go(func() { work(n*p/parts, n*(p+1)/parts) })
	}
	wait.Wait()
}

// Spread calls work for all cables, cut into one stretch for each processor:
// those with indexes from from up to, not including, to.
func (a *Archive) Spread(work func(from, to int)) { spread(a.Len(), work) }

// Len returns the number of cables.
func (a *Archive) Len() int { return len(a.cat.cables) }

// Cable returns the cable with an index of the catalogue.
func (a *Archive) Cable(i int32) *Facts { return a.cat.cables[i] }

// Cables returns all cables in the order of the catalogue: by the time of
// their creation, then by ID; those without a date come first.
func (a *Archive) Cables() iter.Seq2[int32, *Facts] {
	return func(yield func(int32, *Facts) bool) {
		for i, f := range a.cat.cables {
			if !yield(int32(i), f) {
				return
			}
		}
	}
}

// Problems returns what is wrong between the cables of the archive: IDs that
// are there twice.
func (a *Archive) Problems() []diag.Problem { return a.problems }

// Tags lists the cables by their TAGS.
func (a *Archive) Tags() *Facet { return a.tags }

// Origins lists the cables by post. Posts with several codes stand under the
// one that vocab.SamePost names.
func (a *Archive) Origins() *Facet { return a.origins }

// Levels lists the cables by classification.
func (a *Archive) Levels() *Facet { return a.levels }

// Years lists the cables by year, "2008". Cables without any date are in none.
func (a *Archive) Years() *Facet { return a.dates.years }

// Months lists the cables by month, "2008-12"; those of which only the year is
// known by "2008-00".
func (a *Archive) Months() *Facet { return a.dates.months }
