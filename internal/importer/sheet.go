package importer

import (
	"fmt"
	"io"
	"path/filepath"

	"vetro/internal/sheet"
)

// readSheet reads an office's own file as CSV, XLSX or ODS.
func readSheet(file string, o sheet.Options) (*sheet.Book, error) {
	name := filepath.Base(file)
	in, err := openTold("il file "+file, file, mendOpen)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, o.Bounds.Bytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read table %s: %w", file, err)
	case int64(len(data)) > o.Bounds.Bytes:
		return nil, &Refusal{fmt.Sprintf("%s: il file è più grande di %d MB", name, o.Bounds.Bytes>>20), "togli ciò che non serve, o dividi il foglio in più file"}
	}
	book, err := sheet.Read(name, data, o)
	if err != nil {
		return nil, unread(err)
	}
	return book, nil
}
