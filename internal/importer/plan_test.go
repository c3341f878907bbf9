package importer

import (
	"testing"

	"vetro/internal/record"
)

// Values are written as the records have them, whatever the way to get there.
func TestLiteral(t *testing.T) {
	for _, e := range []record.Euro{0, 1, 10, 99, 100, 101, 12_300, 931_712_00, 931_712_50, 1_000_000_000_00, -5, -100} {
		if got := (field{value: e.Decimal(), kind: euro}).literal(); got != e.Record() {
			t.Errorf("%s is written %s, want %s", e, got, e.Record())
		}
	}
	tests := []struct {
		name string
		in   record.Date
		want string
	}{
		{"a day", record.Day(2026, 3, 31), "2026-03-31"},
		{"a month", record.Date{Year: 2026, Month: 3}, `"2026-03"`},
		{"a year", record.Date{Year: 2026}, `"2026"`},
		{"by a day", record.Date{Year: 2026, Month: 3, Day: 31, By: true}, `"../2026-03-31"`},
	}
	for _, tt := range tests {
		if got := (field{value: tt.in.ISO(), kind: date}).literal(); got != tt.want {
			t.Errorf("%s is written %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := (field{value: "12", kind: plainNumber}).literal() + (field{value: "a \"b\" \\ c\td\x01è"}).literal(); got != `12"a \"b\" \\ c\td\u0001è"` {
		t.Errorf("a number and a text are written %s", got)
	}
}

// Of rows of one application those that say the same are one, and those that do not
// agree in CUP or amount go by a number.
func TestDistinct(t *testing.T) {
	of := func(line int, cup record.CUP, amount record.Euro) *application {
		return &application{line: line, body: "p_pv", cup: cup, amount: amount}
	}
	rows := []*application{of(2, "A", 1), of(3, "A", 1), of(4, "A", 2), of(5, "B", 1), of(6, "A", 2), of(7, "B", 1)}
	repeats := make(map[int]int)
	var lines []int
	ids := make(map[string]bool)
	for _, a := range distinct(rows, func(again, first *application) { repeats[again.line] = first.line }) {
		lines = append(lines, a.line)
		ids[a.id()] = true
	}
	if len(lines) != 3 || lines[0] != 2 || lines[1] != 4 || lines[2] != 5 || len(ids) != 3 {
		t.Errorf("left are the rows %v by %v", lines, ids)
	}
	if len(repeats) != 3 || repeats[3] != 2 || repeats[6] != 4 || repeats[7] != 5 {
		t.Errorf("repeated are %v", repeats)
	}
}
