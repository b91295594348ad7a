package preview

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// old is a time of modification that no clock can come back to.
var old = time.Date(2010, 11, 28, 18, 13, 0, 0, time.UTC)

// A tree is a folder on the disk with random things done to it.
type tree struct {
	t    *rapid.T
	root string
}

var (
	folders = rapid.SampledFrom([]string{"", "a", "b", "a/c", "b/c"})
	names   = rapid.SampledFrom([]string{"x", "y", "z"})
	times   = rapid.SampledFrom([]time.Time{old, old.Add(time.Millisecond)})
)

func (t *tree) path(label string) string {
	return filepath.Join(t.root, folders.Draw(t.t, label), names.Draw(t.t, label))
}

// file draws one that exists, if there is any.
func (t *tree) file(label string) string {
	var files []string
	filepath.WalkDir(t.root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return nil
	})
	if files == nil {
		return t.path(label)
	}
	return rapid.SampledFrom(files).Draw(t.t, label)
}

func (t *tree) write(path, text string) {
	if os.MkdirAll(filepath.Dir(path), 0o777) != nil || os.WriteFile(path, []byte(text), 0o666) != nil {
		return // something of the other kind is in the way
	}
	t.age(path, times.Draw(t.t, "time"))
}

func (t *tree) age(path string, when time.Time) {
	if err := os.Chtimes(path, when, when); err != nil {
		t.t.Fatal(err)
	}
}

// ageFolders makes every folder look as if its entries had long been so.
func (t *tree) ageFolders() {
	filepath.WalkDir(t.root, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			t.age(path, old)
		}
		return nil
	})
}

func (t *tree) change() {
	switch file := t.file("file"); rapid.IntRange(0, 6).Draw(t.t, "change") {
	case 0:
		t.write(t.path("new"), "text")
	case 1:
		t.write(file, rapid.SampledFrom([]string{"text", "TEXT", "longer text"}).Draw(t.t, "text"))
	case 2:
		os.Remove(file)
	case 3:
		os.RemoveAll(filepath.Join(t.root, folders.Draw(t.t, "folder"), "c"))
	case 4: // the number of entries stays the same
		os.Rename(file, filepath.Join(filepath.Dir(file), names.Draw(t.t, "to")))
	case 5:
		os.Rename(file, t.path("to"))
	case 6: // nothing but the file numbers may differ
		other := t.file("other")
		os.Rename(file, t.root+"/swap")
		os.Rename(other, file)
		os.Rename(t.root+"/swap", other)
	}
}

// state returns what is in each folder, as a snapshot should tell it apart.
func (t *tree) state() map[string]string {
	state := map[string]string{}
	filepath.WalkDir(t.root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if path != t.root {
			info, _ := d.Info()
			fact := fmt.Sprint(d.Name(), d.Type(), inode(info), ";")
			if !d.IsDir() {
				fact = fmt.Sprint(fact, info.Size(), info.ModTime(), ";")
			}
			state[filepath.Dir(path)] += fact
		}
		if d.IsDir() {
			state[path] += "folder;"
		}
		return nil
	})
	return state
}

// Two snapshots differ in exactly the folders that differ, in both
// directions: what came, what went, and what changed in place.
func TestChangedFindsExactlyWhatChanged(t *testing.T) {
	base := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		tr := &tree{t: rt, root: filepath.Join(base, fmt.Sprint(n))}
		scanner := newScanner([]Root{{Dir: tr.root}})
		for range rapid.IntRange(0, 8).Draw(rt, "files") {
			tr.write(tr.path("path"), "text")
		}
		tr.ageFolders()
		state, shot := tr.state(), scanner.scan()
		for range rapid.IntRange(0, 6).Draw(rt, "changes") {
			tr.change()
		}
		tr.ageFolders()
		if got, want := changed(shot, scanner.scan()), differing(state, tr.state()); !slices.Equal(got, want) {
			rt.Errorf("changed = %v, want %v", got, want)
		}
	})
}

func differing(a, b map[string]string) []string {
	dirs := map[string]bool{}
	for dir := range a {
		dirs[dir] = a[dir] != b[dir]
	}
	for dir := range b {
		dirs[dir] = a[dir] != b[dir]
	}
	maps.DeleteFunc(dirs, func(_ string, differs bool) bool { return !differs })
	return slices.Sorted(maps.Keys(dirs))
}

// A file that has just been written may be written again without a trace.
func TestWhatIsYoungCountsAsChanged(t *testing.T) {
	dir := t.TempDir()
	scanner := newScanner([]Root{{Dir: dir}})
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		age  time.Duration
		want int
	}{
		{time.Second, 1},
		{time.Hour, 0},
		{-time.Hour, 0}, // a wrong clock must not keep the machine busy for ever
	} {
		for _, path := range []string{file, dir} {
			when := time.Now().Add(-c.age)
			if err := os.Chtimes(path, when, when); err != nil {
				t.Fatal(err)
			}
		}
		if got := changed(scanner.scan(), scanner.scan()); len(got) != c.want {
			t.Errorf("age %v: changed = %v, want %d folders", c.age, got, c.want)
		}
	}
}

func TestScanReadsOnlyWhatCounts(t *testing.T) {
	project := t.TempDir()
	for _, dir := range []string{"content/cables", "content/.git", "public/cable", "elsewhere"} {
		if err := os.MkdirAll(filepath.Join(project, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(project, "elsewhere"), filepath.Join(project, "content/link")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	content := filepath.Join(project, "content")
	scanner := newScanner([]Root{
		{Dir: project, Names: []string{"reftel.yaml", "content"}},
		{Dir: content},
		{Dir: filepath.Join(project, "templates")},
	})
	got := slices.Sorted(maps.Keys(scanner.scan()))
	want := []string{project, content, filepath.Join(content, "cables")}
	if !slices.Equal(got, want) {
		t.Errorf("scan looked at %v, want %v", got, want)
	}
}
