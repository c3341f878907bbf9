package importer

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheet is an office's sheet as it stands: rows of cells, with titles above the header
// and totals below the rows.
type sheet struct {
	name  string
	rows  []row
	excel bool // its days may be numbers
}

// sheetBounds are the bounds of an office's own sheet, which is read as a whole.
func sheetBounds() bounds {
	return bounds{Row: 1 << 20, Columns: 1000, Rows: 100_000, Bytes: 64 << 20}
}

// The most that an XLSX may unpack to, and the most files in it: a sheet of 100,000
// rows has some 50 MB of XML.
const (
	maxUnpacked = 256 << 20
	maxParts    = 2000
)

// readSheet reads a sheet as CSV or XLSX; part is the name of the sheet in a workbook, ""
// for the first.
func readSheet(file, part string, b bounds) (*sheet, error) {
	name := filepath.Base(file)
	in, err := os.Open(file)
	if err != nil {
		return nil, &Refusal{"il file " + file + " non si apre", "controlla il nome e il permesso di leggerlo"}
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

func parseSheet(name string, data []byte, part string, b bounds) (*sheet, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return parseXLSX(name, data, part, b)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, &Refusal{name + ": è un foglio del vecchio Excel (.xls), o protetto da una password", "salvalo come .xlsx senza password, o come CSV"}
	}
	return parseText(name, data, b)
}

// parseText reads a sheet as text, with rows of any width.
func parseText(name string, data []byte, b bounds) (*sheet, error) {
	buf := decoded(bufio.NewReaderSize(bytes.NewReader(data), 1<<16))
	head, _ := buf.Peek(1 << 12)
	if t := bytes.TrimSpace(head); len(t) == 0 && len(head) < 1<<12 {
		return nil, &Refusal{name + ": il file è vuoto", "indica un foglio con una riga per progetto"}
	} else if bytes.HasPrefix(t, []byte("<")) {
		return nil, &Refusal{name + ": è una pagina web, non una tabella", "salva il foglio come CSV o .xlsx"}
	}
	in := &bounded{r: buf, row: b.Row, total: 4 * b.Bytes} // as UTF-8 it may have grown
	t := &textTable{in: in, buf: bufio.NewReaderSize(in, 1<<16), comma: commonSeparator(head), bounds: b}
	g := &sheet{name: name}
	for {
		r, err := t.record(0)
		var bad *badRow
		switch {
		case errors.Is(err, io.EOF):
			return g, nil
		case errors.As(err, &bad):
			r.bad = bad.text
		case err != nil:
			return nil, readError(name, err)
		}
		if err := g.add(r, b); err != nil {
			return nil, err
		}
	}
}

// add keeps a row, unless the sheet is full.
func (g *sheet) add(r row, b bounds) error {
	if len(r.cells) > b.Columns {
		return &Refusal{fmt.Sprintf("%s:%d: la riga ha più di %d colonne", g.name, r.line, b.Columns), "togli le colonne che non servono"}
	}
	if len(g.rows) >= b.Rows {
		return &Refusal{fmt.Sprintf("%s: il foglio ha più di %d righe", g.name, b.Rows), "dividi il foglio in più file"}
	}
	for i := range r.cells {
		r.cells[i] = clean(r.cells[i])
	}
	if r.bad != "" || !blank(r.cells) {
		g.rows = append(g.rows, r)
	}
	return nil
}

// commonSeparator gives the separator that most of the first lines have: a title above
// the header may have none.
func commonSeparator(head []byte) byte {
	count := make(map[byte]int)
	for line := range bytes.SplitSeq(head, []byte("\n")) {
		if c := separator(line); bytes.IndexByte(line, c) >= 0 {
			count[c]++
		}
	}
	best := separators[0]
	for i := range len(separators) {
		if count[separators[i]] > count[best] {
			best = separators[i]
		}
	}
	return best
}

// checkArchive refuses a workbook that would unpack to more than any sheet has, before
// anything is unpacked.
func checkArchive(name string, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return broken(name)
	}
	if len(z.File) > maxParts {
		return &Refusal{fmt.Sprintf("%s: la cartella di lavoro ha %d parti, il massimo è %d", name, len(z.File), maxParts), "salva il solo foglio che serve come .xlsx o CSV"}
	}
	total := uint64(0)
	for _, f := range z.File {
		if total += f.UncompressedSize64; total > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			return &Refusal{fmt.Sprintf("%s: la cartella di lavoro, aperta, supera %d MB", name, maxUnpacked>>20), "salva il solo foglio che serve come .xlsx o CSV"}
		}
	}
	return nil
}

// parseXLSX reads a sheet of a workbook. Values come as they are kept, not as they are
// shown: 45000 is a day or an amount by what its column is for.
func parseXLSX(name string, data []byte, part string, b bounds) (g *sheet, err error) {
	if err := checkArchive(name, data); err != nil {
		return nil, err
	}
	defer func() { // the library falls on some workbooks that are broken
		if r := recover(); r != nil {
			g, err = nil, broken(name)
		}
	}()
	limits := excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked}
	book, err := excelize.OpenReader(bytes.NewReader(data), limits)
	if err != nil {
		return nil, &Refusal{name + ": la cartella di lavoro non si apre", "salvala di nuovo come .xlsx senza password, o come CSV"}
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, broken(name)
	}
	if part == "" {
		part = sheets[0]
	}
	rows, err := book.Rows(part)
	if err != nil {
		return nil, &Refusal{fmt.Sprintf("%s: il foglio «%s» non c’è", name, part), "scrivi dopo --foglio uno di questi: " + strings.Join(sheets, ", ")}
	}
	defer rows.Close()
	g = &sheet{name: name, excel: true}
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns(limits)
		switch {
		case line > maxExcelRow, errors.Is(err, excelize.ErrMaxRows):
			return nil, &Refusal{fmt.Sprintf("%s: il foglio dice di avere più di %d righe", name, maxExcelRow), "salvalo di nuovo come .xlsx, o come CSV"}
		case err != nil:
			return nil, broken(name)
		}
		if err := g.add(row{line: line, cells: cells}, b); err != nil {
			return nil, err
		}
	}
	if rows.Error() != nil || len(g.rows) == 0 {
		return nil, &Refusal{fmt.Sprintf("%s: il foglio «%s» è vuoto o non si legge", name, part), "scegli un altro foglio con --foglio: " + strings.Join(sheets, ", ")}
	}
	return g, nil
}

// maxExcelRow is the last row that a sheet can have (ECMA-376; Excel specifications and
// limits).
const maxExcelRow = 1 << 20
