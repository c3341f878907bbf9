package check_test

import (
	"archive/zip"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/check"
	"vetro/internal/load"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// clean is a site in which nothing is wrong. The faults below are seeded into it.
var clean = map[string]string{
	"site.toml": `titolo = "PNRR in chiaro"
base_url = "https://www.example.it/pnrr/"
[contatti]
email = "urp@provincia.example.it"
telefono = "0382 597111"
[controlli]
frase-lunga = "avviso"
`,
	"content/enti/p_xx.toml": `nome = "Provincia di Prova"
tipo = "provincia"
codice_ipa = "p_xx"
codice_fiscale = "80427570587"
provincia = "PV"
istat = "018110"
`,
	"content/enti/c_g388.toml": `nome = "Comune di Prova"
tipo = "comune"
codice_ipa = "c_g388"
`,
	"content/enti/u_yy.toml": `nome = "Unione di Prova"
`,
	"content/progetti/cloud.toml": `titolo = "Cloud"
ente = "p_xx"
stato = "in corso"
cup = "J31B21004560006"
sommario = "La Provincia sposta i suoi servizi in cloud."
descrizione = """
Cinque sistemi si spostano.

## Come

In tre passi, come dice l’[atto](../media/atto.pdf).
"""
pubblicato = 2025-07-29
aggiornato = 2026-10-01

[[finanziamento]]
misura = "M1C1I1.2"
importo = 931712
stato = "erogato"
data = 2025-06-23
data_stato = 2026-08-02
decreto = "73 - 1 / 2025"

[[tappa]]
titolo = "Contratto"
fase = "contratto"
effettiva = 2025-10-02

[[tappa]]
titolo = "Completamento"
fase = "completamento"
prevista = 2026-12-31

[[atto]]
tipo = "Decreto di finanziamento"
numero = "73"
data = 2025-06-23
pubblicato = 2025-06-25
oggetto = "Finanziamento dei progetti"
url = "https://www.example.it/decreto"
cup = ["J31B21004560006"]

[[contratto]]
oggetto = "Migrazione"
cig = "B1A5544327"
fornitore = "Impresa srl"
codice_fiscale = "80427570587"
importo = "250000.50"
data = 2025-10-02

[[pagamento]]
data = 2026-08-02
importo = 931712
verso = "ente"

[[pagamento]]
data = 2026-09-02
importo = 120000
verso = "fornitore"

[[luogo]]
nome = "Pavia"
istat = "018110"
lat = 45.18
lon = 9.15

[[provenienza]]
titolo = "PA digitale 2026"
url = "https://www.example.it/dati"
data = 2026-08-17
`,
	"content/notizie/cloud.md": `+++
titolo = "In cloud con 931.712 euro"
data = 2026-09-01
sommario = "Oltre 930 mila euro per la Provincia."
ente = "p_xx"
progetti = ["cloud"]
immagine = "media/foto-sala.png"
immagine_alt = "La sala delle macchine"
allegati = ["media/elenco.csv"]
+++
La Provincia riceve **931.712** euro dall’Investimento 1.2 (Missione 1, Componente 1).

Il CUP è J31B21004560006, il CIG B1A5544327. Si finisce entro il 31 dicembre 2026.

## I passi

Il contratto vale 250.000,50 euro.

![La sala prima dei lavori](../media/foto-sala.png)

Si veda il [progetto sul cloud](../progetti/cloud.toml).
`,
	"content/pagine/informazioni.md": `+++
titolo = "Informazioni"
+++
Scrivi a <urp@provincia.example.it> o telefona allo 0382 597111.
`,
	"content/importati/vecchia.toml": "titolo = \"PA digitale 2026\"\nurl = \"https://www.example.it/dati\"\ngiorno = 2024-08-17\n",
	"content/media/atto.pdf":         "%PDF-1.7 /Font",
	"content/media/foto-sala.png":    "\x89PNG\r\n\x1a\n",
	"content/media/elenco.csv":       "nome,importo\ncloud,931712\n",
}

// all gives what load, check and plan report of a site.
func all(t testing.TB, files map[string]string) []record.Problem {
	t.Helper()
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, problems, err := load.Site(fsys, today)
	if err != nil {
		t.Fatal(err)
	}
	_, more := plan.Site(s, today)
	if record.Stops(problems) { // a build leaves out what may only follow from them
		more = slices.DeleteFunc(more, func(p record.Problem) bool { return p.Severity != record.Error })
	}
	problems = append(problems, check.Site(s, today)...)
	problems = append(problems, more...)
	record.SortProblems(problems)
	return problems
}

func TestCleanSite(t *testing.T) {
	for _, p := range all(t, clean) {
		t.Errorf("nothing is wrong, and it is said that %s", p)
	}
}

// fault is one thing made wrong in the clean site: in a file, old becomes new (the whole
// file where old is ""), and a rule reports it at the line where new begins, plus below.
type fault struct {
	name, file, old, new string
	rule                 string
	below                int
	also                 []string // rules that rightly report what follows from it
	at                   string   // another file, where it is reported there
}

const (
	cloud  = "content/progetti/cloud.toml"
	notice = "content/notizie/cloud.md"
	body   = "content/enti/p_xx.toml"
	config = "site.toml"
	free   = "content/pagine/informazioni.md"
	table  = "content/media/elenco.csv"
	none   = ""
)

// whole marks a fault that concerns a file as a whole and has no line.
const whole = -1000

// TestDoneIsWhole holds that nothing is said of a project that is done and paid, or done and
// dated.
func TestDoneIsWhole(t *testing.T) {
	for _, text := range []string{concluded("erogato", "prevista = 2026-05-02"), concluded("erogato", "effettiva = 2026-05-02")} {
		files := maps.Clone(clean)
		files["content/progetti/fatto.toml"] = text
		for _, p := range all(t, files) {
			if strings.HasPrefix(p.Rule, "concluso-") || p.Rule == "tappa-senza-esito" {
				t.Errorf("%s, in\n%s", p, text)
			}
		}
	}
}

func TestFaults(t *testing.T) {
	faults := slices.Concat(formFaults(), codeFaults(), coherenceFaults(), lawFaults(), privacyFaults(), wordFaults(), figureFaults())
	if len(faults) < 120 {
		t.Errorf("%d faults are too few", len(faults))
	}
	names := make(map[string]bool)
	for _, f := range faults {
		if names[f.name] {
			t.Errorf("two faults are called %q", f.name)
		}
		names[f.name] = true
		t.Run(f.name, func(t *testing.T) { f.run(t) })
	}
}

func (f fault) run(t *testing.T) {
	files := make(map[string]string)
	for name, text := range clean {
		files[name] = text
	}
	text, line := f.new, 1
	if f.old != "" {
		before, after, found := strings.Cut(files[f.file], f.old)
		if !found {
			t.Fatalf("%q is not in %s", f.old, f.file)
		}
		text, line = before+f.new+after, strings.Count(before, "\n")+1
	}
	files[f.file] = text
	want := fmt.Sprintf("%s:%d [%s]", f.file, line+f.below, f.rule)
	if f.at != "" {
		want = f.at + " [" + f.rule + "]"
	} else if f.below == whole {
		want = f.file + " [" + f.rule + "]"
	}
	var got []string
	for _, p := range all(t, files) {
		place := record.Pos{File: p.Pos.File, Line: p.Pos.Line}.String()
		if !slices.Contains(f.also, p.Rule) || p.Rule == f.rule {
			got = append(got, place+" ["+p.Rule+"]")
		}
	}
	if got = slices.Compact(got); !slices.Equal(got, []string{want}) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), want)
		for _, p := range all(t, files) {
			t.Log(p)
		}
	}
}

func formFaults() []fault {
	return []fault{
		{name: "an unclosed text", file: cloud, old: `titolo = "Cloud"`, new: `titolo = "Cloud`, rule: "toml-sintassi"},
		{name: "a comma for =", file: cloud, old: `stato = "in corso"`, new: `stato "in corso"`, rule: "toml-sintassi", also: []string{"link-rotto"}},
		{name: "a word without quotes", file: cloud, old: `fase = "contratto"`, new: `fase = contratto`, rule: "toml-sintassi"},
		{name: "a character that turns the text", file: cloud, old: `titolo = "Cloud"`, new: "titolo = \"Cloud\u202eduolC\"", rule: "carattere-nascosto"},
		{name: "spaces without a width", file: notice, old: `titolo = "In cloud`, new: "titolo = \"In\u200b\u2060 cloud", rule: "carattere-nascosto"},
		{name: "a tag in an escape", file: cloud, old: `titolo = "Cloud"`, new: `titolo = "Cloud\U000E0041"`, rule: "carattere-nascosto"},
		{name: "a key twice", file: cloud, old: "numero = \"73\"\n", new: "numero = \"73\"\nnumero = \"74\"\n", rule: "chiave-doppia", below: 1},
		{name: "an unknown key", file: cloud, old: `oggetto = "Migrazione"`, new: "colore = \"blu\"\noggetto = \"Migrazione\"", rule: "chiave-ignota"},
		{name: "a misspelt key", file: cloud, old: `sommario = `, new: `somario = `, rule: "chiave-ignota"},
		{name: "no title", file: cloud, old: "titolo = \"Cloud\"\n", new: "", rule: "chiave-manca"},
		{name: "an empty title", file: notice, old: `titolo = "In cloud con 931.712 euro"`, new: `titolo = ""`, rule: "vuoto"},
		{name: "a number for a text", file: cloud, old: `numero = "73"`, new: `numero = 73`, rule: "tipo-errato", also: []string{"atto-incompleto"}},
		{name: "a text for a list", file: notice, old: `progetti = ["cloud"]`, new: `progetti = "cloud"`, rule: "tipo-errato", also: []string{"progetto-senza-notizia", "notizia-senza-progetti"}},
		{name: "a state that is none", file: cloud, old: `stato = "in corso"`, new: `stato = "iniziato"`, rule: "valore-ignoto"},
		{name: "a phase that is none", file: cloud, old: `fase = "completamento"`, new: `fase = "fine"`, rule: "valore-ignoto"},
		{name: "an Italian date", file: cloud, old: `aggiornato = 2026-10-01`, new: `aggiornato = 1-10-2026`, rule: "data-forma"},
		{name: "a day that is none", file: cloud, old: `prevista = 2026-12-31`, new: `prevista = 2026-11-31`, rule: "data-forma", also: []string{"cifra-termine"}},
		{name: "an amount with points", file: cloud, old: `importo = 931712`, new: `importo = 931.712`, rule: "importo-forma", also: []string{"cifra-importo", "contratti-oltre", "pagamenti-oltre", "pagamenti-erogato"}},
		{name: "an amount in Italian form", file: cloud, old: `importo = "250000.50"`, new: `importo = "250.000,50"`, rule: "importo-forma", also: []string{"cifra-importo"}},
		{name: "an amount below zero", file: cloud, old: `importo = 120000`, new: `importo = -120000`, rule: "importo-fuori-misura"},
		{name: "no funding", file: cloud, old: "[[finanziamento]]", new: "[[finanziamenti]]", rule: "chiave-ignota", also: []string{"cifra-importo", "cifra-misura", "contratti-oltre", "pagamenti-oltre", "pagamenti-erogato"}},
		{name: "a milestone without a date", file: cloud, old: "[[tappa]]\ntitolo = \"Contratto\"\nfase = \"contratto\"\neffettiva = 2025-10-02\n", new: "[[tappa]]\ntitolo = \"Contratto\"\nfase = \"contratto\"\n", rule: "tappa-senza-data"},
		{name: "PNRR without a measure", file: cloud, old: "[[finanziamento]]\nmisura = \"M1C1I1.2\"\n", new: "[[finanziamento]]\n", rule: "misura-manca", also: []string{"cifra-misura"}},
		{name: "a measure that is none", file: cloud, old: `misura = "M1C1I1.2"`, new: `misura = "M1C1I1.99"`, rule: "misura-ignota", also: []string{"cifra-misura"}},
		{name: "a measure by its number alone", file: cloud, old: `misura = "M1C1I1.2"`, new: `misura = "1.2"`, rule: "misura-ambigua", also: []string{"cifra-misura"}},
		{name: "a measure of no form", file: cloud, old: `misura = "M1C1I1.2"`, new: `misura = "cloud"`, rule: "misura-forma", also: []string{"cifra-misura"}},
		{name: "a body that is none", file: cloud, old: `ente = "p_xx"`, new: `ente = "p_yy"`, rule: "ente-ignoto"},
		{name: "no body", file: cloud, old: "titolo = \"Cloud\"\nente = \"p_xx\"\n", new: "titolo = \"Cloud\"\n", rule: "ente-manca"},
		{name: "a source that nobody imported", file: cloud, old: "[[provenienza]]\n", new: "[[provenienza]]\nfonte = \"altri\"\n", rule: "fonte-ignota", below: 1},
		{name: "a project that is none", file: notice, old: `["cloud"]`, new: `["clod"]`, rule: "progetto-ignoto", also: []string{"progetto-senza-notizia"}},
		{name: "a file that is none", file: notice, old: `immagine = "media/foto-sala.png"`, new: `immagine = "media/foto.png"`, rule: "file-ignoto"},
		{name: "half an address", file: cloud, old: `"https://www.example.it/decreto"`, new: `"www.example.it/decreto"`, rule: "indirizzo-forma"},
		{name: "a user in an address", file: cloud, old: `"https://www.example.it/decreto"`, new: `"https://www.governo.it@www.example.it/decreto"`, rule: "indirizzo-forma"},
		{name: "an address that no server holds", file: config, old: `"https://www.example.it/pnrr/"`, new: `"https://www.example.it/il pnrr/"`, rule: "indirizzo-forma"},
		{name: "no front matter", file: free, new: "Testo.\n", rule: "intestazione"},
		{name: "an announcement without a text", file: "content/notizie/vuota.md", new: "+++\ntitolo = \"Vuota\"\ndata = 2026-09-01\n+++\n", rule: "testo-manca", below: 4},
		{name: "a name that is no address", file: "content/pagine/Chi siamo.md", new: "+++\ntitolo = \"Chi siamo\"\n+++\nTesto.\n", rule: "id-forma"},
		{name: "a name that is taken", file: "content/pagine/index.md", new: "+++\ntitolo = \"Indice\"\n+++\nTesto.\n", rule: "id-riservato", also: []string{"indirizzo-doppio"}},
		{name: "a folder that is unknown", file: "content/progeti/a.toml", new: "titolo = \"A\"\n", rule: "file-estraneo", at: "content/progeti"},
		{name: "a file of another kind", file: "content/progetti/nota.txt", new: "nota", rule: "file-estraneo", below: whole},
		{name: "a file that a server would run", file: "content/media/n.php.csv", new: "a;b\n", rule: "media-attivo", below: whole},
		{name: "a file of no type", file: "content/media/atto", new: "testo\n", rule: "media-tipo", below: whole},
		{name: "a file of another type", file: "content/media/atto.xyz", new: "testo\n", rule: "media-tipo", below: whole},
		{name: "a file that is another than its name says", file: "content/media/atto.png", new: "%PDF-1.7\n", rule: "media-tipo", below: whole},
		{name: "a type that is never published", file: config, old: "[contatti]\n", new: "[media]\ntipi = [\"xhtml\"]\n[contatti]\n", rule: "media-attivo", below: 1},
		{name: "a name of a device", file: "content/media/com1.csv", new: "a;b\n", rule: "media-nome", below: whole},
		{name: "two names that are one on Windows", file: "content/media/elencO.csv", new: "a;b\n", rule: "media-nome", at: "content/media/elenco.csv"},
		{name: "a script among the media", file: "content/media/a.js", new: "alert(1)", rule: "media-attivo", below: whole},
		{name: "a drawing that runs", file: "content/media/a.svg", new: "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>", rule: "media-attivo"},
		{name: "a drawing that is cut", file: "content/media/a.svg", new: "<svg xmlns=\"http://www.w3.org/2000/svg\">", rule: "media-illeggibile"},
		{name: "a section that is none", file: "content/sezioni/cassa.md", new: "+++\nmotivo = \"niente\"\n+++\n", rule: "sezione-ignota"},
		{name: "Windows-1252", file: "content/pagine/citta.md", new: "+++\ntitolo = \"Citt\xe0\"\n+++\nTesto.\n", rule: "codifica", below: 1},
		{name: "a rule that is like none", file: config, old: "frase-lunga", new: "colori", rule: "controllo-ignoto"},
		{name: "a rule that is none", file: config, old: "frase-lunga", new: "frase-lungha", rule: "controllo-ignoto"},
	}
}

func codeFaults() []fault {
	return []fault{
		{name: "no CUP", file: cloud, old: "cup = \"J31B21004560006\"\n", new: "", rule: "cup-manca", also: []string{"cifra-cup"}, at: cloud + ":1"},
		{name: "a short CUP", file: cloud, old: `cup = "J31B21004560006"`, new: `cup = "J31B2100456000"`, rule: "cup-forma", also: []string{"cup-manca", "cifra-cup"}},
		{name: "O for 0 in a CUP", file: cloud, old: `cup = "J31B21004560006"`, new: `cup = "J31B2100456OOO6"`, rule: "cup-forma", also: []string{"cup-manca", "cifra-cup"}},
		{name: "a CUP and its absence", file: cloud, old: "sommario", new: "cup_assente = \"non si sa\"\nsommario", rule: "cup-assente"},
		{name: "a CUP with an odd first letter", file: cloud, old: `cup = "J31B21004560006"`, new: `cup = "Z31B21004560006"`, rule: "cup-insolito", also: []string{"cifra-cup", "atto-altro-cup"}},
		{name: "a CUP with an odd fourth letter", file: cloud, old: `cup = "J31B21004560006"`, new: `cup = "J31Z21004560006"`, rule: "cup-insolito", also: []string{"cifra-cup", "atto-altro-cup"}},
		{name: "a CUP with no zeros", file: cloud, old: `cup = "J31B21004560006"`, new: `cup = "J31B21004561236"`, rule: "cup-insolito", also: []string{"cifra-cup", "atto-altro-cup"}},
		{name: "a CUP of a year to come", file: cloud, old: `cup = "J31B21004560006"`, new: `cup = "J31B31004560006"`, rule: "cup-insolito", also: []string{"cifra-cup", "atto-altro-cup"}},
		{name: "an odd CUP in an act", file: cloud, old: `cup = ["J31B21004560006"]`, new: `cup = ["J31B21004560006", "Z31B21004560006"]`, rule: "cup-insolito"},
		{name: "a CUP in two projects", file: "content/progetti/zeta.toml", new: strings.NewReplacer("B1A5544327", "95156957EC", "ente = \"p_xx\"", "ente = \"c_g388\"").Replace(clean[cloud]), rule: "cup-doppio", below: 3, also: []string{"progetto-senza-notizia"}},
		{name: "a CIG with a wrong digit", file: cloud, old: "B1A5544327", new: "B1A5544328", rule: "cig-forma", also: []string{"cig-manca", "cifra-cig"}},
		{name: "O for 0 in a CIG", file: cloud, old: "B1A5544327", new: "918O52266A", rule: "cig-forma", also: []string{"cig-manca", "cifra-cig"}},
		{name: "a short CIG", file: cloud, old: "B1A5544327", new: "B1A554432", rule: "cig-forma", also: []string{"cig-manca", "cifra-cig"}},
		{name: "a SmartCIG with a wrong digit", file: cloud, old: "B1A5544327", new: "Z4C3864C88", rule: "cig-forma", also: []string{"cig-manca", "cifra-cig"}},
		{name: "a CIG of an unknown letter", file: cloud, old: "B1A5544327", new: "D1A5544328", rule: "cig-insolito", also: []string{"cifra-cig"}},
		{name: "no CIG", file: cloud, old: "[[contratto]]\noggetto = \"Migrazione\"\ncig = \"B1A5544327\"\n", new: "[[contratto]]\noggetto = \"Migrazione\"\n", rule: "cig-manca", also: []string{"cifra-cig"}},
		{name: "a contract twice", file: cloud, old: "[[pagamento]]\ndata = 2026-08-02", new: "[[contratto]]\noggetto = \"Migrazione\"\ncig = \"B1A5544327\"\nfornitore = \"Impresa srl\"\nimporto = \"250000.50\"\n[[pagamento]]\ndata = 2026-08-02", rule: "cig-doppio", below: 2},
		{name: "a body's tax code with a wrong digit", file: body, old: "80427570587", new: "80427570588", rule: "codice-fiscale-ente"},
		{name: "a body's tax code with letters", file: body, old: "80427570587", new: "8O42757O587", rule: "codice-fiscale-ente"},
		{name: "a body's tax code that is short", file: body, old: "80427570587", new: "460880180", rule: "codice-fiscale-ente"},
		{name: "a supplier's tax code with a wrong digit", file: cloud, old: "80427570587", new: "80427570578", rule: "codice-fiscale-fornitore"},
		{name: "a province's IPA code", file: body, old: `"p_xx"`, new: `"provincia_xx"`, rule: "ipa-forma"},
		{name: "a town's IPA code", file: "content/enti/c_g388.toml", old: `"c_g388"`, new: `"c_388"`, rule: "ipa-forma"},
		{name: "an IPA code with a blank", file: body, old: `"p_xx"`, new: `"p xx"`, rule: "ipa-forma"},
		{name: "an ISTAT code without its zero", file: body, old: `"018110"`, new: `"18110"`, rule: "istat-forma"},
		{name: "a place's ISTAT code with a letter", file: cloud, old: `"018110"`, new: `"O18110"`, rule: "istat-forma"},
		{name: "a province by its name", file: body, old: `provincia = "PV"`, new: `provincia = "Pavia"`, rule: "provincia-sigla"},
		{name: "latitude and longitude swapped", file: cloud, old: "lat = 45.18\nlon = 9.15", new: "lat = 9.15\nlon = 45.18", rule: "luogo-coordinate"},
		{name: "half a place", file: cloud, old: "[[luogo]]\nnome = \"Pavia\"\nistat = \"018110\"\nlat = 45.18\nlon = 9.15\n", new: "[[luogo]]\nnome = \"Pavia\"\nlat = 45.18\n", rule: "luogo-coordinate"},
	}
}

// concluded gives a project that is done, with the state of its funding and the day of its end.
func concluded(state, end string) string {
	return `titolo = "Fatto"
ente = "p_xx"
stato = "concluso"
cup = "J31B22004570006"
aggiornato = 2026-10-01
[[finanziamento]]
stato = "` + state + `"
misura = "M1C1I1.2"
importo = 800
[[tappa]]
titolo = "Fine"
fase = "completamento"
` + end + "\n"
}

// partlyPaid is a project of which a part of the money may have come: keys say it.
func partlyPaid(keys string) string {
	return `titolo = "Fatto"
stato = "in corso"
ente = "p_xx"
cup = "J31B21004570006"
aggiornato = 2026-11-20
[[finanziamento]]
fonte = "Stato"
importo = 800
stato = "assegnato"
` + keys
}

// lostPart is a funding that the cloud gave up.
const lostPart = `[[finanziamento]]
misura = "M1C1I1.2"
importo = 500
stato = "rinunciato"
data = 2025-06-23
`

// gonePart is a funding of which its source does not tell any more, without what any other must say.
const gonePart = `[[finanziamento]]
misura = "M1C1I1.2"
importo = 931712
stato = "assegnato"
decreto = "73 - 1 / 2025"
data = 2025-06-23
assente_dalla_fonte = 2026-08-17
`

func coherenceFaults() []fault {
	lone := []string{"progetto-senza-atti", "progetto-senza-notizia", "provenienza-manca"}
	return []fault{
		{name: "payments that do not add up", file: cloud, old: "importo = 931712\nverso", new: "importo = 931000\nverso", rule: "pagamenti-erogato"},
		{name: "payments and what came so far", file: "content/progetti/fatto.toml", new: partlyPaid("erogato = 300\nerogato_al = 2026-11-20\n") + "\n[[pagamento]]\ndata = 2026-08-02\nimporto = 200\nverso = \"ente\"\n", rule: "pagamenti-erogato", below: 14, also: lone},
		{name: "an amount so far without its day", file: "content/progetti/fatto.toml", new: partlyPaid("erogato = 300\n"), rule: "erogato-finora", below: 9, also: lone},
		{name: "a zero without its day", file: "content/progetti/fatto.toml", new: partlyPaid("erogato = 0\n"), rule: "erogato-finora", below: 9, also: lone},
		{name: "a day without an amount so far", file: "content/progetti/fatto.toml", new: partlyPaid("erogato_al = 2026-11-20\n"), rule: "erogato-finora", below: 9, also: lone},
		{name: "more so far than was assigned", file: "content/progetti/fatto.toml", new: partlyPaid("erogato = 1000\nerogato_al = 2026-11-20\n"), rule: "erogato-finora", below: 9, also: lone},
		{name: "paid, and another amount so far", file: cloud, old: "data_stato = 2026-08-02", new: "data_stato = 2026-08-02\nerogato = 300", rule: "erogato-finora", below: 1},
		{name: "an amount so far of what was given up", file: cloud, old: "[[tappa]]", new: lostPart + "erogato = 300\n\n[[tappa]]", rule: "erogato-finora", below: 5},
		{name: "an amount so far of own funds", file: cloud, old: "[[tappa]]", new: "[[finanziamento]]\nfonte = \"risorse proprie\"\nimporto = 500\nerogato = 300\n\n[[tappa]]", rule: "erogato-finora", below: 3},
		{name: "an amount so far of what nobody granted", file: cloud, old: "[[tappa]]", new: "[[finanziamento]]\nfonte = \"da reperire\"\nimporto = 500\nerogato = 300\n\n[[tappa]]", rule: "erogato-finora", below: 3},
		{name: "a zero of eight months ago", file: "content/progetti/fatto.toml", new: partlyPaid("erogato = 0\nerogato_al = 2026-03-20\n"), rule: "erogato-zero", below: 10, also: lone},
		{name: "payments above the funding", file: cloud, old: "importo = 931712\nverso", new: "importo = 941712\nverso", rule: "pagamenti-oltre", also: []string{"pagamenti-erogato"}},
		{name: "payments above the contracts", file: cloud, old: "importo = 120000", new: "importo = 350000", rule: "pagamenti-oltre"},
		{name: "payments above the funding, and no contract", file: "content/progetti/fatto.toml", new: concluded("erogato", "effettiva = 2026-05-02") + "[[pagamento]]\ndata = 2026-08-02\nimporto = 5000\nverso = \"fornitore\"\n", rule: "pagamenti-oltre", below: 15, also: lone},
		{name: "a contract above the funding", file: cloud, old: `importo = "250000.50"`, new: `importo = 2500000`, rule: "contratti-oltre", also: []string{"cifra-importo"}},
		{name: "a funding of nothing", file: cloud, old: "importo = 931712\nstato", new: "importo = 0\nstato", rule: "importo-zero", also: []string{"cifra-importo", "contratti-oltre", "pagamenti-oltre", "pagamenti-erogato"}},
		{name: "a funding twice", file: cloud, old: "[[tappa]]", new: "[[finanziamento]]\nmisura = \"M1C1I1.2\"\nimporto = 931712\nstato = \"assegnato\"\ndata = 2025-06-23\ndecreto = \"73 - 1 / 2025\"\n\n[[tappa]]", rule: "finanziamento-doppio"},
		{name: "given up, and funded", file: cloud, old: `stato = "in corso"`, new: `stato = "rinunciato"`, rule: "stato-finanziamenti"},
		{name: "going on, and revoked", file: cloud, old: `stato = "erogato"`, new: `stato = "revocato"`, rule: "stato-finanziamenti", at: cloud + ":3", also: []string{"pagamenti-erogato"}},
		{name: "planned, and paid", file: cloud, old: `stato = "in corso"`, new: `stato = "in programma"`, rule: "stato-finanziamenti"},
		{name: "paid before the decree", file: cloud, old: "data_stato = 2026-08-02", new: "data_stato = 2024-08-02", rule: "stato-prima-decreto"},
		{name: "received before the decree", file: cloud, old: "[[pagamento]]\ndata = 2026-08-02", new: "[[pagamento]]\ndata = 2025-05-02", rule: "pagamento-prima-decreto", below: 1},
		{name: "done, and a milestone to come", file: cloud, old: "stato = \"in corso\"", new: "stato = \"concluso\"", rule: "concluso-tappa-futura", at: cloud + ":32"},
		{name: "done, and not paid", file: "content/progetti/fatto.toml", new: concluded("assegnato", "effettiva = 2026-05-02"), rule: "concluso-aperto", below: 6, also: lone},
		{name: "done on no day", file: "content/progetti/fatto.toml", new: concluded("assegnato", "prevista = 2026-05-02"), rule: "concluso-senza-fine", below: 2, also: append(lone, "concluso-aperto")},
		{name: "done, and money to be found", file: "content/progetti/fatto.toml", new: concluded("erogato", "effettiva = 2026-05-02") + "[[finanziamento]]\nfonte = \"da reperire\"\nimporto = 5\n", rule: "concluso-aperto", below: 14, also: lone},
		{name: "all is paid, and only assigned", file: "content/progetti/fatto.toml", new: concluded("assegnato", "effettiva = 2026-05-02") + "[[pagamento]]\ndata = 2026-08-02\nimporto = 800\nverso = \"ente\"\n", rule: "pagamenti-erogato", below: 15, also: lone},
		{name: "a contract of the future", file: cloud, old: "data = 2025-10-02\n\n[[pagamento]]", new: "data = 2062-10-02\n\n[[pagamento]]", rule: "fatto-futuro"},
		{name: "nobody knows whose money it is", file: "content/progetti/fatto.toml", new: strings.Replace(concluded("erogato", "effettiva = 2026-05-02"), "p_xx", "u_yy", 1) + "[[finanziamento]]\nfonte = \"Regione\"\nimporto = 5\nstato = \"erogato\"\n", rule: "ente-tipo", below: 14, also: lone},
		{name: "done in the future", file: cloud, old: "effettiva = 2025-10-02", new: "effettiva = 2027-10-02", rule: "effettiva-futura"},
		{name: "phases out of order", file: cloud, old: "fase = \"completamento\"\nprevista = 2026-12-31", new: "fase = \"completamento\"\nprevista = 2026-12-31\neffettiva = 2025-09-01", rule: "fasi-ordine", below: 2},
		{name: "facts after the update", file: cloud, old: "aggiornato = 2026-10-01", new: "aggiornato = 2026-08-22", rule: "aggiornato-indietro"},
		{name: "an announcement before the decree", file: notice, old: "data = 2026-09-01", new: "data = 2025-06-01", rule: "notizia-prima-decreto", below: 3},
		{name: "an announcement of another body", file: notice, old: `ente = "p_xx"`, new: `ente = "c_g388"`, rule: "notizia-altro-ente", below: 1},
		{name: "an announcement without a day", file: notice, old: "data = 2026-09-01\n", new: "", rule: "notizia-senza-data", at: notice + ":1"},
		{name: "a term that has passed", file: cloud, old: "prevista = 2026-12-31", new: "prevista = 2026-10-31", rule: "tappa-senza-esito", also: []string{"cifra-termine"}},
		{name: "data of seven months ago", file: cloud, old: "aggiornato = 2026-10-01", new: "aggiornato = 2026-04-01", rule: "progetto-fermo", also: []string{"aggiornato-indietro"}},
		{name: "a project without acts", file: cloud, old: "[[atto]]\ntipo = \"Decreto di finanziamento\"\nnumero = \"73\"\ndata = 2025-06-23\npubblicato = 2025-06-25\noggetto = \"Finanziamento dei progetti\"\nurl = \"https://www.example.it/decreto\"\ncup = [\"J31B21004560006\"]\n", new: "", rule: "progetto-senza-atti", at: cloud + ":1"},
		{name: "a project without sources", file: cloud, old: "[[provenienza]]\ntitolo = \"PA digitale 2026\"\nurl = \"https://www.example.it/dati\"\ndata = 2026-08-17\n", new: "", rule: "provenienza-manca", at: cloud + ":1"},
		{name: "a source of two years ago", file: cloud, old: "data = 2026-08-17", new: "data = 2024-08-17", rule: "provenienza-vecchia"},
		{name: "a table of two years ago", file: cloud, old: "[[provenienza]]\ntitolo = \"PA digitale 2026\"\nurl = \"https://www.example.it/dati\"\ndata = 2026-08-17\n", new: "[[provenienza]]\nfonte = \"vecchia\"\n", rule: "provenienza-vecchia", below: 1},
		{name: "money that its source does not tell of", file: cloud, old: "[[tappa]]", new: gonePart + "\n[[tappa]]", rule: "fonte-sparita", below: 6},
		{name: "a decision on money that its source tells of", file: cloud, old: "data_stato = 2026-08-02", new: "data_stato = 2026-08-02\ntieni = \"c’è il decreto\"", rule: "fonte-sparita", below: 1},
		{name: "a body and a CUP twice", file: "content/progetti/zeta.toml", new: strings.Replace(clean[cloud], "B1A5544327", "95156957EC", 1), rule: "stesso-denaro", below: 3, also: []string{"progetto-senza-notizia"}},
		{name: "a title and an amount twice, once without CUP", file: "content/progetti/zeta.toml", new: strings.NewReplacer("titolo = \"Cloud\"", "titolo = \" CLOUD \"", "cup = \"J31B21004560006\"\n", "cup_assente = \"non si sa\"\n").Replace(clean[cloud]), rule: "stesso-denaro", also: []string{"progetto-senza-notizia", "cig-doppio"}},
		{name: "a project without announcement", file: notice, old: `progetti = ["cloud"]`, new: `categorie = ["PNRR"]`, rule: "progetto-senza-notizia", at: cloud + ":1", also: []string{"notizia-senza-progetti"}},
	}
}

// letter is an empty document of Word.
func letter() string {
	var b strings.Builder
	w := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "word/document.xml"} {
		if _, err := w.Create(name); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func lawFaults() []fault {
	return []fault{
		{name: "an act of funding without CUP", file: cloud, old: "[[atto]]\ntipo = \"Decreto di finanziamento\"\nnumero = \"73\"\ndata = 2025-06-23\npubblicato = 2025-06-25\noggetto = \"Finanziamento dei progetti\"\nurl = \"https://www.example.it/decreto\"\ncup = [\"J31B21004560006\"]\n", new: "[[atto]]\ntipo = \"Decreto di finanziamento\"\nnumero = \"73\"\ndata = 2025-06-23\npubblicato = 2025-06-25\noggetto = \"Finanziamento dei progetti\"\nurl = \"https://www.example.it/decreto\"\n", rule: "atto-senza-cup"},
		{name: "an act of another CUP", file: cloud, old: `cup = ["J31B21004560006"]`, new: `cup = ["J29B25000050006"]`, rule: "atto-altro-cup"},
		{name: "an act without its number", file: cloud, old: "[[atto]]\ntipo = \"Decreto di finanziamento\"\nnumero = \"73\"\n", new: "[[atto]]\ntipo = \"Decreto di finanziamento\"\n", rule: "atto-incompleto"},
		{name: "a law without its day", file: cloud, old: "[[atto]]\ntipo = \"Decreto di finanziamento\"", new: "[[atto]]\ntipo = \"Decreto-legge\"", rule: "atto-incompleto"},
		{name: "an act published before it was made", file: cloud, old: "pubblicato = 2025-06-25", new: "pubblicato = 2025-06-20", rule: "atto-date"},
		{name: "an act in force before it was made", file: cloud, old: "pubblicato = 2025-06-25", new: "pubblicato = 2025-06-25\nin_vigore = 2025-06-01", rule: "atto-date", below: 1},
		{name: "a term of publication that is over", file: cloud, old: "pubblicato = 2025-07-29", new: "pubblicato = 2019-07-29", rule: "termine-pubblicazione"},
		{name: "a term of publication that ends soon", file: cloud, old: "pubblicato = 2025-07-29", new: "pubblicato = 2021-07-29", rule: "termine-pubblicazione"},
		{name: "no address", file: config, old: "base_url = \"https://www.example.it/pnrr/\"\n", new: "", rule: "base-url-manca", at: config + ":1"},
		{name: "a file of which nobody knows", file: "content/media/altro.csv", new: "a;b\n", rule: "media-non-usato", below: whole},
		{name: "a closed format", file: "content/media/bilancio.xls", new: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", rule: "formato-chiuso", below: whole, also: []string{"media-non-usato"}},
		{name: "a letter for Word", file: "content/media/Lettera.DOCX", new: letter(), rule: "formato-chiuso", below: whole, also: []string{"media-non-usato"}},
		{name: "a scanned document", file: "content/media/determina.pdf", new: "%PDF-1.4\n1 0 obj\n<< /Type /XObject /Subtype /Image /Width 9 >>\nendobj\n", rule: "pdf-immagine", below: whole, also: []string{"media-non-usato"}},
	}
}

// TestReceivedIsWell holds back the rules on what came so far where it is told as it must be.
func TestReceivedIsWell(t *testing.T) {
	const payment = "\n[[pagamento]]\ndata = 2026-08-02\nimporto = 300\nverso = \"ente\"\n"
	for _, text := range []string{
		partlyPaid(""),
		partlyPaid("erogato = 0\nerogato_al = 2026-11-20\n"),
		partlyPaid("erogato = 0\nerogato_al = 2026-05-23\n"), // 183 days
		partlyPaid("erogato = 300\nerogato_al = 2025-11-20\n"),
		partlyPaid("erogato = 800\nerogato_al = 2026-11-20\n"),
		partlyPaid("erogato = 300\nerogato_al = 2026-11-20\n") + payment,
		strings.Replace(partlyPaid("erogato = 800\n"), "assegnato", "erogato", 1),
	} {
		files := maps.Clone(clean)
		files["content/progetti/fatto.toml"] = text
		for _, p := range all(t, files) {
			if strings.Contains(p.Rule, "erogato") {
				t.Errorf("%s\nin\n%s", p, text)
			}
		}
	}
}
