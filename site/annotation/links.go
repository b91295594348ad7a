package annotation

import (
	"fmt"
	"slices"

	"reftel/site/cable"
	"reftel/site/diag"
)

// A Cited is what an archive says of a cable that a note links to.
type Cited struct {
	Found   bool
	Anchors []string // every address of the cable, where it is found
	NoID    bool     // not found, and no cable can have that ID
	Hint    string   // where it is not found: which one may be meant
}

// CheckLinks reports the links of a file that lead nowhere: a Warning for a
// cable that the archive lacks, since a note may well speak of one and readers
// see that it is not there, and an Error for what cannot be anywhere. Links
// within the cable are the business of [Attach].
func (f *File) CheckLinks(find func(id string) Cited) (problems []diag.Problem) {
	for _, l := range f.Links() {
		if l.Cable == f.Cable {
			continue
		}
		p := diag.Problem{File: f.Name, Line: l.Line, Column: l.Column, Severity: diag.Error, Cable: f.Cable}
		cited := find(l.Cable)
		switch {
		case cited.NoID:
			p.Code, p.Message, p.Hint = "link-id", fmt.Sprintf("%q is not a reference ID", l.Cable), cited.Hint
		case !cited.Found:
			p.Severity = diag.Warning
			p.Code, p.Message, p.Hint = "link-missing", fmt.Sprintf("the archive has no cable %s", l.Cable), cited.Hint
		default:
			p.Code = "link-place"
			p.Message, p.Hint = missingPlace(l, cited.Anchors)
		}
		if p.Message != "" {
			problems = append(problems, p)
		}
	}
	return problems
}

// missingPlace says which end of a link's place a cable lacks.
func missingPlace(l Link, anchors []string) (message, hint string) {
	for _, anchor := range ends(l.Place) {
		if !slices.Contains(anchors, anchor) {
			return fmt.Sprintf("%s has no %s", l.Cable, written(anchor)), suggestAnchor(anchor, anchors)
		}
	}
	return "", ""
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
