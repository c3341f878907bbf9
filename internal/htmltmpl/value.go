package htmltmpl

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// expr is what stands in an action, compiled.
type expr struct {
	typ   reflect.Type  // of its value; nil where only the run knows, as for an interface
	fixed reflect.Value // the value, where it is the same on every page
	get   func(r *run, dot reflect.Value) reflect.Value

	// Where there is a shorter way to a string or to a truth than by way of get:
	text func(r *run, dot reflect.Value) string
	test func(r *run, dot reflect.Value) bool
}

var stringType = reflect.TypeFor[string]()

// constant is a value that stands in the template.
func constant(value any) expr {
	v := reflect.ValueOf(value)
	return expr{typ: v.Type(), fixed: v, get: func(*run, reflect.Value) reflect.Value { return v }}
}

// textual is a string that is made while a page is filled.
func textual(text func(r *run, dot reflect.Value) string) expr {
	return expr{typ: stringType, text: text, get: func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(text(r, dot)) }}
}

// boolean is a truth that is found while a page is filled.
func boolean(test func(r *run, dot reflect.Value) bool) expr {
	return expr{typ: reflect.TypeFor[bool](), test: test, get: func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(test(r, dot)) }}
}

// nothing stands for what was refused: it is never run.
func nothing() expr { return constant("") }

// known gives a type as far as a compiler can build on it: what an interface holds shows
// in the run alone.
func known(typ reflect.Type) reflect.Type {
	if typ == nil || typ.Kind() == reflect.Interface {
		return nil
	}
	return typ
}

// pipeline compiles commands of which each is the last argument of the next.
func (c *compiler) pipeline(cmds []*parse.CommandNode) expr {
	if len(cmds) == 0 {
		c.unsupported("a pipeline of escapers alone")
		return nothing()
	}
	var last []expr
	for _, cmd := range cmds {
		last = []expr{c.command(cmd, last)}
	}
	return last[0]
}

func (c *compiler) command(cmd *parse.CommandNode, last []expr) expr {
	if name, is := cmd.Args[0].(*parse.IdentifierNode); is {
		var args []expr
		for _, arg := range cmd.Args[1:] {
			args = append(args, c.operand(arg))
		}
		return c.function(name.Ident, append(args, last...))
	}
	if len(cmd.Args) > 1 || len(last) > 0 {
		c.unsupported("arguments for what is no function of a theme: " + cmd.String())
	}
	return c.operand(cmd.Args[0])
}

func (c *compiler) operand(node parse.Node) expr {
	switch n := node.(type) {
	case *parse.DotNode:
		return c.dotExpr()
	case *parse.FieldNode:
		return c.fields(c.dotExpr(), n.Ident)
	case *parse.VariableNode:
		return c.fields(c.variable(n.Ident[0]), n.Ident[1:])
	case *parse.ChainNode:
		return c.fields(c.operand(n.Node), n.Field)
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return c.pipeline(n.Cmds)
		}
	case *parse.IdentifierNode:
		return c.function(n.Ident, nil)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		return c.number(n)
	}
	c.unsupported("an operand that is not known: " + node.String())
	return nothing()
}

// number compiles a decimal number; other ways to write one are left.
func (c *compiler) number(n *parse.NumberNode) expr {
	digits := strings.TrimLeft(n.Text, "+-")
	switch {
	case n.IsInt && strings.Trim(digits, "0123456789") == "" && int64(int(n.Int64)) == n.Int64:
		return constant(int(n.Int64))
	case n.IsFloat && strings.Contains(digits, ".") && strings.Trim(digits, "0123456789.") == "":
		return constant(n.Float64)
	}
	c.unsupported("a number that is not decimal: " + n.Text)
	return nothing()
}

func (c *compiler) dotExpr() expr {
	return expr{typ: c.dot, get: func(_ *run, dot reflect.Value) reflect.Value { return dot }}
}

// slot gives the slot of a variable: that of the innermost of its name.
func (c *compiler) slot(name string) int {
	for i := len(c.vars) - 1; i >= 0; i-- {
		if c.vars[i].name == name {
			return i
		}
	}
	c.unsupported("a variable that is not in scope: " + name)
	return 0
}

func (c *compiler) variable(name string) expr {
	slot := c.slot(name)
	return expr{typ: c.vars[slot].typ, get: func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base+slot] }}
}

// step goes from a value to its field.
type step func(v reflect.Value) reflect.Value

// fields compiles .A.B, from a value on.
func (c *compiler) fields(e expr, names []string) expr {
	for _, name := range names {
		from, typ := e.get, e.typ
		to, next := stepTo(typ, name)
		if to == nil {
			c.unsupported("a field that the type of the view does not tell: " + name)
			return nothing()
		}
		e = expr{typ: known(next), get: func(r *run, dot reflect.Value) reflect.Value { return to(from(r, dot)) }}
	}
	return e
}

// stepTo finds what .name stands for in a type: a method, a field or the value of a key.
// It gives nil where html/template must see for itself.
func stepTo(typ reflect.Type, name string) (step, reflect.Type) {
	if typ == nil {
		return nil, nil
	}
	if typ.Kind() == reflect.Pointer {
		to, next := stepTo(typ.Elem(), name)
		if to == nil {
			return nil, nil
		}
		return func(v reflect.Value) reflect.Value { return to(pointed(v)) }, next
	}
	if method, has := reflect.PointerTo(typ).MethodByName(name); has {
		return methodStep(typ, method)
	}
	switch typ.Kind() {
	case reflect.Struct:
		if field, has := typ.FieldByName(name); has && field.IsExported() {
			return fieldStep(field.Index), field.Type
		}
	case reflect.Map:
		if typ.Key() == stringType {
			return keyStep(name), typ.Elem()
		}
	}
	return nil, nil
}

func pointed(v reflect.Value) reflect.Value {
	if v.IsNil() {
		bailout()
	}
	return v.Elem()
}

func fieldStep(index []int) step {
	if len(index) == 1 {
		i := index[0]
		return func(v reflect.Value) reflect.Value { return v.Field(i) }
	}
	return func(v reflect.Value) reflect.Value {
		field, err := v.FieldByIndexErr(index)
		if err != nil {
			bailout() // within a nil pointer
		}
		return field
	}
}

// keyStep finds a key of a map. One that is not there is an error: see Load.
func keyStep(name string) step {
	key := reflect.ValueOf(name)
	return func(v reflect.Value) reflect.Value {
		value := v.MapIndex(key)
		if !value.IsValid() {
			bailout()
		}
		return value
	}
}

// methodStep calls a method without arguments, of a pointer if there is one to be had.
func methodStep(typ reflect.Type, method reflect.Method) (step, reflect.Type) {
	signature := method.Type
	if signature.NumIn() != 1 || signature.NumOut() != 1 || signature.Out(0) == reflect.TypeFor[reflect.Value]() {
		return nil, nil
	}
	byValue, has := typ.MethodByName(method.Name)
	return func(v reflect.Value) reflect.Value {
		switch {
		case v.CanAddr():
			return v.Addr().Method(method.Index).Call(nil)[0]
		case !has:
			bailout()
		}
		return v.Method(byValue.Index).Call(nil)[0]
	}, signature.Out(0)
}

// truthOf compiles a condition: whether a value is not the zero of its type, or empty.
func truthOf(e expr) func(r *run, dot reflect.Value) bool {
	if e.test != nil {
		return e.test
	}
	holds := truthOfType(e.typ)
	return func(r *run, dot reflect.Value) bool { return holds(e.get(r, dot)) }
}

func truthOfType(typ reflect.Type) func(v reflect.Value) bool {
	if typ == nil {
		return func(v reflect.Value) bool {
			if v = inside(v); !v.IsValid() {
				return false
			}
			return truthOfType(v.Type())(v)
		}
	}
	switch typ.Kind() {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.Float32, reflect.Float64: // IsZero would tell -0 from 0
		return func(v reflect.Value) bool { return v.Float() != 0 }
	case reflect.Complex64, reflect.Complex128:
		return func(v reflect.Value) bool { return v.Complex() != 0 }
	case reflect.Pointer, reflect.Func, reflect.Chan:
		return func(v reflect.Value) bool { return !v.IsNil() }
	}
	return func(v reflect.Value) bool { return !v.IsZero() }
}

// inside gives what an interface holds, or the value itself.
func inside(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}
