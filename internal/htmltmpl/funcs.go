package htmltmpl

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// builtins compile the functions of html/template. One that gives false leaves the call
// to html/template: for its error, or because nobody has needed it yet.
var builtins = map[string]func(args []expr) (expr, bool){
	"and": func(args []expr) (expr, bool) { return decided(args, false) },
	"or":  func(args []expr) (expr, bool) { return decided(args, true) },
	"not": negated,
	"len": length,

	"index": indexed,

	"eq": equals,
	"ne": compared(func(a, b reflect.Value) bool { return !equal(a, b) }),
	"lt": compared(less),
	"le": compared(func(a, b reflect.Value) bool { return less(a, b) || equal(a, b) }),
	"gt": compared(func(a, b reflect.Value) bool { return !less(a, b) && !equal(a, b) }),
	"ge": compared(func(a, b reflect.Value) bool { return !less(a, b) }),

	"print":   func(args []expr) (expr, bool) { return printedBy(fmt.Sprint, args), true },
	"println": func(args []expr) (expr, bool) { return printedBy(fmt.Sprintln, args), true },
	"printf": func(args []expr) (expr, bool) {
		if len(args) == 0 || args[0].typ != stringType {
			return expr{}, false
		}
		return printedBy(func(args ...any) string { return fmt.Sprintf(args[0].(string), args[1:]...) }, args), true
	},
}

// function compiles a call.
func (c *compiler) function(name string, args []expr) expr {
	var e expr
	var can bool
	if added, is := c.funcs[name]; is {
		e, can = c.added(added, args)
	} else if build := builtins[name]; build != nil {
		e, can = build(args)
	}
	if !can {
		c.unsupported("a call of the function " + name)
		return nothing()
	}
	return e
}

// added compiles a call of a function that New was given, by its first argument and the
// rest. Where all that it depends on stands in the template, so does what it gives; but an
// error must only be told of by a page that comes to it.
func (c *compiler) added(function any, args []expr) (expr, bool) {
	if len(args) == 0 || args[0].typ != stringType {
		return expr{}, false
	}
	var call func(string, ...any) (string, error)
	switch f := function.(type) {
	case func(string, ...any) (string, error):
		call = f
	case func(string) (string, error):
		if len(args) > 1 {
			return expr{}, false
		}
		call = func(s string, _ ...any) (string, error) { return f(s) }
	default:
		return expr{}, false
	}
	first, rest := textOf(args[0]), args[1:]
	e := textual(func(r *run, dot reflect.Value) string {
		text, err := call(first(r, dot), values(rest, r, dot)...)
		if err != nil {
			bailout()
		}
		return text
	})
	if slices.ContainsFunc(args, func(a expr) bool { return !a.fixed.IsValid() }) {
		return e, true
	}
	if text, found := c.now(e); found {
		return constant(text), true
	}
	return e, true
}

// now gives a text that depends on no page, if there is one.
func (c *compiler) now(e expr) (text string, found bool) {
	defer func() { found = recover() == nil }()
	return e.text(nil, reflect.Value{}), true
}

// values gives what arguments of any type are.
func values(args []expr, r *run, dot reflect.Value) []any {
	var out []any
	for _, arg := range args {
		out = append(out, held(arg.get(r, dot)))
	}
	return out
}

// held gives what a value holds; nil if it is none.
func held(v reflect.Value) any {
	if !v.IsValid() {
		return nil
	}
	return v.Interface()
}

func printedBy(print func(...any) string, args []expr) expr {
	return textual(func(r *run, dot reflect.Value) string { return print(values(args, r, dot)...) })
}

// decided gives the first argument whose truth decides, or the last one.
func decided(args []expr, by bool) (expr, bool) {
	if len(args) == 0 {
		return expr{}, false
	}
	e := expr{typ: args[0].typ}
	tests := make([]func(*run, reflect.Value) bool, len(args))
	holds := make([]func(reflect.Value) bool, len(args))
	for i, arg := range args {
		if arg.typ != e.typ {
			e.typ = nil
		}
		tests[i], holds[i] = truthOf(arg), truthOfType(arg.typ)
	}
	e.test = func(r *run, dot reflect.Value) bool {
		for _, test := range tests {
			if test(r, dot) == by {
				return by
			}
		}
		return !by
	}
	e.get = func(r *run, dot reflect.Value) (v reflect.Value) {
		for i, arg := range args {
			if v = arg.get(r, dot); holds[i](v) == by {
				break
			}
		}
		return v
	}
	return e, true
}

func negated(args []expr) (expr, bool) {
	if len(args) != 1 {
		return expr{}, false
	}
	test := truthOf(args[0])
	return boolean(func(r *run, dot reflect.Value) bool { return !test(r, dot) }), true
}

func length(args []expr) (expr, bool) {
	if len(args) != 1 || args[0].typ == nil {
		return expr{}, false
	}
	switch args[0].typ.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		get := func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(args[0].get(r, dot).Len()) }
		return expr{typ: reflect.TypeFor[int](), get: get}, true
	}
	return expr{}, false
}

// indexed compiles index with one index: of a slice, an array or a map.
func indexed(args []expr) (expr, bool) {
	if len(args) != 2 || args[0].typ == nil || args[1].typ == nil {
		return expr{}, false
	}
	of, at := args[0], args[1]
	e := expr{}
	switch of.typ.Kind() {
	case reflect.Slice, reflect.Array:
		e.get = func(r *run, dot reflect.Value) reflect.Value {
			v, i := of.get(r, dot), at.get(r, dot).Int()
			if i < 0 || i >= int64(v.Len()) {
				bailout()
			}
			return v.Index(int(i))
		}
		e.typ = known(of.typ.Elem())
		return e, at.typ == reflect.TypeFor[int]()
	case reflect.Map:
		none := reflect.Zero(of.typ.Elem())
		e.get = func(r *run, dot reflect.Value) reflect.Value {
			if v := of.get(r, dot).MapIndex(at.get(r, dot)); v.IsValid() {
				return v
			}
			return none
		}
		e.typ = known(of.typ.Elem())
		return e, at.typ == of.typ.Key()
	}
	return expr{}, false
}

// equals compiles eq: whether the first argument is one of the others.
func equals(args []expr) (expr, bool) {
	if len(args) < 2 {
		return expr{}, false
	}
	if len(args) == 2 && args[0].typ == stringType && args[1].typ == stringType {
		a, b := textOf(args[0]), textOf(args[1])
		return boolean(func(r *run, dot reflect.Value) bool { return a(r, dot) == b(r, dot) }), true
	}
	return boolean(func(r *run, dot reflect.Value) bool {
		first, found := args[0].get(r, dot), false
		for _, arg := range args[1:] {
			v := arg.get(r, dot) // also after one was found: it may be an error
			found = found || equal(first, v)
		}
		return found
	}), true
}

func compared(holds func(a, b reflect.Value) bool) func(args []expr) (expr, bool) {
	return func(args []expr) (expr, bool) {
		if len(args) != 2 {
			return expr{}, false
		}
		return boolean(func(r *run, dot reflect.Value) bool { return holds(args[0].get(r, dot), args[1].get(r, dot)) }), true
	}
}

// equal compares simple values of one kind; what else may be compared is html/template's.
func equal(a, b reflect.Value) bool {
	a, b = inside(a), inside(b)
	switch {
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return a.String() == b.String()
	case a.CanInt() && b.CanInt():
		return a.Int() == b.Int()
	case a.CanUint() && b.CanUint():
		return a.Uint() == b.Uint()
	case a.CanFloat() && b.CanFloat():
		return a.Float() == b.Float()
	case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool:
		return a.Bool() == b.Bool()
	}
	bailout()
	return false
}

// less orders simple values of one kind.
func less(a, b reflect.Value) bool {
	a, b = inside(a), inside(b)
	switch {
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return strings.Compare(a.String(), b.String()) < 0
	case a.CanInt() && b.CanInt():
		return a.Int() < b.Int()
	case a.CanUint() && b.CanUint():
		return a.Uint() < b.Uint()
	case a.CanFloat() && b.CanFloat():
		return a.Float() < b.Float()
	}
	bailout()
	return false
}
