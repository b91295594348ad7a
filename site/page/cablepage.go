package page

import (
	"encoding/hex"
	"html/template"
	"slices"
	"strings"

	"reftel/site/cable"
	"reftel/site/redaction"
	"reftel/site/vocab"
)

// A CablePage is what the template of a cable's page sees.
type CablePage struct {
	Frame
	ID          string // as published
	CanonicalID string // that it should have been; "" where it is that
	Title       string // the subject as a title
	Subject     string // the subject as printed
	SubjectMark Term   // portion mark of the subject

	Created         Moment
	CreatedInferred bool // guessed from the ID
	Released        Moment
	Level           Level
	Captions        []Caption
	Marks           []Term // portion marks of its paragraphs, each once
	Origin          Link   // the post
	Month           Link   // its month in the index
	Order           string // the line on declassification
	ClassifiedBy    string
	Attention       []string
	Header          Header
	Tags            []Tag
	References      []Reference

	Notices   []string // what a reader must know of this text
	Text      template.HTML
	Signature string
	Truncated bool

	Headnote  template.HTML // the editors' note on the whole cable
	HeadNotes template.HTML // notes on what stands before the text
	NoteCount int
	hasCode   bool       // a note shows code
	NotedBy   []NoteLink // notes on other cables that cite this one

	Articles     []Article // reporting that cites the cable
	CitedBy      []Citation
	Older, Newer *CableLink // of the same post
	Drawing      *Drawing   // of what it cites and what cites it; nil for neither
	Thread       Link       // the conversation that it belongs to

	Share     []ShareLink
	ShareLine string
	ShareTags string // "#cablegate #08ASTANA2577"

	Cite    []Style     // the citation in the manner of several handbooks
	Files   []CableFile // the cable as data
	linkset string      // path of the links between them, "" for none

	URL        string // where the text was taken from
	SHA256     string
	Redactions []Redaction // where there are any, SHA256 is that of the text as it is shown
	SourcePath string      // of the page that shows the source
	Problems   []Problem
}

// A Level is a classification.
type Level struct {
	Text    string // as published: "SECRET//NOFORN"
	Class   string // for style sheets: "secret"
	Meaning string
	Term    string // path of its entry in the glossary, "" where it is not there
	Line    string // as the text has it: "S E C R E T ASTANA 002577"
	Path    string // page of all cables of that level
}

// A Caption is a handling caveat.
type Caption struct {
	Term
	Printed string // the whole line, where it says more than the word; Word is "" where nothing in it is known
}

// A Term is a word of the trade with its meaning.
type Term struct {
	Word, Meaning string
	Path          string // of the word in the glossary, "" where it is not there
}

// A Header is the transmission header.
type Header struct {
	Present        bool
	TransmissionID string
	Precedence     []Term
	DateTimeGroup  string
	From           string
	To, Info       []Addressee
}

// An Addressee is one line of the list of addressees.
type Addressee struct {
	Name, Route, Precedence, Number string
	Excluded                        string // posts that the line excepts
}

// A Tag is one TAGS element.
type Tag struct {
	Code, Meaning string
	Path          string
	Printed       string // as printed, where that is another form
}

// A Reference is one item of the list of references.
type Reference struct {
	Anchor string
	Enum   string // "A"
	Raw    string // as printed
	ID     string // of the cable that it names; "" for what is no cable
	Path   string // of that cable's page; "" where the archive lacks it
	Title  string
	States []string // what a reader must know: "year inferred"
}

// A CableLink leads to another cable.
type CableLink struct {
	Path, ID, Title string
	Date            string // "2008-12-31", "" for unknown
}

// A Citation is a cable that cites this one.
type Citation struct {
	CableLink
	Places []CitationPlace
}

// A CitationPlace says where a cable cites this one, and what of it.
type CitationPlace struct {
	Paragraphs []Link // of the citing cable
	To         string // anchor of the paragraph that is cited; "" for the whole cable
}

// A Redaction is a place where the editors took words out.
type Redaction struct {
	Place  string // "¶4"
	Reason string
}

// A NoteLink leads to a note on another cable.
type NoteLink struct {
	CableLink
	To string // anchor of the paragraph that the note cites, "" for the whole cable
}

// A Problem is something wrong in the source.
type Problem struct {
	Line    int
	Message string
	Path    string // of the line in the source view, "" for none
}

// newCablePage makes the page of a cable of nothing but its view and its text.
// The notes may be nil; their digest is in the view. The page is gone with m.
func (t *Templates) newCablePage(m *memory, v *cableView, site *siteView, c redaction.Cable, n *Notes) *CablePage {
	return t.cablePage(m, v, site, c.Parsed(), c.Applied(), n)
}

func (t *Templates) cablePage(m *memory, v *cableView, site *siteView, c *cable.Cable, redacted []redaction.Applied, n *Notes) *CablePage {
	p := &m.cable
	*p = CablePage{
		ID: v.id, Title: v.title,
		Subject: c.Subject, SubjectMark: t.markingTerm(c.SubjectMarking),
		Created: momentOf(c.Created), CreatedInferred: c.CreatedInferred, Released: momentOf(c.Meta.Released),
		Level: t.levelOf(v.level, c), Captions: t.captionsOf(c),
		Origin: v.origin, Month: Link{datePath(v.month.name()), t.periodName(v.month)},
		Order: c.ExecutiveOrder.Raw, ClassifiedBy: c.ClassifiedBy, Attention: c.Attention,
		Header: t.headerOf(&c.Header), Tags: tagsOf(c), References: t.references(v, c),
		Notices: t.notices(c), Signature: c.Signature, Truncated: c.Truncated,
		CitedBy: citationsOf(v.cited), Older: v.older.orNil(), Newer: v.newer.orNil(),
		URL: c.Meta.URL, SourcePath: v.sourcePath,
	}
	p.Frame = newFrame(site.Site, v.path, originsPath, p.ID+": "+p.Title)
	if c.CanonicalID != v.id {
		p.CanonicalID = c.CanonicalID
	}
	p.Text = t.text(m, p, v, site, c, redacted, n)
	p.NotedBy = notedBy(v.notedBy)
	p.Articles = articlesOf(c, n)
	p.Drawing, p.Thread = v.drawing(), v.thread
	p.evidence(m, v, c, redacted)
	tags := hashtags(site.hashtags, p.ID)
	p.ShareTags = hashed(tags)
	p.Share = shareLinks(m, site.networks, p.ID, p.Title, p.Address, tags)
	p.ShareLine = shareLine(p.ID, p.Address, p.ShareTags)
	if slices.Contains(site.forms, asPicture) {
		p.Picture = site.addressOf(besidePage(v.path, asPicture))
	}
	w := workOf(p.ID, p.Title, p.Origin.Text, v.path, site.Site, c)
	p.Cite, p.Files = t.citations(m, w), site.cableFiles(v.path, n != nil)
	if slices.Contains(site.forms, asLinkset) {
		p.linkset = besidePage(v.path, asLinkset)
	}
	p.Head = t.cableHead(m, p, w)
	return p
}

// evidence fills in what lets a reader check the text.
func (p *CablePage) evidence(m *memory, v *cableView, c *cable.Cable, redacted []redaction.Applied) {
	p.SHA256 = string(trusted(hex.AppendEncode(m.room(2*len(v.source)), v.source[:])))
	for _, r := range redacted {
		p.Redactions = append(p.Redactions, Redaction{r.Place, r.Reason})
	}
	for _, d := range c.Problems {
		problem := Problem{Line: d.Line, Message: d.Message}
		if v.sourcePath != "" && d.Line > 0 {
			problem.Path = lineAddress(v.sourcePath, d.Line)
		}
		p.Problems = append(p.Problems, problem)
	}
}

// text writes the body, and lists the portion marks in it.
func (t *Templates) text(m *memory, p *CablePage, v *cableView, site *siteView, c *cable.Cable, redacted []redaction.Applied, n *Notes) template.HTML {
	w := &bodyWriter{c: c, after: t.citedHere(p, v)}
	if n != nil {
		t.annotate(p, n, v, site, w)
	}
	p.Marks = t.marksOf(c)
	w.meanings, w.terms = p.Marks, &terms{root: p.Root, known: t.words.acronyms, seen: make([]string, 0, 16)}
	w.b = m.room(3*len(c.Source) + 4096)
	w.src, w.phrases, w.links, w.redacted = c.Source, t.phrases, t.mentionLinks(p, v, c), redacted
	w.body()
	return trusted(w.b)
}

// notices says what a reader of the text must know before reading it.
func (t *Templates) notices(c *cable.Cable) []string {
	var notices []string
	if c.Header.Partial {
		notices = append(notices, t.texts["notice_partial"])
	}
	if c.Truncated {
		notices = append(notices, t.texts["notice_truncated"])
	}
	for _, d := range c.Problems {
		if d.Code == "body-of-another-cable" {
			notices = append(notices, t.texts["notice_other_body"])
			break
		}
	}
	return notices
}

// levelOf describes the classification.
func (t *Templates) levelOf(level string, c *cable.Cable) Level {
	l, ok := t.words.levels[level]
	if !ok && level != "" {
		l = t.newLevel(level)
	}
	l.Line = c.Words([]cable.Range{c.Classification.Text})
	return l
}

// captionsOf lists the handling caveats with the lines that they stand in.
func (t *Templates) captionsOf(c *cable.Cable) []Caption {
	var captions []Caption
	next := 0
	for _, s := range c.Spans {
		if s.Role != cable.CaptionLine {
			continue
		}
		line := c.Words([]cable.Range{s.Range})
		first := next
		for ; next < len(c.Captions) && c.Captions[next].Text.Start < s.End; next++ {
			captions = append(captions, t.captionOf(c.Captions[next].Name, line))
		}
		if first == next && !knownCaption(captions, line) {
			captions = append(captions, Caption{Printed: line})
		}
	}
	return captions
}

func (t *Templates) captionOf(name, line string) Caption {
	caption := Caption{Term: Term{Word: name}}
	known := t.words.captions[strings.ToUpper(name)]
	caption.Meaning, caption.Path = known.Meaning, known.Path
	if !strings.EqualFold(line, name) {
		caption.Printed = line
	}
	return caption
}

// knownCaption reports whether a line repeats a caveat.
func knownCaption(captions []Caption, line string) bool {
	return slices.ContainsFunc(captions, func(c Caption) bool { return strings.EqualFold(c.Word, line) })
}

// marksOf lists the portion marks of the blocks, each once.
func (t *Templates) marksOf(c *cable.Cable) []Term {
	var marks []Term
	for i := range c.Blocks {
		if mark := c.Blocks[i].Marking; mark != "" && termOf(marks, mark).Word == "" {
			marks = append(marks, t.markingTerm(mark))
		}
	}
	return marks
}

// termOf finds a word among terms, few as they are; the zero Term where it is none of them.
func termOf(terms []Term, word string) Term {
	for i := range terms {
		if terms[i].Word == word {
			return terms[i]
		}
	}
	return Term{}
}

func (t *Templates) markingTerm(mark string) Term {
	if known, ok := t.words.marks[mark]; ok {
		return known
	}
	return t.newMark(mark)
}

func (t *Templates) headerOf(h *cable.Header) Header {
	out := Header{
		Present: h.Present, TransmissionID: h.TransmissionID, DateTimeGroup: h.DateTimeGroup,
		From: h.Originator, To: addresseesOf(h.To), Info: addresseesOf(h.Info),
	}
	for _, p := range h.Precedence {
		known := t.words.precedences[string(p)]
		out.Precedence = append(out.Precedence, Term{Word: p.String(), Meaning: known.Meaning, Path: known.Path})
	}
	return out
}

func addresseesOf(list []cable.Addressee) []Addressee {
	out := make([]Addressee, len(list))
	for i, a := range list {
		out[i] = Addressee{
			Name: a.Name, Route: a.Route, Precedence: a.Precedence, Number: a.Number,
			Excluded: strings.Join(a.Excluded, ", "),
		}
	}
	return out
}

func tagsOf(c *cable.Cable) []Tag {
	out := make([]Tag, 0, len(c.Tags))
	for _, tag := range c.Tags {
		if slices.ContainsFunc(out, func(t Tag) bool { return t.Code == tag.Code }) {
			continue
		}
		known, _ := vocab.LookupTag(tag.Code)
		t := Tag{Code: tag.Code, Meaning: known.Meaning, Path: tagPath(tag.Code)}
		if tag.Fixed {
			t.Printed = tag.Raw
		}
		out = append(out, t)
	}
	return out
}
