package preview

import (
	"cmp"
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// A snapshot remembers what the directories below some roots looked like, one
// short digest for each, so that the full archive fits in a few megabytes.
type snapshot map[string]listing

// A listing is a digest of the names, sizes, times and file numbers of
// a directory's entries.
type listing struct {
	sum uint64
	// young says that something was changed so shortly before it was looked
	// at that a second change may have left the same time behind.
	young bool
}

// young is the time in which a file can change twice and keep its time of
// modification: the coarsest clock of a file system in use (FAT) ticks every
// two seconds.
const young = 2 * time.Second

// changed returns the directories that are not the same in both snapshots, or
// of which that cannot be told, sorted.
func changed(old, now snapshot) []string {
	var dirs []string
	for dir, was := range old {
		if is, ok := now[dir]; !ok || is.sum != was.sum || was.young {
			dirs = append(dirs, dir)
		}
	}
	for dir := range now {
		if _, ok := old[dir]; !ok {
			dirs = append(dirs, dir)
		}
	}
	slices.SortFunc(dirs, cmp.Compare[string])
	return dirs
}

// A scanner makes snapshots that can be compared with each other.
type scanner struct {
	roots []Root
	seed  maphash.Seed
}

func newScanner(roots []Root) scanner { return scanner{roots, maphash.MakeSeed()} }

// scan looks at every directory below the roots. What cannot be read counts
// as absent: the one who loads the project reports it.
func (s scanner) scan() snapshot {
	shot := snapshot{}
	for _, root := range s.roots {
		s.folder(shot, root, root.Dir, time.Now())
	}
	return shot
}

func (s scanner) folder(shot snapshot, root Root, dir string, now time.Time) {
	info, err := os.Lstat(dir)
	if err != nil || !isFolder(root, info) {
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	is := listing{sum: shot[dir].sum, young: shot[dir].young || recent(info, now)}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if !root.holds(path) {
			continue
		}
		info, err := entry.Info()
		if err != nil {
			continue
		}
		is.sum += s.digest(info) // a sum, so that the order does not matter
		is.young = is.young || recent(info, now)
		if info.IsDir() && root.Names == nil {
			s.folder(shot, root, path, now)
		}
	}
	shot[dir] = is
}

// isFolder tells real folders from links to them, which are not followed;
// only the project's own folder may be reached through one.
func isFolder(root Root, info fs.FileInfo) bool {
	return info.IsDir() || root.Names != nil && info.Mode()&fs.ModeSymlink != 0
}

func recent(info fs.FileInfo, now time.Time) bool {
	age := now.Sub(info.ModTime())
	return -young <= age && age <= young
}

// digest covers what changes when a file does. Size and time of a folder are
// left out: they change with its entries, which have digests of their own.
func (s scanner) digest(info fs.FileInfo) uint64 {
	type facts struct {
		name  string
		size  int64
		time  int64
		inode uint64
	}
	f := facts{name: info.Name(), inode: inode(info)}
	if !info.IsDir() {
		f.size, f.time = info.Size(), info.ModTime().UnixNano()
	}
	return maphash.Comparable(s.seed, f)
}
