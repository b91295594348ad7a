package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A cage is a project with a flock in it, and the program that works on it.
type cage struct {
	t     *testing.T
	dir   string
	flock *flock
	known map[string]bool // bytes that were looked at and found to hold nothing
	// spared are the folders in which words may stand.
	spared []string
	clock  time.Time
}

func newCage(t *testing.T, seed uint64, length int) *cage {
	t.Helper()
	c := &cage{t, filepath.Join(t.TempDir(), "project"), newFlock(seed, length), map[string]bool{}, []string{"content/cables/"}, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}
	for name, text := range c.flock.project() {
		c.write(name, text)
	}
	return c
}

func (c *cage) write(name, text string) {
	c.t.Helper()
	path := filepath.Join(c.dir, filepath.FromSlash(name))
	c.clock = c.clock.Add(time.Second) // long past: a file that is just written is never taken for the same
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666), os.Chtimes(path, c.clock, c.clock))
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *cage) read(name string) string {
	c.t.Helper()
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
	if err != nil {
		c.t.Fatal(err)
	}
	return string(data)
}

// replace changes text in a file.
func (c *cage) replace(name, old, new string) {
	c.t.Helper()
	text := c.read(name)
	if !strings.Contains(text, old) {
		c.t.Fatalf("%s does not hold %q:\n%s", name, old, text)
	}
	c.write(name, strings.ReplaceAll(text, old, new))
}

// reftel runs the program on the project, wants an exit code, and looks at what
// it prints.
func (c *cage) reftel(want int, stdin string, args ...string) (stderr string) {
	c.t.Helper()
	var out, err bytes.Buffer
	c.t.Chdir(c.dir)
	if code := run(c.t.Context(), args, strings.NewReader(stdin), &out, &err); code != want {
		c.t.Fatalf("reftel %s: exit code %d, want %d\n%s", strings.Join(args[:min(3, len(args))], " "), code, want, err.String())
	}
	c.clean("the terminal after reftel "+args[0], out.Bytes(), err.Bytes())
	return err.String()
}

// clean wants nothing of the flock in any of the texts.
func (c *cage) clean(what string, texts ...[]byte) {
	c.t.Helper()
	for _, text := range texts {
		if places := c.flock.find(text); len(places) > 0 {
			c.t.Errorf("%s shows what stands in %s", what, strings.Join(places, ", "))
		}
	}
}

// cleanFiles looks at every file of the project and beside it but those that are
// spared, and at all names.
func (c *cage) cleanFiles(when string) {
	c.t.Helper()
	for name, data := range c.files() {
		spared := slices.ContainsFunc(c.spared, func(folder string) bool { return strings.HasPrefix(name, folder) })
		if spared {
			continue
		}
		if c.clean(when+": the name "+name, []byte(name)); c.known[string(data)] {
			continue
		}
		failed := c.t.Failed()
		c.clean(when+": "+name, data)
		c.known[string(data)] = !c.t.Failed() || failed
	}
}

// files returns all files of the project and beside it, as staging folders are.
func (c *cage) files() map[string][]byte {
	c.t.Helper()
	files := map[string][]byte{}
	root := filepath.Dir(c.dir)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[filepath.ToSlash(strings.TrimPrefix(path, c.dir+string(filepath.Separator)))] = data
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return files
}

// redact takes the flock out of the cables place by place, out of notes and
// pages by name, and the rest by hand, as the program tells to.
func (c *cage) redact() {
	c.t.Helper()
	for _, cut := range cuts {
		args := []string{"redact", cut.id}
		if cut.place != "" {
			args = append(args, cut.place)
		}
		want := exitFine
		if strings.Contains(cut.words, "quoted") {
			want = exitFailed // a note quotes it, and says so
		}
		args = append(args, c.flock.wordsOf(cut)...)
		c.reftel(want, "", append(args, "--reason", "source at risk", "--by", "JE", "--date", "2026-11-23", "--force")...)
	}
	said := c.reftel(exitFailed, c.flock.list(), "redact", "--all", "-", "--reason", "source at risk", "--date", "2026-11-23")
	for _, name := range []string{
		"reftel.yaml: line 1, line 2, line 3, line 4, line 5: ", "templates/404.html: line 1: ", "static/extra.css: line 1: ",
		"tombstones.txt: line 1: ", "content/█████.md: name: ", "static/█████.txt: name: ", "content/cables/█████/08NORVAL6.txt: name: ", "content/█████: name: ",
	} {
		if !strings.Contains(said, "reftel: error: "+name) {
			c.t.Errorf("reftel redact --all does not say that a person has to look at %s\n%s", name, said)
		}
	}
	c.byHand()
}

// byHand does what the program has told a person to do.
func (c *cage) byHand() {
	c.t.Helper()
	for name, data := range c.files() {
		clean, text := name, string(data)
		for word := range c.flock.places {
			clean = strings.ReplaceAll(clean, word, "other")
			if !strings.HasPrefix(name, "content/") {
				text = strings.ReplaceAll(text, word, "somebody")
			}
		}
		if clean != name {
			path := filepath.Join(c.dir, filepath.FromSlash(name))
			if err := os.Remove(path); err != nil {
				c.t.Fatal(err)
			}
			os.Remove(filepath.Dir(path)) // where it is empty now
		}
		if clean != name || text != string(data) {
			c.write(clean, text)
		}
	}
}

// TestRedactedWordsAreNowhere puts a random word into every place in which text
// can stand, takes all of them out as an editor would, and looks for them in
// every byte that the program has written, printed or answered.
func TestRedactedWordsAreNowhere(t *testing.T) {
	c := newCage(t, uint64(os.Getpid()), 12)
	c.redact()
	c.cleanFiles("after redacting")
	c.spared = append(c.spared, "content/redactions/") // from now on, for our remarks
	c.write("content/redactions/08GRISTAD112.md", c.flock.fill("Our remark on {{remark}}.\n\n")+c.read("content/redactions/08GRISTAD112.md"))
	c.at("after a check", exitFine, "check", ".")
	c.at("after a clean build", exitFine, "build", ".")
	c.at("after starting a note", exitFine, "new", "note", "07ORMSK8", "¶1", "--by", "JE")
	c.edit()
	c.breakAndMend()
	c.preview(c.published())
	c.previewOfFaults()
	c.watch()
	c.at("after recording the addresses", exitFine, "lock")
	c.at("after a clean build without a cache", exitFine, "build", ".", "--force")
	c.at("after building with drafts", exitFine, "build", ".", "--drafts")
}

// edit builds after edits of all kinds.
func (c *cage) edit() {
	c.t.Helper()
	c.replace("content/notes/08GRISTAD112.md", "The headnote", "A headnote")
	c.at("after an edit of a note", exitFine, "build", ".")
	c.replace("content/cables/08GRISTAD112.txt", "had held", "had not held")
	c.at("after a change of a paragraph with redactions", exitFailed, "build", ".")
	c.at("after a change of a paragraph with redactions", exitFailed, "check", ".", "--json")
	c.replace("content/cables/08GRISTAD112.txt", "had not held", "had held")
	c.at("after its repair", exitFine, "build", ".")
	c.write("content/cables/08NORVAL7.txt", c.flock.fill("UNCLAS NORVAL 000007\n\nSUBJECT: {{NEW-SUBJECT}}\n\n1. (U) {{new}} rowed.\n\n2. (U) Over.\n"))
	c.write("content/notes/08NORVAL7.md", c.flock.fill("## ¶1 \"{{new}} rowed\" {.context}\nHe did.\n"))
	c.build()
	if len(c.flock.find([]byte(c.read("anchors.lock")))) == 0 || len(c.flock.find([]byte(c.read(".reftel/cache")))) == 0 {
		c.t.Error("the test shows nothing: what was to be forgotten has not been remembered")
	}
	c.reftel(exitFailed, "", "redact", "08NORVAL7", c.flock.at("new"), c.flock.at("new-subject"))
	c.clean("the lock", []byte(c.read("anchors.lock")))
	c.reftel(exitFailed, "", "build", ".")
	c.replace("content/notes/08NORVAL7.md", c.flock.at("new"), "█████")
	c.at("after a word that had been published was redacted", exitFine, "build", ".")
}

// breakAndMend looks at what is said of files that do not fit, and of texts that
// the lock remembers from before a redaction.
func (c *cage) breakAndMend() {
	c.t.Helper()
	redactions, lock := c.read("content/redactions/08NORVAL7.md"), c.read("anchors.lock")
	old := c.flock.fill(`{"cable":"08NORVAL7","anchor":"p1","sum":"0123456789abcdef","words":2,"head":"{{new}} rowed.","sketch":""}` + "\n")
	c.write("anchors.lock", old+lock)
	c.reftel(exitFailed, "", "build", ".")
	c.reftel(exitFine, "", "lock", "08NORVAL7")
	c.at("after accepting a text", exitFine, "build", ".")
	c.replace("content/cables/08NORVAL7.txt", "1. (U)", "3. (U)")
	c.at("after the loss of a place", exitFailed, "build", ".")
	c.write("content/redactions/08NORVAL7.md", c.flock.fill("## ¶1 chars 1–12 {raeson={{new}}}\n"))
	c.at("after a slip", exitFailed, "build", ".")
	c.replace("content/cables/08NORVAL7.txt", "3. (U)", "1. (U)")
	c.write("content/redactions/08NORVAL7.md", redactions)
	c.at("after repairs", exitFine, "build", ".")
}

// at runs the program on the project and looks at all that it leaves behind.
func (c *cage) at(when string, want int, args ...string) {
	c.t.Helper()
	c.reftel(want, "", args...)
	c.cleanFiles(when)
	if c.t.Failed() {
		c.t.FailNow() // the rest would say the same
	}
}

// TestProtectedWordsAreNowhere takes nothing out and puts all words on the list
// of those that must not be published.
func TestProtectedWordsAreNowhere(t *testing.T) {
	c := newCage(t, uint64(os.Getpid())+1, 12)
	paths := c.build()
	c.write("protected.txt", c.flock.list())
	c.spared = []string{"content/", "static/", "templates/", "reftel.yaml", "tombstones.txt", "protected.txt", "anchors.lock", ".reftel/cache", "public/"}
	c.reftel(exitFine, "", "check", ".")
	c.reftel(exitFailed, "", "build", ".")
	c.preview(paths)
}

// TestOutputDoesNotDependOnRedactedWords builds two projects that differ in
// nothing but the words that are taken out, which have not even one length.
// Every byte must be the same: also digests, and what a picture shows.
func TestOutputDoesNotDependOnRedactedWords(t *testing.T) {
	var sites []map[string][]byte
	for seed, length := range []int{9, 13} {
		c := newCage(t, uint64(seed), length)
		c.redact()
		c.reftel(exitFine, "", "build", ".")
		files := c.files()
		maps.DeleteFunc(files, func(name string, _ []byte) bool {
			return !strings.HasPrefix(name, "public/") && name != "anchors.lock" || strings.HasPrefix(name, "public/.reftel/")
		})
		sites = append(sites, files)
	}
	if len(sites[0]) != len(sites[1]) || len(sites[0]) < 100 {
		t.Errorf("%d and %d files", len(sites[0]), len(sites[1]))
	}
	for name, data := range sites[0] {
		if !bytes.Equal(data, sites[1][name]) {
			t.Errorf("%s depends on words that were taken out:\n%s", name, difference(data, sites[1][name]))
		}
	}
}

// difference shows where two texts part.
func difference(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("…%q\n…%q", a[from:min(len(a), i+80)], b[from:min(len(b), i+80)])
}

// TestWordsThatMustNotComeInAreNowhere brings the cables into another project
// without the words.
func TestWordsThatMustNotComeInAreNowhere(t *testing.T) {
	c := newCage(t, uint64(os.Getpid())+2, 12)
	from, list := filepath.Join(t.TempDir(), "from"), filepath.Join(t.TempDir(), "names.txt")
	err := errors.Join(os.Rename(filepath.Join(c.dir, "content", "cables"), from), os.RemoveAll(c.dir), os.MkdirAll(c.dir, 0o777),
		os.WriteFile(list, []byte(c.flock.list()), 0o666))
	if err != nil {
		t.Fatal(err)
	}
	c.spared = nil
	c.at("after importing without the words", exitFine, "import", from, "--redact", list)
	c.at("after building what was imported", exitFine, "build", ".")
	if n := len(c.published()); n < 30 {
		t.Errorf("%d files", n)
	}
}

// build builds the project, whatever it shows, and returns the paths.
func (c *cage) build() (paths []string) {
	c.t.Helper()
	c.t.Chdir(c.dir)
	var said bytes.Buffer
	if code := run(c.t.Context(), []string{"build", "."}, nil, &said, &said); code != exitFine {
		c.t.Fatal(said.String())
	}
	return c.published()
}

// TestCanariesAreAlive builds the project with nothing taken out: every word is
// published then, but for those that never are.
func TestCanariesAreAlive(t *testing.T) {
	c := newCage(t, uint64(os.Getpid()), 12)
	published := map[string]bool{}
	paths := c.build()
	for _, kind := range kindsOfFiles {
		if !slices.ContainsFunc(paths, func(path string) bool { ok, _ := filepath.Match(kind, path); return ok }) {
			t.Errorf("there is no %s", kind)
		}
	}
	for _, path := range paths {
		for _, place := range c.flock.find([]byte(path + " " + c.read("public/"+path))) {
			published[place] = true
		}
	}
	for place := range c.flock.words {
		if never := slices.Contains(neverPublished, place); published[place] == never {
			t.Errorf("what stands in %s is published: %v", place, published[place])
		}
	}
}

// neverPublished are the places whose words are not published at all.
var neverPublished = []string{
	"row-refs", "page-title", "page-side", "draft", "name-cable", "name-folder",
}

// kindsOfFiles are patterns of paths of which the project has at least one each.
var kindsOfFiles = []string{
	"index.html", "404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "archive.csv", "archive/*.ndjson",
	"cable/2008/11/08GRISTAD112.html", "cable/*/*/*.json", "cable/*/*/*.txt", "cable/*/*/*.bib", "cable/*/*/*.ris", "cable/*/*/*.csl.json",
	"cable/*/*/*.anno.jsonld", "cable/*/*/*.png", "source/*/*/*.html", "tag/*.html", "origin/*.html", "classification/*.html",
	"date/*.html", "note/*/*.html", "notes/*.html", "thread/*/*/*.html", "timeline.html", "verify.html", "id/*.txt",
}
