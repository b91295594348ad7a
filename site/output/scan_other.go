//go:build !linux

package output

import (
	"os"
	"path/filepath"
)

// read reads the files of a folder and returns the names of those in it.
func (f *folder) read(root string) (subs []string, err error) {
	entries, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(f.path)))
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.IsDir() {
			subs = append(subs, e.Name())
			continue
		}
		info, err := e.Info()
		if os.IsNotExist(err) {
			continue // deleted since the folder was read
		}
		if err != nil {
			return nil, err
		}
		s := statOf(info)
		if kind := info.Mode().Type(); kind != 0 {
			s = irregular(kind)
		}
		f.files = append(f.files, found{e.Name(), s})
	}
	return subs, nil
}
