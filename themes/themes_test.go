package themes

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// maxCSSGzip is what all style sheets of the theme may weigh together over the wire.
const maxCSSGzip = 30 << 10

// marker is how the official validator recognises Bootstrap Italia: between double quotes.
var marker = regexp.MustCompile(`body\{--bootstrap-italia-version:"2\.18\.\d+"\}`)

var (
	cssURL     = regexp.MustCompile(`url\(\s*["']?([^"')]*)["']?\s*\)`)
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// assets gives the files of the theme that end in ext, by path.
func assets(t *testing.T, ext string) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	err := fs.WalkDir(Italia(), "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ext {
			return err
		}
		files[name], err = fs.ReadFile(Italia(), name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("the theme has no %s files", ext)
	}
	return files
}

func TestStyleSheetsAskNothingOfOthers(t *testing.T) {
	foreign := []string{"data:", "http:", "https:", "@import", "url(//", `url("//`, "url('//"}
	for name, css := range assets(t, ".css") {
		rules := cssComment.ReplaceAll(css, nil)
		for _, word := range foreign {
			if bytes.Contains(bytes.ToLower(rules), []byte(word)) {
				t.Errorf("%s contains %s", name, word)
			}
		}
		for _, url := range cssURL.FindAllSubmatch(rules, -1) {
			target := path.Join(path.Dir(name), string(url[1]))
			if _, err := fs.Stat(Italia(), target); err != nil {
				t.Errorf("%s shows %s, which is not in the theme", name, url[1])
			}
		}
	}
}

func TestStyleSheetsAreLight(t *testing.T) {
	total := 0
	for name, css := range assets(t, ".css") {
		var wire bytes.Buffer
		w, err := gzip.NewWriterLevel(&wire, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(css); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, %d gzipped", name, len(css), wire.Len())
		total += wire.Len()
	}
	if total > maxCSSGzip {
		t.Errorf("the style sheets weigh %d bytes gzipped, more than %d", total, maxCSSGzip)
	}
}

func TestBootstrapItaliaIsRecognised(t *testing.T) {
	css, err := fs.ReadFile(Italia(), "assets/bootstrap-italia.css")
	if err != nil {
		t.Fatal(err)
	}
	if !marker.Match(css) {
		t.Errorf("no version marker %s", marker)
	}
	if !bytes.HasPrefix(css, []byte("/*! Bootstrap Italia ")) {
		t.Error("no banner with version and licence")
	}
}

func TestFontsAreWOFF2(t *testing.T) {
	for name, font := range assets(t, ".woff2") {
		if !bytes.HasPrefix(font, []byte("wOF2")) {
			t.Errorf("%s does not begin as WOFF2 does", name)
		}
	}
}

func TestLicencesTravelAlong(t *testing.T) {
	licences := assets(t, ".txt")
	tests := []struct{ name, file, want string }{
		{"style sheet", "assets/licenze/bootstrap-italia.txt", "Redistributions in binary form must reproduce"},
		{"what it derives from", "assets/licenze/bootstrap-italia.txt", "The MIT License (MIT)"},
		{"fonts", "assets/licenze/titillium-web.txt", "SIL OPEN FONT LICENSE Version 1.1"},
		{"live charts", "assets/licenze/echarts.txt", "Apache License"},
		{"their notice", "assets/licenze/echarts.txt", "Apache ECharts"},
		{"their pen", "assets/licenze/zrender.txt", "Baidu"},
		{"their helpers", "assets/licenze/tslib.txt", "Microsoft"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !bytes.Contains(licences[tt.file], []byte(tt.want)) {
				t.Errorf("%s does not contain %q", tt.file, tt.want)
			}
		})
	}
}

// What italia/tools makes must be what is committed, for the templates as they are.
func TestAssetsAreUpToDate(t *testing.T) {
	dir := filepath.Join("italia", "tools")
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not here")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Skip("no node_modules: run npm ci --ignore-scripts in themes/italia/tools")
	}
	check := exec.Command(node, "assets.mjs", "--check")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("run node assets.mjs in themes/italia/tools: %v\n%s", err, strings.TrimSpace(string(out)))
	}
}
