package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"

	"reftel/site"
)

// writeProfile builds a site of a size for the first time within this process, and
// writes where its processor time went to a file for "go tool pprof".
func (b *bench) writeProfile(file string, size int) error {
	project := filepath.Join(b.dir, "project")
	defer os.RemoveAll(project)
	if err := newCorpus(size).write(project, b.rows); err != nil {
		return fmt.Errorf("make cables: %w", err)
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	p, err := site.Open(project, site.Options{Program: "profile"})
	if err != nil {
		return err
	}
	s, err := p.Load(context.Background())
	if err != nil {
		return err
	}
	_, err = s.Build(context.Background(), site.BuildOptions{})
	return err
}
