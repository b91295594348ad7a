package redaction

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
)

// A Gate holds words that must not be published, and looks for them in bytes
// that are about to be. It is the proof that redaction has worked, so it does
// not look at what a page means but at what it is made of: every byte, in
// every disguise that bytes of a website can wear.
//
// Text and word are compared as letters and digits alone, in lower case and
// without accents; a match begins and ends where words do. So white space,
// line ends, hyphenation and punctuation make no difference. Entities, escapes
// (\u0041, \x41) and percent-encoding are read; text is read both with tags
// and without them; runs of base64, UTF-16 text, and gzip and zip members are
// unpacked and read the same way.
//
// A Gate is immutable and safe for concurrent use. A nil Gate holds no words.
type Gate struct {
	words  []word
	digest [sha256.Size]byte
	// starts holds the hashes of the first letters of all words; it sorts out
	// nearly every place of a text without looking at a word.
	starts [1 << 16 / 64]uint64
	byHash map[uint16][]int
	pool   sync.Pool // of *normal: memory for one text
}

type word struct {
	letters []byte // normal form
	line    int    // in the list of protected words
}

// minLetters is the length below which a protected word would be found in
// every text.
const minLetters = 3

// NewGate reads a list of protected words: one name or variant on each line,
// "#" begins a remark. An error names lines that cannot be guarded.
func NewGate(list []byte) (*Gate, error) {
	g := &Gate{digest: sha256.Sum256(list), byHash: map[uint16][]int{}, pool: sync.Pool{New: func() any { return new(normal) }}}
	s := bufio.NewScanner(bytes.NewReader(list))
	for line := 1; s.Scan(); line++ {
		text := strings.TrimSpace(s.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		var n normal
		n.normalise([]byte(text), false)
		if len(n.letters) < minLetters {
			return nil, fmt.Errorf("line %d: a protected word needs at least %d letters or digits", line, minLetters)
		}
		g.words = append(g.words, word{n.letters, line})
		h := startHash(n.letters)
		g.starts[h/64] |= 1 << (h % 64)
		g.byHash[h] = append(g.byHash[h], len(g.words)-1)
	}
	return g, s.Err()
}

// Digest tells lists from each other. It must not be published: whoever knows
// it can test a guess.
func (g *Gate) Digest() [sha256.Size]byte { return g.digest }

// A LeakError says where protected words were found, and not which.
type LeakError struct {
	Path     string // of the output
	Line     int    // in the output file, from 1; 0 for the path itself or packed bytes
	How      string // the disguise: "text", "text between tags", "base64" …
	WordLine int    // line of the list of protected words
}

func (e *LeakError) Error() string {
	place := e.Path
	if e.Line > 0 {
		place = fmt.Sprintf("%s:%d", e.Path, e.Line)
	}
	return fmt.Sprintf("%s holds a protected word (%s; line %d of the list)", place, e.How, e.WordLine)
}

// CheckPath looks for protected words in the path of a file. The error is a
// *LeakError that does not name it.
func (g *Gate) CheckPath(path string) error {
	if g == nil {
		return nil
	}
	if at, i := g.find([]byte(path), false); at >= 0 {
		return &LeakError{Path: "a path", How: "file name", WordLine: g.words[i].line}
	}
	return nil
}

// Check looks for protected words in the bytes of a file. The error is a
// *LeakError that names the file, so its path must have been checked before.
func (g *Gate) Check(path string, data []byte) error {
	if g == nil {
		return nil
	}
	return g.check(path, data, "", 0)
}

// maxDepth bounds packed files inside packed files.
const maxDepth = 4

// check looks at data in all its readings. how tells what was unpacked to get
// at it.
func (g *Gate) check(path string, data []byte, how string, depth int) error {
	leak := func(at, i int, reading string) error {
		e := &LeakError{Path: path, How: strings.TrimSpace(how + " " + reading), WordLine: g.words[i].line}
		if depth == 0 {
			e.Line = 1 + bytes.Count(data[:at], []byte("\n"))
		}
		return e
	}
	if at, i := g.find(data, false); at >= 0 {
		return leak(at, i, "text")
	}
	if bytes.IndexByte(data, '<') >= 0 {
		if at, i := g.find(data, true); at >= 0 {
			return leak(at, i, "text between tags")
		}
	}
	if depth == maxDepth {
		return nil
	}
	for _, p := range unpack(data) {
		if err := g.check(path, p.data, strings.TrimSpace(how+" "+p.how), depth+1); err != nil {
			return err
		}
	}
	return nil
}

// find returns where in src a protected word first stands, or -1.
func (g *Gate) find(src []byte, skipTags bool) (at, word int) {
	n := g.pool.Get().(*normal)
	defer g.pool.Put(n)
	n.normalise(src, skipTags)
	for _, start := range n.words {
		s := int(start.at)
		if s+minLetters > len(n.letters) {
			break
		}
		h := startHash(n.letters[s:])
		if g.starts[h/64]&(1<<(h%64)) == 0 {
			continue
		}
		for _, i := range g.byHash[h] {
			w := g.words[i].letters
			if bytes.HasPrefix(n.letters[s:], w) && n.boundary(s+len(w)) {
				return int(start.source), i
			}
		}
	}
	return -1, 0
}

// startHash hashes the first letters of a word.
func startHash(letters []byte) uint16 {
	h := uint32(letters[0])<<16 | uint32(letters[1])<<8 | uint32(letters[2])
	return uint16((h * 2654435761) >> 16)
}
