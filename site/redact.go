package site

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"reftel/site/annotation"
	"reftel/site/output"
	"reftel/site/redaction"
	"reftel/site/source"
	"reftel/site/vocab"
)

// A RedactJob says what Redact does.
type RedactJob struct {
	ID    string   // of the cable, as published; "" for every cable, and for notes and pages
	Place string   // as redaction.PlaceNamed returns it; "" for the whole cable
	Words []string // to take out; none has a reviewer say that the place may be published
	// Model gives reason, names and date of the new entries; a review is by
	// Model.Reviewed.
	Model redaction.Entry
	// Force accepts that without the words parts of the cable have other addresses.
	Force bool
}

// A Redacted is one file in which words were found.
type Redacted struct {
	File   string   // that was written, relative to the project; "" for none
	ID     string   // of the cable, "" for what is no cable
	Places []string // of the new entries; lines ("line 15") in what is no cable
	// Problem says why the words are still there, or what a person has to look
	// at; "" where all is done.
	Problem string
}

// Redact writes redactions into the project: entries for a cable, each in its
// content/redactions/ID.md, and placeholders in the place of the words in notes
// and in the editors' own pages. Files appear whole or not at all. It returns
// the files in which the words stand, by name; nothing in them quotes the words.
func (p *Project) Redact(ctx context.Context, job RedactJob) ([]Redacted, error) {
	words, err := redaction.NewWords(job.Words)
	if err != nil {
		return nil, err
	}
	if job.ID == "" && (words.Short() || len(job.Words) == 0) {
		return nil, errors.New("words that are looked for everywhere need three letters or more")
	}
	if err := p.tree.scan(nil); err != nil {
		return nil, fmt.Errorf("scan project: %w", err)
	}
	key, err := makeKey(p.dir)
	if err != nil {
		return nil, err
	}
	lock, damage, err := readLock(p.dir)
	if err != nil {
		return nil, err
	}
	if len(damage) > 0 {
		return nil, errors.New(damage[0].String())
	}
	r := &redactor{Project: p, job: job, words: words, key: key, files: map[string]string{}, lock: lock}
	for _, f := range p.tree.files(source.Redaction).files {
		r.files[idOf(f.Path)] = f.Path
	}
	if err := r.cables(ctx); err != nil {
		return nil, err
	}
	if err := errors.Join(r.texts(), writeLock(p.dir, r.lock)); err != nil {
		return nil, err
	}
	slices.SortFunc(r.found, func(a, b Redacted) int { return strings.Compare(a.File+a.ID, b.File+b.ID) })
	return r.found, nil
}

// makeKey returns the key to the checks of redactions, a new one where there is
// none.
func makeKey(dir string) (redaction.Key, error) {
	key, err := readKey(dir)
	if key != nil || err != nil {
		return key, err
	}
	key = make(redaction.Key, redaction.KeySize)
	rand.Read(key)
	if err := os.MkdirAll(filepath.Dir(keyFile(dir)), 0o777); err != nil {
		return nil, fmt.Errorf("make a key to redactions: %w", err)
	}
	if err := os.WriteFile(keyFile(dir), key, 0o600); err != nil {
		return nil, fmt.Errorf("make a key to redactions: %w", err)
	}
	return key, nil
}

// redactor is one run of Redact.
type redactor struct {
	*Project
	job   RedactJob
	words *redaction.Words
	key   redaction.Key
	files map[string]string // redaction files by reference ID

	mu    sync.Mutex
	found []Redacted
	lock  *annotation.Lock
}

func (r *redactor) report(x Redacted) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found = append(r.found, x)
}

// errFound ends the search for one cable.
var errFound = errors.New("found")

// cables goes through the cables, or to the one that the job names.
func (r *redactor) cables(ctx context.Context) error {
	files := slices.Clone(r.tree.files(source.Cables).files)
	if r.job.ID == "" {
		return documents(ctx, r.dir, files, r.opts.Jobs, r.everywhere)
	}
	id := strings.ToUpper(r.job.ID)
	named := func(f source.File) bool { return idOf(f.Path) == id }
	slices.SortStableFunc(files, func(a, b source.File) int { // most files are named after their cable
		switch {
		case named(a) == named(b):
			return 0
		case named(a):
			return -1
		}
		return 1
	})
	err := documents(ctx, r.dir, files, r.opts.Jobs, func(d source.Document) error {
		if redaction.IDOf(d.Text, d.Meta) != id {
			return nil
		}
		if err := r.one(d, id); err != nil {
			return err
		}
		return errFound
	})
	switch {
	case err == nil && !isID(id): // it may be one of the words
		return errors.New("the archive has no cable of that name; a reference ID stands before the words")
	case err == nil:
		return fmt.Errorf("there is no cable %s", id)
	case errors.Is(err, errFound):
		return nil
	}
	return err
}

// isID reports whether a word has the form of a reference ID.
func isID(id string) bool {
	_, ok := vocab.SplitID(id)
	return ok
}

// one redacts the cable that was named.
func (r *redactor) one(d source.Document, id string) error {
	f, err := r.open(id)
	if err != nil {
		return err
	}
	if len(r.job.Words) == 0 {
		model := r.job.Model
		model.By = model.Reviewed
		if f, err = redaction.Review(d.Text, d.Meta, f, r.job.Place, model); err != nil {
			return err
		}
		return r.write(f, []string{r.job.Place})
	}
	return r.add(d, f, r.job.Place)
}

// everywhere redacts a cable if the words stand in it. What cannot be done is
// reported, and the others go on.
func (r *redactor) everywhere(d source.Document) error {
	if !r.words.InCable(d.Text, d.Meta) {
		return nil
	}
	id := redaction.IDOf(d.Text, d.Meta)
	f, err := r.open(id)
	if err == nil {
		err = r.add(d, f, "")
	}
	var disk *os.PathError
	switch {
	case errors.Is(err, redaction.ErrNotThere):
		r.report(Redacted{ID: id, Problem: "the words seem to stand across two places; redact each part of them where it stands"})
	case errors.As(err, &disk):
		return err
	case err != nil:
		r.report(Redacted{ID: id, Problem: err.Error()})
	}
	return nil
}

// open reads the redactions of a cable; where there are none the file is empty.
func (r *redactor) open(id string) (*redaction.File, error) {
	path, ok := r.files[id]
	if !ok {
		f, _ := redaction.ReadFile("content/redactions/"+id+".md", id, "", r.key)
		return f, nil
	}
	data, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(path)))
	if err != nil {
		return nil, fmt.Errorf("read redactions: %w", err)
	}
	f, problems := redaction.ReadFile(path, id, string(data), r.key)
	if len(problems) > 0 {
		return nil, errors.New(problems[0].String())
	}
	return f, nil
}

// add writes entries for the words in a cable.
func (r *redactor) add(d source.Document, f *redaction.File, place string) error {
	model := r.job.Model
	next, added, err := redaction.Add(d.Text, d.Meta, f, place, r.words, model)
	if err != nil {
		return err
	}
	if len(added) == 0 {
		return nil
	}
	find := func(string) *redaction.File { return next }
	c, problems := redaction.Parse(d.Text, d.Meta, find)
	if len(problems) > 0 && r.job.Force && model.Addresses == "" {
		model.Addresses = "changed"
		if next, added, err = redaction.Add(d.Text, d.Meta, f, place, r.words, model); err != nil {
			return err
		}
		c, problems = redaction.Parse(d.Text, d.Meta, find)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%s: %s (%s)", f.ID, problems[0].Message, problems[0].Hint)
	}
	if err := r.write(next, added); err != nil {
		return err
	}
	before, _ := redaction.Parse(d.Text, d.Meta, func(string) *redaction.File { return f })
	r.relock(before, c)
	return nil
}

// relock has the lock forget what was cut: the first words of a text, and the
// digest by which a guess at it can be tested.
func (r *redactor) relock(before, after redaction.Cable) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if before.Parsed() == nil || after.Parsed() == nil {
		return
	}
	for _, id := range []string{after.ID(), after.Parsed().CanonicalID} {
		if r.lock.Has(id) {
			r.lock = r.lock.Redacted(id, annotation.TextsOf(before), annotation.TextsOf(after))
		}
	}
}

// write puts a file of redactions into the project.
func (r *redactor) write(f *redaction.File, places []string) error {
	r.report(Redacted{File: f.Path, ID: f.ID, Places: places})
	return r.replace(f.Path, f.Format())
}

// texts looks at what the editors have written: everywhere for a job on all
// cables, else at the notes of the one cable, which are not changed.
func (r *redactor) texts() error {
	if r.job.ID == "" {
		r.names()
	}
	for _, kind := range []source.Kind{source.Notes, source.Page, source.Settings, source.Template, source.Static, source.Promised, source.Gone} {
		for _, f := range r.tree.files(kind).files {
			if r.job.ID != "" && (kind != source.Notes || idOf(f.Path) != strings.ToUpper(r.job.ID)) {
				continue
			}
			if err := r.text(f, kind); err != nil {
				return err
			}
		}
	}
	return nil
}

// names reports the files and folders that are named with the words: the site
// and messages show their names.
func (r *redactor) names() {
	for _, folder := range r.tree.folders {
		for _, f := range folder.Files {
			r.name(f.Path)
		}
		for _, p := range folder.Problems { // of files that are not read
			r.name(p.File)
		}
	}
}

func (r *redactor) name(path string) {
	if masked, lines := r.words.Replace(path); len(lines) > 0 {
		r.report(Redacted{File: masked, Places: []string{"name"}, Problem: "the words stand in the name; give it another"})
	}
}

// text looks at one file of the editors'. Words in notes and pages give way to
// placeholders; a word in a setting or a template may be part of how it works,
// and one in a list of addresses is.
func (r *redactor) text(f source.File, kind source.Kind) error {
	data, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(f.Path)))
	if err != nil {
		return fmt.Errorf("look for the words: %w", err)
	}
	text, lines := r.words.Replace(string(data))
	if len(lines) == 0 {
		return nil
	}
	name, _ := r.words.Replace(f.Path)
	x := Redacted{File: name}
	for _, line := range lines {
		x.Places = append(x.Places, fmt.Sprintf("line %d", line))
	}
	if r.job.ID != "" || kind != source.Notes && kind != source.Page {
		x.Problem = "the words stand there; take them out by hand"
		r.report(x)
		return nil
	}
	r.report(x)
	return r.replace(f.Path, text)
}

// replace writes a file of the project as a whole.
func (r *redactor) replace(file, text string) error {
	path := filepath.Join(r.dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return output.Replace(path, []byte(text))
}
