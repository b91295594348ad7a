package cable

import (
	"slices"
	"strconv"
	"strings"
)

// parseReferences reads the REF block whose label stands at line i; text is
// what follows the label there.
func (p *parser) parseReferences(i int, text Range) int {
	lines, next := p.referenceLines(i, text)
	r := referenceReader{p: p, f: p.c.Fold(lines), own: p.ownID()}
	r.read(lines)
	p.refStarts, p.refEnums = r.starts, r.enums
	p.markReferences(lines, r.enums)
	if len(r.refs) > len(p.c.References) { // archives doubled preambles; one block may be a part of the other
		p.c.References = anchored(r.refs)
	}
	return next
}

// referenceLines collects the lines of a REF block and returns the index of the
// line after it. Blank lines may stand between the references, and page breaks
// with blank lines around them within one.
func (p *parser) referenceLines(i int, text Range) (lines []Range, next int) {
	lines = p.refLines[:0]
	if text.Len() > 0 {
		lines = append(lines, text)
	}
	next = i + 1
	for i = next; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.pageBreak && i+1 < len(p.lines) && !p.lines[i+1].blank() && !p.lines[i-1].blank() {
			continue
		}
		if l.blank() || l.pageBreak {
			follow, broken := p.nextWords(i)
			if follow-i > 8 || !p.referencesFollow(follow, broken, lines) {
				break
			}
			i = follow - 1
			continue
		}
		if p.endsElement(i) || p.startsBody(i, p.outline.seen) || isSentence(p.text(l.Range)) {
			break
		}
		lines = append(lines, l.Range)
		next = i + 1
	}
	p.refLines = lines
	return lines, next
}

// referencesFollow reports whether the REF block goes on at line i after blank
// lines, or a page break: with an enumerator or a cable, or because what came
// before was not complete.
func (p *parser) referencesFollow(i int, broken bool, lines []Range) bool {
	if i == len(p.lines) || p.lines[i].start >= p.outline.end || p.startsBody(i, p.outline.seen) {
		return false
	}
	s := cutPilcrow(p.text(p.lines[i].Range))
	if startsEnumerator(s) && (len(lines) == 0 || s[1] != ' ' && s[0] != 'A') && !isSentence(s) {
		return true
	}
	if startsCable(s) && (len(lines) == 0 || broken || isCableAlone(s)) {
		return true
	}
	return len(lines) > 0 && isIncomplete(p.text(lines[len(lines)-1])) && strings.ContainsAny(s, "0123456789")
}

// isIncomplete reports whether a line of references breaks off before a serial.
func isIncomplete(s string) bool {
	s = strings.TrimRight(s, " ")
	if s == "" || strings.IndexByte(",;&", s[len(s)-1]) >= 0 || strings.HasSuffix(s, " AND") {
		return true
	}
	n := len(s)
	if n > 1 && (s[n-1] == ')' || s[n-1] == '.') && (n == 2 || !isLetter(s[n-3])) && isLetter(s[n-2]) {
		return true // an enumerator: "D)"
	}
	last := s[max(strings.LastIndexByte(s, ')'), strings.LastIndexByte(s, ';'), strings.LastIndexByte(s, ','))+1:]
	return isLetter(s[n-1]) && !strings.ContainsAny(last, "0123456789") && kindOfReference(s) == RefUnknown
}

// isCableAlone reports whether a line is post and serial and nothing else.
func isCableAlone(s string) bool {
	return len(s) < 40 && isDigit(s[len(s)-1]) && strings.IndexByte(s, '.') < 0
}

// isSentence reports whether a line is running text: six words or more, mostly
// of small letters, and no digit.
func isSentence(s string) bool {
	spaces, small, letters := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isDigit(c):
			return false
		case c == ' ':
			spaces++
		case isLower(c):
			small++
			letters++
		case isUpper(c):
			letters++
		}
	}
	return spaces >= 5 && 3*small > 2*letters
}

// markReferences marks the lines of a REF block, the enumerators apart.
func (p *parser) markReferences(lines, enums []Range) {
	for _, l := range lines {
		for len(enums) > 0 && enums[0].Start < l.End {
			p.mark(trim(p.src, Range{l.Start, enums[0].Start}), ReferenceText)
			p.mark(enums[0], ReferenceEnum)
			l.Start = enums[0].End
			enums = enums[1:]
		}
		p.mark(trim(p.src, l), ReferenceText)
	}
}

// anchored gives each reference the anchor of its letter, "ref-a", further ones
// of that letter "ref-a2", and "ref-1" and so on to those without a letter.
func anchored(refs []Reference) []Reference {
	var byLetter [26]int
	plain := 0
	for i := range refs {
		r := &refs[i]
		if r.Enum == "" {
			plain++
			r.Anchor = "ref-" + strconv.Itoa(plain)
			continue
		}
		n := &byLetter[r.Enum[0]-'A']
		if *n++; *n == 1 {
			r.Anchor = refAnchors[r.Enum[0]-'A']
		} else {
			r.Anchor = refAnchors[r.Enum[0]-'A'] + strconv.Itoa(*n)
		}
	}
	return refs
}

// mayHaveDoubles reports whether there are cables that dropDoubles may take out.
// Most blocks are short and have none.
func (r *referenceReader) mayHaveDoubles() bool {
	const few = 10
	for i := range r.refs {
		id := r.refs[i].ID
		named := func(ref Reference) bool { return ref.ID == id }
		if i == few || id != "" && (id == r.own.id || slices.ContainsFunc(r.refs[:i], named)) {
			return true
		}
	}
	return false
}

// refAnchors are the anchors of the letters.
var refAnchors = func() (anchors [26]string) {
	for i := range anchors {
		anchors[i] = "ref-" + string(rune('a'+i))
	}
	return anchors
}()

// A referenceReader reads one REF block, white space folded.
type referenceReader struct {
	p      *parser
	f      Folded
	s      string
	starts []int // offsets in s at which a line begins
	enums  []Range
	refs   []Reference

	own      ownID
	enum     string // letter of the item that is being read, "" for none
	post     string // of the cable before: a bare serial is one more of its
	known    bool   // see cableName
	year     int
	inferred bool
	open     bool // the cable before takes remarks that follow it
	lastAt   int  // where that cable begins in s
}

// prepare notes where the lines of the block begin, and that a bare serial is one
// of the cable's own post.
func (r *referenceReader) prepare(lines []Range) {
	r.s = r.f.Text
	r.post, r.known, r.year, r.inferred = r.own.post, true, r.own.year, true
	r.starts, r.enums = r.p.refStarts[:0], r.p.refEnums[:0]
	at := 0
	for _, l := range lines {
		for at < len(r.f.pieces) && r.f.pieces[at].Start < l.Start {
			at++
		}
		if at < len(r.f.pieces) {
			r.starts = append(r.starts, r.f.pieces[at].at)
		}
	}
}

// read takes the block of these lines apart at its enumerators.
func (r *referenceReader) read(lines []Range) {
	r.prepare(lines)
	from := 0
	last := byte('A' - 1)
	for at := 0; at < len(r.s); at++ {
		if !r.atBoundary(at) {
			continue
		}
		letter, end := readEnumerator(r.s, at)
		if letter == 0 || !r.accepts(letter, at, end, last) {
			continue
		}
		r.item(from, len(strings.TrimRight(r.s[:at], " ¶")))
		if last < letter {
			last = letter
		}
		end = skipDoubled(r.s, end, letter)
		r.enum = string(letter)
		r.markEnum(at, end)
		from, at = end, max(at, end-1)
	}
	r.item(from, len(r.s))
	r.dropDoubles()
}

// atBoundary reports whether an enumerator may stand at an offset.
func (r *referenceReader) atBoundary(at int) bool {
	if at == 0 {
		return true
	}
	switch r.s[at-1] {
	case ' ', ',', ';', '.', ')', 0xB6: // the last byte of a pilcrow
		return true
	}
	return false
}

// readEnumerator reads "A.", "A)", "A:", "(A)", "[A]", "REF A" or a letter alone
// at an offset. The letter is returned as a capital; 0 for none.
func readEnumerator(s string, at int) (letter byte, end int) {
	if hasPrefixFold(s[at:], "REF ") && at+4 < len(s) && isLetter(s[at+4]) && wordEnd(s, at+5) {
		at += len("REF ")
	}
	open := byteAt(s, at)
	if open == '(' || open == '[' {
		at++
	}
	letter = byteAt(s, at)
	if !isLetter(letter) {
		return 0, at
	}
	closing := byteAt(s, at+1)
	switch {
	case closing == ')' && open != '[', closing == ']' && open == '[':
		return upper(letter), skipBlanks(s, at+2)
	case open == '(' || open == '[':
		return 0, at
	case closing == '.' || closing == ':':
		next := skipBlanks(s, at+2)
		if next+1 < len(s) && isLetter(s[next]) && s[next+1] == '.' && next == at+2 {
			return 0, at // initials
		}
		return upper(letter), next
	case closing == ' ' && isUpper(letter):
		return letter, at + 2
	}
	return 0, at
}

// accepts reports whether what looks like an enumerator is one: letters occur as
// initials and portion marks too, so they must be in sequence, or stand before
// a cable where a line begins.
func (r *referenceReader) accepts(letter byte, at, end int, last byte) bool {
	rest := r.s[end:]
	bare := r.s[end-1] == ' ' && at+2 == end && isLetter(r.s[at])
	cable := startsCable(strings.TrimLeft(rest, "'( ")) || hasPrefixFold(rest, "REF")
	switch {
	case bare:
		return cable && letter == last+1
	case at == 0:
		return letter == 'A' || r.s[0] == '(' || r.s[0] == '[' || r.s[1] == ')' || cable
	case last < 'A':
		return (letter == 'A' || letter == 'B') && cable
	case letter == last+1:
		return true
	case r.atLineStart(at):
		return cable || letter > last && letter <= last+5 || letter == last
	}
	return cable && letter+1 >= last && letter <= last+5
}

// atLineStart reports whether a line begins at an offset, an archive's pilcrow
// aside.
func (r *referenceReader) atLineStart(at int) bool {
	i, found := slices.BinarySearch(r.starts, at)
	return found || i > 0 && r.starts[i-1] == at-len("¶") && strings.HasPrefix(r.s[at-len("¶"):], "¶")
}

// skipDoubled skips an enumerator that is printed again, as in "A. (A)",
// "B. REF B:" and "A. REF:".
func skipDoubled(s string, at int, letter byte) int {
	if hasPrefixFold(s[at:], "REF:") {
		return skipBlanks(s, at+len("REF:"))
	}
	again, end := readEnumerator(s, at)
	if again == letter && (end-at > 2 || s[end-1] != ' ' || byteAt(s, at+1) != ' ') {
		return end
	}
	return at
}

// markEnum notes where an enumerator stands in the source.
func (r *referenceReader) markEnum(from, to int) {
	for to > from && r.s[to-1] == ' ' {
		to--
	}
	if r.s[from] == ' ' {
		from++
	}
	r.enums = r.f.appendSource(r.enums, from, to)
}

// dropDoubles takes out cables that are named again, unless nothing else stands
// under their letter, and the cable itself.
func (r *referenceReader) dropDoubles() {
	if !r.mayHaveDoubles() {
		return
	}
	type key struct{ enum, id string }
	count := map[key]int{}
	for _, ref := range r.refs {
		count[key{ref.Enum, ref.ID}]++
		count[key{ref.Enum, "any"}]++
	}
	seen := map[string]bool{}
	kept := r.refs[:0]
	for _, ref := range r.refs {
		others := count[key{ref.Enum, "any"}] > count[key{ref.Enum, ref.ID}]
		double := seen[ref.ID] && (ref.Enum == "" || others)
		if ref.ID != "" && (ref.ID == r.own.id || double) {
			continue
		}
		seen[ref.ID] = true
		kept = append(kept, ref)
	}
	r.refs = kept
}
