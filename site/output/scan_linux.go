package output

import (
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// read reads the files of a folder and returns the names of those in it. It asks
// for each file by its name in the folder that is open, which costs half of what
// asking by the whole path does.
func (f *folder) read(root string) (subs []string, err error) {
	path := filepath.Join(root, filepath.FromSlash(f.path))
	fail := func(op string, err error) ([]string, error) {
		return nil, &os.PathError{Op: op, Path: path, Err: err}
	}
	fd, err := again(func() (int, error) { return unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0) })
	if err != nil {
		return fail("open", err)
	}
	defer unix.Close(fd)
	buf := make([]byte, 64<<10)
	for {
		n, err := again(func() (int, error) { return unix.ReadDirent(fd, buf) })
		if err != nil {
			return fail("read", err)
		}
		if n == 0 {
			return subs, nil
		}
		_, _, names := unix.ParseDirent(buf[:n], -1, nil)
		for _, name := range names {
			var info unix.Stat_t
			err := unix.Fstatat(fd, name, &info, unix.AT_SYMLINK_NOFOLLOW)
			switch {
			case err == unix.ENOENT: // deleted since the folder was read
			case err != nil:
				return fail("stat", err)
			case info.Mode&unix.S_IFMT == unix.S_IFDIR:
				subs = append(subs, name)
			case info.Mode&unix.S_IFMT != unix.S_IFREG:
				f.files = append(f.files, found{name, irregular(fs.ModeIrregular)})
			default:
				f.files = append(f.files, found{name, stat{info.Size, info.Mtim.Nano()}})
			}
		}
	}
}
