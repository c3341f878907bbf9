package sheet

import (
	"fmt"
	"path"
	"strconv"
	"strings"
)

// sharedFree are the bytes of a shared text that each cell with it has for nothing: it is in
// memory once, but is looked at again.
const sharedFree = 200

// roomOfFormat is what a style takes.
const roomOfFormat = 96

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
	archive
	name     string
	sheets   []sheetOfBook
	shared   []string
	styles   []format // of cells, by their number
	calendar calendar
	room     *room
	bounds   Bounds
}

type sheetOfBook struct {
	name, part string
	hidden     bool
}

// readXLSX reads the sheets of a workbook, or the one that is wanted.
func readXLSX(name string, parts archive, room *room, o Options) (*Book, error) {
	w := &workbookReader{name: name, archive: parts, room: room, bounds: o.Bounds}
	if err := w.readSheets(); err != nil {
		return nil, refuseBook(w.name, err)
	}
	if err := w.readShared(); err != nil {
		return nil, refuseBook(w.name, err)
	}
	if err := w.readStyles(); err != nil {
		return nil, refuseBook(w.name, err)
	}
	book := &Book{Name: name}
	for _, s := range w.sheets {
		book.Sheets = append(book.Sheets, Sheet{Name: s.name, Hidden: s.hidden})
	}
	for _, hidden := range []bool{false, true} { // those that are seen have the room first
		for i, s := range w.sheets {
			if s.hidden == hidden && (o.Sheet == "" || o.Sheet == s.name) {
				w.readSheet(s, &book.Sheets[i])
			}
		}
	}
	return book, nil
}

// readSheet reads the rows of a sheet.
func (w *workbookReader) readSheet(s sheetOfBook, out *Sheet) {
	g := &grower{name: w.name, room: w.room, bounds: w.bounds}
	_ = g.finish(out, func() error { // told in out
		merged, err := w.readRows(s.part, g, out)
		if err != nil {
			return err
		}
		return g.spread(merged)
	})
}

// readSheets finds the sheets of the book, in their order, and its calendar.
func (w *workbookReader) readSheets() error {
	book, err := w.target("_rels/.rels", func(x *xmlReader) bool { return strings.HasSuffix(x.attr("Type"), "/officeDocument") })
	if err != nil {
		return err
	}
	type entry struct {
		name, id string
		hidden   bool
	}
	var entries []entry
	err = w.each(book, func(x *xmlReader) error {
		switch {
		case x.name == "workbookPr" && isTrue(x.attr("date1904")):
			w.calendar = from1904
		case x.name == "sheet" && len(entries) < maxParts:
			state := x.attr("state")
			entries = append(entries, entry{x.attr("name"), x.attr("id"), state == "hidden" || state == "veryHidden"})
		}
		return nil
	})
	if err != nil {
		return err
	}
	parts := make(map[string]string)
	err = w.each(path.Join(path.Dir(book), "_rels", path.Base(book)+".rels"), func(x *xmlReader) error {
		if x.name == "Relationship" && len(parts) < maxParts && !strings.HasSuffix(x.attr("Type"), "/chartsheet") {
			to := x.attr("Target")
			if !strings.HasPrefix(to, "/") {
				to = path.Join(path.Dir(book), to)
			}
			parts[x.attr("Id")] = strings.TrimPrefix(to, "/")
		}
		return nil
	})
	for _, e := range entries {
		if w.archive[strings.ToLower(parts[e.id])] != nil {
			w.sheets = append(w.sheets, sheetOfBook{e.name, parts[e.id], e.hidden})
		}
	}
	if err == nil && len(w.sheets) == 0 {
		return &Refusal{w.name + ": la cartella di lavoro non ha fogli", "salvala di nuovo come .xlsx, o come CSV"}
	}
	return err
}

// isTrue reads a boolean of XML.
func isTrue(s string) bool { return s == "1" || s == "true" }

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
	if w.archive["xl/sharedstrings.xml"] == nil {
		return nil
	}
	return w.each("xl/sharedStrings.xml", func(x *xmlReader) error {
		if x.name != "si" {
			return nil
		}
		text, err := w.rich(x, "si")
		if err == nil {
			text = Clean(text)
			w.shared = append(w.shared, text)
			err = w.room.take(2*roomOfCell + len(text))
		}
		return err
	})
}

// readStyles reads how the cells of each style show numbers.
func (w *workbookReader) readStyles() error {
	if w.archive["xl/styles.xml"] == nil {
		return nil
	}
	formats, inCells := make(map[int]format), false
	return w.each("xl/styles.xml", func(x *xmlReader) error {
		switch x.name {
		case "numFmt":
			if id, err := strconv.Atoi(x.attr("numFmtId")); err == nil {
				formats[id] = parseFormat(x.attr("formatCode"))
				return w.room.take(roomOfFormat + len(x.tag))
			}
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs", "tableStyles":
			inCells = false
		case "xf":
			if !inCells {
				return nil
			}
			id, _ := strconv.Atoi(x.attr("numFmtId"))
			f, own := formats[id]
			if !own {
				f = builtIn(id)
			}
			w.styles = append(w.styles, f)
			return w.room.take(roomOfFormat)
		}
		return nil
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
				return "", ErrTooMuch
			}
		case x.name == "rPh":
			reading = token == xmlStart
		case token == xmlEnd && x.name == end:
			return text.String(), nil
		}
	}
}

// readRows reads the rows of a sheet, and gives its merged ranges.
func (w *workbookReader) readRows(part string, g *grower, out *Sheet) (merged []area, err error) {
	line := 0
	return merged, w.each(part, func(x *xmlReader) error {
		switch x.name {
		case "row":
		case "col":
			return w.readColumns(x, out)
		case "mergeCell":
			if a, ok := areaOf(x.attr("ref")); ok {
				merged = append(merged, a)
				return w.room.take(roomOfArea)
			}
			return nil
		default:
			return nil
		}
		line++
		if n, err := strconv.Atoi(x.attr("r")); err == nil && n > 0 {
			line = n
		}
		if line > maxExcelRow {
			return &Refusal{fmt.Sprintf("%s: il foglio dice di avere più di %d righe", w.name, maxExcelRow), "salvalo di nuovo come .xlsx, o come CSV"}
		}
		r := Row{Line: line, Hidden: isTrue(x.attr("hidden"))}
		if err := w.readRow(x, &r); err != nil {
			return err
		}
		return g.add(r)
	})
}

// readColumns reads which columns of a sheet are hidden.
func (w *workbookReader) readColumns(x *xmlReader, out *Sheet) error {
	from, err := strconv.Atoi(x.attr("min"))
	to, err2 := strconv.Atoi(x.attr("max"))
	if err != nil || err2 != nil || !isTrue(x.attr("hidden")) {
		return nil
	}
	for i := max(from, 1); i <= min(to, w.bounds.Columns) && len(out.Veiled) < w.bounds.Columns; i++ {
		out.Veiled = append(out.Veiled, i-1)
	}
	return nil
}

// readRow reads the cells of a row. One that names no place stands behind the last.
func (w *workbookReader) readRow(x *xmlReader, r *Row) error {
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
		if value.Kind == Empty {
			continue
		}
		if column > w.bounds.Columns {
			return tooWide(w.name, r.Line, w.bounds)
		}
		for len(r.Cells) < column-1 {
			r.Cells = append(r.Cells, Cell{})
		}
		r.Cells = append(r.Cells[:column-1], value)
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

// cell gives a cell: that of a formula has the value that it had when the book was saved.
func (w *workbookReader) cell(x *xmlReader) (Cell, error) {
	raw := rawCell{kind: x.attr("t")}
	style, _ := strconv.Atoi(x.attr("s"))
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return Cell{}, unexpected(err)
		case token == xmlEnd && x.name == "c":
			value, err := w.value(raw, style)
			if err == nil && raw.kind != "s" {
				err = w.room.take(max(0, len(value.Text)-len(raw.text)))
			}
			return value, err
		case token == xmlStart && x.name == "f":
			raw.formula = true
		case token == xmlStart && x.name == "v":
			x.begin(maxExcelText)
		case token == xmlEnd && x.name == "v" && x.keep:
			raw.text, raw.saved = x.end(), true
			err = w.room.take(len(raw.text))
		case token == xmlStart && x.name == "is":
			if raw.text, err = w.rich(x, "is"); err == nil {
				err = w.room.take(len(raw.text))
			}
		}
		if err != nil {
			return Cell{}, err
		}
	}
}

// rawCell is a cell as a sheet keeps it.
type rawCell struct {
	kind, text     string
	formula, saved bool // it has one; its value is there, be it empty
}

// value gives a cell as it is shown.
func (w *workbookReader) value(raw rawCell, style int) (Cell, error) {
	if raw.formula && raw.text == "" && (raw.kind != "str" || !raw.saved) {
		return Cell{Kind: Uncomputed}, nil
	}
	switch raw.kind {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(raw.text)); err == nil && n >= 0 && n < len(w.shared) && w.shared[n] != "" {
			return Cell{Text: w.shared[n], Kind: Text}, w.room.take(max(0, len(w.shared[n])-sharedFree))
		}
		return Cell{}, nil // a number that no text has is none of the author's
	case "str", "inlineStr":
		return textCell(raw.text), nil
	case "b":
		return truth(isTrue(strings.TrimSpace(raw.text))), nil
	case "e":
		return faultCell(strings.TrimSpace(raw.text)), nil
	case "d":
		return dayCell(strings.TrimSpace(raw.text)), nil
	}
	f := format{}
	if style >= 0 && style < len(w.styles) {
		f = w.styles[style]
	}
	return f.show(strings.TrimSpace(raw.text), w.calendar), nil
}
