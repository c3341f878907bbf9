package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// The secret of a machine stays the same, is nobody else's to read, and is made anew when
// somebody has spoilt it.
func TestSecret(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vetro")
	first, err := secretIn(dir)
	if err != nil || len(first) < 26 {
		t.Fatal(first, err)
	}
	if again, err := secretIn(dir); err != nil || again != first {
		t.Errorf("got %q, %v, want %q", again, err, first)
	}
	if other, err := secretIn(t.TempDir()); err != nil || other == first {
		t.Errorf("another machine has %q, %v", other, err)
	}
	info, err := os.Stat(filepath.Join(dir, "segreto"))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		t.Error(info.Mode(), err)
	}
	if err := os.WriteFile(filepath.Join(dir, "segreto"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if spoilt, err := secretIn(dir); err != nil || spoilt == first || len(spoilt) != len(first) {
		t.Errorf("got %q, %v", spoilt, err)
	}
	file := filepath.Join(dir, "segreto")
	if _, err := secretIn(file); err == nil {
		t.Error("a file was taken for a folder")
	}
}
