package template

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// function compiles the call of a function.
func (c *compiler) function(name *parse.IdentifierNode, nodes []parse.Node, last *expr) (expr, bool) {
	args := make([]expr, 0, len(nodes)+1)
	for _, n := range nodes {
		e, ok := c.operand(n)
		if !ok {
			return e, false
		}
		args = append(args, e)
	}
	if last != nil {
		args = append(args, *last)
	}
	if f, ok := c.funcs[name.Ident]; ok {
		return c.goFunction(name, reflect.ValueOf(f), args)
	}
	switch name.Ident {
	case "and", "or":
		return c.either(name, args, name.Ident == "or")
	case "not":
		return c.not(name, args)
	case "eq", "ne", "lt", "le", "gt", "ge":
		return c.comparison(name, args)
	case "len":
		return c.length(name, args)
	case "index":
		return c.index(name, args)
	case "print":
		return c.goFunction(name, reflect.ValueOf(fmt.Sprint), args)
	case "printf":
		return c.goFunction(name, reflect.ValueOf(fmt.Sprintf), args)
	}
	c.problem(name, suggest(name.Ident, sortedKeys(c.funcs)), "the function %s is not known here", name.Ident)
	return expr{}, false
}

// arguments reports a wrong number of arguments.
func (c *compiler) arguments(name *parse.IdentifierNode, args []expr, least, most int) bool {
	if len(args) >= least && len(args) <= most {
		return true
	}
	c.problem(name, "", "%s is given %d values", name.Ident, len(args))
	return false
}

// goFunction calls a function of Go.
func (c *compiler) goFunction(name *parse.IdentifierNode, f reflect.Value, args []expr) (expr, bool) {
	t := f.Type()
	most := t.NumIn()
	if t.IsVariadic() {
		most = 1 << 10
	}
	if !c.arguments(name, args, t.NumIn()-map[bool]int{true: 1}[t.IsVariadic()], most) {
		return expr{}, false
	}
	for i, a := range args {
		if in := parameter(t, i); !a.typ.AssignableTo(in) {
			c.problem(name, "", "%s needs %s, and is given %s", name.Ident, typeName(in), typeName(a.typ))
			return expr{}, false
		}
	}
	where, _ := c.tree.ErrorContext(name)
	return expr{t.Out(0), func(s *state) reflect.Value {
		in := make([]reflect.Value, len(args))
		for i, a := range args {
			in[i] = a.eval(s)
		}
		if s.err != nil {
			return reflect.Zero(t.Out(0))
		}
		out := f.Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			s.fail("template: %s: %v", where, out[1].Interface())
		}
		return out[0]
	}}, true
}

// parameter returns the type of a function's i-th parameter.
func parameter(t reflect.Type, i int) reflect.Type {
	if t.IsVariadic() && i >= t.NumIn()-1 {
		return t.In(t.NumIn() - 1).Elem()
	}
	return t.In(i)
}

// either compiles "and" and "or": the first value that settles it, else the
// last. The values are of one type, or else it is only told whether.
func (c *compiler) either(name *parse.IdentifierNode, args []expr, settles bool) (expr, bool) {
	if !c.arguments(name, args, 1, 1<<10) {
		return expr{}, false
	}
	same := true
	for _, a := range args {
		same = same && a.typ == args[0].typ
	}
	pick := func(s *state) reflect.Value {
		var v reflect.Value
		for _, a := range args {
			if v = a.eval(s); truth(v) == settles {
				break
			}
		}
		return v
	}
	if same {
		return expr{args[0].typ, pick}, true
	}
	return expr{reflect.TypeFor[bool](), func(s *state) reflect.Value { return reflect.ValueOf(truth(pick(s))) }}, true
}

func (c *compiler) not(name *parse.IdentifierNode, args []expr) (expr, bool) {
	if !c.arguments(name, args, 1, 1) {
		return expr{}, false
	}
	return expr{reflect.TypeFor[bool](), func(s *state) reflect.Value { return reflect.ValueOf(!truth(args[0].eval(s))) }}, true
}

// comparison compiles eq (with one of several), ne, lt, le, gt, ge, for texts,
// whole numbers and truth values.
func (c *compiler) comparison(name *parse.IdentifierNode, args []expr) (expr, bool) {
	most := 2
	if name.Ident == "eq" {
		most = 1 << 10
	}
	if !c.arguments(name, args, 2, most) {
		return expr{}, false
	}
	for _, a := range args {
		if kindOf(a.typ) == 0 || kindOf(a.typ) != kindOf(args[0].typ) {
			c.problem(name, "", "%s cannot compare %s and %s", name.Ident, typeName(args[0].typ), typeName(a.typ))
			return expr{}, false
		}
	}
	test := tests[name.Ident]
	return expr{reflect.TypeFor[bool](), func(s *state) reflect.Value {
		first := args[0].eval(s)
		for _, a := range args[1:] {
			if test(compare(first, a.eval(s))) {
				return reflect.ValueOf(true)
			}
		}
		return reflect.ValueOf(false)
	}}, true
}

// tests tell what a comparison asks of the order of two values.
var tests = map[string]func(int) bool{
	"eq": func(n int) bool { return n == 0 }, "ne": func(n int) bool { return n != 0 },
	"lt": func(n int) bool { return n < 0 }, "le": func(n int) bool { return n <= 0 },
	"gt": func(n int) bool { return n > 0 }, "ge": func(n int) bool { return n >= 0 },
}

// kindOf groups the kinds of values that can be compared; 0 for others.
func kindOf(t reflect.Type) reflect.Kind {
	switch k := t.Kind(); {
	case isInt(k):
		return reflect.Int
	case k == reflect.String, k == reflect.Bool:
		return k
	}
	return reflect.Invalid
}

func compare(a, b reflect.Value) int {
	switch a.Kind() {
	case reflect.String:
		switch {
		case a.String() < b.String():
			return -1
		case a.String() > b.String():
			return 1
		}
		return 0
	case reflect.Bool:
		if a.Bool() == b.Bool() {
			return 0
		}
		return 1
	}
	return int(max(-1, min(1, a.Int()-b.Int())))
}

func (c *compiler) length(name *parse.IdentifierNode, args []expr) (expr, bool) {
	if !c.arguments(name, args, 1, 1) {
		return expr{}, false
	}
	switch args[0].typ.Kind() {
	case reflect.Slice, reflect.Array, reflect.String:
		return expr{reflect.TypeFor[int](), func(s *state) reflect.Value { return reflect.ValueOf(args[0].eval(s).Len()) }}, true
	}
	c.problem(name, "", "%s has no length", typeName(args[0].typ))
	return expr{}, false
}

// index compiles {{index LIST N}}.
func (c *compiler) index(name *parse.IdentifierNode, args []expr) (expr, bool) {
	if !c.arguments(name, args, 2, 2) {
		return expr{}, false
	}
	if args[0].typ.Kind() != reflect.Slice || !isInt(args[1].typ.Kind()) {
		c.problem(name, "", "index needs a list and a number")
		return expr{}, false
	}
	where, _ := c.tree.ErrorContext(name)
	element := args[0].typ.Elem()
	return expr{element, func(s *state) reflect.Value {
		list, i := args[0].eval(s), int(args[1].eval(s).Int())
		if i < 0 || i >= list.Len() {
			s.fail("template: %s: the list has no element %d", where, i)
			return reflect.Zero(element)
		}
		return list.Index(i)
	}}, true
}
