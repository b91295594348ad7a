package source

import "syscall"

// readOnce reads a regular file with five system calls at most and none of the os
// package's bookkeeping, which takes a third of the time when an archive of a
// quarter of a million files is read.
func readOnce(path string, offset int64, size int) ([]byte, error) {
	fd, err := again(func() (int, error) {
		return syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	})
	if err == syscall.ELOOP {
		return nil, errIrregular
	}
	if err != nil {
		return nil, err
	}
	defer syscall.Close(fd)
	var before, after syscall.Stat_t
	if err := syscall.Fstat(fd, &before); err != nil {
		return nil, err
	}
	if before.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return nil, errIrregular
	}
	data, err := readSized(offset, size, before.Size, func(b []byte, at int64) (int, error) {
		return again(func() (int, error) { return syscall.Pread(fd, b, at) })
	})
	if err != nil || size > 0 {
		return data, err
	}
	if err := syscall.Fstat(fd, &after); err != nil {
		return nil, err
	}
	if after.Size != before.Size || after.Mtim != before.Mtim {
		return nil, errChanging
	}
	return data, nil
}

// again repeats a call that a signal interrupted.
func again(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if err != syscall.EINTR {
			return n, err
		}
	}
}
