package preview

import (
	"context"
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

	// problems are those of the site by the page that they belong to, "" for
	// none; they are sorted out when a page first asks.
	problems func() map[string][]diag.Problem
}

func newVersion(number int, s *site.Site, failure error) *version {
	return &version{
		number: number, site: s, failure: failure, newer: make(chan struct{}),
		problems: sync.OnceValue(func() map[string][]diag.Problem { return byPage(s) }),
	}
}

func byPage(s *site.Site) map[string][]diag.Problem {
	m := map[string][]diag.Problem{}
	for _, p := range s.Problems() {
		path := s.PageOf(p)
		m[path] = append(m[path], p)
	}
	return m
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
// The first page shows all that belong to none. The number is that of the
// errors that other pages show.
func (v *version) problemsOf(path string) (problems []diag.Problem, elsewhere int) {
	problems = []diag.Problem{} // in JSON an empty list, not null
	if v.failure != nil {
		problems = append(problems, failed(v.failure))
	}
	for home, list := range v.problems() {
		for _, p := range list {
			isError := p.Severity == diag.Error
			switch {
			case home == "" && (isError || path == "index.html"), home != "" && home == path:
				problems = append(problems, p)
			case home != "" && isError:
				elsewhere++
			}
		}
	}
	return diag.Sort(problems), elsewhere
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
