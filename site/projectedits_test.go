package site

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"reftel/site/diag"
	"reftel/site/source"
)

// dump writes a file with several cables, as the dump of 2011 has them.
func (e *editor) dump() {
	const file = "content/cables/dump.csv"
	if e.any(file) != "" && e.rnd.IntN(3) == 0 {
		e.remove(file)
		return
	}
	var b strings.Builder
	for n := range 1 + e.rnd.IntN(3) {
		id := fmt.Sprintf("06ORMSK%d", 1+n+e.rnd.IntN(2))
		fmt.Fprintf(&b, "\"%d\",\"1/2/2006 3:04\",%q,\"Embassy Ormsk\",\"SECRET\",\"\",\"R 020304Z JAN 06\n\",\"SUBJECT: THE %s\n\nREF: %s\n\n1. (S) The %s.\n\"\n",
			n+1, id, strings.ToUpper(e.word()), e.id(), e.word())
	}
	e.write(file, b.String())
}

// protect lists words that must not be published. One occurs in some cables.
func (e *editor) protect() {
	if e.any(protectedFile) != "" && e.rnd.IntN(2) == 0 {
		e.remove(protectedFile)
		return
	}
	e.write(protectedFile, []string{"Quillon\n", "Lindqvist\n", "Lindqvist\nQuillon\n", "ab\n"}[e.rnd.IntN(4)])
}

var lockedSum = regexp.MustCompile(`"sum":"[0-9a-f]+"`)

// lock damages what is remembered of the texts under notes, or accepts the texts
// of a cable as they are.
func (e *editor) lock() {
	full := filepath.Join(e.dir, LockFile)
	data, err := os.ReadFile(full)
	if err != nil {
		return
	}
	switch e.rnd.IntN(7) {
	case 0:
		e.remove(LockFile)
	case 1:
		e.write(LockFile, string(data)+"nonsense\n")
	case 2, 3, 4:
		e.write(LockFile, lockedSum.ReplaceAllString(string(data), `"sum":"0123456789abcdef"`))
	default:
		id := e.id()
		e.open(false).Accept(context.Background(), id) // there may be no such cable
		e.touched(LockFile)
		e.steps = append(e.steps, "accept the texts of "+id)
	}
}

// publish promises the addresses that the site has, or forgets all promises.
func (e *editor) publish() {
	if e.any(source.PromisedFile) != "" && e.rnd.IntN(3) == 0 {
		e.remove(source.PromisedFile)
		return
	}
	s, err := e.open(false).Load(context.Background())
	if err != nil {
		e.t.Fatal(err)
	}
	if diag.HasError(s.Problems()) {
		return
	}
	if _, err := s.Promise(context.Background()); err != nil {
		e.t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(e.dir, source.PromisedFile))
	if err != nil {
		e.t.Fatal(err)
	}
	e.write(source.PromisedFile, string(list)) // at the test's own time
}

// bury writes tombstones and moves for addresses that are gone: for those that
// were promised, and for one that never was.
func (e *editor) bury() {
	s := e.old.last
	if s == nil || e.any(source.GoneFile) != "" && e.rnd.IntN(4) == 0 {
		if e.any(source.GoneFile) != "" {
			e.remove(source.GoneFile)
		}
		return
	}
	gone := []string{"cable/1999/01/99ORMSK1.html"}
	promised, _ := os.ReadFile(filepath.Join(e.dir, source.PromisedFile))
	for address := range strings.FieldsSeq(string(promised)) {
		if _, there := s.Find(address); !there && strings.HasSuffix(address, ".html") {
			gone = append(gone, address)
		}
	}
	slices.Sort(gone)
	var b strings.Builder
	for _, address := range slices.Compact(gone) {
		fmt.Fprintf(&b, "%s %s\n", address, e.fate(s))
	}
	e.write(source.GoneFile, b.String())
}

// fate says what has become of an address.
func (e *editor) fate(s *Site) string {
	switch n := s.Archive().Len(); {
	case e.rnd.IntN(12) == 0:
		return []string{"-> nowhere.html", "no day"}[e.rnd.IntN(2)]
	case n > 0 && e.rnd.IntN(2) == 0:
		return "-> " + s.plan.CablePath(int32(n-1)) + []string{"", "#p1"}[e.rnd.IntN(2)]
	case e.rnd.IntN(4) == 0:
		return "-> about.html"
	}
	return "2026-01-31 the " + e.word()
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

// static adds, changes and removes files that are copied as they are.
func (e *editor) static() {
	if f := e.any("static/files"); f != "" && e.rnd.IntN(2) == 0 {
		e.remove(f)
		return
	}
	e.write(fmt.Sprintf("static/files/%d.txt", e.rnd.IntN(2)), e.word())
}

func (e *editor) settings() {
	e.write("reftel.yaml", []string{
		"title: One\n", "title: Two\nper_page: 10\n", "titel: Three\n", "title: [\n", "hashtags: [cablegate, invented]\nbase_url: https://cables.example\n",
		"permalink: c/{id}.html\n",
	}[e.rnd.IntN(6)])
}

func (e *editor) ownPage() {
	switch e.rnd.IntN(4) {
	case 0:
		e.write("content/more.md", fmt.Sprintf("---\ntitle: More\n---\nSee [[%s]].\n", e.id()))
	case 1:
		e.write("content/more.md", "---\ntitel: More\n---\nA slip.\n")
	case 2:
		if f := "content/more.md"; e.any(f) != "" {
			e.remove(f)
		}
	default:
		e.write("content/about.md", fmt.Sprintf("# About\n\nThe %s.\n", e.word()))
	}
}

// strayPage writes into a folder that a project is not read from; the watcher
// names it all the same.
func (e *editor) strayPage() { e.write("content/drafts/later.md", "# Later\n\nThe "+e.word()+".\n") }

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
