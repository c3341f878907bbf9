package importer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// tableBounds are the bounds of tables as text: the projects of Italia Domani have 317 MB
// and 291,398 rows of at most some kilobytes (June 2026).
func tableBounds() sheet.Bounds {
	return sheet.Bounds{Row: 1 << 20, Columns: 1000, Rows: 5_000_000, Bytes: 2 << 30}
}

// What one table may bring, so that no small one fills the memory: each row that is kept
// takes some kilobytes, whatever it holds, and so does what is told of each that is not.
const (
	// leastRows may always be kept; beyond them each needs leastRow bytes of the table. The
	// rows of PA digitale 2026 have 370 on average.
	leastRows = 20_000
	leastRow  = 150
	// mostPacked is how many times its size a gzipped table may unpack to, beyond
	// sheet.LeastUnpacked: the national one unpacks to twelve times its size.
	mostPacked = 40
)

// tableReader is a table that was opened: its columns, and its rows one by one.
type tableReader struct {
	name   string // of the file, for messages
	unit   string // what a number of a row counts: riga of a file, voce of a list
	header []string
	line   int            // of the header
	column map[string]int // by name as fold gives it
	next   func() (row, error)
	in     *sheet.Limited
}

// row is a row of a table; cells may be fewer than the columns.
type row struct {
	line  int
	cells []string
	naive bool // its quotes were not doubled
}

// counter counts what is read.
type counter struct {
	r    io.Reader
	read int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read += int64(n)
	return n, err
}

// unpacked is a gzipped table; one that unpacks to far more than tables do comes to an end.
type unpacked struct {
	counter
	packed *counter
}

func (u *unpacked) Read(p []byte) (int, error) {
	if u.read > sheet.LeastUnpacked && u.read > mostPacked*u.packed.read {
		return 0, sheet.ErrTooMuch
	}
	return u.counter.Read(p)
}

// openTable opens a table as CSV or JSON, plain or gzipped, in UTF-8, UTF-16 or
// Windows-1252.
func openTable(name string, r io.Reader, b sheet.Bounds) (*tableReader, error) {
	s, err := openRows(name, r, b)
	if err != nil {
		return nil, err
	}
	bad, next := 0, s.next
	s.next = func() (row, error) {
		r, err := next()
		if b, is := errors.AsType[*sheet.BadRow](err); is {
			if bad++; bad > sheet.MostBad {
				return r, tooManyBad(name, b.Line)
			}
		}
		return r, err
	}
	return s, nil
}

// mayKeep reports whether a table may hold so many rows for what was read of it.
func (s *tableReader) mayKeep(rows int) bool {
	return int64(rows) <= leastRows+s.in.Taken/leastRow
}

func openRows(name string, r io.Reader, b sheet.Bounds) (*tableReader, error) {
	packed := &counter{r: r}
	buf := bufio.NewReaderSize(packed, 1<<16)
	if head, _ := buf.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(buf)
		if err != nil {
			return nil, broken(name)
		}
		buf = bufio.NewReaderSize(&unpacked{counter{r: z}, packed}, 1<<16)
	}
	buf = sheet.Decoded(buf)
	head, err := buf.Peek(1 << 12)
	start := bytes.TrimSpace(head)
	limited := &sheet.Limited{R: buf, Row: b.Row, Total: b.Bytes}
	switch {
	case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull):
		return nil, readError(name, err)
	case len(start) == 0 && len(head) < 1<<12:
		return nil, &Refusal{name + ": il file è vuoto", "scarica di nuovo il file"}
	case len(start) > 0 && start[0] == '<':
		return nil, &Refusal{name + ": è una pagina web, non una tabella", "scarica il file dei dati (CSV o JSON), non la pagina che lo mostra"}
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, &Refusal{name + ": è un archivio o un foglio di calcolo, non un CSV", "estrai il CSV dall’archivio; i fogli XLSX si leggono con vetro import tabella"}
	case len(start) > 0 && (start[0] == '[' || start[0] == '{'):
		return openJSON(name, limited, b)
	}
	return openCSV(name, limited, sheet.FirstSeparator(head), b)
}

// broken is the refusal of a file that ends before its end.
func broken(name string) error { return unread(sheet.Broken(name)) }

// readError puts what a reader refused into a refusal, as far as it is the table's fault.
func readError(name string, err error) error {
	if r, is := errors.AsType[*Refusal](err); is {
		return r
	}
	return unread(sheet.ReadError(name, err))
}

// tooManyBad refuses a table of which too many rows cannot be read.
func tooManyBad(name string, line int) error { return unread(sheet.TooManyBad(name, line)) }

// setHeader names the columns.
func (s *tableReader) setHeader(names []string, line int, b sheet.Bounds) error {
	if len(names) > b.Columns {
		return &Refusal{fmt.Sprintf("%s: l’intestazione ha %d colonne, il massimo è %d", s.name, len(names), b.Columns), "controlla che il file sia quello giusto"}
	}
	s.line = line
	s.column = make(map[string]int, len(names))
	for _, n := range names {
		s.addColumn(n)
	}
	return nil
}

func (s *tableReader) addColumn(name string) {
	s.header = append(s.header, sheet.Clean(name))
	if _, twice := s.column[fold(name)]; !twice {
		s.column[fold(name)] = len(s.header) - 1
	}
}

// place gives the number of a column, or -1.
func (s *tableReader) place(name string) int {
	if i, found := s.column[name]; found {
		return i
	}
	return -1
}

// cell gives the value of a row in a column, or "" where there is none.
func (s *tableReader) cell(r row, name string) string { return r.cell(s.place(name)) }

// cell gives the value in a column by its number, or "" where there is none.
func (r row) cell(place int) string {
	if place >= 0 && place < len(r.cells) {
		return r.cells[place]
	}
	return ""
}

// fold gives the name of a column as columns are compared: legible, without case, and with one
// underscore for whatever stands between its words.
func fold(name string) string {
	words := strings.FieldsFunc(strings.ToLower(sheet.Clean(record.Legible(name))), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 0x7f && r != '\ufffd')
	})
	return strings.Join(words, "_")
}
