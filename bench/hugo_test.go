package main

import (
	"os/exec"
	"path/filepath"
	"testing"

	"vetro/bench/corpus"
)

// TestHugo holds that Hugo, where it is on the PATH, still builds its frozen pages and data,
// and that they are as many as when they were frozen.
func TestHugo(t *testing.T) {
	program, err := exec.LookPath("hugo")
	if err != nil {
		t.Skip("no hugo on the PATH")
	}
	source := filepath.Join(t.TempDir(), "hugo")
	if err := writeHugo(corpus.Of(300), source); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		config          string
		html, json, csv int
	}{
		{pagesAlone, 446, 0, 0},
		{dataToo, 446, 328, 7},
	}
	for _, tt := range tests {
		public := t.TempDir()
		if out, err := exec.Command(program, hugoArgs(source, public, tt.config)...).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", tt.config, err, out)
		}
		files, err := readTree(public)
		if err != nil {
			t.Fatal(err)
		}
		kinds := make(map[string]int)
		for _, f := range files {
			kinds[filepath.Ext(f.name)]++
		}
		if kinds[".html"] != tt.html || kinds[".json"] != tt.json || kinds[".csv"] != tt.csv {
			t.Errorf("%s: %d pages, %d JSON and %d CSV, not %+v", tt.config, kinds[".html"], kinds[".json"], kinds[".csv"], tt)
		}
	}
}
