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
)

// tableRow is a row of a table, its values by the names that Vetro gives to columns.
type tableRow struct {
	line   int
	values map[string]string
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

// run is what every import goes along with: the site, the report, what differs.
type run struct {
	site   *folder
	report *Report
	accept bool
	byLine map[int]*RowReport
}

// mergeFile brings a plan into a file that is there, and writes it if it changed.
func (r *run) mergeFile(name string, m *merger, want *mergePlan, tally *Tally) error {
	e, err := r.site.open(name)
	if err != nil || e == nil {
		return err
	}
	m.file, m.accept = e, r.accept
	m.merge(want)
	r.report.Notes = append(r.report.Notes, m.notes...)
	if m.edits == 0 {
		tally.Same++
		return nil
	}
	tally.Changed++
	return r.site.write(name, e.Bytes())
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

// open writes what the import is about to bring, before anything else: rows writes it.
func (r *run) open(rows func(io.Writer) error) error {
	return r.site.stream(importedDir+r.report.Source+".csv"+pending, rows)
}

// close writes the report row by row and what was chosen. What the import was about to
// bring is now what the next one compares with.
func (r *run) close(choice []byte) error {
	for i := range r.report.Rows {
		r.report.Rows[i].explain()
	}
	name := importedDir + r.report.Source
	if err := r.site.stream(name+"-rapporto.csv", r.report.WriteRows); err != nil {
		return err
	}
	if err := r.site.write(name+".toml", choice); err != nil {
		return err
	}
	return r.site.move(name+".csv"+pending, name+".csv")
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
