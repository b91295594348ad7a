package annotation

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A section is a note's part of a file: a heading, and what follows to the
// next.
type section struct {
	line    int    // of the heading, counted from 1; of the text for a headnote
	heading string // the line without its end, "" for the text before the first heading
	body    string
}

// bodyLine returns the number of lines before the body's first.
func (s section) bodyLine() int {
	if s.heading == "" {
		return s.line - 1
	}
	return s.line
}

// splitSections cuts a text at its headings of the second level. The Markdown
// parser's own rules say what is one: code and comments may hold such lines.
func splitSections(src string) []section {
	context := parser.NewContext()
	sectionParser().Parse(text.NewReader([]byte(src)), parser.WithContext(context))
	starts, _ := context.Get(headingsKey).([]int)
	sections := []section{{line: 1, body: src}}
	for _, at := range starts {
		last := &sections[len(sections)-1]
		from := len(src) - len(last.body)
		before := last.body[:at-from]
		heading, body, _ := strings.Cut(last.body[at-from:], "\n")
		last.body = before
		line := last.bodyLine() + strings.Count(before, "\n") + 1
		sections = append(sections, section{line: line, heading: heading, body: body})
	}
	return sections
}

// sectionParser knows headings of sections and the blocks that can hide one.
var sectionParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(
		util.Prioritized(sectionHeading{}, 100),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	))
})

// headingsKey is where sectionHeading leaves the offsets of headings.
var headingsKey = parser.NewContextKey()

// sectionHeading is the block parser of "## …" outside of all other blocks.
type sectionHeading struct{}

func (sectionHeading) Trigger() []byte { return []byte{'#'} }

func (sectionHeading) Open(parent ast.Node, reader text.Reader, context parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if parent.Kind() != ast.KindDocument || !bytes.HasPrefix(line, []byte("##")) || bytes.HasPrefix(line, []byte("###")) {
		return nil, parser.NoChildren
	}
	starts, _ := context.Get(headingsKey).([]int)
	context.Set(headingsKey, append(starts, segment.Start))
	return ast.NewHeading(2), parser.NoChildren
}

func (sectionHeading) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

func (sectionHeading) Close(ast.Node, text.Reader, parser.Context) {}

func (sectionHeading) CanInterruptParagraph() bool { return true }

func (sectionHeading) CanAcceptIndentedLine() bool { return false }
