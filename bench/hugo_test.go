package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vetro/bench/corpus"
)

// both builds a corpus with Vetro and with Hugo, and gives the folders.
func both(t *testing.T, projects int, config string) (vetro, hugo string) {
	program, err := exec.LookPath("hugo")
	if err != nil {
		t.Skip("no hugo on the PATH")
	}
	c, dir := corpus.Of(projects), t.TempDir()
	site, source := filepath.Join(dir, "sito"), filepath.Join(dir, "hugo")
	vetro, hugo = filepath.Join(dir, "vetro-public"), filepath.Join(dir, "hugo-public")
	if err := errors.Join(c.Write(site), writeHugo(c, source)); err != nil {
		t.Fatal(err)
	}
	if err := build(site, vetro); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, hugoArgs(source, hugo, config)...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v\n%s", err, out)
	}
	return vetro, hugo
}

// TestHugoPages holds the pages of Hugo to those of Vetro: as many, with the same words,
// and as large. What a reader sees of one is what a reader sees of the other.
func TestHugoPages(t *testing.T) {
	vetro, hugo := both(t, 300, pagesAlone)
	ours, theirs := pages(t, vetro), pages(t, hugo)
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

// TestHugoData holds the data files of Hugo to those of Vetro: each project and table says
// the same.
func TestHugoData(t *testing.T) {
	vetro, hugo := both(t, 100, dataToo)
	for i := range 100 {
		name := fmt.Sprintf("progetti/progetto-%06d.json", i)
		if ours, theirs := decoded(t, vetro, name), decoded(t, hugo, name); !reflect.DeepEqual(ours, theirs) {
			t.Errorf("%s: %v, %v of Hugo", name, ours, theirs)
		}
	}
	for _, table := range []string{"progetti", "enti", "annunci", "finanziamenti", "atti", "tappe", "provenienza"} {
		ours, theirs := rows(t, filepath.Join(vetro, "dati", table+".csv")), rows(t, filepath.Join(hugo, "dati", table+".csv"))
		if !reflect.DeepEqual(ours[0], theirs[0]) || len(ours) != len(theirs) {
			t.Errorf("%s.csv: %d rows of %v, %d of %v of Hugo", table, len(ours), ours[0], len(theirs), theirs[0])
		}
		if ours, theirs := decoded(t, vetro, "dati/"+table+".json")[table].([]any), decoded(t, hugo, "dati/"+table+".json")[table].([]any); len(ours) != len(theirs) {
			t.Errorf("%s.json: %d rows, %d of Hugo", table, len(ours), len(theirs))
		}
	}
	decoded(t, hugo, "dati/tutto.json")
}

func decoded(t *testing.T, dir, name string) (v map[string]any) {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

func rows(t *testing.T, name string) [][]string {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("%s: %d rows, %v", name, len(all), err)
	}
	return all
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
