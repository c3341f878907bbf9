package main

import (
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"vetro/release"
)

func versionCommand() *cobra.Command {
	var licences bool
	cmd := &cobra.Command{
		Use:                   "version [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Dice la versione di Vetro, e le licenze di ciò che contiene",
		Args:                  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if licences {
				_, err := io.WriteString(cmd.OutOrStdout(), release.Licences())
				return err
			}
			version, commit := versionAndCommit()
			sayf(cmd.OutOrStdout(), "vetro %s\ncommit %s\n%s %s/%s\n", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
	cmd.Flags().BoolVar(&licences, "licenses", false, "le licenze di tutto ciò che il programma contiene, per intero")
	return cmd
}

// versionAndCommit tells what this binary was built from.
func versionAndCommit() (version, commit string) {
	version, commit = "sviluppo", "ignoto"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, commit
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	return version, commit
}
