package main

import (
	"fmt"
	"os"
	"path/filepath"
)

type newCommand struct {
	Site newSiteCommand `cmd:"" help:"Start a project in a new folder."`
	Note newNoteCommand `cmd:"" help:"Start a note on a cable."`
}

type newSiteCommand struct {
	Dir string `arg:"" help:"The folder; it must not exist or be empty." type:"path"`
}

// starting are the files of a new project.
var starting = []struct{ path, text string }{
	{"reftel.yaml", `# Every setting is optional; docs/settings.md of reftel explains them.
title: My archive
# base_url: https://cables.example/
`},
	{".gitignore", "/public/\n/.reftel/\n/protected.txt\n"},
	{"content/about.md", "# About this archive\n\nWhat it holds, where it comes from, and how to cite it.\n"},
	{"content/cables/.gitkeep", ""},
	{"content/notes/.gitkeep", ""},
}

// Run writes the folders and files of a new project.
func (c *newSiteCommand) Run(t *terminal) error {
	entries, err := os.ReadDir(c.Dir)
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("new site: %w", err)
	}
	if len(entries) > 0 {
		return hinted{fmt.Errorf("new site: %s is not empty", c.Dir), "choose a new folder"}
	}
	for _, f := range starting {
		path := filepath.Join(c.Dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return fmt.Errorf("new site: %w", err)
		}
		if err := os.WriteFile(path, []byte(f.text), 0o666); err != nil {
			return fmt.Errorf("new site: %w", err)
		}
	}
	t.say("a new project is in %s", c.Dir)
	t.hint("put cables into it with: reftel import FILES --into %s; then: reftel serve %s --open", c.Dir, c.Dir)
	return nil
}
