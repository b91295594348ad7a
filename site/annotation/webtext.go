package annotation

import (
	"strings"

	"golang.org/x/net/html"
)

// importedText returns the words of an annotation as Markdown of ours. HTML is
// read and its words kept; plain text is escaped; Markdown is left as it is but
// for what would be HTML in it.
func importedText(s, format string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\ufffd")
	s = strings.Map(keepText, s)
	switch format {
	case "text/html":
		return escapeMarkdown(htmlWords(s))
	case "text/plain":
		return escapeMarkdown(s)
	}
	return strings.ReplaceAll(s, "<", `\<`)
}

// oneLine returns words as they can stand in the heading of a note.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(keepText, strings.ToValidUTF8(s, "\ufffd"))), " ")
}

// keepText drops the characters that notes may not hold.
func keepText(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 ||
		r == 0x61c || r == 0x200e || r == 0x200f || r == 0xfeff {
		return -1
	}
	return r
}

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, `*`, `\*`, `_`, `\_`, "`", "\\`", `[`, `\[`, `]`, `\]`, `<`, `\<`, `#`, `\#`, `|`, `\|`, `&`, `\&`,
)

func escapeMarkdown(s string) string { return markdownEscapes.Replace(s) }

// htmlWords returns the words of HTML, paragraphs apart.
func htmlWords(s string) string {
	var b strings.Builder
	skip := ""
	tokens := html.NewTokenizer(strings.NewReader(s))
	for {
		kind := tokens.Next()
		name, _ := tokens.TagName()
		switch tag := string(name); {
		case kind == html.ErrorToken:
			return apart(b.String())
		case skip != "":
			if kind == html.EndTagToken && tag == skip {
				skip = ""
			}
		case kind == html.TextToken:
			b.Write(tokens.Text())
		case kind == html.StartTagToken && (tag == "script" || tag == "style"):
			skip = tag
		case tag == "br":
			b.WriteString("\n")
		case tag == "p" || tag == "div" || tag == "li" || tag == "blockquote" || strings.HasPrefix(tag, "h") && len(tag) == 2:
			b.WriteString("\n\n")
		}
	}
}

// apart returns text with one blank line between its paragraphs.
func apart(s string) string {
	var paragraphs []string
	for _, p := range strings.Split(s, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}
