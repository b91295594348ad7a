package redaction

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"reftel/site/diag"
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
	closed bool
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
	g := newGate()
	g.digest = sha256.Sum256(list)
	s := bufio.NewScanner(bytes.NewReader(list))
	for line := 1; s.Scan(); line++ {
		text := strings.TrimSpace(s.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if !g.add(text, line) {
			return nil, fmt.Errorf("line %d: a protected word needs at least %d letters or digits", line, minLetters)
		}
	}
	return g, s.Err()
}

func newGate() *Gate {
	return &Gate{byHash: map[uint16][]int{}, pool: sync.Pool{New: func() any { return new(normal) }}}
}

// ClosedGate returns a gate that lets nothing pass. It stands where there
// should be a list and it cannot be read.
func ClosedGate() *Gate { return &Gate{closed: true} }

// errClosed is the error of a closed gate.
var errClosed = errors.New("nothing can be shown: the list of protected words cannot be used")

// add takes a word of a line; it reports whether the word is long enough.
func (g *Gate) add(text string, line int) bool {
	var n normal
	n.normalise([]byte(text), false)
	if len(n.letters) < minLetters {
		return false
	}
	g.words = append(g.words, word{n.letters, line})
	h := startHash(n.letters)
	g.starts[h/64] |= 1 << (h % 64)
	g.byHash[h] = append(g.byHash[h], len(g.words)-1)
	return true
}

// Digest tells lists from each other. It must not be published: whoever knows
// it can test a guess.
func (g *Gate) Digest() [sha256.Size]byte { return g.digest }

// Mask returns problems of a project's files without the protected words that
// they quote: messages are read by many, in the logs of a build server too.
func (g *Gate) Mask(problems []diag.Problem) []diag.Problem {
	if g == nil || g.closed {
		return problems
	}
	masked := false
	for i := range problems {
		p := &problems[i]
		file, text := g.holds([]byte(p.File)), g.holds([]byte(p.Message+"\n"+p.Hint))
		if !file && !text {
			continue
		}
		if !masked {
			problems, masked = slices.Clone(problems), true
			p = &problems[i]
		}
		if file {
			p.File = ""
		}
		p.Message, p.Hint = "what is wrong here is not said, because it would show a protected word", "code "+p.Code
	}
	return problems
}

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
	switch {
	case g == nil:
		return nil
	case g.closed:
		return errClosed
	}
	if at, i := g.find([]byte(path), false); at >= 0 {
		return &LeakError{Path: "a path", How: "file name", WordLine: g.words[i].line}
	}
	return nil
}

// Check looks for protected words in the bytes of a file. The error is a
// *LeakError that names the file, so its path must have been checked before.
func (g *Gate) Check(path string, data []byte) error {
	switch {
	case g == nil:
		return nil
	case g.closed:
		return errClosed
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
	at = -1
	g.each(n, func(start wordStart, i int) bool {
		at, word = int(start.source), i
		return false
	})
	return at, word
}

// each calls f with every place of a text where a word of the list stands,
// until f says no.
func (g *Gate) each(n *normal, f func(start wordStart, word int) bool) {
	for _, start := range n.words {
		s := int(start.at)
		if s+minLetters > len(n.letters) {
			return
		}
		h := startHash(n.letters[s:])
		if g.starts[h/64]&(1<<(h%64)) == 0 {
			continue
		}
		for _, i := range g.byHash[h] {
			w := g.words[i].letters
			if bytes.HasPrefix(n.letters[s:], w) && n.boundary(s+len(w)) && !f(start, i) {
				return
			}
		}
	}
}

// holds reports whether a word stands in plain text, with mark-up or without.
func (g *Gate) holds(text []byte) bool {
	at, _ := g.find(text, false)
	if at < 0 && bytes.IndexByte(text, '<') >= 0 {
		at, _ = g.find(text, true)
	}
	return at >= 0
}

// spans returns where words stand in plain text, from the first byte to the end.
func (g *Gate) spans(src []byte) (found [][2]int) {
	n := g.pool.Get().(*normal)
	defer g.pool.Put(n)
	for _, skipTags := range [...]bool{false, true} {
		n.normalise(src, skipTags)
		g.each(n, func(start wordStart, i int) bool {
			from := int(start.source)
			found = append(found, [2]int{from, from + extent(src[from:], g.words[i].letters, skipTags)})
			return true
		})
	}
	return found
}

// extent returns how much of src makes up the letters that it begins with.
func extent(src, letters []byte, skipTags bool) int {
	var n normal
	for end := 1; end <= len(src); end++ {
		if n.normalise(src[:end], skipTags); bytes.Equal(n.letters, letters) {
			return end + accents(src[end:])
		}
	}
	return len(src)
}

// accents returns the length of what src begins with that belongs to the letter
// before.
func accents(src []byte) (n int) {
	for n < len(src) && src[n] >= utf8.RuneSelf {
		r, size := utf8.DecodeRune(src[n:])
		if letters, inWord := fold(r); !inWord || len(letters) > 0 {
			break
		}
		n += size
	}
	return n
}

// startHash hashes the first letters of a word.
func startHash(letters []byte) uint16 {
	h := uint32(letters[0])<<16 | uint32(letters[1])<<8 | uint32(letters[2])
	return uint16((h * 2654435761) >> 16)
}
