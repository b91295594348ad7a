package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"reftel/site/redaction"
	"reftel/site/source"
)

type importCommand struct {
	Paths  []string `arg:"" help:"Files or folders: text, pages of the 2010 site, the CSV of 2011, parsed cables as JSON."`
	Into   string   `default:"." help:"The project's folder." type:"path" placeholder:"DIR"`
	DryRun bool     `help:"Say what would be done and write nothing."`
	Force  bool     `help:"Replace files that are different."`
	JSON   bool     `name:"json" help:"Print what became of each cable as JSON."`
	Redact string   `help:"A file with words that must not come into the project, a name on each line: they are taken out of what is read." type:"path" placeholder:"FILE"`
	Notes  bool     `help:"The files are notes: W3C Web Annotations, or what Hypothesis exports."`
}

// Run brings cables into a project.
func (c *importCommand) Run(ctx context.Context, t *terminal) error {
	if c.Notes {
		return c.notes(ctx, t)
	}
	words, err := c.words()
	if err != nil {
		return err
	}
	job := source.ImportJob{Paths: c.Paths, Into: c.Into, DryRun: c.DryRun, Force: c.Force, Redact: words}
	if meter := t.meter("megabytes"); meter != nil {
		job.Progress = func(done, all int64) { meter(int(done>>20), int(all>>20)) }
	}
	outcomes, err := source.Import(ctx, job)
	if words != nil {
		for i := range outcomes {
			outcomes[i].From, _ = words.Replace(outcomes[i].From)
		}
	}
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

// words reads the words that must not come in; nil for none.
func (c *importCommand) words() (*redaction.Words, error) {
	if c.Redact == "" {
		return nil, nil
	}
	f, err := os.Open(c.Redact)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	defer f.Close()
	list, err := readWords(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", c.Redact, err)
	}
	words, err := redaction.NewWords(list)
	if err == nil && (len(list) == 0 || words.Short()) {
		err = errors.New("words that are looked for everywhere need three letters or more")
	}
	return words, err
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
		if len(o.Redacted) > 0 {
			fmt.Fprintf(t.err, "%s: redacted: %s\n", o.File, counted(o.Redacted))
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
	redacted := 0
	for _, o := range list {
		n[o.Status]++
		redacted += len(o.Redacted)
	}
	verb := ""
	if c.DryRun {
		verb = " (dry run, nothing was written)"
	}
	t.say("%d written, %d replaced, %d unchanged, %d kept, %d skipped%s",
		n[source.Written], n[source.Replaced], n[source.Unchanged], n[source.Kept], n[source.Skipped], verb)
	if c.Redact != "" {
		t.say("the words were taken out in %s", count(redacted, "place"))
	}
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
