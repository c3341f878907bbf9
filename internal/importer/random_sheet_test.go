package importer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// randomRow is a row of a sheet as an office has it in mind.
type randomRow struct {
	title, cup, measure, place, lot, act, note string

	cents    int64 // of the PNRR
	own      int64 // of the office, in a side column; 0 for none
	bad      string
	contract int  // its number, or 0
	merged   bool // its title, CUP, measure, amount are in the merged cells that begin in the row above
}

// randomSheet is a sheet: its rows, and how it is written.
type randomSheet struct {
	rows                               []randomRow
	cup, place, lot, act, note, own    bool // which columns it has
	contracts                          bool
	total                              bool // a row of totals ends it
	title                              bool // lines above the header
	book                               bool // .xlsx
	separator                          rune
	coding                             int
	form                               int // of amounts
	shuffled                           []int
	titleName, amountName, measureName string
}

// names gives the columns, with the key of each.
func (s *randomSheet) names() (names, keys []string) {
	all := []struct {
		there     bool
		name, key string
	}{
		{true, s.titleName, "titolo"}, {s.cup, "CUP", "cup"}, {true, s.measureName, "finanziamento.misura"}, {true, s.amountName, "finanziamento.importo"},
		{true, "Stato finanziamento", "finanziamento.stato"}, {s.place, "Comune", "luogo.nome"}, {s.lot, "Lotto", "lotto"}, {s.act, "Decreto", "finanziamento.decreto"},
		{s.own, "Quota propria", "finanziamento[risorse proprie].importo"}, {s.note, "Appunti", ""},
		{s.contracts, "Ditta", "contratto.fornitore"}, {s.contracts, "Importo del contratto", "contratto.importo"},
	}
	for _, i := range s.shuffled {
		if c := all[i]; c.there {
			names, keys = append(names, c.name), append(keys, c.key)
		}
	}
	return names, keys
}

// options gives the meaning of each column as --map has it.
func (s *randomSheet) options() (out []string) {
	names, keys := s.names()
	for i, name := range names {
		out = append(out, name+"="+keys[i])
	}
	return out
}

// cell gives a cell of a row; an amount is an int64 of cents.
func (r *randomRow) cell(key string) any {
	switch key {
	case "titolo":
		return r.title
	case "cup":
		return r.cup
	case "finanziamento.misura":
		return r.measure
	case "finanziamento.importo":
		if r.bad != "" {
			return r.bad
		}
		return r.cents
	case "finanziamento.stato":
		return "assegnato"
	case "luogo.nome":
		return r.place
	case "lotto":
		return r.lot
	case "finanziamento.decreto":
		return r.act
	case "finanziamento[risorse proprie].importo":
		if r.own == 0 {
			return ""
		}
		return r.own
	case "contratto.fornitore":
		if r.contract > 0 {
			return fmt.Sprintf("Ditta %d srl", r.contract)
		}
	case "contratto.importo":
		if r.contract > 0 {
			return int64(r.contract) * 1_000_11
		}
	case "":
		return r.note
	}
	return ""
}

// printed writes an amount in the form of the sheet.
func (s *randomSheet) printed(cents int64) string {
	plain := fmt.Sprintf("%d,%02d", cents/100, cents%100)
	switch s.form {
	case 0:
		return plain
	case 1:
		return strings.Replace(plain, ",", ".", 1)
	}
	whole, rest, _ := strings.Cut(plain, ",")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if s.form == 3 {
		return "€ " + whole + "," + rest
	}
	return whole + "," + rest
}

// write puts the sheet into a folder, and gives the name of its file.
func (s *randomSheet) write(t *testing.T, dir string) string {
	t.Helper()
	name, data := filepath.Join(dir, "progetti.csv"), []byte(nil)
	if s.book {
		name, data = filepath.Join(dir, "progetti.xlsx"), s.workbook(t)
	} else {
		data = s.text(t)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// grid gives the sheet as cells, and where merged ranges end: by row, that of their first.
func (s *randomSheet) grid() (cells [][]any, header int) {
	names, keys := s.names()
	if s.title {
		cells = append(cells, []any{"Progetti della città"}, nil)
	}
	header = len(cells)
	var row []any
	for _, name := range names {
		row = append(row, name)
	}
	cells = append(cells, row)
	var total, own int64
	for i := range s.rows {
		r := &s.rows[i]
		row = nil
		for _, key := range keys {
			row = append(row, r.cell(key))
		}
		cells = append(cells, row)
		if r.bad == "" && !r.merged {
			total += r.cents
			own += r.own
		}
	}
	if s.total {
		row = make([]any, len(keys))
		for i, key := range keys {
			switch key {
			case "titolo":
				row[i] = "TOTALE"
			case "finanziamento.importo":
				row[i] = total
			case "finanziamento[risorse proprie].importo":
				row[i] = own
			default:
				row[i] = ""
			}
		}
		cells = append(cells, row)
	}
	return cells, header
}

// codings are the encodings of tables as text.
var codings = []struct {
	name string
	encoding.Encoding
}{
	{"UTF-8", encoding.Nop}, {"UTF-8 with its mark", unicode.UTF8BOM}, {"Windows-1252", charmap.Windows1252}, {"Mac OS Roman", charmap.Macintosh}, {"CP850", charmap.CodePage850}, {"UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
}

func (s *randomSheet) text(t *testing.T) []byte {
	t.Helper()
	cells, _ := s.grid()
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Comma = s.separator
	out.UseCRLF = s.form%2 == 0
	for _, row := range cells {
		line := make([]string, len(cells[len(cells)-1]))
		for i, c := range row {
			line[i] = fmt.Sprint(c)
			if cents, is := c.(int64); is {
				line[i] = s.printed(cents)
			}
		}
		if err := out.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	out.Flush()
	text, coding := b.String(), codings[s.coding]
	if coding.Encoding == charmap.CodePage850 && strings.Contains(text, "€") { // it has none
		coding = codings[2]
	}
	data, err := coding.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// workbook writes the sheet as .xlsx, its amounts as numbers.
func (s *randomSheet) workbook(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	cells, header := s.grid()
	_, keys := s.names()
	mergeable := []string{"titolo", "cup", "finanziamento.misura", "finanziamento.importo", "finanziamento.stato", "luogo.nome", "lotto", "finanziamento.decreto", "finanziamento[risorse proprie].importo"}
	for y, row := range cells {
		merged := y > header && y-header-1 < len(s.rows) && s.rows[y-header-1].merged
		for x, c := range row {
			at, _ := excelize.CoordinatesToCellName(x+1, y+1)
			if merged && slices.Contains(mergeable, keys[x]) {
				above, _ := excelize.CoordinatesToCellName(x+1, y)
				if err := f.MergeCell("Sheet1", above, at); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if cents, is := c.(int64); is {
				c = float64(cents) / 100
			}
			if c == "" || c == nil {
				continue
			}
			if err := f.SetCellValue("Sheet1", at, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheetMaker makes sheets at random, each amount, CUP and title but once unless it is meant to come again.
type sheetMaker struct {
	*rand.Rand
	n int
}

// Words that tell the encodings of Italian apart.
var (
	things = []string{"Riqualificazione della città", "Scuola più sicura", "Sarà nuova la palestra", "Qualità dell'aria", "Università", "Mobilità lenta", "Perché no: piazza", "Asilo «Pietà»", "Attività sportive", "Viabilità"}
	towns  = []string{"Lucca", "Forlì", "Cefalù", "Viareggio"}
	coding = []string{"M5C2I2.1", "M4C1I1.1", "M2C4I2.2", "M4C1I1.2"}
)

func (m *sheetMaker) one(of []string) string { return of[m.IntN(len(of))] }

// row makes a row of its own.
func (m *sheetMaker) row() randomRow {
	m.n++
	// no sum of two amounts is a third, and none is told twice
	return randomRow{title: fmt.Sprintf("%s, opera %d", m.one(things), m.n), measure: m.one(coding), place: m.one(towns), act: fmt.Sprintf("n. %d/2023", m.n),
		cents: int64(m.n)*1_000_000_00 + m.Int64N(500_000)*100 + 1 + m.Int64N(98)}
}

// otherMoney gives a row amounts that no other has: one that is renamed may be any that has its own.
func (m *sheetMaker) otherMoney(r *randomRow) {
	r.cents = m.row().cents
	if r.own > 0 {
		r.own = 77_00 + int64(m.n)*100
	}
}

func (m *sheetMaker) code() string {
	m.n++
	return fmt.Sprintf("J%02dF22%09d", 10+m.IntN(89), m.n)
}

// sheet makes a sheet of so many projects.
func (m *sheetMaker) sheet(projects int) *randomSheet {
	s := &randomSheet{cup: m.IntN(5) > 0, place: m.IntN(2) == 0, act: m.IntN(2) == 0, note: m.IntN(3) == 0, total: m.IntN(3) == 0}
	s.lot = m.IntN(3) == 0
	s.own = m.IntN(4) == 0
	s.contracts = m.IntN(4) == 0
	m.dress(s)
	for range projects {
		s.rows = append(s.rows, m.rows(s)...)
	}
	return s
}

// dress chooses how the sheet is written.
func (m *sheetMaker) dress(s *randomSheet) {
	s.title, s.book = m.IntN(4) == 0, m.IntN(4) == 0
	s.separator = []rune{';', ',', '\t', '|'}[m.IntN(4)]
	s.coding, s.form = m.IntN(len(codings)), m.IntN(4)
	s.shuffled = m.Perm(12)
	s.titleName = m.one([]string{"Titolo", "Progetto", "Intervento", "Descrizione opera"})
	s.amountName = m.one([]string{"Importo", "Importo PNRR (€)", "Contributo"})
	s.measureName = m.one([]string{"Misura", "Investimento"})
}

// rows makes the rows of one project, or of those that are easily taken for one.
func (m *sheetMaker) rows(s *randomSheet) []randomRow {
	r := m.row()
	if s.cup && m.IntN(2) == 0 {
		r.cup = m.code()
	}
	if s.own && m.IntN(2) == 0 {
		r.own = 77_00 + int64(m.n)*100
	}
	if s.contracts && m.IntN(2) == 0 {
		r.contract = m.n
	}
	other := r
	switch m.IntN(9) {
	case 0: // the same row again
		return []randomRow{r, r}
	case 1: // two fundings of a project
		if r.cup != "" {
			other.cents, other.own = m.row().cents, 0
			return []randomRow{r, other}
		}
	case 2: // two lots
		if s.lot {
			r.lot, other.lot = "1", "2"
			return []randomRow{r, other}
		}
	case 3: // one title in two places
		if s.place && r.cup == "" {
			r.place, other.place = "Lucca", "Forlì"
			m.otherMoney(&other)
			return []randomRow{r, other}
		}
	case 4: // titles that differ in signs alone
		r.cup, other.cup = "", ""
		other.title = strings.Replace(r.title, ",", " -", 1)
		m.otherMoney(&other)
		return []randomRow{r, other}
	case 5: // one title, two amounts: nobody knows
		if r.cup == "" {
			other.cents = m.row().cents
			return []randomRow{r, other}
		}
	case 6:
		r.bad = m.one([]string{"da definire", "circa 1.000", "1.000 o 2.000"})
	case 7: // a project and its contracts under merged cells
		if s.book && s.contracts {
			m.n += 2
			r.contract, other.contract, other.merged = m.n-1, m.n, true
			return []randomRow{r, other}
		}
	}
	return []randomRow{r}
}
