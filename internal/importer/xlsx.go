package importer

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// The most that an XLSX may unpack to, and the most files in it: a sheet of 100,000
// rows has some 50 MB of XML.
const (
	maxUnpacked = 256 << 20
	maxParts    = 2000
)

// mostRatio is how many times its size a workbook may unpack to, beyond leastUnpacked: XML
// of sheets packs to a tenth, seldom to a fortieth.
const (
	mostRatio     = 100
	leastUnpacked = 16 << 20
)

// sharedFree are the bytes of a shared text that each cell with it has for nothing: it is in
// memory once, but is looked at again.
const sharedFree = 200

// maxExcelRow is the last row that a sheet can have (ECMA-376; Excel specifications and
// limits); maxExcelText the most characters of a cell, in bytes of UTF-8.
const (
	maxExcelRow  = 1 << 20
	maxExcelText = 4 * 32767
)

// workbookReader is an XLSX that is read part by part: the list of its sheets, the texts that
// they share, and one sheet.
//
// Source: ECMA-376 part 1, 18.2 (workbook), 18.3 (worksheets), 18.4 (shared strings).
type workbookReader struct {
	name   string
	parts  map[string]*zip.File
	sheets []sheetOfBook
	shared []string
	room   *room
}

type sheetOfBook struct{ name, part string }

// checkArchive refuses a workbook that would unpack to more than any sheet has, before
// anything is unpacked.
func checkArchive(name string, data []byte) (*zip.Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, broken(name)
	}
	if len(z.File) > maxParts {
		return nil, &Refusal{fmt.Sprintf("%s: la cartella di lavoro ha %d parti, il massimo è %d", name, len(z.File), maxParts), "salva il solo foglio che serve come .xlsx o CSV"}
	}
	total := uint64(0)
	for _, f := range z.File {
		if total += f.UncompressedSize64; total > maxUnpacked || f.UncompressedSize64 > maxUnpacked || total > leastUnpacked && total > mostRatio*uint64(len(data)) {
			return nil, &Refusal{fmt.Sprintf("%s: la cartella di lavoro, aperta, supera %d MB, o %d volte il suo file", name, maxUnpacked>>20, mostRatio), "salva il solo foglio che serve come .xlsx o CSV"}
		}
	}
	return z, nil
}

// parseXLSX reads a sheet of a workbook. Values come as they are kept, not as they are
// shown: 45000 is a day or an amount by what its column is for.
func parseXLSX(name string, data []byte, part string, b bounds) (*sheet, error) {
	z, err := checkArchive(name, data)
	if err != nil {
		return nil, err
	}
	w := &workbookReader{name: name, parts: make(map[string]*zip.File), room: roomFor(data)}
	for _, f := range z.File {
		w.parts[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	if err := w.readSheets(); err != nil {
		return nil, w.refuse(err)
	}
	at, names := -1, make([]string, len(w.sheets))
	for i, s := range w.sheets {
		if names[i] = s.name; at < 0 && (part == "" || part == s.name) {
			at = i
		}
	}
	if at < 0 {
		return nil, &Refusal{fmt.Sprintf("%s: il foglio «%s» non c’è", name, part), "scrivi dopo --foglio uno di questi: " + strings.Join(names, ", ")}
	}
	if err := w.readShared(); err != nil {
		return nil, w.refuse(err)
	}
	g := &sheet{name: name, excel: true, room: w.room}
	if err := w.readRows(w.sheets[at].part, g, b); err != nil && (len(g.rows) == 0 || !isBroken(err)) {
		if isBroken(err) {
			err = unreadSheet(name, names[at], names)
		}
		return nil, w.refuse(err)
	} else if err != nil {
		return nil, broken(name)
	}
	if len(g.rows) == 0 {
		return nil, unreadSheet(name, names[at], names)
	}
	return g, nil
}

func unreadSheet(file, sheet string, all []string) error {
	return &Refusal{fmt.Sprintf("%s: il foglio «%s» è vuoto o non si legge", file, sheet), "scegli un altro foglio con --foglio: " + strings.Join(all, ", ")}
}

// isBroken reports an error of what is read, and not a refusal of ours.
func isBroken(err error) bool {
	var r *Refusal
	return !errors.As(err, &r) && !errors.Is(err, errTooMuch)
}

// refuse puts what a part cannot be read for into a refusal.
func (w *workbookReader) refuse(err error) error {
	if errors.Is(err, errTooMuch) {
		return noRoom(w.name)
	}
	if isBroken(err) {
		return &Refusal{w.name + ": la cartella di lavoro non si apre", "salvala di nuovo come .xlsx senza password, o come CSV"}
	}
	return err
}

// each reads the elements of a part; do may read on.
func (w *workbookReader) each(part string, do func(x *xmlReader) error) error {
	f := w.parts[strings.ToLower(part)]
	if f == nil {
		return fmt.Errorf("no part %s", part)
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	x := &xmlReader{in: bufio.NewReaderSize(io.LimitReader(r, maxUnpacked), 1<<16)}
	for {
		token, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && token == xmlStart {
			err = do(x)
		}
		if err != nil {
			return err
		}
	}
}

// readSheets finds the sheets of the book, in their order.
func (w *workbookReader) readSheets() error {
	book, err := w.target("_rels/.rels", func(x *xmlReader) bool { return strings.HasSuffix(x.attr("Type"), "/officeDocument") })
	if err != nil {
		return err
	}
	type entry struct{ name, id string }
	var entries []entry
	err = w.each(book, func(x *xmlReader) error {
		if x.name == "sheet" && len(entries) < maxParts {
			entries = append(entries, entry{x.attr("name"), x.attr("id")})
		}
		return nil
	})
	if err != nil {
		return err
	}
	parts := make(map[string]string)
	err = w.each(path.Join(path.Dir(book), "_rels", path.Base(book)+".rels"), func(x *xmlReader) error {
		if x.name == "Relationship" && len(parts) < maxParts {
			to := x.attr("Target")
			if !strings.HasPrefix(to, "/") {
				to = path.Join(path.Dir(book), to)
			}
			parts[x.attr("Id")] = strings.TrimPrefix(to, "/")
		}
		return nil
	})
	for _, e := range entries {
		if w.parts[strings.ToLower(parts[e.id])] != nil {
			w.sheets = append(w.sheets, sheetOfBook{e.name, parts[e.id]})
		}
	}
	if err == nil && len(w.sheets) == 0 {
		return &Refusal{w.name + ": la cartella di lavoro non ha fogli", "salvala di nuovo come .xlsx, o come CSV"}
	}
	return err
}

// target gives the part that the first relationship of a kind leads to.
func (w *workbookReader) target(rels string, kind func(x *xmlReader) bool) (string, error) {
	to := ""
	err := w.each(rels, func(x *xmlReader) error {
		if to == "" && x.name == "Relationship" && kind(x) {
			to = strings.TrimPrefix(x.attr("Target"), "/")
		}
		return nil
	})
	return to, err
}

// readShared reads the texts that cells refer to by their number. The reading of Japanese
// words is left out.
func (w *workbookReader) readShared() error {
	if w.parts["xl/sharedstrings.xml"] == nil {
		return nil
	}
	return w.each("xl/sharedStrings.xml", func(x *xmlReader) error {
		if x.name != "si" {
			return nil
		}
		text, err := w.rich(x, "si")
		if err == nil {
			text = clean(text)
			w.shared = append(w.shared, text)
			err = w.room.take(2*roomOfCell + len(text))
		}
		return err
	})
}

// rich reads a text that may be of runs, up to the end of its element.
func (w *workbookReader) rich(x *xmlReader, end string) (string, error) {
	var text strings.Builder
	reading := false // as Japanese words are read
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return "", unexpected(err)
		case token == xmlStart && x.name == "t" && !reading:
			x.begin(maxExcelText)
		case token == xmlEnd && x.name == "t" && x.keep:
			if text.WriteString(x.end()); text.Len() > maxExcelText {
				return "", errTooMuch
			}
		case x.name == "rPh":
			reading = token == xmlStart
		case token == xmlEnd && x.name == end:
			return text.String(), nil
		}
	}
}

// readRows reads the rows of a sheet.
func (w *workbookReader) readRows(part string, g *sheet, b bounds) error {
	line := 0
	return w.each(part, func(x *xmlReader) error {
		if x.name != "row" {
			return nil
		}
		line++
		if n, err := strconv.Atoi(x.attr("r")); err == nil && n > 0 {
			line = n
		}
		if line > maxExcelRow {
			return &Refusal{fmt.Sprintf("%s: il foglio dice di avere più di %d righe", w.name, maxExcelRow), "salvalo di nuovo come .xlsx, o come CSV"}
		}
		r := row{line: line}
		if err := w.readRow(x, &r, b); err != nil {
			return err
		}
		return g.add(r, b)
	})
}

// readRow reads the cells of a row. One that names no place stands behind the last.
func (w *workbookReader) readRow(x *xmlReader, r *row, b bounds) error {
	column := 0
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return unexpected(err)
		case token == xmlEnd && x.name == "row":
			return nil
		case token == xmlEnd || x.name != "c":
			continue
		}
		column++
		if at := columnOf(x.attr("r")); at > 0 {
			column = at
		}
		value, err := w.cell(x)
		if err != nil {
			return err
		}
		if value == "" {
			continue
		}
		if column > b.Columns {
			return &Refusal{fmt.Sprintf("%s:%d: la riga ha più di %d colonne", w.name, r.line, b.Columns), "togli le colonne che non servono"}
		}
		for len(r.cells) < column-1 {
			r.cells = append(r.cells, "")
		}
		r.cells = append(r.cells[:column-1], value)
	}
}

// columnOf gives the number of the column that a cell names: 28 for AB7; 0 for none.
func columnOf(cell string) int {
	n := 0
	for _, c := range cell {
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c < 'A' || c > 'Z' || n > 1<<20 {
			break
		}
		n = 26*n + int(c-'A') + 1
	}
	return n
}

// cell gives the value of a cell: that of a formula is the one that it had when the book
// was saved.
func (w *workbookReader) cell(x *xmlReader) (string, error) {
	kind, value := x.attr("t"), ""
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return "", unexpected(err)
		case token == xmlEnd && x.name == "c":
			if kind != "s" || value == "" {
				return value, nil
			}
			if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(w.shared) {
				return w.shared[n], w.room.take(max(0, len(w.shared[n])-sharedFree))
			}
			return "", nil // a number that no text has is none of the author's
		case token == xmlStart && x.name == "v":
			x.begin(maxExcelText)
		case token == xmlEnd && x.name == "v" && x.keep:
			value = x.end()
			err = w.room.take(len(value))
		case token == xmlStart && x.name == "is":
			if value, err = w.rich(x, "is"); err == nil {
				err = w.room.take(len(value))
			}
		}
		if err != nil {
			return "", err
		}
	}
}
