package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// corpus is a site of any size, always the same for one size.
type corpus struct{ projects, notices int }

// bodies gives how many bodies there are: as many as make some forty projects each.
func (c *corpus) bodies() int { return c.projects/40 + 2 }

// pick gives one of the words, by a number that scatters them.
func pick(words []string, n int) string { return words[scatter(n)%len(words)] }

// scatter is a fixed mixing of bits, so that neighbours differ.
func scatter(n int) int {
	x := uint64(n) * 0x9E3779B97F4A7C15
	x ^= x >> 29
	x *= 0xBF58476D1CE4E5B9
	return int((x ^ x>>32) & 0x7fffffff)
}

var (
	deeds    = []string{"Migrazione in cloud", "Accesso con SPID e CIE", "Riqualificazione energetica", "Messa in sicurezza", "Nuova mensa scolastica", "Sportello telematico", "Rifacimento del sito", "Pagamenti con pagoPA", "Notifiche digitali", "Manutenzione straordinaria"}
	objects  = []string{"dei servizi della Provincia", "della scuola primaria «Don Milani»", "del municipio", "degli uffici demografici", "della biblioteca civica", "delle strade provinciali", "dell’archivio storico", "del protocollo e della contabilità"}
	measures = []string{"M1C1I1.2", "M1C1I1.4.1", "M1C1I1.4.3", "M1C1I1.4.4", "M1C1I2.2.3", "M4C1I3.3", "M2C4I2.2", "M5C2I2.1"}
	places   = []string{"Pavia", "Latina", "Novara", "Messina", "Teramo", "Rimini", "Cuneo", "Oristano", "Trento", "Ancona", "Potenza", "Piacenza"}
	prose    = []string{
		"Cinque sistemi informatici passano in cloud, per servizi più affidabili e capaci di scambiarsi dati.",
		"L’ente è soggetto attuatore e segue le indicazioni del Dipartimento per la trasformazione digitale.",
		"I lavori riducono i consumi dell’edificio e lo rendono accessibile a tutti.",
		"Chi abita nel territorio potrà chiedere i certificati senza andare allo sportello.",
		"Le attività sono seguite dall’ufficio tecnico, che ne comunica l’andamento ogni sei mesi.",
	}
)

// project is one record, for both generators.
type project struct {
	id, title, body, place, measure, state, cup, summary, text, decree string
	amount                                                             int
	day                                                                string
	paid                                                               bool
}

func (c *corpus) project(i int) project {
	body := scatter(i) % c.bodies()
	p := project{
		id: fmt.Sprintf("progetto-%06d", i), body: fmt.Sprintf("ente_%05d", body), place: pick(places, body),
		title:   fmt.Sprintf("%s %s di %s, lotto %d", pick(deeds, i), pick(objects, i/3), pick(places, body), i%9+1),
		measure: pick(measures, i+7), cup: fmt.Sprintf("J%02dB2%d%05d0006", 10+i/100_000, scatter(i)%6, i%100_000), summary: pick(prose, i),
		text:   pick(prose, i+1) + "\n\n" + pick(prose, i+2) + " " + pick(prose, i+3),
		amount: scatter(i+1)%900_000 + 5_000, day: fmt.Sprintf("202%d-%02d-%02d", 2+i%4, scatter(i)%12+1, scatter(i+2)%28+1),
		decree: fmt.Sprintf("%d - %d / 202%d - PNRR", scatter(i)%90+1, i%3+1, 2+i%4), paid: scatter(i+3)%3 > 0,
	}
	p.state = "in corso"
	if p.paid {
		p.state = "concluso"
	}
	return p
}

// vetro writes the site for Vetro, with the files of each project that a large site has,
// whatever its size.
func (c *corpus) vetro(dir string) error {
	w := writer{dir: dir}
	w.put("site.toml", "titolo = \"Il paese\"\nbase_url = \"https://www.example.it/\"\n[dati]\nper_progetto = 1\n")
	for i := range c.bodies() {
		w.put(fmt.Sprintf("content/enti/ente_%05d.toml", i), fmt.Sprintf("nome = \"Comune di %s %d\"\ntipo = \"comune\"\nregione = \"Lombardia\"\nsito = \"https://www.example.it/%d\"\n", pick(places, i), i, i))
	}
	for i := range c.projects {
		p := c.project(i)
		w.put("content/progetti/"+p.id+".toml", p.toml())
	}
	for i := range c.notices {
		w.put(fmt.Sprintf("content/notizie/%s-nota-%06d.md", c.project(i*5).day, i), c.notice(i))
	}
	return w.err
}

// toml gives the record as Vetro reads it.
func (p *project) toml() string {
	return fmt.Sprintf("titolo = %q\n%s\ndescrizione = \"\"\"\n%s\n\"\"\"\n%s", p.title, p.facts(), p.text, p.tables())
}

// facts gives the keys of the record that both generators name alike.
func (p *project) facts() string {
	return fmt.Sprintf("ente = %q\nstato = %q\ncup = %q\nsommario = %q\npiattaforma = \"PA digitale 2026\"\npubblicato = %s\naggiornato = 2026-08-22\n", p.body, p.state, p.cup, p.summary, p.day)
}

// tables gives what a record has many of.
func (p *project) tables() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n[[finanziamento]]\nmisura = %q\nimporto = %d\ndata = %s\ndecreto = %q\navviso = \"Avviso %s, aprile 2025\"\n", p.measure, p.amount, p.day, p.decree, p.measure)
	if p.paid {
		b.WriteString("stato = \"erogato\"\ndata_stato = 2026-05-25\n")
	} else {
		b.WriteString("stato = \"assegnato\"\n")
	}
	fmt.Fprintf(&b, "\n[[tappa]]\ntitolo = \"Candidatura inviata\"\nfase = \"altro\"\neffettiva = %s\n", p.day)
	b.WriteString("\n[[tappa]]\ntitolo = \"Completamento delle attività\"\nfase = \"completamento\"\nprevista = 2026-03-31\n")
	fmt.Fprintf(&b, "\n[[atto]]\ntipo = \"Decreto di finanziamento\"\nnumero = %q\ndata = %s\noggetto = \"Finanziamento dei progetti dell’avviso\"\ncup = [%q]\nurl = \"https://www.example.it/atti/%s\"\npubblicato = %s\n", p.decree, p.day, p.cup, p.id, p.day)
	b.WriteString("\n[[provenienza]]\ntitolo = \"Dati PNRR PA digitale 2026\"\nurl = \"https://github.com/teamdigitale/padigitale2026-opendata\"\ndata = 2026-08-17\nlicenza = \"CC-BY-4.0\"\n")
	return b.String()
}

// notice gives an announcement of a project.
func (c *corpus) notice(i int) string {
	p := c.project(i * 5)
	return fmt.Sprintf("+++\ntitolo = %q\ndata = %s\nsommario = %q\nente = %q\nprogetti = [%q]\n+++\n%s", "Finanziato: "+p.title, p.day, p.summary, p.body, p.id, p.story())
}

func (p *project) story() string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Il progetto **%s** riceve %d euro.\n\n## Che cosa cambia\n\n%s\n\n- tempi certi\n- dati aperti\n- meno code\n\n## Come si paga\n\n%s\n\n> %s\n", p.title, p.amount, p.text, p.summary, p.text)
	return b.String()
}

// writer writes files and keeps the first error.
type writer struct {
	dir string
	err error
}

func (w *writer) put(name, text string) {
	if w.err != nil {
		return
	}
	name = filepath.Join(w.dir, filepath.FromSlash(name))
	if w.err = os.MkdirAll(filepath.Dir(name), 0o777); w.err == nil {
		w.err = os.WriteFile(name, []byte(text), 0o666)
	}
}

// tree writes a folder of a file system under another name.
func (w *writer) tree(files fs.FS, dir, under string) error {
	return fs.WalkDir(files, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		w.put(path.Join(under, name), string(data))
		return err
	})
}
