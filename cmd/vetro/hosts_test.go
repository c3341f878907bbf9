package main

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestHostHeaders holds what docs/pubblicare.md has servers send to what Vetro writes for
// those that read it from a file.
func TestHostHeaders(t *testing.T) {
	needs(t, "sh")
	dir := t.TempDir()
	must(t, dir, "vetro new sito .")
	replaceIn(t, filepath.Join(dir, "site.toml"), `# intestazioni = `, `intestazioni = `)
	must(t, dir, "vetro build")
	doc := readText(t, "../../docs/pubblicare.md")
	sent := regexp.MustCompile(`(?m)^  Header always set (\S+) "(.*)"$`).FindAllStringSubmatch(readText(t, filepath.Join(dir, "public/.htaccess")), -1)
	if len(sent) < 5 {
		t.Fatalf("only %d headers are sent: the test looks in the wrong place", len(sent))
	}
	for _, m := range sent {
		for _, want := range []string{
			fmt.Sprintf("add_header %s \"%s\" always;\n", m[1], m[2]),
			fmt.Sprintf("<add name=\"%s\" value=\"%s\" />\n", m[1], m[2]),
		} {
			if !strings.Contains(doc, want) {
				t.Errorf("docs/pubblicare.md does not have %s", want)
			}
		}
	}
	wantTypes(t, doc, filepath.Join(dir, "public"))
}

// wantTypes holds that IIS is told of every kind of file that it does not know of itself.
func wantTypes(t *testing.T, doc, public string) {
	t.Helper()
	_, config, _ := strings.Cut(doc, "```xml\n")
	config, _, _ = strings.Cut(config, "```")
	if err := xml.Unmarshal([]byte(config), new(struct{})); err != nil {
		t.Errorf("web.config: %v", err)
	}
	known := " .html .css .js .svg .png .txt .xml .htaccess"
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		ext := filepath.Ext(name)
		if err == nil && !d.IsDir() && !strings.Contains(known, " "+ext) && !strings.Contains(config, `<mimeMap fileExtension="`+ext+`"`) {
			t.Errorf("IIS would not show %s: web.config does not name %s", name, ext)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
