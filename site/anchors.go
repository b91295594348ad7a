package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"reftel/site/annotation"
	"reftel/site/diag"
	"reftel/site/output"
	"reftel/site/redaction"
	"reftel/site/source"
)

// LockFile is the file of a project that remembers which text stood under each
// address that a note is on or links to. It belongs under version control.
const LockFile = "anchors.lock"

// A watched is what the notes of a site rely on, and what was remembered of it.
type watched struct {
	lock   *annotation.Lock
	places []annotation.Watch
}

// readLock reports the texts under notes and links that are no longer those that
// the editors accepted.
func (l *loading) readLock() {
	if l.err != nil {
		return
	}
	lock, problems, err := readLock(l.dir)
	if err != nil {
		l.fail(err)
		return
	}
	l.inputs.add(LockFile, lock.Bytes())
	l.found(problems)
	l.watched.lock = lock.WithoutWords(func(id string) []annotation.Sum {
		if i, ok := l.archive.Resolve(id); ok {
			id = l.archive.Cable(i).ID
		}
		if l.reader.redactionsOf(id) == nil {
			return nil
		}
		sums, _ := l.sumsOf(id)
		return append([]annotation.Sum{}, sums...)
	})
	l.found(l.watched.lock.Check(l.watched.places, l.sumsOf))
}

// readLock reads the lock of a project; one that is not there is empty.
func readLock(dir string) (*annotation.Lock, []diag.Problem, error) {
	data, err := os.ReadFile(filepath.Join(dir, LockFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("read %s: %w", LockFile, err)
	}
	lock, problems := annotation.ReadLock(data)
	return lock, diag.In(LockFile, 0, problems), nil
}

// A sumsByText is the digests of the texts under all addresses of cables, by the
// digest of the cable's text: of those that notes rely on.
type sumsByText map[[sha256.Size]byte][]annotation.Sum

// sumsOf returns the digests of the texts under all addresses of a cable. It reads
// the cable where no load before has.
func (l *loading) sumsOf(id string) (sums []annotation.Sum, ok bool) {
	i, ok := l.archive.Resolve(id)
	if !ok {
		return nil, false
	}
	f := l.archive.Cable(i)
	sums, known := l.sums[f.Digest]
	if !known {
		sums, known = l.lastSums[f.Digest]
	}
	if !known {
		c, err := l.reader.Cable(f)
		if err != nil {
			l.fail(err)
			return nil, false
		}
		sums = annotation.SumsOf(c)
	}
	l.sums[f.Digest] = sums
	return sums, true
}

// textsOf returns the texts under all addresses of a cable, nil where there is
// no such cable or its text cannot be read.
func (s *Site) textsOf(id string) []annotation.LockedText {
	i, ok := s.archive.Resolve(id)
	if !ok {
		return nil
	}
	c, err := s.reader.Cable(s.archive.Cable(i))
	if err != nil {
		return nil
	}
	return annotation.TextsOf(c)
}

// lockNew remembers the texts that notes have come to rely on since the last
// build. It accepts no change.
func (s *Site) lockNew() error {
	return writeLock(s.dir, s.watched.lock.Update(s.watched.places, s.textsOf))
}

// writeLock writes the lock of a project where it has changed.
func writeLock(dir string, lock *annotation.Lock) error {
	path := filepath.Join(dir, LockFile)
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read %s: %w", LockFile, err)
	}
	if now := lock.Bytes(); !bytes.Equal(old, now) {
		if err := output.Replace(path, now); err != nil {
			return fmt.Errorf("write %s: %w", LockFile, err)
		}
	}
	return nil
}

// Accept says that the editors have looked at the text of a cable as it is now,
// under all addresses that notes rely on. It returns what had changed.
func (p *Project) Accept(ctx context.Context, id string) ([]annotation.Change, error) {
	s, now, err := p.locked(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.watched.lock.Changes(id, now), writeLock(s.dir, s.watched.lock.Accept(id, now))
}

// Move lets notes and links on a cable follow the texts that stand unchanged
// under another address now. It rewrites the note files, and returns the moves.
func (p *Project) Move(ctx context.Context, id string) ([]annotation.Move, error) {
	s, now, err := p.locked(ctx, id)
	if err != nil {
		return nil, err
	}
	moves := s.watched.lock.Moves(id, now)
	if len(moves) == 0 {
		return nil, nil
	}
	for _, f := range p.tree.files(source.Notes).files {
		if err := p.follow(f, id, moves); err != nil {
			return nil, err
		}
	}
	return moves, writeLock(s.dir, s.watched.lock.Move(id, moves, now))
}

// follow rewrites one file of notes.
func (p *Project) follow(f source.File, id string, moves []annotation.Move) error {
	before, err := p.texts.get(f, p.tree.scanned)
	if err != nil {
		return err
	}
	file, problems := annotation.Parse(f.Path, before)
	if len(problems) > 0 {
		return fmt.Errorf("%s", problems[0])
	}
	after := annotation.Follow(file, before, id, moves)
	if bytes.Equal(before, after) {
		return nil
	}
	return output.Replace(filepath.Join(p.dir, filepath.FromSlash(f.Path)), after)
}

// locked loads the project and returns the texts of one of its cables.
func (p *Project) locked(ctx context.Context, id string) (*Site, []annotation.LockedText, error) {
	s, err := p.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	now := s.textsOf(id)
	if now == nil {
		return nil, nil, fmt.Errorf("there is no cable %s", id)
	}
	return s, now, nil
}

// Cable returns a cable as it may be published, and its ID, for an ID as it was
// typed.
func (s *Site) Cable(typed string) (redaction.Cable, string, error) {
	i, ok := s.archive.Resolve(typed)
	if !ok {
		return redaction.Cable{}, "", fmt.Errorf("there is no cable %s", typed)
	}
	f := s.archive.Cable(i)
	c, err := s.reader.Cable(f)
	return c, f.ID, err
}
