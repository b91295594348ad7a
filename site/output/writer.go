package output

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
)

// stat is what tells whether a file is still the one that was written.
type stat struct {
	size  int64
	mtime int64 // nanoseconds
}

func statOf(info os.FileInfo) stat { return stat{info.Size(), info.ModTime().UnixNano()} }

// staged is a file that lies in the staging directory.
type staged struct {
	index    int    // in the plan
	name     string // in the staging directory
	stat     stat
	inTheWay bool
}

func byPlan(a, b staged) int { return a.index - b.index }

// writer renders and writes files with several goroutines.
type writer struct {
	dir  string
	o    Options
	jobs chan job
	stop chan struct{} // closed at the first error
	wg   sync.WaitGroup
	done atomic.Int64

	mu     sync.Mutex
	made   map[string]bool // folders that exist
	staged []staged
	err    error
}

type job struct {
	index int
	name  string
	file  File
}

func newWriter(dir string, o Options) *writer {
	w := &writer{dir: dir, o: o, jobs: make(chan job, 256), stop: make(chan struct{}), made: map[string]bool{}}
	for range max(o.Jobs, 1) {
		w.wg.Go(w.work)
	}
	return w
}

// add queues a file to be written under name. After an error or when ctx ends
// it drops the file; wait tells.
func (w *writer) add(ctx context.Context, index int, f File, name string) {
	select {
	case w.jobs <- job{index, name, f}:
	case <-w.stop:
	case <-ctx.Done():
		w.fail(ctx.Err())
	}
}

// wait returns the files written, in no particular order.
func (w *writer) wait(ctx context.Context) ([]staged, error) {
	close(w.jobs)
	w.wg.Wait()
	if w.err == nil {
		w.err = ctx.Err()
	}
	return w.staged, w.err
}

func (w *writer) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
		close(w.stop)
	}
}

func (w *writer) work() {
	var buf []byte
	var mine []staged
	for j := range w.jobs {
		select {
		case <-w.stop:
			continue
		default:
		}
		var s stat
		var err error
		if buf, s, err = w.one(j, buf[:0]); err != nil {
			w.fail(err)
			continue
		}
		mine = append(mine, staged{j.index, j.name, s, j.file.inTheWay})
		if n := w.done.Add(1); w.o.Progress != nil && n%64 == 0 {
			w.o.Progress(int(n))
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.staged = append(w.staged, mine...)
}

// one renders, checks and writes one file, reusing buf.
func (w *writer) one(j job, buf []byte) ([]byte, stat, error) {
	data, err := j.file.Render(buf)
	if err != nil {
		return buf, stat{}, fmt.Errorf("render %s: %w", j.file.Path, err)
	}
	if w.o.Check != nil {
		if err := w.o.Check(j.file.Path, data); err != nil {
			return data, stat{}, err
		}
	}
	path := filepath.Join(w.dir, filepath.FromSlash(j.name))
	if err := w.makeDir(filepath.Dir(path)); err != nil {
		return data, stat{}, err
	}
	s, err := create(path, data)
	if err != nil {
		return data, stat{}, fmt.Errorf("write %s: %w", j.file.Path, err)
	}
	return data, s, nil
}

func (w *writer) makeDir(dir string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.made[dir] {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	w.made[dir] = true
	return nil
}

// create writes a new file and returns its stat. Every error counts, also that
// of Close: a full disk shows itself there at the latest.
func create(path string, data []byte) (stat, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return stat{}, err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return stat{}, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return stat{}, err
	}
	return statOf(info), f.Close()
}

// replaceFile writes data to a temporary file beside path and renames it.
func replaceFile(path string, data []byte) error {
	tmp := path + ".tmp"
	os.Remove(tmp)
	if _, err := create(tmp, data); err != nil {
		os.Remove(tmp)
		return err
	}
	return os.Rename(tmp, path)
}

// isNotDir reports that a folder of the path has become a file.
func isNotDir(err error) bool {
	pe, ok := err.(*os.PathError)
	return ok && pe.Err == syscall.ENOTDIR
}
