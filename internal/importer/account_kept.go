package importer

import (
	"strconv"

	"vetro/internal/load"
	"vetro/internal/record"
)

// accountKeys are the amounts of an account, by the key of content/importati that keeps each.
func (c *MoneyColumn) accountKeys() []struct {
	key string
	at  *record.Euro
} {
	return []struct {
		key string
		at  *record.Euro
	}{
		{"tabella", &c.Source}, {"nuovi", &c.New}, {"aggiornati", &c.Changed}, {"invariati", &c.Same}, {"diversi", &c.Differs},
		{"ripetuti", &c.Repeated}, {"lasciati_fuori", &c.Left}, {"prima", &c.Before}, {"aggiunti", &c.Added}, {"spariti", &c.Vanished}, {"ora", &c.After},
	}
}

// blocks gives the account as content/importati keeps it.
func (a *Account) blocks() []block {
	count := func(key string, n int) field { return field{key: key, value: strconv.Itoa(n), kind: plainNumber} }
	r := a.Rows
	out := []block{{name: "conto_righe", fields: []field{count("tabella", r.Source), count("nuove", r.New), count("aggiornate", r.Changed),
		count("invariate", r.Same), count("diverse", r.Differs), count("ripetute", r.Repeated), count("lasciate_fuori", r.Left), count("non_scelte", r.Other)}}}
	for i := range a.Columns {
		c := &a.Columns[i]
		b := block{name: "conto", fields: []field{{key: "chiave", value: c.Key}}}
		for _, k := range c.accountKeys() {
			b.fields = append(b.fields, field{key: k.key, value: k.at.Decimal(), kind: euro})
		}
		b.fields = append(b.fields, count("non_letti", c.Unread))
		out = append(out, b)
	}
	return out
}

// readAccount reads what the last import kept of its account; nil when it kept none.
func readAccount(e *load.Editor) *Account {
	a := &Account{}
	number := func(at load.Spot, key string) int {
		at.Key = key
		written, _ := e.Value(at)
		n, _ := strconv.Atoi(written)
		return n
	}
	if e.Count("conto_righe") == 0 {
		return nil
	}
	at := load.Spot{Table: "conto_righe"}
	a.Rows = RowCount{Source: number(at, "tabella"), New: number(at, "nuove"), Changed: number(at, "aggiornate"), Same: number(at, "invariate"),
		Differs: number(at, "diverse"), Repeated: number(at, "ripetute"), Left: number(at, "lasciate_fuori"), Other: number(at, "non_scelte")}
	for n := range e.Count("conto") {
		at := load.Spot{Table: "conto", N: n, Key: "chiave"}
		c := MoneyColumn{Unread: number(at, "non_letti")}
		c.Key, _ = e.Value(at)
		if k := moneyOf(c.Key); k >= 0 {
			c.Name = moneyKeys[k].name
		}
		for _, k := range c.accountKeys() {
			at.Key = k.key
			written, _ := e.Value(at)
			*k.at, _ = record.ParseEuro(written)
		}
		a.Columns = append(a.Columns, c)
	}
	return a
}

// again gives the account of an import of what was imported already.
func (a *Account) again() Account {
	out := Account{Rows: a.Rows, Totals: a.Totals}
	out.Rows.Same += out.Rows.New + out.Rows.Changed
	out.Rows.New, out.Rows.Changed = 0, 0
	for _, c := range a.Columns {
		c.Same += c.New + c.Changed
		c.New, c.Changed, c.Added, c.Vanished, c.Before = 0, 0, 0, 0, c.After
		out.Columns = append(out.Columns, c)
	}
	return out
}
