package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"vetro/internal/record"
)

// hostileNames are names of files that a terminal or the log of a CI would obey.
func hostileNames() []string {
	return []string{
		"a\nb.pdf", "a\rb.pdf", "a\r\n::error::rotto.pdf", "::error::rotto.pdf", " ::warning file=x::y", "a\n##[error]rotto", "a ##[group]b", "##vso[task.complete]",
		"\x1b[2J.pdf", "\x1b]0;titolo\x07", "\u009b31m.pdf", "\x9b31m.pdf", "a\u0085b", "fattura\u202efdp.exe", "a\u2066b\u2069", "a\u200fb\u061c", "a\u200bb\u2060\ufeff",
		"a\u2028b\u2029c", "a\U000e0041\U000e007f", "a\ufdd0\uffff\U0001fffe", "a%0A::error::b", "a,line=3::b", "a\x00b\x7f", "\x1b[0Ksection_start:1:a\r\x1b[0K",
	}
}

// TestHostileNames holds every form of report to lines that nothing obeys, wherever a name
// stands, and to no more of them than harmless names give.
func TestHostileNames(t *testing.T) {
	forms := []struct {
		name  string
		write func(*Report, io.Writer) error
	}{
		{"text", func(r *Report, w io.Writer) error { return Text(w, r.Problems, TextOptions{}) }},
		{"terminal", func(r *Report, w io.Writer) error {
			return Text(w, r.Problems, TextOptions{Quote: fstest.MapFS{}, Width: 80})
		}},
		{"json", (*Report).JSON},
		{"sarif", (*Report).SARIF},
		{"github", (*Report).GitHub},
		{"gitlab", (*Report).GitLab},
	}
	for _, form := range forms {
		t.Run(form.name, func(t *testing.T) {
			told := func(name string) string {
				p := problem("content/"+name, 3, 7, record.Error, "media-nome", "il nome «"+name+"» non va", "rinomina "+name)
				whole := problem(name, 0, 0, record.Warning, "x\x1b"+name, name, name)
				var b bytes.Buffer
				if err := form.write(&Report{Folder: "sito", Problems: []record.Problem{p, whole}}, &b); err != nil {
					t.Fatal(err)
				}
				return b.String()
			}
			lines := strings.Count(told("a.pdf"), "\n")
			for _, name := range hostileNames() {
				text := told(name)
				if n := strings.Count(text, "\n"); n != lines {
					t.Errorf("%q is told on %d lines and not on %d:\n%s", name, n, lines, text)
				}
				if strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), record.Commands) || !utf8.ValidString(text) {
					t.Errorf("%q commands:\n%q", name, text)
				}
				for line := range strings.Lines(text) {
					if strings.Contains(line, "##[") || strings.Contains(line, "##vso[") ||
						form.name != "github" && strings.HasPrefix(strings.TrimSpace(line), "::") {
						t.Errorf("%q is a command of a runner: %s", name, line)
					}
				}
			}
		})
	}
}

// TestHostileJSON holds that a program reads the very name of a file, escaped as it is.
func TestHostileJSON(t *testing.T) {
	for _, name := range hostileNames() {
		if !utf8.ValidString(name) { // which JSON cannot hold
			continue
		}
		var b bytes.Buffer
		if err := (&Report{Problems: []record.Problem{problem("content/"+name, 1, 1, record.Error, "x", name, "")}}).JSON(&b); err != nil {
			t.Fatal(err)
		}
		var out jsonReport
		if err := json.Unmarshal(b.Bytes(), &out); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if got := out.Problems[0]; got.File != "content/"+name || got.Text != name {
			t.Errorf("%q is read as %q, %q", name, got.File, got.Text)
		}
	}
}
