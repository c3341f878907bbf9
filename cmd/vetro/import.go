package main

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"vetro/internal/importer"
	"vetro/internal/regular"
)

// importCommand gathers the commands that read other people's tables.
func importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Scrive i progetti da dati che qualcuno ha già raccolto",
		Long: `Legge una tabella e ne scrive enti e progetti nella cartella del sito. Un’importazione
successiva aggiorna solo ciò che veniva dalla tabella e che nessuno ha toccato: commenti,
chiavi scritte a mano e testi restano com’erano, e nulla viene cancellato.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return misuse{fmt.Sprintf("vetro import non conosce la fonte %q%s", args[0], perhaps(cmd.SuggestionsFor(args[0])))}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(importPADigitale(), importItaliaDomani(), importTabella(), importNotizie())
	return cmd
}

// importFlags are the options of every import.
type importFlags struct {
	site, day, today, source, rows string
	dry, force, accept, whole      bool
	told                           []importer.FaultGroup // before consent
}

func (f *importFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	siteFlag(cmd, &f.site, "")
	flags.StringVar(&f.day, "data", "", "`GIORNO` a cui i dati si riferiscono, come 2026-08-17 (se manca: quello nel nome del file, o oggi)")
	flags.StringVar(&f.source, "fonte", "", "`NOME` della fonte in content/importati (se manca: dal nome del file)")
	flags.BoolVar(&f.dry, "dry-run", false, "dice che cosa farebbe e non scrive nulla")
	flags.BoolVar(&f.accept, "accept", false, "dove l’ente ha scritto altro, prende il valore della fonte")
	flags.BoolVar(&f.force, "force", false, "accetta anche una tabella vuota, accorciata o più vecchia dell’ultima")
	flags.BoolVar(&f.whole, "tutto", false, "elenca ogni cambiamento, anche se sono molti")
	flags.StringVar(&f.rows, "rapporto", "", "`FILE` .xlsx o .csv in cui scrivere che cosa è stato di ogni riga")
	flags.StringVar(&f.today, "today", "", "`GIORNO` da prendere per oggi")
	flags.SortFlags = false
}

// importGarbage is how much garbage an import may heap up, in hundredths of what it holds: the rows
// of the national table fill 140 MB, and as many again would be waste.
const importGarbage = 50

// options gives what the flags say, or what is wrong with them.
func (f *importFlags) options() (o importer.Options, err error) {
	debug.SetGCPercent(importGarbage)
	o = importer.Options{Site: f.site, Source: f.source, Dry: f.dry, Force: f.force, Accept: f.accept, Rows: f.rows != ""}
	if o.Today, err = todayOr(f.today); err != nil {
		return o, err
	}
	if f.day != "" {
		if o.Day, err = fullDay("--data", "2026-08-17", f.day); err != nil {
			return o, err
		}
	}
	if f.source != "" && !importer.SourceName(f.source) {
		return o, misuse{fmt.Sprintf("--fonte vuole lettere minuscole, cifre, - e _, non %q", f.source)}
	}
	if f.rows != "" && !importer.ReportForm(f.rows) {
		return o, misuse{fmt.Sprintf("--rapporto vuole un file .xlsx o .csv, non %q: scrivi --rapporto rapporto.xlsx", f.rows)}
	}
	if err := siteFolder(f.site); err != nil {
		return o, err
	}
	return o, nil
}

// oneFile wants the name of one table.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	if len(args) == 0 {
		return misuse{"manca il file da leggere: " + cmd.CommandPath() + " FILE"}
	}
	return misuse{fmt.Sprintf("%s legge un file per volta, e qui sono %d", cmd.CommandPath(), len(args))}
}

func importPADigitale() *cobra.Command {
	var f importFlags
	var o struct {
		calls           string
		bodies, regions []string
		all             bool
	}
	cmd := &cobra.Command{
		Use:   "padigitale FILE [opzioni]",
		Short: "Importa le candidature finanziate di PA digitale 2026",
		Long: `Legge la tabella delle candidature finanziate di PA digitale 2026 (CSV o JSON, anche
compressa con gzip) e scrive un ente per codice IPA e un progetto per ente e CUP.`,
		Example: "  vetro import padigitale candidature_altrienti_finanziate.csv --avvisi avvisi.csv --ente p_pv\n" +
			"  vetro import padigitale altrienti.csv --avvisi avvisi.csv --regione Lombardia --dry-run",
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := f.options()
			if err != nil {
				return err
			}
			options.File, options.Calls, options.Bodies, options.Regions, options.All = args[0], o.calls, o.bodies, o.regions, o.all
			report, err := importer.PADigitale(options)
			return f.tell(cmd, report, err)
		},
	}
	cmd.Flags().StringVar(&o.calls, "avvisi", "", "`FILE` con l’elenco degli avvisi (avvisi.csv), che dice la misura di ognuno")
	cmd.Flags().StringArrayVar(&o.bodies, "ente", nil, "`CODICE` IPA dell’ente da importare; si può ripetere")
	cmd.Flags().StringArrayVar(&o.regions, "regione", nil, "`NOME` della regione i cui enti importare; si può ripetere")
	cmd.Flags().BoolVar(&o.all, "all", false, "importa tutti gli enti della tabella")
	f.register(cmd)
	return cmd
}

func importItaliaDomani() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "italiadomani FILE [opzioni]",
		Short: "Aggiunge ai progetti ciò che ne dicono i dati di Italia Domani (ReGiS)",
		Long: `Legge una tabella di Italia Domani (progetti, localizzazione, gare, aggiudicatari, pagamenti;
anche compressa con gzip) e aggiunge date, luoghi, contratti e pagamenti ai progetti del
sito che hanno quei CUP. Non crea progetti nuovi. I dati delle persone fisiche restano fuori.`,
		Example: "  vetro import italiadomani PNRR_Gare.csv\n  vetro import italiadomani PNRR_Aggiudicatari_Gare.csv --dry-run",
		Args:    oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := f.options()
			if err != nil {
				return err
			}
			options.File = args[0]
			report, err := importer.ItaliaDomani(options)
			return f.tell(cmd, report, err)
		},
	}
	f.register(cmd)
	return cmd
}

// tell prints what an import did, or why it did nothing. Rows that were left out are a problem:
// what was written is not all that the table has.
func (f *importFlags) tell(cmd *cobra.Command, report *importer.Report, err error) error {
	var refusal *importer.Refusal
	if errors.As(err, &refusal) {
		sayf(cmd.ErrOrStderr(), "%s\n\t%s\n", refusal.Text, refusal.Mend)
		sayf(cmd.OutOrStdout(), "niente è stato scritto\n")
		return errProblems
	}
	if err != nil {
		return err
	}
	if f.rows != "" {
		if err := writeRows(f.rows, report); err != nil {
			return err
		}
	}
	tellImport(cmd.OutOrStdout(), cmd.ErrOrStderr(), report, f.told, f.whole)
	if report.LeftOut() > 0 {
		return errProblems
	}
	return nil
}

func writeRows(name string, report *importer.Report) error {
	file, err := regular.Create(name)
	if err != nil {
		return fmt.Errorf("write report %s: %w", name, err)
	}
	return errors.Join(report.Write(file, name), file.Close())
}
