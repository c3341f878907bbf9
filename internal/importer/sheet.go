package importer

import (
	"fmt"
	"io"
	"path/filepath"

	"vetro/internal/sheet"
)

// officeSheet is an office's sheet as it stands: rows of cells, with titles above the header
// and totals below the rows.
type officeSheet struct {
	name  string
	rows  []row
	excel bool // its days may be numbers
}

// readSheet reads a sheet as CSV, XLSX or ODS; part is the name of the sheet in a workbook,
// "" for the first that is not hidden.
func readSheet(file, part string, b sheet.Bounds) (*officeSheet, error) {
	name := filepath.Base(file)
	in, err := openTold("il file "+file, file, mendOpen)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, b.Bytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read table %s: %w", file, err)
	case int64(len(data)) > b.Bytes:
		return nil, &Refusal{fmt.Sprintf("%s: il file è più grande di %d MB", name, b.Bytes>>20), "togli ciò che non serve, o dividi il foglio in più file"}
	}
	return parseSheet(name, data, part, b)
}

// parseSheet gives the cells of a sheet as texts.
func parseSheet(name string, data []byte, part string, b sheet.Bounds) (*officeSheet, error) {
	book, err := sheet.Read(name, data, sheet.Options{Sheet: part, Bounds: b, Known: knownColumn})
	if err != nil {
		return nil, unread(err)
	}
	s, err := book.Find(part)
	if err != nil {
		return nil, unread(err)
	}
	g := &officeSheet{name: name, excel: book.Separator == 0, rows: make([]row, 0, len(s.Rows))}
	for _, r := range s.Rows {
		out := row{line: r.Line, bad: r.Bad, cells: make([]string, len(r.Cells))}
		for i, c := range r.Cells {
			if !c.Spread {
				out.cells[i] = c.Text
			}
		}
		g.rows = append(g.rows, out)
	}
	return g, nil
}

// knownColumn reports a text that offices call a column of theirs.
func knownColumn(s string) bool { return columnWords[fold(s)] != "" }
