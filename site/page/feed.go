package page

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A feed lists what is newest of the site, a tag, a post, or the notes. It is
// written as Atom and as JSON Feed.
type feed struct {
	title   string
	home    string // path of the page that it is about
	path    string // its own, without extension
	entries func() []feedEntry
}

// A feedEntry is a cable or a note. Its times are those that the texts tell.
type feedEntry struct {
	path      string // with a fragment for notes; its address is its identity
	title     string
	summary   string
	html      string // "" for none
	by        string // who wrote it, "" for unknown
	published time.Time
	updated   time.Time
	tags      []string
}

// A feedView is all that a feed is made of.
type feedView struct {
	site              digest
	title, home, path string
	entries           []feedEntry
}

func (v *feedView) appendKey(b []byte) []byte {
	b = append(b, v.site[:]...)
	b = appendString(appendString(appendString(b, v.title), v.home), v.path)
	b = appendLen(b, len(v.entries))
	for i := range v.entries {
		b = v.entries[i].appendKey(b)
	}
	return b
}

func (e *feedEntry) appendKey(b []byte) []byte {
	for _, s := range [...]string{e.path, e.title, e.summary, e.html, e.by} {
		b = appendString(b, s)
	}
	return appendStrings(appendTime(appendTime(b, e.published), e.updated), e.tags)
}

// What a feed holds at most.
const (
	siteFeedSize  = 50
	facetFeedSize = 20
	notesFeedSize = 50
)

const (
	atomExtension = ".xml"
	jsonExtension = ".json"

	siteFeed  = "feed"
	notesFeed = "notes"
)

// feeds lists the files of all feeds. A feed without a dated entry has none.
func (p *Plan) feeds() []machineFile {
	var out []machineFile
	add := func(f feed) {
		view := func() *feedView { return &feedView{p.site.key, f.title, f.home, f.path, f.entries()} }
		key := func(b []byte) []byte { return view().appendKey(b) }
		out = append(out, machineFile{
			path:  f.path + atomExtension,
			write: func(emit func([]byte)) { emit(p.site.appendAtom(nil, view())) },
			view:  key,
		}, machineFile{
			path:  f.path + jsonExtension,
			write: func(emit func([]byte)) { emit(p.site.appendJSONFeed(nil, view())) },
			view:  key,
		})
	}
	for _, link := range p.site.Feeds {
		entries := p.newestNotes
		if link.Path == siteFeed {
			entries = func() []feedEntry { return p.newest(everything(p.archive.Len()), siteFeedSize) }
		}
		add(feed{link.Text, homePath, link.Path, entries})
	}
	for _, dim := range []dimension{byTag, byOrigin} {
		for _, f := range p.facets[dim] {
			if path := p.feedOf(f); path != "" {
				cables := f.cut().cables
				title := p.site.Title + ": " + p.facetView(f).title
				add(feed{title, f.path(period{}), path, func() []feedEntry { return p.newest(cables, facetFeedSize) }})
			}
		}
	}
	return out
}

// feedOf returns the path of a facet's feed without extension, "" for none.
func (p *Plan) feedOf(f *facet) string {
	if p.site.BaseURL == "" || f.dim != byTag && f.dim != byOrigin || !p.dated(f.cut().cables) {
		return ""
	}
	return strings.TrimSuffix(f.path(period{}), ".html")
}

// dated reports whether any of the cables has a date: those without come first.
func (p *Plan) dated(cables []int32) bool {
	return len(cables) > 0 && !p.archive.Cable(cables[len(cables)-1]).Created.IsZero()
}

// newest returns the n cables that changed last, the newest first. A cable
// changes when it is released and when a note on it is written; one that does
// not tell counts from its own date.
func (p *Plan) newest(cables []int32, n int) []feedEntry {
	type candidate struct {
		cable   int32
		changed time.Time
	}
	var best []candidate
	for _, i := range slices.Backward(cables) {
		f := p.archive.Cable(i)
		changed := p.lastChange(i, f)
		if changed.IsZero() {
			changed = f.Created
		}
		if changed.IsZero() || len(best) == n && !changed.After(best[n-1].changed) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, changed, func(c candidate, t time.Time) int {
			return cmp.Or(t.Compare(c.changed), -1) // behind those of the same time
		})
		best = slices.Insert(best, at, candidate{i, changed})
		best = best[:min(n, len(best))]
	}
	out := make([]feedEntry, len(best))
	for i, c := range best {
		out[i] = p.feedEntry(c.cable, c.changed)
	}
	return out
}

func (p *Plan) feedEntry(i int32, changed time.Time) feedEntry {
	f := p.archive.Cable(i)
	e := feedEntry{
		path: p.CablePath(i), title: f.ID + ": " + f.Title, published: f.Released, updated: changed, tags: f.Tags,
		by: institution(p.originOf(f)),
	}
	if e.published.IsZero() {
		e.published = f.Created
	}
	var about []string
	for _, s := range []string{f.Level, p.originOf(f), datedAs(f.Created, f.Inferred)} {
		if s != "" {
			about = append(about, s)
		}
	}
	e.summary = strings.Join(about, " · ")
	return e
}

// hasNotesFeed reports whether any note has a date.
func (p *Plan) hasNotesFeed() bool {
	for i := range p.noted {
		for _, n := range p.noted[i].File.All() {
			if !n.Date.IsZero() {
				return true
			}
		}
	}
	return false
}

// newestNotes returns the notes that were written last. One without a date is
// in no feed: a reader could not be told when it came.
func (p *Plan) newestNotes() []feedEntry {
	var out []feedEntry
	for i := range p.noted {
		notes := &p.noted[i]
		f := p.archive.Cable(notes.Cable)
		view := p.notesView(notes)
		page := p.templates.texts.shownOn(view.resolver(p.site.BaseURL))
		for _, n := range notes.File.All() {
			if n.Date.IsZero() {
				continue
			}
			place := n.Target.String()
			if place != "" {
				place = " " + place
			}
			out = append(out, feedEntry{
				path: p.CablePath(notes.Cable) + "#" + n.Address(), title: f.ID + place + ": " + f.Title,
				summary: n.Text(), html: n.HTML(page), by: n.By, published: n.Date, updated: n.Date,
			})
		}
	}
	slices.SortStableFunc(out, func(a, b feedEntry) int { return b.updated.Compare(a.updated) })
	return out[:min(notesFeedSize, len(out))]
}

// lastUpdate is when the newest of the entries changed.
func lastUpdate(entries []feedEntry) (last time.Time) {
	for i := range entries {
		if entries[i].updated.After(last) {
			last = entries[i].updated
		}
	}
	return last
}

// siteFeeds leads to the feeds that every page names: paths without extension.
func (p *Plan) siteFeeds(title string) (out []Link) {
	if n := p.archive.Len(); n > 0 && !p.archive.Cable(int32(n-1)).Created.IsZero() {
		out = append(out, Link{siteFeed, title})
	}
	if p.hasNotesFeed() {
		out = append(out, Link{notesFeed, title + ": " + p.templates.texts["notes_feed"]})
	}
	return out
}

// feedLinks leads programs to feeds.
func (w *headWriter) feedLinks(root string, feeds []Link) {
	for _, f := range feeds {
		w.feedLink("application/atom+xml", f.Text, root+f.Path+atomExtension)
		w.feedLink("application/feed+json", f.Text, root+f.Path+jsonExtension)
	}
}

func (w *headWriter) feedLink(mediaType, title, href string) {
	w.b = append(append(append(w.b, `<link rel="alternate" type="`...), mediaType...), `" title="`...)
	w.b = append(appendText(w.b, title), `" href="`...)
	w.b = append(appendText(w.b, href), "\">\n"...)
}
