package markdown

import (
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// plainText returns a syntax tree as text that reads without mark-up: blocks
// apart by blank lines, lists with their marks, addresses after their words.
func plainText(root ast.Node, source []byte) string {
	p := plainWriter{source}
	return strings.Trim(p.blocks(root, "\n\n"), "\n")
}

type plainWriter struct{ source []byte }

// blocks joins the blocks within a node.
func (p plainWriter) blocks(n ast.Node, between string) string {
	var blocks []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if b := p.block(c); b != "" {
			blocks = append(blocks, b)
		}
	}
	return strings.Join(blocks, between)
}

func (p plainWriter) block(n ast.Node) string {
	switch n := n.(type) {
	case *ast.HTMLBlock:
		return ""
	case *ast.ThematicBreak:
		return "* * *"
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return indent(strings.TrimRight(string(blockText(n, p.source)), "\n"), "    ", "    ")
	case *ast.Blockquote:
		return indent(p.blocks(n, "\n\n"), "> ", "> ")
	case *ast.List:
		return p.list(n)
	case *east.Table:
		return p.blocks(n, "\n")
	case *east.TableHeader, *east.TableRow:
		return p.blocks(n, " | ")
	case *east.FootnoteList:
		return p.blocks(n, "\n")
	case *east.Footnote:
		return indent(p.blocks(n, "\n\n"), fmt.Sprintf("[%d] ", n.Index), "    ")
	}
	return strings.TrimSpace(p.inlines(n))
}

func (p plainWriter) list(l *ast.List) string {
	var items []string
	number := l.Start
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		mark := "- "
		if l.IsOrdered() {
			mark = fmt.Sprintf("%d. ", number)
			number++
		}
		items = append(items, indent(p.blocks(c, "\n"), mark, strings.Repeat(" ", len(mark))))
	}
	return strings.Join(items, "\n")
}

// indent puts first before the first line and rest before the others that are
// not empty.
func indent(s, first, rest string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		switch {
		case i == 0:
			lines[i] = strings.TrimRight(first+lines[i], " ")
		case lines[i] != "":
			lines[i] = rest + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

// inlines joins the words within a node.
func (p plainWriter) inlines(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.WriteString(p.inline(c))
	}
	return b.String()
}

func (p plainWriter) inline(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Text:
		words := html.UnescapeString(string(n.Segment.Value(p.source)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			words += "\n"
		}
		return words
	case *ast.String:
		return html.UnescapeString(string(n.Value))
	case *linkNode:
		return linkMarker(n.index)
	case *ast.AutoLink:
		return string(n.Label(p.source))
	case *ast.Link:
		return p.link(n)
	case *ast.RawHTML, *east.FootnoteBacklink:
		return ""
	case *east.FootnoteLink:
		return fmt.Sprintf("[%d]", n.Index)
	}
	return p.inlines(n)
}

// link adds the address where the words do not say it.
func (p plainWriter) link(n *ast.Link) string {
	words := p.inlines(n)
	address, ok := safeAddress(n.Destination)
	if !ok || words == address {
		return words
	}
	return words + " <" + address + ">"
}
