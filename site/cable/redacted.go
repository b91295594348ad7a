package cable

import "strings"

// markRedacted cuts the redaction marks out of the spans that they stand in.
func markRedacted(src string, spans []Span) []Span {
	if !strings.Contains(src, RedactionMark) {
		return spans
	}
	var out []Span
	for _, s := range spans {
		at := s.Start
		for {
			i := strings.Index(src[at:s.End], RedactionMark)
			if i < 0 {
				break
			}
			if i > 0 {
				out = append(out, Span{Range{at, at + i}, s.Role})
			}
			at += i + len(RedactionMark)
			out = append(out, Span{Range{at - len(RedactionMark), at}, Redacted})
		}
		if at < s.End {
			out = append(out, Span{Range{at, s.End}, s.Role})
		}
	}
	return out
}
