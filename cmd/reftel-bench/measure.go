package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
	edit      time.Duration   // a build after a note was changed
	rewritten int             // files that it wrote
	cold      time.Duration   // until a preview of a project without a cache has shown its first page and a cable
	warm      time.Duration   // the same, with what earlier runs have left
	live      []time.Duration // from writing a note to new bytes, in order of length
	serving   int64           // memory of the preview
	peers     []peer
}

const heading = `| cables | files | output | clean build | CPU | memory | raw (writers) | raw CPU | ratio | CPU ratio | unchanged | one note | files rewritten | serve cold | warm | edit → bytes (worst) | serve memory |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|`

func (m *measured) String() string {
	return fmt.Sprintf("| %d | %d | %d MB | %s | %s | %d MiB | %s (%d) | %s | %.1f | %.1f | %s | %s | %d | %s | %s | %s | %d MiB |",
		m.size, m.files, m.bytes/1e6, seconds(m.clean.wall), seconds(m.clean.cpu), m.clean.memory>>20, seconds(m.raw.wall), m.raw.writers,
		seconds(m.raw.cpu), ratio(m.clean.wall, m.raw.wall), ratio(m.clean.cpu, m.raw.cpu), seconds(m.unchanged), seconds(m.edit), m.rewritten, seconds(m.cold), seconds(m.warm),
		m.latency(), m.serving>>20)
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

// latency writes the median and the worst of the edits of a preview.
func (m *measured) latency() string {
	if len(m.live) == 0 {
		return "–"
	}
	return fmt.Sprintf("%d ms (%d)", median(m.live).Milliseconds(), m.live[len(m.live)-1].Milliseconds())
}

// measure makes a project of a size and measures it.
func (b *bench) measure(size int) (*measured, error) {
	project := filepath.Join(b.dir, "project")
	defer b.discard(project)
	if err := newCorpus(size).write(project, b.rows); err != nil {
		return nil, fmt.Errorf("make cables: %w", err)
	}
	settings := fmt.Appendf(nil, "source_pages: %t\n", b.sources)
	if err := os.WriteFile(filepath.Join(project, "reftel.yaml"), settings, 0o666); err != nil {
		return nil, err
	}
	if err := writeAt(b.note(project, size).file, []byte(firstNote)); err != nil {
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
	var err error
	m.peers, err = b.measurePeers(size)
	return m, err
}

// firstNote is there from the beginning: the first note of an archive puts a
// link to the notes on every page.
const firstNote = "Before."

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

// forget takes away what earlier runs have left.
func (b *bench) forget(project string) error {
	return errors.Join(b.discard(filepath.Join(project, "public")), b.discard(filepath.Join(project, ".reftel")))
}

// discard takes a folder away, if it is there. On a disk it is only moved out of
// the way: for minutes after many files were deleted, ext4 takes several times as
// long to create others.
func (b *bench) discard(dir string) error {
	if !b.sync {
		return os.RemoveAll(dir)
	}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	attic, err := os.MkdirTemp(b.dir, "discarded-")
	if err != nil {
		return err
	}
	return os.Rename(dir, filepath.Join(attic, filepath.Base(dir)))
}

func (b *bench) measureClean(project string, m *measured) error {
	var runs []run
	for range b.runs {
		if err := b.forget(project); err != nil {
			return err
		}
		if err := b.settle(filepath.Join(project, "public"), 2*m.size); err != nil {
			return err
		}
		start := time.Now()
		r, err := b.build(project)
		if err != nil {
			return err
		}
		if b.sync {
			unix.Sync()
			r.wall = time.Since(start)
		}
		runs = append(runs, r)
	}
	m.clean = middle(runs)
	return nil
}

// middle is the run that took the median time, with the most memory of all.
func middle(runs []run) run {
	slices.SortFunc(runs, func(a, b run) int { return cmp.Compare(a.wall, b.wall) })
	out := runs[len(runs)/2]
	for _, r := range runs {
		out.memory = max(out.memory, r.memory)
	}
	return out
}

func (b *bench) measureAgain(project string, m *measured) error {
	var unchanged, edits []time.Duration
	for n := range b.runs {
		r, err := b.build(project)
		if err != nil {
			return err
		}
		if r.written != 0 {
			return fmt.Errorf("a build of an unchanged project has written %d files", r.written)
		}
		unchanged = append(unchanged, r.wall)
		for _, text := range []string{firstNote, noteText(n)} { // a note that is new changes more than one that is not
			if err := os.WriteFile(b.note(project, m.size).file, []byte(text), 0o666); err != nil {
				return err
			}
			if r, err = b.build(project); err != nil {
				return err
			}
		}
		edits = append(edits, r.wall)
		m.rewritten = r.written
	}
	m.unchanged, m.edit = median(unchanged), median(edits)
	return nil
}

// A place is where an editor writes, and the page that shows it.
type place struct{ file, page string }

// note returns the place for notes on a cable from the middle of the corpus.
func (b *bench) note(project string, size int) place { return notes(project, size, 1)[0] }

// notes returns places for notes on a number of cables, the last of those that
// come after each other in time.
func notes(project string, size, number int) (places []place) {
	c := newCorpus(size)
	for n := range min(size/2+number, 1000) {
		cable := c.next()
		if n >= min(size/2+number, 1000)-number {
			places = append(places, place{filepath.Join(project, "content", "notes", cable.id+".md"),
				"cable/" + cable.created.Format("2006/01") + "/" + cable.id + ".html"})
		}
	}
	return places
}

func noteText(n int) string {
	return fmt.Sprintf("## ¶1 {#first .context}\nAn invented remark, for the %dth time.\n", n)
}

func (b *bench) measureServe(project string, m *measured) error {
	if !b.serves {
		return nil
	}
	if err := b.forget(project); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(project, ".reftel")); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("a cold start would find what was left: %v", err)
	}
	page := b.note(project, m.size).page
	cold, err := b.serve(project, page)
	if err != nil {
		return err
	}
	m.cold = cold.ready
	if err := cold.stop(&run{}); err != nil {
		return err
	}
	warm, err := b.serve(project, page)
	if err != nil {
		return err
	}
	m.warm = warm.ready
	err = measureEdits(warm, project, m)
	var used run
	err = errors.Join(err, warm.stop(&used))
	m.serving = used.memory
	return err
}

// edited is the number of edits of a preview: some to each of a few notes.
const edited = 15

func measureEdits(p *preview, project string, m *measured) error {
	places := notes(project, m.size, 5)
	for n := range edited {
		// Not in step with anything that the preview does by the clock.
		time.Sleep(300*time.Millisecond + time.Duration(n)*17*time.Millisecond)
		took, err := p.edit(places[n%len(places)], 100+n)
		if err != nil {
			return err
		}
		m.live = append(m.live, took)
	}
	slices.Sort(m.live)
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
	if err := b.discard(output); err != nil {
		return err
	}
	m.raw, err = b.floor(filepath.Join(b.dir, "raw"), files)
	return err
}
