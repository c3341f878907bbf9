package theme

import (
	"bytes"
	"errors"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
)

// engine fills templates. It owns what html/template parsed, and what was compiled of it.
//
// html/template reads the templates and works out, for each action, which escapers the
// place asks for; it writes them into the parse tree as the last commands of the action's
// pipeline. That is left to it: a slip there would be a hole in every page. But it then
// runs the tree with reflection and fmt, which cost more than all else about a page. So
// the escaped trees are compiled, once for each template and type of view, into closures
// that know which field they read and how it is written.
//
//   - program.go: filling, and what is compiled already
//   - compile.go: the nodes of a tree, from a list down to a call of another template
//   - value.go: what stands in an action: fields, variables, constants
//   - funcs.go: the functions that a template may call
//   - escape.go: the escapers
//
// Whatever the compiler does not know (a map to range over, a method with arguments, a part
// within an attribute), it refuses, and html/template runs that template as it always did.
// So it does when a program meets anything odd while it runs (a field of nil, a text that
// is not there): what was filled is thrown away, and html/template says what is wrong, and
// where. So errors are worded in one place.
type engine struct {
	templates *template.Template
	funcs     funcs

	mu       sync.Mutex // held while html/template escapes and trees are read: it shares parts
	programs atomic.Pointer[map[programKey]*program]
	runs     sync.Pool    // of *run, for their variables
	slow     atomic.Int64 // how many times html/template had to fill
}

// programKey tells programs apart: a part is compiled for each type of view that it is
// given; nil where only the run knows.
type programKey struct {
	name string
	view reflect.Type
}

// program is a template made ready for one type of view.
type program struct {
	body    block
	slots   int    // the most variables that it has at once, $ included
	refused string // why html/template must run it instead; "" when it need not
}

// block is what stands between two ends: each op writes something, or decides.
type block []op

type op func(r *run, dot reflect.Value) flow

// flow is where to go after an op: on, or out of a range.
type flow uint8

const (
	on       flow = iota
	nextOne       // {{continue}}
	outOfAll      // {{break}}
)

func (b block) run(r *run, dot reflect.Value) flow {
	for _, do := range b {
		if f := do(r, dot); f != on {
			return f
		}
	}
	return on
}

// run is a program at work.
type run struct {
	out   []byte
	vars  []reflect.Value // of the templates being filled, each above its caller's
	base  int             // where those of the innermost begin; the first is $
	depth int
}

// deepest is how many templates may be within templates: far more than any page has, and
// few enough for the stack.
const deepest = 1000

// errOdd stops a run that html/template must do over.
var errOdd = errors.New("theme: this is for html/template")

// odd gives a run up. A panic, as in text/template: what it saves is to ask after every
// field of every row whether it was there.
func odd() { panic(errOdd) }

// call runs a program with variables of its own.
func (r *run) call(p *program, dot reflect.Value) {
	if r.depth++; r.depth > deepest {
		odd()
	}
	caller := r.base
	r.base = len(r.vars)
	r.vars = slices.Grow(r.vars, p.slots)[:r.base+p.slots]
	r.vars[r.base] = dot
	p.body.run(r, dot)
	r.vars = r.vars[:r.base]
	r.base = caller
	r.depth--
}

func newEngine(templates *template.Template, funcs funcs) *engine {
	e := &engine{templates: templates, funcs: funcs}
	e.programs.Store(&map[programKey]*program{})
	e.runs.New = func() any { return new(run) }
	return e
}

// fill appends a template filled with a view to w; the error is html/template's.
func (e *engine) fill(w *bytes.Buffer, name string, view any) error {
	if p := e.program(programKey{name, reflect.TypeOf(view)}); p.refused == "" {
		r := e.runs.Get().(*run)
		defer e.runs.Put(r)
		if r.fill(w, p, view) {
			return nil
		}
	}
	e.slow.Add(1)
	return e.templates.ExecuteTemplate(w, name, view)
}

// fill runs a program, and reports whether it came to its end; if not, nothing was
// appended.
func (r *run) fill(w *bytes.Buffer, p *program, view any) (filled bool) {
	defer func() {
		if recover() != nil {
			filled = false // by a method of the view, or odd: html/template tells
		}
		clear(r.vars[:cap(r.vars)])
		*r = run{vars: r.vars[:0]} // keeps nothing of the view or of w
	}()
	r.out = w.AvailableBuffer()
	r.call(p, reflect.ValueOf(view))
	w.Write(r.out) // stays where it is, if there was room
	return true
}

// program gives what a template was compiled to, and compiles it the first time.
func (e *engine) program(key programKey) *program {
	if p, made := (*e.programs.Load())[key]; made {
		return p
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	known := *e.programs.Load()
	if p, made := known[key]; made {
		return p
	}
	programs := maps.Clone(known)
	if made, refused := e.compile(key); refused == "" {
		maps.Copy(programs, made)
	} else {
		programs[key] = &program{refused: refused}
	}
	e.programs.Store(&programs)
	return programs[key]
}

// compile gives the program of a template, and those of the templates that it calls. It
// has html/template escape it first, which is only done by executing: into a writer that
// stops at once.
func (e *engine) compile(key programKey) (made map[programKey]*program, refused string) {
	e.templates.ExecuteTemplate(stop{}, key.name, nil)
	s := &session{engine: e, made: make(map[programKey]*program)}
	s.program(key)
	return s.made, s.refused
}

type stop struct{}

func (stop) Write([]byte) (int, error) { return 0, errOdd }
