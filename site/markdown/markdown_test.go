package markdown

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"reftel/site/casetest"
	"reftel/site/diag"
)

// Each case is a text (in.md) with the HTML, the plain text and the problems
// that it makes. The archive of the cases holds 08GRISTAD12 and the text's own
// cable, whose last paragraph is 8.
func TestCases(t *testing.T) {
	casetest.Run(t, "testdata/*.txtar", func(t *testing.T, c *casetest.Case) {
		o := Options{Prefix: "n-a-", Cable: "08GRISTAD7"}
		switch strings.TrimSpace(c.Text("options")) {
		case "headings":
			o = Options{Prefix: "about-", Headings: 2}
		case "local":
			o = Options{Prefix: "about-", Headings: 1, Local: true}
		}
		d, problems := Parse(c.Text("in.md"), o)
		c.Set("html", d.HTML(shown))
		c.Set("text", d.Text()+"\n")
		c.Set("problems", lines(problems))
	})
}

var shown = Page{
	Resolve: resolve, Missing: "not in this archive", Footnote: "Footnote", Back: "Back to the text from footnote", Table: "Table",
}

func resolve(l Link) (string, bool) {
	switch {
	case l.Cable == "08GRISTAD12":
		return "../11/08GRISTAD12.html#" + l.Place.First, true
	case l.Own && l.Place.First != "p12":
		return "#" + l.Place.First, true
	}
	return "", false
}

func lines(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		p.File = "in.md"
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

// The limits are met by work that grows with them, not with the text: each of
// these would take the parser seconds or more, and is refused unread.
func TestCheckRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"size":           {strings.Repeat("a\n", 33<<10), "more than 65536"},
		"line":           {strings.Repeat("a", 9<<10), "more than 8192"},
		"open links":     {strings.Repeat("[a](\n", 2001), "opening brackets"},
		"images":         {strings.Repeat("![a](<b\n", 2001), "opening brackets"},
		"definitions":    {strings.Repeat("[a]: b\n", 2001), "opening brackets"},
		"footnotes":      {strings.Repeat("[^1]\n", 1001), "footnotes"},
		"tags":           {strings.Repeat("<b\n", 2001), "characters <"},
		"emphasis":       {strings.Repeat("*a_", 501), "emphasis"},
		"quotes":         {strings.Repeat("'\n", 2001), "quotation marks"},
		"lists":          {strings.Repeat("- ", 33) + "a", "nested"},
		"quotations":     {strings.Repeat("> ", 33) + "a", "nested"},
		"numbered lists": {strings.Repeat("1. ", 33) + "a", "nested"},
		"indentation":    {strings.Repeat(" ", 129) + "- a", "nested"},
		"columns":        {strings.Repeat("a|", 33) + "\n" + strings.Repeat("-|", 33), "columns"},
		"cells":          {strings.Repeat("a|", 31) + "\n" + strings.Repeat("-|", 31) + strings.Repeat("\na", 400), "cells"},
		"NUL":            {"a\x00b", "U+0000"},
		"escape":         {"a\x1bb", "U+001B"},
		"not UTF-8":      {"a\xffb", "U+FFFD"},
	} {
		problems := Check(c.text)
		if len(problems) == 0 || !strings.Contains(problems[0].Message, c.want) {
			t.Errorf("%s: problems %v, want one of %q", name, problems, c.want)
		}
		if d, _ := Parse(c.text, Options{}); d.HTML(shown) != "" || d.Text() != "" {
			t.Errorf("%s: it is read all the same", name)
		}
	}
}

func TestCheckAcceptsWhatEditorsWrite(t *testing.T) {
	for name, text := range map[string]string{
		"rule":       strings.Repeat("-", 200),
		"underline":  "Heading\n" + strings.Repeat("=", 80),
		"table":      "| a | b |\n|" + strings.Repeat("-", 60) + "|---|\n| c | d |",
		"deep list":  "- a\n  - b\n    - c\n      - d",
		"code":       "```\n" + strings.Repeat(" ", 100) + "x\n```",
		"paragraphs": strings.Repeat("*a* 'b' \"c\"\n\n", 1000),
		"CRLF":       "a\r\nb\r\n",
	} {
		if problems := Check(text); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestProblemsHaveAnEnd(t *testing.T) {
	if _, problems := Parse(strings.Repeat("<b> ", 500), Options{}); len(problems) != maxProblems {
		t.Errorf("%d problems, want %d", len(problems), maxProblems)
	}
}

func TestHeadingsAreFoundWhereTheyStand(t *testing.T) {
	d, _ := Parse("a\n\n# One *b*\n\n```\n# not\n```\n\nTwo\n---\n", Options{})
	want := []Heading{{1, "One b", 3}, {2, "Two", 9}}
	if !slices.Equal(d.Headings, want) {
		t.Errorf("headings %v, want %v", d.Headings, want)
	}
}

// FuzzParse holds the promise of the package: whatever is written, the page
// gets elements and attributes from a short list, ids with the prefix, and
// addresses of pages and mailboxes.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if archive, err := txtar.ParseFile(file); err == nil {
			f.Add(string(archive.Files[0].Data))
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		d, _ := Parse(src, Options{Prefix: "n-a-", Cable: "08GRISTAD7"})
		rendered := d.HTML(shown)
		if strings.Contains(rendered, mark) || strings.Contains(d.Text(), mark) {
			t.Fatalf("%q: a link was left open", src)
		}
		root, err := html.Parse(strings.NewReader(rendered))
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode {
				checkElement(t, src, n, ids)
			}
		}
	})
}

var elements = " html head body p strong div em a span code pre ul ol li blockquote hr br sup div table thead tbody tr th td "

func checkElement(t *testing.T, src string, n *html.Node, ids map[string]bool) {
	if !strings.Contains(elements, " "+n.Data+" ") {
		t.Fatalf("%q makes the element %s", src, n.Data)
	}
	for _, a := range n.Attr {
		ok := false
		switch a.Key {
		case "class", "rel", "role", "start", "aria-hidden", "tabindex", "aria-label":
			ok = strings.Trim(a.Val, "Tabcdefghijklmnopqrstuvwxyz0123456789- ") == ""
		case "id":
			ok = strings.HasPrefix(a.Val, "n-a-fn") && !ids[a.Val]
			ids[a.Val] = true
		case "href":
			low := strings.ToLower(a.Val)
			ok = strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://") ||
				strings.HasPrefix(low, "mailto:") || strings.HasPrefix(low, "#") || strings.HasPrefix(low, "../11/")
		}
		if !ok {
			t.Fatalf("%q makes the attribute %s=%q", src, a.Key, a.Val)
		}
	}
}
