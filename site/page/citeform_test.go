package page

import (
	"strings"
	"testing"
	"time"
)

var cited = work{
	id: "08GRISTAD112", title: `Ferry: "No Light"`, institution: "U.S. Embassy Gristad", recipient: "Secretary of State",
	created: time.Date(2008, 12, 31, 8, 5, 0, 0, time.UTC), site: "Cables",
}

// cite writes a work in a form of the reader's own.
func cite(t *testing.T, form string, w work) string {
	t.Helper()
	x := englishTexts(t)
	x["cite_mla"] = form
	parts, problems := x.citeForm("mla", "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c := &citationWriter{work: &w, phrases: x.phrases(), quotes: x.quotes()}
	c.all(parts)
	return string(c.b)
}

func TestCiteForms(t *testing.T) {
	yearOnly, undated, pinned := cited, cited, cited
	yearOnly.yearOnly, undated.created, pinned.pin = true, time.Time{}, "3–4"
	pinned.address = "https://x.example/#p3-p4"
	for _, x := range []struct {
		form string
		work work
		want string
	}{
		{"{sender}[ to {recipient.}], {title,} _{site}_", cited, "U.S. Embassy Gristad to Sec’y of State, “Ferry: ‘No Light,’” <i>Cables</i>"},
		{"a[ {url}]b", cited, "ab"},
		{"[[{mon} {day}, ]{year}|n.d.]", cited, "Dec. 31, 2008"},
		{"[[{mon} {day}, ]{year}|n.d.]", yearOnly, "2008"},
		{"[[{mon} {day}, ]{year}|n.d.]", undated, "n.d."},
		{"{id}[, ¶ {n}].", cited, `08GRISTAD112<span data-pin=", ¶ {n}"></span>.`},
		{"{id}[, ¶ {n}][, {url}].", pinned, `08GRISTAD112, ¶ 3–4, <span data-address>https://x.example/#p3-p4</span>.`},
	} {
		if got := cite(t, x.form, x.work); got != x.want {
			t.Errorf("%s gives %s, want %s", x.form, got, x.want)
		}
	}
}

func TestCiteFormsReportFaults(t *testing.T) {
	for form, want := range map[string]string{
		"{titel}": `no field is called "titel"`, "[{id}": "a bracket is not closed", "{id}]": `']' ends nothing`, "[{id}|": "a bracket is not closed",
		"[a, {n": `no field is called "n"`, "{": `no field is called ""`,
	} {
		x := englishTexts(t)
		x["cite_apa"] = form
		if _, problems := x.citeForm("apa", "templates/texts.en.yaml"); len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%s: %v, want %s", form, problems, want)
		}
	}
}
