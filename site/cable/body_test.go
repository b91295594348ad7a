package cable

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"reftel/site/casetest"
)

// parseBodyText reads a text that is nothing but a body.
func parseBodyText(text string, refs ...Reference) *Cable {
	p := newParser(text, Metadata{ID: "08GRISTAD2577"})
	p.c.ID, p.c.References, p.window = "08GRISTAD2577", refs, Range{0, len(text)}
	p.markPageBreaks()
	p.parseBody(0)
	p.c.Spans = markRedacted(text, p.cover())
	return p.c
}

// TestBody reads the cases of testdata/body: in each file, NAME.txt is the body
// of an invented cable and NAME.want what it is read as.
func TestBody(t *testing.T) {
	casetest.Run(t, "testdata/body/*.txtar", func(t *testing.T, c *casetest.Case) {
		var files []txtar.File
		for _, in := range c.Files {
			if name, ok := strings.CutSuffix(in.Name, ".txt"); ok {
				files = append(files, in, txtar.File{Name: name + ".want", Data: []byte(describe(parseBodyText(string(in.Data))))})
			}
		}
		c.Files = files
	})
}

var kindNames = [...]string{"paragraph", "sub", "bullet", "continuation", "unnumbered", "heading", "pre"}

var partNames = [numParts]string{"", "summary", "comment", "note", "action", "background", "introduction"}

// describe writes a body as one line per block and mark, for people to check.
func describe(c *Cable) string {
	var b strings.Builder
	for _, blk := range c.Blocks {
		fmt.Fprintf(&b, "%s", kindNames[blk.Kind])
		field := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, " %s=%s", name, value)
			}
		}
		field("#", blk.Anchor)
		if blk.Paragraph != blk.Anchor {
			field("of", blk.Paragraph)
		}
		field("label", c.Source[blk.Label.Start:blk.Label.End])
		if strings.Trim(c.Source[blk.Label.Start:blk.Label.End], ".()") != blk.Number && blk.Kind != Bullet {
			field("number", blk.Number)
		}
		field("mark", blk.Marking)
		field("part", partNames[blk.Part])
		field("under", blk.Heading)
		if blk.Indent > 0 {
			field("indent", fmt.Sprint(blk.Indent))
		}
		if blk.Kind == Preformatted {
			for _, r := range blk.Text {
				fmt.Fprintf(&b, "\n\t|%s", strings.ReplaceAll(c.Source[r.Start:r.End], "\n", "\n\t|"))
			}
			b.WriteString("\n")
			continue
		}
		fmt.Fprintf(&b, "\n\t%s\n", c.Words(blk.Text))
	}
	for _, a := range c.Asides {
		fmt.Fprintf(&b, "aside %s block=%d: %s\n", partNames[a.Part], a.Block, c.Words([]Range{a.Text}))
	}
	for _, m := range c.Mentions {
		fmt.Fprintf(&b, "mention block=%d %q", m.Block, c.Words([]Range{m.Text}))
		if m.Refs != nil {
			fmt.Fprintf(&b, " refs=%v", m.Refs)
		}
		if m.Ambiguous {
			b.WriteString(" ambiguous")
		}
		if m.Para != "" {
			fmt.Fprintf(&b, " para=%s", m.Para)
		}
		if m.ID != "" {
			fmt.Fprintf(&b, " id=%s", m.ID)
		}
		b.WriteString("\n")
	}
	for _, s := range c.Spans {
		if name := describedRoles[s.Role]; name != "" {
			fmt.Fprintf(&b, "%s %q\n", name, c.Source[s.Start:s.End])
		}
	}
	for _, pb := range c.PageBreaks {
		fmt.Fprintf(&b, "break #%s\n", pb.Anchor)
	}
	if c.Signature != "" {
		fmt.Fprintf(&b, "signature %s\n", c.Signature)
	}
	if c.Truncated {
		b.WriteString("truncated\n")
	}
	if s := c.Summary(); s != "" {
		fmt.Fprintf(&b, "summary %s\n", s)
	}
	for _, p := range c.Problems {
		fmt.Fprintf(&b, "problem %d:%d %s: %s\n", p.Line, p.Column, p.Code, p.Message)
	}
	return b.String()
}

// describedRoles are the roles that describe lists; the others show in the
// blocks.
var describedRoles = map[Role]string{
	Rule: "rule", PartMarker: "marker", SourceRedaction: "redaction", SignatureLine: "signer",
	EndMatter: "end", Damage: "damage", CaptionLine: "caption", Redacted: "redacted",
}

// TestParseMarksRedactions holds Parse itself to what the redaction stage needs.
func TestParseMarksRedactions(t *testing.T) {
	c := Parse("1. (U) The keeper is "+RedactionMark+".", Metadata{})
	for _, s := range c.Spans {
		if s.Role == Redacted {
			return
		}
	}
	t.Errorf("no span of %v is Redacted", c.Spans)
}

func TestParseReportsACableWithoutText(t *testing.T) {
	c := Parse(benchHead, Metadata{ID: "08GRISTAD2577"})
	if len(c.Problems) != 1 || c.Problems[0].Code != "no-text" {
		t.Errorf("problems = %v, want no-text", c.Problems)
	}
	if c := Parse("TAGS: PREL", Metadata{}); len(c.Problems) > 0 {
		t.Errorf("problems of a fragment = %v, want none", c.Problems)
	}
}
