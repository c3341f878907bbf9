package media

import (
	"bytes"
	"unicode/utf8"
)

// Fault is why a file is not published as it is.
type Fault struct {
	Offset     int // of the byte at which it begins; -1: the whole file
	Text, Mend string
	// Broken says that the file has not the form of its type, so that what follows cannot be
	// read; else it can be read, and would run, or ask another host for something.
	Broken bool
}

// Rule gives the rule that the file breaks.
func (f Fault) Rule() string {
	if f.Broken {
		return "media-illeggibile"
	}
	return "media-attivo"
}

// Place gives line and column in the text of the file, counted from 1 in characters; 0 and 0 is
// the whole file.
func (f Fault) Place(text []byte) (line, col int) {
	if f.Offset < 0 {
		return 0, 0
	}
	before := bytes.TrimPrefix(text[:min(f.Offset, len(text))], []byte("\ufeff"))
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[start:])
}

// maxFaults are as many as are told of one file: whoever mends them exports it anew.
const maxFaults = 20

const (
	exportAnew = "esporta il file di nuovo senza script né collegamenti esterni (da Inkscape: Salva come, SVG semplice)"
	simplify   = "semplifica il disegno, o pubblicalo come immagine PNG"
	saveAnew   = "apri il file con il programma che lo ha scritto ed esportalo di nuovo"
)
