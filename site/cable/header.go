package cable

import (
	"slices"
	"strings"
)

// headerLine is what a line of the transmission header is, or begins.
type headerLine uint8

const (
	notHeader headerLine = iota
	transmissionIDLine
	relayLine
	fromLine
	securityLine
	dateTimeLine
	originatorLine
	toLine
	infoLine
	exemptLine
	signalLine
	partialLine
)

// headerState is where the reading of a header stands.
type headerState struct {
	line   int        // index of the line being read
	list   headerLine // toLine or infoLine: the list that addressees go to
	exempt bool       // what follows is exempted from the last addressee
	relays bool       // lines of routing indicators may follow
	cut    bool       // a classification line was cut off the header
	// near tells that no blank lines but those around a page break came since
	// the last line of the header.
	near bool
}

// parseHeader reads the transmission header at the beginning of p.lines, as
// far as there is one, and returns the index of the first line after it.
func (p *parser) parseHeader() int {
	p.c.Header.Serial = -1
	var st headerState
	end := 0
	for i := 0; i < len(p.lines); i++ {
		l := p.lines[i]
		switch {
		case l.pageBreak:
			end = i + 1
		case l.blank():
			st.near = st.near && p.pageBreakNear(i)
		case l.start < p.envelope:
			p.c.Header.Present = true
			p.mark(l.Range, OperatingSignal)
			end = i + 1
		case p.parseHeaderLine(i, &st):
			end = i + 1
		default:
			return end
		}
	}
	return end
}

// pageBreakNear reports whether nothing but a few blank lines part line i from
// a page break.
func (p *parser) pageBreakNear(i int) bool {
	before, after := i, i
	for before > 0 && i-before < 4 && p.lines[before].blank() {
		before--
	}
	for after < len(p.lines)-1 && after-i < 4 && p.lines[after].blank() {
		after++
	}
	return p.lines[before].pageBreak || p.lines[after].pageBreak
}

// parseHeaderLine reads one line; it reports false where the header has ended.
func (p *parser) parseHeaderLine(i int, st *headerState) bool {
	st.line = i
	s := p.text(p.lines[i].Range)
	kind := headerLineOf(s)
	if kind == notHeader && p.c.Header.Present && isDistribution(s) {
		kind = signalLine
	}
	if kind == relayLine && !st.relays && !isPrecedencePair(s) {
		kind = notHeader
	}
	if kind == notHeader && (st.list == notHeader || !p.continuesList(i, st)) {
		return false
	}
	if at := gluedClassification(s); at > 0 && !st.cut {
		st.cut = true
		start := p.lines[i].Start + at
		p.cut([]Range{{start, p.lines[i].next}})
	}
	st.near = true
	if kind == notHeader {
		p.addAddressee(p.lines[i].Range, st)
		return true
	}
	st.relays = kind == transmissionIDLine || kind == relayLine
	p.c.Header.Present = true
	p.readHeaderLine(kind, p.lines[i].Range, st)
	return true
}

// continuesList reports whether a line that begins with no word of the header
// is one more addressee.
func (p *parser) continuesList(i int, st *headerState) bool {
	s := p.text(p.lines[i].Range)
	if _, name := cutRoute(s); len(name) < len(s) {
		return true
	}
	return st.near && !p.startsPreamble(i)
}

// readHeaderLine takes in a line whose kind is known.
func (p *parser) readHeaderLine(kind headerLine, r Range, st *headerState) {
	h, s := &p.c.Header, p.text(r)
	role := OperatingSignal
	switch kind {
	case transmissionIDLine:
		role = TransmissionID
		if h.TransmissionID == "" {
			h.TransmissionID = s[:skipDigits(s, skipLetters(s, 0))]
		}
	case relayLine:
		role = Relay
		p.readRelays(s)
	case fromLine:
		role = FromStation
		p.readFrom(s)
	case securityLine:
		role = Security
	case dateTimeLine:
		p.readDateTimeGroup(r)
		return
	case originatorLine:
		role = Originator
		h.Originator = fold(s[len("FM"):])
	case toLine, infoLine, exemptLine:
		p.startList(kind, r, st)
		return
	case partialLine:
		role = PartialNotice
		h.Partial = true
	}
	p.mark(r, role)
}

// readRelays takes in the routing indicators of a relay line. The precedence
// pair counts where the date-time group says nothing.
func (p *parser) readRelays(s string) {
	h := &p.c.Header
	if isPrecedencePair(s) {
		if len(h.Precedence) == 0 {
			h.Precedence = appendPrecedence(h.Precedence, s[:2])
		}
		s = s[2:]
	}
	h.Relays = slices.Grow(h.Relays, strings.Count(s, " ")+1)
	for word := range strings.FieldsSeq(s) {
		h.Relays = append(h.Relays, word)
	}
}

// appendPrecedence adds the precedences that letters stand for, each once.
func appendPrecedence(list []Precedence, letters string) []Precedence {
	for _, c := range []byte(letters) {
		if Precedence(c).String() != "" && (len(list) == 0 || list[len(list)-1] != Precedence(c)) {
			list = append(list, Precedence(c))
		}
	}
	return list
}

// readFrom reads "DE RUEHTA #2577/01 3660805": who sent it, the serial modulo
// 10,000, the day of the year and the time.
func (p *parser) readFrom(s string) {
	h := &p.c.Header
	at := skipBlanks(s, len("DE"))
	end := skipLetters(s, at)
	h.From = s[at:end]
	if at = skipBlanks(s, end); byteAt(s, at) == '#' {
		end = skipDigits(s, at+1)
		h.Serial = number(s[at+1 : end])
		if byteAt(s, end) == '/' {
			end = skipDigits(s, end+1)
		}
	}
	at = skipBlanks(s, end)
	if end = skipDigits(s, at); end-at == 7 {
		p.julianDay = number(s[at : at+3])
	}
}

// headerLineOf says what line of the header s is.
func headerLineOf(s string) headerLine {
	if s == "" {
		return notHeader
	}
	switch s[0] {
	case 'V':
		if strings.HasPrefix(s, "VZCZC") {
			return transmissionIDLine
		}
	case 'D':
		if strings.HasPrefix(s, "DE R") {
			return fromLine
		}
	case 'F':
		if startsWord(s, "FM") {
			return originatorLine
		}
	case 'T':
		return headerLineOfT(s)
	case 'I':
		return headerLineOfI(s)
	case 'X':
		if startsWord(s, "XMT") {
			return exemptLine
		}
	case 'Z', 'O', 'P', 'R':
		return headerLineOfPrecedence(s)
	case 'A', 'B', 'C', '-':
		if isSignal(s) {
			return signalLine
		}
	}
	if isDateTimeGroup(s) {
		return dateTimeLine
	}
	return notHeader
}

func headerLineOfT(s string) headerLine {
	switch {
	case strings.HasPrefix(s, "TO"):
		route, _ := cutRoute(s[len("TO"):])
		if route != "" || startsWord(s, "TO") && (len(s) < 4 || !isLower(s[3])) {
			return toLine
		}
	case strings.HasPrefix(s, "This record is a partial extract"):
		return partialLine
	}
	return notHeader
}

func headerLineOfI(s string) headerLine {
	if !strings.HasPrefix(s, "INFO") {
		return notHeader
	}
	rest := s[len("INFO"):]
	if route, _ := cutRoute(rest); route != "" {
		return infoLine
	}
	if !startsWord(s, "INFO") {
		return notHeader
	}
	if isDistribution(rest) {
		return signalLine
	}
	return infoLine
}

// headerLineOfPrecedence reads what begins with one of the letters Z, O, P, R:
// a precedence pair, a date-time group, routing indicators, signals.
func headerLineOfPrecedence(s string) headerLine {
	switch {
	case isDateTimeGroup(s):
		return dateTimeLine
	case isPrecedencePair(s) || isRouteList(s):
		return relayLine
	case startsWord(s, "ZNR") || startsWord(s, "ZNY"):
		return securityLine
	case isSignal(s):
		return signalLine
	}
	return notHeader
}

// isPrecedencePair reports whether a line begins like "OO RUEHAG".
func isPrecedencePair(s string) bool {
	return len(s) >= 2 && isPrecedence(s[0]) && isPrecedence(s[1]) && (len(s) == 2 || s[2] == ' ' && isRouteList(s[3:]))
}

func isPrecedence(c byte) bool { return c == 'O' || c == 'P' || c == 'R' || c == 'Z' }

// isRouteList reports whether s is routing indicators and nothing else.
func isRouteList(s string) bool {
	words := 0
	for i := skipBlanks(s, 0); i < len(s); words++ {
		start := i
		for i < len(s) && isUpper(s[i]) {
			i++
		}
		if !isRoute(s[start:i]) || i < len(s) && s[i] != ' ' {
			return false
		}
		i = skipBlanks(s, i)
	}
	return words > 0
}

// isRoute reports whether a word of capitals has the shape of a routing
// indicator: R and three to seven letters more.
func isRoute(word string) bool { return len(word) >= 4 && len(word) <= 8 && word[0] == 'R' }

// isSignal reports whether a line holds operating signals (ZDK, CCY, BT) or the
// distribution and drafting lines of the Department's older form.
func isSignal(s string) bool {
	word := s[:skipLetters(s, 0)]
	switch word {
	case "ACTION", "ORIGIN":
		return isDistribution(s[len(word):])
	case "CCY", "BT":
		return wordEnd(s, len(word))
	case "":
		return isTimeRule(s)
	}
	return len(word) == 3 && word[0] == 'Z' && isUpper(word[1]) && isUpper(word[2]) || isDistribution(s)
}

// isDistribution reports whether s begins like the Department's distribution
// "EUR-00  LOG-00": letters, a hyphen and two digits.
func isDistribution(s string) bool {
	at := skipBlanks(s, 0)
	end := skipLetters(s, at)
	return end > at && byteAt(s, end) == '-' && skipDigits(s, end+1) == end+3
}

// isTimeRule reports whether s is "------------------A54E38 291401Z /38".
func isTimeRule(s string) bool {
	rule := 0
	for rule < len(s) && s[rule] == '-' {
		rule++
	}
	at := strings.IndexByte(s, 'Z')
	return rule >= 4 && at > 6 && backDigits(s, at) <= at-6
}

// startsWord reports whether s begins with word and no letter or digit follows.
func startsWord(s, word string) bool {
	return strings.HasPrefix(s, word) && wordEnd(s, len(word))
}
