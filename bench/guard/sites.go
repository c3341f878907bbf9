package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"vetro/bench/corpus"
)

// site is a folder and what is done with it.
type site struct {
	name   string
	lay    func(dir string) error
	script []string // lines of testscript
}

// usual is what is done with a site that has no script. The second build says whether a
// site is written again where nothing changed.
var usual = []string{"exec vetro check --all", "exec vetro check --format json", "exec vetro build", "exec vetro build"}

// sitesOf gives the sites that a name stands for.
func sitesOf(name, repo string) ([]site, error) {
	example := filepath.Join(repo, "examples", "provincia")
	one := func(lay func(dir string) error) ([]site, error) { return []site{{name, lay, usual}}, nil }
	switch name {
	case "repo":
		return one(func(dir string) error { return copyTrees(dir, repo, "content", "site.toml") })
	case "provincia":
		return one(func(dir string) error { return copyTrees(dir, example, "content", "site.toml") })
	case "theme":
		return one(func(dir string) error {
			if err := copyTrees(dir, example, "content", "site.toml"); err != nil {
				return err
			}
			return copyTrees(filepath.Join(dir, "themes", "italia"), filepath.Join(repo, "bench", "guard", "testdata", "theme"), ".")
		})
	case "mangled":
		return one(mangled)
	case "faulty":
		return archives(repo)
	}
	n, err := strconv.Atoi(name)
	if err != nil {
		return nil, fmt.Errorf("there is no site %q", name)
	}
	return one(corpus.Of(n).Write)
}

// copyTrees copies files and folders of one folder into another.
func copyTrees(to, from string, names ...string) error {
	w := corpus.Writer{Dir: to}
	for _, name := range names {
		if err := w.Tree(os.DirFS(from), name, "."); err != nil {
			return err
		}
	}
	return w.Err
}

// archives gives the sites of the tests, which are one file each.
func archives(repo string) ([]site, error) {
	var sites []site
	for _, pattern := range []string{"cmd/vetro/testdata/*.txtar", "cmd/vetro/testdata/problemi/*.txtar", "internal/load/testdata/*.txtar"} {
		names, err := filepath.Glob(filepath.Join(repo, pattern))
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("no sites in %s", pattern)
		}
		for _, name := range names {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				return nil, err
			}
			s := site{name: strings.TrimSuffix(filepath.Base(name), ".txtar"), script: strings.Split(string(archive.Comment), "\n")}
			s.lay = func(dir string) error {
				w := corpus.Writer{Dir: dir}
				for _, f := range archive.Files {
					w.Put(f.Name, string(f.Data))
				}
				return w.Err
			}
			if !bytes.Contains(archive.Comment, []byte("exec vetro ")) {
				s.script = usual
			}
			sites = append(sites, s)
		}
	}
	return sites, nil
}

// slips are words of a record and what stands in their place in a faulty one.
var slips = [][2]string{
	{"titolo", "titoli"}, {"titolo = ", "titolo "}, {"\"concluso\"", "concluso"}, {"\"in corso\"", "\"incorso\""},
	{"\"in corso\"", "'in corso"}, {"stato = ", "Stato = "}, {"cup = \"J", "cup = \"X"}, {"0006\"\n", "000\"\n"},
	{"importo = ", "importo = -"}, {"importo = ", "importo = 1."}, {"importo = ", "importo = \"€ "}, {"importo = ", "importo = 0"},
	{"aggiornato = 2026-08-22", "aggiornato = 2026-02-30"}, {"aggiornato = 2026-08-22", "aggiornato = \"22/8/2026\""},
	{"aggiornato = 2026-08-22", "aggiornato = 22 agosto 2026"}, {"aggiornato = 2026-08-22", "aggiornato = 2026-08-22\naggiornato = 2026-08-23"},
	{"[[tappa]]", "[tappa]"}, {"[[tappa]]", "[[tappe]]"}, {"[[atto]]", "[[atto]"}, {"[[finanziamento]]", "[[finanziamento]]\n[[finanziamento]]"},
	{"misura = \"M", "misura = \"m"}, {"ente = \"ente_", "ente = \"ante_"}, {"\"\"\"\n", "\"\"\n"}, {"\n\"\"\"", "\n[qui](progetti/che-non-esiste) e [là](https://)\n\"\"\""},
	{"\n\"\"\"", "\nMario Rossi, nato a Pavia il 3 marzo 1960, codice fiscale RSSMRA60C03G388X.\n\"\"\""},
	{"\n\"\"\"", "\nSono 1.234.567 euro, e il 99 per cento è già pagato.\n\"\"\""}, {"\n\"\"\"", "\n<script>alert(1)</script> \\q\n\"\"\""},
	{"cup = [", "cup = ["}, {"url = \"https://", "url = \"http//"}, {"fase = \"altro\"", "fase = \"altra\""}, {"decreto = \"", "decreto = \"\\x"},
	{"prevista = ", "prevista = 1"}, {"licenza", "licenza.nome"}, {"\n[[", "\r\n[["}, {"titolo = \"", "titolo = \"\x00"}, {"sommario", "è"},
	{"sommario = \"", "sommario = \"\xff"}, {"pubblicato = ", "pubblicato = ["}, {"data_stato", "data-stato"}, {"\n", "\n\t= 3\n"},
}

// mangled writes a site whose records have a slip each: one that people make, or a byte that
// is missing, doubled or another.
func mangled(dir string) error {
	const projects = 300
	if err := corpus.Of(projects).Write(dir); err != nil {
		return err
	}
	n := 0
	return filepath.WalkDir(filepath.Join(dir, "content"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		n++
		return os.WriteFile(name, mangle(text, n), 0o666)
	})
}

// mangle gives a text with the slip of a number.
func mangle(text []byte, n int) []byte {
	if slip := slips[n%len(slips)]; n%3 > 0 && bytes.Contains(text, []byte(slip[0])) {
		return bytes.Replace(text, []byte(slip[0]), []byte(slip[1]), 1)
	}
	at := corpus.Scatter(n) % len(text)
	const marks = "\"'[]{}=#\\\n\r\t ,.-_0aZ\x00\x80"
	switch n / 3 % 4 {
	case 0:
		return append(text[:at:at], text[at+1:]...)
	case 1:
		return append(text[:at:at], text[max(at-1, 0):]...)
	case 2:
		return append(append(text[:at:at], marks[n/12%len(marks)]), text[at:]...)
	}
	return text[:at]
}
