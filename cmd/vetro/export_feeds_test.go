package main

import (
	"encoding/xml"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// TestFeeds has a feed reader read every feed: those of one page say the same in both
// forms, and nothing in them is from a day to come.
func TestFeeds(t *testing.T) {
	tests := []struct {
		name, site string
		feeds      int
	}{
		{"ours", "../..", 2 + 3 + 2 + 5},
		{"hostile titles", hostileSite(t, 60), 2 + 60},
		{"no project", hostileSite(t, 0), 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := built(t, tt.site)
			seen := 0
			eachFeed(t, dir, func(name string) {
				seen++
				atom, json := parsedFeed(t, dir, name), parsedFeed(t, dir, strings.TrimSuffix(name, "xml")+"json")
				if atom.FeedType != "atom" || json.FeedType != "json" || atom.Title != json.Title || atom.Title == "" || atom.Link != json.Link {
					t.Errorf("%s: %s %q and %s %q", name, atom.FeedType, atom.Title, json.FeedType, json.Title)
				}
				if len(atom.Items) != len(json.Items) || len(atom.Items) > 50 {
					t.Fatalf("%s: %d entries and %d", name, len(atom.Items), len(json.Items))
				}
				ids := make(map[string]bool)
				for i, a := range atom.Items {
					holdEntries(t, name, a, json.Items[i])
					if ids[a.GUID] {
						t.Errorf("%s has %s twice", name, a.GUID)
					}
					ids[a.GUID] = true
					if i > 0 && a.PublishedParsed.After(*atom.Items[i-1].PublishedParsed) {
						t.Errorf("%s: %s is not in order", name, a.GUID)
					}
				}
			})
			if seen < tt.feeds {
				t.Errorf("%d feeds, want %d", seen, tt.feeds)
			}
		})
	}
}

// holdEntries compares an entry in both forms.
func holdEntries(t *testing.T, name string, a, j *gofeed.Item) {
	t.Helper()
	day, err := time.Parse(time.DateOnly, testDay)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case a.PublishedParsed == nil || j.PublishedParsed == nil || !a.PublishedParsed.Equal(*j.PublishedParsed):
		t.Errorf("%s: %s is of %q and of %q", name, a.GUID, a.Published, j.Published)
	case a.PublishedParsed.After(day):
		t.Errorf("%s: %s is of %s, which is to come", name, a.GUID, a.Published)
	}
	// XML has no way to write control characters.
	words := func(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ") }
	if a.GUID != j.GUID || a.Link != j.Link || words(a.Title) != words(j.Title) || a.Title == "" || words(a.Description) != words(j.Content) || j.Content == "" {
		t.Errorf("%s: %s %q %q\nand %s %q %q", name, a.GUID, a.Title, a.Description, j.GUID, j.Title, j.Content)
	}
}

func parsedFeed(t *testing.T, dir, name string) *gofeed.Feed {
	t.Helper()
	feed, err := gofeed.NewParser().ParseString(read(t, dir, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return feed
}

// eachFeed calls do for every Atom feed of a site.
func eachFeed(t *testing.T, dir string, do func(name string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && (strings.HasSuffix(name, ".feed.xml") || name == "notizie/feed.xml") {
			do(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFeedsAreFound follows the links by which browsers and readers find the feeds of a
// page.
func TestFeedsAreFound(t *testing.T) {
	dir := built(t, "../..")
	for page, own := range map[string]string{
		"index.html": "", "progetti/index.html": "index.feed.xml", "misure/m1c1i1-2.html": "m1c1i1-2.feed.xml",
		"enti/p_pv.html": "p_pv.feed.xml", "progetti/pv-cloud-2025.html": "pv-cloud-2025.feed.xml", "dati/index.html": "",
	} {
		var names []string
		for _, link := range alternates(t, read(t, dir, page)) {
			file := filepath.ToSlash(filepath.Join(filepath.Dir(page), filepath.FromSlash(link)))
			if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
				t.Errorf("%s leads to %s, which is not there", page, link)
			}
			names = append(names, file)
		}
		want := []string{"notizie/feed.xml", "notizie/feed.json"}
		if own != "" {
			atom := filepath.ToSlash(filepath.Join(filepath.Dir(page), own))
			want = append([]string{atom, strings.TrimSuffix(atom, "xml") + "json"}, want...)
		}
		if !slices.Equal(names, want) {
			t.Errorf("%s leads to %v, want %v", page, names, want)
		}
	}
}

// alternates gives the addresses of the feeds that the head of a page names.
func alternates(t *testing.T, page string) (links []string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Data != "link" {
			continue
		}
		of := make(map[string]string)
		for _, a := range n.Attr {
			of[a.Key] = a.Val
		}
		if of["rel"] == "alternate" && of["title"] != "" && strings.HasPrefix(of["type"], "application/") {
			links = append(links, of["href"])
		}
	}
	return links
}

// atomDocument is a feed as RFC 4287 rules it: how many there are of what.
type atomDocument struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      []string   `xml:"http://www.w3.org/2005/Atom id"`
	Title   []string   `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string   `xml:"http://www.w3.org/2005/Atom updated"`
	Authors []string   `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomHref `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID        []string   `xml:"http://www.w3.org/2005/Atom id"`
		Title     []string   `xml:"http://www.w3.org/2005/Atom title"`
		Updated   []string   `xml:"http://www.w3.org/2005/Atom updated"`
		Published []string   `xml:"http://www.w3.org/2005/Atom published"`
		Summary   []string   `xml:"http://www.w3.org/2005/Atom summary"`
		Links     []atomHref `xml:"http://www.w3.org/2005/Atom link"`
		Others    []struct {
			XMLName xml.Name
		} `xml:",any"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
	Others []struct {
		XMLName xml.Name
	} `xml:",any"`
}

type atomHref struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// TestAtomRules holds every Atom feed to what RFC 4287 asks of a feed and its entries (4.1.1
// and 4.1.2): one id, title and instant each, an author, one alternate, its own address.
func TestAtomRules(t *testing.T) {
	for _, site := range []string{"../..", hostileSite(t, 30), hostileSite(t, 0)} {
		dir := built(t, site)
		eachFeed(t, dir, func(name string) {
			var feed atomDocument
			if err := xml.Unmarshal([]byte(read(t, dir, name)), &feed); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			links := make(map[string][]string)
			for _, l := range feed.Links {
				links[l.Rel] = append(links[l.Rel], l.Href)
			}
			if len(feed.ID) != 1 || len(feed.Title) != 1 || len(feed.Updated) != 1 || len(feed.Authors) != 1 || feed.Authors[0] == "" || feed.Lang != "it" ||
				len(links["self"]) != 1 || len(links["alternate"]) != 1 || !strings.HasSuffix(links["self"][0], "/"+name) || links["self"][0] != feed.ID[0] {
				t.Fatalf("%s is not as RFC 4287 wants it: %+v", name, feed)
			}
			holdInstant(t, name, feed.Updated[0])
			for _, o := range feed.Others {
				if !slices.Contains([]string{"subtitle", "author", "rights"}, o.XMLName.Local) {
					t.Errorf("%s has a %s", name, o.XMLName.Local)
				}
			}
			for _, e := range feed.Entries {
				if len(e.ID) != 1 || len(e.Title) != 1 || len(e.Updated) != 1 || len(e.Published) != 1 || len(e.Summary) != 1 || len(e.Links) != 1 ||
					e.Links[0].Rel != "alternate" || !strings.HasPrefix(e.ID[0], "https://") || e.Updated[0] > feed.Updated[0] {
					t.Fatalf("%s has an entry that is not as RFC 4287 wants it: %+v", name, e)
				}
				holdInstant(t, name, e.Updated[0])
				for _, o := range e.Others {
					if !slices.Contains([]string{"author", "category"}, o.XMLName.Local) {
						t.Errorf("%s has an entry with a %s", name, o.XMLName.Local)
					}
				}
			}
		})
	}
}

func holdInstant(t *testing.T, name, instant string) {
	t.Helper()
	if _, err := time.Parse(time.RFC3339, instant); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}
