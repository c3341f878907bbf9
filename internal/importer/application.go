package importer

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"

	"vetro/internal/record"
)

// The columns of the funded applications (candidature finanziate) of PA digitale 2026,
// in the order of the newest tables. Older ones have 11 of them or more; the tables of
// one measure add the last.
const (
	colIPA = iota
	colBody
	colKind
	colTown
	colTownCode
	colProvince
	colProvinceCode
	colRegion
	colRegionCode
	colAmount
	colCall
	colSent
	colDecreed
	colCUP
	colWindow
	colProtocol
	colDecree
	colState
	colStateDate
	colMeasure
	columns
)

// columnNames gives the names of the columns, in their order.
func columnNames() [columns]string {
	return [columns]string{
		"codice_ipa", "ente", "tipologia_ente", "comune", "cod_comune", "provincia", "cod_provincia", "regione", "cod_regione",
		"importo_finanziamento", "avviso", "data_invio_candidatura", "data_finanziamento", "codice_cup",
		"numero_finestra_temporale", "numero_di_protocollo", "decreto_finanziamento", "stato_candidatura", "data_stato_candidatura", "misura",
	}
}

// needed are the columns without which a row says nothing.
var needed = []int{colIPA, colAmount, colCall, colCUP}

// application is a row of the table: an application that was funded.
type application struct {
	line   int
	cells  [columns]string
	body   string // codice IPA in lower case: the id of the body
	cup    record.CUP
	amount record.Euro
	state  string // A, E or R
	sent   record.Date
	dated  record.Date // of the decree
	since  record.Date // of the state
	known  string      // the day of which the row is, where the table has it
	code   string      // of the measure, or "" when it is not certain
	record string      // id of the project that it was written into, "" before
	gone   string      // the day on which the row was found gone; "" while it is there
	ident  string      // what id gives where body, call and day are not enough
}

// id tells one application from all others, across the versions of a table.
func (a *application) id() string {
	if a.ident != "" {
		return a.ident
	}
	return a.body + "\n" + a.cells[colCall] + "\n" + a.cells[colSent]
}

// distinct gives the rows without those that say again what another has said of the same
// application: tables have come with every row twice. Repeated is told of each with the
// row that it repeats.
func distinct(rows []*application, repeated func(again, first *application)) []*application {
	first := make(map[string]*application, len(rows))
	others := make(map[string][]*application)
	return slices.DeleteFunc(rows, func(a *application) bool {
		id := a.id()
		f := first[id]
		if f == nil {
			first[id] = a
			return false
		}
		for _, f := range append([]*application{f}, others[id]...) {
			if f.cup == a.cup && f.amount == a.amount {
				repeated(a, f)
				return true
			}
		}
		others[id] = append(others[id], a)
		a.ident = fmt.Sprint(id, "\n", 1+len(others[id])) // one application, but not one amount
		return false
	})
}

// project tells the project of an application: a body and a CUP. What has no good CUP
// goes by what was written there, and what has none by itself.
func (a *application) project() string {
	switch {
	case a.cup != "":
		return a.body + "\n" + string(a.cup)
	case a.cells[colCUP] != "":
		return a.body + "\n" + record.NormalCode(a.cells[colCUP])
	}
	return a.id()
}

// oddity is something about a row that the report counts.
type oddity string

// The oddities of rows that are imported all the same.
const (
	oddCUP       oddity = "CUP malformato: scritto come motivo in cup_assente"
	oddNoCUP     oddity = "CUP mancante: scritto come motivo in cup_assente"
	oddZero      oddity = "importo zero"
	oddNaples    oddity = "sigla della provincia mancante, ricavata dal codice ISTAT 063: NA"
	oddNone      oddity = "comune mancante, ricavato dal codice ISTAT 001168: None"
	oddTown      oddity = "comune o codice ISTAT della sede mancante"
	oddName      oddity = "nome dell’ente mancante: scritto il codice IPA"
	oddSent      oddity = "data della candidatura mancante"
	oddDecreed   oddity = "data del decreto mancante o illeggibile"
	oddDecree    oddity = "numero del decreto mancante"
	oddStateDate oddity = "data dello stato mancante"
	oddNoState   oddity = "stato mancante: la tabella è dei progetti finanziati, scritto assegnato"
	oddKind      oddity = "tipologia dell’ente mancante"
	oddMeasure   oddity = "misura non certa: il finanziamento resta senza misura"
	oddShared    oddity = "CUP di più enti: l’id del progetto finisce con il codice IPA"
	oddTwice     oddity = "stesso CUP e stesso avviso su più righe"
	oddQuotes    oddity = "virgolette non raddoppiate dentro un valore"
	oddMoved     oddity = "righe di uno stesso ente con sede o nome diversi: scritti i più recenti"
)

// blanks are the words that tables write for nothing. In comune None is a town.
var blanks = map[string]bool{"": true, "none": true, "nan": true, "null": true, "n/d": true, "n/a": true, "nd": true, "-": true}

// ownText gives the cells of a row memory of their own, and those that many rows have one for all: as
// parts of their line they would keep the whole of it.
func (a *application) ownText(shared map[string]string) {
	one := func(s string) string {
		if s == "" {
			return ""
		}
		known, found := shared[s]
		if !found {
			known = strings.Clone(s)
			shared[known] = known
		}
		return known
	}
	for i, s := range a.cells {
		switch i {
		case colSent, colCUP, colAmount, colProtocol:
			a.cells[i] = strings.Clone(s)
		default:
			a.cells[i] = one(s)
		}
	}
	a.cup = record.CUP(strings.Clone(string(a.cup)))
	a.body, a.state, a.known = one(a.body), one(a.state), one(a.known)
}

// known gives a value, or "" for a word that stands for nothing.
func known(s string) string {
	if len(s) <= 4 && blanks[strings.ToLower(s)] {
		return ""
	}
	return s
}

// readApplication gives the application of a row, what is odd about it, and why it cannot
// be imported, if so. Applications are dated in UTC, days are counted in Rome.
func readApplication(s *tableReader, r row, rome *time.Location) (a *application, odd []oddity, refused string) {
	a = &application{line: r.line, known: known(s.cell(r, "fonte_data"))}
	for i, name := range columnNames() {
		a.cells[i] = s.cell(r, name)
	}
	if id := strings.ToLower(a.cells[colIPA]); SourceName(id) && !record.ReservedID(id) {
		a.body = id // it can be an address
	}
	if refused = a.check(); refused != "" {
		return a, nil, refused
	}
	odd = append(a.place(), a.dates(rome)...)
	cup, ok := record.ParseCUP(a.cells[colCUP])
	a.cup = cup
	if a.cells[colCUP] = known(a.cells[colCUP]); a.cells[colCUP] == "" {
		odd = append(odd, oddNoCUP)
	} else if !ok {
		odd = append(odd, oddCUP)
	}
	if r.naive {
		odd = append(odd, oddQuotes)
	}
	if a.amount == 0 {
		odd = append(odd, oddZero)
	}
	return a, odd, ""
}

// check reads what a row cannot do without, and says what is wrong with it.
func (a *application) check() (refused string) {
	var ok bool
	switch {
	case a.body == "":
		return fmt.Sprintf("il codice IPA «%s» non può essere un indirizzo", a.cells[colIPA])
	case known(a.cells[colCall]) == "":
		return "manca il titolo dell’avviso"
	}
	if a.amount, ok = exactEuro(a.cells[colAmount]); !ok {
		return fmt.Sprintf("l’importo «%s» non è un importo in euro e centesimi", a.cells[colAmount])
	}
	switch a.state = known(a.cells[colState]); a.state {
	case "A", "E", "R", "":
	default:
		return fmt.Sprintf("lo stato «%s» non è A, E o R", a.state)
	}
	return ""
}

// place mends what programs that take NA and None for nothing have lost, where the
// codes say it without doubt.
func (a *application) place() (odd []oddity) {
	for _, i := range []int{colBody, colKind, colTownCode, colProvinceCode, colRegion, colRegionCode} {
		a.cells[i] = known(a.cells[i])
	}
	if a.cells[colTown] == "N/D" {
		a.cells[colTown] = ""
	}
	if p := a.cells[colProvince]; p == "" && a.cells[colProvinceCode] == "063" {
		a.cells[colProvince] = "NA"
		odd = append(odd, oddNaples)
	} else {
		a.cells[colProvince] = known(p)
	}
	if a.cells[colTown] == "" && a.cells[colTownCode] == "001168" {
		a.cells[colTown] = "None"
		odd = append(odd, oddNone)
	} else if a.cells[colTown] == "" || a.cells[colTownCode] == "" {
		odd = append(odd, oddTown)
	}
	if a.cells[colBody] == "" {
		odd = append(odd, oddName)
	}
	if a.cells[colKind] == "" {
		odd = append(odd, oddKind)
	}
	return odd
}

// dates reads the days of an application. A state has none in the tables of 2022.
func (a *application) dates(rome *time.Location) (odd []oddity) {
	if t, err := time.Parse("2006-01-02T15:04:05.999-0700", a.cells[colSent]); err == nil {
		a.sent = record.DayOf(t.In(rome))
	} else {
		odd = append(odd, oddSent)
	}
	var ok bool
	if a.dated, ok = isoDay(a.cells[colDecreed]); !ok {
		odd = append(odd, oddDecreed)
	}
	if a.cells[colDecree] = known(a.cells[colDecree]); a.cells[colDecree] == "" {
		odd = append(odd, oddDecree)
	}
	if a.since, ok = isoDay(a.cells[colStateDate]); !ok {
		odd = append(odd, oddStateDate)
	}
	if a.state == "" {
		a.state = "A"
		odd = append(odd, oddNoState)
	}
	return odd
}

func isoDay(s string) (record.Date, bool) {
	if i := strings.IndexByte(s, 'T'); i == len("2006-01-02") {
		s = s[:i]
	}
	d, err := record.ParseDate(s)
	if err != nil || !d.Full() || !likely(d) {
		return record.Date{}, false
	}
	return d, true
}

var decimalNumber = regexp.MustCompile(`^\d{1,15}(?:\.\d{1,20})?(?:[eE]\+?\d{1,2})?$`)

// exactEuro reads an amount that a program wrote as a number (14000.0, 82154.8), to the
// cent and from its text: no float stands between. What has parts of a cent is no
// amount.
func exactEuro(s string) (record.Euro, bool) {
	if !decimalNumber.MatchString(s) {
		return 0, false
	}
	if e, err := record.ParseEuro(s); err == nil {
		return e, true
	}
	n, ok := new(big.Rat).SetString(s)
	if !ok {
		return 0, false
	}
	n.Mul(n, big.NewRat(100, 1))
	if !n.IsInt() || !n.Num().IsInt64() {
		return 0, false
	}
	e, err := record.ParseEuro(record.Euro(n.Num().Int64()).Decimal())
	return e, err == nil
}
