package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"vetro/internal/record"
)

func TestValue(t *testing.T) {
	text := func(s string) record.Value { return record.Value{Type: record.TextColumn, Known: true, Text: s} }
	tests := []struct {
		name       string
		in         record.Value
		json, cell string
	}{
		{"nothing", record.Value{}, "null", ""},
		{"a text", text("è <b>"), `"è <b>"`, "è <b>"},
		{"quotes and line ends", text("a \"b\"\n"), `"a \"b\"\n"`, "\"a \"\"b\"\"\r\n\""},
		{"a formula", text("=1"), `"=1"`, "'=1"},
		{"line ends of Unicode", text("a\u2028b"), `"a\u2028b"`, "a\u2028b"},
		{"a list", record.Value{Type: record.ListColumn, Known: true, List: []string{"a;b", "c"}}, `["a;b","c"]`, "\"a,b;c\""},
		{"an empty list", record.Value{Type: record.ListColumn, Known: true}, "[]", ""},
		{"true", record.Value{Type: record.BoolColumn, Known: true, Whole: 1}, "true", "true"},
		{"false", record.Value{Type: record.BoolColumn, Known: true}, "false", "false"},
		{"a number", record.Value{Type: record.IntegerColumn, Known: true, Whole: 1500}, "1500", "1500"},
		{"a fraction", record.Value{Type: record.NumberColumn, Known: true, Part: -45.125}, "-45.125", "-45.125"},
		{"a large number stays in full", record.Value{Type: record.NumberColumn, Known: true, Part: 1e21}, "1000000000000000000000", "1000000000000000000000"},
		{"an amount", record.Value{Type: record.EuroColumn, Known: true, Whole: 93171250}, "931712.50", "931712.50"},
		{"a day by which", record.Value{Type: record.DayColumn, Known: true, Date: record.Date{Year: 2026, Month: 3, Day: 31, By: true}}, `"../2026-03-31"`, "../2026-03-31"},
	}
	for _, tt := range tests {
		if got := string(textOf(func(w *writer) { w.value(&tt.in, 0) })); got != tt.json {
			t.Errorf("%s: %s as JSON, want %s", tt.name, got, tt.json)
		}
		row := textOf(func(w *writer) {
			rows := csvWriter(w)
			rows.Write([]string{cell(&tt.in)})
			rows.Flush()
		})
		if got := strings.TrimSuffix(string(row), "\r\n"); got != tt.cell {
			t.Errorf("%s: %q as a cell, want %q", tt.name, got, tt.cell)
		}
	}
}

// FuzzText writes any text so that a reader of JSON finds it again.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "è", "\"", "\\", "\n\t\x00\x7f", "a\u2028b\u2029c", "\xff\xe2\x80", "</script>", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		data := textOf(func(w *writer) { w.text(s) })
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatalf("%q is written %s: %v", s, data, err)
		}
		if want := marshal(s); !bytes.Equal(data, want) {
			t.Errorf("%q is written %s, by the library %s", s, data, want)
		}
		// Bytes that are no text are read as U+FFFD, each.
		if want := strings.Map(func(r rune) rune { return r }, s); got != want {
			t.Errorf("%q is read again as %q", s, got)
		}
	})
}

// TestProjectJSONIsIndented holds the lines of a project's file to those that the library
// would make of the same data.
func TestProjectJSONIsIndented(t *testing.T) {
	tree := hostileTree(t, 5)
	p := tree.Site.Projects[0]
	p.Services, p.Places = []string{"a", "b \"c\""}, []record.Place{{Name: "Qui"}, {Name: "Là"}}
	p.Acts = []record.Act{{Kind: "Atto", CUPs: []record.CUP{"A", "B"}}, {}}
	for _, f := range allFiles(t, tree) {
		if !strings.HasPrefix(f.Name, "progetti/p") || !strings.HasSuffix(f.Name, ".json") {
			continue
		}
		var line, want bytes.Buffer
		if err := json.Compact(&line, f.Data); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if err := json.Indent(&want, line.Bytes(), "", " "); err != nil {
			t.Fatal(err)
		}
		if want.WriteByte('\n'); !bytes.Equal(f.Data, want.Bytes()) {
			t.Errorf("%s is\n%s\nand not\n%s", f.Name, f.Data, want.Bytes())
		}
	}
}
