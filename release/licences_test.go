package release

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write LICENZE.txt anew")

// work is something of others that is in the binary.
type work struct {
	name, version string
	text          string // of its licence, and of its grant of patents
}

// allowed are the licences, by SPDX id, of what may be linked into a work under the EUPL-1.2:
// all of them let it stay under its own.
var allowed = []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "0BSD", "OFL-1.1", "CC-BY-4.0"}

// marks are words of each licence that no other has; the first that a text holds counts.
var marks = []struct{ id, words string }{
	{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"},
	{"Apache-2.0", "Apache License"},
	{"0BSD", "BSD Zero Clause License"},
	{"CC-BY-4.0", "creativecommons.org/licenses/by/4.0"},
	{"BSD-3-Clause", "Neither the name of"},
	{"BSD-2-Clause", "Redistributions in binary form must reproduce"},
	{"ISC", "Permission to use, copy, modify, and/or distribute"},
	{"MIT", "Permission is hereby granted, free of charge"},
}

func spdx(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for _, m := range marks {
		if strings.Contains(text, m.words) {
			return m.id
		}
	}
	return ""
}

// TestLicences holds LICENZE.txt to what is in the binaries of all systems: each module in its
// version with the licence that it came with, Go itself, the works in the theme, the registers.
func TestLicences(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("go is not on this machine")
	}
	works := append(modules(t), others(t)...)
	var b strings.Builder
	b.WriteString("Vetro è software libero con licenza EUPL-1.2 (file LICENSE). Il programma contiene queste opere di altri, ciascuna con la\nsua licenza.\n")
	for _, w := range works {
		id := spdx(w.text)
		if !slices.Contains(allowed, id) {
			t.Errorf("%s %s has a licence that nobody has weighed: %q", w.name, w.version, id)
		}
		rule := strings.Repeat("=", 100)
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n%s\n\n%s\n", rule, strings.TrimSpace(w.name+" "+w.version), id, rule, strings.TrimSpace(strings.ReplaceAll(w.text, "\r\n", "\n")))
	}
	if *update {
		if err := os.WriteFile("LICENZE.txt", []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if b.String() == Licences() {
		return
	}
	heading := regexp.MustCompile(`(?m)^={100}\n(.+)\n(.+)\n={100}$`)
	got, want := heading.FindAllString(Licences(), -1), heading.FindAllString(b.String(), -1)
	for _, h := range want {
		if !slices.Contains(got, h) {
			t.Errorf("LICENZE.txt does not have\n%s", h)
		}
	}
	t.Error("LICENZE.txt is not up to date: go test ./release -update writes it")
}

// modules gives what the linker puts into the binaries of all systems, in order.
func modules(t *testing.T) []work {
	t.Helper()
	dirs := make(map[work]string)
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, machine := range []string{"amd64", "arm64"} {
			list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", "../cmd/vetro")
			list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+machine, "CGO_ENABLED=0", "GOFLAGS=")
			out, err := list.Output()
			if err != nil {
				t.Fatalf("%v: %v", list, err)
			}
			for line := range strings.Lines(string(out)) {
				if f := strings.SplitN(strings.TrimSpace(line), " ", 3); len(f) == 3 {
					dirs[work{name: f[0], version: f[1]}] = f[2]
				}
			}
		}
	}
	var works []work
	for w, dir := range dirs {
		w.text = texts(t, dir)
		works = append(works, w)
	}
	slices.SortFunc(works, func(a, b work) int { return cmp.Compare(a.name, b.name) })
	if len(works) < 10 {
		t.Fatalf("only %d modules: the test looks in the wrong place", len(works))
	}
	return works
}

// texts gives the licence in a folder, its notices and its grant of patents.
func texts(t *testing.T, dir string) string {
	t.Helper()
	named := regexp.MustCompile(`^(?i:LICEN[CS]E|COPYING|NOTICE|PATENTS)(\.txt|\.md)?$`)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		if named.MatchString(e.Name()) {
			all = append(all, strings.TrimSpace(read(t, filepath.Join(dir, e.Name()))))
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s has no licence", dir)
	}
	return strings.Join(all, "\n\n")
}

// others gives what is no module: Go itself, the works of the theme, the data of the registers.
func others(t *testing.T) []work {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	language := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read(t, "../go.mod"))
	works := []work{{"Go, la libreria standard", language[1], texts(t, strings.TrimSpace(string(root)))}}
	files, err := filepath.Glob("../themes/italia/assets/licenze/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no licences of the theme", err)
	}
	for _, file := range files {
		text := read(t, file)
		name, version := "Titillium Web", ""
		if m := regexp.MustCompile(`^(.+) (\d[\d.]*)\n`).FindStringSubmatch(text); m != nil {
			name, version = m[1], m[2]
		} else if filepath.Base(file) != "titillium-web.txt" {
			t.Errorf("%s does not say of what it is", file)
		}
		works = append(works, work{name, version, text})
	}
	return append(works, work{"Quadro finanziario del PNRR", "", "I nomi delle misure vengono dal Quadro finanziario del PNRR (Ministero dell’economia e delle finanze, Italia Domani),\n" +
		"con licenza Creative Commons Attribuzione 4.0: https://creativecommons.org/licenses/by/4.0/legalcode.it"})
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSPDX holds that the marks of licences tell one from the other.
func TestSPDX(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Redistributions in binary form must reproduce …\n Neither the name\n of x", "BSD-3-Clause"},
		{"Redistributions in binary form must reproduce …", "BSD-2-Clause"},
		{"GNU GENERAL PUBLIC LICENSE", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := spdx(tt.text); got != tt.want {
			t.Errorf("%q is %q, want %q", tt.text, got, tt.want)
		}
	}
}
