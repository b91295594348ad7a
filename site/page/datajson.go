package page

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"reftel/site/annotation"
	"reftel/site/archive"
	"reftel/site/cable"
	"reftel/site/redaction"
)

// A publishedCable is a cable as JSON: the parse contract of the text that is
// published, and what the archive and the editors add to it. It holds all keys
// of the contract; an element of its references has more than there.
type publishedCable struct {
	*cable.Contract
	References []publishedReference `json:"references"`
	// Mentions are the cables whose IDs are written in the text and that stand
	// in no reference.
	Mentions []publishedMention `json:"mentions"`
	CitedBy  []publishedCiting  `json:"cited_by"`
	Notes    []publishedNote    `json:"notes"`
	Page     string             `json:"page"`     // relative to the root of the site
	URL      string             `json:"url"`      // "" where the address of the site is not known
	SHA256   string             `json:"sha256"`   // of the source; of the text as published where it is redacted
	Redacted bool               `json:"redacted"` // by the editors
	Articles []publishedArticle `json:"articles"` // reporting that cites the cable
	Licence  string             `json:"licence"`
}

// A publishedArticle is reporting that cites the cable.
type publishedArticle struct {
	Title string `json:"title"`
	URL   string `json:"url"`
	Date  string `json:"date"` // "2011-09-02", "" for unknown
}

// A publishedReference is a reference with what the archive knows better.
type publishedReference struct {
	cable.ContractReference
	Rule   string        `json:"rule"`   // how it was resolved
	Target *publishedRow `json:"target"` // null where the archive lacks it
}

// A publishedMention is an ID written in the text.
type publishedMention struct {
	ID     string        `json:"id"`
	Rule   string        `json:"rule"`
	Target *publishedRow `json:"target"`
}

// A publishedCiting is a cable that cites this one, once for each paragraph that
// it names and once for the whole.
type publishedCiting struct {
	publishedRow
	Paragraphs []string `json:"paragraphs"` // of the citing cable
	To         string   `json:"to"`         // paragraph of this cable, "" for the whole
}

// A publishedRow is what is said of another cable.
type publishedRow struct {
	ID      string `json:"id"`
	Page    string `json:"page"`
	Title   string `json:"title"`
	Created string `json:"created"` // RFC 3339, "" for unknown
}

// A publishedNote is a note of the editors'. It is theirs and not the cable's.
type publishedNote struct {
	Anchor   string   `json:"anchor"`  // its own address on the page
	Kind     string   `json:"kind"`    // "context", "emendation" …; "" for none
	On       []string `json:"on"`      // anchors that it is on; none for the whole cable
	Quote    string   `json:"quote"`   // words that it is on, "" for all
	Emended  string   `json:"emended"` // what an emendation reads instead
	By       string   `json:"by"`
	Date     string   `json:"date"`
	Language string   `json:"language"`
	Licence  string   `json:"licence"`
	Draft    bool     `json:"draft"`
	Markdown string   `json:"markdown"`
	Text     string   `json:"text"`
}

// publishedNotes lists the notes on a cable, the headnote first. n may be nil.
func publishedNotes(n *Notes) []publishedNote {
	out := []publishedNote{}
	if n == nil {
		return out
	}
	add := func(note *annotation.Note, on []string) {
		out = append(out, publishedNote{
			Anchor: note.Address(), Kind: string(note.Kind), On: append([]string{}, on...), Quote: note.Quote, Emended: note.Emended,
			By: note.By, Date: dayOf(note), Language: note.Lang, Licence: note.License, Draft: note.Draft, Markdown: note.Body, Text: note.Text(),
		})
	}
	if n.File.Headnote != nil {
		add(n.File.Headnote, nil)
	}
	for i := range n.Attached.Notes {
		if placed := &n.Attached.Notes[i]; placed.Reason == "" {
			add(placed.Note, placed.Anchors)
		}
	}
	return out
}

// ruleNames are the names of the rules of resolution in data.
var ruleNames = [...]string{
	archive.Unresolved: "unresolved", archive.Exact: "exact", archive.Correction: "correction",
	archive.Alias: "alias", archive.PreviousYear: "previous-year",
}

func newPublishedCable(v *dataView, site *siteView, c redaction.Cable, n *Notes) *publishedCable {
	x := &publishedCable{
		Contract: c.Parsed().Contract(), References: []publishedReference{}, Mentions: []publishedMention{},
		CitedBy: []publishedCiting{}, Notes: publishedNotes(n), Page: v.page, URL: site.addressOf(v.page),
		SHA256: hex.EncodeToString(v.source[:]), Redacted: len(c.Applied()) > 0, Licence: site.Licence,
	}
	x.Articles = []publishedArticle{}
	for _, a := range articlesOf(c.Parsed(), n) {
		x.Articles = append(x.Articles, publishedArticle{a.Title, a.URL, a.Date})
	}
	if x.Origin == "" {
		x.Origin = v.origin // the archive may know the post by its other cables
	}
	for i, r := range x.Contract.References {
		ref := publishedReference{ContractReference: r}
		if r.Kind == cable.RefCable && i < len(v.refs) {
			ref.Rule, ref.Target = ruleNames[v.refs[i].rule], v.refs[i].target.row()
		}
		x.References = append(x.References, ref)
	}
	for _, r := range v.refs[min(len(v.refs), len(x.References)):] {
		x.Mentions = append(x.Mentions, publishedMention{r.id, ruleNames[r.rule], r.target.row()})
	}
	for i := range v.cited {
		cited := &v.cited[i]
		x.CitedBy = append(x.CitedBy, publishedCiting{*cited.from.row(), append([]string{}, cited.paragraphs...), cited.to})
	}
	return x
}

// row describes another cable; nil for none.
func (l *cableLink) row() *publishedRow {
	if l.path == "" {
		return nil
	}
	row := &publishedRow{ID: l.id, Page: l.path, Title: l.title}
	if !l.created.IsZero() {
		row.Created = l.created.UTC().Format(time.RFC3339)
	}
	return row
}

// addressOf is the full address of a page; "" where the site's is not known.
func (s *Site) addressOf(path string) string {
	if s.BaseURL == "" {
		return ""
	}
	return s.BaseURL + path
}

// appendIndented appends JSON and a line end. Mark-up and what turns the
// direction of writing are escaped: somebody may open the file in a browser.
func appendIndented(dst []byte, v any, indent string) ([]byte, error) {
	var w bytes.Buffer
	e := json.NewEncoder(&w)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return dst, fmt.Errorf("write JSON: %w", err)
	}
	return appendJSON(dst, w.Bytes()), nil
}
