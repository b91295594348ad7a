package page

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"reftel/site/diag"
	"reftel/site/template"
)

// Templates are the templates of all kinds of pages and the interface texts of
// one language. They are immutable and safe for concurrent use.
type Templates struct {
	programs [kinds]*template.Program
	texts    texts
	phrases  *phrases
	// citeForms are the forms of the styles of citation.
	citeForms [len(styles)][]citePart
	quotes    [4]string
	// explanations stand for those of the vocabularies; empty in English.
	explanations texts
	words        words
	memories     *sync.Pool // of *memory
	// Digest is the SHA-256 of all that the set was made of.
	Digest [32]byte
}

// entries are, for each kind of page, the template that defines what stands in
// the frame, and a value of the type that it is given. All other templates are
// parts that every kind may use.
var entries = [kinds]struct {
	file string
	data any
}{
	Cable: {"cable.html", &CablePage{}}, Source: {"source.html", &SourcePage{}}, Home: {"home.html", &HomePage{}},
	Glossary: {"glossary.html", &GlossaryPage{}}, HowTo: {"how-to-read.html", &HowToPage{}}, Basket: {"basket.html", &BasketPage{}},
	Thread: {"thread.html", &ThreadPage{}}, Timeline: {"timeline.html", &TimelinePage{}},
	List: {"list.html", &ListPage{}}, Lists: {"lists.html", &ListsPage{}},
	Own: {"page.html", &MarkdownPage{}}, NotFound: {"404.html", &MarkdownPage{}},
	Note: {"note.html", &NotePage{}}, NoteList: {"notes.html", &NoteListPage{}},
	Verify: {"verify.html", &VerifyPage{}}, Tombstone: {"gone.html", &GonePage{}},
}

// frameTemplate is the template that every page begins with.
const frameTemplate = "base.html"

// ParseTemplates reads the templates and texts of the layers: the default look
// and what a project puts over it. A file of a later layer takes the place of
// the file of that name in the ones before. The problems are Errors, in the
// project's files; with any of them the templates must not be used.
func ParseTemplates(language string, layers []fs.FS) (*Templates, []diag.Problem) {
	all, problems := readTexts(language, layers)
	files, err := templateFiles(layers)
	if err != nil {
		return nil, append(problems, diag.Problem{File: "templates", Severity: diag.Error, Code: "template", Message: err.Error()})
	}
	t := &Templates{memories: &sync.Pool{}, texts: all, phrases: all.phrases(), quotes: all.quotes()}
	t.phrases.lang = foreignLang(language)
	var wrong []diag.Problem
	t.explanations, wrong = readExplanations(language, layers)
	problems = append(problems, wrong...)
	t.words = t.newWords()
	t.Digest = digestOf(files, all, t.explanations)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		var more []diag.Problem
		files[name], more = all.fill(name, files[name])
		problems = append(problems, more...)
	}
	for i, style := range styles {
		var more []diag.Problem
		t.citeForms[i], more = all.citeForm(style, "templates/texts."+language+".yaml")
		problems = append(problems, more...)
	}
	for k := range entries {
		var more []diag.Problem
		t.programs[k], more = t.compile(files, Kind(k))
		problems = append(problems, more...)
	}
	return t, diag.Sort(problems)
}

// compile makes the templates ready for one kind of page.
func (t *Templates) compile(files map[string]string, k Kind) (*template.Program, []diag.Problem) {
	if entries[k].data == nil {
		return nil, nil
	}
	set := maps.Clone(files)
	for other, e := range entries {
		if Kind(other) != k {
			delete(set, e.file)
		}
	}
	funcs := template.Funcs{"count": t.texts.count, "number": t.texts.number, "paragraph": writtenParagraph, "months": t.texts.months}
	program, problems := template.Compile(set, frameTemplate, entries[k].data, funcs, appendText)
	for i := range problems {
		problems[i].File = "templates/" + problems[i].File
	}
	return program, problems
}

// execute appends a page to dst.
func (t *Templates) execute(dst []byte, k Kind, data any) ([]byte, error) {
	dst, err := t.programs[k].Append(dst, data)
	if err != nil {
		return dst, fmt.Errorf("render %s: %w", entries[k].file, err)
	}
	return dst, nil
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
func digestOf(files map[string]string, texts ...texts) (sum [32]byte) {
	h := sha256.New()
	all := []map[string]string{files}
	for _, t := range texts {
		all = append(all, t)
	}
	for _, m := range all {
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
	ending := "_many"
	if n == 1 {
		ending = "_one"
	}
	s, ok := t[key+ending]
	if !ok {
		return "", fmt.Errorf("no interface text is called %q", key+ending)
	}
	return strings.ReplaceAll(s, "{n}", t.number(n)), nil
}

// number writes a number with the language's mark between thousands.
func (t texts) number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + t["thousands"] + s[i:]
	}
	return s
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
