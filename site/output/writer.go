package output

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
)

// stat is what tells whether a file is still the one that was written.
type stat struct {
	size  int64
	mtime int64 // nanoseconds
}

// writer renders and writes the planned files with several goroutines. Each
// takes the next few files by number, so that there is nothing to hand over.
type writer struct {
	dir   string
	files Files
	o     Options
	name  func(i int) string                  // in dir; the file's path when nil
	old   *previous                           // what earlier builds left; nil for nothing
	kept  func(path string, data []byte) bool // whether an intact file holds these bytes

	next    atomic.Int64
	done    atomic.Int64
	bytes   atomic.Int64
	results []result // by number

	mu   sync.Mutex
	err  error
	stop atomic.Bool
}

// before is what stands at a path before the build.
type before struct {
	entry    entry // of the old manifest
	was      int32 // its index there
	ours     bool  // an earlier build wrote it
	intact   bool  // and nobody has changed it since
	inTheWay bool  // something that is not ours stands there
}

// result is what became of one file.
type result struct {
	key     Key
	stat    stat
	was     int32 // index in the old manifest, if it is ours already
	ours    bool
	written bool
	// of a written one
	mended, inTheWay bool
}

// staged is a file that lies in the staging directory.
type staged struct {
	index            int // in the plan
	name             string
	mended, inTheWay bool
}

func newWriter(dir string, files Files, o Options) *writer {
	if o.Jobs <= 0 {
		o.Jobs = 2 * runtime.GOMAXPROCS(0) // some of them wait for the disk
	}
	return &writer{dir: dir, files: files, o: o, results: make([]result, files.Len)}
}

// batch is the largest number of files that a goroutine takes at once. Near the
// end, where the largest files are, it takes fewer, so that all end together.
const batch = 16

// run goes through all files; it ends early at the first error or when ctx
// ends.
func (w *writer) run(ctx context.Context) error {
	var wg sync.WaitGroup
	for range w.o.Jobs {
		wg.Go(func() { worker{w, map[string]bool{}}.work(ctx) })
	}
	wg.Wait()
	if w.err == nil {
		w.err = ctx.Err()
	}
	return w.err
}

// A worker is one goroutine of a writer.
type worker struct {
	*writer
	made map[string]bool // folders that it knows to exist
}

func (w worker) work(ctx context.Context) {
	var buf []byte
	for {
		from, end := w.take()
		if from == end {
			return
		}
		for i := from; i < end; i++ {
			if w.stop.Load() || ctx.Err() != nil {
				return
			}
			var err error
			if buf, err = w.one(i, buf[:0]); err != nil {
				w.fail(err)
				return
			}
		}
		if n := w.done.Add(int64(end - from)); w.o.Progress != nil {
			w.o.Progress(int(n))
		}
	}
}

// take returns the next files to make; none at the end.
func (w *writer) take() (from, end int) {
	for {
		from := int(w.next.Load())
		end := min(from+max(1, min(batch, (w.files.Len-from)/(8*w.o.Jobs))), w.files.Len)
		if w.next.CompareAndSwap(int64(from), int64(end)) {
			return from, end
		}
	}
}

func (w *writer) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
		w.stop.Store(true)
	}
}

// one decides about one file and writes it if it must be, reusing buf.
func (w worker) one(i int, buf []byte) ([]byte, error) {
	r := &w.results[i]
	var old before
	path, key, render := w.files.Draft(i)
	r.key = key
	if w.old != nil {
		old = w.old.before(path, w.o.Force)
		r.ours, r.was = old.ours, old.was
		if old.intact && old.entry.key == r.key && !w.o.Force && !w.o.Again {
			r.stat = old.entry.stat
			return buf, nil
		}
		r.mended, r.inTheWay = old.ours && !old.intact, old.inTheWay
	}
	data, err := render(buf)
	if err != nil {
		return buf, err
	}
	if old.intact && !w.o.Force && old.entry.stat.size == int64(len(data)) && w.kept(path, data) {
		r.stat = old.entry.stat // made of other things, and come out the same
		return data, nil
	}
	name := path
	if w.name != nil {
		name = w.name(i)
	}
	if r.stat, err = w.create(name, data); err != nil {
		return data, fmt.Errorf("write %s: %w", path, err)
	}
	r.written = true
	w.bytes.Add(int64(len(data)))
	return data, nil
}

func (w worker) create(name string, data []byte) (stat, error) {
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := w.makeDir(filepath.Dir(path)); err != nil {
		return stat{}, err
	}
	return create(path, data)
}

func (w worker) makeDir(dir string) error {
	if w.made[dir] {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	w.made[dir] = true
	return nil
}

// manifest returns what the output will hold after this build.
func (w *writer) manifest() *manifest {
	m := &manifest{entries: make([]entry, w.files.Len)}
	for i, r := range w.results {
		m.entries[i] = entry{key: r.key, stat: r.stat}
		if r.ours {
			m.entries[i].path = w.old.entries[r.was].path
		} else {
			m.entries[i].path = w.files.Path(i)
		}
	}
	return m
}

// staged lists the files written, in the order of the plan.
func (w *writer) staged() []staged {
	var out []staged
	for i, r := range w.results {
		if r.written {
			out = append(out, staged{i, w.name(i), r.mended, r.inTheWay})
		}
	}
	return out
}

// Replace writes data to a temporary file beside path and renames it, so that
// the file is whole at every moment.
func Replace(path string, data []byte) error {
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
