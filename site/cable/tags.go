package cable

import (
	"strings"

	"reftel/site/vocab"
)

// parseTags reads the TAGS line at line i and the lines that it wraps to; text
// is what follows the label.
func (p *parser) parseTags(i int, text Range) int {
	t := tagReader{p: p}
	t.line(text)
	number, next := p.lines[i].number, i+1
	for i = next; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.pageBreak && l.number == number {
			next = p.skipRepeatedTags(i)
			i = next - 1
			continue
		}
		if l.pageBreak || l.blank() && t.comma && p.pageBreakNear(i) {
			continue
		}
		if p.endsElement(i) || !t.comma && !isMoreTags(p.text(l.Range)) {
			break
		}
		t.line(l.Range)
		next = i + 1
	}
	if t.bracket > 0 {
		t.closeBracket(trim(p.src, Range{t.bracket, p.lines[next-1].End}))
	}
	return next
}

// skipRepeatedTags passes over what stands behind a page heading that was glued
// into the TAGS line: the archive set the list of each section there again.
func (p *parser) skipRepeatedTags(i int) int {
	number := p.lines[i].number
	for ; i < len(p.lines) && p.lines[i].number == number; i++ {
		if !p.lines[i].pageBreak {
			p.mark(p.lines[i].Range, TagCode)
		}
	}
	return i
}

// isMoreTags reports whether a line goes on with TAGS although the line before
// it does not end in a comma: some of its words are known TAGS, and all of them
// have the look.
func isMoreTags(s string) bool {
	if knownTags(s, false) == 0 {
		return false
	}
	for word := range strings.FieldsFuncSeq(s, isTagSeparator) {
		if len(word) > 8 || word != upperASCII(word) && len(word) > 4 {
			return false
		}
	}
	return true
}

func isTagSeparator(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == ';' }

// A tagReader takes TAGS in, line by line.
type tagReader struct {
	p     *parser
	comma bool // the line before ended in a comma
	takes bool // the last tag takes the name of a person
	// bracket is where a name in brackets began that is not closed yet, 0 for none.
	bracket int
	name    int // index of a tag that may be a surname without its given name; 0 for none
	many    map[string]bool
}

// line reads one line: words with commas or semicolons between them or not, and
// names in brackets.
func (t *tagReader) line(r Range) {
	s := t.p.src
	t.comma = r.Len() > 0 && (s[r.End-1] == ',' || s[r.End-1] == ';')
	for at := r.Start; at < r.End; {
		switch c := s[at]; {
		case t.bracket > 0:
			at = t.person(at, r.End)
		case isSpace(c):
			at++
		case c == ',' || c == ';' || c == ':':
			t.flush()
			t.p.mark(Range{at, at + 1}, TagsLabel)
			at++
		case c == '(':
			at = t.person(at, r.End)
		default:
			at = t.word(at, r.End)
		}
	}
	t.flush()
}

// word collects one word.
func (t *tagReader) word(at, end int) int {
	s := t.p.src
	start := at
	for at < end && !isSpace(s[at]) && strings.IndexByte(",;:(", s[at]) < 0 {
		at++
	}
	text := Range{start, at}
	for text.Len() > 1 && strings.IndexByte(".\\)\"'", s[text.End-1]) >= 0 {
		text.End--
	}
	t.p.mark(Range{text.End, at}, TagsLabel)
	word := s[text.Start:text.End]
	if isTagResidue(word) {
		t.residue(word, text)
		return at
	}
	if isBlackened(word) {
		t.flush()
		t.p.mark(text, SourceRedaction)
		return at
	}
	t.p.mark(text, TagCode)
	t.p.tagWords, t.p.tagPlaces = append(t.p.tagWords, word), append(t.p.tagPlaces, text)
	return at
}

// residue takes in a word that is none of the TAGS.
func (t *tagReader) residue(word string, text Range) {
	t.flush()
	if _, ok := vocab.Captions().Lookup(word); ok {
		t.p.addCaption(word, text)
		t.p.mark(text, CaptionLine)
		return
	}
	t.p.mark(text, TagsLabel)
}

// isBlackened reports whether a word is a run of X, the mark of words that the
// archive took out.
func isBlackened(word string) bool { return len(word) > 3 && strings.Trim(word, "X") == "" }

// isTagResidue reports whether a word in a TAGS line is none of its elements.
func isTagResidue(word string) bool {
	switch word {
	case "TAGS", "AND", "&", "SIPDIS", "NOFORN", "SENSITIVE", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED", "UNCLAS":
		return true
	}
	for i := 0; i < len(word); i++ {
		if isLetter(word[i]) || isDigit(word[i]) {
			return false
		}
	}
	return true
}

// person reads a name in brackets, or the rest of one that the line before
// began, and returns where it ends on the line.
func (t *tagReader) person(at, end int) int {
	t.flush()
	if t.bracket == 0 {
		t.bracket = at + 1
	}
	closing := strings.IndexByte(t.p.src[at:end], ')')
	if closing < 0 {
		t.p.mark(Range{at, end}, TagCode)
		t.comma = true // the name goes on
		return end
	}
	next := at + closing + 1
	t.p.mark(Range{at, next}, TagCode)
	t.name, t.takes = 0, false
	t.closeBracket(trim(t.p.src, Range{t.bracket, next - 1}))
	return next
}

// closeBracket takes in what stood in brackets: a name, unless it is a portion
// mark or a known tag.
func (t *tagReader) closeBracket(text Range) {
	t.bracket = 0
	raw := fold(t.p.text(text))
	if _, ok := vocab.PortionMarking(raw); ok || !hasLetter(raw) || isBlackened(raw) {
		return
	}
	if known(raw) {
		t.add(raw, raw, text, false)
		return
	}
	t.add(vocab.Person(raw), raw, text, false)
}

// flush reads the words collected since the last comma.
func (t *tagReader) flush() {
	words, at := t.p.tagWords, t.p.tagPlaces
	for len(words) > 0 {
		n := t.take(words, at)
		words, at = words[n:], at[n:]
	}
	clear(t.p.tagWords) // they hold on to the text
	t.p.tagWords, t.p.tagPlaces = t.p.tagWords[:0], t.p.tagPlaces[:0]
}

// take reads the element at the head of the words and returns how many of them
// it takes.
func (t *tagReader) take(words []string, at []Range) int {
	if known(words[0]) && (len(words) == 1 || known(words[1])) {
		t.element([]string{words[0]}, 1, false, at)
		return 1
	}
	if n := t.name; n > 0 && len(words) == 1 && isUpper(words[0][0]) && !known(words[0]) && skipLetters(words[0], 0) > 2 {
		t.givenName(words[0], at[0])
		return 1
	}
	codes, n, fixed := vocab.MatchTag(words)
	if t.takes && n == 1 && !known(codes[0]) {
		return t.unbracketedName(words, at)
	}
	t.element(codes, n, fixed, at)
	return n
}

// known reports whether a word, as printed, is in the vocabulary of TAGS.
func known(word string) bool {
	_, ok := vocab.LookupTag(word)
	return ok
}

// element adds what n words mean.
func (t *tagReader) element(codes []string, n int, fixed bool, at []Range) {
	text := Range{at[0].Start, at[n-1].End}
	raw := fold(t.p.text(text))
	for _, code := range codes {
		t.add(code, raw, text, fixed)
	}
	t.takes, t.name = takesName(codes[len(codes)-1]), 0
}

// takesName reports whether the name of a person follows a tag: visits, and
// travel of officers.
func takesName(code string) bool {
	switch code {
	case "OVIP", "OREP", "OTRA", "OEXC":
		return true
	}
	return false
}

// unbracketedName reads a name that follows OVIP without brackets: two or three
// words to the next comma or known tag.
func (t *tagReader) unbracketedName(words []string, at []Range) int {
	n := 1
	for n < len(words) && n < 3 && !known(upperASCII(words[n])) {
		n++
	}
	text := Range{at[0].Start, at[n-1].End}
	raw := fold(t.p.text(text))
	t.add(vocab.Person(raw), raw, text, n > 1)
	t.takes, t.name = false, 0
	if n == 1 && n == len(words) {
		t.name = len(t.p.c.Tags)
	}
	return n
}

// givenName joins the word after a comma to the surname before it.
func (t *tagReader) givenName(word string, text Range) {
	tag := &t.p.c.Tags[t.name-1]
	tag.Text.End = text.End
	tag.Raw = fold(t.p.text(tag.Text))
	tag.Code = vocab.Person(tag.Raw)
	t.name = 0
}

// maxPlainTags is how many tags are looked through one by one. Real cables have
// fewer.
const maxPlainTags = 40

// seen reports whether a code came before among the many tags of a hostile
// text, and enters it.
func (t *tagReader) seen(code string) bool {
	if t.many == nil {
		t.many = map[string]bool{}
	}
	seen := t.many[code]
	t.many[code] = true
	return seen
}

// add adds a tag, each code once.
func (t *tagReader) add(code, raw string, text Range, fixed bool) {
	for _, tag := range t.p.c.Tags[:min(len(t.p.c.Tags), maxPlainTags)] {
		if tag.Code == code {
			return
		}
	}
	if len(t.p.c.Tags) >= maxPlainTags && t.seen(code) {
		return
	}
	if t.p.c.Tags == nil {
		t.p.c.Tags = make([]Tag, 0, 8)
	}
	t.p.c.Tags = append(t.p.c.Tags, Tag{Code: code, Raw: raw, Text: text, Fixed: fixed})
}
