package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"reftel/site/diag"
)

// terminal is where messages go. Results go to out, everything else to err.
//
// Rules: "reftel: error: …" in lower case without a full stop, then
// "reftel: hint: …". A problem in a file begins with file, line and column, so
// that editors can jump there.
type terminal struct {
	in       io.Reader
	out, err io.Writer

	mu       sync.Mutex // of the progress line, which several goroutines draw
	progress bool       // it stands on the terminal
}

func (t *terminal) fail(err error) {
	t.clear()
	fmt.Fprintf(t.err, "reftel: error: %s\n", strings.TrimSuffix(err.Error(), "."))
}

func (t *terminal) hint(format string, args ...any) {
	t.clear()
	fmt.Fprintf(t.err, "reftel: hint: "+format+"\n", args...)
}

func (t *terminal) say(format string, args ...any) {
	t.clear()
	fmt.Fprintf(t.err, "reftel: "+format+"\n", args...)
}

// exitCode prints what has not been printed and says how to end.
func (t *terminal) exitCode(err error) int {
	var m misuse
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.As(err, &m):
		t.fail(err)
		return exitMisuse
	}
	t.fail(err)
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		t.hint("%s", hinted.Hint())
	}
	return exitFailed
}

// shown is how many warnings are printed one by one; the rest is counted.
const shown = 20

// problems prints a list of problems: all errors, the first warnings or all,
// and how many there are of each.
func (t *terminal) problems(list []diag.Problem, all bool) (faults, warnings int) {
	faults, warnings = tally(list)
	left := shown
	for _, p := range list {
		if p.Severity == diag.Warning && !all {
			if left--; left < 0 {
				continue
			}
		}
		t.problem(p)
	}
	if !all && warnings > shown {
		t.say("and %d more warnings; reftel check lists them all", warnings-shown)
	}
	return faults, warnings
}

// errors prints the errors of a list, and says how many there are and how many
// warnings.
func (t *terminal) errors(list []diag.Problem) (faults, warnings int) {
	for _, p := range list {
		if p.Severity == diag.Error {
			t.problem(p)
		}
	}
	return tally(list)
}

func (t *terminal) problem(p diag.Problem) {
	t.clear()
	fmt.Fprintln(t.err, p)
	if p.Hint != "" {
		fmt.Fprintf(t.err, "reftel: hint: %s\n", p.Hint)
	}
}

// tally counts the problems of each severity.
func tally(list []diag.Problem) (faults, warnings int) {
	for _, p := range list {
		if p.Severity == diag.Error {
			faults++
		} else {
			warnings++
		}
	}
	return faults, warnings
}

// json prints a value as the result.
func (t *terminal) json(v any) error {
	e := json.NewEncoder(t.out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// interactive reports whether messages are read by a person as they come.
func (t *terminal) interactive() bool {
	f, ok := t.err.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (t *terminal) clear() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.progress {
		fmt.Fprint(t.err, "\r\x1b[K")
		t.progress = false
	}
}

// meter returns a function that shows how far work of total steps has come:
// done, rate, time left. It stays quiet in a pipe and for the first second.
func (t *terminal) meter(what string) func(done, total int) {
	if !t.interactive() {
		return nil
	}
	start := time.Now()
	last := start
	return func(done, total int) {
		t.mu.Lock()
		defer t.mu.Unlock()
		now := time.Now()
		if now.Sub(start) < time.Second || now.Sub(last) < 200*time.Millisecond || done == 0 {
			return
		}
		last = now
		rate := float64(done) / now.Sub(start).Seconds()
		left := time.Duration(float64(total-done)/rate) * time.Second
		fmt.Fprintf(t.err, "\r\x1b[Kreftel: %s %d of %d, %.0f a second, %s left", what, done, total, rate, left)
		t.progress = true
	}
}
