package cable

import (
	"strings"
	"time"

	"reftel/site/vocab"
)

// Contract is a parsed cable as a program may read it: what "reftel parse"
// prints as JSON, and what can be read back as a cable. Its fields and their
// order are a promise; lists are never null.
type Contract struct {
	ID             string              `json:"id"`
	CanonicalID    string              `json:"canonical_id"`
	Created        *time.Time          `json:"created"`  // UTC; null where nothing says it
	Released       *time.Time          `json:"released"` // UTC; null where nothing says it
	Classification string              `json:"classification"`
	Origin         string              `json:"origin"`
	Title          string              `json:"title"`   // the subject, to be read
	Subject        string              `json:"subject"` // as printed, lines joined
	TransmissionID string              `json:"transmission_id"`
	Precedence     string              `json:"precedence"` // "IMMEDIATE PRIORITY"
	To             []Addressee         `json:"to"`
	Info           []Addressee         `json:"info"`
	Captions       []string            `json:"captions"`
	EO             string              `json:"eo"`            // the whole line, as printed
	Nondisclosure  *string             `json:"nondisclosure"` // "2018-12-31"
	ClassifiedBy   string              `json:"classified_by"`
	Tags           []string            `json:"tags"` // canonical codes
	References     []ContractReference `json:"references"`
	Paragraphs     []ContractParagraph `json:"paragraphs"`
	Summary        string              `json:"summary"`
	SignedBy       string              `json:"signed_by"`
	Problems       []ContractProblem   `json:"problems"`
}

// ContractReference is a Reference in a Contract.
type ContractReference struct {
	Enum         string  `json:"enum"`
	Raw          string  `json:"raw"`
	ID           string  `json:"id"`
	Kind         RefKind `json:"kind"`
	YearInferred bool    `json:"year_inferred"`
	NOTAL        bool    `json:"notal"`
}

// ContractParagraph is a paragraph, sub-paragraph or unnumbered block with all
// that belongs to it: bullets and further blocks are lines of Text of their own.
type ContractParagraph struct {
	Anchor  string `json:"anchor"`
	Number  string `json:"number"`
	Marking string `json:"marking"`
	Heading string `json:"heading"` // the words that it stands under
	Text    string `json:"text"`
}

// ContractProblem is a problem in a Contract.
type ContractProblem struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// Contract returns the cable in the form that programs read.
func (c *Cable) Contract() *Contract {
	x := &Contract{
		ID: c.ID, CanonicalID: c.CanonicalID, Classification: c.ClassificationName(), Origin: c.OriginName(),
		Title: vocab.Title(c.Subject), Subject: c.Subject, TransmissionID: c.Header.TransmissionID,
		Precedence: c.precedenceWords(), EO: c.ExecutiveOrder.Raw, ClassifiedBy: c.ClassifiedBy,
		To: append([]Addressee{}, c.Header.To...), Info: append([]Addressee{}, c.Header.Info...),
		Captions: []string{}, Tags: []string{}, References: []ContractReference{}, Problems: []ContractProblem{},
		Paragraphs: c.contractParagraphs(), Summary: c.Summary(), SignedBy: c.Signature,
	}
	if !c.Created.IsZero() && !c.CreatedInferred {
		x.Created = &c.Created
	}
	if !c.Meta.Released.IsZero() {
		x.Released = &c.Meta.Released
	}
	if until := c.ExecutiveOrder.Until; !until.IsZero() {
		day := until.Format(time.DateOnly)
		x.Nondisclosure = &day
	}
	for _, caption := range c.Captions {
		x.Captions = append(x.Captions, caption.Name)
	}
	for _, t := range c.Tags {
		x.Tags = append(x.Tags, t.Code)
	}
	for _, r := range c.References {
		x.References = append(x.References, ContractReference{r.Enum, r.Raw, r.ID, r.Kind, r.YearInferred, r.NOTAL})
	}
	for _, p := range c.Problems {
		x.Problems = append(x.Problems, ContractProblem{p.Line, p.Column, p.Code, p.Message, p.Hint})
	}
	return x
}

// ClassificationName returns the classification in the form of the archives'
// tables: as published, else made of the classification line and the captions.
func (c *Cable) ClassificationName() string {
	if c.Meta.Classification != "" {
		return c.Meta.Classification
	}
	name := c.Classification.Level
	if name == "" {
		return ""
	}
	if name == "UNCLASSIFIED" && (c.hasCaption("SENSITIVE") || c.hasCaption("FOR OFFICIAL USE ONLY") || c.hasCaption("FOUO")) {
		name += "//FOR OFFICIAL USE ONLY"
	}
	if c.hasCaption("NOFORN") {
		name += "//NOFORN"
	}
	return name
}

func (c *Cable) hasCaption(name string) bool {
	for _, caption := range c.Captions {
		if caption.Name == name {
			return true
		}
	}
	return false
}

// OriginName returns the name of the post that sent the cable: as published,
// else the vocabulary's; "" for posts that it does not know.
func (c *Cable) OriginName() string {
	if c.Meta.Origin != "" {
		return c.Meta.Origin
	}
	for _, id := range [...]string{c.ID, c.CanonicalID} {
		if parts, ok := vocab.SplitID(id); ok {
			if post, ok := vocab.LookupPost(parts.Post); ok {
				return post.Name
			}
		}
	}
	return ""
}

// precedenceWords returns the precedence of the header in words.
func (c *Cable) precedenceWords() string {
	words := make([]string, len(c.Header.Precedence))
	for i, p := range c.Header.Precedence {
		words[i] = p.String()
	}
	return strings.Join(words, " ")
}

// contractParagraphs joins every block to the block with an anchor that it
// follows.
func (c *Cable) contractParagraphs() []ContractParagraph {
	out := []ContractParagraph{}
	headings := map[string]string{}
	for _, b := range c.Blocks {
		if b.Kind == Heading {
			headings[b.Anchor] = c.Words(b.Text)
			continue
		}
		text := c.blockText(b)
		if n := len(out); b.Anchor == "" && n > 0 {
			if out[n-1].Text != "" {
				text = "\n" + text
			}
			out[n-1].Text += text
			continue
		}
		out = append(out, ContractParagraph{b.Anchor, b.Number, b.Marking, headings[b.Heading], text})
	}
	return out
}

// blockText returns the words of a block, bullets with their mark and tables
// line by line.
func (c *Cable) blockText(b Block) string {
	switch b.Kind {
	case Bullet:
		return c.Source[b.Label.Start:b.Label.End] + " " + c.Words(b.Text)
	case Preformatted:
		lines := make([]string, len(b.Text))
		for i, r := range b.Text {
			lines[i] = c.Source[r.Start:r.End]
		}
		return strings.Join(lines, "\n")
	}
	return c.Words(b.Text)
}
