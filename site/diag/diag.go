// Package diag describes problems in the files that a project is made of:
// which file, where in it, what is wrong, and what to do about it.
//
// A problem is a value, not an error: reading goes on, problems are collected,
// sorted and shown together. Failures of the environment (a full disk, a
// missing folder) are Go errors and do not belong here.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity tells whether a site may be published in spite of a problem.
type Severity uint8

const (
	// Warning marks damage in the evidence, a cable's own text. It is
	// reported and counted, and the site is built.
	Warning Severity = iota
	// Error marks a fault in the editors' own files. Nothing is written.
	Error
)

// String returns the word that messages print: "warning" or "error".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// MarshalText lets a severity stand in JSON as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Problem is one thing wrong in one file.
type Problem struct {
	File     string   `json:"file,omitempty"` // slash-separated, relative to the project
	Line     int      `json:"line"`           // from 1; 0 for the whole file
	Column   int      `json:"column"`         // from 1, in bytes; 0 for the whole line
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`            // stable, like "body-of-another-cable"
	Message  string   `json:"message"`         // lower case, no full stop
	Hint     string   `json:"hint,omitempty"`  // what to do
	Cable    string   `json:"cable,omitempty"` // reference ID of the cable it concerns
}

// String formats the problem as "file:line:column: warning: message".
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
			if p.Column > 0 {
				fmt.Fprintf(&b, ":%d", p.Column)
			}
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Severity.String())
	b.WriteString(": ")
	b.WriteString(p.Message)
	return b.String()
}

// Sort orders problems by file, line, column, code and message, and drops
// doubles, so that every run reports the same list.
func Sort(problems []Problem) []Problem {
	slices.SortFunc(problems, compare)
	return slices.Compact(problems)
}

// Merge joins two lists that Sort has made into one. It may return one of them
// where the other is empty.
func Merge(a, b []Problem) []Problem {
	if len(b) == 0 {
		return a
	}
	out := make([]Problem, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if compare(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return slices.Compact(append(append(out, a...), b...))
}

func compare(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
		cmp.Compare(a.Hint, b.Hint),
		cmp.Compare(a.Cable, b.Cable),
		cmp.Compare(a.Severity, b.Severity),
	)
}

// HasError reports whether any of the problems is an Error.
func HasError(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == Error })
}

// In returns the problems moved to file, with line numbers shifted by lines:
// a reader that hands a part of a file to a parser uses it to report places
// in the whole file.
func In(file string, lines int, problems []Problem) []Problem {
	for i := range problems {
		problems[i].File = file
		if problems[i].Line > 0 {
			problems[i].Line += lines
		}
	}
	return problems
}
