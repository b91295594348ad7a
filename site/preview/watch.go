package preview

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// rescanEvery is how often everything is compared with the last time, in
	// case an event was lost without a word.
	rescanEvery = 30 * time.Second
	// pollEvery is the same where there are no events.
	pollEvery = 500 * time.Millisecond
	// rest keeps looking from becoming the main work of the machine: a look
	// that took a second is followed by at least four of rest.
	rest = 4
)

// A Watcher tells in which directories files may have changed.
//
// It stands on events where the system gives them and on looking again and
// again where not; see the rules in the package comment. Directories are
// watched, never files: editors replace a file when they save it, and a watch
// would go with the old one.
type Watcher struct {
	roots   []Root
	scanner scanner
	say     func(string)
	open    func() (*fsnotify.Watcher, error)
	ready   chan *batch
	named   chan string // see also
	// capacity is how many files may be watched, see roomFor.
	capacity int

	// What follows belongs to the goroutine that runs.
	file    string            // that is watched beside the roots, "" for none
	events  *fsnotify.Watcher // nil while there are none and looking has to do
	watched map[string]bool   // directories that events come from
	room    int               // what is left of the capacity
	pending *batch
	lost    bool     // events may have been lost or carry wrong names
	seen    snapshot // nil before the first look at everything
	looking bool
	rescan  *time.Timer
}

// Watch begins to watch the roots. Every change made after it has returned is
// reported by Next, until ctx ends. The trial folder is where a file may be
// written for a moment to find out whether events come at all; it is on the
// file system of the roots and not below them. What the user should know
// about the way of watching is handed to say.
func Watch(ctx context.Context, roots []Root, trial string, say func(string)) *Watcher {
	w := newWatcher(roots, say)
	w.begin(trial)
	go w.run(ctx)
	return w
}

func newWatcher(roots []Root, say func(string)) *Watcher {
	return &Watcher{
		roots:    roots,
		scanner:  newScanner(roots),
		say:      say,
		open:     fsnotify.NewWatcher,
		ready:    make(chan *batch),
		named:    make(chan string),
		capacity: roomFor(runtime.GOOS),
		pending:  newBatch(),
		rescan:   time.NewTimer(rescanEvery),
	}
}

// Next waits for a change and returns the directories to look at, sorted.
// There is at least one, save for nil, which means: look everywhere. It
// fails only when ctx ends.
func (w *Watcher) Next(ctx context.Context) ([]string, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case b := <-w.ready:
		return b.hints(), nil
	}
}

// also watches one more file, in place of the one that was named before. It may
// lie anywhere and need not be there yet.
func (w *Watcher) also(ctx context.Context, file string) {
	select {
	case w.named <- file:
	case <-ctx.Done():
	}
}

// include is also, for the goroutine that runs.
func (w *Watcher) include(file string) {
	if file == w.file {
		return
	}
	if w.file != "" {
		w.roots, w.file = w.roots[:len(w.roots)-1], ""
	}
	if !w.holds(file) {
		w.roots, w.file = append(slices.Clip(w.roots), Root{Dir: filepath.Dir(file), Names: []string{filepath.Base(file)}}), file
		w.lost = w.events != nil // so that all roots are watched afresh, and looked at
		w.pending.addEverything(time.Now())
	}
	w.scanner.roots = w.roots
}

// run is the only goroutine that touches the watcher's state. It never waits
// for the one who calls Next: what happens meanwhile joins the batch.
func (w *Watcher) run(ctx context.Context) {
	defer w.rescan.Stop()
	defer w.deafen()
	scans := make(chan scanned, 1)
	due := time.NewTimer(time.Hour)
	for {
		ready := w.deliverable(due)
		events, errs := w.channels()
		select {
		case <-ctx.Done():
			return
		case e, open := <-events:
			w.event(e, open)
		case err, open := <-errs:
			w.failed(err, open)
		case <-due.C:
		case ready <- w.pending:
			w.pending = newBatch()
		case <-w.rescan.C:
			w.look(scans)
		case s := <-scans:
			w.compare(s)
		case file := <-w.named:
			w.include(file)
		}
	}
}

// deliverable returns the channel to offer the batch on, nil while it is not
// ready; then due fires when it may be.
func (w *Watcher) deliverable(due *time.Timer) chan *batch {
	if w.pending.empty() {
		return nil
	}
	if wait := w.pending.wait(time.Now()); wait > 0 {
		due.Reset(wait)
		return nil
	}
	if w.lost {
		w.renew()
		return w.deliverable(due)
	}
	return w.ready
}

// A scanned is a snapshot and the time it took.
type scanned struct {
	snapshot snapshot
	took     time.Duration
}

// look begins a look at everything, unless there is one under way. It must
// not hold up the events.
func (w *Watcher) look(to chan<- scanned) {
	if w.looking {
		return
	}
	w.looking = true
	scanner := w.scanner
	go func() {
		start := time.Now()
		shot := scanner.scan()
		to <- scanned{shot, time.Since(start)}
	}()
}

// compare adds to the batch what differs from the last look at everything. The
// first look has nothing to be compared with, and so all differs.
func (w *Watcher) compare(s scanned) {
	now := time.Now()
	for _, dir := range changed(w.seen, s.snapshot) {
		w.pending.add(dir, now)
		if w.events != nil && !w.watched[dir] {
			w.follow(dir)
		}
	}
	w.seen, w.looking = s.snapshot, false
	w.rescan.Reset(max(w.interval(), rest*s.took))
}

func (w *Watcher) interval() time.Duration {
	if w.events == nil {
		return pollEvery
	}
	return rescanEvery
}
