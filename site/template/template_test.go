package template

import (
	"bytes"
	"html/template"
	"strings"
	"testing"
)

// item, inner and data are what the templates of these tests see.
type item struct {
	Name  string
	Count int
	Next  *item
}

type inner struct{ Deep string }

type data struct {
	inner  // not exported: its fields are, as html/template has it
	Base   Base
	Text   string
	Markup template.HTML
	Number int
	Yes    bool
	Items  []item
	Names  []string
	None2  []item
	One    *item
	None   *item
	Small  []int8
	Wide   int64
	Pair   [2]string
	Few    map[string]int
	Any    any
	Deepest
}

// Deepest is embedded behind other fields.
type Deepest struct {
	Near int32
	Far  string
}

// Base is embedded by none, so its fields are reached by name.
type Base struct{ Root string }

func sample() *data {
	return &data{
		inner: inner{"deep"}, Base: Base{"../../"}, Text: `a <b> & "c" 'd'`, Markup: "<i>x</i>", Number: 7, Yes: true,
		Items: []item{{Name: "one", Count: 1, Next: &item{Name: "two"}}, {Name: "three"}},
		Names: []string{"x", "y", "z"}, One: &item{Name: "only"},
		Small: []int8{1, -2, 127}, Wide: 1 << 40, Pair: [2]string{"left", "right"}, Few: map[string]int{"x": 1}, Any: 0, Deepest: Deepest{3, "far"},
	}
}

// escapeLike escapes as html/template does, so that the outcomes can be
// compared.
func escapeLike(b []byte, s string) []byte {
	return append(b, template.HTMLEscapeString(s)...)
}

var funcs = Funcs{
	"twice":   func(s string) string { return s + s },
	"spelled": func(n int) string { return strings.Repeat("i", n) },
	"times":   func(n int, s string) (string, error) { return strings.Repeat(s, n), nil },
	"few":     func(n int, s string) (string, error) { return "", bytes.ErrTooLarge },
	"fails":   func(string) (string, error) { return "", bytes.ErrTooLarge },
}

// What runs here must come out as it does of html/template.
var same = map[string]string{
	"text":       `plain {{"quoted <"}} text`,
	"fields":     `{{.Text}} {{.Number}} {{.Yes}} {{.Deep}} {{.Base.Root}} {{.One.Name}} {{$.Text}}`,
	"markup":     `<p title="{{.Text}}">{{.Markup}}</p>`,
	"title":      `<title>{{.Text}}</title>`,
	"address":    `<a href="{{.Base.Root}}{{.One.Name}}.html#{{.Number}}">x</a><a href="x?q={{.Text}}">y</a>`,
	"if":         `{{if .Yes}}yes{{else}}no{{end}}{{if .None}}some{{else if .Number}}number{{end}}{{if not .Names}}none{{end}}`,
	"with":       `{{with .One}}{{.Name}}{{$.Text}}{{end}}{{with .None}}{{.Name}}{{else}}none{{end}}{{with $x := .Text}}{{$x}}{{.}}{{end}}`,
	"range":      `{{range .Items}}[{{.Name}}{{with .Next}}>{{.Name}}{{end}}]{{end}}{{range $i, $n := .Names}}{{$i}}={{$n}},{{end}}`,
	"range none": `{{range .Names}}{{if eq . "y"}}{{continue}}{{end}}{{.}}{{if eq . "z"}}{{break}}{{end}}{{end}}{{range $x := .None2}}{{else}}none{{end}}`,
	"compare":    `{{eq .Number 7}} {{ne .Text "x"}} {{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge 1 2}} {{eq .Number 1 7}} {{eq .Yes true}}`,
	"logic":      `{{and .Yes .Yes}} {{or .None .One | not}} {{if and .Yes .Text}}both{{end}}`,
	"pipe":       `{{.Text | twice}} {{twice .Text | printf "%s!"}} {{len .Names}} {{index .Names 1}} {{print .Text .Number}}`,
	"functions":  `{{spelled .Number}} {{times .Number "ab"}} {{with times 0 "x"}}some{{else}}none{{end}} {{len (spelled 3)}}`,
	"kinds":      `{{range $i, $n := .Small}}{{$i}}:{{$n}}{{if lt $n 0}}-{{end}} {{end}}{{index .Small 1}}{{with .Deepest.Far}}{{.}}{{end}}{{range .Pair}}[{{.}}]{{end}}{{if .Few}}some{{end}}{{if .Any}}any{{end}}{{if gt .Wide 5}}{{.Wide}}{{end}}`,
	"variables":  `{{$x := "a"}}{{range .Names}}{{$x = .}}{{end}}{{$x}}`,
	"templates":  `{{define "t"}}<{{.Name}}>{{$.Count}}{{with .Next}}{{template "t" .}}{{end}}{{end}}{{range .Items}}{{template "t" .}}{{end}}`,
	"block":      `{{block "b" .One}}[{{.Name}}]{{end}}`,
	"comment":    `a{{/* nothing */}}b {{- " trimmed" -}} c`,
	"attribute":  `<input value="{{.Text}}" data-n="{{.Number}}">`,
}

func TestLikeHTMLTemplate(t *testing.T) {
	for name, source := range same {
		want := standard(t, source)
		p, problems := Compile(map[string]string{"main.html": source}, "main.html", &data{}, funcs, escapeLike)
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		got, err := p.Append([]byte("before "), sample())
		if err != nil || string(got) != "before "+want {
			t.Errorf("%s:\n got %s\nwant before %s\n%v", name, got, want, err)
		}
	}
}

// standard runs a template with the standard library.
func standard(t *testing.T, source string) string {
	t.Helper()
	set, err := template.New("main.html").Funcs(template.FuncMap(funcs)).Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := set.Execute(&b, sample()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestProblems(t *testing.T) {
	for source, want := range map[string]string{
		"{{.Txet}}":                                    `main.html:1:3: error: data has no field Txet (did you mean "Text"?)`,
		"a\n{{range .Items}}{{.Cont}}{{end}}":          `main.html:2:19: error: item has no field Cont (did you mean "Count"?)`,
		"{{.Text.More}}":                               `main.html:1:8: error: string has no field More ()`,
		"{{if .Yes}}":                                  `main.html:1: error: unexpected EOF ()`,
		"{{range .Text}}{{end}}":                       `main.html:1:9: error: {{range}} needs a list, and this is string ()`,
		"{{.Items}}":                                   `main.html:1:3: error: a list of item cannot be shown as it is (show one of its fields, or put {{range}} or {{with}} around it)`,
		`{{template "man.html" .}}`:                    `main.html:1:11: error: no such template "man.html" ()`,
		`{{define "t"}}{{end}}{{template "t"}}`:        `main.html:1:33: error: template "t" is given no value (write {{template "t" .}})`,
		`{{twice .Number}}`:                            `main.html:1:3: error: twice needs string, and is given int ()`,
		`{{twice}}`:                                    `main.html:1:3: error: twice is given 0 values ()`,
		`{{slice .Text 1}}`:                            `main.html:1:3: error: the function slice is not known here ()`,
		`{{define "t"}}x{{end}}<p {{template "t" .}}>`: `may not be called within a tag`,
		`{{twic .Text}}`:                               `function "twic" not defined`,
		`{{eq .Text 1}}`:                               `main.html:1:3: error: eq cannot compare string and int ()`,
		`<script>var x = {{.Text}}</script>`:           `may not stand in a script`,
		`<p style="color: {{.Text}}">x</p>`:            `may not stand in a script`,
		`<p onclick="{{.Text}}">x</p>`:                 `may not stand in a script`,
		`<p title={{.Text}}>x</p>`:                     `may not stand in a script`,
		`{{if .Yes}}<p title="{{else}}<p>{{end}}">x`:   `branches end in different contexts`,
		`{{$x := .Text}}{{$x = .Number}}`:              `main.html:1:18: error: $x holds string and cannot be set to int ()`,
	} {
		_, problems := Compile(map[string]string{"main.html": source}, "main.html", &data{}, funcs, escapeLike)
		var got string
		if len(problems) > 0 {
			got = problems[0].String() + " (" + problems[0].Hint + ")"
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", source, got, want)
		}
	}
}

func TestErrorsWhileRunning(t *testing.T) {
	for source, want := range map[string]string{
		`{{.None.Name}}`:     "main.html:1:7: there is no value to take .Name of",
		`{{index .Names 3}}`: "the list has no element 3",
		`{{fails .Text}}`:    "too large",
		`{{few 1 .Text}}`:    "too large",
		`{{define "t"}}{{template "t" .}}{{end}}{{template "t" .}}`: "without end",
	} {
		p, problems := Compile(map[string]string{"main.html": source}, "main.html", &data{}, funcs, escapeLike)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		got, err := p.Append([]byte("x"), sample())
		if err == nil || !strings.Contains(err.Error(), want) || string(got) != "x" {
			t.Errorf("%s: %q, %v; want %q", source, got, err, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	p, problems := Compile(map[string]string{"m": `<a href="{{.Text}}">x</a>`}, "m", &data{}, nil, escapeLike)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for in, want := range map[string]string{
		"https://x.example/?a=b&c=%20#d": "https://x.example/?a=b&amp;c=%20#d",
		"../a/b.html#p7":                 "../a/b.html#p7",
		"mailto:?subject=x":              "mailto:?subject=x",
		"javascript:alert(1)":            "#unsafe",
		"JavaScript:alert(1)":            "#unsafe",
		"data:text/html,x":               "#unsafe",
		"a b\"<é":                        "a%20b%22%3c%c3%a9",
		"x/y:z":                          "x/y:z",
	} {
		got, err := p.Append(nil, &data{Text: in})
		if err != nil || string(got) != `<a href="`+want+`">x</a>` {
			t.Errorf("%q: %s, %v; want %s", in, got, err, want)
		}
	}
}

// A program may run in many goroutines at once.
func TestAppendInParallel(t *testing.T) {
	p, problems := Compile(map[string]string{"m": same["templates"] + same["variables"]}, "m", &data{}, funcs, escapeLike)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want, err := p.Append(nil, sample())
	if err != nil {
		t.Fatal(err)
	}
	t.Run("group", func(t *testing.T) {
		for range 4 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				for range 200 {
					if got, err := p.Append(nil, sample()); err != nil || !bytes.Equal(got, want) {
						t.Fatalf("%s, %v", got, err)
					}
				}
			})
		}
	})
}

func TestAppendRefusesOtherTypes(t *testing.T) {
	p, _ := Compile(map[string]string{"m": "x"}, "m", &data{}, nil, escapeLike)
	if _, err := p.Append(nil, data{}); err == nil {
		t.Error("a value of another type is taken")
	}
}
