package page

import (
	"fmt"
	"slices"
	"strings"

	"reftel/site/diag"
)

// reserved are the folders that pages of the program's own lie in.
var reserved = []string{"tag/", "origin/", "classification/", "date/", "id/", "source/"}

// Problems reports the project's own pages and static files whose addresses
// are those of other pages. Nothing may be published with any of them.
func (p *Plan) Problems() []diag.Problem {
	var problems []diag.Problem
	taken := map[string]string{homePath: "the first page", notFoundPath: "the page for what is not there"}
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
		add(p.own[i].path(), "content/"+p.own[i].Name+".md")
	}
	return problems
}
