package main

import (
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestHugoPages holds the pages of Hugo to those of Vetro: as many, with the same words,
// and as large. What a reader sees of one is what a reader sees of the other.
func TestHugoPages(t *testing.T) {
	hugo, err := exec.LookPath("hugo")
	if err != nil {
		t.Skip("no hugo on the PATH")
	}
	c := corpus{projects: 300, notices: 60}
	dir := t.TempDir()
	if err := c.vetro(filepath.Join(dir, "sito")); err != nil {
		t.Fatal(err)
	}
	if err := build(filepath.Join(dir, "sito"), filepath.Join(dir, "vetro-public")); err != nil {
		t.Fatal(err)
	}
	if err := c.hugo(filepath.Join(dir, "hugo")); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(hugo, hugoArgs(filepath.Join(dir, "hugo"), filepath.Join(dir, "hugo-public"))...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v\n%s", err, out)
	}
	ours, theirs := pages(t, filepath.Join(dir, "vetro-public")), pages(t, filepath.Join(dir, "hugo-public"))
	for name, page := range ours {
		if alone[name] {
			continue
		}
		other, found := theirs[hugoName(name)]
		if !found {
			t.Errorf("%s: Hugo has no %s", name, hugoName(name))
			continue
		}
		delete(theirs, hugoName(name))
		if missing, share := lacking(words(t, page), words(t, other)); share > 0.04 {
			t.Errorf("%s: Hugo lacks %.1f %% of the words: %.300s", name, 100*share, strings.Join(missing, " "))
		}
		if more, share := lacking(words(t, other), words(t, page)); share > 0.04 {
			t.Errorf("%s: Hugo has %.1f %% of words that we lack: %.300s", name, 100*share, strings.Join(more, " "))
		}
		if ratio := float64(len(other)) / float64(len(page)); ratio < 0.9 || ratio > 1.1 {
			t.Errorf("%s: %d bytes, %d of Hugo", name, len(page), len(other))
		}
	}
	for name := range theirs {
		t.Errorf("%s is a page of Hugo alone", name)
	}
}

// alone are the pages that Vetro alone has.
var alone = map[string]bool{
	"404.html": true, "accessibilita.html": true, "cerca.html": true, "crediti.html": true,
	"note-legali.html": true, "privacy.html": true, "dati/index.html": true,
}

func pages(t *testing.T, dir string) map[string][]byte {
	files, err := readTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string][]byte)
	for _, f := range files {
		if strings.HasSuffix(f.name, ".html") {
			all[filepath.ToSlash(f.name)] = f.data
		}
	}
	return all
}

var numbered = regexp.MustCompile(`^(?:(.*)/)?(?:(.*)-)?pagina-(\d+)\.html$`)

// hugoName gives the name of a page of ours as Hugo names it: lists are sections, and
// have folders.
func hugoName(name string) string {
	if m := numbered.FindStringSubmatch(name); m != nil {
		return path.Join(m[1], m[2], "pagina", m[3], "index.html")
	}
	dir, base := path.Split(name)
	list := dir == "enti/" || dir == "misure/" || dir == "stati/" || dir == "anni/" || name == "scadenze.html"
	if list && base != "index.html" {
		return strings.TrimSuffix(name, ".html") + "/index.html"
	}
	return name
}

// words gives how often each word stands in what a reader sees of a page.
func words(t *testing.T, page []byte) map[string]int {
	root, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "head" || n.Data == "script" || n.Data == "template") {
			return
		}
		if n.Type == html.TextNode {
			for _, w := range strings.Fields(n.Data) {
				count[w]++
			}
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	return count
}

// lacking gives the words of one page that another has not, or not as often, and which
// share of the words they are.
func lacking(of, in map[string]int) (missing []string, share float64) {
	n, all := 0, 0
	for w, count := range of {
		all += count
		if less := count - in[w]; less > 0 {
			n += less
			missing = append(missing, fmt.Sprintf("%s(%d)", w, less))
		}
	}
	return missing, float64(n) / float64(all)
}
