package page

import (
	"reftel/site/vocab"
)

// A ListPage is what the template of a list of cables sees: those of a tag, a
// post, a classification or a stretch of time.
type ListPage struct {
	Frame
	Title    string // "PGOV", "Embassy Gristad", "SECRET", "December 2008"
	Within   *Link  // the whole that this is a part of: the tag, the year
	Code     string // of a tag or post
	Kind     string // of a tag: "subject", "geo"
	Meaning  string
	KindName string // of a tag, in words: "Subjects"
	Count    int    // of cables in it
	From, To string // days of the oldest and the newest, of a part of a month; else ""

	Older, Newer *Link        // the same for the time before and after
	Periods      []PeriodLink // the shorter times that it is cut into
	Latest       bool         // Cables are only the latest of them
	Cables       []CableRow

	Histogram *Histogram // nil where all is one month
	Tags      []ListLink // that most of the cables have
	Origins   []ListLink // that most of the cables came from
	Codes     []Tally    // of a post: the codes in its IDs
	Routes    []Tally    // of a post: the routing indicators of its headers
}

// A PeriodLink leads to the cables of a part of a time.
type PeriodLink struct {
	Link
	Count  int
	Anchor string // that the cables would have on this page; "" where they are on it
}

// latestShown is the number of cables on the page of a list that is cut.
const latestShown = 10

// A listView is all that the page of a list is made of besides the program and
// the templates. Its key is a listKey.
type listView struct {
	site         digest
	dim          dimension
	name         string // of the facet
	post         string // name of the post, for origins
	path         string
	feed         string // without extension, "" for none
	period       period
	count        int
	older, newer periodView
	periods      []periodView
	latest       bool
	rows         []rowView

	bars          []barView
	tags, origins []facetView // that go with the cables
	codes, routes []Tally     // of a post
}

// A periodView is a page of the same list about another time; the zero value
// is none.
type periodView struct {
	period
	path  string
	count int
}

func (p period) appendKey(b []byte) []byte {
	b = append(b, byte(p.kind), byte(p.month))
	return appendLen(appendLen(b, int(p.year)), int(p.part))
}

func (v *periodView) appendKey(b []byte) []byte {
	return appendLen(appendString(v.period.appendKey(b), v.path), v.count)
}

// listView gathers what the page of a period of a facet is made of.
func (p *Plan) listView(f *facet, at period) *listView {
	c := f.cut()
	found, older, newer := c.find(at)
	v := &listView{
		site: p.site.key, dim: f.dim, name: f.name, path: f.path(at), period: at, count: found.len(),
	}
	if at.kind == allTime {
		v.feed = p.feedOf(f)
	}
	if older != nil {
		v.older = f.beside(older)
	}
	if newer != nil {
		v.newer = f.beside(newer)
	}
	if f.dim == byOrigin {
		v.post = p.postName(f.name, c.cables)
	}
	within := c.within(at)
	for i := range within {
		v.periods = append(v.periods, f.periodView(&within[i]))
	}
	if at.kind == allTime && len(within) == 0 {
		v.periods = p.yearsWithin(f)
	}
	cables := c.cables[found.from:found.to]
	v.bars = p.bars(f, found)
	v.tags = p.companions(f, byTag, cables, companionTags)
	v.origins = p.companions(f, byOrigin, cables, companionOrigins)
	if f.dim == byOrigin && at.kind == allTime {
		p.postTallies(v, cables)
	}
	if v.latest = len(within) > 0 && !(f.dim == byDate && len(cables) <= p.perPage); v.latest {
		cables = cables[max(0, len(cables)-latestShown):]
	}
	v.rows = make([]rowView, len(cables))
	for i := range cables {
		v.rows[i] = p.row(cables[len(cables)-1-i])
	}
	return v
}

// yearsWithin lists the years of a list that is one page, none for a single one.
func (p *Plan) yearsWithin(f *facet) []periodView {
	all := years(months(p.archive, f.cut().cables))
	if len(all) < 2 {
		return nil
	}
	out := make([]periodView, len(all))
	for i := range all {
		out[i] = periodView{all[i].period, f.path(period{}) + "#" + all[i].anchor(), all[i].len()}
	}
	return out
}

func (f *facet) periodView(s *span) periodView {
	return periodView{s.period, f.path(s.period), s.len()}
}

// beside is the view of a time before or after, whose length is not shown.
func (f *facet) beside(s *span) periodView {
	return periodView{period: s.period, path: f.path(s.period)}
}

// newListPage makes a list's page of nothing but its view.
func (t *Templates) newListPage(v *listView, site *siteView) *ListPage {
	p := &ListPage{
		Title: v.name, Count: v.count, Latest: v.latest,
		Older: t.periodLink(&v.older), Newer: t.periodLink(&v.newer),
	}
	section := datesPath
	switch v.dim {
	case byTag:
		known, _ := vocab.LookupTag(v.name)
		section, p.Code, p.Meaning, p.Kind = tagsPath, p.Title, known.Meaning, string(vocab.KindOfTag(v.name))
		p.KindName = t.texts["tags_"+p.Kind]
	case byOrigin:
		section, p.Code, p.Title = originsPath, p.Title, v.post
	case byLevel:
		term, _ := vocab.Classifications().Lookup(v.name)
		section, p.Meaning = classificationsPath, t.explained(term.Meaning)
	}
	for i := range v.periods {
		p.Periods = append(p.Periods, PeriodLink{Link: *t.periodLink(&v.periods[i]), Count: v.periods[i].count})
		if v.latest && v.periods[i].part == 0 {
			p.Periods[i].Anchor = v.periods[i].anchor()
		}
	}
	t.nest(p, v)
	title := p.Title
	if p.Meaning != "" && v.dim == byTag {
		title += " " + p.Meaning
	}
	p.Frame = newFrame(site.Site, v.path, section, title)
	head := commonHead(&p.Frame, title, "", "website")
	if v.feed != "" {
		head.feedLinks(p.Root, []Link{{v.feed, site.Title + ": " + p.Title}})
	}
	p.Head = trusted(head.b)
	p.Cables = t.rowsOf(v.rows)
	if !v.latest {
		anchorRows(p.Cables, v.rows, v.period.kind == oneMonth)
	}
	if v.period.kind == allTime && !v.latest && len(p.Periods) > 0 {
		t.nameYears(p.Cables, v.rows)
	}
	p.From, p.To = v.days()
	p.Histogram = t.histogram(v.bars, v.period)
	p.Tags, p.Origins = companionLinks(v.tags, byTag), companionLinks(v.origins, byOrigin)
	p.Codes, p.Routes = v.codes, v.routes
	return p
}

// isPart reports whether the page is one of several of a month.
func (v *listView) isPart() bool { return v.period.part > 0 || v.newer.part > 0 }

// days are those that a part of a month covers.
func (v *listView) days() (from, to string) {
	if !v.isPart() || len(v.rows) == 0 {
		return "", ""
	}
	return dayText(v.rows[len(v.rows)-1].created), dayText(v.rows[0].created)
}

// nest names the period of a page, and the whole that it belongs to.
func (t *Templates) nest(p *ListPage, v *listView) {
	if v.period.kind == allTime {
		return
	}
	name := t.periodName(v.period)
	if v.isPart() && v.period.part == 0 {
		name += ", 1"
	}
	if v.dim != byDate {
		p.Within = &Link{facetPath(v.dim, v.name), p.Title}
		p.Title += ", " + name
		return
	}
	p.Title = name
	p.Within = &Link{datesPath, t.texts["dates"]}
	if v.period.kind == oneMonth {
		year := period{kind: oneYear, year: v.period.year}
		p.Within = &Link{datePath(year.name()), t.periodName(year)}
	}
}

func (t *Templates) periodLink(v *periodView) *Link {
	if v.path == "" {
		return nil
	}
	return &Link{v.path, t.periodName(v.period)}
}
