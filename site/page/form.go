package page

import (
	"slices"
	"strings"
)

// A form is a way to publish one cable as data, beside its page.
type form uint8

const (
	noForm form = iota
	asJSON
	asText
	asCSL
	asBibTeX
	asRIS
	asLinkset     // what the cable's files are to each other
	asPicture     // for previews of links
	asAnnotations // only of cables with notes
	forms
)

// formInfo says how a form is called and how it is found.
var formInfo = [forms]struct {
	setting   string // in formats
	extension string // in place of the page's .html
	mediaType string
	rel       string // how the page is related to it, by RFC 8288 and signposting.org
	label     string
}{
	asJSON:        {"json", ".json", "application/json", "alternate", "JSON"},
	asText:        {"txt", ".txt", "text/plain", "alternate", "TXT"},
	asCSL:         {"csl", ".csl.json", "application/vnd.citationstyles.csl+json", "describedby", "CSL-JSON"},
	asBibTeX:      {"bib", ".bib", "application/x-bibtex", "describedby", "BibTeX"},
	asRIS:         {"ris", ".ris", "application/x-research-info-systems", "describedby", "RIS"},
	asLinkset:     {"linkset", ".linkset.json", linksetType, "linkset", "Linkset"},
	asPicture:     {extension: ".png"},
	asAnnotations: {"anno", ".anno.jsonld", `application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"`, "alternate", "Web Annotations"},
}

// formsOf returns the forms of every cable that a setting asks for, in their
// own order.
func formsOf(formats []string) []form {
	var out []form
	for f := noForm + 1; f < asPicture; f++ {
		if slices.Contains(formats, formInfo[f].setting) {
			out = append(out, f)
		}
	}
	return out
}

// extended is the pattern of the addresses of files that stand beside those of
// a pattern that ends in .html.
func (l permalink) extended(extension string) permalink {
	out := slices.Clone(l)
	last := &out[len(out)-1]
	*last = strings.TrimSuffix(*last, ".html") + extension
	return out
}

// A CableFile leads to a cable as data.
type CableFile struct {
	Link
	Type string // media type
	Rel  string // how the page is related to it: "alternate", "describedby"
}

// cableFiles lists the files of data beside the page of a cable that are about
// the cable, for its readers.
func (s *siteView) cableFiles(page string, noted bool) []CableFile {
	all := slices.DeleteFunc(slices.Clone(s.forms), func(f form) bool { return f == asPicture || f == asLinkset })
	if noted && s.annotations {
		all = append(all, asAnnotations)
	}
	files := make([]CableFile, len(all))
	for i, f := range all {
		files[i] = CableFile{Link{besidePage(page, f), formInfo[f].label}, formInfo[f].mediaType, formInfo[f].rel}
	}
	return files
}

// besidePage is the address of a file of data beside a page.
func besidePage(page string, f form) string {
	return strings.TrimSuffix(page, ".html") + formInfo[f].extension
}
