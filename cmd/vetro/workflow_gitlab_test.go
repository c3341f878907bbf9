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
func gitlabJob(t *testing.T, bare, name string, from *releases) (work, out string, ok bool) {
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
		"CI_PROJECT_DIR=" + work, "CI_PAGES_URL=https://ente.pages.example/pnrr", "PATH=/usr/local/bin:/usr/bin:/bin",
	}, append(from.env(), quietGit...)...)
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
	from := releaseServer(t, "v0.1.0", nil)
	foreign(t, work)
	for _, job := range []string{"controlla", "pages"} {
		if _, out, ok := gitlabJob(t, bare, job, from); !ok {
			t.Fatalf("%s of a new site:\n%s", job, out)
		}
	}
	record := filepath.Join(work, "content/progetti/esempio.toml")
	replaceIn(t, record, `importo = 10000`, `importo = 12345`)
	commit(t, work, "Un importo")
	clone, out, ok := gitlabJob(t, bare, "pages", from)
	wantNothingForeign(t, filepath.Join(clone, "public"))
	if !ok || !strings.Contains(readText(t, filepath.Join(clone, "public/progetti/esempio.html")), "12.345") {
		t.Errorf("the published page does not show the change of the data:\n%s", out)
	}
	replaceIn(t, record, `importo = 12345`, `importo = "molto"`)
	commit(t, work, "Un importo che non lo è")
	for _, job := range []string{"controlla", "pages"} {
		clone, out, ok := gitlabJob(t, bare, job, from)
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
