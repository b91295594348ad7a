package cable

import "strings"

// open reads the phrase that opens a part at the beginning of the block.
func (s *reading) open(kind BlockKind) {
	if len(s.text) == 0 || kind == Preformatted {
		return
	}
	o, ok := s.partOpening(s.text[0].Start, s.text[0].End)
	if !ok {
		return
	}
	s.step = len(s.steps)
	s.steps = append(s.steps, partStep{block: s.block, part: o.part, more: o.more, at: o.Start})
	if kind != Heading {
		s.mark(o.Range, PartMarker)
		s.taken = o.End
	}
}

// opening looks at the name of a part within a block, from i to j: where a
// bracket or the end of a sentence stands before it, and a colon or the like
// behind, it opens an aside.
func (s *reading) opening(i, j int, part Part) int {
	next := s.byteAt(place{s.r, j})
	if next != ':' && next != '.' {
		return j
	}
	start := s.phraseStart(i)
	before, at := s.before(start)
	switch {
	case before == '(' || before == '[':
	case isLower(s.src[start]) || next == '.' && isLower(s.src[i+1]):
		return j
	case strings.IndexByte(".?!:)]\"", before) < 0:
		return j
	}
	s.mark(Range{start, j + 1}, PartMarker)
	if s.aside.Part == NoPart {
		s.aside, s.depth = Aside{Part: part, Block: s.block, Text: Range{start, start}}, 0
		if before == '(' || before == '[' {
			s.aside.Text.Start, s.depth = at, 1
		}
	}
	return j + 1
}

// phraseStart goes back from the name of a part over the words that belong to
// it on the same line: "Post" of "Post Comment".
func (s *reading) phraseStart(i int) int {
	line := s.text[s.r].Start
	for range 3 {
		end := backBlanks(s.src, i)
		start := backLetters(s.src, end)
		if start < max(line, s.taken) || start == end || end == i || isLower(s.src[start]) || !isPartWord(s.src[start:end]) {
			break
		}
		i = start
	}
	return i
}

// bracket counts the brackets within an aside; the one that closes its own ends
// it.
func (s *reading) bracket(i int) {
	switch {
	case s.depth == 0:
	case s.src[i] == '(':
		s.depth++
	default:
		if s.depth--; s.depth == 0 {
			s.closeAside(i + 1)
		}
	}
}

// closeAside ends the open aside.
func (s *reading) closeAside(end int) {
	s.aside.Text.End = end
	s.c.Asides = append(s.c.Asides, s.aside)
	s.aside, s.depth = Aside{}, 0
}

// ending looks at the word "END" from i to j: with the name of a part behind it,
// also on the next line, it ends that part.
func (s *reading) ending(i, j int) int {
	before, _ := s.before(i)
	small := isLower(s.src[i])
	if small && strings.IndexByte(".?!)\"", before) < 0 {
		return j
	}
	part, last, ok := s.endPhrase(place{s.r, j})
	if !ok {
		return j
	}
	next := s.byteAt(s.skip(last))
	if small && next != 0 && strings.IndexByte(".:)]", next) < 0 {
		return j
	}
	switch c := s.byteAt(last); {
	case c == ')' && s.aside.Part == NoPart && i > s.text[s.r].Start && s.src[i-1] == '(':
		i, last.i = i-1, last.i+1
	case c == '.' || c == ':':
		last.i++
	}
	s.endPart(part, i, last)
	return s.markTo(i, last, PartMarker)
}

// endPhrase reads the words behind "END". ok is false where they name no part
// and no quoted text, as in "END OF THE YEAR".
func (s *reading) endPhrase(p place) (part Part, last place, ok bool) {
	const mostWords = 7
	for range mostWords {
		p = s.skip(p)
		if c := s.byteAt(p); c == '/' || c == '&' || c == '\'' {
			p = s.skip(place{p.r, p.i + 1})
		}
		word, after := s.letters(p)
		named := namedPart(strings.TrimRight(word, "Ss"))
		switch {
		case named != NoPart:
			if part == NoPart || named == SummaryPart {
				part = named
			}
			last, ok = after, true
		case hasPrefixFold(word, "TEXT") || hasPrefixFold(word, "QUOTE") && len(word) == len("QUOTE"):
			last, ok = after, true
		case word == "" || !isPartWord(word):
			return part, last, ok
		case part == ActionPart: // "ACTION REQUEST"
			last = after
		}
		p = after
	}
	return part, last, ok
}

// endPart enters the end of a part, which stands between i and last: of an
// aside, or of the part that blocks stand in.
func (s *reading) endPart(part Part, i int, last place) {
	switch {
	case part == NoPart:
	case s.aside.Part == part:
		if c := s.byteAt(last); c == ')' || c == ']' {
			last.i++
		}
		s.closeAside(last.i)
	case s.step >= 0 && s.steps[s.step].part == part && part != SummaryPart && s.goesOn(last):
		// The part ends before its block: it was an aside at the beginning.
		s.steps = append(s.steps[:s.step], s.steps[s.step+1:]...)
		s.step = -1
		s.aside = Aside{Part: part, Block: s.block, Text: Range{Start: s.text[0].Start}}
		if c := s.byteAt(last); c == ')' || c == ']' {
			last.i++
		}
		s.closeAside(last.i)
	default:
		s.steps = append(s.steps, partStep{block: s.block, part: part, ends: true, at: i})
	}
}

// goesOn reports whether the block has words behind a place.
func (s *reading) goesOn(p place) bool {
	for r := p.r; r < len(s.text); r++ {
		for i := max(p.i, s.text[r].Start); i < s.text[r].End; i++ {
			if isLetter(s.src[i]) {
				return true
			}
		}
	}
	return false
}
