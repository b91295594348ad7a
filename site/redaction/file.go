package redaction

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"reftel/site/diag"
)

// A File is content/redactions/ID.md: the redactions of one cable. It says
// where words stand and why they go, never the words:
//
//	## ¶4 chars 31–45 {reason="source at risk" by=JE reviewed=MK date=2026-11-23 check=8d0f44a1b2c3}
//
// and which paragraphs a reviewer has looked at and found fit to be published:
//
//	## ¶5 reviewed {by=MK date=2026-11-23 check=01c9be77d1a4}
//
// Lines that do not begin with "##" are the editors' own remarks; they are not
// published.
type File struct {
	ID      string // of the cable
	Path    string // relative to the project
	Entries []Entry

	key     Key
	lines   []string // of the file, as read
	damaged bool
}

// An Entry is one redaction, or one review.
type Entry struct {
	Place string // "¶4", "¶4a", "h2", "u1", "SUBJECT", "REF A", "HEADER", "END" …
	// From and To are characters of the place's running text, counted from 1,
	// both included. They are 0 for a review, which is of the whole place.
	From, To int
	Reason   string
	By       string
	Reviewed string // who has looked at a redaction; "" for nobody
	Date     string // YYYY-MM-DD
	// Addresses is "changed" where it was accepted that without the words the
	// text reads as other paragraphs or references than before.
	Addresses string
	Check     string // see File.check
	Line      int    // in the file, from 1; 0 for a new one
}

// IsReview reports whether the entry takes nothing out and says that the place
// was looked at.
func (e Entry) IsReview() bool { return e.To == 0 }

// The patterns are matched against single lines of the editors' own short files.
var (
	entryLine = regexp.MustCompile(`^##\s+(¶[0-9a-z_()]+|[hu][0-9a-z_()]+|REF [A-Z0-9]+|[A-Z]+)\s+` +
		`(?:chars\s+([1-9]\d{0,8})(?:\s*[–-]\s*([1-9]\d{0,8}))?|reviewed)\s*\{([^{}]*)\}\s*$`)
	attribute = regexp.MustCompile(`^\s*([a-z]+)=(?:"([^"]*)"|([^\s"]+))(?:\s|$)`)
)

// ReadFile reads a redaction file. An entry that cannot be read is an error, and
// the cable is withheld: words that were meant to go must not be published
// because of a slip. Problems do not quote the file, for a slip may be that the
// words stand in it.
func ReadFile(path, id, text string, key Key) (*File, []diag.Problem) {
	f := &File{ID: id, Path: path, key: key}
	var problems []diag.Problem
	if text != "" {
		f.lines = strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	}
	for i, line := range f.lines {
		if !strings.HasPrefix(line, "##") {
			continue
		}
		e, err := readEntry(strings.TrimRight(line, "\r "))
		e.Line = i + 1
		if err != nil {
			f.damaged = true
			problems = append(problems, f.problem(e, "redaction-entry", err.Error(),
				`an entry reads: ## ¶4 chars 31–45 {reason="source at risk" by=JE check=…}; reftel redact writes it`))
			continue
		}
		f.Entries = append(f.Entries, e)
	}
	return f, problems
}

// Withhold has nothing of the cable published: there is something wrong with its
// redactions that the file itself does not show.
func (f *File) Withhold() { f.damaged = true }

var (
	errNoEntry     = errors.New("this line is neither a redaction nor a review")
	errNoAttribute = errors.New("between the braces stand reason, by, reviewed, date, addresses and check, each with = and a value")
)

func readEntry(line string) (e Entry, err error) {
	m := entryLine.FindStringSubmatch(line)
	if m == nil {
		return e, errNoEntry
	}
	place, ok := PlaceNamed(m[1])
	if !ok {
		return e, errNoEntry
	}
	e.Place = place
	if m[2] != "" {
		e.From, _ = strconv.Atoi(m[2]) // nine digits at most
		e.To, _ = strconv.Atoi(cmp.Or(m[3], m[2]))
	}
	return e, e.readAttributes(m[4])
}

func (e *Entry) readAttributes(s string) error {
	fields := e.attributes()
	for strings.TrimSpace(s) != "" {
		a := attribute.FindStringSubmatch(s)
		if a == nil {
			return errNoAttribute
		}
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == a[1] })
		if i < 0 {
			return errNoAttribute
		}
		*fields[i].value = a[2] + a[3]
		s = s[len(a[0]):]
	}
	return nil
}

// A field is a named value of an entry.
type field struct {
	name  string
	value *string
}

// attributes lists the values between the braces in the order in which they are
// written.
func (e *Entry) attributes() []field {
	return []field{{"reason", &e.Reason}, {"by", &e.By}, {"reviewed", &e.Reviewed}, {"date", &e.Date}, {"addresses", &e.Addresses}, {"check", &e.Check}}
}

// String returns the entry as a line of a file.
func (e Entry) String() string {
	var b strings.Builder
	b.WriteString("## " + e.Place)
	if e.IsReview() {
		b.WriteString(" reviewed")
	} else {
		fmt.Fprintf(&b, " chars %d–%d", e.From, e.To)
	}
	var words []string
	for _, a := range e.attributes() {
		switch {
		case *a.value == "":
		case a.name == "reason" || strings.ContainsAny(*a.value, " \t"):
			words = append(words, a.name+`="`+*a.value+`"`)
		default:
			words = append(words, a.name+"="+*a.value)
		}
	}
	return b.String() + " {" + strings.Join(words, " ") + "}"
}

// writable reports whether every value can be read again.
func (e Entry) writable() bool {
	return !slices.ContainsFunc(e.attributes(), func(a field) bool { return strings.ContainsAny(*a.value, "\"{}\r\n") })
}

// Format returns the file's text. Remarks stay where they are; new entries come
// after the others of their place, or at the end.
func (f *File) Format() string {
	last := map[string]int{} // line of the last entry of each place
	read := map[int]Entry{}
	fresh := map[string][]Entry{}
	for _, e := range f.Entries {
		if e.Line > 0 {
			read[e.Line], last[e.Place] = e, max(last[e.Place], e.Line)
		}
	}
	for _, e := range f.Entries {
		if e.Line == 0 {
			fresh[e.Place] = append(fresh[e.Place], e)
		}
	}
	var b strings.Builder
	for i, line := range f.lines {
		e, ok := read[i+1]
		if !ok {
			b.WriteString(line + "\n")
			continue
		}
		b.WriteString(e.String() + "\n")
		if last[e.Place] == e.Line {
			writeEntries(&b, fresh[e.Place])
		}
	}
	for _, e := range f.Entries {
		if e.Line == 0 && last[e.Place] == 0 {
			b.WriteString(e.String() + "\n")
		}
	}
	return b.String()
}

func writeEntries(b *strings.Builder, entries []Entry) {
	for _, e := range entries {
		b.WriteString(e.String() + "\n")
	}
}

// problem makes an error of the file. It never quotes the cable's text.
func (f *File) problem(e Entry, code, message, hint string) diag.Problem {
	return diag.Problem{
		File: f.Path, Line: e.Line, Severity: diag.Error,
		Code: code, Message: message, Hint: hint, Cable: f.ID,
	}
}
