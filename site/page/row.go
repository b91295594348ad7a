package page

import (
	"html/template"
	"strings"
	"time"

	"reftel/site/archive"
)

// A rowView is what a list says of one cable.
type rowView struct {
	id, path, subject, level, origin string
	created                          time.Time
	dayKnown                         bool
}

func (p *Plan) row(f *archive.Facts) rowView {
	return rowView{
		id: f.ID, path: p.cablePath(f), subject: f.Subject, level: f.Level, origin: f.Origin,
		created: f.Created, dayKnown: !f.Inferred,
	}
}

func (r *rowView) appendKey(b []byte) []byte {
	for _, s := range [...]string{r.id, r.path, r.subject, r.level, r.origin} {
		b = appendString(b, s)
	}
	return appendBool(appendTime(b, r.created), r.dayKnown)
}

// rowsHTML writes a list of cables. Lists are most of what an archive's indexes
// hold, so they do not pass a template row by row.
func rowsHTML(rows []rowView, root string) template.HTML {
	b := make([]byte, 0, 320*len(rows)+64)
	b = append(b, "<ul class=\"cables\">\n"...)
	for i := range rows {
		b = rows[i].appendHTML(b, root)
	}
	return trusted(append(b, "</ul>\n"...))
}

func (r *rowView) appendHTML(b []byte, root string) []byte {
	b = appendText(append(append(b, `<li><a href="`...), root...), r.path)
	b = appendText(append(b, `"><span class="rid">`...), r.id)
	b = appendText(append(b, `</span> <span class="t">`...), titleOf(r.id, r.subject))
	b = append(b, `</span></a> <span class="facts">`...)
	if !r.created.IsZero() {
		day := r.created.UTC().AppendFormat(nil, time.DateOnly)
		if !r.dayKnown {
			day = day[:4]
		}
		b = append(append(append(b, `<time datetime="`...), day...), `">`...)
		b = append(append(b, day...), `</time>`...)
	}
	if r.origin != "" {
		b = append(appendText(append(b, ` <span class="from">`...), r.origin), `</span>`...)
	}
	if r.level != "" {
		b = append(append(append(b, ` <span class="level `...), levelClass(r.level)...), `">`...)
		b = append(appendText(b, r.level), `</span>`...)
	}
	return append(b, "</span></li>\n"...)
}

// levelClass is the class of a classification for style sheets: "secret".
func levelClass(level string) string {
	first, _, _ := strings.Cut(strings.ToLower(level), "/")
	return strings.Join(strings.FieldsFunc(first, func(r rune) bool { return r < 'a' || r > 'z' }), "-")
}
