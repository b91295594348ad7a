package page

import (
	"crypto/sha256"
	"encoding/hex"
)

const verifyPath = "verify.html"

// A VerifyPage is what the template of the page on checking the archive sees.
type VerifyPage struct {
	Frame
	Title   string
	Version string // of the program that made the site
	Count   int    // of cables
	Sums    string // SHA-256 of the list of digests
	Files   []Link // files about the whole archive
	Bulk    []BulkFile
	Forms   []string // of each cable, beside its page
	BaseURL string
}

// A BulkFile is a file of many cables.
type BulkFile struct {
	Link
	Count int // of cables in it
}

// A verifyView is all that the page on checking the archive is made of.
type verifyView struct {
	site    digest
	version string
	count   int
	sums    digest
	files   []Link
	bulk    []bulkLink
}

type bulkLink struct {
	Link
	count int
}

func (v *verifyView) appendKey(b []byte) []byte {
	b = appendString(append(b, v.site[:]...), v.version)
	b = append(appendLen(b, v.count), v.sums[:]...)
	b = appendLen(b, len(v.files))
	for i := range v.files {
		b = v.files[i].appendKey(b)
	}
	b = appendLen(b, len(v.bulk))
	for i := range v.bulk {
		b = appendLen(v.bulk[i].appendKey(b), v.bulk[i].count)
	}
	return b
}

func (p *Plan) verifyView() *verifyView {
	v := &verifyView{site: p.site.key, version: p.version, count: p.archive.Len()}
	h := sha256.New()
	p.writeSums(func(line []byte) { h.Write(line) })
	h.Sum(v.sums[:0])
	p.rest() // plans the files
	for _, f := range p.machine {
		switch f.path {
		case sumsPath, urlsPath, tablePath, sitemapPath, siteFeed + atomExtension, siteFeed + jsonExtension:
			v.files = append(v.files, Link{f.path, f.path})
		}
	}
	for _, s := range p.bulk {
		v.bulk = append(v.bulk, bulkLink{Link{bulkPath(s.period), p.templates.periodName(s.period)}, s.len()})
	}
	return v
}

// newVerifyPage makes the page on checking the archive of nothing but its view.
func (t *Templates) newVerifyPage(v *verifyView, site *siteView) *VerifyPage {
	p := &VerifyPage{
		Title: t.texts["verify"], Version: v.version, Count: v.count, Sums: hex.EncodeToString(v.sums[:]), Files: v.files, BaseURL: site.BaseURL,
	}
	for i := range v.bulk {
		p.Bulk = append(p.Bulk, BulkFile{v.bulk[i].Link, v.bulk[i].count})
	}
	for _, f := range site.forms {
		p.Forms = append(p.Forms, formInfo[f].label)
	}
	p.Frame = newFrame(site.Site, verifyPath, "", p.Title)
	p.Head = trusted(commonHead(&p.Frame, p.Title, "", "website").b)
	return p
}
