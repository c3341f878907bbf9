//go:build unix

package load

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"vetro/internal/record"
)

// A named pipe is reported, and not waited for.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"content/progetti", "content/media"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte("titolo = \"Prova\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	pipes := []string{"content/media/foto.jpg", "content/progetti/scuola.toml"}
	for _, name := range pipes {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o666); err != nil {
			t.Skip("no pipes here: ", err)
		}
	}
	if err := os.Symlink("scuola.toml", filepath.Join(dir, "content/progetti/altra.toml")); err != nil {
		t.Fatal(err)
	}
	_, problems, err := Site(os.DirFS(dir), record.Day(2026, 11, 22))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(pipes, "content/progetti/altra.toml") {
		want := record.Problem{Pos: record.Pos{File: name}, Rule: "file-illeggibile", Text: "qui ci vuole un file, e c’è altro", Mend: "toglilo da qui"}
		if !slices.Contains(problems, want) {
			t.Errorf("%s is not told of: %v", name, problems)
		}
	}
}
