package preview

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"time"
)

const (
	// quiet is how long nothing may happen before changes are handed on:
	// long enough for an editor's rename and write, too short to be felt.
	quiet = 75 * time.Millisecond
	// limit is the longest that a change waits for quiet.
	limit = 500 * time.Millisecond
)

// A batch collects what happens until it has been quiet for a moment.
type batch struct {
	everything  bool
	dirs        map[string]bool
	went        map[string]bool // name: whether it was there when the batch began and went away
	first, last time.Time       // when it was added to; zero while nothing has happened
}

func newBatch() *batch {
	return &batch{dirs: map[string]bool{}, went: map[string]bool{}}
}

func (b *batch) empty() bool { return b.first.IsZero() }

// add notes that the entries of dir may have changed.
func (b *batch) add(dir string, now time.Time) {
	b.touch(now)
	b.dirs[dir] = true
}

// addEverything notes that anything may have changed.
func (b *batch) addEverything(now time.Time) {
	b.touch(now)
	b.everything = true
}

func (b *batch) touch(now time.Time) {
	if b.empty() {
		b.first = now
	}
	b.last = now
}

// came and leave note the fate of one name. Only the first counts: what came
// and left inside a batch, as an editor's temporary files do, was never there.
func (b *batch) came(name string) { b.fate(name, false) }

func (b *batch) leave(name string) { b.fate(name, true) }

func (b *batch) fate(name string, went bool) {
	if _, known := b.went[name]; !known {
		b.went[name] = went
	}
}

// wait returns how long the batch has to wait yet, zero when it is ready. It
// must not be empty. While a name is missing that was there before, the batch
// waits as long as it may: vim moves the file away before it writes it anew,
// and an absence in between is no deletion.
func (b *batch) wait(now time.Time) time.Duration {
	last := b.first.Add(limit)
	if ready := b.last.Add(quiet); ready.After(now) {
		return max(0, min(ready.Sub(now), last.Sub(now)))
	}
	if last.After(now) && b.missing() {
		return last.Sub(now)
	}
	return 0
}

func (b *batch) missing() bool {
	for name, went := range b.went {
		if !went {
			continue
		}
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}

// hints returns the directories to look at, sorted; nil stands for everything.
func (b *batch) hints() []string {
	if b.everything {
		return nil
	}
	return slices.Sorted(maps.Keys(b.dirs))
}
