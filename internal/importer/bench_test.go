package importer

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkPADigitale imports 10,000 rows of 2,000 bodies, and tells how many times as
// long that takes as to write the same files.
func BenchmarkPADigitale(b *testing.B) {
	var text strings.Builder
	text.WriteString(tableHead)
	for i := range 10_000 {
		row := strings.Replace(cloudRow, "p_pv", fmt.Sprintf("c_%04d", i/5), 1)
		text.WriteString(strings.Replace(row, "I89B25000070006", fmt.Sprintf("I89B250%05d006", i), 1))
	}
	in := filepath.Join(b.TempDir(), "altri.csv")
	if err := os.WriteFile(in, []byte(text.String()), 0o666); err != nil {
		b.Fatal(err)
	}
	var ours, plain time.Duration
	for b.Loop() {
		dir, copied := b.TempDir(), b.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte("titolo = \"x\"\n"), 0o666); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if _, err := PADigitale(Options{Site: dir, File: in, All: true, Today: today}); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
		plain += copyFiles(b, dir, copied)
	}
	b.ReportMetric(ours.Seconds()/plain.Seconds(), "×writing")
}

// copyFiles writes the files of a folder to another, and gives how long the writing took.
func copyFiles(b *testing.B, from, to string) time.Duration {
	b.Helper()
	files := make(map[string][]byte)
	err := filepath.Walk(from, func(at string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			rel, _ := filepath.Rel(from, at)
			files[rel], err = os.ReadFile(at)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	made := make(map[string]bool)
	for name, data := range files {
		at := filepath.Join(to, name)
		if dir := filepath.Dir(at); !made[dir] {
			made[dir] = true
			if err := os.MkdirAll(dir, 0o777); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(at, data, 0o666); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}
