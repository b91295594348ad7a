package site

import (
	"encoding/binary"
	"errors"
	"math"
	"sync"
	"time"

	"reftel/site/archive"
	"reftel/site/cable"
	"reftel/site/diag"
)

// The cache's values are written one after the other, without names: encoder
// and decoder below go through the same fields in the same order, which a test
// checks for every field there is.

var errDamaged = errors.New("damaged cache")

// appendSection appends bytes with their length before them.
func appendSection(b, section []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(section))), section...)
}

// cutSection takes a section off the front; it is empty where there is none.
func cutSection(b []byte) (section, rest []byte) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, nil
	}
	return b[size:][:n], b[size:][n:]
}

// An encoder collects a section: its fields, and the texts that they tell the
// lengths of.
type encoder struct {
	fields, texts []byte
	words         *dictionary
	numbers       map[string]uint64 // of the words that it has met
	sizes         [lists]int        // of the lists of this section, see decoder
}

func newEncoder(words *dictionary) *encoder {
	return &encoder{words: words, numbers: map[string]uint64{}}
}

// A dictionary numbers the words of all sections. It is safe for concurrent use.
type dictionary struct {
	mu      sync.Mutex
	numbers map[string]uint64
	list    []string
}

func (d *dictionary) number(s string) uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, known := d.numbers[s]
	if !known {
		n = uint64(len(d.list))
		d.numbers[s] = n
		d.list = append(d.list, s)
	}
	return n
}

// section ends a section and begins the next.
func (e *encoder) section() []byte {
	var b []byte
	for _, n := range e.sizes {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = appendSection(b, e.fields)
	b = append(b, e.texts...)
	e.fields, e.texts, e.sizes = e.fields[:0], e.texts[:0], [lists]int{}
	return b
}

func (e *encoder) uint(n int)     { e.fields = binary.AppendUvarint(e.fields, uint64(n)) }
func (e *encoder) int(n int64)    { e.fields = binary.AppendVarint(e.fields, n) }
func (e *encoder) bytes(b []byte) { e.fields = append(e.fields, b...) }

func (e *encoder) bool(yes bool) {
	n := 0
	if yes {
		n = 1
	}
	e.uint(n)
}

// text writes a string that hardly occurs twice.
func (e *encoder) text(s string) {
	e.uint(len(s))
	e.texts = append(e.texts, s...)
}

// word writes a string that occurs again and again.
func (e *encoder) word(s string) {
	n, known := e.numbers[s]
	if !known {
		n = e.words.number(s)
		e.numbers[s] = n
	}
	e.fields = binary.AppendUvarint(e.fields, n)
}

func (e *encoder) time(t time.Time) {
	e.int(t.Unix())
	e.uint(t.Nanosecond())
}

// Lists whose elements are kept side by side in memory.
const (
	allFacts = iota
	allTags
	allRefs
	allCites
	allStretches
	allProblems

	lists // the number of them
)

func (e *encoder) list(kind, n int) {
	e.sizes[kind] += n
	e.uint(n)
}

func (e *encoder) record(r *record, file string) {
	e.int(r.offset)
	e.bool(r.redacted != [32]byte{})
	if r.redacted != [32]byte{} {
		e.bytes(r.redacted[:])
	}
	for _, list := range [][]diag.Problem{r.problems, r.unreviewed} {
		e.list(allProblems, len(list))
		for i := range list {
			e.problem(&list[i], file)
		}
	}
	if r.facts == nil {
		e.list(allFacts, 0)
		e.text(r.id)
		return
	}
	e.list(allFacts, 1)
	e.facts(r.facts)
}

func (e *encoder) problem(p *diag.Problem, file string) {
	e.bool(p.File == file)
	if p.File != file {
		e.text(p.File)
	}
	e.uint(p.Line)
	e.uint(p.Column)
	e.uint(int(p.Severity))
	e.word(p.Code)
	e.text(p.Message)
	e.word(p.Hint)
	e.text(p.Cable)
}

func (e *encoder) facts(f *archive.Facts) {
	e.text(f.ID)
	e.bool(f.Canonical == f.ID)
	if f.Canonical != f.ID {
		e.text(f.Canonical)
	}
	e.time(f.Created)
	e.bool(f.Inferred)
	e.time(f.Released)
	e.word(f.Level)
	e.word(f.Post)
	e.word(f.Origin)
	e.text(f.Subject)
	e.text(f.Title)
	e.word(f.Route)
	e.uint(f.Size)
	e.bytes(f.Digest[:])
	e.bytes(f.Source[:])
	e.stretches(f.Opening)
	e.list(allTags, len(f.Tags))
	for _, t := range f.Tags {
		e.word(t)
	}
	e.text(f.Anchors)
	e.list(allRefs, len(f.Refs))
	for i := range f.Refs {
		e.ref(&f.Refs[i])
	}
}

func (e *encoder) ref(r *archive.Ref) {
	e.word(r.Anchor)
	e.text(r.Raw)
	e.word(string(r.Kind))
	e.text(r.ID)
	e.bool(r.YearInferred)
	e.bool(r.NOTAL)
	e.bool(r.Inline)
	e.list(allCites, len(r.Cites))
	for _, c := range r.Cites {
		e.word(c.Paragraph)
		e.word(c.To)
		e.stretch(c.Words)
		e.stretches(c.Text)
	}
}

func (e *encoder) stretches(list []archive.Stretch) {
	e.list(allStretches, len(list))
	for _, s := range list {
		e.stretch(s)
	}
}

func (e *encoder) stretch(s archive.Stretch) {
	e.uint(int(s.Start))
	e.uint(int(s.End))
}

// A decoder reads a section. What makes no sense reads as zero and sets bad.
// The elements of all lists of one kind lie in one piece of memory, and so do
// the texts: a quarter of a million cables are some thousand objects.
type decoder struct {
	b     []byte
	texts string
	words []string
	bad   bool

	facts     []archive.Facts
	tags      []string
	refs      []archive.Ref
	cites     []archive.Cite
	stretches []archive.Stretch
	problems  []diag.Problem
}

func newDecoder(section []byte, words []string) *decoder {
	d := &decoder{b: section, words: words}
	var sizes [lists]int
	for i := range sizes {
		sizes[i] = d.count(len(section))
	}
	fields, texts := cutSection(d.b)
	d.b, d.texts = fields, string(texts)
	d.facts = make([]archive.Facts, sizes[allFacts])
	d.tags, d.refs = make([]string, sizes[allTags]), make([]archive.Ref, sizes[allRefs])
	d.cites, d.problems = make([]archive.Cite, sizes[allCites]), make([]diag.Problem, sizes[allProblems])
	d.stretches = make([]archive.Stretch, sizes[allStretches])
	return d
}

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.b)
	if size <= 0 {
		d.bad = true
		return 0
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) int() int64 {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.bad = true
		return 0
	}
	d.b = d.b[size:]
	return n
}

// count reads a number of things, of which there cannot be more than most.
func (d *decoder) count(most int) int {
	n := d.uint()
	if n > uint64(most) {
		d.bad = true
		return 0
	}
	return int(n)
}

func (d *decoder) number() int { return d.count(math.MaxInt32) }

func (d *decoder) bool() bool { return d.uint() == 1 }

func (d *decoder) sum() (sum [32]byte) {
	if len(d.b) < len(sum) {
		d.bad = true
		return sum
	}
	copy(sum[:], d.b)
	d.b = d.b[len(sum):]
	return sum
}

func (d *decoder) text() string {
	n := d.count(len(d.texts))
	s := d.texts[:n]
	d.texts = d.texts[n:]
	return s
}

func (d *decoder) word() string {
	n := d.uint()
	if n >= uint64(len(d.words)) {
		d.bad = true
		return ""
	}
	return d.words[n]
}

func (d *decoder) time() time.Time {
	sec := d.int()
	return time.Unix(sec, int64(d.number())).UTC()
}

// take takes the next n elements from a list; nil for none.
func take[T any](d *decoder, all *[]T) []T {
	n := d.count(len(*all))
	if n == 0 {
		return nil
	}
	list := (*all)[:n:n]
	*all = (*all)[n:]
	return list
}

// records fills a list of records, which are in the given files.
func (d *decoder) records(into []record, files []string) error {
	for i := range into {
		d.record(&into[i], files[i])
		if d.bad {
			return errDamaged
		}
	}
	return nil
}

func (d *decoder) record(r *record, file string) {
	r.offset = d.int()
	if d.bool() {
		r.redacted = d.sum()
	}
	for _, list := range []*[]diag.Problem{&r.problems, &r.unreviewed} {
		*list = take(d, &d.problems)
		for i := range *list {
			d.problem(&(*list)[i], file)
		}
	}
	facts := take(d, &d.facts)
	if len(facts) != 1 {
		r.id = d.text()
		return
	}
	r.facts = &facts[0]
	d.fact(r.facts)
	r.id, r.facts.File, r.facts.Offset = r.facts.ID, file, r.offset
}

func (d *decoder) problem(p *diag.Problem, file string) {
	if p.File = file; !d.bool() {
		p.File = d.text()
	}
	p.Line, p.Column, p.Severity = d.number(), d.number(), diag.Severity(d.count(int(diag.Error)))
	p.Code, p.Message, p.Hint, p.Cable = d.word(), d.text(), d.word(), d.text()
}

func (d *decoder) fact(f *archive.Facts) {
	f.ID = d.text()
	if f.Canonical = f.ID; !d.bool() {
		f.Canonical = d.text()
	}
	f.Created, f.Inferred, f.Released = d.time(), d.bool(), d.time()
	f.Level, f.Post, f.Origin = d.word(), d.word(), d.word()
	f.Subject, f.Title, f.Route = d.text(), d.text(), d.word()
	f.Size, f.Digest, f.Source = d.number(), d.sum(), d.sum()
	f.Opening = d.list()
	f.Tags = take(d, &d.tags)
	for i := range f.Tags {
		f.Tags[i] = d.word()
	}
	f.Anchors = d.text()
	f.Refs = take(d, &d.refs)
	for i := range f.Refs {
		d.ref(&f.Refs[i])
	}
}

func (d *decoder) ref(r *archive.Ref) {
	r.Anchor, r.Raw, r.Kind, r.ID = d.word(), d.text(), cable.RefKind(d.word()), d.text()
	r.YearInferred, r.NOTAL, r.Inline = d.bool(), d.bool(), d.bool()
	r.Cites = take(d, &d.cites)
	for i := range r.Cites {
		r.Cites[i] = archive.Cite{Paragraph: d.word(), To: d.word(), Words: d.stretch(), Text: d.list()}
	}
}

func (d *decoder) list() []archive.Stretch {
	list := take(d, &d.stretches)
	for i := range list {
		list[i] = d.stretch()
	}
	return list
}

func (d *decoder) stretch() archive.Stretch {
	return archive.Stretch{Start: int32(d.number()), End: int32(d.number())}
}
