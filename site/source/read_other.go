//go:build !linux

package source

// readOnce reads a regular file.
func readOnce(path string) ([]byte, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, cause(err)
	}
	data, err := readSized(before.Size(), f.Read)
	if err != nil {
		return nil, cause(err)
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
