package serve

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vetro/internal/build"
	"vetro/internal/record"
	"vetro/themes"
)

// today is the day of all tests here.
var today = record.Date{Year: 2026, Month: 11, Day: 22}

// writeFile puts a file into a site folder, whole at once, so that nobody sees half of it.
func writeFile(t testing.TB, root, name, text string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(filepath.Dir(full), ".meta")
	if err := errors.Join(os.WriteFile(half, []byte(text), 0o666), os.Rename(half, full)); err != nil {
		t.Fatal(err)
	}
}

// newCorpus makes a site of n projects, of ten bodies, and of n/5 announcements.
func newCorpus(t testing.TB, n int) string {
	t.Helper()
	root := t.TempDir()
	writeFile(t, root, "site.toml", "titolo = \"Prova\"\nbase_url = \"https://example.it/pnrr/\"\n")
	for i := range 10 {
		writeFile(t, root, fmt.Sprintf("content/enti/p_x%d.toml", i), fmt.Sprintf("nome = \"Provincia %d\"\n", i))
	}
	for i := range n {
		writeFile(t, root, projectFile(i), projectText(i, "Migrazione in cloud"))
		if i%5 == 0 {
			writeFile(t, root, fmt.Sprintf("content/notizie/n-%d.md", i), fmt.Sprintf(
				"+++\ntitolo = \"Notizia %d\"\ndata = 2026-0%d-11\nprogetti = [\"p-%d\"]\n+++\n%s\n",
				i, 1+i%9, i, strings.Repeat("Un capoverso che racconta con parole piane che cosa si fa.\n\n", 4)))
		}
	}
	return root
}

func projectFile(i int) string { return fmt.Sprintf("content/progetti/%d/p-%d.toml", i%10, i) }

// projectText gives a record of some 1.2 kB, without problems.
func projectText(i int, title string) string {
	return fmt.Sprintf(`titolo = "%s %d"
ente = "p_x%d"
stato = "in corso"
cup_assente = "non ancora richiesto"
stesso_denaro = "lo stesso testo va in più file"
sommario = "Una o due frasi che dicono che cosa si fa, per chi e con quale denaro."
descrizione = """
%s"""
servizi = ["protocollo", "gestione documentale"]
aggiornato = 2026-08-22

[[finanziamento]]
misura = "M1C1I1.2"
importo = %d
stato = "assegnato"
data = 202%d-06-23
decreto = "73 - 1 / 2025 - PNRR"

[[tappa]]
titolo = "Completamento delle attività"
fase = "completamento"
prevista = 2027-03-31
`, title, i, i%10, strings.Repeat("Un capoverso che descrive il progetto con parole piane. ", 9), 100000+i*7, 2+i%4)
}

func optionsFor(root string) build.Options {
	return build.Options{Site: root, Today: today, Theme: themes.Italia()}
}

// BenchmarkSaveToPage measures what an author waits for: from the save of one project to
// its changed page, the rest after the save, the event and the request included.
// VETRO_PROJECTS gives the size of the site, 1000 if it says nothing.
func BenchmarkSaveToPage(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("VETRO_PROJECTS"))
	if err != nil {
		n = 1000
	}
	root := newCorpus(b, n)
	start := time.Now()
	s := serveSite(b, Options{Site: optionsFor(root)})
	ready := time.Since(start)
	in := s.stream(s.version(), "")
	in.next()
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		title := fmt.Sprintf("Salvataggio %d di", i)
		start := time.Now()
		writeFile(b, root, projectFile(7), projectText(7, title))
		for in.next().name != "sito" {
		}
		if _, page := s.get(s.base + "progetti/p-7.html"); !strings.Contains(string(page), title) {
			b.Fatal("the page is an old one")
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms/median")
	b.ReportMetric(ready.Seconds()*1000, "ms/ready")
}
