package main

import (
	"context"
	"time"

	"reftel/site"
	"reftel/site/preview"
)

type serveCommand struct {
	project
	Addr string `help:"Host and port to listen on (default: 127.0.0.1:1966, or the next free port)." placeholder:"HOST:PORT"`
	Open bool   `help:"Start the browser."`
}

// Run shows the project in the browser until it is interrupted.
func (c *serveCommand) Run(ctx context.Context, t *terminal) error {
	p, err := c.open("", "")
	if err != nil {
		return err
	}
	loaded := t.loads()
	return preview.Serve(ctx, p, preview.Options{
		Addr: c.Addr, Open: c.Open,
		Say:    func(s string) { t.say("%s", s) },
		Loaded: loaded,
	})
}

// loads returns a function that reports each load of a project that is being
// edited: all errors, how many warnings, and how long it took.
func (t *terminal) loads() func(*site.Site, error) {
	first := true
	return func(s *site.Site, err error) {
		if err != nil {
			t.fail(err)
			return
		}
		faults, warnings := t.errors(s.Problems())
		if first || faults > 0 {
			t.say("%s, %s, %s", count(s.Archive().Len(), "cable"), count(faults, "error"), count(warnings, "warning"))
		}
		first = false
	}
}

// watch builds the site again after every change until ctx ends.
func (c *buildCommand) watch(ctx context.Context, t *terminal, p *site.Project) error {
	w := preview.WatchProject(ctx, p, func(s string) { t.say("%s", s) })
	start := time.Now()
	s, err := p.Load(ctx)
	if err != nil {
		return err
	}
	build := func(s *site.Site) {
		if err := c.write(ctx, t, s, start); err != nil {
			t.exitCode(err)
		}
	}
	build(s)
	preview.Follow(ctx, p, w, func(s *site.Site, err error) {
		if err != nil {
			t.fail(err)
			return
		}
		start = time.Now()
		build(s)
	})
	return nil
}
