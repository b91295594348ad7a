package cable

import (
	"fmt"
	"strings"
	"time"

	"reftel/site/vocab"
)

// check makes the tests that a telegram allows by itself: its number stands in
// it up to four times, and its date three times.
func (p *parser) check() {
	p.checkID()
	p.checkBodyID()
	p.checkHeaderSerial()
	p.checkDates()
	p.checkCreated()
	p.checkLevel()
	p.checkParts()
	p.checkPages()
}

// checkID reports an ID that was published in a damaged form.
func (p *parser) checkID() {
	id, canonical := p.c.ID, p.c.CanonicalID
	parts, ok := vocab.SplitID(id)
	if id == canonical || ok && isCode(parts.Post) {
		return
	}
	p.problem(p.window.Start, "malformed-id", "the ID "+id+" should be "+canonical,
		"links to either lead to the cable; keep the ID as it was published")
}

func isCode(post string) bool {
	_, ok := vocab.LookupPost(post)
	return ok
}

// checkBodyID compares the message number of the classification line with the
// ID.
func (p *parser) checkBodyID() {
	c := p.c.Classification
	own, ok := vocab.SplitID(p.c.CanonicalID)
	if c.Serial == "" || !ok || number(c.Serial) == own.Serial && p.samePost(c.Post, own.Post) {
		return
	}
	p.problem(c.Text.Start, "body-of-another-cable",
		fmt.Sprintf("the classification line names %s %s, not %s", c.Post, c.Serial, p.c.ID),
		"the text may belong to another cable; compare it with another copy")
}

// samePost reports whether a printed name means the post with that code.
func (p *parser) samePost(printed, code string) bool {
	name := squash(printed)
	if name == code {
		return true
	}
	named, ok := vocab.PostNamed(printed)
	if !ok {
		named = canonicalPost(name)
	}
	return vocab.SamePost(named) == vocab.SamePost(code)
}

// checkHeaderSerial compares the number of the DE line, the serial modulo
// 10,000, with the ID.
func (p *parser) checkHeaderSerial() {
	own, ok := vocab.SplitID(p.c.CanonicalID)
	if serial := p.c.Header.Serial; serial >= 0 && ok && serial != own.Serial%10000 {
		p.problem(p.roleStart(FromStation), "serial-mismatch",
			fmt.Sprintf("the DE line has the number %04d, the ID %s asks for %04d", serial, p.c.ID, own.Serial%10000),
			"header and ID may be of different cables")
	}
}

// checkDates compares the date-time group with the year of the ID and with the
// day of the DE line.
func (p *parser) checkDates() {
	t := p.c.Header.Time
	if t.IsZero() {
		return
	}
	if own, ok := vocab.SplitID(p.c.CanonicalID); ok && own.Year != t.Year() {
		p.problem(p.roleStart(DateTimeGroup), "year-mismatch",
			fmt.Sprintf("the date-time group is of %d, the ID %s of %d", t.Year(), p.c.ID, own.Year),
			"one of the two is wrong; pages show the date-time group")
	}
	if p.julianDay > 0 && p.julianDay != t.YearDay() {
		p.problem(p.roleStart(FromStation), "day-mismatch",
			fmt.Sprintf("the DE line says day %d of the year, the date-time group is day %d", p.julianDay, t.YearDay()),
			"one of the two is wrong; pages show the date-time group")
	}
}

// checkCreated compares the date-time group with the time that was given. Tables
// of 2010 print the hour in the place of the minutes, so minutes do not count.
func (p *parser) checkCreated() {
	t, given := p.c.Header.Time, p.c.Meta.Created
	if t.IsZero() || given.IsZero() || t.Truncate(time.Hour).Equal(given.Truncate(time.Hour)) {
		return
	}
	p.problem(p.roleStart(DateTimeGroup), "created-differs",
		fmt.Sprintf("the date-time group says %s, the archive said %s", t.Format("2006-01-02 15:04"), given.UTC().Format("2006-01-02 15:04")),
		"pages show the date-time group, which is exact")
}

// checkLevel compares the classification that was published with the
// classification line.
func (p *parser) checkLevel() {
	published, level := strings.ToUpper(p.c.Meta.Classification), p.c.Classification.Level
	if published == "" || level == "" || strings.HasPrefix(published, level) {
		return
	}
	p.problem(p.c.Classification.Text.Start, "classification-differs",
		"the classification line says "+level+", the archive said "+p.c.Meta.Classification,
		"pages show what was published")
}

// checkParts reports the formal parts that a whole cable has and this one
// lacks.
func (p *parser) checkParts() {
	c := p.c
	if c.Header.DateTimeGroup == "" && c.Header.Serial < 0 && c.Classification.Level == "" {
		return // a fragment
	}
	at := p.window.Start
	if c.Classification.Text.Len() > 0 {
		at = c.Classification.Text.Start
	}
	if c.Header.Partial {
		p.problem(p.roleStart(PartialNotice), "partial-extract", "the archive has only an extract of this cable",
			"nothing can be done; the page says so")
	}
	if c.Classification.Level == "" {
		p.problem(at, "no-classification", "no classification line was found", "captions and number are taken from elsewhere")
	} else if c.Classification.Garbled {
		p.problem(at, "garbled-classification", "the classification line is damaged, read as "+c.Classification.Level, "compare it with another copy")
	}
	if c.Subject == "" {
		p.problem(at, "no-subject", "no subject was found", "pages use the ID as the title")
	}
	if len(c.Tags) == 0 {
		p.problem(at, "no-tags", "no TAGS were found", "the cable is on no tag page")
	}
}

// checkPages reports the first gap in the sequence of page breaks.
func (p *parser) checkPages() {
	breaks := p.c.PageBreaks
	for i, b := range breaks {
		if i > 0 && b.Pages > 0 && b.Pages == breaks[i-1].Pages && b.Page > breaks[i-1].Page+1 {
			p.problem(b.Text.Start, "missing-page", fmt.Sprintf("page %d follows page %d of %d", b.Page, breaks[i-1].Page, b.Pages),
				"the pages between may be missing; compare another copy")
			return
		}
	}
}

// roleStart returns where the first span of a role begins.
func (p *parser) roleStart(role Role) int {
	for _, s := range p.spans {
		if s.Role == role {
			return s.Start
		}
	}
	return p.window.Start
}
