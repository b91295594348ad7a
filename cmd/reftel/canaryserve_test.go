package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

// A log is a writer that may be read meanwhile.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// during runs the program while f does something, and looks at what it prints.
func (c *cage) during(f func(said *log), args ...string) {
	c.t.Helper()
	ctx, cancel := context.WithCancel(c.t.Context())
	said, done := &log{}, make(chan struct{})
	go func() {
		defer close(done)
		run(ctx, args, nil, said, said)
	}()
	f(said)
	cancel()
	<-done
	c.clean("the terminal of reftel "+args[0], []byte(said.String()))
}

// until waits for something to come true.
func (c *cage) until(what string, f func() bool) {
	c.t.Helper()
	for range 1000 {
		if f() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	c.t.Fatalf("waited in vain for %s", what)
}

var previewAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// A previewed is a preview that runs.
type previewed struct {
	*cage
	address string
	seen    *sync.Mutex
}

// get returns an answer as it came over the wire, after a look at it.
func (p previewed) get(path string) string {
	ctx, cancel := context.WithTimeout(p.t.Context(), 10*time.Second)
	defer cancel()
	if path == "/-/events" {
		ctx, cancel = context.WithTimeout(ctx, 100*time.Millisecond) // it goes on for ever
		defer cancel()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.address+path, nil)
	if err != nil {
		p.t.Error(err)
		return ""
	}
	res, err := http.DefaultTransport.RoundTrip(r) // follows no redirects
	if err != nil {
		p.t.Error(err)
		return ""
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	var head bytes.Buffer
	res.Header.Write(&head)
	p.seen.Lock()
	defer p.seen.Unlock()
	if p.clean("the answer to "+path, head.Bytes()); !p.known[string(body)] {
		p.clean("the answer to "+path, body)
		p.known[string(body)] = true
	}
	return string(body)
}

// version returns the number of the version that is shown.
func (p previewed) version() (n struct{ Version int }) {
	if err := json.Unmarshal([]byte(p.get("/-/page?path=index.html")), &n); err != nil {
		p.t.Fatal(err)
	}
	return n
}

// all asks for all that there is, and for what there is not.
func (p previewed) all(paths []string) {
	p.t.Helper()
	var wait sync.WaitGroup
	defer wait.Wait()
	hands := make(chan struct{}, 8) // a page that cannot be made keeps one waiting
	for _, path := range append(paths, "cable/2008/11/08GRISTAD112.html", "08gristad112", "cable/08NORVAL6", "08GRISTAD113", "nothing.html", "-/events", "404.html") {
		hands <- struct{}{}
		wait.Go(func() {
			p.get("/" + path)
			if strings.HasSuffix(path, ".html") {
				p.get("/-/page?path=" + url.QueryEscape(path) + "&asset=style.css")
			}
			<-hands
		})
	}
}

// published lists the files of the output.
func (c *cage) published() (paths []string) {
	for name := range c.files() {
		if path, ok := strings.CutPrefix(name, "public/"); ok && !strings.HasPrefix(path, ".") {
			paths = append(paths, path)
		}
	}
	return paths
}

// preview asks a preview for everything.
func (c *cage) preview(paths []string) {
	c.t.Helper()
	c.serve(func(p previewed) { p.all(paths) })
}

// serve runs a preview while f does something.
func (c *cage) serve(f func(previewed)) {
	c.t.Helper()
	c.during(func(said *log) {
		p := previewed{cage: c, seen: &sync.Mutex{}}
		c.until("the preview", func() bool { p.address = previewAddress.FindString(said.String()); return p.address != "" })
		f(p)
	}, "serve", c.dir, "--addr", "127.0.0.1:0")
	c.cleanFiles("after a preview")
}

// previewOfFaults breaks and mends files while they are shown.
func (c *cage) previewOfFaults() {
	c.t.Helper()
	paths := c.published()
	c.serve(func(p previewed) {
		change := func(name, old, new string) {
			before := p.version()
			c.replace(name, old, new)
			c.until("a new version", func() bool { return p.version() != before })
		}
		change("content/cables/08GRISTAD112.txt", "had held", "had not held")
		p.all(paths)
		change("content/cables/08GRISTAD112.txt", "had not held", "had held")
		change("content/notes/08GRISTAD112.md", `"said that █████ had left"`, `"said that they had left"`)
		p.all(nil)
		change("content/notes/08GRISTAD112.md", `"said that they had left"`, `"said that █████ had left"`)
		p.all(paths)
	})
}

// watch has the site built after each change.
func (c *cage) watch() {
	c.t.Helper()
	c.during(func(said *log) {
		built := func(n int) func() bool {
			return func() bool { return strings.Count(said.String(), " written, ") == n }
		}
		c.until("a build", built(1))
		c.replace("content/cables/08NORVAL5.txt", "slept (reftel)", "was asleep (reftel)")
		c.until("a refusal", func() bool { return strings.Contains(said.String(), "nothing was written") })
		c.cleanFiles("while watching")
		c.replace("content/cables/08NORVAL5.txt", "was asleep (reftel)", "slept (reftel)")
		c.until("another build", built(2))
	}, "build", "--watch", c.dir)
	c.cleanFiles("after watching")
}
