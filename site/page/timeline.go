package page

import (
	"cmp"
	"slices"
)

// A TimelinePage is what the template of the archive's time line sees.
type TimelinePage struct {
	Frame
	Title     string
	Histogram *Histogram     // of the years; nil for a single one
	Years     []TimelineYear // those that are known
}

// A TimelineYear is a year with what stands out in it.
type TimelineYear struct {
	PeriodLink
	Histogram *Histogram // of its months, in the scale of the whole archive
	Cables    []CableRow // the most cited and most annotated, in order of time
}

// timelineCables is the number of cables that are named of each year.
const timelineCables = 5

const timelinePath = "timeline.html"

// A timelineView is all that the time line is made of besides the program and
// the templates.
type timelineView struct {
	site   digest
	dates  []periodView // years, each followed by its months
	cables []rowView    // in order of time
}

func (v *timelineView) appendKey(b []byte) []byte {
	b = appendLen(append(b, v.site[:]...), len(v.dates))
	for i := range v.dates {
		b = v.dates[i].appendKey(b)
	}
	b = appendLen(b, len(v.cables))
	for i := range v.cables {
		b = v.cables[i].appendKey(b)
	}
	return b
}

func (p *Plan) timelineView() *timelineView {
	v := &timelineView{site: p.site.key, dates: p.dateViews()}
	all := p.facets[byDate][0].cut()
	for _, y := range all.years {
		if y.year == 0 {
			continue
		}
		for _, i := range p.standingOut(all.cables[y.from:y.to]) {
			v.cables = append(v.cables, p.row(i))
		}
	}
	return v
}

// standingOut returns the cables that are cited or annotated most, in order of
// time.
func (p *Plan) standingOut(cables []int32) []int32 {
	weight := func(i int32) int { return p.archive.Cited(i) + p.notes[i].count() }
	var out []int32
	for _, i := range cables {
		if weight(i) > 0 {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int32) int { return cmp.Compare(weight(b), weight(a)) })
	out = out[:min(timelineCables, len(out))]
	slices.Sort(out)
	return out
}

// newTimelinePage makes the time line of nothing but its view.
func (t *Templates) newTimelinePage(v *timelineView, site *siteView) *TimelinePage {
	p := &TimelinePage{Title: t.texts["timeline"]}
	peak := 0
	for i := range v.dates {
		if v.dates[i].kind == oneMonth {
			peak = max(peak, v.dates[i].count)
		}
	}
	rows := t.rowsOf(v.cables)
	var overview []barView
	for i := 0; i < len(v.dates); {
		year := &v.dates[i]
		var bars []barView
		for i++; i < len(v.dates) && v.dates[i].kind == oneMonth; i++ {
			bars = append(bars, barView{periodView: v.dates[i]})
		}
		if year.year == 0 {
			continue
		}
		overview = append(overview, barView{periodView: periodView{year.period, timelinePath + "#" + year.anchor(), year.count}})
		y := TimelineYear{PeriodLink: PeriodLink{Link: *t.periodLink(year), Count: year.count, Anchor: year.anchor()}, Histogram: t.strip(bars, year.period, peak)}
		n := 0
		for n < len(rows) && int16(v.cables[n].created.Year()) == year.year {
			n++
		}
		y.Cables, rows, v.cables = rows[:n], rows[n:], v.cables[n:]
		p.Years = append(p.Years, y)
	}
	p.Histogram = t.histogram(overview, period{})
	p.Frame = newFrame(site.Site, timelinePath, datesPath, p.Title)
	p.Head = trusted(commonHead(&p.Frame, p.Title, "", "website").b)
	return p
}

// strip draws the months of a year, unless all are too low to be seen beside the
// highest of all years.
func (t *Templates) strip(bars []barView, at period, peak int) *Histogram {
	const lowest = 25
	if !slices.ContainsFunc(bars, func(b barView) bool { return b.count*lowest >= peak }) {
		return nil
	}
	return t.draw(bars, at, peak)
}
