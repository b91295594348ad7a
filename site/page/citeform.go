package page

import (
	"fmt"
	"slices"
	"strings"

	"reftel/site/diag"
)

// The form of a citation is an interface text, as every language has its own:
//
//	{sender}[ to {recipient}], {title,}[ [{month} {day}, ]{year},] in _{site}_
//
// Braces hold a field, brackets what is left out where one of its own fields is
// not known, "|" within them what then stands there instead, and _ begins and
// ends italics. The group with {n} is about the paragraph.

// A citePart is a part of such a form.
type citePart struct {
	kind           citeKind
	text           string // the words, the field's name, or of a pin the group as it is written
	parts, instead []citePart
}

type citeKind uint8

const (
	citeText citeKind = iota
	citeField
	citeGroup
	citePin
	citeItalic
)

// citeFields are the fields of a citation. With a stop behind it, a title has
// that stop between its quotation marks, and a recipient is shortened.
var citeFields = []string{
	"id", "name", "title", "title,", "title.", "site", "sender", "recipient", "recipient.", "url", "year", "month", "mon", "day",
}

// A citeParser reads the form of a citation.
type citeParser struct {
	rest  string
	fault string // the first
}

// citeForm reads the form of a style.
func (t texts) citeForm(style, file string) ([]citePart, []diag.Problem) {
	p := citeParser{rest: t["cite_"+style]}
	parts := p.parts("")
	if p.fault == "" {
		return parts, nil
	}
	return nil, []diag.Problem{{File: file, Severity: diag.Error, Code: "citation",
		Message: fmt.Sprintf("cite_%s: %s", style, p.fault), Hint: "fields are " + strings.Join(citeFields, ", ") + " and n"}}
}

func (p *citeParser) fail(format string, args ...any) {
	if p.fault == "" {
		p.fault = fmt.Sprintf(format, args...)
	}
	p.rest = ""
}

// parts reads up to one of the signs in end, which stays; all for none.
func (p *citeParser) parts(end string) []citePart {
	var out []citePart
	for p.rest != "" && !strings.ContainsRune(end, rune(p.rest[0])) {
		sign := p.rest[0]
		switch sign {
		case '[':
			out = append(out, p.group())
			continue
		case '_':
			out = append(out, citePart{kind: citeItalic})
		case '{':
			name, rest, found := strings.Cut(p.rest[1:], "}")
			if !found || !slices.Contains(citeFields, name) {
				p.fail("no field is called %q", name)
				return nil
			}
			out, p.rest = append(out, citePart{kind: citeField, text: name}), rest
			continue
		case ']', '}':
			p.fail("%q ends nothing", sign)
			return nil
		default:
			n := strings.IndexAny(p.rest[1:], "[]{}_|") + 1
			if n == 0 {
				n = len(p.rest)
			}
			out, p.rest = append(out, citePart{text: p.rest[:n]}), p.rest[n:]
			continue
		}
		p.rest = p.rest[1:]
	}
	return out
}

// group reads what stands in brackets.
func (p *citeParser) group() citePart {
	if form, rest, found := strings.Cut(p.rest[1:], "]"); found && strings.Contains(form, "{n}") && !strings.Contains(form, "[") {
		p.rest = rest
		return citePart{kind: citePin, text: form}
	}
	p.rest = p.rest[1:]
	g := citePart{kind: citeGroup, parts: p.parts("]|")}
	if strings.HasPrefix(p.rest, "|") {
		p.rest = p.rest[1:]
		g.instead = p.parts("]")
	}
	if !strings.HasPrefix(p.rest, "]") {
		p.fail("a bracket is not closed")
		return g
	}
	p.rest = p.rest[1:]
	return g
}
