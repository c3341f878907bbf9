package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"vetro/internal/record"
)

// tableMark stands in docs/dati.md where the tables begin, which are made.
const tableMark = "<!-- tabelle -->\n"

// TestDataManual holds the tables of docs/dati.md to the columns, from which they are
// made.
func TestDataManual(t *testing.T) {
	const name = "../../docs/dati.md"
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(got), tableMark)
	if !found {
		t.Fatalf("%s has no %s", name, tableMark)
	}
	want := head + tableMark + tableManual()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(got) != want {
		t.Errorf("%s is not what the columns say: go test ./cmd/vetro -run TestDataManual -update writes it", name)
	}
}

func tableManual() string {
	var b strings.Builder
	b.WriteString("\n## Le tabelle\n")
	for _, table := range record.Tables(record.Pages{}) {
		fmt.Fprintf(&b, "\n### %s\n\n%s Chiave: `%s`.", table.Name, table.Meaning, strings.Join(table.Key, "`, `"))
		for _, ref := range table.Refs {
			fmt.Fprintf(&b, " `%s` è un `id` di `%s`.", ref.Column, ref.Table)
		}
		b.WriteString("\n\n| colonna | tipo | che cos’è |\n|---|---|---|\n")
		for _, c := range table.Columns {
			meaning := c.Meaning
			if c.Values != nil && c.Type == record.TextColumn {
				meaning += ": " + strings.Join(c.Values, ", ")
			}
			if c.Required {
				meaning += "; c’è sempre"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name, strings.ReplaceAll(c.Type.String(), "_", " o "), meaning)
		}
	}
	return b.String()
}
