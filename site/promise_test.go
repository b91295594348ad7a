package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reftel/site/diag"
)

// TestLostAddressesAreCounted: a setting that moves every page is not told line
// by line.
func TestLostAddressesAreCounted(t *testing.T) {
	e := newEditor(t, 1)
	var list strings.Builder
	list.WriteString("# a comment\n\nindex.html\n")
	for i := range 3 * lostShown {
		fmt.Fprintf(&list, "cable/2008/01/08GRISTAD%d.html\r\n", 1000+i)
	}
	e.write("published.txt", list.String())
	s, err := e.open(false).Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var lost []diag.Problem
	for _, p := range s.Problems() {
		if p.Code == "lost-address" {
			lost = append(lost, p)
		}
	}
	if len(lost) != lostShown+1 || !strings.HasPrefix(lost[0].Message, fmt.Sprint(2*lostShown)) || lost[1].Line != 4 {
		t.Errorf("%d problems, the first are %v", len(lost), lost[:2])
	}
	if _, err := s.Promise(t.Context()); err != ErrProblems {
		t.Errorf("a site with errors promises: %v", err)
	}
}

// TestPromisesAreKept: what was published stays listed, and once it is listed
// nothing is new.
func TestPromisesAreKept(t *testing.T) {
	e := newEditor(t, 2)
	e.write("published.txt", "old.html\nold.html\n")
	e.write("tombstones.txt", "old.html -> index.html\n")
	load := func() *Site {
		s, err := e.open(false).Load(t.Context())
		if err != nil || diag.HasError(s.Problems()) {
			t.Fatal(err, s.Problems())
		}
		return s
	}
	if n, err := load().Promise(t.Context()); err != nil || n == 0 {
		t.Fatal(n, err)
	}
	if n, err := load().Promise(t.Context()); err != nil || n != 0 {
		t.Errorf("%d new the second time, %v", n, err)
	}
	data, err := os.ReadFile(filepath.Join(e.dir, "published.txt"))
	if err != nil || strings.Count(string(data), "\nold.html\n") != 1 || !strings.Contains(string(data), "\nindex.html\n") {
		t.Errorf("%v: %s", err, data)
	}
}
