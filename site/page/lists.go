package page

import (
	"slices"
	"strings"

	"reftel/site/vocab"
)

// A ListsPage is what the template of an index sees: all tags, all posts, all
// classifications, or all years with their months.
type ListsPage struct {
	Frame
	Dimension string // "tag", "origin", "classification", "date"
	Title     string
	Count     int // of cables
	Groups    []ListGroup
	Years     []ListYear
	Map       *WorldMap // of posts; nil where no place of any is known
}

// A ListGroup is a part of an index under a heading, such as all geographic
// TAGS.
type ListGroup struct {
	ID, Title string
	Lists     []ListLink
}

// A ListLink leads to a list of cables.
type ListLink struct {
	Link
	Code    string // of a tag or post
	Meaning string
	Count   int
	Years   string // first and last: "2006–2010"
	Spark   *Sparkline
}

// A ListYear is a year with its months.
type ListYear struct {
	PeriodLink
	Months []PeriodLink // twelve of them and, where some have no month, one before; Path is "" where there is none
}

// A listsView is all that an index is made of besides the program and the
// templates.
type listsView struct {
	site  digest
	dim   dimension
	path  string
	lists []facetView
	dates []periodView // years, each followed by its months
}

// A facetView is what an index says of one list.
type facetView struct {
	name, path, title string
	count             int
	first, last       int16 // years, 0 where unknown
	years             []yearCount
}

func (v *listsView) appendKey(b []byte) []byte {
	b = append(append(b, v.site[:]...), byte(v.dim))
	b = appendLen(appendString(b, v.path), len(v.lists))
	for i := range v.lists {
		b = v.lists[i].appendKey(b)
	}
	b = appendLen(b, len(v.dates))
	for i := range v.dates {
		b = v.dates[i].appendKey(b)
	}
	return b
}

func (v *facetView) appendKey(b []byte) []byte {
	b = appendString(appendString(appendString(b, v.name), v.path), v.title)
	b = appendLen(appendLen(appendLen(b, v.count), int(v.first)), int(v.last))
	b = appendLen(b, len(v.years))
	for _, y := range v.years {
		b = appendLen(appendLen(b, int(y.year)), y.count)
	}
	return b
}

// dimensionPaths are the addresses of the indexes.
var dimensionPaths = [...]string{byTag: tagsPath, byOrigin: originsPath, byLevel: classificationsPath, byDate: datesPath}

func (p *Plan) listsView(dim dimension) *listsView {
	v := &listsView{site: p.site.key, dim: dim, path: dimensionPaths[dim]}
	if dim == byDate {
		v.dates = p.dateViews()
		return v
	}
	for _, f := range p.facets[dim] {
		list := p.facetView(f)
		list.years = p.yearCounts(f.cut().cables)
		v.lists = append(v.lists, list)
	}
	return v
}

func (p *Plan) facetView(f *facet) facetView {
	cables := f.cut().cables
	v := facetView{name: f.name, path: f.path(period{}), title: f.name, count: len(cables)}
	if f.dim == byOrigin {
		v.title = p.postName(f.name, cables)
	}
	if n := len(cables); n > 0 {
		v.first, v.last = periodOf(p.archive.Cable(cables[0])).year, periodOf(p.archive.Cable(cables[n-1])).year
	}
	return v
}

// dateViews lists all years, each followed by its months.
func (p *Plan) dateViews() []periodView {
	f := p.facets[byDate][0]
	c := f.cut()
	var out []periodView
	for i := range c.years {
		out = append(out, f.periodView(&c.years[i]))
		months := c.monthsOf(c.years[i].year)
		for j := range months {
			if m := &months[j]; m.part == 0 {
				out = append(out, f.periodView(m))
			} else {
				out[len(out)-1].count += m.len()
			}
		}
	}
	return out
}

// postName names a post: by the vocabulary, else as its newest cable does.
func (p *Plan) postName(code string, cables []int32) string {
	if post, ok := vocab.LookupPost(code); ok {
		return post.Name
	}
	for _, i := range slices.Backward(cables) {
		if origin := p.archive.Cable(i).Origin; origin != "" {
			return origin
		}
	}
	return code
}

// newListsPage makes an index of nothing but its view.
func (t *Templates) newListsPage(v *listsView, site *siteView) *ListsPage {
	p := &ListsPage{}
	switch v.dim {
	case byTag:
		p.Dimension, p.Title, p.Groups = "tag", t.texts["tags"], t.tagGroups(v.lists)
	case byOrigin:
		p.Dimension, p.Title, p.Groups = "origin", t.texts["origins"], t.originGroups(v.lists)
		p.Map = worldMap(v.lists)
	case byLevel:
		p.Dimension, p.Title, p.Groups = "classification", t.texts["classifications"], t.levelGroup(v.lists)
	case byDate:
		p.Dimension, p.Title, p.Years = "date", t.texts["dates"], t.listYears(v.dates)
	}
	p.Frame = newFrame(site.Site, v.path, v.path, p.Title)
	p.Head = trusted(commonHead(&p.Frame, p.Title, "", "website").b)
	return p
}

// tagKinds are the kinds of TAGS in the order of the index.
var tagKinds = []vocab.TagKind{
	vocab.SubjectTag, vocab.GeoTag, vocab.ProgramTag, vocab.OrgTag, vocab.PersonTag, vocab.UnknownTag,
}

func (t *Templates) tagGroups(lists []facetView) []ListGroup {
	byKind := map[vocab.TagKind][]ListLink{}
	first, last := extentOf(lists)
	for i := range lists {
		known, _ := vocab.LookupTag(lists[i].name)
		link := lists[i].drawnLink(first, last)
		link.Code, link.Meaning = link.Text, known.Meaning
		kind := vocab.KindOfTag(lists[i].name)
		byKind[kind] = append(byKind[kind], link)
	}
	var groups []ListGroup
	for _, kind := range tagKinds {
		if links := byKind[kind]; len(links) > 0 {
			groups = append(groups, ListGroup{string(kind), t.texts["tags_"+string(kind)], links})
		}
	}
	return groups
}

// originGroups puts posts under the first letter of their place, so that all
// embassies do not stand under E.
func (t *Templates) originGroups(lists []facetView) []ListGroup {
	links := make([]ListLink, len(lists))
	first, last := extentOf(lists)
	for i := range lists {
		links[i] = lists[i].drawnLink(first, last)
		links[i].Code = lists[i].name
	}
	slices.SortStableFunc(links, func(a, b ListLink) int { return strings.Compare(a.Code, b.Code) })
	var groups []ListGroup
	for _, l := range links {
		letter := l.Code[:1]
		if n := len(groups); n == 0 || groups[n-1].Title != letter {
			groups = append(groups, ListGroup{ID: "letter-" + strings.ToLower(fileName(letter)), Title: letter})
		}
		g := &groups[len(groups)-1]
		g.Lists = append(g.Lists, l)
	}
	return groups
}

// levelGroup lists the classifications from the most open to the most closed.
func (t *Templates) levelGroup(lists []facetView) []ListGroup {
	known := vocab.Classifications()
	sorted := slices.Clone(lists)
	slices.SortStableFunc(sorted, func(a, b facetView) int { return known.Rank(a.name) - known.Rank(b.name) })
	g := ListGroup{ID: "levels"}
	first, last := extentOf(lists)
	for i := range sorted {
		link := sorted[i].drawnLink(first, last)
		term, _ := known.Lookup(sorted[i].name)
		link.Meaning = t.explained(term.Meaning)
		g.Lists = append(g.Lists, link)
	}
	return []ListGroup{g}
}

func (v *facetView) link() ListLink {
	l := ListLink{Link: Link{v.path, v.title}, Count: v.count}
	if v.first > 0 {
		l.Years = periodYears(v.first, v.last)
	}
	return l
}

// drawnLink is the link with a drawing of its years among those of the archive.
func (v *facetView) drawnLink(first, last int16) ListLink {
	l := v.link()
	l.Spark = sparkline(v.years, first, last)
	return l
}

// periodYears writes the years from first to last.
func periodYears(first, last int16) string {
	from := period{kind: oneYear, year: first}.name()
	if first == last {
		return from
	}
	return from + "–" + period{kind: oneYear, year: last}.name()
}

// listYears makes rows of years and columns of months.
func (t *Templates) listYears(dates []periodView) []ListYear {
	var years []ListYear
	for i := range dates {
		d := &dates[i]
		link := PeriodLink{Link: *t.periodLink(d), Count: d.count}
		if d.kind == oneYear {
			years = append(years, ListYear{PeriodLink: link, Months: make([]PeriodLink, 13)})
			continue
		}
		years[len(years)-1].Months[d.month] = link
	}
	return years
}
