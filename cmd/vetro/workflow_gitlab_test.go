package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// gitlabJob runs the scripts of a job of .gitlab-ci.yml in a fresh clone, and gives the
// clone.
func gitlabJob(t *testing.T, bare, name, releases string) (work, out string, ok bool) {
	t.Helper()
	root := t.TempDir()
	work = filepath.Join(root, "work")
	must(t, root, "git clone -q "+bare+" work")
	ci := parsedYAML(t, filepath.Join(work, ".gitlab-ci.yml"))
	var lines []string
	for _, part := range []any{children(ci, "default")["before_script"], children(ci, name)["script"]} {
		for _, line := range part.([]any) {
			lines = append(lines, line.(string))
		}
	}
	env := append([]string{
		"CI_PROJECT_DIR=" + work, "CI_PAGES_URL=https://ente.pages.example/pnrr", "VETRO_RILASCI=" + releases, "PATH=/usr/local/bin:/usr/bin:/bin",
	}, quietGit...)
	out, ok = shell(t, work, env, []string{"sh", "-e"}, strings.Join(lines, "\n"))
	if after, _ := children(ci, name)["after_script"].([]any); len(after) > 0 {
		shell(t, work, env, []string{"sh", "-e"}, after[0].(string))
	}
	return work, out, ok
}

// TestGitLabPipeline follows a site that publishes itself from GitLab.
func TestGitLabPipeline(t *testing.T) {
	needs(t, "git", "curl")
	t.Parallel()
	work, bare := siteRepository(t)
	releases := releaseServer(t, "v0.1.0", nil).URL
	for _, job := range []string{"controlla", "pages"} {
		if _, out, ok := gitlabJob(t, bare, job, releases); !ok {
			t.Fatalf("%s of a new site:\n%s", job, out)
		}
	}
	record := filepath.Join(work, "content/progetti/esempio.toml")
	replaceIn(t, record, `importo = 10000`, `importo = 12345`)
	commit(t, work, "Un importo")
	clone, out, ok := gitlabJob(t, bare, "pages", releases)
	if !ok || !strings.Contains(readText(t, filepath.Join(clone, "public/progetti/esempio.html")), "12.345") {
		t.Errorf("the published page does not show the change of the data:\n%s", out)
	}
	replaceIn(t, record, `importo = 12345`, `importo = "molto"`)
	commit(t, work, "Un importo che non lo è")
	for _, job := range []string{"controlla", "pages"} {
		clone, out, ok := gitlabJob(t, bare, job, releases)
		if ok || !strings.Contains(out, "content/progetti/esempio.toml:") {
			t.Errorf("%s passes %t with a broken record, or does not say where:\n%s", job, ok, out)
		}
		if _, err := os.Stat(filepath.Join(clone, "public")); err == nil {
			t.Errorf("%s hands a broken site over", job)
		}
		if job == "controlla" {
			wantAnnotation(t, filepath.Join(clone, "vetro-gitlab.json"), "content/progetti/esempio.toml", lineOf(t, record, "importo"))
		}
	}
}

// wantAnnotation holds that GitLab is told of an error on a line.
func wantAnnotation(t *testing.T, name, file string, line int) {
	t.Helper()
	var problems []struct {
		Severity string
		Location struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	if err := json.Unmarshal([]byte(readText(t, name)), &problems); err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == "major" && p.Location.Path == file && p.Location.Lines.Begin == line {
			return
		}
	}
	t.Errorf("%s has no error on %s:%d: %+v", name, file, line, problems)
}

// TestInstallVetro holds that no Vetro is installed but the one that was published.
func TestInstallVetro(t *testing.T) {
	needs(t, "curl")
	t.Parallel()
	spoiled := releaseServer(t, "v0.1.0", func(b []byte) []byte { return append(b, 'x') }).URL
	good := releaseServer(t, "v0.1.0", nil).URL
	tests := []struct {
		name, releases, version, sums string
		want                          string // "" when it is installed
	}{
		{"as published", good, "v0.1.0", "", ""},
		{"another binary", spoiled, "v0.1.0", "", "il binario scaricato non è quello pubblicato: la somma è un’altra\n\triprova; se succede ancora, non usarlo e avvisa chi pubblica Vetro"},
		{"other sums", good, "v0.1.0", strings.Repeat("0", 64), "il file SHA256SUMS non è quello atteso\n\tnon usare questo Vetro: avvisa chi ha scritto VETRO_SOMME"},
		{"no such version", good, "v9.9.9", "", "non si scarica " + good + "/v9.9.9/SHA256SUMS\n\tcontrolla la rete, e che la versione v9.9.9 esista"},
	}
	script, err := filepath.Abs(scaffoldFiles + "pubblicazione/installa-vetro.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		dir := t.TempDir()
		env := []string{"VETRO_RILASCI=" + tt.releases, "VETRO_VERSIONE=" + tt.version, "VETRO_SOMME=" + tt.sums}
		out, ok := shell(t, dir, env, []string{"sh"}, "sh "+script+" programma")
		_, err := os.Stat(filepath.Join(dir, "programma/vetro"))
		if ok != (tt.want == "") || (err == nil) != ok || !strings.Contains(out, tt.want) {
			t.Errorf("%s: installed %t %v, said %q", tt.name, ok, err, out)
		}
	}
	wantKept(t, script, good, spoiled)
	if out, ok := shell(t, t.TempDir(), nil, []string{"sh"}, "sh "+script); ok || !strings.Contains(out, "manca la cartella in cui installare\n\tscrivi: sh pubblicazione/installa-vetro.sh CARTELLA") {
		t.Errorf("without a folder: %q", out)
	}
}

// wantKept holds that a Vetro which is there already, as GitLab keeps it from job to job, is
// downloaded again only where it is not the published one.
func wantKept(t *testing.T, script, good, spoiled string) {
	t.Helper()
	dir := t.TempDir()
	install := func(releases string) (string, bool) {
		env := []string{"VETRO_RILASCI=" + releases, "VETRO_VERSIONE=v0.1.0"}
		return shell(t, dir, env, []string{"sh"}, "sh "+script+" programma")
	}
	for _, releases := range []string{good, spoiled} { // which would give another binary
		if out, ok := install(releases); !ok || !strings.Contains(out, "vetro ") {
			t.Errorf("the published binary is not kept: %q", out)
		}
	}
	kept := filepath.Join(dir, "programma/vetro")
	if err := os.WriteFile(kept, []byte("#!/bin/sh\necho vetro altro\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, ok := install(good); !ok || strings.Contains(out, "altro") {
		t.Errorf("another binary is kept: %q", out)
	}
}
