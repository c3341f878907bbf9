package importer

import (
	"fmt"
	"slices"
	"strings"

	"vetro/internal/load"
	"vetro/internal/record"
)

// Account holds an import to its source and to the site, column of money by column: nothing is
// written unless both close.
type Account struct {
	Columns []MoneyColumn
	Rows    RowCount
	Totals  []TotalCheck
}

// MoneyColumn is the account of one column of money, in euro.
//
// Of the source: Source = New + Changed + Same + Differs + Repeated + Left. Source is summed from
// the cells as they are written; New, Changed and Same from the records as they are read again.
// Of the site: After = Before + Added − Vanished. Before and After are what its records hold
// of this source; what a source has no more, and nobody kept, counts in neither.
type MoneyColumn struct {
	Key  string // finanziamento.importo
	Name string // what people call it

	Source, New, Changed, Same record.Euro
	Differs                    record.Euro // the office has another value
	Repeated                   record.Euro // rows that say again what another one said
	Left                       record.Euro // of rows, or of cells, that were left out
	Unread                     int         // cells that are no number

	Before, Added, Vanished, After record.Euro
}

// RowCount counts the rows of the source by what became of them.
type RowCount struct{ Source, New, Changed, Same, Differs, Repeated, Left, Other int }

// TotalCheck holds a row of totals of the source to the sum of the rows that it is of.
type TotalCheck struct {
	Line      int
	Key       string
	Told, Sum record.Euro
}

// Agrees reports whether a row of totals is the sum of its rows.
func (t *TotalCheck) Agrees() bool { return t.Told == t.Sum }

// moneyKey is a key of the records that holds euro.
type moneyKey struct{ table, key, name string }

// moneyKeys are the keys of money that tables fill, in the order in which accounts tell them.
var moneyKeys = [...]moneyKey{
	{"finanziamento", "importo", "finanziamenti"},
	{"finanziamento", "erogato", "erogati all’ente"},
	{"contratto", "importo", "contratti"},
	{"pagamento", "importo", "pagamenti"},
}

// The places of columns of money in moneyKeys.
const (
	funded = iota
	received
	contracted
	paid
)

// String gives the key as columns and options name it.
func (k moneyKey) String() string { return k.table + "." + k.key }

// sums are amounts by moneyKeys.
type sums [len(moneyKeys)]record.Euro

func (s *sums) add(other *sums, sign record.Euro) {
	for i := range s {
		s[i] += sign * other[i]
	}
}

// ledger gathers the account while records are planned.
type ledger struct {
	source sums // from the cells
	unread [len(moneyKeys)]int
	became [rowSkipped + 1]sums // by what became of the row

	before, added, vanished, after sums // of this source
	files                          sums // by how much what the records hold in all has grown
	adopted                        sums // of added, what the site held already and the source now tells, too
}

// cell takes a cell of a column of money of the source, by its text. It reports an amount that
// cannot be read.
func (l *ledger) cell(key int, text string) (amount record.Euro, ok bool) {
	if strings.TrimSpace(text) == "" {
		return 0, true
	}
	if amount, ok = rawAmount(text); !ok {
		l.unread[key]++
		return 0, false
	}
	l.source[key] += amount
	return amount, true
}

// settle notes what became of an amount of the source.
func (l *ledger) settle(key int, o outcome, amount record.Euro) {
	l.became[o][key] += amount
}

// created takes the account of a new record from its text: what it holds is what the plan says.
func (l *ledger) created(want *mergePlan, text []byte) {
	held := heldInText(text)
	l.files.add(&held, 1)
	l.after.add(&held, 1)
	for i := range want.blocks {
		planned := want.blocks[i].money()
		l.added.add(&planned, 1)
	}
	for k := range moneyKeys { // all of it is of rows that are new
		l.became[rowNew][k] += held[k]
	}
}

// merged takes the account of a record that was there: m has brought a plan into it. The
// record is read again as it will be written.
func (l *ledger) merged(m *merger, want *mergePlan) error {
	again := m.file
	if m.edits > 0 {
		var problems []record.Problem
		if again, problems = load.Edit(m.file.Name(), m.file.Bytes()); again == nil {
			return fmt.Errorf("read %s again: %s", m.file.Name(), problems[0].Text)
		}
	}
	now := heldIn(again)
	l.files.add(&now, 1)
	l.files.add(&m.held, -1)
	l.before.add(&m.before, 1)
	l.added.add(&m.added, 1)
	l.adopted.add(&m.adopted, 1)
	l.vanished.add(&m.lost, 1)
	for i := range want.blocks {
		b := &want.blocks[i]
		n, placed := m.where[b]
		var held sums
		if placed {
			held = heldAt(again, b.name, n)
			l.after.add(&held, 1)
		}
		if b.line > 0 && !b.gone {
			l.row(b, held, max(m.rows[b.line], rowSame))
		}
	}
	return nil
}

// stays takes the account of a record that is left as it is: of its tables, those that the last import
// had.
func (l *ledger) stays(e *load.Editor, base *mergePlan) {
	m := merger{file: e}
	taken := make(map[string]map[int]bool)
	for i := range base.blocks {
		b := &base.blocks[i]
		if taken[b.name] == nil {
			taken[b.name] = make(map[int]bool)
		}
		if n := m.find(b, []*block{b}, taken[b.name]); n >= 0 {
			taken[b.name][n] = true
			held := heldAt(e, b.name, n)
			l.before.add(&held, 1)
			l.after.add(&held, 1)
		}
	}
}

// row notes what became of the amounts of a row that a record now tells.
func (l *ledger) row(b *block, held sums, became outcome) {
	told := b.money()
	for k, key := range moneyKeys {
		switch {
		case key.table != b.name || b.get(key.key).value == "":
		case became == rowDiffers && told[k] != held[k]:
			l.settle(k, rowDiffers, told[k])
		default:
			l.settle(k, became, held[k]) // where it is not what was told, the account does not close
		}
	}
}

// The keys of a funding that its source has no more.
const (
	absentKey = "assente_dalla_fonte"
	keptKey   = "tieni"
)

// close gives the account, or says that it does not close: a slip of ours, whatever the table is.
func (l *ledger) close(r *Report) (*Account, error) {
	a := &Account{}
	for k, key := range moneyKeys {
		c := MoneyColumn{
			Key: key.String(), Name: key.name, Source: l.source[k], Unread: l.unread[k],
			New: l.became[rowNew][k] + l.became[rowAdded][k], Changed: l.became[rowChanged][k], Same: l.became[rowSame][k],
			Differs: l.became[rowDiffers][k], Repeated: l.became[rowRepeated][k], Left: l.became[rowSkipped][k],
			Before: l.before[k], Added: l.added[k], Vanished: l.vanished[k], After: l.after[k],
		}
		if err := c.check(l.files[k] + l.adopted[k]); err != nil {
			return nil, err
		}
		if c.silent() {
			continue
		}
		a.Columns = append(a.Columns, c)
	}
	a.Rows = r.rowCount()
	return a, nil
}

// silent reports a column of which the source says nothing, and of which nothing changes.
func (c *MoneyColumn) silent() bool {
	return c.Source == 0 && c.Unread == 0 && c.Added == 0 && c.Vanished == 0 && c.Before == c.After
}

// check refuses an account that does not close; grown is what the records hold more than before.
func (c *MoneyColumn) check(grown record.Euro) error {
	became := c.New + c.Changed + c.Same + c.Differs + c.Repeated + c.Left
	const mend = "è un errore di Vetro: segnalalo con il foglio e questo messaggio; nel sito non è cambiato nulla"
	switch {
	case became != c.Source:
		return &Refusal{fmt.Sprintf("il conto di %s non torna: la tabella ha %s, e le sue righe ne spiegano %s (nuovi %s, aggiornati %s, invariati %s, diversi %s, ripetuti %s, lasciati fuori %s)",
			c.Key, c.Source, became, c.New, c.Changed, c.Same, c.Differs, c.Repeated, c.Left), mend}
	case c.Before+c.Added-c.Vanished != c.After:
		return &Refusal{fmt.Sprintf("il conto di %s non torna: il sito aveva %s di questa fonte, più %s aggiunti, meno %s spariti, e ora ne avrebbe %s",
			c.Key, c.Before, c.Added, c.Vanished, c.After), mend}
	case c.Added-c.Vanished != grown:
		return &Refusal{fmt.Sprintf("il conto di %s non torna: i file crescerebbero di %s invece di %s", c.Key, grown, c.Added-c.Vanished), mend}
	}
	return nil
}

// rowCount counts the rows of the source by what became of them.
func (r *Report) rowCount() (c RowCount) {
	for i := range r.Rows {
		switch r.Rows[i].Outcome {
		case rowNew.String(), rowAdded.String():
			c.New++
		case rowChanged.String():
			c.Changed++
		case rowSame.String():
			c.Same++
		case rowDiffers.String():
			c.Differs++
		case rowRepeated.String():
			c.Repeated++
		case rowSkipped.String():
			c.Left++
		default:
			c.Other++
			continue
		}
		c.Source++
	}
	return c
}

// moneyOf gives the place of a key of a sheet in moneyKeys, or -1: that of a side column
// (finanziamento[Comune].importo) is that of its table.
func moneyOf(name string) int {
	table, key, _ := strings.Cut(name, ".")
	table, _, _ = strings.Cut(table, "[")
	return slices.IndexFunc(moneyKeys[:], func(k moneyKey) bool { return k.table == table && k.key == key })
}
