package site

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A note that is changed rewrites the files that show its words, and no other.
func TestOneNoteRewritesWhatShowsIt(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{"content", "templates", "static"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join("..", folder))); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile("../reftel.yaml")
	if err != nil {
		t.Fatal(err)
	}
	old(t, filepath.Join(dir, "reftel.yaml"), string(settings))
	note := filepath.Join(dir, "content/notes/08NORVAL611.md")
	text, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	build := func(words string) int {
		old(t, note, string(text)+"\n\n## ¶2 {#watched .context}\nOf the "+words+" harbour.\n")
		p, err := Open(dir, Options{Program: "test"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := load(t, p).Build(context.Background(), BuildOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return r.Written
	}
	all := build("firstly")
	written := build("secondly")
	shown := 0
	err = filepath.WalkDir(filepath.Join(dir, "public"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, ".reftel") {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte("secondly")) {
			shown++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if written != shown || shown < 2 || all < 50*shown {
		t.Errorf("of %d files %d were written, and %d show the note", all, written, shown)
	}
}
