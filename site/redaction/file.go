package redaction

import (
	"crypto/sha256"
	"encoding/hex"
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
//	## ¶4 chars 31–45 {reason="source at risk" by=JE reviewed=MK date=2026-11-23 check=8d0f44a1b2c3-5e}
//
// Lines that do not begin with "## " are the editors' own remarks; they are not
// published.
type File struct {
	ID      string // of the cable
	Path    string // relative to the project
	Entries []Entry
}

// An Entry is one redaction.
type Entry struct {
	Place    string // "¶4", "¶4a", "h2", "u1", "SUBJECT", "REF A", "HEADER", "END"
	From, To int    // characters of the place's running text, from 1, both included
	Reason   string
	By       string
	Reviewed string // who has looked at it; "" for nobody
	Date     string // YYYY-MM-DD
	Check    string // see checkOf
	Line     int    // in the file
}

// entryLine is matched against single lines of the editors' own short files.
var (
	entryLine = regexp.MustCompile(`^##\s+(¶\S+|[hu]\d+|SUBJECT|REF \S+|HEADER|END)\s+chars\s+(\d+)(?:\s*[–-]\s*(\d+))?\s*\{([^{}]*)\}\s*$`)
	attribute = regexp.MustCompile(`([a-z]+)=(?:"([^"]*)"|([^\s"]+))`)
)

// ReadFile reads a redaction file. An entry that cannot be read is an error:
// words that were meant to go must not be published because of a slip.
func ReadFile(path, id, text string) (*File, []diag.Problem) {
	f := &File{ID: id, Path: path}
	var problems []diag.Problem
	for i, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "##") {
			continue
		}
		e, err := readEntry(strings.TrimRight(line, "\r "))
		e.Line = i + 1
		if err != nil {
			problems = append(problems, f.problem(e, "redaction-entry", err.Error(),
				`an entry reads: ## ¶4 chars 31–45 {reason="source at risk" by=JE check=…}; reftel redact writes it`))
			continue
		}
		f.Entries = append(f.Entries, e)
	}
	return f, problems
}

func readEntry(line string) (e Entry, err error) {
	m := entryLine.FindStringSubmatch(line)
	if m == nil {
		return e, fmt.Errorf("this line is not a redaction")
	}
	e.Place = m[1]
	e.From, _ = strconv.Atoi(m[2])
	e.To = e.From
	if m[3] != "" {
		e.To, _ = strconv.Atoi(m[3])
	}
	for _, a := range attribute.FindAllStringSubmatch(m[4], -1) {
		value := a[2] + a[3]
		switch a[1] {
		case "reason":
			e.Reason = value
		case "by":
			e.By = value
		case "reviewed":
			e.Reviewed = value
		case "date":
			e.Date = value
		case "check":
			e.Check = value
		default:
			return e, fmt.Errorf("unknown attribute %q", a[1])
		}
	}
	return e, nil
}

// String returns the entry as a line of a file.
func (e Entry) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s chars %d–%d {", e.Place, e.From, e.To)
	for i, a := range [][2]string{{"reason", e.Reason}, {"by", e.By}, {"reviewed", e.Reviewed}, {"date", e.Date}, {"check", e.Check}} {
		if a[1] == "" {
			continue
		}
		if i > 0 && b.String()[b.Len()-1] != '{' {
			b.WriteByte(' ')
		}
		if strings.ContainsAny(a[1], " \t") || i == 0 {
			fmt.Fprintf(&b, "%s=%q", a[0], a[1])
		} else {
			fmt.Fprintf(&b, "%s=%s", a[0], a[1])
		}
	}
	b.WriteByte('}')
	return b.String()
}

// Format returns the file's text: the entries in order of place in the file.
func (f *File) Format() string {
	var b strings.Builder
	for _, e := range f.Entries {
		b.WriteString(e.String())
		b.WriteByte('\n')
	}
	return b.String()
}

// problem makes an error of the file. It never quotes the cable's text.
func (f *File) problem(e Entry, code, message, hint string) diag.Problem {
	return diag.Problem{
		File: f.Path, Line: e.Line, Severity: diag.Error,
		Code: code, Message: message, Hint: hint, Cable: f.ID,
	}
}

// verify checks each entry against the text that it was written for.
func (f *File) verify(regions map[string]region) (problems []diag.Problem) {
	for _, e := range f.Entries {
		r, ok := regions[e.Place]
		if !ok {
			problems = append(problems, f.problem(e, "redaction-place",
				fmt.Sprintf("the cable has no %s", e.Place), "places are ¶N, h1, u1, SUBJECT, REF A, HEADER and END"))
			continue
		}
		start, end, ok := r.bytes(e.From, e.To)
		switch {
		case !ok:
			problems = append(problems, f.problem(e, "redaction-range",
				fmt.Sprintf("%s has %d characters", e.Place, r.chars()), "the text has changed: find the words anew with reftel redact"))
		case e.Check != checkOf(r, start, end, f.in(e.Place, r)):
			problems = append(problems, f.problem(e, "redaction-check",
				fmt.Sprintf("the text of %s is not the text that this redaction was made for", e.Place),
				"look at the place, then write the entry anew with reftel redact"))
		}
	}
	return problems
}

// in returns the byte ranges of all entries of one place.
func (f *File) in(place string, r region) (ranges [][2]int) {
	for _, e := range f.Entries {
		if start, end, ok := r.bytes(e.From, e.To); ok && e.Place == place {
			ranges = append(ranges, [2]int{start, end})
		}
	}
	slices.SortFunc(ranges, func(a, b [2]int) int { return a[0] - b[0] })
	return ranges
}

// checkOf makes the check of one entry. It must not help anybody to guess the
// words: the first part is a digest of the place's text with the words of all
// its entries taken out, that is, of published text; the second is one byte of
// a digest of the words, of which one guess in 256 is right by chance.
func checkOf(r region, start, end int, all [][2]int) string {
	h := sha256.New()
	at := 0
	for _, x := range all {
		if x[0] > at {
			h.Write([]byte(r.folded.Text[at:x[0]]))
		}
		h.Write([]byte(Placeholder))
		at = max(at, x[1])
	}
	h.Write([]byte(r.folded.Text[at:]))
	context := h.Sum(nil)
	words := sha256.Sum256([]byte("reftel redaction\x00" + r.folded.Text[start:end]))
	return hex.EncodeToString(context[:6]) + "-" + hex.EncodeToString(words[:1])
}
