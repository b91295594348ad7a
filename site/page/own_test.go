package page

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"reftel/static"
)

// ownPage reads a page that has no faults.
func ownPage(t *testing.T, name, text string) OwnPage {
	t.Helper()
	o, problems := ParseOwnPage("content/"+name+".md", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return o
}

func TestParseOwnPage(t *testing.T) {
	l := gristad(t, 1)
	for name, c := range map[string]struct{ in, title, html string }{
		"title":    {"# The *light* on the \"rock\"\n\n## Within\n\nText & *more*.\n", "The light on the “rock”", "<h2>Within</h2>\n<p>Text &amp; <em>more</em>.</p>\n"},
		"head":     {"---\ntitle: From the head\n---\n\n# In the text\n\nx\n", "From the head", "<p>x</p>\n"},
		"no title": {"Just text.\n", "about", "<p>Just text.</p>\n"},
		"links": {"[[07GRISTAD1 ¶2]], [[07gristad001]]\n", "about", `<p><a class="cable-link" href="cable/2007/01/07GRISTAD1.html#p2">07GRISTAD1 ¶2</a>, ` +
			`<a class="cable-link" href="cable/2007/01/07GRISTAD1.html">07gristad001</a></p>` + "\n"},
	} {
		o := ownPage(t, "about", c.in)
		p := l.plan(t, func(in *Input) { in.Own = []OwnPage{o} })
		if v := p.ownView(0); v.title != c.title || v.html != c.html || v.path != "about.html" {
			t.Errorf("%s: %q %q at %s, want %q %q", name, v.title, v.html, v.path, c.title, c.html)
		}
	}
}

func TestParseOwnPageReports(t *testing.T) {
	for in, want := range map[string]string{
		"---\ntitel: x\n---\n\ntext":          `content/about.md:2:1: error:`,
		"---\ntitle: x\n\ntext":               `content/about.md:1: error: the head has no end`,
		"---\ntitle: x\n---\n# a\n\nb\n\n# c": `content/about.md:8: error: a page has one title`,
		strings.Repeat("x", 1<<20):            `content/about.md: error: the text has`,
	} {
		_, problems := ParseOwnPage("content/about.md", []byte(in))
		if len(problems) != 1 || !strings.Contains(problems[0].String(), want) {
			t.Errorf("%.20q: %v, want %s", in, problems, want)
		}
	}
}

func TestDeadLinksOfOwnPages(t *testing.T) {
	l := gristad(t, 1)
	p := l.plan(t, func(in *Input) {
		in.Own = []OwnPage{ownPage(t, "about", "---\ntitle: x\n---\n\n[[07GRISTAD1 ¶9]] [[07GRISTAD1 ¶2]]"), ownPage(t, "index", "a\n\n[[09NORVAL5]]\n")}
	})
	var got []string
	for _, problem := range p.Problems() {
		got = append(got, problem.String())
	}
	want := []string{"content/about.md:5:1: error: 07GRISTAD1 has no ¶9", "content/index.md:3:1: warning: this archive has no cable 09NORVAL5"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIndexIsTheIntroduction(t *testing.T) {
	l := gristad(t, 1)
	own, _ := ParseOwnPage("content/index.md", []byte("Welcome *here*.\n"))
	p := l.plan(t, func(in *Input) { in.Own = []OwnPage{own} })
	site := l.written(t, p)
	if html := string(site["index.html"].Data); !strings.Contains(html, "<p>Welcome <em>here</em>.</p>") {
		t.Error("the words of content/index.md are not on the first page")
	}
}

func TestReadStatic(t *testing.T) {
	own := fstest.MapFS{
		"style.css": {Data: []byte("p{}")}, "img/map.png": {Data: []byte("png")}, "embed.go": {Data: []byte("package x")},
		".hidden": {Data: []byte("x")}, ".git/config": {Data: []byte("x")},
	}
	files, err := ReadStatic([]fs.FS{static.Files, own})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	var names []string
	for i := range files {
		data, err := files[i].appendTo(nil)
		if err != nil {
			t.Fatal(err)
		}
		got[files[i].Path] = string(data)
		names = append(names, files[i].Path)
	}
	if want := "favicon.svg highlight.css img/map.png reftel.js style.css"; strings.Join(names, " ") != want {
		t.Errorf("files %q, want %q", names, want)
	}
	if got["style.css"] != "p{}" || got["img/map.png"] != "png" {
		t.Errorf("the project's own files are not used: %q", got["style.css"])
	}
	own["style.css"] = &fstest.MapFile{Data: []byte("p{color:red}")}
	for i := range files {
		if _, err := files[i].appendTo(nil); (err != nil) != (files[i].Path == "style.css") {
			t.Errorf("%s, changed since it was planned: %v", files[i].Path, err)
		}
	}
}

func TestProblemsOfAddresses(t *testing.T) {
	l := gristad(t, 1)
	p := l.plan(t, func(in *Input) {
		in.Own = []OwnPage{ownPage(t, "about", "x"), ownPage(t, "404", "x"), ownPage(t, "style.css", "x")}
		in.Static = append(in.Static, StaticFile{Path: "index.html"}, StaticFile{Path: "tag/X.html"},
			StaticFile{Path: "about.html"}, StaticFile{Path: "cable/2007/01/07GRISTAD1.html"}, StaticFile{Path: "cable/x.html"})
	})
	var got []string
	for _, problem := range p.Problems() {
		got = append(got, problem.String())
	}
	want := []string{
		"static/index.html: error: index.html is the address of the first page",
		"static/tag/X.html: error: tag/X.html is the address of pages of the indexes",
		"static/cable/2007/01/07GRISTAD1.html: error: cable/2007/01/07GRISTAD1.html is the address of a cable",
		"content/about.md: error: about.html is the address of static/about.html",
		"content/404.md: error: 404.html is the address of the page for what is not there",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
