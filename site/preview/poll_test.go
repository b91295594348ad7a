package preview

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// deafWatcher opens a watcher from which no event ever comes, as on a file
// system without events.
func deafWatcher() (*fsnotify.Watcher, error) {
	w, err := fsnotify.NewWatcher()
	if err == nil {
		w.Events = make(chan fsnotify.Event)
	}
	return w, err
}

// closedWatcher opens a watcher to which nothing can be added, as when the
// limit is reached.
func closedWatcher() (*fsnotify.Watcher, error) {
	w, err := fsnotify.NewWatcher()
	if err == nil {
		err = w.Close()
	}
	return w, err
}

func TestPollingWhereNoEventsCome(t *testing.T) {
	for name, c := range map[string]struct {
		open func() (*fsnotify.Watcher, error)
		want string
	}{
		"silent file system": {deafWatcher, "reports no changes"},
		"no watch left":      {closedWatcher, "closed"},
		"no watcher left":    {func() (*fsnotify.Watcher, error) { return nil, syscall.EMFILE }, "max_user_instances"},
		"too many files":     {fsnotify.NewWatcher, "too many files"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMirror(t, func(w *Watcher) {
				w.open = c.open
				if name == "too many files" {
					w.capacity = 0
				}
			})
			if said := m.hear(); !strings.Contains(said, c.want) {
				t.Errorf("said %q, want something about %q", said, c.want)
			}
			m.mkdir("a/b")
			m.write("a/b/old.md", "text")
			m.settle()
			m.rename("a/b/old.md", "a/b/new.md") // the number of files stays the same
			m.settle()
			m.write("a/b/new.md", "TEXT") // the size too
			m.settle()
			m.rename("a", "c")
			m.settle()
			m.remove("c/b")
			m.settle()
		})
	}
}

func TestFallingBackToPolling(t *testing.T) {
	t.Parallel()
	m := newMirror(t, nil)
	m.write("a", "1")
	m.settle()
	m.watcher.events.Close() // whatever the reason may be
	if said := m.hear(); !strings.Contains(said, "looking for changes every 500ms") {
		t.Errorf("said %q", said)
	}
	m.mkdir("b/c")
	m.write("b/c/d", "2")
	m.settle()
	m.write("b/c/d", "3")
	m.settle()
}

// Limits of the system are explained, for "no space left on device" sends
// people to look at their disk.
func TestExplain(t *testing.T) {
	err := fmt.Errorf("watch: %w", syscall.ENOSPC)
	if got := explain(err).Error(); !strings.Contains(got, "max_user_watches") {
		t.Errorf("explain(%v) = %q", err, got)
	}
	other := errors.New("other")
	if got := explain(other); got != other {
		t.Errorf("explain(%v) = %v", other, got)
	}
}
