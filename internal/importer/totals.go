package importer

import (
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// TotalsRow is a row of a sheet that sums up others, and is no project.
type TotalsRow struct {
	Line int
	Why  string               // how it was told, in Italian
	Sums map[string]moneyCell // by key
}

func totalsRow(row *tableRow, why string) TotalsRow {
	out := TotalsRow{Line: row.line, Why: why, Sums: make(map[string]moneyCell)}
	for _, m := range row.money {
		if m.cell.Text != "" {
			out.Sums[m.key] = m
		}
	}
	return out
}

var (
	// totalsBegin is how the word for a total begins a text.
	totalsBegin = regexp.MustCompile(`^(?:total[ei]|tot\.?|sub[ -]?total[ei]|somma|sommano|importo totale|importo complessivo|complessivamente)(?:$|[^a-zà-ù])`)
	// partBegin is how the word for a part of a total begins a text.
	partBegin = regexp.MustCompile(`^di cui(?:$|[^a-zà-ù])`)
)

// totalsWords are all that a text may hold that is nothing but the name of a total.
var totalsWords = map[string]bool{
	"totale": true, "totali": true, "tot": true, "subtotale": true, "subtotali": true, "sub": true, "somma": true, "somme": true, "sommano": true, "complessivo": true, "complessivi": true, "complessiva": true, "complessivamente": true, "generale": true, "generali": true, "parziale": true, "parziali": true, "finale": true,
	"importo": true, "importi": true, "finanziamento": true, "finanziamenti": true, "finanziato": true, "progetto": true, "progetti": true, "interventi": true, "contributi": true, "risorse": true, "pnrr": true, "pnc": true, "euro": true, "€": true, "missione": true, "componente": true, "misura": true, "investimento": true, "foglio": true, "pagina": true, "tabella": true, "elenco": true, "ente": true, "provincia": true, "comune": true,
}

var totalsCode = regexp.MustCompile(`^(?:m\d(?:c\d(?:[ir][\d.]+)?)?|\d+(?:[.,]\d+)*)$`)

// wordOfTotals reports a text that is the name of a total and nothing else: TOTALE, Totale
// complessivo, Subtotale M1C1.
func wordOfTotals(s string) bool {
	folded := foldCall(s)
	if !totalsBegin.MatchString(folded) {
		return false
	}
	for _, w := range strings.FieldsFunc(folded, func(r rune) bool { return strings.ContainsRune(" .:;()-=", r) }) {
		if !totalsWords[w] && !emptyWords[w] && !totalsCode.MatchString(w) {
			return false
		}
	}
	return true
}

// sumsOf adds up the amounts of a table as its rows go by, to tell the rows of totals.
type sumsOf struct {
	t     *Table
	a     *area
	all   map[string]record.Euro // of every row
	since map[string]record.Euro // of the rows since the last total
	parts map[string]record.Euro // of the totals
	count int                    // rows since the last total
	rows  int
}

func newSums(t *Table, a *area) *sumsOf {
	return &sumsOf{t: t, a: a, all: map[string]record.Euro{}, since: map[string]record.Euro{}, parts: map[string]record.Euro{}}
}

// amounts gives the amounts of a row that can be read, those of merged ranges left out.
func (s *sumsOf) amounts(row *tableRow) map[string]record.Euro {
	out := make(map[string]record.Euro)
	for _, m := range row.money {
		if m.cell.Spread {
			continue
		}
		if e, err := record.ParseEuro(row.values[m.key]); err == nil && m.cell.Text != "" {
			out[m.key] = e
		}
	}
	return out
}

// add counts a row of a project.
func (s *sumsOf) add(row *tableRow) {
	for key, e := range s.amounts(row) {
		s.all[key] += e
		s.since[key] += e
	}
	s.count++
	s.rows++
}

// totals tells why a row is one of totals; "" when it is none.
func (s *sumsOf) totals(row *tableRow, r sheet.Row) (why string) {
	if r.Bad != "" || row.values["cup"] != "" && s.t.has(s.a, "cup") {
		return ""
	}
	why = s.judge(row, r)
	if why == "" {
		return ""
	}
	for key, e := range s.amounts(row) {
		s.parts[key] += e
	}
	clear(s.since)
	s.count = 0
	return why
}

// judge tells a row of totals by its word, or by its amount where nothing names a project. A
// project whose title only begins with that word has a measure and a state of its own, or an
// amount that is not the sum of the rows above.
func (s *sumsOf) judge(row *tableRow, r sheet.Row) string {
	matches := s.matches(row)
	for p, c := range r.Cells {
		if p >= len(s.a.cols) || c.Kind != sheet.Text {
			continue
		}
		col := &s.t.Columns[s.a.cols[p]]
		folded := foldCall(c.Text)
		if !totalsBegin.MatchString(folded) && !partBegin.MatchString(folded) || col.target != nil && col.target.kind != text {
			continue
		}
		isTitle := col.Key == "titolo"
		switch {
		case !isTitle && row.values["titolo"] != "" && !wordOfTotals(row.values["titolo"]):
			continue
		case wordOfTotals(c.Text) && (matches || !s.ownMoney(row)), partBegin.MatchString(folded) && !s.ownMoney(row),
			matches && s.rows > 1 && !s.ownMoney(row), s.bare(row):
			return "«" + shortened(c.Text) + "» è il nome di un totale"
		}
	}
	if matches && row.values["titolo"] == "" && s.count+s.rows > 0 && (s.count > 1 || s.rows > 1) {
		return "senza titolo e CUP, e l’importo è la somma delle righe sopra"
	}
	return ""
}

// ownMoney reports a row that has its measure and the state of its money in columns.
func (s *sumsOf) ownMoney(row *tableRow) bool {
	for _, key := range []string{"finanziamento.misura", "finanziamento.stato"} {
		if row.values[key] == "" || !s.t.has(s.a, key) {
			return false
		}
	}
	return true
}

// bare reports a row that has neither a measure nor a state of its money, where the table has
// columns for both.
func (s *sumsOf) bare(row *tableRow) bool {
	for _, key := range []string{"finanziamento.misura", "finanziamento.stato"} {
		if !s.t.has(s.a, key) || slices.ContainsFunc(row.faults, func(f Fault) bool { return f.Key == key && f.Value != "" }) || row.values[key] != "" {
			return false
		}
	}
	return true
}

// matches reports a row whose amounts are the sums of the rows above: of all, of those since
// the last total, or of the totals.
func (s *sumsOf) matches(row *tableRow) bool {
	amounts := s.amounts(row)
	for key, e := range amounts {
		if e == 0 || e != s.all[key] && e != s.since[key] && e != s.parts[key] {
			return false
		}
	}
	return len(amounts) > 0
}
