// Package htmlcheck checks a built site as a careful reader's browser would
// have it: well-formed pages, addresses that are there, nothing loaded from
// elsewhere, nothing that a strict Content-Security-Policy forbids. It is for
// tests.
//
// It is no validator: it holds what the pages promise, and what an HTML parser
// would silently mend.
package htmlcheck

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Site checks all pages of a site, and that every link within the site leads
// to a file and, where it has a fragment, to an element with that id. base is
// the path that the site stands under on its server, which links of 404.html
// begin with: "/". The problems are sorted.
func Site(site fs.FS, base string) ([]string, error) {
	var pages []string
	files := map[string]bool{}
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files[name] = true
			if path.Ext(name) == ".html" {
				pages = append(pages, name)
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("walk site: %w", err)
	}
	c := &checker{site: site, base: base, files: files, ids: map[address]bool{}}
	if err := c.readAll(pages); err != nil {
		return nil, err
	}
	for _, l := range c.links {
		c.follow(l)
	}
	slices.Sort(c.problems)
	return slices.Compact(c.problems), nil
}

// Page checks one page by itself.
func Page(name string, data []byte) []string {
	p := parse(name, bytes.NewReader(data))
	return p.problems
}

// An address is an element's place in the site.
type address struct{ page, id string }

// A link is a link of a page to another place of the site.
type link struct {
	from string
	to   address
}

type checker struct {
	site  fs.FS
	base  string
	files map[string]bool

	mu       sync.Mutex
	ids      map[address]bool
	links    []link
	problems []string
}

// readAll reads the pages side by side.
func (c *checker) readAll(pages []string) error {
	work := make(chan string)
	failed := make(chan error, 1)
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(func() {
			for name := range work {
				if err := c.read(name); err != nil {
					select {
					case failed <- err:
					default:
					}
				}
			}
		})
	}
	for _, name := range pages {
		work <- name
	}
	close(work)
	readers.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

func (c *checker) read(name string) error {
	data, err := fs.ReadFile(c.site, name)
	if err != nil {
		return fmt.Errorf("read page: %w", err)
	}
	p := parse(name, bytes.NewReader(data))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.problems = append(c.problems, p.problems...)
	for _, id := range p.ids {
		c.ids[address{name, id}] = true
	}
	for _, href := range p.hrefs {
		to, ok := c.resolve(name, href)
		if !ok {
			c.problems = append(c.problems, fmt.Sprintf("%s: link %q leaves the site", name, href))
			continue
		}
		c.links = append(c.links, link{name, to})
	}
	return nil
}

// resolve makes an address of a link within the site.
func (c *checker) resolve(from, href string) (address, bool) {
	file, fragment, _ := strings.Cut(href, "#")
	file, _, _ = strings.Cut(file, "?")
	if file == "" {
		return address{from, fragment}, true
	}
	if rest, ok := strings.CutPrefix(file, c.base); ok && strings.HasPrefix(file, "/") {
		file = rest
	} else {
		file = path.Join(path.Dir(from), file)
	}
	return address{file, fragment}, !strings.HasPrefix(file, "../") && !strings.HasPrefix(file, "/")
}

// follow checks that a link leads somewhere.
func (c *checker) follow(l link) {
	switch {
	case !c.files[l.to.page]:
		c.problems = append(c.problems, fmt.Sprintf("%s: link to %s, which is not there", l.from, l.to.page))
	case l.to.id != "" && !c.ids[l.to]:
		c.problems = append(c.problems, fmt.Sprintf("%s: link to %s#%s, which has no such id", l.from, l.to.page, l.to.id))
	}
}
