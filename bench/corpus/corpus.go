// Package corpus writes a site of any size, always the same for one size, to measure
// generators on and to compare what they make.
//
// It knows how records are written, and nothing of those that read them.
package corpus

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Corpus is the site, as large as its numbers say.
type Corpus struct{ Projects, Announcements int }

// Of gives the site of so many projects, with a fifth as many announcements.
func Of(projects int) *Corpus {
	return &Corpus{Projects: projects, Announcements: projects / 5}
}

// Bodies gives how many bodies there are: as many as make some forty projects each.
func (c *Corpus) Bodies() int { return c.Projects/40 + 2 }

// Place gives the name of the place of a body.
func (c *Corpus) Place(body int) string { return pick(places, body) }

// Measures gives the measures that pay for projects.
func Measures() []string { return slices.Clone(measures) }

// pick gives one of the words, by a number that scatters them.
func pick(words []string, n int) string { return words[Scatter(n)%len(words)] }

// Scatter is a fixed mixing of bits, so that neighbours differ.
func Scatter(n int) int {
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

// Project is one record, before it is written as some generator reads it.
type Project struct {
	ID, Title, Body, Day, Summary, Text string

	place, measure, state, cup, decree string
	amount                             int
	paid                               bool
}

// Project gives one of the records, from 0.
func (c *Corpus) Project(i int) Project {
	body := Scatter(i) % c.Bodies()
	p := Project{
		ID: fmt.Sprintf("progetto-%06d", i), Body: fmt.Sprintf("ente_%05d", body), place: pick(places, body),
		Title:   fmt.Sprintf("%s %s di %s, lotto %d", pick(deeds, i), pick(objects, i/3), pick(places, body), i%9+1),
		measure: pick(measures, i+7), cup: fmt.Sprintf("J%02dB2%d%05d0006", 10+i/100_000, Scatter(i)%6, i%100_000), Summary: pick(prose, i),
		Text:   pick(prose, i+1) + "\n\n" + pick(prose, i+2) + " " + pick(prose, i+3),
		amount: Scatter(i+1)%900_000 + 5_000, Day: fmt.Sprintf("202%d-%02d-%02d", 2+i%4, Scatter(i)%12+1, Scatter(i+2)%28+1),
		decree: fmt.Sprintf("%d - %d / 202%d - PNRR", Scatter(i)%90+1, i%3+1, 2+i%4), paid: Scatter(i+3)%3 > 0,
	}
	p.state = "in corso"
	if p.paid {
		p.state = "concluso"
	}
	return p
}

// Write writes the site for Vetro, with the files of each project that a large site has,
// whatever its size.
func (c *Corpus) Write(dir string) error {
	w := Writer{Dir: dir}
	w.Put("site.toml", "titolo = \"Il paese\"\nbase_url = \"https://www.example.it/\"\n[dati]\nper_progetto = 1\n")
	for i := range c.Bodies() {
		w.Put(fmt.Sprintf("content/enti/ente_%05d.toml", i), fmt.Sprintf("nome = \"Comune di %s %d\"\ntipo = \"comune\"\nregione = \"Lombardia\"\nsito = \"https://www.example.it/%d\"\n", pick(places, i), i, i))
	}
	for i := range c.Projects {
		p := c.Project(i)
		w.Put("content/progetti/"+p.ID+".toml", p.toml())
	}
	for i := range c.Announcements {
		w.Put(fmt.Sprintf("content/notizie/%s-nota-%06d.md", c.Project(i*5).Day, i), c.announcement(i))
	}
	return w.Err
}

// toml gives the record as Vetro reads it.
func (p *Project) toml() string {
	return fmt.Sprintf("titolo = %q\n%s\ndescrizione = \"\"\"\n%s\n\"\"\"\n%s", p.Title, p.Facts(), p.Text, p.Tables())
}

// Facts gives the keys of the record that both generators name alike.
func (p *Project) Facts() string {
	return fmt.Sprintf("ente = %q\nstato = %q\ncup = %q\nsommario = %q\npiattaforma = \"PA digitale 2026\"\npubblicato = %s\naggiornato = 2026-08-22\n", p.Body, p.state, p.cup, p.Summary, p.Day)
}

// Tables gives what a record has many of.
func (p *Project) Tables() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n[[finanziamento]]\nmisura = %q\nimporto = %d\ndata = %s\ndecreto = %q\navviso = \"Avviso %s, aprile 2025\"\n", p.measure, p.amount, p.Day, p.decree, p.measure)
	if p.paid {
		b.WriteString("stato = \"erogato\"\ndata_stato = 2026-05-25\n")
	} else {
		b.WriteString("stato = \"assegnato\"\n")
	}
	fmt.Fprintf(&b, "\n[[tappa]]\ntitolo = \"Candidatura inviata\"\nfase = \"altro\"\neffettiva = %s\n", p.Day)
	b.WriteString("\n[[tappa]]\ntitolo = \"Completamento delle attività\"\nfase = \"completamento\"\nprevista = 2026-03-31\n")
	fmt.Fprintf(&b, "\n[[atto]]\ntipo = \"Decreto di finanziamento\"\nnumero = %q\ndata = %s\noggetto = \"Finanziamento dei progetti dell’avviso\"\ncup = [%q]\nurl = \"https://www.example.it/atti/%s\"\npubblicato = %s\n", p.decree, p.Day, p.cup, p.ID, p.Day)
	b.WriteString("\n[[provenienza]]\ntitolo = \"Dati PNRR PA digitale 2026\"\nurl = \"https://github.com/teamdigitale/padigitale2026-opendata\"\ndata = 2026-08-17\nlicenza = \"CC-BY-4.0\"\n")
	return b.String()
}

// announcement gives an announcement of a project.
func (c *Corpus) announcement(i int) string {
	p := c.Project(i * 5)
	return fmt.Sprintf("+++\ntitolo = %q\ndata = %s\nsommario = %q\nente = %q\nprogetti = [%q]\n+++\n%s", "Finanziato: "+p.Title, p.Day, p.Summary, p.Body, p.ID, p.Story())
}

// Story gives the words of the announcement of a project, in Markdown.
func (p *Project) Story() string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Il progetto **%s** riceve %d euro.\n\n## Che cosa cambia\n\n%s\n\n- tempi certi\n- dati aperti\n- meno code\n\n## Come si paga\n\n%s\n\n> %s\n", p.Title, p.amount, p.Text, p.Summary, p.Text)
	return b.String()
}

// Writer writes files and keeps the first error.
type Writer struct {
	Dir string
	Err error
}

// Put writes one file, and the folders that it stands in.
func (w *Writer) Put(name, text string) {
	if w.Err != nil {
		return
	}
	name = filepath.Join(w.Dir, filepath.FromSlash(name))
	if w.Err = os.MkdirAll(filepath.Dir(name), 0o777); w.Err == nil {
		w.Err = os.WriteFile(name, []byte(text), 0o666)
	}
}

// Tree writes a folder of a file system under another name.
func (w *Writer) Tree(files fs.FS, dir, under string) error {
	return fs.WalkDir(files, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		w.Put(path.Join(under, name), string(data))
		return err
	})
}
