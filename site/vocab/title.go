package vocab

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Title returns a subject as a title to be read: subjects in capitals, or
// without any, get the capitals of an English title. Acronyms, initials, Roman
// numbers and X-runs stay in capitals, short words between others are small.
// A subject in mixed case is left as its author wrote it.
func Title(subject string) string {
	subject = strings.TrimSpace(subject)
	if up, low := countCases(subject); up > 0 && low*4 > up {
		return subject
	}
	t := titler{opening: true, b: make([]byte, 0, len(subject)+8), defined: definedAcronyms(subject)}
	for rest := subject; rest != ""; {
		n := wordLength(rest)
		switch {
		case n == 0:
			_, n = utf8.DecodeRuneInString(rest)
			t.between(rest[:n], rest[n:])
		case t.isElision(rest[:n]):
			t.b = appendLower(t.b, rest[:n])
			t.opening = false
		default:
			t.word(rest[:n], rest[n:])
		}
		rest = rest[n:]
	}
	return string(t.b)
}

// countCases counts letters in capitals and small letters, those of X-runs
// aside.
func countCases(s string) (up, low int) {
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) && r != 'X':
			up++
		case unicode.IsLower(r) && r != 'x':
			low++
		}
	}
	return up, low
}

// wordLength is the number of bytes of the word at the front of s: letters and
// digits, apostrophes between letters, full stops of initials.
func wordLength(s string) int {
	i := 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		next := firstRune(s[i+n:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
		case i > 0 && (r == '\'' || r == '’') && unicode.IsLetter(next):
		case r == '.' && inInitials(s[:i], s[i+n:]):
		default:
			return i
		}
		i += n
	}
	return i
}

// inInitials reports whether a full stop stands in initials, as in "U.S.": one
// letter before it, and on either side another letter with a full stop.
func inInitials(before, after string) bool {
	dot := strings.LastIndexByte(before, '.')
	if last := before[dot+1:]; len(last) != 1 || !isLetter(last[0]) {
		return false
	}
	return dot >= 0 || len(after) > 1 && isLetter(after[0]) && after[1] == '.'
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// definedAcronyms finds words in brackets that are made of the first letters of
// the words before them: "TRADE AGREEMENT (TA)".
func definedAcronyms(s string) map[string]bool {
	var defined map[string]bool
	for i := strings.IndexByte(s, '('); i >= 0; {
		if word := leading(s[i+1:], isLetter); len(word) > 1 && strings.HasPrefix(s[i+1+len(word):], ")") {
			if common(initialsOf(s[:i]), strings.ToUpper(word)) == len(word) {
				if defined == nil {
					defined = map[string]bool{}
				}
				defined[strings.ToUpper(word)] = true
			}
		}
		next := strings.IndexByte(s[i+1:], '(')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return defined
}

// initialsOf returns the first letters of the words of s in upper case.
func initialsOf(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '/' })
	b := make([]byte, 0, len(words))
	for _, w := range words {
		b = append(b, upper(w[0]))
	}
	return string(b)
}

// A titler writes one title.
type titler struct {
	b       []byte
	opening bool // the next word begins the title or a part of it
	quoted  bool // a quotation is open whose marks came through as "&" and "8"
	defined map[string]bool
}

// between writes what stands between words; after is what follows it.
func (t *titler) between(s, after string) {
	glued := len(t.b) > 0 && t.b[len(t.b)-1] != ' ' // to the word before
	switch s {
	case ":", "“", "(", "[", "!", "?", ".":
		t.opening = true
	case "\"":
		t.opening = t.opening || !glued
	case "&":
		if !glued && letterAt(after, 0) {
			t.opening, t.quoted = true, true
		}
	case "-", "–", "—":
		t.opening = len(t.b) > 0 && (!glued || t.opening)
	}
	t.b = append(t.b, s...)
}

// isElision reports whether a word is the end of the one before it, from which
// a damaged apostrophe parts it: "MORVANE,S", "DON?T".
func (t *titler) isElision(w string) bool {
	if len(w) != 1 || w[0]|0x20 != 's' && w[0]|0x20 != 't' {
		return false
	}
	for _, sign := range []string{",", "`", "´", "?", "\\'", "\uFFFD"} {
		if before, ok := strings.CutSuffix(string(t.b), sign); ok {
			return letterAt(before, len(before)-1)
		}
	}
	return false
}

// word writes one word; after is what follows it.
func (t *titler) word(w, after string) {
	opening := t.opening
	t.opening = false
	capital := strings.ToUpper(w)
	stem, ending := cutPossessive(capital)
	if last := len(capital) - 1; t.quoted && last > 0 && capital[last] == '8' {
		stem, ending, t.quoted = capital[:last], "8", false
	}
	switch {
	case !opening && t.isSmall(capital, after):
		t.b = appendLower(t.b, w)
	case t.isAcronym(stem, after) && !t.isParticle(capital, after):
		t.b = append(t.b, displayed(stem)...)
		t.b = append(t.b, ending...)
	default:
		t.b = appendCapitalised(t.b, w, opening)
	}
}

// cutPossessive divides "EMBASSY'S" into the word and its ending.
func cutPossessive(w string) (stem, ending string) {
	for _, s := range []string{"'S", "’S"} {
		if stem, ok := strings.CutSuffix(w, s); ok {
			return stem, strings.ToLower(s)
		}
	}
	return w, ""
}

// smallWords are not capitalised between others.
var smallWords = wordSet(`A AN AND AS AT BUT BY DA DE DEL DES DU EN FOR IF IN NOR OF ON OR THE TO VIA VON VS`)

// isSmall reports whether a word is written small where it stands: not at the
// end of the title, and not as the last part of a compound.
func (t *titler) isSmall(w, after string) bool {
	if (w == "AL" || w == "EL") && strings.HasPrefix(after, "-") || t.isParticle(w, after) {
		return true
	}
	cut := strings.HasPrefix(strings.TrimSpace(after), "...") // by the archive
	if !smallWords[w] || strings.HasPrefix(after, "&") || !cut && strings.Trim(after, "\"”'’)]?!. ") == "" {
		return false
	}
	glued := len(t.b) > 0 && strings.IndexByte("-/&", t.b[len(t.b)-1]) >= 0
	return glued == strings.HasPrefix(after, "-")
}

// isParticle reports whether a word stands in the name of a post and is small
// there, although elsewhere it is an acronym or a word of its own: "Port au
// Prince", "Dar es Salaam".
func (t *titler) isParticle(w, after string) bool {
	switch w {
	case "AU":
		return hasPrefixFold(after, " PRINCE")
	case "ES":
		return hasPrefixFold(after, " SALAAM")
	}
	return false
}

// hasPrefixFold reports whether s begins with a prefix in capitals, in any case.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// romanNumbers that are no words.
var romanNumbers = wordSet(`II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI`)

// Words without a vowel that are no acronyms.
var vowelless = wordSet(`CPT CPL DR JR LT LTD MR MRS MS MT NTH PCT PVT SGT SR ST STS TSK VS`)

// Acronyms that are more often words: they stay words, unless a slash joins
// them to another acronym.
var alsoWords = wordSet(`ANA ARF BIT COM DAS ESF FAM GUAM ICE INF IO MAP MAS MOE PAS PIC SLA START SWIFT`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// isAcronym reports whether a word, in capitals, keeps its own capitals.
func (t *titler) isAcronym(w, after string) bool {
	switch {
	case t.defined[w], romanNumbers[w], strings.Contains(w, "."):
		return true
	case len(w) >= 4 && strings.Trim(w, "X") == "":
		return true
	case strings.ContainsAny(w, "0123456789"):
		return !isOrdinal(w)
	case acronyms().Rank(w) >= 0:
		joined := strings.HasPrefix(after, "/") || len(t.b) > 0 && t.b[len(t.b)-1] == '/'
		return joined || !alsoWords[w]
	}
	return len(w) > 1 && letters(w) && !strings.ContainsAny(w, "AEIOUY") && !vowelless[w]
}

// isOrdinal reports whether a word is a number with a small ending: "63RD",
// "1990S".
func isOrdinal(w string) bool {
	switch w[len(leading(w, isDigit)):] {
	case "ST", "ND", "RD", "TH", "S":
		return isDigit(w[0])
	}
	return false
}

// displayed returns an acronym as it is written: "DoD", "NGOs".
func displayed(w string) string {
	if t, ok := acronyms().Lookup(w); ok {
		return t.Word
	}
	return w
}

// appendCapitalised writes a word with a capital at the front, and in names
// like O'Brien, d'Affaires and McDonald within.
func appendCapitalised(b []byte, w string, opening bool) []byte {
	r, n := utf8.DecodeRuneInString(w)
	first, rest := unicode.ToUpper(r), w[n:]
	for _, quote := range []string{"'", "’"} {
		if name, ok := strings.CutPrefix(rest, quote); ok && len(name) > 1 {
			if first == 'D' && !opening {
				first = 'd'
			}
			b = append(utf8.AppendRune(b, first), quote...)
			return appendCapitalised(b, name, true)
		}
	}
	if len(w) > 4 && strings.EqualFold(w[:2], "mc") {
		return appendCapitalised(append(b, "Mc"...), w[2:], true)
	}
	return appendLower(utf8.AppendRune(b, first), rest)
}

func appendLower(b []byte, s string) []byte {
	for _, r := range s {
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	return b
}
