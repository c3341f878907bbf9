// Package htmltmpl fills templates of html/template, some twenty times faster.
//
// html/template reads the templates and works out, for each action, which escapers the
// place asks for; it writes them into the parse tree as the last commands of the action's
// pipeline. That is left to it: a slip there would be a hole in every page. But it then
// runs the tree with reflection and fmt, which cost more than all else about a page. So
// the escaped trees are compiled, once for each template and type of view, into closures
// that know which field they read and how it is written.
//
// Whatever is unsupported (a map to range over, a method with arguments, a part within an
// attribute) falls back: html/template runs that template as it always did. So it does
// after a bailout, when a program meets anything odd while it runs (a field of nil, a
// function with an error): what was filled is thrown away, and html/template says what is
// wrong, and where. So errors are worded in one place.
//
//   - htmltmpl.go: filling, and what is compiled already
//   - compile.go: the nodes of a tree, from a list down to a call of another template
//   - value.go: what stands in an action: fields, variables, constants
//   - funcs.go: the functions that a template may call
//   - escape.go: the escapers
package htmltmpl

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
)

// Set is a set of templates that call one another, safe for concurrent use once all of
// them were parsed.
type Set struct {
	templates *template.Template
	funcs     template.FuncMap

	mu        sync.Mutex // held while html/template escapes and trees are read: it shares parts
	programs  sync.Map   // programKey → *program
	runs      sync.Pool  // of *run, for their variables
	fallbacks atomic.Int64
}

// New gives an empty set whose templates may call these functions. Compiled are calls of
// those that take a string, and any values after it or none, and give a string and an error.
func New(funcs template.FuncMap) *Set {
	return &Set{templates: template.New("").Option("missingkey=error").Funcs(funcs), funcs: funcs}
}

// Parse adds a template; the error is html/template's.
func (s *Set) Parse(name, text string) error {
	_, err := s.templates.New(name).Parse(text)
	return err
}

// Execute appends a template, filled with a view, to w: cheapest where w has room for it,
// as one that was filled before and reset. What is there after an error, which is
// html/template's, is not whole. Neither the view nor a string of it is kept: render passes
// memory that it uses again.
func (s *Set) Execute(w *bytes.Buffer, name string, view any) error {
	if p := s.program(programKey{name, reflect.TypeOf(view)}); p.why == "" {
		r, _ := s.runs.Get().(*run)
		if r == nil {
			r = new(run)
		}
		defer s.runs.Put(r)
		if r.fill(w, p, view) {
			return nil
		}
	}
	s.fallbacks.Add(1)
	return s.templates.ExecuteTemplate(&bounded{w, name}, name, view)
}

// largest is the most that a template may write: more than any page of a site has, and less than
// stops a machine. A loop over a number, which only html/template runs, has no other end.
const largest = 32 << 20

// bounded is a page that may not grow without end.
type bounded struct {
	*bytes.Buffer
	name string
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > largest {
		return 0, fmt.Errorf("template: %s:1:0: the page has more than %d MB", b.name, largest>>20)
	}
	return b.Buffer.Write(p)
}

// programKey tells programs apart: a part is compiled for each type of view that it is
// given; nil where only the run knows.
type programKey struct {
	name string
	view reflect.Type
}

// program is a template made ready for one type of view.
type program struct {
	body  block
	slots int    // the most variables that it has at once, $ included
	why   string // html/template must run it instead; "" when it need not
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

// errBailout stops a run that html/template must do over.
var errBailout = errors.New("htmltmpl: this is for html/template")

// bailout gives a run up. A panic, as in text/template: what it saves is to ask after
// every field of every row whether it was there.
func bailout() { panic(errBailout) }

// call runs a program with variables of its own.
func (r *run) call(p *program, dot reflect.Value) {
	if r.depth++; r.depth > deepest {
		bailout()
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

// fill runs a program, and reports whether it came to its end; if not, nothing was
// appended.
func (r *run) fill(w *bytes.Buffer, p *program, view any) (filled bool) {
	defer func() {
		if recover() != nil {
			filled = false // a method of the view, or a bailout: html/template tells
		}
		clear(r.vars[:cap(r.vars)])
		*r = run{vars: r.vars[:0]} // keeps nothing of the view or of w
	}()
	r.out = w.AvailableBuffer()
	r.call(p, reflect.ValueOf(view))
	w.Write(r.out) // stays where it is, if there was room
	return true
}

// program gives what a template was compiled to, and compiles it the first time, with the
// templates that it calls. It has html/template escape it first, which is only done by
// executing: into a writer that stops at once.
func (s *Set) program(key programKey) *program {
	if p := s.compiled(key); p != nil {
		return p
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.compiled(key); p != nil {
		return p
	}
	s.templates.ExecuteTemplate(stop{}, key.name, nil)
	c := &session{Set: s, made: make(map[programKey]*program)}
	p := c.program(key)
	if c.why != "" {
		p = &program{why: c.why}
		c.made = map[programKey]*program{key: p}
	}
	for key, p := range c.made {
		s.programs.Store(key, p)
	}
	return p
}

// compiled gives what a template was compiled to before, or nil.
func (s *Set) compiled(key programKey) *program {
	p, _ := s.programs.Load(key)
	made, _ := p.(*program)
	return made
}

type stop struct{}

func (stop) Write([]byte) (int, error) { return 0, errBailout }
