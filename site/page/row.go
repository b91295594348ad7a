package page

import (
	"strings"
	"time"
)

// A rowView is what a list says of one cable.
type rowView struct {
	id, path, title, level, origin string
	created                        time.Time
	dayKnown                       bool
	notes, cited                   int
}

func (p *Plan) row(i int32) rowView {
	f := p.archive.Cable(i)
	return rowView{
		id: f.ID, path: p.CablePath(i), title: f.Title, level: f.Level, origin: p.originOf(f),
		created: f.Created, dayKnown: !f.Inferred, notes: p.notes[i].count(), cited: p.archive.Cited(i),
	}
}

func (r *rowView) appendKey(b []byte) []byte {
	for _, s := range [...]string{r.id, r.path, r.title, r.level, r.origin} {
		b = appendString(b, s)
	}
	b = appendBool(appendTime(b, r.created), r.dayKnown)
	return appendLen(appendLen(b, r.notes), r.cited)
}

// A CableRow is what a list shows of one cable.
type CableRow struct {
	CableLink
	Origin string      // "Embassy Gristad"
	Level  string      // "SECRET//NOFORN"
	Class  string      // of the level, for style sheets: "secret"
	Notes  int         // of the editors
	Cited  int         // references to it
	Anchor string      // on the first of each month in a list, "" on others
	Year   YearHeading // on the first of each year in a list of several
}

// A YearHeading stands above the cables of a year.
type YearHeading struct{ Anchor, Text string } // both "" for none

func (t *Templates) rowsOf(rows []rowView) []CableRow {
	out := make([]CableRow, len(rows))
	day := ""
	for i := range rows {
		r := &rows[i]
		if i == 0 || !sameDay(r.created, rows[i-1].created) {
			day = dayText(r.created)
		}
		out[i] = CableRow{
			CableLink: CableLink{Path: r.path, ID: r.id, Title: r.title, Date: day},
			Origin:    r.origin, Level: r.level, Class: t.classOf(r.level),
			Notes: r.notes, Cited: r.cited,
		}
		if !r.dayKnown && day != "" {
			out[i].Date = day[:4]
		}
	}
	return out
}

// sameDay reports whether two times are of one day. Rows come in order of time,
// and many of a day next to each other.
func sameDay(a, b time.Time) bool {
	const day = 24 * time.Hour
	return a.IsZero() == b.IsZero() && a.Truncate(day).Equal(b.Truncate(day))
}

// classOf is the class of a classification for style sheets.
func (t *Templates) classOf(level string) string {
	if known, ok := t.words.levels[level]; ok {
		return known.Class
	}
	return levelClass(level)
}

// levelClass makes the class of a classification: "secret".
func levelClass(level string) string {
	first, _, _ := strings.Cut(strings.ToLower(level), "/")
	return strings.Join(strings.FieldsFunc(first, func(r rune) bool { return r < 'a' || r > 'z' }), "-")
}
