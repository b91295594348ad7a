package main

import (
	"context"
	"fmt"

	"reftel/site/source"
)

type importCommand struct {
	Paths  []string `arg:"" help:"Files or folders: text, pages of the 2010 site, the CSV of 2011, parsed cables as JSON."`
	Into   string   `default:"." help:"The project's folder." type:"path" placeholder:"DIR"`
	DryRun bool     `help:"Say what would be done and write nothing."`
	Force  bool     `help:"Replace files that are different."`
	JSON   bool     `name:"json" help:"Print what became of each cable as JSON."`
	Notes  bool     `help:"The files are notes: W3C Web Annotations, or what Hypothesis exports."`
}

// Run brings cables into a project.
func (c *importCommand) Run(ctx context.Context, t *terminal) error {
	if c.Notes {
		return c.notes(ctx, t)
	}
	job := source.ImportJob{Paths: c.Paths, Into: c.Into, DryRun: c.DryRun, Force: c.Force}
	if meter := t.meter("megabytes"); meter != nil {
		job.Progress = func(done, all int64) { meter(int(done>>20), int(all>>20)) }
	}
	outcomes, err := source.Import(ctx, job)
	if c.JSON {
		if err := t.json(outcomes); err != nil {
			return err
		}
	} else {
		t.outcomes(outcomes)
	}
	if err != nil {
		return err
	}
	return t.imported(outcomes, c)
}

// outcomes prints what needs a person's eye: files that were skipped or kept,
// and what was done to read the others.
func (t *terminal) outcomes(list []source.Outcome) {
	t.clear()
	for _, o := range list {
		switch {
		case o.Status == source.Skipped || o.Status == source.Kept:
			fmt.Fprintf(t.err, "%s: %s: %s\n", o.From, o.Status, o.Reason)
		case len(list) <= 50:
			fmt.Fprintf(t.err, "%s: %s %s\n", o.From, o.Status, o.File)
		}
		for _, p := range o.Problems {
			fmt.Fprintln(t.err, p)
		}
		for _, l := range o.Furniture {
			fmt.Fprintf(t.err, "%s: lines %d–%d are of the page, not of the cable; they are kept in the file and set aside on its page\n", o.File, l.From, l.To)
		}
	}
}

// imported counts, and says whether all went well.
func (t *terminal) imported(list []source.Outcome, c *importCommand) error {
	n := map[source.Status]int{}
	for _, o := range list {
		n[o.Status]++
	}
	verb := ""
	if c.DryRun {
		verb = " (dry run, nothing was written)"
	}
	t.say("%d written, %d replaced, %d unchanged, %d kept, %d skipped%s",
		n[source.Written], n[source.Replaced], n[source.Unchanged], n[source.Kept], n[source.Skipped], verb)
	if n[source.Kept] > 0 {
		t.hint("files that differ are replaced with --force")
		return errFailed
	}
	if len(list) == 0 || n[source.Skipped] == len(list) {
		t.say("no cable was found")
		return errFailed
	}
	return nil
}
