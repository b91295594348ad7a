package annotation

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/redaction"
)

// LockName is the file of a project in which its Lock is kept.
const LockName = "anchors.lock"

// A Lock remembers which text stood under each address that a note is on or
// links to, when the editors last looked at it. So a text that changes under a
// note is noticed, and the note is not silently about something else. It is
// immutable.
type Lock struct{ texts []LockedText } // by cable and anchor, each once

// A LockedText is what is remembered of the text under one address: enough to
// know it again and to tell how much has changed, not the text.
type LockedText struct {
	Cable  string `json:"cable"`
	Anchor string `json:"anchor"`
	Sum    string `json:"sum"`    // of the folded text, see Sum, in hexadecimal
	Words  int    `json:"words"`  // number of words
	Head   string `json:"head"`   // the first words
	Sketch string `json:"sketch"` // see sketch
}

// ReadLock reads a lock file; an empty one is an empty lock. A line that cannot
// be read is an Error: what it remembered would be forgotten.
func ReadLock(src []byte) (*Lock, []diag.Problem) {
	l := &Lock{}
	var problems []diag.Problem
	lines := bufio.NewScanner(bytes.NewReader(src))
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var t LockedText
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&t); err != nil || t.Cable == "" || t.Anchor == "" {
			problems = append(problems, diag.Problem{
				File: LockName, Line: n, Severity: diag.Error, Code: "lock", Message: "this line cannot be read",
				Hint: "restore the file from version control, or remove the line to accept the text as it is now",
			})
			continue
		}
		l.texts = append(l.texts, t)
	}
	if err := lines.Err(); err != nil {
		problems = append(problems, diag.Problem{File: LockName, Severity: diag.Error, Code: "lock", Message: err.Error()})
	}
	return lockOf(l.texts), problems
}

// lockOf sorts texts; of two under one address the first counts.
func lockOf(texts []LockedText) *Lock {
	slices.SortStableFunc(texts, compareTexts)
	return &Lock{slices.CompactFunc(texts, func(a, b LockedText) bool { return compareTexts(a, b) == 0 })}
}

func compareTexts(a, b LockedText) int {
	return cmp.Or(cmp.Compare(a.Cable, b.Cable), cmp.Compare(a.Anchor, b.Anchor))
}

// Bytes returns the lock file: a JSON object on each line, in order.
func (l *Lock) Bytes() []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for _, t := range l.texts {
		_ = encoder.Encode(t) // strings and numbers into memory
	}
	return b.Bytes()
}

// Text returns what is remembered of an address.
func (l *Lock) Text(cable, anchor string) (LockedText, bool) {
	i, ok := slices.BinarySearchFunc(l.texts, LockedText{Cable: cable, Anchor: anchor}, compareTexts)
	if !ok {
		return LockedText{}, false
	}
	return l.texts[i], true
}

// TextsOf returns what there is to remember of every address of a cable.
func TextsOf(c redaction.Cable) []LockedText { return textsOf(c.Parsed()) }

func textsOf(c *cable.Cable) []LockedText {
	addresses := c.Addresses()
	texts := make([]LockedText, len(addresses))
	for i, a := range addresses {
		words := c.Words(a.Text)
		fields := strings.Fields(words)
		texts[i] = LockedText{
			Cable: c.ID, Anchor: a.Anchor, Sum: sumText(sumOf([]byte(words))),
			Words: len(fields), Head: strings.Join(fields[:min(len(fields), 6)], " "), Sketch: sketch(fields),
		}
	}
	return texts
}

// sumText writes a digest as lock files do.
func sumText(sum uint64) string { return fmt.Sprintf("%016x", sum) }

// A Watch is a place that relies on the text under an address.
type Watch struct {
	Cable, Anchor string
	File          string
	Line          int
}

// Watches returns the addresses that a file relies on: those that its notes are
// on, and those that it links to.
func (f *File) Watches(a Attached) []Watch {
	var out []Watch
	for _, p := range a.Notes {
		for _, anchor := range p.Anchors {
			out = append(out, Watch{f.Cable, anchor, f.Name, p.Line})
		}
	}
	for _, l := range f.Links() {
		for _, anchor := range ends(l.Place) {
			out = append(out, Watch{l.Cable, anchor, f.Name, l.Line})
		}
	}
	return out
}

// Sum is the digest of the text under an address: the first eight bytes of the
// SHA-256 of its words, so that a change of line ends changes nothing.
type Sum struct {
	Anchor string
	Sum    uint64
}

// SumsOf returns the digests of the texts under all addresses of a cable, in
// reading order.
func SumsOf(c redaction.Cable) []Sum { return sumsOf(c.Parsed()) }

func sumsOf(c *cable.Cable) []Sum {
	addresses := c.Addresses()
	sums := make([]Sum, len(addresses))
	var words []byte
	for i, a := range addresses {
		words = c.AppendWords(words[:0], a.Text)
		sums[i] = Sum{a.Anchor, sumOf(words)}
	}
	return sums
}

func sumOf(words []byte) uint64 {
	sum := sha256.Sum256(words)
	return binary.BigEndian.Uint64(sum[:])
}

// Check reports the watched texts that are no longer those that were accepted.
// now returns the sums of all addresses of a cable, ok being false where there
// is no such cable. What is watched and not locked yet is no problem; see
// [Lock.Missing].
func (l *Lock) Check(watched []Watch, now func(cable string) ([]Sum, bool)) (problems []diag.Problem) {
	for _, w := range watched {
		was, locked := l.Text(w.Cable, w.Anchor)
		if !locked {
			continue
		}
		sums, known := now(w.Cable)
		if !known {
			continue
		}
		i := slices.IndexFunc(sums, func(s Sum) bool { return s.Anchor == w.Anchor })
		if i >= 0 && sumText(sums[i].Sum) == was.Sum {
			continue
		}
		p := diag.Problem{
			File: w.File, Line: w.Line, Severity: diag.Error, Code: "text-changed", Cable: w.Cable,
			Message: fmt.Sprintf("the text of %s in %s is no longer the text that was accepted", written(w.Anchor), w.Cable),
			Hint:    fmt.Sprintf("look at it, then accept it with: reftel lock %s", w.Cable),
		}
		if was.Head != "" {
			p.Hint = fmt.Sprintf("it began with “%s”; %s", was.Head, p.Hint)
		}
		if to := movedTo(was, sums); to != "" {
			p.Hint = fmt.Sprintf("the text stands under %s now; let notes and links follow it with: reftel lock %s --move", written(to), w.Cable)
		}
		problems = append(problems, p)
	}
	return problems
}

func written(anchor string) string { return cable.Place{First: anchor, Last: anchor}.String() }

// movedTo returns the one address under which a text stands now.
func movedTo(was LockedText, now []Sum) string {
	to := ""
	for _, s := range now {
		if sumText(s.Sum) != was.Sum {
			continue
		}
		if to != "" {
			return ""
		}
		to = s.Anchor
	}
	return to
}

// Missing returns the watched addresses that are not locked yet, each once.
func (l *Lock) Missing(watched []Watch) (out []Watch) {
	seen := map[[2]string]bool{}
	for _, w := range watched {
		key := [2]string{w.Cable, w.Anchor}
		if _, locked := l.Text(w.Cable, w.Anchor); !locked && !seen[key] {
			seen[key] = true
			out = append(out, w)
		}
	}
	return out
}

// Update returns the lock with the texts of what is watched and not locked yet,
// and without those that nothing watches any more. It accepts no change. texts
// returns those of a cable, nil where there is no such cable.
func (l *Lock) Update(watched []Watch, texts func(cable string) []LockedText) *Lock {
	want := map[[2]string]bool{}
	for _, w := range watched {
		want[[2]string{w.Cable, w.Anchor}] = true
	}
	var kept []LockedText
	for _, t := range l.texts {
		if want[[2]string{t.Cable, t.Anchor}] {
			kept = append(kept, t)
		}
	}
	for _, w := range l.Missing(watched) {
		for _, t := range texts(w.Cable) {
			if t.Anchor == w.Anchor {
				t.Cable = w.Cable
				kept = append(kept, t)
			}
		}
	}
	return lockOf(kept)
}

// Accept returns the lock with the texts of a cable as they are now; now is
// what [TextsOf] returns. Addresses that are gone are forgotten.
func (l *Lock) Accept(cable string, now []LockedText) *Lock {
	var kept []LockedText
	for _, t := range l.texts {
		if t.Cable != cable {
			kept = append(kept, t)
			continue
		}
		if i := slices.IndexFunc(now, func(n LockedText) bool { return n.Anchor == t.Anchor }); i >= 0 {
			fresh := now[i]
			fresh.Cable = cable
			kept = append(kept, fresh)
		}
	}
	return lockOf(kept)
}
