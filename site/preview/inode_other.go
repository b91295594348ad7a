//go:build !unix

package preview

import "io/fs"

// inode returns 0: there is no file number that reading a directory tells.
func inode(fs.FileInfo) uint64 { return 0 }
