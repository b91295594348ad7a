package page

import (
	"fmt"
	"slices"
	"strings"

	"reftel/site/cable"
	"reftel/site/diag"
)

// reserved are the folders that pages of the program's own lie in.
var reserved = []string{"tag/", "origin/", "classification/", "date/", "id/", "source/", "archive/", "picture/"}

// Problems reports what is wrong between pages: the project's own pages and
// static files whose addresses are those of other pages, and links of own pages
// that lead nowhere.
func (p *Plan) Problems() []diag.Problem {
	problems := p.collisions()
	for i := range p.own {
		problems = append(problems, p.deadLinks(&p.own[i])...)
	}
	if p.intro != nil {
		problems = append(problems, p.deadLinks(p.intro)...)
	}
	return problems
}

// deadLinks reports the links of a page of the editor's own to cables that the
// archive lacks, which happens, and to paragraphs that a cable lacks, which is a
// mistake.
func (p *Plan) deadLinks(o *OwnPage) []diag.Problem {
	var problems []diag.Problem
	for _, l := range o.text.Links {
		i, ok := p.archive.Resolve(l.Cable)
		problem := diag.Problem{File: o.file, Line: o.lines + l.Line, Column: l.Column, Cable: l.Cable}
		switch {
		case !ok:
			problem.Code, problem.Message = "link-missing", "this archive has no cable "+l.Cable
		case l.Place != (cable.Place{}) && !p.archive.Cable(i).HasAnchor(l.Place.First):
			problem.Severity, problem.Code = diag.Error, "link-place"
			problem.Message = fmt.Sprintf("%s has no %s", l.Cable, l.Place)
		default:
			continue
		}
		problems = append(problems, problem)
	}
	return problems
}

// collisions reports files that would stand at the address of another page.
func (p *Plan) collisions() []diag.Problem {
	var problems []diag.Problem
	taken := map[string]string{homePath: "the first page", notFoundPath: "the page for what is not there", verifyPath: "the page on checking the archive"}
	add := func(path, file string) {
		other, found := taken[path]
		if _, isCable := p.findCable(p.permalink, path, Cable); isCable {
			other, found = "a cable", true
		}
		if slices.ContainsFunc(reserved, func(folder string) bool { return strings.HasPrefix(path, folder) }) {
			other, found = "pages of the indexes", true
		}
		if found {
			problems = append(problems, diag.Problem{
				File: file, Severity: diag.Error, Code: "address-taken",
				Message: fmt.Sprintf("%s is the address of %s", path, other), Hint: "give the file another name",
			})
		}
		taken[path] = file
	}
	for i := range p.static {
		add(p.static[i].Path, "static/"+p.static[i].Path)
	}
	for i := range p.own {
		add(p.own[i].path(), p.own[i].file)
	}
	return append(problems, p.goneProblems()...)
}
