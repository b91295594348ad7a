// Package casetest runs tests whose cases are files: each is a txtar archive of
// what goes in and of what must come out of it. With -update the files are
// written as the code has it, for people to check.
package casetest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what is made into the cases")

// Run runs a test for each case that the pattern of paths fits, of which there
// must be one. Remake puts into the case what is to come out of it; the test
// fails where that is not what was there before.
func Run(t *testing.T, pattern string, remake func(t *testing.T, c *Case)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no cases %s (%v)", pattern, err)
	}
	for _, file := range files {
		file, err := filepath.Abs(file) // the test may change the folder
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			want, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := &Case{Comment: string(want.Comment), Files: append([]txtar.File(nil), want.Files...)}
			remake(t, got)
			if *update {
				got.write(t, file)
			} else {
				got.compare(t, want.Files)
			}
		})
	}
}

// A Case is the files of a case, with what is said before them.
type Case struct {
	Comment string
	Files   []txtar.File
}

// Text returns the text of a file, "" where there is none.
func (c *Case) Text(name string) string {
	for _, f := range c.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// Set puts a text into a file, at the end where there is none.
func (c *Case) Set(name, text string) {
	for i := range c.Files {
		if c.Files[i].Name == name {
			c.Files[i].Data = []byte(text)
			return
		}
	}
	c.Files = append(c.Files, txtar.File{Name: name, Data: []byte(text)})
}

func (c *Case) write(t *testing.T, file string) {
	t.Helper()
	a := &txtar.Archive{Comment: []byte(c.Comment), Files: c.Files}
	if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
		t.Fatal(err)
	}
}

// compare reports each file that is not as it should be.
func (c *Case) compare(t *testing.T, want []txtar.File) {
	t.Helper()
	for i := range max(len(c.Files), len(want)) {
		var got, should txtar.File
		if i < len(c.Files) {
			got = c.Files[i]
		}
		if i < len(want) {
			should = want[i]
		}
		// An archive ends every file with the end of a line.
		text := string(txtar.Format(&txtar.Archive{Files: []txtar.File{got}}))
		if right := string(txtar.Format(&txtar.Archive{Files: []txtar.File{should}})); text != right {
			t.Errorf("got\n%s\nwant\n%s", text, right)
		}
	}
}
