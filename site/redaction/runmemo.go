package redaction

import (
	"hash/maphash"
	"sync/atomic"
)

// Most runs of letters that base64 could be are long words and addresses, and
// these are the same on every page. A runMemo remembers some of those in which
// nothing was found, each by a keyed hash of 64 bits: that another run has the
// same by chance does not happen. It is safe for concurrent use.
type runMemo struct {
	seed maphash.Seed
	sums [1 << 12]atomic.Uint64
}

// memoRun is the length from which a run is not remembered: it may go on in the
// next line, and hardly comes twice.
const memoRun = lineBase64

func newRunMemo() *runMemo { return &runMemo{seed: maphash.MakeSeed()} }

// slot returns the place of a run and its hash.
func (m *runMemo) slot(run []byte) (*atomic.Uint64, uint64) {
	sum := maphash.Bytes(m.seed, run)
	return &m.sums[sum>>52], sum | 1 // never zero, which is an empty place
}

func (m *runMemo) has(run []byte) bool {
	at, sum := m.slot(run)
	return at.Load() == sum
}

func (m *runMemo) add(run []byte) {
	if len(run) < memoRun {
		at, sum := m.slot(run)
		at.Store(sum)
	}
}
