package page

import (
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"reftel/site/browsertest"
)

// served serves a site under a path as a plain server does: with its 404.html
// for what is not there.
func served(t *testing.T, site fs.FS, base string) string {
	t.Helper()
	files := http.StripPrefix(base, http.FileServerFS(site))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := fs.Stat(site, strings.TrimPrefix(r.URL.Path, base)); err == nil {
			files.ServeHTTP(w, r)
			return
		}
		data, _ := fs.ReadFile(site, "404.html")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write(data)
	}))
	t.Cleanup(server.Close)
	return server.URL + base
}

func TestInTheBrowser(t *testing.T) {
	browser := browsertest.Start(t)
	l := gristad(t, 3)
	address := served(t, l.written(t, l.plan(t, nil)), "/sub/")
	t.Run("the share row follows the address", func(t *testing.T) { shareRowFollows(t, browser, address) })
	t.Run("citations follow the address", func(t *testing.T) { citationsFollow(t, browser, address) })
	t.Run("a bare ID leads to its cable", func(t *testing.T) { bareIDsLead(t, browser, address) })
}

func shareRowFollows(t *testing.T, browser context.Context, address string) {
	const cable = "cable/2007/01/07GRISTAD1.html"
	const full = "https://cables.example/sub/" + cable
	const line = `document.querySelector(".copy code").textContent`
	tab := browsertest.Open(t, browser, address+cable)
	tab.Run(`document.querySelector("#p2 .pn").click()`)
	tab.Wait(`location.hash === "#p2" && document.getElementById("share").closest(".para")`)
	if got := tab.Text(`document.getElementById("share").closest(".para").id`); got != "p2" {
		t.Errorf("the row is within %q", got)
	}
	if got, want := tab.Text(line), "07GRISTAD1 ¶2 "+full+"#p2 #cablegate #07GRISTAD1"; got != want {
		t.Errorf("the line to copy is %q, want %q", got, want)
	}
	x := tab.Text(`document.querySelector(".share li a").href`)
	if want := "url=" + string(appendEncoded(nil, full+"#p2")) + "&hashtags=cablegate"; !strings.Contains(x, want) {
		t.Errorf("the link to X is %s", x)
	}

	tab.Run(`navigator.clipboard.writeText = function (s) { window.copied = s; return Promise.resolve(); };
		document.querySelector(".copy button").click()`)
	tab.Wait(`document.querySelector(".copy [role=status]").textContent === "Copied"`)
	if got := tab.Text("copied"); !strings.HasPrefix(got, "07GRISTAD1 ¶2 ") {
		t.Errorf("%q is copied", got)
	}

	tab.Run(`location.hash = "#par1"`) // the anchor of the 2010 site
	tab.Wait(line + `.indexOf("07GRISTAD1 ¶1 ") === 0`)
	tab.Run(`location.hash = ""`)
	tab.Wait(`document.getElementById("share").closest(".text") === null`)
	if got, want := tab.Text(line), "07GRISTAD1 "+full+" #cablegate #07GRISTAD1"; got != want {
		t.Errorf("back at the whole cable, the line to copy is %q, want %q", got, want)
	}
	tab.Clean()
}

// citationsFollow: the script puts the paragraph into each citation, and takes
// it out again.
func citationsFollow(t *testing.T, browser context.Context, address string) {
	const cable = "cable/2007/01/07GRISTAD1.html"
	const cited = `document.querySelector("#cite dd").textContent`
	const whole = "U.S. Embassy Gristad, telegram 07GRISTAD1, “07GRISTAD1,” January 1, 2007, in Annotated cables, https://cables.example/sub/" + cable
	tab := browsertest.Open(t, browser, address+cable+"#p2")
	want := strings.Replace(whole, "2007, in", "2007, para. 2, in", 1) + "#p2."
	if tab.Wait(cited + `.indexOf("para.") > 0`); tab.Text(cited) != want {
		t.Errorf("paragraph 2 is cited as %q, want %q", tab.Text(cited), want)
	}
	tab.Run(`location.hash = ""`)
	if tab.Wait(cited + `.indexOf("para.") < 0`); tab.Text(cited) != whole+"." {
		t.Errorf("the cable is cited as %q, want %q", tab.Text(cited), whole)
	}
}

func bareIDsLead(t *testing.T, browser context.Context, address string) {
	tab := browsertest.Open(t, browser, address)
	for typed, want := range map[string]string{
		"07GRISTAD2": "07GRISTAD2.html", "07gristad0002": "07GRISTAD2.html", "cable/2007GRISTAD2_a": "07GRISTAD2.html",
		"nothing/here/07GRISTAD3.html#p2": "07GRISTAD3.html#p2",
	} {
		tab.Go(address + typed)
		tab.Wait(`location.href === ` + "`" + address + "cable/2007/01/" + want + "`")
	}
	tab.Go(address + "07GRISTAD999")
	if got := tab.Text(`document.querySelector("h1").textContent`); got != "Page not found" {
		t.Errorf("an ID that is not there shows %q", got)
	}
}
