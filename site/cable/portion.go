package cable

import "strings"

// A portion is a portion mark in the text: "(SBU)".
type portion struct {
	Range          // with its brackets
	marking string // without them
}

// markAt reads a portion mark at i, after white space. Brackets of any kind,
// missing ones too, and every spelling that the archives show are understood;
// what is in the brackets must begin with a level of classification.
func (p *parser) markAt(i, end int) (portion, bool) {
	s := p.src[:end]
	i = skipBlanks(s, i)
	open := byteAt(s, i)
	if open != '(' && open != '[' && open != '{' {
		return p.unopenedMark(i, end)
	}
	const longest = 40
	inner := Range{i + 1, min(i+1+longest, end)}
	close := inner.Start
	for close < inner.End && !endsMark(s[close]) {
		close++
	}
	if close == inner.End || s[close] == '(' {
		return p.unclosedMark(i, end)
	}
	inner.End = close
	last := inner.End + 1
	if c := s[inner.End]; c == '\n' || c == '\r' {
		return portion{}, false
	}
	inner = trim(s, inner)
	if !isMarking(s[inner.Start:inner.End]) {
		return portion{}, false
	}
	return portion{Range{i, last}, s[inner.Start:inner.End]}, true
}

// endsMark reports whether a portion mark that began before a byte ends with it.
func endsMark(c byte) bool {
	return c == ')' || c == ']' || c == '}' || c == '(' || c == '\n' || c == '\r'
}

// unopenedMark reads a mark that has lost its first bracket: "SBU) ".
func (p *parser) unopenedMark(i, end int) (portion, bool) {
	s := p.src[:end]
	const longest = 10
	j := i
	for j < end && j-i < longest && (isUpper(s[j]) || s[j] == '/') {
		j++
	}
	if j == i || byteAt(s, j) != ')' || !isMarking(s[i:j]) {
		return portion{}, false
	}
	return portion{Range{i, j + 1}, s[i:j]}, true
}

// unclosedMark reads a mark that has lost its last bracket: "(SBU The".
func (p *parser) unclosedMark(i, end int) (portion, bool) {
	s := p.src[:end]
	j := i + 1
	for j < end && (isUpper(s[j]) || s[j] == '/') {
		j++
	}
	if j == i+1 || byteAt(s, j) != ' ' || !isMarking(s[i+1:j]) {
		return portion{}, false
	}
	return portion{Range{i, j}, s[i+1 : j]}, true
}

// isMarking reports whether words are a portion mark: a level, then perhaps
// handling words and those to whom it may be released.
func isMarking(s string) bool {
	word, rest := cutMarking(s)
	if !isLevel(word) {
		return false
	}
	for rest != "" {
		word, rest = cutMarking(rest)
		switch {
		case hasPrefixFold(word, "REL") && wordEnd(word, 3):
			return true // what follows is a list of countries
		case word != "" && !isHandling(word):
			return false
		}
	}
	return true
}

// cutMarking takes the first word off a portion mark.
func cutMarking(s string) (word, rest string) {
	i := strings.IndexAny(s, "/ -,.;&")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i+1:], "/ -,.;&")
}

// isLevel reports whether a word of a portion mark is a level of
// classification, in the spellings that occur.
func isLevel(s string) bool {
	const longest = len("UNCLASSIFIED")
	if len(s) == 0 || len(s) > longest {
		return false
	}
	switch string(upperBytes(s, make([]byte, 0, longest))) {
	case "U", "C", "S", "SBU", "TS", "LOU", "FOUO",
		"UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET", "SENSITIVE",
		"SNF", "CNF", "SUB", "SBUU", "SB", "BU", "N": // slips
		return true
	}
	return false
}

// isHandling reports whether a word of a portion mark says how to handle it.
func isHandling(s string) bool {
	const longest = len("UNCLASSIFIED")
	if len(s) > longest {
		return false
	}
	switch string(upperBytes(s, make([]byte, 0, longest))) {
	case "NF", "NOFORN", "FOUO", "FGI", "OC", "ORCON", "PROPIN", "PR", "SBU", "LES", "EXDIS", "NODIS", "SIPDIS",
		"ENTIRE", "TEXT", "BUT", "UNCLASSIFIED", "SENSITIVE", "N", "F", "SF", "NFO", "NOF", "S", "C", "U",
		"NATO", "ISAF", "EYES", "ONLY", "SI", "TK", "HCS":
		return true
	}
	return false
}

// upperBytes appends s in capitals to buf.
func upperBytes(s string, buf []byte) []byte {
	for i := 0; i < len(s); i++ {
		buf = append(buf, upper(s[i]))
	}
	return buf
}
