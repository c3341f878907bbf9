package importer

import (
	"fmt"

	"vetro/internal/record"
)

// accountCell is a cell of the sheet of the account.
type accountCell struct {
	text   string
	amount record.Euro // or a whole number
	number bool
	euro   bool
	head   bool
	title  bool
}

// Closes reports whether what the rows became explains the column of the source, and what came and
// went explains what the site holds of it.
func (c *MoneyColumn) Closes() bool {
	return c.Source == c.New+c.Changed+c.Same+c.Differs+c.Repeated+c.Left && c.After == c.Before+c.Added-c.Vanished
}

// Closes reports whether every column does, and every row of the source became something.
func (a *Account) Closes() bool {
	for i := range a.Columns {
		if !a.Columns[i].Closes() {
			return false
		}
	}
	r := a.Rows
	return r.Source == r.New+r.Changed+r.Same+r.Differs+r.Repeated+r.Left
}

func heads(names ...string) (out []accountCell) {
	for _, name := range names {
		out = append(out, accountCell{text: name, head: true})
	}
	return out
}

func amounts(name string, amounts ...record.Euro) []accountCell {
	out := []accountCell{{text: name}}
	for _, e := range amounts {
		out = append(out, accountCell{amount: e, number: true, euro: true})
	}
	return out
}

func counts(name string, counts ...int) []accountCell {
	out := []accountCell{{text: name}}
	for _, n := range counts {
		out = append(out, accountCell{amount: record.Euro(n), number: true})
	}
	return out
}

// accountRows gives the sheet of the account, row by row.
func (r *Report) accountRows() [][]accountCell {
	a := &r.Account
	out := [][]accountCell{
		{{text: "Conto dell’importazione", title: true}},
		{{text: "Fonte"}, {text: r.Source}},
		{{text: "Tabella"}, {text: r.File}},
		{{text: "Dati del"}, {text: r.Day.String()}},
		{{text: "Il conto"}, {text: a.verdict()}},
		{},
	}
	if len(a.Columns) == 0 {
		out = append(out, []accountCell{{text: "La tabella non ha colonne di denaro"}}, nil)
	} else {
		out = append(out, heads("Di questa tabella, in euro", "nella tabella", "scritti", "aggiornati", "invariati", "diversi", "ripetuti", "lasciati fuori", "celle non lette"))
		for i := range a.Columns {
			c := &a.Columns[i]
			row := amounts(c.Name, c.Source, c.New, c.Changed, c.Same, c.Differs, c.Repeated, c.Left)
			out = append(out, append(row, accountCell{amount: record.Euro(c.Unread), number: true}))
		}
		out = append(out, nil, heads("Del sito, da questa fonte, in euro", "prima", "aggiunti", "spariti", "ora"))
		for i := range a.Columns {
			c := &a.Columns[i]
			out = append(out, amounts(c.Name, c.Before, c.Added, c.Vanished, c.After))
		}
		out = append(out, nil)
	}
	n := a.Rows
	out = append(out, heads("Righe", "nella tabella", "nuove", "aggiornate", "invariate", "diverse", "ripetute", "lasciate fuori", "non scelte"),
		counts("", n.Source, n.New, n.Changed, n.Same, n.Differs, n.Repeated, n.Left, n.Other))
	if len(a.Totals) > 0 {
		out = append(out, nil, heads("Totali scritti nel foglio", "colonna", "scritto", "somma delle righe", ""))
	}
	for i := range a.Totals {
		t := &a.Totals[i]
		said := accountCell{text: "torna"}
		if !t.Agrees() {
			said.text = "non torna, differenza " + (t.Told - t.Sum).String()
		}
		row := append([]accountCell{{text: fmt.Sprintf("riga %d", t.Line)}, {text: a.name(t.Key)}}, amounts("", t.Told, t.Sum)[1:]...)
		out = append(out, append(row, said))
	}
	return out
}

// verdict says whether the account closes.
func (a *Account) verdict() string {
	if a.Closes() {
		return "torna: ogni importo della tabella è spiegato, e il sito ha ciò che aveva più ciò che è stato aggiunto meno ciò che è sparito"
	}
	return "non torna"
}

// name gives what people call a column of money.
func (a *Account) name(key string) string {
	for i := range a.Columns {
		if a.Columns[i].Key == key {
			return a.Columns[i].Name
		}
	}
	return key
}
