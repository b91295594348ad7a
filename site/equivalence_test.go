package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"reftel/site/diag"
	"reftel/site/output"
	"reftel/site/redaction"
)

// states is the number of states of a project that all runs go through together;
// a quarter where the tests are to be short.
const states = 1000

// TestOneWayToBuild makes random edits to a small project. After each, the
// loader that has seen all states before must say and build the same as a new
// one: the same problems, the same files byte for byte, and the same bytes for
// every page that a preview would ask for.
func TestOneWayToBuild(t *testing.T) {
	all := t
	const runs, ofLines = 20, 4
	each := states / runs
	if testing.Short() {
		each /= 4
	}
	for run := range runs + ofLines {
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, uint64(run))
			e.lines = run >= runs
			for range each {
				if all.Failed() {
					return // one failure tells enough
				}
				e.edit()
				e.check()
			}
			if e.built < each/3 {
				t.Errorf("only %d of %d states could be built: the test shows little", e.built, each)
			}
		})
	}
}

// check compares the old loader and its output with new ones.
func (e *editor) check() {
	t := e.t
	t.Helper()
	ctx := context.Background()
	var hints []string
	if e.rnd.IntN(3) > 0 { // sometimes the watcher has lost events and says nothing
		hints = slices.Sorted(maps.Keys(e.dirty))
	}
	e.dirty = map[string]bool{}
	s, err := e.old.Load(ctx, hints...)
	if err != nil {
		t.Fatalf("%v\nafter %s", err, strings.Join(e.steps, "\n"))
	}
	// Half of the new loaders start from what the one before them has kept.
	clean, err := e.open(e.rnd.IntN(2) == 0).Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.Problems(), clean.Problems(); !slices.Equal(got, want) {
		t.Fatalf("problems of the old loader:\n%v\nof a new one:\n%v\nafter %s", got, want, strings.Join(e.steps, "\n"))
	}
	e.wrong = nil
	for _, p := range s.Problems() {
		if p.Severity == diag.Error {
			e.wrong = append(e.wrong, p.File)
		}
	}
	e.compare(ctx, s, clean)
}

func (e *editor) compare(ctx context.Context, s, clean *Site) {
	t := e.t
	t.Helper()
	before := e.files(s.Output())
	_, err := s.Build(ctx, BuildOptions{Jobs: 2})
	if diag.HasError(s.Problems()) {
		if !errors.Is(err, ErrProblems) {
			t.Fatalf("a site with errors was built: %v", err)
		}
		if !maps.Equal(before, e.files(s.Output())) {
			t.Fatalf("a refused build changed the output after %s", strings.Join(e.steps, "\n"))
		}
		return
	}
	var leak *redaction.LeakError
	if errors.As(err, &leak) {
		e.leaks(ctx, clean, before)
		return
	}
	var clash *output.ClashError
	if errors.As(err, &clash) { // a damaged manifest: the output is not ours any more
		_, err = s.Build(ctx, BuildOptions{Jobs: 2, Force: true})
		os.RemoveAll(s.Output())
		if err == nil {
			_, err = s.Build(ctx, BuildOptions{Jobs: 2})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	e.built++
	clean.output = filepath.Join(t.TempDir(), "public")
	lock := e.lockFile()
	if _, err := clean.Build(ctx, BuildOptions{Jobs: 1}); err != nil {
		t.Fatalf("a clean build: %v\nafter %s", err, strings.Join(e.steps, "\n"))
	}
	if e.lockFile() != lock {
		t.Fatalf("a clean build remembers other texts under notes after %s", strings.Join(e.steps, "\n"))
	}
	want := e.files(clean.Output())
	e.same("incremental build", e.files(s.Output()), want)
	served := map[string]string{}
	for page := range s.Plan().All() {
		data, err := s.Render(nil, page)
		if err != nil {
			t.Fatal(err)
		}
		served[page.Path] = string(data)
	}
	e.same("preview", served, want)
	os.RemoveAll(clean.Output())
}

// leaks checks that what one build refused because of a protected word a clean
// one refuses too.
func (e *editor) leaks(ctx context.Context, clean *Site, before map[string]string) {
	e.t.Helper()
	e.wrong = append(e.wrong, protectedFile)
	if !maps.Equal(before, e.files(filepath.Join(e.dir, "public"))) {
		e.t.Fatalf("a refused build changed the output after %s", strings.Join(e.steps, "\n"))
	}
	clean.output = filepath.Join(e.t.TempDir(), "public")
	var leak *redaction.LeakError
	if _, err := clean.Build(ctx, BuildOptions{Jobs: 1}); !errors.As(err, &leak) {
		e.t.Fatalf("a clean build is not refused (%v) after %s", err, strings.Join(e.steps, "\n"))
	}
}

// lockFile is what is remembered of the texts under notes.
func (e *editor) lockFile() string {
	data, _ := os.ReadFile(filepath.Join(e.dir, LockFile))
	return string(data)
}

// files reads a built site.
func (e *editor) files(dir string) map[string]string {
	out := map[string]string{}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		rel, _ := filepath.Rel(dir, path)
		if rel == output.Private {
			return fs.SkipDir
		}
		if !d.IsDir() {
			data, _ := os.ReadFile(path)
			out[filepath.ToSlash(rel)] = string(data)
		}
		return nil
	})
	return out
}

func (e *editor) same(what string, got, want map[string]string) {
	e.t.Helper()
	for _, path := range slices.Sorted(maps.Keys(want)) {
		text, there := got[path]
		switch {
		case !there:
			e.t.Errorf("%s: %s is missing", what, path)
		case text != want[path]:
			e.t.Errorf("%s: %s is not what a clean build gives", what, path)
		}
	}
	for path := range got {
		if _, there := want[path]; !there {
			e.t.Errorf("%s: %s is left over", what, path)
		}
	}
	if e.t.Failed() {
		e.t.Fatalf("after\n%s", strings.Join(e.steps[max(0, len(e.steps)-12):], "\n"))
	}
}
