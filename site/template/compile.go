package template

import (
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
	"unsafe"

	"reftel/site/diag"
)

// A compiler turns parsed templates into nodes.
type compiler struct {
	set      *template.Template
	funcs    Funcs
	escape   Escaper
	blocks   map[blockKey]*block
	problems []diag.Problem

	scope // of the template being compiled
}

// A scope is what a template sees at a place.
type scope struct {
	tree  *parse.Tree
	dot   reflect.Type
	vars  []variable // $ first
	frame int        // most variables at once
}

// A blockKey names a template for one type of dot.
type blockKey struct {
	name string
	dot  reflect.Type
}

// A variable is one in scope. Its place in the list is its place in the state.
type variable struct {
	name string
	typ  reflect.Type
}

// problem reports a fault at a node.
func (c *compiler) problem(n parse.Node, hint, format string, args ...any) {
	where, _ := c.tree.ErrorContext(n)
	c.problems = append(c.problems, problemAt(where, fmt.Sprintf(format, args...), hint))
}

// template compiles a template for a type of dot, once. What it calls may call
// it again, so the block is known before it is filled.
func (c *compiler) template(tree *parse.Tree, name string, dot reflect.Type) *block {
	key := blockKey{name, dot}
	if b, ok := c.blocks[key]; ok {
		return b
	}
	b := &block{}
	c.blocks[key] = b
	outer := c.scope
	c.scope = scope{tree: tree, dot: dot, vars: []variable{{"$", dot}}, frame: 1}
	b.nodes = c.list(tree.Root)
	b.frame = c.frame
	c.scope = outer
	return b
}

func (c *compiler) list(l *parse.ListNode) []node {
	if l == nil {
		return nil
	}
	var nodes []node
	for _, n := range l.Nodes {
		if compiled := c.node(n); compiled != nil {
			nodes = append(nodes, compiled)
		}
	}
	return nodes
}

func (c *compiler) node(n parse.Node) node {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(s *state) flow { s.b = append(s.b, text...); return next }
	case *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return c.action(n.Pipe)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return c.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.loop(n)
	case *parse.TemplateNode:
		return c.call(n)
	case *parse.BreakNode:
		return func(*state) flow { return leave }
	case *parse.ContinueNode:
		return func(*state) flow { return skip }
	}
	c.problem(n, "", "%s is not known here", n)
	return nil
}

// action compiles an action that shows a value or sets a variable.
func (c *compiler) action(pipe *parse.PipeNode) node {
	if len(pipe.Decl) == 0 {
		return c.output(pipe)
	}
	e, ok := c.pipe(pipe)
	if !ok {
		return nil
	}
	slot, ok := c.slot(pipe, e.typ)
	if !ok {
		return nil
	}
	return func(s *state) flow { s.vars[slot] = e.eval(s); return next }
}

// slot returns the place of the variable that a pipeline declares or sets.
func (c *compiler) slot(pipe *parse.PipeNode, typ reflect.Type) (int, bool) {
	name := pipe.Decl[0].Ident[0]
	if !pipe.IsAssign {
		return c.declare(name, typ), true
	}
	slot, v, ok := c.variable(name)
	if ok && v.typ != typ {
		c.problem(pipe, "", "%s holds %s and cannot be set to %s", name, typeName(v.typ), typeName(typ))
		return 0, false
	}
	return slot, ok
}

func (c *compiler) declare(name string, typ reflect.Type) int {
	c.vars = append(c.vars, variable{name, typ})
	c.frame = max(c.frame, len(c.vars))
	return len(c.vars) - 1
}

func (c *compiler) variable(name string) (int, variable, bool) {
	for i := len(c.vars) - 1; i >= 0; i-- {
		if c.vars[i].name == name {
			return i, c.vars[i], true
		}
	}
	return 0, variable{}, false
}

// branch compiles {{if}} and {{with}}.
func (c *compiler) branch(n *parse.BranchNode, with bool) node {
	defer func(n int) { c.vars = c.vars[:n] }(len(c.vars))
	e, ok := c.pipe(n.Pipe)
	if !ok {
		return nil
	}
	slot := -1
	if len(n.Pipe.Decl) > 0 {
		if slot, ok = c.slot(n.Pipe, e.typ); !ok {
			return nil
		}
	}
	outer := c.dot
	if with {
		c.dot = e.typ
	}
	yes := c.list(n.List)
	c.dot = outer
	no := c.list(n.ElseList)
	truth := truthOf(e.typ)
	return func(s *state) flow {
		v := e.eval(s)
		if slot >= 0 {
			s.vars[slot] = v
		}
		switch {
		case s.err != nil:
			return leave
		case !truth(v):
			return s.run(no)
		case with:
			return s.with(v, yes)
		}
		return s.run(yes)
	}
}

// loop compiles {{range}}, over slices and arrays.
func (c *compiler) loop(n *parse.RangeNode) node {
	defer func(n int) { c.vars = c.vars[:n] }(len(c.vars))
	e, ok := c.pipe(n.Pipe)
	if !ok {
		return nil
	}
	if k := e.typ.Kind(); k != reflect.Slice && k != reflect.Array {
		c.problem(n.Pipe, "", "{{range}} needs a list, and this is %s", typeName(e.typ))
		return nil
	}
	index, element := -1, -1
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		element = c.declare(decl[0].Ident[0], e.typ.Elem())
	case 2:
		index = c.declare(decl[0].Ident[0], reflect.TypeFor[int]())
		element = c.declare(decl[1].Ident[0], e.typ.Elem())
	}
	outer, size := c.dot, e.typ.Elem().Size()
	c.dot = e.typ.Elem()
	each := c.list(n.List)
	c.dot = outer
	none := c.list(n.ElseList)
	elements := elementsOf(e.typ)
	return func(s *state) flow {
		first, n := elements(e.eval(s))
		return s.each(first, n, size, index, element, each, none)
	}
}

// each runs nodes for every element of a list.
func (s *state) each(first pointer, n int, size uintptr, index, element int, each, none []node) flow {
	if n == 0 {
		return s.run(none)
	}
	for i := range n {
		v := unsafe.Add(first, uintptr(i)*size)
		if index >= 0 {
			number := i
			s.vars[index] = pointer(&number)
		}
		if element >= 0 {
			s.vars[element] = v
		}
		if s.with(v, each) == leave {
			break
		}
	}
	if s.err != nil {
		return leave
	}
	return next
}

// maxCalls bounds how deep templates may call each other while running.
const maxCalls = 100

// call compiles {{template}}. The other template has its own $ and variables.
func (c *compiler) call(n *parse.TemplateNode) node {
	called := c.set.Lookup(n.Name)
	if called == nil { // html/template makes variants for calls in other places than text
		c.problem(n, "call it around the element", "a template may not be called within a tag")
		return nil
	}
	if n.Pipe == nil {
		c.problem(n, fmt.Sprintf("write {{template %q .}}", n.Name), "template %q is given no value", n.Name)
		return nil
	}
	e, ok := c.pipe(n.Pipe)
	if !ok {
		return nil
	}
	b := c.template(called.Tree, n.Name, e.typ)
	where, _ := c.tree.ErrorContext(n)
	return func(s *state) flow {
		v := e.eval(s)
		if s.err != nil {
			return leave
		}
		if s.depth++; s.depth > maxCalls {
			s.fail("template: %s: templates call each other without end", where)
			return leave
		}
		s.call(b, v)
		s.depth--
		if s.err != nil {
			return leave
		}
		return next
	}
}
