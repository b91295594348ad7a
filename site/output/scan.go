package output

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// scan lists every file below dir with its stat, the private folder left out.
// Folders are read by several goroutines: half a million files take a second.
func scan(dir string) (map[string]stat, error) {
	s := &scanner{root: dir, files: map[string]stat{}, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	s.wg.Add(1)
	s.folder("")
	s.wg.Wait()
	return s.files, s.err
}

type scanner struct {
	root  string
	slots chan struct{} // bounds the extra goroutines
	wg    sync.WaitGroup

	mu    sync.Mutex
	files map[string]stat
	err   error
}

func (s *scanner) folder(rel string) {
	defer s.wg.Done()
	found, subs, err := readFolder(s.root, rel)
	s.mu.Lock()
	for _, f := range found {
		s.files[f.path] = f.stat
	}
	if err != nil && s.err == nil {
		s.err = err
	}
	s.mu.Unlock()
	for _, sub := range subs {
		s.wg.Add(1)
		select {
		case s.slots <- struct{}{}:
			go func() {
				s.folder(sub)
				<-s.slots
			}()
		default:
			s.folder(sub)
		}
	}
}

type found struct {
	path string
	stat stat
}

// readFolder returns the files and the folders of one folder.
func readFolder(root, rel string) (files []found, folders []string, err error) {
	entries, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(rel)))
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		path := e.Name()
		if rel != "" {
			path = rel + "/" + path
		}
		if e.IsDir() {
			if path != Private {
				folders = append(folders, path)
			}
			continue
		}
		info, err := e.Info()
		if os.IsNotExist(err) {
			continue // deleted since the folder was read
		}
		if err != nil {
			return nil, nil, err
		}
		s := statOf(info)
		if info.Mode().Type() != 0 {
			s = stat{size: -1, mtime: int64(info.Mode() & fs.ModeType)} // a link or a device is never what was written
		}
		files = append(files, found{path, s})
	}
	return files, folders, nil
}
