package site

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reftel/site/cable"
	"reftel/site/redaction"
)

// editor edits a project as people do, and remembers the steps for a failure's
// message.
type editor struct {
	t     *testing.T
	rnd   *rand.Rand
	dir   string
	old   *Project // has seen every state
	dirty map[string]bool
	steps []string
	clock time.Time
	wrong []string // files with errors after the last step
	built int      // states that could be built
	lines bool     // edits are of single lines of cables
}

func newEditor(t *testing.T, seed uint64) *editor {
	e := &editor{t: t, rnd: rand.New(rand.NewPCG(seed, 7)), dir: t.TempDir(), dirty: map[string]bool{}}
	e.clock = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 5 {
		e.addCable()
	}
	e.write("content/about.md", "# About\n\nAn invented archive.\n")
	e.old = e.open(false)
	return e
}

func (e *editor) open(cache bool) *Project {
	p, err := Open(e.dir, Options{Jobs: 2, Program: "test", Cache: cache})
	if err != nil {
		e.t.Fatal(err)
	}
	return p
}

// write puts a file into the project with a time of its own in the past, so
// that the rule for files that are too young to be trusted is not in play.
func (e *editor) write(path, text string) {
	full := filepath.Join(e.dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		e.t.Fatal(err)
	}
	e.clock = e.clock.Add(time.Second)
	if err := os.Chtimes(full, e.clock, e.clock); err != nil {
		e.t.Fatal(err)
	}
	e.touched(path)
	e.steps = append(e.steps, "write "+path)
}

func (e *editor) remove(path string) {
	if err := os.Remove(filepath.Join(e.dir, path)); err != nil {
		e.t.Fatal(err)
	}
	e.touched(path)
	e.steps = append(e.steps, "remove "+path)
}

// touched notes the folders that a watcher would name: the file's own, and
// those above it, one of which may be new or gone.
func (e *editor) touched(path string) {
	dir := filepath.ToSlash(filepath.Dir(path))
	e.dirty[dir] = true
	for dir = filepath.ToSlash(filepath.Dir(dir)); dir != "."; dir = filepath.ToSlash(filepath.Dir(dir)) {
		e.dirty[dir] = true
	}
}

// any returns one of the project's files whose path begins with a prefix, or "".
func (e *editor) any(prefix string) string {
	var files []string
	root := filepath.Join(e.dir, prefix)
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(e.dir, path)
			files = append(files, filepath.ToSlash(rel))
		}
		return nil
	})
	if len(files) == 0 {
		return ""
	}
	return files[e.rnd.IntN(len(files))]
}

var posts = []string{"GRISTAD", "NORVAL", "ORMSK"}

func (e *editor) id() string {
	return fmt.Sprintf("%02d%s%d", 7+e.rnd.IntN(2), posts[e.rnd.IntN(len(posts))], 1+e.rnd.IntN(3))
}

var tags = []string{"PGOV, ENRG", "PREL", "PGOV"}

func cableFileOf(id string) string { return "content/cables/20" + id[:2] + "/" + id + ".txt" }

func (e *editor) word() string {
	return []string{"dam", "ferry", "light", "harbour", "election", "Lindqvist"}[e.rnd.IntN(6)]
}

// origin is what a cable calls its post, if it does.
func (e *editor) origin() string {
	if !e.lines || e.rnd.IntN(3) == 0 {
		return ""
	}
	return "origin: Embassy " + e.word() + "\n"
}

// text is an invented cable. It cites others that may be there or not.
func (e *editor) text(id string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: %s\ncreated: 20%s-0%d-11 08:05\n%sclassification: CONFIDENTIAL\n---\n", id, id[:2], 1+e.rnd.IntN(9), e.origin())
	fmt.Fprintf(&b, "C O N F I D E N T I A L %s 000%s\n\nE.O. 12958: DECL: 01/01/2019\nTAGS: %s\nSUBJECT: THE %s\n\n",
		strings.TrimLeft(id[2:], "0"), id[len(id)-1:], tags[e.rnd.IntN(len(tags))], strings.ToUpper(e.word()))
	fmt.Fprintf(&b, "REF: A. %s\n     B. %s %d\n\n", e.id(), posts[e.rnd.IntN(3)], 1+e.rnd.IntN(3))
	for n := range 1 + e.rnd.IntN(4) {
		fmt.Fprintf(&b, "%d.  (C) The %s of the %s was noted (ref A, para 1).\n\n", n+1, e.word(), e.word())
	}
	b.WriteString("HALVORSEN\n")
	return b.String()
}

func (e *editor) addCable() {
	id := e.id()
	e.write(cableFileOf(id), e.text(id))
}

func (e *editor) edit() {
	if len(e.wrong) > 0 && e.rnd.IntN(3) > 0 {
		e.repair()
		return
	}
	edits := []func(){
		e.addCable, e.addCable, e.changeCable, e.changeCable, e.changeCable, e.changeNoted, e.removeCable, e.renameCable, e.breakCable, e.twin,
		e.writeNote, e.writeNote, e.writeNote, e.dropNote, e.breakNote, e.renameNote,
		e.redact, e.redact, e.unredact, e.damageRedaction, e.protect, e.protect, e.lock, e.lock,
		e.publish, e.bury, e.bury, e.bury, e.dropFolder, e.moveFolder, e.dump, e.template, e.style, e.static, e.settings,
		e.ownPage, e.strayPage, e.damageOutput, e.damageOutput, e.nothing,
	}
	if e.lines {
		edits = []func(){e.changeLine, e.changeLine, e.changeLine, e.addCable, e.removeCable}
	}
	edits[e.rnd.IntN(len(edits))]()
}

// repair removes a file that keeps the site from being built.
func (e *editor) repair() {
	f := e.wrong[e.rnd.IntN(len(e.wrong))]
	if _, err := os.Stat(filepath.Join(e.dir, f)); err == nil {
		e.remove(f)
	}
}

func (e *editor) changeCable() {
	if f := e.any("content/cables"); strings.HasSuffix(f, ".txt") {
		id := strings.TrimSuffix(filepath.Base(f), ".txt")
		e.write(f, e.text(id))
	}
}

// changeLine changes one line of a cable: its TAGS, its first reference, or what it
// calls its post.
func (e *editor) changeLine() {
	f := e.any("content/cables")
	data, err := os.ReadFile(filepath.Join(e.dir, f))
	if err != nil {
		return
	}
	fresh := []string{"TAGS: " + tags[e.rnd.IntN(len(tags))], "REF: A. " + e.id(), "origin: Embassy " + e.word()}[e.rnd.IntN(3)]
	lines := strings.Split(string(data), "\n")
	for i, line := range lines {
		if name, _, _ := strings.Cut(line, ":"); strings.HasPrefix(fresh, name+":") {
			lines[i] = fresh
		}
	}
	e.write(f, strings.Join(lines, "\n"))
}

// changeNoted changes a cable under the notes on it, and lets the notes rely on
// nothing that was.
func (e *editor) changeNoted() {
	f := e.any("content/notes")
	if f == "" {
		return
	}
	id := strings.TrimSuffix(filepath.Base(f), ".md")
	e.write(cableFileOf(id), e.text(id))
	if e.any(LockFile) != "" && e.rnd.IntN(2) == 0 {
		e.remove(LockFile)
	}
}

func (e *editor) removeCable() {
	if f := e.any("content/cables"); f != "" {
		e.remove(f)
	}
}

func (e *editor) renameCable() {
	if f := e.any("content/cables"); f != "" {
		e.rename(f, "content/cables/moved/"+filepath.Base(f))
	}
}

// rename gives a file another path; what was there is written over.
func (e *editor) rename(from, to string) {
	os.MkdirAll(filepath.Join(e.dir, filepath.Dir(to)), 0o777)
	if err := os.Rename(filepath.Join(e.dir, from), filepath.Join(e.dir, to)); err != nil {
		e.t.Fatal(err)
	}
	e.touched(from)
	e.touched(to)
	e.steps = append(e.steps, "rename "+from+" to "+to)
}

// dropFolder removes a folder of cables with all that is in it.
func (e *editor) dropFolder() {
	f := e.any("content/cables")
	if f == "" || e.rnd.IntN(3) > 0 {
		return
	}
	folder := filepath.ToSlash(filepath.Dir(f))
	if err := os.RemoveAll(filepath.Join(e.dir, folder)); err != nil {
		e.t.Fatal(err)
	}
	e.touched(folder)
	e.steps = append(e.steps, "remove "+folder)
}

// moveFolder renames a folder of cables.
func (e *editor) moveFolder() {
	f := e.any("content/cables")
	if f == "" {
		return
	}
	folder := filepath.ToSlash(filepath.Dir(f))
	to := fmt.Sprintf("content/cables/folder%d", e.rnd.IntN(3))
	if folder == "content/cables" || os.Rename(filepath.Join(e.dir, folder), filepath.Join(e.dir, to)) != nil {
		return // there is a folder of that name
	}
	e.touched(folder)
	e.touched(to)
	e.steps = append(e.steps, "rename "+folder+" to "+to)
}

func (e *editor) breakCable() {
	if f := e.any("content/cables"); f != "" {
		e.write(f, []string{"", "---\nid: 08GRISTAD1\nnonsense: x\n---\ntext\n", "1. (C) Only a paragraph", "\xff\xfe\x00"}[e.rnd.IntN(4)])
	}
}

// twin writes a second file with the ID of another.
func (e *editor) twin() {
	if f := e.any("content/cables"); f != "" && e.rnd.IntN(3) == 0 {
		id := strings.TrimSuffix(filepath.Base(f), ".txt")
		e.write("content/cables/twin/"+filepath.Base(f), e.text(id))
	}
}

func (e *editor) writeNote() {
	id := e.id()
	if f := e.any("content/cables"); f != "" && e.rnd.IntN(4) > 0 {
		id = strings.TrimSuffix(filepath.Base(f), ".txt")
	}
	e.write("content/notes/"+id+".md", fmt.Sprintf("On the %s; see [[%s]].\n\n## ¶%d {.context%s}\nMore on the %s.%s\n",
		e.word(), e.id(), 1+e.rnd.IntN(2), []string{"", "", " status=draft"}[e.rnd.IntN(3)],
		e.word(), []string{"", " See [[" + e.id() + " ¶1]]."}[e.rnd.IntN(2)]))
}

// breakNote writes notes that fit no text, or are none.
func (e *editor) breakNote() {
	if f := e.any("content/notes"); f != "" && e.rnd.IntN(3) == 0 {
		e.write(f, []string{"## ¶1 \"words that nobody said\"\nA note.\n", "## ¶99\nA note.\n", "---\nnonsense: x\n---\n", ""}[e.rnd.IntN(4)])
	}
}

// renameNote takes notes for those on another cable.
func (e *editor) renameNote() {
	if f := e.any("content/notes"); f != "" {
		e.rename(f, "content/notes/"+e.id()+".md")
	}
}

func (e *editor) dropNote() {
	if f := e.any("content/notes"); f != "" {
		e.remove(f)
	}
}

func (e *editor) redact() {
	f := e.any("content/cables")
	data, err := os.ReadFile(filepath.Join(e.dir, f))
	if f == "" || err != nil {
		return
	}
	_, text, found := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "---\n")
	if !found {
		return
	}
	id := strings.TrimSuffix(filepath.Base(f), ".txt")
	words, err := redaction.NewWords([]string{e.word()})
	if err != nil {
		e.t.Fatal(err)
	}
	file, _, err := redaction.Add(text, cable.Metadata{ID: id}, &redaction.File{ID: id}, "", words, redaction.Entry{Reason: "source at risk"})
	if err == nil {
		e.write("content/redactions/"+id+".md", file.Format())
	}
}

func (e *editor) unredact() {
	if f := e.any("content/redactions"); f != "" {
		e.remove(f)
	}
}

func (e *editor) damageRedaction() {
	if f := e.any("content/redactions"); f != "" && e.rnd.IntN(3) == 0 {
		e.write(f, "## ¶1 chars 1–2 {reason=x check=000000000000-00}\n")
	}
}
