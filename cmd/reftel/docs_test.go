package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"reftel/site/redaction"
)

// documented is an invented cable that the commands of docs/redaction.md fit.
const documented = `UNCLAS GRISTAD 001098

SUBJECT: THE DAM

4. (C) He said the words of Oskar Lindqvist.

5. (C) He asked us to protect the source.
`

var argument = regexp.MustCompile(`"[^"]*"|\S+`)

// The commands and files that docs/redaction.md shows are what the program
// takes.
func TestRedactionDocWorks(t *testing.T) {
	doc, err := os.ReadFile("../../docs/redaction.md")
	if err != nil {
		t.Fatal(err)
	}
	c := &cage{t: t, dir: t.TempDir(), flock: newFlock(1, 12)}
	c.write("content/cables/08GRISTAD1098.txt", documented)
	commands, names, entries := 0, "", ""
	for line := range strings.Lines(string(doc)) {
		text, shown := strings.CutPrefix(strings.TrimSpace(line), "reftel ")
		switch {
		case !strings.HasPrefix(line, "    "):
		case shown:
			commands++
			text, input, _ := strings.Cut(text, " < ")
			if input != "" {
				input = "Oskar Lindqvist\n"
			}
			var args []string
			for _, arg := range argument.FindAllString(text, -1) {
				args = append(args, strings.Trim(arg, `"`))
			}
			c.reftel(exitFine, input, args...)
		case strings.HasPrefix(text, "## "):
			entries += text + "\n"
		default:
			names += text + "\n"
		}
	}
	f, problems := redaction.ReadFile("r.md", "08GRISTAD1098", entries, nil)
	if len(problems) > 0 || len(f.Entries) != 2 {
		t.Errorf("the entries cannot be read: %v", problems)
	}
	if g, err := redaction.NewGate([]byte(names)); err != nil || g.Check("a", []byte("lindqvist")) == nil {
		t.Errorf("the list of words cannot be used: %v", err)
	}
	if commands < 3 {
		t.Errorf("%d commands", commands)
	}
	c.write("protected.txt", names)
	c.reftel(exitFine, "", "build", c.dir)
	page, err := os.ReadFile(filepath.Join(c.dir, "public", "cable", "2008", "00", "08GRISTAD1098.html"))
	if err != nil || !bytes.Contains(page, []byte("█████")) {
		t.Errorf("nothing was taken out: %v", err)
	}
}
