// Package mapping reads the small YAML mappings that editors write: a
// project's settings and the heads of its files.
//
// It is strict where YAML is generous, because a slip in such a file would
// otherwise pass in silence: one document, a size limit, known keys only, each
// key once, no anchors, aliases, tags or merges. Scalars are handed on as they
// are written, so that "2008-12-31 08:05" or "no" means what its key says and
// not what YAML guesses. Every key and value knows its place in the file.
package mapping

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"reftel/site/diag"
)

// Limit is the size in bytes above which a mapping is refused.
const Limit = 16 << 10

// An Entry is one key of a mapping with its value.
type Entry struct {
	Key          string
	Line, Column int // of the key, in the file
	Value        Value
}

// A Value is what stands after a key: a text, a list or a mapping.
type Value struct {
	Kind         Kind
	Line, Column int     // in the file
	Text         string  // of a Text: without quotes, "" for null
	List         []Value // of a List
	Map          []Entry // of a Map; its keys are not checked
}

// Kind says which of the three a Value is.
type Kind uint8

// The kinds of values.
const (
	Text Kind = iota
	List
	Map
)

// Read returns the entries of the mapping in data, in their order. The problems
// are Errors, placed in file; line is the number of the file's line at which
// data starts, from 1. Entries with an unknown or repeated key are left out.
func Read(data []byte, file string, line int, keys []string) ([]Entry, []diag.Problem) {
	r := reader{file: file, shift: line - 1}
	entries, ok := plain(data, r.shift)
	if !ok {
		entries = r.yaml(data)
	}
	return r.known(entries, keys), r.problems
}

// A reader collects what is wrong with one mapping.
type reader struct {
	file     string
	shift    int // added to line numbers of the mapping
	problems []diag.Problem
}

func (r *reader) problem(line, column int, code, message, hint string) {
	r.problems = append(r.problems, diag.Problem{
		File: r.file, Line: line, Column: column, Severity: diag.Error,
		Code: code, Message: message, Hint: hint,
	})
}

// known drops entries whose key is not among keys or stood before.
func (r *reader) known(entries []Entry, keys []string) []Entry {
	return slices.DeleteFunc(entries, func(e Entry) bool {
		if slices.Contains(keys, e.Key) {
			return false
		}
		hint := ""
		if near, ok := diag.Nearest(e.Key, keys); ok {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		r.problem(e.Line, e.Column, "unknown-key", fmt.Sprintf("unknown key %q", e.Key), hint)
		return true
	})
}

// yaml reads data with the YAML library.
func (r *reader) yaml(data []byte) []Entry {
	if !r.readable(data) {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		r.syntax(err, data)
		return nil
	}
	if len(doc.Content) == 0 {
		return nil
	}
	v := r.value(doc.Content[0])
	if v.Kind != Map && (v.Kind != Text || v.Text != "") {
		r.problem(v.Line, v.Column, "yaml-no-mapping", "lines of the form \"key: value\" are expected here", "")
	}
	return v.Map
}

// readable reports bytes that no YAML may hold, at their place: the library
// names them without one.
func (r *reader) readable(data []byte) bool {
	if len(data) > Limit {
		r.problem(0, 0, "yaml-too-long", fmt.Sprintf("the settings here take %d bytes, more than %d", len(data), Limit), "")
		return false
	}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		if (c == utf8.RuneError && size == 1) || (c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7f {
			line := bytes.Count(data[:i], []byte("\n"))
			column := i - bytes.LastIndexByte(data[:i], '\n')
			r.problem(line+1+r.shift, column, "yaml-bytes", fmt.Sprintf("byte 0x%02X is not text", data[i]), "save the file as UTF-8")
			return false
		}
		i += size
	}
	return true
}

// syntax reports what the library could not read.
func (r *reader) syntax(err error, data []byte) {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		r.problem(0, 0, "yaml-syntax", err.Error(), "")
		return
	}
	if load.Mark.Line == 0 && isEmpty(data) {
		return // comments and white space alone are an empty mapping
	}
	message, line, column := load.Message, load.Mark.Line, load.Mark.Column
	if load.ContextMark.Line > 0 {
		message, line, column = load.ContextMsg+": "+message, load.ContextMark.Line, load.ContextMark.Column
	}
	if line > 0 {
		line += r.shift
	}
	r.problem(line, column, "yaml-syntax", "not readable as YAML: "+message, "")
}

// isEmpty reports whether data holds nothing but white space and comments.
func isEmpty(data []byte) bool {
	for line := range bytes.Lines(data) {
		if t := bytes.TrimSpace(line); len(t) > 0 && t[0] != '#' {
			return false
		}
	}
	return true
}

// value turns a node of the library into a Value.
func (r *reader) value(n *yaml.Node) Value {
	v := Value{Line: n.Line + r.shift, Column: n.Column}
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		r.problem(v.Line, v.Column, "yaml-anchor", "anchors, aliases and tags have no meaning here", "write the value itself")
		return v
	}
	switch n.Kind {
	case yaml.SequenceNode:
		v.Kind = List
		for _, c := range n.Content {
			v.List = append(v.List, r.value(c))
		}
	case yaml.MappingNode:
		v.Kind = Map
		v.Map = r.entries(n)
	default:
		if n.Tag != "!!null" {
			v.Text = n.Value
		}
	}
	return v
}

// entries returns the pairs of a mapping node, each key once.
func (r *reader) entries(n *yaml.Node) []Entry {
	var out []Entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		e := Entry{Key: k.Value, Line: k.Line + r.shift, Column: k.Column}
		if slices.ContainsFunc(out, func(o Entry) bool { return o.Key == e.Key }) {
			r.problem(e.Line, e.Column, "repeated-key", fmt.Sprintf("the key %q stands here twice", e.Key), "keep one of them")
			continue
		}
		r.value(k) // reports keys with anchors and tags
		e.Value = r.value(n.Content[i+1])
		out = append(out, e)
	}
	return out
}
