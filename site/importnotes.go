package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"reftel/site/annotation"
	"reftel/site/diag"
	"reftel/site/output"
	"reftel/site/redaction"
)

// An ImportedNotes says what an import did with the notes on one cable.
type ImportedNotes struct {
	Cable string
	File  string // of the project, slash-separated
	Added int    // 0 where all were there already
}

// ImportNotes brings notes from another program's file into the project: W3C
// Web Annotations, or what Hypothesis exports. They are put behind the notes
// that a cable has already; those of other programs come as drafts.
func (p *Project) ImportNotes(ctx context.Context, name string, data []byte) ([]ImportedNotes, []diag.Problem, error) {
	s, err := p.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	imported, problems := annotation.Import(name, data, func(id string) (redaction.Cable, bool) {
		c, _, err := s.Cable(id)
		return c, err == nil
	})
	var out []ImportedNotes
	for _, i := range imported {
		done, err := p.addNotes(i)
		if err != nil {
			return out, problems, err
		}
		out = append(out, done)
	}
	return out, problems, nil
}

// addNotes writes the notes on one cable.
func (p *Project) addNotes(i annotation.Imported) (ImportedNotes, error) {
	done := ImportedNotes{Cable: i.Cable, File: "content/notes/" + i.Cable + ".md", Added: len(i.Notes)}
	path := filepath.Join(p.dir, filepath.FromSlash(done.File))
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = i.Text()
	case err != nil:
		return done, fmt.Errorf("import notes: %w", err)
	default:
		if text, done.Added, err = i.AppendTo(text); err != nil {
			return done, fmt.Errorf("import notes into %s: %w", done.File, err)
		}
	}
	if done.Added == 0 {
		return done, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return done, fmt.Errorf("import notes: %w", err)
	}
	return done, output.Replace(path, text)
}
