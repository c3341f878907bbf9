package importer

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"vetro/internal/sheet"
)

// TableOptions say how an office's own sheet is read.
type TableOptions struct {
	Options
	Sheet     string             // of a workbook; "" for the one with most columns that are known
	Map       []string           // colonna=chiave
	Values    []string           // chiave=valore, for every row
	Words     []string           // scritto=vale, or colonna:scritto=vale
	Separator byte               // of a table as text; 0 for the one that fits
	Encoding  string             // of a table as text; "" for the one that fits
	Projects  []string           // titolo=id or CUP=id: which project of the site rows are, or nuovo
	Equal     string             // what rows of one project with the same amount are: unite or distinte; "" when nobody said
	Ask       func(Question) int // which of the choices is taken, -1 for none; nil where nobody can be asked
}

// Question is asked of whoever imports a sheet.
type Question struct {
	Text    string
	Choices []string
}

// Table is an office's own sheet, with the meaning that its columns seem to have. Until
// Import nothing is written.
type Table struct {
	Columns []TableColumn
	Header  int // number of the last row of it
	Rows    int // that may be projects
	Totals  []TotalsRow
	Notes   []string // what whoever imports has to know of the sheet, in Italian
	Teach   []string // lines to copy: what Vetro would take a column for
	Faults  []FaultGroup

	o      TableOptions
	name   string // of the file
	book   *sheet.Book
	sheet  *sheet.Sheet
	first  int // number of the first row of the header
	keys   []tableKey
	consts map[string]string // by key
	words  []taughtWord
	last   *lastMapping // what the last import of the source was told; nil for none
	areas  []area
	rows   []tableRow
}

// TableColumn is a column of a sheet: its name, the key that it fills ("" for none), what
// that key is, and some values as they were understood.
type TableColumn struct {
	Name     string
	Letter   string // as spreadsheets name it
	Key      string
	Meaning  string
	How      string // how the key was found, where it was not by the name alone
	Examples []Example
	Unit     int64 // of its amounts, in euro; 1 for euro

	names    []string // all that --map may call it, folded
	target   *tableKey
	decimal  byte     // what stands before the decimals of its amounts, 0 where nothing tells it
	american bool     // its days have the month first
	cells    []string // its values, those that repeat left out
	kinds    []sheet.Cell
	forced   bool // the key was given by an option
}

// Example is a value as it stands in a sheet and as it was understood.
type Example struct{ Written, Understood string }

// OpenTable reads a sheet, finds its header, and gives its columns their keys: by their
// names and what is in them, as the last import of the source was told, or as the options say.
func OpenTable(o TableOptions) (*Table, error) {
	t, asked, err := newTable(o)
	if err != nil {
		return nil, err
	}
	if t.book, err = t.readBook(asked); err != nil {
		return nil, err
	}
	return t, t.read(asked)
}

// newTable takes over what the options say, and what the last import of the source was told.
func newTable(o TableOptions) (*Table, *askedColumns, error) {
	t := &Table{o: o, keys: tableKeys(), consts: make(map[string]string), name: filepath.Base(o.File)}
	if err := t.recall(); err != nil {
		return nil, nil, err
	}
	asked, err := t.asked()
	if err != nil {
		return nil, nil, err
	}
	return t, asked, t.readWords()
}

// read finds the tables of the book, what their columns are, and reads their rows.
func (t *Table) read(asked *askedColumns) error {
	if err := t.findTables(asked); err != nil {
		return err
	}
	if err := t.constants(); err != nil {
		return err
	}
	if err := t.stillThere(); err != nil {
		return err
	}
	t.proposeValues()
	t.readRows()
	t.askWords()
	t.unusedWords()
	t.examples()
	for i := range t.areas { // what the rows hold is read, and takes as much room again
		t.areas[i].rows, t.areas[i].header = nil, nil
	}
	for i := range t.book.Sheets {
		t.book.Sheets[i].Rows = nil
	}
	return nil
}

// readBook reads the file. What is the name of a column helps to find its separator.
func (t *Table) readBook(asked *askedColumns) (*sheet.Book, error) {
	return readSheet(t.o.File, sheet.Options{
		Separator: t.o.Separator, Encoding: t.o.Encoding, Bounds: sheet.OfficeBounds(), Sheet: t.o.Sheet,
		Known: func(s string) bool {
			_, found := asked.keys[fold(s)]
			return found || wordKey(s) != ""
		},
	})
}

// constants reads the values that every row has: those of the last import, and those given now.
func (t *Table) constants() error {
	var remembered []string
	if t.last != nil {
		for _, v := range t.last.values {
			if name, _, _ := strings.Cut(v, "="); !t.columnOf(name) || t.last.hadColumn(name) { // it stood for empty cells
				remembered = append(remembered, v)
			}
		}
	}
	for i, v := range append(remembered, t.o.Values...) {
		name, value, found := strings.Cut(v, "=")
		if !found {
			return &Refusal{"--valore " + v + ": manca il segno =", "scrivi --valore finanziamento.stato=assegnato"}
		}
		k := t.findKey(name)
		if k == nil {
			return t.unknownKey("--valore", name)
		}
		r := readValue(k, sheet.Clean(value), amountForm{unit: 1})
		if r.why != "" && i >= len(remembered) {
			return &Refusal{"--valore " + v + ": " + r.why, "correggi il valore dopo il segno ="}
		}
		set(t.consts, k.name(), r.value)
	}
	return nil
}

// columnOf reports whether a column fills a key.
func (t *Table) columnOf(name string) bool {
	k := t.findKey(name)
	return k != nil && slices.ContainsFunc(t.Columns, func(c TableColumn) bool { return c.Key == k.name() })
}

// source gives the name of the sheet as a source.
func (t *Table) source() string {
	return cmp.Or(t.o.Source, sourceName("tabella", filepath.Base(t.o.File)))
}

// mapped reports whether any column or constant fills a key.
func (t *Table) mapped(name string) bool {
	return t.consts[name] != "" || slices.ContainsFunc(t.Columns, func(c TableColumn) bool { return c.Key == name })
}

// ask puts a question to whoever can be asked; false for no answer.
func (t *Table) ask(q Question) (choice int, answered bool) {
	if t.o.Ask == nil {
		return 0, false
	}
	choice = t.o.Ask(q)
	return choice, choice >= 0 && choice < len(q.Choices)
}
