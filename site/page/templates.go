package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"reftel/site/diag"
)

// Templates are the templates of all kinds of pages and the interface texts of
// one language. They are immutable and safe for concurrent use.
type Templates struct {
	sets    [kinds]*template.Template
	texts   texts
	phrases *phrases
	// Digest is the SHA-256 of all that the set was made of.
	Digest [32]byte
}

// entries are the templates that define what stands in the frame of each kind
// of page. All other templates are parts that every set has.
var entries = [kinds]string{
	Cable: "cable.html", Source: "source.html", Home: "home.html", List: "list.html", Lists: "lists.html",
	Own: "page.html", NotFound: "404.html",
}

// frameTemplate is the template that every page begins with.
const frameTemplate = "base.html"

// ParseTemplates reads the templates and texts of the layers: the default look
// and what a project puts over it. A file of a later layer takes the place of
// the file of that name in the ones before. Problems are in the project's files;
// with any of them the templates must not be used.
func ParseTemplates(language string, layers []fs.FS) (*Templates, []diag.Problem) {
	all, problems := readTexts(language, layers)
	files, err := templateFiles(layers)
	if err != nil {
		return nil, append(problems, diag.Problem{File: "templates", Severity: diag.Error, Code: "template", Message: err.Error()})
	}
	t := &Templates{texts: all, phrases: all.phrases(), Digest: digestOf(files, all)}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		var more []diag.Problem
		files[name], more = all.fill(name, files[name])
		problems = append(problems, more...)
	}
	for k, entry := range entries {
		if entry == "" {
			continue
		}
		set, err := t.parseSet(files, entry)
		if err != nil {
			problems = append(problems, TemplateProblem(err))
			continue
		}
		t.sets[k] = set
	}
	diag.Sort(problems)
	return t, slices.Compact(problems)
}

// templateFiles reads the *.html files of all layers.
func templateFiles(layers []fs.FS) (map[string]string, error) {
	files := map[string]string{}
	for _, layer := range layers {
		names, err := fs.Glob(layer, "*.html")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(layer, name)
			if err != nil {
				return nil, fmt.Errorf("read template: %w", err)
			}
			files[name] = string(data)
		}
	}
	return files, nil
}

// digestOf hashes all files and texts, each with its length before it.
func digestOf(files map[string]string, all texts) (sum [32]byte) {
	h := sha256.New()
	for _, m := range []map[string]string{files, all} {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			for _, s := range []string{key, m[key]} {
				h.Write(binary.AppendUvarint(nil, uint64(len(s))))
				io.WriteString(h, s)
			}
		}
	}
	h.Sum(sum[:0])
	return sum
}

// parseSet parses the templates for one kind of page.
func (t *Templates) parseSet(files map[string]string, entry string) (*template.Template, error) {
	set := template.New("").Funcs(template.FuncMap{"count": t.texts.count, "paragraph": writtenParagraph, "months": t.texts.months})
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != entry && slices.Contains(entries[:], name) {
			continue
		}
		if _, err := set.New(name).Parse(files[name]); err != nil {
			return nil, err
		}
	}
	return set.Lookup(frameTemplate), nil
}

// textCall is the place of an interface text in a template.
var textCall = regexp.MustCompile(`\{\{text "([^"}]*)"\}\}`)

// fill puts the interface texts into a template when it is parsed, so that a
// page costs nothing for being translatable.
func (t texts) fill(name, source string) (string, []diag.Problem) {
	var problems []diag.Problem
	filled := textCall.ReplaceAllStringFunc(source, func(call string) string {
		key := textCall.FindStringSubmatch(call)[1]
		s, ok := t[key]
		if !ok {
			line := 1 + strings.Count(source[:strings.Index(source, call)], "\n")
			problems = append(problems, t.unknown("templates/"+name, line, key))
		}
		return string(appendText(nil, strings.Join(strings.Fields(s), " ")))
	})
	return filled, problems
}

// count returns "1 cable" or "12 cables": the text KEY_one or KEY_many with its
// {n} filled in.
func (t texts) count(n int, key string) (string, error) {
	form := key + "_many"
	if n == 1 {
		form = key + "_one"
	}
	s, ok := t[form]
	if !ok {
		return "", fmt.Errorf("no interface text is called %q", form)
	}
	return strings.ReplaceAll(s, "{n}", strconv.Itoa(n)), nil
}

// A Month is a month of any year.
type Month struct{ Name, Short string }

// months returns the twelve months.
func (t texts) months() []Month {
	out := make([]Month, 12)
	for i := range out {
		name := t["month_"+strconv.Itoa(i+1)]
		out[i] = Month{name, firstLetters(name, 3)}
	}
	return out
}

func firstLetters(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// place finds name, line and column in an error of text/template or
// html/template.
var place = regexp.MustCompile(`(?:html/)?template: ?([^:]*\.html):(\d+)(?::(\d+))?: (?s:(.*))$`)

// TemplateProblem turns an error of a template, in parsing or in execution,
// into a problem of the file that it stands in.
func TemplateProblem(err error) diag.Problem {
	p := diag.Problem{File: "templates", Severity: diag.Error, Code: "template", Message: err.Error()}
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		p.File, p.Message = "templates/"+m[1], m[4]
		p.Line, _ = strconv.Atoi(m[2])
		p.Column, _ = strconv.Atoi(m[3])
	}
	return p
}

// execute appends a page to dst.
func (t *Templates) execute(dst []byte, k Kind, data any) ([]byte, error) {
	b := bytes.NewBuffer(dst)
	if err := t.sets[k].Execute(b, data); err != nil {
		return dst, fmt.Errorf("render %s: %w", entries[k], err)
	}
	return b.Bytes(), nil
}
