package archive

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// A month of the archive; month 0 holds the cables of which only the year is
// known.
type month struct{ year, month int }

func monthOf(f *Facts) (m month, dated bool) {
	switch {
	case f.Created.IsZero():
		return month{}, false
	case f.Inferred:
		return month{f.Created.Year(), 0}, true
	}
	return month{f.Created.Year(), int(f.Created.Month())}, true
}

// firstKey is the smallest order key of a month.
func (m month) firstKey() int64 {
	if m.month == 0 {
		return 2 * startOfYear(m.year)
	}
	return 2*time.Date(m.year, time.Month(m.month), 1, 0, 0, 0, 0, time.UTC).Unix() + 1
}

// endKey is the smallest order key behind a month.
func (m month) endKey() int64 {
	switch m.month {
	case 0:
		return 2*startOfYear(m.year) + 1
	case 12:
		return 2 * startOfYear(m.year+1)
	}
	return month{m.year, m.month + 1}.firstKey()
}

func compareMonths(a, b month) int {
	return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.month, b.month))
}

// monthsOf returns the months in which there are cables; some more than once.
func monthsOf(cables []*Facts) []month {
	var months []month
	for _, f := range cables {
		m, dated := monthOf(f)
		if dated && (len(months) == 0 || months[len(months)-1] != m) {
			months = append(months, m)
		}
	}
	return months
}

// dates lists the cables by year and by month.
type dates struct {
	found         []month // those with cables, in order
	starts        []int32 // in the catalogue, of each month found; then the catalogue's end
	years, months *Facet
}

// newDates makes the lists of a catalogue, for months that there may be. As the
// catalogue is in the order of dates, a list is a stretch of it: all are cut
// out of one list that holds every index.
func newDates(cat *catalogue, months []month) dates {
	all := make([]int32, len(cat.cables))
	for i := range all {
		all[i] = int32(i)
	}
	stretch := func(from, to int64) []int32 {
		first, _ := slices.BinarySearch(cat.keys, from)
		end, _ := slices.BinarySearch(cat.keys, to)
		return all[first:end:end]
	}
	d := dates{years: &Facet{}, months: &Facet{}}
	slices.SortFunc(months, compareMonths)
	for _, m := range slices.Compact(months) {
		cables := stretch(m.firstKey(), m.endKey())
		if len(cables) == 0 {
			continue
		}
		if len(d.found) == 0 || d.found[len(d.found)-1].year != m.year {
			d.years.add(fmt.Sprintf("%04d", m.year), stretch(2*startOfYear(m.year), 2*startOfYear(m.year+1)))
		}
		d.months.add(fmt.Sprintf("%04d-%02d", m.year, m.month), cables)
		d.found, d.starts = append(d.found, m), append(d.starts, cables[0])
	}
	d.starts = append(d.starts, int32(len(all)))
	return d
}

// MonthEnd returns the index behind the last cable of the month that a cable is
// of. Cables without any date are of one month, and so are those of a year of
// which no more is known.
func (a *Archive) MonthEnd(i int32) int32 {
	next, _ := slices.BinarySearch(a.dates.starts, i+1)
	return a.dates.starts[next]
}

// patch makes the lists of a catalogue to which cables were added.
func (d dates) patch(cat *catalogue, entered []*Facts) dates {
	return newDates(cat, append(monthsOf(entered), d.found...))
}
