package main

import (
	"context"
	"time"

	"reftel/site"
	"reftel/site/preview"
)

// watch builds the site again after every change until ctx ends.
func (c *buildCommand) watch(ctx context.Context, t *terminal, p *site.Project) error {
	w := preview.WatchProject(ctx, p, func(s string) { t.say("%s", s) })
	start := time.Now()
	first, err := p.Load(ctx)
	if err != nil {
		return err
	}
	err = c.write(ctx, t, first, start)
	t.exitCode(err)
	failed := err != nil
	preview.Follow(ctx, p, w, first, func(s *site.Site, err error) {
		if err == nil {
			err = c.rewrite(ctx, t, s, failed)
		}
		failed = err != nil
		if ctx.Err() == nil {
			t.exitCode(err)
		}
	})
	return nil
}

// rewrite builds the site after a change, and says nothing where nothing had to
// be written, unless it is that the last failure is over.
func (c *buildCommand) rewrite(ctx context.Context, t *terminal, s *site.Site, failed bool) error {
	start := time.Now()
	if faults, _ := t.errors(s.Problems()); faults > 0 {
		return t.nothingWritten(faults)
	}
	report, err := c.update(ctx, t, s)
	if err == nil && (failed || report.Written+len(report.Removed)+len(report.Mended) > 0) {
		t.built(s, report, start)
	}
	return err
}
