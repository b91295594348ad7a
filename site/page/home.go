package page

import (
	"html/template"
	"slices"
	"sort"

	"reftel/site/vocab"
)

// A HomePage is what the template of the first page sees.
type HomePage struct {
	Frame
	Intro       template.HTML // the editor's own words, of content/index.md
	Count       int           // of cables
	Posts       int           // that sent them
	First, Last string        // days of the oldest and the newest
	Years       []PeriodLink
	Histogram   *Histogram // of the years; nil for a single one
	Tags        []ListLink // that stand on most cables
	Origins     []ListLink // that sent most cables
	MostCited   []CitedLink
	Cables      []CableRow // the latest
}

// A CitedLink leads to a cable that others cite.
type CitedLink struct {
	CableLink
	Count int // of references to it
}

// What the first page shows of each kind.
const (
	homeTags    = 16
	homeOrigins = 12
	homeCited   = 8
	homeLatest  = 8
)

// A homeView is all that the first page is made of besides the program and the
// templates.
type homeView struct {
	site        digest
	intro       string
	code        bool // intro shows some
	count       int
	posts       int
	first, last string
	years       []periodView
	tags        []facetView
	origins     []facetView
	cited       []citedView
	latest      []rowView
}

type citedView struct {
	cableLink
	count int
}

func (v *homeView) appendKey(b []byte) []byte {
	b = appendBool(appendString(append(b, v.site[:]...), v.intro), v.code)
	b = appendLen(appendLen(b, v.count), v.posts)
	b = appendString(appendString(b, v.first), v.last)
	b = appendLen(b, len(v.years))
	for i := range v.years {
		b = v.years[i].appendKey(b)
	}
	for _, list := range [...][]facetView{v.tags, v.origins} {
		b = appendLen(b, len(list))
		for i := range list {
			b = list[i].appendKey(b)
		}
	}
	b = appendLen(b, len(v.cited))
	for i := range v.cited {
		b = appendLen(v.cited[i].appendKey(b), v.cited[i].count)
	}
	b = appendLen(b, len(v.latest))
	for i := range v.latest {
		b = v.latest[i].appendKey(b)
	}
	return b
}

func (p *Plan) homeView() *homeView {
	v := &homeView{
		site: p.site.key, count: p.archive.Len(), posts: len(p.facets[byOrigin]),
		tags: p.largest(byTag, homeTags), origins: p.largest(byOrigin, homeOrigins), cited: p.mostCited(),
	}
	if p.intro != nil {
		v.intro = p.intro.text.HTML(p.templates.texts.shownOn(p.resolver(homePath)))
		v.code = p.intro.text.HasCode()
	}
	v.first, v.last = p.extent()
	for _, d := range p.dateViews() {
		if d.kind == oneYear {
			v.years = append(v.years, d)
		}
	}
	n := p.archive.Len()
	for i := n - 1; i >= max(0, n-homeLatest); i-- {
		v.latest = append(v.latest, p.row(int32(i)))
	}
	return v
}

// extent returns the days of the oldest and of the newest cable.
func (p *Plan) extent() (first, last string) {
	n := p.archive.Len()
	dated := sort.Search(n, func(i int) bool { return !p.archive.Cable(int32(i)).Created.IsZero() })
	if dated == n {
		return "", ""
	}
	return dayText(p.archive.Cable(int32(dated)).Created), dayText(p.archive.Cable(int32(n - 1)).Created)
}

// largest returns the n lists of a dimension with most cables.
func (p *Plan) largest(dim dimension, n int) []facetView {
	lists := make([]facetView, 0, len(p.facets[dim]))
	for _, f := range p.facets[dim] {
		lists = append(lists, p.facetView(f))
	}
	slices.SortStableFunc(lists, func(a, b facetView) int { return b.count - a.count })
	return lists[:min(n, len(lists))]
}

// mostCited returns the cables that most others cite.
func (p *Plan) mostCited() []citedView {
	type cited struct{ cable, n int32 }
	var all []cited
	for i := range p.archive.Cables() {
		if n := p.archive.Cited(i); n > 1 {
			all = append(all, cited{i, int32(n)})
		}
	}
	slices.SortStableFunc(all, func(a, b cited) int { return int(b.n - a.n) })
	var out []citedView
	for _, c := range all[:min(homeCited, len(all))] {
		out = append(out, citedView{p.cableLink(c.cable), int(c.n)})
	}
	return out
}

// newHomePage makes the first page of nothing but its view.
func (t *Templates) newHomePage(v *homeView, site *siteView) *HomePage {
	p := &HomePage{Count: v.count, Posts: v.posts, First: v.first, Last: v.last}
	p.Frame = newFrame(site.Site, homePath, homePath, site.Title)
	head := commonHead(&p.Frame, site.Title, site.Description, "website")
	head.codeStyle(p.Root, v.code)
	p.Head = trusted(head.b)
	p.Intro = trusted([]byte(v.intro))
	var bars []barView
	for i := range v.years {
		if v.years[i].year > 0 {
			bars = append(bars, barView{periodView: v.years[i]})
		}
		p.Years = append(p.Years, PeriodLink{Link: *t.periodLink(&v.years[i]), Count: v.years[i].count})
	}
	p.Histogram = t.histogram(bars, period{})
	for i := range v.tags {
		link := v.tags[i].link()
		known, _ := vocab.LookupTag(v.tags[i].name)
		link.Code, link.Meaning = link.Text, known.Meaning
		p.Tags = append(p.Tags, link)
	}
	for i := range v.origins {
		p.Origins = append(p.Origins, v.origins[i].link())
	}
	for i := range v.cited {
		p.MostCited = append(p.MostCited, CitedLink{v.cited[i].link(), v.cited[i].count})
	}
	p.Cables = t.rowsOf(v.latest)
	return p
}
