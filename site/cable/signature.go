package cable

import "strings"

// closing reads what closes the text, from its last line backward: end matter
// and the signature. It returns the index after the last line that is left, and
// cuts a signature off the end of that line.
func (b *body) closing(from, to int) int {
	ended := false // end matter stands below, so the text is whole
	for {
		for to > from && (b.lines[to-1].blank() || b.lines[to-1].pageBreak) {
			to--
		}
		if to == from {
			return to
		}
		if start := b.siteNotice(from, to); start < to {
			for ; to > start; to-- {
				b.markAside(b.lines[to-1].Range, EndMatter)
			}
			ended = true
			continue
		}
		r := b.lines[to-1].Range
		switch {
		case isEndMatter(b.text(r)):
			b.markAside(r, EndMatter)
			ended = ended || r.Len() > 2
			to--
		case b.c.Signature != "":
			return to
		case b.signed(from, to):
			to--
		case b.signedTogether(from, to):
			return b.takeSigners(from, to)
		case b.signedInline(to-1, ended):
			return to
		default:
			return to
		}
	}
}

// isEndMatter reports whether a line closes a telegram without being text of
// it: operating signals, a classification, release stamps, stray signs.
func isEndMatter(s string) bool {
	const longest = len("LIMITED OFFICIAL USE")
	if hasPrefixFold(s, "DECLASSIFIED/RELEASED") || hasPrefixFold(s, "MINIMIZE CONSIDERED") {
		return true
	}
	bare := strings.Trim(s, " .#\"'*>=<")
	if bare == "" {
		return len(s) < 4 && s != "..."
	}
	if s[0] == '#' && skipDigits(bare, 0) == len(bare) {
		return true
	}
	if len(bare) > longest {
		level := ""
		if bare[0] == 'C' || bare[0] == 'U' {
			level = unspaced(bare)
		}
		return level == "CONFIDENTIAL" || level == "UNCLASSIFIED"
	}
	switch unspaced(bare) {
	case "NNNN", "NNN", "NN", "BT", "END", "UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET", "SECRET//NOFORN", "SECRETNOFORN",
		"CONFIDENTIAL//NOFORN", "CONFIDENTIALNOFORN", "LIMITEDOFFICIALUSE", "SENSITIVE", "SENSITIVEBUTUNCLASSIFIED", "NOFORN", "SIPDIS", "SBU":
		return true
	}
	return false
}

// unspaced returns a short text without its spaces.
func unspaced(s string) string {
	const longest = 60
	if len(s) > longest {
		return s
	}
	return strings.ReplaceAll(s, " ", "")
}

// siteNotice returns the index of the first of the closing lines that invite
// to a web site, to where there are none:
//
//	**********************************************
//	Visit Embassy Gristad's web site:
//	http://www.gristad.example/
//	**********************************************
func (b *body) siteNotice(from, to int) int {
	const mostLines = 8
	found, start := false, to
	for i := to - 1; i >= max(from, to-mostLines) && !found; i-- {
		text := b.text(b.lines[i].Range)
		switch {
		case invites(text):
			found, start = true, i
		case text == "" || b.lines[i].pageBreak || isRule(text) || isAddress(text):
		case strings.HasPrefix(text, "(") && len(text) < 60:
		default:
			return to
		}
	}
	if !found {
		return to
	}
	for start > from && isRule(b.text(b.lines[start-1].Range)) {
		start--
	}
	return start
}

// isAddress reports whether a line is, or ends, the address of a web page.
func isAddress(s string) bool {
	return strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.Contains(s, ".gov") || strings.HasPrefix(s, "website")
}

// invites reports whether a line invites to visit a web site.
func invites(s string) bool {
	const longest = 300
	if len(s) > longest || !hasPrefixFold(s, "VISIT ") && !hasPrefixFold(s, "(VISIT ") {
		return false
	}
	return containsFold(s, "SITE") || containsFold(s, "SGOV") || containsFold(s, "HTTP")
}

// containsFold reports whether a word in capitals stands in s in any case.
func containsFold(s, word string) bool {
	for i := 0; i+len(word) <= len(s); i++ {
		if hasPrefixFold(s[i:], word) {
			return true
		}
	}
	return false
}

// signed reads the line before to as a signature: a surname in capitals, in
// newspaper copies in small letters. It reports whether it is one.
func (b *body) signed(from, to int) bool {
	l := &b.lines[to-1]
	text := b.text(l.Range)
	name := strings.TrimRight(text, " .#*\"")
	small := isSmallSurname(name) && len(name) == len(text)
	if !small && !isSurname(name) {
		return false
	}
	before, blank := b.lineBefore(from, to-1)
	if before == nil {
		return false // nothing that it could sign
	}
	above := b.text(before.Range)
	switch {
	case small && !(blank && endsSentence(above)) && !b.closesAbove(before, name):
		return false
	case !endsSentence(above) && !endsInMarker(above) && (!blank || b.inCapitals(before)):
		return false
	}
	b.sign(l, Range{l.Start, l.Start + len(name)}, l.Start)
	return true
}

// closesAbove reports whether a name with small letters right below a line can
// be a signature: the line ends a part, is a whole paragraph, or had room for the
// name.
func (b *body) closesAbove(l *line, name string) bool {
	const narrow = 50 // no cable has its lines broken at less
	above := b.text(l.Range)
	switch {
	case !endsSentence(above):
		return false
	case endsInMarker(strings.TrimRight(above, ".)")):
		return true
	}
	return isUpper(name[0]) && (len(above) > longLine || len(above)+1+len(name) <= narrow)
}

// maxSigners is how many heads of posts sign a joint cable at most, a line for
// each.
const maxSigners = 4

// signedTogether reports whether the last lines before to are surnames in
// capitals, one below the other.
func (b *body) signedTogether(from, to int) bool {
	n := b.signers(from, to)
	before, _ := b.lineBefore(from, to-n)
	return n > 1 && before != nil && (endsSentence(b.text(before.Range)) || endsInMarker(b.text(before.Range)))
}

// signers counts the surnames in capitals on the last lines before to.
func (b *body) signers(from, to int) int {
	n := 0
	for n < maxSigners && to-n > from && isSurname(b.text(b.lines[to-n-1].Range)) {
		n++
	}
	return n
}

// takeSigners enters the signatures of a joint cable and returns the index of
// the first of their lines.
func (b *body) takeSigners(from, to int) int {
	first := to - b.signers(from, to)
	for i := first; i < to; i++ {
		together := b.c.Signature
		b.sign(&b.lines[i], b.lines[i].Range, b.lines[i].Start)
		if together != "" {
			b.c.Signature = together + " / " + b.c.Signature
		}
	}
	return first
}

// lineBefore returns the last line before index i that holds words, nil for
// none, and whether a blank line stands between. Blank lines around a page
// break do not count.
func (b *body) lineBefore(from, i int) (before *line, blank bool) {
	paged := false
	for i--; i >= from; i-- {
		switch l := &b.lines[i]; {
		case l.pageBreak:
			paged = true
		case l.blank():
			blank = true
		default:
			return l, blank && !paged
		}
	}
	return nil, false
}

// endsInMarker reports whether a line ends in words like "End comment".
func endsInMarker(s string) bool {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return namedPart(last) != NoPart || hasPrefixFold(last, "TEXT")
}

// isSurname reports whether a line is a surname in capitals, or two or three.
func isSurname(s string) bool {
	const longest = 32
	if len(s) < 3 || len(s) > longest || !isUpper(s[0]) {
		return false
	}
	words, letters, xs := 1, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isUpper(c):
			letters++
			if c == 'X' {
				xs++
			}
		case c == ' ':
			words++
		case c != '\'' && c != '-' && c != '.' && c != '/' && c < 0x80:
			return false
		}
	}
	return letters >= 3 && words <= 3 && 2*xs < letters && !isClosingWord(s)
}

// isSmallSurname reports whether a line is a single word that a newspaper's copy
// may have made of a surname.
func isSmallSurname(s string) bool {
	const longest = 20
	return 3 <= len(s) && len(s) <= longest && skipLetters(s, 0) == len(s) && isLower(s[len(s)-1]) && !isClosingWord(s)
}

// isClosingWord reports whether words that look like a signature are not one:
// a heading, a marker, a classification.
func isClosingWord(s string) bool {
	first := s[:skipLetters(s, 0)]
	if namedPart(first) != NoPart || isLevel(first) && len(first) > 3 {
		return true
	}
	const longest = len("ATTACHMENT")
	if len(first) > longest {
		return false
	}
	switch string(upperBytes(first, make([]byte, 0, longest))) {
	case "END", "TEXT", "BEGIN", "QUOTE", "UNQUOTE", "NOFORN", "SIPDIS", "NOTAL", "LIMITED", "MINIMIZE", "ANNEX",
		"ATTACHMENT", "TABLE", "CONCLUSION", "WIKILEAKS", "ENDTEXT":
		return true
	}
	return false
}

// signedInline cuts a surname off the end of a line of text: "End text.
// AGUIRRE". It reports whether there is one. One in small letters counts only
// behind such words. ended tells that the text is whole.
func (b *body) signedInline(i int, ended bool) bool {
	l := &b.lines[i]
	s := b.src[:l.End]
	end := l.Start + len(strings.TrimRight(s[l.Start:], " .#\""))
	if name := backLetters(s, end); name > l.Start && s[name-1] == ' ' && isSmallSurname(s[name:end]) {
		last := backBlanks(s, name)
		if c := s[last-1]; (c == '.' || c == ')') && endsInMarker(strings.TrimRight(s[l.Start:last], ".)")) {
			return b.cutSignature(l, Range{name, end}, last, ended)
		}
	}
	start := end
	for range 3 {
		word := start
		for word > l.Start && (isUpper(s[word-1]) || s[word-1] == '-' || s[word-1] == '\'') {
			word--
		}
		if word == start || word == l.Start || s[word-1] != ' ' {
			break
		}
		start = word
		for word > l.Start && s[word-1] == ' ' {
			word--
		}
		if strings.IndexByte(".!?)\"", s[word-1]) >= 0 {
			return b.cutSignature(l, Range{start, end}, word, ended)
		}
		start = word
	}
	return false
}

// cutSignature takes a signature off a line whose words end at last, unless what
// looks like one belongs to the sentence.
func (b *body) cutSignature(l *line, name Range, last int, ended bool) bool {
	s := b.src
	text := s[name.Start:name.End]
	if isSmallSurname(text) {
		b.sign(l, name, last)
		return true
	}
	if !isSurname(text) || name.Len() < 4 || last-2 >= l.Start && s[last-1] == '.' && isUpper(s[last-2]) && !b.inCapitals(l) {
		return false // "the U.S. NAVY"
	}
	if b.inCapitals(l) && !endsInMarker(strings.TrimRight(s[l.Start:last], ".)")) && !(ended && b.standsAlone(name, last)) {
		return false
	}
	b.sign(l, name, last)
	return true
}

// standsAlone reports whether a single word in a text of capitals is no part of
// the sentence before it, which ends at last: not the name behind an initial or
// a title, "DR. HESSEL".
func (b *body) standsAlone(name Range, last int) bool {
	word := backLetters(b.src, last-1)
	return b.src[last-1] == '.' && skipLetters(b.src, name.Start) == name.End && (last-1-word >= 4 || name.Start-last > 1 && last-1-word > 1)
}

// sign enters the signature that stands on a line behind words ending at last,
// and takes it off the line. Stray signs behind it are end matter.
func (b *body) sign(l *line, name Range, last int) {
	b.c.Signature = fold(b.text(name))
	b.markAside(name, SignatureLine)
	b.markAside(trim(b.src, Range{name.End, l.End}), EndMatter)
	l.End = last
}

// inCapitals reports whether a line holds no small letter.
func (b *body) inCapitals(l *line) bool {
	for i := l.Start; i < l.End; i++ {
		if isLower(b.src[i]) {
			return false
		}
	}
	return true
}

// findTruncation notes a text that stops in the middle: with the three dots
// that the archive put where it cut, or within a sentence.
func (b *body) findTruncation() {
	if len(b.c.Blocks) == 0 || b.c.Signature != "" || len(b.rows) == 0 {
		return
	}
	blk := &b.c.Blocks[len(b.c.Blocks)-1]
	if blk.Kind == Heading || blk.Kind == Preformatted || len(blk.Text) == 0 {
		return
	}
	end := blk.Text[len(blk.Text)-1].End
	text := b.src[b.rows[0].Start:end]
	switch {
	case strings.HasSuffix(text, "..."):
	case isCutOff(text) && blk.Kind != Bullet && blk.Kind != SubParagraph && len(b.rows) > 2:
	default:
		return
	}
	b.c.Truncated = true
	b.problem(end-1, "text-truncated", "the text stops in the middle", "the source holds no more; look for another copy")
}

// isCutOff reports whether a text ends within a sentence: in a small letter or a
// comma.
func isCutOff(s string) bool {
	last := s[len(s)-1]
	return isLower(last) || last == ','
}
