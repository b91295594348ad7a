package page

import "strconv"

// A Sparkline is a small drawing of how many cables a list has in each year,
// from the first to the last of the archive. It is Width units wide and 10 high.
type Sparkline struct {
	Width int
	Path  string // outline of the bars
}

// A yearCount is the number of cables of a list in one year.
type yearCount struct {
	year  int16
	count int
}

// yearCounts counts the cables of a list by year; those without a date are left
// out.
func (p *Plan) yearCounts(cables []int32) []yearCount {
	var out []yearCount
	for _, y := range years(months(p.archive, cables)) {
		if y.year > 0 {
			out = append(out, yearCount{y.year, y.len()})
		}
	}
	return out
}

// sparkHeight is the height of the drawing in units.
const sparkHeight = 10

// sparkline draws the years of a list over those of all lists; nil where there
// is only one year, or more than anybody could tell apart.
func sparkline(list []yearCount, first, last int16) *Sparkline {
	if first >= last || last-first >= widestChart {
		return nil
	}
	peak := 0
	for _, y := range list {
		peak = max(peak, y.count)
	}
	var b []byte
	for _, y := range list {
		height := int64(max(1, y.count*sparkHeight/peak))
		b = strconv.AppendInt(append(b, 'M'), int64(y.year-first), 10)
		b = append(b, " 10v-"...)
		b = strconv.AppendInt(b, height, 10)
		b = strconv.AppendInt(append(b, "h1v"...), height, 10)
		b = append(b, 'z')
	}
	return &Sparkline{Width: int(last-first) + 1, Path: string(b)}
}

// extentOf returns the first and the last year of any list.
func extentOf(lists []facetView) (first, last int16) {
	for i := range lists {
		for _, y := range lists[i].years {
			if first == 0 || y.year < first {
				first = y.year
			}
			last = max(last, y.year)
		}
	}
	return first, last
}
