package cable

import (
	"strings"
	"unicode/utf8"
)

// A reading goes through the words of one block and marks what stands out.
type reading struct {
	*body
	block int
	text  []Range
	r     int // index of the range being read
	taken int // offset up to which words are understood
	step  int // index of the block's own opening in body.steps, -1 for none
	aside Aside
	depth int // brackets open since the aside's own; 0 for an aside without one
}

// readWords reads the words of block i.
func (b *body) readWords(i int) {
	blk := &b.c.Blocks[i]
	s := &reading{body: b, block: i, text: blk.Text, step: -1}
	from := len(b.spans)
	s.open(blk.Kind)
	for ; s.r < len(s.text); s.r++ {
		if s.taken < s.text[s.r].End { // what is taken may go over more than one line
			s.read(max(s.text[s.r].Start, s.taken), s.text[s.r].End)
		}
	}
	if s.aside.Part != NoPart && s.depth == 0 && len(s.text) > 0 {
		s.closeAside(s.text[len(s.text)-1].End)
	}
	if blk.Kind == Heading {
		b.fill(blk.Text, from, HeadingText)
	}
}

// read reads the words from i to end. It looks closer only where something of
// interest stands.
func (s *reading) read(i, end int) {
	src := s.src[:end]
	before := interest.edges // a line begins as after anything that may stand before a word
	for {
		ends := interest.ends
		if s.depth > 0 {
			ends |= interest.brackets
		}
		if i += interest.next(src[i:], before, ends); i == end {
			return
		}
		switch c := src[i]; {
		case c == 'X':
			i = s.xs(i, end)
		case isLetter(c):
			i = s.word(i, wordEndAt(src, i))
		case isDigit(c):
			i = s.writtenID(i, wordEndAt(src, i), end)
		default:
			i = s.odd(i, end)
		}
		before = interest.edges & interest.bits[src[i-1]]
	}
}

// wordEndAt returns where the letters and digits end that stand at i.
func wordEndAt(s string, i int) int {
	for i < len(s) && (isLetter(s[i]) || isDigit(s[i])) {
		i++
	}
	return i
}

// fill marks what is left of a text since the spans from index from on.
func (b *body) fill(text []Range, from int, role Role) {
	marked := b.spans[from:len(b.spans):len(b.spans)]
	for _, r := range text {
		for len(marked) > 0 && marked[0].Start < r.End {
			b.mark(Range{r.Start, marked[0].Start}, role)
			r.Start = marked[0].End
			marked = marked[1:]
		}
		b.mark(r, role)
	}
}

// word looks at the word of interest from i to j and returns where to read on.
func (s *reading) word(i, j int) int {
	switch c := upper(s.src[i]); {
	case c == 'E':
		if j-i == len("END") && hasPrefixFold(s.src[i:j], "END") {
			return s.ending(i, j)
		}
	case c == 'R':
		if j-i <= len("REFTELS") && hasPrefixFold(s.src[i:j], "REF") {
			return s.refMention(i, j)
		}
	case c == 'P':
		if j-i <= len("PARAGRAPHS") && hasPrefixFold(s.src[i:j], "PAR") {
			return s.paraMention(i, j)
		}
	default:
		if part := namedPart(s.src[i:j]); part != NoPart && part != ActionPart {
			return s.opening(i, j, part)
		}
	}
	return j
}

// A place is an offset in a block's text and the index of the range it is in.
type place struct{ r, i int }

// skip moves a place over white space, also into the next range. At the end of
// the text the place stays behind the last byte.
func (s *reading) skip(p place) place {
	for {
		end := s.text[p.r].End
		for p.i < end && isSpace(s.src[p.i]) {
			p.i++
		}
		if p.i < end || p.r+1 == len(s.text) {
			return p
		}
		p = place{p.r + 1, s.text[p.r+1].Start}
	}
}

// byteAt returns the byte at a place, 0 at the end of the text or a range.
func (s *reading) byteAt(p place) byte {
	if p.i < s.text[p.r].End {
		return s.src[p.i]
	}
	return 0
}

// letters returns the letters at a place and the place behind them.
func (s *reading) letters(p place) (string, place) {
	end := skipLetters(s.src[:s.text[p.r].End], p.i)
	return s.src[p.i:end], place{p.r, end}
}

// digits returns the digits at a place and the place behind them.
func (s *reading) digits(p place) (string, place) {
	end := skipDigits(s.src[:s.text[p.r].End], p.i)
	return s.src[p.i:end], place{p.r, end}
}

// before returns the last byte of the block's text before offset i that is not
// white space, and its offset; 0 where there is none.
func (s *reading) before(i int) (byte, int) {
	for r := s.r; r >= 0 && r >= s.r-2; r-- {
		for i = min(i, s.text[r].End); i > s.text[r].Start; i-- {
			if c := s.src[i-1]; !isSpace(c) {
				return c, i - 1
			}
		}
	}
	return 0, i
}

// markTo gives a role to the words from offset i in the current range to a
// place, and goes on reading there.
func (s *reading) markTo(i int, to place, role Role) int {
	for r := s.r; r <= to.r; r++ {
		from := max(s.text[r].Start, i)
		if r == to.r {
			s.mark(Range{from, to.i}, role)
		} else {
			s.mark(Range{from, s.text[r].End}, role)
		}
	}
	return s.goOn(to)
}

// goOn makes a place the one where reading goes on.
func (s *reading) goOn(to place) int {
	s.taken = to.i
	if to.r > s.r {
		return s.text[s.r].End
	}
	return to.i
}

// xs marks a run of four or more X at i, which the archive put in place of a
// name, and returns where the run ends.
func (s *reading) xs(i, end int) int {
	j := i
	for j < end && s.src[j] == 'X' {
		j++
	}
	if j-i >= 4 {
		s.mark(Range{i, j}, SourceRedaction)
	}
	return j
}

// damageKind is a kind of damage that is reported once per cable.
type damageKind uint8

const (
	markup damageKind = iota
	control
	encoding
	apostrophe
	quotation
	numDamage
)

// reportDamage reports what was found of each kind.
func (b *body) reportDamage() {
	report := func(k damageKind, code, message, hint string) { b.reportTally(b.damage[k], code, message, hint) }
	report(markup, "stray-markup", "mark-up of a web page or a data dump stands in the text", "it is shown as it stands; compare with another copy")
	report(control, "control-bytes", "control characters stand in the text", "they are shown as signs of damage")
	report(encoding, "text-encoding", "characters were lost or garbled by a wrong encoding", "compare with another copy; an emendation can mark the right reading")
	report(apostrophe, "comma-for-apostrophe", "a comma stands where an apostrophe was", "an emendation can mark the right reading")
	report(quotation, "quotes-garbled", "\"&\" and \"8\" stand where quotation marks were", "an emendation can mark the right reading")
}

// odd looks at a byte that may be damage and returns where to read on.
func (s *reading) odd(i, end int) int {
	switch c := s.src[i]; {
	case c == ',':
		if i > 0 && i+1 < end && isLetter(s.src[i-1]) && isElision(s.src[i+1]) && wordEnd(s.src[:end], i+2) {
			s.damage[apostrophe].add(i)
		}
	case c == '(' || c == ')':
		s.bracket(i)
	case c == '<':
		return s.damaged(i, tagEnd(s.src[:end], i), markup)
	case c == '&':
		if j := entityEnd(s.src[:end], i); j > i {
			return s.damaged(i, j, markup)
		}
		if garbledQuote(s.src[:end], i) {
			s.damage[quotation].add(i)
		}
	case c == '\\':
		if i+1 == end {
			return s.damaged(i, i+1, markup)
		}
	case c < ' ' || c == 0x7f:
		return s.damaged(i, i+1, control)
	default:
		return s.high(i, end)
	}
	return i + 1
}

// damaged marks the bytes from i to j as damage; none where j is not behind i.
func (s *reading) damaged(i, j int, kind damageKind) int {
	if j <= i {
		return i + 1
	}
	s.damage[kind].add(i)
	s.mark(Range{i, j}, Damage)
	return j
}

// isElision reports whether a letter is what an apostrophe most often precedes.
func isElision(c byte) bool { return c == 's' || c == 't' }

// tagEnd returns where the HTML tag ends that begins at i, i for none.
func tagEnd(s string, i int) int {
	const longest = 80
	j := i + 1
	if byteAt(s, j) == '<' && isDigit(byteAt(s, j+1)) { // "<<218634>"
		if j = skipDigits(s, j+1); byteAt(s, j) == '>' {
			return j + 1
		}
		return i
	}
	if byteAt(s, j) == '/' {
		j++
	}
	name := skipLetters(s, j)
	if !isTag(s[j:name]) && !(name == j+1 && byteAt(s, name) != 0 && isDigit(s[name]) && upper(s[j]) == 'H') {
		return i
	}
	if c := byteAt(s, name); c != '>' && c != ' ' && c != '/' && !isDigit(c) {
		return i
	}
	if close := strings.IndexByte(s[name:min(len(s), i+longest)], '>'); close >= 0 {
		return name + close + 1
	}
	return i
}

// isTag reports whether a word is the name of an element of the web pages that
// cables were copied from.
func isTag(name string) bool {
	const longest = len("blockquote")
	if len(name) == 0 || len(name) > longest {
		return false
	}
	switch string(upperBytes(name, make([]byte, 0, longest))) {
	case "A", "B", "I", "P", "U", "BR", "TD", "TR", "TH", "TABLE", "TBODY", "DIV", "SPAN", "FONT", "PRE", "CODE",
		"UL", "LI", "EM", "STRONG", "HTML", "BODY", "SUP", "SUB", "IMG", "HR", "CENTER", "BLOCKQUOTE":
		return true
	}
	return false
}

// entityEnd returns where the HTML character reference ends that begins at i,
// i for none.
func entityEnd(s string, i int) int {
	j := i + 1
	if byteAt(s, j) == '#' {
		j++
		if upper(byteAt(s, j)) == 'X' {
			j++
		}
	} else if !isLower(byteAt(s, j+1)) {
		return i // "AT&T;"
	}
	end := j
	for end < len(s) && end-j < 8 && (isLetter(s[end]) || isDigit(s[end])) {
		end++
	}
	if end > j && byteAt(s, end) == ';' {
		return end + 1
	}
	return i
}

// garbledQuote reports whether "&" and a later "8" stand for quotation marks:
// "&processes8".
func garbledQuote(s string, i int) bool {
	const farthest = 80
	if i > 0 && (isLetter(s[i-1]) || isDigit(s[i-1])) || !isLetter(byteAt(s, i+1)) {
		return false
	}
	for j := i + 2; j < len(s) && j < i+farthest; j++ {
		if s[j] == '8' && !isDigit(s[j-1]) && !isSpace(s[j-1]) && wordEnd(s, j+1) {
			return true
		}
	}
	return false
}

// high looks at a byte outside ASCII.
func (s *reading) high(i, end int) int {
	r, size := utf8.DecodeRuneInString(s.src[i:end])
	switch {
	case r == utf8.RuneError, 0x80 <= r && r < 0xA0:
		return s.damaged(i, i+size, encoding)
	case isMojibake(s.src[i:end]):
		s.damage[encoding].add(i)
	}
	return i + size
}

// isMojibake reports whether text begins with what UTF-8 looks like when it was
// read as Windows-1252: "â€™", "Ã©".
func isMojibake(s string) bool {
	if strings.HasPrefix(s, "â€") {
		return true
	}
	return strings.HasPrefix(s, "Ã") && len(s) > 3 && s[2] == 0xC2 && s[3] >= 0xA0
}
