package load

import (
	"bytes"
	"errors"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
)

// table is a TOML table: its decoded values, and where each key and value stands.
type table struct {
	start  record.Pos
	values map[string]any  // nil where a plainReader read the file
	keys   []*key          // in the order of the file
	byName map[string]*key // nil where these are few, and from a plainReader
	// misspelt are the known keys that unknown ones were most likely meant for: they
	// are not reported as missing as well.
	misspelt []string
}

// key is a key of a table: a value, one table, or a list of tables.
type key struct {
	name   string
	at     record.Pos // of the key
	value  record.Pos
	raw    string // the value as written
	val    any    // the value, where a plainReader read the file: of a text and a day, where it stands
	text   string
	day    record.Date
	bare   *bareValue   // the value, when it is no TOML
	items  []record.Pos // of a list; the zero Pos where it is not known
	tables []*table
	single bool // [x] rather than [[x]]
	dotted bool // made by a dotted key or header, to be extended
}

func newTable(at record.Pos) *table { return &table{start: at, byName: make(map[string]*key)} }

// fewKeys are so many that looking at each is as fast as a map.
const fewKeys = 32

func (t *table) add(k *key) *key {
	t.keys = append(t.keys, k)
	if t.byName != nil {
		t.byName[k.name] = k
	} else if len(t.keys) > fewKeys {
		t.byName = make(map[string]*key, 2*fewKeys)
		for _, k := range t.keys {
			t.byName[k.name] = k
		}
	}
	return k
}

// key gives the key of that name, or nil.
func (t *table) key(name string) *key {
	if t.byName != nil {
		return t.byName[name]
	}
	for _, k := range t.keys {
		if k.name == name {
			return k
		}
	}
	return nil
}

// decoded gives the value of a key.
func (t *table) decoded(k *key) any {
	if t.values != nil {
		return t.values[k.name]
	}
	return k.val
}

// document is a file of TOML, or the part of one between +++ lines.
type document struct {
	*table
	doubled []string // keys that a table has twice: the second was meant for elsewhere
}

// parseTOML reads a text. Problems come without a document when the syntax is broken
// and nothing of it is sure; keys written twice come with it, and the first counts.
func parseTOML(src *source) (*document, []record.Problem) {
	for {
		x := index(src)
		if x.fault == nil && x.broken {
			return nil, x.problems
		}
		f := x.fault
		var values map[string]any
		if f == nil {
			values, f = decode(x.clean())
		}
		switch {
		case f == nil:
			problems := append(x.problems, src.unseen()...)
			if len(problems) > len(x.problems) {
				return nil, problems
			}
			if !x.root.fill(values) {
				return nil, append(problems, unsure(src))
			}
			return &document{x.root, x.doubled}, problems
		case !src.forgive(*f):
			problems := append(x.problems, syntaxProblem(src, *f))
			for _, b := range src.bare {
				problems = append(problems, *b.slip)
			}
			return nil, problems
		}
	}
}

// decode reads the values of a text.
func decode(text []byte) (map[string]any, *fault) {
	var values map[string]any
	if _, err := toml.Decode(string(text), &values); err != nil {
		var pe toml.ParseError
		if !errors.As(err, &pe) {
			panic("load: BurntSushi/toml refused without a place: " + err.Error())
		}
		f := faultAt(text, pe.Position.Start, pe.Message)
		f.decoder = true
		return nil, f
	}
	return values, nil
}

// clean gives the text without the keys that stand in it twice.
func (x *indexer) clean() []byte {
	if len(x.doubles) == 0 {
		return x.src.text
	}
	text := bytes.Clone(x.src.text)
	for _, r := range x.doubles {
		for i := range text[r.Offset : r.Offset+r.Length] {
			if c := &text[int(r.Offset)+i]; *c != '\n' {
				*c = ' '
			}
		}
	}
	return text
}

// unseen gives the problems of the values set aside that turned out to be no key's:
// a line within a text of many lines may look like one.
func (s *source) unseen() []record.Problem {
	var problems []record.Problem
	for _, b := range s.bare {
		if !b.seen {
			problems = append(problems, *b.slip)
		}
	}
	return problems
}

// fill hands the decoded values to the tables of the index, and reports whether both
// parsers saw the same.
func (t *table) fill(values map[string]any) bool {
	t.values = values
	if len(values) != len(t.keys) {
		return false
	}
	for _, k := range t.keys {
		v, found := values[k.name]
		tables := tablesIn(v)
		if !found || len(tables) != len(k.tables) {
			return false
		}
		for i := range tables {
			if !k.tables[i].fill(tables[i]) {
				return false
			}
		}
	}
	return true
}

// tablesIn gives the tables that a decoded value is, or has as items.
func tablesIn(v any) []map[string]any {
	switch v := v.(type) {
	case map[string]any:
		return []map[string]any{v}
	case []map[string]any:
		return v
	case []any: // a list of inline tables
		var tables []map[string]any
		for _, item := range v {
			if m, is := item.(map[string]any); is {
				tables = append(tables, m)
			}
		}
		return tables
	}
	return nil
}

// unsure refuses a file that the two parsers understand in two ways: what one of them
// does not see would be lost without a word.
func unsure(src *source) record.Problem {
	return record.Problem{
		Pos:  src.pos(0),
		Rule: "toml-sintassi",
		Text: "le tabelle del file si possono leggere in due modi",
		Mend: "scrivi ogni tabella una volta sola, come [nome] o [[nome]], e le sue chiavi sotto",
	}
}
