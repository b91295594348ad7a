package page

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"reftel/site/highlight"
)

// A StaticFile is a file that is copied as it is.
type StaticFile struct {
	Path   string // in the output
	Digest [32]byte
	layer  fs.FS  // that it is read from, or nil
	data   []byte // where it is made by the program
}

// ReadStatic lists the files of the layers: the default look's, with the style
// sheet of highlighted text, and the project's own. A file of a later layer takes the place of the file of that
// name in the ones before. Go files and names that begin with a dot are left
// out.
func ReadStatic(layers []fs.FS) ([]StaticFile, error) {
	css, err := highlight.Stylesheet()
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", highlightPath, err)
	}
	files := map[string]StaticFile{highlightPath: {Path: highlightPath, Digest: sha256.Sum256(css), data: css}}
	for _, layer := range layers {
		err := fs.WalkDir(layer, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			hidden := strings.HasPrefix(d.Name(), ".") && name != "."
			switch {
			case d.IsDir() && hidden:
				return fs.SkipDir
			case !d.Type().IsRegular() || hidden || path.Ext(name) == ".go":
				return nil
			}
			data, err := fs.ReadFile(layer, name)
			files[name] = StaticFile{Path: name, Digest: sha256.Sum256(data), layer: layer}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read static files: %w", err)
		}
	}
	return slices.SortedFunc(maps.Values(files), func(a, b StaticFile) int { return strings.Compare(a.Path, b.Path) }), nil
}

// appendTo appends the file's bytes. They must still be those that were
// planned.
func (f *StaticFile) appendTo(dst []byte) ([]byte, error) {
	if f.layer == nil {
		return append(dst, f.data...), nil
	}
	data, err := fs.ReadFile(f.layer, f.Path)
	if err != nil {
		return dst, fmt.Errorf("copy static file: %w", err)
	}
	if sha256.Sum256(data) != f.Digest {
		return dst, fmt.Errorf("copy static file: %s has changed while the site was built", f.Path)
	}
	return append(dst, data...), nil
}
