package output

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Lock makes sure that one process at a time builds from a project. It waits
// for the lock until ctx ends; waiting is called once, with what the holder
// wrote about itself, when there is somebody to wait for. The kernel lets go of
// the lock when a process dies.
func Lock(ctx context.Context, path string, waiting func(holder string)) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	l := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR))
	got, err := l.TryLock()
	if err == nil && !got {
		holder, _ := os.ReadFile(path)
		waiting(strings.TrimSpace(string(holder)))
		_, err = l.TryLockContext(ctx, 50*time.Millisecond)
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	os.WriteFile(path, fmt.Appendf(nil, "process %d", os.Getpid()), 0o666)
	return func() { l.Unlock() }, nil
}
