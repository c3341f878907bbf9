package importer

import (
	"fmt"
	"slices"
	"strings"

	"vetro/internal/sheet"
)

// area is a table of a sheet: its header, the rows below it, and the column of each place.
type area struct {
	header []sheet.Row
	rows   []sheet.Row
	above  string // titles over the header
	cols   []int  // place in a row → column of the table
}

// findTables chooses the sheet, finds its tables and gives the columns their keys.
func (t *Table) findTables(asked *askedColumns) error {
	if err := t.chooseSheet(asked); err != nil {
		return err
	}
	rows := t.sheet.Rows
	from, heads := t.bestHeader(rows, asked)
	if heads == 0 {
		if from, heads = t.nameless(rows, asked); heads == 0 {
			return &Refusal{t.name + ": nessuna riga ha nomi di colonne che Vetro conosce", "scrivi sopra i dati una riga con i nomi (CUP, Titolo, Importo, …), o indica le colonne con --map \"Nome=chiave\""}
		}
	}
	t.first, t.Header = rows[from].Line, rows[from+heads-1].Line
	t.cutAreas(rows, from, heads, asked)
	for i := range t.areas {
		if err := t.nameColumns(&t.areas[i], asked, i == 0); err != nil {
			return err
		}
	}
	for _, m := range t.o.Map { // those that are left are of no column
		if column, _, _ := cutLast(m); !asked.used[fold(column)] {
			var names []string
			for _, c := range t.Columns {
				names = append(names, c.Name)
			}
			return &Refusal{fmt.Sprintf("--map: la colonna «%s» non c’è", column), "scrivi un nome della riga " + fmt.Sprint(t.Header) + ": " + strings.Join(names, ", ")}
		}
	}
	return t.propose()
}

// chooseSheet takes the sheet that was named, or the one with most columns that are known.
func (t *Table) chooseSheet(asked *askedColumns) error {
	named := t.o.Sheet
	if named == "" && t.last != nil && slices.ContainsFunc(t.book.Sheets, func(s sheet.Sheet) bool { return s.Name == t.last.sheet }) {
		named = t.last.sheet
	}
	best, most := -1, -1
	var others, hidden []string
	for i := range t.book.Sheets {
		s := &t.book.Sheets[i]
		if named != "" && s.Name == named {
			best = i
			break
		}
		from, heads := t.bestHeader(s.Rows, asked)
		known := 0
		if heads > 0 && s.Unread == nil {
			known = t.score(headNames(s.Rows[from:from+heads]), asked)
		}
		if s.Hidden {
			known = -1
		}
		if known > most {
			best, most = i, known
		}
	}
	if best < 0 {
		best = 0
	}
	t.sheet = &t.book.Sheets[best]
	if t.sheet.Unread != nil || len(t.sheet.Rows) == 0 {
		_, err := t.book.Find(t.sheet.Name)
		return unread(err)
	}
	for i := range t.book.Sheets {
		s := &t.book.Sheets[i]
		if i == best {
			continue
		}
		if s.Hidden {
			hidden = append(hidden, "«"+s.Name+"»")
		} else if from, heads := t.bestHeader(s.Rows, asked); heads > 0 && t.score(headNames(s.Rows[from:from+heads]), asked) > 1 {
			others = append(others, "«"+s.Name+"»")
		}
	}
	if others != nil {
		t.Notes = append(t.Notes, "si legge il foglio «"+t.sheet.Name+"»; hanno colonne note anche "+strings.Join(others, ", ")+": si leggono con --foglio")
	}
	if len(t.sheet.Veiled) > 0 {
		var letters []string
		for _, p := range t.sheet.Veiled {
			letters = append(letters, letterOf(p))
		}
		t.Notes = append(t.Notes, "colonne nascoste, lette come le altre: "+strings.Join(letters[:min(20, len(letters))], ", "))
	}
	if hidden != nil {
		t.Notes = append(t.Notes, "fogli nascosti, non letti: "+strings.Join(hidden, ", ")+"; si leggono con --foglio")
	}
	return nil
}

// cutAreas parts the rows of a sheet where a header stands again.
func (t *Table) cutAreas(rows []sheet.Row, from, heads int, asked *askedColumns) {
	main := headNames(rows[from : from+heads])
	names := make(map[string]bool)
	for _, r := range rows[from : from+heads] {
		for _, c := range r.Cells {
			names[c.Text] = c.Text != ""
		}
	}
	least := max(2, (t.score(main, asked)+1)/2)
	t.areas = []area{{header: rows[from : from+heads], above: titles(rows[:from])}}
	begin := from + heads
	for i := begin; i < len(rows); i++ {
		gap := rows[i].Line != rows[i-1].Line+1 || cellCount(rows[i-1]) == 1
		if n := t.headerAgain(rows, i, gap, names, least, asked); n > 0 {
			t.areas[len(t.areas)-1].rows = rows[begin:t.titleBefore(rows, begin, i)]
			t.areas = append(t.areas, area{header: rows[i : i+n]})
			begin, i = i+n, i+n-1
		}
	}
	t.areas[len(t.areas)-1].rows = rows[begin:]
}

// headerAgain gives how many rows a header has that begins at a row among data; 0 for none.
func (t *Table) headerAgain(rows []sheet.Row, i int, gap bool, names map[string]bool, least int, asked *askedColumns) int {
	same := 0
	for _, c := range rows[i].Cells {
		if names[c.Text] {
			same++
		}
	}
	if same < 2 && !gap {
		return 0
	}
	best, most := 0, least-1
	for n := 1; n <= mostHeads && i+n <= len(rows) && headerLike(rows[i:i+n]); n++ {
		if n > 1 && !t.addsNames(rows[i+n-1], asked) {
			continue
		}
		if s := t.score(headNames(rows[i:i+n]), asked); s > most {
			best, most = n, s
		}
	}
	return best
}

// titleBefore leaves out the title that stands over a header among data.
func (t *Table) titleBefore(rows []sheet.Row, begin, header int) int {
	for header > begin && cellCount(rows[header-1]) == 1 && rows[header-1].Bad == "" {
		header--
		t.Notes = append(t.Notes, fmt.Sprintf("riga %d: «%s» è un titolo, e non un progetto", rows[header].Line, firstText(rows[header])))
	}
	return header
}

// cellCount gives how many cells of a row have something, a merged range counted once.
func cellCount(r sheet.Row) int {
	n := 0
	for p, c := range r.Cells {
		if c.Text != "" && !(c.Spread && besideOf(r.Cells, p)) || c.Kind == sheet.Uncomputed {
			n++
		}
	}
	return n
}

func firstText(r sheet.Row) string {
	for _, c := range r.Cells {
		if c.Text != "" {
			return c.Text
		}
	}
	return ""
}

func titles(rows []sheet.Row) string {
	var all []string
	for _, r := range rows {
		for _, c := range r.Cells {
			if c.Text != "" && !c.Spread {
				all = append(all, c.Text)
			}
		}
	}
	return strings.Join(all, " ")
}
