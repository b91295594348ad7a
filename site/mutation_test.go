package site

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A fault is a way to break the program that a test must notice. It replaces
// old, which stands once in the file, by new; the test, of the package in the
// folder, must then fail.
type fault struct {
	name, file, old, new string
	folder, test         string
}

// An edit replaces old, which stands once in a file, by new.
type edit struct{ file, old, new string }

// noticed plants each fault, together with edits that it needs, and expects its
// test to fail. The files of the module stay as they are: the compiler is told to
// read others in their place. Where the tests are to be short it only makes sure
// that the code to break is still there.
func noticed(t *testing.T, faults []fault, with ...edit) {
	t.Helper()
	slots := make(chan struct{}, 2)
	for _, f := range faults {
		if testing.Short() {
			f.broken(t, with)
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			slots <- struct{}{}
			defer func() { <-slots }()
			f.plant(t, with)
		})
	}
}

// plant runs the fault's test with the fault.
func (f fault) plant(t *testing.T, with []edit) {
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": f.broken(t, with)})
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(list, overlay, 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "test", "-overlay", list, "-vet=off", "-count=1", "-failfast", "-run", "^"+f.test+"$", "./"+f.folder)
	cmd.Dir = ".."
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
		t.Errorf("%s does not notice it:\n%s", f.test, out)
	case !strings.Contains(string(out), "--- FAIL: "+f.test):
		t.Errorf("the fault cannot be tried: %v\n%s", err, out)
	}
}

// broken writes the files with the fault and returns their paths by those of the
// sound ones.
func (f fault) broken(t *testing.T, with []edit) map[string]string {
	t.Helper()
	texts, files := map[string]string{}, map[string]string{}
	for _, e := range slices.Concat(with, []edit{{f.file, f.old, f.new}}) {
		path, err := filepath.Abs(filepath.Join("..", e.file))
		if err != nil {
			t.Fatal(err)
		}
		if texts[path] == "" {
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			texts[path] = string(source)
		}
		if n := strings.Count(texts[path], e.old); n != 1 {
			t.Fatalf("%s: the code to break stands there %d times", e.file, n)
		}
		texts[path] = strings.Replace(texts[path], e.old, e.new, 1)
	}
	for path, text := range texts {
		files[path] = filepath.Join(t.TempDir(), "broken.go")
		if err := os.WriteFile(files[path], []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
