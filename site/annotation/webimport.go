package annotation

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"reftel/site/cable"
	"reftel/site/diag"
	"reftel/site/markdown"
	"reftel/site/redaction"
)

// Imported are notes on one cable that were read from another program's file.
type Imported struct {
	Cable string
	Notes []Note // without a rendered body: they are made for Text and AppendTo
}

// Import reads annotations in JSON: W3C Web Annotations (one, a list, a page or
// a collection), also as Recogito writes them, and what Hypothesis exports or
// its API returns. name is the file's, for problems; an annotation that names
// no page is taken for one of the cable that the file is named after.
//
// Notes that this program exported come back as they were. Those of others come
// as drafts, to be looked at. find returns a cable as it may be published; with
// it, a quotation is put into its paragraph. What cannot be taken over is left
// out with a Warning.
func Import(name string, data []byte, find func(id string) (redaction.Cable, bool)) ([]Imported, []diag.Problem) {
	in := importer{name: name, find: func(id string) *cable.Cable {
		if c, ok := find(id); ok {
			return c.Parsed()
		}
		return nil
	}}
	return in.read(data)
}

// An importer holds the state of one Import.
type importer struct {
	name     string
	find     func(id string) *cable.Cable // nil for a cable that is not there
	notes    []Imported
	problems []diag.Problem
}

func (in *importer) warn(n int, message, hint string) {
	in.problems = append(in.problems, diag.Problem{
		File: in.name, Severity: diag.Warning, Code: "import-annotation",
		Message: fmt.Sprintf("annotation %d: %s", n, message), Hint: hint,
	})
}

func (in *importer) read(data []byte) ([]Imported, []diag.Problem) {
	var whole any
	if err := json.Unmarshal(data, &whole); err != nil {
		return nil, []diag.Problem{{File: in.name, Severity: diag.Error, Code: "import-annotation", Message: "not readable as JSON: " + err.Error()}}
	}
	items := annotationsIn(whole)
	if len(items) == 0 {
		return nil, []diag.Problem{{File: in.name, Severity: diag.Error, Code: "import-annotation", Message: "the file holds no annotations", Hint: "export them as W3C JSON-LD, or as JSON from Hypothesis"}}
	}
	for i, item := range items {
		in.annotation(i+1, item)
	}
	slices.SortStableFunc(in.notes, func(a, b Imported) int { return strings.Compare(a.Cable, b.Cable) })
	return in.notes, in.problems
}

// An object is a JSON object whose members may have any type.
type object map[string]any

// text returns a member that is a string, or the first of a list of strings.
func (o object) text(key string) string {
	for _, v := range asList(o[key]) {
		if s, ok := v.(string); ok {
			return s
		}
	}
	return ""
}

// objects returns a member that is an object or a list of objects.
func (o object) objects(key string) (out []object) {
	for _, v := range asList(o[key]) {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// object returns the first of objects, nil for none; nil has no members.
func (o object) object(key string) object {
	if all := o.objects(key); len(all) > 0 {
		return all[0]
	}
	return nil
}

func asList(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// annotationsIn finds the annotations in a file: of a page or collection, of
// Hypothesis's API (rows) or export (annotations), in a list, or one alone.
func annotationsIn(v any) (out []object) {
	for _, item := range asList(v) {
		m, ok := item.(map[string]any)
		if !ok {
			continue
		}
		inner := false
		for _, key := range []string{"items", "rows", "annotations", "first"} {
			if list, ok := m[key]; ok {
				out = append(out, annotationsIn(list)...)
				inner = true
			}
		}
		if !inner && (m["target"] != nil || m["uri"] != nil) {
			out = append(out, m)
		}
	}
	return out
}

// annotation makes a note of one annotation.
func (in *importer) annotation(number int, o object) {
	if len(asList(o["references"])) > 0 {
		in.warn(number, "it answers another annotation, and notes have no answers", "add what it says to the note by hand")
		return
	}
	target := o.object("target")
	source := firstOf(target.text("source"), target.text("id"), o.text("target"), o.text("uri"))
	id, anchor := cableOf(source)
	if id == "" && source == "" {
		id, _ = cableOf(in.name)
	}
	if id == "" {
		in.warn(number, fmt.Sprintf("%q is not the page of a cable", source), "an annotation is taken over where its page is named after a cable's ID")
		return
	}
	n := Note{
		Draft: true, By: oneLine(firstOf(creator(o), creator(target))), License: oneLine(licenseOf(o.text("rights"))),
		Date: dateOf(firstOf(o.text("created"), o.text("updated"), target.text("created"))),
	}
	in.bodies(&n, o)
	where := selectorsOf(target)
	if where.anchor == "" {
		where.anchor = anchor
	}
	where.settled = o.object("generator").text("name") == webGenerator
	in.place(number, &n, in.find(id), where)
	if where.settled {
		n.own(o)
	}
	if n.Body == "" && n.Emended == "" {
		in.warn(number, "it says nothing", "a highlight without words is no note")
		return
	}
	in.add(id, n)
}

func (in *importer) add(id string, n Note) {
	i := slices.IndexFunc(in.notes, func(i Imported) bool { return i.Cable == id })
	if i < 0 {
		i = len(in.notes)
		in.notes = append(in.notes, Imported{Cable: id})
	}
	in.notes[i].Notes = append(in.notes[i].Notes, n)
}

// own restores what only this program's annotations say: slug and status.
func (n *Note) own(o object) {
	n.Draft = false
	for _, b := range o.objects("body") {
		if b.text("purpose") == "tagging" && b.text("value") == "draft" {
			n.Draft = true
		}
	}
	if _, slug, ok := strings.Cut(o.text("id"), "#n-"); ok {
		n.Slug = validSlug(slug)
	}
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// cableOf reads an ID, and an anchor, off the address of a page or the name of
// a file.
func cableOf(address string) (id, anchor string) {
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	id = path.Base(u.Path)
	for ext := path.Ext(id); ext != ""; ext = path.Ext(id) {
		id = strings.TrimSuffix(id, ext)
	}
	if !markdown.IsReferenceID(id) {
		return "", ""
	}
	return id, u.Fragment
}

// creator returns the name of who wrote an annotation.
func creator(o object) string {
	c := o.object("creator")
	name := firstOf(c.text("name"), c.text("nickname"), o.object("user_info").text("display_name"))
	if name != "" {
		return name
	}
	account := firstOf(o.text("user"), o.text("creator"), c.text("id"))
	if account, ok := strings.CutPrefix(account, "acct:"); ok {
		account, _, _ = strings.Cut(account, "@")
		return account
	}
	return account
}

func dateOf(s string) time.Time {
	if len(s) < len(time.DateOnly) {
		return time.Time{}
	}
	date, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	if err != nil {
		return time.Time{}
	}
	return date
}

// bodies puts what an annotation says into the note.
func (in *importer) bodies(n *Note, o object) {
	var words []string
	if o.text("text") != "" {
		words = append(words, importedText(o.text("text"), "text/markdown"))
	}
	for _, tag := range asList(o["tags"]) {
		if s, ok := tag.(string); ok {
			n.classify(s)
		}
	}
	if s := o.text("bodyValue"); s != "" {
		words = append(words, importedText(s, "text/plain"))
	}
	for _, b := range append(o.objects("body"), o.objects("bodies")...) {
		value := b.text("value")
		switch b.text("purpose") {
		case "tagging", "classifying":
			n.classify(value)
		case "editing":
			n.Emended = oneLine(value)
		default:
			if value != "" {
				words = append(words, importedText(value, b.text("format")))
				n.Lang = langOf(b.text("language"))
			}
		}
	}
	n.Body = strings.TrimSpace(strings.Join(words, "\n\n"))
	if n.Emended != "" {
		n.Kind = Emendation
	}
}

func langOf(s string) string {
	lang, _, _ := readLang(s)
	return lang
}

// classify takes a tag for the note's kind where it names one.
func (n *Note) classify(tag string) {
	if kind := Kind(strings.ToLower(tag)); n.Kind == Plain && kind != Emendation && slices.Contains(Kinds(), kind) {
		n.Kind = kind
	}
}
