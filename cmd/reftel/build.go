package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"reftel/site"
	"reftel/site/diag"
	"reftel/site/output"
	"reftel/site/redaction"
)

// project are the arguments that every command on a project takes.
type project struct {
	Dir    string `arg:"" optional:"" default:"." help:"The project's folder." type:"path"`
	Drafts bool   `help:"Show notes that are drafts."`
	Jobs   int    `help:"Cables read and pages rendered at once (default: one for each processor, two for writing)." placeholder:"N"`
}

// open prepares to load the project; baseURL and output replace its settings.
func (c *project) open(baseURL, output string) (*site.Project, error) {
	return site.Open(c.Dir, site.Options{Drafts: c.Drafts, BaseURL: baseURL, Output: output, Jobs: c.Jobs, Program: program(), Version: version(), Cache: true})
}

type buildCommand struct {
	project
	Output  string `help:"Where to write the site (default: the setting, public)." type:"path" placeholder:"DIR"`
	BaseURL string `name:"base-url" help:"Address of the site, for canonical links and feeds." placeholder:"URL"`
	Force   bool   `help:"Write every page, and over files that are not of this program."`
	Watch   bool   `help:"Build again after every change, until interrupted."`
}

// Run writes the site.
func (c *buildCommand) Run(ctx context.Context, t *terminal) error {
	start := time.Now()
	p, err := c.open(c.BaseURL, c.Output)
	if err != nil {
		return err
	}
	if c.Watch {
		return c.watch(ctx, t, p)
	}
	s, err := p.Load(ctx)
	if err != nil {
		return err
	}
	return c.write(ctx, t, s, start)
}

func (c *buildCommand) write(ctx context.Context, t *terminal, s *site.Site, start time.Time) error {
	faults, _ := t.problems(s.Problems(), false)
	t.reviews(s)
	if faults > 0 {
		return t.nothingWritten(faults)
	}
	report, err := c.update(ctx, t, s)
	if err == nil {
		t.built(s, report, start)
	}
	return err
}

// update brings the output up to date.
func (c *buildCommand) update(ctx context.Context, t *terminal, s *site.Site) (output.Report, error) {
	report, err := s.Build(ctx, site.BuildOptions{
		Jobs: c.Jobs, Force: c.Force, Progress: t.meter("pages"),
		Waiting: func(holder string) { t.say("waiting for another build of this project (%s)", holder) },
	})
	return report, explain(err)
}

// built says what a build has done.
func (t *terminal) built(s *site.Site, report output.Report, start time.Time) {
	t.report(report)
	_, warnings := tally(s.Problems())
	t.say("%s in %s: %s, %d written, %d removed, %s, %.1f s", count(s.Archive().Len(), "cable"), s.Output(),
		count(report.Files, "page"), report.Written, len(report.Removed), count(warnings, "warning"), time.Since(start).Seconds())
}

// nothingWritten says that errors have kept the output as it was.
func (t *terminal) nothingWritten(faults int) error {
	t.say("nothing was written: %s", count(faults, "error"))
	return errFailed
}

// reviews says that nobody has to review paragraphs that ask for it, where the
// settings have it so.
func (t *terminal) reviews(s *site.Site) {
	if !s.Settings().RequireReview {
		t.say("require_review is off: %s not reviewed", count(s.Unreviewed(), "place"))
	}
}

// report names what a build found in its output that it did not expect.
func (t *terminal) report(r output.Report) {
	if n := len(r.Mended); n > 0 {
		t.say("mended %s that had been changed by hand, the first is %s", count(n, "file"), r.Mended[0])
	}
	if n := len(r.Foreign); n > 0 {
		t.say("left %s alone that are not of this program, the first is %s", count(n, "file"), r.Foreign[0])
	}
}

// explain adds what to do to an error that a person can do something about.
func explain(err error) error {
	var clash *output.ClashError
	var leak *redaction.LeakError
	switch {
	case errors.As(err, &clash):
		return hinted{err, "choose another output folder, empty this one, or build with --force to write over them"}
	case errors.As(err, &leak):
		return hinted{err, "nothing was published; redact the word (reftel redact) or take it off the list"}
	}
	return err
}

// hinted is an error with what to do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// count writes a number with its noun: "1 cable", "1,204 cables".
func count(n int, noun string) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if n != 1 {
		noun += "s"
	}
	return digits + " " + noun
}

type checkCommand struct {
	project
	Strict bool `help:"Let warnings count as errors."`
	JSON   bool `name:"json" help:"Print the problems as JSON."`
}

// Run reports every problem of a project.
func (c *checkCommand) Run(ctx context.Context, t *terminal) error {
	// Without a cache: a check writes nothing.
	p, err := site.Open(c.Dir, site.Options{Drafts: c.Drafts, Jobs: c.Jobs, Program: program(), Version: version()})
	if err != nil {
		return err
	}
	s, err := p.Load(ctx)
	if err != nil {
		return err
	}
	var faults, warnings int
	if c.JSON {
		faults, warnings = tally(s.Problems())
		err = t.json(append([]diag.Problem{}, s.Problems()...)) // an empty list, never null
	} else {
		faults, warnings = t.problems(s.Problems(), true)
	}
	if err != nil {
		return err
	}
	t.reviews(s)
	t.say("%s, %s, %s", count(s.Archive().Len(), "cable"), count(faults, "error"), count(warnings, "warning"))
	if faults > 0 || c.Strict && warnings > 0 {
		return errFailed
	}
	return nil
}
