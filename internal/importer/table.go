package importer

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/register"
	"vetro/internal/sheet"
)

// TableOptions say how an office's own sheet is read.
type TableOptions struct {
	Options
	Sheet  string   // of a workbook; "" for the first
	Map    []string // colonna=chiave
	Values []string // chiave=valore, for every row
}

// Table is an office's own sheet, with the meaning that its columns seem to have. Until
// Import nothing is written.
type Table struct {
	Columns []TableColumn
	Header  int // number of the row
	Rows    int // below the header

	o      TableOptions
	sheet  *officeSheet
	keys   []tableKey
	consts map[string]string // by key
}

// TableColumn is a column of a sheet: its name, the key that it fills ("" for none), what
// that key is, and a value as an example.
type TableColumn struct {
	Name    string
	Key     string
	Meaning string
	Example string
	target  *tableKey
}

// OpenTable reads a sheet as CSV or XLSX, finds its header, and gives its columns their
// keys: by their names, or as the options say.
func OpenTable(o TableOptions) (*Table, error) {
	t := &Table{o: o, keys: tableKeys(), consts: make(map[string]string)}
	var err error
	if t.sheet, err = readSheet(o.File, o.Sheet, sheet.OfficeBounds()); err != nil {
		return nil, err
	}
	asked, err := t.asked()
	if err != nil {
		return nil, err
	}
	if err := t.findHeader(asked); err != nil {
		return nil, err
	}
	return t, t.constants()
}

// asked reads what --map says: names of columns, folded, with their keys.
func (t *Table) asked() (map[string]*tableKey, error) {
	asked := make(map[string]*tableKey)
	for _, m := range t.o.Map {
		column, name, found := cutLast(m)
		if !found {
			return nil, &Refusal{"--map " + m + ": manca il segno =", "scrivi --map \"Nome della colonna=chiave\""}
		}
		if name == "" { // leave it out
			asked[fold(column)] = nil
			continue
		}
		k := findKey(t.keys, name)
		if k == nil {
			return nil, t.unknownKey("--map", name)
		}
		asked[fold(column)] = k
	}
	return asked, nil
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

// mostTitles is how many rows may stand above the header.
const mostTitles = 30

// findHeader takes the row with most names that are known for the header.
func (t *Table) findHeader(asked map[string]*tableKey) error {
	best, most := -1, 0
	for i, r := range t.sheet.rows[:min(mostTitles, len(t.sheet.rows))] {
		score := 0
		for _, c := range r.cells {
			if _, found := asked[fold(c)]; found || columnWords[fold(c)] != "" {
				score++
			}
		}
		if score > most {
			best, most = i, score
		}
	}
	if best < 0 {
		return &Refusal{t.sheet.name + ": nessuna riga ha nomi di colonne che Vetro conosce", "scrivi sopra i dati una riga con i nomi (CUP, Titolo, Importo, …), o indica le colonne con --map \"Nome=chiave\""}
	}
	head := t.sheet.rows[best]
	t.Header = head.line
	t.sheet.rows = t.sheet.rows[best+1:]
	t.Rows = len(t.sheet.rows)
	return t.nameColumns(head, asked)
}

func (t *Table) nameColumns(head row, asked map[string]*tableKey) error {
	taken := make(map[string]string)
	for i, name := range head.cells {
		col := TableColumn{Name: name, Example: t.example(i)}
		k, found := asked[fold(name)]
		if found {
			delete(asked, fold(name))
		} else if word := columnWords[fold(name)]; word != "" {
			k = findKey(t.keys, word)
		}
		if k != nil && taken[k.name()] != "" {
			if found {
				return &Refusal{fmt.Sprintf("--map: la chiave «%s» è già della colonna «%s»", k.name(), taken[k.name()]), "togli una delle due colonne con --map \"" + taken[k.name()] + "=\""}
			}
			k = nil
		}
		if k != nil {
			taken[k.name()] = name
			col.target, col.Key, col.Meaning = k, k.name(), k.meaning
		}
		t.Columns = append(t.Columns, col)
	}
	for _, m := range t.o.Map { // those that are left are of no column
		column, _, _ := cutLast(m)
		if _, left := asked[fold(column)]; left {
			return &Refusal{fmt.Sprintf("--map: la colonna «%s» non c’è", column), "scrivi un nome della riga " + fmt.Sprint(t.Header) + ": " + strings.Join(head.cells, ", ")}
		}
	}
	return nil
}

// example gives the first value of a column, cut short.
func (t *Table) example(column int) string {
	for _, r := range t.sheet.rows {
		if column < len(r.cells) && r.cells[column] != "" {
			value, _ := masked(r.cells[column])
			if s := []rune(value); len(s) > 40 {
				return string(s[:39]) + "…"
			}
			return value
		}
	}
	return ""
}

// constants reads the values that every row has.
func (t *Table) constants() error {
	for _, v := range t.o.Values {
		name, value, found := strings.Cut(v, "=")
		if !found {
			return &Refusal{"--valore " + v + ": manca il segno =", "scrivi --valore finanziamento.stato=assegnato"}
		}
		k := findKey(t.keys, name)
		if k == nil {
			return t.unknownKey("--valore", name)
		}
		plain, why := t.value(k, sheet.Clean(value))
		if why != "" {
			return &Refusal{"--valore " + v + ": " + why, "correggi il valore dopo il segno ="}
		}
		t.consts[k.name()] = plain
	}
	return nil
}

// value reads a cell for a key, or says why it cannot.
func (t *Table) value(k *tableKey, s string) (value, why string) {
	if known(s) == "" {
		return "", ""
	}
	switch {
	case k.kind == euro:
		if e, ok := tableEuro(s); ok {
			return e.Decimal(), ""
		}
		return "", "l’importo «" + s + "» non è in una forma nota"
	case k.kind == date:
		d, ok := tableDate(s, t.sheet.excel)
		switch {
		case !ok || d.Known() && k.form != record.AnyDate && !d.Full():
			return "", "la data «" + s + "» non è in una forma nota"
		case never(d):
			return "", ""
		}
		return d.ISO(), ""
	case k.kind == plainNumber:
		s = strings.ReplaceAll(s, ",", ".")
		if !coordinate.MatchString(s) {
			return "", "il numero «" + s + "» non è in una forma nota"
		}
		return s, ""
	case k.key == "cup":
		if c, ok := record.ParseCUP(s); ok {
			return string(c), ""
		}
		return "", "il CUP «" + s + "» non ha la forma di un CUP"
	case k.key == "cig":
		if c, ok := record.ParseCIG(s); ok {
			return string(c), ""
		}
		return "", "il CIG «" + s + "» non torna"
	case k.name() == "contratto.codice_fiscale":
		return s, "" // company tells whose it is
	case k.form == record.MeasureID:
		return measureCode(s)
	case k.form == record.OneOf:
		return oneOf(k, s)
	}
	value, _ = masked(s)
	return value, ""
}

// oneOf gives the word of the records that an office's word stands for.
func oneOf(k *tableKey, s string) (value, why string) {
	folded := foldCall(s)
	words := map[string]string{}
	switch k.name() {
	case "stato":
		words = stateWords
	case "finanziamento.stato":
		words = fundingWords
	}
	if w := words[folded]; w != "" {
		return w, ""
	}
	for _, v := range k.values {
		if foldCall(v) == folded {
			return v, ""
		}
	}
	return "", "il valore «" + s + "» non è tra quelli di " + k.name() + ": " + strings.Join(k.values, ", ")
}

// measureCode gives the code of the register for what an office wrote, with the name of
// the measure behind it or not.
func measureCode(s string) (value, why string) {
	for _, try := range []string{s, strings.SplitN(s, " - ", 2)[0], strings.SplitN(s, " ", 2)[0], strings.Join(strings.Fields(s)[:min(2, len(strings.Fields(s)))], " ")} {
		c, ok := record.ParseMeasureCode(try)
		if !ok {
			continue
		}
		if m, _ := register.State().Measures.Find(c); m != nil {
			return m.Code, ""
		}
	}
	return "", "la misura «" + s + "» non è certa: serve il codice intero, come M1C1I1.2"
}

// source gives the name of the sheet as a source.
func (t *Table) source() string {
	return cmp.Or(t.o.Source, sourceName("tabella", filepath.Base(t.o.File)))
}

// mapped reports whether any column or constant fills a key.
func (t *Table) mapped(name string) bool {
	return t.consts[name] != "" || slices.ContainsFunc(t.Columns, func(c TableColumn) bool { return c.Key == name })
}

// String tells a column as it is shown for consent.
func (c TableColumn) String() string {
	key := cmp.Or(c.Key, "non usata")
	if c.Meaning != "" {
		key += " (" + c.Meaning + ")"
	}
	return fmt.Sprintf("«%s» → %s; per esempio: %s", c.Name, key, cmp.Or(c.Example, "niente"))
}
