package record

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestProblemString(t *testing.T) {
	at := Pos{"content/progetti/scuola.toml", 4, 12}
	tests := []struct {
		name string
		in   Problem
		want string
	}{
		{"an error", Problem{Pos: at, Rule: "data-forma", Text: "la data non va", Mend: "scrivi 2026-03-31"},
			"content/progetti/scuola.toml:4:12: la data non va [data-forma]\n\tscrivi 2026-03-31"},
		{"a warning says so", Problem{Pos: at, Severity: Warning, Rule: "cup-doppio", Text: "il CUP è anche altrove", Mend: "controlla"},
			"content/progetti/scuola.toml:4:12: avviso: il CUP è anche altrove [cup-doppio]\n\tcontrolla"},
		{"no mend, no second line", Problem{Pos: at, Rule: "x", Text: "y"}, "content/progetti/scuola.toml:4:12: y [x]"},
		{"a line without a column", Problem{Pos: Pos{File: "site.toml", Line: 3}, Rule: "x", Text: "y"}, "site.toml:3: y [x]"},
		{"a file as a whole", Problem{Pos: Pos{File: "site.toml"}, Rule: "x", Text: "y"}, "site.toml: y [x]"},
	}
	for _, tt := range tests {
		if got := tt.in.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSortProblems(t *testing.T) {
	sorted := []Problem{
		{Pos: Pos{File: "a.toml"}, Text: "the file before its lines"},
		{Pos: Pos{"a.toml", 2, 1}, Text: "line 2"},
		{Pos: Pos{"a.toml", 10, 1}, Text: "lines as numbers"},
		{Pos: Pos{"a.toml", 10, 9}, Rule: "a", Text: "one place: by rule"},
		{Pos: Pos{"a.toml", 10, 9}, Rule: "b", Text: "one rule: by text, first"},
		{Pos: Pos{"a.toml", 10, 9}, Rule: "b", Text: "one rule: by text, second"},
		{Pos: Pos{"b.toml", 1, 1}, Severity: Warning, Text: "warnings stand in their place"},
		{Pos: Pos{"b.toml", 1, 2}, Text: "behind a warning"},
	}
	problems := slices.Clone(sorted)
	slices.Reverse(problems)
	SortProblems(problems)
	if !slices.Equal(problems, sorted) {
		t.Errorf("%q", problems)
	}
}

// The order is that of a stable sort, whatever runs the problems come in, also where one
// list is merged with others.
func TestSortProblemsIsStable(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 500 {
		var problems []Problem
		var lists [][]Problem
		for i := range random.IntN(12) {
			var list []Problem
			for range random.IntN(1 + round/25) {
				at := Pos{[]string{"a.toml", "b.toml"}[random.IntN(2)], random.IntN(4), random.IntN(2)}
				list = append(list, Problem{Pos: at, Rule: []string{"r", "s"}[random.IntN(2)], Text: []string{"t", "u"}[random.IntN(2)], Mend: fmt.Sprint(i, len(list))})
			}
			if random.IntN(3) > 0 {
				slices.SortStableFunc(list, inOrder)
			}
			problems = append(problems, list...)
			slices.SortStableFunc(list, inOrder)
			lists = append(lists, list)
		}
		want := slices.Clone(problems)
		slices.SortStableFunc(want, inOrder)
		if SortProblems(problems); !slices.Equal(problems, want) {
			t.Fatalf("sorted: %v, want %v", problems, want)
		}
		if got := MergeProblems(lists...); !slices.Equal(got, want) {
			t.Fatalf("merged: %v, want %v", got, want)
		}
	}
}

func inOrder(a, b Problem) int {
	return cmp.Or(a.Pos.Compare(b.Pos), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Text, b.Text))
}

func TestStops(t *testing.T) {
	tests := []struct {
		name string
		in   []Problem
		want bool
	}{
		{"nothing", nil, false},
		{"a warning", []Problem{{Severity: Warning}}, false},
		{"an error behind a warning", []Problem{{Severity: Warning}, {Severity: Error}}, true},
	}
	for _, tt := range tests {
		if got := Stops(tt.in); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestSeverityWords(t *testing.T) {
	if Error.String() != "errore" || Warning.String() != "avviso" || Off.String() != "spento" {
		t.Errorf("%s, %s, %s", Error, Warning, Off)
	}
}
