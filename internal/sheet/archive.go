package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The most that a workbook may unpack to, and the most files in it: a sheet of 100,000
// rows has some 50 MB of XML.
const (
	maxUnpacked = 256 << 20
	maxParts    = 2000
)

// mostRatio is how many times its size a workbook may unpack to, beyond LeastUnpacked: XML
// of sheets packs to a tenth, seldom to a fortieth.
const mostRatio = 100

// archive is a workbook as the parts that are packed in it, by their names in small letters.
type archive map[string]*zip.File

// openArchive opens a workbook, and refuses one that would unpack to more than any sheet has, before
// anything is unpacked.
func openArchive(name string, data []byte) (archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, Broken(name)
	}
	if len(z.File) > maxParts {
		return nil, &Refusal{fmt.Sprintf("%s: la cartella di lavoro ha %d parti, il massimo è %d", name, len(z.File), maxParts), "salva il solo foglio che serve come .xlsx o CSV"}
	}
	total := uint64(0)
	for _, f := range z.File {
		if total += f.UncompressedSize64; total > maxUnpacked || f.UncompressedSize64 > maxUnpacked || total > LeastUnpacked && total > mostRatio*uint64(len(data)) {
			return nil, &Refusal{fmt.Sprintf("%s: la cartella di lavoro, aperta, supera %d MB, o %d volte il suo file", name, maxUnpacked>>20, mostRatio), "salva il solo foglio che serve come .xlsx o CSV"}
		}
	}
	parts := make(archive, len(z.File))
	for _, f := range z.File {
		parts[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	return parts, nil
}

// readZip reads a workbook, or refuses another thing that is packed.
func readZip(name string, data []byte, o Options) (*Book, error) {
	parts, err := openArchive(name, data)
	if err != nil {
		return nil, err
	}
	var book *Book
	switch {
	case parts["xl/workbook.bin"] != nil:
		return nil, &Refusal{name + ": è un foglio di Excel in forma binaria (.xlsb)", "salvalo come .xlsx"}
	case parts["index/document.iwa"] != nil, parts["index.zip"] != nil:
		return nil, &Refusal{name + ": è un foglio di Numbers", "esportalo da Numbers come .xlsx (File > Esporta in > Excel)"}
	case parts["content.xml"] != nil:
		book, err = readODS(name, parts, roomFor(data), o)
	case parts["_rels/.rels"] == nil && parts["[content_types].xml"] == nil:
		return nil, &Refusal{name + ": è un archivio, non un foglio di calcolo", "estrai il foglio dall’archivio, e indica quello"}
	default:
		book, err = readXLSX(name, parts, roomFor(data), o)
	}
	if err != nil {
		return nil, err
	}
	if o.Sheet != "" {
		_, err = book.Find(o.Sheet)
	}
	return book, err
}

// each reads the elements of a part; do may read on.
func (a archive) each(part string, do func(x *xmlReader) error) error {
	f := a[strings.ToLower(part)]
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

// finish puts the rows into their sheet once they were read, or says why they cannot be. A
// sheet that cannot be read leaves its room to the others.
func (g *grower) finish(out *Sheet, read func() error) error {
	left := g.room.left
	err := read()
	switch {
	case err == nil:
		out.Rows = g.rows
		return nil
	case !isBroken(err):
		out.Unread = refuseBook(g.name, err)
	case len(g.rows) == 0:
		out.Unread = unreadSheet(g.name, out.Name)
	default:
		out.Unread = Broken(g.name)
	}
	g.room.left = left
	return err
}

func unreadSheet(file, sheet string) error {
	return &Refusal{fmt.Sprintf("%s: il foglio «%s» è vuoto o non si legge", file, sheet), "scegli un altro foglio con --foglio"}
}

// isBroken reports an error of what is read, and not a refusal of ours.
func isBroken(err error) bool {
	var r *Refusal
	return err != nil && !errors.As(err, &r) && !errors.Is(err, ErrTooMuch)
}

// refuseBook puts what a part cannot be read for into a refusal.
func refuseBook(name string, err error) error {
	if errors.Is(err, ErrTooMuch) {
		return noRoom(name)
	}
	if isBroken(err) {
		return &Refusal{name + ": la cartella di lavoro non si apre", "salvala di nuovo come .xlsx senza password, o come CSV"}
	}
	return err
}
