package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"vetro/internal/record"
	"vetro/internal/regular"
	"vetro/internal/sheet"
)

// tableRow is a row of a table, its values by the names that Vetro gives to columns.
type tableRow struct {
	line   int
	values map[string]string // by the name of the key; an empty or unreadable cell is not in it
	cells  []string          // as read, in the order of the columns
	money  []moneyCell       // every cell of a column of money, whether it could be read or not
	spread map[string]bool   // keys whose value comes from a merged range that begins in another row
	faults []Fault           // all that is wrong in the row
}

// moneyCell is a cell of a column of money as it stands in the sheet.
type moneyCell struct {
	key, column string
	cell        sheet.Cell
	decimal     byte  // what stands before the decimals in its column, 0 where nothing tells it
	unit        int64 // what one of its column is in euro: 1, 1_000, 1_000_000 or 1_000_000_000
}

// Fault is a cell that cannot be read, or is missing.
type Fault struct {
	Column, Key string
	Value       string // as it stands in the sheet
	Why, Mend   string // in Italian
	Stops       bool   // the row cannot be imported for it
}

// importedRows are the rows of a source as an import left them.
type importedRows struct {
	rows     []tableRow
	imported // what was chosen of which table
}

// readRows reads what an import of a source left under content/importati; nil when there
// was none.
func (f *folder) readRows(source, suffix string) (*importedRows, error) {
	k := &importedRows{}
	there, err := f.readLeft(source, suffix, func(s *tableReader, r row) error {
		row := tableRow{line: r.line, values: make(map[string]string)}
		for i, c := range s.header {
			if i < len(r.cells) && r.cells[i] != "" {
				row.values[c] = r.cells[i]
			}
		}
		k.rows = append(k.rows, row)
		return nil
	})
	if err != nil || !there {
		return nil, err
	}
	return k, f.readChoice(&k.imported, source)
}

// readLeft goes through the rows that an import of a source left, and reports whether
// there was one.
func (f *folder) readLeft(source, suffix string, each func(*tableReader, row) error) (there bool, err error) {
	name := importedDir + source + ".csv" + suffix
	data, err := regular.ReadIn(f.root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, refused("read", name, err)
	}
	s, err := openTable(name, bytes.NewReader(data), tableBounds())
	if err != nil {
		return false, err
	}
	for {
		r, err := s.next()
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return false, inFile(s, err)
		}
		if err := each(s, r); err != nil {
			return false, err
		}
	}
}

// writeTable writes rows as they are kept.
func writeTable(w io.Writer, columns []string, rows []tableRow) error {
	out := csv.NewWriter(w)
	_ = out.Write(columns)
	cells := make([]string, len(columns))
	for _, r := range rows {
		for i, c := range columns {
			cells[i] = r.values[c]
		}
		_ = out.Write(cells)
	}
	out.Flush()
	return out.Error()
}

// run is what every import goes along with: the site, the report, the account.
type run struct {
	site   *folder
	report *Report
	accept bool
	byLine map[int]*RowReport
	ledger ledger
}

// mergeFile brings a plan into a file that is there, and stages it if it changed.
func (r *run) mergeFile(name string, m *merger, want *mergePlan, tally *Tally) error {
	e, err := r.site.open(name)
	if err != nil || e == nil {
		return err
	}
	m.file, m.accept = e, r.accept
	m.merge(want)
	r.report.Notes = append(r.report.Notes, m.notes...)
	if err := r.ledger.merged(m, want); err != nil {
		return err
	}
	if m.edits == 0 {
		tally.Same++
		return nil
	}
	tally.Changed++
	return r.site.write(name, e.Bytes())
}

// createFile stages a new record.
func (r *run) createFile(name string, want *mergePlan, tally *Tally) error {
	text := want.text(nil)
	r.ledger.created(want, text)
	tally.New++
	return r.site.write(name, text)
}

// index makes the rows of the report findable by their line.
func (r *run) index() {
	r.byLine = make(map[int]*RowReport, len(r.report.Rows))
	for i := range r.report.Rows {
		r.byLine[r.report.Rows[i].Line] = &r.report.Rows[i]
	}
}

// odd notes something odd about a row.
func (r *run) odd(line int, o oddity) {
	r.byLine[line].odd = append(r.byLine[line].odd, o)
}

// close ends an import whose account closes: it keeps what the import is about to bring, puts
// the records in their places, and keeps the report and what the next one compares with. Killed on
// the way, it is carried on by the next one.
func (r *run) close(rows func(io.Writer) error, choice func(*Account) []byte) (err error) {
	for i := range r.report.Rows {
		r.report.Rows[i].explain()
	}
	account, err := r.ledger.close(r.report)
	if err != nil {
		return err
	}
	name := importedDir + r.report.Source
	if err := r.site.stream(name+".csv"+pending, rows); err != nil {
		return err
	}
	if err := r.site.write(name+".toml", choice(account)); err != nil { // records name it
		return err
	}
	r.report.Account = *account
	if err := r.site.commit(); err != nil {
		return err
	}
	if err := r.site.keepReport(r.report); err != nil {
		return err
	}
	return r.site.rename(name+".csv"+pending, name+".csv")
}

// tooShort refuses a table that has lost too much since the last import to be true.
func tooShort(file string, rows, last int) error {
	before := ""
	if last > 0 {
		before = "; l’ultima volta erano " + record.Grouped(int64(last))
	}
	const mend = "scarica di nuovo il file; se è proprio così, ripeti con --force"
	switch {
	case rows == 0:
		return &Refusal{file + ": la tabella è vuota, 0 righe" + before, mend}
	case rows*100 < last*leastShare:
		return &Refusal{fmt.Sprintf("%s: la tabella ha %s righe%s", file, record.Grouped(int64(rows)), before), mend}
	}
	return nil
}
