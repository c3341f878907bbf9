package main

import (
	"bytes"
	"os"
	"testing"

	"vetro/internal/report"
)

// TestRulesManual holds docs/regole.md to the table of rules, from which it is made.
func TestRulesManual(t *testing.T) {
	const name = "../../docs/regole.md"
	var b bytes.Buffer
	if err := report.Manual(&b, report.Rules()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, b.Bytes()) {
		t.Errorf("%s is not what the rules say: go test ./cmd/vetro -run TestRulesManual -update writes it", name)
	}
}

// TestWantsColour names when a terminal is left plain.
func TestWantsColour(t *testing.T) {
	tests := []struct {
		name, system string
		env          map[string]string
		want         bool
	}{
		{"a terminal", "linux", nil, true},
		{"unwanted", "linux", map[string]string{"NO_COLOR": "1"}, false},
		{"empty means nothing", "linux", map[string]string{"NO_COLOR": ""}, true},
		{"dumb", "darwin", map[string]string{"TERM": "dumb"}, false},
		{"the old console", "windows", nil, false},
		{"Windows Terminal", "windows", map[string]string{"WT_SESSION": "x"}, true},
	}
	for _, tt := range tests {
		if got := wantsColour(tt.system, func(k string) string { return tt.env[k] }); got != tt.want {
			t.Errorf("%s: coloured: %t", tt.name, got)
		}
	}
}
