package cable

import (
	"slices"
	"strings"
)

// mostRefs bounds the references that are looked through for a mention, so that
// a damaged REF block cannot make the mentions grow beyond the text.
const mostRefs = 40

// appendRefs appends the indexes of the references that match.
func (b *body) appendRefs(list []int, match func(*Reference) bool) []int {
	for i := range min(len(b.c.References), mostRefs) {
		if len(list) < mostRefs && match(&b.c.References[i]) {
			list = append(list, i)
		}
	}
	return list
}

// lettered returns the references under a letter. A single reference without a
// letter is "ref A".
func (b *body) lettered(list []int, letter byte) []int {
	if len(b.c.References) == 1 && b.c.References[0].Enum == "" && letter == 'A' {
		return append(list, 0)
	}
	return b.appendRefs(list, func(r *Reference) bool { return len(r.Enum) == 1 && upper(r.Enum[0]) == letter })
}

// knowsPost reports whether a name in capitals is that of a post: one of the
// State Department's, or one that this cable names as its own or in its
// references.
func (b *body) knowsPost(name string) bool {
	if isPost(name) || isOrigin(b.c.ID, name) {
		return true
	}
	return len(b.appendRefs(nil, func(r *Reference) bool { return isOrigin(r.ID, name) })) > 0
}

// isOrigin reports whether name is the origin of a reference ID.
func isOrigin(id, name string) bool {
	_, origin, _ := splitID(id)
	return origin == name && name != ""
}

// refMention reads "ref A", "refs A and B", "reftels A-C", "reftel" and what
// belongs to it, "(ref A, para 3)". The word itself stands from i to j.
func (s *reading) refMention(i, j int) int {
	m := Mention{Text: Range{i, j}, Block: s.block}
	last, ok := s.refs(&m, place{s.r, i}, place{s.r, j})
	if !ok {
		return j
	}
	m.Text.End = last.i
	known := len(m.Refs) > 0 // else its paragraphs are those of a text that is not listed
	p := s.skip(last)
	if c := s.byteAt(p); c == ',' || c == ';' || c == ':' {
		p = s.skip(place{p.r, p.i + 1})
	}
	if after, ok := s.paraWord(p); ok {
		if end, ok := s.paraNumbers(&m, after, known); ok {
			return s.goOn(end)
		}
	}
	if known {
		s.c.Mentions = append(s.c.Mentions, m)
	}
	return s.goOn(last)
}

// refs reads what follows the word from start to p, and fills in the
// references that it means; none where the cable does not list them. It returns
// where the mention ends; ok is false where it is no mention.
func (s *reading) refs(m *Mention, start, p place) (last place, ok bool) {
	word := s.src[start.i:p.i]
	tel, plural := false, false
	switch {
	case hasPrefixFold(word, "REFTEL") && len(word) <= len("REFTELS"):
		tel, plural = true, len(word) > len("REFTEL")
	case len(word) > len("REFS") || len(word) == len("REFS") && upper(word[3]) != 'S':
		return p, false
	default:
		plural = len(word) == len("REFS")
		if next, after := s.letters(s.skip(p)); hasPrefixFold(next, "TEL") && len(next) <= len("TELS") {
			tel, plural, p = true, plural || len(next) > len("TEL"), after
		}
	}
	if last, ok := s.refLetters(m, p, tel && !plural); ok {
		return last, true
	}
	if last, ok := s.refSerial(m, p); ok {
		return last, true
	}
	if !tel && !s.bracketed(start, p) || len(s.c.References) == 0 {
		return p, false
	}
	m.Refs = s.appendRefs(nil, func(*Reference) bool { return true })
	m.Ambiguous = !plural && len(m.Refs) > 1
	return p, true
}

// refSerial reads the serial by which a text may call a reference: "ref 1098".
func (s *reading) refSerial(m *Mention, p place) (last place, ok bool) {
	serial, last := s.digits(s.skip(p))
	if len(serial) < 3 || len(serial) > 7 {
		return p, false
	}
	serial = strings.TrimLeft(serial, "0")
	m.Refs = s.appendRefs(nil, func(r *Reference) bool {
		_, _, printed := splitID(r.ID)
		return printed == serial && serial != ""
	})
	return last, true
}

// bracketed reports whether the words between two places stand in brackets,
// alone or first: "(ref)", "(ref, para 2)".
func (s *reading) bracketed(start, p place) bool {
	before, _ := s.before(start.i)
	next := s.byteAt(s.skip(p))
	return before == '(' && (next == ')' || next == ',')
}

// refLetters reads the letters of references: "A", "A and B", "A-C", "(B)".
// After a single "reftel" a small letter counts only where no word can follow,
// so that an article is none.
func (s *reading) refLetters(m *Mention, p place, strict bool) (last place, ok bool) {
	var set [26]bool
	from := -1 // the letter before a hyphen
	for {
		p = s.skip(p)
		if c := s.byteAt(p); c == '(' || c == '"' || c == '\'' {
			p.i++
		}
		letter, after := s.letters(p)
		if len(letter) != 1 || isDigit(s.byteAt(after)) || s.isWord(letter[0], after, ok, strict) {
			return last, ok
		}
		n := int(upper(letter[0]) - 'A')
		if from < 0 || from > n {
			from = n
		}
		for ; from <= n; from++ {
			if !set[from] {
				set[from] = true
				m.Refs = s.lettered(m.Refs, 'A'+byte(from))
			}
		}
		if c := s.byteAt(after); c == ')' && s.byteAt(place{p.r, p.i - 1}) == '(' || c == '"' {
			after.i++
		}
		last, ok = after, true
		var more, through bool
		if p, through, more = s.separator(after); !more {
			return last, ok
		}
		from = -1
		if through {
			from = n
		}
	}
}

// isWord reports whether a letter in a list of references is rather a word by
// what follows it: "reftel a visit", "ref B, I went".
func (s *reading) isWord(letter byte, after place, listed, strict bool) bool {
	word, _ := s.letters(s.skip(after))
	switch {
	case word == "" || isUpper(letter) && upper(word[0]) == word[0]:
		return false
	case listed:
		return (letter == 'A' || letter == 'I' || letter == 'a') && !hasPrefixFold(word, "AND")
	}
	return strict && isLower(letter)
}

// separator reads what stands between two letters or numbers of a list.
// through is set for what means all those between them too.
func (s *reading) separator(p place) (after place, through, ok bool) {
	p = s.skip(p)
	if isLower(s.byteAt(place{p.r, p.i + 1})) && s.byteAt(p) == ',' {
		return p, false, false // "ref B,s": a comma for an apostrophe
	}
	for s.byteAt(p) == ',' || s.byteAt(p) == '/' || s.byteAt(p) == '&' {
		p, ok = s.skip(place{p.r, p.i + 1}), true
	}
	if s.byteAt(p) == '-' {
		return place{p.r, p.i + 1}, true, true
	}
	word, after := s.letters(p)
	switch {
	case hasPrefixFold(word, "AND") && len(word) == len("AND"):
		return after, false, true
	case hasPrefixFold(word, "THROUGH") || hasPrefixFold(word, "THRU") || hasPrefixFold(word, "TO") && len(word) == len("TO"):
		return after, true, true
	}
	return p, false, ok
}

// paraWord reads "para", "paras", "paragraph" or "paragraphs".
func (s *reading) paraWord(p place) (after place, ok bool) {
	word, after := s.letters(p)
	if s.byteAt(after) == '.' {
		after.i++
	}
	return after, isParaWord(word)
}

func isParaWord(word string) bool {
	if n := len(word); n > 0 && upper(word[n-1]) == 'S' {
		word = word[:n-1]
	}
	return len(word) == len("PARA") && hasPrefixFold(word, "PARA") ||
		len(word) == len("PARAGRAPH") && hasPrefixFold(word, "PARAGRAPH")
}

// paraNumbers reads the numbers of paragraphs: "3", "3-5", "3, 4 and 6". Each
// number becomes a mention of its own like m, the first with m's words too. ok
// is false where no number stands. With record unset nothing is entered.
func (s *reading) paraNumbers(m *Mention, p place, record bool) (last place, ok bool) {
	for {
		p = s.skip(p)
		number, after := s.digits(p)
		if len(number) == 0 || len(number) > 2 {
			return last, ok
		}
		if s.byteAt(after) == '.' && isDigit(s.byteAt(place{after.r, after.i + 1})) || s.byteAt(after) == '%' {
			return last, ok
		}
		if record {
			each := *m
			each.Para = strings.TrimLeft(number, "0")
			if ok {
				each.Text.Start = p.i
			}
			each.Text.End = after.i
			s.c.Mentions = append(s.c.Mentions, each)
		}
		last, ok = after, true
		var more bool
		if p, _, more = s.separator(after); !more {
			return last, ok
		}
	}
}

// paraMention reads "para 3", "paragraphs 3-5" of this cable and "para 3 of ref
// A". The word itself stands from i to j. Paragraphs of treaties and of
// resolutions are not meant.
func (s *reading) paraMention(i, j int) int {
	after, ok := s.paraWord(place{s.r, i})
	if !ok || s.operative(i) {
		return j
	}
	m := Mention{Text: Range{i, j}, Block: s.block}
	last, ok := s.paraNumbers(&m, after, false)
	if !ok {
		return j
	}
	end, own := s.whose(&m, last)
	if len(m.Refs) == 0 && !own {
		return s.goOn(last)
	}
	s.paraNumbers(&m, after, true)
	if len(m.Refs) > 0 {
		s.c.Mentions[len(s.c.Mentions)-1].Text.End = end.i
		return s.goOn(end)
	}
	return s.goOn(last)
}

// dropUnknown drops the mentions that name a paragraph which this cable does not
// have.
func (b *body) dropUnknown() {
	b.c.Mentions = slices.DeleteFunc(b.c.Mentions, func(m Mention) bool {
		return m.Para != "" && len(m.Refs) == 0 && b.bearers[number(m.Para)] == 0
	})
}

// operative reports whether a paragraph is one of a resolution by the word
// before it.
func (s *reading) operative(i int) bool {
	_, at := s.before(i)
	word := s.src[backLetters(s.src, at+1) : at+1]
	if at+1 > len(s.src) || at >= i {
		return false
	}
	for _, other := range [...]string{"OPERATIVE", "PREAMBULAR", "OP", "PP"} {
		if len(word) == len(other) && hasPrefixFold(word, other) {
			return true
		}
	}
	return false
}

// whose reads of which text paragraphs are: "of ref A", "reftel", "of this
// cable". own is set where they are this cable's.
func (s *reading) whose(m *Mention, p place) (end place, own bool) {
	next := s.skip(p)
	if s.byteAt(next) == ',' {
		next = s.skip(place{next.r, next.i + 1})
	}
	word, after := s.letters(next)
	of := len(word) == 2 && (hasPrefixFold(word, "OF") || hasPrefixFold(word, "IN"))
	if of {
		next = s.skip(after)
		word, after = s.letters(next)
	}
	if hasPrefixFold(word, "REF") && len(word) <= len("REFTELS") {
		if end, ok := s.refs(m, next, after); ok {
			return end, false
		}
	}
	switch {
	case !of:
		return p, true
	case hasPrefixFold(word, "THIS"):
		return p, true
	}
	return p, false
}

// writtenID reads a reference ID: "08GRISTAD123", or in several words, "08
// GRISTAD 123", where the cable names that post elsewhere. Its first word
// stands from i to j.
func (s *reading) writtenID(i, j, end int) int {
	src := s.src[:end]
	digits := skipDigits(src, i)
	if digits != i+2 || i > 0 && (src[i-1] == '.' || src[i-1] == '/') {
		return digits
	}
	if j > i+2 {
		if isGluedID(src[i:j]) {
			s.mentionID(Range{i, j}, src[i:j])
			return j
		}
		return digits
	}
	const mostWords, longest = 4, 24
	name := make([]byte, 0, longest)
	at := j
	for range mostWords {
		at = skipBlanks(src, at)
		word := skipLetters(src, at)
		if word == at || len(name)+word-at > longest || !isUpper(src[at]) {
			return j
		}
		name = upperBytes(src[at:word], name)
		at = skipBlanks(src, word)
		digits := skipDigits(src, at)
		if n := digits - at; 0 < n && n <= 7 && wordEnd(src, digits) && s.knowsPost(string(name)) {
			s.mentionID(Range{i, digits}, src[i:j]+string(name)+src[at:digits])
			return digits
		}
	}
	return j
}

// isGluedID reports whether a word has the form of a reference ID, and is not a
// date like "05MAR2006".
func isGluedID(word string) bool {
	letters := skipLetters(word, 2)
	if skipDigits(word, letters) != len(word) || letters == len(word) || len(word)-letters > 7 {
		return false
	}
	for i := 2; i < letters; i++ {
		if !isUpper(word[i]) {
			return false
		}
	}
	n := letters - 2
	return 4 <= n && n <= 20 && !isMonth(word[2:letters]) || word[2:letters] == "CDC"
}

// isMonth reports whether a word in capitals is the name of a month.
func isMonth(word string) bool {
	switch word {
	case "JANUARY", "FEBRUARY", "MARCH", "APRIL", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "SEPT", "OCTOBER", "NOVEMBER", "DECEMBER":
		return true
	}
	return false
}

// mentionID enters a mention of a cable by its ID, as printed but for leading
// zeros. The cable's own ID is no mention.
func (s *reading) mentionID(text Range, printed string) {
	year, origin, serial := splitID(printed)
	serial = strings.TrimLeft(serial, "0")
	id := year + origin + serial
	if serial == "" || id == s.c.ID {
		return
	}
	m := Mention{Text: text, Block: s.block, ID: id}
	m.Refs = s.appendRefs(nil, func(r *Reference) bool { return r.ID == id })
	s.c.Mentions = append(s.c.Mentions, m)
}
