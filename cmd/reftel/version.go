package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"
)

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(t *terminal) error {
	_, err := fmt.Fprintln(t.out, "reftel", version())
	return err
}

// version returns the module version, or the commit that the program was built
// from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return "devel"
}

// program names the bytes of this program. A page's key holds it, so that what
// another version has made is made again, also while reftel itself is being
// worked on.
func program() string {
	path, err := os.Executable()
	if err != nil {
		return version()
	}
	f, err := os.Open(path)
	if err != nil {
		return version()
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return version()
	}
	sum, err := sumOf(f, info.Size())
	if err != nil {
		return version()
	}
	return fmt.Sprintf("%x", sum)
}

// sumOf returns a digest of a file's bytes: that of the digests of its pieces,
// which are read side by side, as each command waits for it.
func sumOf(f io.ReaderAt, size int64) ([]byte, error) {
	const pieces = 8
	var sums [pieces * sha256.Size]byte
	var errs [pieces]error
	var work sync.WaitGroup
	for i := range pieces {
		work.Go(func() {
			from, to := size*int64(i)/pieces, size*int64(i+1)/pieces
			h := sha256.New()
			_, errs[i] = io.Copy(h, io.NewSectionReader(f, from, to-from))
			h.Sum(sums[:i*sha256.Size])
		})
	}
	work.Wait()
	whole := sha256.Sum256(sums[:])
	return whole[:], errors.Join(errs[:]...)
}
