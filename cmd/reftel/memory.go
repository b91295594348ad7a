package main

import (
	"os"
	"runtime/debug"
)

// A build makes some sixty kilobytes of garbage for each cable. Go collects
// when the heap has doubled, so that a small archive is collected every few
// hundred cables, and a quarter of the processor time goes into it. So the heap
// may grow to four times what is in use, as long as all of it stays below a
// limit that any machine has room for; above, collecting goes on as often as is
// needed to stay there. With the full archive of 251,287 cables, what is in use
// is less than half of the limit.
const (
	heapGrowth  = 300      // percent, as GOGC
	memoryLimit = 11 << 27 // bytes, as GOMEMLIMIT: 1.375 GiB
)

// collectLess applies these figures, unless the user has chosen others.
func collectLess() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(heapGrowth)
		debug.SetMemoryLimit(memoryLimit)
	}
}
