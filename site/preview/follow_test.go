package preview

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"reftel/site"
)

// A followed is a project whose sites are handed on; nothing is served.
type followed struct {
	t     *testing.T
	dir   string
	sites chan *site.Site
}

// follow follows a project of files until the test ends.
func follow(t *testing.T, files map[string]string) *followed {
	t.Helper()
	f := &followed{t: t, dir: t.TempDir(), sites: make(chan *site.Site, 100)}
	for name, text := range files {
		writeFile(t, filepath.Join(f.dir, filepath.FromSlash(name)), text)
	}
	project := openProject(t, f.dir)
	ctx, cancel := context.WithCancel(t.Context())
	w := WatchProject(ctx, project, func(s string) { t.Log(s) })
	first, err := project.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		Follow(ctx, project, w, first, func(s *site.Site, err error) {
			if err != nil {
				t.Error(err)
			}
			f.sites <- s
		})
	}()
	t.Cleanup(func() { cancel(); <-done })
	return f
}

// next waits for the next site.
func (f *followed) next() *site.Site {
	f.t.Helper()
	select {
	case s := <-f.sites:
		return s
	case <-time.After(patience):
		f.t.Fatal("no site comes")
		return nil
	}
}

func (f *followed) write(name, text string) {
	f.t.Helper()
	writeFile(f.t, filepath.Join(f.dir, filepath.FromSlash(name)), text)
}

// faults counts the problems of a site with a code.
func faults(s *site.Site, code string) (n int) {
	for _, p := range s.Problems() {
		if p.Code == code {
			n++
		}
	}
	return n
}

// A save that changes nothing, and files that the project is not read from, are
// no news.
func TestNothingNewIsNoNews(t *testing.T) {
	t.Parallel()
	f := follow(t, map[string]string{"content/about.md": "Words.", cableFile: inventedCable("Text."), "static/style.css": "html { margin: 0 }\n"})
	f.write("content/about.md", "Words.")
	f.write(cableFile, inventedCable("Text."))
	f.write("static/style.css", "html { margin: 0 }\n")
	f.write("content/nothing/page.md", "Not read.")
	f.next() // there is a warning now that this folder is not read
	f.write("content/nothing/page.md", "Not read either.")
	f.write("content/about.md", "Words.")
	time.Sleep(2 * limit)
	f.write("content/about.md", "Other words.")
	f.next()
	select {
	case <-f.sites:
		t.Error("two sites of one change")
	case <-time.After(2 * limit):
	}
}

// Each file that lies in the project's own folder is watched.
func TestOwnFilesAreWatched(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, code string }{
		"reftel.yaml":    {"titel: x\n", "unknown-key"},
		"published.txt":  {"cable/gone.html\n", "lost-address"},
		"tombstones.txt": {"nonsense\n", "tombstone"},
		"anchors.lock":   {"nonsense\n", "lock"},
		"protected.txt":  {"ab\n", "protected-list"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := follow(t, map[string]string{"content/about.md": "Words."})
			f.write(name, c.text)
			if s := f.next(); faults(s, c.code) == 0 {
				t.Errorf("problems %v", s.Problems())
			}
			if err := os.Remove(filepath.Join(f.dir, name)); err != nil {
				t.Fatal(err)
			}
			if s := f.next(); len(s.Problems()) > 0 {
				t.Errorf("problems %v", s.Problems())
			}
		})
	}
}

// The list of protected words may lie outside of the project, and the settings
// may come to name another.
func TestListOutsideIsWatched(t *testing.T) {
	t.Parallel()
	secret := t.TempDir()
	first, second := filepath.Join(secret, "first.txt"), filepath.Join(secret, "below", "second.txt")
	writeFile(t, first, "Lindqvist\n")
	writeFile(t, second, "Orvimar\n")
	f := follow(t, map[string]string{"content/about.md": "Words.", "reftel.yaml": "protected: " + first + "\n"})
	f.write("content/other.md", "Words.")
	f.next() // from here on the list is watched
	writeFile(t, first, "ab\n")
	if s := f.next(); faults(s, "protected-list") == 0 {
		t.Errorf("a bad list is not noticed: %v", s.Problems())
	}
	f.write("reftel.yaml", "protected: "+second+"\n")
	if s := f.next(); len(s.Problems()) > 0 {
		t.Errorf("problems %v", s.Problems())
	}
	time.Sleep(2 * limit)
	if err := os.Remove(second); err != nil {
		t.Fatal(err)
	}
	if s := f.next(); faults(s, "protected-list") == 0 {
		t.Errorf("a lost list is not noticed: %v", s.Problems())
	}
	writeFile(t, second+".new", "Orvimar\n")
	if err := os.Rename(second+".new", second); err != nil {
		t.Fatal(err)
	}
	if s := f.next(); len(s.Problems()) > 0 {
		t.Errorf("problems %v", s.Problems())
	}
}
