package page

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"reftel/site/archive"
)

// A Histogram shows how the cables of a list are spread over time. The drawing
// is Width units wide and 100 high, and is stretched to the page.
type Histogram struct {
	Unit  string // what a bar is: "day", "month", "year"
	Peak  int    // cables of the highest bar
	Width int
	Bars  []Bar    // those with cables, in order of time
	Ticks []string // what stands under each place for a bar, "" for nothing
}

// A Bar is the cables of a day, month or year.
type Bar struct {
	PeriodLink
	Place                     int // left edge of the place that can be clicked
	X, Y, BarWidth, BarHeight int
}

// Units of the drawing of a histogram.
const (
	barPlace    = 20 // the width that a bar has for itself
	barGap      = 2  // on both sides of a bar
	chartHeight = 100
)

// monthsInChart is the longest time that is shown month by month.
const monthsInChart = 48

// A barView is the cables of a bar: of a year, a month, or a day of a month.
type barView struct {
	periodView
	day int8 // 1 to 31, 0 for a whole month or year
}

// bars returns the bars of the histogram on the page of a period: the days of
// a month, the months of a year; of all time months where they are few, else
// years. So a page shows no more of its list than its own time, and stays as it
// is when a cable of another time is added. A time that is one bar has none.
func (p *Plan) bars(f *facet, at span) []barView {
	c := f.cut()
	if at.kind == oneMonth {
		return p.dayBars(f, at)
	}
	byMonth := months(p.archive, c.cables[at.from:at.to])
	if len(byMonth) < 2 {
		return nil
	}
	if at.kind == oneYear || fitMonths(byMonth) {
		bars := make([]barView, len(byMonth))
		for i := range byMonth {
			bars[i].periodView = periodView{byMonth[i].period, f.address(c, byMonth[i].period), byMonth[i].len()}
		}
		return bars
	}
	return f.yearBars(byMonth)
}

// yearBars joins months to years. A year without a page of its own leads to its
// newest cable.
func (f *facet) yearBars(byMonth []span) []barView {
	c := f.cut()
	var bars []barView
	for i := range byMonth {
		m := &byMonth[i]
		if n := len(bars); n == 0 || bars[n-1].year != m.year {
			bars = append(bars, barView{periodView: periodView{period: period{kind: oneYear, year: m.year}}})
		}
		last := &bars[len(bars)-1]
		last.count += m.len()
		switch {
		case i+1 < len(byMonth) && byMonth[i+1].year == m.year:
		case len(c.years) > 0:
			last.path = f.path(last.period)
		default:
			last.path = f.address(c, m.period)
		}
	}
	return bars
}

// dayBars counts the cables on the page of a month by day.
func (p *Plan) dayBars(f *facet, at span) []barView {
	var bars []barView
	for _, i := range f.cut().cables[at.from:at.to] {
		created := p.archive.Cable(i).Created
		if at.month == 0 {
			return nil
		}
		day := int8(created.Day())
		if n := len(bars); n == 0 || bars[n-1].day != day {
			path := f.path(at.period) + "#" + dayAnchor(created)
			bars = append(bars, barView{periodView{period: at.period, path: path}, day})
		}
		bars[len(bars)-1].count++
	}
	if len(bars) < 2 {
		return nil
	}
	return bars
}

// dayAnchor names the first row of a day in a list.
func dayAnchor(t time.Time) string { return "d" + dayText(t) }

// fitMonths reports whether the months of a list can be told apart in a
// drawing: all are known, and not too far apart.
func fitMonths(months []span) bool {
	first, last := months[0].period, months[len(months)-1].period
	if slices.ContainsFunc(months, func(m span) bool { return m.month == 0 }) {
		return false
	}
	return last.index()-first.index() < monthsInChart
}

// index numbers the days of a month, months, or years, without gaps.
func (p *barView) index() int {
	if p.day > 0 {
		return int(p.day)
	}
	return p.period.index()
}

// index numbers months, or years, without gaps.
func (p period) index() int {
	if p.kind == oneMonth {
		return 12*int(p.year) + int(p.month) - 1
	}
	return int(p.year)
}

// address returns where the cables of a month stand: the month's own page, else
// its first row on the page of the year or of all.
func (f *facet) address(c *cutList, month period) string {
	for i := range c.years {
		if c.years[i].year != month.year {
			continue
		}
		if len(c.monthsOf(month.year)) > 0 {
			return f.path(month)
		}
		return f.path(c.years[i].period) + "#" + month.anchor()
	}
	return f.path(period{}) + "#" + month.anchor()
}

// anchor names the first row of a month or year in a list.
func (p period) anchor() string {
	if p.kind == oneYear {
		return "y" + p.name()
	}
	return "m" + p.name()
}

// anchorRows gives the first row of each month an address; on the page of a
// month, that of each day.
func anchorRows(rows []CableRow, views []rowView, byDay bool) {
	before := period{}
	for i := range rows {
		created := views[i].created
		at := periodOf(&archive.Facts{Created: created, Inferred: !views[i].dayKnown})
		switch {
		case !byDay && at != before:
			rows[i].Anchor = at.anchor()
		case byDay && (i == 0 || !sameDay(created, views[i-1].created)):
			rows[i].Anchor = dayAnchor(created)
		}
		before = at
	}
}

// nameYears puts its year above the first row of each, so that a tag or post in
// one year has an address however short its list is.
func (t *Templates) nameYears(rows []CableRow, views []rowView) {
	before := period{}
	for i := range rows {
		at := period{kind: oneYear, year: int16(views[i].created.Year())}
		if views[i].created.IsZero() {
			at.year = 0
		}
		if at != before {
			rows[i].Year = YearHeading{at.anchor(), t.periodName(at)}
		}
		before = at
	}
}

// histogram draws bars, nil for none.
func (t *Templates) histogram(bars []barView, at period) *Histogram {
	if len(bars) < 2 {
		return nil
	}
	peak := 0
	for i := range bars {
		peak = max(peak, bars[i].count)
	}
	return t.draw(bars, at, peak)
}

// draw draws bars, of which one with peak cables has the full height.
func (t *Templates) draw(bars []barView, at period, peak int) *Histogram {
	h := &Histogram{Unit: "year", Peak: peak}
	switch {
	case bars[0].day > 0:
		h.Unit = "day"
	case bars[0].kind == oneMonth:
		h.Unit = "month"
	}
	place, ticks := t.places(bars, at)
	h.Ticks, h.Width = ticks, barPlace*len(ticks)
	h.Bars = make([]Bar, len(bars))
	for i := range bars {
		b := &bars[i]
		height := max(2, b.count*chartHeight/h.Peak)
		x := barPlace * place[i]
		h.Bars[i] = Bar{
			PeriodLink: PeriodLink{Link: Link{b.path, t.barName(b)}, Count: b.count},
			Place:      x, X: x + barGap, BarWidth: barPlace - 2*barGap, Y: chartHeight - height, BarHeight: height,
		}
	}
	return h
}

func (t *Templates) barName(b *barView) string {
	if b.day > 0 {
		return fmt.Sprintf("%04d-%02d-%02d", b.year, b.month, b.day)
	}
	return t.periodName(b.period)
}

// widestChart is the number of places above which times without cables are left
// out of a drawing.
const widestChart = 120

// places gives each bar its place on the axis, and names the places. A time
// that is not known has the first.
func (t *Templates) places(bars []barView, at period) (place []int, ticks []string) {
	known, unknown := bars, 0
	if b := &bars[0]; b.year == 0 || b.kind == oneMonth && b.month == 0 {
		known, unknown = bars[1:], 1
	}
	first, last := axis(known, at)
	if last-first >= widestChart {
		return t.crowded(bars)
	}
	ticks = make([]string, unknown+last-first+1)
	if unknown == 1 {
		place, ticks[0] = []int{0}, "?"
	}
	for i := range known {
		place = append(place, unknown+known[i].index()-first)
	}
	for n := first; n <= last; n++ {
		ticks[unknown+n-first] = t.tick(&bars[len(bars)-1], n, last-first+1, at.kind == allTime)
	}
	return place, ticks
}

// axis returns the first and the last place of an axis: all months of a year,
// all days of a month, of all time those between the first and the last bar.
func axis(known []barView, at period) (first, last int) {
	switch at.kind {
	case oneYear:
		first = period{kind: oneMonth, year: at.year, month: 1}.index()
		return first, first + 11
	case oneMonth:
		return 1, time.Date(int(at.year), time.Month(at.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	}
	return known[0].index(), known[len(known)-1].index()
}

// crowded puts bars next to each other.
func (t *Templates) crowded(bars []barView) (place []int, ticks []string) {
	ticks = make([]string, len(bars))
	for i := range bars {
		place = append(place, i)
	}
	ticks[0], ticks[len(bars)-1] = t.barName(&bars[0]), t.barName(&bars[len(bars)-1])
	return place, ticks
}

// tick names a place on the axis, as far as there is room: some days; the
// months of one year; of several years, each at its January; some years.
func (t *Templates) tick(kind *barView, n, of int, allTime bool) string {
	switch {
	case kind.day > 0 && (n == 1 || n%5 == 0):
		return strconv.Itoa(n)
	case kind.day > 0:
	case kind.kind == oneMonth && !allTime:
		return firstLetters(t.phrases.months[n%12], 3)
	case kind.kind == oneMonth && (n%12 == 0):
		return strconv.Itoa(n / 12)
	case kind.kind == oneYear && (of <= 9 || n%5 == 0):
		return strconv.Itoa(n)
	}
	return ""
}
