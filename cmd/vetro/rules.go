package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"vetro/internal/report"
)

func rulesCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:                   "rules [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Elenca tutti i controlli",
		Long: `Elenca i controlli che check e build fanno: id, gravità, fonte, che cosa deve essere vero.
La gravità dei primi si regola in site.toml, sotto [controlli]; quelli su come i file sono scritti non si regolano.`,
		Example: "  vetro rules\n  vetro rules --format json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch format {
			case "text":
				return report.List(cmd.OutOrStdout(), report.Rules(), terminalWidth(cmd.OutOrStdout()))
			case "json":
				return report.ListJSON(cmd.OutOrStdout(), report.Rules())
			}
			return misuse{fmt.Sprintf("--format non accetta %q: scrivi uno di questi: text, json", format)}
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "`FORMA` dell’elenco: text o json (se manca: text)")
	cmd.Flags().Lookup("format").DefValue = ""
	return cmd
}
