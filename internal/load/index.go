package load

import (
	"bytes"
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"

	"vetro/internal/record"
)

// indexer walks over the expressions of a file and notes where each thing stands.
type indexer struct {
	src      *source
	p        unstable.Parser
	root     *table
	problems []record.Problem // keys and tables written twice
	doubles  []unstable.Range // key=value expressions to leave out, as their keys are there
	doubled  []string         // the keys of those that stand in a table
	broken   bool             // tables written twice: their keys belong nowhere
	fault    *fault
}

// index notes where the keys and values of a text stand.
func index(src *source) *indexer {
	x := &indexer{src: src, root: newTable(src.pos(0))}
	for _, b := range src.bare {
		b.seen = false
	}
	x.p.Reset(src.text)
	current := x.root
	for x.p.NextExpression() {
		e := x.p.Expression()
		switch e.Kind {
		case unstable.KeyValue:
			if name, twice := x.keyValue(current, e); twice {
				x.doubles = append(x.doubles, e.Raw)
				if current != x.root {
					x.doubled = append(x.doubled, name)
				}
			}
		case unstable.Table, unstable.ArrayTable:
			current = x.header(e)
		}
	}
	if err := x.p.Error(); err != nil {
		var pe *unstable.ParserError
		if !errors.As(err, &pe) {
			panic("load: go-toml refused without a place: " + err.Error())
		}
		x.fault = faultAt(src.text, int(x.p.Range(pe.Highlight).Offset), pe.Message)
	}
	return x
}

// header opens the table of a [x] or [[x]] line.
func (x *indexer) header(e *unstable.Node) *table {
	t := x.root
	for it := e.Key(); it.Next(); {
		n := it.Node()
		at := x.src.pos(int(n.Raw.Offset))
		start := x.bracket(int(n.Raw.Offset))
		name := string(n.Data)
		k := t.byName[name]
		last := it.IsLast()
		switch {
		case k == nil:
			k = t.add(&key{name: name, at: at, value: at, single: !last || e.Kind == unstable.Table, dotted: !last})
			k.tables = []*table{newTable(start)}
		case last && e.Kind == unstable.ArrayTable && k.tables != nil && !k.single:
			k.tables = append(k.tables, newTable(start))
		case last && !(e.Kind == unstable.Table && k.dotted), k.tables == nil:
			x.tableTwice(k, at)
			return newTable(start)
		}
		if last {
			k.dotted = false
		}
		t = k.tables[len(k.tables)-1]
	}
	return t
}

// bracket gives where the header begins whose name is at an offset.
func (x *indexer) bracket(offset int) record.Pos {
	from := x.src.lines[x.src.index(offset)]
	return x.src.pos(from + bytes.IndexByte(x.src.text[from:], '['))
}

// keyValue notes a key with its value, and the tables that a dotted key opens. It
// gives the name of a key that is there already.
func (x *indexer) keyValue(t *table, e *unstable.Node) (name string, twice bool) {
	for it := e.Key(); it.Next(); {
		n := it.Node()
		at, name := x.src.pos(int(n.Raw.Offset)), string(n.Data)
		k := t.byName[name]
		switch {
		case k != nil && (it.IsLast() || k.tables == nil):
			x.keyTwice(k, at, t != x.root)
			return name, true
		case it.IsLast():
			x.value(t.add(&key{name: name, at: at, single: true}), e)
			return name, false
		case k == nil:
			k = t.add(&key{name: name, at: at, value: at, single: true, dotted: true, tables: []*table{newTable(at)}})
		}
		t = k.tables[len(k.tables)-1]
	}
	return name, false
}

// value notes where the value of a key=value expression stands, and what it holds.
func (x *indexer) value(k *key, e *unstable.Node) {
	text := x.src.text[e.Raw.Offset : e.Raw.Offset+e.Raw.Length]
	from := valueStart(text)
	k.value = x.src.pos(int(e.Raw.Offset) + from)
	k.raw = string(text[from:])
	if b := x.src.bare[k.value.Line]; b != nil && !b.seen {
		b.seen = true
		k.bare = b
		return
	}
	switch v := e.Value(); v.Kind {
	case unstable.Array:
		k.single = false
		for it := v.Children(); it.Next(); {
			n := it.Node()
			at := x.itemStart(n)
			k.items = append(k.items, at)
			if n.Kind == unstable.InlineTable {
				k.tables = append(k.tables, x.inline(n, at))
			}
		}
	case unstable.InlineTable:
		k.tables = []*table{x.inline(v, k.value)}
	}
}

// itemStart gives where an item of a list stands. Of a list within the list the parser
// keeps no place: it begins at the bracket before its first value, and one without
// values has the zero Pos.
func (x *indexer) itemStart(n *unstable.Node) record.Pos {
	depth := 0
	for n.Valid() && n.Kind == unstable.Array {
		n, depth = n.Child(), depth+1
	}
	if !n.Valid() {
		return record.Pos{}
	}
	at := int(n.Raw.Offset)
	for range depth {
		at = bytes.LastIndexByte(x.src.text[:at], '[')
	}
	return x.src.pos(at)
}

func (x *indexer) inline(n *unstable.Node, at record.Pos) *table {
	t := newTable(at)
	for it := n.Children(); it.Next(); {
		if it.Node().Kind == unstable.KeyValue {
			if _, twice := x.keyValue(t, it.Node()); twice {
				x.broken = true
			}
		}
	}
	return t
}

// valueStart gives where the value begins in the text of a key=value expression; the
// key may be quoted and hold an equals sign.
func valueStart(text []byte) int {
	var quote byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote == '"' && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '=':
			for i++; i < len(text) && (text[i] == ' ' || text[i] == '\t'); i++ {
			}
			return i
		}
	}
	panic("load: a key=value expression has an equals sign: " + string(text))
}

func (x *indexer) keyTwice(k *key, at record.Pos, inTable bool) {
	mend := "tieni una delle due e cancella l’altra"
	if inTable {
		mend += "; se riguarda tutto il file, spostala sopra la prima [[tabella]]"
	}
	x.problems = append(x.problems, record.Problem{
		Pos:  at,
		Rule: "chiave-doppia",
		Text: "la chiave " + quote(k.name) + " è già scritta alla riga " + itoa(k.at.Line),
		Mend: mend,
	})
}

func (x *indexer) tableTwice(k *key, at record.Pos) {
	x.broken = true
	x.problems = append(x.problems, record.Problem{
		Pos:  at,
		Rule: "chiave-doppia",
		Text: "la tabella " + quote(k.name) + " è già scritta alla riga " + itoa(k.at.Line),
		Mend: "riunisci le sue chiavi in una tabella sola; se può ripetersi, scrivi ogni volta [[" + k.name + "]]",
	})
}
