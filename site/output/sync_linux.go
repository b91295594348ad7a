package output

import (
	"os"

	"golang.org/x/sys/unix"
)

// syncAll asks the kernel to write out the file system that holds dir: one
// call for all files instead of one for each. A failure costs durability over
// a power cut, not correctness, so it is not an error of the build.
func syncAll(dir string) {
	if f, err := os.Open(dir); err == nil {
		unix.Syncfs(int(f.Fd()))
		f.Close()
	}
}
