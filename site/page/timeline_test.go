package page

import (
	"strings"
	"testing"
	"time"
)

func day(n int) time.Time { return time.Date(2008, 1, n, 0, 0, 0, 0, time.UTC) }

// The time line has each known year with its months, in one scale, and the
// cables that others cite.
func TestTimeline(t *testing.T) {
	l := conversation(t)
	l.add(t, "09GRISTAD1", "2009-05-06", shortText)
	l.add(t, "09GRISTAD2", "", shortText)
	l.add(t, "10GRISTAD5", "2010-01-01", shortText)
	l.facts[len(l.facts)-1].Inferred = true
	p := l.plan(t, nil)
	page := p.templates.newTimelinePage(p.timelineView(), p.site)
	if len(page.Years) != 3 || page.Years[0].Text != "2008" || page.Years[1].Text != "2009" {
		t.Fatalf("%+v", page.Years)
	}
	first, second := page.Years[0], page.Years[1]
	if len(first.Cables) != 2 || first.Cables[0].ID != "08GRISTAD1" || len(second.Cables) != 0 {
		t.Errorf("%v, %v stand out", first.Cables, second.Cables)
	}
	if a, b := first.Histogram.Bars[0].BarHeight, second.Histogram.Bars[0].BarHeight; a != chartHeight || b != chartHeight/4 {
		t.Errorf("bars are %d and %d high", a, b)
	}
	if third := page.Years[2].Histogram; len(third.Ticks) != 13 || third.Ticks[0] != "?" || third.Bars[0].Place != 0 {
		t.Errorf("a year of which no month is known: %+v", third)
	}
	html := string(l.written(t, p)[timelinePath].Data)
	if !strings.Contains(html, `href="date/2008-01.html" aria-label="January 2008: 4 cables"`) {
		t.Error(html)
	}
}
