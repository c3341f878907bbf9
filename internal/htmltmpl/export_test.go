package htmltmpl

import (
	"bytes"
	"reflect"
)

// Fallbacks gives how many times html/template had to fill, and Unsupported why programs were not
// compiled, by template.
func (s *Set) Fallbacks() int64 { return s.fallbacks.Load() }

func (s *Set) Unsupported() map[string]string {
	out := make(map[string]string)
	s.programs.Range(func(key, p any) bool {
		if p.(*program).why != "" {
			out[key.(programKey).name] = p.(*program).why
		}
		return true
	})
	return out
}

// Compiled gives the names of the templates that were compiled.
func (s *Set) Compiled() map[string]bool {
	out := make(map[string]bool)
	s.programs.Range(func(key, p any) bool {
		out[key.(programKey).name] = p.(*program).why == ""
		return true
	})
	return out
}

// FillSlowly fills as html/template does.
func (s *Set) FillSlowly(w *bytes.Buffer, name string, view any) error {
	return s.templates.ExecuteTemplate(w, name, view)
}

// Watch hands what compiled templates give to t on to see: {{t "" .}} shows the view.
func (s *Set) Watch(see func(args ...any)) {
	s.funcs["t"] = func(_ string, args ...any) (string, error) { see(args...); return "", nil }
}

func keyOf(view any) programKey { return programKey{"page.html", reflect.TypeOf(view)} }
