package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"reftel/site/archive"
)

// The bars of a histogram have the figures of the list, and each leads to a
// page or row that exists: the check of the whole site follows the links.
func TestHistogram(t *testing.T) {
	l := gristad(t, 40) // every eleventh day from January 2007
	l.add(t, "08GRISTAD900", "", shortText, "PREL")
	p := l.plan(t, nil)
	for _, c := range []struct{ path, unit, bars string }{
		{"tag/PREL.html", "year", "tag/PREL/0000.html 1, tag/PREL/2007.html 34, tag/PREL/2008.html 6"},
		{"tag/QS.html", "month", "tag/QS/2007-01.html 3, tag/QS/2007-02.html 3, tag/QS/2007-03.html 3, tag/QS/2007-04.html 2"},
		{"tag/QS/2008.html", "month", "tag/QS/2008-01.html 2, tag/QS/2008-02.html 3, tag/QS/2008-03.html 1"},
		{"tag/QS/2007-01.html", "day", "tag/QS/2007-01.html#d2007-01-01 1, tag/QS/2007-01.html#d2007-01-12 1, tag/QS/2007-01.html#d2007-01-23 1"},
	} {
		page, ok := p.Find(c.path)
		if !ok {
			t.Fatal(c.path)
		}
		v := p.listView(p.facets[page.dim][page.index], page.period)
		h := p.templates.histogram(v.bars, v.period)
		var bars []string
		for _, b := range h.Bars {
			bars = append(bars, fmt.Sprint(b.Path, " ", b.Count))
		}
		if got := strings.Join(bars, ", "); h.Unit != c.unit || !strings.HasPrefix(got, c.bars) {
			t.Errorf("%s: by %s, %s", c.path, h.Unit, got)
		}
		for _, b := range h.Bars {
			if b.X < 0 || b.X+b.BarWidth > h.Width || b.Y+b.BarHeight != chartHeight || b.BarHeight < 2 {
				t.Errorf("%s: the bar %+v leaves the drawing of width %d", c.path, b, h.Width)
			}
		}
	}
}

// A list that is one page leads to rows of it.
func TestHistogramOfAShortList(t *testing.T) {
	l := gristad(t, 3)
	l.add(t, "09GRISTAD1", "2009-05-06", shortText, "PREL")
	p := l.plan(t, nil)
	html := string(l.written(t, p)["tag/PREL.html"].Data)
	for _, want := range []string{`href="../tag/PREL.html#m2007-01"`, `<li id="m2007-01">`, `href="../tag/PREL.html#m2009-05"`, `<li id="m2009-05">`} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is missing in\n%s", want, html)
		}
	}
}

// Years that are far apart stand next to each other, and no drawing grows
// without bound.
func TestHistogramIsBounded(t *testing.T) {
	l := &library{}
	for _, year := range []int{1975, 2008, 9999} {
		l.add(t, fmt.Sprintf("%02dGRISTAD%d", year%100, year), fmt.Sprintf("%04d-02-03", year), shortText, "PREL")
	}
	p := l.plan(t, nil)
	v := p.listView(p.facets[byTag][0], period{})
	if h := p.templates.histogram(v.bars, v.period); h.Width != 3*barPlace || h.Ticks[0] != "1975" || h.Ticks[2] != "9999" {
		t.Errorf("%+v", h)
	}
}

func TestCompanions(t *testing.T) {
	l := &library{}
	for i, tags := range [][]string{{"PREL", "PGOV"}, {"PREL", "PGOV", "ECON"}, {"ECON"}, {"PREL", "ECON"}, {"PREL", "PGOV"}} {
		l.add(t, fmt.Sprintf("08GRISTAD%d", i+1), "2008-01-02", shortText, tags...)
	}
	p := l.plan(t, nil)
	at, _ := slices.BinarySearchFunc(p.facets[byTag], "PREL", func(f *facet, name string) int { return strings.Compare(f.name, name) })
	v := p.listView(p.facets[byTag][at], period{})
	var got []string
	for _, with := range append(v.tags, v.origins...) {
		got = append(got, fmt.Sprint(with.path, " ", with.count))
	}
	if want := "tag/PGOV.html 3, tag/ECON.html 2, origin/GRISTAD.html 4"; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %s", got, want)
	}
}

// A cross holds what the lists hold.
func TestCrossTurnsListsRound(t *testing.T) {
	l := &library{}
	l.add(t, "08GRISTAD1", "2008-01-02", shortText, "PREL", "PGOV")
	l.add(t, "08GRISTAD2", "2008-01-03", shortText)
	l.add(t, "08GRISTAD3", "2008-01-04", shortText, "PGOV")
	a, _ := archive.Join(l.facts)
	x := newCross(a.Tags(), a.Len())
	for i, want := range []string{"PGOV PREL", "", "PGOV"} {
		var names []string
		for _, n := range x.of(int32(i)) {
			name, _ := a.Tags().At(int(n))
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("cable %d has %s, want %s", i, got, want)
		}
	}
}

// The page of a post joins its codes, and tells with which routing indicators
// its headers were sent.
func TestPostHasAllItsCodes(t *testing.T) {
	l := &library{}
	for i, post := range []string{"KIEV", "KYIV", "KYIV"} {
		l.add(t, fmt.Sprintf("0%d%s1", i+6, post), fmt.Sprintf("200%d-01-02", i+6), shortText)
		l.facts[i].Post, l.facts[i].Route = post, "RUEHKV"
	}
	page := string(l.written(t, l.plan(t, nil))["origin/KYIV.html"].Data)
	for _, want := range []string{`<b>KYIV</b> <span class="n">2</span>`, `<b>KIEV</b> <span class="n">1</span>`, `RUEHKV</span> <span class="n">3</span>`} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing in\n%s", want, page)
		}
	}
}

func TestWorldMap(t *testing.T) {
	if m := worldMap([]facetView{{name: "GRISTAD", count: 3}}); m != nil {
		t.Errorf("invented posts are on the map: %+v", m)
	}
	m := worldMap([]facetView{{name: "GRISTAD", count: 3}, {name: "MOSCOW", count: 1}, {name: "TOKYO", count: 4}})
	if m.Missing != 1 || len(m.Posts) != 2 || m.Posts[0].R != "7.0" || m.Posts[1].R != "3.5" {
		t.Fatalf("%+v", m)
	}
	if m.Posts[0].Y[0] != '-' || m.Posts[0].X[0] == '-' {
		t.Errorf("Tokyo is at %s, %s", m.Posts[0].X, m.Posts[0].Y)
	}
}

func TestSparkline(t *testing.T) {
	s := sparkline([]yearCount{{2006, 1}, {2008, 20}}, 2005, 2008)
	if s.Width != 4 || s.Path != "M1 10v-1h1v1zM3 10v-10h1v10z" {
		t.Errorf("%+v", s)
	}
	if sparkline([]yearCount{{2008, 1}}, 2008, 2008) != nil {
		t.Error("one year is drawn")
	}
}

// A tag in one year has an address that stays when the list grows from one page
// to many.
func TestYearsOfAListHaveAddresses(t *testing.T) {
	l := gristad(t, 3)
	l.add(t, "09GRISTAD1", "2009-05-06", shortText, "PREL")
	l.add(t, "09GRISTAD2", "", shortText, "PREL")
	for perPage, want := range map[int][]string{
		100: {`<li class="year" id="y2009"><h3>2009</h3></li>`, `href="../tag/PREL.html#y2009"`, `id="y2007"`, `id="y0000"`},
		2:   {`<li id="y2009"><a href="../tag/PREL/2009.html">`, `id="y2007"`, `id="y0000"`},
	} {
		html := string(l.written(t, l.plan(t, func(in *Input) { in.Settings.PerPage = perPage }))["tag/PREL.html"].Data)
		for _, s := range want {
			if !strings.Contains(html, s) {
				t.Errorf("%d on a page: %s is missing in\n%s", perPage, s, html)
			}
		}
		if strings.Count(html, `id="y2009"`) != 1 {
			t.Errorf("%d on a page: the year has no address of its own", perPage)
		}
	}
	l = gristad(t, 3)
	if html := string(l.written(t, l.plan(t, nil))["tag/PREL.html"].Data); strings.Contains(html, `class="year"`) {
		t.Error("a list of one year says so")
	}
}

// A month that fills several pages says on each which days it holds.
func TestPartsOfAMonthSayTheirDays(t *testing.T) {
	l := &library{}
	for i, day := range []string{"2008-05-01", "2008-05-02", "2008-05-09", "2008-05-30", "2008-06-01"} {
		l.add(t, fmt.Sprintf("08GRISTAD%d", i+1), day, shortText, "PREL")
	}
	site := l.written(t, l.plan(t, func(in *Input) { in.Settings.PerPage = 3 }))
	for path, want := range map[string]string{
		"date/2008-05.html":    `<h1>May 2008, 1</h1>|3 cables</span> · <time datetime="2008-05-01">2008-05-01</time> – <time datetime="2008-05-09">`,
		"date/2008-05-p2.html": `<h1>May 2008, 2</h1>|1 cable</span> · <time datetime="2008-05-30">2008-05-30</time> – <time datetime="2008-05-30">`,
		"date/2008-06.html":    `<h1>June 2008</h1>|1 cable</span></p>`,
	} {
		for s := range strings.SplitSeq(want, "|") {
			if site[path] == nil || !strings.Contains(string(site[path].Data), s) {
				t.Errorf("%s lacks %s", path, s)
			}
		}
	}
}
