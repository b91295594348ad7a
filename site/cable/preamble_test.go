package cable

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"reftel/site/casetest"
)

// TestPreamble reads the invented texts of testdata/preamble. A file NAME.txt,
// or ID@NAME.txt where the reference ID is given from outside, is followed by
// NAME.want, what is to be read in it.
func TestPreamble(t *testing.T) {
	casetest.Run(t, "testdata/preamble/*.txtar", func(t *testing.T, c *casetest.Case) {
		for i := 0; i+1 < len(c.Files); i += 2 {
			name := strings.TrimSuffix(c.Files[i].Name, ".txt")
			c.Files[i+1].Data = []byte(readCase(t, name, string(c.Files[i].Data)))
		}
	})
}

// readCase parses a text, with line ends of every kind and cut off at every
// line, and returns what was read in the whole of it.
func readCase(t *testing.T, name, text string) string {
	t.Helper()
	text = strings.ReplaceAll(text, "␠", " ")
	id, _, given := strings.Cut(name, "@")
	if !given {
		id = ""
	}
	c := Parse(text, Metadata{ID: id})
	checkInvariants(t, c)
	got := facts(c)
	returns := Parse(strings.ReplaceAll(text, "\n", "\r\n"), Metadata{ID: id})
	checkInvariants(t, returns)
	if other := facts(returns); other != got {
		t.Errorf("with carriage returns\n%s\nwithout\n%s", other, got)
	}
	for i := range text {
		if text[i] == '\n' {
			checkInvariants(t, Parse(text[:i], Metadata{ID: id}))
			checkInvariants(t, Parse(text[i:], Metadata{ID: id}))
		}
	}
	return got
}

// facts prints what was read before the body, one fact to a line.
func facts(c *Cable) string {
	var b strings.Builder
	fact := func(name string, value any) {
		if s := strings.TrimSpace(fmt.Sprint(value)); s != "" && s != "0" {
			fmt.Fprintf(&b, "%s: %s\n", name, s)
		}
	}
	fact("id", c.ID)
	if c.CanonicalID != c.ID {
		fact("canonical", c.CanonicalID)
	}
	if !c.Created.IsZero() && !c.CreatedInferred {
		fact("created", c.Created.Format("2006-01-02 15:04"))
	}
	if !c.Meta.Released.IsZero() {
		fact("released", c.Meta.Released.Format("2006-01-02 15:04"))
	}
	fact("published as", c.Meta.Classification)
	fact("origin", c.Meta.Origin)
	headerFacts(fact, &c.Header)
	fact("level", strings.TrimSpace(fmt.Sprint(c.Classification.Level, flagged(" garbled", c.Classification.Garbled), flagged(" EFTO", c.Classification.EFTO))))
	if c.Classification.Sections > 0 {
		fact("section", fmt.Sprint(c.Classification.Section, " of ", c.Classification.Sections))
	}
	fact("number", c.Classification.Post+" "+c.Classification.Serial)
	for _, x := range c.Captions {
		fact("caption", x.Name)
	}
	for _, x := range c.Attention {
		fact("attention", x)
	}
	preambleFacts(fact, c)
	for _, s := range c.Spans {
		if s.Role >= ParagraphNumber && s.Role <= BodyText && s.Role != Rule {
			first, _, _ := strings.Cut(c.Source[s.Start:s.End], "\n")
			fact("body", first)
			break
		}
	}
	for _, p := range c.Problems {
		switch p.Code { // of the body, or of every fragment
		case "no-tags", "no-subject", "no-classification", "no-paragraphs", "text-truncated":
			continue
		}
		fact("problem", fmt.Sprint(p.Line, ":", p.Column, " ", p.Code, ": ", p.Message))
	}
	return b.String()
}

func headerFacts(fact func(string, any), h *Header) {
	fact("header", strings.TrimSpace(flagged("partial", h.Partial)))
	fact("transmission", h.TransmissionID)
	fact("relays", strings.Join(h.Relays, " "))
	if h.From != "" {
		fact("from", fmt.Sprint(h.From, " ", h.Serial))
	}
	for _, p := range h.Precedence {
		fact("precedence", p)
	}
	fact("time", h.DateTimeGroup)
	fact("originator", h.Originator)
	for _, a := range h.To {
		fact("to", fmt.Sprint(a.Route, " | ", a.Name, " | ", a.Precedence, " | ", a.Number, flagged(fmt.Sprint(" | not ", a.Excluded), a.Excluded != nil)))
	}
	for _, a := range h.Info {
		fact("info", fmt.Sprint(a.Route, " | ", a.Name, " | ", a.Precedence, " | ", a.Number, flagged(fmt.Sprint(" | not ", a.Excluded), a.Excluded != nil)))
	}
}

func preambleFacts(fact func(string, any), c *Cable) {
	fact("order", c.ExecutiveOrder.Raw)
	fact("order number", c.ExecutiveOrder.Order)
	if !c.ExecutiveOrder.Until.IsZero() {
		fact("until", c.ExecutiveOrder.Until.Format(time.DateOnly))
	}
	fact("marker", c.ExecutiveOrder.Marker)
	for _, x := range c.Tags {
		fact("tag", fmt.Sprint(x.Code, flagged(" from "+x.Raw, x.Fixed)))
	}
	fact("subject", c.Subject)
	fact("subject marking", c.SubjectMarking)
	for _, x := range c.References {
		fact("ref", fmt.Sprint(x.Anchor, " ", x.Kind, " ", x.ID, flagged(" inferred", x.YearInferred), flagged(" NOTAL", x.NOTAL), " | ", x.Raw))
	}
	fact("classified by", c.ClassifiedBy)
}

func flagged(s string, set bool) string {
	if set {
		return s
	}
	return ""
}
