package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"vetro/internal/build"
	"vetro/internal/record"
)

func checkCommand() *cobra.Command {
	var f siteFlags
	cmd := &cobra.Command{
		Use:     "check [opzioni]",
		Short:   "Controlla il sito senza scrivere nulla",
		Long:    "Legge la cartella del sito e dice tutto ciò che non va, con il posto e il rimedio.",
		Example: "  vetro check\n  vetro check --site examples/provincia --all",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.check(cmd) },
	}
	f.register(cmd)
	return cmd
}

func (f *siteFlags) check(cmd *cobra.Command) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	problems, err := build.Check(o)
	report(cmd.ErrOrStderr(), problems, f.all)
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "nessun problema")
		return nil
	}
	fmt.Fprintln(cmd.OutOrStdout(), counted(problems))
	if record.Stops(problems) {
		return errProblems
	}
	return nil
}
