package highlight

import (
	"html"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Limits of the code that is coloured. Beyond them it is shown plain. They were
// measured: within them no lexer of the list comes near the time limit that
// chroma sets for one match, and a note file full of code takes well below a
// second.
const (
	maxCode        = 16 << 10
	maxCodeLine    = 400
	maxBackslashes = 24 // in some string patterns each doubles the work
)

// Languages are those that code in notes is coloured in.
func Languages() []string {
	return []string{"bash", "csv", "diff", "go", "html", "ini", "javascript", "json", "tex", "toml", "xml"}
}

// Code returns code as a pre element, coloured where it can be. The name of the
// language comes from an author and only chooses: it is not in the result.
func Code(language, code string) string {
	var b strings.Builder
	b.WriteString(`<pre class="chroma"><code>`)
	if !writeColoured(&b, language, code) {
		b.WriteString(html.EscapeString(code))
	}
	b.WriteString("</code></pre>\n")
	return b.String()
}

func writeColoured(b *strings.Builder, language, code string) bool {
	lexer := lexerFor(language)
	if lexer == nil || !withinLimits(code) {
		return false
	}
	tokens, err := lexer.Tokenise(nil, code)
	if err != nil {
		return false
	}
	var out strings.Builder
	if tokenFormatter().Format(&out, lightStyle(), tokens) != nil {
		return false
	}
	b.WriteString(out.String())
	return true
}

// lexerFor returns the lexer of a language of the list, nil for others.
func lexerFor(language string) chroma.Lexer {
	for _, name := range Languages() {
		if strings.EqualFold(name, language) {
			return lexers.Get(name)
		}
	}
	return nil
}

func withinLimits(code string) bool {
	if len(code) > maxCode || strings.Count(code, `\`) > maxBackslashes {
		return false
	}
	for line := range strings.Lines(code) {
		if len(line) > maxCodeLine {
			return false
		}
	}
	return true
}
