package markdown

import (
	"html"
	"net/url"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// localAddress returns the address of a file of the same site, relative to its
// root, as an attribute may hold it.
func localAddress(destination []byte) (string, bool) {
	address := string(util.URLEscape(destination, true))
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || u.RawQuery != "" || address == "" {
		return "", false
	}
	if u.Path == "" {
		return address, u.Fragment != ""
	}
	clean := path.Clean(u.Path)
	leaves := strings.HasPrefix(clean, "../") || clean == ".." || strings.HasPrefix(clean, "/") || strings.Contains(clean, `\`)
	return address, !leaves
}

// address returns where a link leads that may be followed; local is set for a
// place of the same site.
func (o Options) address(destination []byte) (address string, local, ok bool) {
	if address, ok = safeAddress(destination); ok || !o.Local {
		return address, false, ok
	}
	address, ok = localAddress(destination)
	return address, ok, ok
}

// renderImage shows a picture of the site's own files.
func renderImage(w util.BufWriter, source []byte, n ast.Node, entering bool) (status, error) {
	image := n.(*ast.Image)
	address, ok := localAddress(image.Destination)
	if !ok || !optionsOf(n).Local {
		return ast.WalkContinue, nil // the words stay
	}
	if entering {
		words := plainWriter{source}.inlines(n)
		_, _ = w.WriteString(`<img src="` + html.EscapeString(address) + `" alt="` + html.EscapeString(words) + `">`)
	}
	return ast.WalkSkipChildren, nil
}
