package main

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"vetro/internal/register"
	"vetro/themes"
)

// templates are the pages of Vetro in the language of Hugo.
//
//go:embed all:hugo
var templates embed.FS

// hugo writes the same site for Hugo: a file for each record, with the same keys.
func (c *corpus) hugo(dir string) error {
	w := writer{dir: dir}
	sub, err := fs.Sub(templates, "hugo")
	if err != nil {
		return err
	}
	if err := w.tree(sub, ".", "."); err != nil {
		return err
	}
	if err := w.tree(themes.Italia(), "assets", "static"); err != nil {
		return err
	}
	for i := range c.bodies() {
		w.put(fmt.Sprintf("content/enti/ente_%05d/_index.md", i), fmt.Sprintf("+++\ntitle = \"Comune di %s %d\"\nlayout = \"ente\"\ntipo = \"comune\"\nregione = \"Lombardia\"\nsito = \"https://www.example.it/%d\"\n+++\n", pick(places, i), i, i))
	}
	for i := range c.projects {
		p := c.project(i)
		w.put("content/progetti/"+p.id+".md", p.hugo())
	}
	for i := range c.notices {
		p := c.project(i * 5)
		w.put(fmt.Sprintf("content/notizie/%s-nota-%06d.md", p.day, i), fmt.Sprintf("+++\ntitle = %q\npubblicato = %s\nsommario = %q\nente = %q\nprogetti = [%q]\n+++\n%s", "Finanziato: "+p.title, p.day, p.summary, p.body, p.id, p.story()))
	}
	hugoLists(&w)
	return w.err
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
func hugoLists(w *writer) {
	var known strings.Builder // what Vetro knows of the measures, too
	for _, m := range register.State().Measures.All() {
		if slices.Contains(measures, m.Code) {
			id := strings.ToLower(strings.ReplaceAll(m.Code, ".", "-"))
			fmt.Fprintf(&known, "[\"%s\"]\nid = %q\ntitolo = %q\nnumero = %q\ntipo = %q\nper_esteso = %q\ntitolare = %q\nmissione = %q\ncomponente = %q\n", m.Code, id, m.Title, m.Number(), m.Kind, m.Long(), m.Authority, m.Mission(), m.Component())
			w.put("content/misure/"+id+"/_index.md", fmt.Sprintf("+++\ntitle = %q\nlayout = \"misura\"\ncodice = %q\n+++\n", m.Number()+" "+m.Title, m.Code))
		}
	}
	w.put("data/misure.toml", known.String())
	var names strings.Builder
	for _, m := range register.State().Missions {
		fmt.Fprintf(&names, "%s = %q\n", m.Code, m.Name)
	}
	for _, m := range register.State().Components {
		fmt.Fprintf(&names, "%s = %q\n", m.Code, m.Name)
	}
	w.put("data/missioni.toml", names.String())
	for _, state := range []string{"concluso", "in corso"} {
		w.put("content/stati/"+strings.ReplaceAll(state, " ", "-")+"/_index.md", fmt.Sprintf("+++\ntitle = \"Progetti: %s\"\nlayout = \"elenco\"\ngruppo = \"stato %s\"\n+++\n", state, state))
	}
	for year := 2022; year <= 2025; year++ {
		w.put(fmt.Sprintf("content/anni/%d/_index.md", year), fmt.Sprintf("+++\ntitle = \"Progetti finanziati nel %d\"\nlayout = \"elenco\"\ngruppo = \"anno %d\"\n+++\n", year, year))
		w.put(fmt.Sprintf("content/amministrazione-trasparente/elenco-annuale-progetti-%d.md", year), fmt.Sprintf("+++\ntitle = \"Elenco annuale dei progetti finanziati, %d\"\nlayout = \"annuale\"\nanno = %d\n+++\n", year, year))
	}
}

// hugo gives the record as Hugo reads it.
func (p *project) hugo() string {
	return fmt.Sprintf("+++\ntitle = %q\n%s%s+++\n%s\n", p.title, p.facts(), p.tables(), p.text)
}
