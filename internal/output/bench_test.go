package output

import (
	"fmt"
	"path/filepath"
	"testing"
)

// benchFiles is how many files the sites of the benchmarks have: small ones, so that what is
// measured is what each file costs, and not its bytes.
const benchFiles = 20_000

// benchSite builds a site into dir.
func benchSite(b *testing.B, dir string, version func(n int) int) {
	o, err := Open(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	for n := range benchFiles {
		name := fmt.Sprintf("%s/a-name-as-long-as-those-of-projects-are-%d.html", []string{"progetti", "enti", "dati/progetti"}[n%3], n)
		if err := putBytes(o, name, fmt.Sprintf("%d %d", n, version(n)), Page); err != nil {
			b.Fatal(err)
		}
	}
	if _, problems, err := o.Commit(); err != nil || len(problems) > 0 {
		b.Fatal(problems, err)
	}
}

func BenchmarkOutput(b *testing.B) {
	b.Run("cold", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchSite(b, filepath.Join(b.TempDir(), "public"), func(int) int { return 1 })
		}
	})
	b.Run("one changed", func(b *testing.B) {
		dir, now := filepath.Join(b.TempDir(), "public"), 0
		version := func(n int) int {
			if n == 0 {
				return now
			}
			return 1
		}
		benchSite(b, dir, version)
		b.ReportAllocs()
		for b.Loop() {
			now++
			benchSite(b, dir, version)
		}
	})
}
