package annotation

import (
	"fmt"
	"slices"

	"reftel/site/cable"
	"reftel/site/diag"
)

// CheckLinks reports the links of a file that lead nowhere: a Warning for a
// cable that the archive lacks, since readers see that it does, and an Error
// for a place that a cable lacks. find returns the anchors of the cable that an
// ID leads to. Links within the cable are the business of [Attach].
func (f *File) CheckLinks(find func(id string) (anchors []string, ok bool)) (problems []diag.Problem) {
	for _, l := range f.Links() {
		if l.Cable == f.Cable {
			continue
		}
		p := diag.Problem{File: f.Name, Line: l.Line, Column: l.Column, Code: "link", Cable: f.Cable}
		anchors, ok := find(l.Cable)
		if !ok {
			p.Message = fmt.Sprintf("the archive has no cable %s", l.Cable)
			p.Hint = "readers see that it is not in this archive"
			problems = append(problems, p)
			continue
		}
		for _, anchor := range ends(l.Place) {
			if slices.Contains(anchors, anchor) {
				continue
			}
			p.Severity = diag.Error
			p.Message = fmt.Sprintf("%s has no %s", l.Cable, cable.Place{First: anchor, Last: anchor})
			p.Hint = suggestAnchor(anchor, anchors)
			problems = append(problems, p)
		}
	}
	return problems
}

// ends returns the anchors that a place names: none, one or two.
func ends(p cable.Place) []string {
	switch p.First {
	case "":
		return nil
	case p.Last:
		return []string{p.First}
	}
	return []string{p.First, p.Last}
}
