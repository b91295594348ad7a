package archive

import (
	"strings"

	"reftel/site/cable"
)

// A Stretch is a run of a cable's published text, in bytes from its start. Facts
// hold stretches in place of words, which can be read without parsing.
type Stretch struct{ Start, End int32 }

func stretch(r cable.Range) Stretch { return Stretch{int32(r.Start), int32(r.End)} }

// stretches joins ranges that have only white space between them: they read the
// same, and most paragraphs are one stretch.
func stretches(source string, text []cable.Range) []Stretch {
	var out []Stretch
	for _, r := range text {
		n := len(out) - 1
		if n >= 0 && strings.TrimSpace(source[out[n].End:r.Start]) == "" {
			out[n].End = int32(r.End)
			continue
		}
		out = append(out, stretch(r))
	}
	return out
}

// openingOf returns what a cable says first.
func openingOf(c *cable.Cable) []Stretch {
	text := c.SummaryText()
	for _, r := range text {
		if strings.Trim(c.Source[r.Start:r.End], " \t\n\v\f\r") != "" {
			return stretches(c.Source, text)
		}
	}
	for i := range c.Blocks {
		if k := &c.Blocks[i]; k.Kind == cable.Paragraph || k.Kind == cable.Unnumbered {
			return stretches(c.Source, k.Text)
		}
	}
	return nil
}
