package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"reftel/site"
)

// notes brings notes from other programs into a project.
func (c *importCommand) notes(ctx context.Context, t *terminal) error {
	if c.DryRun || c.Force || c.JSON {
		return misuse{errors.New("--notes goes without --dry-run, --force and --json: notes are only ever added")}
	}
	p, err := site.Open(c.Into, site.Options{Drafts: true, Program: program()})
	if err != nil {
		return err
	}
	words, err := c.words()
	if err != nil {
		return err
	}
	added := 0
	for _, path := range c.Paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("import notes: %w", err)
		}
		if words != nil {
			text, lines := words.Replace(string(data))
			data = []byte(text)
			t.say("%s: the words were taken out on %s", path, count(len(lines), "line"))
		}
		done, problems, err := p.ImportNotes(ctx, path, data)
		faults, _ := t.problems(problems, true)
		for _, n := range done {
			t.say("%s: %s added to %s", path, count(n.Added, "note"), n.File)
			added += n.Added
		}
		switch {
		case err != nil:
			return err
		case faults > 0:
			return errFailed
		}
	}
	t.say("%s added; notes of other programs are drafts until somebody has looked at them", count(added, "note"))
	return nil
}
