package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"reftel/site"
	"reftel/site/redaction"
)

type redactCommand struct {
	Args     []string `arg:"" name:"what" help:"ID, place and words: 08GRISTAD1098 ¶4 \"the words\". Without a place the whole cable is meant; with --all the words stand alone. Words given as - are read from standard input, one name on each line."`
	All      bool     `help:"Take the words out of every cable, note and page."`
	Dir      string   `default:"." help:"The project's folder." type:"path" placeholder:"DIR"`
	Reason   string   `help:"Why the words go; readers see it." placeholder:"TEXT"`
	By       string   `help:"Who decided." placeholder:"NAME"`
	Reviewed string   `help:"Who reviewed it. With a place and no words: who looked at the place and found that it can be published as it is." placeholder:"NAME"`
	Date     string   `help:"Day of the decision (default: today)." placeholder:"YYYY-MM-DD"`
	Force    bool     `help:"Also where parts of the cable have other addresses without the words."`
}

// Help is the long help.
func (redactCommand) Help() string {
	return `Writes where the words stand and why they go into content/redactions/ID.md, never the words.
Places: ¶4 (or p4), ¶7a, h1, u1, SUBJECT, "REF A", HEADER, BETWEEN (numbers and page breaks), END or SIGNATURE,
and ORIGIN, CLASSIFICATION, URL and ARTICLES for what is known from outside the text.

  reftel redact 08GRISTAD1098 ¶4 "Oskar Lindqvist" --reason "source at risk" --by JE
  reftel redact --all - < names.txt
  reftel redact 08GRISTAD1098 ¶5 --reviewed MK`
}

// Run redacts words.
func (c *redactCommand) Run(ctx context.Context, t *terminal) error {
	job, err := c.job(t)
	if err != nil {
		return misuse{err}
	}
	p, err := site.Open(c.Dir, site.Options{})
	if err != nil {
		return err
	}
	found, err := p.Redact(ctx, job)
	if errors.Is(err, redaction.ErrNotThere) {
		return hinted{err, "words are found whole, in any case and however spaced; without a place the whole cable is searched"}
	}
	if err != nil {
		return err
	}
	return t.redacted(found)
}

// job reads the arguments. Its errors do not repeat them.
func (c *redactCommand) job(t *terminal) (site.RedactJob, error) {
	date := c.Date
	if date == "" {
		date = time.Now().Format(time.DateOnly)
	} else if _, err := time.Parse(time.DateOnly, date); err != nil {
		return site.RedactJob{}, errors.New("--date is a day like 2026-11-23")
	}
	job := site.RedactJob{
		Words: c.Args, Force: c.Force,
		Model: redaction.Entry{Reason: c.Reason, By: c.By, Reviewed: c.Reviewed, Date: date},
	}
	if !c.All {
		job.ID = c.Args[0]
		job.Place, job.Words = cutPlace(c.Args[1:])
	}
	if slices.Equal(job.Words, []string{"-"}) {
		words, err := readWords(t.in)
		if err != nil {
			return job, err
		}
		job.Words = words
	}
	switch {
	case len(job.Words) > 0:
	case c.All || job.Place == "" || c.Reviewed == "":
		return job, errors.New("no words to redact")
	}
	return job, nil
}

// cutPlace takes a place off the front of the arguments, where there is one.
func cutPlace(args []string) (place string, rest []string) {
	for n := min(2, len(args)); n > 0; n-- { // "REF A" may be two arguments
		if place, ok := redaction.PlaceNamed(strings.Join(args[:n], " ")); ok {
			return place, args[n:]
		}
	}
	return "", args
}

// readWords reads words to redact, a line each.
func readWords(in io.Reader) (words []string, err error) {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if w := strings.TrimSpace(lines.Text()); w != "" && !strings.HasPrefix(w, "#") {
			words = append(words, w)
		}
	}
	return words, lines.Err()
}

// counted lists places, each once, with the number of times: "SUBJECT, ¶4 (3)".
func counted(places []string) string {
	times := map[string]int{}
	for _, p := range places {
		times[p]++
	}
	list := slices.Sorted(maps.Keys(times))
	for i, p := range list {
		if times[p] > 1 {
			list[i] = fmt.Sprintf("%s (%d)", p, times[p])
		}
	}
	return strings.Join(list, ", ")
}

// redacted says what was done and what is left to do, without the words.
func (t *terminal) redacted(found []site.Redacted) error {
	written, undone := 0, 0
	for _, x := range found {
		places := counted(x.Places)
		switch {
		case x.Problem != "" && x.File == "":
			undone++
			t.fail(fmt.Errorf("%s: %s", x.ID, x.Problem))
		case x.Problem != "":
			undone++
			t.fail(fmt.Errorf("%s: %s: %s", x.File, places, x.Problem))
		default:
			written += len(x.Places)
			t.say("%s: %s", x.File, places)
		}
	}
	t.say("%s written, %s to look at", count(written, "place"), count(undone, "file"))
	if undone > 0 {
		return errFailed
	}
	return nil
}
