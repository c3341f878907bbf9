package load

import (
	"fmt"
	"testing"

	"vetro/internal/record"
)

// No text is known that the two parsers understand in two ways; should one come up, it
// is refused.
func TestTwoReadings(t *testing.T) {
	doc := func() *table {
		d, problems := parseTOML(newSource("a.toml", []byte("a = 1\n[b]\nc = 2\n"), 1))
		if problems != nil {
			t.Fatal(report(problems))
		}
		return d.table
	}
	tests := []struct {
		name   string
		values map[string]any
		want   bool
	}{
		{"the same", map[string]any{"a": int64(1), "b": map[string]any{"c": int64(2)}}, true},
		{"a key less", map[string]any{"b": map[string]any{"c": int64(2)}}, false},
		{"another key", map[string]any{"x": int64(1), "b": map[string]any{"c": int64(2)}}, false},
		{"a key more below", map[string]any{"a": int64(1), "b": map[string]any{"c": int64(2), "d": int64(3)}}, false},
		{"a table less", map[string]any{"a": int64(1), "b": int64(2)}, false},
		{"a table more", map[string]any{"a": []any{map[string]any{}}, "b": map[string]any{"c": int64(2)}}, false},
	}
	for _, tt := range tests {
		if got := doc().fill(tt.values); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	got := unsure(newSource("a.toml", nil, 1)).String()
	if got != "a.toml:1:1: le tabelle del file si possono leggere in due modi [toml-sintassi]\n\tscrivi ogni tabella una volta sola, come [nome] o [[nome]], e le sue chiavi sotto" {
		t.Error(got)
	}
}

// Of so many values that break the syntax the first hundred are said, and the next.
func TestManyBareValues(t *testing.T) {
	text := ""
	for i := range mostBare + 50 {
		text += fmt.Sprintf("x%d = y\n", i)
	}
	doc, problems := parseTOML(newSource("a.toml", []byte(text), 1))
	if doc != nil || len(problems) != mostBare+1 {
		t.Errorf("%v, %d problems", doc, len(problems))
	}
	record.SortProblems(problems)
	if got := problems[mostBare].Pos.Line; got != mostBare+1 {
		t.Errorf("the last is on line %d", got)
	}
}
