package cable

// parseBody reads paragraphs, headings and what closes the text. from is the
// index in p.lines of the first line after the preamble.
func (p *parser) parseBody(from int) {
	for _, l := range p.lines[from:] {
		if !l.pageBreak {
			p.mark(l.Range, BodyText)
		}
	}
}
