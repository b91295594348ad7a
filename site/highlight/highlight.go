// Package highlight colours text for readers: a cable's source by the roles
// that the parser gave to its bytes, and code in notes by language. Both come
// as chroma's classes; [Stylesheet] is the other half of them.
//
// A cable is cut into tokens by the parser's own spans, without regular
// expressions: linear in the text, and the same on every run. Chroma's lexers
// for other languages match by backtracking under a clock, so what they say of
// a hostile text depends on the machine's load; they see only text within
// limits in which no match comes near that clock.
package highlight

import (
	"sync"

	"github.com/alecthomas/chroma/v2/formatters/html"

	"reftel/site/cable"
	"reftel/site/redaction"
)

// AppendSource appends the source of a cable as one pre element: every byte of
// it, coloured by role, in lines that have addresses ("L12") and count as
// problems count them. Line ends of all kinds become line breaks; other control
// characters, those that turn the direction of writing, and bytes that are no
// text are made visible.
func AppendSource(dst []byte, c redaction.Cable) []byte { return appendSource(dst, c.Parsed()) }

func appendSource(dst []byte, c *cable.Cable) []byte {
	w := &lineWriter{b: append(dst, `<pre class="chroma"><code>`...)}
	for r, role := range stretches(c) {
		w.token(classOf(role), c.Source[r.Start:r.End], c.Source[r.End:])
	}
	return append(w.b, "</code></pre>\n"...)
}

// tokenFormatter returns the formatter of what stands within a pre element. It
// is made once, as it works out every style that it is given; it is safe for
// concurrent use.
var tokenFormatter = sync.OnceValue(func() *html.Formatter {
	return html.New(html.WithClasses(true), html.PreventSurroundingPre(true))
})
