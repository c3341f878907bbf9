package render

import (
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

type dataView struct {
	Title       string
	Checked     string
	License     linkView
	Groups      []fileGroup
	Sums        linkView // impronte.sha256
	Dictionary  []dictionaryView
	Sources     []sourceView
	JSONExample linkView
}

// fileGroup are files with the same in them, each in its form.
type fileGroup struct {
	Title, Text string
	Files       []fileView
}

type fileView struct {
	Name, Href, Kind string
	Facts            string // rows, size, day, licence
	Sum, ShortSum    string // SHA-256, and its beginning
}

// dictionaryView says what each column of a table means.
type dictionaryView struct {
	Title string
	Rows  []columnView
}

type columnView struct{ Name, Meaning, Type string }

func (s *pageBuilder) openData() any {
	c := &s.tree.Site.Config
	v := dataView{
		Title: s.title, Checked: s.checked(s.page.Data).text(), License: linkView{c.License, licenseAddress(c.License)},
		Sums: linkView{plan.ManifestPath, s.href(plan.ManifestPath)}, Sources: s.sources(),
	}
	for _, f := range s.files() {
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Title != f.Title {
			v.Groups = append(v.Groups, fileGroup{Title: f.Title, Text: f.Text})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Files = append(g.Files, fileView{
			Name: strings.TrimPrefix(f.Name, plan.DataFolder), Href: s.href(f.Name), Kind: f.Format, Facts: s.fileFacts(&f),
			Sum: f.SHA256, ShortSum: f.SHA256[:min(8, len(f.SHA256))] + "…",
		})
	}
	for _, table := range record.Tables(record.Pages{}) {
		v.Dictionary = append(v.Dictionary, dictionaryView{table.Name + ".csv", s.dictionary(table.Columns)})
	}
	if projects := s.tree.All.Projects; len(projects) > 0 {
		v.JSONExample = linkView{plan.ProjectJSON(projects[0]), s.href(plan.ProjectJSON(projects[0]))}
	}
	return v
}

// fileFacts says how much is in a file, and under which licence.
func (s *pageBuilder) fileFacts(f *plan.DataFile) string {
	facts := s.t("dati.dimensione", "n", int(f.Size))
	if f.Table != "" {
		facts = s.t("dati.righe", "n", f.Rows) + ", " + facts
	}
	return facts + ", " + s.t("dati.giorno_licenza", "licenza", s.tree.Site.Config.License)
}

func (s *pageBuilder) dictionary(columns []record.Column) []columnView {
	var rows []columnView
	for _, c := range columns {
		meaning := c.Meaning
		if c.Values != nil && c.Type == record.TextColumn {
			meaning += ": " + strings.Join(c.Values, ", ")
		}
		rows = append(rows, columnView{c.Name, meaning, s.t("dati.tipo_" + c.Type.String())})
	}
	return rows
}

// feedLink names a feed of the page to readers and browsers.
type feedLink struct {
	Title, Href string
	Atom        bool // else JSON Feed
}

// feedLinks gives the feeds that a page leads to: what changes on it, then the
// announcements.
func (s *pageBuilder) feedLinks() []feedLink {
	if s.tree.Site.Config.BaseURL == "" {
		return nil
	}
	var links []feedLink
	add := func(title, atom, json string) {
		links = append(links, feedLink{title, s.fromRoot(atom), true}, feedLink{title, s.fromRoot(json), false})
	}
	if s.tree.HasChangesFeed(s.page) {
		add(s.t("dati.novita", "titolo", s.title), plan.ChangesFeed(s.page.Path), plan.ChangesJSONFeed(s.page.Path))
	}
	add(s.t("menu.notizie"), plan.AnnouncementFeed, plan.AnnouncementJSONFeed)
	return links
}
