package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A manifest remembers what an earlier build wrote: path, key and stat of each
// file. It is disposable: a missing or damaged one counts as empty.
//
// Format: the magic line, then for each entry the path (uvarint length and
// bytes), the key, and size and mtime as varints; at the end the SHA-256 of all
// before it.
type manifest struct {
	entries []entry
	at      map[string]int
	// journal holds paths that a build was about to write when it was killed.
	journal map[string]bool
}

type entry struct {
	path string
	key  Key
	stat stat
}

const magic = "reftel manifest 1\n"

func manifestFile(dir string) string { return filepath.Join(dir, Private, "manifest") }
func journalFile(dir string) string  { return filepath.Join(dir, Private, "journal") }

func (m *manifest) index() {
	m.at = make(map[string]int, len(m.entries))
	for i, e := range m.entries {
		m.at[e.path] = i
	}
}

// readManifest reads what the last build left in dir.
func readManifest(dir string) *manifest {
	m := &manifest{journal: map[string]bool{}}
	if data, err := os.ReadFile(manifestFile(dir)); err == nil {
		m.entries = decode(data)
	}
	if data, err := os.ReadFile(journalFile(dir)); err == nil {
		for path := range strings.Lines(string(data)) {
			m.journal[strings.TrimSuffix(path, "\n")] = true
		}
	}
	m.index()
	return m
}

// Stamp names what an output holds by its manifest: the same stamp, the same
// files with the same keys. It is zero where there is no manifest.
func Stamp(dir string) (stamp [sha256.Size]byte) {
	if data, err := os.ReadFile(manifestFile(dir)); err == nil {
		stamp = sha256.Sum256(data)
	}
	return stamp
}

// decode returns nil where the data is not a whole manifest.
func decode(data []byte) []entry {
	body, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(body) < sha256.Size {
		return nil
	}
	end := len(data) - sha256.Size
	if sum := sha256.Sum256(data[:end]); !bytes.Equal(sum[:], data[end:]) {
		return nil
	}
	body = body[:len(body)-sha256.Size]
	text := string(body) // paths share this one string
	out := make([]entry, 0, len(body)/64)
	for rest := body; len(rest) > 0; {
		var e entry
		if rest = e.cut(rest, text); rest == nil {
			return nil
		}
		out = append(out, e)
	}
	return out
}

// cut takes an entry off the front of b, with which text ends. It returns nil
// where there is none.
func (e *entry) cut(b []byte, text string) (rest []byte) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) || size+int(n)+len(e.key) > len(b) {
		return nil
	}
	e.path = text[len(text)-len(b)+size:][:n]
	b = b[size+int(n):]
	b = b[copy(e.key[:], b):]
	for _, to := range []*int64{&e.stat.size, &e.stat.mtime} {
		if *to, size = binary.Varint(b); size <= 0 {
			return nil
		}
		b = b[size:]
	}
	return b
}

func (m *manifest) encode() []byte {
	size := len(magic) + sha256.Size
	for i := range m.entries {
		size += len(m.entries[i].path) + sha256.Size + 3*binary.MaxVarintLen64
	}
	b := append(make([]byte, 0, size), magic...)
	for _, e := range m.entries {
		b = binary.AppendUvarint(b, uint64(len(e.path)))
		b = append(b, e.path...)
		b = append(b, e.key[:]...)
		b = binary.AppendVarint(b, e.stat.size)
		b = binary.AppendVarint(b, e.stat.mtime)
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// write puts the manifest into dir and ends the journal.
func (m *manifest) write(dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, Private), 0o777); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	if err := Replace(manifestFile(dir), m.encode()); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	if err := os.Remove(journalFile(dir)); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("end journal: %w", err)
	}
	return nil
}

// writeJournal notes the paths that are about to appear. Paths of a journal
// that a killed build left stay in it: they may be there still.
func writeJournal(dir string, staged []staged, next *manifest, old map[string]bool) error {
	var b bytes.Buffer
	for path := range old {
		fmt.Fprintln(&b, path)
	}
	for _, s := range staged {
		fmt.Fprintln(&b, next.entries[s.index].path)
	}
	if err := Replace(journalFile(dir), b.Bytes()); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return nil
}
