package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"vetro/internal/build"
	"vetro/internal/record"
)

func checkCommand() *cobra.Command {
	var f siteFlags
	cmd := &cobra.Command{
		Use:                   "check [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Controlla il sito senza scrivere nulla",
		Long: `Legge la cartella del sito e dice tutto ciò che non va, con il posto e il rimedio.
Esce con 0 se non ci sono errori, con 1 se ce ne sono, con 2 se il comando è scritto male.`,
		Example: "  vetro check\n  vetro check --site examples/provincia --all\n  vetro check --strict --format sarif > vetro.sarif\n  vetro check --explain content/notizie/2025-07-29-cloud.md",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.check(cmd) },
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.explain, "explain", "", "dice di una `NOTIZIA` ogni cifra che ha trovato, e a quale dato corrisponde")
	cmd.Flags().BoolVar(&f.online, "online", false, "segue anche i collegamenti verso altri siti (serve la rete)")
	return cmd
}

func (f *siteFlags) check(cmd *cobra.Command) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	if f.explain != "" {
		return explain(cmd.OutOrStdout(), o, f.explain)
	}
	o.Online = f.online
	problems, err := build.Check(o)
	if err != nil && f.format != "text" {
		return err // half a report would pass for a whole one
	}
	if told := f.tell(cmd.OutOrStdout(), cmd.ErrOrStderr(), problems); told != nil {
		return told
	}
	switch {
	case err != nil:
		return err
	case f.format != "text":
	case len(problems) == 0:
		sayf(cmd.OutOrStdout(), "nessun problema\n")
	default:
		sayf(cmd.OutOrStdout(), "%s\n", counted(problems))
	}
	if record.Stops(problems) {
		return errProblems
	}
	return nil
}

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
		return sayf(w, "%s: nessuna cifra, nessun termine, nessun codice\n", file)
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
		if err := sayf(w, "%s: %s «%s»\n\t%s\n", c.Pos, c.Kind, c.Text, verdict); err != nil {
			return err
		}
	}
	return nil
}
