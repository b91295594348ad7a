package site

import (
	"os"
	"testing"

	"reftel/site/htmlcheck"
)

// TestSampleSite builds the repository's own archive and checks every page of
// it as a browser would have it.
func TestSampleSite(t *testing.T) {
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
