package cable

import (
	"strings"

	"reftel/site/vocab"
)

// addCaption enters a caption, once.
func (p *parser) addCaption(name string, text Range) {
	for _, c := range p.c.Captions {
		if c.Name == name {
			return
		}
	}
	p.c.Captions = append(p.c.Captions, Caption{Name: name, Text: text})
}

// maxCaptionWords is the number of words of the longest caption.
const maxCaptionWords = 4

// matchCaption finds the longest caption at the beginning of s and returns its
// name and its length; 0 for none. Captions are printed in capitals; "Sensitive
// but unclassified" is a sentence too and is known in any case.
func matchCaption(s string) (name string, n int) {
	if end, _ := matchSpaced(s, "CORRECTED"); end > 0 {
		copyAt := skipBlanks(s, end)
		if copyEnd, _ := matchSpaced(s[copyAt:], "COPY"); copyEnd > 0 {
			return "CORRECTED COPY", copyAt + copyEnd
		}
	}
	if end, _ := matchSpaced(s, "EFTO"); end > 0 {
		return "EFTO", end
	}
	for _, phrase := range [...]string{"SENSITIVE BUT UNCLASSIFIED", "SENSITIVE BUT UNCLASS", "SENSITIVE BUT"} {
		if hasPrefixFold(s, phrase) && (wordEnd(s, len(phrase)) && (len(phrase) > 13 || len(s) == len(phrase))) {
			return "SENSITIVE", len(phrase)
		}
	}
	if len(s) < 30 && len(s) > 1 && isLower(s[1]) { // newspapers print "Sipdis"
		if _, ok := vocab.Captions().Lookup(strings.ToUpper(s)); ok {
			return strings.ToUpper(s), len(s)
		}
	}
	at := 0
	for words := 0; words < maxCaptionWords && at < len(s) && isUpper(s[at]); words++ {
		end := at
		for end < len(s) && isUpper(s[end]) {
			end++
		}
		if !wordEnd(s, end) {
			break
		}
		if _, ok := vocab.Captions().Lookup(s[:end]); ok {
			name, n = s[:end], end
		}
		at = skipBlanks(s, end)
	}
	return name, n
}

// isCaptionStart reports whether a line begins with a caption.
func isCaptionStart(s string) bool {
	_, n := matchCaption(s)
	return n > 0
}

// parseCaptions reads the captions that begin a line, "SENSITIVE SIPDIS". What
// follows them on the line is an attention line; what follows "Sensitive but
// unclassified", or the marks of a corrected copy, explains the caption.
func (p *parser) parseCaptions(r Range) {
	at := r.Start
	for at < r.End {
		name, n := matchCaption(p.src[at:r.End])
		if n == 0 {
			break
		}
		text := Range{at, at + n}
		p.addCaption(name, text)
		if n > len("SENSITIVE") && (name == "SENSITIVE" || name == "CORRECTED COPY") {
			text.End = r.End
			if strings.Contains(strings.ToUpper(p.text(text)), "NOT FOR INTERNET") {
				p.addCaption("NOT FOR INTERNET DISTRIBUTION", text)
			}
		}
		at = text.End
		for at < r.End && strings.IndexByte(" \t,;/.-", p.src[at]) >= 0 {
			at++
		}
	}
	p.mark(trim(p.src, Range{r.Start, at}), CaptionLine)
	if rest := trim(p.src, Range{at, r.End}); rest.Len() > 0 {
		p.addAttention(rest, true)
	}
}

// maxAttention is the length from which on an attention line takes no more.
const maxAttention = 600

// addAttention takes in a line "STATE FOR SCA/CEN, DRL". A line that does not
// open a new one continues the one before.
func (p *parser) addAttention(r Range, opens bool) {
	p.mark(r, AttentionLine)
	words := fold(p.text(r))
	n := len(p.c.Attention)
	if opens || n == 0 || len(p.c.Attention[n-1]) > maxAttention || opensAttention(words) {
		p.c.Attention = append(p.c.Attention, words)
		return
	}
	p.c.Attention[n-1] += " " + words
}

// opensAttention reports whether a line names an office and then says FOR or
// PASS: "DEPT FOR", "NSC FOR", "PASS TO", "STATE PLEASE PASS TO".
func opensAttention(s string) bool {
	for words := 0; words < 4; words++ {
		end := strings.IndexByte(s, ' ')
		if end < 0 {
			end = len(s)
		}
		switch strings.ToUpper(s[:end]) {
		case "FOR", "PASS", "ALSO":
			return true
		case "":
			return false
		}
		s = strings.TrimLeft(s[end:], " ")
	}
	return false
}
