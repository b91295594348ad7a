package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"reftel/site/archive"
	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/redaction"
	"reftel/site/source"
)

// fill sets everything in a value, so that a field that the cache forgets is
// missed.
func fill(v reflect.Value, rnd *rand.Rand) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), rnd)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(rnd.Int64N(2e9), rnd.Int64N(1e9)).UTC()))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), rnd)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+rnd.IntN(3), 5))
		v.Set(v.Slice3(0, v.Len(), v.Len()))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), rnd)
		}
	case reflect.String:
		v.SetString(strings.Repeat("ab\x00é", rnd.IntN(3)) + string(rune('A'+rnd.IntN(26))))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(1 + rnd.Int64N(1<<30))
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Uint64:
		v.SetUint(1 + rnd.Uint64N(1<<62))
	default:
		panic("a kind that the test does not know: " + v.Kind().String())
	}
}

// filledFiles are files with records in which every field is set.
func filledFiles(rnd *rand.Rand, sizes ...int) []*cableFile {
	var files []*cableFile
	for _, n := range sizes {
		f := &cableFile{}
		fill(reflect.ValueOf(&f.File).Elem(), rnd)
		f.Kind = source.Cables
		f.scanned = time.Unix(0, rnd.Int64())
		for i := range n {
			r := record{facts: &archive.Facts{}, offset: rnd.Int64N(1 << 40), redacted: sha256.Sum256([]byte{byte(i)})}
			fill(reflect.ValueOf(r.facts).Elem(), rnd)
			r.facts.Seal = 0 // holds for one run
			fill(reflect.ValueOf(&r.problems).Elem(), rnd)
			fill(reflect.ValueOf(&r.unreviewed).Elem(), rnd)
			r.problems[0].File = f.Path
			r.id, r.facts.File, r.facts.Offset = r.facts.ID, f.Path, r.offset
			f.records = append(f.records, r)
		}
		files = append(files, f)
	}
	return files
}

func TestCacheHoldsEveryField(t *testing.T) {
	files := filledFiles(rand.New(rand.NewPCG(1, 1)), 3, 0, 1, 2*chunked)
	withheld := &files[0].records[1]
	withheld.facts, withheld.id, withheld.redacted, withheld.unreviewed = nil, "08GRISTAD7", [32]byte{}, nil
	plain := &files[0].records[2]
	plain.facts = &archive.Facts{ID: "08GRISTAD8", Canonical: "08GRISTAD8", File: files[0].Path, Offset: plain.offset}
	plain.id, plain.problems, plain.unreviewed = "08GRISTAD8", nil, nil
	got, err := decodeCache(encodeCache(files, "p", 2), "p", 2)
	if err != nil {
		t.Fatal(err)
	}
	if n := reflect.TypeFor[record]().NumField(); n != 6 {
		t.Errorf("a record has %d fields: teach the cache the new ones, and fill them here", n)
	}
	for i, f := range files {
		if got[i].File != f.File || !got[i].scanned.Equal(f.scanned) {
			t.Errorf("file %d: got %+v, want %+v", i, got[i].seen, f.seen)
		}
		for k := range f.records {
			if !reflect.DeepEqual(got[i].records[k], f.records[k]) {
				t.Fatalf("record %d of file %d:\ngot  %+v\n     %+v\nwant %+v\n     %+v", k, i,
					got[i].records[k], got[i].records[k].facts, f.records[k], f.records[k].facts)
			}
		}
	}
}

func TestDamagedAndForeignCachesAreNone(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	data := encodeCache(filledFiles(rnd, 2, 3), "p", 2)
	if _, err := decodeCache(data, "another", 1); err == nil {
		t.Error("the cache of another program is read")
	}
	for range 300 {
		damaged := bytes.Clone(data)
		switch at := rnd.IntN(len(data)); rnd.IntN(3) {
		case 0:
			damaged = damaged[:at]
		case 1:
			damaged[at] ^= 1 << rnd.IntN(8)
		default:
			damaged = append(damaged, byte(at))
		}
		if _, err := decodeCache(damaged, "p", 1); err == nil {
			t.Fatal("a damaged cache is read")
		}
	}
}

// FuzzCache: whoever makes the sum right may still write nonsense.
func FuzzCache(f *testing.F) {
	data := encodeCache(filledFiles(rand.New(rand.NewPCG(1, 3)), 2, 3), "p", 2)
	_, rest := cutSection(data[len(cacheMagic) : len(data)-crc32.Size])
	f.Add(rest)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 1<<16 {
			decodeParts(data, 1)
		}
	})
}

// cachedProject is a project of one cable that lies long in the past.
func cachedProject(t *testing.T) (dir string, open func() *Project) {
	dir = t.TempDir()
	old(t, filepath.Join(dir, "content/cables/08GRISTAD1.txt"),
		"C O N F I D E N T I A L GRISTAD 000001\n\nSUBJECT: THE FERRY\n\n1. (C) Lindqvist of Orvimar came by ferry.\n")
	return dir, func() *Project {
		p, err := Open(dir, Options{Jobs: 1, Program: "test", Cache: true})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}

func old(t *testing.T, path, text string) {
	t.Helper()
	at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o666)
	}
	if err == nil {
		err = os.Chtimes(path, at, at)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, p *Project) *Site {
	t.Helper()
	s, err := p.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCacheSavesReading(t *testing.T) {
	dir, open := cachedProject(t)
	load(t, open())
	p := open()
	load(t, p)
	if p.cables.changed {
		t.Error("a file that has not changed was read again")
	}
	file := filepath.Join(dir, "content/cables/08GRISTAD1.txt")
	if err := os.Chtimes(file, time.Time{}, time.Now()); err != nil {
		t.Fatal(err)
	}
	p = open()
	load(t, p)
	if !p.cables.changed {
		t.Error("a file with another time was not read again")
	}
	p = open()
	load(t, p)
	if !p.cables.changed {
		t.Error("a file that was too young when it was read is trusted")
	}
}

// A long session leaves what it has read to the next one.
func TestCacheFollowsASession(t *testing.T) {
	dir, open := cachedProject(t)
	file := filepath.Join(dir, "content/cables/08GRISTAD1.txt")
	reads := func() bool {
		p, err := Open(dir, Options{Jobs: 1, Program: "test"})
		if err != nil {
			t.Fatal(err)
		}
		p.recall()
		load(t, p)
		return p.cables.changed
	}
	running := open()
	load(t, running)
	young := time.Now().Add(-1500 * time.Millisecond)
	if err := errors.Join(os.WriteFile(file, []byte("SUBJECT: THE DAM\n"), 0o666), os.Chtimes(file, young, young)); err != nil {
		t.Fatal(err)
	}
	load(t, running)
	load(t, running)
	if !reads() {
		t.Error("a file that was too young when it was read is trusted")
	}
	time.Sleep(700 * time.Millisecond) // from now on it can be
	load(t, running)
	if reads() {
		t.Error("what was edited has to be read again by the next run")
	}
}

// One cable of many is read sooner than the cache of all is written.
func TestCacheIsNotWrittenForEachEdit(t *testing.T) {
	dir, open := cachedProject(t)
	for i := range 2 * rewritten {
		old(t, filepath.Join(dir, fmt.Sprintf("content/cables/08NORVAL%d.txt", i+1)), "SUBJECT: THE FERRY\n")
	}
	running := open()
	load(t, running)
	before, err := os.ReadFile(running.cachePath())
	if err != nil {
		t.Fatal(err)
	}
	edit := func(n int) []byte {
		for i := range n {
			old(t, filepath.Join(dir, fmt.Sprintf("content/cables/08NORVAL%d.txt", i+1)), "SUBJECT: THE HARBOUR\n")
		}
		load(t, running)
		load(t, running)
		now, err := os.ReadFile(running.cachePath())
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	if !bytes.Equal(edit(2), before) {
		t.Error("the cache was written for two edits")
	}
	if bytes.Equal(edit(5), before) {
		t.Error("the cache was not written for many edits")
	}
}

func TestWordsThatAreCutLeaveTheCache(t *testing.T) {
	dir, open := cachedProject(t)
	// The subject is a fact, and so is what a problem quotes.
	old(t, filepath.Join(dir, "content/cables/08GRISTAD1.txt"), "SUBJECT: THE FERRY OF QUILLON\n\n1. (C) A text.\n")
	running := open()
	load(t, running)
	holds := func() bool {
		data, err := os.ReadFile(filepath.Join(dir, ".reftel", "cache"))
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Contains(data, []byte("QUILLON"))
	}
	if !holds() {
		t.Fatal("the cache does not hold the subject, so this test shows nothing")
	}
	redactWord(t, dir, "08GRISTAD1", "QUILLON")
	s := load(t, running)
	if diag.HasError(s.Problems()) {
		t.Fatal(s.Problems())
	}
	if holds() {
		t.Error("the cache holds a word that was cut, while the preview runs")
	}
	load(t, open())
	if holds() {
		t.Error("the cache holds a word that was cut")
	}
	if !slices.ContainsFunc(running.cables.facts, func(f *archive.Facts) bool { return strings.HasPrefix(f.Subject, "THE FERRY OF") }) {
		t.Error("the subject is not there at all")
	}
}

// redactWord writes the redaction of a word of a cable's text.
func redactWord(t *testing.T, dir, id, word string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "content/cables", id+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	words, err := redaction.NewWords([]string{word})
	if err != nil {
		t.Fatal(err)
	}
	file, _, err := redaction.Add(string(text), cable.Metadata{ID: id}, &redaction.File{ID: id}, "", words,
		redaction.Entry{Reason: "source at risk"})
	if err != nil {
		t.Fatal(err)
	}
	old(t, filepath.Join(dir, "content/redactions", id+".md"), file.Format())
}
