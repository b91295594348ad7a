package page

import (
	"crypto/sha256"
	"iter"
	"sync"
	"sync/atomic"

	"reftel/site/archive"
	"reftel/site/settings"
	"reftel/site/vocab"
)

// An Input is all that pages are made of.
type Input struct {
	Archive   *archive.Archive
	Notes     []Notes      // at most one for each cable
	Own       []OwnPage    // the editor's own pages
	Gone      []Gone       // addresses that once were
	Static    []StaticFile // files to copy
	Settings  settings.Settings
	Templates *Templates
	Program   string // names the program: another name means other pages
	Version   string // of the program, as readers are told
}

// A Plan knows all pages of a site. None is rendered, and nothing is remembered
// of those that were. It is immutable and safe for concurrent use.
type Plan struct {
	archive   *archive.Archive
	templates *Templates
	site      *siteView
	common    digest // of program and templates
	version   string // of the program, as readers are told
	perPage   int
	permalink permalink
	sources   permalink        // of the pages that show sources; nil where there are none
	formPaths [forms]permalink // of data beside each cable's page
	facets    [byDate + 1][]*facet
	noted     []Notes  // by cable
	noteIndex []noteAt // all notes in the order of their list
	notes     map[int32]*Notes
	noteCites map[int32][]noteCite // by the cable that is cited
	own       []OwnPage
	static    []StaticFile
	intro     *OwnPage // the editor's words for the first page, nil for none

	// rest holds the pages that are no cables', in order; the lists among them
	// are not cut before somebody asks.
	rest   func() []Page
	byPath func() map[string]int // of rest
	finder func() ([]string, map[string][]int32)
	// crosses give for each cable its tags and its post, to count what goes
	// together.
	crosses  func() [byOrigin + 1]*cross
	listings func() []listing // of each cable
	formats  []string         // of data, as the settings have them
	gone     []Gone
	machine  []machineFile // filled when rest is planned
	bulk     []span        // files of all cables; likewise
	// paths are kept when rest is planned: a build asks for each many times. Who
	// looks at a few cables before does not wait for those of all.
	paths   atomic.Pointer[paths]
	threads func() *threads
}

// New plans a site. It looks at no text and at no list of cables, so that it
// costs little after each edit.
func New(in Input) *Plan {
	p := &Plan{
		archive: in.Archive, templates: in.Templates, static: in.Static,
		version: in.Version, perPage: max(1, in.Settings.PerPage), permalink: parsePermalink(in.Settings.Permalink),
	}
	if in.Settings.SourcePages {
		p.sources = parsePermalink(sourcePermalink)
	}
	p.planOwn(in.Own)
	p.planNotes(in.Notes)
	p.gone, p.formats = in.Gone, in.Settings.Formats
	p.site = newSiteView(&in.Settings, p.menu(), p.siteFeeds(in.Settings.Title), in.Archive.Len(), len(p.noteIndex), in.Static)
	p.planForms()
	p.common = sha256.Sum256(append(in.Templates.Digest[:], in.Program...))
	for dim, list := range [...]*archive.Facet{byTag: in.Archive.Tags(), byOrigin: in.Archive.Origins(), byLevel: in.Archive.Levels()} {
		for name, cables := range list.All() {
			p.facets[dim] = append(p.facets[dim], newFacet(p.archive, dimension(dim), name, cables, p.perPage))
		}
	}
	p.facets[byDate] = []*facet{newFacet(p.archive, byDate, "", everything(in.Archive.Len()), p.perPage)}
	p.finder = sync.OnceValues(func() ([]string, map[string][]int32) { return newFinder(in.Archive) })
	p.threads = sync.OnceValue(func() *threads { return newThreads(in.Archive) })
	p.crosses = sync.OnceValue(func() [byOrigin + 1]*cross {
		return [...]*cross{
			byTag:    newCross(in.Archive.Tags(), in.Archive.Len()),
			byOrigin: newCross(in.Archive.Origins(), in.Archive.Len()),
		}
	})
	p.listings = sync.OnceValue(p.newListings)
	p.rest = sync.OnceValue(p.planRest)
	p.byPath = sync.OnceValue(func() map[string]int {
		rest := p.rest()
		m := make(map[string]int, len(rest))
		for i := range rest {
			m[rest[i].Path] = i
		}
		return m
	})
	return p
}

// sourcePermalink is the pattern of the addresses of sources.
const sourcePermalink = "source/{year}/{month}/{id}.html"

// everything lists all indexes of a catalogue.
func everything(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// menu is the main navigation.
func (p *Plan) menu() []Link {
	t := p.templates.texts
	menu := []Link{
		{homePath, t["home"]}, {originsPath, t["origins"]}, {datesPath, t["dates"]},
		{tagsPath, t["tags"]}, {classificationsPath, t["classifications"]},
		{glossaryPath, t["glossary"]},
	}
	if len(p.noteIndex) > 0 {
		menu = append(menu, Link{notesPath, t["notes"]})
	}
	for i := range p.own {
		menu = append(menu, Link{p.own[i].path(), p.own[i].Title})
	}
	return menu
}

// planRest lists the pages that are no cables': files to copy first, as all
// pages need them, and lists before the indexes that lead to them.
func (p *Plan) planRest() []Page {
	p.prepare()
	var pages []Page
	for i := range p.static {
		pages = append(pages, Page{Path: p.static[i].Path, Kind: Static, index: int32(i)})
	}
	for dim, facets := range p.facets {
		for i, f := range facets {
			f.cut().pages(func(at period) bool {
				if path := f.path(at); path != datesPath {
					pages = append(pages, Page{Path: path, Kind: List, dim: dimension(dim), index: int32(i), period: at})
				}
				return true
			})
		}
		pages = append(pages, Page{Path: dimensionPaths[dim], Kind: Lists, dim: dimension(dim)})
	}
	for i := range p.own {
		pages = append(pages, Page{Path: p.own[i].path(), Kind: Own, index: int32(i)})
	}
	pages = p.addNotePages(pages)
	for n := range p.threads().All() {
		pages = append(pages, Page{Path: p.threadLink(int32(n)).Path, Kind: Thread, index: int32(n)})
	}
	pages = append(pages, Page{Path: timelinePath, Kind: Timeline}, Page{Path: glossaryPath, Kind: Glossary}, Page{Path: howToPath, Kind: HowTo}, Page{Path: basketPath, Kind: Basket})
	keys, _ := p.finder()
	for i, key := range keys {
		pages = append(pages, Page{Path: finderPath(key), Kind: Finder, index: int32(i)})
	}
	pages = append(pages, Page{Path: verifyPath, Kind: Verify}, Page{Path: notFoundPath, Kind: NotFound}, Page{Path: homePath, Kind: Home})
	pages = p.addGone(p.addAnnotations(pages))
	return p.addMachineFiles(pages, p.formats)
}

// prepare makes, side by side, what takes a look at every cable.
func (p *Plan) prepare() {
	var wait sync.WaitGroup
	wait.Go(func() { p.paths.Store(newPaths(p.permalink, p.archive)) })
	wait.Go(func() { p.threads() })
	wait.Go(func() { p.finder() })
	for _, facets := range p.facets {
		wait.Go(func() {
			for _, f := range facets {
				f.cut()
			}
		})
	}
	wait.Wait()
}

// perCable is the number of pages that each cable has.
func (p *Plan) perCable() int {
	n := 1 + len(p.site.forms)
	if p.sources != nil {
		n++
	}
	return n
}

// Len returns the number of pages.
func (p *Plan) Len() int { return p.perCable()*p.archive.Len() + len(p.rest()) }

// Page returns page i. The order is that in which pages are best written:
// cables, then what leads to them. The pages of one cable are next to each
// other, so that its text may be read once for both.
func (p *Plan) Page(i int) Page {
	n := p.perCable()
	if i >= n*p.archive.Len() {
		return p.rest()[i-n*p.archive.Len()]
	}
	index := int32(i / n)
	switch nth := i % n; {
	case nth == 0:
		return Page{Path: p.CablePath(index), Kind: Cable, index: index}
	case nth <= len(p.site.forms):
		form := p.site.forms[nth-1]
		return Page{Path: p.formPaths[form].path(p.archive.Cable(index)), Kind: Data, index: index, form: form}
	}
	return Page{Path: p.sources.path(p.archive.Cable(index)), Kind: Source, index: index}
}

// All returns all pages in order.
func (p *Plan) All() iter.Seq[Page] {
	return func(yield func(Page) bool) {
		for i := range p.Len() {
			if !yield(p.Page(i)) {
				return
			}
		}
	}
}

// Find returns the page with that path.
func (p *Plan) Find(path string) (Page, bool) {
	if page, ok := p.findCable(p.permalink, path, Cable); ok {
		return page, true
	}
	if page, ok := p.findCable(p.sources, path, Source); ok {
		return page, true
	}
	if page, ok := p.findData(path); ok {
		return page, true
	}
	i, ok := p.byPath()[path]
	if !ok {
		return Page{}, false
	}
	return p.rest()[i], true
}

// findCable finds a page of one cable by the ID in its address.
func (p *Plan) findCable(pattern permalink, path string, kind Kind) (Page, bool) {
	id, ok := pattern.id(path)
	if !ok {
		return Page{}, false
	}
	i, ok := p.archive.Find(id)
	if !ok || pattern.path(p.archive.Cable(i)) != path {
		return Page{}, false
	}
	return Page{Path: path, Kind: kind, index: i}, true
}

// CablePath returns the address of the page of the cable with an index of the
// catalogue, relative to the root.
func (p *Plan) CablePath(i int32) string {
	if kept := p.paths.Load(); kept != nil {
		return kept.of(i)
	}
	return p.permalink.path(p.archive.Cable(i))
}

// cableView gathers what the page of a cable is made of, which has that path.
func (p *Plan) cableView(i int32, path string) *cableView {
	f := p.archive.Cable(i)
	v := &cableView{
		site: p.site.key, path: path, id: f.ID, title: f.Title, text: f.Digest, source: f.Source, level: f.Level,
		refs: p.refViews(i, f), cited: p.citeViews(i), created: f.Created, month: periodOf(f), thread: p.threadOf(i),
	}
	if n := p.notes[i]; n != nil {
		v.notes = p.notesView(n)
	}
	v.notedBy = p.noteCites[i]
	if p.sources != nil {
		v.sourcePath = p.sources.path(f)
	}
	if f.Post != "" {
		p.besides(v, i, f)
	}
	return v
}

// besides fills in the post and its cables before and after this one.
func (p *Plan) besides(v *cableView, i int32, f *archive.Facts) {
	post := vocab.SamePost(f.Post)
	v.origin = Link{Path: originPath(post), Text: f.Origin}
	if v.origin.Text == "" {
		v.origin.Text = p.postName(post, p.archive.Origins().Lookup(post))
	}
	older, newer := p.archive.Neighbours(i)
	if older >= 0 {
		v.older = p.cableLink(older)
	}
	if newer >= 0 {
		v.newer = p.cableLink(newer)
	}
}

// refViews gathers how the references of a cable were resolved.
func (p *Plan) refViews(i int32, f *archive.Facts) []refView {
	out := make([]refView, len(f.Refs))
	for n := range f.Refs {
		link := p.archive.Link(i, n)
		out[n] = refView{id: link.ID, rule: link.Rule}
		if link.Target == nil {
			continue
		}
		out[n].target = p.cableLink(link.Index)
		for _, cite := range f.Refs[n].Cites {
			if cite.To != "" && link.Target.HasAnchor(cite.To) {
				out[n].places = append(out[n].places, cite.To)
			}
		}
	}
	return out
}

// citeViews gathers who cites a cable.
func (p *Plan) citeViews(i int32) []citeView {
	backlinks := p.archive.Backlinks(i)
	out := make([]citeView, len(backlinks))
	for n, b := range backlinks {
		out[n] = citeView{from: p.cableLink(b.Index), paragraphs: b.Paragraphs, to: b.To}
	}
	return out
}

func (p *Plan) cableLink(i int32) cableLink {
	f := p.archive.Cable(i)
	return cableLink{id: f.ID, path: p.CablePath(i), title: f.Title, created: f.Created}
}
