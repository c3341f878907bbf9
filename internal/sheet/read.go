package sheet

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Options say how a file is read. What is not said is found out.
type Options struct {
	Sheet     string            // name of the one sheet whose rows are wanted; "" for all
	Separator byte              // of a table as text; 0 for the one that fits
	Encoding  string            // of a table as text, as people call it; "" for the one that gives Italian
	Known     func(string) bool // whether a cell may be the name of a column; nil when nobody knows
	Bounds    Bounds            // the zero one stands for OfficeBounds
}

// Read reads a spreadsheet or a table as text, whatever its name ends in. The errors that are
// the file's fault are a *Refusal.
func Read(name string, data []byte, o Options) (*Book, error) {
	if o.Bounds == (Bounds{}) {
		o.Bounds = OfficeBounds()
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readZip(name, data, o)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, oldBook(name, data)
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return nil, &Refusal{name + ": è un PDF, non una tabella", "chiedi il foglio da cui è stato fatto, come .xlsx, .ods o CSV"}
	case strings.HasSuffix(strings.ToLower(name), ".gsheet"):
		return nil, &Refusal{name + ": è il collegamento a un foglio di Google, non il foglio", "apri il foglio e scaricalo come .xlsx (File > Scarica > Microsoft Excel)"}
	}
	return readText(name, data, o)
}

// oldBook refuses a file of the form that Excel had before 2007, in which it also keeps the
// books that a password protects; the names of what is in it are in two bytes a letter.
//
// Source: [MS-CFB], [MS-OFFCRYPTO] 2.3.4.4 (EncryptedPackage), [MS-XLS] 2.1.2 (Workbook).
func oldBook(name string, data []byte) error {
	switch wide := func(s string) []byte { return []byte(strings.Join(strings.Split(s, ""), "\x00") + "\x00") }; {
	case bytes.Contains(data, wide("EncryptedPackage")):
		return &Refusal{name + ": il foglio è protetto da una password", "salvalo senza password (in Excel: File > Informazioni > Proteggi cartella di lavoro)"}
	case bytes.Contains(data, wide("Workbook")), bytes.Contains(data, wide("Book")):
		return &Refusal{name + ": è un foglio del vecchio Excel (.xls)", "aprilo e salvalo come .xlsx (File > Salva con nome > Cartella di lavoro di Excel)"}
	}
	return &Refusal{name + ": è un foglio del vecchio Excel (.xls), o protetto da una password", "salvalo come .xlsx senza password, o come CSV"}
}

// readText reads a table as text, with rows of any width.
func readText(name string, data []byte, o Options) (*Book, error) {
	book := &Book{Name: name, Encoding: namedEncoding(o.Encoding)}
	switch {
	case o.Encoding == "":
		book.Encoding = findEncoding(data)
	case strings.HasPrefix(book.Encoding, "UTF-16") && strings.HasPrefix(findEncoding(data), "UTF-16"):
		book.Encoding = findEncoding(data) // people say UTF-16 of both
	case book.Encoding == "":
		return nil, &Refusal{name + ": la codifica «" + Clean(o.Encoding) + "» non è tra quelle che Vetro conosce", "scrivi una di queste: " + encodingNames()}
	}
	buf := decodedAs(bufio.NewReaderSize(bytes.NewReader(data), sampleBytes), book.Encoding)
	if buf.Size() < sampleBytes {
		buf = bufio.NewReaderSize(buf, sampleBytes)
	}
	head, _ := buf.Peek(sampleBytes)
	if t := bytes.TrimSpace(head); len(t) == 0 && len(head) < sampleBytes {
		return nil, &Refusal{name + ": il file è vuoto", "indica un foglio con una riga per progetto"}
	} else if bytes.HasPrefix(t, []byte("<")) {
		return nil, notText(name, t)
	}
	said, length := separatorLine(head)
	fit := findFit(head[length:], cmp.Or(o.Separator, said), o.Known)
	_, _ = buf.Discard(length)
	book.Separator = fit.comma
	var text io.Reader = buf
	if fit.returns {
		text = &returnReader{in: buf}
	}
	in := &Limited{R: text, Row: o.Bounds.Row, Total: 4 * o.Bounds.Bytes} // as UTF-8 it may have grown
	t := NewTextReader(in, book.Separator)
	t.lenient = true
	rows, err := textRows(name, t, fit.width, &grower{name: name, room: roomFor(data), bounds: o.Bounds})
	book.Sheets = []Sheet{{Rows: rows}}
	return book, err
}

// notText refuses a text that is no table: a page, as which some programs write what they
// call .xls, or a workbook as XML.
func notText(name string, head []byte) error {
	if bytes.Contains(head, []byte("urn:schemas-microsoft-com:office:spreadsheet")) || bytes.Contains(head, []byte("urn:oasis:names:tc:opendocument")) {
		return &Refusal{name + ": è un foglio salvato come XML", "aprilo e salvalo come .xlsx, .ods o CSV"}
	}
	return &Refusal{name + ": è una pagina web, non una tabella", "salva il foglio come CSV o .xlsx"}
}

// textRows collects the rows of a table as text; columns is how wide most are.
func textRows(name string, t *TextReader, columns int, g *grower) ([]Row, error) {
	for {
		r, err := t.Next(columns)
		out := Row{Line: r.Number, Cells: make([]Cell, len(r.Cells))}
		for i, c := range r.Cells {
			out.Cells[i] = textCell(c)
		}
		var bad *BadRow
		switch {
		case errors.Is(err, io.EOF):
			return g.rows, nil
		case errors.As(err, &bad):
			out.Bad = bad.Text
		case err != nil:
			return nil, ReadError(name, err)
		}
		if err := g.add(out); err != nil {
			return nil, err
		}
	}
}

// textCell gives a cell that holds a text, cleaned.
func textCell(s string) Cell {
	if s = Clean(s); s == "" {
		return Cell{}
	}
	return Cell{Text: s, Kind: Text}
}

// grower collects the rows of a sheet, as far as there is room.
type grower struct {
	name   string
	rows   []Row
	room   *room
	bad    int // rows that cannot be read
	bounds Bounds
}

// add keeps a row, unless the sheet is full.
func (g *grower) add(r Row) error {
	if len(r.Cells) > g.bounds.Columns {
		return tooWide(g.name, r.Line, g.bounds)
	}
	if len(g.rows) >= g.bounds.Rows {
		return &Refusal{fmt.Sprintf("%s: il foglio ha più di %d righe", g.name, g.bounds.Rows), "dividi il foglio in più file"}
	}
	if r.Bad == "" && r.empty() {
		return nil
	}
	if r.Bad != "" {
		if g.bad++; g.bad > MostBad {
			return TooManyBad(g.name, r.Line)
		}
	}
	g.rows = append(g.rows, r)
	if g.room.take(roomOfRow+roomOfCell*len(r.Cells)) != nil {
		return noRoom(g.name)
	}
	return nil
}

func tooWide(name string, line int, b Bounds) error {
	return &Refusal{fmt.Sprintf("%s:%d: la riga ha più di %d colonne", name, line, b.Columns), "togli le colonne che non servono"}
}

// empty reports a row without anything.
func (r Row) empty() bool {
	for _, c := range r.Cells {
		if c.Kind != Empty {
			return false
		}
	}
	return true
}

// Find gives a sheet by its name, or for "" the first that is not hidden. One that is not there,
// or has no rows that can be read, is refused.
func (b *Book) Find(name string) (*Sheet, error) {
	at := slices.IndexFunc(b.Sheets, func(s Sheet) bool { return s.Name == name || name == "" && !s.Hidden })
	switch {
	case at < 0 && name == "":
		at = 0
	case at < 0:
		return nil, &Refusal{fmt.Sprintf("%s: il foglio «%s» non c’è", b.Name, name), "scrivi dopo --foglio uno di questi: " + b.names()}
	}
	s := &b.Sheets[at]
	if s.Unread == nil && len(s.Rows) == 0 && b.Separator == 0 {
		return nil, &Refusal{fmt.Sprintf("%s: il foglio «%s» è vuoto o non si legge", b.Name, s.Name), "scegli un altro foglio con --foglio: " + b.names()}
	}
	return s, s.Unread
}

// names lists the sheets of a book, as a mend tells them.
func (b *Book) names() string {
	var all []string
	for _, s := range b.Sheets {
		all = append(all, s.Name)
	}
	return strings.Join(all, ", ")
}
