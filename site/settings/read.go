package settings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"reftel/site/diag"
	"reftel/site/mapping"
)

// File is the name of a project's settings, in the project's folder.
const File = "reftel.yaml"

// Read returns the settings in data, the contents of file. What data does not
// say has its default, and so has a value that a problem rejects. All problems
// are Errors: settings are the editors' own.
func Read(data []byte, file string) (Settings, []diag.Problem) {
	s := Default()
	fields := fields(&s)
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	entries, problems := mapping.Read(data, file, 1, keys)
	for _, e := range entries {
		f := fields[slices.Index(keys, e.Key)]
		for _, wrong := range f.set(e.Value) {
			problems = append(problems, diag.Problem{
				File: file, Line: wrong.at.Line, Column: wrong.at.Column, Severity: diag.Error,
				Code: "bad-setting", Message: e.Key + ": " + wrong.message, Hint: wrong.hint,
			})
		}
	}
	return s, problems
}

// A field ties a key to its place in Settings. Set checks a value and stores
// it, or says what is wrong with it.
type field struct {
	key string
	set func(mapping.Value) []fault
}

// A fault is what is wrong with a value.
type fault struct {
	at      mapping.Value
	message string
	hint    string
}

func fields(s *Settings) []field {
	return []field{
		{"title", text(&s.Title, title)},
		{"base_url", text(&s.BaseURL, baseURL)},
		{"language", text(&s.Language, language)},
		{"description", text(&s.Description, oneLine)},
		{"banner", text(&s.Banner, oneLine)},
		{"licence", text(&s.Licence, oneLine)},
		{"hashtags", list(&s.Hashtags, hashtag)},
		{"networks", list(&s.Networks, oneOf("network", Networks()))},
		{"permalink", text(&s.Permalink, permalink)},
		{"formats", formats(&s.Formats)},
		{"source_pages", truth(&s.SourcePages)},
		{"per_page", number(&s.PerPage, 10, 1000)},
		{"pictures", number(&s.Pictures, 0, 1_000_000)},
		{"protected", text(&s.Protected, protected)},
		{"require_review", truth(&s.RequireReview)},
		{"noindex", truth(&s.NoIndex)},
		{"output", text(&s.Output, output)},
	}
}

// A check returns the normal form of a value, or what is wrong with it and a
// hint.
type check func(string) (normal, message, hint string)

// text stores a scalar that passes the check.
func text(to *string, c check) func(mapping.Value) []fault {
	return func(v mapping.Value) []fault {
		if v.Kind != mapping.Text {
			return []fault{{v, "one value is expected here", ""}}
		}
		normal, message, hint := c(v.Text)
		if message != "" {
			return []fault{{v, message, hint}}
		}
		*to = normal
		return nil
	}
}

// list stores a list whose every item passes the check, each item once. An
// empty list is a list.
func list(to *[]string, c check) func(mapping.Value) []fault {
	return func(v mapping.Value) []fault {
		if v.Kind != mapping.List {
			return []fault{{v, "a list is expected here", "write [one, two], or [] for none"}}
		}
		var faults []fault
		items := make([]string, 0, len(v.List))
		for _, item := range v.List {
			normal := ""
			if f := text(&normal, c)(item); f != nil {
				faults = append(faults, f...)
			} else if slices.Contains(items, normal) {
				faults = append(faults, fault{item, fmt.Sprintf("%q stands here twice", item.Text), ""})
			} else {
				items = append(items, normal)
			}
		}
		if faults == nil {
			*to = items
		}
		return faults
	}
}

// formats is a list that must hold html: every other format hangs on the page.
func formats(to *[]string) func(mapping.Value) []fault {
	read := list(to, oneOf("format", Formats()))
	return func(v mapping.Value) []fault {
		was := *to
		faults := read(v)
		if faults == nil && !slices.Contains(*to, "html") {
			*to = was
			return []fault{{v, "\"html\" cannot be left out", ""}}
		}
		return faults
	}
}

// truth stores true or false.
func truth(to *bool) func(mapping.Value) []fault {
	return func(v mapping.Value) []fault {
		switch {
		case v.Kind == mapping.Text && v.Text == "true":
			*to = true
		case v.Kind == mapping.Text && v.Text == "false":
			*to = false
		default:
			return []fault{{v, "true or false is expected here", ""}}
		}
		return nil
	}
}

// number stores a whole number from low to high.
func number(to *int, low, high int) func(mapping.Value) []fault {
	return func(v mapping.Value) []fault {
		n, err := strconv.Atoi(v.Text)
		if v.Kind != mapping.Text || err != nil || n < low || n > high {
			return []fault{{v, fmt.Sprintf("a whole number from %d to %d is expected here", low, high), ""}}
		}
		*to = n
		return nil
	}
}

// oneOf checks that a value is one of a known few.
func oneOf(what string, known []string) check {
	return func(s string) (normal, message, hint string) {
		if slices.Contains(known, s) {
			return s, "", ""
		}
		hint = "known are " + strings.Join(known, ", ")
		if near, ok := diag.Nearest(s, known); ok {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return "", fmt.Sprintf("unknown %s %q", what, s), hint
	}
}
