package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"vetro/internal/output"
)

// Every published file that somebody edited, its size and its time kept, is found by the next
// build and has its bytes again: a build compares bytes, so that no command need look for them.
func TestEditedByHand(t *testing.T) {
	site := t.TempDir()
	changing(t, site, 1)
	want, out := built(t, site), built(t, site)
	edited := 0
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil || info.Size() == 0 {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		at := len(data) / 2
		if data[at] ^= 1; d.Name() == output.ManifestName {
			data[at] ^= 1
			data[65] = '*' // as sha256sum --binary writes it
		}
		edited++
		if err := os.WriteFile(name, data, 0o666); err != nil {
			return err
		}
		return os.Chtimes(name, info.ModTime(), info.ModTime())
	})
	if err != nil || edited < 100 {
		t.Fatal(edited, err)
	}
	if text, err := exec.Command(programPath(t), "build", "--site", site, "--out", out, "--today", testDay).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if diff := treesDiffer(t, out, want); diff != "" {
		t.Error(diff)
	}
}
