package site

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"reftel/site/diag"
	"reftel/site/source"
)

// A tree is what a scan saw of a project's files. It remembers folders, so that
// a later scan has to look only at those that may have changed.
type tree struct {
	root    string
	folders map[string]source.Folder
	scanned time.Time // before the newest scan began
	lists   map[source.Kind]*fileList
}

// A fileList is the files of one kind, by path. A scan that finds the same files
// keeps the list.
type fileList struct{ files []source.File }

// own is the project's own folder.
const own = "."

// scan looks at the given folders again, which are paths relative to the
// project; at all of them when there are none.
func (t *tree) scan(folders []string) error {
	t.scanned = time.Now()
	if len(folders) == 0 || t.folders == nil {
		t.folders, t.lists = map[string]source.Folder{}, nil
		return t.below(own)
	}
	for _, folder := range folders {
		if err := t.one(t.nearest(folder)); err != nil {
			return err
		}
	}
	return nil
}

// nearest returns the folder, or the nearest one above it that is known to
// belong to the project. Of a new folder that one tells whether it belongs too.
func (t *tree) nearest(folder string) string {
	for ; folder != own && folder != "/"; folder = path.Dir(folder) {
		if _, known := t.folders[folder]; known {
			return folder
		}
	}
	return own
}

// below scans a folder and all below it.
func (t *tree) below(folder string) error {
	found, err := source.Scan(t.root, folder)
	if err != nil {
		return err
	}
	for _, f := range found {
		t.put(f)
	}
	return nil
}

// put takes what was found in a folder in place of what was known of it.
func (t *tree) put(now source.Folder) {
	before := t.folders[now.Path]
	if !slices.Equal(before.Files, now.Files) {
		t.outdate(before.Files)
		t.outdate(now.Files)
	}
	t.folders[now.Path] = now
}

// outdate drops the lists that some of the files are in.
func (t *tree) outdate(files []source.File) {
	for _, f := range files {
		delete(t.lists, f.Kind)
	}
}

// one looks at the files of one folder, and at new or lost folders in it.
func (t *tree) one(folder string) error {
	before := t.folders[folder]
	now, err := source.List(t.root, folder)
	if errors.Is(err, fs.ErrNotExist) {
		t.forget(folder)
		return nil
	}
	if err != nil {
		return err
	}
	t.put(now)
	for _, sub := range before.Folders {
		if !slices.Contains(now.Folders, sub) {
			t.forget(sub)
		}
	}
	for _, sub := range now.Folders {
		if _, known := t.folders[sub]; !known {
			if err := t.below(sub); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tree) forget(folder string) {
	maps.DeleteFunc(t.folders, func(name string, f source.Folder) bool {
		gone := name == folder || strings.HasPrefix(name, folder+"/")
		if gone {
			t.outdate(f.Files)
		}
		return gone
	})
}

// files returns the files of a kind, by folder and name.
func (t *tree) files(kind source.Kind) *fileList {
	if list := t.lists[kind]; list != nil {
		return list
	}
	list := &fileList{}
	for _, name := range slices.Sorted(maps.Keys(t.folders)) {
		for _, f := range t.folders[name].Files {
			if f.Kind == kind {
				list.files = append(list.files, f)
			}
		}
	}
	if t.lists == nil {
		t.lists = map[source.Kind]*fileList{}
	}
	t.lists[kind] = list
	return list
}

func (t *tree) problems() (out []diag.Problem) {
	for _, f := range t.folders {
		out = append(out, f.Problems...)
	}
	return out
}

// A seen is a file as it was when it was read.
type seen struct {
	source.File
	scanned time.Time
}

// still reports whether a file is surely the one that was read.
func (s seen) still(f source.File) bool { return s.File == f && f.Settled(s.scanned) }

// texts remembers the bytes of the editors' own files, which are small.
type texts struct {
	root string
	read map[string]text
}

type text struct {
	seen
	data []byte
}

// get returns the bytes of a file as the newest scan saw it. A file that has
// gone since is empty: the watcher or the next build will notice.
func (t *texts) get(f source.File, scanned time.Time) ([]byte, error) {
	if old, ok := t.read[f.Path]; ok && old.still(f) {
		return old.data, nil
	}
	data, err := os.ReadFile(filepath.Join(t.root, filepath.FromSlash(f.Path)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s: %w", f.Path, err)
	}
	t.read[f.Path] = text{seen{f, scanned}, data}
	return data, nil
}

// idOf returns the reference ID that a file of notes or redactions is named
// after.
func idOf(file string) string {
	return strings.ToUpper(strings.TrimSuffix(path.Base(file), path.Ext(file)))
}
