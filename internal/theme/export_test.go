package theme

import (
	"bytes"
	"reflect"
)

// Slow gives how many times html/template had to fill, and Refused why programs were not
// compiled, by template.
func (t *Theme) Slow() int64 { return t.engine.slow.Load() }

func (t *Theme) Refused() map[string]string {
	out := make(map[string]string)
	for key, p := range *t.engine.programs.Load() {
		if p.refused != "" {
			out[key.name] = p.refused
		}
	}
	return out
}

// Compiled gives the names of the templates that were compiled.
func (t *Theme) Compiled() map[string]bool {
	out := make(map[string]bool)
	for key, p := range *t.engine.programs.Load() {
		out[key.name] = p.refused == ""
	}
	return out
}

// FillSlowly fills as html/template does.
func (t *Theme) FillSlowly(w *bytes.Buffer, name string, view any) error {
	return t.engine.templates.ExecuteTemplate(w, name, view)
}

// Watch hands what compiled templates give to t on to see: {{t "" .}} shows the view.
func (t *Theme) Watch(see func(args ...any)) {
	t.engine.funcs.text = func(_ string, args ...any) (string, error) { see(args...); return "", nil }
}

func keyOf(view any) programKey { return programKey{"page.html", reflect.TypeOf(view)} }
