//go:build unix

package source

import (
	"io/fs"
	"syscall"
)

// inode returns the number of the file on its file system: a file that was
// replaced by another of the same size and time has a new one.
func inode(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Ino)
	}
	return 0
}
