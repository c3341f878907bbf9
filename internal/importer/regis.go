package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// regisTable is a kind of table of Italia Domani: how it is known, and what a row of it
// says in the columns that Vetro keeps.
type regisTable struct {
	name    string   // of the source, behind italiadomani-
	marks   []string // columns that only this kind has; any will do
	columns []string // as they are kept
	amounts string   // the column of its money; "" for none
	money   int      // of moneyKeys
	read    func(*regis, row) (values map[string]string, odd []oddity, refused string)
}

// regisTables are the tables that are read, in the order in which they are told apart.
func regisTables() []regisTable {
	return []regisTable{
		{"gare", []string{"oggetto_gara", "importo_aggiudicazione"}, []string{"cup", "cig", "cig_assente", "oggetto", "importo", "data", "procedura"}, "importo_aggiudicazione", contracted, (*regis).tender},
		{"aggiudicatari", []string{"denominazione_aggiudicatario", "denominazione_realizzatore_o_aggiudicatario"},
			[]string{"cup", "cig", "cig_assente", "pda", "oggetto", "importo", "fornitore", "codice_fiscale"}, "importo_aggiudicato", contracted, (*regis).awardee},
		{"pagamenti", []string{"pagamenti_totali"}, []string{"cup", "misura", "data", "importo"}, "pagamenti_totali", paid, (*regis).payment},
		{"luoghi", []string{"descrizione_comune"}, []string{"cup", "nome", "istat"}, "", 0, (*regis).place},
		{"progetti", []string{"titolo_progetto"}, []string{"cup", "inizio_prevista", "inizio_effettiva", "fine_prevista", "fine_effettiva"}, "", 0, (*regis).project},
	}
}

// The oddities of rows of Italia Domani.
const (
	oddPerson oddity = "dati di una persona fisica: non pubblicati"
	oddNoCIG  oddity = "CIG mancante: scritto come motivo in cig_assente"
	oddCIG    oddity = "CIG che non torna: scritto come motivo in cig_assente"
	oddNoFact oddity = "nulla da aggiungere"
)

// Where the data of Italia Domani come from.
const (
	regisTitle = "Dati aperti di Italia Domani, sistema ReGiS (Ministero dell’economia e delle finanze, Ragioneria generale dello Stato)"
	regisURL   = "https://www.italiadomani.gov.it/"
)

// regisSource is the one source that records name for all tables of Italia Domani.
const regisSource = "italiadomani"

// extracted are the columns that tell of which day a table is.
var extracted = []string{"data_di_estrazione", "data_di_aggiornamento", "data_aggiornamento"}

// regis is one import of a table of Italia Domani.
type regis struct {
	Options
	run
	table  regisTable
	reader *tableReader
	last   map[string]*importedRows // by kind of table
	cut    *importedRows
	rows   []tableRow // of projects that the site has
	all    int
	byCUP  map[string][]string // files of the site
	taken  record.Date         // from ReGiS, as the first row tells
}

// ItaliaDomani adds what a table of Italia Domani says to the projects of the site that
// have its CUPs: contracts, payments, places, days. It makes no new projects.
func ItaliaDomani(o Options) (_ *Report, err error) {
	im := &regis{Options: o, last: make(map[string]*importedRows), byCUP: make(map[string][]string)}
	im.run = run{accept: o.Accept, report: &Report{File: filepath.Base(o.File), Dry: o.Dry}}
	if im.site, err = openFolder(o.Site, o.Dry); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, im.site.close()) }()
	if err := im.site.readRecords(); err != nil {
		return nil, err
	}
	for key, name := range im.site.projects {
		_, cup, _ := strings.Cut(key, "\n")
		im.byCUP[cup] = append(im.byCUP[cup], name)
	}
	for _, step := range []func() error{im.readTable, im.doubt, im.bring} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	im.report.finish(im.site)
	return im.report, nil
}

// readTable tells the table's kind, and reads its rows.
func (im *regis) readTable() error {
	file, err := openTold("il file "+im.File, im.File, mendOpen)
	if err != nil {
		return err
	}
	defer file.Close()
	if im.reader, err = openTable(im.report.File, file, tableBounds()); err != nil {
		return err
	}
	im.report.Unit = im.reader.unit
	if err := im.tell(); err != nil {
		return err
	}
	for {
		r, err := im.reader.next()
		var bad *sheet.BadRow
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &bad):
			im.all++
			im.report.Rows = append(im.report.Rows, RowReport{Line: bad.Line, Outcome: rowSkipped.String(), Why: bad.Text})
			continue
		case err != nil:
			return err
		}
		im.all++
		im.take(r)
		if !im.reader.mayKeep(len(im.rows)) {
			return &Refusal{fmt.Sprintf("%s:%d: fin qui le righe dei progetti del sito sono %d, troppe per una tabella di questa grandezza", im.reader.name, r.line, len(im.rows)), "controlla che il file sia quello giusto"}
		}
	}
}

// tell finds out which table it is, and reads what the last imports left.
func (im *regis) tell() error {
	kinds := regisTables()
	i := slices.IndexFunc(kinds, func(t regisTable) bool {
		return slices.ContainsFunc(t.marks, func(m string) bool { return im.has(m) })
	})
	if i < 0 || !im.has("cup") {
		return &Refusal{
			fmt.Sprintf("%s:%d: non è una tabella di Italia Domani che Vetro conosce", im.report.File, im.reader.line),
			"scarica progetti, localizzazione, gare, aggiudicatari o pagamenti dal catalogo di Italia Domani",
		}
	}
	im.table = kinds[i]
	im.report.Source = "italiadomani-" + im.table.name
	for _, t := range kinds {
		old, err := im.site.readRows("italiadomani-"+t.name, "")
		if err != nil {
			return err
		}
		if old != nil {
			im.last[t.name] = old
		}
	}
	var err error
	im.cut, err = im.site.readRows(im.report.Source, pending)
	return err
}

// has reports a column, whatever the case and the blanks of its name.
func (im *regis) has(name string) bool { _, found := im.reader.column[name]; return found }

// get gives a value under the first of these names that the table has. What stands for
// nothing is "".
func (im *regis) get(r row, names ...string) string {
	for _, n := range names {
		if im.has(n) {
			return known(im.reader.cell(r, n))
		}
	}
	return ""
}

// take reads one row.
func (im *regis) take(r row) {
	if !im.taken.Known() {
		im.taken, _ = isoDay(im.day(r, extracted...))
	}
	written := im.get(r, "cup")
	rr := RowReport{Line: r.line, CUP: written, Outcome: rowOther.String()}
	cup, ok := record.ParseCUP(written)
	switch {
	case !ok:
		rr.Outcome, rr.Why = rowSkipped.String(), fmt.Sprintf("il CUP «%s» non ha la forma di un CUP", written)
	case im.byCUP[string(cup)] != nil:
		values, odd, refused := im.table.read(im, r)
		rr.odd = odd
		amount, counts := im.counted(r)
		if refused != "" {
			rr.Outcome, rr.Why = rowSkipped.String(), refused
			if counts {
				im.ledger.settle(im.table.money, rowSkipped, amount)
			}
			break
		}
		if values != nil {
			values["cup"] = string(cup)
			im.rows = append(im.rows, tableRow{line: r.line, values: values})
		} else {
			rr.odd, rr.Outcome = append(odd, oddNoFact), rowSame.String()
		}
	}
	im.report.Rows = append(im.report.Rows, rr)
}

// counted takes the money of a row into the account, and reports whether it has any that can be read.
func (im *regis) counted(r row) (amount record.Euro, any bool) {
	if im.table.amounts == "" {
		return 0, false
	}
	return im.ledger.cell(im.table.money, im.get(r, im.table.amounts))
}

// day gives a date of a row as records write it; "" for one that is not known or makes
// no sense.
func (im *regis) day(r row, names ...string) string {
	d, ok := tableDate(im.get(r, names...), false)
	if !ok || never(d) {
		return ""
	}
	return d.ISO()
}

// amount gives an amount of a row in cents, "" for none, or why it cannot be read.
func (im *regis) amount(r row, names ...string) (value, refused string) {
	s := im.get(r, names...)
	if s == "" {
		return "", ""
	}
	e, ok := tableEuro(s)
	if !ok {
		return "", "l’importo «" + s + "» non è in una forma nota"
	}
	return e.Decimal(), ""
}

// cig gives the CIG of a row, or why there is none.
func (im *regis) cig(r row) (cig, missing string, odd []oddity) {
	written := im.get(r, "cig")
	if c, ok := record.ParseCIG(written); ok {
		return string(c), "", nil
	}
	if written != "" {
		return "", "la fonte (ReGiS) riporta «" + written + "», che non è un CIG", []oddity{oddCIG}
	}
	if why := im.get(r, "descrizione_motivo_assenza_cig"); why != "" {
		return "", why, []oddity{oddNoCIG}
	}
	return "", "la fonte (ReGiS) non riporta il CIG", []oddity{oddNoCIG}
}

func (im *regis) tender(r row) (map[string]string, []oddity, string) {
	cig, missing, odd := im.cig(r)
	amount, refused := im.amount(r, "importo_aggiudicazione")
	subject, hid := masked(cmp.Or(im.get(r, "oggetto_gara"), im.get(r, "oggetto_principale_del_contratto")))
	if hid {
		odd = append(odd, oddPerson)
	}
	return map[string]string{
		"cig": cig, "cig_assente": missing, "oggetto": subject, "importo": amount,
		"data": im.day(r, "data_aggiudicazione_definitiva"), "procedura": im.get(r, "descrizione_procedura_di_aggiudicazione"),
	}, odd, refused
}

func (im *regis) awardee(r row) (map[string]string, []oddity, string) {
	cig, missing, odd := im.cig(r)
	amount, refused := im.amount(r, "importo_aggiudicato")
	name, code, person := company(
		im.get(r, "denominazione_aggiudicatario", "denominazione_realizzatore_o_aggiudicatario"),
		im.get(r, "codice_fiscale_p_iva", "codice_fiscale_p_iva_aggiudicatario", "codice_fiscale_realizzatore_o_aggiudicatario"),
		im.get(r, "descrizione_forma_giuridica_aggiudicatario", "descrizione_forma_giuritica_realizzatore_o_aggiudicatario"))
	subject, hid := masked(im.get(r, "codice_procedura_utente", "descrizione_procedura_di_aggiudicazione"))
	if person || hid {
		odd = append(odd, oddPerson)
	}
	return map[string]string{
		"cig": cig, "cig_assente": missing, "pda": im.get(r, "codice_interno_pda"), "oggetto": subject,
		"importo": amount, "fornitore": name, "codice_fiscale": code,
	}, odd, refused
}

func (im *regis) payment(r row) (map[string]string, []oddity, string) {
	total, refused := im.amount(r, "pagamenti_totali")
	if refused != "" || total == "" || total == "0.00" {
		return nil, nil, refused
	}
	day := cmp.Or(im.day(r, extracted...), im.Day.ISO(), im.Today.ISO())
	return map[string]string{"misura": im.get(r, "codice_univoco_submisura"), "data": day, "importo": total}, nil, ""
}

func (im *regis) place(r row) (map[string]string, []oddity, string) {
	name := im.get(r, "descrizione_comune")
	if name == "" || strings.Contains(strings.ToUpper(name), "AMBITO ") {
		return nil, nil, ""
	}
	istat := im.get(r, "codice_provincia", "provincia") + im.get(r, "codice_comune", "comune")
	if !record.IsISTATTown(istat) {
		istat = ""
	}
	return map[string]string{"nome": townName(name), "istat": istat}, nil, ""
}

// townName gives the name of a town that a register writes in capitals.
func townName(s string) string {
	if s != strings.ToUpper(s) {
		return s
	}
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		switch w {
		case "di", "de", "del", "della", "delle", "dei", "degli", "in", "con", "e", "al", "alla", "sul", "sulla", "a", "da", "d’", "sopra", "sotto":
			if i > 0 {
				continue
			}
		}
		words[i] = capitals(w)
	}
	return strings.Join(words, " ")
}

// capitals gives a word with its first letter in capitals, and the one behind an
// apostrophe or a hyphen: D’Ezzelino, Presicce-Acquarica.
func capitals(w string) string {
	out := []rune(w)
	up := true
	for i, r := range out {
		if up {
			out[i] = []rune(strings.ToUpper(string(r)))[0]
		}
		up = (r == '\'' || r == '’' || r == '-') && i < len(out)-1
	}
	return string(out)
}

func (im *regis) project(r row) (map[string]string, []oddity, string) {
	values := map[string]string{
		"inizio_prevista":  im.day(r, "data_inizio_progetto_prevista"),
		"inizio_effettiva": im.day(r, "data_inizio_progetto_effettiva"),
		"fine_prevista":    im.day(r, "data_fine_progetto_prevista"),
		"fine_effettiva":   im.day(r, "data_fine_progetto_effettiva"),
	}
	for _, v := range values {
		if v != "" {
			return values, nil, ""
		}
	}
	return nil, nil, ""
}
