package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"vetro/internal/importer"
	"vetro/internal/posts"
)

func importNotizie() *cobra.Command {
	var o posts.Options
	var today string
	var whole bool
	cmd := &cobra.Command{
		Use:   "notizie CARTELLA [opzioni]",
		Short: "Importa le notizie di un sito fatto con Hugo, Zola, Jekyll o Decap CMS",
		Long: `Legge le notizie di un altro sito (file Markdown con un’intestazione YAML, TOML o JSON) e le
scrive in content/notizie; le immagini e i documenti che mostrano vanno in content/media. Ciò
che solo l’altro sistema capiva viene tradotto, o tolto e detto con il suo posto: non diventa
mai testo. Una bozza resta una bozza. Ciò che l’ente ha cambiato dopo resta com’è.`,
		Example: "  vetro import notizie ../vecchio-sito/content/notizie\n  vetro import notizie ../vecchio-sito/_posts --dry-run",
		Args: func(cmd *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				return misuse{"manca la cartella da leggere: " + cmd.CommandPath() + " CARTELLA"}
			case 1:
				return nil
			}
			return misuse{fmt.Sprintf("%s legge una cartella per volta, e qui sono %d", cmd.CommandPath(), len(args))}
		},
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if o.Today, err = todayOr(today); err != nil {
				return err
			}
			if o.Source != "" && !importer.SourceName(o.Source) {
				return misuse{fmt.Sprintf("--fonte vuole lettere minuscole, cifre, - e _, non %q", o.Source)}
			}
			if err := siteFolder(o.Site); err != nil {
				return err
			}
			o.Dir = args[0]
			report, err := posts.Import(o)
			if refusal, is := errors.AsType[*posts.Refusal](err); is {
				sayf(cmd.ErrOrStderr(), "%s\n\t%s\n", refusal.Text, refusal.Mend)
				sayf(cmd.OutOrStdout(), "niente è stato scritto\n")
				return errProblems
			} else if err != nil {
				return err
			}
			tellPosts(cmd.OutOrStdout(), cmd.ErrOrStderr(), report, whole)
			if report.Left > 0 {
				return errProblems
			}
			return nil
		},
	}
	siteFlag(cmd, &o.Site, "")
	flags := cmd.Flags()
	flags.StringVar(&o.Source, "fonte", "", "`NOME` della fonte in content/importati (se manca: dal nome della cartella)")
	flags.BoolVar(&o.Dry, "dry-run", false, "dice che cosa farebbe e non scrive nulla")
	flags.BoolVar(&whole, "tutto", false, "elenca ogni cosa, anche se sono molte")
	flags.StringVar(&today, "today", "", "`GIORNO` da prendere per oggi")
	flags.SortFlags = false
	return cmd
}

// postHeads name the kinds of notes, in the order of posts.Kind.
func postHeads() []string {
	return []string{"Nuove", "Aggiornate", "Cambiate dall’ente", "Da guardare", "Attributi tolti, senza danno", "Sparite dalla fonte", "Non sono notizie", "Lasciate fuori"}
}

// tellPosts prints what became of the posts of another site.
func tellPosts(out, errs io.Writer, r *posts.Report, whole bool) {
	for kind, head := range postHeads() {
		w := out
		if k := posts.Kind(kind); k == posts.Differs || k == posts.Look || k == posts.Left {
			w = errs
		}
		n := 0
		for _, note := range r.Notes {
			if note.Kind != posts.Kind(kind) {
				continue
			}
			if n++; n == 1 {
				sayf(w, "%s:\n", head)
			}
			if n > shownNotes && !whole {
				continue
			}
			sayf(w, "  %s: %s\n", note.Pos, note.Text)
			if note.Mend != "" {
				sayf(w, "\t%s\n", note.Mend)
			}
		}
		if n > shownNotes && !whole {
			sayf(w, "  e %s: con --tutto le vedi tutte\n", plural(n-shownNotes, "altra riga", "altre righe"))
		}
	}
	if len(r.Unused) > 0 {
		var keys []string
		for _, u := range r.Unused {
			keys = append(keys, fmt.Sprintf("%s (%d)", u.Key, u.Files))
		}
		sayf(out, "Chiavi che in una notizia di Vetro non hanno un posto: %s\n", strings.Join(keys, ", "))
	}
	parts := []string{plural(r.New, "nuova", "nuove"), plural(r.Changed, "aggiornata", "aggiornate"), plural(r.Same, "invariata", "invariate")}
	if r.Kept > 0 {
		parts = append(parts, plural(r.Kept, "cambiata o tolta dall’ente", "cambiate o tolte dall’ente"))
	}
	if r.Left > 0 {
		parts = append(parts, plural(r.Left, "lasciata fuori", "lasciate fuori"))
	}
	sayf(out, "Notizie, fonte %s: %s\n", r.Source, strings.Join(parts, ", "))
	if r.Copied > 0 {
		sayf(out, "Immagini e documenti in content/media: %s\n", plural(r.Copied, "nuovo", "nuovi"))
	}
	if r.Dry {
		sayf(out, "prova: niente è stato scritto\n")
	}
}
