package site

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"reftel/site/settings"
	"reftel/site/source"
)

// Options are what the command line says about a project, beyond its settings.
type Options struct {
	Drafts  bool   // show notes that are drafts
	BaseURL string // in place of the setting, "" for the setting
	Output  string // in place of the setting, an absolute path; "" for the setting
	Jobs    int    // cables read and pages rendered at once; 0 for one per processor
	// Cache lets what was read of the cables be kept between runs, in the
	// project's folder .reftel.
	Cache bool
	// Program names the program that makes the pages: another name means that
	// every page may differ.
	Program string
	// Version is the program's version as readers are told it: the same on every
	// system, as the pages are.
	Version string
}

// A Project is a folder with cables, notes and settings. It remembers between
// loads what it has read. It is not safe for concurrent use.
type Project struct {
	dir  string
	opts Options

	tree     tree
	texts    texts
	cables   *cableSet
	notes    map[string]*noteFile // by path
	lastLook *look                // the last good one
	lastSums sumsByText           // of the last load
	last     *Site                // nil before the first load
}

// Open prepares to load the project in dir. It reads nothing yet.
func Open(dir string, o Options) (*Project, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is not a folder", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("open project: %w", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("open project: %w", err)
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	return &Project{dir: dir, opts: o, tree: tree{root: dir}, texts: texts{root: dir, read: map[string]text{}}, cables: &cableSet{}}, nil
}

// protectedFile is the list of protected words where nothing else is said.
const protectedFile = "protected.txt"

// OwnFiles returns the names of the files that a project is read from and that
// lie in its own folder.
func OwnFiles() []string {
	return []string{settings.File, source.PromisedFile, source.GoneFile, LockFile, protectedFile}
}

// Dir returns the project's folder, as an absolute path.
func (p *Project) Dir() string { return p.dir }
