package importer

import (
	"errors"
	"fmt"
	"io"

	"vetro/internal/sheet"
)

// openCSV reads the header of a table as text.
func openCSV(name string, in *sheet.Limited, comma byte, b sheet.Bounds) (*tableReader, error) {
	t := sheet.NewTextReader(in, comma)
	s := &tableReader{name: name, unit: "riga", in: in}
	header, err := t.Next(0)
	var bad *sheet.BadRow
	switch {
	case errors.Is(err, io.EOF), errors.As(err, &bad):
		return nil, &Refusal{name + ": la prima riga non è l’intestazione di una tabella", "metti nella prima riga i nomi delle colonne, divisi da una virgola o da un punto e virgola"}
	case err != nil:
		return nil, readError(name, err)
	}
	if err := s.setHeader(header.Cells, header.Line, b); err != nil {
		return nil, err
	}
	rows := 0
	s.next = func() (row, error) {
		text, err := t.Next(len(s.header))
		r := row{line: text.Line, cells: text.Cells, naive: text.Naive}
		switch {
		case errors.As(err, &bad), errors.Is(err, io.EOF):
			return r, err
		case err != nil:
			return r, readError(name, err)
		}
		if rows++; rows > b.Rows {
			return r, &Refusal{fmt.Sprintf("%s: la tabella ha più di %d righe", name, b.Rows), "controlla che il file sia quello giusto"}
		}
		if n := len(r.cells); n != len(s.header) && !(n > len(s.header) && sheet.Blank(r.cells[len(s.header):])) {
			return r, &sheet.BadRow{Line: r.line, Text: fmt.Sprintf("la riga ha %d valori e le colonne sono %d", n, len(s.header))}
		}
		for i := range r.cells {
			r.cells[i] = sheet.Clean(r.cells[i])
		}
		return r, nil
	}
	return s, nil
}
