// Package browsertest opens pages in a real browser, for tests of what only a
// browser shows.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a page may take to become what a test waits for.
const patience = 20 * time.Second

// Start starts the browser that a test's tabs are in. Whoever runs the tests
// without one learns how to get it; only -short does without.
func Start(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser, and the tests are to be short")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path(t)))
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

func path(t *testing.T) string {
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

// A Tab is one open page.
type Tab struct {
	t   *testing.T
	ctx context.Context

	mu      sync.Mutex
	console []string
}

// Open opens an address in a new tab.
func Open(t *testing.T, browser context.Context, address string) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	b := &Tab{t: t, ctx: ctx}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err == nil {
				b.hear(m.String())
			}
		}
	}()
	b.Go(address)
	return b
}

// Go opens another address in the tab.
func (b *Tab) Go(address string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(address)); err != nil {
		b.t.Fatalf("open %s: %v", address, err)
	}
}

func (b *Tab) hear(message string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.console = append(b.console, message)
}

// Console returns what the page's console said so far.
func (b *Tab) Console() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.console, "\n")
}

// Wait waits until an expression is true in the page.
func (b *Tab) Wait(expression string) {
	b.t.Helper()
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		var ok bool
		if ok, err = chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+expression+")")); ok {
			return
		}
	}
	b.t.Fatalf("never true: %s (%v)\nconsole: %s", expression, err, b.Console())
}

// Text returns the value of an expression as text.
func (b *Tab) Text(expression string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return s
}

// Number returns the value of an expression as a number.
func (b *Tab) Number(expression string) float64 {
	b.t.Helper()
	n, err := chromedp.Run(b.ctx, chromedp.Evaluate[float64](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return n
}

// Clean fails the test if the page's console said anything.
func (b *Tab) Clean() {
	b.t.Helper()
	if said := b.Console(); said != "" {
		b.t.Errorf("the console says %s", said)
	}
}

// Run runs statements in the page.
func (b *Tab) Run(statements string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](statements)); err != nil {
		b.t.Fatal(err)
	}
}

// Size gives the tab's window a width and a height in CSS pixels.
func (b *Tab) Size(width, height int64) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(width, height)); err != nil {
		b.t.Fatal(err)
	}
}
