package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"vetro/internal/importer"
)

// tableFlags are the options of vetro import tabella that are no field of its options.
type tableFlags struct {
	importFlags
	body, separator string
	yes             bool
}

func importTabella() *cobra.Command {
	var f tableFlags
	var o importer.TableOptions
	cmd := &cobra.Command{
		Use:   "tabella FILE [opzioni]",
		Short: "Importa un foglio dell’ente (CSV, XLSX o ODS)",
		Long: `Legge un foglio dell’ente, trova l’intestazione e il senso delle colonne, e lo mostra con
tre valori di ognuna come li ha capiti. Scrive solo dopo il consenso: la risposta s, o
l’opzione --si. Un progetto che c’è già (stesso ente e CUP) viene completato. Una cella
facoltativa che non si legge resta fuori; una riga senza titolo o senza importo resta fuori
per intero, e allora il comando restituisce 1. Il senso delle colonne e delle parole resta
in content/importati, e la volta dopo non va ripetuto.`,
		Example: "  vetro import tabella progetti.xlsx --ente p_pv --valore finanziamento.stato=assegnato\n" +
			"  vetro import tabella progetti.csv --map \"Costo PNRR=importo\" --map \"Note=\" --si\n" +
			"  vetro import tabella progetti.csv --parola \"in gara=in corso\" --map \"E=finanziamento[Comune].importo\"",
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error { return f.importTable(cmd, args[0], o) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&o.Map, "map", nil, "`COLONNA=CHIAVE`: il senso di una colonna, per nome o per lettera; COLONNA= la lascia fuori; si può ripetere")
	flags.StringArrayVar(&o.Words, "parola", nil, "`PAROLA=VALORE`: che cosa vuol dire una parola del foglio; anche COLONNA:PAROLA=VALORE; si può ripetere")
	flags.StringArrayVar(&o.Values, "valore", nil, "`CHIAVE=VALORE` uguale per tutte le righe; si può ripetere")
	flags.StringVar(&o.Sheet, "foglio", "", "`NOME` del foglio di una cartella di lavoro (se manca: quello con più colonne note)")
	flags.StringVar(&f.separator, "separatore", "", "`SEGNO` che divide le colonne di un CSV: ; , | o tab (se manca: quello che torna)")
	flags.StringVar(&o.Encoding, "codifica", "", "`NOME` della codifica di un CSV, come UTF-8 o Windows-1252 (se manca: quella che torna)")
	flags.StringVar(&o.Equal, "righe-uguali", "", "`MODO`: righe di un progetto con lo stesso importo sono un finanziamento (unite) o più (distinte)")
	flags.StringArrayVar(&o.Projects, "progetto", nil, "`RIGA=ID`: di quale progetto è una riga, per titolo o CUP; RIGA=nuovo se non c’è ancora; * sta per ogni riga incerta; si può ripetere")
	flags.StringVar(&f.body, "ente", "", "`ID` dell’ente di tutte le righe")
	flags.BoolVar(&f.yes, "si", false, "scrive senza chiedere")
	f.register(cmd)
	return cmd
}

// importTable reads a sheet, shows what it is taken for, and imports it with consent.
func (f *tableFlags) importTable(cmd *cobra.Command, file string, o importer.TableOptions) error {
	options, err := f.options()
	if err != nil {
		return err
	}
	options.File = file
	o.Options = options
	if f.separator != "" {
		var known bool
		if o.Separator, known = importer.Separator(f.separator); !known {
			return misuse{fmt.Sprintf("--separatore vuole ; , | o tab, non %q", f.separator)}
		}
	}
	if o.Equal != "" && o.Equal != "unite" && o.Equal != "distinte" {
		return misuse{fmt.Sprintf("--righe-uguali vuole unite o distinte, non %q", o.Equal)}
	}
	if f.body != "" {
		o.Values = append(o.Values, "ente="+f.body)
	}
	asked := askedOn(cmd)
	if asked != nil && !f.yes && !f.dry {
		o.Ask = asked.choose
	}
	if asked == nil && !f.yes { // nobody can consent: all is told as if it were written
		o.Dry = true
	}
	table, err := importer.OpenTable(o)
	if err != nil {
		return f.tell(cmd, nil, err)
	}
	showTable(cmd.OutOrStdout(), table)
	if asked == nil && !f.yes && !f.dry {
		return f.rehearse(cmd, table)
	}
	if !f.yes && !f.dry {
		tellFaults(cmd.OutOrStdout(), table.Faults, "riga", f.whole)
		if f.told = table.Faults; !asked.consent(cmd.OutOrStdout()) {
			return errProblems
		}
	}
	report, err := table.Import()
	return f.tell(cmd, report, err)
}

// rehearse tells all rows and cells that would stay out, also for what the site has, to whoever
// reads this before giving consent with --si.
func (f *tableFlags) rehearse(cmd *cobra.Command, table *importer.Table) error {
	report, err := table.Import()
	if err != nil {
		return f.tell(cmd, nil, err)
	}
	for kind, head := range noteHeads() {
		if importer.Kind(kind) >= importer.Differs {
			tellNotes(cmd.OutOrStdout(), head, report.Notes, importer.Kind(kind), f.whole)
		}
	}
	tellFaults(cmd.OutOrStdout(), report.FaultGroups(), "riga", f.whole)
	sayf(cmd.OutOrStdout(), "niente è stato scritto: se le colonne sono giuste ripeti con --si, se no correggile con --map\n")
	return errProblems
}

// terminal is where questions are asked and answered.
type terminal struct {
	in  *bufio.Reader
	out io.Writer
}

// askedOn gives the terminal of a command; nil where its input is none.
func askedOn(cmd *cobra.Command) *terminal {
	file, is := cmd.InOrStdin().(*os.File)
	if !is || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	return &terminal{bufio.NewReader(file), cmd.OutOrStdout()}
}

// choose asks which of the choices is right; -1 for none.
func (t *terminal) choose(q importer.Question) int {
	sayf(t.out, "%s\n", q.Text)
	for i, c := range q.Choices {
		sayf(t.out, "  %d) %s\n", i+1, c)
	}
	sayf(t.out, "Numero della risposta, o Invio per decidere dopo: ")
	answer, err := t.in.ReadString('\n')
	n, bad := strconv.Atoi(strings.TrimSpace(answer))
	if err != nil && !errors.Is(err, io.EOF) || bad != nil || n < 1 || n > len(q.Choices) {
		return -1
	}
	return n - 1
}

// consent asks whether the columns are right.
func (t *terminal) consent(out io.Writer) bool {
	sayf(out, "Le colonne sono giuste? [s/N] ")
	answer, err := t.in.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) || !strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "s") {
		sayf(out, "niente è stato scritto: correggi le colonne con --map\n")
		return false
	}
	return true
}

// showTable shows what the columns are taken for, and what of the sheet is not clear.
func showTable(out io.Writer, t *importer.Table) {
	sayf(out, "Intestazione alla riga %d, sotto %s:\n", t.Header, plural(t.Rows, "riga", "righe"))
	for _, c := range t.Columns {
		if c.Name != "" || len(c.Examples) > 0 {
			sayf(out, "  %s\n", c)
		}
	}
	if s := t.Recalled(); s != "" {
		sayf(out, "%s\n", s)
	}
	for _, r := range t.Totals {
		sayf(out, "riga %d: è un totale, e non un progetto (%s)\n", r.Line, r.Why)
	}
	for _, n := range t.Notes {
		sayf(out, "%s\n", n)
	}
	if len(t.Teach) > 0 {
		sayf(out, "Che cosa forse manca; se è così, aggiungi al comando:\n")
		for _, line := range t.Teach {
			sayf(out, "  %s\n", line)
		}
	}
}
