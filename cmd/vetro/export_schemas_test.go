package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vetro/internal/export"
	"vetro/internal/load"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// TestSchemas has xmllint hold every Atom feed and every sitemap to its schema: RFC 4287
// as RELAX NG, and the two of sitemaps.org.
func TestSchemas(t *testing.T) {
	node := exportTools(t)
	tests := []struct{ name, dir, maps string }{
		{"ours", built(t, "../.."), "1 sitemaps, 0 lists of sitemaps"},
		{"provincia", built(t, "../../examples/provincia"), "1 sitemaps, 0 lists of sitemaps"},
		{"300 projects", built(t, hostileSite(t, 300)), "1 sitemaps, 0 lists of sitemaps"},
		{"no project", built(t, hostileSite(t, 0)), "1 sitemaps, 0 lists of sitemaps"},
		{"100,000 pages", manyAddresses(t, 100_000), "3 sitemaps, 1 lists of sitemaps"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			feeds := 0
			eachFeed(t, tt.dir, func(string) { feeds++ })
			faults, seen := holdToSchemas(t, node, tt.dir)
			if faults != "" {
				t.Error(faults)
			}
			if want := fmt.Sprintf("%d feeds, %s", feeds, tt.maps); seen != want {
				t.Errorf("seen are %s, want %s", seen, want)
			}
		})
	}
}

// TestBrokenBySchema breaks a feed, a sitemap and a list of them, each in one place, and
// wants each of them refused.
func TestBrokenBySchema(t *testing.T) {
	node := exportTools(t)
	ours := built(t, "../..")
	feed, sitemap := read(t, ours, "progetti/index.feed.xml"), read(t, ours, "sitemap.xml")
	const listed = `<sitemap><loc>https://example.it/sitemap-1.xml</loc><lastmod>2026-08-22</lastmod></sitemap>`
	const list = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + listed + `</sitemapindex>`
	sets := func(old, new string) []string { return []string{old, new} }
	element := func(old, new string) []string {
		return []string{"<" + old + ">", "<" + new + ">", "</" + old + ">", "</" + new + ">"}
	}
	tests := []struct {
		name, file, text string
		edits            []string // pairs of old and new
		why              string
	}{
		{"a feed without a title", "a/feed.xml", feed, element("title", "rights"), "title, got nothing"},
		{"a feed without an address", "b/feed.xml", feed, element("id", "icon"), "id, got nothing"},
		{"two addresses", "c/feed.xml", feed, sets(" <id>", " <id>urn:x</id><id>"), "element feed: Relax-NG validity error"},
		{"a day and no instant", "d/feed.xml", feed, sets("T00:00:00Z", ""), "Type dateTime"},
		{"an instant of no zone", "e/feed.xml", feed, sets("00:00:00Z", "00:00:00"), "datatype dateTime"},
		{"a day that is none", "f/feed.xml", feed, sets("<published>2", "<published>x2"), "Type dateTime"},
		{"entries without their instant", "g/feed.xml", strings.Replace(feed, "<entry>", "<entry><rights/>", 1), element("updated", "published"), "updated, got nothing"},
		{"an element that Atom has not", "h/feed.xml", feed, sets(" <rights>", " <right/><rights>"), "entry, got right"},
		{"a link to nowhere", "i/feed.xml", feed, sets(" href=", " title="), "element feed: Relax-NG validity error"},
		{"a link of no media type", "j/feed.xml", feed, sets("text/html", "html"), "attribute type for element link"},
		{"an author without a name", "k/feed.xml", feed, element("name", "uri"), "name, got nothing"},
		{"what is of the feed behind its entries", "l/feed.xml", feed, sets("</feed>", "<logo>x.png</logo></feed>"), "entry, got logo"},
		{"another vocabulary", "m/feed.xml", feed, sets("2005/Atom", "2005/Atome"), "element feed there"},
		{"words of no kind", "n/feed.xml", feed, sets("<title>", `<title type="markdown">`), "element feed: Relax-NG validity error"},
		{"no XML", "o/feed.xml", feed, sets("</feed>", ""), "parser error"},
		{"a sitemap with a day that is none", "sitemap-1.xml", sitemap, sets("<lastmod>", "<lastmod>22 agosto "), "lastmod': '22 agosto"},
		{"a sitemap without addresses", "sitemap-2.xml", sitemap, element("loc", "lok"), "lok': This element is not expected"},
		{"a sitemap with an empty address", "sitemap-3.xml", sitemap, sets("<loc>https://", "<loc></loc><loc>"), "loc': [facet 'minLength']"},
		{"a list without sitemaps", "sitemap-4.xml", list, sets(listed, ""), "sitemapindex': Missing child"},
		{"a list of addresses within the site", "sitemap-5.xml", list, sets("https://example.it", ""), "loc': [facet 'pattern']"},
		{"a list with a day that is none", "sitemap-6.xml", list, sets("2026-08-22", "2026-22-08"), "lastmod': '2026-22-08'"},
		{"a list of pages", "sitemap-7.xml", list, element("sitemap", "url"), "url': This element is not expected"},
	}
	dir := t.TempDir()
	put(t, dir, "whole/feed.xml", []byte(feed))
	put(t, dir, "sitemap.xml", []byte(sitemap))
	put(t, dir, "sitemap-8.xml", []byte(list))
	for _, tt := range tests {
		put(t, dir, tt.file, []byte(strings.NewReplacer(tt.edits...).Replace(tt.text)))
	}
	faults, _ := holdToSchemas(t, node, dir)
	for _, tt := range tests {
		if !slices.ContainsFunc(strings.Split(faults, "\n"), func(line string) bool {
			return strings.HasPrefix(line, tt.file+":") && strings.Contains(line, tt.why)
		}) {
			t.Errorf("%s: not refused for %q", tt.name, tt.why)
		}
	}
	for _, whole := range []string{"whole/feed.xml", "sitemap.xml", "sitemap-8.xml"} {
		if strings.Contains(faults, whole) {
			t.Errorf("%s is refused, and nothing is wrong with it", whole)
		}
	}
	if t.Failed() {
		t.Log(faults)
	}
}

// holdToSchemas gives what is wrong with the feeds and sitemaps of a site, and how many
// there are.
func holdToSchemas(t *testing.T, node, dir string) (faults, seen string) {
	t.Helper()
	cmd := exec.Command(node, filepath.Join(toolFolder, "schemas.mjs"), dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	return strings.TrimSpace(string(out)), strings.TrimSpace(stderr.String())
}

// exportTools gives the program that runs the tools of toolFolder, once they are there.
func exportTools(t *testing.T) (node string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		skipOrFail(t, "no Node: install it, to read the open data with the tools of others")
	}
	if _, err := os.Stat(filepath.Join(toolFolder, "node_modules")); err != nil {
		skipOrFail(t, "no node_modules: run npm ci --ignore-scripts in cmd/vetro/"+toolFolder)
	}
	return node
}

// manyAddresses writes the feeds and sitemaps of our own site with n pages more, and
// gives the folder: its addresses are too many for one sitemap.
func manyAddresses(t *testing.T, n int) string {
	t.Helper()
	day, err := record.ParseDate(testDay)
	if err != nil {
		t.Fatal(err)
	}
	site, problems, err := load.Site(os.DirFS("../.."), day)
	if err != nil || record.Stops(problems) {
		t.Fatal(err, problems)
	}
	for i := range n {
		site.Pages = append(site.Pages, &record.Page{ID: fmt.Sprintf("pagina-di-prova-%d", i), Title: fmt.Sprintf("Pagina %d", i), Updated: day})
	}
	tree, _ := plan.Site(site, day)
	dir := t.TempDir()
	for _, f := range export.Files(tree, func() []plan.DataFile { return nil }) {
		if strings.HasSuffix(f.Name, ".xml") {
			var data bytes.Buffer
			if err := f.Write(&data); err != nil {
				t.Fatal(err)
			}
			put(t, dir, f.Name, data.Bytes())
		}
	}
	return dir
}
