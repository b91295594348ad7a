package page

import (
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"reftel/site/browsertest"
)

// What the script adds for readers: ranges, links to selected words, and the
// basket. Without it each is the plain address of a paragraph.
func TestReadingInTheBrowser(t *testing.T) {
	browser := browsertest.Start(t)
	l := &library{}
	for _, id := range []string{"08GRISTAD1", "08GRISTAD2"} {
		l.add(t, id, "2008-01-02", "SUBJECT: HARBOUR\n\n1. (C) One - and, two.\n\n2. (C) The harbour & the sea.\n\n3. (C) Three.\n\n4. (C) Four.\n")
	}
	site := l.written(t, l.plan(t, nil))
	address := served(t, site, "/sub/")
	t.Run("a range is shown whole", func(t *testing.T) { rangesAreShown(t, browser, address) })
	t.Run("selected words have an address", func(t *testing.T) { selectionsAreLinked(t, browser, address) })
	t.Run("the basket keeps paragraphs", func(t *testing.T) { basketKeeps(t, browser, address) })
	t.Run("a folder needs no server", func(t *testing.T) { folderIsQuiet(t, browser, site) })
	t.Run("a browser may keep nothing", func(t *testing.T) { nothingIsKept(t, browser, site) })
}

const inRange = `Array.from(document.querySelectorAll(".in-range"), function (e) { return e.id; }).join(" ")`

func rangesAreShown(t *testing.T, browser context.Context, address string) {
	tab := browsertest.Open(t, browser, address+"cable/2008/01/08GRISTAD1.html#p2-p4")
	tab.Wait(inRange + ` === "p2 p3 p4"`)
	if got := tab.Text(`document.querySelector(".copy code").textContent`); !strings.HasPrefix(got, "08GRISTAD1 ¶2–4 ") || !strings.Contains(got, "#p2-p4 ") {
		t.Errorf("the line to copy is %q", got)
	}
	for hash, want := range map[string]string{"#p3-p3": "p3", "#p4-p2": "", "#p2-p9": "", "#p1": "", "#p1-p2": "p1 p2"} {
		tab.Run(`location.hash = "` + hash + `"`)
		tab.Wait(inRange + ` === "` + want + `"`)
	}
	tab.Clean()
}

func selectionsAreLinked(t *testing.T, browser context.Context, address string) {
	tab := browsertest.Open(t, browser, address+"cable/2008/01/08GRISTAD1.html")
	tab.Run(`(function () {
		var words = document.createTreeWalker(document.getElementById("p1"), NodeFilter.SHOW_TEXT), node;
		while ((node = words.nextNode()) && node.data.indexOf("One") < 0);
		var at = node.data.indexOf("One");
		getSelection().setBaseAndExtent(node, at, node, at + "One - and, two".length);
	})()`)
	tab.Wait(`!document.getElementById("selection").hidden`)
	const want = "https://cables.example/sub/cable/2008/01/08GRISTAD1.html#p1:~:text=One%20%2D%20and%2C%20two"
	if got := tab.Text(`document.querySelector("#selection a").getAttribute("href")`); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	tab.Run(`getSelection().removeAllRanges()`)
	tab.Wait(`document.getElementById("selection").hidden`)
}

// A site that is opened from a disk may read no file of its own. The basket
// then shows what it knows, and nothing is tried that the browser complains of.
func folderIsQuiet(t *testing.T, browser context.Context, site fs.FS) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, site); err != nil {
		t.Fatal(err)
	}
	tab := browsertest.Open(t, browser, "file://"+dir+"/cable/2008/01/08GRISTAD1.html#p2")
	tab.Wait(`document.getElementById("share").closest(".para")`)
	tab.Run(`document.querySelector(".add").click()`)
	tab.Go("file://" + dir + "/basket.html")
	tab.Wait(`location.hash === "#08GRISTAD1:p2"`)
	tab.Wait(`document.querySelector("#basket a").href === "file://` + dir + `/cable/2008/01/08GRISTAD1.html#p2"`)
	tab.Go("file://" + dir + "/basket.html?x#08GRISTAD2:p1,%zz")
	tab.Wait(`document.querySelectorAll("#basket li").length === 1`)
	tab.Clean()
}

// A browser that refuses to keep anything is offered no basket; the address of
// the paragraph is the same. A sandbox refuses.
func nothingIsKept(t *testing.T, browser context.Context, site fs.FS) {
	files := http.FileServerFS(site)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "sandbox allow-scripts")
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	tab := browsertest.Open(t, browser, server.URL+"/cable/2008/01/08GRISTAD1.html#p2")
	tab.Wait(`document.getElementById("share").closest(".para")`)
	if got := tab.Text(`document.querySelector(".add").hidden && document.querySelector(".collected").hidden`); got != "true" {
		t.Error("a basket is offered that cannot be kept")
	}
	if got := tab.Text(`document.querySelector(".copy code").textContent`); !strings.Contains(got, "08GRISTAD1.html#p2 ") {
		t.Errorf("the line to copy is %q", got)
	}
	tab.Clean()
}

func basketKeeps(t *testing.T, browser context.Context, address string) {
	tab := browsertest.Open(t, browser, address+"cable/2008/01/08GRISTAD1.html#p2")
	tab.Wait(`document.getElementById("share").closest(".para")`)
	tab.Run(`document.querySelector(".add").click(); document.querySelector(".add").click()`)
	tab.Wait(`document.querySelector(".collected .n").textContent === "1"`)
	tab.Go(address + "basket.html")
	tab.Wait(`location.hash === "#08GRISTAD1:p2" && document.getElementById("basket-empty").hidden`)
	if got, want := tab.Text(`document.querySelector("#basket a").href`), address+"cable/2008/01/08GRISTAD1.html#p2"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	tab.Wait(`document.querySelector("#basket p").textContent.indexOf("The harbour & the sea.") >= 0`)

	// An address that came from elsewhere leads to cables that this visit has
	// not been to, and what is none is left out.
	tab.Go(address + "basket.html?x#08GRISTAD2:p1-p3,<b>,08GRISTAD2,08NOWHERE9:p1")
	tab.Wait(`document.querySelectorAll("#basket a[href]").length === 2 && document.querySelectorAll("#basket li").length === 3`)
	if got := tab.Text(`document.querySelector("#basket a").textContent`); got != "08GRISTAD2 ¶1–3" {
		t.Errorf("it is called %q", got)
	}
	tab.Run(`document.querySelector("#basket button").click()`)
	tab.Wait(`location.hash === "#08GRISTAD2,08NOWHERE9:p1"`)
	if said := tab.Console(); strings.Contains(said, "Error") {
		t.Errorf("the console says %s", said)
	}
}
