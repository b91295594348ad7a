package site

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reftel/site/redaction"
)

// leakyCable is invented, like everything in it.
const leakyCable = `UNCLAS GRISTAD 000112

TAGS: PGOV
SUBJECT: THE DAM

1. (U) The engineer, Oskar Lindqvist, spoke of the ferry.

HALVORSEN
`

// newProject writes a project of files, by their paths.
func newProject(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	writeFiles(t, dir, files)
	return dir
}

func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// loadSite loads a project from nothing.
func loadSite(t *testing.T, dir string) *Site {
	t.Helper()
	p, err := Open(dir, Options{Jobs: 2, Program: "test"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// build loads a project from nothing and builds it.
func build(t *testing.T, dir string) error {
	t.Helper()
	_, err := loadSite(t, dir).Build(t.Context(), BuildOptions{Jobs: 2})
	return err
}

// isLeak expects a build to have failed because of a protected word, and to keep
// the word to itself.
func isLeak(t *testing.T, what string, err error) {
	t.Helper()
	var leak *redaction.LeakError
	if !errors.As(err, &leak) {
		t.Errorf("%s: err = %v, want a leak", what, err)
	} else if strings.Contains(strings.ToLower(err.Error()), "lindqvist") {
		t.Errorf("%s: the message shows the word: %v", what, err)
	}
}

func TestNewListIsHeldAgainstOldPages(t *testing.T) {
	dir := newProject(t, map[string]string{"content/cables/08GRISTAD112.txt": leakyCable})
	must := func(what string) {
		t.Helper()
		if err := build(t, dir); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	list := func(words string) { t.Helper(); writeFiles(t, dir, map[string]string{"protected.txt": words}) }
	must("without a list")
	list("Oskar Lindqvist\n")
	isLeak(t, "a first list", build(t, dir))
	isLeak(t, "the same again", build(t, dir))
	list("Somebody Else\n")
	must("another list")
	list("Somebody Else\nOskar Lindqvist\n")
	isLeak(t, "a longer list", build(t, dir))

	// A page that came into the output while there was no list.
	list("Oskar Lindqvist\n")
	cable := map[string]string{"content/cables/08GRISTAD112.txt": strings.ReplaceAll(leakyCable, "Oskar Lindqvist", "somebody")}
	writeFiles(t, dir, cable)
	must("without the name")
	if err := os.Remove(filepath.Join(dir, "protected.txt")); err != nil {
		t.Fatal(err)
	}
	cable["content/cables/08GRISTAD112.txt"] = leakyCable
	writeFiles(t, dir, cable)
	must("without the list again")
	list("Oskar Lindqvist\n")
	isLeak(t, "the list is back", build(t, dir))
}

func TestUnchangedListCostsNothing(t *testing.T) {
	dir := newProject(t, map[string]string{"content/cables/08GRISTAD112.txt": leakyCable, "protected.txt": "Somebody Else\n"})
	for run, want := range []bool{true, false} {
		report, err := loadSite(t, dir).Build(t.Context(), BuildOptions{Jobs: 2})
		if err != nil || (report.Written > 0) != want {
			t.Errorf("build %d wrote %d files, %v", run, report.Written, err)
		}
	}
}

func TestFilesOfOthersInTheOutputAreChecked(t *testing.T) {
	dir := newProject(t, map[string]string{"content/cables/08GRISTAD112.txt": "UNCLAS GRISTAD 000112\n\nSUBJECT: THE DAM\n\n1. (U) Text.\n"})
	if err := build(t, dir); err != nil {
		t.Fatal(err)
	}
	writeFiles(t, dir, map[string]string{"protected.txt": "Oskar Lindqvist\n", "public/old/list.txt": "oskar\nlindqvist"})
	isLeak(t, "a file of somebody else", build(t, dir))
	writeFiles(t, dir, map[string]string{"public/old/list.txt": "", "public/oskar-lindqvist.txt": ""})
	isLeak(t, "a name of somebody else", build(t, dir))
}

func TestPreviewIsCheckedToo(t *testing.T) {
	s := loadSite(t, newProject(t, map[string]string{"content/cables/08GRISTAD112.txt": leakyCable, "protected.txt": "Oskar Lindqvist\n"}))
	leaks := 0
	for p := range s.Plan().All() {
		data, err := s.Render([]byte("before"), p)
		var leak *redaction.LeakError
		switch {
		case errors.As(err, &leak):
			leaks++
			isLeak(t, p.Path, err)
		case err != nil:
			t.Errorf("%s: %v", p.Path, err)
		}
		if strings.Contains(string(data), "Lindqvist") {
			t.Errorf("%s: the bytes came out", p.Path)
		}
	}
	if leaks != 2 {
		t.Errorf("%d pages leak, want the cable's and its source's", leaks)
	}
}
