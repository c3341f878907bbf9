// Package importer turns other people's tables into records: the open data of PA digitale
// 2026 and of Italia Domani, and the sheets of an office.
//
// It writes only what a table says, and never twice: a later import changes what came
// from the table and nobody touched since, keeps everything else byte for byte, and
// deletes nothing but what an older Vetro wrote twice and nobody changed. What it cannot
// read it reports with the number of the row. Tables come from outside and are read within
// bounds (sheet.Bounds), whatever they claim to hold.
//
// Every file, and every folder that was not there, is written beside its place and moved
// in, so that none is ever half written. An import that is killed is carried on by the
// next one: what it was about to write is kept beside what the last one wrote, and both
// count as the table's.
package importer

import (
	"errors"
	"os"

	"vetro/internal/regular"
	"vetro/internal/sheet"
)

// mendOpen is what to do about a table that does not open.
const mendOpen = "controlla il nome e il permesso di leggerlo"

// openTold opens a file that the command was told of; what it is called is how a refusal begins.
func openTold(called, name, mend string) (*os.File, error) {
	f, err := regular.Open(name)
	switch {
	case errors.Is(err, regular.ErrFolder):
		return nil, &Refusal{called + " è una cartella", "indica il file che c’è dentro"}
	case errors.Is(err, regular.ErrOther):
		return nil, &Refusal{called + " non è un file", "salva i dati in un file, e indica quello"}
	case err != nil:
		return nil, &Refusal{called + " non si apre", mend}
	}
	return f, nil
}

// Refusal is an import that is not carried out: why, and what to do.
type Refusal struct {
	Text string
	Mend string
}

// Error gives the refusal in the form of the problems of the records.
func (r *Refusal) Error() string { return r.Text + "\n\t" + r.Mend }

// unread makes the refusal of a sheet that of its import.
func unread(err error) error {
	if r, is := errors.AsType[*sheet.Refusal](err); is {
		return &Refusal{r.Text, r.Mend}
	}
	return err
}
