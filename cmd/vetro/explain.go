package main

import (
	"fmt"
	"io"

	"vetro/internal/build"
)

// explain tells, for each figure, date and code of an announcement, which record
// confirms it.
func explain(w io.Writer, o build.Options, file string) error {
	claims, ok, err := build.Explain(o, file)
	switch {
	case err != nil:
		return err
	case !ok:
		return misuse{fmt.Sprintf("--explain vuole una notizia del sito, come content/notizie/2025-07-29-cloud.md, e %q non lo è", file)}
	case len(claims) == 0:
		_, err := fmt.Fprintf(w, "%s: nessuna cifra, nessun termine, nessun codice\n", file)
		return err
	}
	for _, c := range claims {
		verdict := "non è nei dati dei progetti"
		switch {
		case c.Tie != "":
			verdict = "← " + c.Tie
		case c.Silenced != "":
			verdict = "taciuto: " + c.Silenced
		case c.Near != "":
			verdict += ": forse " + c.Near + "?"
		}
		if _, err := fmt.Fprintf(w, "%s: %s «%s»\n\t%s\n", c.Pos, c.Kind, c.Text, verdict); err != nil {
			return err
		}
	}
	return nil
}
