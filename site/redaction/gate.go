package redaction

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
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
	digest [sha256.Size]byte
	closed bool
	starts starts
	tree   tree
	// shortest is the number of bytes that a word takes at least, however it is
	// written.
	shortest int
	clean    *runMemo
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

func newGate() *Gate { return &Gate{tree: newTree(), shortest: math.MaxInt, clean: newRunMemo()} }

// ClosedGate returns a gate that lets nothing pass. It stands where there
// should be a list and it cannot be read.
func ClosedGate() *Gate { return &Gate{closed: true} }

// errClosed is the error of a closed gate.
var errClosed = errors.New("nothing can be shown: the list of protected words cannot be used")

// add takes a word of a line; it reports whether the word is long enough.
func (g *Gate) add(text string, line int) bool {
	letters := lettersOf(text)
	if len(letters) < minLetters {
		return false
	}
	g.starts.add(letters[0], letters[1], letters[2])
	g.tree.add(letters, line)
	g.shortest = min(g.shortest, leastBytes(letters))
	return true
}

// leastBytes returns the number of bytes that a word of these letters takes at
// least. No character that stands for plain letters has fewer bytes than these;
// of others nothing is known.
func leastBytes(letters []byte) int {
	for _, c := range letters {
		if c >= utf8.RuneSelf {
			return 1
		}
	}
	return len(letters)
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
	if m, found, _ := g.find([]byte(path)); found {
		return &LeakError{Path: "a path", How: "file name", WordLine: m.line}
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
	data = withoutPixels(data)
	m, found, runs := g.find(data)
	if found {
		e := &LeakError{Path: path, How: strings.TrimSpace(how + " " + m.reading()), WordLine: m.line}
		if depth == 0 {
			e.Line = 1 + bytes.Count(data[:m.start], []byte("\n"))
		}
		return e
	}
	if depth == maxDepth {
		return nil
	}
	var err error
	unpack(data, func(inner string, data []byte) bool {
		err = g.check(path, data, strings.TrimSpace(how+" "+inner), depth+1)
		return err == nil
	})
	if err == nil {
		err = g.checkRuns(path, data, runs, how, depth)
	}
	return err
}

// checkRuns looks at what runs of base64 hold. Short ones in which there was
// nothing are remembered, if they were looked at to the bottom.
func (g *Gate) checkRuns(path string, data []byte, runs []run, how string, depth int) (err error) {
	fromBase64(data, runs, func(data []byte) bool {
		err = g.check(path, data, strings.TrimSpace(how+" base64"), depth+1)
		return err == nil
	}, func(run []byte) {
		if depth == 0 {
			g.clean.add(run)
		}
	})
	return err
}

// A match is a place where a word of the list stands.
type match struct {
	start, end int  // in the source
	line       int  // of the list
	split      bool // it is whole only when tags are taken out
}

func (m match) reading() string {
	if m.split {
		return "text between tags"
	}
	return "text"
}

// find returns the first place in src where a word stands, or else the runs of
// base64.
func (g *Gate) find(src []byte) (m match, found bool, runs []run) {
	runs = g.each(src, func(here match) bool {
		m, found = here, true
		return false
	})
	return m, found, runs
}

// holds reports whether a word stands in plain text, with mark-up or without.
func (g *Gate) holds(text []byte) bool {
	_, found, _ := g.find(text)
	return found
}
