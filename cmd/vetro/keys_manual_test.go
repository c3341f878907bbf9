package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vetro/internal/media"
	"vetro/internal/record"
)

// keyExamples give each key a value, as it stands in a file. TestKeyExamples makes a site
// of them, so that none can be copied that Vetro would refuse.
var keyExamples = map[string]string{
	"site.titolo": `"PNRR in chiaro"`, "site.base_url": `"https://www.provincia.example.it/pnrr/"`, "site.sottotitolo": `"I progetti finanziati, euro per euro"`,
	"site.ente": `"p_pv"`, "site.tema": `"italia"`, "site.licenza": `"CC-BY-4.0"`, "site.per_pagina": `25`, "site.stemma": `"media/stemma.svg"`,
	"site.cig_url": `"https://www.example.it/gara?cig={cig}"`, "site.intestazioni": `["_headers", ".htaccess"]`,
	"contatti.indirizzo": `"Piazza Italia 2, Pavia"`, "contatti.telefono": `"0382 5971"`, "contatti.email": `"info@provincia.example.it"`,
	"contatti.pec": `"provincia@pec.example.it"`, "contatti.urp": `"urp@provincia.example.it"`, "contatti.rpd": `"rpd@provincia.example.it"`, "contatti.segnalazioni": `"segnalazioni@provincia.example.it"`,
	"pagine.accessibilita": `"https://form.agid.gov.it/view/esempio"`, "pagine.privacy": `"https://www.provincia.example.it/privacy"`, "pagine.note_legali": `"https://www.provincia.example.it/note-legali"`,
	"dati.per_progetto": `2000`, "media.sempre": `["media/determina.txt"]`, "media.tipi": `["skp"]`,
	"ente.nome": `"Provincia di Pavia"`, "ente.tipo": `"provincia"`, "ente.codice_ipa": `"p_pv"`, "ente.codice_fiscale": `"80000030181"`, "ente.sito": `"https://www.provincia.pv.it/"`,
	"ente.amministrazione_trasparente": `"https://www.provincia.example.it/trasparenza"`, "ente.regione": `"Lombardia"`, "ente.provincia": `"PV"`, "ente.comune": `"Pavia"`, "ente.istat": `"018110"`,
	"progetto.titolo": `"Migrazione in cloud dei servizi digitali"`, "progetto.ente": `"p_pv"`, "progetto.stato": `"in corso"`, "progetto.cup": `"I89B25000070006"`,
	"progetto.cup_assente": `"il CUP è stato chiesto il 3 marzo 2026"`, "progetto.stesso_denaro": `"è il secondo lotto, con lo stesso CUP"`, "progetto.sommario": `"Cinque sistemi informatici passano in cloud."`, "progetto.descrizione": `"Un testo **in Markdown**."`,
	"progetto.servizi": `["protocollo", "tributi"]`, "progetto.beneficiari": `["cittadini", "imprese"]`, "progetto.risultati_attesi": `["infrastruttura più semplice"]`,
	"progetto.ufficio": `"Transizione digitale"`, "progetto.titolare": `"Dipartimento per la trasformazione digitale"`, "progetto.piattaforma": `"PA digitale 2026"`,
	"progetto.dnsh": `"Il principio è seguito sulla piattaforma nazionale."`, "progetto.in_evidenza": `true`, "progetto.pubblicato": `2025-07-29`, "progetto.aggiornato": `2026-08-22`, "progetto.precedenti": `["pv-cloud"]`,
	"finanziamento.misura": `"M1C1I1.2"`, "finanziamento.fonte": `"PNRR"`, "finanziamento.importo": `931712`, "finanziamento.stato": `"erogato"`, "finanziamento.data": `2025-06-23`,
	"finanziamento.data_stato": `2026-08-02`, "finanziamento.decreto": `"73 - 1 / 2025 - PNRR"`, "finanziamento.avviso": `"1.2 Abilitazione al Cloud - aprile 2025"`,
	"finanziamento.fondo": `"FESR 2021-2027"`, "finanziamento.erogato": `279513`, "finanziamento.erogato_al": `2026-08-17`,
	"finanziamento.assente_dalla_fonte": `2026-08-17`, "finanziamento.tieni": `"lo conferma il decreto 73 del 2025"`,
	"tappa.titolo": `"Completamento delle attività"`, "tappa.fase": `"completamento"`, "tappa.prevista": `"2026-03"`, "tappa.effettiva": `2026-03-20`, "tappa.nota": `"Undici giorni prima del termine."`,
	"atto.tipo": `"Determina"`, "atto.numero": `"124/2025"`, "atto.data": `2025-09-01`, "atto.pubblicato": `2025-09-03`, "atto.in_vigore": `2025-09-18`, "atto.oggetto": `"Affidamento dei servizi"`,
	"atto.url": `"https://www.provincia.example.it/atti/124"`, "atto.documenti": `["media/determina.txt"]`, "atto.cup": `["I89B25000070006"]`, "atto.nota": `"Rettificata nella data."`,
	"contratto.oggetto": `"Servizi cloud"`, "contratto.cig": `"B1A5544327"`, "contratto.cig_assente": `"affidamento a una società in house"`, "contratto.fornitore": `"Impresa srl"`,
	"contratto.codice_fiscale": `"00743110157"`, "contratto.importo": `"1234.50"`, "contratto.procedura": `"affidamento diretto"`, "contratto.data": `2025-10-01`,
	"pagamento.data": `2026-08-02`, "pagamento.importo": `931712`, "pagamento.verso": `"ente"`, "pagamento.nota": `"Saldo."`,
	"indicatore.nome": `"Servizi migrati"`, "indicatore.unita": `"servizi"`, "indicatore.previsto": `5`, "indicatore.raggiunto": `4.5`, "indicatore.data": `2026-03-31`,
	"luogo.nome": `"Palazzo della Provincia"`, "luogo.istat": `"018110"`, "luogo.lat": `45.185`, "luogo.lon": `9.157`,
	"provenienza.titolo": `"Dati PNRR PA digitale 2026"`, "provenienza.url": `"https://github.com/teamdigitale/padigitale2026-opendata"`, "provenienza.data": `2026-08-17`, "provenienza.licenza": `"CC-BY-4.0"`, "provenienza.fonte": `"padigitale-altrienti"`,
	"importato.titolo": `"Dati PNRR PA digitale 2026"`, "importato.url": `"https://github.com/teamdigitale/padigitale2026-opendata"`, "importato.licenza": `"CC-BY-4.0"`, "importato.giorno": `2026-08-17`,
	"notizia.titolo": `"I servizi passano in cloud"`, "notizia.data": `2026-08-22`, "notizia.sommario": `"Cinque sistemi informatici passano in cloud."`, "notizia.tipo": `"comunicato"`, "notizia.categorie": `["PNRR"]`,
	"notizia.ente": `"p_pv"`, "notizia.progetti": `["esempio"]`, "notizia.bozza": `false`, "notizia.pubblica_dal": `2026-08-22`, "notizia.immagine": `"media/sala.svg"`, "notizia.immagine_alt": `"La sala dei computer, vuota"`,
	"notizia.allegati": `["media/determina.txt"]`, "notizia.precedenti": `["cloud"]`,
	"sezione.titolo": `"I nostri bilanci"`, "sezione.aggiornato": `2026-08-22`, "sezione.motivo": `"l’ente non ha questi dati"`,
	"pagina.titolo": `"Informazioni"`, "pagina.aggiornato": `2026-08-22`,
	"misura.codice": `"M1C1I9.9"`, "misura.titolo": `"Una misura che il registro non ha ancora"`, "misura.tipo": `"Investimento"`, "misura.titolare": `"Ministero dell’interno"`, "misura.nota": `"Aggiunta dall’ente."`,
}

// keyTable is a table of keys, as the manual shows it and as a file has it.
type keyTable struct {
	name, title, about string
	rows, values       string // as Markdown; as TOML
}

func keyTables(t *testing.T) []keyTable {
	return []keyTable{
		keysOfTable(t, "site", "site.toml", "Il sito. Sotto `[sezioni]` una riga è come `bilanci = \"https://www.provincia.example.it/bilanci\"`; sotto `[controlli]` come `frase-lunga = \"spento\"`."),
		keysOfTable(t, "contatti", "[contatti] in site.toml", "I contatti dell’ente."),
		keysOfTable(t, "pagine", "[pagine] in site.toml", "Se una manca, la pagina la fa Vetro; la dichiarazione di accessibilità va però fatta su form.agid.gov.it."),
		keysOfTable(t, "dati", "[dati] in site.toml", "I dati aperti."),
		keysOfTable(t, "media", "[media] in site.toml", "I file di `content/media`: si pubblicano quelli a cui rimanda una pagina o un dato pubblicato."),
		keysOfTable(t, "ente", "content/enti/ID.toml", "Un ente: l’id è il nome del file."),
		keysOfTable(t, "progetto", "content/progetti/ID.toml", "Un progetto: l’id, che è il nome del file, è il suo indirizzo per sempre. I file possono stare in sottocartelle."),
		keysOfTable(t, "finanziamento", "[[finanziamento]] di un progetto", "Il denaro: una tabella per ogni finanziamento, almeno una. Le risorse proprie dell’ente (`fonte = \"risorse proprie\"`, o la fonte che è l’ente stesso) e il denaro ancora `da reperire` stanno a parte, fuori da quanto è assegnato. `erogato = 0` si scrive solo se si sa che nulla è arrivato, sempre con il giorno: dopo sei mesi le pagine non lo dicono più."),
		keysOfTable(t, "tappa", "[[tappa]] di un progetto", "Di `prevista` ed `effettiva` ci vuole almeno una."),
		keysOfTable(t, "atto", "[[atto]] di un progetto", "Le voci della circolare RGS 9/2022, allegato 4."),
		keysOfTable(t, "contratto", "[[contratto]] di un progetto", "I contratti con i fornitori."),
		keysOfTable(t, "pagamento", "[[pagamento]] di un progetto", "Il denaro arrivato all’ente, o pagato ai fornitori."),
		keysOfTable(t, "indicatore", "[[indicatore]] di un progetto", "Quanto si prevede e quanto si è raggiunto."),
		keysOfTable(t, "luogo", "[[luogo]] di un progetto", "Dove si fa."),
		keysOfTable(t, "provenienza", "[[provenienza]] di un progetto", "Da dove vengono i dati. Se vengono da una fonte importata basta `fonte`: titolo, indirizzo, licenza e giorno stanno nel suo file."),
		keysOfTable(t, "importato", "content/importati/FONTE.toml", "Una fonte importata. Il file lo scrive `vetro import`, che vi tiene anche altre chiavi: il sito legge soltanto queste."),
		keysOfTable(t, "notizia", "content/notizie/ID.md", "Tra le due righe `+++`; sotto, il testo in Markdown."),
		keysOfTable(t, "sezione", "content/sezioni/ID.md", "Una sezione di Amministrazione trasparente: il testo, o il motivo per cui è vuota."),
		keysOfTable(t, "pagina", "content/pagine/ID.md", "Una pagina libera."),
		keysOfTable(t, "misura", "content/misure/CODICE.toml", "Una misura da aggiungere o da correggere."),
	}
}

func keysOfTable(t *testing.T, name, title, about string) keyTable {
	t.Helper()
	table := keyTable{name: name, title: title, about: about}
	for _, f := range record.FieldsOf(name) {
		accepts, single := acceptedBy(&f)
		example, known := keyExamples[name+"."+f.Key]
		if single != known {
			t.Errorf("%s.%s: an example: %t", name, f.Key, known)
		}
		needed := ""
		if f.Required {
			needed = " **Necessaria**"
			if f.Unless != "" {
				needed += ", ma non " + f.Unless
			}
			needed += "."
		}
		if known {
			table.values += f.Key + " = " + example + "\n"
			example = "`" + f.Key + " = " + example + "`"
		}
		table.rows += fmt.Sprintf("| `%s` | %s.%s | %s | %s |\n", f.Key, f.Meaning, needed, accepts, example)
	}
	return table
}

// acceptedBy says what a key takes, and whether that is a value and not a table.
func acceptedBy(f *record.Field) (accepts string, single bool) {
	switch f.Form {
	case record.OneOf:
		accepts = "`" + strings.Join(f.Values, "` · `") + "`"
	case record.BodyID:
		accepts = "id di un ente"
	case record.ProjectID:
		accepts = "id di un progetto"
	case record.FormerID:
		accepts = "un id di prima"
	case record.MeasureID:
		accepts = "codice di una misura"
	case record.DatasetID:
		accepts = "il nome di una fonte importata"
	case record.MediaFile:
		accepts = "un file di `content/media`"
	case record.MediaType:
		accepts = "un’estensione, senza il punto"
	case record.WebAddr:
		accepts = "un indirizzo web"
	default:
		accepts = "un testo"
	}
	switch f.Type.Shape {
	case record.TextShape:
		if c := f.Type.Code; c != nil {
			accepts = fmt.Sprintf("un %s, %d caratteri", c.Name, c.Length)
		}
	case record.MarkdownShape:
		accepts = "un testo in Markdown"
	case record.ListShape:
		accepts = "una lista: " + accepts
		if c := f.Type.Code; c != nil {
			accepts = "una lista di " + c.Name
		}
	case record.BoolShape:
		accepts = "`true` o `false`"
	case record.WholeShape:
		accepts = "un numero intero"
	case record.NumberShape:
		accepts = "un numero"
	case record.AmountShape:
		accepts = "euro interi, o con i centesimi tra virgolette"
	case record.DateShape:
		accepts = "un giorno"
		if f.Form == record.AnyDate {
			accepts = "un giorno, o `\"2026-03\"`, `\"2026\"`, `\"../2026-03-31\"` (entro quel giorno)"
		}
	case record.KeyedShape:
		return "una tabella: `[nome]`, poi una riga per voce", false
	default:
		return "una tabella, qui sotto", false
	}
	return accepts, true
}

const keysHead = `<!-- Generato dalla tabella delle chiavi con: go test ./cmd/vetro -run TestKeysManual -update -->

# Le chiavi, file per file

Ogni file di dati è fatto di righe ` + "`chiave = valore`" + `: è la forma [TOML](https://toml.io/it/). I testi stanno tra virgolette,
i numeri e le date no; una riga che comincia con ` + "`#`" + ` non conta. Le chiavi non necessarie si possono lasciare fuori: ciò che
non si sa, il sito lo dice a parole. Una tabella come ` + "`[[tappa]]`" + ` si scrive sotto le altre chiavi, una volta per ogni tappa.

` + "`vetro schema`" + ` dà queste stesse chiavi a VS Code, che le completa mentre si scrive.
`

// TestKeysManual holds docs/chiavi.md to the tables of fields, from which it is made.
func TestKeysManual(t *testing.T) {
	var b bytes.Buffer
	b.WriteString(keysHead)
	for _, table := range keyTables(t) {
		fmt.Fprintf(&b, "\n## `%s`\n\n%s\n\n| Chiave | Che cosa dice | Che cosa accetta | Esempio |\n|---|---|---|---|\n%s", table.title, table.about, table.rows)
		if table.name == "media" {
			b.WriteString(mediaTypes())
		}
	}
	wantPage(t, "../../docs/chiavi.md", b.String(), "TestKeysManual")
}

// mediaTypes is what the manual says of the types that are published.
func mediaTypes() string {
	var b strings.Builder
	b.WriteString(mediaTypesHead)
	for _, f := range media.Families() {
		fmt.Fprintf(&b, "| %s | `%s` |\n", f.Name, strings.Join(f.Exts, "` `"))
	}
	return b.String()
}

const mediaTypesHead = `
### Quali file si pubblicano

Un file di ` + "`content/media`" + ` ha una di queste estensioni, e il contenuto è quello che l’estensione dice: un PDF che si chiama
` + "`.jpg`" + ` è un errore. Un file firmato tiene le due estensioni, come ` + "`determina.pdf.p7m`" + `. Con ` + "`tipi`" + ` il sito ne aggiunge altre: di quei
file Vetro guarda solo che non siano pagine o programmi.

Non si pubblicano mai: pagine e script (` + "`.html`" + `, ` + "`.js`" + `, ` + "`.php`" + ` …), programmi (` + "`.exe`" + `, ` + "`.lnk`" + ` …), documenti con macro
(` + "`.docm`" + `, ` + "`.xlsm`" + `, e i ` + "`.docx`" + ` che ne contengono), file senza estensione, e i nomi con dentro un’estensione che un server esegue,
come ` + "`foto.php.jpg`" + `. Un documento in un formato che non c’è si pubblica in PDF/A, o in un file ` + "`.zip`" + `.

| Che cosa | Estensioni |
|---|---|
`

// wantPage holds a page of the docs to what it is made from, or writes it.
func wantPage(t *testing.T, name, want, test string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if readText(t, name) != want {
		t.Errorf("%s is not up to date: go test ./cmd/vetro -run %s -update writes it", name, test)
	}
}

// TestKeyExamples makes a site of all the examples: Vetro takes every one.
func TestKeyExamples(t *testing.T) {
	values := make(map[string]string)
	for _, table := range keyTables(t) {
		values[table.name] = table.values
	}
	project := values["progetto"]
	for _, table := range []string{"finanziamento", "tappa", "atto", "contratto", "pagamento", "indicatore", "luogo", "provenienza"} {
		project += "[[" + table + "]]\n" + values[table]
	}
	site := values["site"]
	for _, table := range []string{"contatti", "pagine", "dati", "media"} {
		site += "[" + table + "]\n" + values[table]
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.toml": site, "content/progetti/esempio.toml": project, "content/enti/p_pv.toml": values["ente"], "content/misure/M1C1I9.9.toml": values["misura"],
		"content/importati/padigitale-altrienti.toml": values["importato"],
		"content/notizie/esempio.md":                  "+++\n" + values["notizia"] + "+++\nTesto.\n", "content/sezioni/bilanci.md": "+++\n" + values["sezione"] + "+++\n",
		"content/pagine/informazioni.md": "+++\n" + values["pagina"] + "+++\nTesto.\n", "content/media/determina.txt": "testo\n",
		"content/media/stemma.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`, "content/media/sala.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	if code := run([]string{"build", "--site", dir, "--today", "2026-11-22", "--all"}, &out, &errs, testKey()); code != exitDone {
		t.Errorf("the examples give errors:\n%s%s", &out, &errs)
	}
}
