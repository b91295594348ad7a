package highlight

import (
	"bytes"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
)

// Stylesheet returns the CSS for everything that this package writes: light,
// and dark where the reader's system asks for it.
func Stylesheet() ([]byte, error) {
	formatter := html.New(html.WithClasses(true), html.WrapLongLines(true), html.WithCSSComments(false))
	var css bytes.Buffer
	if err := formatter.WriteCSS(&css, lightStyle()); err != nil {
		return nil, err
	}
	css.WriteString("@media (prefers-color-scheme: dark) {\n")
	if err := formatter.WriteCSS(&css, darkStyle()); err != nil {
		return nil, err
	}
	css.WriteString("}\n")
	return css.Bytes(), nil
}

// The styles differ in colour only. Every colour has a contrast of 4.5 to its
// background (WCAG 2.2, 1.4.3), and what matters is bold or italic as well.

var lightStyle = sync.OnceValue(func() *chroma.Style {
	return styleOf("reftel-light", palette{
		text: "#1f2328", ground: "#f6f6f3", faint: "#5f656c", strong: "#0b3d91", accent: "#8a3b00",
		mark: "#a3123f", name: "#1a5e3a", other: "#5b2d8e", added: "#1a5e3a",
	})
})

var darkStyle = sync.OnceValue(func() *chroma.Style {
	return styleOf("reftel-dark", palette{
		text: "#e4e6e9", ground: "#1c1e22", faint: "#a9afb6", strong: "#8fb8ff", accent: "#f0b27a",
		mark: "#ff8fa9", name: "#8ed4a8", other: "#c9a8f5", added: "#8ed4a8",
	})
})

type palette struct {
	text, ground, faint, strong, accent, mark, name, other, added string
}

func styleOf(name string, p palette) *chroma.Style {
	return chroma.MustNewStyle(name, chroma.StyleEntries{
		chroma.Background:        p.text + " bg:" + p.ground,
		chroma.Error:             "bold " + p.mark,
		chroma.Comment:           "italic " + p.faint,
		chroma.CommentPreproc:    "noitalic " + p.faint,
		chroma.Keyword:           "bold " + p.strong,
		chroma.KeywordReserved:   "bold " + p.mark,
		chroma.KeywordConstant:   "bold " + p.accent,
		chroma.KeywordType:       "bold " + p.accent,
		chroma.Name:              p.text,
		chroma.NameLabel:         p.faint,
		chroma.NameNamespace:     "bold " + p.name,
		chroma.NameClass:         p.name,
		chroma.NameAttribute:     p.other,
		chroma.NameFunction:      "italic " + p.name,
		chroma.NameDecorator:     "italic " + p.accent,
		chroma.NameTag:           p.strong,
		chroma.NameConstant:      p.other,
		chroma.NameVariable:      "bold " + p.name,
		chroma.NameBuiltin:       p.other,
		chroma.Literal:           p.accent,
		chroma.LiteralString:     p.name,
		chroma.Operator:          p.faint,
		chroma.Punctuation:       p.faint,
		chroma.GenericHeading:    "bold " + p.text,
		chroma.GenericSubheading: "bold " + p.strong,
		chroma.GenericDeleted:    p.mark,
		chroma.GenericInserted:   p.added,
		chroma.GenericError:      "underline " + p.mark,
		chroma.GenericEmph:       "italic",
		chroma.GenericStrong:     "bold",
	})
}
