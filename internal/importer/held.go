package importer

import (
	"bytes"

	"vetro/internal/load"
	"vetro/internal/record"
)

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
