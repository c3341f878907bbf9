package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityManual holds docs/sicurezza.md to the tests that it names: each is there.
func TestSecurityManual(t *testing.T) {
	manual, err := os.ReadFile("../../docs/sicurezza.md")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, pattern := range []string{"*_test.go", "../../internal/*/*_test.go", "../../release/*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			code.Write(text)
		}
	}
	named := 0
	for _, m := range regexp.MustCompile("`(?:(Test\\w+)|(\\w+\\.txtar))`").FindAllStringSubmatch(string(manual), -1) {
		named++
		if m[1] != "" && !strings.Contains(code.String(), "func "+m[1]+"(t *testing.T)") {
			t.Errorf("no test %s", m[1])
		}
		if m[2] != "" {
			if _, err := os.Stat("testdata/" + m[2]); err != nil {
				t.Errorf("no script %s", m[2])
			}
		}
	}
	if named < 40 {
		t.Errorf("%d tests are named", named)
	}
}
