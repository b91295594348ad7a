package site

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
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

// noticed plants each fault and expects its test to fail. The files of the
// module stay as they are: the compiler is told to read others in their place.
func noticed(t *testing.T, faults []fault) {
	t.Helper()
	if testing.Short() {
		t.Skip("each fault is compiled and tested")
	}
	slots := make(chan struct{}, 2)
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			slots <- struct{}{}
			defer func() { <-slots }()
			f.plant(t)
		})
	}
}

// plant runs the fault's test with the fault.
func (f fault) plant(t *testing.T) {
	path, err := filepath.Abs(filepath.Join("..", f.file))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(source), f.old); n != 1 {
		t.Fatalf("%s: the code to break stands there %d times", f.file, n)
	}
	broken := filepath.Join(t.TempDir(), "broken.go")
	if err := os.WriteFile(broken, []byte(strings.Replace(string(source), f.old, f.new, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {path: broken}})
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
