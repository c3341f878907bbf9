package plan

import (
	"testing"

	"vetro/internal/record"
)

func TestIsDecree(t *testing.T) {
	day := record.Day(2025, 6, 23)
	f := record.Funding{Decree: "73 - 1 / 2025 - PNRR", Date: day}
	tests := []struct {
		name string
		a    record.Act
		f    record.Funding
		want bool
	}{
		{"its number", record.Act{Number: "73 - 1 / 2025 - PNRR"}, f, true},
		{"its number, written otherwise", record.Act{Number: "Decreto n. 73-1/2025 - pnrr"}, f, true},
		{"a decree of its day", record.Act{Kind: "Decreto di finanziamento", Number: "73", Date: day}, f, true},
		{"another decree of its day", record.Act{Kind: "Decreto", Number: "99/2025", Date: day}, f, false},
		{"a decree of its day without a number", record.Act{Kind: "Decreto", Date: day}, f, true},
		{"another act of its day", record.Act{Kind: "Convenzione", Date: day}, f, false},
		{"a decree of another day", record.Act{Kind: "Decreto", Number: "74", Date: record.Day(2025, 6, 24)}, f, false},
		{"nobody said number or day", record.Act{Kind: "Decreto"}, record.Funding{}, false},
	}
	for _, tt := range tests {
		if got := isDecree(&tt.a, &tt.f); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}
