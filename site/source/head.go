package source

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/mapping"
)

// headLimit is the size in bytes above which a head is refused.
const headLimit = mapping.Limit

// readHead reads the settings of a head that starts at a line of the file.
// Problems are Errors: a head is written by an editor or by Import.
func (d *Document) readHead(head []byte, line int) {
	entries, problems := mapping.Read(head, d.File, line, headKeys())
	d.Problems = append(d.Problems, problems...)
	for _, e := range entries {
		if e.Key == "articles" {
			d.headArticles(e.Value)
			continue
		}
		d.headValue(e)
	}
}

// headKeys lists the keys of a head in the order in which it is written.
func headKeys() []string {
	return []string{"id", "created", "released", "classification", "origin", "url", "articles"}
}

// headValue takes one line of a head.
func (d *Document) headValue(e mapping.Entry) {
	text, message, hint := strings.TrimSpace(e.Value.Text), "", ""
	if e.Value.Kind != mapping.Text {
		message = "one value is expected here"
	} else {
		message, hint = d.setMeta(e.Key, text)
	}
	if message != "" {
		d.problem(diag.Error, e.Value.Line, e.Value.Column, "bad-head", e.Key+": "+message, hint)
	}
}

// setMeta stores a value of a head under its key, or says what is wrong with it.
func (d *Document) setMeta(key, text string) (message, hint string) {
	switch key {
	case "id":
		if text != "" && !isID(text) {
			return fmt.Sprintf("%q is no reference ID", text), `write it as published, like "08GRISTAD2577"`
		}
		d.Meta.ID = text
	case "created":
		return setTime(&d.Meta.Created, text)
	case "released":
		return setTime(&d.Meta.Released, text)
	case "classification":
		d.Meta.Classification = text
	case "origin":
		d.Meta.Origin = text
	case "url":
		if text != "" && !isWeb(text) {
			return fmt.Sprintf("%q is no address on the web", text), `write it like "https://mirror.example/08GRISTAD2577"`
		}
		d.Meta.URL = text
	}
	return "", ""
}

func setTime(to *time.Time, text string) (message, hint string) {
	t, ok := parseTime(text)
	if !ok {
		return fmt.Sprintf("%q is no time", text), `write it in UTC, like "2008-12-31 08:05"`
	}
	*to = t
	return "", ""
}

// headArticles takes the list of articles of a head.
func (d *Document) headArticles(v mapping.Value) {
	for _, item := range v.List {
		var a cable.Article
		for _, e := range item.Map {
			switch e.Key {
			case "url":
				a.URL = e.Value.Text
			case "title":
				a.Title = e.Value.Text
			}
		}
		if !isWeb(a.URL) {
			d.problem(diag.Error, item.Line, item.Column, "bad-head", "articles: an article without an address", "write {url: https://…, title: …}")
			continue
		}
		d.Meta.Articles = append(d.Meta.Articles, a)
	}
	if v.Kind != mapping.List && v.Text != "" {
		d.problem(diag.Error, v.Line, v.Column, "bad-head", "articles: a list is expected here", "write [{url: https://…, title: …}]")
	}
}

// isWeb reports whether s is the address of something on the web.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// parseTime reads a time of a head, of the metadata of a page or of parsed
// cables, in UTC where it does not say otherwise. Nothing is no time.
func parseTime(s string) (time.Time, bool) {
	if s == "" {
		return time.Time{}, true
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), t.Year() > 0
		}
	}
	return time.Time{}, false
}

// formatTime writes a time as heads have it.
func formatTime(t time.Time) string {
	if t.Second() != 0 {
		return t.UTC().Format("2006-01-02 15:04:05")
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// appendHead writes the head for what is known of a cable.
func appendHead(out []byte, m cable.Metadata) []byte {
	out = append(out, "---\n"...)
	line := func(key, value string) {
		if value != "" {
			out = append(append(append(out, key...), ": "...), quoted(value)+"\n"...)
		}
	}
	date := func(key string, t time.Time) {
		if !t.IsZero() {
			line(key, formatTime(t))
		}
	}
	line("id", m.ID)
	date("created", m.Created)
	date("released", m.Released)
	line("classification", m.Classification)
	line("origin", m.Origin)
	line("url", m.URL)
	if len(m.Articles) > 0 {
		out = append(out, "articles:\n"...)
		for _, a := range m.Articles {
			out = fmt.Appendf(out, "  - url: %s\n    title: %s\n", quoted(a.URL), quoted(a.Title))
		}
	}
	return append(out, "---\n"...)
}

// quoted writes a value so that YAML reads it back as it is: as it stands where
// that is safe, else between double quotes.
func quoted(s string) string {
	if mapping.IsPlain(s) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < ' ' || 0x7f <= c && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff:
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
