package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"vetro/internal/regular"
	"vetro/internal/schema"
)

// schemaFolder is where the schemas go, from the site folder, when nobody says.
const schemaFolder = "schemi"

func schemaCommand() *cobra.Command {
	var site string
	cmd := &cobra.Command{
		Use:                   "schema [CARTELLA] [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Scrive gli schemi dei file, per gli editor",
		Long: `Scrive nella CARTELLA (se manca: schemi, nella cartella del sito) uno schema JSON per ogni specie di file:
le chiavi che ci sono, che cosa vogliono dire, che cosa accettano. Se nella cartella del sito manca .taplo.toml,
scrive anche quello: con VS Code e l’estensione Even Better TOML le chiavi si completano e gli errori si vedono
mentre si scrive.`,
		Example: "  vetro schema\n  vetro schema --site examples/provincia",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return misuse{fmt.Sprintf("vetro schema vuole una cartella sola, e qui c’è anche %q", args[1])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := siteFolder(site); err != nil {
				return err
			}
			dir := filepath.Join(site, schemaFolder)
			if len(args) == 1 {
				dir = args[0]
			}
			return writeSchemas(cmd, site, dir)
		},
	}
	siteFlag(cmd, &site, "")
	return cmd
}

func writeSchemas(cmd *cobra.Command, site, dir string) error {
	root, err := os.OpenRoot(site)
	if err != nil {
		return fmt.Errorf("open the site folder: %w", err)
	}
	defer root.Close()
	from, err := fromSite(site, dir)
	if err != nil {
		return err
	}
	into, within := root, filepath.ToSlash(from)
	if !filepath.IsLocal(from) { // whoever asks names a folder of their own
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("make the folder of the schemas: %w", err)
		}
		if into, err = os.OpenRoot(dir); err != nil {
			return fmt.Errorf("open the folder of the schemas: %w", err)
		}
		defer into.Close()
		within = "."
	}
	if err := into.MkdirAll(within, 0o777); err != nil {
		return inSite("make", within, err)
	}
	files := schema.Files()
	for _, f := range files {
		name := path.Join(within, f.Name)
		file, err := regular.CreateIn(into, name)
		if err == nil {
			_, err = file.Write(f.Data)
			err = errors.Join(err, file.Close())
		}
		if err != nil {
			return inSite("write", name, err)
		}
	}
	sayf(cmd.OutOrStdout(), "%s in %s\n", plural(len(files), "schema", "schemi"), filepath.ToSlash(dir))
	return tieSchemas(cmd, root, site, from)
}

// fromSite gives the path of a folder as seen from the site, or its own where that lies on
// another disk.
func fromSite(site, dir string) (string, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find the folder of the schemas: %w", err)
	}
	root, err := filepath.Abs(site)
	if err != nil {
		return "", fmt.Errorf("find the site folder: %w", err)
	}
	from, err := filepath.Rel(root, full)
	if err != nil {
		return full, nil
	}
	return from, nil
}

// tieSchemas writes .taplo.toml, unless the site has one: it is then the author's.
func tieSchemas(cmd *cobra.Command, root *os.Root, site, from string) error {
	name := filepath.ToSlash(filepath.Join(site, ".taplo.toml"))
	err := writeNew(root, ".taplo.toml", schema.Taplo(filepath.ToSlash(from), ""), 0o666)
	switch {
	case errors.Is(err, fs.ErrExist):
		sayf(cmd.OutOrStdout(), "%s c’è già, e resta com’è\n", name)
		return nil
	case err != nil:
		return fmt.Errorf("write .taplo.toml: %w", err)
	}
	sayf(cmd.OutOrStdout(), "%s lega gli schemi ai file\n", name)
	return nil
}
