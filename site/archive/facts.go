package archive

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unique"

	"reftel/site/cable"
	"reftel/site/redaction"
	"reftel/site/vocab"
)

// Facts is what an archive knows of one cable without holding its text. It is
// immutable once it is joined, and shared between archives.
type Facts struct {
	ID        string // as published; the address of its page
	Canonical string
	Created   time.Time // UTC; zero where unknown
	Inferred  bool      // Created was guessed from the ID
	Released  time.Time
	Level     string    // classification in the form of vocab.ClassificationLevel: "SECRET//NOFORN"
	Post      string    // origin code of the canonical ID: "ASTANA"
	Origin    string    // as published: "Embassy Astana"
	Subject   string    // as printed
	Title     string    // the subject as a title; the ID where there is none
	Tags      []string  // canonical codes, in the order printed, each once
	Refs      []Ref     // one for each of the cable's References, then the IDs written in its paragraphs
	Anchors   string    // every address of the text, in reading order, a line feed after each
	Route     string    // routing indicator of the DE line
	Opening   []Stretch // what the text says first: its summary, or else its first paragraph

	// Where the text is: a file of the project and, for files that hold many
	// cables, the byte offset and the size of its record.
	File   string
	Offset int64
	Size   int
	// Digest is the SHA-256 of the published text and of what its file's head
	// says: two cables with one digest have the same page body.
	Digest [32]byte
	// Source is the SHA-256 of the cable's text as the file has it; of the text
	// as published where words were taken out of it.
	Source [32]byte
	// Seal tells within one run, and sooner than the digests, whether the file's
	// record is still the one that was read, see source.Document. It is 0 where
	// only the digests tell.
	Seal uint64
}

// A Ref is one reference of a cable, read from its text alone.
type Ref struct {
	Anchor       string // "" for inline ones
	Raw          string // as printed, white space folded
	Kind         cable.RefKind
	ID           string // "" where it is no cable
	YearInferred bool
	NOTAL        bool
	Inline       bool   // an ID written in a paragraph, not in the REF block
	Cites        []Cite // where the text mentions it, in reading order
}

// A Cite is one mention of a reference in the text.
type Cite struct {
	Paragraph string    // anchor of the block that mentions it
	To        string    // anchor of the paragraph that is meant in the cited cable, "" for none
	Words     Stretch   // the words that mention it
	Text      []Stretch // of the block
}

// FactsOf takes the facts from a cable as it may be published. It leaves out
// what the cable does not know: File, Offset, Size, Digest, Source and Seal are
// for the caller to fill in. The facts hold nothing of the cable's text but
// copies of short pieces.
func FactsOf(published redaction.Cable) *Facts { return factsOf(published.Parsed()) }

func factsOf(c *cable.Cable) *Facts {
	k := newKeeper(c)
	f := &Facts{
		ID:       k.keep(c.ID),
		Created:  c.Created.UTC(),
		Inferred: c.CreatedInferred,
		Released: c.Meta.Released.UTC(),
		Level:    intern(levelOfText(c)),
		Origin:   intern(c.Meta.Origin),
		Subject:  k.keep(c.Subject),
		Title:    k.title(c),
		Tags:     tagCodes(c.Tags),
		Anchors:  k.anchors(c),
		Route:    intern(c.Header.From),
		Opening:  openingOf(c),
	}
	f.Canonical = f.ID
	if c.CanonicalID != "" && c.CanonicalID != c.ID {
		f.Canonical = k.keep(c.CanonicalID)
	}
	if id, ok := vocab.SplitID(f.Canonical); ok {
		f.Post = intern(id.Post)
	}
	f.Refs = k.refs(c)
	return f
}

// levelOfText is the classification as published. Where nothing was published
// but the text, it is put together as the publication did: from the
// classification line and the captions.
func levelOfText(c *cable.Cable) string {
	if c.Meta.Classification != "" {
		return vocab.ClassificationLevel(c.Meta.Classification)
	}
	level := vocab.ClassificationLevel(c.Classification.Level)
	switch {
	case level == "UNCLASSIFIED" && hasCaption(c, "SENSITIVE"):
		return level + "//FOR OFFICIAL USE ONLY"
	case level != "" && hasCaption(c, "NOFORN"):
		return level + "//NOFORN"
	}
	return level
}

func hasCaption(c *cable.Cable, name string) bool {
	return slices.ContainsFunc(c.Captions, func(p cable.Caption) bool { return strings.HasPrefix(p.Name, name) })
}

// tagCodes returns the codes, each once.
func tagCodes(tags []cable.Tag) []string {
	if len(tags) == 0 {
		return nil
	}
	codes := make([]string, 0, len(tags))
	for _, t := range tags {
		if !slices.Contains(codes, t.Code) {
			codes = append(codes, intern(t.Code))
		}
	}
	return codes
}

// HasAnchor reports whether the cable has an address of that name.
func (f *Facts) HasAnchor(name string) bool {
	if name == "" {
		return false
	}
	for anchor := range strings.Lines(f.Anchors) {
		if anchor[:len(anchor)-1] == name {
			return true
		}
	}
	return false
}

// intern returns the one copy of a short word that many cables share.
func intern(s string) string {
	if s == "" {
		return ""
	}
	return unique.Make(s).Value()
}

// paragraphs are the addresses of paragraphs, which are nearly all that occur.
var paragraphs = func() (names [200]string) {
	for i := range names {
		names[i] = "p" + strconv.Itoa(i)
	}
	return names
}()

// internAnchor is intern for addresses.
func internAnchor(s string) string {
	n := 0
	for _, c := range []byte(s[min(1, len(s)):]) {
		if n = 10*n + int(c-'0'); n >= len(paragraphs) {
			return intern(s)
		}
	}
	if paragraphs[n] == s {
		return paragraphs[n]
	}
	return intern(s)
}

// A keeper copies pieces of a cable into one string, so that facts neither pin
// the text nor cost an allocation for each piece.
type keeper struct{ b strings.Builder }

func newKeeper(c *cable.Cable) *keeper {
	n := len(c.ID) + len(c.CanonicalID) + 2*len(c.Subject)
	for anchor := range c.Anchors() {
		n += len(anchor) + 1
	}
	for i := range c.References {
		n += len(c.References[i].Raw) + len(c.References[i].ID)
	}
	for i := range c.Mentions {
		n += len(c.Mentions[i].ID)
	}
	k := &keeper{}
	k.b.Grow(n)
	return k
}

func (k *keeper) keep(s string) string {
	from := k.b.Len()
	k.b.WriteString(s)
	return k.b.String()[from:]
}

func (k *keeper) anchors(c *cable.Cable) string {
	from := k.b.Len()
	for anchor := range c.Anchors() {
		k.b.WriteString(anchor)
		k.b.WriteByte('\n')
	}
	return k.b.String()[from:]
}

// title keeps the title of a cable, which is read far more often than made: in
// every list and every link.
func (k *keeper) title(c *cable.Cable) string {
	if c.Subject == "" {
		return k.keep(c.ID)
	}
	return k.keep(vocab.Title(c.Subject))
}

// refs takes the references of the REF block and the IDs that are written in
// the text, with the places that mention them.
func (k *keeper) refs(c *cable.Cable) []Ref {
	refs := make([]Ref, len(c.References), len(c.References)+writtenIDs(c))
	for i := range c.References {
		r := &c.References[i]
		refs[i] = Ref{
			Anchor: intern(r.Anchor), Raw: k.keep(r.Raw), Kind: r.Kind, ID: k.keep(r.ID),
			YearInferred: r.YearInferred, NOTAL: r.NOTAL,
		}
	}
	for i := range c.Mentions {
		m := &c.Mentions[i]
		for _, r := range m.Refs {
			if r < len(c.References) {
				refs[r].cite(c, m)
			}
		}
		if m.ID == "" || m.ID == c.ID || m.ID == c.CanonicalID {
			continue
		}
		at := slices.IndexFunc(refs, func(r Ref) bool { return r.ID == m.ID })
		if at < 0 {
			at = len(refs)
			refs = append(refs, Ref{Kind: cable.RefCable, ID: k.keep(m.ID), Inline: true})
		}
		refs[at].cite(c, m)
	}
	if len(refs) == 0 {
		return nil
	}
	return refs
}

func writtenIDs(c *cable.Cable) (n int) {
	for i := range c.Mentions {
		if c.Mentions[i].ID != "" {
			n++
		}
	}
	return n
}

// cite adds a mention, each paragraph and target once.
func (r *Ref) cite(c *cable.Cable, m *cable.Mention) {
	if m.Block < 0 || m.Block >= len(c.Blocks) {
		return
	}
	b := &c.Blocks[m.Block]
	cite := Cite{Paragraph: b.Anchor}
	if cite.Paragraph == "" {
		cite.Paragraph = b.Paragraph
	}
	if m.Para != "" && !m.Ambiguous {
		cite.To = internAnchor("p" + strings.ToLower(m.Para))
	}
	cite.Paragraph = internAnchor(cite.Paragraph)
	known := func(o Cite) bool { return o.Paragraph == cite.Paragraph && o.To == cite.To }
	if cite.Paragraph != "" && !slices.ContainsFunc(r.Cites, known) {
		cite.Words, cite.Text = stretch(m.Text), stretches(c.Source, b.Text)
		r.Cites = append(r.Cites, cite)
	}
}
