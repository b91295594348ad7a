package main

import (
	"context"

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
// edited: all errors, and how many problems there are while there are errors, and
// once when they are gone.
func (t *terminal) loads() func(*site.Site, error) {
	tell := true
	return func(s *site.Site, err error) {
		if err != nil {
			t.fail(err)
			tell = true
			return
		}
		faults, warnings := t.errors(s.Problems())
		if tell || faults > 0 {
			t.say("%s, %s, %s", count(s.Archive().Len(), "cable"), count(faults, "error"), count(warnings, "warning"))
		}
		tell = faults > 0
	}
}
