package cable

import (
	"slices"
	"strings"
	"time"

	"reftel/site/diag"
	"reftel/site/vocab"
)

// executiveOrders are the orders on classification under which cables were
// written.
var executiveOrders = []string{"12958", "12356", "12065", "11652", "13526", "10501"}

// declassificationMarkers stand where no date does.
var declassificationMarkers = [...]string{"N/A", "OADR", "X1", "X2", "X3", "X4", "X5", "X6", "X7", "X8", "25X1", "MR", "XGDS", "GDS", "MANUAL REVIEW"}

// maxOrder is the number of lines that a declassification line may wrap to.
const maxOrder = 8

// parseOrder reads the declassification line and the lines that it wraps to.
func (p *parser) parseOrder(i int) int {
	start, end := p.lines[i].Start, p.lines[i].End
	p.mark(p.lines[i].Range, ExecutiveOrderLine)
	last := i + maxOrder
	for i++; i < min(last, len(p.lines)) && !p.lines[i].pageBreak && !p.endsElement(i) && !p.isUnlabelledTags(i); i++ {
		end = p.lines[i].End
		p.mark(p.lines[i].Range, ExecutiveOrderLine)
	}
	if o := &p.c.ExecutiveOrder; o.Raw == "" || o.Until.IsZero() && o.Marker == "" {
		p.readOrder(Range{start, end})
	}
	return i
}

// readOrder reads the order, and the date or marker until which the cable is
// classified.
func (p *parser) readOrder(r Range) {
	s, o := p.text(r), &p.c.ExecutiveOrder
	order, rest := cutOrder(s)
	if o.Raw == "" {
		*o = ExecutiveOrder{Raw: fold(s), Text: r, Order: order}
	} else {
		o.Raw += " " + fold(s) // "DECL:" on a line of its own
	}
	if i := strings.Index(strings.ToUpper(rest), "DECL"); i >= 0 && i+len("DECL") < len(rest) {
		if _, at, _ := findDate(rest[i:]); at >= 0 {
			rest = rest[i:] // not the date of a downgrading before it
		}
	}
	date, at, valid := findDate(rest)
	switch {
	case at >= 0 && valid:
		o.Until = date
	case at >= 0:
		p.problem(r.End-len(rest)+at, "invalid-date", "the date of declassification is no date", "it stays as printed")
	default:
		o.Marker = findMarker(rest)
	}
}

// cutOrder returns the number of the order, a known one where the printed one
// is a slip of it, and what follows it.
func cutOrder(s string) (order, rest string) {
	at := strings.IndexAny(s, "0123456789")
	if at < 0 || at > len("EXECUTIVE ORDER ") {
		return "", s
	}
	end := skipDigits(s, at)
	if end-at < 4 || end-at > 6 {
		return "", s
	}
	if slices.Contains(executiveOrders, s[at:end]) {
		return s[at:end], s[end:]
	}
	if slip := s[at:end]; slip == "19523" || slip == "19528" { // further than one letter
		return "12958", s[end:]
	}
	if near, ok := diag.Nearest(s[at:end], executiveOrders); ok {
		return near, s[end:]
	}
	return s[at:end], s[end:]
}

// findMarker returns the first marker of declassification in s.
func findMarker(s string) string {
	s = strings.ToUpper(s)
	for _, m := range declassificationMarkers {
		for at := 0; ; {
			i := strings.Index(s[at:], m)
			if i < 0 {
				break
			}
			at += i
			if (at == 0 || !isLetter(s[at-1]) && !isDigit(s[at-1])) && wordEnd(s, at+len(m)) {
				return m
			}
			at += len(m)
		}
	}
	return ""
}

// findDate finds the first date in s: "12/31/2034", "1/7/14", "2034/12/31",
// "31 DEC 2034", "DECEMBER 31, 2034". It returns where it stands, -1 for none,
// and whether the calendar has it.
func findDate(s string) (date time.Time, at int, valid bool) {
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			n, y, m, d := numericDate(s[i:])
			if n == 0 {
				n, y, m, d = dayMonthYear(s[i:])
			}
			if n > 0 {
				date, valid = dateOf(y, m, d)
				return date, i, valid
			}
			i = skipDigits(s, i) - 1
		} else if isLetter(s[i]) {
			if y, m, d, ok := monthDayYear(s[i:]); ok {
				date, valid = dateOf(y, m, d)
				return date, i, valid
			}
			i = skipLetters(s, i) - 1
		}
	}
	return date, -1, false
}

// numericDate reads three numbers with slashes, hyphens or full stops between
// them: month, day, year; year, month, day; or day, month, year where there is
// no such month. n is 0 where they do not stand there.
func numericDate(s string) (n, year int, month time.Month, day int) {
	var part [3]int
	var size [3]int
	at := 0
	for i := range part {
		end := skipDigits(s, at)
		if size[i] = end - at; end == at || size[i] > 4 {
			return 0, 0, 0, 0
		}
		part[i] = number(s[at:end])
		at = end
		if i < 2 {
			if at >= len(s) || strings.IndexByte("/-.", s[at]) < 0 {
				return 0, 0, 0, 0
			}
			sign := s[at]
			for at < len(s) && (s[at] == sign || s[at] == ' ') { // "12//31/ 2018"
				at++
			}
		}
	}
	switch {
	case size[0] == 4 && size[2] <= 2:
		return at, part[0], time.Month(part[1]), part[2]
	case size[0] > 2 || size[1] > 2 || size[2] < 2 || size[2] == 3:
		return 0, 0, 0, 0
	}
	year = part[2]
	if size[2] == 2 {
		year = declassificationYear(year)
	}
	if part[0] > 12 && part[1] <= 12 {
		return at, year, time.Month(part[1]), part[0]
	}
	return at, year, time.Month(part[0]), part[1]
}

// declassificationYear returns the year that two digits stand for. Cables are
// declassified after they were written: up to 25 years after 2010.
func declassificationYear(yy int) int {
	if yy > 60 {
		return 1900 + yy
	}
	return 2000 + yy
}

// dayMonthYear reads "31 DEC 2034".
func dayMonthYear(s string) (n, year int, month time.Month, day int) {
	end := skipDigits(s, 0)
	at := skipBlanks(s, end)
	month = monthOf(s[at:])
	if end > 2 || month == 0 {
		return 0, 0, 0, 0
	}
	day = number(s[:end])
	at = skipBlanks(s, skipLetters(s, at))
	end = skipDigits(s, at)
	year, ok := yearOf(s[at:end])
	if !ok {
		return 0, 0, 0, 0
	}
	return end, year, month, day
}

// monthDayYear reads "DECEMBER 31, 2034".
func monthDayYear(s string) (year int, month time.Month, day int, ok bool) {
	word := skipLetters(s, 0)
	month = monthOf(s)
	at := skipBlanks(s, word)
	end := skipDigits(s, at)
	if month == 0 || end == at || end-at > 2 {
		return 0, 0, 0, false
	}
	day = number(s[at:end])
	at = end
	for at < len(s) && (s[at] == ',' || s[at] == ' ') {
		at++
	}
	year, ok = yearOf(s[at:skipDigits(s, at)])
	return year, month, day, ok
}

// yearOf reads a year of two or four digits.
func yearOf(digits string) (int, bool) {
	switch len(digits) {
	case 2:
		return declassificationYear(number(digits)), true
	case 4:
		return number(digits), true
	}
	return 0, false
}

// isUnlabelledTags reports whether a line is a TAGS line that lost its label:
// two or more words, all of the vocabulary, where no TAGS line is labelled.
func (p *parser) isUnlabelledTags(i int) bool {
	l := p.lines[i]
	if p.outline.seen.has(tagsKeyword) || len(p.c.Tags) > 0 || l.Start > p.outline.last {
		return false
	}
	return knownTags(p.text(l.Range), true) > 1
}

// knownTags counts the words of s that are in the vocabulary of TAGS. With all
// set it returns 0 where one is not.
func knownTags(s string, all bool) int {
	known := 0
	for i := 0; i < len(s); {
		for i < len(s) && (isSpace(s[i]) || s[i] == ',' || s[i] == ';') {
			i++
		}
		start := i
		for i < len(s) && !isSpace(s[i]) && s[i] != ',' && s[i] != ';' {
			i++
		}
		if start == i {
			break
		}
		if _, ok := vocab.LookupTag(upperASCII(s[start:i])); ok {
			known++
		} else if all {
			return 0
		}
	}
	return known
}
