package importer

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
)

// sheet is an office's sheet as it stands: rows of cells, with titles above the header
// and totals below the rows.
type sheet struct {
	name  string
	rows  []row
	excel bool // its days may be numbers
	room  *room
	bad   int // rows that cannot be read
}

// What the rows of a sheet may hold, which is read as a whole: rows of a few bytes each
// would fill gigabytes, and those of a workbook are packed. What is within leastRoom is
// always allowed, and beyond it roomOfByte for each byte of the file. A new project takes
// 3.4 kilobytes while it is planned, which roomOfRow stands for in the same measure as a cell
// for its bytes, the collector's room counted.
const (
	leastRoom  = 16 << 20
	roomOfByte = 6
	roomOfCell = 16
	roomOfRow  = 1000
)

// room is how many bytes rows and texts may still take.
type room struct{ left int }

func roomFor(data []byte) *room { return &room{leastRoom + roomOfByte*len(data)} }

func (r *room) take(bytes int) error {
	if r.left -= bytes; r.left < 0 {
		return errTooMuch
	}
	return nil
}

func noRoom(name string) error {
	return &Refusal{name + ": il foglio, aperto, è molto più grande di quanto il suo file può contenere", "togli righe e colonne vuote, salvalo come CSV, o dividilo in più file"}
}

// sheetBounds are the bounds of an office's own sheet, which is read as a whole.
func sheetBounds() bounds {
	return bounds{Row: 1 << 20, Columns: 1000, Rows: 100_000, Bytes: 64 << 20}
}

// readSheet reads a sheet as CSV or XLSX; part is the name of the sheet in a workbook, ""
// for the first.
func readSheet(file, part string, b bounds) (*sheet, error) {
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
	g := &sheet{name: name, room: roomFor(data)}
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
	if r.bad == "" && blank(r.cells) {
		return nil
	}
	if r.bad != "" {
		if g.bad++; g.bad > mostBad {
			return tooManyBad(g.name, r.line)
		}
	}
	g.rows = append(g.rows, r)
	if g.room.take(roomOfRow+roomOfCell*len(r.cells)) != nil {
		return noRoom(g.name)
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
