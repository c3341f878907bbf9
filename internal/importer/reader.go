package importer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"vetro/internal/record"
)

// bounds are the most that a table may hold. What goes beyond is refused before it fills
// the memory, whether the file is what it claims or not.
type bounds struct {
	Row     int64 // bytes of one row, or of the header
	Columns int
	Rows    int
	Bytes   int64 // of the whole table, once unpacked
}

// tableBounds are the bounds of tables as text: the projects of Italia Domani have 317 MB
// and 291,398 rows of at most some kilobytes (June 2026).
func tableBounds() bounds {
	return bounds{Row: 1 << 20, Columns: 1000, Rows: 5_000_000, Bytes: 2 << 30}
}

// What one table may bring, so that no small one fills the memory: each row that is kept
// takes some kilobytes, whatever it holds, and so does what is told of each that is not.
const (
	// mostBad is how many rows of a table may be ones that cannot be read.
	mostBad = 10_000
	// leastRows may always be kept; beyond them each needs leastRow bytes of the table. The
	// rows of PA digitale 2026 have 370 on average.
	leastRows = 20_000
	leastRow  = 150
	// mostPacked is how many times its size a gzipped table may unpack to, beyond
	// leastUnpacked: the national one unpacks to twelve times its size.
	mostPacked = 40
)

// tooManyBad refuses a table of which too many rows cannot be read.
func tooManyBad(name string, line int) error {
	return &Refusal{fmt.Sprintf("%s:%d: con questa, le righe che non si leggono sono più di %d", name, line, mostBad), "controlla che il file sia quello giusto, o correggi le righe"}
}

// tableReader is a table that was opened: its columns, and its rows one by one.
type tableReader struct {
	name   string // of the file, for messages
	unit   string // what a number of a row counts: riga of a file, voce of a list
	header []string
	line   int            // of the header
	column map[string]int // by name as fold gives it
	next   func() (row, error)
	in     *bounded
}

// row is a row of a table; cells may be fewer than the columns.
type row struct {
	line  int
	cells []string
	naive bool   // its quotes were not doubled
	bad   string // why it cannot be read
}

// badRow is a row that cannot be read; those behind it can.
type badRow struct {
	line int
	text string
	torn bool // its quotes do not close: rows behind it may be in it
}

func (b *badRow) Error() string { return b.text }

// errTooMuch is returned by a reader at the end of its bounds.
var errTooMuch = errors.New("beyond the bounds")

// bounded counts what is read, of one row and of all.
type bounded struct {
	r          io.Reader
	row, total int64 // left
	read       int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.row <= 0 || b.total <= 0 {
		return 0, errTooMuch
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.row, b.total)])
	b.row -= int64(n)
	b.total -= int64(n)
	b.read += int64(n)
	return n, err
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
	if u.read > leastUnpacked && u.read > mostPacked*u.packed.read {
		return 0, errTooMuch
	}
	return u.counter.Read(p)
}

// openTable opens a table as CSV or JSON, plain or gzipped, in UTF-8, UTF-16 or
// Windows-1252.
func openTable(name string, r io.Reader, b bounds) (*tableReader, error) {
	s, err := openRows(name, r, b)
	if err != nil {
		return nil, err
	}
	bad, next := 0, s.next
	s.next = func() (row, error) {
		r, err := next()
		if b, is := errors.AsType[*badRow](err); is {
			if bad++; bad > mostBad {
				return r, tooManyBad(name, b.line)
			}
		}
		return r, err
	}
	return s, nil
}

// mayKeep reports whether a table may hold so many rows for what was read of it.
func (s *tableReader) mayKeep(rows int) bool {
	return int64(rows) <= leastRows+s.in.read/leastRow
}

func openRows(name string, r io.Reader, b bounds) (*tableReader, error) {
	packed := &counter{r: r}
	buf := bufio.NewReaderSize(packed, 1<<16)
	if head, _ := buf.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(buf)
		if err != nil {
			return nil, broken(name)
		}
		buf = bufio.NewReaderSize(&unpacked{counter{r: z}, packed}, 1<<16)
	}
	buf = decoded(buf)
	head, err := buf.Peek(1 << 12)
	start := bytes.TrimSpace(head)
	limited := &bounded{r: buf, row: b.Row, total: b.Bytes}
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
	return openCSV(name, limited, separator(head), b)
}

// decoded gives the text in UTF-8, without its mark. A text is taken for Windows-1252
// when what can be seen of it is not UTF-8.
func decoded(buf *bufio.Reader) *bufio.Reader {
	head, _ := buf.Peek(1 << 16)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		wide := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		return bufio.NewReaderSize(transform.NewReader(buf, wide), 1<<16)
	case bytes.HasPrefix(head, []byte("\ufeff")):
		_, _ = buf.Discard(len("\ufeff"))
		return buf
	}
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		if r == utf8.RuneError && n == 1 && utf8.FullRune(head) {
			return bufio.NewReaderSize(transform.NewReader(buf, charmap.Windows1252.NewDecoder()), 1<<16)
		}
		head = head[n:]
	}
	return buf
}

// broken is the refusal of a file that ends before its end.
func broken(name string) error {
	return &Refusal{name + ": il file è rotto o incompleto", "scaricalo di nuovo"}
}

// readError puts what a reader refused into a refusal, as far as it is the table's fault.
func readError(name string, err error) error {
	var r *Refusal
	switch {
	case errors.As(err, &r):
		return err
	case errors.Is(err, errTooMuch), errors.Is(err, transform.ErrShortSrc):
		return &Refusal{name + ": una riga, o tutto il file, è più grande di quanto una tabella può essere", "controlla che il file sia quello giusto, con una riga per progetto"}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return broken(name)
	}
	return fmt.Errorf("read table %s: %w", name, err)
}

// setHeader names the columns.
func (s *tableReader) setHeader(names []string, line int, b bounds) error {
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
	s.header = append(s.header, clean(name))
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

// clean gives a text without blanks around it, no-break ones included, and with single
// ones within. Characters that no text shows are taken away.
func clean(s string) string {
	if plain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case record.Hidden(r), r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0x7f:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// plain reports a text that clean would give back as it is; most are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// fold gives the name of a column as columns are compared: legible, without case, and with one
// underscore for whatever stands between its words.
func fold(name string) string {
	words := strings.FieldsFunc(strings.ToLower(clean(record.Legible(name))), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 0x7f && r != '\ufffd')
	})
	return strings.Join(words, "_")
}
