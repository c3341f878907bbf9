package load

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"testing/fstest"
)

// corpusSite gives a site of as many projects as imports make them, with an announcement
// for every five, and how many bytes its projects have.
func corpusSite(projects int) (fsys fstest.MapFS, bytes int64) {
	fsys = fstest.MapFS{"site.toml": {Data: []byte("titolo = \"Prova\"\nbase_url = \"https://www.example.it/\"\n")}}
	write := func(name, form string, args ...any) {
		text := fmt.Sprintf(form, args...)
		bytes += int64(len(text))
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for i := range 1 + projects/100 {
		write(fmt.Sprintf("content/enti/ente_%05d.toml", i), "nome = \"Comune di Prova %d\"\ntipo = \"comune\"\nregione = \"Lombardia\"\n", i)
	}
	works := []string{
		"I lavori riducono i consumi dell’edificio e lo rendono accessibile a tutti.",
		"Cinque sistemi informatici passano in cloud, per servizi più affidabili e capaci di scambiarsi dati.",
		"La piattaforma manda gli avvisi ai cittadini senza carta, e ne tiene la prova.",
	}
	measures := []string{"M1C1I1.4.4", "M1C1I1.2", "M1C1I1.4.1", "M1C1I1.4.3"}
	for i := range projects {
		one, two, measure := works[i%3], works[(i+1)%3], measures[i%4]
		write(fmt.Sprintf("content/progetti/progetto-%06d.toml", i), corpusProject,
			i, i/100, i, i, one, two, one, two, measure, 10000+i*7, i%90+1, measure, i%90+1, i, i)
		if i%5 == 0 {
			write(fmt.Sprintf("content/notizie/notizia-%06d.md", i), corpusNotice, i, one, i/100, i, i, 10000+i*7, two, one, one, two)
		}
	}
	return fsys, bytes
}

const corpusProject = `titolo = "Migrazione in cloud dei servizi della Provincia di Pavia, lotto %d"
ente = "ente_%05d"
stato = "concluso"
cup = "J10B2%010d"
sommario = "Cambiato %d volte. %s"
descrizione = """
%s

%s %s
"""
piattaforma = "PA digitale 2026"
pubblicato = 2022-01-07
aggiornato = 2026-08-22

[[finanziamento]]
misura = "%s"
importo = %d
data = 2022-01-07
decreto = "%d - 1 / 2022 - PNRR"
avviso = "Avviso %s, aprile 2025"
stato = "erogato"
data_stato = 2026-05-25

[[tappa]]
titolo = "Candidatura inviata"
fase = "altro"
effettiva = 2022-01-07

[[tappa]]
titolo = "Completamento delle attività"
fase = "completamento"
prevista = 2026-03-31

[[atto]]
tipo = "Decreto di finanziamento"
numero = "%d - 1 / 2022 - PNRR"
data = 2022-01-07
oggetto = "Finanziamento dei progetti dell’avviso"
cup = ["J10B2%010d"]
url = "https://www.example.it/atti/progetto-%06d"
pubblicato = 2022-01-07

[[provenienza]]
titolo = "Dati PNRR PA digitale 2026"
url = "https://github.com/teamdigitale/padigitale2026-opendata"
data = 2026-08-17
licenza = "CC-BY-4.0"
`

const corpusNotice = `+++
titolo = "Finanziato: Migrazione in cloud dei servizi della Provincia di Pavia, lotto %d"
data = 2022-01-07
sommario = "%s"
ente = "ente_%05d"
progetti = ["progetto-%06d"]
+++
Il progetto **Migrazione in cloud dei servizi della Provincia di Pavia, lotto %d** riceve %d euro.

## Che cosa cambia

%s

%s

- tempi certi
- dati aperti
- meno code

## Come si paga

> %s

%s
`

// BenchmarkSite reads 2,000 projects; its time is that of all processors together.
func BenchmarkSite(b *testing.B) {
	const projects = 2000
	fsys, bytes := corpusSite(projects)
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		if _, problems, err := Site(fsys, today); err != nil || len(problems) > 0 {
			b.Fatal(err, report(problems))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*projects), "ns/project")
}

// BenchmarkReload reads the site again after one project has changed.
func BenchmarkReload(b *testing.B) {
	const projects = 2000
	fsys, _ := corpusSite(projects)
	_, cache, _, err := Reload(fsys, today, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	const changed = "content/progetti/progetto-000777.toml"
	fsys[changed] = fsys["content/progetti/progetto-000778.toml"]
	b.ReportAllocs()
	for b.Loop() {
		if _, _, _, err := Reload(fsys, today, cache, func(name string) bool { return name != changed }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkProject reads one project, without its folder.
func BenchmarkProject(b *testing.B) {
	fsys, _ := corpusSite(10)
	const name = "content/progetti/progetto-000007.toml"
	basis, scratch := newBasis(fsys, today), newScratch()
	b.ReportAllocs()
	for b.Loop() {
		l := newLoader(basis, name)
		l.scratch = scratch
		if l.project(fsys[name].Data); len(l.problems) > 0 {
			b.Fatal(report(l.problems))
		}
	}
}

// BenchmarkNotice reads one announcement, without its folder.
func BenchmarkNotice(b *testing.B) {
	fsys, _ := corpusSite(10)
	const name = "content/notizie/notizia-000005.md"
	basis, scratch := newBasis(fsys, today), newScratch()
	b.ReportAllocs()
	for b.Loop() {
		l := newLoader(basis, name)
		l.scratch = scratch
		if l.announcement(fsys[name].Data); len(l.problems) > 0 {
			b.Fatal(report(l.problems))
		}
	}
}

// BenchmarkMemory tells how much memory a project takes once it is read, beyond the bytes
// of its file.
func BenchmarkMemory(b *testing.B) {
	const projects = 2000
	fsys, bytes := corpusSite(projects)
	live := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for b.Loop() {
		before := live()
		site, cache, _, err := Reload(fsys, today, nil, nil)
		if err != nil {
			b.Fatal(err)
		}
		after := live()
		b.ReportMetric(float64(after-before)/projects, "live-B/project")
		b.ReportMetric(float64(bytes)/projects, "text-B/project")
		runtime.KeepAlive(site)
		runtime.KeepAlive(cache)
	}
}

// BenchmarkFolder reads the site whose folder VETRO_SITE names, as a build does.
func BenchmarkFolder(b *testing.B) {
	dir := os.Getenv("VETRO_SITE")
	if dir == "" {
		b.Skip("VETRO_SITE is not set")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	b.ReportAllocs()
	files := 0
	for b.Loop() {
		site, _, err := Site(root.FS(), today)
		if err != nil {
			b.Fatal(err)
		}
		files = len(site.Projects) + len(site.Announcements) + len(site.Bodies)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*files), "ns/file")
}

// BenchmarkFolderReload reads that site again when nothing has changed: with files known
// to be the same, and with files that are looked at.
func BenchmarkFolderReload(b *testing.B) {
	dir := os.Getenv("VETRO_SITE")
	if dir == "" {
		b.Skip("VETRO_SITE is not set")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	_, cache, _, err := Reload(root.FS(), today, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	for name, unchanged := range map[string]func(string) bool{"known": func(string) bool { return true }, "looked-at": nil} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, _, err := Reload(root.FS(), today, cache, unchanged); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
