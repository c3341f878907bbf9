package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// nbsp is what stands between a number and its unit.
const nbsp = "\u00a0"

// TestCrawlCatches changes a figure of a built site in one place, most by one cent, and the crawl
// must find it there.
func TestCrawlCatches(t *testing.T) {
	dir := built(t, unpack(t, "testdata/denaro/piu-enti.txtar"))
	tests := []struct{ name, file, before, after, want string }{
		{"words of the headline", "index.html", `<h1><data class="assegnato" value="2570000.75">2.570.000,75`, `<h1><data class="assegnato" value="2570000.75">2.570.000,76`, "assegnato @ sito"},
		{"value of the headline", "index.html", `<h1><data class="assegnato" value="2570000.75">`, `<h1><data class="assegnato" value="2570000.76">`, "2570000.76 for machines"},
		{"both", "progetti/index.html", `<data class="erogato" value="1020000.60">1.020.000,60`, `<data class="erogato" value="1020000.61">1.020.000,61`, "erogato @ sito"},
		{"words without a value", "enti/r_x.html", `<data class="assegnato" value="1580000.15">1.580.000,15` + nbsp + `€</data>`, `1.580.000,15` + nbsp + `€`, "stands in no data element"},
		{"the flow of a value", "enti/r_x.html", `<data class="erogato"`, `<data class="pagato"`, "for machines"},
		{"almeno left out", "index.html", `<dd>almeno <data class="erogato"`, `<dd><data class="erogato"`, "erogato @ sito"},
		{"almeno too much", "enti/p_x.html", `<dd><data class="erogato"`, `<dd>almeno <data class="erogato"`, "erogato @ ente:p_x"},
		{"unknown told as paid", "progetti/sanita.html", `erogazione non comunicata`, `erogati per intero`, "erogato @ progetto:sanita"},
		{"projects of a sentence", "index.html", `assegnati a 4 progetti`, `assegnati a 5 progetti`, "progetti con assegnato @ sito"},
		{"a share", "index.html", `almeno il 39,6`, `almeno il 39,7`, "quota erogata @ sito"},
		{"the description", "enti/c_x000.html", `content="350.000` + nbsp + `€`, `content="350.000,01` + nbsp + `€`, "assegnato @ ente:c_x000"},
		{"what a card says", "misure/m2c4i2-2.html", `card-amount"><data class="assegnato" value="600000.60">600.000,60`, `card-amount"><data class="assegnato" value="600000.60">600.000,61`, "assegnato @ progetto:strada/misura"},
		{"the list of states", "index.html", `<td class="number">2</td><td class="number">430.000,00`, `<td class="number">2</td><td class="number">430.000,01`, "assegnato @ stato:concluso"},
		{"a table under a figure", "enti/index.html", `<td class="number">640.000,60`, `<td class="number">640.000,61`, "@ ente:p_x"},
		{"the foot of a table", "enti/index.html", `<td class="number">almeno 1.020.000,60`, `<td class="number">almeno 1.020.000,61`, "erogato @ sito"},
		{"a number in a drawing", "index.html", `<tspan class="chart-value">1.580.000,15`, `<tspan class="chart-value">1.580.000,16`, "assegnato @ ente:r_x"},
		{"the length of a bar", "enti/index.html", `<rect class="chart-part" x="0%" y="62" width="5.`, `<rect class="chart-part" x="0%" y="62" width="6.`, "is drawn"},
		{"the key of a drawing", "dati/grafici/nel-tempo.svg", `>almeno 1.020.000,60`, `>almeno 1.020.000,61`, "erogato @ sito"},
		{"a live chart", "index.html", `"data":[{"value":158000015}`, `"data":[{"value":158000016}`, "assegnato @ ente:r_x"},
		{"the numbers of a figure", "dati/grafici/per-ente.csv", `1580000.15`, `1580000.16`, "assegnato @ ente:r_x"},
		{"what a figure does not know", "dati/grafici/per-ente.csv", `1580000.15,80000.00,,,1`, `1580000.15,80000.00,,,0`, "erogato @ ente:r_x"},
		{"a picture of a figure", "dati/grafici/per-ente.svg", `>640.000,60`, `>640.000,61`, "assegnato @ ente:p_x"},
		{"a column of projects", "dati/progetti.csv", `640000.60,640000.60,`, `640000.60,640000.61,`, "erogato @ progetto:strada"},
		{"a funding", "dati/finanziamenti.csv", `40000.00`, `40000.01`, "importo @ finanziamento:strada#2"},
		{"a contract", "dati/contratti.csv", `500000.05`, `500000.06`, "importo @ contratto:strada#1"},
		{"a payment", "dati/pagamenti.json", `299999.99`, `299999.98`, "importo @ pagamento:scuola#2"},
		{"totals", "dati/indice.json", `"pagato_fornitori": 299999.99`, `"pagato_fornitori": 299999.98`, "pagato @ sito"},
		{"unknown as zero", "progetti/sanita.json", `"erogato": null`, `"erogato": 0.00`, "erogato @ progetto:sanita"},
		{"what is not known, as nothing", "dati/tutto.json", `"erogato_ignoti":1`, `"erogato_ignoti":0`, "erogato @ sito"},
		{"what filters read", "progetti/elenco.js", `64000060`, `64000061`, "assegnato @ progetto:strada"},
		{"data of schema.org", "progetti/portale.html", `"value":"80000.00"`, `"value":"80000.01"`, "importo @ finanziamento:portale#1"},
		{"the sum of an announcement", "notizie/2026-11-01-due.html", `<td class="number">2.490.000,75`, `<td class="number">2.490.000,76`, "assegnato @ notizia:2026-11-01-due"},
		{"the yearly list", "amministrazione-trasparente/elenco-annuale-progetti-2023.html", `>665.000,60`, `>665.000,61`, "costo @ progetto:strada"},
		{"under a measure", "amministrazione-trasparente/attuazione-misure-pnrr.html", `: <data class="assegnato" value="600000.60">600.000,60`, `: <data class="assegnato" value="600000.60">600.000,61`, "assegnato @ progetto:strada/misura:M2C4I2.2"},
		{"a funding on its page", "progetti/strada.html", `<td class="number">40.000,00` + nbsp + `€</td><td class="number">40.000,00`, `<td class="number">40.000,00` + nbsp + `€</td><td class="number">40.000,01`, "erogato @ finanziamento:strada#2"},
		{"a fact of a timeline", "progetti/portale.html", `Assegnati 80.000,00`, `Assegnati 80.000,01`, "of no funding"},
		{"news of a feed", "enti/r_x.feed.json", `Erogati 80.000,00`, `Erogati 80.000,01`, "of no funding"},
		{"an amount in a place of its own", "index.html", `<p class="lead">Conclusi`, `<div>In cassa 12,50` + nbsp + `€</div><p class="lead">Conclusi`, "does not read"},
	}
	l, err := crawlMoney(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, differ := l.compare(); len(differ) > 0 {
		t.Fatalf("the site differs before anything is changed: %q", differ)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name, whole := filepath.Join(dir, filepath.FromSlash(tt.file)), read(t, dir, tt.file)
			if !strings.Contains(whole, tt.before) {
				t.Fatalf("%s does not have %q", tt.file, tt.before)
			}
			defer lay(t, name, whole)
			if err := os.WriteFile(name, []byte(strings.Replace(whole, tt.before, tt.after, 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			l, err := crawlMoney(dir)
			if err != nil {
				t.Fatal(err)
			}
			_, _, differ := l.compare()
			if !slices.ContainsFunc(differ, func(d string) bool { return strings.Contains(d, tt.want) && strings.Contains(d, tt.file) }) {
				t.Errorf("the change of %s is not found where it is: %q", tt.file, differ)
			}
		})
	}
}
