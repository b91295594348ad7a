package source

import (
	"fmt"
	"os"
	"sync"
)

// An Opener reads documents again whose place is known. It is safe for concurrent
// use.
type Opener struct {
	root string

	mu   sync.Mutex
	kept map[string]*os.File // that hold many cables; nil where each is closed at once
}

// NewOpener returns an Opener for the project in the folder root.
func NewOpener(root string) *Opener { return &Opener{root: root} }

// keptFiles is the number of files that are left open at once.
const keptFiles = 16

// Keep returns an Opener that leaves files of many cables open, as each is read
// again and again, until Close. What it reads of a file that is replaced
// meanwhile is the old one.
func (o *Opener) Keep() *Opener { return &Opener{root: o.root, kept: map[string]*os.File{}} }

// Close closes the files that were left open.
func (o *Opener) Close() {
	for _, f := range o.kept {
		f.Close()
	}
}

// Open reads the document at an offset of a file of the project. size is that of
// its record and seal that of the document, 0 where they are not known. The error
// is one of the environment: no such file, no such record.
func (o *Opener) Open(file string, offset int64, size int, seal uint64) (Document, error) {
	form := formOf(file)
	switch {
	case form.many() && size > 0:
		return o.openPart(Record{File: file, Offset: offset, form: form, before: seal}, size)
	case form != unknown && !form.many() && offset == 0:
		return o.openPart(Record{File: file, form: form, before: seal}, 0) // whatever its size is by now
	}
	for r, err := range records(o.root, file, offset) {
		if err != nil {
			return Document{}, err
		}
		return r.Document(), nil
	}
	return Document{}, fmt.Errorf("read %s: no cable at byte %d", file, offset)
}

// openPart reads a record that takes up size bytes of its file, or all of it
// where size is 0.
func (o *Opener) openPart(r Record, size int) (d Document, err error) {
	r.raw, err = o.read(r.File, r.Offset, size)
	if err != nil {
		return d, fmt.Errorf("read %s: %w", r.File, cause(err))
	}
	r.Line = lineOf(r.Offset)
	return r.Document(), nil
}

// read reads size bytes of a file, or all of it where size is 0.
func (o *Opener) read(file string, offset int64, size int) ([]byte, error) {
	if size > 0 && o.kept != nil {
		if f := o.keep(file); f != nil {
			return readSized(offset, size, 0, f.ReadAt)
		}
	}
	return readRegular(local(o.root, file), offset, size)
}

// keep returns a file that is left open, nil where it is not.
func (o *Opener) keep(file string) *os.File {
	o.mu.Lock()
	defer o.mu.Unlock()
	if f := o.kept[file]; f != nil || len(o.kept) == keptFiles {
		return f
	}
	f, err := openRegular(local(o.root, file))
	if err != nil {
		return nil // opening it again says why
	}
	o.kept[file] = f
	return f
}
