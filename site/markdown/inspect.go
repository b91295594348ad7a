package markdown

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"reftel/site/diag"
)

// inspectorKey is where the parsers of a text find its inspector.
var inspectorKey = parser.NewContextKey()

// An inspector collects the links and the problems of one text.
type inspector struct {
	src      string
	options  Options
	links    []Link
	headings []Heading
	code     bool // there is some
	problems []diag.Problem
}

// place returns line and column of an offset.
func (in *inspector) place(at int) (line, column int) {
	before := in.src[:max(0, min(at, len(in.src)))]
	return strings.Count(before, "\n") + 1, len(before) - strings.LastIndexByte(before, '\n')
}

// problem reports what is wrong at an offset. A text that is wrong all over is
// not worth a list without end.
func (in *inspector) problem(at int, code, message, hint string) {
	if len(in.problems) >= maxProblems {
		return
	}
	line, column := in.place(at)
	in.problems = append(in.problems, diag.Problem{
		Line: line, Column: column, Severity: diag.Error, Code: code, Message: message, Hint: hint,
	})
}

// inspect reports what Markdown can hold and a note cannot.
func (in *inspector) inspect(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			in.node(n)
		}
		return ast.WalkContinue, nil
	})
}

func (in *inspector) node(n ast.Node) {
	const useLinks = "write [[…]] for a cable, or a full https:// or mailto: address"
	switch n := n.(type) {
	case *ast.Heading:
		line, _ := in.place(n.Pos())
		in.headings = append(in.headings, Heading{n.Level, plainWriter{[]byte(in.src)}.inlines(n), line})
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		in.code = true
	case *ast.HTMLBlock:
		if !isComment(blockText(n, []byte(in.src))) {
			in.problem(n.Pos(), "raw-html", "HTML does not pass", "use Markdown; <!-- comments --> are left out")
		}
	case *ast.RawHTML:
		if raw := n.Segments.Value([]byte(in.src)); !isComment(raw) {
			in.problem(n.Pos(), "raw-html", fmt.Sprintf("HTML does not pass: %.40q", raw), "use Markdown, or put it in `backquotes` to show it")
		}
	case *ast.Image:
		if _, ok := localAddress(n.Destination); !ok || !in.options.Local {
			in.problem(n.Pos(), "image", "images are not shown", "link to it instead")
		}
	case *ast.Link:
		if _, _, ok := in.options.address(n.Destination); !ok {
			in.problem(n.Pos(), "address", fmt.Sprintf("%.80q cannot be linked to", n.Destination), useLinks)
		}
	case *ast.AutoLink:
		if _, ok := autoAddress(n, []byte(in.src)); !ok {
			in.problem(n.Pos(), "address", fmt.Sprintf("%.80q cannot be linked to", n.URL([]byte(in.src))), useLinks)
		}
	case *linkNode:
		if within(n, ast.KindLink) {
			in.problem(n.Pos(), "link", "a link within a link leads nowhere", "put one after the other")
			n.words = in.links[n.index].Text()
		}
	}
}

func within(n ast.Node, kind ast.NodeKind) bool {
	for n = n.Parent(); n != nil; n = n.Parent() {
		if n.Kind() == kind {
			return true
		}
	}
	return false
}

// isComment reports whether HTML is nothing but one comment.
func isComment(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	return bytes.HasPrefix(raw, []byte("<!--")) && bytes.Index(raw, []byte("-->")) == len(raw)-3
}

// blockText returns the lines of a block.
func blockText(n ast.Node, source []byte) []byte {
	var b bytes.Buffer
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		b.Write(segment.Value(source))
	}
	if block, ok := n.(*ast.HTMLBlock); ok && block.HasClosure() {
		b.Write(block.ClosureLine.Value(source))
	}
	return b.Bytes()
}

// safeAddress returns the address of a link as an attribute may hold it, and
// whether it leads to a page or a mailbox. What is not on the list, script and
// data above all, is not asked about: it does not pass.
func safeAddress(destination []byte) (string, bool) {
	address := string(util.URLEscape(destination, true))
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "https", "http":
		return address, u.Host != "" && u.User == nil
	case "mailto":
		return address, strings.Contains(u.Opaque, "@")
	}
	return "", false
}

func autoAddress(n *ast.AutoLink, source []byte) (string, bool) {
	address := n.URL(source)
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(address), []byte("mailto:")) {
		address = append([]byte("mailto:"), address...)
	}
	return safeAddress(address)
}
