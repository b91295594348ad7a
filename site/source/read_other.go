//go:build !linux

package source

// readOnce reads a regular file.
func readOnce(path string, offset int64, size int) ([]byte, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, cause(err)
	}
	data, err := readSized(offset, size, before.Size(), f.ReadAt)
	if err != nil || size > 0 {
		return data, cause(err)
	}
	after, err := f.Stat()
	if err != nil {
		return nil, cause(err)
	}
	if after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return nil, errChanging
	}
	return data, nil
}
