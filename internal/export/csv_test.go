package export

import (
	"bytes"
	"encoding/csv"
	"testing"
)

// FuzzNumbers holds the CSV that is written by hand to that of the library.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"", "a", "a,b", "\"", "a\r\nb\rc\nd", " a", "\u00a0a", "\u2003", `\.`, "=1", "\t", "\xff", "\xc2"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		rows := [][]string{{a, b}, {b, "x", a}}
		var want bytes.Buffer
		w := csv.NewWriter(&want)
		w.UseCRLF = true
		for _, row := range rows {
			var cells []string
			for _, cell := range row {
				cells = append(cells, inert(cell))
			}
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		if got := Numbers(rows); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%q and %q are written %q, by the library %q", a, b, got, want.Bytes())
		}
	})
}
