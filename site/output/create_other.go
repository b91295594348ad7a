//go:build !linux

package output

import "os"

// create writes a new file and returns its stat. Every error counts, also that
// of Close: a full disk shows itself there at the latest.
func create(path string, data []byte) (stat, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return stat{}, err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return stat{}, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return stat{}, err
	}
	return statOf(info), f.Close()
}

func statOf(info os.FileInfo) stat { return stat{info.Size(), info.ModTime().UnixNano()} }
