package output

import (
	"io/fs"
	"runtime"
	"sync"
)

// A folder is one folder of the output with the files in it.
type folder struct {
	path  string // "" for the output itself
	files []found
}

type found struct {
	name string
	stat stat
}

// irregular is the stat of a link or a device, which is never what was written.
func irregular(kind fs.FileMode) stat { return stat{size: -1, mtime: int64(kind)} }

// at returns the path of a file in the folder.
func (f *folder) at(name string) string {
	if f.path == "" {
		return name
	}
	return f.path + "/" + name
}

// scan lists every folder below dir with its files, in no order, the private one
// left out. Folders are read by several goroutines: most of a scan is waiting for
// the kernel to tell of half a million files.
func scan(dir string) ([]folder, error) {
	s := &scanner{root: dir, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	s.wg.Add(1)
	s.folder("")
	s.wg.Wait()
	return s.folders, s.err
}

type scanner struct {
	root  string
	slots chan struct{} // bounds the extra goroutines
	wg    sync.WaitGroup

	mu      sync.Mutex
	folders []folder
	err     error
}

func (s *scanner) folder(path string) {
	defer s.wg.Done()
	f := folder{path: path}
	subs, err := f.read(s.root)
	s.mu.Lock()
	s.folders = append(s.folders, f)
	if err != nil && s.err == nil {
		s.err = err
	}
	s.mu.Unlock()
	for _, sub := range subs {
		if sub = f.at(sub); sub == Private {
			continue
		}
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
