package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/tools/txtar"
)

const guide = "../../docs/guida.md"

// guideFolder is what a reader has before the first command: the sheet of the guide, and
// the national data, of which the tests have an extract.
func guideFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	must(t, ".", "cp ../../docs/guida/progetti.xlsx "+dir)
	extract, err := txtar.ParseFile("testdata/new_site_data.txtar")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"altrienti.csv": "candidature_altrienti_finanziate.csv", "avvisi.csv": "avvisi.csv"}
	for _, f := range extract.Files {
		if name := names[f.Name]; name != "" {
			if err := os.WriteFile(filepath.Join(dir, name), f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// TestGuide follows docs/guida.md from an empty folder, command by command, as they stand,
// and change by change.
func TestGuide(t *testing.T) {
	needs(t, "sh")
	t.Parallel()
	dir := guideFolder(t)
	block := regexp.MustCompile("(?ms)^(?:<!-- ([^\n]*) -->\n)?```(\\w+)\n(.*?)^```$|^<!-- ([^\n]*) -->\n((?:- `[^\n]*\n)*)")
	commands, changes, before, lastFile := 0, 0, "", ""
	for _, m := range block.FindAllStringSubmatch(readText(t, guide), -1) {
		mark, language, text := m[1]+m[4], m[2], m[3]
		what, name, _ := strings.Cut(mark, ": ")
		switch {
		case language == "sh":
			for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
				commands++
				out, ok := shell(t, dir, quietGit, []string{"sh", "-e"}, line)
				if !ok {
					t.Fatalf("%s\n%s", line, out)
				}
				guideStep(t, dir, line, out)
			}
		case what == "prima":
			before, lastFile = text, name
		case what == "dopo":
			changes++
			replaceIn(t, filepath.Join(dir, name), before, text)
		case what == "togli la riga":
			changes++
			file := filepath.Join(dir, lastFile)
			line := strings.Split(readText(t, file), "\n")[lineOf(t, file, name)-1]
			replaceIn(t, file, line+"\n", "")
		case what == "cancella":
			for _, f := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(m[5], -1) {
				changes++
				if err := os.Remove(filepath.Join(dir, f[1])); err != nil {
					t.Error(err)
				}
			}
		default:
			t.Errorf("the test cannot follow %q", m[0])
		}
	}
	if commands != 12 || changes != 5 {
		t.Errorf("%d commands and %d changes were followed", commands, changes)
	}
	guideEnd(t, dir)
}

// guideStep holds what the guide says of some of its commands.
func guideStep(t *testing.T, dir, line, out string) {
	t.Helper()
	switch {
	case strings.Contains(line, "--dry-run"):
		if _, err := os.Stat(filepath.Join(dir, "pnrr/content/progetti/p_lt")); err == nil || !strings.Contains(out, "«Titolo» → titolo") {
			t.Errorf("a trial wrote, or did not show the columns:\n%s", out)
		}
	case strings.HasPrefix(line, "vetro check"):
		if strings.Contains(out, "cifra-importo") {
			t.Errorf("the figures of the guide are not in its data:\n%s", out)
		}
	}
}

// guideEnd compares the pages with what the guide promises.
func guideEnd(t *testing.T, dir string) {
	t.Helper()
	public := filepath.Join(dir, "pnrr/public")
	for name, wants := range map[string][]string{
		"progetti/j29b25000050006.html":                          {"Migrazione al cloud della Provincia", "La Provincia sposta in cloud dati e servizi, per continuare", "855.896"},
		"index.html":                                             {"975.918", "Provincia di Latina"},
		"notizie/2026-11-22-cloud.html":                          {"Un finanziamento per il cloud della Provincia", `href="../progetti/j29b25000050006.html"`},
		"progetti/j21f22003010006.html":                          {"Accesso ai servizi con SPID e CIE", "14.000"},
		"progetti/interoperabilita-con-gli-sportelli-unici.html": {"106.022"},
	} {
		text := readText(t, filepath.Join(public, name))
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(public, "progetti/esempio.html")); err == nil {
		t.Error("the example is still published")
	}
	if text := readText(t, filepath.Join(dir, "pnrr-nazionale/public/progetti/j29b25000050006.html")); !strings.Contains(text, "Abilitazione al Cloud") {
		t.Error("the site of the national data does not have its project")
	}
}

// TestGuideSheet holds the sheet to the table that the guide shows of it.
func TestGuideSheet(t *testing.T) {
	f, err := excelize.OpenFile("../../docs/guida/progetti.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		for len(row) < len(rows[0]) {
			row = append(row, "")
		}
		line := "| " + strings.Join(row, " | ") + " |\n"
		if !strings.Contains(readText(t, guide), line) {
			t.Errorf("row %d of the sheet is not in the guide: %s", i+1, line)
		}
	}
}

// TestDocLinks holds the links between the pages of the docs.
func TestDocLinks(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`[^\\]\]\(([^)#:]+)(#[^)]*)?\)`)
	code := regexp.MustCompile("(?ms)^\\s*```.*?^\\s*```$")
	for _, page := range append(pages, "../../README.md") {
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(readText(t, page), ""), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s: %v", page, fmt.Errorf("a link leads nowhere: %w", err))
			}
		}
	}
}
