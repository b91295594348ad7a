package site

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"reftel/site/source"
)

// What was read of the cables is kept between runs in the project's private
// folder, so that an unchanged archive is not parsed again. The cache is
// disposable: one that is damaged, or that another program has written, counts
// as none. A file's part of it is used under the rule that holds within a run
// as well: only where the file is surely the one that was read.
//
// It holds facts and problems as they may be published. Whenever redactions
// have changed it is written anew, so that no word stays in it that is now cut.
//
// Format: the magic line, the program's name, a table of words that occur again
// and again, the files, the records in chunks that can be read side by side,
// and at the end a sum of all before it. The sum is to show damage: whoever may
// write the cache may write the cables.
const cacheMagic = "reftel cache 2\n"

// checksum is the CRC-32C, which takes a tenth of the time of a cryptographic sum.
func checksum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// cachePath is where a project's cache is.
func (p *Project) cachePath() string { return filepath.Join(p.dir, ".reftel", "cache") }

// recall takes what an earlier run has kept.
func (p *Project) recall() {
	data, err := os.ReadFile(p.cachePath())
	if err != nil {
		return
	}
	if files, err := decodeCache(data, p.opts.Program, p.opts.Jobs); err == nil {
		p.cables = &cableSet{files: files}
	}
}

// keep writes the cache. It appears as a whole: a reader finds the old or the
// new one. Where it cannot be written there is none; it is an error only if the
// old one stays, as it may hold words that are now cut.
func (p *Project) keep(s *cableSet) error {
	path := p.cachePath()
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if err == nil {
		err = replace(path, encodeCache(s.files, p.opts.Program, p.opts.Jobs))
	}
	if err == nil {
		for _, f := range s.files {
			f.kept = f.Settled(f.scanned)
		}
		return nil
	}
	if removing := os.Remove(path); removing != nil && !errors.Is(removing, fs.ErrNotExist) {
		return fmt.Errorf("remove what was kept before: %w", removing)
	}
	return nil
}

// keepEdited writes the cache again where the next run would have much to read
// that this one has read since. It is called when nothing is new: an edit does
// not wait for it.
func (p *Project) keepEdited() error {
	edited := 0
	for _, f := range p.cables.files {
		if !f.kept && f.Settled(f.scanned) {
			edited += len(f.records)
		}
	}
	if edited <= len(p.cables.facts)/rewritten {
		return nil
	}
	return p.keep(p.cables)
}

// rewritten is the part of all cables that have to be edited until writing the
// cache costs less than reading them again.
const rewritten = 100

// replace writes a file under another name first. What a killed run leaves is
// written over by the next: it would hold words after they are cut.
func replace(path string, data []byte) error {
	f, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// chunked is the number of records that are encoded together.
const chunked = 1024

// encodeCache is the cache of files.
func encodeCache(files []*cableFile, program string, jobs int) []byte {
	words := &dictionary{numbers: map[string]uint64{}}
	e := newEncoder(words)
	e.uint(len(files))
	var records []*record
	var paths []string
	for _, f := range files {
		e.text(f.Path)
		for _, n := range []int64{f.Size, f.ModTime, int64(f.Inode), f.scanned.UnixNano()} {
			e.int(n)
		}
		e.uint(len(f.records))
		for i := range f.records {
			records, paths = append(records, &f.records[i]), append(paths, f.Path)
		}
	}
	head := e.section()
	chunks := encodeRecords(records, paths, words, jobs)
	for _, word := range words.list {
		e.text(word)
	}
	table := e.section()
	e.uint(len(words.list))
	e.uint(len(records))
	parts := slices.Concat([][]byte{[]byte(program), e.section(), table, head}, chunks)
	size := len(cacheMagic) + crc32.Size
	for _, p := range parts {
		size += len(p) + binary.MaxVarintLen64
	}
	out := append(make([]byte, 0, size), cacheMagic...)
	for _, p := range parts {
		out = appendSection(out, p)
	}
	return binary.BigEndian.AppendUint32(out, checksum(out))
}

// encodeRecords encodes records, which are in the given files, in chunks side by
// side.
func encodeRecords(records []*record, paths []string, words *dictionary, jobs int) [][]byte {
	chunks := make([][]byte, (len(records)+chunked-1)/chunked)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range jobs {
		wg.Go(func() {
			e := newEncoder(words)
			for c := int(next.Add(1)) - 1; c < len(chunks); c = int(next.Add(1)) - 1 {
				for i := c * chunked; i < min((c+1)*chunked, len(records)); i++ {
					e.record(records[i], paths[i])
				}
				chunks[c] = e.section()
			}
		})
	}
	wg.Wait()
	return chunks
}

// decodeCache is the inverse, for the program that wrote it.
func decodeCache(data []byte, program string, jobs int) ([]*cableFile, error) {
	end := len(data) - crc32.Size
	if end < 0 || !bytes.HasPrefix(data, []byte(cacheMagic)) {
		return nil, errDamaged
	}
	if binary.BigEndian.Uint32(data[end:]) != checksum(data[:end]) {
		return nil, errDamaged
	}
	rest := data[len(cacheMagic):end]
	by, rest := cutSection(rest)
	if string(by) != program {
		return nil, errDamaged
	}
	return decodeParts(rest, jobs)
}

// decodeParts decodes what stands between the program's name and the sum.
func decodeParts(rest []byte, jobs int) ([]*cableFile, error) {
	counts, rest := cutSection(rest)
	d := newDecoder(counts, nil)
	words, total := d.count(len(rest)), d.count(len(rest))
	table, rest := cutSection(rest)
	w := newDecoder(table, nil)
	list := make([]string, words)
	for i := range list {
		list[i] = w.text()
	}
	head, rest := cutSection(rest)
	files, sizes, err := decodeFiles(newDecoder(head, nil))
	if err != nil || d.bad || w.bad {
		return nil, errDamaged
	}
	records, paths := make([]record, total), make([]string, 0, total)
	for i, f := range files {
		from := len(paths)
		if sizes[i] > total-from {
			return nil, errDamaged
		}
		f.records = records[from : from+sizes[i] : from+sizes[i]]
		for range f.records {
			paths = append(paths, f.Path)
		}
	}
	if len(paths) != total {
		return nil, errDamaged
	}
	return files, decodeRecords(rest, records, paths, list, jobs)
}

// decodeFiles returns the files and the number of records of each.
func decodeFiles(d *decoder) (files []*cableFile, sizes []int, err error) {
	n := d.count(len(d.b))
	slab := make([]cableFile, n)
	files, sizes = make([]*cableFile, n), make([]int, n)
	for i := range files {
		f := &slab[i]
		f.File = source.File{Path: d.text(), Kind: source.Cables, Size: d.int(), ModTime: d.int(), Inode: uint64(d.int())}
		f.scanned = time.Unix(0, d.int())
		f.kept = true
		files[i], sizes[i] = f, int(d.uint())
		if d.bad || sizes[i] < 0 {
			return nil, nil, errDamaged
		}
	}
	return files, sizes, nil
}

// decodeRecords decodes chunks side by side.
func decodeRecords(rest []byte, records []record, paths, words []string, jobs int) error {
	q := newQueue(context.Background(), jobs)
	for from := 0; from < len(records); from += chunked {
		var chunk []byte
		chunk, rest = cutSection(rest)
		to := min(from+chunked, len(records))
		q.do(func() error { return newDecoder(chunk, words).records(records[from:to], paths[from:to]) })
	}
	return q.wait()
}
