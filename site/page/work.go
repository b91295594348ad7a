package page

import (
	"slices"
	"strings"
	"time"

	"reftel/site/cable"
	"reftel/site/redaction"
	"reftel/site/vocab"
)

// A work is a cable as one cites it: a report of an institution with a number.
// It has no author: the name that closes a cable is a formality of the service.
type work struct {
	id, title   string
	institution string    // "U.S. Embassy Astana"
	recipient   string    // "Secretary of State", "" for unknown
	created     time.Time // zero where unknown
	yearOnly    bool      // of created
	site        string
	address     string // "" where the address of the site is not known
	pin         string // the paragraph that is meant: "7", "3–4"; "" for the whole
	tags        []string
	abstract    string
	language    string
}

// genre is what a work is called in lists of references.
const genre = "Diplomatic cable"

func newWork(v *dataView, site *siteView, c redaction.Cable) *work {
	return workOf(v.id, v.title, v.origin, v.page, site.Site, c.Parsed())
}

func workOf(id, title, origin, path string, site *Site, c *cable.Cable) *work {
	w := &work{
		id: id, title: title, institution: institution(origin), created: c.Created,
		yearOnly: c.CreatedInferred, site: site.Title, address: site.addressOf(path),
		abstract: summaryOf(c), language: "en",
	}
	w.tags = make([]string, 0, len(c.Tags))
	if len(c.Header.To) > 0 {
		w.recipient = correspondent(c.Header.To[0].Name)
	}
	for i := range c.Tags {
		if code := c.Tags[i].Code; !slices.Contains(w.tags, code) {
			w.tags = append(w.tags, code)
		}
	}
	return w
}

// day is the date of the work as far as it is known: "2008-12-31", "2008", "".
func (w *work) day() string { return datedAs(w.created, w.yearOnly) }

func datedAs(t time.Time, yearOnly bool) string {
	switch {
	case t.IsZero():
		return ""
	case yearOnly:
		return t.UTC().Format("2006")
	}
	return t.UTC().Format(time.DateOnly)
}

// correspondents are the beginnings of telegraphic addresses that a reader of a
// citation should not have to know.
var correspondents = []struct{ prefix, name string }{
	{"SECSTATE", "Secretary of State"},
	{"AMEMBASSY ", "U.S. Embassy "},
	{"AMCONSUL ", "U.S. Consulate "},
	{"USMISSION ", "U.S. Mission "},
	{"USINT ", "U.S. Interests Section "},
}

// correspondent writes an addressee for people: "AMEMBASSY ASTANA" is the
// "U.S. Embassy Astana".
func correspondent(address string) string {
	for _, c := range correspondents {
		rest, ok := strings.CutPrefix(address, c.prefix)
		switch {
		case !ok:
		case strings.HasSuffix(c.name, " "):
			return c.name + vocab.Title(rest)
		default:
			return c.name
		}
	}
	return address
}
