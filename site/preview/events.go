package preview

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// trialTime is how long an event may take to count as coming.
const trialTime = time.Second

// errDeaf and errRoom are reasons to do without events.
var (
	errDeaf = errors.New("this file system reports no changes")
	errRoom = errors.New("too many files to watch on this system")
)

// begin takes up watching: by events if they come, else by looking.
func (w *Watcher) begin(trial string) {
	if err := w.deaf(trial); err != nil {
		w.poll(err)
	} else if err := w.listen(); err != nil {
		w.poll(err)
	}
	w.pending = newBatch() // who begins now has yet to look for the first time
}

// deaf returns the reason not to trust in events, if there is one.
func (w *Watcher) deaf(trial string) error {
	for _, root := range w.roots {
		if name, ok := remote(root.Dir); ok {
			return fmt.Errorf("others may change files on %s unheard", name)
		}
	}
	events, err := w.open()
	if err != nil {
		return err
	}
	defer events.Close()
	if !hears(events, trial) {
		return errDeaf
	}
	return nil
}

// listen opens the source of events and follows every directory.
func (w *Watcher) listen() error {
	events, err := w.open()
	if err != nil {
		return err
	}
	w.events, w.watched, w.room, w.lost = events, map[string]bool{}, w.capacity, false
	for _, root := range w.roots {
		if err := w.add(root, root.Dir); err != nil {
			return err
		}
	}
	return nil
}

// roomFor returns how many files a system can watch. kqueue opens every file
// of a watched directory, and there are other uses for open files.
func roomFor(system string) int {
	switch system {
	case "linux", "windows", "illumos", "solaris":
		return 1 << 30
	}
	return 5000
}

// add watches dir, then looks what is in it, and so on below: in the other
// order, what is made in between would never be heard of.
func (w *Watcher) add(root Root, dir string) error {
	info, err := os.Lstat(dir)
	if err != nil || !isFolder(root, info) {
		return nil
	}
	if err := w.events.Add(dir); err != nil {
		return ignoreGone(err)
	}
	w.watched[dir] = true
	w.pending.add(dir, time.Now())
	entries, err := os.ReadDir(dir)
	if err != nil {
		return ignoreGone(err)
	}
	if w.room -= len(entries); w.room < 0 {
		return errRoom
	}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if !entry.IsDir() || root.Names != nil || !root.holds(path) {
			continue
		}
		if err := w.add(root, path); err != nil {
			return err
		}
	}
	return nil
}

// ignoreGone drops the error of a directory that went away meanwhile.
func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	return err
}

// follow watches a directory that is new, and all below it.
func (w *Watcher) follow(dir string) {
	for _, root := range w.roots {
		if dir != root.Dir && (root.Names != nil || !root.holds(dir)) {
			continue
		}
		if err := w.add(root, dir); err != nil {
			w.poll(err)
			return
		}
	}
}

// event turns one event into hints.
func (w *Watcher) event(e fsnotify.Event, open bool) {
	if !open {
		w.failed(fsnotify.ErrClosed, false)
		return
	}
	if e.Op == fsnotify.Chmod || !w.holds(e.Name) {
		return
	}
	w.pending.add(w.place(e.Name), time.Now())
	if e.Has(fsnotify.Create) {
		w.pending.came(e.Name)
		w.follow(e.Name)
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		w.pending.leave(e.Name)
		w.left(e)
	}
}

func (w *Watcher) holds(path string) bool {
	for _, root := range w.roots {
		if root.holds(path) {
			return true
		}
	}
	return false
}

// place returns the directory to look at for a change of path.
func (w *Watcher) place(path string) string {
	if dir := filepath.Dir(path); w.holds(dir) {
		return dir
	}
	return path // a root whose parent is none of ours
}

// left handles a name that went away. A directory that was moved takes its
// watches along: they go on reporting under the old name, and when the kernel
// is asked to watch the new one it returns the old watch. So all are renewed.
func (w *Watcher) left(e fsnotify.Event) {
	if !w.watched[e.Name] {
		return
	}
	delete(w.watched, e.Name)
	if e.Has(fsnotify.Rename) {
		w.lost = true
	}
}

// failed handles an error of the source of events, which nearly always is
// that it could not keep up. Whatever it is, events may be missing.
func (w *Watcher) failed(err error, open bool) {
	if !open {
		w.poll(err)
		return
	}
	w.lost = true
	w.pending.addEverything(time.Now())
}

// renew watches everything afresh and calls for a look at everything.
func (w *Watcher) renew() {
	w.deafen()
	if err := w.listen(); err != nil {
		w.poll(err)
	}
	w.pending.addEverything(time.Now())
}

// poll gives up events for the reason named.
func (w *Watcher) poll(reason error) {
	w.deafen()
	w.lost = false
	w.pending.addEverything(time.Now())
	w.rescan.Reset(pollEvery)
	w.say(fmt.Sprintf("looking for changes every %v instead of being told: %v", pollEvery, explain(reason)))
}

// explain puts two errors of Linux in words that say what to do.
func explain(reason error) error {
	switch {
	case runtime.GOOS != "linux":
	case errors.Is(reason, syscall.ENOSPC):
		return errors.New("no more directories can be watched (raise fs.inotify.max_user_watches)")
	case errors.Is(reason, syscall.EMFILE):
		return errors.New("no more programs can watch (raise fs.inotify.max_user_instances)")
	}
	return reason
}

// deafen closes the source of events.
func (w *Watcher) deafen() {
	if w.events != nil {
		w.events.Close()
	}
	w.events, w.watched = nil, nil
}

func (w *Watcher) channels() (<-chan fsnotify.Event, <-chan error) {
	if w.events == nil {
		return nil, nil
	}
	return w.events.Events, w.events.Errors
}

// hears finds out whether a file written into dir makes an event come. Where
// nothing can be written, it can but hope.
func hears(events *fsnotify.Watcher, dir string) bool {
	if os.MkdirAll(dir, 0o777) != nil {
		return true
	}
	defer os.Remove(dir) // unless it holds something else
	if events.Add(dir) != nil {
		return true
	}
	defer events.Remove(dir)
	file := filepath.Join(dir, fmt.Sprintf(".watch-trial-%d", os.Getpid()))
	if os.WriteFile(file, nil, 0o666) != nil {
		return true
	}
	defer os.Remove(file)
	return heard(events, file)
}

func heard(events *fsnotify.Watcher, file string) bool {
	end := time.After(trialTime)
	for {
		select {
		case e := <-events.Events:
			if e.Name == file {
				return true
			}
		case <-events.Errors:
			return true // too much to be heard is not silence
		case <-end:
			return false
		}
	}
}
