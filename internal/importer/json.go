package importer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"vetro/internal/sheet"
)

// openJSON reads a table as a list of objects: alone, under a key of an object, or one
// object a line.
func openJSON(name string, in *sheet.Limited, b sheet.Bounds) (*tableReader, error) {
	in.Row = b.Row
	buf := bufio.NewReaderSize(in, 1<<16)
	lines := oneEachLine(buf)
	d := json.NewDecoder(buf)
	d.UseNumber()
	s := &tableReader{name: name, unit: "voce", in: in, column: make(map[string]int)}
	if !lines {
		if err := intoList(d); err != nil {
			return nil, jsonError(name, err)
		}
	}
	n := 0
	s.next = func() (row, error) {
		in.Row = b.Row + int64(buf.Size())
		if !lines && !d.More() {
			return row{}, endOfList(name, d)
		}
		var object map[string]any
		err := d.Decode(&object)
		if lines && errors.Is(err, io.EOF) {
			return row{}, io.EOF
		}
		if err != nil {
			return row{}, jsonError(name, err)
		}
		if n++; n > b.Rows {
			return row{}, &Refusal{fmt.Sprintf("%s: la tabella ha più di %d voci", name, b.Rows), "controlla che il file sia quello giusto"}
		}
		return s.object(n, object, b)
	}
	return s, nil
}

// object gives an object as a row, and names the columns that it brings.
func (s *tableReader) object(n int, object map[string]any, b sheet.Bounds) (row, error) {
	r := row{line: n, cells: make([]string, len(s.header), max(len(object), len(s.header)))}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		i, known := s.column[fold(key)]
		if !known {
			s.addColumn(key)
			if len(s.header) > b.Columns {
				return row{}, &Refusal{fmt.Sprintf("%s: le voci hanno più di %d chiavi", s.name, b.Columns), "controlla che il file sia quello giusto"}
			}
			i = len(s.header) - 1
			r.cells = append(r.cells, "")
		}
		switch v := object[key].(type) {
		case nil:
		case string:
			r.cells[i] = sheet.Clean(v)
		case json.Number:
			r.cells[i] = v.String()
		case bool:
			r.cells[i] = fmt.Sprint(v)
		default:
			return row{}, &sheet.BadRow{Line: n, Text: "il valore di «" + sheet.Clean(key) + "» non è un testo né un numero"}
		}
	}
	return r, nil
}

// oneEachLine reports a text whose first line is an object by itself.
func oneEachLine(buf *bufio.Reader) bool {
	head, _ := buf.Peek(buf.Size())
	first, _, found := bytes.Cut(bytes.TrimSpace(head), []byte("\n"))
	return bytes.HasPrefix(first, []byte("{")) && (found || len(head) < buf.Size()) && json.Valid(first) && !holdsList(first)
}

// holdsList reports an object with a list of objects under one of its keys.
func holdsList(object []byte) bool {
	var keys map[string]json.RawMessage
	if json.Unmarshal(object, &keys) != nil {
		return false
	}
	for _, v := range keys {
		if bytes.HasPrefix(bytes.TrimSpace(v), []byte("[")) {
			return true
		}
	}
	return false
}

// errNoList is returned for JSON without a list of rows.
var errNoList = errors.New("no list")

// intoList goes on to the first object of the list.
func intoList(d *json.Decoder) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t == json.Delim('[') {
		return nil
	}
	for d.More() {
		if _, err := d.Token(); err != nil { // the key
			return err
		}
		t, err := d.Token()
		switch {
		case err != nil:
			return err
		case t == json.Delim('['):
			return nil
		case t == json.Delim('{'):
			if err := skipObject(d); err != nil {
				return err
			}
		}
	}
	return errNoList
}

func skipObject(d *json.Decoder) error {
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

// endOfList gives io.EOF behind a list that ends as it should.
func endOfList(name string, d *json.Decoder) error {
	t, err := d.Token()
	switch {
	case err != nil:
		return jsonError(name, err)
	case t != json.Delim(']'):
		return broken(name)
	}
	return io.EOF
}

func jsonError(name string, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, errNoList), errors.As(err, &kind):
		return &Refusal{name + ": il JSON non è un elenco di voci", "scarica il file con una voce per candidatura, [{…}, {…}]"}
	case errors.As(err, &syntax):
		return &Refusal{fmt.Sprintf("%s: il JSON è rotto al byte %d", name, syntax.Offset), "scarica di nuovo il file"}
	case errors.Is(err, io.EOF):
		return broken(name)
	}
	return readError(name, err)
}
