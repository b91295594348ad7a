// Package output writes planned files into a directory and keeps it in step
// with the plan: what has not changed is not touched, what is gone is removed,
// what was damaged by hand is mended, and what is not ours is left alone.
//
// Rules that everything here serves:
//
//   - Nothing half-written is ever visible. A first build fills a staging
//     directory that is renamed to the output as a whole; later builds render
//     every changed file into a staging directory first, and only when all of
//     them are there rename them into place one by one.
//   - So a failure while rendering (which may look at the bytes and say no)
//     leaves the output exactly as it was.
//   - The manifest is written last. A journal of the paths that are about to
//     appear is written first, so that after a crash at any moment the next
//     build knows which files are its own.
//
// The package knows nothing of cables. The caller holds a lock (see Lock).
package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Private is the folder inside the output that holds the manifest. It is never
// part of the site.
const Private = ".reftel"

// A Key says when a file must be made again: two files with one key have the
// same bytes.
type Key [32]byte

// Files are the planned files, numbered from 0 in the order in which they are
// put into place: pages before the indexes that link to them. The functions
// are called from several goroutines at once, for different files.
type Files struct {
	Len  int
	Path func(i int) string // relative to the output, slash-separated, checked to be local, unique
	// Draft returns the path of file i, its key and what makes its bytes.
	Draft func(i int) (path string, key Key, render Render)
}

// A Render appends the bytes of a file to dst and returns the result. Its error
// stops the build before anything is published, and is returned as it is.
type Render func(dst []byte) ([]byte, error)

// Options say how to write.
type Options struct {
	Jobs  int  // files rendered at once; 0 for two per processor
	Again bool // make every file again, whatever the manifest says
	Force bool // as Again, and write over files that are not ours
	// Foreign sees every file in the output that is not ours; an error stops the
	// build before anything is published. Nil looks at none.
	Foreign func(path string, data []byte) error
	// Progress is called now and then with the number of files done.
	Progress func(done int)
}

// A Report says what a build did.
type Report struct {
	Files   int      // planned
	Written int      // new or changed
	Bytes   int64    // written
	Mended  []string // files that were damaged or deleted by hand
	Removed []string // files of an earlier build that are no longer planned
	Foreign []string // files in the output that are not ours; left alone
}

// Write brings dir in step with the planned files.
// On an error dir is as it was, except where a failure of the disk strikes
// while files are renamed into place: then every file is whole, old or new,
// and the next build completes the work.
func Write(ctx context.Context, dir string, files Files, o Options) (Report, error) {
	sweepStaging(dir)
	if fresh(dir) {
		return writeFresh(ctx, dir, files, o)
	}
	return update(ctx, dir, files, o)
}

// fresh reports whether dir does not exist or is empty.
func fresh(dir string) bool {
	entries, err := os.ReadDir(dir)
	return errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0
}

// stagingName is the pattern of the staging directories beside dir.
func stagingName(dir string) string { return "." + filepath.Base(dir) + ".reftel-staging-*" }

// sweepStaging removes what a killed build left beside dir. The lock that the
// caller holds makes sure that no other build is using it.
func sweepStaging(dir string) {
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), stagingName(dir)))
	for _, d := range left {
		os.RemoveAll(d)
	}
}

// writeFresh fills a staging directory and renames it to dir.
func writeFresh(ctx context.Context, dir string, files Files, o Options) (r Report, err error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return r, fmt.Errorf("make output: %w", err)
	}
	stage, err := os.MkdirTemp(filepath.Dir(dir), stagingName(dir))
	if err != nil {
		return r, fmt.Errorf("make staging directory: %w", err)
	}
	defer func() {
		if err != nil {
			os.RemoveAll(stage)
		}
	}()
	if err := os.Chmod(stage, 0o755); err != nil {
		return r, err
	}
	w := newWriter(stage, files, o)
	settled := syncAlong(stage)
	err = w.run(ctx)
	settled()
	if err != nil {
		return r, err
	}
	if err := w.manifest().write(stage); err != nil {
		return r, err
	}
	syncAll(stage)
	if err := os.Rename(stage, dir); err != nil {
		return r, fmt.Errorf("publish: %w", err)
	}
	return Report{Files: files.Len, Written: files.Len, Bytes: w.bytes.Load()}, nil
}

// update renders what changed into a staging directory inside dir, then
// renames file by file.
func update(ctx context.Context, dir string, files Files, o Options) (r Report, err error) {
	old, err := lookAt(dir)
	if err != nil {
		return r, fmt.Errorf("read output: %w", err)
	}
	stage := filepath.Join(dir, Private, "staging")
	if err := errors.Join(os.RemoveAll(stage), os.MkdirAll(stage, 0o777)); err != nil {
		return r, fmt.Errorf("make staging directory: %w", err)
	}
	defer os.RemoveAll(stage)

	w := newWriter(stage, files, o)
	w.name = stageName
	w.old = old
	w.kept = func(path string, data []byte) bool { return same(filepath.Join(dir, filepath.FromSlash(path)), data) }
	if err := w.run(ctx); err != nil {
		return r, err
	}
	next := w.manifest()
	r = Report{Files: files.Len, Bytes: w.bytes.Load()}
	r.Foreign, r.Removed = old.leftover(next)
	if err := o.look(dir, r.Foreign); err != nil {
		return r, err
	}
	staged := w.staged()
	if err := clash(dir, stage, staged, next); err != nil {
		return r, err
	}
	if len(staged) == 0 && len(r.Removed) == 0 && len(old.journal) == 0 && slices.Equal(old.entries, next.entries) {
		return r, nil
	}
	return commit(dir, stage, next, staged, old.journal, r)
}

// look shows the files of others to Foreign.
func (o *Options) look(dir string, paths []string) error {
	if o.Foreign == nil {
		return nil
	}
	for _, path := range paths {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		if err != nil {
			return fmt.Errorf("read output: %w", err)
		}
		if err := o.Foreign(path, data); err != nil {
			return err
		}
	}
	return nil
}

// clash refuses to overwrite files that this program did not write, unless
// they hold the very bytes that would be written.
func clash(dir, stage string, staged []staged, next *manifest) error {
	var paths []string
	for _, s := range staged {
		if !s.inTheWay {
			continue
		}
		path := next.entries[s.index].path
		data, err := os.ReadFile(filepath.Join(stage, s.name))
		if err != nil {
			return err
		}
		if !same(filepath.Join(dir, filepath.FromSlash(path)), data) {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return nil
	}
	slices.Sort(paths)
	return &ClashError{Paths: paths}
}

// A ClashError says that planned files would overwrite files that this program
// did not write.
type ClashError struct{ Paths []string }

func (e *ClashError) Error() string {
	return fmt.Sprintf("the output holds %d files in the way that were not written by reftel, the first is %s", len(e.Paths), e.Paths[0])
}

// stageName is the name of the n-th staged file: folders of a thousand, since
// one flat folder is slow to fill.
func stageName(n int) string { return fmt.Sprintf("%d/%d", n/1000, n) }

// commit moves staged files to their places, removes what is stale, and writes
// the manifest.
func commit(dir, stage string, next *manifest, staged []staged, journal map[string]bool, r Report) (Report, error) {
	if err := writeJournal(dir, staged, next, journal); err != nil {
		return r, err
	}
	syncAll(stage)
	made := map[string]bool{}
	for _, s := range staged {
		e := &next.entries[s.index]
		to := filepath.Join(dir, filepath.FromSlash(e.path))
		if err := place(filepath.Join(stage, s.name), to, made); err != nil {
			return r, fmt.Errorf("publish %s: %w", e.path, err)
		}
		r.Written++
		if s.mended {
			r.Mended = append(r.Mended, e.path)
		}
	}
	for _, path := range r.Removed {
		if err := remove(dir, path); err != nil {
			return r, fmt.Errorf("remove %s: %w", path, err)
		}
	}
	return r, next.write(dir)
}

// place renames a staged file to its path, making folders on the way. Where an
// earlier build (or a hand) left a folder or a file in the way of the other
// kind, an empty folder is removed and anything else is an error.
func place(from, to string, made map[string]bool) error {
	if parent := filepath.Dir(to); !made[parent] {
		if err := os.MkdirAll(parent, 0o777); err != nil {
			return err
		}
		made[parent] = true
	}
	err := os.Rename(from, to)
	if err == nil {
		return nil
	}
	if info, statErr := os.Lstat(to); statErr == nil && info.IsDir() {
		if removeErr := os.Remove(to); removeErr == nil {
			return os.Rename(from, to)
		}
	}
	return err
}

// remove deletes a stale file and the folders that it leaves empty.
func remove(dir, path string) error {
	full := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.Remove(full); err != nil && !errors.Is(err, fs.ErrNotExist) && !isNotDir(err) {
		return err
	}
	for parent := filepath.Dir(full); len(parent) > len(dir) && strings.HasPrefix(parent, dir); parent = filepath.Dir(parent) {
		if os.Remove(parent) != nil {
			break
		}
	}
	return nil
}

// same reports whether the file holds exactly these bytes.
func same(path string, data []byte) bool {
	old, err := os.ReadFile(path)
	return err == nil && bytes.Equal(old, data)
}
