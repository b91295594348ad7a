package site

import (
	"sync"

	"reftel/site/archive"
	"reftel/site/redaction"
)

// A recent remembers the cables that were read last. The plan puts all pages of
// a cable next to each other, so a build reads and parses each cable once for
// all of them. Safe for concurrent use.
type recent struct {
	*reader

	mu     sync.Mutex
	cables map[*archive.Facts]redaction.Cable
}

// remembered is the number of cables that are kept: many more than are worked
// on at once, as all are forgotten together.
const remembered = 64

// newRecent returns a recent that remembers nothing yet. It leaves files open
// until its opener is closed.
func newRecent(r *reader) *recent {
	keeping := *r
	keeping.opener = r.opener.Keep()
	return &recent{reader: &keeping, cables: map[*archive.Facts]redaction.Cable{}}
}

// Cable returns a cable, and reads it where it is not remembered.
func (r *recent) Cable(f *archive.Facts) (redaction.Cable, error) {
	r.mu.Lock()
	c, ok := r.cables[f]
	r.mu.Unlock()
	if ok {
		return c, nil
	}
	c, err := r.reader.Cable(f)
	if err != nil {
		return c, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.cables) == remembered {
		clear(r.cables)
	}
	r.cables[f] = c
	return c, nil
}
