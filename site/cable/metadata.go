package cable

import (
	"strings"
	"time"

	"reftel/site/vocab"
)

// readMetadata reads one line of the page above a cable by the shape of what
// stands in it: an ID, times, a classification, the name of a post. Only what is
// not known yet is taken.
func (p *parser) readMetadata(s string) {
	m := &p.c.Meta
	if m.ID == "" {
		m.ID = findID(s)
	}
	at := p.readTimes(s)
	level := findLevel(s, at)
	if level == "" {
		if m.Origin == "" {
			m.Origin = originIn(s)
		}
		return
	}
	if m.Classification == "" {
		m.Classification = level
	}
	before, behind, _ := strings.Cut(s, level)
	for _, part := range [...]string{behind, before} {
		if m.Origin == "" {
			m.Origin = originIn(part)
		}
	}
}

// readTimes reads the times of a line, the first as the time of creation, and
// returns where the last one ends.
func (p *parser) readTimes(s string) (end int) {
	m := &p.c.Meta
	released := strings.HasPrefix(s, "Released")
	for at := 0; at < len(s); {
		t, n := timeAt(s, at)
		if n == 0 {
			at++
			continue
		}
		at += n
		end = at
		switch {
		case released || !m.Created.IsZero() && m.Released.IsZero() && p.timesRead > 0:
			if m.Released.IsZero() {
				m.Released = t
			}
		case m.Created.IsZero():
			m.Created = t
		}
		p.timesRead++
	}
	return end
}

// timeAt reads a time at an offset: "2008-12-31 08:05", perhaps with seconds,
// "29 November 2000, 13:59", "Nov 20 00:00:00 +0100 2002". n is its length, 0
// for none.
func timeAt(s string, at int) (t time.Time, n int) {
	if at > 0 && (isLetter(s[at-1]) || isDigit(s[at-1])) {
		return t, 0
	}
	if isDigit(s[at]) {
		if t, n = isoTime(s[at:]); n > 0 {
			return t, n
		}
		return writtenTime(s[at:])
	}
	for _, layout := range [...]string{"Jan 2 15:04:05 -0700 2006", "Jan 2 15:04:05 UTC 2006"} {
		if monthOf(s[at:]) > 0 && len(s)-at >= len(layout)-1 {
			for _, size := range [...]int{len(layout), len(layout) + 1} {
				if at+size <= len(s) {
					if t, err := time.Parse(layout, s[at:at+size]); err == nil {
						return t.UTC(), size
					}
				}
			}
		}
	}
	return t, 0
}

// isoTime reads "2008-12-31", with " 08:05" or " 08:05:00" behind it or not.
func isoTime(s string) (t time.Time, n int) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || skipDigits(s, 0) != 4 || skipDigits(s, 5) != 7 || skipDigits(s, 8) != 10 {
		return t, 0
	}
	t, ok := dateOf(number(s[:4]), time.Month(number(s[5:7])), number(s[8:10]))
	if !ok {
		return t, 0
	}
	clock, n := clockAt(s, 11)
	if n == 0 || s[10] != ' ' && s[10] != 'T' && s[10] != '\t' {
		return t, 10
	}
	return t.Add(clock), 11 + n
}

// clockAt reads "08:05" or "08:05:00" at an offset.
func clockAt(s string, at int) (d time.Duration, n int) {
	if at+5 > len(s) || s[at+2] != ':' || skipDigits(s, at) != at+2 || skipDigits(s, at+3) < at+5 {
		return 0, 0
	}
	hour, minute := number(s[at:at+2]), number(s[at+3:at+5])
	if hour > 23 || minute > 59 {
		return 0, 0
	}
	n = 5
	if at+8 <= len(s) && s[at+5] == ':' && skipDigits(s, at+6) == at+8 {
		n = 8
	}
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, n
}

// writtenTime reads "29 November 2000, 13:59".
func writtenTime(s string) (t time.Time, n int) {
	n, year, month, day := dayMonthYear(s)
	if n == 0 {
		return t, 0
	}
	t, ok := dateOf(year, month, day)
	if !ok {
		return t, 0
	}
	at := n
	for at < len(s) && (s[at] == ',' || s[at] == ' ') {
		at++
	}
	if clock, size := clockAt(s, at); size > 0 {
		return t.Add(clock), at + size
	}
	return t, n
}

// findID returns the first reference ID in s, "" for none.
func findID(s string) string {
	for at := 0; at < len(s); at++ {
		if isDigit(s[at]) {
			if id := idAt(s, at); id != "" {
				return id
			}
			at = skipDigits(s, at) - 1
		}
	}
	return ""
}

// idAt returns the reference ID at an offset, "" for none: two digits, capitals
// (and digits, in the damaged ones) and a serial.
func idAt(s string, at int) string {
	if at > 0 && (isLetter(s[at-1]) || isDigit(s[at-1])) {
		return ""
	}
	end := at
	capitals := 0
	for end < len(s) && (isDigit(s[end]) || isUpper(s[end])) {
		if isUpper(s[end]) {
			capitals++
		}
		end++
	}
	if capitals < 3 || skipDigits(s, at) < at+2 || !isDigit(s[end-1]) || !isUpper(byteAt(s, at+2)) && capitals < 6 || end < len(s) && isLower(s[end]) {
		return ""
	}
	return s[at:end]
}

// publishedLevels are the classifications of the archives' tables.
var publishedLevels = [...]string{
	"UNCLASSIFIED//FOR OFFICIAL USE ONLY", "UNCLASSIFIED", "CONFIDENTIAL//NOFORN", "CONFIDENTIAL", "SECRET//NOFORN", "SECRET", "LIMITED OFFICIAL USE",
}

// findLevel returns the classification in a line of a table: behind the times,
// which end at the given offset, behind a label, in a column, or alone.
func findLevel(s string, at int) string {
	for _, level := range publishedLevels {
		i := strings.Index(s, level)
		if i < 0 || !wordEnd(s, i+len(level)) {
			continue
		}
		before := strings.TrimSpace(s[:i])
		if at > 0 && i >= at || before == "" || strings.Contains(s, "\t") || strings.HasPrefix(s, "Classification") {
			return level
		}
	}
	return ""
}

// originIn returns the name of a post in a line of a table: the whole line, a
// column of it, or what follows a label.
func originIn(s string) string {
	for column := range strings.SplitSeq(s, "\t") {
		column = strings.TrimSpace(column)
		for _, label := range [...]string{"Origin", "Source", "From"} {
			if rest, ok := strings.CutPrefix(column, label); ok {
				column = strings.TrimLeft(rest, ": ")
			}
		}
		if isOriginName(column) {
			return column
		}
	}
	return ""
}

// isOriginName reports whether s is the name of a post as tables print it.
func isOriginName(s string) bool {
	if len(s) > 60 || s == "" {
		return false
	}
	for _, kind := range [...]string{"Embassy ", "Consulate ", "Mission ", "Secretary of State", "US Mission ", "US Delegation", "US Interests Section ", "American Institute ", "American Consulate ", "REO ", "USEU ", "USUN ", "UN ", "Iran RPO", "US Office "} {
		if strings.HasPrefix(s, kind) {
			return !strings.ContainsAny(s, ".:;!?")
		}
	}
	_, ok := vocab.PostNamed(s)
	return ok && s != strings.ToUpper(s)
}
