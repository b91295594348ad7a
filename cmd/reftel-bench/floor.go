package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// A file of an output: its path and size.
type file struct {
	path string
	size int64
}

// list returns the files below dir.
func list(dir string) (files []file, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		files = append(files, file{rel, info.Size()})
		bytes += info.Size()
		return err
	})
	return files, bytes, err
}

// A raw is what writing files with nothing but system calls took.
type raw struct {
	wall, cpu time.Duration
	writers   int
}

// floor writes files of the same paths and sizes into an empty folder with
// several numbers of writers after each other, and returns the best.
func (b *bench) floor(dir string, files []file) (best raw, err error) {
	for _, n := range []int{2, 4, 8} {
		if err := b.settle(dir, len(files)); err != nil {
			return best, err
		}
		before := processorTime()
		took, err := writeAll(dir, files, n, b.sync)
		if err != nil {
			return best, err
		}
		if best.wall == 0 || took < best.wall {
			best = raw{took, processorTime() - before, n}
		}
	}
	return best, b.discard(dir)
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// settle takes away what was written to a folder, and lets the machine come to
// rest. A virtual machine gives memory that was freed back to its host in the
// seconds after, and getting it again takes longer than writing to it: a
// generator that reads before it writes pays for that, and so must whoever
// writes at once.
func (b *bench) settle(dir string, files int) error {
	if err := b.discard(dir); err != nil {
		return err
	}
	unix.Sync()
	time.Sleep(time.Duration(files) * rest)
	return nil
}

// rest is the time for each file that was written.
const rest = 40 * time.Microsecond

func writeAll(dir string, files []file, writers int, sync_ bool) (time.Duration, error) {
	largest := int64(0)
	folders := map[string]bool{}
	for _, f := range files {
		largest = max(largest, f.size)
		folders[filepath.Dir(filepath.Join(dir, f.path))] = true
	}
	data := make([]byte, largest)
	for i := range data {
		data[i] = byte('a' + i%26)
	}
	start := time.Now()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return 0, err
	}
	for folder := range folders {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			return 0, err
		}
	}
	var next atomic.Int64
	var failure atomic.Pointer[error]
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(files) || failure.Load() != nil {
					return
				}
				if err := writeOne(filepath.Join(dir, files[i].path), data[:files[i].size]); err != nil {
					failure.Store(&err)
				}
			}
		})
	}
	wait.Wait()
	if err := failure.Load(); err != nil {
		return 0, *err
	}
	if sync_ {
		unix.Sync()
	}
	return time.Since(start), nil
}

func writeOne(path string, data []byte) error {
	fd, err := unix.Open(path, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0o666)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer unix.Close(fd)
	for len(data) > 0 {
		n, err := unix.Write(fd, data)
		if err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
		data = data[n:]
	}
	return nil
}
