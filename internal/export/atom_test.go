package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// textOf gives what is written.
func textOf(write func(w *writer)) []byte {
	var w writer
	write(&w)
	return w.b
}

// FuzzXML holds a text that is written by hand to that of the library.
func FuzzXML(f *testing.F) {
	for _, s := range []string{"", "è", "<&>\"'", "\n\t\r\x00", "\ufffd\ufffe\uffff", "\xff", "\xef\xbf", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := xml.Marshal(struct {
			XMLName xml.Name `xml:"a"`
			Text    string   `xml:",chardata"`
		}{Text: s})
		if err != nil {
			t.Fatal(err)
		}
		if got := textOf(func(w *writer) { w.put("<a>"); w.xml(s); w.put("</a>") }); !bytes.Equal(got, want) {
			t.Errorf("%q is written %s, by the library %s", s, got, want)
		}
	})
}

// The forms of feeds as the libraries write them.
type (
	atomForm struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Sub     string      `xml:"subtitle,omitempty"`
		Updated string      `xml:"updated"`
		Links   []linkForm  `xml:"link"`
		Author  nameForm    `xml:"author"`
		Rights  string      `xml:"rights,omitempty"`
		Entries []entryForm `xml:"entry"`
	}
	linkForm struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	nameForm struct {
		Name string `xml:"name"`
	}
	tagForm struct {
		Term string `xml:"term,attr"`
	}
	entryForm struct {
		ID        string    `xml:"id"`
		Title     string    `xml:"title"`
		Published string    `xml:"published"`
		Updated   string    `xml:"updated"`
		Link      linkForm  `xml:"link"`
		Author    *nameForm `xml:"author,omitempty"`
		Tags      []tagForm `xml:"category"`
		Summary   string    `xml:"summary"`
	}
	jsonForm struct {
		Version string       `json:"version"`
		Title   string       `json:"title"`
		Home    string       `json:"home_page_url"`
		Feed    string       `json:"feed_url"`
		Text    string       `json:"description,omitempty"`
		Lang    string       `json:"language"`
		Authors []authorForm `json:"authors"`
		Items   []itemForm   `json:"items"`
	}
	authorForm struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	itemForm struct {
		ID        string       `json:"id"`
		URL       string       `json:"url"`
		Title     string       `json:"title"`
		Text      string       `json:"content_text"`
		Published string       `json:"date_published"`
		Authors   []authorForm `json:"authors,omitempty"`
		Tags      []string     `json:"tags,omitempty"`
	}
)

// TestFeedForms holds feeds, whose bytes are put together by hand, to what the libraries
// make of the same data.
func TestFeedForms(t *testing.T) {
	day := instant(record.Day(2026, 8, 22))
	full := entry{id: "https://example.it/a#1", url: "https://example.it/a?b=1&c='2'", title: "Uno <b> \"due\"", text: "riga\nriga\u2028 \x00", instant: day, author: "Ente & c.", tags: []string{"M1", `"<>`}}
	tests := []struct {
		name string
		site record.Config
		body *record.Body
		feed feed
	}{
		{"nothing", record.Config{BaseURL: "https://example.it/"}, nil, feed{atom: "a.feed.xml", json: "a.feed.json", page: "a.html"}},
		{"all", record.Config{BaseURL: "https://example.it/", License: "CC-BY-4.0", Title: "Sito"}, nil, feed{atom: "a.feed.xml", json: "a.feed.json", page: "a.html", title: "A & b", text: "Testo", entries: []entry{full, {id: "b", instant: day}, full}}},
		{"a body without a site", record.Config{BaseURL: "https://example.it/"}, &record.Body{ID: "x", Name: "Ente"}, feed{entries: []entry{full}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newExporter(&plan.Tree{Site: &record.Site{Config: tt.site, Body: tt.body}, Today: record.Day(2026, 11, 22), All: &plan.Group{}}, nil)
			f, base, owner := &tt.feed, tt.site.BaseURL, m.publisher()
			atom := atomForm{
				Lang: "it", ID: base + f.atom, Title: f.title, Sub: f.text, Updated: m.updated(f), Author: nameForm{owner.name}, Rights: tt.site.License,
				Links: []linkForm{{"self", "application/atom+xml", base + f.atom}, {"alternate", "text/html", base + f.page}},
			}
			feed := jsonForm{
				Version: "https://jsonfeed.org/version/1.1", Title: f.title, Home: base + f.page, Feed: base + f.json, Text: f.text, Lang: "it",
				Authors: []authorForm{{owner.name, owner.site}}, Items: []itemForm{},
			}
			for _, e := range f.entries {
				entry := entryForm{ID: e.id, Title: e.title, Published: "2026-08-22T00:00:00Z", Updated: "2026-08-22T00:00:00Z", Link: linkForm{"alternate", "text/html", e.url}, Summary: e.text}
				item := itemForm{ID: e.id, URL: e.url, Title: e.title, Text: e.text, Published: "2026-08-22T00:00:00Z", Tags: e.tags}
				if e.author != "" {
					entry.Author, item.Authors = &nameForm{e.author}, []authorForm{{Name: e.author}}
				}
				for _, tag := range e.tags {
					entry.Tags = append(entry.Tags, tagForm{tag})
				}
				atom.Entries, feed.Items = append(atom.Entries, entry), append(feed.Items, item)
			}
			want, err := xml.MarshalIndent(atom, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			if got := textOf(func(w *writer) { m.atom(w, *f) }); string(got) != xml.Header+string(want)+"\n" {
				t.Errorf("the Atom feed is\n%s\nand not\n%s", got, want)
			}
			var b bytes.Buffer
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			e.SetIndent("", " ")
			if err := e.Encode(feed); err != nil {
				t.Fatal(err)
			}
			if got := textOf(func(w *writer) { m.jsonFeed(w, *f) }); !bytes.Equal(got, b.Bytes()) {
				t.Errorf("the JSON Feed is\n%s\nand not\n%s", got, b.Bytes())
			}
		})
	}
}
