package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"reftel/site"
	"reftel/site/annotation"
	"reftel/site/cable"
	"reftel/site/output"
)

type newNoteCommand struct {
	ID    string `arg:"" name:"id" help:"The cable."`
	Place string `arg:"" optional:"" help:"What the note is on: ¶4 (or p4), ¶4–6, SUBJECT, \"REF D\"; nothing for the whole cable."`
	Dir   string `default:"." help:"The project's folder." type:"path"`
	By    string `help:"Who writes." placeholder:"NAME"`
	Edit  bool   `help:"Open the file in $EDITOR."`
}

// Run writes a file to begin with, or adds a note to the one that is there.
func (c *newNoteCommand) Run(ctx context.Context, t *terminal) error {
	p, err := site.Open(c.Dir, site.Options{Drafts: true})
	if err != nil {
		return err
	}
	s, err := p.Load(ctx)
	if err != nil {
		return err
	}
	published, id, err := s.Cable(c.ID)
	if err != nil {
		return err
	}
	place, err := c.place()
	if err != nil {
		return misuse{err}
	}
	path := filepath.Join(c.Dir, "content", "notes", id+".md")
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = annotation.StartFile(published, c.By)
	case err != nil:
		return fmt.Errorf("new note: %w", err)
	case place == cable.Place{}:
		return hinted{fmt.Errorf("%s is there already", path), "name what the note is on, to add one: reftel new note " + id + " ¶4"}
	}
	if place != (cable.Place{}) {
		note, err := annotation.StartNote(published, place)
		if err != nil {
			return err
		}
		text = append(append(text, '\n'), note...)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return fmt.Errorf("new note: %w", err)
	}
	if err := output.Replace(path, text); err != nil {
		return fmt.Errorf("new note: %w", err)
	}
	t.say("a draft is in %s", path)
	return c.edit(ctx, t, path)
}

// place reads the place; "p4" is a way to write ¶4 on any keyboard.
func (c *newNoteCommand) place() (cable.Place, error) {
	text := c.Place
	if rest, ok := strings.CutPrefix(text, "p"); ok {
		text = "¶" + rest
	}
	place, rest, problem := cable.CutPlace(text)
	if problem != "" || strings.TrimSpace(rest) != "" {
		return place, fmt.Errorf("%q is no place in a cable", c.Place)
	}
	return place, nil
}

func (c *newNoteCommand) edit(ctx context.Context, t *terminal, path string) error {
	if !c.Edit {
		return nil
	}
	editor := strings.Fields(os.Getenv("EDITOR"))
	if len(editor) == 0 {
		return hinted{errors.New("no editor is known"), "set EDITOR"}
	}
	cmd := exec.CommandContext(ctx, editor[0], append(editor[1:], path)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = t.in, t.out, t.err
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("run %s: %w", editor[0], err)
	}
	return nil
}
