package template

import (
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
	"unsafe"

	"reftel/site/diag"
)

// An expr is a compiled value: its type, and how to find it.
type expr struct {
	typ  reflect.Type
	eval func(*state) pointer
}

func constant[T any](v T) expr {
	return expr{reflect.TypeFor[T](), func(*state) pointer { return pointer(&v) }}
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
		return expr{c.dot, func(s *state) pointer { return s.dot }}, true
	case *parse.FieldNode:
		return c.fields(n, expr{c.dot, func(s *state) pointer { return s.dot }}, n.Ident)
	case *parse.VariableNode:
		slot, v, _ := c.variable(n.Ident[0]) // the parser knows that it is declared
		return c.fields(n, expr{v.typ, func(s *state) pointer { return s.vars[slot] }}, n.Ident[1:])
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
	offset := f.Offset
	if len(f.Index) > 1 { // of something embedded
		outer := typ
		offset = 0
		for _, i := range f.Index {
			offset += outer.Field(i).Offset
			outer = outer.Field(i).Type
		}
	}
	if of.typ.Kind() != reflect.Pointer {
		return expr{f.Type, func(s *state) pointer { return unsafe.Add(of.eval(s), offset) }}, true
	}
	where, _ := c.tree.ErrorContext(n)
	zero := reflect.New(f.Type).UnsafePointer()
	return expr{f.Type, func(s *state) pointer {
		p := *(*pointer)(of.eval(s))
		if p == nil {
			s.fail("template: %s: there is no value to take .%s of", where, name)
			return zero
		}
		return unsafe.Add(p, offset)
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

// truthOf returns what tells whether {{if}} takes a value of a type for true, as
// html/template does.
func truthOf(typ reflect.Type) func(pointer) bool {
	switch k := typ.Kind(); {
	case k == reflect.Bool:
		return func(p pointer) bool { return *(*bool)(p) }
	case k == reflect.String:
		return func(p pointer) bool { return *(*string)(p) != "" }
	case k == reflect.Slice || k == reflect.Array:
		elements := elementsOf(typ)
		return func(p pointer) bool { _, n := elements(p); return n > 0 }
	case k == reflect.Pointer:
		return func(p pointer) bool { return *(*pointer)(p) != nil }
	case isInt(k):
		number := intOf(k)
		return func(p pointer) bool { return number(p) != 0 }
	case k == reflect.Struct:
		return func(pointer) bool { return true }
	}
	return func(p pointer) bool {
		truth, _ := template.IsTrue(reflect.NewAt(typ, p).Elem().Interface())
		return truth
	}
}

// elementsOf returns what tells where the first element of a slice or array lies
// and how many there are.
func elementsOf(typ reflect.Type) func(pointer) (first pointer, n int) {
	if typ.Kind() == reflect.Array {
		n := typ.Len()
		return func(p pointer) (pointer, int) { return p, n }
	}
	return func(p pointer) (pointer, int) {
		list := *(*[]struct{})(p) // of any type: a slice is where it begins and how long it is
		return pointer(unsafe.SliceData(list)), len(list)
	}
}

// intOf returns what reads a whole number of a kind.
func intOf(k reflect.Kind) func(pointer) int64 {
	switch k {
	case reflect.Int8:
		return func(p pointer) int64 { return int64(*(*int8)(p)) }
	case reflect.Int16:
		return func(p pointer) int64 { return int64(*(*int16)(p)) }
	case reflect.Int32:
		return func(p pointer) int64 { return int64(*(*int32)(p)) }
	case reflect.Int64:
		return func(p pointer) int64 { return *(*int64)(p) }
	}
	return func(p pointer) int64 { return int64(*(*int)(p)) }
}
