package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"reftel/site/diag"
	"reftel/site/output"
	"reftel/site/source"
)

// An address that was published is a promise. The project's file published.txt
// lists the addresses that were, and a site that lacks one of them has an error
// until tombstones.txt says why the page is gone or where it leads.
//
// Only an editor writes the list, with Promise, when a site goes out. A build
// that wrote it would turn every trial into a promise, would not give the same
// twice, and could not run where the project is read-only; a list in the output
// would be lost with the output.

// lostShown is the number of lost addresses that are reported one by one. A
// changed permalink loses all.
const lostShown = 50

// keepPromises reports the addresses that were published and that the site
// lacks.
func (l *loading) keepPromises() {
	if l.err != nil {
		return
	}
	l.each(source.Promised, func(file source.File, data []byte) {
		number, lost := 0, 0
		for line := range bytes.Lines(data) {
			number++
			address := string(bytes.TrimSpace(line))
			if address == "" || address[0] == '#' {
				continue
			}
			if _, there := l.pages.Find(address); there {
				continue
			}
			if lost++; lost <= lostShown {
				l.found([]diag.Problem{lostAddress(file.Path, number, address)})
			}
		}
		if lost > lostShown {
			p := lostAddress(file.Path, 0, "")
			p.Message = fmt.Sprintf("%d more addresses were published and are gone", lost-lostShown)
			p.Hint = "has the setting permalink changed?"
			l.found([]diag.Problem{p})
		}
	})
}

func lostAddress(file string, line int, address string) diag.Problem {
	return diag.Problem{
		File: file, Line: line, Severity: diag.Error, Code: "lost-address",
		Message: address + " was published and is gone",
		Hint: fmt.Sprintf("write into %s: %q, or %q", source.GoneFile,
			address+" YYYY-MM-DD why it is gone", address+" -> the page where it is now"),
	}
}

// Promise adds the addresses of the site to those that the project has
// published, and returns how many are new. Addresses that were published stay
// in the list, also where a tombstone stands now. A site with errors promises
// nothing.
func (s *Site) Promise(ctx context.Context) (added int, err error) {
	if diag.HasError(s.problems) {
		return 0, ErrProblems
	}
	unlock, err := output.Lock(ctx, filepath.Join(s.dir, ".reftel", "lock"), nil)
	if err != nil {
		return 0, err
	}
	defer unlock()
	path := filepath.Join(s.dir, source.PromisedFile)
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("read published addresses: %w", err)
	}
	var all []string
	for line := range bytes.Lines(old) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			all = append(all, string(line))
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	known := len(all)
	all = append(all, s.plan.Addresses()...)
	slices.Sort(all)
	all = slices.Compact(all)
	if err := output.Replace(path, promises(all)); err != nil {
		return 0, fmt.Errorf("write published addresses: %w", err)
	}
	return len(all) - known, nil
}

// promises writes the list.
func promises(addresses []string) []byte {
	b := []byte("# Addresses that were published. Written by \"reftel lock\"; keep this file with the project.\n")
	for _, a := range addresses {
		b = append(append(b, a...), '\n')
	}
	return b
}
