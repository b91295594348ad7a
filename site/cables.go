package site

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"reftel/site/archive"
	"reftel/site/diag"
)

// A cableFile is what is remembered of one file with cables: it depends on the
// file's bytes and on the redactions of the cables in it, and on nothing else.
type cableFile struct {
	seen
	records []record
	chunks  [][]record // while the file is being read
	kept    bool       // the cache has it, and can be believed
}

// record is what is remembered of one cable.
type record struct {
	facts    *archive.Facts // nil where the cable is withheld
	id       string
	offset   int64
	redacted [sha256.Size]byte // digest of the redactions that were applied
	problems []diag.Problem
	// unreviewed are Errors where the project requires reviews.
	unreviewed []diag.Problem
}

// A cableSet is what was read of all files with cables. It is kept as long as
// nothing tells that a file or a redaction has changed, so that an edit of a
// note does not cost a look at every cable.
type cableSet struct {
	list       *fileList
	redactions map[string]*redactions
	unsettled  bool // some files may change and look the same
	changed    bool // some files were read, or had been read that are gone

	files      []*cableFile     // in the order of list
	facts      []*archive.Facts // of the cables that may be published, in order
	problems   []diag.Problem   // sorted
	unreviewed []diag.Problem
}

// current reports whether reading everything again would surely give the same.
func (s *cableSet) current(list *fileList, r *reader) bool {
	return s.list == list && !s.unsettled && sameRedactions(s.redactions, r.redactions)
}

func sameRedactions(a, b map[string]*redactions) bool {
	return maps.EqualFunc(a, b, func(a, b *redactions) bool { return a.digest == b.digest })
}

// outdates reports whether the cache that old was kept in has to be written
// anew at once. Between the loads of a preview it has not: the next run reads
// again what was edited. But words that were cut must not stay in it.
func (s *cableSet) outdates(old *cableSet) bool {
	first := old.list == nil
	return s.changed && (first || !sameRedactions(s.redactions, old.redactions))
}

// readCables reads the files that have changed since old was made.
func (r *reader) readCables(ctx context.Context, list *fileList, old *cableSet, scanned time.Time, jobs int) (*cableSet, error) {
	memo := make(map[string]*cableFile, len(old.files))
	for _, f := range old.files {
		memo[f.Path] = f
	}
	s := &cableSet{list: list, redactions: r.redactions, files: make([]*cableFile, len(list.files))}
	s.changed = len(s.files) != len(old.files)
	q := newQueue(ctx, jobs)
	for i, f := range list.files {
		m := memo[f.Path]
		switch {
		case m == nil || !m.still(f):
			m = &cableFile{seen: seen{f, scanned}}
			r.readFile(q, m)
		case !r.current(m):
			m = r.refresh(q, m)
		}
		s.files[i] = m
		s.changed = s.changed || m != memo[f.Path]
		s.unsettled = s.unsettled || !f.Settled(scanned)
	}
	if err := q.wait(); err != nil {
		return nil, err
	}
	for _, f := range s.files {
		f.flatten()
		f.recognise(memo[f.Path])
	}
	s.gather()
	return s, nil
}

// gather collects what the files hold.
func (s *cableSet) gather() {
	for _, f := range s.files {
		for i := range f.records {
			s.problems = append(s.problems, f.records[i].problems...)
			s.unreviewed = append(s.unreviewed, f.records[i].unreviewed...)
			if f.records[i].facts != nil {
				s.facts = append(s.facts, f.records[i].facts)
			}
		}
	}
	s.problems = diag.Sort(s.problems)
}

// current reports whether the redactions that were applied are those of now.
func (r *reader) current(m *cableFile) bool {
	for _, rec := range m.records {
		if rec.redacted != r.digest(rec.id) {
			return false
		}
	}
	return true
}

// unusedRedactions reports redactions of cables that are not there: a slip in a
// file's name must not publish the words.
func (s *cableSet) unusedRedactions(r *reader) (problems []diag.Problem) {
	if len(r.redactions) == 0 {
		return nil
	}
	missing := maps.Clone(r.redactions)
	for _, f := range s.files {
		for i := range f.records {
			delete(missing, f.records[i].id)
		}
	}
	for id, e := range missing {
		problems = append(problems, diag.Problem{
			File: e.file.Path, Severity: diag.Error, Code: "redaction-of-nothing", Cable: id,
			Message: fmt.Sprintf("there is no cable %s to redact", id), Hint: "name the file after the cable, as its ID was published",
		})
	}
	return problems
}

// recognise takes from an older reading of the file the records that have come
// out the same, so that those who know cables by their facts see no change.
func (m *cableFile) recognise(old *cableFile) {
	if old == nil || old == m {
		return
	}
	for i := range min(len(m.records), len(old.records)) {
		if sameRecord(m.records[i], old.records[i]) {
			m.records[i] = old.records[i]
		}
	}
}

// sameRecord reports whether a record is one that was read before. Facts of an
// earlier run have no seal.
func sameRecord(now, before record) bool {
	if now.facts != nil && before.facts != nil && before.facts.Seal == 0 {
		unsealed := *now.facts
		unsealed.Seal, now.facts = 0, &unsealed
	}
	return reflect.DeepEqual(now, before)
}

// flatten joins the chunks that workers have filled.
func (m *cableFile) flatten() {
	if m.chunks != nil {
		m.records, m.chunks = slices.Concat(m.chunks...), nil
	}
}
