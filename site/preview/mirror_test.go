package preview

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// patience is how long a test waits for what must come; none waits so long
// unless it fails.
const patience = 30 * time.Second

// A mirror reads a tree as a project is read: only where hints lead. If the
// watcher keeps anything from it, it differs from the disk for ever.
type mirror struct {
	t       *testing.T
	root    string
	folders map[string]map[string]string // folder: name: text
	watcher *Watcher
	said    chan string
	looks   int // how often everything was looked at
}

// newMirror watches content below a new folder; change adjusts the watcher
// before it begins.
func newMirror(t *testing.T, change func(*Watcher)) *mirror {
	t.Helper()
	m := sleepingMirror(t, change)
	m.wake()
	return m
}

// sleepingMirror is a mirror whose watcher has begun to watch and pays no
// attention yet.
func sleepingMirror(t *testing.T, change func(*Watcher)) *mirror {
	t.Helper()
	project := t.TempDir()
	m := &mirror{t: t, root: filepath.Join(project, "content"), folders: map[string]map[string]string{}, said: make(chan string, 100)}
	m.mkdir("")
	roots := []Root{{Dir: project, Names: []string{"reftel.yaml", "content"}}, {Dir: m.root}}
	m.watcher = newWatcher(roots, func(s string) { m.said <- s })
	if change != nil {
		change(m.watcher)
	}
	m.watcher.begin(filepath.Join(project, ".reftel"))
	if m.watcher.events != nil {
		m.watcher.rescan.Stop() // events have to do; a look at everything would hide their loss
	}
	m.look(nil)
	return m
}

func (m *mirror) wake() {
	ctx, cancel := context.WithCancel(m.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		m.watcher.run(ctx)
	}()
	m.t.Cleanup(func() { cancel(); <-done })
}

func (m *mirror) path(name string) string { return filepath.Join(m.root, filepath.FromSlash(name)) }

func (m *mirror) mkdir(name string) {
	m.t.Helper()
	if err := os.MkdirAll(m.path(name), 0o777); err != nil {
		m.t.Fatal(err)
	}
}

func (m *mirror) write(name, text string) {
	m.t.Helper()
	if err := os.WriteFile(m.path(name), []byte(text), 0o666); err != nil {
		m.t.Fatal(err)
	}
}

func (m *mirror) rename(from, to string) {
	m.t.Helper()
	if err := os.Rename(m.path(from), m.path(to)); err != nil {
		m.t.Fatal(err)
	}
}

func (m *mirror) remove(name string) {
	m.t.Helper()
	if err := os.RemoveAll(m.path(name)); err != nil {
		m.t.Fatal(err)
	}
}

// hear returns what the watcher says to the user.
func (m *mirror) hear() string {
	m.t.Helper()
	select {
	case said := <-m.said:
		return said
	case <-time.After(patience):
		m.t.Fatal("the watcher says nothing")
		return ""
	}
}

// look follows hints: it reads the folders named, and nothing below them.
func (m *mirror) look(hints []string) {
	if hints == nil {
		m.looks++
		clear(m.folders)
		filepath.WalkDir(m.root, func(path string, d os.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				hints = append(hints, path)
			}
			return nil
		})
	}
	for _, dir := range hints {
		delete(m.folders, dir)
		if files := readFolder(dir); files != nil {
			m.folders[dir] = files
		}
	}
}

// readFolder returns the regular files in dir, nil where it is no folder.
func readFolder(dir string) map[string]string {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return nil
	}
	entries, _ := os.ReadDir(dir)
	files := map[string]string{}
	for _, entry := range entries {
		if entry.Type().IsRegular() && !hidden(entry.Name()) {
			text, _ := os.ReadFile(filepath.Join(dir, entry.Name()))
			files[entry.Name()] = string(text)
		}
	}
	return files
}

// files returns what the mirror shows, by path relative to the root.
func (m *mirror) files() map[string]string {
	files := map[string]string{}
	for dir, texts := range m.folders {
		if dir != m.root && !strings.HasPrefix(dir, m.root+string(filepath.Separator)) {
			continue
		}
		for name, text := range texts {
			rel, _ := filepath.Rel(m.root, filepath.Join(dir, name))
			files[filepath.ToSlash(rel)] = text
		}
	}
	return files
}

// onDisk returns what is really there.
func (m *mirror) onDisk() map[string]string {
	disk := &mirror{root: m.root, folders: map[string]map[string]string{}}
	disk.look(nil)
	return disk.files()
}

// settle waits until the mirror shows what is on the disk, and returns the
// hints that came meanwhile.
func (m *mirror) settle() (hints []string) {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(m.t.Context(), patience)
	defer cancel()
	want := m.onDisk()
	for !maps.Equal(m.files(), want) {
		dirs, err := m.watcher.Next(ctx)
		if err != nil {
			m.t.Fatalf("the watcher did not report all changes: missing or wrong are %v", difference(m.files(), want))
		}
		m.look(dirs)
		hints = append(hints, dirs...)
	}
	return hints
}

func difference(a, b map[string]string) []string {
	names := map[string]bool{}
	for name, text := range a {
		if other, ok := b[name]; !ok || other != text {
			names[name] = true
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names[name] = true
		}
	}
	list := slices.Sorted(maps.Keys(names))
	return list[:min(10, len(list))]
}
