package preview

import (
	"context"
	"path/filepath"
	"time"

	"reftel/site"
)

// WatchProject begins to watch the files of a project; see Watch.
func WatchProject(ctx context.Context, p *site.Project, say func(string)) *Watcher {
	return Watch(ctx, rootsOf(p.Dir()), filepath.Join(p.Dir(), ".reftel"), say)
}

// rootsOf returns the places that a project in dir is read from.
func rootsOf(dir string) []Root {
	folders := []string{"content", "templates", "static"}
	roots := []Root{{Dir: dir, Names: append(site.OwnFiles(), folders...)}}
	for _, name := range folders {
		roots = append(roots, Root{Dir: filepath.Join(dir, name)})
	}
	return roots
}

// retry is how long it takes until a failed load is tried again. What made it
// fail may end without a change to be told of.
const retry = 2 * time.Second

// Follow loads the project again after every change, until ctx ends, and hands
// on each site that is another than the one before, or the reason why there is
// none. The watcher must have begun before the project was loaded for the first
// time; that gave the site last.
func Follow(ctx context.Context, p *site.Project, w *Watcher, last *site.Site, loaded func(*site.Site, error)) {
	var failure error
	for {
		w.also(ctx, last.ProtectedList())
		hints, ok := w.nextOrRetry(ctx, failure != nil)
		if !ok {
			return
		}
		s, err := p.Load(ctx, within(p.Dir(), hints)...)
		if ctx.Err() != nil {
			return
		}
		if (s != last || failure != nil) && !sameFailure(err, failure) {
			loaded(s, err)
		}
		if failure = err; err == nil {
			last = s
		}
	}
}

// sameFailure reports whether two loads have failed for one reason.
func sameFailure(a, b error) bool { return a != nil && b != nil && a.Error() == b.Error() }

// nextOrRetry waits for changes. After a failed load it waits no longer than
// for the next trial, and the hints are to look everywhere, for those that the
// failed one was given must not be forgotten.
func (w *Watcher) nextOrRetry(ctx context.Context, failed bool) (hints []string, ok bool) {
	if !failed {
		hints, err := w.Next(ctx)
		return hints, err == nil
	}
	soon, cancel := context.WithTimeout(ctx, retry)
	defer cancel()
	w.Next(soon)
	return nil, ctx.Err() == nil
}

// within makes paths relative to the project's folder, as Load takes them. Those
// outside stay outside: they make Load look at what it always looks at.
func within(dir string, paths []string) []string {
	var folders []string
	for _, path := range paths {
		if rel, err := filepath.Rel(dir, path); err == nil {
			folders = append(folders, filepath.ToSlash(rel))
		}
	}
	return folders
}
