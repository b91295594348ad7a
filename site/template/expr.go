package template

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"

	"reftel/site/diag"
)

// An expr is a compiled value: its type, and how to get it.
type expr struct {
	typ  reflect.Type
	eval func(*state) reflect.Value
}

func constant(v any) expr {
	r := reflect.ValueOf(v)
	return expr{r.Type(), func(*state) reflect.Value { return r }}
}

// pipe compiles a pipeline whose value is used, not shown.
func (c *compiler) pipe(p *parse.PipeNode) (expr, bool) {
	return c.commands(p.Cmds)
}

// commands compiles commands, each of which gets the value of the one before
// as its last argument.
func (c *compiler) commands(cmds []*parse.CommandNode) (e expr, ok bool) {
	for i, cmd := range cmds {
		var last *expr
		if i > 0 {
			before := e
			last = &before
		}
		if e, ok = c.command(cmd, last); !ok {
			return e, false
		}
	}
	return e, ok
}

func (c *compiler) command(cmd *parse.CommandNode, last *expr) (expr, bool) {
	if name, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		return c.function(name, cmd.Args[1:], last)
	}
	if len(cmd.Args) > 1 || last != nil {
		c.problem(cmd, "", "%s is no function", cmd.Args[0])
		return expr{}, false
	}
	return c.operand(cmd.Args[0])
}

// operand compiles anything but a function.
func (c *compiler) operand(n parse.Node) (expr, bool) {
	switch n := n.(type) {
	case *parse.DotNode:
		return expr{c.dot, func(s *state) reflect.Value { return s.dot }}, true
	case *parse.FieldNode:
		return c.fields(n, expr{c.dot, func(s *state) reflect.Value { return s.dot }}, n.Ident)
	case *parse.VariableNode:
		slot, v, _ := c.variable(n.Ident[0]) // the parser knows that it is declared
		return c.fields(n, expr{v.typ, func(s *state) reflect.Value { return s.vars[slot] }}, n.Ident[1:])
	case *parse.ChainNode:
		e, ok := c.operand(n.Node)
		if !ok {
			return e, false
		}
		return c.fields(n, e, n.Field)
	case *parse.PipeNode:
		return c.pipe(n)
	case *parse.StringNode:
		return constant(n.Text), true
	case *parse.BoolNode:
		return constant(n.True), true
	case *parse.NumberNode:
		if n.IsInt {
			return constant(int(n.Int64)), true
		}
	case *parse.IdentifierNode:
		return c.function(n, nil, nil)
	}
	c.problem(n, "", "%s is not known here", n)
	return expr{}, false
}

// fields compiles .A.B.C.
func (c *compiler) fields(n parse.Node, e expr, names []string) (expr, bool) {
	for _, name := range names {
		var ok bool
		if e, ok = c.field(n, e, name); !ok {
			return e, false
		}
	}
	return e, true
}

func (c *compiler) field(n parse.Node, of expr, name string) (expr, bool) {
	typ := of.typ
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		c.problem(n, "", "%s has no field %s", typeName(typ), name)
		return expr{}, false
	}
	f, ok := typ.FieldByName(name)
	if !ok || !f.IsExported() {
		c.problem(n, suggest(name, fieldNames(typ)), "%s has no field %s", typeName(typ), name)
		return expr{}, false
	}
	where, _ := c.tree.ErrorContext(n)
	pointer := of.typ.Kind() == reflect.Pointer
	return expr{f.Type, func(s *state) reflect.Value {
		v := of.eval(s)
		if pointer {
			if v.IsNil() {
				s.fail("template: %s: there is no value to take .%s of", where, name)
				return reflect.Zero(f.Type)
			}
			v = v.Elem()
		}
		for _, i := range f.Index {
			v = v.Field(i)
		}
		return v
	}}, true
}

// fieldNames lists the fields that templates may use.
func fieldNames(typ reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(typ) {
		if f.IsExported() && !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	return names
}

// suggest names what may have been meant.
func suggest(name string, known []string) string {
	if near, ok := diag.Nearest(name, known); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// typeName is a type as authors of templates know it.
func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return typeName(t.Elem())
	case reflect.Slice, reflect.Array:
		return "a list of " + typeName(t.Elem())
	}
	name := t.String()
	return name[strings.LastIndexByte(name, '.')+1:]
}

// truth tells whether {{if}} takes a value for true, as html/template does.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return v.Len() > 0
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int() != 0
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return v.Uint() != 0
	case reflect.Pointer:
		return !v.IsNil()
	}
	return true
}
