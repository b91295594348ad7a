package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"
)

// What a shelf keeps: more pages than anybody has open, and none so large
// that it matters.
const (
	shelved = 64
	largest = 1 << 20
)

// A rendered is a page's bytes as some version of the site had them. The zero
// value is no page.
type rendered struct {
	version int
	data    []byte
	sum     string // of data; two pages with one sum look the same
}

func (r rendered) none() bool { return r.sum == "" }

func newRendered(version int, data []byte) rendered {
	sum := sha256.Sum256(data)
	return rendered{version, data, hex.EncodeToString(sum[:12])}
}

// A shelf keeps the pages that were looked at last, so that something can be
// shown while a page cannot be made. Safe for concurrent use.
type shelf struct {
	mu    sync.Mutex
	pages map[string]rendered
	order []string // paths, the one used last at the end
}

func (s *shelf) get(path string) (rendered, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.pages[path]
	if ok {
		s.touch(path)
	}
	return r, ok
}

func (s *shelf) put(path string, r rendered) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(r.data) > largest || s.pages[path].version > r.version {
		return
	}
	if s.pages == nil {
		s.pages = map[string]rendered{}
	}
	s.pages[path] = r
	s.touch(path)
	if len(s.order) > shelved {
		delete(s.pages, s.order[0])
		s.order = slices.Delete(s.order, 0, 1)
	}
}

func (s *shelf) touch(path string) {
	if i := slices.Index(s.order, path); i >= 0 {
		s.order = slices.Delete(s.order, i, i+1)
	}
	s.order = append(s.order, path)
}
