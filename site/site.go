// Package site is the whole flow: a project's files to a [Site], a Site to a
// directory.
//
//	files ─► source ─► cable, annotation ─► redaction ─► archive ─► page ─► bytes ─► directory or browser
//
// [Project.Load] reads a project and plans its site; [Site.Render] makes the
// bytes of one page; [Site.Build] writes all of them. A preview and a build ask
// the same Site for the same bytes.
package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"strings"

	"reftel/site/archive"
	"reftel/site/diag"
	"reftel/site/page"
	"reftel/site/redaction"
	"reftel/site/settings"
)

// A Site is a project as it was at one moment: every page planned, none
// rendered. It is immutable and safe for concurrent use.
type Site struct {
	dir, output string
	settings    settings.Settings
	archive     *archive.Archive
	plan        *page.Plan
	reader      *reader
	watched     watched
	protected   *redaction.Gate // nil where the project protects no words
	list        string
	inputs      [sha256.Size]byte
	unreviewed  int
	problems    []diag.Problem
}

// Problems returns everything that is wrong with the project's files, in order
// of file and line.
func (s *Site) Problems() []diag.Problem { return s.problems }

// Unreviewed returns the number of places in cables that ask for a review and
// have had none. They are problems unless the settings turn that off.
func (s *Site) Unreviewed() int { return s.unreviewed }

// Settings returns the settings that the site is planned with.
func (s *Site) Settings() settings.Settings { return s.settings }

// Archive returns the joined cables.
func (s *Site) Archive() *archive.Archive { return s.archive }

// Plan returns the planned pages.
func (s *Site) Plan() *page.Plan { return s.plan }

// ProtectedList returns the path of the file where words that must not be
// published are listed, or would be: it need not be there, and may lie outside
// of the project.
func (s *Site) ProtectedList() string { return s.list }

// Output returns the directory that the site is written to.
func (s *Site) Output() string { return s.output }

// Find returns the page at a path of the site.
func (s *Site) Find(path string) (page.Page, bool) { return s.plan.Find(path) }

// Render appends the bytes of a page to dst. A page that shows a cable reads
// its text again; the error says so where the file is no longer the one that
// the site was planned from.
//
// No bytes leave here, for a build or for a browser, that hold a protected
// word: the error is then a *redaction.LeakError, and says where without saying
// which.
func (s *Site) Render(dst []byte, p page.Page) ([]byte, error) {
	return s.render(dst, s.plan.Draft(p), s.reader)
}

// IsLeak reports whether a page cannot be made because it would show a protected
// word.
func IsLeak(err error) bool {
	var leak *redaction.LeakError
	return errors.As(err, &leak)
}

// render appends a page whose cables, if it shows any, are read from texts.
func (s *Site) render(dst []byte, d page.Draft, texts page.Texts) ([]byte, error) {
	path := d.Page.Path
	if err := s.protected.CheckPath(path); err != nil {
		return dst, err
	}
	data, err := d.Render(dst, texts)
	if err != nil {
		return dst, fmt.Errorf("render %s: %w", path, err)
	}
	if err := s.protected.Check(path, data[len(dst):]); err != nil {
		return dst, err
	}
	return data, nil
}

// Near returns paths of pages that somebody may have meant who asked for a path
// that is not there; none with a protected word in it.
func (s *Site) Near(path string) []string {
	var out []string
	for _, i := range s.archive.Near(typedID(path), 5) {
		if near := s.plan.CablePath(i); s.protected.CheckPath(near) == nil {
			out = append(out, near)
		}
	}
	return out
}

// Redirect returns the page of the cable whose bare ID was asked for, however
// it was typed: /08gristad112, /cable/08GRISTAD00112.
func (s *Site) Redirect(path string) (target string, ok bool) {
	i, ok := s.archive.Resolve(typedID(path))
	if !ok {
		return "", false
	}
	return s.plan.CablePath(i), true
}

// typedID is the last step of a path, without an ending.
func typedID(p string) string {
	p = strings.TrimSuffix(p, "/")
	name := p[strings.LastIndexByte(p, '/')+1:]
	return strings.TrimSuffix(name, ".html")
}

// PageOf returns the path of the page that a problem belongs to: of the cable,
// or of the page of the editor's own. It is "" for what concerns the whole
// site, a page that is not planned, or one with a protected word in its path.
func (s *Site) PageOf(p diag.Problem) string {
	if path := s.pageOf(p); s.protected.CheckPath(path) == nil {
		return path
	}
	return ""
}

func (s *Site) pageOf(p diag.Problem) string {
	id := p.Cable
	if id == "" {
		id = idOf(p.File)
	}
	if i, ok := s.archive.Find(id); ok {
		return s.plan.CablePath(i)
	}
	if dir, name := path.Split(p.File); dir == "content/" {
		if own, ok := s.plan.Find(strings.TrimSuffix(name, ".md") + ".html"); ok {
			return own.Path
		}
	}
	return ""
}
