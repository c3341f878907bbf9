//go:build unix

package main

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// strangeThings are what may stand where a file is awaited.
var strangeThings = map[string]func(t *testing.T, at string){
	"pipe": func(t *testing.T, at string) {
		if err := syscall.Mkfifo(at, 0o666); err != nil {
			t.Skip("no pipes here: ", err)
		}
	},
	"folder": func(t *testing.T, at string) {
		if err := os.Mkdir(at, 0o777); err != nil {
			t.Fatal(err)
		}
	},
	"socket": func(t *testing.T, at string) {
		dir, err := os.MkdirTemp("", "") // names of sockets are short
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(dir) })
		short := filepath.Join(dir, "s")
		l, err := net.Listen("unix", short)
		if err != nil {
			t.Skip("no sockets here: ", err)
		}
		t.Cleanup(func() { l.Close() })
		if err := os.Rename(short, at); err != nil {
			t.Fatal(err)
		}
	},
	"device": func(t *testing.T, at string) { link(t, "/dev/zero", at) },
	"stdin":  func(t *testing.T, at string) { link(t, "/dev/stdin", at) },
	"link to a pipe": func(t *testing.T, at string) {
		if err := syscall.Mkfifo(at+".coda", 0o666); err != nil {
			t.Skip("no pipes here: ", err)
		}
		link(t, filepath.Base(at)+".coda", at)
	},
	"link to a folder": func(t *testing.T, at string) {
		if err := os.Mkdir(at+".d", 0o777); err != nil {
			t.Fatal(err)
		}
		link(t, filepath.Base(at)+".d", at)
	},
}

func link(t *testing.T, to, at string) {
	if err := os.Symlink(to, at); err != nil {
		t.Fatal(err)
	}
}

// Whatever stands where a command awaits a file, it ends, and says where the trouble is and
// what to do. X is the place of the strange thing.
func TestNoFile(t *testing.T) {
	commands := []struct {
		at, line string
		fine     bool // the thing is left alone, or not looked at
	}{
		{at: "site.toml", line: "check"},
		{at: "site.toml", line: "new ente p_mi", fine: true},
		{at: "site.toml", line: "import padigitale t.csv --all"},
		{at: "content/progetti/x.toml", line: "check"},
		{at: "content/progetti/x.toml", line: "import padigitale t.csv --all"},
		{at: "content/enti/x.toml", line: "build"},
		{at: "content/notizie/2026-01-01-x.md", line: "check"},
		{at: "content/notizie/2026-01-01-x.md", line: "check --explain X"},
		{at: "content/media/x.pdf", line: "build"},
		{at: "content/media/x.svg", line: "build"},
		{at: "themes/italia/progetto.html", line: "build"},
		{at: "themes/italia/testi/it.toml", line: "build"},
		{at: "themes/italia/assets/vetro.css", line: "check"},
		{at: "x.csv", line: "import padigitale X --all"},
		{at: "x.csv", line: "import padigitale t.csv --avvisi X --all"},
		{at: "x.csv", line: "import italiadomani X"},
		{at: "x.csv", line: "import tabella X --si"},
		{at: "x.csv", line: "import padigitale t.csv --all --rapporto X"},
		{at: "content/importati/padigitale-t.csv", line: "import padigitale t.csv --all"},
		{at: "x", line: "build --out X", fine: true},
		{at: "public/impronte.sha256", line: "build"},
		{at: "public/index.html", line: "build"},
		{at: ".public.vetro", line: "build", fine: true},
		{at: ".import.vetro", line: "import padigitale t.csv --all", fine: true},
		{at: ".import.vetro/lock", line: "import padigitale t.csv --all"},
		{at: "x", line: "new sito X --ente p_pv --nome Pavia", fine: true},
		{at: "x.csv", line: "new sito nuovo --ente p_pv --da X"},
		{at: "schemi/progetto.json", line: "schema schemi"},
	}
	table, err := os.ReadFile("../../internal/importer/testdata/versioni/altrienti-2026-08-17T0255.csv")
	if err != nil {
		t.Fatal(err)
	}
	program := programPath(t)
	for name, make := range strangeThings {
		for _, c := range commands {
			t.Run(name+" at "+c.at+" "+c.line, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				lay(t, filepath.Join(dir, "site.toml"), "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n")
				lay(t, filepath.Join(dir, "t.csv"), string(table))
				lay(t, filepath.Join(dir, "content/enti/p_xx.toml"), "nome = \"Provincia di Prova\"\n")
				at := filepath.Join(dir, filepath.FromSlash(c.at))
				if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
					t.Fatal(err)
				}
				if c.at == "site.toml" {
					if err := os.Remove(at); err != nil {
						t.Fatal(err)
					}
				}
				make(t, at)
				ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
				defer stop()
				cmd := exec.CommandContext(ctx, program, strings.Fields(strings.ReplaceAll(c.line, "X", c.at))...)
				cmd.Dir = dir
				silent, open, err := os.Pipe() // nobody writes, and it stays open
				if err != nil {
					t.Fatal(err)
				}
				defer silent.Close()
				defer open.Close()
				cmd.Stdin = silent
				text, err := cmd.CombinedOutput()
				said := string(text)
				place := strings.Contains(said, filepath.Base(c.at)) && strings.Contains(said, "\n\t")
				folder := strings.Contains(name, "folder")
				switch {
				case ctx.Err() != nil:
					t.Errorf("it hangs: %s", said)
				case strings.Contains(said, "il lavoro si è fermato"), strings.Contains(said, "goroutine "):
					t.Errorf("words of the machine: %s", said)
				case err != nil && !place && !strings.Contains(said, "--explain vuole"), err == nil && !place && !c.fine && !folder:
					t.Errorf("no place or no mend: %v %s", err, said)
				}
			})
		}
	}
}
