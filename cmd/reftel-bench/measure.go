package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// A measured is the figures of one size.
type measured struct {
	size      int
	files     int
	bytes     int64
	clean     run
	raw       raw
	unchanged time.Duration
	edit      time.Duration // a build after a note was written
	cold      time.Duration // until a preview of a project without a cache shows its first page
	warm      time.Duration // the same, with what earlier runs have left
	live      time.Duration // from writing a note to new bytes
	serving   int64         // memory of the preview
}

const heading = `| cables | files | output | clean build | CPU | memory | raw (writers) | raw CPU | ratio | CPU ratio | unchanged | one note | serve cold | warm | edit → bytes | serve memory |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|`

func (m *measured) String() string {
	return fmt.Sprintf("| %d | %d | %d MB | %s | %s | %d MiB | %s (%d) | %s | %.1f | %.1f | %s | %s | %s | %s | %s | %d MiB |",
		m.size, m.files, m.bytes/1e6, seconds(m.clean.wall), seconds(m.clean.cpu), m.clean.memory>>20, seconds(m.raw.wall), m.raw.writers,
		seconds(m.raw.cpu), ratio(m.clean.wall, m.raw.wall), ratio(m.clean.cpu, m.raw.cpu), seconds(m.unchanged), seconds(m.edit), seconds(m.cold), seconds(m.warm),
		seconds(m.live), m.serving>>20)
}

// ratio is how many times as long a took as b; 0 where b was not measured.
func ratio(a, b time.Duration) float64 {
	if b == 0 {
		return 0
	}
	return a.Seconds() / b.Seconds()
}

// seconds writes a time; "–" where there is none.
func seconds(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

// measure makes a project of a size and measures it.
func (b *bench) measure(size int) (*measured, error) {
	project := filepath.Join(b.dir, "project")
	defer os.RemoveAll(project)
	if err := newCorpus(size).write(project, b.rows); err != nil {
		return nil, fmt.Errorf("make cables: %w", err)
	}
	settings := fmt.Appendf(nil, "source_pages: %t\n", b.sources)
	if err := os.WriteFile(filepath.Join(project, "reftel.yaml"), settings, 0o666); err != nil {
		return nil, err
	}
	if err := age(project); err != nil {
		return nil, err
	}
	m := &measured{size: size}
	for _, step := range []func(string, *measured) error{b.measureClean, b.measureAgain, b.measureFloor, b.measureServe} {
		if err := step(project, m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// age gives all files of a project a time in the past: files that are too young
// are not trusted to be unchanged.
func age(project string) error {
	at := time.Now().Add(-time.Hour)
	return filepath.WalkDir(project, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chtimes(path, at, at)
	})
}

// forget removes what earlier runs have left.
func forget(project string) error {
	return errors.Join(os.RemoveAll(filepath.Join(project, "public")), os.RemoveAll(filepath.Join(project, ".reftel")))
}

func (b *bench) measureClean(project string, m *measured) error {
	var walls []time.Duration
	for range b.runs {
		if err := forget(project); err != nil {
			return err
		}
		unix.Sync()
		start := time.Now()
		r, err := b.build(project)
		if err != nil {
			return err
		}
		if b.sync {
			unix.Sync()
			r.wall = time.Since(start)
		}
		walls = append(walls, r.wall)
		m.clean.cpu, m.clean.memory = r.cpu, max(m.clean.memory, r.memory)
	}
	m.clean.wall = median(walls)
	return nil
}

func (b *bench) measureAgain(project string, m *measured) error {
	var unchanged, edits []time.Duration
	for n := range b.runs {
		r, err := b.build(project)
		if err != nil {
			return err
		}
		unchanged = append(unchanged, r.wall)
		if err := os.MkdirAll(filepath.Join(project, "content", "notes"), 0o777); err != nil {
			return err
		}
		file, _ := b.note(project, m.size)
		if err := os.WriteFile(file, []byte(noteText(n)), 0o666); err != nil {
			return err
		}
		if r, err = b.build(project); err != nil {
			return err
		}
		edits = append(edits, r.wall)
	}
	m.unchanged, m.edit = median(unchanged), median(edits)
	return nil
}

// note returns the file for notes on a cable from the middle of the corpus, and
// the address of the cable's page.
func (b *bench) note(project string, size int) (file, page string) {
	c := newCorpus(size)
	var cable invented
	for range min(size/2+1, 1000) {
		cable = c.next()
	}
	return filepath.Join(project, "content", "notes", cable.id+".md"),
		"cable/" + cable.created.Format("2006/01") + "/" + cable.id + ".html"
}

func noteText(n int) string {
	return fmt.Sprintf("## ¶1 {#first .context}\nAn invented remark, for the %dth time.\n", n)
}

func (b *bench) measureServe(project string, m *measured) error {
	if !b.serves {
		return nil
	}
	if err := forget(project); err != nil {
		return err
	}
	cold, err := b.serve(project)
	if err != nil {
		return err
	}
	m.cold = cold.ready
	if err := cold.stop(&run{}); err != nil {
		return err
	}
	warm, err := b.serve(project)
	if err != nil {
		return err
	}
	m.warm = warm.ready
	err = b.measureEdits(warm, project, m)
	var used run
	err = errors.Join(err, warm.stop(&used))
	m.serving = used.memory
	return err
}

func (b *bench) measureEdits(p *preview, project string, m *measured) error {
	file, page := b.note(project, m.size)
	var times []time.Duration
	for n := range 5 {
		took, err := p.edited(file, noteText(100+n), page)
		if errors.Is(err, context.DeadlineExceeded) {
			return nil // shown as not measured
		}
		if err != nil {
			return err
		}
		times = append(times, took)
	}
	m.live = median(times)
	return nil
}

// measureFloor takes the output away, as its room may be needed.
func (b *bench) measureFloor(project string, m *measured) error {
	output := filepath.Join(project, "public")
	files, bytes, err := list(output)
	if err != nil {
		return err
	}
	m.files, m.bytes = len(files), bytes
	if !b.raw {
		return nil
	}
	if err := os.RemoveAll(output); err != nil {
		return err
	}
	m.raw, err = floor(filepath.Join(b.dir, "raw"), files, b.sync)
	return err
}
