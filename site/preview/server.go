package preview

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
	"time"

	"reftel/site"
	"reftel/site/page"
)

//go:embed assets
var assets embed.FS

// mending is how long a request waits for a new version when its page cannot
// be made: a file was just saved, and the site that knows about it is on its
// way.
const mending = 2 * time.Second

// A server shows the newest version of a site. It serves the pages that the
// site plans, under their own names, and never a file.
type server struct {
	current atomic.Pointer[version]
	shelf   shelf
	message *template.Template
}

// newServer returns a server that shows a first version of a site.
func newServer(first *site.Site) *server {
	s := &server{message: template.Must(template.ParseFS(assets, "assets/message.html"))}
	s.current.Store(newVersion(1, first, nil))
	return s
}

// show puts a version in place and tells the open pages, in this order. When
// loading has failed, the site shown before stays, with the failure.
func (s *server) show(newest *site.Site, failure error) {
	old := s.current.Load()
	if failure != nil {
		newest = old.site
	}
	next := newVersion(old.number+1, newest, failure)
	s.current.Store(next)
	close(old.newer)
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/-/events":
		s.events(w, r)
	case "/-/page":
		s.state(w, r)
	case "/-/reload.js", "/-/panel.css":
		s.asset(w, r, path.Base(r.URL.Path))
	default:
		s.page(w, r)
	}
}

// asset answers with a file of the preview's own.
func (s *server) asset(w http.ResponseWriter, r *http.Request, name string) {
	data, err := assets.ReadFile("assets/" + name)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", contentType(name))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// page answers with a page of the site.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	v := s.current.Load()
	p, elsewhere, ok := v.find(r.URL.Path)
	switch {
	case elsewhere != "":
		http.Redirect(w, r, (&url.URL{Path: elsewhere}).String(), http.StatusFound)
	case !ok:
		s.notFound(w, v, r.URL.Path)
	default:
		s.send(w, r, v, p)
	}
}

func (s *server) send(w http.ResponseWriter, r *http.Request, v *version, p page.Page) {
	got, err := s.render(v, p)
	switch {
	case !got.none():
	case !site.IsLeak(err) && v.await(r.Context(), mending):
		s.page(w, r)
		return
	default:
		s.broken(w, v, err)
		return
	}
	w.Header().Set("Content-Type", contentType(p.Path))
	data, etag := got.data, `"`+got.sum+`"`
	if isHTML(p.Path) { // the script makes it another text of the same page
		data, etag = withScript(got.data, got.sum, v.number), "W/"+etag
	}
	w.Header().Set("ETag", etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// render returns a page's bytes. Where it cannot be made, they are those of
// the last time that it could, if they are still at hand, with the error.
func (s *server) render(v *version, p page.Page) (rendered, error) {
	last, ok := s.shelf.get(p.Path)
	if ok && last.version == v.number {
		return last, nil
	}
	data, err := v.site.Render(nil, p)
	if err != nil {
		return last, err
	}
	got := newRendered(v.number, data)
	s.shelf.put(p.Path, got)
	return got, nil
}

// withScript returns a page with the script that keeps it up to date. The
// page's own bytes are not touched.
func withScript(page []byte, sum string, number int) []byte {
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	script := fmt.Sprintf("<script src=\"/-/reload.js\" data-page=%q data-version=\"%d\" defer></script>\n", sum, number)
	return bytes.Join([][]byte{page[:at], []byte(script), page[at:]}, nil)
}

// A message is a page of the preview's own.
type message struct {
	Title, Text string
	Links       []string // paths of pages
}

func (s *server) notFound(w http.ResponseWriter, v *version, address string) {
	s.say(w, v, http.StatusNotFound, message{"No such page", address, v.site.Near(strings.TrimPrefix(address, "/"))})
}

// broken says why a page cannot be made. It leaves naming the page to the error:
// there may be a protected word in its path.
func (s *server) broken(w http.ResponseWriter, v *version, err error) {
	s.say(w, v, http.StatusInternalServerError, message{"This page cannot be made", err.Error(), nil})
}

// say answers with a message. It gives way to the page as soon as there is
// one, for no page has an empty sum.
func (s *server) say(w http.ResponseWriter, v *version, status int, m message) {
	var b bytes.Buffer
	if err := s.message.Execute(&b, m); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(withScript(b.Bytes(), "", v.number))
}
