package main

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"reftel/site/cable"
	"reftel/site/source"
)

type parseCommand struct {
	File   string `arg:"" help:"A file with a cable, or - for standard input."`
	ID     string `name:"id" help:"The reference ID, where the text does not say it; the year of references is read from it." placeholder:"ID"`
	Format string `enum:"json,text" default:"json" help:"${enum}."`
}

// Run prints the cables of a file.
func (c *parseCommand) Run(t *terminal) error {
	n := 0
	for d, err := range c.documents(t.in) {
		if err != nil {
			return err
		}
		n++
		if err := c.print(t, &d); err != nil {
			return err
		}
	}
	if n == 0 {
		return fmt.Errorf("%s holds no cable", c.File)
	}
	return nil
}

func (c *parseCommand) documents(stdin io.Reader) iter.Seq2[source.Document, error] {
	return func(yield func(source.Document, error) bool) {
		if c.File == "-" {
			data, err := io.ReadAll(stdin)
			yield(source.TextDocument("-", data), err)
			return
		}
		for r, err := range source.Records(filepath.Dir(c.File), filepath.Base(c.File)) {
			if err != nil {
				yield(source.Document{}, err)
				return
			}
			if !yield(r.Document(), nil) {
				return
			}
		}
	}
}

func (c *parseCommand) print(t *terminal, d *source.Document) error {
	if c.ID != "" {
		d.Meta.ID = strings.ToUpper(c.ID)
	}
	parsed := cable.Parse(d.Text, d.Meta)
	if c.Format == "text" {
		_, err := fmt.Fprintln(t.out, strings.TrimRight(parsed.Text(), "\n"))
		return err
	}
	e := json.NewEncoder(t.out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(parsed.Contract())
}
