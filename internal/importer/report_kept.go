package importer

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"vetro/internal/regular"
)

// mostBookRows is how many rows a report has that is kept as a workbook. To write one takes
// about as long as to write the records of as many rows; above, CSV takes a tenth of that.
const mostBookRows = 20_000

// ReportForm reports whether a name says in which form a report is written: .xlsx or .csv.
func ReportForm(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".xlsx" || ext == ".csv"
}

// Write writes the report in the form that the name says.
func (r *Report) Write(w io.Writer, name string) error {
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		return r.writeBook(w)
	}
	return r.writeCSV(w)
}

// TooLongForBook reports a report that is kept as CSV, since a workbook would take too long.
func (r *Report) TooLongForBook() bool { return len(r.Rows) > mostBookRows }

// KeptReport gives the name under which the report stays in the site folder.
func (r *Report) KeptReport() string { return importedDir + r.Source + r.keptForms()[0] }

// keptForms gives the end of the name of a report that is kept, and of one that is not any more.
func (r *Report) keptForms() [2]string {
	const book, table = "-rapporto.xlsx", "-rapporto.csv"
	if r.TooLongForBook() {
		return [2]string{table, book}
	}
	return [2]string{book, table}
}

// keepReport keeps the report, and removes that of an import before which had the other form.
func (f *folder) keepReport(r *Report) error {
	name := r.KeptReport()
	if err := f.stream(name, func(w io.Writer) error { return r.Write(w, name) }); err != nil || f.dry {
		return err
	}
	other := importedDir + r.Source + r.keptForms()[1]
	data, err := regular.ReadIn(f.root, other)
	if err != nil || !isReport(data) { // there is none, or it is somebody else's
		return nil
	}
	if err := f.root.Remove(other); err != nil {
		return refused("remove", other, err)
	}
	return nil
}

// isReport recognises a report of ours, of today and of an older Vetro: by its first column, or as
// a workbook.
func isReport(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	return bytes.HasPrefix(data, []byte("numero;")) || bytes.HasPrefix(data, []byte("numero,ente,cup,")) || bytes.HasPrefix(data, []byte("PK\x03\x04"))
}
