package template

import (
	"maps"
	"regexp"
	"slices"
	"strconv"

	"reftel/site/diag"
)

// place finds file, line and column in the messages of the standard library's
// templates: "template: x.html:3: …", "html/template:x.html:3:7: …".
var place = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (?s:(.*))$`)

// problemOf makes a problem of an error in parsing.
func problemOf(err error) diag.Problem {
	p := diag.Problem{Severity: diag.Error, Code: "template", Message: err.Error()}
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		p.File, p.Message = m[1], m[4]
		p.Line, _ = strconv.Atoi(m[2])
		p.Column, _ = strconv.Atoi(m[3])
	}
	return p
}

// location finds the place in what parse.Tree.ErrorContext returns.
var location = regexp.MustCompile(`^(.*):(\d+):(\d+)$`)

func problemAt(where, message, hint string) diag.Problem {
	p := diag.Problem{Severity: diag.Error, Code: "template", Message: message, Hint: hint}
	if m := location.FindStringSubmatch(where); m != nil {
		p.File = m[1]
		p.Line, _ = strconv.Atoi(m[2])
		p.Column, _ = strconv.Atoi(m[3])
		p.Column++ // the standard library counts bytes from 0
	}
	return p
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
