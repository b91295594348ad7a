package output

import (
	"os"

	"golang.org/x/sys/unix"
)

// create writes a new file and returns its stat. Every error counts, also that
// of Close: a full disk shows itself there at the latest.
//
// It makes four system calls and none of the os package's bookkeeping, which
// also asks the kernel to poll every file, in vain: a third of the time that a
// quarter of a million files take.
func create(path string, data []byte) (stat, error) {
	fail := func(op string, err error) (stat, error) {
		return stat{}, &os.PathError{Op: op, Path: path, Err: err}
	}
	fd, err := again(func() (int, error) {
		return unix.Open(path, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0o666)
	})
	if err != nil {
		return fail("open", err)
	}
	var info unix.Stat_t
	op := "write"
	if err = writeAll(fd, data); err == nil {
		op, err = "stat", unix.Fstat(fd, &info)
	}
	if closing := unix.Close(fd); err == nil {
		op, err = "close", closing
	}
	if err != nil {
		return fail(op, err)
	}
	return stat{info.Size, info.Mtim.Nano()}, nil
}

func writeAll(fd int, data []byte) error {
	for len(data) > 0 {
		n, err := again(func() (int, error) { return unix.Write(fd, data) })
		if err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

// again repeats a call that a signal interrupted.
func again(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if err != unix.EINTR {
			return n, err
		}
	}
}
