package template

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
	"unsafe"
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
	if call := direct(f.Interface(), args, where); call != nil {
		return expr{t.Out(0), call}, true
	}
	return expr{t.Out(0), func(s *state) pointer {
		in := make([]reflect.Value, len(args))
		for i, a := range args {
			in[i] = reflect.NewAt(a.typ, a.eval(s)).Elem()
		}
		result := reflect.New(t.Out(0))
		if s.err != nil {
			return result.UnsafePointer()
		}
		out := f.Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			s.fail("template: %s: %v", where, out[1].Interface())
		}
		result.Elem().Set(out[0])
		return result.UnsafePointer()
	}}, true
}

// direct returns what calls a function of a usual type, which takes a tenth of
// the time of calling any; nil for other types.
func direct(f any, args []expr, where string) func(*state) pointer {
	switch f := f.(type) {
	case func(string) string:
		return func(s *state) pointer { return s.keep(f(*(*string)(args[0].eval(s)))) }
	case func(int) string:
		return func(s *state) pointer { return s.keep(f(*(*int)(args[0].eval(s)))) }
	case func(int, string) (string, error):
		return func(s *state) pointer {
			out, err := f(*(*int)(args[0].eval(s)), *(*string)(args[1].eval(s)))
			if err != nil {
				s.fail("template: %s: %v", where, err)
			}
			return s.keep(out)
		}
	}
	return nil
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
	truths := make([]func(pointer) bool, len(args))
	for i, a := range args {
		truths[i] = truthOf(a.typ)
	}
	pick := func(s *state) (p pointer, truth bool) {
		for i, a := range args {
			p = a.eval(s)
			if truth = truths[i](p); truth == settles {
				break
			}
		}
		return p, truth
	}
	if same {
		return expr{args[0].typ, func(s *state) pointer { p, _ := pick(s); return p }}, true
	}
	return truthValue(func(s *state) bool { _, truth := pick(s); return truth }), true
}

// truthValue is an expr that is true or false.
func truthValue(test func(*state) bool) expr {
	yes, no := true, false
	return expr{reflect.TypeFor[bool](), func(s *state) pointer {
		if test(s) {
			return pointer(&yes)
		}
		return pointer(&no)
	}}
}

func (c *compiler) not(name *parse.IdentifierNode, args []expr) (expr, bool) {
	if !c.arguments(name, args, 1, 1) {
		return expr{}, false
	}
	truth := truthOf(args[0].typ)
	return truthValue(func(s *state) bool { return !truth(args[0].eval(s)) }), true
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
	test, compares := tests[name.Ident], make([]func(a, b pointer) int, len(args))
	for i, a := range args {
		compares[i] = compareOf(args[0].typ, a.typ)
	}
	return truthValue(func(s *state) bool {
		first := args[0].eval(s)
		for i, a := range args[1:] {
			if test(compares[i+1](first, a.eval(s))) {
				return true
			}
		}
		return false
	}), true
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

// compareOf returns what compares values of two types of the same kind.
func compareOf(a, b reflect.Type) func(a, b pointer) int {
	switch kindOf(a) {
	case reflect.String:
		return func(a, b pointer) int { return strings.Compare(*(*string)(a), *(*string)(b)) }
	case reflect.Bool:
		return func(a, b pointer) int {
			if *(*bool)(a) == *(*bool)(b) {
				return 0
			}
			return 1
		}
	}
	first, second := intOf(a.Kind()), intOf(b.Kind())
	return func(a, b pointer) int { return cmp.Compare(first(a), second(b)) }
}

func (c *compiler) length(name *parse.IdentifierNode, args []expr) (expr, bool) {
	if !c.arguments(name, args, 1, 1) {
		return expr{}, false
	}
	switch args[0].typ.Kind() {
	case reflect.Slice, reflect.Array:
		elements := elementsOf(args[0].typ)
		return expr{reflect.TypeFor[int](), func(s *state) pointer { _, n := elements(args[0].eval(s)); return pointer(&n) }}, true
	case reflect.String:
		return expr{reflect.TypeFor[int](), func(s *state) pointer { n := len(*(*string)(args[0].eval(s))); return pointer(&n) }}, true
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
	element, elements, number := args[0].typ.Elem(), elementsOf(args[0].typ), intOf(args[1].typ.Kind())
	zero := reflect.New(element).UnsafePointer()
	return expr{element, func(s *state) pointer {
		first, n := elements(args[0].eval(s))
		i := number(args[1].eval(s))
		if i < 0 || i >= int64(n) {
			s.fail("template: %s: the list has no element %d", where, i)
			return zero
		}
		return unsafe.Add(first, uintptr(i)*element.Size())
	}}, true
}
