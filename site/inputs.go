package site

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
)

// The inputs of a load are all that it has read but the cables, as one digest.
// They tell when a load has found nothing new: then the site is still the one of
// the load before, and nobody has to be told of another.
type inputs struct{ sum hash.Hash }

func newInputs() inputs { return inputs{sha256.New()} }

// add takes one thing that was read.
func (in inputs) add(name string, data []byte) {
	for _, b := range [][]byte{[]byte(name), data} {
		in.sum.Write(binary.AppendUvarint(nil, uint64(len(b))))
		in.sum.Write(b)
	}
}

func (in inputs) digest() (d [sha256.Size]byte) {
	in.sum.Sum(d[:0])
	return d
}

// addLook takes the templates and static files that are in force.
func (in inputs) addLook(l *look) {
	in.add("templates", l.templates.Digest[:])
	for i := range l.static {
		in.add(l.static[i].Path, l.static[i].Digest[:])
	}
}

// same reports whether two sites of a project were made of the same things.
func (s *Site) same(t *Site) bool {
	return s.inputs == t.inputs && s.unreviewed == t.unreviewed && slices.Equal(s.problems, t.problems) && s.sameCables(t)
}

// sameCables compares cables by their facts, which are kept where nothing has
// changed.
func (s *Site) sameCables(t *Site) bool {
	if s.archive.Len() != t.archive.Len() {
		return false
	}
	for i, f := range s.archive.Cables() {
		if t.archive.Cable(i) != f {
			return false
		}
	}
	return true
}
