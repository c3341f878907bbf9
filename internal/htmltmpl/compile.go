package htmltmpl

import (
	"reflect"
	"text/template/parse"
)

// session compiles a template and those that it calls. What it made counts only as a
// whole: when one of them was refused, all are.
type session struct {
	*Set
	made map[programKey]*program
	why  string // the first reason
}

// compiler compiles one template for one type of view.
type compiler struct {
	*session
	dot   reflect.Type // of the view, or of what with and range are at; nil: not known
	vars  []variable   // in scope; their places are their slots
	slots int
}

type variable struct {
	name string
	typ  reflect.Type
}

// unsupported leaves the template to html/template. What is compiled after it never runs.
func (s *session) unsupported(why string) {
	if s.why == "" {
		s.why = why
	}
}

// program gives the program of a template; one that is being compiled, for a template
// that calls itself, is given as it is, to be whole when it runs.
func (s *session) program(key programKey) *program {
	if p := s.made[key]; p != nil {
		return p
	}
	if p := s.compiled(key); p != nil {
		if p.why != "" {
			s.unsupported(p.why)
		}
		return p
	}
	p := new(program)
	s.made[key] = p
	t := s.templates.Lookup(key.name)
	if t == nil || t.Tree == nil || t.Tree.Root == nil {
		s.unsupported("there is no template " + key.name + " as it stands")
		return p
	}
	c := &compiler{session: s, dot: key.view}
	c.declare("$", key.view)
	p.body = c.block(t.Tree.Root)
	p.slots = c.slots
	return p
}

// declare gives a variable its slot.
func (c *compiler) declare(name string, typ reflect.Type) int {
	c.vars = append(c.vars, variable{name, typ})
	c.slots = max(c.slots, len(c.vars))
	return len(c.vars) - 1
}

// scoped compiles what has variables of its own; they end with it.
func (c *compiler) scoped(do func()) {
	outer := len(c.vars)
	do()
	c.vars = c.vars[:outer]
}

// within compiles a list whose dot is of another type, as a scope.
func (c *compiler) within(dot reflect.Type, list *parse.ListNode) (b block) {
	outer := c.dot
	c.dot = dot
	c.scoped(func() { b = c.block(list) })
	c.dot = outer
	return b
}

// block compiles a list; texts that follow one another become one.
func (c *compiler) block(list *parse.ListNode) block {
	if list == nil {
		return nil
	}
	var b block
	var text []byte
	flush := func() {
		if len(text) > 0 {
			fixed := string(text)
			b = append(b, func(r *run, _ reflect.Value) flow { r.out = append(r.out, fixed...); return on })
			text = nil
		}
	}
	for _, node := range list.Nodes {
		fixed, do := c.node(node)
		text = append(text, fixed...)
		if do != nil {
			flush()
			b = append(b, do)
		}
		if t := node.Type(); t == parse.NodeBreak || t == parse.NodeContinue {
			break // html/template does not escape what is never reached
		}
	}
	flush()
	return b
}

// node compiles a node to text, where it is the same on every page, or to an op.
func (c *compiler) node(node parse.Node) (text []byte, do op) {
	switch n := node.(type) {
	case *parse.TextNode:
		return n.Text, nil
	case *parse.CommentNode:
		return nil, nil
	case *parse.ActionNode:
		return c.action(n)
	case *parse.IfNode:
		return nil, c.ifNode(&n.BranchNode)
	case *parse.WithNode:
		return nil, c.withNode(&n.BranchNode)
	case *parse.RangeNode:
		return nil, c.rangeNode(&n.BranchNode)
	case *parse.TemplateNode:
		return nil, c.templateNode(n)
	case *parse.BreakNode:
		return nil, func(*run, reflect.Value) flow { return outOfAll }
	case *parse.ContinueNode:
		return nil, func(*run, reflect.Value) flow { return nextOne }
	}
	c.unsupported("a node that is not known: " + node.String())
	return nil, nil
}

// action compiles {{what is printed}} and {{$what := is kept}}.
func (c *compiler) action(n *parse.ActionNode) ([]byte, op) {
	if len(n.Pipe.Decl) > 0 {
		return nil, c.assignment(n.Pipe)
	}
	cmds, escapers := splitEscapers(n.Pipe)
	if len(escapers) == 0 {
		c.unsupported("an action that html/template did not escape: " + n.String())
		return nil, nil
	}
	return c.printed(c.pipeline(cmds), escapers)
}

// assignment compiles {{$x := …}} and {{$x = …}}. A variable stays of one type.
func (c *compiler) assignment(p *parse.PipeNode) op {
	e := c.pipeline(p.Cmds)
	name := p.Decl[0].Ident[0]
	if !p.IsAssign {
		return keep(c.declare(name, e.typ), e)
	}
	slot := c.slot(name)
	if c.vars[slot].typ != e.typ {
		c.unsupported("a variable that changes its type: " + name)
	}
	return keep(slot, e)
}

func keep(slot int, e expr) op {
	return func(r *run, dot reflect.Value) flow {
		r.vars[r.base+slot] = e.get(r, dot)
		return on
	}
}

// head compiles the pipeline of an if or a with, and declares its variable.
func (c *compiler) head(p *parse.PipeNode) expr {
	e := c.pipeline(p.Cmds)
	switch {
	case p.IsAssign || len(p.Decl) > 1:
		c.unsupported("a condition that assigns: " + p.String())
	case len(p.Decl) == 1:
		slot, get := c.declare(p.Decl[0].Ident[0], e.typ), e.get
		e.test = nil
		e.get = func(r *run, dot reflect.Value) reflect.Value {
			v := get(r, dot)
			r.vars[r.base+slot] = v
			return v
		}
	}
	return e
}

func (c *compiler) ifNode(n *parse.BranchNode) (do op) {
	c.scoped(func() {
		test := truthOf(c.head(n.Pipe))
		then, otherwise := c.within(c.dot, n.List), c.within(c.dot, n.ElseList)
		do = func(r *run, dot reflect.Value) flow {
			if test(r, dot) {
				return then.run(r, dot)
			}
			return otherwise.run(r, dot)
		}
	})
	return do
}

func (c *compiler) withNode(n *parse.BranchNode) (do op) {
	c.scoped(func() {
		e := c.head(n.Pipe)
		holds := truthOfType(e.typ)
		then, otherwise := c.within(e.typ, n.List), c.within(c.dot, n.ElseList)
		do = func(r *run, dot reflect.Value) flow {
			if v := e.get(r, dot); holds(v) {
				return then.run(r, v)
			}
			return otherwise.run(r, dot)
		}
	})
	return do
}

// rangeNode compiles a range over a slice or an array. What else can be ranged over is
// rare in a view, which render made for the template.
func (c *compiler) rangeNode(n *parse.BranchNode) (do op) {
	rows := c.pipeline(n.Pipe.Cmds)
	if rows.typ == nil || rows.typ.Kind() != reflect.Slice && rows.typ.Kind() != reflect.Array {
		c.unsupported("a range over what is no slice: " + n.Pipe.String())
		return nil
	}
	if n.Pipe.IsAssign {
		c.unsupported("a range that assigns: " + n.Pipe.String())
		return nil
	}
	index, elem := -1, -1
	var each, otherwise block
	c.scoped(func() {
		switch d := n.Pipe.Decl; len(d) {
		case 1:
			elem = c.declare(d[0].Ident[0], known(rows.typ.Elem()))
		case 2:
			index = c.declare(d[0].Ident[0], reflect.TypeFor[int]())
			elem = c.declare(d[1].Ident[0], known(rows.typ.Elem()))
		}
		each = c.within(known(rows.typ.Elem()), n.List)
	})
	c.scoped(func() { // with nothing to range over, the variables stand for all of it
		for _, d := range n.Pipe.Decl {
			c.declare(d.Ident[0], rows.typ)
		}
		otherwise = c.within(c.dot, n.ElseList)
	})
	return ranged(rows, index, elem, each, otherwise)
}

// ranged runs each for every row, its number and itself in their slots, which are -1
// where no variable is wanted.
func ranged(rows expr, index, elem int, each, otherwise block) op {
	return func(r *run, dot reflect.Value) flow {
		v := rows.get(r, dot)
		n := v.Len()
		if n == 0 {
			for _, slot := range []int{index, elem} {
				if slot >= 0 {
					r.vars[r.base+slot] = v
				}
			}
			return otherwise.run(r, dot)
		}
		for i := range n {
			row := v.Index(i)
			if index >= 0 {
				r.vars[r.base+index] = reflect.ValueOf(i)
			}
			if elem >= 0 {
				r.vars[r.base+elem] = row
			}
			if each.run(r, row) == outOfAll {
				break
			}
		}
		return on
	}
}

// templateNode compiles a call of another template. One that html/template derived, for
// a place that is not plain text, has a name that only it knows.
func (c *compiler) templateNode(n *parse.TemplateNode) op {
	if n.Pipe == nil {
		p := c.program(programKey{n.Name, nil})
		return func(r *run, _ reflect.Value) flow {
			r.call(p, reflect.Value{})
			return on
		}
	}
	if len(n.Pipe.Decl) > 0 {
		c.unsupported("a call that declares: " + n.String())
		return nil
	}
	e := c.pipeline(n.Pipe.Cmds)
	p := c.program(programKey{n.Name, e.typ})
	return func(r *run, dot reflect.Value) flow {
		r.call(p, e.get(r, dot))
		return on
	}
}
