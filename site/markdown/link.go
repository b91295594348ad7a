package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"reftel/site/cable"
)

// A Link is a place where a text points at a cable:
//
//	[[08GRISTAD12]]  [[08GRISTAD12 ¶4]]  [[¶4]]  [[¶4 "its words"]]  [[08GRISTAD12|a name for it]]
type Link struct {
	Cable  string      // reference ID as written; Options.Cable where the link names none
	Own    bool        // the link names no cable
	Place  cable.Place // the zero Place for the whole cable
	Quote  string      // words of the place, "" for none
	Label  string      // words to show instead, "" for none
	Line   int         // of the text, from 1
	Column int         // in bytes, from 1
}

// Text returns what a reader sees of the link: its label, or the cable and the
// place that it names.
func (l Link) Text() string {
	if l.Label != "" {
		return l.Label
	}
	words := l.Place.String()
	if !l.Own {
		words = strings.TrimSpace(l.Cable + " " + words)
	}
	if l.Quote != "" {
		words += " “" + l.Quote + "”"
	}
	return words
}

// Markdown returns the link as it is written.
func (l Link) Markdown() string {
	words := l.Place.String()
	if !l.Own {
		words = strings.TrimSpace(l.Cable + " " + words)
	}
	if l.Quote != "" {
		words += " " + Quoted(l.Quote)
	}
	if l.Label != "" {
		words += "|" + l.Label
	}
	return "[[" + words + "]]"
}

// Quoted returns words as a quotation that CutQuote reads.
func Quoted(words string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(words) + `"`
}

// parseLink reads what stands between the brackets.
func parseLink(s, own string) (l Link, problem string) {
	s, l.Label, _ = strings.Cut(s, "|")
	l.Label = strings.TrimSpace(l.Label)
	rest := strings.TrimSpace(s)
	if rest != "" && '0' <= rest[0] && rest[0] <= '9' {
		n := strings.IndexAny(rest+" ", " ¶\"“")
		l.Cable, rest = rest[:n], strings.TrimLeft(rest[n:], " ")
		if !IsReferenceID(l.Cable) {
			return l, fmt.Sprintf("%q is not a reference ID", l.Cable)
		}
	} else {
		l.Own, l.Cable = true, own
	}
	return finishLink(l, rest, s)
}

// finishLink reads place and quotation.
func finishLink(l Link, rest, whole string) (Link, string) {
	place, rest, problem := cable.CutPlace(rest)
	if problem != "" {
		return l, problem
	}
	l.Place = place
	quote, rest, problem := CutQuote(strings.TrimLeft(rest, " "))
	if problem != "" {
		return l, problem
	}
	l.Quote = quote
	switch {
	case strings.TrimSpace(rest) != "" || l.Own && place == (cable.Place{}):
		return l, fmt.Sprintf("%q is neither a reference ID nor a place in a cable", strings.TrimSpace(whole))
	case l.Own && l.Cable == "":
		return l, "this text is on no cable, so a link must name one"
	}
	return l, ""
}

// CutQuote reads a quotation at the start of s and returns what follows it. It
// stands between straight or curly quotation marks; a backslash keeps the mark
// after it from ending it. Where s begins with no such mark, quote is "".
func CutQuote(s string) (quote, rest, problem string) {
	closing := ""
	switch {
	case strings.HasPrefix(s, `"`):
		closing, s = `"`, s[1:]
	case strings.HasPrefix(s, "“"):
		closing, s = "”", s[len("“"):]
	default:
		return "", s, ""
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`\"`, s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case strings.HasPrefix(s[i:], closing):
			if strings.TrimSpace(b.String()) == "" {
				return "", s, "the quotation is empty"
			}
			return b.String(), s[i+len(closing):], ""
		default:
			b.WriteByte(s[i])
		}
	}
	return "", s, "the quotation does not end: " + closing + " is missing"
}

// IsReferenceID reports whether s can be the ID of a cable: two or four digits
// of a year, a post, a serial, and perhaps the "_a" of later editions. It
// accepts the malformed IDs that were published, such as 09SECTION02OF03GRISTAD1.
func IsReferenceID(s string) bool {
	if n := len(s); n > 2 && s[n-2] == '_' && isLetter(s[n-1]) {
		s = s[:n-2]
	}
	letters := 0
	for i := range len(s) {
		switch {
		case isLetter(s[i]):
			letters++
		case !isDigit(s[i]) && s[i] != '-':
			return false
		}
	}
	return len(s) <= 80 && letters > 0 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[len(s)-1])
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// linkNode stands for a link to a cable in the syntax tree.
type linkNode struct {
	ast.BaseInline
	index int    // in inspector.links
	words string // to show instead of a link, where one cannot stand
}

var kindLink = ast.NewNodeKind("CableLink")

func (n *linkNode) Kind() ast.NodeKind { return kindLink }

// Dump is required of a node; it prints to standard output for debugging.
func (n *linkNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// linkParser reads [[…]].
type linkParser struct{}

func (linkParser) Trigger() []byte { return []byte{'['} }

func (linkParser) Parse(_ ast.Node, block text.Reader, context parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 2 || line[1] != '[' {
		return nil
	}
	end := strings.Index(string(line), "]]")
	if end < 0 {
		return nil
	}
	in := context.Get(inspectorKey).(*inspector)
	link, problem := parseLink(string(line[2:end]), in.options.Cable)
	if problem != "" {
		if end+2 == len(line) || line[end+2] != '(' { // not Markdown's own: [[1]](https://…)
			in.problem(segment.Start, "link", problem, "a link reads [[08GRISTAD12]], [[08GRISTAD12 ¶4]] or [[¶4]]")
		}
		return nil
	}
	link.Line, link.Column = in.place(segment.Start)
	block.Advance(end + 2)
	in.links = append(in.links, link)
	return &linkNode{index: len(in.links) - 1}
}
