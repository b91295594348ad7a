package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
)

// plan makes a file for each path, in order, with the text as its bytes.
func plan(texts map[string]string) Files {
	paths := slices.Sorted(maps.Keys(texts))
	return Files{
		Len:  len(paths),
		Path: func(i int) string { return paths[i] },
		Draft: func(i int) (_ string, k Key, _ Render) {
			text := texts[paths[i]]
			copy(k[:], text)
			return paths[i], k, func(dst []byte) ([]byte, error) { return append(dst, text...), nil }
		},
	}
}

// tree reads the files of a directory, the private folder left out.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	folders, err := scan(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range folders {
		for _, file := range f.files {
			data, err := os.ReadFile(filepath.Join(dir, f.path, file.name))
			if err != nil {
				t.Fatal(err)
			}
			out[f.at(file.name)] = string(data)
		}
	}
	return out
}

func write(t *testing.T, dir string, texts map[string]string) Report {
	t.Helper()
	r, err := Write(t.Context(), dir, plan(texts), Options{Jobs: 3})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestRandomPlansAndDamage(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	dir := filepath.Join(t.TempDir(), "public")
	texts := map[string]string{}
	name := func() string { return fmt.Sprintf("d%d/%d.html", rnd.IntN(4), rnd.IntN(6)) }
	for step := range 400 {
		switch rnd.IntN(5) {
		case 0, 1:
			texts[name()] = fmt.Sprint("text ", rnd.IntN(1000))
		case 2:
			delete(texts, name())
		case 3:
			os.Remove(filepath.Join(dir, name()))
		case 4:
			if _, ours := texts["d1/1.html"]; ours && step > 1 {
				put(t, filepath.Join(dir, "d1/1.html"), "damaged")
			}
		}
		write(t, dir, texts)
		if got := tree(t, dir); !maps.Equal(got, texts) {
			t.Fatalf("step %d: output %v, want %v", step, got, texts)
		}
		if r := write(t, dir, texts); r.Written != 0 || len(r.Removed) != 0 {
			t.Fatalf("step %d: an unchanged plan wrote %d and removed %v", step, r.Written, r.Removed)
		}
	}
}

func TestForeignFilesAreLeftAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, map[string]string{"a.html": "a", "b.html": "b"})
	put(t, filepath.Join(dir, "CNAME"), "cables.example")
	r := write(t, dir, map[string]string{"a.html": "a"})
	if !slices.Equal(r.Foreign, []string{"CNAME"}) || !slices.Equal(r.Removed, []string{"b.html"}) {
		t.Errorf("foreign %v, removed %v", r.Foreign, r.Removed)
	}
	if tree(t, dir)["CNAME"] != "cables.example" {
		t.Error("the foreign file is gone")
	}
}

func TestNoOverwritingOfWhatIsNotOurs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, filepath.Join(dir, "index.html"), "somebody's page")
	put(t, filepath.Join(dir, "same.html"), "same")
	texts := map[string]string{"index.html": "ours", "same.html": "same"}
	_, err := Write(t.Context(), dir, plan(texts), Options{Jobs: 1})
	var clash *ClashError
	if !errors.As(err, &clash) || !slices.Equal(clash.Paths, []string{"index.html"}) {
		t.Fatalf("err = %v, want a clash over index.html", err)
	}
	if got := tree(t, dir)["index.html"]; got != "somebody's page" {
		t.Errorf("index.html = %q", got)
	}
	if _, err := Write(t.Context(), dir, plan(texts), Options{Jobs: 1, Force: true}); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir); !maps.Equal(got, texts) {
		t.Errorf("after force: %v", got)
	}
}

func TestFailureLeavesTheOutputAsItWas(t *testing.T) {
	for _, first := range []bool{true, false} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "public")
		before := map[string]string{}
		if !first {
			before = map[string]string{"a.html": "old", "gone.html": "old"}
			write(t, dir, before)
		}
		broken := plan(map[string]string{"a.html": "new", "b.html": "new", "c.html": "new"})
		draft := broken.Draft
		broken.Draft = func(i int) (string, Key, Render) {
			path, key, render := draft(i)
			return path, key, func(dst []byte) ([]byte, error) {
				if broken.Path(i) == "c.html" {
					return nil, errors.New("broken template")
				}
				return render(dst)
			}
		}
		_, err := Write(t.Context(), dir, broken, Options{Jobs: 2})
		if err == nil || err.Error() != "broken template" {
			t.Fatalf("err = %v", err)
		}
		if first {
			if left, _ := os.ReadDir(parent); len(left) != 0 {
				t.Errorf("a failed first build left %v", left)
			}
		} else if got := tree(t, dir); !maps.Equal(got, before) {
			t.Errorf("after a failure the output is %v, want %v", got, before)
		}
	}
}

func TestFailureStopsPublication(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	veto := errors.New("protected word")
	files := plan(map[string]string{"a.html": "x", "b.html": "secret"})
	draft := files.Draft
	files.Draft = func(i int) (string, Key, Render) {
		path, key, render := draft(i)
		return path, key, func(dst []byte) ([]byte, error) {
			data, err := render(dst)
			if strings.Contains(string(data), "secret") {
				return dst, veto
			}
			return data, err
		}
	}
	if _, err := Write(t.Context(), dir, files, Options{Jobs: 2}); !errors.Is(err, veto) {
		t.Fatalf("err = %v", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error("the output exists")
	}
}

func TestFilesOfOthersAreLookedAt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, map[string]string{"a.html": "old"})
	put(t, filepath.Join(dir, "theirs/b.html"), "secret")
	veto := errors.New("protected word")
	_, err := Write(t.Context(), dir, plan(map[string]string{"a.html": "new"}), Options{
		Jobs: 2,
		Foreign: func(path string, data []byte) error {
			if path != "theirs/b.html" || string(data) != "secret" {
				t.Errorf("looked at %s: %q", path, data)
			}
			return veto
		},
	})
	if !errors.Is(err, veto) {
		t.Fatalf("err = %v", err)
	}
	if got := tree(t, dir)["a.html"]; got != "old" {
		t.Errorf("a.html = %q: something was published", got)
	}
}

func TestAgainMakesEveryFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	texts := map[string]string{"a.html": "a", "b.html": "b"}
	write(t, dir, texts)
	stamp := Stamp(dir)
	if r := write(t, dir, texts); r.Written != 0 || Stamp(dir) != stamp {
		t.Errorf("%d files written for nothing", r.Written)
	}
	put(t, filepath.Join(dir, "theirs.html"), "theirs")
	files, made := plan(texts), 0
	draft := files.Draft
	files.Draft = func(i int) (string, Key, Render) {
		path, key, render := draft(i)
		return path, key, func(dst []byte) ([]byte, error) {
			made++
			return render(dst)
		}
	}
	if _, err := Write(t.Context(), dir, files, Options{Jobs: 1, Again: true}); err != nil || made != 2 {
		t.Errorf("%d files made, %v", made, err)
	}
	write(t, dir, map[string]string{"a.html": "changed", "b.html": "b"})
	if Stamp(dir) == stamp {
		t.Error("the stamp of other files is the same")
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "public")
	if _, err := Write(ctx, dir, plan(map[string]string{"a.html": "a"}), Options{Jobs: 1}); !errors.Is(err, context.Canceled) {
		t.Fatalf("err = %v, want context.Canceled", err)
	}
}

func TestFilesOfAKilledBuildAreItsOwn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, map[string]string{"a.html": "a"})
	// A build noted new.html in its journal, renamed it into place, and was
	// killed before the manifest; then the page left the plan.
	put(t, journalFile(dir), "new.html\n")
	put(t, filepath.Join(dir, "new.html"), "half of a build")
	write(t, dir, map[string]string{"a.html": "a"})
	if got := tree(t, dir); !maps.Equal(got, map[string]string{"a.html": "a"}) {
		t.Errorf("output = %v", got)
	}
	if _, err := os.Stat(journalFile(dir)); !os.IsNotExist(err) {
		t.Error("the journal was not ended")
	}
}

func TestDamagedManifestCountsAsEmpty(t *testing.T) {
	m := &manifest{entries: []entry{{path: "a/b.html", key: Key{1}, stat: stat{10, 20}}, {path: "c", stat: stat{-1, 0}}}}
	data := m.encode()
	if got := decode(data); !slices.Equal(got, m.entries) {
		t.Fatalf("decode(encode) = %v", got)
	}
	for i := range data {
		damaged := slices.Clone(data)
		damaged[i] ^= 1
		if decode(damaged) != nil {
			t.Fatalf("a flipped bit at %d was not noticed", i)
		}
	}
	if decode(data[:len(data)-1]) != nil {
		t.Error("a cut manifest was not noticed")
	}
	body := data[:len(data)-sha256.Size]
	first := len((&manifest{entries: m.entries[:1]}).encode()) - sha256.Size
	for n := len(magic) + 1; n < len(body); n++ { // with a sum that is right
		sum := sha256.Sum256(body[:n])
		if got := decode(append(slices.Clone(body[:n]), sum[:]...)); (got != nil) != (n == first) {
			t.Errorf("the first %d bytes are %v", n, got)
		}
	}
}

// A link to the very bytes that were written is not the file that was written.
func TestLinksAreMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	texts := map[string]string{"a/b.html": "text"}
	write(t, dir, texts)
	path, elsewhere := filepath.Join(dir, "a", "b.html"), filepath.Join(t.TempDir(), "b.html")
	if err := os.Rename(path, elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, path); err != nil {
		t.Skip(err)
	}
	if r := write(t, dir, texts); !slices.Equal(r.Mended, []string{"a/b.html"}) {
		t.Errorf("mended %v", r.Mended)
	}
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the file is %v (%v)", info.Mode(), err)
	}
}

func TestLockWaitsForTheHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	unlock, err := Lock(t.Context(), path, func(string) { t.Error("waited for nobody") })
	if err != nil {
		t.Fatal(err)
	}
	var holder string
	got := make(chan error)
	waiting := make(chan bool)
	go func() {
		unlock, err := Lock(t.Context(), path, func(h string) { holder = h; close(waiting) })
		if err == nil {
			unlock()
		}
		got <- err
	}()
	<-waiting
	unlock()
	if err := <-got; err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("process %d", os.Getpid()); holder != want {
		t.Errorf("holder = %q, want %q", holder, want)
	}
}

func BenchmarkDecodeManifest(b *testing.B) {
	m := &manifest{}
	for i := range 100_000 {
		m.entries = append(m.entries, entry{path: fmt.Sprintf("cable/2008/12/08GRISTAD%d.html", i)})
	}
	data := m.encode()
	for b.Loop() {
		(&manifest{entries: decode(data)}).index()
	}
}

// Where nobody says how many files are made at once, it is one for each
// processor: here the first file of a batch is finished only once that of
// another batch has begun.
func TestOneJobForEachProcessorUnlessToldOtherwise(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	dir := filepath.Join(t.TempDir(), "public")
	synctest.Test(t, func(t *testing.T) { // a build that waits for ever panics here
		var begun sync.WaitGroup
		begun.Add(2)
		files := Files{
			Len:  batch + 1,
			Path: func(i int) string { return fmt.Sprintf("%d.txt", i) },
			Draft: func(i int) (string, Key, Render) {
				return fmt.Sprintf("%d.txt", i), Key{byte(i)}, func(dst []byte) ([]byte, error) {
					if i%batch == 0 {
						begun.Done()
						begun.Wait()
					}
					return append(dst, 'x'), nil
				}
			},
		}
		if _, err := Write(t.Context(), dir, files, Options{}); err != nil {
			t.Fatal(err)
		}
	})
}
