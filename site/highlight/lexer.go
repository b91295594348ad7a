package highlight

import (
	"iter"
	"slices"

	"github.com/alecthomas/chroma/v2"

	"reftel/site/cable"
)

// CableLexer is the lexer of cables: its tokens are the parser's spans, and
// concatenate to the text.
type CableLexer struct{}

var _ chroma.Lexer = CableLexer{}

// Config returns the lexer's name. It claims no file names: any text may be a
// cable.
func (CableLexer) Config() *chroma.Config {
	return &chroma.Config{Name: "Diplomatic cable", Aliases: []string{"cable"}}
}

// Tokenise parses the text and returns its tokens. The options are those of
// lexers by regular expression and change nothing here: line ends stay.
func (CableLexer) Tokenise(_ *chroma.TokeniseOptions, text string) (chroma.Iterator, error) {
	return chroma.Literator(slices.Collect(tokensOf(cable.Parse(text, cable.Metadata{})))...), nil
}

// SetRegistry returns the lexer: it needs no other.
func (l CableLexer) SetRegistry(*chroma.LexerRegistry) chroma.Lexer { return l }

// SetAnalyser returns the lexer: it is chosen by name only.
func (l CableLexer) SetAnalyser(func(string) float32) chroma.Lexer { return l }

// AnalyseText returns 0: the lexer is chosen by name only.
func (CableLexer) AnalyseText(string) float32 { return 0 }

// tokensOf returns the spans of a cable as tokens. Neighbours of one type are
// joined; so running text, with its white space, is few tokens.
func tokensOf(c *cable.Cable) iter.Seq[chroma.Token] {
	return func(yield func(chroma.Token) bool) {
		for r, role := range stretches(c) {
			if !yield(chroma.Token{Type: tokenType(role), Value: c.Source[r.Start:r.End]}) {
				return
			}
		}
	}
}

// stretches returns where the tokens of a cable are, and the role of the first
// span in each.
func stretches(c *cable.Cable) iter.Seq2[cable.Range, cable.Role] {
	return func(yield func(cable.Range, cable.Role) bool) {
		for at := 0; at < len(c.Spans); {
			first := &c.Spans[at]
			for at < len(c.Spans) && tokenType(c.Spans[at].Role) == tokenType(first.Role) {
				at++
			}
			if !yield(cable.Range{Start: first.Start, End: c.Spans[at-1].End}, first.Role) {
				return
			}
		}
	}
}

// tokenType returns the type that stands for a role: the one of chroma's types
// whose usual look says most. Roles without one are plain text.
func tokenType(r cable.Role) chroma.TokenType {
	if int(r) < len(tokenTypes) && tokenTypes[r] != 0 {
		return tokenTypes[r]
	}
	return chroma.Text
}

var tokenTypes = [...]chroma.TokenType{
	cable.Furniture: chroma.Comment,

	cable.TransmissionID:  chroma.NameLabel,
	cable.Relay:           chroma.CommentPreproc,
	cable.FromStation:     chroma.CommentPreproc,
	cable.Security:        chroma.CommentPreproc,
	cable.DateTimeGroup:   chroma.LiteralDate,
	cable.Originator:      chroma.NameNamespace,
	cable.ActionAddressee: chroma.NameClass,
	cable.InfoAddressee:   chroma.NameAttribute,
	cable.OperatingSignal: chroma.CommentPreproc,
	cable.PartialNotice:   chroma.CommentSpecial,

	cable.ClassificationLine: chroma.KeywordReserved,
	cable.MessageNumber:      chroma.NumberInteger,
	cable.CaptionLine:        chroma.KeywordConstant,
	cable.AttentionLine:      chroma.NameFunction,
	cable.ExecutiveOrderLine: chroma.NameDecorator,
	cable.TagsLabel:          chroma.Keyword,
	cable.TagCode:            chroma.NameTag,
	cable.SubjectLabel:       chroma.Keyword,
	cable.SubjectText:        chroma.GenericHeading,
	cable.ReferenceLabel:     chroma.Keyword,
	cable.ReferenceEnum:      chroma.LiteralNumber,
	cable.ReferenceText:      chroma.NameConstant,
	cable.ClassifiedByLine:   chroma.NameDecorator,

	cable.ParagraphNumber: chroma.LiteralNumber,
	cable.PortionMark:     chroma.KeywordType,
	cable.BulletMark:      chroma.Operator,
	cable.HeadingText:     chroma.GenericSubheading,
	cable.Rule:            chroma.Punctuation,
	cable.PartMarker:      chroma.KeywordPseudo,
	cable.PageBreakLine:   chroma.CommentHashbang,
	cable.SourceRedaction: chroma.GenericDeleted,
	cable.Redacted:        chroma.GenericDeleted,
	cable.SignatureLine:   chroma.NameVariable,
	cable.EndMatter:       chroma.Comment,
	cable.Damage:          chroma.GenericError,
}

// classOf returns the class for what has a role, "" for plain text.
func classOf(r cable.Role) string {
	if int(r) < len(roleClasses) {
		return roleClasses[r]
	}
	return ""
}

// roleClasses are the classes of chroma's style sheets, looked up once.
var roleClasses = func() (classes [len(tokenTypes)]string) {
	for role, kind := range tokenTypes {
		if kind != 0 {
			classes[role] = chroma.StandardTypes[kind]
		}
	}
	return classes
}()
