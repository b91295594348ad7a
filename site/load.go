package site

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"reftel/site/archive"
	"reftel/site/diag"
	"reftel/site/page"
	"reftel/site/redaction"
	"reftel/site/settings"
	"reftel/site/source"
	"reftel/static"
	"reftel/templates"
)

// Load reads the project as it is now and plans its site: scan, parse, join,
// plan. What has not changed since the last load is not read again, and the
// result is the same as if it had been.
//
// The folders, relative to the project, are a hint where to look first for what
// has changed; without any, Load looks everywhere. Where nothing that was read is
// new, the Site is that of the load before.
//
// Faults in the project's files are the Site's problems. An error is one of the
// environment: a folder that cannot be read, a context that ended.
func (p *Project) Load(ctx context.Context, folders ...string) (*Site, error) {
	err := p.tree.scan(folders)
	if err != nil {
		return nil, fmt.Errorf("scan project: %w", err)
	}
	l := &loading{Project: p, inputs: newInputs(), sums: sumsByText{}, problems: p.tree.problems()}
	l.readSettings()
	l.readProtected()
	l.readRedactions()
	l.readCables(ctx)
	l.readLook()
	l.join()
	l.readNotes()
	l.readLock()
	l.plan()
	l.keepPromises()
	if l.kept != nil {
		l.fail(<-l.kept)
	}
	if l.err != nil {
		return nil, l.err
	}
	p.lastSums = l.sums
	s := &Site{
		dir: p.dir, output: l.output(), settings: l.settings, archive: l.archive, plan: l.pages,
		reader: l.reader, watched: l.watched, protected: l.protected, list: l.list, unreviewed: len(l.cables.unreviewed),
		inputs:   l.inputs.digest(),
		problems: diag.Merge(l.protected.Mask(l.cables.problems), l.protected.Mask(diag.Sort(l.problems))),
	}
	if p.last != nil && s.same(p.last) {
		if p.opts.Cache {
			err = p.keepEdited()
		}
		return p.last, err
	}
	p.last = s
	return s, nil
}

// loading is one run of Load: each step takes what the steps before it made.
// After the first error the steps have nothing to do.
type loading struct {
	*Project
	inputs    inputs
	settings  settings.Settings
	protected *redaction.Gate
	list      string // of protected words, see Site.ProtectedList
	reader    *reader
	own       []page.OwnPage
	gone      []page.Gone
	look      *look
	archive   *archive.Archive
	annotated []page.Notes
	sums      sumsByText
	watched   watched
	pages     *page.Plan

	kept     <-chan error // how the cache was written; nil where it was not
	problems []diag.Problem
	err      error
}

func (l *loading) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

// found adds problems.
func (l *loading) found(problems []diag.Problem) { l.problems = append(l.problems, problems...) }

// each calls f with every file of a kind and its bytes.
func (l *loading) each(kind source.Kind, f func(file source.File, data []byte)) {
	for _, file := range l.tree.files(kind).files {
		data, err := l.texts.get(file, l.tree.scanned)
		if err != nil {
			l.fail(err)
			return
		}
		l.inputs.add(file.Path, data)
		f(file, data)
	}
}

// readSettings reads reftel.yaml. Settings that cannot be read leave the last
// good ones in force, so that a preview goes on; a build refuses them.
func (l *loading) readSettings() {
	l.settings = settings.Default()
	l.each(source.Settings, func(file source.File, data []byte) {
		read, problems := settings.Read(data, file.Path)
		l.found(problems)
		if l.settings = read; diag.HasError(problems) && l.last != nil {
			l.settings = l.last.settings
		}
	})
	if l.opts.BaseURL != "" {
		l.settings.BaseURL = l.opts.BaseURL
	}
}

// output returns the directory to write to, as an absolute path.
func (l *loading) output() string {
	if l.opts.Output != "" {
		return l.opts.Output
	}
	return filepath.Join(l.dir, filepath.FromSlash(l.settings.Output))
}

// protectedList returns where the list of words that must not be published is:
// the file that the environment names, or the settings, or protected.txt,
// which alone may be missing.
func (l *loading) protectedList() (path string, named bool) {
	if path = os.Getenv("REFTEL_PROTECTED"); path != "" {
		if full, err := filepath.Abs(path); err == nil {
			path = full
		}
		return path, true
	}
	if path = filepath.FromSlash(l.settings.Protected); path != "" {
		if !filepath.IsAbs(path) {
			path = filepath.Join(l.dir, path)
		}
		return path, true
	}
	return filepath.Join(l.dir, protectedFile), false
}

// readProtected reads the list of words that must not be published.
func (l *loading) readProtected() {
	path, named := l.protectedList()
	l.list = path
	list, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return
	}
	l.inputs.add("protected words", list)
	if err == nil {
		l.protected, err = redaction.NewGate(list)
	}
	if err != nil {
		l.protected = redaction.ClosedGate()
		l.found([]diag.Problem{{
			File: filepath.Base(path), Severity: diag.Error, Code: "protected-list",
			Message: fmt.Sprintf("the list of protected words cannot be used: %v", err),
			Hint:    "one name or variant on each line; without the list nothing is published",
		}})
	}
}

// readRedactions reads what must be cut out of the cables.
func (l *loading) readRedactions() {
	l.reader = &reader{dir: l.dir, opener: source.NewOpener(l.dir), redactions: map[string]*redactions{}}
	key, err := readKey(l.dir)
	if err != nil {
		l.fail(err)
	}
	l.inputs.add("key", key)
	l.each(source.Redaction, func(file source.File, data []byte) {
		id := idOf(file.Path)
		f, problems := redaction.ReadFile(file.Path, id, string(data), key)
		l.found(problems)
		digest := sha256.Sum256(slices.Concat(key, data))
		if other, double := l.reader.redactions[id]; double {
			l.found([]diag.Problem{{
				File: file.Path, Severity: diag.Error, Code: "double-redactions", Cable: id,
				Message: fmt.Sprintf("the redactions of %s are also in %s", id, other.file.Path), Hint: "join the two files",
			}})
			f.Withhold()
			digest = sha256.Sum256(slices.Concat(other.digest[:], digest[:]))
		}
		l.reader.redactions[id] = &redactions{f, digest}
	})
}

// keyFile is where the key to the checks of redactions lies.
func keyFile(dir string) string { return filepath.Join(dir, ".reftel", "key") }

// readKey reads the key to the checks of redactions; there is none before the
// first redaction was written on this machine.
func readKey(dir string) (redaction.Key, error) {
	key, err := os.ReadFile(keyFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the key to redactions: %w", err)
	}
	return key, nil
}

// readCables reads the cables that have changed, and keeps the facts of all.
func (l *loading) readCables(ctx context.Context) {
	if l.err != nil {
		return
	}
	list := l.tree.files(source.Cables)
	if l.last == nil && l.opts.Cache && l.cables.list == nil {
		l.recall()
	}
	if !l.cables.current(list, l.reader) {
		cables, err := l.reader.readCables(ctx, list, l.cables, l.tree.scanned, l.opts.Jobs)
		if err != nil {
			l.fail(fmt.Errorf("read cables: %w", err))
			return
		}
		if l.opts.Cache && cables.outdates(l.cables) {
			kept := make(chan error, 1)
			go func() { kept <- l.keep(cables) }() // while the rest is read and joined
			l.kept = kept
		}
		l.cables = cables
	}
	l.found(l.cables.unusedRedactions(l.reader))
	if l.settings.RequireReview {
		l.found(l.cables.unreviewed)
	}
}

// A look is what pages are made with: templates, static files, and the list of
// the project's files that they were read from.
type look struct {
	files     []source.File
	language  string
	templates *page.Templates
	static    []page.StaticFile
}

// readLook reads the editor's own pages, the templates and the static files.
// Broken templates leave the last good ones in force.
func (l *loading) readLook() {
	l.each(source.Page, func(file source.File, data []byte) {
		own, problems := page.ParseOwnPage(file.Path, data)
		l.own = append(l.own, own)
		l.found(problems)
	})
	l.each(source.Gone, func(file source.File, data []byte) {
		gone, problems := page.ParseGone(file.Path, data)
		l.gone = append(l.gone, gone...)
		l.found(problems)
	})
	files := slices.Concat(l.tree.files(source.Template).files, l.tree.files(source.Static).files)
	if l.sameLook(files) {
		l.look = l.lastLook
		return
	}
	fresh := &look{files: files, language: l.settings.Language}
	var problems []diag.Problem
	fresh.templates, problems = page.ParseTemplates(l.settings.Language, l.layers(templates.Files, "templates"))
	l.found(problems)
	var err error
	if fresh.static, err = page.ReadStatic(l.layers(static.Files, "static")); err != nil {
		l.fail(err)
	}
	switch {
	case !diag.HasError(problems):
		l.lastLook = fresh
	case l.lastLook != nil:
		fresh.templates = l.lastLook.templates
	default:
		fresh.templates, _ = page.ParseTemplates(l.settings.Language, []fs.FS{templates.Files})
	}
	l.look = fresh
}

// sameLook reports whether the look that was read last is surely still the one.
func (l *loading) sameLook(files []source.File) bool {
	return l.lastLook != nil && l.lastLook.language == l.settings.Language && slices.Equal(l.lastLook.files, files) &&
		!slices.ContainsFunc(files, func(f source.File) bool { return !f.Settled(l.tree.scanned) })
}

// layers are the default look and the project's own over it.
func (l *loading) layers(base fs.FS, folder string) []fs.FS {
	layers := []fs.FS{base}
	root, err := os.OpenRoot(filepath.Join(l.dir, folder))
	if err == nil {
		layers = append(layers, root.FS())
	} else if !errors.Is(err, fs.ErrNotExist) {
		l.fail(fmt.Errorf("read %s: %w", folder, err))
	}
	return layers
}

// join makes the archive: from the last one where there is one, which gives the
// same and costs only what the difference costs.
func (l *loading) join() {
	if l.err != nil {
		return
	}
	if l.last == nil {
		l.archive, _ = archive.Join(l.cables.facts)
	} else {
		l.archive, _ = l.last.archive.Update(l.cables.facts)
	}
	l.found(l.archive.Problems())
}

// plan plans the pages.
func (l *loading) plan() {
	if l.err != nil {
		return
	}
	l.inputs.addLook(l.look)
	l.pages = page.New(page.Input{
		Archive: l.archive, Notes: l.annotated, Own: l.own, Gone: l.gone, Static: l.look.static, Settings: l.settings, Templates: l.look.templates,
		Program: l.opts.Program, Version: l.opts.Version,
	})
	l.found(l.pages.Problems())
}
