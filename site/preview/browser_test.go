package preview

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// startBrowser starts the browser that the test's tabs are in. Whoever runs
// the tests without one learns how to get it; only -short does without.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser, and the tests are to be short")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browserPath(t)))
	if os.Geteuid() == 0 { // Chromium refuses to put root into its sandbox
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return ctx
}

func browserPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{
		"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("these tests need Chromium or Chrome: install one (apt-get install chromium, brew install --cask chromium, " +
		"dnf install chromium) or leave them out with go test -short")
	return ""
}

// A tab is one open page. It keeps what the page's console says.
type tab struct {
	t       *testing.T
	ctx     context.Context
	mu      sync.Mutex
	console []string
}

// open opens an address in a new tab.
func open(t *testing.T, browser context.Context, address string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err == nil {
				b.hear(m.String())
			}
		}
	}()
	// Not so wide that notes stand in the margin, where they move nothing.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(900, 700)); err != nil {
		t.Fatalf("set size: %v", err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
	return b
}

func (b *tab) hear(message string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.console = append(b.console, message)
}

// wait waits until an expression is true in the page, through reloads.
func (b *tab) wait(expression string) {
	b.t.Helper()
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		var ok bool
		if ok, err = chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+expression+")")); ok {
			return
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.t.Fatalf("never true: %s (%v)\nconsole: %q", expression, err, b.console)
}

// run runs statements in the page.
func (b *tab) run(statements string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](statements)); err != nil {
		b.t.Fatal(err)
	}
}

// number returns the value of an expression.
func (b *tab) number(expression string) float64 {
	b.t.Helper()
	n, err := chromedp.Run(b.ctx, chromedp.Evaluate[float64](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

// clean fails if the console is not.
func (b *tab) clean() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.console) > 0 {
		b.t.Errorf("the console says %q", b.console)
	}
}

// live serves a project and follows its changes.
func live(t *testing.T, files map[string]string) *fixture {
	t.Helper()
	f := serve(t, files)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	watcher := WatchProject(ctx, f.project, func(s string) { t.Log(s) })
	first := f.load()
	go func() {
		defer close(done)
		Follow(ctx, f.project, watcher, first, f.server.show)
	}()
	t.Cleanup(func() { cancel(); <-done })
	return f
}

const (
	cablePage = "/cable/2008/12/08GRISTAD112.html"
	cableFile = "content/cables/2008/12/08GRISTAD112.txt"
	noteFile  = "content/notes/08GRISTAD112.md"
)

// archive is a project with one cable and a note on it.
func archive() map[string]string {
	return map[string]string{
		cableFile:          inventedCable("First text."),
		noteFile:           "First words.\n",
		"content/about.md": "About this.\n",
		"static/style.css": "html { color: rgb(1, 2, 3) }\n",
	}
}

// inventedCable is a cable that is long enough to be scrolled, with some words
// near its beginning.
func inventedCable(words string) string {
	var b strings.Builder
	b.WriteString("---\ncreated: 2008-12-24 10:00\n---\n")
	b.WriteString("UNCLAS GRISTAD 000112\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: AN INVENTED CABLE FOR A TEST\n\n")
	fmt.Fprintf(&b, "1. (U) %s\n\n", words)
	for i := range 60 {
		fmt.Fprintf(&b, "%d. (U) This paragraph is invented. Nobody said it in Gristad, which is not there.\n\n", i+2)
	}
	return b.String()
}

// edit writes a note on the cable.
func (f *fixture) edit(words string) {
	f.t.Helper()
	f.write(map[string]string{noteFile: words + "\n"})
}

func TestBrowser(t *testing.T) {
	browser := startBrowser(t)
	for name, test := range map[string]func(*testing.T, context.Context){
		"edit":    testEdit,
		"style":   testStyle,
		"panel":   testPanel,
		"tabs":    testTabs,
		"hidden":  testHidden,
		"missing": testMissing,
		"restart": testRestart,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, browser)
		})
	}
}

// shows is an expression: whether the page shows a text.
func shows(text string) string { return fmt.Sprintf("document.body.innerText.includes(%q)", text) }

// mark leaves a mark that a reload would wipe out.
func (b *tab) mark() {
	b.t.Helper()
	b.run("window.mark = true")
}

// An edit shows without a click. The reader stays at the same words, even when
// what was edited stands above them; other pages stay as they are.
func testEdit(t *testing.T, browser context.Context) {
	f := live(t, archive())
	other := open(t, browser, f.http.URL+"/about.html")
	other.mark()
	page := open(t, browser, f.http.URL+cablePage+"#p30")
	page.wait("document.readyState === 'complete' && scrollY > 0")
	page.run("scrollBy({ top: 137, behavior: 'instant' })")
	const place = "document.getElementById('p30').getBoundingClientRect().top"
	before, y := page.number(place), page.number("scrollY")
	f.edit("Second words." + strings.Repeat(" They go on and on.", 50))
	page.wait(shows("Second words") + " && document.readyState === 'complete' && history.scrollRestoration === 'auto'")
	if after := page.number(place); after < before-2 || after > before+2 {
		t.Errorf("paragraph 30 moved from %v to %v", before, after)
	}
	if page.number("scrollY") == y {
		t.Errorf("nothing came in above: the test shows nothing")
	}
	page.wait("location.hash === '#p30' && document.querySelector(':target').id === 'p30'")
	other.wait("window.mark")
	page.clean()
	other.clean()
}

// A change of style is swapped in without a reload.
func testStyle(t *testing.T, browser context.Context) {
	f := live(t, archive())
	page := open(t, browser, f.http.URL+cablePage)
	page.wait("getComputedStyle(document.documentElement).color === 'rgb(1, 2, 3)'")
	page.mark()
	for _, color := range []string{"rgb(4, 5, 6)", "rgb(7, 8, 9)"} {
		f.write(map[string]string{"static/style.css": "html { color: " + color + " }\n"})
		page.wait("getComputedStyle(document.documentElement).color === '" + color + "'")
		page.wait("document.querySelectorAll('link[rel~=stylesheet]').length === 1")
	}
	page.wait("window.mark")
	page.clean()
}

const (
	panel   = "document.getElementById('reftel-problems')?.shadowRoot?.querySelector('.panel')"
	noPanel = "!" + panel
	// badSettings have a key that is none, and that must not become HTML.
	badSettings = "\"<img src=x>\": 1\n"
)

// The panel comes and goes with the problems, without a reload where the page
// itself stays the same.
func testPanel(t *testing.T, browser context.Context) {
	f := live(t, archive())
	page := open(t, browser, f.http.URL+cablePage)
	other := open(t, browser, f.http.URL+"/about.html")
	page.mark()
	f.write(map[string]string{"reftel.yaml": badSettings})
	for _, b := range []*tab{page, other} {
		b.wait(panel + "?.innerText.includes('reftel.yaml:1')")
		b.wait(panel + ".innerText.includes('<img src=x>') && !" + panel + ".querySelector('img')")
		b.wait("getComputedStyle(" + panel + ").position === 'fixed'") // it has its style
	}
	page.wait("window.mark")
	f.write(map[string]string{"reftel.yaml": "title: T\n"})
	page.wait(noPanel)
	other.wait(noPanel)

	f.write(map[string]string{"content/about.md": "---\ntitel: About\n---\nAbout that.\n"})
	other.wait(panel + "?.innerText.includes('content/about.md:2')")
	page.wait(panel + "?.innerText.includes('1 other page with errors')")
	page.wait(panel + ".querySelector('a').href === '" + f.http.URL + "/about.html'")
	f.write(map[string]string{"content/about.md": "Mended.\n"})
	other.wait(noPanel + " && " + shows("Mended."))
	page.wait(noPanel)

	f.edit("## ¶3 \"words that nobody said\"\n\nA note that fits no text.")
	page.wait(panel + "?.innerText.includes('content/notes/08GRISTAD112.md:1')")
	f.edit("A note that fits.")
	page.wait(noPanel + " && " + shows("A note that fits."))
	page.clean()
	other.clean()
}

// Any number of tabs stays alive: they share one connection, where a browser
// has six.
func testTabs(t *testing.T, browser context.Context) {
	f := live(t, archive())
	streams := countStreams(f)
	var tabs []*tab
	for range 8 {
		tabs = append(tabs, open(t, browser, f.http.URL+cablePage))
	}
	for _, text := range []string{"Second words.", "Third words."} {
		f.edit(text)
		for _, b := range tabs {
			b.wait(shows(text))
		}
	}
	f.write(map[string]string{"reftel.yaml": badSettings}) // no tab reloads and passes the lock on
	for _, b := range tabs {
		b.wait(panel)
	}
	if n := streams.most.Load(); n > 5 { // while the lock goes round, the server may hear late of an end
		t.Errorf("%d streams at once", n)
	}
	for _, b := range tabs {
		b.clean()
	}
}

// streams counts the streams of events that a server has open.
type streams struct{ now, most atomic.Int32 }

// countStreams counts from now on.
func countStreams(f *fixture) *streams {
	s, inner := &streams{}, f.http.Config.Handler
	f.http.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/-/events" {
			now := s.now.Add(1)
			defer s.now.Add(-1)
			for most := s.most.Load(); now > most && !s.most.CompareAndSwap(most, now); most = s.most.Load() {
			}
		}
		inner.ServeHTTP(w, r)
	})
	return s
}

// A tab out of view keeps no stream, and catches up when it is looked at. No
// tab is ever out of view in a browser without a screen, so it is told that it is.
func testHidden(t *testing.T, browser context.Context) {
	f := live(t, archive())
	streams := countStreams(f)
	page := open(t, browser, f.http.URL+cablePage)
	page.wait(shows("First words."))
	await(t, "a stream", func() bool { return streams.now.Load() == 1 })
	page.run("Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))")
	await(t, "the end of the stream", func() bool { return streams.now.Load() == 0 })
	page.mark()
	f.edit("Second words.")
	await(t, "the new version", func() bool { return strings.Contains(f.get(cablePage).body, "Second words.") })
	page.wait("window.mark")
	page.run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
	page.wait(shows("Second words."))
	await(t, "a stream", func() bool { return streams.now.Load() == 1 })
	page.clean()
}

// await waits until something is so.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// A page that was looked for before it was written appears.
func testMissing(t *testing.T, browser context.Context) {
	f := live(t, archive())
	page := open(t, browser, f.http.URL+"/later.html")
	page.wait(shows("No such page"))
	f.write(map[string]string{"content/later.md": "Here it is.\n"})
	page.wait(shows("Here it is."))
	if err := os.Remove(f.dir + "/content/later.md"); err != nil {
		t.Fatal(err)
	}
	page.wait(shows("No such page"))
}

// A page outlives its server and catches up with the next one.
func testRestart(t *testing.T, browser context.Context) {
	f := live(t, archive())
	page := open(t, browser, f.http.URL+cablePage)
	page.wait(shows("First words"))
	address := f.http.Listener.Addr().String()
	f.http.CloseClientConnections()
	f.http.Close()
	f.edit("Written while nobody served.")
	listener, _, err := listenAt(address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	defer serveHTTP(ctx, listener, guard{next: f.server}, cancel)()
	page.wait(shows("Written while nobody served"))
}
