//go:build unix

package preview

import (
	"io/fs"
	"syscall"
)

// inode returns the number of the file on its file system: it tells a file
// from another that was moved to its place.
func inode(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Ino)
	}
	return 0
}
