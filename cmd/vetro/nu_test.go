package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNuHTML has the Nu HTML Checker read every page of our sites and of a large one.
// VETRO_VNU names its vnu.jar (npm vnu-jar), which wants Java.
func TestNuHTML(t *testing.T) {
	jar := os.Getenv("VETRO_VNU")
	java, err := exec.LookPath("java")
	if jar == "" || err != nil {
		skipOrFail(t, "no Nu HTML Checker: install Java, and name vnu.jar in VETRO_VNU")
	}
	tests := []struct{ name, site string }{
		{"ours", "../.."},
		{"provincia", "../../examples/provincia"},
		{"300 projects", hostileSite(t, 300)},
		{"no project", hostileSite(t, 0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := built(t, tt.site)
			var found findings
			for _, m := range nuErrors(t, java, jar, dir) {
				page, _ := filepath.Rel(dir, strings.TrimPrefix(m.URL, "file:"))
				found.add(filepath.ToSlash(page), []string{fmt.Sprintf("%s\n\t%s", m.Message, strings.TrimSpace(m.Extract))})
			}
			found.report(t)
		})
	}
}

// nuMessage is an error of the checker.
type nuMessage struct{ URL, Message, Extract string }

func nuErrors(t *testing.T, java, jar, dir string) []nuMessage {
	t.Helper()
	cmd := exec.Command(java, "-Xss8m", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", dir)
	var told strings.Builder
	cmd.Stderr = &told // its report comes on stderr, and exit 1 means errors
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	var report struct{ Messages []nuMessage }
	if err := json.Unmarshal([]byte(told.String()), &report); err != nil {
		t.Fatalf("the checker's report: %v\n%s", err, short(told.String()))
	}
	return report.Messages
}
