package vocab

import "strings"

// leaked are the words of classification lines that were glued into IDs, since
// the IDs were made of everything between the classification and the serial:
// "UNCLAS E F T O BAKU 001165" became 06EFTOBAKU1165. The first ones, up to
// unlike, are like the beginning of no place's name.
var leaked = []string{
	"EFTO", "NOFORN", "SIPDIS", "AMEMBASSY", "EMBASSY", "AMCONSUL", "UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL",
	"SECRET", "SENSITIVE", "EXDIS", "NODIS", "LIMDIS", "STADIS", "CORRECTEDCOPY", "CORRECTED", "CONSULATE", "USMISSION",
}

const unlike = 9

// cutLeaked takes a leaked word off the front of a post's code: any of them, or
// the end of one (SIFIED of UNCLASSIFIED), where a known post follows; before
// an unknown post only words that cannot be a part of it.
func cutLeaked(post string) string {
	for _, word := range leaked {
		for i := range len(word) - 1 {
			rest, ok := strings.CutPrefix(post, word[i:])
			if ok && posts().byCode[rest] != nil {
				return rest
			}
		}
	}
	for _, word := range leaked[:unlike] {
		if rest, ok := strings.CutPrefix(post, word); ok && len(rest) >= 3 {
			return rest
		}
	}
	return post
}

// nearPost finds the one post whose code differs from a damaged one in one
// letter: lost, added, changed, or swapped with its neighbour. Codes of fewer
// than six letters are too much alike to be guessed.
//
// A slip spares the first letter or the last, and changes the length by one at
// most: few codes need a closer look.
func nearPost(code string) (string, bool) {
	if len(code) < shortestMended-1 {
		return "", false
	}
	first, last := code[0], code[len(code)-1]
	lengths := posts().byLength
	var found string
	for n := max(len(code)-1, shortestMended); n <= len(code)+1 && n < len(lengths); n++ {
		for _, c := range lengths[n] {
			if c[0] != first && c[n-1] != last || !oneSlip(code, c) {
				continue
			}
			if found != "" {
				return "", false
			}
			found = c
		}
	}
	return found, found != ""
}

// shortestMended is how many letters a code has that may be read from a slip.
const shortestMended = 6

// oneSlip reports whether a and b differ by one slip of the keyboard.
func oneSlip(a, b string) bool {
	if d := len(a) - len(b); d > 1 || d < -1 {
		return false
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 2 && len(b) == 2 {
		return a[0] == b[1] && a[1] == b[0]
	}
	return len(a) <= 1 && len(b) <= 1 && len(a)+len(b) > 0
}

// mend reads an ID that is not well formed: one with digits among its letters.
// It returns the ID as it is where no rule fits.
func mend(id string) string {
	if len(id) < 4 || !isDigit(id[0]) || !isDigit(id[1]) {
		return id
	}
	year, rest := id[:2], id[2:]
	if doubled, ok := strings.CutPrefix(rest, year); ok && letterAt(doubled, 0) {
		rest = doubled
	}
	for _, cut := range []func(string) (string, bool){spellZeros, cutTail, cutSection} {
		fixed, ok := cut(rest)
		if !ok {
			continue
		}
		fixed = NormalID(year + fixed)
		if parts, ok := SplitID(fixed); ok {
			return withPost(fixed, parts.Post, canonicalPost(parts.Post))
		}
	}
	return id
}

// spellZeros reads zeros among the letters of a post as the letter O.
func spellZeros(rest string) (string, bool) {
	b := []byte(rest)
	for i := range b {
		if b[i] == '0' && letterAt(rest, i+1) && (i == 0 || letterAt(rest, i-1)) {
			b[i] = 'O'
		}
	}
	return string(b), true
}

// tails are the operating signals and notes that were glued behind a serial,
// with a number of their own.
var tails = []string{"TOSEC", "SECTO", "CORRECTED", "ZDK", "ZDS", "ZEN", "ZFD", "ZFF", "ZFR", "ZUI", "ZYQ"}

// cutTail reads post, serial, tail and another number: of OSLO000160ZDK164 the
// cable is OSLO 160. Only a suspected duplicate names the right serial last.
func cutTail(rest string) (string, bool) {
	post := leading(rest, isLetter)
	serial := leading(rest[len(post):], isDigit)
	tail := strings.TrimRight(rest[len(post)+len(serial):], "0123456789")
	if post == "" || serial == "" {
		return rest, false
	}
	if tail == "SUSPECTEDDUPLICATE" {
		return post + rest[len(post)+len(serial)+len(tail):], true
	}
	for _, t := range tails {
		if tail == t {
			return post + serial, true
		}
	}
	return rest, false
}

// leading returns the bytes at the front of s for which is holds.
func leading(s string, is func(byte) bool) string {
	i := 0
	for i < len(s) && is(s[i]) {
		i++
	}
	return s[:i]
}

// cutSection takes a "SECTION 01 OF 02", often garbled, off the front: what is
// left is the last run of letters and the number behind it.
func cutSection(rest string) (string, bool) {
	serial := len(strings.TrimRight(rest, "0123456789"))
	post := serial
	for post > 0 && isLetter(rest[post-1]) {
		post--
	}
	section := rest[:post]
	if post == serial || serial == len(rest) || !looksLikeSection(section) {
		return rest, false
	}
	name := rest[post:serial]
	if of, ok := strings.CutPrefix(name, "OF"); ok && posts().byCode[name] == nil {
		name = of
	}
	return name + rest[serial:], true
}

// looksLikeSection reports whether s can be a garbled "SECTION 01 OF 02", its
// word or its beginning lost.
func looksLikeSection(s string) bool {
	word := leading(s, isLetter)
	numbers := s[len(word):]
	if numbers == "" || len(numbers) > len("0001OF0002") {
		return false
	}
	return word == "" || strings.HasSuffix("SECTION", word) || common(word, "SECTION") >= len("SECTION")-3
}

// common is the length of the longest common subsequence of a and b: how many
// letters of b survive in a in their order.
func common(a, b string) int {
	row := make([]int, len(b)+1)
	for i := range len(a) {
		diagonal := 0
		for j := range len(b) {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
