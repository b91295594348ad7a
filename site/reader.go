package site

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"reftel/site/archive"
	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/redaction"
	"reftel/site/source"
)

// reader reads cables as they may be published. It is immutable.
type reader struct {
	dir        string
	redactions map[string]*redactions // by reference ID
}

// redactions is a redaction file that was read, with a digest of its bytes.
type redactions struct {
	file   *redaction.File
	digest [sha256.Size]byte
}

// parse reads a document as it may be published. Where a redaction does not
// fit, the cable is withheld: ok is false and the problems say why.
func (r *reader) parse(d *source.Document) (c redaction.Cable, problems []diag.Problem, ok bool) {
	parsed := cable.Parse(d.Text, d.Meta)
	var file *redaction.File
	if e := r.redactions[parsed.ID]; e != nil {
		file = e.file
	}
	c, wrong := redaction.Apply(parsed, file)
	problems = append(slices.Clone(d.Problems), wrong...)
	if len(wrong) > 0 {
		return c, problems, false
	}
	return c, append(problems, d.Place(slices.Clone(c.Parsed().Problems))...), true
}

// record reads a document and keeps its facts.
func (r *reader) record(d *source.Document) record {
	c, problems, ok := r.parse(d)
	rec := record{offset: d.Offset, id: d.Meta.ID, problems: problems}
	if !ok {
		rec.redacted = r.digest(rec.id)
		return rec
	}
	rec.id = c.Parsed().ID
	rec.redacted = r.digest(rec.id)
	if rec.id == "" {
		rec.problems = append(rec.problems, diag.Problem{
			File: d.File, Line: d.Line, Severity: diag.Error, Code: "no-id",
			Message: "neither the text nor the head of the file says which cable this is",
			Hint:    "name the file after the cable, or write its reference ID into the head: id: 08GRISTAD112",
		})
		return rec
	}
	rec.facts = archive.FactsOf(c)
	rec.facts.File, rec.facts.Offset = d.File, d.Offset
	rec.facts.Source = d.Digest
	rec.facts.Digest = r.digestOf(d, c)
	return rec
}

// digest returns the digest of the redactions of a cable; zero for none.
func (r *reader) digest(id string) [sha256.Size]byte {
	if e := r.redactions[id]; e != nil {
		return e.digest
	}
	return [sha256.Size]byte{}
}

// digestOf is a digest of all that the published text of a cable depends on.
func (r *reader) digestOf(d *source.Document, c redaction.Cable) [sha256.Size]byte {
	b := append([]byte(nil), d.Digest[:]...)
	for _, s := range []string{d.Meta.ID, d.Meta.Classification, d.Meta.Origin, d.Meta.URL} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	for _, t := range []int64{d.Meta.Created.Unix(), d.Meta.Released.Unix()} {
		b = binary.AppendVarint(b, t)
	}
	redacted := r.digest(c.Parsed().ID)
	return sha256.Sum256(append(b, redacted[:]...))
}

// cable reads the published text of a cable again, for its page.
func (r *reader) cable(f *archive.Facts) (redaction.Cable, error) {
	d, err := source.Open(r.dir, f.File, f.Offset)
	if err != nil {
		return redaction.Cable{}, err
	}
	c, _, ok := r.parse(&d)
	if !ok || r.digestOf(&d, c) != f.Digest {
		return redaction.Cable{}, fmt.Errorf("read %s: %w", f.File, errChanged)
	}
	return c, nil
}

// errChanged says that a file is no longer the one that the site was planned
// from; loading again mends it.
var errChanged = errors.New("the file has changed since the site was planned")

// streamed is the size above which a file is cut into records here while
// others parse them; smaller files are read whole by one of the workers.
const streamed = 1 << 20

// chunk is the number of records that a worker takes at once.
const chunk = 32

// readFile reads all records of a file into m.
func (r *reader) readFile(q *queue, m *cableFile) {
	if m.Size <= streamed {
		q.do(func() error { return r.readRecords(m) })
		return
	}
	var batch []source.Record
	flush := func() {
		todo, done := batch, make([]record, len(batch))
		m.chunks = append(m.chunks, done)
		batch = nil
		q.do(func() error {
			for i, rec := range todo {
				d := rec.Document()
				done[i] = r.record(&d)
			}
			return nil
		})
	}
	for rec, err := range source.Records(r.dir, m.Path) {
		if err != nil || q.failed() {
			q.fail(err)
			break
		}
		if batch = append(batch, rec); len(batch) == chunk {
			flush()
		}
	}
	flush()
}

// readRecords reads all records of a small file. A file that has gone since the
// scan has none.
func (r *reader) readRecords(m *cableFile) error {
	for rec, err := range source.Records(r.dir, m.Path) {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		d := rec.Document()
		m.records = append(m.records, r.record(&d))
	}
	return nil
}

// refresh reads those records again whose redactions have changed.
func (r *reader) refresh(q *queue, old *cableFile) *cableFile {
	m := &cableFile{seen: old.seen, records: slices.Clone(old.records)}
	for i, rec := range m.records {
		if rec.redacted == r.digest(rec.id) {
			continue
		}
		q.do(func() error {
			d, err := source.Open(r.dir, m.Path, rec.offset)
			if err == nil {
				m.records[i] = r.record(&d)
			}
			return err
		})
	}
	return m
}
