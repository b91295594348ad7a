package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"reftel/site/archive"
)

// A ThreadPage is what the template of a thread sees: cables that refer to each
// other, as a conversation in order of time.
type ThreadPage struct {
	Frame
	ID      string // of the oldest cable
	Title   string
	Count   int
	Entries []ThreadEntry
	Before  *Link  // the thread that this one goes on from
	After   []Link // those that go on from this one
}

// A ThreadEntry is one cable of a thread.
type ThreadEntry struct {
	CableRow
	Opening string // the first words of its summary, or of the text
	Refs    []ThreadReference
}

// A ThreadReference is a reference to a cable of the archive, with the
// paragraphs that make it.
type ThreadReference struct {
	CableLink
	Within bool // it is in this thread, under its ID
	Raw    string
	Quotes []Quote
}

// A Quote is a part of a paragraph around the words that refer.
type Quote struct {
	Link                  // to the paragraph
	Before, Words, Behind string
}

// Bounds of a thread's page.
const (
	threadCables = 40  // on one page
	threadQuotes = 2   // of each reference
	openingSize  = 280 // characters
	quoteBefore  = 240
	quoteBehind  = 240
)

// threadPermalink is the pattern of the addresses of threads: the oldest
// cable's. In folders of months, as cables are.
const threadPermalink = "thread/{year}/{month}/{id}.html"

// A threadView is all that the page of a thread is made of besides the program,
// the templates and the texts of its cables.
type threadView struct {
	site    digest
	path    string
	entries []threadEntry
	before  Link
	after   []Link
}

type threadEntry struct {
	rowView
	text digest
	refs []threadRef
}

type threadRef struct {
	n      int // index among the references of the facts
	within bool
	target cableLink
}

func (v *threadView) appendKey(b []byte) []byte {
	b = appendLen(appendString(append(b, v.site[:]...), v.path), len(v.entries))
	for i := range v.entries {
		e := &v.entries[i]
		b = e.rowView.appendKey(b)
		b = appendLen(append(b, e.text[:]...), len(e.refs))
		for n := range e.refs {
			r := &e.refs[n]
			b = r.target.appendKey(appendBool(appendLen(b, r.n), r.within))
		}
	}
	b = appendLen(v.before.appendKey(b), len(v.after))
	for i := range v.after {
		b = v.after[i].appendKey(b)
	}
	return b
}

// threads are the chains of the archive and the addresses of their pages.
type threads struct {
	*archive.Chains
	links []Link            // to the page of each
	after map[int32][]int32 // the chains that go on from one
}

func newThreads(a *archive.Archive) *threads {
	t := &threads{Chains: a.Chains(threadCables), after: map[int32][]int32{}}
	t.links = make([]Link, len(t.All()))
	for n, c := range t.All() {
		first := a.Cable(c.Cables[0])
		t.links[n] = Link{threadPath.path(first), first.ID}
		if c.After >= 0 {
			full := t.Of(c.After)
			t.after[full] = append(t.after[full], int32(n))
		}
	}
	return t
}

var threadPath = parsePermalink(threadPermalink)

// threadLink leads to the page of a chain.
func (p *Plan) threadLink(chain int32) Link { return p.threads().links[chain] }

// threadOf leads to the thread of a cable; the zero Link where it has none.
func (p *Plan) threadOf(i int32) Link {
	chain := p.threads().Of(i)
	if chain < 0 {
		return Link{}
	}
	return p.threadLink(chain)
}

func (p *Plan) threadView(n int32) *threadView {
	chain := p.threads().All()[n]
	v := &threadView{site: p.site.key, path: p.threadLink(n).Path, entries: make([]threadEntry, len(chain.Cables))}
	for k, i := range chain.Cables {
		f := p.archive.Cable(i)
		e := &v.entries[k]
		e.rowView, e.text, e.refs = p.row(i), f.Digest, make([]threadRef, 0, len(f.Refs))
		for ref := range f.Refs {
			target := p.archive.Link(i, ref).Index
			if target < 0 || target == i {
				continue
			}
			link := p.cableLink(target)
			if seenFirst(e.refs, link.path) {
				e.refs = append(e.refs, threadRef{ref, p.threads().Of(target) == n, link})
			}
		}
	}
	if chain.After >= 0 {
		v.before = p.threadOf(chain.After)
	}
	for _, next := range p.threads().after[n] {
		v.after = append(v.after, p.threadLink(next))
	}
	return v
}

// seenFirst reports whether no reference leads to a path yet.
func seenFirst(refs []threadRef, path string) bool {
	return !slices.ContainsFunc(refs, func(r threadRef) bool { return r.target.path == path })
}

// A threadText is the text of one cable, with the facts that say where in it to
// look.
type threadText struct {
	facts  *archive.Facts
	source string
}

// renderThread appends the page of a thread. It reads the text of each of its
// cables but parses none.
func (p *Plan) renderThread(dst []byte, n int32, v *threadView, from Texts) ([]byte, error) {
	texts := make([]threadText, len(v.entries))
	for at, i := range p.threads().All()[n].Cables {
		f := p.archive.Cable(i)
		text, err := from.Text(f)
		if err != nil {
			return dst, err
		}
		texts[at] = threadText{f, text.String()}
	}
	var err error
	p.templates.withMemory(func(m *memory) {
		dst, err = p.templates.execute(dst, Thread, p.templates.newThreadPage(m, v, p.site, texts))
	})
	return dst, err
}

// newThreadPage makes a thread's page of nothing but its view and the texts. The
// page is gone with m.
func (t *Templates) newThreadPage(m *memory, v *threadView, site *siteView, texts []threadText) *ThreadPage {
	rows := make([]rowView, len(v.entries))
	for i := range v.entries {
		rows[i] = v.entries[i].rowView
	}
	p := &ThreadPage{ID: rows[0].id, Title: rows[0].title, Count: len(rows), After: v.after, Entries: make([]ThreadEntry, len(rows))}
	for i, row := range t.rowsOf(rows) {
		from := &texts[i]
		refs := v.entries[i].refs
		e := &p.Entries[i]
		e.CableRow, e.Refs = row, make([]ThreadReference, len(refs))
		e.Opening = shortened(m.words(from.source, from.facts.Opening, 0, len(from.source)), openingSize)
		for n := range refs {
			e.Refs[n] = referenceIn(m, from, row.Path, &refs[n])
		}
	}
	if v.before.Path != "" {
		p.Before = &v.before
	}
	p.Frame = newFrame(site.Site, v.path, datesPath, t.texts["thread"]+" "+p.ID)
	p.Head = trusted(commonHead(&p.Frame, t.texts["thread"]+" "+p.ID, "", "website").b)
	return p
}

// referenceIn quotes the paragraphs of a text that make a reference.
func referenceIn(m *memory, from *threadText, path string, r *threadRef) ThreadReference {
	ref := &from.facts.Refs[r.n]
	out := ThreadReference{CableLink: r.target.link(), Within: r.within, Raw: ref.Raw}
	for i := range ref.Cites {
		c := &ref.Cites[i]
		if len(out.Quotes) == threadQuotes {
			break
		}
		if !slices.ContainsFunc(ref.Cites[:i], func(before archive.Cite) bool { return before.Paragraph == c.Paragraph }) {
			out.Quotes = append(out.Quotes, quoteOf(m, from.source, c, path))
		}
	}
	return out
}

// quoteOf quotes a paragraph around some words of it.
func quoteOf(m *memory, source string, c *archive.Cite, path string) Quote {
	q := Quote{Link: Link{Path: path + "#" + c.Paragraph, Text: writtenParagraph(c.Paragraph)}}
	from, to := int(c.Words.Start), int(c.Words.End)
	q.Words = m.words(source, []archive.Stretch{c.Words}, from, to)
	q.Before, q.Behind = shortFront(m.words(source, c.Text, 0, from), quoteBefore), shortened(m.words(source, c.Text, to, len(source)), quoteBehind)
	if startsWithSpace(source[to:]) {
		q.Behind = " " + q.Behind
	}
	if q.Before != "" && startsWithSpace(source[from-1:]) {
		q.Before += " "
	}
	return q
}

func startsWithSpace(s string) bool { return s != "" && classes[s[0]]&(space|blank) != 0 }

// shortFront cuts a text before the first word of its last n bytes.
func shortFront(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	if at := strings.IndexByte(s, ' '); at >= 0 && at < n/2 {
		return "… " + s[at+1:]
	}
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return "… " + s
}
