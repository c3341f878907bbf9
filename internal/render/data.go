package render

import (
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// dataFile is an open data file that every site has.
type dataFile struct{ name, kind, mime, key string }

var dataFiles = []dataFile{
	{"dati/progetti.csv", "CSV", "text/csv", "progetti_csv"},
	{"dati/progetti.json", "JSON", "application/json", "progetti_json"},
	{"dati/finanziamenti.csv", "CSV", "text/csv", "finanziamenti_csv"},
}

type dataView struct {
	Title       string
	Updated     dateView
	License     linkView
	Files       []fileView
	Dictionary  []dictionaryView
	Sources     []sourceView
	JSONExample linkView
}

type fileView struct{ Name, Href, Kind, Text string }

// dictionaryView says what each column of a file means.
type dictionaryView struct {
	Title string
	Rows  []columnView
}

type columnView struct{ Name, Meaning string }

func (s *sheet) openData() dataView {
	c := &s.tree.Site.Config
	v := dataView{
		Title: s.page.Title, Updated: dated(s.page.Updated), License: linkView{c.License, licenseAddress(c.License)},
		Sources: s.allSources(),
		Dictionary: []dictionaryView{
			{"progetti.csv", dictionary(record.ProjectColumns(nil))},
			{"finanziamenti.csv", dictionary(record.FundingColumns())},
		},
	}
	for _, f := range dataFiles {
		v.Files = append(v.Files, fileView{strings.TrimPrefix(f.name, "dati/"), s.href(f.name), f.kind, s.t("dati." + f.key)})
	}
	if projects := s.tree.All.Projects; len(projects) > 0 {
		v.JSONExample = linkView{plan.ProjectJSON(projects[0]), s.href(plan.ProjectJSON(projects[0]))}
	}
	if c.BaseURL != "" {
		v.Files = append(v.Files, fileView{"feed.xml", s.href("notizie/feed.xml"), "Atom", s.t("dati.feed")},
			fileView{"sitemap.xml", s.href("sitemap.xml"), "XML", s.t("dati.sitemap")})
	}
	v.Files = append(v.Files, fileView{"impronte.sha256", s.href("impronte.sha256"), "SHA-256", s.t("dati.impronte")})
	return v
}

func dictionary[T any](columns []record.Column[T]) []columnView {
	var rows []columnView
	for _, c := range columns {
		rows = append(rows, columnView{c.Name, c.Meaning})
	}
	return rows
}
