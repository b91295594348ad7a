package output

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// A previous is what earlier builds left: what the manifest says of each file,
// and what is there now.
type previous struct {
	*manifest
	files  []previousFile  // of each entry
	others map[string]bool // files on disk that the manifest does not know
}

type previousFile struct {
	now     stat
	exists  bool
	planned bool // by this build too
}

// lookAt reads the manifest in dir and looks at the files there, at once.
func lookAt(dir string) (*previous, error) {
	p := &previous{others: map[string]bool{}}
	var reading sync.WaitGroup
	reading.Go(func() {
		p.manifest = readManifest(dir)
		p.files = make([]previousFile, len(p.entries))
	})
	folders, err := scan(dir)
	reading.Wait()
	if err != nil {
		return nil, err
	}
	p.compare(folders)
	return p, nil
}

// compare finds what is on disk in the manifest.
func (p *previous) compare(folders []folder) {
	var next atomic.Int64
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(folders); i = int(next.Add(1)) - 1 {
				others := p.compareFolder(&folders[i])
				mu.Lock()
				for _, path := range others {
					p.others[path] = true
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
}

// compareFolder returns the paths of files that the manifest does not know.
func (p *previous) compareFolder(f *folder) (others []string) {
	var path []byte
	for _, found := range f.files {
		path = append(path[:0], f.path...)
		if f.path != "" {
			path = append(path, '/')
		}
		path = append(path, found.name...)
		if i, known := p.at[string(path)]; known {
			p.files[i].now, p.files[i].exists = found.stat, true
		} else {
			others = append(others, string(path))
		}
	}
	return others
}

// before says what stands at a path that is planned. It is called once for each.
func (p *previous) before(path string, force bool) before {
	i, ours := p.at[path]
	if !ours {
		return before{inTheWay: p.others[path] && !p.journal[path] && !force}
	}
	f := &p.files[i]
	f.planned = true
	return before{entry: p.entries[i], was: int32(i), ours: true, intact: f.exists && f.now == p.entries[i].stat}
}

// leftover sorts the files on disk that are not planned into those of others
// and those that an earlier build wrote. A file of an earlier build that a hand
// has deleted already is not listed.
func (p *previous) leftover(next *manifest) (foreign, stale []string) {
	for i, f := range p.files {
		if f.exists && !f.planned {
			stale = append(stale, p.entries[i].path)
		}
	}
	if len(p.others) > 0 {
		next.index()
	}
	for path := range p.others {
		if _, planned := next.at[path]; planned {
			continue
		}
		if p.journal[path] {
			stale = append(stale, path)
		} else {
			foreign = append(foreign, path)
		}
	}
	slices.Sort(foreign)
	slices.Sort(stale)
	return foreign, stale
}
