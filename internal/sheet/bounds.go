package sheet

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"vetro/internal/record"
)

// Refusal is a table that is not read, or not imported: why, and what to do.
type Refusal struct {
	Text string
	Mend string
}

// Error gives the refusal in the form of the problems of the records.
func (r *Refusal) Error() string { return r.Text + "\n\t" + r.Mend }

// Bounds are the most that a table may hold. What goes beyond is refused before it fills
// the memory, whether the file is what it claims or not.
type Bounds struct {
	Row     int64 // bytes of one row, or of the header
	Columns int
	Rows    int
	Bytes   int64 // of the whole table, once unpacked
}

// OfficeBounds are the bounds of an office's own sheet, which is read as a whole.
func OfficeBounds() Bounds {
	return Bounds{Row: 1 << 20, Columns: 1000, Rows: 100_000, Bytes: 64 << 20}
}

const (
	// MostBad is how many rows of a table may be ones that cannot be read.
	MostBad = 10_000
	// LeastUnpacked is what anything may unpack to; beyond it, the packed size counts.
	LeastUnpacked = 16 << 20
)

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
		return ErrTooMuch
	}
	return nil
}

func noRoom(name string) error {
	return &Refusal{name + ": il foglio, aperto, è molto più grande di quanto il suo file può contenere", "togli righe e colonne vuote, salvalo come CSV, o dividilo in più file"}
}

// ErrTooMuch is returned by a reader at the end of its bounds.
var ErrTooMuch = errors.New("beyond the bounds")

// Limited counts what is read, of one row and of all.
type Limited struct {
	R          io.Reader
	Row, Total int64 // left
	Taken      int64
}

func (l *Limited) Read(p []byte) (int, error) {
	if l.Row <= 0 || l.Total <= 0 {
		return 0, ErrTooMuch
	}
	n, err := l.R.Read(p[:min(int64(len(p)), l.Row, l.Total)])
	l.Row -= int64(n)
	l.Total -= int64(n)
	l.Taken += int64(n)
	return n, err
}

// TooManyBad refuses a table of which too many rows cannot be read.
func TooManyBad(name string, line int) error {
	return &Refusal{fmt.Sprintf("%s:%d: con questa, le righe che non si leggono sono più di %d", name, line, MostBad), "controlla che il file sia quello giusto, o correggi le righe"}
}

// Broken is the refusal of a file that ends before its end.
func Broken(name string) error {
	return &Refusal{name + ": il file è rotto o incompleto", "scaricalo di nuovo"}
}

// ReadError puts what a reader refused into a refusal, as far as it is the table's fault.
func ReadError(name string, err error) error {
	var r *Refusal
	switch {
	case errors.As(err, &r):
		return err
	case errors.Is(err, ErrTooMuch), errors.Is(err, transform.ErrShortSrc):
		return &Refusal{name + ": una riga, o tutto il file, è più grande di quanto una tabella può essere", "controlla che il file sia quello giusto, con una riga per progetto"}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return Broken(name)
	}
	return fmt.Errorf("read table %s: %w", name, err)
}

// Clean gives a text without blanks around it, no-break ones included, and with single
// ones within. Characters that no text shows are taken away.
func Clean(s string) string {
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

// plain reports a text that Clean would give back as it is; most are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// Blank reports cells without anything.
func Blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
