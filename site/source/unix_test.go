//go:build unix

package source

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Opening a named pipe would wait for ever.
func TestNamedPipesAreRefused(t *testing.T) {
	root := t.TempDir()
	write(t, root, "content/cables/08NORVAL1.txt", []byte("text"))
	for _, name := range []string{"08NORVAL2.txt", "dump.csv"} {
		if err := syscall.Mkfifo(filepath.Join(root, "content/cables", name), 0o666); err != nil {
			t.Skip(err)
		}
		if _, err := NewOpener(root).Open("content/cables/"+name, 0, 0, 0); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("Open of a named pipe: %v", err)
		}
	}
	f, err := List(root, "content/cables")
	if err != nil || len(f.Files) != 1 || len(f.Problems) != 2 || f.Problems[0].Message != "a named pipe is not read" {
		t.Errorf("List = %v, %v", f, err)
	}
}
