package export

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// manyPages gives a site with a home, n pages and one that is not to be found.
func manyPages(n int) *plan.Tree {
	t := &plan.Tree{Site: &record.Site{Config: record.Config{BaseURL: "https://example.it/a&b/"}}, Today: day(2026, 11, 22)}
	t.Pages = append(t.Pages, &plan.Page{Kind: plan.Home, Path: "index.html", Updated: day(2026, 8, 22)})
	for i := range n {
		t.Pages = append(t.Pages, &plan.Page{Kind: plan.Project, Path: fmt.Sprintf("progetti/p%d.html", i), Updated: day(2025, 1, 1+i%28)})
	}
	t.Pages = append(t.Pages, &plan.Page{Kind: plan.NotFound, Path: "404.html"})
	return t
}

// urlSet and sitemapIndex are the two kinds of sitemaps.
type urlSet struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	} `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	} `xml:"sitemap"`
}

func TestSitemaps(t *testing.T) {
	tests := []struct {
		name  string
		pages int // besides the home
		files []string
	}{
		{"a small site", 3, []string{"sitemap.xml"}},
		{"as many as one may hold", 49_999, []string{"sitemap.xml"}},
		{"one more", 50_000, []string{"sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var names []string
			locations := make(map[string]bool)
			var index sitemapIndex
			for _, file := range newExporter(manyPages(tt.pages), nil).sitemapFiles() {
				f := written(t, file)
				names = append(names, f.Name)
				var set urlSet
				if strings.Contains(string(f.Data[:200]), "<sitemapindex") {
					if err := xml.Unmarshal(f.Data, &index); err != nil {
						t.Fatal(err)
					}
					continue
				}
				if err := xml.Unmarshal(f.Data, &set); err != nil {
					t.Fatal(err)
				}
				if len(set.URLs) == 0 || len(set.URLs) > 50_000 || len(f.Data) > 50<<20 {
					t.Errorf("%s has %d addresses in %d bytes", f.Name, len(set.URLs), len(f.Data))
				}
				for _, u := range set.URLs {
					if locations[u.Loc] || u.LastMod == "" {
						t.Errorf("%s: %s is there twice, or has no day", f.Name, u.Loc)
					}
					locations[u.Loc] = true
				}
			}
			if strings.Join(names, " ") != strings.Join(tt.files, " ") {
				t.Errorf("the files are %v, want %v", names, tt.files)
			}
			if len(locations) != tt.pages+1 || !locations["https://example.it/a&b/"] || locations["https://example.it/a&b/404.html"] {
				t.Errorf("%d addresses, want %d, the home's by its folder and 404.html's not", len(locations), tt.pages+1)
			}
			if len(index.Maps) != len(tt.files)-1 {
				t.Errorf("the index names %v", index.Maps)
			}
			for i, listed := range index.Maps {
				if want := "https://example.it/a&b/" + tt.files[i]; listed.Loc != want || listed.LastMod < "2025-01-20" {
					t.Errorf("the index names %+v, want %s", listed, want)
				}
			}
		})
	}
}
