package cable

import "strings"

// startList reads a line that begins with TO, INFO or XMT.
func (p *parser) startList(kind headerLine, r Range, st *headerState) {
	word := len("TO")
	switch kind {
	case infoLine:
		word = len("INFO")
	case exemptLine:
		word = len("XMT")
	}
	if st.exempt = kind == exemptLine; !st.exempt {
		st.list = kind
	}
	rest := trim(p.src, Range{r.Start + word, r.End})
	for st.exempt && rest.Len() > 0 && p.src[rest.Start] == '/' {
		rest.Start++
	}
	if rest.Len() == 0 {
		p.mark(r, st.role())
		return
	}
	p.mark(Range{r.Start, rest.Start}, st.role())
	p.addAddressee(rest, st)
}

// role returns the role of the lines of the present list.
func (st *headerState) role() Role {
	switch st.list {
	case toLine:
		return ActionAddressee
	case infoLine:
		return InfoAddressee
	}
	return OperatingSignal
}

// addAddressee adds one line to the present list.
func (p *parser) addAddressee(r Range, st *headerState) {
	p.mark(r, st.role())
	list := &p.c.Header.To
	if st.list == infoLine {
		list = &p.c.Header.Info
	}
	s := p.text(r)
	if st.exempt {
		if n := len(*list); n > 0 {
			_, name := cutRoute(s)
			(*list)[n-1].Excluded = append((*list)[n-1].Excluded, fold(name))
		}
		return
	}
	a := readAddressee(s)
	if n := len(*list); a.Name == "" && a.Route == "" && n > 0 {
		last := &(*list)[n-1] // precedence and number wrapped to a line of their own
		last.Precedence, last.Number = last.Precedence+a.Precedence, last.Number+a.Number
		return
	}
	if *list == nil {
		*list = make([]Addressee, 0, p.linesTogether(st.line))
	}
	*list = append(*list, a)
}

// linesTogether counts the lines of a list from index i on: up to a blank line,
// or the one that begins the next list. Longer lists than real ones grow.
func (p *parser) linesTogether(i int) int {
	const most = 64
	n := 1
	for n < most && i+n < len(p.lines) && !p.lines[i+n].blank() && !strings.HasPrefix(p.text(p.lines[i+n].Range), "INFO") {
		n++
	}
	return n
}

// readAddressee reads "RUEHC/SECSTATE WASHDC IMMEDIATE 4248". All parts but
// the name may be missing.
func readAddressee(s string) Addressee {
	var a Addressee
	a.Route, s = cutRoute(s)
	if i := strings.Index(s, " XMT "); i >= 0 {
		for post := range strings.SplitSeq(s[i+len(" XMT "):], ",") {
			a.Excluded = append(a.Excluded, fold(post))
		}
		s = s[:i]
	}
	s, a.Number = cutNumber4(s)
	s, a.Precedence = cutPrecedence(s)
	a.Name = fold(s)
	return a
}

// cutRoute cuts the routing indicator off "RUEHC/SECSTATE WASHDC".
func cutRoute(s string) (route, rest string) {
	end := 0
	for end < len(s) && end <= 8 && isUpper(s[end]) {
		end++
	}
	slash := skipBlanks(s, end)
	if byteAt(s, slash) != '/' || !isRoute(s[:end]) {
		return "", s
	}
	return s[:end], s[slash+1:]
}

// cutNumber4 cuts a message continuity number, four digits or more, off the
// end.
func cutNumber4(s string) (rest, digits string) {
	s = s[:backBlanks(s, len(s))]
	at := backDigits(s, len(s))
	if len(s)-at < 4 || at > 0 && s[at-1] != ' ' && s[at-1] != '\t' {
		return s, ""
	}
	return s[:backBlanks(s, at)], s[at:]
}

// precedenceWords are the words of precedence as they stand after addressees,
// with the slip that is common.
var precedenceWords = [...]string{"NIACT IMMEDIATE", "FLASH", "IMMEDIATE", "PRIORITY", "PIORITY", "ROUTINE"}

// cutPrecedence cuts a word of precedence off the end.
func cutPrecedence(s string) (rest, word string) {
	for _, w := range precedenceWords {
		if rest, ok := strings.CutSuffix(s, w); ok && (rest == "" || !isLetter(rest[len(rest)-1])) {
			return rest[:backBlanks(rest, len(rest))], w
		}
	}
	return s, ""
}
