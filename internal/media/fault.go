package media

// Fault is why a file is not published as it is.
type Fault struct {
	Offset     int // of the byte at which it begins; -1: the whole file
	Text, Mend string
	// Broken says that the file has not the form of its type, so that what follows cannot be
	// read; else it can be read, and would run, or ask another host for something.
	Broken bool
}

// maxFaults are as many as are told of one file: whoever mends them exports it anew.
const maxFaults = 20

const (
	exportAnew = "esporta il file di nuovo senza script né collegamenti esterni (da Inkscape: Salva come, SVG semplice)"
	simplify   = "semplifica il disegno, o pubblicalo come immagine PNG"
	saveAnew   = "apri il file con il programma che lo ha scritto ed esportalo di nuovo"
)
