package main

import (
	"github.com/spf13/cobra"

	"vetro/internal/importer"
)

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
