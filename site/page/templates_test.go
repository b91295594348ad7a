package page

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"reftel/site/diag"
	"reftel/templates"
)

func parseOver(name, content string) (*Templates, []diag.Problem) {
	return ParseTemplates("en", []fs.FS{templates.Files, fstest.MapFS{name: {Data: []byte(content)}}})
}

func TestProblemsOfTemplates(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"cable.html", `{{define "main"}}` + "\n{{.Titel}}{{end}}", `templates/cable.html:2:3: error: CablePage has no field Titel (did you mean "Title"?)`},
		{"share.html", "{{range .Share}}{{.Link}}{{end}}", `templates/share.html:1:19: error: ShareLink has no field Link ()`},
		{"home.html", `{{define "main"}}{{text "most_citd"}}{{end}}`, `templates/home.html:1: error: no interface text is called "most_citd" (did you mean "most_cited"?)`},
		{"list.html", `{{define "main"}}{{if}}`, `templates/list.html:1: error: missing value for if ()`},
		{"base.html", `<script>{{.HeadTitle}}</script>`, `templates/base.html:1:11: error: a value may not stand in a script`},
		{"texts.en.yaml", "hom: Start\n", `templates/texts.en.yaml: error: no interface text is called "hom" (did you mean "home"?)`},
		{"texts.en.yaml", "- x\n", `templates/texts.en.yaml: error: not a list of texts`},
	} {
		_, problems := parseOver(c.name, c.content)
		var got []string
		for _, p := range problems {
			got = append(got, p.String()+" ("+p.Hint+")")
		}
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%s: %q, want %s", c.name, got, c.want)
		}
	}
}

// A part that a project puts in place of one of the default look is used by
// all kinds of pages, and may use parts of its own.
func TestTemplatesOfOnesOwn(t *testing.T) {
	own := fstest.MapFS{
		"share.html":  {Data: []byte(`<p class="mine">{{template "more.html" .ID}}</p>`)},
		"more.html":   {Data: []byte(`ID: {{.}}`)},
		"page.html":   {Data: []byte(`{{define "main"}}<h1>{{.Title}}</h1><h2>Mine</h2>{{end}}`)},
		"ignored.txt": {Data: []byte(`{{`)},
	}
	set, problems := ParseTemplates("en", []fs.FS{templates.Files, own})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	l := gristad(t, 1)
	p := l.plan(t, func(in *Input) { in.Templates = set; in.Own = []OwnPage{ownPage(t, "about", "# About")} })
	site := l.written(t, p)
	for path, want := range map[string]string{
		"cable/2007/01/07GRISTAD1.html": `<p class="mine">ID: 07GRISTAD1</p>`, "about.html": "<h2>Mine</h2>",
	} {
		if !strings.Contains(string(site[path].Data), want) {
			t.Errorf("%s lacks %s", path, want)
		}
	}
}

// A translation may be incomplete: what it lacks is English.
func TestTranslation(t *testing.T) {
	own := fstest.MapFS{"texts.xx.yaml": {Data: []byte("dates: Datoj\nmonth_1: Januaro\n")}}
	set, problems := ParseTemplates("xx", []fs.FS{templates.Files, own})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	l := gristad(t, 1)
	site := l.written(t, l.plan(t, func(in *Input) { in.Templates = set; in.Settings.Language = "xx" }))
	html := string(site["date/2007-01.html"].Data)
	for _, want := range []string{`<html lang="xx">`, ">Datoj</a>", "<h1>Januaro 2007</h1>", ">Home</a>"} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is missing in\n%s", want, html)
		}
	}
}

func TestDigestOfTemplates(t *testing.T) {
	plain := defaultTemplates(t).Digest
	for _, c := range [][2]string{{"cable.html", `{{define "main"}}{{end}}`}, {"texts.en.yaml", "home: Start\n"}, {"part.html", ""}} {
		if overridden(t, c[0], c[1]).Digest == plain {
			t.Errorf("%s does not change the digest", c[0])
		}
	}
	if defaultTemplates(t).Digest != plain {
		t.Error("the same templates have two digests")
	}
}

// Every text is used somewhere, and every text that Go code asks for is there.
func TestTextsAreUsed(t *testing.T) {
	all := englishTexts(t)
	used := map[string]bool{}
	sources, err := fs.Glob(templates.Files, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile(`(?:text "([a-z_0-9]+)")|(?:count [^ }]+ "([a-z_]+)")`)
	for _, name := range sources {
		data, _ := fs.ReadFile(templates.Files, name)
		for _, m := range call.FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = true
			used[m[2]+"_one"], used[m[2]+"_many"] = true, true
		}
	}
	for _, key := range goTexts(t) {
		used[key] = true
		if _, ok := all[key]; !ok && !strings.HasSuffix(key, "_") {
			t.Errorf("Go code asks for %q, which is no text", key)
		}
	}
	for key := range all {
		prefix := key[:strings.LastIndexByte(key, '_')+1]
		if !used[key] && !used[prefix] && !used[strings.TrimRight(key, "0123456789")] {
			t.Errorf("the text %q is used nowhere", key)
		}
	}
}

// A project that has a style sheet of its own has it on every page, behind the
// default one.
func TestOwnStyle(t *testing.T) {
	const link = `<link rel="stylesheet" href="../../../custom.css">`
	l := ferry(t)
	own := l.written(t, l.plan(t, func(in *Input) {
		in.Static = append(in.Static, StaticFile{Path: ownStylePath, data: []byte(":root { --accent: green }")})
	}))
	page := string(own[ferryPath+".html"].Data)
	if at := strings.Index(page, link); at < 0 || at < strings.Index(page, "style.css") || own[ownStylePath] == nil {
		t.Error("the page does not ask for the project's style sheet, or before the default one")
	}
	if strings.Contains(string(l.written(t, l.plan(t, nil))[ferryPath+".html"].Data), ownStylePath) {
		t.Error("a page asks for a style sheet that is not there")
	}
}
