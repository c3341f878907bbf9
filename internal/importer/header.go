package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/sheet"
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

// mostTitles is how many rows may stand above the header, mostHeads how many rows it may have.
const (
	mostTitles = 30
	mostHeads  = 3
)

// area is a table of a sheet: its header, the rows below it, and the column of each place.
type area struct {
	header []sheet.Row
	rows   []sheet.Row
	above  string // titles over the header
	cols   []int  // place in a row → column of the table
}

// headName is the name of a column as a header of one to three rows gives it.
type headName struct {
	whole string // all its rows joined
	last  string // that of its last row
	group string // what stands right over it
	over  string // all that stands over it
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

// bestHeader takes for the header the rows with most names that are known, within the first
// of a sheet; no rows when there are none.
func (t *Table) bestHeader(rows []sheet.Row, asked *askedColumns) (from, heads int) {
	most := 0
	for i := range rows[:min(mostTitles, len(rows))] {
		for n := 1; n <= mostHeads && i+n <= len(rows) && headerLike(rows[i:i+n]); n++ {
			score := t.score(headNames(rows[i:i+n]), asked)
			if n > 1 && !t.addsNames(rows[i+n-1], asked) {
				continue
			}
			if score > most || score == most && most > 0 && i+n == from+heads && n > heads {
				from, heads, most = i, n, score
			}
			if score == most && most > 0 && n > 1 && i < from && i+n == from+heads { // a row of groups above it
				from, heads = i, n
			}
		}
	}
	for heads > 0 && heads < mostHeads && from > 0 && headerLike(rows[from-1:from+heads]) && merged(rows[from-1]) {
		from, heads = from-1, heads+1
	}
	return from, heads
}

// merged reports a row of names of which some are merged over several columns: one of groups.
func merged(r sheet.Row) bool {
	for p := range r.Cells {
		if r.Cells[p].Spread && besideOf(r.Cells, p) {
			return true
		}
	}
	return false
}

// headerLike reports rows that follow each other and hold names: a title alone is none where
// names stand below it. A third of the cells may look like values: years, days.
func headerLike(rows []sheet.Row) bool {
	for i, r := range rows {
		if i > 0 && r.Line != rows[i-1].Line+1 || r.Bad != "" {
			return false
		}
		texts := make(map[string]bool)
		values := 0
		for _, c := range r.Cells {
			switch {
			case c.Kind == sheet.Empty:
			case c.Kind == sheet.Text && !dataLike(c.Text), c.Kind == sheet.Number && yearAlone.MatchString(c.Text):
				texts[c.Text] = true
			default:
				values++
			}
		}
		if values*2 > len(texts) {
			return false
		}
		if i < len(rows)-1 && len(texts) < 2 && groupBlock(fold(withoutUnit(firstText(r)))) == "" {
			return false
		}
	}
	return true
}

// dataLike reports a text that is a value, and no name of a column.
func dataLike(s string) bool {
	if len(s) > 0 && (s[0] >= '0' && s[0] <= '9' || strings.HasPrefix(s, "€")) {
		if _, ok := tableEuro(s); ok {
			return !yearAlone.MatchString(s)
		}
		_, ok := tableDate(s, false)
		return ok && !yearAlone.MatchString(s)
	}
	_, _, isCUP := cupOf(s)
	return isCUP == "" && len(s) >= 15
}

// addsNames reports a row that has a name of a column by itself.
func (t *Table) addsNames(r sheet.Row, asked *askedColumns) bool {
	return slices.ContainsFunc(r.Cells, func(c sheet.Cell) bool { return c.Text != "" && t.knows(c.Text, asked) })
}

func (t *Table) knows(name string, asked *askedColumns) bool {
	_, found := asked.keys[fold(name)]
	return found || wordKey(name) != "" || groupBlock(fold(name)) != "" || bareKey[fold(name)] != ""
}

// headNames joins the rows of a header. In all but the last a name holds for what stands to
// the right of it, too, as where a merged range lost its extent in a table as text.
func headNames(rows []sheet.Row) []headName {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	names := make([]headName, width)
	guessed := make([]bool, width) // the group is that of a column further left
	for i, r := range rows {
		carried := ""
		for p := range names {
			text := ""
			if p < len(r.Cells) {
				text = r.Cells[p].Text
			}
			lower := i == len(rows)-1 || p >= len(rows[i+1].Cells) || rows[i+1].Cells[p].Text == ""
			switch {
			case text != "":
				carried = text
			case i < len(rows)-1 && !lower:
				text, guessed[p] = carried, carried != ""
			}
			n := &names[p]
			if text == "" || text == n.last {
				continue
			}
			if n.last != "" {
				n.group, n.over = n.last, n.whole
			}
			n.last = text
			n.whole = strings.TrimSpace(n.whole + " " + text)
		}
	}
	for p := range names {
		if n := &names[p]; guessed[p] && groupKey(n.group, n.last) == "" && sourceIn(n.whole) == "" {
			*n = headName{whole: n.last, last: n.last}
		}
	}
	return names
}

// score counts the keys that a header gives.
func (t *Table) score(names []headName, asked *askedColumns) int {
	keys := make(map[string]bool)
	score := 0
	for i := range names {
		if _, found := askedFor(names, i, asked); found {
			score++
		} else if key := keyOf(names, i); key != "" && !keys[key] {
			keys[key] = true
			score++
		}
	}
	return score
}

// askedFor gives what was asked for a column, by its whole name, its last part or its letter.
func askedFor(names []headName, i int, asked *askedColumns) (name string, found bool) {
	if names[i].whole == "" {
		return "", false
	}
	for _, try := range []string{fold(names[i].whole), fold(names[i].last)} {
		if _, there := asked.keys[try]; there && try != "" && (try == fold(names[i].whole) || alone(names, i)) {
			return try, true
		}
	}
	return "", false
}

// alone reports whether no other column has the last part of a name.
func alone(names []headName, i int) bool {
	for j := range names {
		if j != i && fold(names[j].last) == fold(names[i].last) {
			return false
		}
	}
	return true
}

// keyOf gives the key that a name means: the whole name, a group with a part of it, or the
// last part where no other column has it.
func keyOf(names []headName, i int) string {
	n := names[i]
	if n.whole == "" {
		return ""
	}
	if key := wordKey(n.whole); key != "" {
		return key
	}
	if n.group == "" {
		return ""
	}
	if key := cmp.Or(groupKey(n.group, n.last), groupKey(n.over, n.last)); key != "" {
		return key
	}
	key := wordKey(n.last)
	if key == "" || !alone(names, i) || isMoneyKey(key) && !mayBeFunding(n.over) {
		return ""
	}
	return key
}

// letterOf gives the letter by which spreadsheets name a column.
func letterOf(place int) string {
	s := ""
	for place++; place > 0; place = (place - 1) / 26 {
		s = string(rune('A'+(place-1)%26)) + s
	}
	return s
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
