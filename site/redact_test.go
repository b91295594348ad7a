package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reftel/site/diag"
	"reftel/site/redaction"
	"reftel/site/source"
)

// redact redacts words in a project and fails the test where that is not
// possible.
func redact(t *testing.T, dir string, job RedactJob) []Redacted {
	t.Helper()
	p, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	found, err := p.Redact(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// asRow is a cable as a row of the archive of 2011.
func asRow(id, text string) string {
	return fmt.Sprintf("\"1\",\"12/31/2008 8:05\",%q,\"Embassy Gristad\",\"UNCLASSIFIED\",\"\",\"\",\"%s\"\n", id, text)
}

// asPage is a cable as a page of the site of 2010.
func asPage(id, text string) string {
	return "<table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>\n" +
		"<tr><td>" + id + "</td><td>2008-12-31 08:05</td><td>2010-12-01 23:11</td><td>UNCLASSIFIED</td><td>Embassy Gristad</td></tr></table>\n" +
		"<code><pre></pre></code><code><pre>" + strings.ReplaceAll(text, "\n", "&#x000A;") + "</pre></code>\n"
}

const longCable = `UNCLAS GRISTAD 000112

TAGS: PGOV
SUBJECT: OSKAR LINDQVIST AND THE DAM

1. (U) The engineer, Oskar Lindqvist, told us that Oskar

GRISTAD 00000112  002 OF 002

Lindqvist had left. This cable is invented.

2. (U) He spoke of the ferry.
LINDQVIST
`

// A redaction is of words in a text, not of bytes in a file: the same text in
// another form keeps it.
func TestRedactionsSurviveReimport(t *testing.T) {
	dir := newProject(t, map[string]string{"content/cables/all.csv": asRow("08GRISTAD112", longCable)})
	redact(t, dir, RedactJob{ID: "08GRISTAD112", Words: []string{"Oskar Lindqvist", "Lindqvist"}})
	gate, err := redaction.NewGate([]byte("Lindqvist\n"))
	if err != nil {
		t.Fatal(err)
	}
	before := ""
	for _, form := range []struct{ file, text string }{
		{"content/cables/all.csv", asRow("08GRISTAD112", longCable)},
		{"content/cables/one.html", asPage("08GRISTAD112", longCable)},
		{"content/cables/08GRISTAD112.txt", "---\ncreated: 2008-12-31 08:05\norigin: Embassy Gristad\nclassification: UNCLASSIFIED\n---\n" + longCable},
		{"content/cables/08GRISTAD112.txt", strings.ReplaceAll(longCable, "\n", "\r\n")},
	} {
		if err := os.RemoveAll(filepath.Join(dir, "content/cables")); err != nil {
			t.Fatal(err)
		}
		writeFiles(t, dir, map[string]string{form.file: form.text})
		if err := build(t, dir); err != nil {
			t.Fatalf("%s: %v", form.file, err)
		}
		text := ""
		for path, data := range readTree(t, filepath.Join(dir, "public")) {
			if err := gate.Check(path, data); err != nil {
				t.Error(err)
			}
			if strings.HasSuffix(path, "08GRISTAD112.html") && strings.HasPrefix(path, "cable/") {
				text = string(data)
			}
		}
		if n := strings.Count(text, redaction.Placeholder); n == 0 || before != "" && strings.Count(before, redaction.Placeholder) != n {
			t.Errorf("%s: %d placeholders", form.file, n)
		}
		before = text
	}
}

// readTree returns all files below a folder, the private ones too.
func readTree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestChangedTextIsNotBuilt(t *testing.T) {
	for file, form := range map[string]func(id, text string) string{
		"08GRISTAD112.txt": func(_, text string) string { return text }, "all.csv": asRow, "one.html": asPage,
	} {
		t.Run(file, func(t *testing.T) { changedTextIsNotBuilt(t, "content/cables/"+file, form) })
	}
}

// changedTextIsNotBuilt redacts a text, and puts changed ones in its place in some
// form.
func changedTextIsNotBuilt(t *testing.T, file string, form func(id, text string) string) {
	dir := newProject(t, map[string]string{"content/cables/08GRISTAD112.txt": longCable})
	redact(t, dir, RedactJob{ID: "08GRISTAD112", Place: "¶1", Words: []string{"Oskar Lindqvist"}})
	if err := os.RemoveAll(filepath.Join(dir, "content/cables")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		change, old, new, code string
	}{
		{"nothing", "", "", ""},
		{"another paragraph", "ferry", "boat", ""},
		{"the words around", "The engineer", "An engineer", "redaction-check"},
		{"the words, another length", "Oskar Lindqvist, told", "Anna Lindqvist, told", "redaction-check"},
		{"the words, the same length", "Oskar Lindqvist, told", "Peter Lindqvist, told", "redaction-check"},
		{"the number", "1. (U)", "3. (U)", "redaction-place"},
		{"less text", "had left. This cable is invented.", "", "redaction-check"},
	} {
		writeFiles(t, dir, map[string]string{file: form("08GRISTAD112", strings.Replace(longCable, c.old, c.new, 1))})
		s := loadSite(t, dir)
		var codes []string
		for _, p := range s.Problems() {
			if p.Severity == diag.Error {
				codes = append(codes, p.Code)
			}
			if strings.Contains(strings.ToLower(p.String()+p.Hint), "lindqvist") {
				t.Errorf("%s: a message shows the word: %s", c.change, p)
			}
		}
		_, err := s.Build(t.Context(), BuildOptions{Jobs: 2})
		if stopped := err != nil; stopped != (c.code != "") || stopped && codes[0] != c.code {
			t.Errorf("%s: %v, %v", c.change, codes, err)
		}
		if c.code != "" && s.Archive().Len() != 0 {
			t.Errorf("%s: the preview has the cable", c.change)
		}
	}
}

// What is wrong with a file of redactions must not bring out what it was to
// take out.
func TestFaultyRedactionsWithholdTheCable(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"a slip":      {"content/redactions/08GRISTAD112.md": "## ¶1 chars 15-29 {reson=Lindqvist}\n"},
		"two files":   {"content/redactions/08GRISTAD112.md": "", "content/redactions/08/08gristad112.md": ""},
		"no check":    {"content/redactions/08GRISTAD112.md": "## ¶1 chars 15–29 {reason=x}\n"},
		"no place":    {"content/redactions/08GRISTAD112.md": "## ¶9 chars 15–29 {reason=x}\n"},
		"other words": {"content/redactions/08GRISTAD112.md": "## Lindqvist ¶1\n"},
	} {
		dir := newProject(t, files)
		writeFiles(t, dir, map[string]string{"content/cables/08GRISTAD112.txt": longCable})
		s := loadSite(t, dir)
		if !diag.HasError(s.Problems()) || s.Archive().Len() != 0 {
			t.Errorf("%s: %v, %d cables", name, s.Problems(), s.Archive().Len())
		}
		for _, p := range s.Problems() {
			if strings.Contains(p.String()+p.Hint, "Lindqvist") {
				t.Errorf("%s: the message shows the word: %s", name, p)
			}
		}
	}
}

// The name of a file of redactions may be in small letters.
func TestRedactionsOfAnIDInSmallLetters(t *testing.T) {
	dir := newProject(t, map[string]string{
		"content/cables/08GRISTAD112.txt":    longCable,
		"content/redactions/08gristad112.md": "Ours.\n",
	})
	found := redact(t, dir, RedactJob{ID: "08gristad112", Words: []string{"Lindqvist", "Oskar Lindqvist"}})
	if len(found) != 1 || found[0].File != "content/redactions/08gristad112.md" {
		t.Errorf("found %+v", found)
	}
	writeFiles(t, dir, map[string]string{"protected.txt": "Lindqvist\n"})
	if err := build(t, dir); err != nil {
		t.Error(err)
	}
}

// A problem that is seen with a list of protected words does not show one.
func TestProblemsAreMasked(t *testing.T) {
	dir := newProject(t, map[string]string{
		"protected.txt":                 "Oskar Lindqvist\n",
		"reftel.yaml":                   "networks: [Oskar Lindqvist]\n",
		"content/cables/08GRISTAD1.txt": "---\nurl: Oskar Lindqvist\n---\nUNCLAS GRISTAD 000001\n\nSUBJECT: X\n\n1. (U) Text.\n",
		"content/Oskar Lindqvist.png":   "x",
	})
	masked := 0
	for _, p := range loadSite(t, dir).Problems() {
		if strings.Contains(p.String()+p.Hint, "Lindqvist") {
			t.Errorf("%s (%s)", p, p.Hint)
		}
		if strings.Contains(p.Message, "would show a protected word") {
			masked++
		}
	}
	if masked != 3 {
		t.Errorf("%d problems are masked, want 3", masked)
	}
}

// A list that cannot be read closes the preview, too.
func TestBrokenListShowsNothing(t *testing.T) {
	dir := newProject(t, map[string]string{"content/cables/08GRISTAD112.txt": longCable, "protected.txt": "Li\n"})
	s := loadSite(t, dir)
	if !diag.HasError(s.Problems()) {
		t.Error("a list that cannot be used is no error")
	}
	for p := range s.Plan().All() {
		if data, err := s.Render(nil, p); err == nil || len(data) > 0 {
			t.Errorf("%s is shown", p.Path)
		}
	}
}

// The words of one name are found in an archive that is one large file, and
// nothing but the cables with the name is read closely.
func TestRedactInOneLargeFile(t *testing.T) {
	var rows strings.Builder
	for i := range 3000 {
		text := fmt.Sprintf("UNCLAS GRISTAD %06d\n\nSUBJECT: THE DAM\n\n1. (U) %s\n", i, strings.Repeat("Nothing was said of the ferry. ", 20))
		if i%1000 == 7 {
			text = strings.Replace(longCable, "000112", fmt.Sprintf("%06d", i), 1)
		}
		rows.WriteString(asRow(fmt.Sprintf("08GRISTAD%d", i), text))
	}
	dir := newProject(t, map[string]string{"content/cables/all.csv": rows.String()})
	if info, err := os.Stat(filepath.Join(dir, "content/cables/all.csv")); err != nil || info.Size() < streamed {
		t.Fatal("the file is not large", err)
	}
	found := redact(t, dir, RedactJob{Words: []string{"Oskar Lindqvist", "Lindqvist"}})
	if len(found) != 3 || found[0].ID != "08GRISTAD1007" || found[2].ID != "08GRISTAD7" {
		t.Fatalf("found %+v", found)
	}
	found = redact(t, dir, RedactJob{ID: "08GRISTAD2999", Place: "¶1", Words: []string{"ferry"}})
	if len(found) != 1 || len(found[0].Places) != 20 {
		t.Errorf("found %+v", found)
	}
	writeFiles(t, dir, map[string]string{"protected.txt": "Lindqvist\n"})
	if err := build(t, dir); err != nil {
		t.Error(err)
	}
	if d, err := source.NewOpener(dir).Open("content/cables/all.csv", 0, 0, 0); err != nil || d.Meta.ID != "08GRISTAD0" {
		t.Error("the file has changed", err)
	}
}
