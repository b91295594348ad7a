package preview

import (
	"path/filepath"
	"slices"
	"strings"
)

// A Root is a place on disk that a project is read from.
type Root struct {
	Dir string // need not exist yet
	// Names, if any, are the only entries of Dir that count, and nothing
	// below them does: so the settings are watched in the project's folder
	// without watching the output that lies beside them.
	Names []string
}

// holds reports whether a change of path may change what is read from r.
func (r Root) holds(path string) bool {
	if path == r.Dir {
		return true
	}
	if r.Names != nil {
		return filepath.Dir(path) == r.Dir && slices.Contains(r.Names, filepath.Base(path))
	}
	return strings.HasPrefix(path, r.Dir+string(filepath.Separator)) && !hidden(filepath.Base(path))
}

// hidden reports whether a name is one that projects do not read: those that
// begin with a dot, as version control, editors' swap files and desktops make.
func hidden(name string) bool { return strings.HasPrefix(name, ".") }
