package annotation

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/markdown"
)

// A headingParser reads the heading of a note:
//
//	## ¶4 "Charg Temur" [2] → "Chargé Temur" {#temur .emendation by="J. Editor"}
//
// Every part may be missing. What it reads it puts into note; where it stops,
// message says why.
type headingParser struct {
	note          *Note
	line          string
	rest          string // of line, still to be read
	message, hint string
}

// column returns where the part that is still to be read begins.
func (h *headingParser) column() int { return len(h.line) - len(h.rest) + 1 }

func (h *headingParser) fail(message, hint string) bool {
	h.message, h.hint = message, hint
	return false
}

func (h *headingParser) space() { h.rest = strings.TrimLeft(h.rest, " \t") }

func (h *headingParser) parse() bool {
	h.rest = strings.TrimLeft(h.rest, "#")
	h.space()
	return h.target() && h.quotation() && h.occurrence() && h.emendation() && h.attributes() && h.end() && h.agrees()
}

func (h *headingParser) target() bool {
	place, rest, problem := cable.CutPlace(h.rest)
	if problem != "" {
		return h.fail(problem, "a place reads ¶3, ¶3a, ¶12–13, SUBJECT, REF A, TAGS, TO, h1 or u1")
	}
	h.note.Target, h.rest = place, rest
	h.space()
	return true
}

func (h *headingParser) quotation() bool {
	quote, rest, problem := markdown.CutQuote(h.rest)
	if problem != "" {
		return h.fail(problem, "")
	}
	h.note.Quote, h.rest = quote, rest
	h.space()
	return true
}

func (h *headingParser) occurrence() bool {
	inside, ok := strings.CutPrefix(h.rest, "[")
	if !ok {
		return true
	}
	number, rest, _ := strings.Cut(inside, "]")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || h.note.Quote == "" {
		return h.fail("a number in brackets picks one of several places of a quotation", `write it after the quotation: "the words" [2]`)
	}
	h.note.Occurrence, h.rest = n, rest
	h.space()
	return true
}

func (h *headingParser) emendation() bool {
	after, ok := strings.CutPrefix(h.rest, "→")
	if !ok {
		after, ok = strings.CutPrefix(h.rest, "->")
	}
	if !ok {
		return true
	}
	if h.note.Quote == "" {
		return h.fail("an emendation must quote the words that it corrects", `write ¶4 "the words as they stand" → "the words as they should"`)
	}
	quote, rest, problem := markdown.CutQuote(strings.TrimLeft(after, " \t"))
	switch {
	case problem != "":
		return h.fail(problem, "")
	case quote == "":
		return h.fail("no quotation follows the arrow", `write → "the corrected words"`)
	}
	h.note.Emended, h.note.Kind, h.rest = quote, Emendation, rest
	h.space()
	return true
}

// attributes reads {#slug .kind status=draft by="…" date=… lang=…}.
func (h *headingParser) attributes() bool {
	rest, ok := strings.CutPrefix(h.rest, "{")
	if !ok {
		return true
	}
	for {
		h.rest = strings.TrimLeft(rest, " \t")
		if after, ok := strings.CutPrefix(h.rest, "}"); ok {
			h.rest = after
			h.space()
			return true
		}
		name, value, after, problem := cutAttribute(h.rest)
		if problem != "" {
			return h.fail(problem, "attributes read {#slug .kind status=draft by=\"J. Editor\" date=2026-11-23 lang=de}")
		}
		if !h.attribute(name, value) {
			return false
		}
		rest = after
	}
}

// cutAttribute reads one attribute: "#slug", ".kind" or "key=value". The name of
// the first two is their sign.
func cutAttribute(s string) (name, value, rest, problem string) {
	end := strings.IndexAny(s, " \t}")
	if end < 0 {
		return "", "", s, "the attributes do not end: } is missing"
	}
	word := s[:end]
	if word[0] == '#' || word[0] == '.' {
		return word[:1], word[1:], s[end:], ""
	}
	name, after, ok := strings.Cut(s, "=")
	if !ok || len(name) > end {
		return "", "", s, fmt.Sprintf("%q is not an attribute", word)
	}
	if none, ok := strings.CutPrefix(after, `""`); ok {
		return name, "", none, ""
	}
	if value, rest, problem = markdown.CutQuote(after); value != "" || problem != "" {
		return name, value, rest, problem
	}
	end = strings.IndexAny(after+" ", " \t}")
	return name, after[:end], after[end:], ""
}

// attributeNames are the attributes that are written key=value.
func attributeNames() []string { return []string{"status", "by", "date", "lang", "license"} }

func (h *headingParser) attribute(name, value string) bool {
	var problem, hint string
	switch name {
	case "#":
		h.note.Slug, problem, hint = value, slugProblem(value), "a slug is made of a–z, 0–9 and hyphens"
	case ".":
		return h.kind(value)
	case "status":
		h.note.Draft, problem, hint = readStatus(value)
	case "by":
		h.note.By = value
	case "license":
		h.note.License = value
	case "date":
		h.note.Date, problem, hint = readDate(value)
	case "lang":
		h.note.Lang, problem, hint = readLang(value)
	default:
		problem, hint = fmt.Sprintf("unknown attribute %q", name), didYouMean(name, attributeNames())
	}
	if problem != "" {
		h.note.Slug = validSlug(h.note.Slug)
		return h.fail(problem, hint)
	}
	return true
}

func (h *headingParser) kind(value string) bool {
	kind := Kind(value)
	if kind == "correction" {
		kind = Emendation
	}
	names := []string{}
	for _, k := range Kinds() {
		names = append(names, string(k))
		if k == kind && h.note.Kind != Plain && h.note.Kind != kind {
			return h.fail(fmt.Sprintf("a note has one kind, not both %s and %s", h.note.Kind, kind), "only a note with an arrow is an emendation, and it is no other kind")
		}
		if k == kind {
			h.note.Kind = kind
			return true
		}
	}
	hint := didYouMean(value, names)
	if hint == "" {
		hint = "kinds are " + strings.Join(names, ", ")
	}
	return h.fail(fmt.Sprintf("unknown kind of note %q", value), hint)
}

func didYouMean(word string, names []string) string {
	if near, ok := diag.Nearest(word, names); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// slugProblem says what keeps a slug from being an address. Endings that the
// program gives to ids of its own are not free.
func slugProblem(s string) string {
	switch {
	case s == "" || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || len(s) > 60:
		return fmt.Sprintf("%.70q is not a slug", s)
	case strings.HasSuffix(s, "-ref") || strings.Contains(s, "-fn"):
		return fmt.Sprintf("the slug %q could be taken for a part of another note", s)
	}
	return ""
}

// validSlug returns s where it is a slug, else "".
func validSlug(s string) string {
	if s == "" || slugProblem(s) != "" {
		return ""
	}
	return s
}

func readStatus(value string) (draft bool, problem, hint string) {
	switch value {
	case "draft":
		return true, "", ""
	case "published":
		return false, "", ""
	}
	return false, fmt.Sprintf("unknown status %q", value), "a status is draft or published"
}

func readDate(value string) (date time.Time, problem, hint string) {
	if value == "" {
		return time.Time{}, "", ""
	}
	date, err := time.Parse(time.DateOnly, value)
	if err != nil {
		return time.Time{}, fmt.Sprintf("%q is not a date", value), "write it as 2026-11-23"
	}
	return date, "", ""
}

func readLang(value string) (lang, problem, hint string) {
	if value == "" {
		return "", "", ""
	}
	letters := strings.ToLower(value)
	if len(value) < 2 || len(value) > 35 || strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || letters[0] > 'z' || letters[0] < 'a' {
		return "", fmt.Sprintf("%q is not a language", value), "write its code, such as de or pt-BR"
	}
	return value, "", ""
}

func (h *headingParser) end() bool {
	if h.rest == "" {
		return true
	}
	hint := "a heading reads: ## ¶3 \"quoted words\" {#slug .context}"
	if h.note.Target == (cable.Place{}) && h.note.Quote == "" {
		hint = "a place reads ¶3, ¶3a, ¶12–13, SUBJECT, REF A, TAGS, TO, h1 or u1; a heading within a note has three #"
	}
	return h.fail(fmt.Sprintf("the heading cannot be read from %.40q on", h.rest), hint)
}

// agrees checks what parts of a heading say of each other.
func (h *headingParser) agrees() bool {
	n := h.note
	switch {
	case n.Kind == Emendation && n.Emended == "":
		return h.fail("an emendation must say what to read instead", `write ¶4 "the words as they stand" → "the words as they should"`)
	case n.Kind == Emendation && n.Emended == n.Quote:
		return h.fail("the emendation changes nothing", "")
	}
	return true
}
