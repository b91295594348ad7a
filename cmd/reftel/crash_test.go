//go:build unix

package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// kills is how often a build is killed in one run of the test.
const kills = 60

// tree maps the files of an output to the digests of their bytes.
type tree map[string][32]byte

// crashSite is a project with two states, A and B, in which nearly every page
// differs, and what a clean build gives for each.
type crashSite struct {
	t      *testing.T
	binary string
	dir    string
	clean  [2]tree
}

func newCrashSite(t *testing.T) *crashSite {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the program and kills it many times")
	}
	c := &crashSite{t: t, binary: filepath.Join(t.TempDir(), "reftel"), dir: t.TempDir()}
	if out, err := exec.Command("go", "build", "-o", c.binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for state := range 2 {
		c.enter(state)
		output := filepath.Join(t.TempDir(), "clean")
		c.build("--output", output)
		c.clean[state] = c.read(output)
	}
	return c
}

// enter puts the project into a state. Some cables are in one state only.
func (c *crashSite) enter(state int) {
	c.t.Helper()
	c.write("reftel.yaml", fmt.Sprintf("title: State %d\n", state))
	for i := 1; i <= 40; i++ {
		path := fmt.Sprintf("content/cables/08GRISTAD%d.txt", i)
		if i%10 == state {
			os.Remove(filepath.Join(c.dir, path))
			continue
		}
		c.write(path, fmt.Sprintf("---\ncreated: 2008-12-24 08:05\n---\nUNCLAS GRISTAD %06d\n\nTAGS: ENRG\nSUBJECT: THE DAM %d\n\nREF: GRISTAD %d\n\n1. (U) %s This cable is invented.\n",
			i, state, i%40+1, strings.Repeat("The dam holds. ", 40)))
		// So long ago that what was kept of the file is believed.
		at := time.Date(2020, 1, 1+state, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(filepath.Join(c.dir, path), at, at); err != nil {
			c.t.Fatal(err)
		}
	}
}

func (c *crashSite) write(path, text string) {
	c.t.Helper()
	path = filepath.Join(c.dir, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		c.t.Fatal(err)
	}
}

// build runs a build to its end.
func (c *crashSite) build(args ...string) {
	c.t.Helper()
	if out, err := exec.Command(c.binary, append([]string{"build", c.dir}, args...)...).CombinedOutput(); err != nil {
		c.t.Fatalf("%v\n%s", err, out)
	}
}

func (c *crashSite) public() string { return filepath.Join(c.dir, "public") }

func (c *crashSite) read(dir string) tree {
	out := tree{}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if d.IsDir() && d.Name() == ".reftel" {
			return fs.SkipDir
		}
		if !d.IsDir() {
			data, err := os.ReadFile(path)
			if err != nil {
				c.t.Fatal(err)
			}
			rel, _ := filepath.Rel(dir, path)
			out[rel] = sha256.Sum256(data)
		}
		return nil
	})
	return out
}

// whole fails unless every file of the output is as one of the two clean
// builds has it.
func (c *crashSite) whole(when string) {
	c.t.Helper()
	for path, sum := range c.read(c.public()) {
		if sum != c.clean[0][path] && sum != c.clean[1][path] {
			c.t.Fatalf("%s: %s is neither old nor new", when, path)
		}
	}
}

// complete builds once more and fails unless that gives what a clean build
// gives.
func (c *crashSite) complete(state int, when string) {
	c.t.Helper()
	c.build()
	got := c.read(c.public())
	for path, sum := range c.clean[state] {
		if got[path] != sum {
			c.t.Fatalf("%s: after the next build %s is not what a clean build gives", when, path)
		}
	}
	if len(got) != len(c.clean[state]) {
		c.t.Fatalf("%s: after the next build there are %d files, a clean build has %d", when, len(got), len(c.clean[state]))
	}
}

func TestKilledBuilds(t *testing.T) {
	c := newCrashSite(t)
	rnd := rand.New(rand.NewPCG(3, 5))
	c.enter(0)
	c.build()
	start := time.Now()
	c.enter(1)
	c.build()
	took := time.Since(start)
	for i := range kills {
		state := i % 2
		when := fmt.Sprintf("kill %d", i)
		if i%6 == 5 {
			os.RemoveAll(c.public()) // a first build is killed too
		}
		c.enter(state)
		cmd := exec.Command(c.binary, "build", c.dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.Int64N(int64(took) + 1)))
		cmd.Process.Kill()
		cmd.Wait()
		if i%6 == 5 {
			if got := c.read(c.public()); len(got) != 0 && len(got) != len(c.clean[state]) {
				t.Fatalf("%s: a first build shows %d of %d files", when, len(got), len(c.clean[state]))
			}
		}
		c.whole(when)
		if rnd.IntN(3) > 0 { // sometimes the next build is killed as well
			c.complete(state, when)
		}
	}
}

// A preview that is killed, while it writes what it has read or at any other
// moment, leaves nothing that a build or the next preview would be wrong with.
func TestKilledPreviews(t *testing.T) {
	c := newCrashSite(t)
	rnd := rand.New(rand.NewPCG(7, 11))
	for i := range kills / 3 {
		state := i % 2
		if i%4 == 0 {
			os.RemoveAll(filepath.Join(c.dir, ".reftel")) // so that the cache is written at once
		}
		cmd := exec.Command(c.binary, "serve", c.dir, "--addr", "127.0.0.1:0")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.Int64N(int64(200 * time.Millisecond))))
		c.enter(state)
		time.Sleep(time.Duration(rnd.Int64N(int64(200 * time.Millisecond))))
		cmd.Process.Kill()
		cmd.Wait()
		c.complete(state, fmt.Sprintf("killed preview %d", i))
	}
}

// A full disk, and any other failure to write, leaves the output as it was.
// The limit on the size of files makes the system refuse a write in the middle.
func TestFailedWrites(t *testing.T) {
	c := newCrashSite(t)
	c.enter(0)
	for _, first := range []bool{true, false} {
		before := c.read(c.public())
		cmd := exec.Command("sh", "-c", `trap "" XFSZ; ulimit -f 4; exec "$0" build "$1"`, c.binary, c.dir)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "file too large") {
			t.Fatalf("first build %v: the write did not fail: %v\n%s", first, err, out)
		}
		if after := c.read(c.public()); len(after) != len(before) {
			t.Errorf("first build %v: a failed build left %d files, there were %d", first, len(after), len(before))
		}
		c.whole("failed write")
		state := 0
		if !first {
			state = 1
		}
		c.complete(state, "failed write")
		c.enter(1)
	}
	if left, _ := filepath.Glob(filepath.Join(c.dir, ".public*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Two builds at once: the second waits, and both end well.
func TestTwoBuildsAtOnce(t *testing.T) {
	c := newCrashSite(t)
	for state := range 2 {
		c.enter(state)
		done := make(chan string)
		for range 3 {
			go func() {
				out, err := exec.Command(c.binary, "build", c.dir).CombinedOutput()
				if err != nil {
					done <- fmt.Sprintf("%v\n%s", err, out)
					return
				}
				done <- ""
			}()
		}
		for range 3 {
			if failure := <-done; failure != "" {
				t.Error(failure)
			}
		}
		c.whole("three builds at once")
		c.complete(state, "three builds at once")
	}
}
