package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newRoot gives the command of Vetro; key is that of its releases.
func newRoot(key string) *cobra.Command {
	root := &cobra.Command{
		Use:   "vetro",
		Short: "Vetro fa il sito della trasparenza di un ente pubblico",
		Long: `Vetro legge i progetti (TOML) e le notizie (Markdown) di una cartella e ne fa un sito
statico, con il denaro e le scadenze di ogni progetto.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return misuse{fmt.Sprintf("il comando %q non esiste%s", args[0], perhaps(cmd.SuggestionsFor(args[0])))}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentFlags().BoolP("help", "h", false, "mostra questo aiuto")
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{.}}\n\n{{end}}{{.UsageString}}")
	root.SetUsageFunc(usage)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand(root))
	root.AddCommand(buildCommand(), checkCommand(), importCommand(), newCommand(key), rulesCommand(), schemaCommand(), serveCommand(), versionCommand())
	return root
}

const usageTemplate = `Uso:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMANDO [opzioni]{{else}}{{.UseLine}}{{end}}
{{if .HasAvailableSubCommands}}
Comandi:{{range .Commands}}{{if .IsAvailableCommand}}
  {{printf "%-*s" .NamePadding .Name}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasExample}}
Esempi:
{{.Example}}
{{end}}{{if .HasAvailableFlags}}
Opzioni:
{{options .Flags}}
{{end}}{{if .HasAvailableSubCommands}}
vetro help COMANDO dice di più di un comando.
{{end}}`

// usage prints how a command is written.
func usage(cmd *cobra.Command) error {
	t, err := template.New("usage").Funcs(template.FuncMap{"options": options}).Parse(usageTemplate)
	if err != nil {
		return err
	}
	return t.Execute(cmd.OutOrStderr(), cmd)
}

// options lists options. That a switch may be written --all=true, too, helps nobody: its place
// stays empty, so that the columns do.
func options(flags *pflag.FlagSet) string {
	const values = "[=true|false]"
	return strings.TrimRight(strings.ReplaceAll(flags.FlagUsages(), values, strings.Repeat(" ", len(values))), " \n")
}

func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMANDO]",
		Short: "Mostra l’aiuto di un comando",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || cmd == nil || len(rest) > 0 {
				return misuse{fmt.Sprintf("il comando %q non esiste%s", strings.Join(args, " "), perhaps(root.SuggestionsFor(args[0])))}
			}
			return cmd.Help()
		},
	}
}

// siteFlag adds --site. Its default stands in its words.
func siteFlag(cmd *cobra.Command, site *string, with string) {
	cmd.Flags().StringVar(site, "site", ".", "`CARTELLA` del sito"+with+" (se manca: quella in cui sei)")
	cmd.Flags().Lookup("site").DefValue = ""
}

// siteFolder refuses a --site that is no folder.
func siteFolder(dir string) error {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return misuse{fmt.Sprintf("la cartella del sito %q non esiste: indicala con --site", dir)}
	}
	return nil
}

// noArgs refuses words after a command.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return misuse{fmt.Sprintf("vetro %s non vuole altre parole, e qui c’è %q: la cartella del sito si indica con --site", cmd.Name(), args[0])}
}

// perhaps offers the nearest known names.
func perhaps(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return ": forse " + strings.Join(names, " o ") + "?"
}

// flagError puts what pflag refuses into Italian.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if s := unknown.GetSpecifiedShortnames(); s != "" {
			name = "-" + s
		}
		return misuse{"l’opzione " + name + " non esiste" + perhaps(nearFlags(cmd, strings.TrimLeft(name, "-")))}
	case errors.As(err, &missing):
		return misuse{"l’opzione --" + missing.GetSpecifiedName() + " vuole un valore"}
	case errors.As(err, &invalid):
		return misuse{fmt.Sprintf("l’opzione --%s non accetta il valore %q", invalid.GetFlag().Name, invalid.GetValue())}
	case errors.As(err, &syntax):
		return misuse{fmt.Sprintf("l’opzione %s è scritta male", syntax.GetSpecifiedFlag())}
	}
	return misuse{err.Error()}
}

// nearFlags gives the flags that look like a name. Cobra's own search over names serves
// for flags too.
func nearFlags(cmd *cobra.Command, name string) []string {
	names := &cobra.Command{SuggestionsMinimumDistance: 2}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		names.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
	})
	var out []string
	for _, n := range names.SuggestionsFor(name) {
		out = append(out, "--"+n)
	}
	return out
}
