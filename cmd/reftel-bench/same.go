package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A way is one of the ways to build the same site.
type way struct {
	name string
	rows bool
	args []string
	keep bool // start from the cache of the way before
}

var ways = []way{
	{name: "rows, 1 job, no cache", rows: true, args: []string{"--jobs", "1"}},
	{name: "rows, 4 jobs, from the cache", rows: true, args: []string{"--jobs", "4"}, keep: true},
	{name: "files, 4 jobs, no cache", args: []string{"--jobs", "4"}},
	{name: "files, 1 job, from the cache", args: []string{"--jobs", "1"}, keep: true},
}

// sameEveryWay builds a site in all ways and reports whether each gives the
// same files, byte for byte.
func (b *bench) sameEveryWay(size int) error {
	project := filepath.Join(b.dir, "project")
	var first [sha256.Size]byte
	for i, w := range ways {
		if !w.keep {
			if err := os.RemoveAll(project); err != nil {
				return err
			}
			if err := newCorpus(size).write(project, w.rows); err != nil {
				return fmt.Errorf("make cables: %w", err)
			}
			if err := age(project); err != nil {
				return err
			}
		}
		if err := os.RemoveAll(filepath.Join(project, "public")); err != nil {
			return err
		}
		if out, err := exec.Command(b.reftel, append([]string{"build", project}, w.args...)...).CombinedOutput(); err != nil {
			return fmt.Errorf("build: %w\n%s", err, tail(string(out)))
		}
		sum, files, err := sumOf(filepath.Join(project, "public"))
		if err != nil {
			return err
		}
		if i == 0 {
			first = sum
		}
		fmt.Printf("%-30s %d files, sha256 of all: %x\n", w.name, files, sum[:12])
		if sum != first {
			return fmt.Errorf("%s: another site than %s", w.name, ways[0].name)
		}
	}
	return nil
}

// sumOf is a sum of the paths and bytes of all files of a site.
func sumOf(dir string) (sum [sha256.Size]byte, files int, err error) {
	all := sha256.New()
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") && path != dir {
				return fs.SkipDir // the manifest, which knows times
			}
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		one := sha256.New()
		if _, err := io.Copy(one, f); err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		fmt.Fprintf(all, "%s\x00%x\n", filepath.ToSlash(rel), one.Sum(nil))
		files++
		return err
	})
	all.Sum(sum[:0])
	return sum, files, err
}
