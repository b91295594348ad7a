package main

import (
	"context"
	"fmt"
	"strings"

	"reftel/site"
)

type lockCommand struct {
	ID   string `arg:"" optional:"" name:"id" help:"The cable whose text has changed under a note or a link. Without it, the addresses of the site are recorded as published."`
	Dir  string `default:"." help:"The project's folder." type:"path"`
	Move bool   `help:"Let notes and links follow texts that stand unchanged under another number."`
}

// Run holds the project to what it has promised: to its addresses, or to the
// text of one cable as it is now.
func (c *lockCommand) Run(ctx context.Context, t *terminal) error {
	if c.ID == "" {
		return c.publish(ctx, t)
	}
	return c.accept(ctx, t)
}

// publish records the addresses of the site as published: from now on a site
// that lacks one of them is not built without a tombstone.
func (c *lockCommand) publish(ctx context.Context, t *terminal) error {
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

// accept says that the text of a cable has changed under what relies on it.
func (c *lockCommand) accept(ctx context.Context, t *terminal) error {
	p, err := site.Open(c.Dir, site.Options{Drafts: true, Program: program()})
	if err != nil {
		return err
	}
	id := strings.ToUpper(c.ID)
	if c.Move {
		return t.moved(ctx, p, id)
	}
	changes, err := p.Accept(ctx, id)
	if err != nil {
		return err
	}
	for _, change := range changes {
		switch {
		case change.Now.Anchor == "":
			t.say("%s %s is gone and forgotten: %q", id, change.Was.Anchor, change.Was.Head)
		default:
			t.say("%s %s accepted as it is now: %q", id, change.Was.Anchor, change.Now.Head)
		}
		if change.Moved != "" {
			t.hint("the text that was meant stands under %s now; reftel lock %s --move lets notes follow it", change.Moved, id)
		}
	}
	t.say("%s accepted in %s", count(len(changes), "change"), site.LockFile)
	return nil
}

// moved lets notes follow their texts.
func (t *terminal) moved(ctx context.Context, p *site.Project, id string) error {
	moves, err := p.Move(ctx, id)
	if err != nil {
		return err
	}
	for _, m := range moves {
		fmt.Fprintf(t.err, "%s: %s is %s now\n", id, m.From, m.To)
	}
	if len(moves) == 0 {
		return hinted{fmt.Errorf("no text of %s stands unchanged under another number", id), "look at the notes, then accept the texts as they are: reftel lock " + id}
	}
	t.say("%s followed in notes and in %s", count(len(moves), "move"), site.LockFile)
	return nil
}
