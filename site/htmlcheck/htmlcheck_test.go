package htmlcheck

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// page wraps a body in a page that is right.
func whole(body string) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title>` +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">` +
		`</head><body><main id="main"><h1>T</h1>` + body + `</main></body></html>`
}

func TestPage(t *testing.T) {
	for body, want := range map[string]string{
		`<p>fine <a href="https://x.example/">out</a></p>`: "",
		`<p id="a"></p><p id="a"></p>`:                     `has the id "a" twice`,
		`<p><div></div></p>`:                               "<div> stands in <p>",
		`<a href="#x"><a href="#y"></a></a>`:               "<a> stands in a link",
		`<p><span></p></span>`:                             "</p> closes [span]",
		`<div>`:                                            "</main> closes [div]",
		`<h1>again</h1>`:                                   "has 2 <h1>",
		`<p style="color:red">x</p>`:                       "attribute style",
		`<p onclick="x()">x</p>`:                           "attribute onclick",
		`<script>x()</script>`:                             "script within it",
		`<script src="https://x.example/x.js"></script>`:   "from elsewhere",
		`<script type="application/ld+json">{}</script>`:   "",
		`<style>p{}</style>`:                               "<style>",
		`<img src="//x.example/i.png">`:                    "from elsewhere",
		`<a href="javascript:x()">x</a>`:                   "no web address",
		`<a href="//x.example/">x</a>`:                     "by its host alone",
		`<li>x</li>`:                                       "<li> stands in <main>",
		`<ul><p>x</p></ul>`:                                "<p> stands in a list",
		`<link rel="canonical" href="a.html">`:             "not a full address",
	} {
		got := Page("x.html", []byte(whole(body)))
		if want == "" && len(got) > 0 || want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

func TestPageMustHaveItsFrame(t *testing.T) {
	got := strings.Join(Page("x.html", []byte("<p>x</p>")), "\n")
	for _, want := range []string{"0 <!doctype>", "0 <title>", "0 <main>", "no language", "no Content-Security-Policy"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not reported in\n%s", want, got)
		}
	}
}

func TestSiteFollowsLinks(t *testing.T) {
	site := fstest.MapFS{
		"index.html":     {Data: []byte(whole(`<a href="a/b.html#p1">x</a><a href="a/b.html#p2">x</a><a href="#main">x</a>`))},
		"a/b.html":       {Data: []byte(whole(`<p id="p1"><a href="../index.html">x</a><a href="../gone.html">x</a><a href="../../out.html">x</a></p>`))},
		"404.html":       {Data: []byte(whole(`<a href="/sub/index.html">x</a>`))},
		"a/picture.jpeg": {Data: []byte("x")},
	}
	got, err := Site(site, "/sub/")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"a/b.html: link \"../../out.html\" leaves the site",
		"a/b.html: link to gone.html, which is not there",
		"index.html: link to a/b.html#p2, which has no such id",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
