package importer

import (
	"bytes"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/load"
	"vetro/internal/record"
	"vetro/internal/sheet"
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

// money gives the amounts that a table of a plan tells.
func (b *block) money() (s sums) {
	for k, key := range moneyKeys {
		if key.table == b.name && !b.gone {
			if f := b.get(key.key); f.value != "" {
				s[k], _ = record.ParseEuro(f.value)
			}
		}
	}
	return s
}

// heldIn gives what a record holds in each column of money.
func heldIn(e *load.Editor) (s sums) {
	for _, table := range []string{"finanziamento", "contratto", "pagamento"} {
		for n := range e.Count(table) {
			held := heldAt(e, table, n)
			s.add(&held, 1)
		}
	}
	return s
}

// heldAt gives the amounts of one table of a record: nothing of a funding that its source has no
// more, unless the office kept it.
func heldAt(e *load.Editor, table string, n int) (s sums) {
	at := load.Spot{Table: table, N: n, Key: absentKey}
	if _, gone := e.Value(at); gone {
		at.Key = keptKey
		if _, kept := e.Value(at); !kept {
			return s
		}
	}
	for k, key := range moneyKeys {
		if key.table == table {
			at.Key = key.key
			written, _ := e.Value(at)
			s[k], _ = record.ParseEuro(written)
		}
	}
	return s
}

// The keys of a funding that its source has no more.
const (
	absentKey = "assente_dalla_fonte"
	keptKey   = "tieni"
)

// heldInText gives what a record holds that Vetro has just written: each key has a line of its
// own. A test holds it to heldIn.
func heldInText(text []byte) (all sums) {
	table, gone := "", false
	var here sums
	flush := func() {
		if !gone {
			all.add(&here, 1)
		}
		here, gone = sums{}, false
	}
	for line := range bytes.Lines(text) {
		switch {
		case bytes.HasPrefix(line, []byte("[[")):
			flush()
			table = string(bytes.Trim(line, "[]\n"))
		case bytes.HasPrefix(line, []byte(absentKey)):
			gone = true
		default:
			for k, key := range moneyKeys {
				rest, is := bytes.CutPrefix(line, []byte(key.key))
				if !is || key.table != table {
					continue
				}
				if value, is := bytes.CutPrefix(bytes.TrimLeft(rest, " "), []byte("= ")); is {
					here[k], _ = record.ParseEuro(string(bytes.Trim(value, "\"\n")))
				}
			}
		}
	}
	flush()
	return all
}

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

// rawAmount reads an amount from the cell that holds it, knowing nothing of how the import reads
// it: digits, with the last of comma and point for the decimals where one or two digits follow it,
// or more behind a point that is the only one. A fuzz test holds both to one result.
func rawAmount(text string) (record.Euro, bool) {
	if cents, plain := plainAmount(text); plain {
		return cents, true
	}
	return (&moneyCell{cell: sheet.Cell{Text: text}, unit: 1}).amount()
}

// amount reads a cell of money in the unit of its column.
func (c *moneyCell) amount() (record.Euro, bool) {
	unit := big.NewRat(max(c.unit, 1), 1)
	text := c.cell.Text
	if c.unit <= 1 {
		text, unit = ownUnit(text)
	}
	n, ok := decimal(text, c.unit > 1 && c.decimal != 0, c.decimal)
	if !ok {
		return 0, false
	}
	return nearCents(n.Mul(n, unit))
}

// ownUnit gives what stands before the unit that a cell itself has, and the unit in euro.
func ownUnit(text string) (string, *big.Rat) {
	lower := []byte(text)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	low := string(lower)
	for _, u := range []struct {
		word string
		euro int64
	}{{"mila", 1e3}, {"migliaia", 1e3}, {"mln", 1e6}, {"milion", 1e6}, {"mld", 1e9}, {"miliard", 1e9}} {
		if i := strings.Index(low, u.word); i > 0 && strings.ContainsAny(low[:i], "0123456789") {
			return text[:i], big.NewRat(u.euro, 1)
		}
	}
	if i := strings.LastIndex(low, "k"); i > 0 && strings.ContainsAny(low[i-1:i], "0123456789 ") {
		return text[:i], big.NewRat(1e3, 1)
	}
	return text, big.NewRat(1, 1)
}

// decimal reads a number from its digits. Where the column tells what stands before its decimals
// (told), that alone does; else see rawAmount.
func decimal(text string, told bool, sign byte) (*big.Rat, bool) {
	s := strings.NewReplacer("EURO", "", "Euro", "", "euro", "", "EUR", "", "Eur", "", "eur", "", "\u00a0", " ", "\u202f", " ").Replace(text)
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == '.', r == ',', r == '-', r == '+', r == 'e', r == 'E':
			return r
		case r == ' ', r == '\'', r == '’':
			return '.' // between digits they part thousands
		}
		return -1
	}, strings.TrimSpace(s))
	s = strings.Trim(strings.TrimRight(strings.Trim(s, ".,"), "-+,."), ".,")
	mantissa, exponent, scientific := s, "", false
	if i := strings.IndexAny(s, "eE"); i > 0 {
		mantissa, exponent, scientific = s[:i], s[i+1:], true
	}
	whole, cents := mantissa, ""
	if i := strings.LastIndexAny(mantissa, ".,"); i >= 0 {
		behind := mantissa[i+1:]
		lonely := strings.Count(mantissa, ".")+strings.Count(mantissa, ",") == 1
		decimals := len(behind) < 3 || scientific || lonely && (len(behind) > 3 || mantissa[0] == '0')
		if told && lonely && len(behind) == 3 && mantissa[0] != '0' {
			decimals = mantissa[i] == sign
		}
		if decimals {
			whole, cents = mantissa[:i], behind
		}
	}
	number := strings.NewReplacer(".", "", ",", "").Replace(whole) + "." + cents + "0"
	if scientific {
		number += "e" + exponent
	}
	if len(number) > 60 || len(exponent) > 3 {
		return nil, false
	}
	return new(big.Rat).SetString(number)
}

// plainAmount reads what most cells of large tables hold: 14000.0, 82154.8, 931712.
func plainAmount(text string) (cents record.Euro, ok bool) {
	decimals := -1
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9' && decimals < 2:
			cents = cents*10 + record.Euro(c-'0')
			if decimals >= 0 {
				decimals++
			}
		case c == '.' && decimals < 0 && i > 0:
			decimals = 0
		default:
			return 0, false
		}
	}
	for range 2 - max(decimals, 0) {
		cents *= 10
	}
	return cents, text != "" && len(text) < 16
}

// nearCents gives a number in euro to the cent; programs that reckon in base two write
// 0.30000000000000004 for thirty cents.
func nearCents(n *big.Rat) (record.Euro, bool) {
	n.Mul(n, big.NewRat(100, 1))
	half := new(big.Rat).Add(n, big.NewRat(1, 2))
	cents := new(big.Int).Div(half.Num(), half.Denom())
	off := new(big.Rat).Sub(n, new(big.Rat).SetInt(cents))
	if !cents.IsInt64() || off.Abs(off).Cmp(big.NewRat(1, 1000)) > 0 {
		return 0, false
	}
	return record.Euro(cents.Int64()), true
}

// moneyOf gives the place of a key of a sheet in moneyKeys, or -1: that of a side column
// (finanziamento[Comune].importo) is that of its table.
func moneyOf(name string) int {
	table, key, _ := strings.Cut(name, ".")
	table, _, _ = strings.Cut(table, "[")
	return slices.IndexFunc(moneyKeys[:], func(k moneyKey) bool { return k.table == table && k.key == key })
}

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
