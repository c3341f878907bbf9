package load

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// A thousand projects of 1.5 kB, as an office would have imported and completed them,
// with an announcement for every ten.
func BenchmarkSite(b *testing.B) {
	fsys := fstest.MapFS{
		"site.toml":               {Data: []byte("titolo = \"Prova\"\nente = \"p_xx\"\n")},
		"content/enti/p_xx.toml":  {Data: []byte("nome = \"Provincia di Prova\"\n")},
		"content/media/atto.pdf":  {Data: []byte("x")},
		"content/media/altro.pdf": {Data: []byte("x")},
	}
	var bytes int64
	for i := range 1000 {
		text := fmt.Sprintf(`titolo = "Progetto %d"
stato = "concluso"
cup = "J31B2100456%04d"
sommario = "Una o due frasi che dicono che cosa si fa, per chi e con quale denaro."
descrizione = """
%s
"""
servizi = ["protocollo", "gestione documentale", "contabilità"]
pubblicato = 2025-07-29
aggiornato = 2026-08-22

[[finanziamento]]
misura = "M1C1I1.2"
importo = "%d.50"
stato = "erogato"
data = 2025-06-23
data_stato = 2026-08-02
decreto = "73 - 1 / 2025 - PNRR"
avviso = "1.2 Abilitazione al Cloud - Province e città metropolitane - aprile 2025"

[[tappa]]
titolo = "Completamento delle attività"
fase = "completamento"
prevista = 2026-03-31
effettiva = "2026-03"

[[atto]]
tipo = "Decreto"
data = 2025-06-23
documenti = ["media/atto.pdf", "media/altro.pdf"]

[[contratto]]
oggetto = "Migrazione"
cig = "B1A5544327"
importo = 250000

[[provenienza]]
titolo = "PA digitale 2026"
url = "https://example.it/dati"
`, i, i, strings.Repeat("Un capoverso con un [link](../pagine/privacy.md). ", 9), 1000+i)
		bytes += int64(len(text))
		fsys[fmt.Sprintf("content/progetti/%d/p-%d.toml", i%10, i)] = &fstest.MapFile{Data: []byte(text)}
		if i%10 == 0 {
			fsys[fmt.Sprintf("content/notizie/n-%d.md", i)] = &fstest.MapFile{
				Data: fmt.Appendf(nil, "+++\ntitolo = \"Notizia\"\nprogetti = [\"p-%d\"]\n+++\nTesto.\n", i),
			}
		}
	}
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		if _, problems, err := Site(fsys, today); err != nil || len(problems) > 0 {
			b.Fatal(err, report(problems))
		}
	}
}
