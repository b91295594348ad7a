//go:build !unix

package source

import "io/fs"

// inode returns 0: the number would need the file to be opened here.
func inode(fs.FileInfo) uint64 { return 0 }
