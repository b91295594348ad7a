package cable

import (
	"strings"

	"reftel/site/diag"
)

// levels are the levels as the classification line spells them, the longer
// before what it begins with, each with its normal form.
var levels = [...]struct{ word, level string }{
	{"LIMITEDOFFICIALUSE", "LIMITED OFFICIAL USE"},
	{"UNCLASSIFIED", "UNCLASSIFIED"},
	{"UNCLAS", "UNCLASSIFIED"},
	{"CONFIDENTIAL", "CONFIDENTIAL"},
	{"SECRET", "SECRET"},
}

// readLevel reads the level at the beginning of a line, the letters spaced or
// not, in any case, and damaged at the front or in the middle. It returns where
// the level ends, 0 where there is none; spaced tells that letters stood apart.
func readLevel(s string) (level string, end int, spaced, garbled bool) {
	for _, l := range levels {
		if end, gaps := matchSpaced(s, l.word); end > 0 {
			whole := gaps == 0 || gaps == len(l.word)-1 || l.word == "LIMITEDOFFICIALUSE"
			return l.level, end, gaps > 2, !whole
		}
	}
	if skipLetters(s, 0) > 3 {
		return "", 0, false, false
	}
	for _, l := range levels[1:] {
		for cut := 1; cut <= 3; cut++ {
			if end, gaps := matchSpaced(s, l.word[cut:]); end > 0 && gaps > 2 {
				return l.level, end, true, true
			}
			if cut < 3 && len(s) > cut {
				if end, gaps := matchSpaced(s[cut:], l.word); end > 0 && gaps > 2 {
					return l.level, cut + end, true, true
				}
			}
		}
	}
	return readDamagedLevel(s)
}

// matchSpaced matches the letters of word at the beginning of s, blanks between
// them allowed, and returns where the match ends and how many gaps it has; 0
// where s does not begin so or a letter follows.
func matchSpaced(s, word string) (end, gaps int) {
	for i := 0; i < len(word); i++ {
		at := skipBlanks(s, end)
		if i == 0 && at > 0 || at >= len(s) || upper(s[at]) != word[i] {
			return 0, 0
		}
		if at > end {
			gaps++
		}
		end = at + 1
	}
	if !wordEnd(s, end) {
		return 0, 0
	}
	return end, gaps
}

// readDamagedLevel reads single letters that nearly spell a level.
func readDamagedLevel(s string) (level string, end int, spaced, garbled bool) {
	const most = 16
	letters := make([]byte, 0, most)
	at := 0
	for at < len(s) {
		word := skipLetters(s, at)
		if word == at || word-at > 2 || len(letters) > 14 {
			break
		}
		letters = upperBytes(s[at:word], letters)
		end = word
		at = skipBlanks(s, word)
	}
	if len(letters) < 5 {
		return "", 0, false, false
	}
	var words [len(levels)]string
	for i, l := range levels {
		words[i] = l.word
	}
	near, ok := diag.Nearest(string(letters), words[:])
	if !ok {
		return "", 0, false, false
	}
	for _, l := range levels {
		if l.word == near {
			return l.level, end, true, true
		}
	}
	return "", 0, false, false
}

// A classificationLine is the classification line taken apart.
type classificationLine struct {
	Classification
	number Range // post and serial
	tail   Range // captions and more on the same line
	strong bool  // cannot be anything else
}

// readClassification reads "UNCLAS SECTION 01 OF 03 GRISTAD 002577" in the
// forms in which it occurs; ok is false where the line is none.
func (p *parser) readClassification(r Range) (c classificationLine, ok bool) {
	s := p.text(r)
	if s == "" || !mayBeLevel(s[0]) {
		return c, false
	}
	level, at, spaced, garbled := readLevel(s)
	if at == 0 {
		return c, false
	}
	c.Level, c.Garbled, c.Text = level, garbled, r
	at, controls := c.readControls(s, at)
	at = c.readSection(s, at)
	post := skipBlanks(s, at)
	end := c.readMessageNumber(s, post)
	if end == 0 {
		end = post
	} else {
		c.number = Range{r.Start + post, r.Start + end}
	}
	c.tail = trim(p.src, Range{r.Start + end, r.End})
	c.strong = spaced || c.Section > 0 || len(c.Serial) > 2 || c.Serial != "" && isPost(c.Post)
	return c, c.strong || controls || c.tail.Len() == 0 || isCaptionStart(p.text(c.tail))
}

// parseClassification marks the classification line at line i and takes in what
// it says. Where the line is full, post and serial may stand on the next one.
func (p *parser) parseClassification(i int, c classificationLine) {
	p.mark(Range{c.Text.Start, classificationEnd(c)}, ClassificationLine)
	p.mark(c.number, MessageNumber)
	if c.number.Len() == 0 && c.tail.Len() == 0 && c.strong {
		p.readNextMessageNumber(i, &c)
	}
	p.c.Classification = c.Classification
	if c.EFTO {
		p.addCaption("EFTO", c.Text)
	}
	for _, control := range controlWords {
		if strings.Contains(p.src[c.Text.Start:classificationEnd(c)], control) {
			p.addCaption(control, c.Text)
		}
	}
	if c.tail.Len() > 0 {
		p.parseCaptions(c.tail)
	}
}

// classificationEnd returns where the part of the line ends that says the level
// and the section.
func classificationEnd(c classificationLine) int {
	switch {
	case c.number.Len() > 0:
		return c.number.Start
	case c.tail.Len() > 0:
		return c.tail.Start
	}
	return c.Text.End
}

// readNextMessageNumber reads post and serial from a line of their own.
func (p *parser) readNextMessageNumber(i int, c *classificationLine) {
	for i++; i < len(p.lines) && p.lines[i].blank(); i++ {
	}
	if i == len(p.lines) || p.lines[i].pageBreak {
		return
	}
	r := p.lines[i].Range
	if end := c.readMessageNumber(p.text(r), 0); end == r.Len() && len(c.Serial) > 3 {
		c.number = r
		p.mark(r, MessageNumber)
		p.taken = p.lines[i].next
	} else {
		c.Post, c.Serial = "", ""
	}
}

// gluedClassification returns where a classification line begins that was glued
// to the end of a line of the header, 0 for none.
func gluedClassification(s string) int {
	for _, level := range [...]string{"C O N F I D E N T I A L", "S E C R E T", "UNCLAS"} {
		at := strings.Index(s, level)
		if at <= 0 {
			continue
		}
		var c classificationLine
		rest := c.readSection(s, at+len(level))
		if c.readMessageNumber(s, skipBlanks(s, rest)) > 0 {
			return at
		}
	}
	return 0
}

// mayBeLevel reports whether a classification line may begin with that byte.
func mayBeLevel(c byte) bool {
	switch upper(c) {
	case 'U', 'N', 'C', 'O', 'F', 'S', 'E', 'L', 'R', 'I', 'T':
		return true
	}
	return false
}

// readControls reads what stands between the level and the section:
// "E F T O", "//NOFORN", "NOFORN".
func (c *classificationLine) readControls(s string, at int) (end int, found bool) {
	for {
		next := skipBlanks(s, at)
		word := next
		for word < len(s) && s[word] == '/' {
			word++
		}
		if n, _ := matchSpaced(s[word:], "EFTO"); n > 0 {
			c.EFTO = true
			at, found = word+n, true
			continue
		}
		n := controlLength(s[word:])
		if n == 0 {
			return at, found
		}
		at, found = word+n, true
	}
}

// controlWords are the words of control that occur behind a level.
var controlWords = [...]string{"NOFORN", "FOR OFFICIAL USE ONLY", "FOUO", "SENSITIVE", "EXDIS", "NODIS", "LIMDIS", "STADIS"}

// controlLength returns the length of a control word that follows a level on
// its line; 0 for none.
func controlLength(s string) int {
	for _, w := range controlWords {
		if hasPrefixFold(s, w) && wordEnd(s, len(w)) {
			return len(w)
		}
	}
	return 0
}

// readSection reads "SECTION 01 OF 03", its first letters perhaps lost.
func (c *classificationLine) readSection(s string, at int) int {
	start := skipBlanks(s, at)
	word := skipLetters(s, start)
	if word-start == 1 { // "S ECTION"
		word = skipLetters(s, skipBlanks(s, word))
	}
	if !strings.HasSuffix("SECTION", strings.ReplaceAll(strings.ToUpper(s[start:word]), " ", "")) || word-start < 4 {
		return at
	}
	section := skipBlanks(s, word)
	sectionEnd := skipDigits(s, section)
	of := skipBlanks(s, sectionEnd)
	if sectionEnd == section || !hasPrefixFold(s[of:], "OF") {
		return at
	}
	last := skipBlanks(s, of+len("OF"))
	end := skipDigits(s, last)
	if end == last || end-last > 3 || sectionEnd-section > 3 {
		return at
	}
	c.Section, c.Sections = number(s[section:sectionEnd]), number(s[last:end])
	return end
}

// readMessageNumber reads post and serial at the given place: "GRISTAD 002577",
// "75 NORVAL 1895" with a year before it. It returns where they end, 0 where
// they do not stand there.
func (c *classificationLine) readMessageNumber(s string, at int) int {
	post := at
	if d := skipDigits(s, at); d == at+2 {
		post = skipBlanks(s, d)
	}
	end := post
	for words := 0; words < 5; words++ {
		word := end
		for word < len(s) && (isLetter(s[word]) || s[word] == '-' || s[word] == '0' && word+1 < len(s) && isLetter(s[word+1])) {
			word++
		}
		if byteAt(s, word) == '.' && strings.EqualFold(s[end:word], "ST") {
			word++
		}
		if word == end {
			break
		}
		next := skipBlanks(s, word)
		if d := skipDigits(s, next); d > next && d-next <= 8 && (next > word || d-next > 2) {
			c.Post, c.Serial = fold(s[post:word]), s[next:d]
			return d
		}
		end = next
	}
	return 0
}
