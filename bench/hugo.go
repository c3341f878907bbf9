package main

import (
	"embed"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"vetro/bench/corpus"
	"vetro/internal/register"
	"vetro/themes"
)

// templates are the pages and data files of Vetro in the language of Hugo, frozen as they
// were in November 2026: a page that changes since then is not changed here.
//
//go:embed all:hugo
var templates embed.FS

// writeHugo writes the same site for Hugo: a file for each record, with the same keys.
func writeHugo(c *corpus.Corpus, dir string) error {
	w := corpus.Writer{Dir: dir}
	sub, err := fs.Sub(templates, "hugo")
	if err != nil {
		return err
	}
	if err := w.Tree(sub, ".", "."); err != nil {
		return err
	}
	if err := w.Tree(themes.Italia(), "assets", "static"); err != nil {
		return err
	}
	for i := range c.Bodies() {
		w.Put(fmt.Sprintf("content/enti/ente_%05d/_index.md", i), fmt.Sprintf("+++\ntitle = \"Comune di %s %d\"\nlayout = \"ente\"\ntipo = \"comune\"\nregione = \"Lombardia\"\nsito = \"https://www.example.it/%d\"\n+++\n", c.Place(i), i, i))
	}
	for i := range c.Projects {
		p := c.Project(i)
		w.Put("content/progetti/"+p.ID+".md", hugoRecord(&p))
	}
	for i := range c.Announcements {
		p := c.Project(i * 5)
		w.Put(fmt.Sprintf("content/notizie/%s-nota-%06d.md", p.Day, i), fmt.Sprintf("+++\ntitle = %q\npubblicato = %s\nsommario = %q\nente = %q\nprogetti = [%q]\n+++\n%s", "Finanziato: "+p.Title, p.Day, p.Summary, p.Body, p.ID, p.Story()))
	}
	hugoLists(&w)
	return w.Err
}

// hugoArgs gives the arguments by which Hugo builds a site, by one configuration or more.
func hugoArgs(site, public, config string) []string {
	return []string{"--source", site, "--destination", public, "--config", config, "--quiet", "--noTimes"}
}

// Configurations of Hugo.
const (
	pagesAlone = "hugo.toml"
	dataToo    = "hugo.toml,dati.toml"
)

// hugoLists writes what names the lists: what Vetro knows of measures, and a file for each
// list of projects.
func hugoLists(w *corpus.Writer) {
	var known strings.Builder // what Vetro knows of the measures, too
	for _, m := range register.State().Measures.All() {
		if slices.Contains(corpus.Measures(), m.Code) {
			id := strings.ToLower(strings.ReplaceAll(m.Code, ".", "-"))
			fmt.Fprintf(&known, "[\"%s\"]\nid = %q\ntitolo = %q\nnumero = %q\ntipo = %q\nper_esteso = %q\ntitolare = %q\nmissione = %q\ncomponente = %q\n", m.Code, id, m.Title, m.Number(), m.Kind, m.Long(), m.Authority, m.Mission(), m.Component())
			w.Put("content/misure/"+id+"/_index.md", fmt.Sprintf("+++\ntitle = %q\nlayout = \"misura\"\ncodice = %q\n+++\n", m.Number()+" "+m.Title, m.Code))
		}
	}
	w.Put("data/misure.toml", known.String())
	var names strings.Builder
	for _, m := range register.State().Missions {
		fmt.Fprintf(&names, "%s = %q\n", m.Code, m.Name)
	}
	for _, m := range register.State().Components {
		fmt.Fprintf(&names, "%s = %q\n", m.Code, m.Name)
	}
	w.Put("data/missioni.toml", names.String())
	for _, state := range []string{"concluso", "in corso"} {
		w.Put("content/stati/"+strings.ReplaceAll(state, " ", "-")+"/_index.md", fmt.Sprintf("+++\ntitle = \"Progetti: %s\"\nlayout = \"elenco\"\ngruppo = \"stato %s\"\n+++\n", state, state))
	}
	for year := 2022; year <= 2025; year++ {
		w.Put(fmt.Sprintf("content/anni/%d/_index.md", year), fmt.Sprintf("+++\ntitle = \"Progetti finanziati nel %d\"\nlayout = \"elenco\"\ngruppo = \"anno %d\"\n+++\n", year, year))
		w.Put(fmt.Sprintf("content/amministrazione-trasparente/elenco-annuale-progetti-%d.md", year), fmt.Sprintf("+++\ntitle = \"Elenco annuale dei progetti finanziati, %d\"\nlayout = \"annuale\"\nanno = %d\n+++\n", year, year))
	}
}

// hugoRecord gives the record as Hugo reads it.
func hugoRecord(p *corpus.Project) string {
	return fmt.Sprintf("+++\ntitle = %q\n%s%s+++\n%s\n", p.Title, p.Facts(), p.Tables(), p.Text)
}

// hugoRows measures the builds of Hugo.
func (o *options) hugoRows(t *table, hugo string, c *corpus.Corpus) error {
	site := filepath.Join(o.dir, "hugo")
	if err := writeHugo(c, site); err != nil {
		return err
	}
	rows := []struct {
		config, name string
		median       *measure
		all          []measure
	}{
		{config: pagesAlone, name: "hugo, cold, pages alone", median: &t.hugo},
		{config: dataToo, name: "hugo, cold, with the data files", median: &t.hugoData},
	}
	for i := range o.runs {
		for k := range rows {
			r := &rows[k]
			public := filepath.Join(o.dir, fmt.Sprintf("hugo-public-%d-%d", k, i))
			m, err := run(hugo, hugoArgs(site, public, r.config)...)
			if err != nil {
				return err
			}
			r.all = append(r.all, m)
			files, bytes, err := count(public)
			if err != nil {
				return err
			}
			if i == 0 {
				r.name += fmt.Sprintf(" (%d files, %d MB)", files, bytes/1_000_000)
			}
		}
	}
	for k := range rows {
		*rows[k].median = median(rows[k].all)
		t.row(rows[k].name, *rows[k].median)
	}
	return nil
}
