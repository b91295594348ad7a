package site

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"reftel/site/archive"
	"reftel/site/diag"
	"reftel/site/redaction"
	"reftel/site/source"
)

// reader reads cables as they may be published. It is immutable.
type reader struct {
	dir        string
	opener     *source.Opener
	redactions map[string]*redactions // by reference ID
}

// redactions is a redaction file that was read, with a digest of its bytes.
type redactions struct {
	file   *redaction.File
	digest [sha256.Size]byte
}

// parse reads a document as it may be published. Where a redaction does not
// fit, the cable is withheld and the problems say why.
func (r *reader) parse(d *source.Document) (redaction.Cable, []diag.Problem) {
	c, wrong := redaction.Parse(d.Text, d.Meta, r.redactionsOf)
	problems := append(slices.Clone(d.Problems), wrong...)
	if c.Parsed() != nil {
		problems = append(problems, d.Place(slices.Clone(c.Parsed().Problems))...)
	}
	return c, problems
}

// redactionsOf returns the redactions of a cable, nil for none.
func (r *reader) redactionsOf(id string) *redaction.File {
	if e := r.redactions[id]; e != nil {
		return e.file
	}
	return nil
}

// record reads a document and keeps its facts.
func (r *reader) record(d *source.Document) record {
	c, problems := r.parse(d)
	rec := record{offset: d.Offset, id: c.ID(), problems: problems, redacted: r.digest(c.ID())}
	if c.Parsed() == nil {
		return rec
	}
	rec.unreviewed = d.Place(c.Unreviewed())
	if rec.id == "" && unreadable(d) {
		return rec
	}
	if rec.id == "" {
		rec.problems = append(rec.problems, diag.Problem{
			File: d.File, Line: d.Line, Severity: diag.Error, Code: "no-id",
			Message: "neither the text nor the head of the file says which cable this is",
			Hint:    "name the file after the cable, or write its reference ID into the head: id: 08GRISTAD112",
		})
		return rec
	}
	rec.facts = archive.FactsOf(c)
	rec.id = rec.facts.ID // a copy
	rec.facts.File, rec.facts.Offset, rec.facts.Size = d.File, d.Offset, d.Size
	rec.facts.Source = textDigest(d, c)
	rec.facts.Digest = digestOf(rec.facts.Source, c)
	if r.redactionsOf(rec.id) == nil {
		rec.facts.Seal = d.Seal
	}
	return rec
}

// unreadable reports whether a document has problems that say why it has no text,
// so that nothing more need be said of it.
func unreadable(d *source.Document) bool {
	return d.Text == "" && slices.ContainsFunc(d.Problems, func(p diag.Problem) bool {
		return p.Severity == diag.Error || p.Code == "damaged-row"
	})
}

// digest returns the digest of the redactions of a cable; zero for none.
func (r *reader) digest(id string) [sha256.Size]byte {
	if e := r.redactions[id]; e != nil {
		return e.digest
	}
	return [sha256.Size]byte{}
}

// textDigest is the digest of a cable's text as it is published. A digest of
// the text with the words that were taken out must not get into a page, nor into
// the manifest of the output: it would let anybody test a guess at them.
func textDigest(d *source.Document, c redaction.Cable) [sha256.Size]byte {
	if len(c.Applied()) == 0 {
		return d.Digest()
	}
	return sha256.Sum256([]byte(c.Parsed().Source))
}

// digestOf is a digest of all that the published text of a cable depends on, of
// which text is the digest.
func digestOf(text [sha256.Size]byte, c redaction.Cable) [sha256.Size]byte {
	meta := &c.Parsed().Meta
	b := append([]byte(nil), text[:]...)
	for _, s := range []string{meta.ID, meta.Classification, meta.Origin, meta.URL} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	for _, t := range []int64{meta.Created.Unix(), meta.Released.Unix()} {
		b = binary.AppendVarint(b, t)
	}
	for _, a := range meta.Articles {
		b = fmt.Appendf(b, "%q %q ", a.URL, a.Title)
	}
	for _, a := range c.Applied() {
		b = fmt.Appendf(b, "%d %d %q %q ", a.Text.Start, a.Text.End, a.Place, a.Reason)
	}
	return sha256.Sum256(b)
}

// Cable reads the published text of a cable again, for its page.
func (r *reader) Cable(f *archive.Facts) (redaction.Cable, error) {
	d, err := r.opener.Open(f.File, f.Offset, f.Size, f.Seal)
	if err != nil {
		return redaction.Cable{}, err
	}
	c, _ := redaction.Parse(d.Text, d.Meta, r.redactionsOf)
	if c.Parsed() == nil || !r.sealed(f, &d) && digestOf(textDigest(&d, c), c) != f.Digest {
		return redaction.Cable{}, fmt.Errorf("read %s: %w", f.File, errChanged)
	}
	return c, nil
}

// sealed reports whether facts were taken of this very document, which is
// published as its file has it. Where it says no, their digests tell.
func (r *reader) sealed(f *archive.Facts, d *source.Document) bool {
	return f.Seal == d.Seal && r.redactionsOf(f.ID) == nil
}

// Text reads the published text of a cable again, without parsing it.
func (r *reader) Text(f *archive.Facts) (redaction.Text, error) {
	d, err := r.opener.Open(f.File, f.Offset, f.Size, f.Seal)
	if err != nil {
		return redaction.Text{}, err
	}
	text, ok := redaction.ReadText(f.ID, d.Text, d.Meta, r.redactionsOf)
	same := r.sealed(f, &d)
	switch {
	case r.redactionsOf(f.ID) != nil:
		same = sha256.Sum256([]byte(text.String())) == f.Source
	case !same:
		same = d.Digest() == f.Source
	}
	if !ok || !same {
		return redaction.Text{}, fmt.Errorf("read %s: %w", f.File, errChanged)
	}
	return text, nil
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
	batches(q, r.dir, m.Path, func(todo []source.Record) {
		done := make([]record, len(todo))
		m.chunks = append(m.chunks, done)
		q.do(func() error {
			for i, rec := range todo {
				d := rec.Document()
				done[i] = r.record(&d)
			}
			return nil
		})
	})
}

// batches calls take with the records of a file, some at a time, unless the
// queue has failed.
func batches(q *queue, dir, file string, take func([]source.Record)) {
	var batch []source.Record
	for rec, err := range source.Records(dir, file) {
		if err != nil || q.failed() {
			q.fail(err)
			return
		}
		if batch = append(batch, rec); len(batch) == chunk {
			take(batch)
			batch = nil
		}
	}
	take(batch)
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
			d, err := r.opener.Open(m.Path, rec.offset, 0, 0)
			if err == nil {
				m.records[i] = r.record(&d)
			}
			return err
		})
	}
	return m
}
