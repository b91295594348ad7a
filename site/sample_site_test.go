package site

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"reftel/site/htmlcheck"
)

// TestSampleSite builds the repository's own archive and checks every page of
// it as a browser would have it.
//
// It must not hold the names of the three persons whom its cables ask to protect
// (docs/sample-archive.md).
func TestSampleSite(t *testing.T) {
	list := filepath.Join(t.TempDir(), "protected.txt")
	if err := os.WriteFile(list, []byte("Sigrun Tofte\nTofte\nOdile Castaing\nCastaing\nAnton Verelin\nVerelin\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("REFTEL_PROTECTED", list)
	p, err := Open("..", Options{Output: t.TempDir() + "/public"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Build(t.Context(), BuildOptions{Jobs: 2}); err != nil {
		t.Fatalf("%v\n%v", err, s.Problems())
	}
	faults, err := htmlcheck.Site(os.DirFS(s.Output()), "/")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
	t.Run("weight", func(t *testing.T) { pagesAreLight(t, os.DirFS(s.Output())) })
}

// What a reader on a slow line waits for: at most so many bytes as servers send
// them, and so many files, for the page of a cable in the middle.
const (
	mostOfPage   = 14 << 10 // with its style sheet
	mostOfScript = 5 << 10
	mostFiles    = 4
)

func pagesAreLight(t *testing.T, site fs.FS) {
	pages, err := fs.Glob(site, "cable/*/*/*.html")
	if err != nil || len(pages) < 40 {
		t.Fatal(len(pages), err)
	}
	sizes := make([]int, len(pages))
	for i, page := range pages {
		sizes[i] = sent(t, site, page)
	}
	slices.Sort(sizes)
	median, style, script := sizes[len(sizes)/2], sent(t, site, "style.css"), sent(t, site, "reftel.js")
	if median+style > mostOfPage {
		t.Errorf("a page takes %d bytes and its style sheet %d, together more than %d", median, style, mostOfPage)
	}
	if script > mostOfScript {
		t.Errorf("the script takes %d bytes, more than %d", script, mostOfScript)
	}
	data, err := fs.ReadFile(site, pages[0])
	if err != nil {
		t.Fatal(err)
	}
	// The page itself, and what its head has it ask for at once.
	asked := regexp.MustCompile(`<link rel="(?:stylesheet|icon|preload)"|<script src=|<img `).FindAll(data, -1)
	if files := 1 + len(asked); files > mostFiles {
		t.Errorf("a page takes %d files: %q", files, asked)
	}
}

// sent is the number of bytes that a server sends of a file, compressed.
func sent(t *testing.T, site fs.FS, name string) int {
	t.Helper()
	data, err := fs.ReadFile(site, name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
