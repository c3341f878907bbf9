package main

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

// templates are the pages of Vetro in the language of Hugo: the same texts, lists and
// tables, without what Hugo cannot make (charts, calendars, the tree of sections).
//
//go:embed all:hugo
var templates embed.FS

// hugo writes the same site for Hugo in its fastest form: no folder for each page, and
// lists that are sorted once.
func (c *corpus) hugo(dir string) error {
	w := writer{dir: dir}
	err := fs.WalkDir(templates, "hugo", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := templates.ReadFile(name)
		w.put(name[len("hugo/"):], string(data))
		return err
	})
	if err != nil {
		return err
	}
	for i := range c.projects {
		p := c.project(i)
		w.put("content/progetti/"+p.id+".md", p.hugo())
	}
	var about strings.Builder // which announcement is of which project: Hugo has no such index
	for i := range c.notices {
		p := c.project(i * 5)
		fmt.Fprintf(&about, "[[%s]]\nid = \"%s-nota-%06d\"\ntitle = %q\nsummary = %q\n", p.id, p.day, i, "Finanziato: "+p.title, p.summary)
		w.put(fmt.Sprintf("content/notizie/%s-nota-%06d.md", p.day, i), fmt.Sprintf("+++\ntitle = %q\ndate = %s\nsummary = %q\nprogetti = [%q]\n[params]\nente = %q\n+++\n%s", "Finanziato: "+p.title, p.day, p.summary, p.id, p.body, p.story()))
	}
	w.put("data/notizie.toml", about.String())
	return w.err
}

func (p *project) hugo() string {
	state := "assegnato"
	if p.paid {
		state = "erogato"
	}
	return fmt.Sprintf("+++\ntitle = %q\ndate = %s\nsummary = %q\nmisure = [%q]\nenti = [%q]\nstati = [%q]\n[params]\ncup = %q\nimporto = %d\nstato = %q\nfinanziamento = %q\ndecreto = %q\n+++\n%s\n",
		p.title, p.day, p.summary, p.measure, p.body, p.state, p.cup, p.amount, p.state, state, p.decree, p.text)
}
