package redaction

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"reftel/site/cable"
	"reftel/site/diag"
)

// Lint returns why a text asks to be looked at before it is published, "" where
// it does not: it asks to protect somebody, or holds what looks like a telephone
// or passport number or an e-mail address. The text is running text, white space
// folded.
func Lint(text string) string {
	switch {
	case asksToProtect(text):
		return "asks to protect somebody"
	case hasEmail(text):
		return "holds what looks like an e-mail address"
	case hasPassport(text):
		return "holds what looks like a passport number"
	case hasPhone(text):
		return "holds what looks like a telephone number"
	}
	return ""
}

// unreviewed lists the places of a cable that ask to be looked at and that no
// entry says were.
func unreviewed(c *cable.Cable, f *File) (problems []diag.Problem) {
	if !mayAsk(c) {
		return nil
	}
	for place, text := range textsOf(c) {
		if !asksIn(c, text) {
			continue
		}
		words := c.Words(text)
		if strings.HasPrefix(place, "REF ") { // where "tel" is a telegram
			words = strings.NewReplacer("TEL", "", "Tel", "", "tel", "").Replace(words)
		}
		why := Lint(words)
		switch {
		case why == "" || f.reviewed(place):
		case (place == headerPlace || place == endPlace || place == betweenPlace) && !asksToProtect(words):
			// Transmission data are numbers, and web pages hold their own addresses.
		default:
			problems = append(problems, diag.Problem{
				Line: lineOf(c.Source, text), Severity: diag.Error, Code: "unreviewed", Cable: c.ID,
				Message: fmt.Sprintf("%s %s, and nobody has reviewed it", place, why),
				Hint: fmt.Sprintf("redact it, or say who found that it can be published: reftel redact %s %q --reviewed NAME "+
					"(the setting require_review turns this check off)", c.ID, place),
			})
		}
	}
	return diag.Sort(problems)
}

// reviewed reports whether a reviewer has looked at a place: at the place as it
// is published, or at a redaction in it.
func (f *File) reviewed(place string) bool {
	return f != nil && slices.ContainsFunc(f.Entries, func(e Entry) bool {
		return e.Place == place && (e.IsReview() && e.By != "" || e.Reviewed != "")
	})
}

// lineOf returns the line on which the first word of a text stands.
func lineOf(src string, text []cable.Range) int {
	first := src[text[0].Start:text[0].End]
	at := text[0].Start + len(first) - len(strings.TrimLeft(first, " \t\r\n"))
	return 1 + strings.Count(src[:at], "\n")
}

// mayAsk reports whether any place of a cable may ask for a review. Transmission
// data may not for the numbers in them.
func mayAsk(c *cable.Cable) bool {
	lint := func(text []cable.Range) bool { return Lint(c.Words(text)) != "" }
	at := 0
	for i, next := 0, 0; i < len(c.Blocks); i = next {
		next = endOfPlace(c.Blocks, i)
		r := stretch(c.Blocks[i:next])
		if r.Len() == 0 {
			continue
		}
		apart := c.Blocks[i].Anchor == "" // the place began before, and something else stands in between
		if apart || asks(c.Source[r.Start:r.End]) && lint(textOf(c.Blocks[i:next])) || mayAskToProtect(c.Source[at:max(at, r.Start)], false) {
			return true
		}
		at = max(at, r.End)
	}
	for i := range c.References {
		if text := []cable.Range{c.References[i].Text}; asksIn(c, text) && lint(text) {
			return true
		}
	}
	return asksIn(c, c.SubjectText) && lint(c.SubjectText) || mayAskToProtect(c.Source[at:], false)
}

// endOfPlace returns the index of the first block behind the one at an index that
// is not of the same place. What the blocks of a place say goes on from one to
// the other: "Telephone:", and the number in a bullet.
func endOfPlace(blocks []cable.Block, i int) int {
	first := &blocks[i]
	for i++; i < len(blocks) && blocks[i].Anchor == "" && blocks[i].Paragraph == anchorOf(first); i++ {
	}
	return i
}

// textOf returns the text of blocks.
func textOf(blocks []cable.Block) (text []cable.Range) {
	for i := range blocks {
		text = append(text, blocks[i].Text...)
	}
	return text
}

// stretch returns where the text of blocks begins and ends.
func stretch(blocks []cable.Block) (r cable.Range) {
	for i := range blocks {
		if text := blocks[i].Text; len(text) > 0 {
			if r.Len() == 0 {
				r.Start = text[0].Start
			}
			r.End = text[len(text)-1].End
		}
	}
	return r
}

// asksIn is asks for a part of a cable's text, with all that lies in between.
func asksIn(c *cable.Cable, text []cable.Range) bool {
	return len(text) > 0 && asks(c.Source[text[0].Start:text[len(text)-1].End])
}

// asks reports whether any part of a text may ask for a review. It says yes more
// often than Lint, since line ends may stand between words here; most texts do not
// ask.
func asks(text string) bool {
	return strings.IndexByte(text, '@') >= 0 || mayHoldPhone(text) || mayAskToProtect(text, true)
}

// mayHoldPhone reports whether a text may hold what hasPhone finds.
func mayHoldPhone(text string) bool {
	for i := nextDigit(text, 0); i < len(text); {
		is, end := phoneAt(text, i, spaced)
		if is {
			return true
		}
		i = nextDigit(text, max(i+1, end))
	}
	return false
}

// nextDigit returns the offset of the first digit from i on, the length of text
// for none. It looks at eight bytes at once: most have none.
func nextDigit(text string, i int) int {
	for ; i+8 <= len(text); i += 8 {
		w := eightBytes(text[i:i+8]) ^ '0'*eachByte
		if below := (w - 10*eachByte) &^ w & (0x80 * eachByte); below != 0 { // the lowest bit is right, those above may not be
			return i + bits.TrailingZeros64(below)/8
		}
	}
	for i < len(text) && !isDigit(text[i]) {
		i++
	}
	return i
}

// How far back a number's or a plea's words are looked for: in running text, and
// in a source, where any white space may stand between them.
const (
	folded = 30
	spaced = 160
)

// mayProtect reports whether asksToProtect may find something at an offset. In
// most texts that have the word it goes on: "protection".
func mayProtect(text string, at int) bool {
	if !hasPrefixFold(text[at:], "protect") {
		return false
	}
	end := at + len("protect")
	before := strings.ToLower(text[max(0, at-spaced):at])
	return end == len(text) || !isAlnum(text[end]) || strings.Contains(before, "strictly") || strings.Contains(before, "please")
}

// mayAskToProtect reports whether a text may hold what asksToProtect finds, or
// what hasPassport does, if that counts.
func mayAskToProtect(text string, passports bool) bool {
	for at := nextPlea(text, 0); at < len(text); at = nextPlea(text, at+1) {
		if mayProtect(text, at) || passports && hasPrefixFold(text[at:], "passport") {
			return true
		}
	}
	return false
}

// nextPlea returns the offset of the first "protect" or "passport" from i on, in
// any case, the length of text for none. Each of them has four letters at an offset
// that is a multiple of four from i: nothing else is looked at.
func nextPlea(text string, i int) int {
	last := len(text) - len("protect")
	for at := i; at <= last+4; at += 8 {
		if at+8 <= len(text) {
			w := eightBytes(text[at:at+8]) | 0x20*eachByte
			if !pleas[fourLetters(uint32(w))] && !pleas[fourLetters(uint32(w>>32))] {
				continue
			}
		}
		for start := max(i, at-4); start <= min(at+7, last); start++ {
			if text[start]|0x20 == 'p' && (hasPrefixFold(text[start:], "protect") || hasPrefixFold(text[start:], "passport")) {
				return start
			}
		}
	}
	return len(text)
}

// pleas knows the first four sets of four letters in a row of "protect" and
// "passport", by a number that few others share.
var pleas = func() (pleas [4096]bool) {
	for _, word := range [...]string{"protect", "passport"} {
		for i := range 4 {
			pleas[fourLetters(uint32(eightBytes(word[i:i+4]+"    ")))] = true
		}
	}
	return pleas
}()

// fourLetters returns a number below 4096 for four small letters.
func fourLetters(letters uint32) uint32 { return letters * 0x9e3779b1 >> 20 }

// eachByte times a byte is eight of it.
const eachByte = 0x0101010101010101

// eightBytes returns the first eight bytes of s, the first as the lowest.
func eightBytes(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func hasPrefixFold(s, word string) bool {
	return len(s) >= len(word) && s[1]|0x20 == word[1] && strings.EqualFold(s[:len(word)], word)
}

// asksToProtect finds "strictly protect", "please protect", "protect source",
// and "(protect)" behind a name.
func asksToProtect(text string) bool {
	for _, at := range wordsLike(text, "protect") {
		before := strings.ToLower(strings.TrimRight(text[max(0, at-12):at], " "))
		after := strings.ToLower(text[at+len("protect") : min(len(text), at+len("protect")+14)])
		switch {
		case strings.HasSuffix(before, "strictly"), strings.HasSuffix(before, "please"):
			return true
		case strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")"):
			return true
		}
		for _, whom := range [...]string{"source", "identity", "name"} {
			if strings.HasPrefix(strings.TrimPrefix(strings.TrimPrefix(after, " the"), " "), whom) {
				return true
			}
		}
	}
	return false
}

// wordsLike returns where one of the words that nextPlea knows stands in a text, in
// any case, as the beginning of a word.
func wordsLike(text, word string) (at []int) {
	for i := nextPlea(text, 0); i < len(text); i = nextPlea(text, i+1) {
		if hasPrefixFold(text[i:], word) && (i == 0 || !isAlnum(text[i-1])) {
			at = append(at, i)
		}
	}
	return at
}

func isAlnum(c byte) bool { return class[c] > special }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// hasEmail finds "somebody@host.example".
func hasEmail(text string) bool {
	for at := 0; ; at++ {
		i := strings.IndexByte(text[at:], '@')
		if i < 0 {
			return false
		}
		at += i
		host, _, _ := strings.Cut(text[at+1:], " ")
		dot := strings.IndexByte(host, '.')
		if at > 0 && isAlnum(text[at-1]) && dot > 0 && dot+1 < len(host) && isAlnum(host[0]) && isAlnum(host[dot+1]) {
			return true
		}
	}
}

// hasPassport finds a word with six digits or more within reach of "passport".
func hasPassport(text string) bool {
	const reach = 40
	for _, at := range wordsLike(text, "passport") {
		digits := 0
		for _, c := range []byte(text[at:min(len(text), at+reach)]) {
			switch {
			case isDigit(c):
				if digits++; digits == 6 {
					return true
				}
			case !isAlnum(c) && c != '-':
				digits = 0
			}
		}
	}
	return false
}

// hasPhone finds numbers with a country code ("+47 22 44 85 50"), those of ten
// digits in threes and four ("(202) 555-0100"), and any of six digits or more
// behind "tel", "phone", "mobile", "cell" or "fax".
func hasPhone(text string) bool {
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			continue
		}
		is, end := phoneAt(text, i, folded)
		if is {
			return true
		}
		i = max(i, end-1)
	}
	return false
}

// phoneAt reports whether the digit at an offset begins a number to call, and
// where its groups of digits end; at the offset itself within a word. The words
// that say what it is are looked for in so many bytes before it.
func phoneAt(text string, i, back int) (is bool, end int) {
	if i > 0 && isAlnum(text[i-1]) {
		return false, i
	}
	total, groups, end := digitGroups(text, i)
	switch {
	case total < 6, strings.HasPrefix(text[i:], "000"): // the number of a telegram
	case i > 0 && text[i-1] == '+' && total >= 8:
		return true, end
	case groups == 334 && strings.IndexByte(text[i:end], '/') < 0: // as several telegrams of one post have
		return true, end
	case total <= 15 && namesPhone(text[max(0, i-back):i]):
		return true, end
	}
	return false, end
}

// digitGroups returns the number of digits in the groups that begin at an offset,
// with one or two signs between them, and where they end. groups has a digit for
// the length of each: 334 for "202 555-0100".
func digitGroups(text string, at int) (total, groups, end int) {
	for end = at; end < len(text); {
		start := end
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if start == end {
			return total, groups, end
		}
		total += end - start
		groups = min(10*groups+min(end-start, 9), 1e6)
		for n := 0; n < 2 && end < len(text) && strings.IndexByte(" -./()\r\n", text[end]) >= 0; n++ {
			end++
			for end < len(text) && text[end-1] <= ' ' && text[end] <= ' ' { // one sign in running text
				end++
			}
		}
		if end > start && end < len(text) && !isDigit(text[end]) {
			return total, groups, end
		}
	}
	return total, groups, end
}

// namesPhone reports whether the words before a number say that it is one to
// call: "tel.", "cell phone number is". In "TEL AVIV 000040" they do not.
func namesPhone(before string) bool {
	words := strings.FieldsFunc(strings.ToLower(before), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range slices.Backward(words) {
		switch w {
		case "tel", "phone", "telephone", "mobile", "cell", "cellphone", "fax":
			return true
		case "no", "nr", "number", "numbers", "is", "at", "on":
		default:
			return false
		}
	}
	return false
}
