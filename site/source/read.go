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
	errTooLong   = fmt.Errorf("more than %d bytes for one cable", maxText)
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

// readRegular reads a whole file. A file that changes meanwhile, one that is
// being copied, say, is read again.
func readRegular(path string) ([]byte, error) {
	for try := 0; ; try++ {
		data, err := readOnce(path)
		if err == nil {
			return data, nil
		}
		if err != errChanging || try == 3 {
			return nil, &os.PathError{Op: "read", Path: path, Err: err}
		}
	}
}

// readSized reads a file of the given size, which is known from before the
// first byte is read; a file of another size has changed.
func readSized(size int64, read func([]byte) (int, error)) ([]byte, error) {
	if size > maxText {
		return nil, errTooLong
	}
	data := make([]byte, size+1) // one more, to see the end
	n := 0
	for n < len(data) {
		m, err := read(data[n:])
		n += m
		if err == io.EOF || (err == nil && m == 0) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if int64(n) != size {
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
