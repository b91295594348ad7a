package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/output"
	"reftel/site/redaction"
)

// states is the number of states of a project that one run goes through.
const states = 1000

// TestOneWayToBuild makes random edits to a small project. After each, the
// loader that has seen all states before must say and build the same as a new
// one: the same problems, the same files byte for byte, and the same bytes for
// every page that a preview would ask for.
func TestOneWayToBuild(t *testing.T) {
	const runs = 20
	for run := range runs {
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, uint64(run))
			for range states / runs {
				e.edit()
				e.check()
			}
			if e.built < states/runs/3 {
				t.Errorf("only %d of %d states could be built: the test shows little", e.built, states/runs)
			}
		})
	}
}

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

func cableFileOf(id string) string { return "content/cables/20" + id[:2] + "/" + id + ".txt" }

func (e *editor) word() string {
	return []string{"dam", "ferry", "light", "harbour", "election", "Lindqvist"}[e.rnd.IntN(6)]
}

// text is an invented cable. It cites others that may be there or not.
func (e *editor) text(id string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: %s\ncreated: 20%s-0%d-11 08:05\nclassification: CONFIDENTIAL\n---\n", id, id[:2], 1+e.rnd.IntN(9))
	fmt.Fprintf(&b, "C O N F I D E N T I A L %s 000%s\n\nE.O. 12958: DECL: 01/01/2019\nTAGS: %s\nSUBJECT: THE %s\n\n",
		strings.TrimLeft(id[2:], "0"), id[len(id)-1:], []string{"PGOV, ENRG", "PREL", "PGOV"}[e.rnd.IntN(3)], strings.ToUpper(e.word()))
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
		e.addCable, e.addCable, e.changeCable, e.removeCable, e.renameCable, e.breakCable, e.twin,
		e.writeNote, e.writeNote, e.dropNote, e.redact, e.unredact, e.damageRedaction,
		e.dropFolder, e.moveFolder, e.template, e.style, e.settings, e.ownPage, e.damageOutput, e.damageOutput, e.nothing,
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

func (e *editor) removeCable() {
	if f := e.any("content/cables"); f != "" {
		e.remove(f)
	}
}

func (e *editor) renameCable() {
	f := e.any("content/cables")
	if f == "" {
		return
	}
	to := "content/cables/moved/" + filepath.Base(f)
	os.MkdirAll(filepath.Join(e.dir, filepath.Dir(to)), 0o777)
	if err := os.Rename(filepath.Join(e.dir, f), filepath.Join(e.dir, to)); err != nil {
		e.t.Fatal(err)
	}
	e.touched(f)
	e.touched(to)
	e.steps = append(e.steps, "rename "+f+" to "+to)
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
	e.write("content/notes/"+id+".md", fmt.Sprintf("On the %s; see [[%s]].\n\n## ¶%d {.context}\nMore on the %s.\n",
		e.word(), e.id(), 1+e.rnd.IntN(2), e.word()))
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

func (e *editor) template() {
	switch e.rnd.IntN(4) {
	case 0:
		e.write("templates/404.html", `{{define "main"}}<h1>Lost</h1>{{end}}`)
	case 1:
		e.write("templates/404.html", `{{define "main"}}<h1>Not here</h1>{{end}}`)
	case 2:
		e.write("templates/404.html", `{{define "main"}}<h1>{{.Broken`)
	default:
		if f := e.any("templates"); f != "" {
			e.remove(f)
		}
	}
}

func (e *editor) style() {
	e.write("static/style.css", fmt.Sprintf("body { margin: %dem }\n", e.rnd.IntN(5)))
}

func (e *editor) settings() {
	e.write("reftel.yaml", []string{
		"title: One\n", "title: Two\nper_page: 10\n", "titel: Three\n", "title: [\n", "hashtags: [cablegate, invented]\nbase_url: https://cables.example\n",
		"permalink: c/{id}.html\n",
	}[e.rnd.IntN(6)])
}

func (e *editor) ownPage() {
	e.write("content/about.md", fmt.Sprintf("# About\n\nThe %s.\n", e.word()))
}

func (e *editor) damageOutput() {
	path := e.any("public")
	if path == "" || strings.HasPrefix(path, "public/.reftel") && e.rnd.IntN(4) > 0 {
		return
	}
	full := filepath.Join(e.dir, path)
	switch e.rnd.IntN(3) {
	case 0:
		os.WriteFile(full, []byte("damaged"), 0o666)
	case 1:
		data, _ := os.ReadFile(full)
		if len(data) > 0 {
			data[0] ^= 1
		}
		os.WriteFile(full, data, 0o666)
	default:
		os.Remove(full)
	}
	e.steps = append(e.steps, "damage "+path)
}

// nothing is an edit too: a build of a project that has not changed.
func (e *editor) nothing() {}

// check compares the old loader and its output with new ones.
func (e *editor) check() {
	t := e.t
	t.Helper()
	ctx := context.Background()
	var hints []string
	if e.rnd.IntN(3) > 0 { // sometimes the watcher has lost events and says nothing
		hints = slices.Sorted(maps.Keys(e.dirty))
	}
	e.dirty = map[string]bool{}
	s, err := e.old.Load(ctx, hints...)
	if err != nil {
		t.Fatalf("%v\nafter %s", err, strings.Join(e.steps, "\n"))
	}
	// Half of the new loaders start from what the one before them has kept.
	clean, err := e.open(e.rnd.IntN(2) == 0).Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.Problems(), clean.Problems(); !slices.Equal(got, want) {
		t.Fatalf("problems of the old loader:\n%v\nof a new one:\n%v\nafter %s", got, want, strings.Join(e.steps, "\n"))
	}
	e.wrong = nil
	for _, p := range s.Problems() {
		if p.Severity == diag.Error {
			e.wrong = append(e.wrong, p.File)
		}
	}
	e.compare(ctx, s, clean)
}

func (e *editor) compare(ctx context.Context, s, clean *Site) {
	t := e.t
	t.Helper()
	before := e.files(s.Output())
	_, err := s.Build(ctx, BuildOptions{Jobs: 2})
	if diag.HasError(s.Problems()) {
		if !errors.Is(err, ErrProblems) {
			t.Fatalf("a site with errors was built: %v", err)
		}
		if !maps.Equal(before, e.files(s.Output())) {
			t.Fatalf("a refused build changed the output after %s", strings.Join(e.steps, "\n"))
		}
		return
	}
	var clash *output.ClashError
	if errors.As(err, &clash) { // a damaged manifest: the output is not ours any more
		_, err = s.Build(ctx, BuildOptions{Jobs: 2, Force: true})
		os.RemoveAll(s.Output())
		if err == nil {
			_, err = s.Build(ctx, BuildOptions{Jobs: 2})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	e.built++
	clean.output = filepath.Join(t.TempDir(), "public")
	if _, err := clean.Build(ctx, BuildOptions{Jobs: 1}); err != nil {
		t.Fatal(err)
	}
	want := e.files(clean.Output())
	e.same("incremental build", e.files(s.Output()), want)
	served := map[string]string{}
	for page := range s.Plan().All() {
		data, err := s.Render(nil, page)
		if err != nil {
			t.Fatal(err)
		}
		served[page.Path] = string(data)
	}
	e.same("preview", served, want)
	os.RemoveAll(clean.Output())
}

// files reads a built site.
func (e *editor) files(dir string) map[string]string {
	out := map[string]string{}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		rel, _ := filepath.Rel(dir, path)
		if rel == output.Private {
			return fs.SkipDir
		}
		if !d.IsDir() {
			data, _ := os.ReadFile(path)
			out[filepath.ToSlash(rel)] = string(data)
		}
		return nil
	})
	return out
}

func (e *editor) same(what string, got, want map[string]string) {
	e.t.Helper()
	for _, path := range slices.Sorted(maps.Keys(want)) {
		text, there := got[path]
		switch {
		case !there:
			e.t.Errorf("%s: %s is missing", what, path)
		case text != want[path]:
			e.t.Errorf("%s: %s is not what a clean build gives", what, path)
		}
	}
	for path := range got {
		if _, there := want[path]; !there {
			e.t.Errorf("%s: %s is left over", what, path)
		}
	}
	if e.t.Failed() {
		e.t.Fatalf("after\n%s", strings.Join(e.steps[max(0, len(e.steps)-12):], "\n"))
	}
}
