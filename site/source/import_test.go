package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"reftel/site/casetest"
)

// Each archive in testdata/import holds inputs under "in", a project under
// "project" where one is there before, what Import says ("want") and the files
// that are in the project afterwards ("project" again, after "want").
func TestImport(t *testing.T) {
	casetest.Run(t, "testdata/import/*.txtar", func(t *testing.T, c *casetest.Case) {
		t.Chdir(t.TempDir())
		job := ImportJob{Paths: []string{"in"}, Into: "project"}
		job.Force = strings.Contains(c.Comment, "--force")
		job.DryRun = strings.Contains(c.Comment, "--dry-run")
		before := slices.IndexFunc(c.Files, func(f txtar.File) bool { return f.Name == "want" })
		for _, f := range c.Files[:before] {
			write(t, ".", f.Name, bytesOf(string(f.Data)))
		}
		outcomes, err := Import(context.Background(), job)
		if err != nil {
			t.Fatal(err)
		}
		c.Set("want", describeOutcomes(outcomes))
		c.Files = append(c.Files[:before+1], projectFiles(t)...)
		if !job.DryRun {
			for _, o := range outcomes {
				sameText(t, job, o)
			}
			importAgain(t, job, outcomes)
		}
	})
}

// sameText expects the text of an imported file to be that of the input.
func sameText(t *testing.T, job ImportJob, o Outcome) {
	t.Helper()
	if o.Status == Skipped || o.Status == Kept {
		return
	}
	from, err := NewOpener("").Open(o.From, o.Offset, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	to, err := NewOpener(job.Into).Open(o.File, 0, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	from.Meta.ID = o.ID
	if from.Text != to.Text || from.Digest() != to.Digest() || !reflect.DeepEqual(from.Meta, to.Meta) {
		t.Errorf("%s\nbecame\n%s", describe(from), describe(to))
	}
}

// importAgain expects that importing the same once more changes nothing.
func importAgain(t *testing.T, job ImportJob, first []Outcome) {
	t.Helper()
	before := projectFiles(t)
	job.Force = false
	again, err := Import(context.Background(), job)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range again {
		if was := first[i].Status; o.Status != was && o.Status != Unchanged {
			t.Errorf("the second time, %s is %s (%s) after %s", o.File, o.Status, o.Reason, was)
		}
	}
	if fmt.Sprint(projectFiles(t)) != fmt.Sprint(before) {
		t.Error("the second time, files have changed")
	}
}

func describeOutcomes(outcomes []Outcome) string {
	var b strings.Builder
	for _, o := range outcomes {
		fmt.Fprintf(&b, "%s+%d: %s", o.From, o.Offset, o.Status)
		if o.File != "" {
			fmt.Fprintf(&b, " %s as %s", o.ID, o.File)
		}
		if o.Reason != "" {
			fmt.Fprintf(&b, ": %s", o.Reason)
		}
		b.WriteByte('\n')
		for _, l := range o.Furniture {
			fmt.Fprintf(&b, "  set aside: lines %d to %d\n", l.From, l.To)
		}
		for _, p := range o.Problems {
			fmt.Fprintf(&b, "  %s\n", p)
		}
	}
	return b.String()
}

// projectFiles returns what lies in the project.
func projectFiles(t *testing.T) []txtar.File {
	t.Helper()
	var files []txtar.File
	err := filepath.WalkDir("project", func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files = append(files, txtar.File{Name: filepath.ToSlash(path), Data: data})
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

func TestImportOfManyKeepsOrder(t *testing.T) {
	t.Chdir(t.TempDir())
	rows := dump(700, 3)
	write(t, ".", "dump.csv", rows)
	write(t, ".", "a.txt", []byte("no cable"))
	size := int64(len(rows) + len("no cable"))
	var read []int64
	job := ImportJob{Paths: []string{"a.txt", "dump.csv"}, Into: "project", Progress: func(done, all int64) {
		if all != size || done > all {
			t.Errorf("progress %d of %d", done, all)
		}
		read = append(read, done)
	}}
	outcomes, err := Import(context.Background(), job)
	if err != nil || len(outcomes) != 701 || outcomes[0].From != "a.txt" {
		t.Fatal(err, len(outcomes))
	}
	for i, o := range outcomes[1:] {
		if want := fmt.Sprintf("07NORVAL%d", i+1); o.ID != want || o.Status != Written {
			t.Fatalf("outcome %d: %+v, want %s", i, o, want)
		}
		sameText(t, job, o)
	}
	if !slices.IsSorted(read) || len(read) != 701 || read[700] != size {
		t.Errorf("progress goes %v", read)
	}
	if n := len(projectFiles(t)); n != 700 {
		t.Errorf("%d files in the project, want 700: nothing may be left behind", n)
	}
}

func TestImportStopsWithItsContext(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".", "dump.csv", dump(5000, 3))
	ctx, cancel := context.WithCancel(context.Background())
	job := ImportJob{Paths: []string{"dump.csv"}, Into: "project", Progress: func(done, all int64) { cancel() }}
	outcomes, err := Import(ctx, job)
	if !errors.Is(err, context.Canceled) || len(outcomes) == 0 || len(outcomes) > 1 {
		t.Errorf("%d outcomes, %v", len(outcomes), err)
	}
	for _, f := range projectFiles(t) {
		if !strings.HasSuffix(string(f.Data), "\n") || !strings.HasPrefix(f.Name, "project/content/cables/2007/01/07NORVAL") {
			t.Errorf("half a file: %s, %q", f.Name, f.Data)
		}
	}
}

func TestImportFails(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".", "in/08NORVAL1.txt", []byte("UNCLAS NORVAL 000001\n\nSUBJECT: X\n\n1. (U) Text.\n"))
	write(t, ".", "file", nil)
	for _, c := range []struct {
		name string
		job  ImportJob
	}{
		{"no such input", ImportJob{Paths: []string{"in", "none"}, Into: "project"}},
		{"the project is a file", ImportJob{Paths: []string{"in"}, Into: "file"}},
	} {
		if outcomes, err := Import(context.Background(), c.job); err == nil || len(outcomes) > 0 {
			t.Errorf("%s: %v, %v", c.name, outcomes, err)
		}
	}
	if files := projectFiles(t); len(files) > 0 {
		t.Errorf("files were written: %v", files)
	}
}

// A link in the project must not lead a cable out of it.
func TestImportStaysInTheProject(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".", "in/08NORVAL1.txt", []byte("UNCLAS NORVAL 000001\n\nSUBJECT: X\n\n1. (U) Text.\n"))
	for _, dir := range []string{"outside", "project/content/cables"} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../../../outside", "project/content/cables/2008"); err != nil {
		t.Skip(err)
	}
	outcomes, err := Import(context.Background(), ImportJob{Paths: []string{"in"}, Into: "project"})
	if err == nil || len(outcomes) != 1 || outcomes[0].Status != Skipped {
		t.Errorf("%+v, %v", outcomes, err)
	}
	if entries, _ := os.ReadDir("outside"); len(entries) > 0 {
		t.Errorf("written outside: %v", entries)
	}
}
