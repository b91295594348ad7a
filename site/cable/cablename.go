package cable

import (
	"strings"

	"reftel/site/vocab"
)

// readCable reads the name of a cable at an offset: post and serial with the
// year before, between or behind them in one of a dozen spellings, or a serial
// alone. before is what stands before it in the same part.
func (r *referenceReader) readCable(at, to int, before context) (c cableName, ok bool) {
	s := r.s[:to]
	c.year, c.inferred = r.own.year, true
	if c, ok = r.bareSerial(at, to, before); ok {
		return c, true
	}
	if c, ok = r.serialFirst(at, to); ok {
		return c, true
	}
	c.year, c.inferred = r.own.year, true
	name := skipNameWords(s, at)
	name = r.yearBefore(&c, s, name)
	name = skipNameWords(s, name)
	post, known, serial := r.readPost(&c, s, name)
	if post == "" {
		return c, false
	}
	serial = r.yearBetween(&c, s, serial)
	serial, ok = skipToSerial(s, serial, known)
	end := skipDigits(s, serial)
	if !ok || end == serial || end-serial > 7 || end < len(s) && (isLetter(s[end]) || isDate(s[serial:])) {
		return c, false
	}
	c.post, c.known, c.serial, c.end = post, known, number(s[serial:end]), end
	r.yearAfter(&c, to)
	return c, r.trusts(c, before, s)
}

// trusts decides whether post and number are a cable where other words stand
// around them: "INCSR BRAZIL 2008" names a report, "E-MAIL SMITH PARIS 10" a
// message of the tenth.
func (r *referenceReader) trusts(c cableName, before context, s string) bool {
	if before == documentWords || before == otherWords && isYearNumber(c.serial) {
		return false
	}
	next := skipBlanks(s, c.end)
	if next < len(s) && c.serial <= 31 && monthOf(s[next:]) > 0 {
		return false
	}
	return c.known || before == noWords && r.endsName(c.end, len(s)) && !isYearNumber(c.serial)
}

func isYearNumber(n int) bool { return 1960 <= n && n <= 2015 }

// bareSerial reads a number alone at the beginning of an item: a cable of the
// post before, or of the cable's own.
func (r *referenceReader) bareSerial(at, to int, before context) (c cableName, ok bool) {
	end := skipDigits(r.s[:to], at)
	if before != noWords || end-at < 2 || end-at > 7 || r.post == "" || !r.endsName(end, to) {
		return c, false
	}
	if isDate(r.s[at:to]) || byteAt(r.s[:to], end) == '/' || byteAt(r.s[:to], end) == '.' && end+1 < to {
		return c, false
	}
	c = cableName{end: end, post: r.post, known: r.known, year: r.year, inferred: r.inferred, serial: number(r.s[at:end])}
	r.yearAfter(&c, to)
	return c, true
}

// serialFirst reads "870 Gristad", the serial before the post.
func (r *referenceReader) serialFirst(at, to int) (c cableName, ok bool) {
	s := r.s[:to]
	end := skipDigits(s, at)
	if end-at < 2 || end-at > 6 || end-at == 2 && r.referenceYear(s[at:end]) > 0 || byteAt(s, end) != ' ' || isYearNumber(number(s[at:end])) {
		return c, false
	}
	post, n := r.matchPost(s[end+1:])
	after := end + 1 + n
	if n == 0 || isDigit(byteAt(s, skipBlanks(s, after))) || !r.endsName(after, to) {
		return c, false
	}
	return cableName{end: after, post: post, known: true, year: r.own.year, inferred: true, serial: number(s[at:end])}, true
}

// skipNameWords skips what may stand before the post in the name of a cable: a
// portion mark, a classification, the kind of post.
func skipNameWords(s string, at int) int {
	if n := portionMarkLength(s[at:]); n > 0 {
		at = skipBlanks(s, at+n)
	}
	for _, word := range [...]string{"UNCLASSIFIED", "UNCLASS", "UNCLAS", "CONFIDENTIAL", "SECRET", "AMEMBASSY", "EMBASSY", "AMCONSUL", "CONSULATE", "USMISSION", "US MISSION"} {
		if hasPrefixFold(s[at:], word) && byteAt(s, at+len(word)) == ' ' {
			at = skipBlanks(s, at+len(word))
		}
	}
	return at
}

// yearBefore reads the year before a post: "08 ", "2005", "(08) ", "'08 ",
// "10-", or "O4 " with the letter O for the zero.
func (r *referenceReader) yearBefore(c *cableName, s string, at int) int {
	i := at
	bracket := byteAt(s, i) == '('
	if bracket || byteAt(s, i) == '\'' {
		i++
	} else if strings.HasPrefix(s[i:], "’") || strings.HasPrefix(s[i:], "‘") {
		i += len("’")
	}
	end := skipDigits(s, i)
	digits := s[i:end]
	if (byteAt(s, i) == 'O' || byteAt(s, i) == 'o') && isDigit(byteAt(s, i+1)) && byteAt(s, i+2) == ' ' {
		digits, end = "0"+s[i+1:i+2], i+2
	}
	year := r.referenceYear(digits)
	if year == 0 {
		return at
	}
	if bracket {
		if byteAt(s, end) != ')' {
			return at
		}
		end++
	}
	next := end
	for next < len(s) && (s[next] == ' ' || s[next] == '-') {
		next++
	}
	if !isLetter(byteAt(s, next)) && byteAt(s, next) != '0' {
		return at
	}
	c.year, c.inferred = year, false
	return next
}

// referenceYear returns the year that two or four digits stand for, 0 where no
// cable can be of it: before 1960, or after the cable itself.
func (r *referenceReader) referenceYear(digits string) int {
	year := 0
	switch len(digits) {
	case 2:
		year = vocab.FullYear(number(digits))
	case 4:
		year = number(digits)
	}
	if year < 1960 || r.own.year > 0 && year > r.own.year+1 || year > 2015 {
		return 0
	}
	return year
}

// readPost reads the post at an offset. known tells that it is in the
// vocabulary, or the cable's own; an unknown one is one to three words of
// letters that mean nothing else.
func (r *referenceReader) readPost(c *cableName, s string, at int) (post string, known bool, end int) {
	if code, n := r.matchPost(s[at:]); n > 0 {
		if i := at + n; byteAt(s, i) == '0' && !isDigit(byteAt(s, i+1)) { // a zero for the letter O
			if whole, ok := vocab.PostNamed(s[at:i] + "O"); ok {
				return whole, true, i + 1
			}
		}
		return code, true, at + n
	}
	end = at
	for words := 0; words < 3; words++ {
		next := end
		if words > 0 {
			next = skipBlanks(s, end)
		}
		word := skipLetters(s, next)
		if word-next < 2 || words > 0 && next == end || isDocumentWord(s[next:word]) {
			break
		}
		end = word
		if isDigit(byteAt(s, skipBlanks(s, end))) {
			break
		}
	}
	if end-at < 4 && (c.inferred || end-at < 3) { // three letters are too few without a year
		return "", false, at
	}
	return squash(s[at:end]), false, end
}

// isDocumentWord reports whether a word before a number says that it is no
// cable.
func isDocumentWord(word string) bool {
	if monthOf(word) > 0 || len(word) > 3 && strings.Trim(word, "Xx") == "" {
		return true
	}
	switch strings.ToUpper(word) {
	case "POC", "IIR", "TD", "OSC", "FBIS", "FAM", "DTG", "MSG", "FAX", "NOTE", "LETTER", "REPORT", "CIRCULAR", "AND", "OF", "FOR",
		"PARA", "PARAS", "PARAGRAPH", "PAGE", "TELEGRAM", "TELEGRAMS", "CABLE", "CABLES", "EMAIL", "MAIL", "MEMO", "TELCON",
		"RESOLUTION", "UNSCR", "ARTICLE", "SECTION", "INCSR", "DATED", "THE", "FROM", "ON", "NOTAL", "PREVIOUS", "NUMBER", "NR", "NO", "CHAPTER", "AIDAC", "LAW", "ACT", "CALL", "CONVERSATION":
		return true
	}
	return false
}

// matchPost finds a post at the beginning of s: the cable's own, or one of the
// vocabulary by code, name or alias.
func (r *referenceReader) matchPost(s string) (code string, n int) {
	code, n = vocab.MatchPost(s)
	if own := matchLetters(s, r.own.post); own > 0 && own >= n {
		code, n = canonicalPost(r.own.post), own
	}
	if n > 0 {
		return printedPost(s[:n], code), n
	}
	for _, post := range r.p.headerPosts() {
		if size := matchLetters(s, post); size > n {
			code, n = post, size
		}
	}
	return code, n
}

// maxHeaderPosts bounds the posts that are taken from a header.
const maxHeaderPosts = 100

// headerPosts returns the posts that the header names and the vocabulary does
// not have: what follows AMEMBASSY and the like there is a post.
func (p *parser) headerPosts() []string {
	if p.posts != nil {
		return p.posts
	}
	p.posts = make([]string, 0, 4)
	for _, list := range [...][]Addressee{p.c.Header.To, p.c.Header.Info} {
		for _, a := range list {
			p.addHeaderPost(a.Name)
		}
	}
	return p.posts
}

// postKinds stand before the names of posts in headers.
var postKinds = [...]string{"AMEMBASSY ", "AMCONSUL ", "USMISSION ", "USINT ", "AMERICAN PRESENCE POST ", "AMERICAN CONSULATE "}

func (p *parser) addHeaderPost(name string) {
	for _, kind := range postKinds {
		post, ok := strings.CutPrefix(name, kind)
		if !ok || len(p.posts) == maxHeaderPosts {
			continue
		}
		if _, n := vocab.MatchPost(post); n == 0 && len(squash(post)) > 2 {
			p.posts = append(p.posts, squash(post))
		}
	}
}

// printedPost returns the code of a post for a name that is both a code and an
// alias of another: the code as printed, where that is how the post is called
// ("TAIPEI"); else what it is an alias of ("PARISFR").
func printedPost(printed, code string) string {
	name := squash(printed)
	if post, ok := vocab.LookupPost(name); ok && name != code && strings.Contains(squash(post.Name), name) {
		return name
	}
	return code
}

// canonicalPost returns what a post's code is an alias of, itself if of none.
func canonicalPost(code string) string {
	if alias, ok := vocab.OriginAlias(code); ok {
		return alias
	}
	return code
}

// matchLetters returns the length of the beginning of s that spells word when
// spaces, hyphens and full stops are left out; 0 where it does not, or a letter
// follows.
func matchLetters(s, word string) int {
	if word == "" {
		return 0
	}
	at := 0
	for i := 0; i < len(word); i++ {
		for i > 0 && at < len(s) && (s[at] == ' ' || s[at] == '-' || s[at] == '.') {
			at++
		}
		if at >= len(s) || upper(s[at]) != word[i] {
			return 0
		}
		at++
	}
	if at < len(s) && isLetter(s[at]) {
		return 0
	}
	return at
}

// squash returns the letters of a name in capitals.
func squash(name string) string {
	at := 0
	for at < len(name) && isUpper(name[at]) {
		at++
	}
	if at == len(name) {
		return name
	}
	b := make([]byte, 0, len(name))
	for i := 0; i < len(name); i++ {
		if isLetter(name[i]) {
			b = append(b, upper(name[i]))
		}
	}
	return string(b)
}

// yearBetween reads the year in "STATE (01) 201265".
func (r *referenceReader) yearBetween(c *cableName, s string, at int) int {
	i := skipBlanks(s, at)
	if byteAt(s, i) != '(' {
		return at
	}
	end := skipDigits(s, i+1)
	year := r.referenceYear(s[i+1 : end])
	if year == 0 || byteAt(s, end) != ')' {
		return at
	}
	c.year, c.inferred = year, false
	return end + 1
}

// skipToSerial skips what may stand between a post and its serial: "CABLES",
// "NO.", "#", a colon, comma or hyphen. It reports false where no number stands
// there.
func skipToSerial(s string, at int, known bool) (int, bool) {
	at = skipBlanks(s, at)
	for _, word := range [...]string{"CABLES", "CABLE", "TELEGRAMS", "TELEGRAM", "NO.", "NR.", "NUMBER"} {
		if known && hasPrefixFold(s[at:], word) {
			at = skipBlanks(s, at+len(word))
			break
		}
	}
	if at < len(s) && strings.IndexByte("#:,-.", s[at]) >= 0 {
		at = skipBlanks(s, at+1)
	}
	return at, isDigit(byteAt(s, at))
}

// isDate reports whether s begins with a date in numbers, "10/15/07".
func isDate(s string) bool {
	n, _, month, day := numericDate(s)
	if n == 0 || month < 1 || month > 12 || day < 1 || day > 31 {
		return false
	}
	return n == len(s) || s[n] != '/' && !isDigit(s[n])
}

// yearAfter reads the year behind a serial: " (2002)", "/08", "-91", " 99".
func (r *referenceReader) yearAfter(c *cableName, to int) {
	s := r.s[:to]
	i := skipBlanks(s, c.end)
	sign := byteAt(s, i)
	switch {
	case sign == '(' || sign == '/' && i == c.end || sign == '-' && i == c.end:
		i++
	case !isDigit(sign):
		return
	}
	end := skipDigits(s, i)
	digits := s[i:end]
	year := r.referenceYear(digits)
	if year == 0 || sign != '(' && (len(digits) != 2 || year > r.own.year && r.own.year > 0) {
		return
	}
	switch {
	case sign == '(':
		if byteAt(s, end) != ')' {
			return
		}
		end++
	case !r.endsName(end, to) || byteAt(s, end) == '/':
		return
	}
	c.year, c.inferred, c.end = year, false, end
}
