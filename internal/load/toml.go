package load

import (
	"errors"
	"strings"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
)

// table is a TOML table, with the place of each key and value.
type table struct {
	start  record.Pos
	keys   []*key          // in the order of the file
	byName map[string]*key // nil where these are few
	// misspelt are the known keys that unknown ones were most likely meant for: they
	// are not reported as missing as well.
	misspelt []string
}

// key is a key of a table: a value, one table, or a list of tables.
type key struct {
	name   string
	at     record.Pos // of the key
	value  record.Pos
	from   int    // offset of the value
	raw    string // the value as written
	val    any    // the value as decoded
	bare   *bareValue
	items  []record.Pos // of a list
	tables []*table
	single bool // [x] rather than [[x]]
	dotted bool // made by a dotted key or header, to be extended
}

// bareValue is a value that is no TOML, such as 2026-08 or 931.712,00.
type bareValue struct {
	text string
	slip *record.Problem // the problem that the scanner sees: for a broken inline table, and for a file that is refused
}

// fewKeys are so many that looking at each is as fast as a map.
const fewKeys = 32

func (t *table) add(k *key) *key {
	if t.keys == nil {
		t.keys = make([]*key, 0, 8)
	}
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

// document is a file of TOML, or the part of one between +++ lines.
type document struct {
	*table
	doubled []string // keys that a table has twice: the second was meant for elsewhere
}

// parseTOML reads a text. Problems come without a document when the syntax is broken
// and nothing of it is sure; keys written twice come with it, and the first counts.
func parseTOML(src *source) (*document, []record.Problem) {
	s := scan(src)
	doc, problems := s.document()
	return doc, append(problems, s.hidden...)
}

// document gives what was scanned, unless something of it is not sure.
func (s *scanner) document() (*document, []record.Problem) {
	if s.broken || len(s.slips) > 0 {
		return nil, s.faults()
	}
	if !s.simple {
		if p := s.decode(); p != nil {
			return nil, append(s.faults(), *p)
		}
	}
	return &document{s.root, s.doubled}, s.problems
}

// decode has the decoder read the text, and hands its values to the keys. What it
// refuses, or sees in another way than the scanner, is a problem.
func (s *scanner) decode() *record.Problem {
	text := s.clean()
	values, f := decode(text)
	if f == nil && s.root.fill(values) {
		return nil
	}
	src := newSource(s.src.file, []byte(text), s.src.first) // its lines are those of the file
	p := unsure(src)
	if f != nil {
		p = syntaxProblem(src, *f)
	}
	return &p
}

// decode reads the values of a text.
func decode(text string) (map[string]any, *fault) {
	var values any // of a map the decoder makes another one
	if _, err := toml.Decode(text, &values); err != nil {
		var pe toml.ParseError
		if !errors.As(err, &pe) {
			panic("load: BurntSushi/toml refused without a place: " + err.Error())
		}
		f := &fault{min(pe.Position.Start, len(text)), notDecoded}
		if strings.Contains(pe.Message, "already") {
			f.kind = twice
		}
		return nil, f
	}
	return values.(map[string]any), nil
}

// decodeValue reads one value; it is not ok if it is no TOML.
func decodeValue(raw string) (value any, ok bool) {
	values, f := decode("x = " + raw)
	return values["x"], f == nil && len(values) == 1
}

// fill hands the decoded values to the keys of a table, and reports whether the decoder
// saw the same keys and tables as the scanner.
func (t *table) fill(values map[string]any) bool {
	if len(values) != len(t.keys) {
		return false
	}
	for _, k := range t.keys {
		v, found := values[k.name]
		k.val = v
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

// unsure refuses a file that the decoder and the scanner understand in two ways: what one
// of them does not see would be lost without a word.
func unsure(src *source) record.Problem {
	return record.Problem{
		Pos:  src.pos(0),
		Rule: "toml-sintassi",
		Text: "le tabelle del file si possono leggere in due modi",
		Mend: "scrivi ogni tabella una volta sola, come [nome] o [[nome]], e le sue chiavi sotto",
	}
}
