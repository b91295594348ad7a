package preview

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"reftel/site/browsertest"
)

// open opens an address in a new tab. It is not so wide that notes stand in the
// margin, where they move nothing.
func open(t *testing.T, browser context.Context, address string) *browsertest.Tab {
	t.Helper()
	b := browsertest.Open(t, browser, "about:blank")
	b.Size(900, 700)
	b.Go(address)
	return b
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
	browser := browsertest.Start(t)
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
func mark(b *browsertest.Tab) { b.Run("window.mark = true") }

// An edit shows without a click. The reader stays at the same words, even when
// what was edited stands above them; other pages stay as they are.
func testEdit(t *testing.T, browser context.Context) {
	f := live(t, archive())
	other := open(t, browser, f.http.URL+"/about.html")
	mark(other)
	page := open(t, browser, f.http.URL+cablePage+"#p30")
	page.Wait("document.readyState === 'complete' && scrollY > 0")
	page.Run("scrollBy({ top: 137, behavior: 'instant' })")
	const place = "document.getElementById('p30').getBoundingClientRect().top"
	before, y := page.Number(place), page.Number("scrollY")
	f.edit("Second words." + strings.Repeat(" They go on and on.", 50))
	page.Wait(shows("Second words") + " && document.readyState === 'complete' && history.scrollRestoration === 'auto'")
	if after := page.Number(place); after < before-2 || after > before+2 {
		t.Errorf("paragraph 30 moved from %v to %v", before, after)
	}
	if page.Number("scrollY") == y {
		t.Errorf("nothing came in above: the test shows nothing")
	}
	page.Wait("location.hash === '#p30' && document.querySelector(':target').id === 'p30'")
	other.Wait("window.mark")
	page.Clean()
	other.Clean()
}

// A change of style is swapped in without a reload.
func testStyle(t *testing.T, browser context.Context) {
	f := live(t, archive())
	page := open(t, browser, f.http.URL+cablePage)
	page.Wait("getComputedStyle(document.documentElement).color === 'rgb(1, 2, 3)'")
	mark(page)
	for _, color := range []string{"rgb(4, 5, 6)", "rgb(7, 8, 9)"} {
		f.write(map[string]string{"static/style.css": "html { color: " + color + " }\n"})
		page.Wait("getComputedStyle(document.documentElement).color === '" + color + "'")
		page.Wait("document.querySelectorAll('link[rel~=stylesheet]').length === 1")
	}
	page.Wait("window.mark")
	page.Clean()
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
	mark(page)
	f.write(map[string]string{"reftel.yaml": badSettings})
	for _, b := range []*browsertest.Tab{page, other} {
		b.Wait(panel + "?.innerText.includes('reftel.yaml:1')")
		b.Wait(panel + ".innerText.includes('<img src=x>') && !" + panel + ".querySelector('img')")
		b.Wait("getComputedStyle(" + panel + ").position === 'fixed'") // it has its style
	}
	page.Wait("window.mark")
	f.write(map[string]string{"reftel.yaml": "title: T\n"})
	page.Wait(noPanel)
	other.Wait(noPanel)

	f.write(map[string]string{"content/about.md": "---\ntitel: About\n---\nAbout that.\n"})
	other.Wait(panel + "?.innerText.includes('content/about.md:2')")
	page.Wait(panel + "?.innerText.includes('1 other page with errors')")
	page.Wait(panel + ".querySelector('a').href === '" + f.http.URL + "/about.html'")
	f.write(map[string]string{"content/about.md": "Mended.\n"})
	other.Wait(noPanel + " && " + shows("Mended."))
	page.Wait(noPanel)

	f.edit("## ¶3 \"words that nobody said\"\n\nA note that fits no text.")
	page.Wait(panel + "?.innerText.includes('content/notes/08GRISTAD112.md:1')")
	f.edit("A note that fits.")
	page.Wait(noPanel + " && " + shows("A note that fits."))
	page.Clean()
	other.Clean()
}

// Any number of tabs stays alive: they share one connection, where a browser
// has six.
func testTabs(t *testing.T, browser context.Context) {
	f := live(t, archive())
	streams := countStreams(f)
	var tabs []*browsertest.Tab
	for range 8 {
		tabs = append(tabs, open(t, browser, f.http.URL+cablePage))
	}
	for _, text := range []string{"Second words.", "Third words."} {
		f.edit(text)
		for _, b := range tabs {
			b.Wait(shows(text))
		}
	}
	f.write(map[string]string{"reftel.yaml": badSettings}) // no tab reloads and passes the lock on
	for _, b := range tabs {
		b.Wait(panel)
	}
	if n := streams.most.Load(); n > 5 { // while the lock goes round, the server may hear late of an end
		t.Errorf("%d streams at once", n)
	}
	for _, b := range tabs {
		b.Clean()
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
	page.Wait(shows("First words."))
	await(t, "a stream", func() bool { return streams.now.Load() == 1 })
	page.Run("Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))")
	await(t, "the end of the stream", func() bool { return streams.now.Load() == 0 })
	mark(page)
	f.edit("Second words.")
	await(t, "the new version", func() bool { return strings.Contains(f.get(cablePage).body, "Second words.") })
	page.Wait("window.mark")
	page.Run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
	page.Wait(shows("Second words."))
	await(t, "a stream", func() bool { return streams.now.Load() == 1 })
	page.Clean()
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
	page.Wait(shows("No such page"))
	f.write(map[string]string{"content/later.md": "Here it is.\n"})
	page.Wait(shows("Here it is."))
	if err := os.Remove(f.dir + "/content/later.md"); err != nil {
		t.Fatal(err)
	}
	page.Wait(shows("No such page"))
}

// A page outlives its server and catches up with the next one.
func testRestart(t *testing.T, browser context.Context) {
	f := live(t, archive())
	page := open(t, browser, f.http.URL+cablePage)
	page.Wait(shows("First words"))
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
	page.Wait(shows("Written while nobody served"))
}
