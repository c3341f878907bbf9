package build

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"testing"

	"vetro/internal/record"
)

// benchFiles is how many files the sites of the benchmarks have: small ones, so that what is
// measured is what each file costs, and not its bytes.
const benchFiles = 20_000

// benchSite builds a site into dir as a build that remembers does: a file is kept where it
// still shows the same. From the digest of the version come the bytes.
func benchSite(b *testing.B, dir string, former []byte, version func(n int) int) []byte {
	o, err := OpenOutput(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	k := &keeper{writer: &writer{out: o, stages: &stages{site: &record.Site{}}}, name: "m", noted: make(map[string]digest)}
	if m, err := decodeMemory(former); err == nil {
		o.Remember(m)
		k.same = m.whole == [32]byte{byte(version(0))}
	}
	if stands, err := k.everythingStands(); err != nil {
		b.Fatal(err)
	} else if !stands {
		putBench(b, k, version)
	}
	if _, problems, err := o.Commit(); err != nil || len(problems) > 0 {
		b.Fatal(problems, err)
	}
	if k.same && o.allKept() {
		return former
	}
	files := o.left()
	for i := range files {
		if shows, made := k.noted[files[i].name]; made {
			files[i].shows = shows
		}
	}
	return encodeMemory([32]byte{byte(version(0))}, files)
}

func putBench(b *testing.B, k *keeper, version func(n int) int) {
	for n := range benchFiles {
		name := fmt.Sprintf("%s/a-name-as-long-as-those-of-projects-are-%d.html", []string{"progetti", "enti", "dati/progetti"}[n%3], n)
		text := fmt.Appendf(nil, "%d %d", n, version(n))
		sum := sha256.Sum256(text)
		shows := digest(sum[:16])
		if kept, err := k.keep(name, shows); err != nil {
			b.Fatal(err)
		} else if kept {
			continue
		}
		k.note(name, shows)
		if err := k.out.Put(name, text, Page); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOutput(b *testing.B) {
	b.Run("cold", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			benchSite(b, filepath.Join(b.TempDir(), "public"), nil, func(int) int { return 1 })
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
		memory := benchSite(b, dir, nil, version)
		b.ReportAllocs()
		for b.Loop() {
			now++
			memory = benchSite(b, dir, memory, version)
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		dir, version := filepath.Join(b.TempDir(), "public"), func(int) int { return 1 }
		memory := benchSite(b, dir, nil, version)
		b.ReportAllocs()
		for b.Loop() {
			benchSite(b, dir, memory, version)
		}
	})
}
