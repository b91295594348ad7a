package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"
)

// A target is the project that cables are brought into.
type target struct {
	root    *os.Root // keeps every path within the project; nil for a dry run into none
	dryRun  bool
	force   bool
	places  map[string]string // IDs that have a file in the project to its path
	claims  map[string]claim  // by path, of this import
	slots   chan struct{}
	pending sync.WaitGroup

	mu   sync.Mutex
	made map[string]bool // folders that are there
}

// A claim is the first cable of an import that goes to a path.
type claim struct {
	from string
	sum  [sha256.Size]byte
}

// openTarget finds out what the project holds.
func openTarget(job ImportJob) (*target, error) {
	t := &target{
		dryRun: job.DryRun, force: job.Force, places: make(map[string]string), claims: make(map[string]claim),
		slots: make(chan struct{}, runtime.GOMAXPROCS(0)), made: make(map[string]bool),
	}
	folders, err := Scan(job.Into, "content/cables")
	if err != nil {
		return nil, fmt.Errorf("import into %s: %w", job.Into, err)
	}
	for _, folder := range folders {
		for _, f := range folder.Files {
			if id := nameID(f.Path); id != "" {
				t.places[id] = f.Path
			}
		}
	}
	if !job.DryRun {
		if err := os.MkdirAll(job.Into, 0o777); err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
	}
	t.root, err = os.OpenRoot(job.Into)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	return t, nil
}

func (t *target) close() {
	if t.root != nil {
		t.root.Close()
	}
}

// take settles what becomes of a cable and writes it in the background. It is
// called for one cable after the other, so that of two with one ID the first one
// wins.
func (t *target) take(k *task, stop context.CancelCauseFunc) {
	o, data := k.outcome, k.data
	if place, ok := t.places[o.ID]; ok {
		o.File = place
		if formOf(place) != textForm {
			o.Status, o.Reason = Kept, "the project has this cable in another form"
			return
		}
	}
	sum := sha256.Sum256(data)
	if first, ok := t.claims[o.File]; ok {
		o.Status, o.Reason = Kept, "differs from the cable of that ID in "+first.from
		if first.sum == sum {
			o.Status, o.Reason = Unchanged, "the same as in "+first.from
		}
		return
	}
	t.claims[o.File] = claim{o.From, sum}
	t.slots <- struct{}{}
	t.pending.Go(func() {
		defer func() { <-t.slots }()
		if err := t.settle(o, data); err != nil {
			o.Status, o.Reason = Skipped, cause(err).Error()
			stop(fmt.Errorf("import: %w", err))
		}
	})
}

// settle compares a cable with its file and writes it where that is called for.
func (t *target) settle(o *Outcome, data []byte) error {
	old, err := t.read(o.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		o.Status = Written
	case err != nil:
		return err
	case bytes.Equal(old, data):
		o.Status = Unchanged
		return nil
	case !t.force:
		o.Status, o.Reason = Kept, "a different file is there"
		return nil
	default:
		o.Status = Replaced
	}
	if t.dryRun {
		return nil
	}
	return t.write(o.File, data)
}

// read returns the file that is there.
func (t *target) read(file string) ([]byte, error) {
	if t.root == nil {
		return nil, fs.ErrNotExist
	}
	return t.root.ReadFile(file)
}

// write puts a file there as a whole: under a name that no scan sees, and then
// under its own.
func (t *target) write(file string, data []byte) error {
	dir, name := path.Split(file)
	if err := t.folder(dir); err != nil {
		return err
	}
	scratch := dir + "." + name + ".new"
	if err := t.root.WriteFile(scratch, data, 0o666); err != nil {
		t.root.Remove(scratch)
		return err
	}
	return t.root.Rename(scratch, file)
}

// folder makes a folder that is not there yet.
func (t *target) folder(dir string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.made[dir] {
		return nil
	}
	err := t.root.MkdirAll(strings.TrimSuffix(dir, "/"), 0o777)
	t.made[dir] = err == nil
	return err
}
