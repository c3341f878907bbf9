package export

import (
	"encoding/json"
	"strings"
	"testing"

	"vetro/internal/record"
)

func TestAppendValue(t *testing.T) {
	tests := []struct {
		name       string
		in         any
		json, cell string
	}{
		{"nothing", nil, "null", ""},
		{"a text", "è <b>", `"è <b>"`, "è <b>"},
		{"quotes and line ends", "a \"b\"\n", `"a \"b\"\n"`, "a \"b\"\n"},
		{"a formula", "=1", `"=1"`, "'=1"},
		{"line ends of Unicode", "a\u2028b", `"a\u2028b"`, "a\u2028b"},
		{"a list", []string{"a;b", "c"}, `["a;b","c"]`, "a,b;c"},
		{"an empty list", []string(nil), "[]", ""},
		{"true", true, "true", "true"},
		{"a number", 1500, "1500", "1500"},
		{"a fraction", -45.125, "-45.125", "-45.125"},
		{"a large number stays in full", 1e21, "1000000000000000000000", "1000000000000000000000"},
		{"an amount", record.Euro(93171250), "931712.50", "931712.50"},
		{"a day by which", record.Date{Year: 2026, Month: 3, Day: 31, By: true}, `"../2026-03-31"`, "../2026-03-31"},
	}
	for _, tt := range tests {
		if got := string(appendValue(nil, tt.in)); got != tt.json {
			t.Errorf("%s: %s as JSON, want %s", tt.name, got, tt.json)
		}
		if got := cell(tt.in); got != tt.cell {
			t.Errorf("%s: %q as a cell, want %q", tt.name, got, tt.cell)
		}
	}
}

// FuzzAppendText writes any text so that a reader of JSON finds it again.
func FuzzAppendText(f *testing.F) {
	for _, s := range []string{"", "è", "\"", "\\", "\n\t\x00\x7f", "a\u2028b\u2029c", "\xff\xe2\x80", "</script>", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		data := appendText(nil, s)
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatalf("%q is written %s: %v", s, data, err)
		}
		// Bytes that are no text are read as U+FFFD, each.
		if want := strings.Map(func(r rune) rune { return r }, s); got != want {
			t.Errorf("%q is read again as %q", s, got)
		}
	})
}

// TestAllStops makes nothing more once nobody wants it.
func TestAllStops(t *testing.T) {
	whole := len(Files(hostileTree(t, 30)))
	for _, n := range []int{1, 10, 40, whole} {
		seen := 0
		for range All(hostileTree(t, 30)) {
			if seen++; seen == n {
				break
			}
		}
		if seen != n {
			t.Errorf("%d files, want %d", seen, n)
		}
	}
}
