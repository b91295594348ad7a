package cable

import (
	"fmt"
	"strings"
	"time"
)

// Text returns the cable as plain text to be read: what its formal lines say,
// one to a line, then the paragraphs with their lines joined and page breaks
// taken out.
func (c *Cable) Text() string {
	x := c.Contract()
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-16s%s\n", name+":", value)
		}
	}
	line("ID", x.ID)
	if x.CanonicalID != x.ID {
		line("Canonical ID", x.CanonicalID)
	}
	line("Created", minute(x.Created))
	line("Released", minute(x.Released))
	line("Classification", x.Classification)
	line("Captions", strings.Join(x.Captions, ", "))
	line("Origin", x.Origin)
	line("Precedence", x.Precedence)
	for _, a := range x.To {
		line("To", a.String())
	}
	for _, a := range x.Info {
		line("Info", a.String())
	}
	for _, a := range c.Attention {
		line("Attention", a)
	}
	line("Order", x.EO)
	line("TAGS", strings.Join(x.Tags, " "))
	line("Subject", x.Subject)
	for _, r := range c.References {
		line("Ref "+r.Enum, referenceText(r))
	}
	line("Classified by", x.ClassifiedBy)
	writeParagraphs(&b, x.Paragraphs)
	if x.SignedBy != "" {
		fmt.Fprintf(&b, "\n%s\n", x.SignedBy)
	}
	return b.String()
}

// String returns the addressee as header lines print it.
func (a Addressee) String() string {
	s := a.Name
	if a.Route != "" {
		s = a.Route + "/" + s
	}
	for _, more := range [...]string{a.Precedence, a.Number} {
		if more != "" {
			s += " " + more
		}
	}
	if len(a.Excluded) > 0 {
		s += " XMT " + strings.Join(a.Excluded, ", ")
	}
	return s
}

// referenceText returns a reference as printed, with the ID that it was read as.
func referenceText(r Reference) string {
	if r.ID == "" {
		return r.Raw
	}
	return r.Raw + " = " + r.ID
}

// minute returns a time to the minute, "" for none.
func minute(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

func writeParagraphs(b *strings.Builder, paragraphs []ContractParagraph) {
	heading := ""
	for _, p := range paragraphs {
		if p.Heading != heading {
			heading = p.Heading
			if heading != "" {
				fmt.Fprintf(b, "\n%s\n", heading)
			}
		}
		b.WriteByte('\n')
		if p.Number != "" {
			b.WriteString(p.Number + ".  ")
		}
		if p.Marking != "" {
			b.WriteString("(" + p.Marking + ") ")
		}
		b.WriteString(p.Text + "\n")
	}
}
