package page

import (
	"slices"
	"strconv"

	"reftel/site/archive"
)

// A long list of cables is cut by time, never by position: its cables of one
// year are a page, a year that is too long is cut into months, and only a month
// that is too long into numbered pages, from its oldest end. So a cable that is
// added changes the pages of its own time and no others, and every page can be
// named by what is on it.

// A period is a stretch of time that a page of a list is about. The zero
// period is all time.
type period struct {
	kind  periodKind
	year  int16 // 0 for cables without a date
	month int8  // 1 to 12; 0 where only the year is known
	part  int16 // of a month that fills several pages, from 0
}

type periodKind uint8

const (
	allTime periodKind = iota
	oneYear
	oneMonth
)

// name is the period as it stands in addresses: "2008", "2008-12", "2008-12-p2".
func (p period) name() string {
	if p.kind == allTime {
		return ""
	}
	var room [16]byte
	b := appendPadded(room[:0], int(p.year), 4)
	if p.kind == oneMonth {
		b = appendPadded(append(b, '-'), int(p.month), 2)
	}
	if p.part > 0 {
		b = strconv.AppendInt(append(b, "-p"...), int64(p.part)+1, 10)
	}
	return string(b)
}

// appendPadded appends a number with zeros before it up to a number of digits.
func appendPadded(b []byte, n, digits int) []byte {
	for limit := 10; digits > 1; digits-- {
		if n < limit {
			b = append(b, '0')
		}
		limit *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// periodOf returns the month of a cable.
func periodOf(f *archive.Facts) period {
	p := period{kind: oneMonth}
	if f.Created.IsZero() {
		return p
	}
	year, month, _ := f.Created.Date()
	p.year = int16(year)
	if !f.Inferred {
		p.month = int8(month)
	}
	return p
}

// A span is a stretch of a list with the period that it covers.
type span struct {
	period
	from, to int // indexes in the list
}

func (s span) len() int { return s.to - s.from }

// months cuts a list of cables, in the order of the catalogue, into its months.
func months(a *archive.Archive, list []int32) []span {
	var out []span
	for from := 0; from < len(list); {
		n, _ := slices.BinarySearch(list[from:], a.MonthEnd(list[from]))
		out = append(out, span{periodOf(a.Cable(list[from])), from, from + n})
		from += n
	}
	return out
}

// years joins months to years.
func years(months []span) []span {
	var out []span
	for _, m := range months {
		if n := len(out); n == 0 || out[n-1].year != m.year {
			out = append(out, span{period{kind: oneYear, year: m.year}, m.from, m.from})
		}
		out[len(out)-1].to = m.to
	}
	return out
}

// parts cuts a month into pages of n cables, from the oldest end.
func parts(m span, n int) []span {
	if m.len() <= n {
		return []span{m}
	}
	var out []span
	for from := m.from; from < m.to; from += n {
		p := span{m.period, from, min(from+n, m.to)}
		p.part = int16(len(out))
		out = append(out, p)
	}
	return out
}
