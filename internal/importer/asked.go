package importer

import (
	"strings"
)

// askedColumns are the columns whose keys were given, by an option or in the last import.
type askedColumns struct {
	keys    map[string]*tableKey // by folded name; nil leaves the column out
	written map[string]string    // the name as it was given now; "" where the last import had it
	used    map[string]bool
}

// asked reads what --map says, on top of what the last import was told.
func (t *Table) asked() (*askedColumns, error) {
	a := &askedColumns{make(map[string]*tableKey), make(map[string]string), make(map[string]bool)}
	given := make(map[string]bool) // keys
	for _, m := range t.o.Map {
		column, name, found := cutLast(m)
		if !found {
			return nil, &Refusal{"--map " + m + ": manca il segno =", "scrivi --map \"Nome della colonna=chiave\""}
		}
		a.written[fold(column)] = column
		if name == "" { // leave it out
			a.keys[fold(column)] = nil
			continue
		}
		k := t.findKey(name)
		if k == nil {
			return nil, t.unknownKey("--map", name)
		}
		a.keys[fold(column)], given[k.name()] = k, true
	}
	if t.last == nil {
		return a, nil
	}
	for _, c := range t.last.columns {
		_, again := a.keys[fold(c.name)]
		if k := t.findKey(c.key); !again && (c.key == "" || k != nil && !given[k.name()]) {
			a.keys[fold(c.name)] = k
		}
	}
	return a, nil
}

// cutLast parts a text at its last equals sign: names of columns may have some.
func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, '=')
	if i < 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:]), true
}

func (t *Table) unknownKey(option, name string) error {
	var names []string
	for i := range t.keys {
		names = append(names, t.keys[i].name())
	}
	return &Refusal{option + ": la chiave «" + name + "» non esiste", "scrivi una di queste: " + strings.Join(names, ", ")}
}
