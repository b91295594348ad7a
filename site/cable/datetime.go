package cable

import (
	"strings"
	"time"

	"reftel/site/vocab"
)

// isDateTimeGroup reports whether a line begins like "O 310805Z DEC 08", the
// precedence being optional.
func isDateTimeGroup(s string) bool {
	at := skipPrecedence(s)
	end := skipDigits(s, at)
	return end-at == 6 && byteAt(s, end) == 'Z' && len(s) > end+5 && s[end+1] == ' ' && monthOf(s[skipBlanks(s, end+1):]) > 0
}

// skipPrecedence skips one or two letters of precedence.
func skipPrecedence(s string) int {
	at := 0
	for range 2 {
		if at+1 < len(s) && isPrecedence(s[at]) && s[at+1] == ' ' {
			at = skipBlanks(s, at+1)
		}
	}
	return at
}

// readDateTimeGroup reads the line that isDateTimeGroup knows. What follows the
// year are operating signals.
func (p *parser) readDateTimeGroup(r Range) {
	h, s := &p.c.Header, p.text(r)
	at := skipPrecedence(s)
	month := skipBlanks(s, at+len("310805Z"))
	year := skipBlanks(s, skipLetters(s, month))
	end := skipDigits(s, year)
	tail := trim(p.src, Range{r.Start + end, r.End})
	p.mark(Range{r.Start, r.Start + end}, DateTimeGroup)
	p.mark(tail, OperatingSignal)
	if h.DateTimeGroup != "" {
		return
	}
	if at > 0 {
		h.Precedence = appendPrecedence(h.Precedence[:0], s[:at])
	}
	h.DateTimeGroup = fold(s[at:end])
	h.Time = groupTime(s[at:at+6], monthOf(s[month:]), s[year:end])
	if h.Time.IsZero() {
		p.problem(r.Start+at, "invalid-date", "the date-time group "+h.DateTimeGroup+" is no date",
			"the time is taken from the file's head, if it says one")
	}
}

// groupTime returns the time of day and hour "310805", a month and a year of
// two or four digits; zero where there is no such time.
func groupTime(dayTime string, month time.Month, year string) time.Time {
	y := number(year)
	switch len(year) {
	case 2:
		y = vocab.FullYear(y)
	case 4:
	default:
		return time.Time{}
	}
	t, ok := dateOf(y, month, number(dayTime[:2]))
	hour, minute := number(dayTime[2:4]), number(dayTime[4:])
	if !ok || hour > 23 || minute > 59 {
		return time.Time{}
	}
	return t.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// dateOf returns the day, and false where the calendar has no such day.
func dateOf(year int, month time.Month, day int) (time.Time, bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return t, year > 0 && month >= 1 && month <= 12 && t.Day() == day && t.Month() == month
}

// monthOf returns the month whose English name, or its first three or four
// letters, is the first word of s, in any case; 0 for none.
func monthOf(s string) time.Month {
	n := skipLetters(s, 0)
	if n < 3 || n > len("SEPTEMBER") {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if n <= len(name) && (n <= 4 || n == len(name)) && strings.EqualFold(s[:n], name[:n]) {
			return m
		}
	}
	return 0
}
