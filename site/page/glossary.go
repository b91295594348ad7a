package page

import (
	"strings"

	"reftel/site/vocab"
)

// A GlossaryPage is what the template of the glossary sees.
type GlossaryPage struct {
	Frame
	Title  string
	Groups []GlossaryGroup
}

// A GlossaryGroup is one vocabulary.
type GlossaryGroup struct {
	ID, Title string
	Entries   []GlossaryEntry
}

// A GlossaryEntry explains one word.
type GlossaryEntry struct {
	Anchor    string
	Word      string
	Expansion string // "" where the word needs none
	Meaning   string // "" where the expansion says it all
	Path      string // of the page about it, "" for none
}

const glossaryPath = "glossary.html"

// Vocabularies, as they stand in the addresses of entries.
const (
	levelWords      = "level"
	captionWords    = "caption"
	markWords       = "mark"
	precedenceWords = "precedence"
	formalWords     = "word"
	acronymWords    = "acronym"
	tagWords        = "tag"
	postWords       = "post"
)

// termAnchor is the address of a word in the glossary: "caption-sipdis".
func termAnchor(vocabulary, word string) string {
	b := []byte(vocabulary)
	gap := true
	for i := range len(word) {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9') {
			gap = true
			continue
		}
		if gap {
			b = append(b, '-')
		}
		gap = false
		b = append(b, c)
	}
	return string(b)
}

// termPath leads to a word in the glossary.
func termPath(vocabulary, word string) string {
	return glossaryPath + "#" + termAnchor(vocabulary, word)
}

// A glossaryView is all that the glossary is made of besides the program, with
// its vocabularies, and the templates: which tags and posts the archive has.
type glossaryView struct {
	site  digest
	tags  []string
	posts []postView
}

type postView struct{ code, name string }

func (v *glossaryView) appendKey(b []byte) []byte {
	b = appendLen(appendStrings(append(b, v.site[:]...), v.tags), len(v.posts))
	for i := range v.posts {
		b = appendString(appendString(b, v.posts[i].code), v.posts[i].name)
	}
	return b
}

// glossaryView lists the tags that the vocabulary explains, and the posts.
func (p *Plan) glossaryView() *glossaryView {
	v := &glossaryView{site: p.site.key}
	for _, f := range p.facets[byTag] {
		if known, ok := vocab.LookupTag(f.name); ok && known.Meaning != "" {
			v.tags = append(v.tags, f.name)
		}
	}
	for _, f := range p.facets[byOrigin] {
		v.posts = append(v.posts, postView{f.name, p.postName(f.name, p.archive.Origins().Lookup(f.name))})
	}
	return v
}

// newGlossaryPage makes the glossary of nothing but its view and the
// vocabularies.
func (t *Templates) newGlossaryPage(v *glossaryView, site *siteView) *GlossaryPage {
	p := &GlossaryPage{Title: t.texts["glossary"]}
	add := func(vocabulary string, entries []GlossaryEntry) {
		if len(entries) > 0 {
			p.Groups = append(p.Groups, GlossaryGroup{vocabulary + "s", t.texts["glossary_"+vocabulary], entries})
		}
	}
	add(levelWords, t.entriesOf(levelWords, vocab.Classifications().All()))
	add(captionWords, t.entriesOf(captionWords, vocab.Captions().All()))
	add(markWords, t.entriesOf(markWords, vocab.PortionMarks()))
	add(precedenceWords, t.entriesOf(precedenceWords, vocab.Precedences().All()))
	add(formalWords, t.entriesOf(formalWords, vocab.HeaderWords().All()))
	add(tagWords, tagEntries(v.tags))
	add(postWords, postEntries(v.posts))
	add(acronymWords, t.entriesOf(acronymWords, vocab.Acronyms().All()))
	p.Frame = newFrame(site.Site, glossaryPath, glossaryPath, p.Title)
	p.Head = trusted(commonHead(&p.Frame, p.Title, "", "website").b)
	return p
}

func (t *Templates) entriesOf(vocabulary string, terms []vocab.Term) []GlossaryEntry {
	out := make([]GlossaryEntry, len(terms))
	for i, term := range terms {
		out[i] = GlossaryEntry{
			Anchor: termAnchor(vocabulary, term.Word), Word: term.Word, Expansion: term.Expansion, Meaning: t.explained(term.Meaning),
		}
	}
	return out
}

func tagEntries(tags []string) []GlossaryEntry {
	var out []GlossaryEntry
	for _, code := range tags {
		known, _ := vocab.LookupTag(code)
		out = append(out, GlossaryEntry{Anchor: termAnchor(tagWords, code), Word: code, Expansion: known.Meaning, Path: tagPath(code)})
	}
	return out
}

func postEntries(posts []postView) []GlossaryEntry {
	var out []GlossaryEntry
	for _, post := range posts {
		e := GlossaryEntry{Anchor: termAnchor(postWords, post.code), Word: post.code, Expansion: post.name, Path: originPath(post.code)}
		if known := codesOf(post.code); len(known) > 1 {
			e.Meaning = strings.Join(known, ", ")
		}
		out = append(out, e)
	}
	return out
}

// codesOf lists all codes of a post.
func codesOf(code string) []string {
	var codes []string
	for _, c := range vocab.NumberedTogether(code) {
		if vocab.SamePost(c) == code {
			codes = append(codes, c)
		}
	}
	return codes
}
