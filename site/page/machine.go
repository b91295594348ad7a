package page

import (
	"crypto/sha256"
	"slices"
	"sync"
)

// A machineFile is a file for programs that is made of facts alone: a list of
// addresses, a feed, a table. Its view is the file itself, unless it has one that
// costs less. Write gives the lines to emit one by one and may reuse their
// memory, so that a key costs no memory however long the file is.
type machineFile struct {
	path  string
	write func(emit func(line []byte))
	view  func(b []byte) []byte // appends the key of such a view; nil for none
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
	cables := sync.OnceValue(p.cablesDigest)
	view := func(b []byte) []byte { d := cables(); return append(b, d[:]...) }
	files := []machineFile{
		{sumsPath, p.writeSums, view},
		{urlsPath, p.writeURLs, func(b []byte) []byte { return appendStrings(view(b), p.otherAddresses()) }},
		{path: robotsPath, write: p.writeRobots}, {path: redirectsPath, write: p.writeRedirects},
		{redirectMapPath, p.writeRedirectMap, view},
	}
	if slices.Contains(formats, "csv") {
		files = append(files, machineFile{tablePath, p.writeTable, view})
	}
	if p.site.BaseURL == "" {
		return files
	}
	if !p.site.NoIndex {
		files = append(files, p.sitemaps(pages)...)
	}
	return append(files, p.feeds()...)
}

// cablesDigest stands for all that machine files may say of cables: their facts
// follow from their texts, and their addresses from facts and settings.
func (p *Plan) cablesDigest() (d digest) {
	h := sha256.New()
	b := appendStrings(append([]byte(nil), p.site.key[:]...), p.permalink)
	for _, f := range p.archive.Cables() {
		b = append(append(appendString(b, f.ID), f.Digest[:]...), f.Source[:]...)
		h.Write(b)
		b = b[:0]
	}
	h.Write(b)
	h.Sum(d[:0])
	return d
}
