package site

import (
	"os"
	"path/filepath"
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
}
