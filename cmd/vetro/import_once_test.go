package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const reportOfImport = "content/importati/padigitale-altrienti-rapporto.xlsx"

// Several imports at once into one site: one writes, the others wait for nothing and say so, and
// the site is what one import makes. A check at the same time meets no record half written.
func TestImportsAtOnce(t *testing.T) {
	table, err := filepath.Abs("../../internal/importer/testdata/versioni/altrienti-2026-08-17T0255.csv")
	if err != nil {
		t.Fatal(err)
	}
	begun := func() string {
		dir := t.TempDir()
		lay(t, filepath.Join(dir, "site.toml"), "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n")
		return dir
	}
	vetro := func(dir string, args ...string) (string, error) {
		text, err := exec.Command(programPath(t), append(args, "--site", dir, "--today", testDay)...).CombinedOutput()
		return string(text), err
	}
	alone, shared := begun(), begun()
	if text, err := vetro(alone, "import", "padigitale", table, "--all"); err != nil {
		t.Fatal(err, text)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	done, refused := 0, 0
	for range 6 {
		wg.Go(func() {
			text, err := vetro(shared, "import", "padigitale", table, "--all")
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				done++
			case strings.Contains(text, "un’altra importazione sta scrivendo in questo sito\n\taspetta che finisca"):
				refused++
			default:
				t.Errorf("%v\n%s", err, text)
			}
		})
		wg.Go(func() {
			text, err := vetro(shared, "check", "--all")
			for _, rule := range []string{"[sintassi]", "[file-illeggibile]", "[vuoto]", "vetro: "} {
				if strings.Contains(text, rule) {
					t.Errorf("a check meanwhile: %v\n%s", err, text)
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d imported, %d were refused", done, refused)
	if done == 0 {
		t.Error("none imported")
	}
	if err := os.RemoveAll(filepath.Join(shared, reportOfImport)); err != nil { // it tells of the last import
		t.Error(err)
	}
	if err := os.RemoveAll(filepath.Join(alone, reportOfImport)); err != nil {
		t.Error(err)
	}
	if diff := treesDiffer(t, shared, alone); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Lstat(filepath.Join(shared, ".import.vetro")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folder of the lock is still there")
	}
}
