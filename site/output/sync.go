package output

import (
	"sync"
	"time"
)

// syncAlong writes out what is written to dir as it comes, so that the disk is
// not idle first and waited for at the end. The function that it returns ends it.
func syncAlong(dir string) (end func()) {
	done := make(chan struct{})
	var work sync.WaitGroup
	work.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				syncAll(dir)
			case <-done:
				return
			}
		}
	})
	return func() { close(done); work.Wait() }
}
