package page

import (
	"cmp"
	"slices"
	"sync"

	"reftel/site/archive"
)

// A dimension is a way to divide the archive.
type dimension uint8

const (
	byTag dimension = iota
	byOrigin
	byLevel
	byDate
)

// A facet is one part of a dimension: a tag, a post, a classification, or, of
// time, the whole archive. It is immutable.
type facet struct {
	dim  dimension
	name string // tag, code that stands for the post, classification
	home string // address of its first page
	cut  func() *cutList
}

// A cutList is a facet's cables and how they are cut into pages.
type cutList struct {
	cables []int32 // in order of time
	years  []span  // none where all cables are on one page
	months []span  // of the years that are more than one page
}

// newFacet makes a facet that is cut when it is first asked for.
func newFacet(a *archive.Archive, dim dimension, name string, cables []int32, perPage int) *facet {
	return &facet{dim, name, facetPath(dim, name), sync.OnceValue(func() *cutList {
		return cut(a, cables, perPage, dim == byDate)
	})}
}

// cut cuts a list of cables into pages. With always, there is a page for each
// year and month even where all would fit on one.
func cut(a *archive.Archive, cables []int32, perPage int, always bool) *cutList {
	if len(cables) <= perPage && !always {
		return &cutList{cables: cables}
	}
	byMonth := months(a, cables)
	c := &cutList{cables: cables, years: years(byMonth)}
	at := 0
	for _, y := range c.years {
		for ; at < len(byMonth) && byMonth[at].year == y.year; at++ {
			if always || y.len() > perPage {
				c.months = append(c.months, parts(byMonth[at], perPage)...)
			}
		}
	}
	return c
}

// monthsOf returns the months of a year; none where the year is one page.
func (c *cutList) monthsOf(year int16) []span {
	from, _ := slices.BinarySearchFunc(c.months, year, func(m span, year int16) int { return cmp.Compare(m.year, year) })
	to := from
	for to < len(c.months) && c.months[to].year == year {
		to++
	}
	return c.months[from:to]
}

// pages calls yield for the period of every page: the cables' own before those
// that lead to them.
func (c *cutList) pages(yield func(period) bool) bool {
	for _, y := range c.years {
		for _, m := range c.monthsOf(y.year) {
			if !yield(m.period) {
				return false
			}
		}
		if !yield(y.period) {
			return false
		}
	}
	return yield(period{})
}

// whole is the span of all cables.
func (c *cutList) whole() span { return span{to: len(c.cables)} }

// find returns the span of a period and those of its kind beside it: the years
// for a year, the months of all years for a month.
func (c *cutList) find(p period) (found span, older, newer *span) {
	if p.kind == allTime {
		return c.whole(), nil, nil
	}
	siblings := c.years
	if p.kind == oneMonth {
		siblings = c.months
	}
	for i := range siblings {
		if siblings[i].period != p {
			continue
		}
		if i > 0 {
			older = &siblings[i-1]
		}
		if i+1 < len(siblings) {
			newer = &siblings[i+1]
		}
		return siblings[i], older, newer
	}
	return span{}, nil, nil
}

// within returns the spans that a period's page leads on to: the years of all
// time, the months of a year; none where the cables themselves are shown.
func (c *cutList) within(p period) []span {
	switch p.kind {
	case allTime:
		return c.years
	case oneYear:
		return c.monthsOf(p.year)
	}
	return nil
}

// facetPath returns the address of the first page of a facet.
func facetPath(dim dimension, name string) string {
	switch dim {
	case byTag:
		return tagPath(name)
	case byOrigin:
		return originPath(name)
	case byLevel:
		return levelPath(name)
	}
	return datesPath
}

// path returns the address of the page of a period: tag/PGOV.html and
// tag/PGOV/2008.html.
func (f *facet) path(p period) string {
	switch {
	case p.kind == allTime:
		return f.home
	case f.dim == byDate:
		return datePath(p.name())
	}
	return f.home[:len(f.home)-len(".html")] + "/" + p.name() + ".html"
}
