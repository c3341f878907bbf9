package main

import (
	"compress/gzip"
	"io/fs"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// kinds are the kinds of pages by their addresses; the first that fits counts. A page
// that fits none fails the tests: a new kind is a new row, and every check sees it.
var kinds = []struct{ name, path, query string }{
	{"home", "index.html", ""},
	{"404", "404.html", ""},
	{"credits", "crediti.html", ""},
	{"free page", "informazioni.html", ""},
	{"accessibility", "accessibilita.html", ""},
	{"privacy", "privacy.html", ""},
	{"legal notes", "note-legali.html", ""},
	{"projects, a further page", "progetti/pagina-*.html", ""},
	{"projects", "progetti/index.html", ""},
	{"project", "progetti/*.html", ""},
	{"projects of a state", "stati/*.html", ""},
	{"projects of a year", "anni/*.html", ""},
	{"measures", "misure/index.html", ""},
	{"measure", "misure/*.html", ""},
	{"bodies", "enti/index.html", ""},
	{"body", "enti/*.html", ""},
	{"announcements, a further page", "notizie/pagina-*.html", ""},
	{"announcements", "notizie/index.html", ""},
	{"announcement", "notizie/*.html", ""},
	{"open data", "dati/index.html", ""},
	{"transparency", "amministrazione-trasparente/index.html", ""},
	{"pnrr", "amministrazione-trasparente/attuazione-misure-pnrr.html", ""},
	{"annual lists", "amministrazione-trasparente/elenco-annuale-progetti.html", ""},
	{"annual list", "amministrazione-trasparente/elenco-annuale-progetti-*.html", ""},
	{"section", "amministrazione-trasparente/*.html", ""},
	{"deadlines, a further page", "scadenze-pagina-*.html", ""},
	{"deadlines", "scadenze.html", ""},
	{"search", "cerca.html", "?q=cloud"},
}

// sitePage is a page of a built site.
type sitePage struct {
	site  *builtSite
	kind  string
	path  string
	query string

	scripted bool // is not the same where scripts are off
}

func (p *sitePage) name() string { return p.site.name + "/" + p.path }

// url gives where a page opens; the 404 page is shown far from its own place.
func (p *sitePage) url(disk bool) string {
	switch {
	case disk:
		return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(p.site.dir, p.path))}).String() + p.query
	case p.kind == "404":
		return p.site.url + "x/y/z"
	}
	return p.site.url + p.path + p.query
}

// pagesOf takes the fullest page of every kind from each site.
func pagesOf(t *testing.T, sites []*builtSite) []*sitePage {
	t.Helper()
	var pages []*sitePage
	for _, site := range sites {
		size := make(map[string]int)
		fullest := make(map[string]*sitePage)
		err := filepath.WalkDir(site.dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".html" {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil || leadsOn.Match(data) {
				return err
			}
			rel, _ := filepath.Rel(site.dir, name)
			page := &sitePage{site: site, path: filepath.ToSlash(rel), scripted: runs.Match(data)}
			if !page.findKind() {
				t.Errorf("%s: of no known kind: add a row to kinds", page.name())
			}
			if len(data) > size[page.kind] {
				size[page.kind], fullest[page.kind] = len(data), page
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range kinds {
			if fullest[k.name] != nil {
				pages = append(pages, fullest[k.name])
			}
		}
	}
	return pages
}

var (
	// A page that only leads on from a former address is gone before it can be asked.
	leadsOn = regexp.MustCompile(`http-equiv="refresh"`)
	runs    = regexp.MustCompile(`<script[^>]* src=|<noscript`)
)

func (p *sitePage) findKind() bool {
	for _, k := range kinds {
		if fits, _ := path.Match(k.path, p.path); fits {
			p.kind, p.query = k.name, k.query
			return true
		}
	}
	return false
}

// builtSite is a site that stands on the disk and is served.
type builtSite struct {
	name string
	dir  string
	url  string // where it is served, with a slash at the end
}

// serve serves a site at the path of its base_url.
func serve(t *testing.T, name, dir, base string) *builtSite {
	t.Helper()
	server := httptest.NewServer(http.StripPrefix(strings.TrimSuffix(base, "/"), handler(dir)))
	t.Cleanup(server.Close)
	return &builtSite{name, dir, server.URL + base}
}

// handler serves a folder as hosts do, with gzip. It shows the 404 page at /x/y/z alone:
// wherever else something is missing, the browser shall complain.
func handler(dir string) http.Handler {
	packed := []string{".html", ".css", ".js", ".svg", ".json", ".xml", ".csv"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "x/y/z" {
			name = "404.html"
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		if !slices.Contains(packed, path.Ext(name)) {
			w.Write(data)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		zip := gzip.NewWriter(w)
		zip.Write(data)
		zip.Close()
	})
}
