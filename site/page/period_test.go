package page

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"reftel/site/archive"
)

// periodsOf lists the pages of a facet of cables on some days, and how many
// cables each shows or sums up.
func periodsOf(t *testing.T, perPage int, always bool, days ...string) []string {
	t.Helper()
	l := &library{}
	for i, day := range days {
		l.add(t, fmt.Sprintf("08GRISTAD%d", i+1), day, shortText)
	}
	a, _ := archive.Join(l.facts)
	c := cut(a, everything(a.Len()), perPage, always)
	var out []string
	c.pages(func(p period) bool {
		found, _, _ := c.find(p)
		out = append(out, fmt.Sprintf("%s:%d/%d", p.name(), found.len(), len(c.within(p))))
		return true
	})
	return out
}

func TestListsAreCutByTime(t *testing.T) {
	for name, c := range map[string]struct {
		perPage int
		always  bool
		days    []string
		want    []string
	}{
		"short":   {3, false, []string{"2007-01-01", "2008-01-01", "2008-02-01"}, []string{":3/0"}},
		"years":   {2, false, []string{"2007-01-01", "2008-01-01", "2008-02-01"}, []string{"2007:1/0", "2008:2/0", ":3/2"}},
		"months":  {1, false, []string{"2007-01-01", "2008-01-01", "2008-02-01"}, []string{"2007:1/0", "2008-01:1/0", "2008-02:1/0", "2008:2/2", ":3/2"}},
		"parts":   {1, false, []string{"2008-02-01", "2008-02-02", "2008-02-03"}, []string{"2008-02:1/0", "2008-02-p2:1/0", "2008-02-p3:1/0", "2008:3/3", ":3/1"}},
		"always":  {9, true, []string{"2007-01-01", "2008-02-01"}, []string{"2007-01:1/0", "2007:1/1", "2008-02:1/0", "2008:1/1", ":2/2"}},
		"undated": {1, false, []string{"", "2008-02-01"}, []string{"0000:1/0", "2008:1/0", ":2/2"}},
		"nothing": {5, true, nil, []string{":0/0"}},
	} {
		if got := periodsOf(t, c.perPage, c.always, c.days...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestPeriodsHaveNeighbours(t *testing.T) {
	l := gristad(t, 60)
	p := l.plan(t, nil)
	f := p.facets[byOrigin][0]
	var years, months []string
	for _, at := range []period{{kind: oneYear, year: 2007}, {kind: oneYear, year: 2008}, {kind: oneMonth, year: 2007, month: 1}, {kind: oneMonth, year: 2007, month: 12}} {
		v := p.listView(f, at)
		name := v.older.name() + "<" + at.name() + "<" + v.newer.name()
		if at.kind == oneYear {
			years = append(years, name)
		} else {
			months = append(months, name)
		}
	}
	if want := []string{"<2007<2008", "2007<2008<"}; !slices.Equal(years, want) {
		t.Errorf("years %q, want %q", years, want)
	}
	if want := []string{"<2007-01<2007-02", "2007-11<2007-12<2008-01"}; !slices.Equal(months, want) {
		t.Errorf("months %q, want %q", months, want)
	}
}

func TestSameDay(t *testing.T) {
	at := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		v, err := time.Parse(time.DateTime, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2008-12-31 00:00:00", "2008-12-31 23:59:59", true},
		{"2008-12-31 23:59:59", "2009-01-01 00:00:00", false},
		{"1969-12-31 23:00:00", "1970-01-01 01:00:00", false},
		{"1966-12-28 00:00:00", "1966-12-28 18:48:00", true},
		{"1966-12-27 23:00:00", "1966-12-28 00:00:00", false},
		{"", "", true}, {"", "0001-01-01 10:00:00", false},
	} {
		if got := sameDay(at(c.a), at(c.b)); got != c.want {
			t.Errorf("sameDay(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
