package template

import (
	"html/template"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
)

// A context is where in a page a value is shown, as far as it matters to how it
// is escaped.
type context uint8

const (
	inText    context = iota // text, and attributes in quotes
	inAddress                // the front of an attribute that holds an address
	inQuery                  // the query of an address
)

// Names that html/template gives to its escapers. Each stands for a context.
const (
	escapeHTML      = "_html_template_htmlescaper"
	escapeAttribute = "_html_template_attrescaper"
	escapeTitle     = "_html_template_rcdataescaper"
	filterAddress   = "_html_template_urlfilter"
	normalAddress   = "_html_template_urlnormalizer"
	escapeQuery     = "_html_template_urlescaper"
)

// escapers are all names of html/template's escapers that are understood.
var escapers = []string{escapeHTML, escapeAttribute, escapeTitle, filterAddress, normalAddress, escapeQuery}

// output compiles an action that shows a value.
func (c *compiler) output(pipe *parse.PipeNode) node {
	cmds, where, ok := c.context(pipe)
	if !ok {
		return nil
	}
	e, ok := c.commands(cmds)
	if !ok {
		return nil
	}
	show, ok := c.shown(pipe, e.typ, where)
	if !ok {
		return nil
	}
	return func(s *state) flow {
		v := e.eval(s)
		if s.err != nil {
			return leave
		}
		s.b = show(s.b, v)
		return next
	}
}

// context takes the escapers off the end of a pipeline and tells where its
// value stands.
func (c *compiler) context(pipe *parse.PipeNode) (cmds []*parse.CommandNode, where context, ok bool) {
	cmds = pipe.Cmds
	for len(cmds) > 0 {
		name, isName := cmds[len(cmds)-1].Args[0].(*parse.IdentifierNode)
		if !isName || !strings.HasPrefix(name.Ident, "_") {
			break
		}
		if !slices.Contains(escapers, name.Ident) {
			c.problem(pipe, "put the value into text or into an attribute in quotes",
				"a value may not stand in a script, a style, a comment or an attribute without quotes")
			return nil, 0, false
		}
		switch name.Ident {
		case filterAddress, normalAddress:
			where = max(where, inAddress)
		case escapeQuery:
			where = inQuery
		}
		cmds = cmds[:len(cmds)-1]
	}
	return cmds, where, true
}

// A shower appends a value to a page.
type shower func(b []byte, p pointer) []byte

// shown returns how values of a type are shown.
func (c *compiler) shown(n parse.Node, typ reflect.Type, where context) (shower, bool) {
	escape := c.escape
	switch {
	case typ == reflect.TypeFor[template.HTML]() && where == inText:
		return func(b []byte, p pointer) []byte { return append(b, *(*string)(p)...) }, true
	case typ.Kind() == reflect.String && where == inAddress:
		return func(b []byte, p pointer) []byte { return appendAddress(b, *(*string)(p), escape) }, true
	case typ.Kind() == reflect.String && where == inQuery:
		return func(b []byte, p pointer) []byte { return appendQuery(b, *(*string)(p)) }, true
	case typ.Kind() == reflect.String:
		return func(b []byte, p pointer) []byte { return escape(b, *(*string)(p)) }, true
	case isInt(typ.Kind()):
		number := intOf(typ.Kind())
		return func(b []byte, p pointer) []byte { return strconv.AppendInt(b, number(p), 10) }, true
	case typ.Kind() == reflect.Bool:
		return func(b []byte, p pointer) []byte { return strconv.AppendBool(b, *(*bool)(p)) }, true
	}
	c.problem(n, "show one of its fields, or put {{range}} or {{with}} around it", "%s cannot be shown as it is", typeName(typ))
	return nil, false
}

func isInt(k reflect.Kind) bool { return reflect.Int <= k && k <= reflect.Int64 }

// appendAddress appends an address, or a part of one that stands at its front,
// unless following it would run a script. Everything that is no part of an
// address is percent-encoded; what is encoded already stays so.
func appendAddress(b []byte, s string, escape Escaper) []byte {
	if scheme, _, found := strings.Cut(s, ":"); found && !strings.Contains(scheme, "/") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto":
		default:
			return append(b, "#unsafe"...)
		}
	}
	start := 0
	for i := range len(s) {
		kind := addressBytes[s[i]]
		if kind == plainByte {
			continue
		}
		b = append(b, s[start:i]...)
		start = i + 1
		if kind == escapedByte {
			b = escape(b, s[i:start])
		} else {
			b = appendEncoded(b, s[i])
		}
	}
	return append(b, s[start:]...)
}

// Kinds of bytes in addresses.
const (
	encodedByte = iota // percent-encoded
	plainByte          // as it is
	escapedByte        // belongs to addresses, and may mean something to HTML
)

// addressBytes are the kinds of bytes in addresses (RFC 3986).
var addressBytes = func() (t [256]uint8) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c < 0x80 && strings.IndexByte("-._~!#$*+,/:;=?@[]%()", byte(c)) >= 0:
			t[c] = plainByte
		case c == '&' || c == '\'':
			t[c] = escapedByte
		}
	}
	return t
}()

// appendQuery appends a value within the query of an address.
func appendQuery(b []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~' {
			b = append(b, c)
			continue
		}
		b = appendEncoded(b, c)
	}
	return b
}

func appendEncoded(b []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	return append(b, '%', digits[c>>4], digits[c&15])
}
