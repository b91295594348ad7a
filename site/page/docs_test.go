package page

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"reftel/static"
	"reftel/templates"
)

var update = flag.Bool("update", false, "write the fields of the views into docs/templates.md")

const templatesDoc = "../../docs/templates.md"

// The fields stand between these lines.
const (
	fieldsBegin = "<!-- fields: made from the source by go test ./site/page -run TestTemplatesDoc -update -->\n"
	fieldsEnd   = "<!-- end of fields -->\n"
)

func readDoc(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(templatesDoc)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The document lists every field that a template sees, with its type, and no
// other.
func TestTemplatesDocHasEveryField(t *testing.T) {
	doc := readDoc(t)
	before, rest, begun := strings.Cut(doc, fieldsBegin)
	listed, after, ended := strings.Cut(rest, fieldsEnd)
	if !begun || !ended {
		t.Fatal("the document has no place for the fields")
	}
	want := fieldsDoc(t)
	if *update {
		if err := os.WriteFile(templatesDoc, []byte(before+fieldsBegin+want+fieldsEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, want := fieldRows(listed), fieldRows(want); !slices.Equal(got, want) {
		for _, row := range want {
			if !slices.Contains(got, row) {
				t.Errorf("the document lacks %s", row)
			}
		}
		for _, row := range got {
			if !slices.Contains(want, row) {
				t.Errorf("the document has %s, which no template sees", row)
			}
		}
		t.Error("write the fields into it: go test ./site/page -run TestTemplatesDoc -update")
	}
}

// fieldRows are the names and types of the fields, each after its struct.
func fieldRows(doc string) []string {
	var rows []string
	section := ""
	for line := range strings.Lines(doc) {
		if name, ok := strings.CutPrefix(line, "### "); ok {
			section = strings.TrimSpace(name)
		}
		if cells := strings.Split(line, " | "); strings.HasPrefix(line, "| ") && len(cells) > 2 {
			rows = append(rows, section+" "+cells[0]+" "+cells[1])
		}
	}
	return rows
}

// fieldsDoc writes a table for each struct that templates see: first those of
// the pages, with their templates, then what these are made of.
func fieldsDoc(t *testing.T) string {
	comments := structComments(t)
	var pages, parts []reflect.Type
	files := map[reflect.Type]string{}
	for _, e := range entries {
		if e.data == nil {
			continue
		}
		typ := reflect.TypeOf(e.data).Elem()
		if files[typ] == "" {
			pages = append(pages, typ)
		} else {
			files[typ] += ", "
		}
		files[typ] += "`" + e.file + "`"
	}
	slices.SortFunc(pages, func(a, b reflect.Type) int { return strings.Compare(a.Name(), b.Name()) })
	for _, p := range pages {
		collect(p, &parts)
	}
	slices.SortFunc(parts, func(a, b reflect.Type) int { return strings.Compare(a.Name(), b.Name()) })
	var b strings.Builder
	for _, typ := range append(pages, parts...) {
		if _, page := files[typ]; page == slices.Contains(pages, typ) && (page || !slices.Contains(pages, typ)) {
			writeFields(&b, typ, files[typ], comments)
		}
	}
	return b.String()
}

// collect adds the structs of this package that a type leads to.
func collect(typ reflect.Type, parts *[]reflect.Type) {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice:
		collect(typ.Elem(), parts)
		return
	case reflect.Struct:
	default:
		return
	}
	if slices.Contains(*parts, typ) {
		return
	}
	if _, page := pageFiles()[typ]; !page {
		*parts = append(*parts, typ)
	}
	for i := range typ.NumField() {
		if typ.Field(i).IsExported() {
			collect(typ.Field(i).Type, parts)
		}
	}
}

// pageFiles are the types that kinds of pages are given.
func pageFiles() map[reflect.Type]bool {
	types := map[reflect.Type]bool{}
	for _, e := range entries {
		if e.data != nil {
			types[reflect.TypeOf(e.data).Elem()] = true
		}
	}
	return types
}

func writeFields(b *strings.Builder, typ reflect.Type, file string, comments map[string]string) {
	fmt.Fprintf(b, "\n### %s\n\n", typ.Name())
	if file != "" {
		fmt.Fprintf(b, "Given to %s. ", file)
	}
	fmt.Fprintf(b, "%s\n\n| field | holds | what |\n|---|---|---|\n", comments[typ.Name()])
	for i := range typ.NumField() {
		switch f := typ.Field(i); {
		case f.Anonymous:
			fmt.Fprintf(b, "| fields of %s | as there | |\n", f.Type.Name())
		case f.IsExported():
			fmt.Fprintf(b, "| `%s` | %s | %s |\n", f.Name, holds(f.Type), comments[typ.Name()+"."+f.Name])
		}
	}
}

// holds names a type for authors of templates.
func holds(typ reflect.Type) string {
	switch typ.Kind() {
	case reflect.Pointer:
		return holds(typ.Elem()) + " or nothing"
	case reflect.Slice:
		return "list of " + holds(typ.Elem())
	case reflect.Bool:
		return "yes or no"
	case reflect.Int:
		return "number"
	case reflect.String:
		if typ.Name() == "HTML" {
			return "HTML"
		}
		return "text"
	}
	return typ.Name()
}

// structComments reads the comments of structs and their fields from the
// source.
func structComments(t *testing.T) map[string]string {
	t.Helper()
	comments := map[string]string{}
	for name, source := range ownSources(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok {
				for _, s := range g.Specs {
					if spec, ok := s.(*ast.TypeSpec); ok {
						comment(comments, g, spec)
					}
				}
			}
		}
	}
	return comments
}

func comment(comments map[string]string, g *ast.GenDecl, spec *ast.TypeSpec) {
	typ, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	oneLine := func(s string) string { return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`) }
	comments[spec.Name.Name] = oneLine(g.Doc.Text() + spec.Doc.Text())
	for _, f := range typ.Fields.List {
		for _, n := range f.Names {
			comments[spec.Name.Name+"."+n.Name] = oneLine(f.Doc.Text() + " " + f.Comment.Text())
		}
	}
}

// example finds the templates that the document shows, and the message that
// follows one that is wrong.
var example = regexp.MustCompile("(?s)```html templates/([a-z-]+\\.html)\n(.*?)```\n(?:\n[^\n]*\n\n```text\n(.*?)```)?")

// Every example is compiled in place of the default template, and a site made
// with it; what is said to fail fails with that message.
func TestTemplatesDocExamplesRun(t *testing.T) {
	examples := example.FindAllStringSubmatch(readDoc(t), -1)
	if len(examples) < 4 {
		t.Fatalf("%d examples", len(examples))
	}
	l := conversation(t)
	own, _ := ParseOwnPage("content/about.md", []byte("# About\n\nWords.\n"))
	for _, e := range examples {
		set, problems := ParseTemplates("en", []fs.FS{templates.Files, fstest.MapFS{e[1]: {Data: []byte(e[2])}}})
		if want := strings.TrimSpace(e[3]); want != "" {
			if len(problems) == 0 || problems[0].String()+"\n"+problems[0].Hint != want {
				t.Errorf("%s: %q, the document says\n%s", e[1], problems, want)
			}
			continue
		}
		if len(problems) > 0 {
			t.Errorf("%s: %v", e[1], problems)
			continue
		}
		l.written(t, l.plan(t, func(in *Input) { in.Templates = set; in.Own = []OwnPage{own} }))
	}
}

// The document names every variable of the style sheet, and every part of the
// default look.
func TestTemplatesDocNamesTheLook(t *testing.T) {
	doc := readDoc(t)
	style, err := fs.ReadFile(static.Files, "style.css")
	if err != nil {
		t.Fatal(err)
	}
	variables := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(--[a-z]+):`).FindAllStringSubmatch(string(style), -1) {
		variables[m[1]] = true
	}
	for name := range maps.Keys(variables) {
		if !strings.Contains(doc, "`"+name+"`") {
			t.Errorf("the document lacks the variable %s", name)
		}
	}
	for _, m := range regexp.MustCompile("`(--[a-z]+)`").FindAllStringSubmatch(doc, -1) {
		if !variables[m[1]] {
			t.Errorf("the document names %s, which no style sheet has", m[1])
		}
	}
	names, err := fs.Glob(templates.Files, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !strings.Contains(doc, "`"+filepath.Base(name)+"`") {
			t.Errorf("the document lacks the template %s", name)
		}
	}
}
