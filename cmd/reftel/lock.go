package main

import "context"

type lockCommand struct {
	Dir string `arg:"" optional:"" default:"." help:"The project's folder." type:"path"`
}

// Run records the addresses of the site as published: from now on a site that
// lacks one of them is not built without a tombstone.
func (c *lockCommand) Run(ctx context.Context, t *terminal) error {
	args := project{Dir: c.Dir}
	p, err := args.open("", "")
	if err != nil {
		return err
	}
	s, err := p.Load(ctx)
	if err != nil {
		return err
	}
	if faults, _ := t.problems(s.Problems(), false); faults > 0 {
		t.say("nothing was recorded: %s", count(faults, "error"))
		return errFailed
	}
	added, err := s.Promise(ctx)
	if err != nil {
		return err
	}
	t.say("recorded %s in published.txt: keep it with the project", count(added, "new page"))
	return nil
}
