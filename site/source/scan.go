package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"reftel/site/diag"
	"reftel/site/settings"
)

// A File is a file of a project as a scan sees it, unopened. Two values are
// equal where nothing tells that the file has changed; see Settled.
type File struct {
	Path    string // slash-separated, relative to the project
	Kind    Kind
	Size    int64
	ModTime int64  // nanoseconds since 1970
	Inode   uint64 // 0 where the system has none
}

// Kind says what a file is to a project, by the folder that it lies in.
type Kind uint8

// The kinds of files.
const (
	Settings  Kind = iota // reftel.yaml
	Cables                // content/cables/**: one cable or many
	Notes                 // content/notes/**.md
	Redaction             // content/redactions/**.md
	Page                  // content/*.md
	Template              // templates/**
	Static                // static/**
	Promised              // published.txt: addresses that were published
	Gone                  // tombstones.txt: addresses that are gone, and why
)

// Settled reports whether the time of the file's last change lies long enough
// before the scan that saw it. File systems keep times in steps of up to two
// seconds: a younger file may be written again and look the same.
func (f File) Settled(scanned time.Time) bool {
	return f.ModTime < scanned.Add(-2*time.Second).UnixNano()
}

// A Folder is one folder of a project: its own files and not those of its
// subfolders.
type Folder struct {
	Path     string   // slash-separated, relative to the project; "." for the project
	Files    []File   // by path
	Folders  []string // paths of the subfolders that belong to the project, in order
	Problems []diag.Problem
}

// Scan lists the folder of a project in the folder root and all folders below
// it, by path. It opens no file, and reads folders side by side. A folder that
// has gone is none; an error is one of the environment.
func Scan(root, folder string) ([]Folder, error) {
	s := scanner{root: root, slots: make(chan struct{}, 2*runtime.GOMAXPROCS(0))}
	s.scan(folder)
	s.wait.Wait()
	slices.SortFunc(s.found, func(a, b Folder) int { return strings.Compare(a.Path, b.Path) })
	return s.found, errors.Join(s.errs...)
}

// A scanner walks down a tree with several hands.
type scanner struct {
	root  string
	slots chan struct{} // one for each hand beside the first
	wait  sync.WaitGroup

	mu    sync.Mutex
	found []Folder
	errs  []error
}

func (s *scanner) scan(folder string) {
	f, err := List(s.root, folder)
	s.mu.Lock()
	if err == nil {
		s.found = append(s.found, f)
	} else if !errors.Is(err, fs.ErrNotExist) {
		s.errs = append(s.errs, err)
	}
	s.mu.Unlock()
	for _, sub := range f.Folders {
		select {
		case s.slots <- struct{}{}:
			s.wait.Go(func() {
				s.scan(sub)
				<-s.slots
			})
		default:
			s.scan(sub)
		}
	}
}

// List lists one folder of a project. It is an error if there is none.
func List(root, folder string) (Folder, error) {
	f := Folder{Path: folder}
	dir := local(root, folder)
	if info, err := os.Lstat(dir); err == nil && !info.IsDir() && folder != "." {
		return f, fmt.Errorf("list %s: %w", folder, fs.ErrNotExist) // a link has taken its place
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return f, fmt.Errorf("list %s: %w", folder, err)
	}
	l := lister{folder: &f, root: root, kind: kindOf(folder)}
	for _, e := range entries {
		if err := l.add(e); err != nil {
			return f, fmt.Errorf("list %s: %w", folder, err)
		}
	}
	l.collisions()
	f.Problems = diag.Sort(f.Problems)
	return f, nil
}

// kindOf returns the kind of the files in a folder of the project.
func kindOf(folder string) Kind {
	for _, k := range []struct {
		folder string
		kind   Kind
	}{
		{"content/cables", Cables}, {"content/notes", Notes}, {"content/redactions", Redaction},
		{"content", Page}, {"templates", Template}, {"static", Static},
	} {
		if folder == k.folder || strings.HasPrefix(folder, k.folder+"/") {
			return k.kind
		}
	}
	return Settings
}

// A lister fills a Folder.
type lister struct {
	folder *Folder
	root   string
	kind   Kind
}

func (l *lister) add(e fs.DirEntry) error {
	name := e.Name()
	file := path.Join(l.folder.Path, name)
	if isScratch(name) || !l.belongs(name) {
		return nil
	}
	if why := unportable(name); why != "" {
		l.problem(file, "unportable-name", fmt.Sprintf("the name %q %s", name, why), "rename it, so that the project is the same on every system")
	}
	switch {
	case e.IsDir():
		l.addFolder(file)
		return nil
	case !e.Type().IsRegular():
		l.problem(file, "irregular-file", fmt.Sprintf("%s is not read", irregular(e.Type())), "put the file itself here")
		return nil
	case !l.expected(file):
		return nil
	}
	info, err := e.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it has gone since the folder was read
	}
	if err != nil {
		return err
	}
	kind := l.kind
	if l.folder.Path == "." {
		kind, _ = rootFile(name)
	}
	l.folder.Files = append(l.folder.Files, File{
		Path: file, Kind: kind, Size: info.Size(), ModTime: info.ModTime().UnixNano(), Inode: inode(info),
	})
	return nil
}

// Files of a project beside its settings.
const (
	PromisedFile = "published.txt"
	GoneFile     = "tombstones.txt"
)

// rootFile returns the kind of a file in the project's own folder.
func rootFile(name string) (kind Kind, ok bool) {
	switch name {
	case settings.File:
		return Settings, true
	case PromisedFile:
		return Promised, true
	case GoneFile:
		return Gone, true
	}
	return 0, false
}

// belongs reports whether a name in the folder is of the project at all: beside
// its sources, a project's own folder holds what the editor likes.
func (l *lister) belongs(name string) bool {
	if l.folder.Path != "." {
		return true
	}
	_, ownFile := rootFile(name)
	return ownFile || slices.Contains([]string{"content", "templates", "static"}, name)
}

// addFolder takes a subfolder.
func (l *lister) addFolder(file string) {
	if l.folder.Path == "content" && kindOf(file) == Page {
		l.unread(file, "this folder is not read", "cables, notes and redactions have folders in content")
		return
	}
	l.folder.Folders = append(l.folder.Folders, file)
}

// expected reports whether a file has the extension of its kind, and warns of
// one that an editor may think is part of the site.
func (l *lister) expected(file string) bool {
	ext := strings.ToLower(path.Ext(file))
	switch l.kind {
	case Cables:
		if formOf(file) == unknown {
			l.unread(file, "this file is not read", "cables are in .txt, .html, .csv or .json files")
			return false
		}
	case Notes, Redaction, Page:
		if ext != ".md" {
			l.unread(file, "this file is not read", "only .md files are read here")
			return false
		}
	case Template, Static:
		return ext != ".go" // the file that embeds the folder
	}
	return true
}

func (l *lister) unread(file, message, hint string) {
	l.folder.Problems = append(l.folder.Problems, diag.Problem{File: file, Code: "unread-file", Message: message, Hint: hint})
}

// problem reports an Error: names and links are the editors' own.
func (l *lister) problem(file, code, message, hint string) {
	l.folder.Problems = append(l.folder.Problems, diag.Problem{
		File: file, Severity: diag.Error, Code: code, Message: message, Hint: hint,
	})
}

// collisions reports names that are one name where case does not count.
func (l *lister) collisions() {
	seen := make(map[string]string)
	check := func(file string) {
		key := caseless(path.Base(file))
		if other, ok := seen[key]; ok {
			l.problem(file, "colliding-names", fmt.Sprintf("%s has the same name but for case or accents", other),
				"rename one of them: many systems cannot hold both")
			return
		}
		seen[key] = file
	}
	for _, f := range l.folder.Folders {
		check(f)
	}
	for _, f := range l.folder.Files {
		check(f.Path)
	}
}
