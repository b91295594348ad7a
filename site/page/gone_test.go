package page

import (
	"strings"
	"testing"

	"reftel/site/htmlcheck"
)

func TestParseGone(t *testing.T) {
	gone, problems := ParseGone("tombstones.txt", []byte(strings.Join([]string{
		"# a comment", "", "cable/a.html 2026-11-20  Taken   away.", "  old.html -> new.html#p7",
		"cable/a.html 2026-11-20 Twice.", "b.html", "b.html gone", "b.html 2026-13-01 Never.", "../b.html 2026-11-20 Outside.",
		"/b.html 2026-11-20 Absolute.", "b.txt 2026-11-20 No page.", "b.html -> https://elsewhere.example/", "b.html -> a\\b.html",
		"b\x1b.html 2026-11-20 Control.", ".reftel/b.html 2026-11-20 Hidden.",
	}, "\r\n")))
	if len(gone) != 2 || gone[0].Reason != "Taken away." || gone[0].Date.Day() != 20 || gone[1].To != "new.html#p7" {
		t.Errorf("gone = %+v", gone)
	}
	if len(problems) != 11 {
		t.Errorf("%d problems: %v", len(problems), problems)
	}
	for i, p := range problems {
		if p.Line != i+5 || p.Hint == "" {
			t.Errorf("problem %d is %v", i, p)
		}
	}
}

func TestTombstones(t *testing.T) {
	l := ferry(t)
	gone, problems := ParseGone("tombstones.txt", []byte("cable/2008/12/08GRISTAD99.html 2026-11-20 A <person> & \u202e asked.\n"+
		"old.html -> "+ferryPath+".html\n"+ferryPath+".html 2026-11-20 It is there.\nhere.html -> nowhere.html\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := l.plan(t, func(in *Input) { in.Gone = gone })
	site := l.written(t, p)
	tombstone := string(site["cable/2008/12/08GRISTAD99.html"].Data)
	for _, want := range []string{"08GRISTAD99", "A &lt;person&gt; &amp; [U+202E] asked.", "2026-11-20", `content="noindex"`} {
		if !strings.Contains(tombstone, want) {
			t.Errorf("the tombstone lacks %q", want)
		}
	}
	moved := string(site["old.html"].Data)
	for _, want := range []string{`content="0; url=` + ferryPath + `.html"`, `<a href="` + ferryPath + `.html">08GRISTAD112: Ferry`,
		`rel="canonical" href="` + base + ferryPath + `.html"`} {
		if !strings.Contains(moved, want) {
			t.Errorf("the page that leads on lacks %q:\n%s", want, moved)
		}
	}
	if !strings.Contains(string(site[ferryPath+".html"].Data), "The ferry will not sail.") {
		t.Error("the tombstone took the place of a page")
	}
	var wrong []string
	for _, d := range p.Problems() {
		wrong = append(wrong, d.String())
	}
	if len(wrong) != 2 || !strings.Contains(wrong[0], "tombstones.txt:3: error: "+ferryPath+".html is not gone") || !strings.Contains(wrong[1], "no page nowhere.html") {
		t.Errorf("problems = %q", wrong)
	}
	delete(site, "here.html")
	found, err := htmlcheck.Site(site, "/sub/")
	if err != nil || len(found) > 0 {
		t.Errorf("%v\n%s", err, strings.Join(found, "\n"))
	}
}
