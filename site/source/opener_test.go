package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// An Opener that keeps files open reads what others read, from more files than
// it keeps and from many places at once.
func TestOpenersThatKeepFilesReadTheSame(t *testing.T) {
	root := t.TempDir()
	var documents []Document
	for i := range 2 * keptFiles {
		name := fmt.Sprintf("%02d.csv", i)
		write(t, root, name, []byte(strings.ReplaceAll(string(dump(3, 5)), "ferry", fmt.Sprintf("ferry %d", i))))
		for r, err := range Records(root, name) {
			if err != nil {
				t.Fatal(err)
			}
			documents = append(documents, r.Document())
		}
	}
	write(t, root, "08NORVAL1.txt", []byte("a text"))
	opener := NewOpener(root).Keep()
	defer opener.Close()
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i := range documents {
				d := &documents[i]
				if again, err := opener.Open(d.File, d.Offset, d.Size, d.Seal); err != nil || again.Text != d.Text || again.Seal != d.Seal {
					t.Errorf("%s at %d: %v, %q", d.File, d.Offset, err, again.Text)
				}
			}
		})
	}
	wait.Wait()
	if d, err := opener.Open("08NORVAL1.txt", 0, 6, 0); err != nil || d.Text != "a text" {
		t.Errorf("%q, %v", d.Text, err)
	}
	if _, err := opener.Open("none.csv", 0, 7, 0); err == nil || !strings.Contains(err.Error(), "none.csv: no such file") {
		t.Error(err)
	}
	if len(opener.kept) != keptFiles {
		t.Errorf("%d files are open, want %d", len(opener.kept), keptFiles)
	}
}

// A file that is replaced is still the one that was opened first.
func TestKeptFilesStayTheSame(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.csv", dump(1, 1))
	size := len(dump(1, 1))
	opener := NewOpener(root).Keep()
	before, err := opener.Open("a.csv", 0, size, 0)
	if err != nil {
		t.Fatal(err)
	}
	write(t, root, "b.csv", []byte(strings.ReplaceAll(string(dump(1, 1)), "ferry", "train")))
	if err := os.Rename(filepath.Join(root, "b.csv"), filepath.Join(root, "a.csv")); err != nil {
		t.Fatal(err)
	}
	if d, err := opener.Open("a.csv", 0, size, 0); err != nil || d.Seal != before.Seal {
		t.Errorf("another text was read: %v, %q", err, d.Text)
	}
	opener.Close()
	if d, err := NewOpener(root).Open("a.csv", 0, size, 0); err != nil || d.Seal == before.Seal {
		t.Errorf("the same text was read: %v, %q", err, d.Text)
	}
	if _, err := opener.Open("a.csv", 0, size, 0); err == nil {
		t.Error("a file was read after Close")
	}
}
