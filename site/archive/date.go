package archive

import (
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

// datesOf returns the months in which there are cables, in order.
func datesOf(cables []*Facts) []month {
	var months []month
	for _, f := range cables {
		m, dated := monthOf(f)
		if dated && (len(months) == 0 || months[len(months)-1] != m) {
			months = append(months, m)
		}
	}
	return months
}

// newDates lists the cables of a catalogue by year and by month. As the
// catalogue is in the order of dates, a list is a stretch of it: all are cut
// out of one list that holds every index. Months without a cable are dropped.
func newDates(cat *catalogue, months []month) (byYear, byMonth *Facet) {
	all := make([]int32, len(cat.cables))
	for i := range all {
		all[i] = int32(i)
	}
	stretch := func(from, to int64) []int32 {
		first, _ := slices.BinarySearch(cat.keys, from)
		end, _ := slices.BinarySearch(cat.keys, to)
		return all[first:end:end]
	}
	byYear, byMonth = &Facet{}, &Facet{}
	add := func(f *Facet, name string, list []int32) {
		if len(list) > 0 {
			f.names, f.lists = append(f.names, name), append(f.lists, list)
		}
	}
	for i, m := range months {
		if i == 0 || months[i-1].year != m.year {
			add(byYear, fmt.Sprintf("%04d", m.year), stretch(2*startOfYear(m.year), 2*startOfYear(m.year+1)))
		}
		add(byMonth, fmt.Sprintf("%04d-%02d", m.year, m.month), stretch(m.firstKey(), m.endKey()))
	}
	return byYear, byMonth
}
