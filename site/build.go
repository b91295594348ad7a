package site

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"reftel/site/diag"
	"reftel/site/output"
)

// BuildOptions say how a site is written.
type BuildOptions struct {
	Jobs     int  // pages rendered at once; 0 for two per processor
	Force    bool // write every page, and over files that are not ours
	Progress func(done, total int)
	// Waiting is called when another build of the project has to be waited for.
	Waiting func(holder string)
}

// ErrProblems says that a site has errors and must not be written.
var ErrProblems = fmt.Errorf("the project has errors")

// Build writes the site to its output directory: what has changed since the
// last build, and all of it the first time. A site with errors is not written
// and the output stays as it was.
func (s *Site) Build(ctx context.Context, o BuildOptions) (output.Report, error) {
	if diag.HasError(s.problems) {
		return output.Report{}, ErrProblems
	}
	unlock, err := output.Lock(ctx, filepath.Join(s.dir, ".reftel", "lock"), o.Waiting)
	if err != nil {
		return output.Report{}, err
	}
	defer unlock()
	total := s.plan.Len()
	write := output.Options{Jobs: o.Jobs, Force: o.Force}
	if s.protected != nil {
		write.Foreign, write.Again = s.foreign, !s.checked()
	}
	if o.Progress != nil {
		write.Progress = func(done int) { o.Progress(done, total) }
	}
	recent := newRecent(s.reader)
	defer recent.opener.Close()
	report, err := output.Write(ctx, s.output, output.Files{
		Len:  total,
		Path: func(i int) string { return s.plan.Page(i).Path },
		Draft: func(i int) (string, output.Key, output.Render) {
			d := s.plan.Draft(s.plan.Page(i))
			return d.Page.Path, output.Key(d.Key()), func(dst []byte) ([]byte, error) { return s.render(dst, d, recent) }
		},
	}, write)
	if err == nil {
		err = errors.Join(s.rememberChecked(), s.lockNew())
	}
	return report, err
}
