package preview

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"reftel/site"
)

// A running is a preview as the command starts it.
type running struct {
	t       *testing.T
	dir     string
	address string        // "http://127.0.0.1:54321/"
	said    chan string   // what it says after its address
	loads   chan error    // the outcome of each load
	stop    func()        // asks it to end
	ended   chan struct{} // closed when it has
	err     error         // which it ended with
}

// run serves a project of files until the test ends.
func run(t *testing.T, o Options, files map[string]string) *running {
	t.Helper()
	r := &running{t: t, dir: t.TempDir(), said: make(chan string, 100), loads: make(chan error, 100), ended: make(chan struct{})}
	for name, text := range files {
		writeFile(t, filepath.Join(r.dir, filepath.FromSlash(name)), text)
	}
	o.Say = func(s string) { r.said <- s }
	o.Loaded = func(_ *site.Site, err error) { r.loads <- err }
	project := openProject(t, r.dir)
	ctx, cancel := context.WithCancel(t.Context())
	r.stop = cancel
	go func() {
		defer close(r.ended)
		r.err = Serve(ctx, project, o)
	}()
	t.Cleanup(func() { cancel(); <-r.ended })
	if said, ok := strings.CutPrefix(r.hear(), "the preview is at "); ok {
		r.address = said
	} else {
		t.Fatalf("said %q instead of its address", said)
	}
	return r
}

// hear returns what the preview says next.
func (r *running) hear() string {
	r.t.Helper()
	select {
	case said := <-r.said:
		return said
	case <-r.ended:
		r.t.Fatalf("the preview has ended: %v", r.err)
	case <-time.After(patience):
		r.t.Fatal("the preview says nothing")
	}
	return ""
}

// failedLoad waits for a load that fails.
func (r *running) failedLoad() {
	r.t.Helper()
	for end := time.After(patience); ; {
		select {
		case err := <-r.loads:
			if err != nil {
				return
			}
		case <-end:
			r.t.Fatal("no load has failed")
		}
	}
}

// waitFor asks for a page until it has a text.
func (r *running) waitFor(path, text string) {
	r.t.Helper()
	var body []byte
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		res, err := http.Get(r.address + path)
		if err != nil {
			r.t.Fatal(err)
		}
		body, err = io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			r.t.Fatal(err)
		}
		if strings.Contains(string(body), text) {
			return
		}
	}
	r.t.Fatalf("%s never had %q; it has\n%s", path, text, body)
}

var local = Options{Addr: "127.0.0.1:0"}

func TestServeShowsWhatIsWritten(t *testing.T) {
	r := run(t, local, map[string]string{"content/about.md": "First words."})
	r.waitFor("about.html", "First words.")
	for i := range 3 {
		words := fmt.Sprintf("Words number %d.", i)
		writeFile(t, filepath.Join(r.dir, "content", "about.md"), words)
		r.waitFor("about.html", words)
	}
}

func TestServeOutlivesAFailedLoad(t *testing.T) {
	t.Parallel()
	r := run(t, local, map[string]string{"content/about.md": "First words."})
	<-r.loads
	file := filepath.Join(r.dir, "templates") // where a folder belongs
	writeFile(t, file, "")
	writeFile(t, filepath.Join(r.dir, "static", "new.css"), "") // so that the look is read anew
	r.failedLoad()
	writeFile(t, filepath.Join(r.dir, "content", "about.md"), "Second words.")
	r.waitFor("about.html", "First words.")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	r.waitFor("about.html", "Second words.")
}

func TestServeEndsWhenAsked(t *testing.T) {
	r := run(t, local, map[string]string{"content/about.md": "Words."})
	stream, err := http.Get(r.address + "-/events") // which does not end by itself
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	r.stop()
	select {
	case <-r.ended:
	case <-time.After(patience):
		t.Fatal("the preview does not end")
	}
	if r.err != nil {
		t.Errorf("Serve = %v, want nil", r.err)
	}
	io.Copy(io.Discard, stream.Body) // ends too
}

func TestServeRefusesOtherHosts(t *testing.T) {
	r := run(t, local, map[string]string{"content/about.md": "Words."})
	req, err := http.NewRequestWithContext(t.Context(), "GET", r.address+"about.html", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "attacker.example"
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("status %d, want 421", res.StatusCode)
	}
}

func TestServeFailsWithoutAProject(t *testing.T) {
	project := openProject(t, t.TempDir())
	writeFile(t, filepath.Join(project.Dir(), "templates"), "a file where a folder belongs")
	err := Serve(t.Context(), project, Options{Addr: "127.0.0.1:0", Say: func(string) {}, Loaded: func(*site.Site, error) {}})
	if err == nil || !strings.Contains(err.Error(), "templates") {
		t.Errorf("Serve = %v, want what is wrong with templates", err)
	}
}

func TestListenAtAPortInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	addr := taken.Addr().String()
	if l, _, err := listenAt(addr); err == nil {
		l.Close()
		t.Error("listenAt = nil, want an error for a port that was asked for")
	} else if !strings.Contains(err.Error(), addr+" is in use") || !strings.Contains(err.Error(), "--addr") {
		t.Errorf("listenAt = %v", err)
	}
	next, err := listenNear(addr)
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	from, to := taken.Addr().(*net.TCPAddr).Port, next.Addr().(*net.TCPAddr).Port
	if to <= from || to >= from+ports {
		t.Errorf("port %d, want one of the next after %d", to, from)
	}
}

func TestListenAt(t *testing.T) {
	for addr, want := range map[string]string{
		":0":          "127.0.0.1", // never the whole network by leaving something out
		"127.0.0.1:0": "127.0.0.1",
		"localhost:0": "127.0.0.1",
	} {
		l, name, err := listenAt(addr)
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		if ip := l.Addr().(*net.TCPAddr).IP; !ip.IsLoopback() || name != "" {
			t.Errorf("listenAt(%q) = %v, name %q, want %s", addr, ip, name, want)
		}
	}
	if l, _, err := listenAt("1966"); err == nil {
		l.Close()
		t.Error("a port without a colon was taken")
	}
}

func TestServeStartsTheBrowser(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("there is no xdg-open here")
	}
	dir := t.TempDir()
	script := "#!/bin/sh\necho \"$1\" >" + dir + "/new && mv " + dir + "/new " + dir + "/opened\n"
	writeFile(t, filepath.Join(dir, "xdg-open"), script)
	if err := os.Chmod(filepath.Join(dir, "xdg-open"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	r := run(t, Options{Addr: "127.0.0.1:0", Open: true}, map[string]string{"content/about.md": "Words."})
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if opened, err := os.ReadFile(filepath.Join(dir, "opened")); err == nil {
			if got := strings.TrimSpace(string(opened)); got != r.address {
				t.Errorf("opened %q, want %q", got, r.address)
			}
			return
		}
	}
	t.Error("no browser was started")
}

// listener reads a stream of events.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
}

func (f *fixture) listen(address string) *listener {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.t.Context(), patience)
	f.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", address+"/-/events", nil)
	if err != nil {
		f.t.Fatal(err)
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { res.Body.Close() })
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		f.t.Errorf("Content-Type %q", got)
	}
	return &listener{f.t, bufio.NewScanner(res.Body)}
}

// next returns the data of the next event.
func (l *listener) next() string {
	l.t.Helper()
	for l.lines.Scan() {
		if data, ok := strings.CutPrefix(l.lines.Text(), "data: "); ok {
			return data
		}
	}
	l.t.Fatalf("the stream has ended: %v", l.lines.Err())
	return ""
}

// An event tells of a version that can be asked for: who comes at once gets it.
func TestEventsComeAfterTheNewVersion(t *testing.T) {
	f := serve(t, map[string]string{"content/about.md": "Words."})
	events := f.listen(f.http.URL)
	if got := events.next(); got != "1" {
		t.Errorf("the first event is %q, want that of the version in place", got)
	}
	for i := range 5 {
		words := fmt.Sprintf("Words number %d.", i)
		f.write(map[string]string{"content/about.md": words})
		go f.load()
		events.next()
		if got := f.get("/about.html"); !strings.Contains(got.body, words) {
			t.Fatalf("the event came before %q", words)
		}
	}
}

// The time to read a request must not end the answer to it.
func TestEventsOutliveTheTimeouts(t *testing.T) {
	t.Parallel()
	f := serve(t, map[string]string{"content/about.md": "Words."})
	short := httptest.NewUnstartedServer(f.http.Config.Handler)
	short.Config.ReadTimeout, short.Config.WriteTimeout = 300*time.Millisecond, 300*time.Millisecond // long enough to ask on a busy machine
	short.Start()
	defer short.Close()
	defer short.CloseClientConnections()
	events := f.listen(short.URL)
	events.next()
	time.Sleep(2 * short.Config.ReadTimeout)
	f.write(map[string]string{"content/about.md": "Other words."})
	f.load()
	if got := events.next(); got != "2" {
		t.Errorf("event %q, want 2", got)
	}
}

// A file that was saved after the site was planned is no reason to show an
// error: the site that knows it is waited for, and meanwhile what was shown
// before stays.
func TestPagesOfFilesThatHaveJustChanged(t *testing.T) {
	t.Parallel()
	f := serve(t, archive())
	stale := f.server.current.Load().site
	f.write(map[string]string{cableFile: inventedCable("Second text.")})
	got := make(chan answer)
	go func() { got <- f.get(cablePage) }()
	f.load()
	if a := <-got; a.StatusCode != http.StatusOK || !strings.Contains(a.body, "Second text.") {
		t.Errorf("status %d for the second text", a.StatusCode)
	}
	f.server.show(stale, nil)
	if a := f.get(cablePage); a.StatusCode != http.StatusOK || !strings.Contains(a.body, "Second text.") {
		t.Errorf("status %d, and not what was shown before", a.StatusCode)
	}
	if s := f.state(cablePage); len(s.Problems) != 1 || !strings.Contains(s.Problems[0].Message, "changed") {
		t.Errorf("problems %+v", s.Problems)
	}
	f.server.shelf = shelf{}
	if a := f.get(cablePage); a.StatusCode != http.StatusInternalServerError || !injected.MatchString(a.body) {
		t.Errorf("status %d, want 500 and the script", a.StatusCode)
	}
}
