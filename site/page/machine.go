package page

import (
	"crypto/sha256"
	"slices"
)

// A machineFile is a file for programs that is made of facts alone: a list of
// addresses, a feed, a table. Its view is the file itself, unless it has a
// smaller one. Write gives the lines to emit one by one and may reuse their
// memory, so that a key costs no memory however long the file is.
type machineFile struct {
	path  string
	write func(emit func(line []byte))
	view  func(b []byte) []byte // appends the key of a smaller view; nil for none
}

func (f *machineFile) appendKey(b []byte) []byte {
	if f.view != nil {
		return f.view(b)
	}
	h := sha256.New()
	f.write(func(line []byte) { h.Write(line) })
	return h.Sum(b)
}

func (f *machineFile) appendTo(dst []byte) []byte {
	f.write(func(line []byte) { dst = append(dst, line...) })
	return dst
}

// addMachineFiles adds the files for programs to the other pages. A static file
// of the project takes the place of one of the same name.
func (p *Plan) addMachineFiles(pages []Page, formats []string) []Page {
	for _, f := range p.planMachineFiles(pages, formats) {
		if !slices.ContainsFunc(p.static, func(s StaticFile) bool { return s.Path == f.path }) {
			pages = append(pages, Page{Path: f.path, Kind: Machine, index: int32(len(p.machine))})
			p.machine = append(p.machine, f)
		}
	}
	if slices.Contains(formats, "ndjson") {
		p.bulk = p.planBulk()
		for i, s := range p.bulk {
			pages = append(pages, Page{Path: bulkPath(s.period), Kind: Bulk, index: int32(i)})
		}
	}
	return pages
}

// planMachineFiles lists the files for programs. Those that hold full addresses
// need the address of the site.
func (p *Plan) planMachineFiles(pages []Page, formats []string) []machineFile {
	files := []machineFile{
		{path: sumsPath, write: p.writeSums}, {path: urlsPath, write: p.writeURLs}, {path: robotsPath, write: p.writeRobots},
		{path: redirectsPath, write: p.writeRedirects}, {path: redirectMapPath, write: p.writeRedirectMap},
	}
	if slices.Contains(formats, "csv") {
		files = append(files, machineFile{path: tablePath, write: p.writeTable})
	}
	if p.site.BaseURL == "" {
		return files
	}
	if !p.site.NoIndex {
		files = append(files, p.sitemaps(pages)...)
	}
	return append(files, p.feeds()...)
}
