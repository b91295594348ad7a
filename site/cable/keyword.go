package cable

import (
	"strings"

	"reftel/site/vocab"
)

// label is a word that opens an element of the preamble.
type keyword uint8

const (
	noKeyword keyword = iota
	orderKeyword
	tagsKeyword
	subjectKeyword
	referenceKeyword
	classifiedByKeyword
	captionKeyword // "Sensitive but unclassified" behind a subject
	bodyKeyword    // the first paragraph of a text that was run together
	summaryKeyword // its summary
)

// A keywordSet is a set of labels.
type keywordSet uint16

func (s *keywordSet) add(k keyword)     { *s |= 1 << k }
func (s keywordSet) has(k keyword) bool { return s&(1<<k) != 0 }

// keywordAt returns the label that opens a line and where what it labels begins;
// noKeyword for none.
func (p *parser) keywordAt(r Range) (keyword, int) {
	s := p.text(r)
	if s == "" {
		return noKeyword, r.End
	}
	kind, n := noKeyword, 0
	switch upper(s[0]) {
	case 'E', 'D':
		kind, n = orderKeyword, orderLabelLength(s)
	case 'T', 'A':
		kind, n = tagsKeyword, tagsLabelLength(s)
	case 'S', 'U':
		kind, n = subjectKeyword, subjectLabelLength(s)
	case 'R', 'P':
		kind, n = referenceKeyword, referenceLabelLength(s)
	case 'C':
		kind, n = classifiedByKeyword, classifiedByLength(s)
	case '(':
		if mark := portionMarkLength(s); mark > 0 {
			mark = skipBlanks(s, mark)
			kind, n = classifiedByKeyword, classifiedByLength(s[mark:])
			if n > 0 {
				n += mark
			}
		}
	}
	if n == 0 {
		return noKeyword, r.End
	}
	return kind, r.Start + n
}

// keywordBegins is how the labels begin that keywordWithinAt knows.
var keywordBegins = func() *patterns {
	p := &patterns{}
	for _, letters := range [...]string{"REF", "CLA", "SUB", "SUM", "SEN", "THI"} {
		p.add(nil, oneOf(letters[:1]), oneOf(letters[1:2]), oneOf(letters[2:]))
	}
	p.add(nil, oneOf("T"), oneOf("AG"))
	p.add(nil, oneOf("E"), oneOf(" .,-OX"))
	p.add(nil, oneOf("1"), oneOf("."))
	return p
}()

// keywordWithin finds the first label that stands within a line, in preambles
// that were run together. Every label counts only once there: the words occur
// in subjects and references too.
func (p *parser) keywordWithin(r Range, seen keywordSet) (int, keyword) {
	for at := r.Start; ; at++ {
		at += keywordBegins.next(p.src[at:r.End], 0, keywordBegins.ends)
		if at == r.End {
			return r.End, noKeyword
		}
		kind := keywordWithinAt(p.src[at:r.End], p.src[at-1])
		if kind == classifiedByKeyword && (hasPrefixFold(p.src[max(at-2, 0):], "DE") || hasPrefixFold(p.src[max(at-2, 0):], "UN")) {
			continue
		}
		if kind != noKeyword && mayFollow(kind, seen) {
			return at, kind
		}
	}
}

// mayFollow reports whether a label within a line counts after those seen.
func mayFollow(kind keyword, seen keywordSet) bool {
	switch kind {
	case subjectKeyword:
		return !seen.has(subjectKeyword) && !seen.has(referenceKeyword)
	case captionKeyword, bodyKeyword:
		return seen.has(subjectKeyword) || seen.has(referenceKeyword)
	case summaryKeyword:
		return seen.has(referenceKeyword) || seen.has(classifiedByKeyword)
	}
	return !seen.has(kind)
}

// keywordWithinAt returns the label that s begins with, within a line. Where a
// letter stands directly before it, only some labels survive: "…THE PRIMEREF:
// A.", "…CAIROClassified By".
func keywordWithinAt(s string, before byte) keyword {
	glued := isLetter(before) || isDigit(before)
	switch first := upper(s[0]); {
	case first == 'R' && isUpper(s[0]):
		n := referenceLabelLength(s)
		if n > 0 && (strings.IndexByte(s[:n], ':') > 0 || !glued && (startsEnumerator(s[n:]) || startsCable(s[n:]))) {
			return referenceKeyword
		}
	case first == 'C' && isUpper(s[0]):
		if classifiedByLength(s) > 0 {
			return classifiedByKeyword
		}
	case glued:
	case first == 'E':
		if orderLabelLength(s) > 0 {
			return orderKeyword
		}
	case first == 'T':
		if n := tagsLabelLength(s); n > 4 && (s[4] == ':' || hasTag(s[n:])) {
			return tagsKeyword
		}
		if isBodyPhrase(s) {
			return bodyKeyword
		}
	case first == 'S':
		return keywordWithinAtS(s)
	case first == '1' && isRunOnParagraph(s):
		return bodyKeyword
	}
	return noKeyword
}

func keywordWithinAtS(s string) keyword {
	switch {
	case hasPrefixFold(s, "SUBJ"):
		if n := subjectLabelLength(s); n > 0 && strings.IndexByte(s[:n], ':') > 0 {
			return subjectKeyword
		}
	case hasPrefixFold(s, "SENSITIVE BUT"):
		if _, n := matchCaption(s); n > len("SENSITIVE") {
			return captionKeyword
		}
	case hasPrefixFold(s, "SUMMARY:") || hasPrefixFold(s, "SUMMARY. "):
		return summaryKeyword
	}
	return noKeyword
}

// isRunOnParagraph reports whether s begins with a first paragraph: "1. (C) ",
// "1. Summary".
func isRunOnParagraph(s string) bool {
	if byteAt(s, 1) != '.' {
		return false
	}
	rest := s[skipBlanks(s, 2):]
	return portionMarkLength(rest) > 0 || hasPrefixFold(rest, "SUMMARY")
}

// orderLabelLength returns the length of "E.O. " at the beginning of s in the
// forms in which it introduces an executive order: a number or a word of
// declassification must follow.
func orderLabelLength(s string) int {
	for _, word := range [...]string{"E.O.", "E. O.", "EO", "E.O", "E,O.", "E.0.", "E-O.", "EXECUTIVE ORDER"} {
		if !hasPrefixFold(s, word) {
			continue
		}
		at := len(word)
		for at < len(s) && strings.IndexByte(" \t:.,-", s[at]) >= 0 {
			at++
		}
		rest := s[at:]
		if at > len(word)-1 && (skipDigits(rest, 0) >= 4 || at > len(word) && (hasPrefixFold(rest, "N/A") || hasPrefixFold(rest, "DECL"))) {
			return at
		}
	}
	for _, word := range [...]string{"DECL:", "DECL;", "DECLASSIFY ON", "DECLAS:"} {
		if hasPrefixFold(s, word) {
			return len(word)
		}
	}
	return 0
}

// tagsLabels are the spellings of TAGS that occur. Those but the first two are
// slips and need a sign after them.
var tagsLabels = [...]string{"TAGS", "TAG", "TAGES", "TAGGS", "TAS", "TABS", "TGS", "AGS", "TAGA"}

// tagsLabelLength returns the length of the label TAGS at the beginning of s.
func tagsLabelLength(s string) int {
	for i, word := range tagsLabels {
		if !hasPrefixFold(s, word) || !wordEnd(s, len(word)) {
			continue
		}
		at := skipBlanks(s, len(word))
		if at < len(s) && strings.IndexByte(":;,.", s[at]) >= 0 {
			return skipBlanks(s, at+1)
		}
		if i < 2 && (at > len(word) || at == len(s)) {
			return at
		}
	}
	return 0
}

// hasTag reports whether a word of s is in the vocabulary of TAGS, one of the
// first two.
func hasTag(s string) bool {
	for range 2 {
		s = strings.TrimLeft(s, " \t,;")
		word := s[:skipLetters(s, 0)]
		if _, ok := vocab.LookupTag(upperASCII(word)); ok {
			return true
		}
		s = s[len(word):]
	}
	return false
}

// subjectLabels are the spellings of SUBJECT that occur.
var subjectLabels = [...]string{"SUBJECT", "SUBJ", "UBJECT", "SUBJET", "SUBJEC", "SUJBECT", "SUBECT", "SUBJCT", "SUJECT", "SUBEJCT", "SUBJECTS"}

// subjectLabelLength returns the length of the label SUBJECT at the beginning
// of s. Without a colon it must be in capitals. "SUBJECT LINE" belongs to the
// marks of a corrected copy.
func subjectLabelLength(s string) int {
	for _, word := range subjectLabels {
		if !hasPrefixFold(s, word) || !wordEnd(s, len(word)) {
			continue
		}
		at := skipBlanks(s, len(word))
		switch {
		case at < len(s) && strings.IndexByte(":;", s[at]) >= 0:
			return skipBlanks(s, at+1)
		case strings.HasPrefix(s, word) && at > len(word) && at < len(s) && !startsWord(s[at:], "LINE") && !startsWord(s[at:], "LINE//"):
			return at
		case len(s) == len(word) && strings.HasPrefix(s, word):
			return at
		}
	}
	return 0
}

// referenceLabelLength returns the length of "REF:", "REFS", "Ref(s):",
// "REFTEL(S):" and the like at the beginning of s. Without a colon it must be in
// capitals, and an enumerator or a cable must follow.
func referenceLabelLength(s string) int {
	at := 0
	if hasPrefixFold(s, "PROGRAM REF") {
		at = len("PROGRAM ")
	}
	if !hasPrefixFold(s[at:], "REF") {
		return 0
	}
	at += len("REF")
	for _, more := range [...]string{"ERENCE", "TEL"} {
		if hasPrefixFold(s[at:], more) {
			at += len(more)
			break
		}
	}
	for _, plural := range [...]string{"(S)", "'S", "S"} {
		if hasPrefixFold(s[at:], plural) {
			at += len(plural)
			break
		}
	}
	if !wordEnd(s, at) {
		return 0
	}
	next := skipBlanks(s, at)
	if next < len(s) && strings.IndexByte(":.;", s[next]) >= 0 {
		return skipBlanks(s, next+1)
	}
	rest := s[next:]
	if !isUpper(s[1]) || rest != "" && next == at && byteAt(rest, 0) != '(' {
		return 0
	}
	if rest == "" || startsEnumerator(rest) || startsCable(rest) {
		return next
	}
	return 0
}

// startsEnumerator reports whether s begins with "A.", "(A)", "[A]", "A " or
// the like.
func startsEnumerator(s string) bool {
	if s != "" && (s[0] == '(' || s[0] == '[') {
		return len(s) > 2 && isLetter(s[1]) && (s[2] == ')' || s[2] == ']')
	}
	return len(s) > 1 && isLetter(s[0]) && strings.IndexByte(".):], ", s[1]) >= 0
}

// startsCable reports whether s begins with the name of a post and a serial. A
// post that the vocabulary does not have must be in capitals, and the serial
// must be followed by what may follow a reference.
func startsCable(s string) bool {
	at := skipBlanks(s, skipDigits(s, 0))
	if _, n := vocab.MatchPost(s[at:]); n > 0 && isDigit(byteAt(s, skipBlanks(s, at+n))) {
		return true
	}
	for words := 0; words < 3; words++ {
		end := at
		for end < len(s) && isUpper(s[end]) {
			end++
		}
		if end < at+2 || isDocumentWord(s[at:end]) {
			return false
		}
		at = skipBlanks(s, end)
		if digits := skipDigits(s, at); digits > at {
			rest := s[skipBlanks(s, digits):]
			return rest == "" || strings.IndexByte(",;&(/:.", rest[0]) >= 0 || startsEnumerator(rest) || startsWord(rest, "AND") || startsWord(rest, "NOTAL")
		}
	}
	return false
}

// classifiedByLength returns the length of "Classified By:" at the beginning of
// s, the first word perhaps misspelt.
func classifiedByLength(s string) int {
	word := skipLetters(s[:min(len(s), 12)], 0)
	if word < 8 || word > 11 || !hasPrefixFold(s, "CLAS") || upper(s[word-1]) != 'D' && upper(s[word-1]) != 'E' {
		return 0
	}
	by := skipSpace(s, word)
	if by == word || !hasPrefixFold(s[by:], "BY") || !wordEnd(s, by+len("BY")) {
		return 0
	}
	at := skipBlanks(s, by+len("BY"))
	if byteAt(s, at) == ':' {
		at = skipBlanks(s, at+1)
	}
	return at
}

// upperASCII returns s with ASCII letters as capitals; s itself where they are.
func upperASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if isLower(s[i]) {
			return strings.ToUpper(s)
		}
	}
	return s
}
