package annotation

import (
	"fmt"
	"path"
	"strings"

	"reftel/site/diag"
	"reftel/site/markdown"
)

// Parse reads a note file; name is its path, whose last part is the reference
// ID of the cable with ".md". All problems are Errors. It returns a File in any
// case: a note whose heading cannot be read is in it without a place, so that a
// preview can show it.
func Parse(name string, src []byte) (*File, []diag.Problem) {
	p := &fileParser{file: &File{Name: name, Cable: strings.TrimSuffix(path.Base(name), ".md")}}
	text := strings.TrimPrefix(strings.ReplaceAll(string(src), "\r\n", "\n"), "\ufeff")
	p.add(0, markdown.Check(text))
	if len(p.problems) > 0 {
		return p.file, p.problems
	}
	body, line := p.head(text)
	sections := splitSections(body)
	if len(sections) > maxNotes {
		p.problem(0, 0, "note-limit", fmt.Sprintf("the file has more than %d notes", maxNotes), "")
		return p.file, p.problems
	}
	for i := range sections {
		sections[i].line += line
		p.section(sections[i])
	}
	p.slugs()
	p.bodies(sections)
	return p.file, p.problems
}

// maxNotes keeps the work for one cable within bounds: each note has the text
// that it is on searched.
const maxNotes = 500

const maxProblems = 200

// A fileParser holds the state of one parse.
type fileParser struct {
	file     *File
	problems []diag.Problem
}

// add takes over problems of a part of the file that begins after so many
// lines.
func (p *fileParser) add(lines int, problems []diag.Problem) {
	for _, q := range diag.In(p.file.Name, lines, problems) {
		q.Cable = p.file.Cable
		p.problems = append(p.problems, q)
	}
}

// problem reports what is wrong with the file. One that is wrong all over is not
// worth a list without end.
func (p *fileParser) problem(line, column int, code, message, hint string) {
	if len(p.problems) >= maxProblems {
		return
	}
	p.problems = append(p.problems, diag.Problem{
		File: p.file.Name, Line: line, Column: column, Severity: diag.Error,
		Code: code, Message: message, Hint: hint, Cable: p.file.Cable,
	})
}

// section makes a note of a section, without its body.
func (p *fileParser) section(s section) {
	head := p.file.Head
	n := Note{
		Draft: head.Draft, By: head.By, License: head.License, Date: head.Date, Lang: head.Lang,
		Line: s.line, Body: strings.TrimSpace(s.body), body: &markdown.Document{},
	}
	if s.heading == "" {
		if onlyComments(n.Body) {
			return
		}
		n.Slug = headnoteSlug
		p.file.Headnote = &n
		return
	}
	h := &headingParser{note: &n, line: s.heading, rest: s.heading}
	if !h.parse() {
		n.fault = h.message
		p.problem(s.line, h.column(), "note-heading", h.message, h.hint)
	}
	p.file.Notes = append(p.file.Notes, n)
}

// headnoteSlug is the slug of every headnote; no other note may have it.
const headnoteSlug = "headnote"

// onlyComments reports whether Markdown holds nothing to show: the starting
// file of a note holds the paragraphs' first words as comments.
func onlyComments(s string) bool {
	for {
		s = strings.TrimSpace(s)
		if s == "" {
			return true
		}
		_, after, ok := strings.Cut(s, "-->")
		if !ok || !strings.HasPrefix(s, "<!--") {
			return false
		}
		s = after
	}
}

// slugs gives every note its slug: the one that it names, which must be unique,
// or one made from its target.
func (p *fileParser) slugs() {
	taken := map[string]int{headnoteSlug: 0}
	for i := range p.file.Notes {
		n := &p.file.Notes[i]
		if n.Slug == "" {
			continue
		}
		if line, ok := taken[n.Slug]; ok {
			p.problem(n.Line, 0, "note-slug", fmt.Sprintf("another note has the slug %q", n.Slug), slugHint(line))
			n.Slug = ""
			continue
		}
		taken[n.Slug] = n.Line
	}
	for i := range p.file.Notes {
		n := &p.file.Notes[i]
		if n.Slug != "" {
			continue
		}
		base := madeSlug(n)
		for k := 1; ; k++ {
			n.Slug = base
			if k > 1 {
				n.Slug = fmt.Sprintf("%s-%d", base, k)
			}
			if _, ok := taken[n.Slug]; !ok {
				break
			}
		}
		taken[n.Slug] = n.Line
	}
}

func slugHint(line int) string {
	if line == 0 {
		return "the text before the first section has it; choose another"
	}
	return fmt.Sprintf("it is on line %d; choose another", line)
}

// madeSlug makes a slug from the target: "p12-p13", "ref-d", "cable".
func madeSlug(n *Note) string {
	t := n.Target
	switch t.First {
	case "":
		return "cable"
	case t.Last:
		return strings.ReplaceAll(t.First, "_", "-")
	}
	return strings.ReplaceAll(t.First+"-"+t.Last, "_", "-")
}

// bodies renders the notes' texts, now that their ids are known.
func (p *fileParser) bodies(sections []section) {
	next := 0
	for _, s := range sections {
		n := p.file.Headnote
		if s.heading != "" {
			n = &p.file.Notes[next]
			next++
		} else if n == nil {
			continue
		}
		document, problems := markdown.Parse(s.body, markdown.Options{Prefix: n.Address() + "-", Cable: p.file.Cable})
		p.add(s.bodyLine(), problems)
		for i := range document.Links {
			document.Links[i].Line += s.bodyLine()
		}
		n.body = document
		p.inBody(n, s)
	}
}

// inBody reports what is Markdown but cannot be meant.
func (p *fileParser) inBody(n *Note, s section) {
	for _, h := range n.body.Headings {
		if strings.HasPrefix(h.Words, "¶") {
			p.problem(s.bodyLine()+h.Line, 1, "note-heading", "this heading does not begin a note", "write it with two # at the beginning of the line")
		}
	}
	if !n.Draft && n.Kind != Emendation && n.fault == "" && onlyComments(n.Body) {
		p.problem(n.Line, 0, "note-empty", "the note says nothing", "write it, or give it status=draft")
	}
}
