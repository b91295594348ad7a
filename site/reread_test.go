package site

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reftel/site/archive"
)

// conversation is three invented cables that refer to each other, so that a
// thread quotes them.
func conversation(form func(id, text string) string) string {
	var out strings.Builder
	for i := range 3 {
		text := fmt.Sprintf("UNCLAS GRISTAD %06d\n\nSUBJECT: THE FERRY\n\nREF: 08 GRISTAD %d\n\n1. (U) Lindqvist spoke of the ferry (REF A).\n", i+1, i)
		out.WriteString(form(fmt.Sprintf("08GRISTAD%d", i+1), text))
	}
	return out.String()
}

// Files may change between the load that has checked them and the moment at which
// a page reads them again. No page shows what has not been checked.
func TestTextsThatChangeUnderABuild(t *testing.T) {
	changes := map[string]func(text string) string{
		"of the text":        func(s string) string { return strings.ReplaceAll(s, "ferry (", "train (") },
		"of the head":        func(s string) string { return strings.ReplaceAll(s, "Embassy Gristad", "Embassy Elsewhe") },
		"of an escape":       func(s string) string { return strings.ReplaceAll(s, "spoke of", `spoke\"of`) },
		"a text cut short":   func(s string) string { return s[:len(s)-20] },
		"a text moved along": func(s string) string { return "\n" + s },
	}
	for what, change := range changes {
		for _, redacted := range []bool{false, true} {
			for _, cached := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, redacted %v, cached %v", what, redacted, cached), func(t *testing.T) {
					changeUnderABuild(t, change, redacted, cached)
				})
			}
		}
	}
}

func changeUnderABuild(t *testing.T, change func(string) string, redacted, cached bool) {
	dir := t.TempDir()
	file := filepath.Join(dir, "content/cables/all.csv")
	text := conversation(asRow)
	old(t, file, text)
	if redacted {
		redact(t, dir, RedactJob{ID: "08GRISTAD3", Words: []string{"Lindqvist"}})
	}
	var s *Site
	for range 2 { // the second time from the cache
		p, err := Open(dir, Options{Jobs: 1, Program: "test", Cache: cached})
		if err != nil {
			t.Fatal(err)
		}
		s = load(t, p)
	}
	before := map[string][]byte{}
	for p := range s.Plan().All() {
		data, err := s.Render(nil, p)
		if err != nil {
			t.Fatal(err)
		}
		before[p.Path] = data
	}
	if _, ok := before["thread/2008/12/08GRISTAD1.html"]; !ok {
		t.Fatal("there is no thread")
	}
	old(t, file, change(text))
	for p := range s.Plan().All() {
		data, err := s.Render(nil, p)
		switch {
		case err == nil && !bytes.Equal(data, before[p.Path]):
			t.Errorf("%s shows a text that was not checked", p.Path)
		case strings.HasSuffix(p.Path, "08GRISTAD3.html") && !errors.Is(err, errChanged):
			t.Errorf("%s: %v, want %v", p.Path, err, errChanged)
		}
	}
	if _, err := s.Build(t.Context(), BuildOptions{Jobs: 2}); !errors.Is(err, errChanged) {
		t.Errorf("the build says %v, want %v", err, errChanged)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("something was published")
	}
}

// Facts are of one reader: with other redactions a cable is another one.
func TestFactsOfOtherRedactionsAreRefused(t *testing.T) {
	dir := newProject(t, map[string]string{"content/cables/08GRISTAD112.txt": longCable})
	plain := loadSite(t, dir)
	redact(t, dir, RedactJob{ID: "08GRISTAD112", Words: []string{"Oskar Lindqvist", "Lindqvist"}})
	cut := loadSite(t, dir)
	for _, c := range []struct {
		of   *archive.Facts
		from *reader
		want error
	}{
		{plain.archive.Cable(0), plain.reader, nil},
		{cut.archive.Cable(0), cut.reader, nil},
		{cut.archive.Cable(0), plain.reader, errChanged},
		{plain.archive.Cable(0), cut.reader, errChanged},
	} {
		if _, err := c.from.Cable(c.of); !errors.Is(err, c.want) {
			t.Errorf("cable: %v, want %v", err, c.want)
		}
		if _, err := c.from.Text(c.of); !errors.Is(err, c.want) {
			t.Errorf("text: %v, want %v", err, c.want)
		}
	}
}
