package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Dice la versione di Vetro",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			version, commit := versionAndCommit()
			fmt.Fprintf(cmd.OutOrStdout(), "vetro %s\ncommit %s\n%s %s/%s\n", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
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

// thisProgram gives what tells this binary on this machine from every other: what it was
// built from, the size and time of its file, and a secret of the machine; "" when one of
// them is not to be had. To read the whole file would take longer than a small site.
func thisProgram() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	file, err := os.Stat(name)
	if err != nil {
		return ""
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	secret, err := secretIn(filepath.Join(cache, "vetro"))
	if err != nil {
		return ""
	}
	version, commit := versionAndCommit()
	return fmt.Sprintf("%s %s %s %d %d %s", version, commit, name, file.Size(), file.ModTime().UnixNano(), secret)
}

// secretIn gives the secret that a folder of the user's keeps, and makes it the first time.
// It is not kept in the site: who can write there, as by a proposed change, must not be able
// to write what a build believes that it had read.
func secretIn(dir string) (string, error) {
	name := filepath.Join(dir, "segreto")
	if data, err := os.ReadFile(name); err == nil && len(data) == len(rand.Text()) {
		return string(data), nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	draft, err := os.CreateTemp(dir, "segreto-")
	if err != nil {
		return "", err
	}
	defer os.Remove(draft.Name()) // gone when it was renamed
	secret := rand.Text()
	_, err = draft.WriteString(secret)
	if err := errors.Join(err, draft.Close()); err != nil {
		return "", err
	}
	return secret, os.Rename(draft.Name(), name)
}
