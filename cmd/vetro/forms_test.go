package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// sites are the sites of this repository, as seen from this folder.
var sites = []string{"../..", "../../examples/provincia"}

const testDay = "2026-11-22"

// built builds a site into a folder of its own and gives that folder.
func built(t *testing.T, site string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	var stdout, stderr bytes.Buffer
	args = append([]string{"build", "--site", site, "--out", out, "--today", testDay}, args...)
	if code := run(args, &stdout, &stderr, testKey()); code != 0 {
		t.Fatalf("vetro %s: exit %d\n%s%s", strings.Join(args, " "), code, &stdout, &stderr)
	}
	return out
}

// TestThreeForms follows every link, image and style sheet of the built sites: opened
// from the disk, served at /, and served under /a/b/.
func TestThreeForms(t *testing.T) {
	for _, site := range sites {
		t.Run(filepath.Base(site)+"/disk", func(t *testing.T) {
			dir := built(t, site)
			crawl(t, dir, func(page, ref string) ([]byte, string, error) {
				if page == "404.html" { // never opened from a disk: hosts show it
					return nil, "", nil
				}
				u, err := url.Parse(ref)
				if err != nil {
					return nil, "", err
				}
				if strings.HasPrefix(u.Path, "/") || strings.HasSuffix(u.Path, "/") {
					return nil, "", fmt.Errorf("names no file beside the page")
				}
				name := path.Join(path.Dir(page), u.Path)
				if u.Path == "" {
					name = page
				}
				data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
				return data, u.Fragment, err
			})
		})
		for _, base := range []string{"/", "/a/b/"} {
			t.Run(filepath.Base(site)+base, func(t *testing.T) {
				dir := built(t, site, "--base-url", "https://example.it"+base)
				server := httptest.NewServer(http.StripPrefix(strings.TrimSuffix(base, "/"), http.FileServer(http.Dir(dir))))
				defer server.Close()
				crawl(t, dir, func(page, ref string) ([]byte, string, error) {
					at, err := url.Parse(server.URL + base + page)
					if err != nil {
						return nil, "", err
					}
					if page == "404.html" { // shown at any depth
						at, _ = url.Parse(server.URL + base + "x/y/z")
					}
					u, err := at.Parse(ref)
					if err != nil {
						return nil, "", err
					}
					return get(u)
				})
			})
		}
	}
}

func get(u *url.URL) ([]byte, string, error) {
	resp, err := http.Get(u.String())
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("%s", resp.Status)
	}
	data, err := io.ReadAll(resp.Body)
	return data, u.Fragment, err
}

// crawl checks every reference of every page of a folder: fetch gives what it leads to,
// and the fragment, which must be an id there.
func crawl(t *testing.T, dir string, fetch func(page, ref string) ([]byte, string, error)) {
	t.Helper()
	pages, refs := 0, 0
	seen := make(map[string]bool)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		page := filepath.ToSlash(rel)
		pages++
		own := idsOf(t, data)
		for _, ref := range references(t, page, data) {
			refs++
			if fragment, here := strings.CutPrefix(ref, "#"); here {
				if !own[fragment] {
					t.Errorf("%s: %s: no such id", page, ref)
				}
				continue
			}
			from := path.Dir(page) + " " + ref // pages of one folder see the same
			if page == "404.html" {
				from = page + " " + ref
			}
			if seen[from] {
				continue
			}
			seen[from] = true
			target, fragment, err := fetch(page, ref)
			if err != nil {
				t.Errorf("%s: %s: %v", page, ref, err)
			}
			if fragment != "" && target != nil && !idsOf(t, target)[fragment] {
				t.Errorf("%s: %s: no such id", page, ref)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if pages < 20 || refs < 10*pages {
		t.Fatalf("only %d pages and %d references seen", pages, refs)
	}
}

// references gives what a page refers to on its own host.
func references(t *testing.T, page string, data []byte) []string {
	var out []string
	walk(t, data, func(n *html.Node) {
		for _, a := range n.Attr {
			switch {
			case a.Key == "href", a.Key == "src", a.Key == "action":
			case a.Key == "content" && strings.HasPrefix(a.Val, "0; url="):
				a.Val = strings.TrimPrefix(a.Val, "0; url=")
			default:
				continue
			}
			u, err := url.Parse(a.Val)
			switch {
			case err != nil:
				t.Errorf("%s: %s: %v", page, a.Val, err)
			case u.Scheme != "" && n.Data != "a" && !(n.Data == "link" && rel(n) == "canonical"):
				t.Errorf("%s: <%s> asks another host: %s", page, n.Data, a.Val)
			case u.Scheme == "":
				out = append(out, a.Val)
			}
		}
	})
	return out
}

func rel(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "rel" {
			return a.Val
		}
	}
	return ""
}

func idsOf(t *testing.T, data []byte) map[string]bool {
	ids := make(map[string]bool)
	walk(t, data, func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "id" {
				if ids[a.Val] {
					t.Errorf("id %q stands twice", a.Val)
				}
				ids[a.Val] = true
			}
		}
	})
	return ids
}

func walk(t *testing.T, data []byte, do func(*html.Node)) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			do(n)
		}
	}
}
