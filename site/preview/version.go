package preview

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"reftel/site"
	"reftel/site/diag"
	"reftel/site/page"
)

// A version is the site as it is shown between two changes. It is immutable.
type version struct {
	number  int
	site    *site.Site
	failure error         // of the newest load; site is then of an older one
	newer   chan struct{} // closed when there is a newer version

	// problems are those of the site, sorted out when a page first asks.
	problems func() problems
}

func newVersion(number int, s *site.Site, failure error) *version {
	return &version{
		number: number, site: s, failure: failure, newer: make(chan struct{}),
		problems: sync.OnceValue(func() problems { return sortOut(s) }),
	}
}

// problems are the problems of a site by the page that they belong to.
type problems struct {
	of     map[string][]diag.Problem // by path; those of "" belong to no page
	faulty []string                  // paths of the pages with errors, in order
}

func sortOut(s *site.Site) problems {
	sorted := problems{of: map[string][]diag.Problem{}}
	for _, p := range s.Problems() {
		path := s.PageOf(p)
		sorted.of[path] = append(sorted.of[path], p)
	}
	for path, list := range sorted.of {
		if path != "" && diag.HasError(list) {
			sorted.faulty = append(sorted.faulty, path)
		}
	}
	slices.Sort(sorted.faulty)
	return sorted
}

// find returns the page at an address, or the address to go to instead.
func (v *version) find(address string) (p page.Page, elsewhere string, ok bool) {
	path := strings.TrimPrefix(address, "/")
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	if p, ok = v.site.Find(path); ok {
		return p, "", true
	}
	if _, ok := v.site.Find(path + "/index.html"); ok {
		return page.Page{}, "/" + path + "/", false
	}
	if path, ok := v.site.Redirect(path); ok {
		return page.Page{}, "/" + path, false
	}
	return page.Page{}, "", false
}

// problemsOf returns the problems to show on the page at path, "" for an
// address without a page: its own, and those errors that belong to no page.
// The first page shows all that belong to none. Errors come first: they keep
// the site from being built, and not all that a page has may be shown.
func (v *version) problemsOf(path string) []diag.Problem {
	list := []diag.Problem{} // in JSON an empty list, not null
	if v.failure != nil {
		list = append(list, failed(v.failure))
	}
	sorted := v.problems()
	for _, p := range sorted.of[""] {
		if p.Severity == diag.Error || path == "index.html" {
			list = append(list, p)
		}
	}
	if path != "" {
		list = append(list, sorted.of[path]...)
	}
	slices.SortStableFunc(list, func(a, b diag.Problem) int { return cmp.Compare(b.Severity, a.Severity) })
	return list
}

// faultyBeside returns paths of pages with errors, but for the page at path;
// not of more than can be shown.
func (v *version) faultyBeside(path string) []string {
	list := []string{}
	for _, p := range v.problems().faulty {
		if p != path && len(list) < mostShown {
			list = append(list, p)
		}
	}
	return list
}

// failed puts a failure of the machine among the problems of the files.
func failed(err error) diag.Problem {
	return diag.Problem{Severity: diag.Error, Code: "failure", Message: err.Error()}
}

// await waits for a newer version and reports whether there is one.
func (v *version) await(ctx context.Context, most time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	select {
	case <-v.newer:
		return true
	case <-ctx.Done():
		return false
	}
}
