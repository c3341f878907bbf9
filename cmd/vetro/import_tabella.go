package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"vetro/internal/importer"
)

func importTabella() *cobra.Command {
	var f importFlags
	var o importer.TableOptions
	var body string
	var yes bool
	cmd := &cobra.Command{
		Use:   "tabella FILE [opzioni]",
		Short: "Importa un foglio dell’ente (CSV o XLSX)",
		Long: `Legge un foglio dell’ente, trova la riga di intestazione e il senso delle colonne, e lo mostra.
Scrive solo dopo il consenso: la risposta s, o l’opzione --si. Un progetto che c’è già (stesso
ente e CUP) viene completato; una riga che non si legge viene detta, e le altre si scrivono.`,
		Example: "  vetro import tabella progetti.xlsx --ente p_pv --valore finanziamento.stato=assegnato\n" +
			"  vetro import tabella progetti.csv --map \"Costo totale=importo\" --map \"Note=\" --si",
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := f.options()
			if err != nil {
				return err
			}
			options.File = args[0]
			o.Options = options
			if body != "" {
				o.Values = append(o.Values, "ente="+body)
			}
			table, err := importer.OpenTable(o)
			if err != nil {
				return f.tell(cmd, nil, err)
			}
			if !showTable(cmd, table, yes || f.dry) {
				return errProblems
			}
			report, err := table.Import()
			return f.tell(cmd, report, err)
		},
	}
	cmd.Flags().StringArrayVar(&o.Map, "map", nil, "`COLONNA=CHIAVE`: il senso di una colonna; COLONNA= la lascia fuori; si può ripetere")
	cmd.Flags().StringArrayVar(&o.Values, "valore", nil, "`CHIAVE=VALORE` uguale per tutte le righe; si può ripetere")
	cmd.Flags().StringVar(&o.Sheet, "foglio", "", "`NOME` del foglio di un XLSX (se manca: il primo)")
	cmd.Flags().StringVar(&body, "ente", "", "`ID` dell’ente di tutte le righe")
	cmd.Flags().BoolVar(&yes, "si", false, "scrive senza chiedere")
	f.register(cmd)
	return cmd
}

// showTable shows what the columns are taken for, and asks for consent: whoever is not
// asked has to give it with --si.
func showTable(cmd *cobra.Command, t *importer.Table, consent bool) bool {
	out := cmd.OutOrStdout()
	sayf(out, "Intestazione alla riga %d, sotto %s:\n", t.Header, plural(t.Rows, "riga", "righe"))
	for _, c := range t.Columns {
		sayf(out, "  %s\n", c)
	}
	if consent {
		return true
	}
	in := cmd.InOrStdin()
	if file, is := in.(*os.File); !is || !term.IsTerminal(int(file.Fd())) {
		sayf(out, "niente è stato scritto: se le colonne sono giuste ripeti con --si, se no correggile con --map\n")
		return false
	}
	sayf(out, "Le colonne sono giuste? [s/N] ")
	answer, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) || !strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "s") {
		sayf(out, "niente è stato scritto: correggi le colonne con --map\n")
		return false
	}
	return true
}
