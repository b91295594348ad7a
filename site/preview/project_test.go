package preview

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"reftel/site"
)

// A fixture is a project on the disk whose site is served. It is loaded by
// hand, see load; Serve has tests of its own.
type fixture struct {
	t       *testing.T
	dir     string
	project *site.Project
	server  *server
	http    *httptest.Server
}

// serve makes a project of files, by their paths, and serves it.
func serve(t *testing.T, files map[string]string) *fixture {
	t.Helper()
	f := &fixture{t: t, dir: t.TempDir()}
	f.write(files)
	f.project = openProject(t, f.dir)
	first, err := f.project.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.server = newServer(first)
	f.http = httptest.NewServer(guard{next: f.server})
	t.Cleanup(f.http.Close)
	t.Cleanup(f.http.CloseClientConnections)
	return f
}

func openProject(t *testing.T, dir string) *site.Project {
	t.Helper()
	project, err := site.Open(dir, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return project
}

func (f *fixture) write(files map[string]string) {
	f.t.Helper()
	for name, text := range files {
		writeFile(f.t, filepath.Join(f.dir, filepath.FromSlash(name)), text)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// load loads the project as it is now and shows it. The hints are as for Load.
func (f *fixture) load(folders ...string) *site.Site {
	f.t.Helper()
	s, err := f.project.Load(f.t.Context(), folders...)
	f.server.show(s, err)
	return s
}

// An answer is a response with its body.
type answer struct {
	*http.Response
	body string
}

func (f *fixture) get(address string) answer { return f.ask("GET", address, nil) }

func (f *fixture) ask(method, address string, header http.Header) answer {
	f.t.Helper()
	r, err := http.NewRequestWithContext(f.t.Context(), method, f.http.URL+address, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	if header != nil {
		r.Header = header
	}
	res, err := http.DefaultTransport.RoundTrip(r) // follows no redirects
	if err != nil {
		f.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return answer{res, string(body)}
}

// built returns the bytes that a build writes for a path.
func (f *fixture) built(path string) string {
	f.t.Helper()
	s := f.server.current.Load().site
	p, ok := s.Find(path)
	if !ok {
		f.t.Fatalf("no page %s is planned", path)
	}
	data, err := s.Render(nil, p)
	if err != nil {
		f.t.Fatal(err)
	}
	return string(data)
}
