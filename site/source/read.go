package source

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// maxText is the size in bytes above which one cable is refused. The longest
// cables have a few hundred kilobytes; what is longer is another kind of file
// or a record whose end is missing.
const maxText = 16 << 20

var (
	errIrregular = errors.New("not a regular file")
	errTooLong   = fmt.Errorf("more than %d MiB, too much for one cable", maxText>>20)
	errChanging  = errors.New("the file changes while it is read")
)

// openRegular opens a file for reading, and nothing else that may bear its
// name: opening a FIFO would wait for ever, and a link leads out of the project.
func openRegular(path string) (*os.File, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() {
		return nil, &os.PathError{Op: "open", Path: path, Err: errIrregular}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if after, err := f.Stat(); err != nil || !os.SameFile(before, after) {
		f.Close()
		return nil, &os.PathError{Op: "open", Path: path, Err: errChanging}
	}
	return f, nil
}

// readRegular reads size bytes of a file from an offset on, or all of it where
// size is 0. A file that changes meanwhile, one that is being copied, say, is read
// again.
func readRegular(path string, offset int64, size int) ([]byte, error) {
	for try := 0; ; try++ {
		data, err := readOnce(path, offset, size)
		if err == nil {
			return data, nil
		}
		if err != errChanging || try == 3 {
			return nil, &os.PathError{Op: "read", Path: path, Err: err}
		}
	}
}

// readSized reads size bytes of a file from an offset on, or all of a file whose
// size, known from before the first byte is read, is fileSize: where it has
// another one, it has changed. A file that ends before size bytes are read is for
// the caller to see.
func readSized(offset int64, size int, fileSize int64, read func([]byte, int64) (int, error)) ([]byte, error) {
	want := int64(size)
	if size == 0 {
		want = fileSize
	}
	if want > maxText {
		return nil, errTooLong
	}
	room := want
	if size == 0 {
		room++ // to see the end
	}
	data := make([]byte, room)
	n := 0
	for n < len(data) {
		m, err := read(data[n:], offset+int64(n))
		n += m
		if err == io.EOF || (err == nil && m == 0) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if size == 0 && int64(n) != want {
		return nil, errChanging
	}
	return data[:n], nil
}

// cause returns what a file operation failed of, without the file's name.
func cause(err error) error {
	if path, ok := errors.AsType[*os.PathError](err); ok {
		return path.Err
	}
	return err
}
