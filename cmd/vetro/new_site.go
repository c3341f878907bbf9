package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vetro/internal/importer"
	"vetro/internal/load"
	"vetro/internal/record"
	"vetro/internal/scaffold"
)

// newSiteFlags are the options of vetro new sito.
type newSiteFlags struct {
	title, name, releases, today string
	bodies                       []string
	table, calls, day            string
	key                          string // of releases; no option
}

func newSiteCommand(key string) *cobra.Command {
	f := newSiteFlags{key: key}
	cmd := &cobra.Command{
		Use:                   "sito CARTELLA [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Comincia un sito intero, che si costruisce subito",
		Long: `Scrive in una cartella nuova o vuota un sito che si costruisce subito: site.toml con ogni chiave spiegata, un progetto e
una notizia d’esempio. Con --da i progetti non sono un esempio: vengono dai dati di PA digitale 2026.
Con --rilasci scrive anche quello che serve a pubblicarlo da GitHub, da GitLab o da un server git dell’ente: le somme
dei programmi da scaricare, dopo averne controllato la firma, e la chiave di chi li firma. In una cartella che ha già
un sito, --rilasci aggiunge solo i file che mancano per pubblicarlo.`,
		Example: "  vetro new sito pnrr --ente p_pv --nome \"Provincia di Pavia\"\n" +
			"  vetro new sito pnrr --ente p_pv --da altrienti.csv --avvisi avvisi.csv\n" +
			"  vetro new sito pnrr --rilasci https://rilasci.example/vetro",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return misuse{"vetro new sito vuole una cartella nuova, come vetro new sito pnrr"}
			case len(args) > 1:
				return misuse{fmt.Sprintf("vetro new sito vuole una cartella sola, e qui c’è anche %q", args[1])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.create(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.bodies, "ente", nil, "`CODICE` IPA dell’ente, come p_pv; con --da si può ripetere")
	flags.StringVar(&f.name, "nome", "", "`NOME` dell’ente, come Provincia di Pavia")
	flags.StringVar(&f.title, "titolo", "", "`TITOLO` del sito (se manca: dal nome dell’ente)")
	flags.StringVar(&f.table, "da", "", "`FILE` con le candidature finanziate di PA digitale 2026")
	flags.StringVar(&f.calls, "avvisi", "", "`FILE` con l’elenco degli avvisi di PA digitale 2026")
	flags.StringVar(&f.day, "data", "", "`GIORNO` a cui i dati di --da si riferiscono (se manca: quello nel nome del file, o oggi)")
	flags.StringVar(&f.releases, "rilasci", "", "`INDIRIZZO` https da cui la pubblicazione scarica Vetro (se manca: niente file per pubblicare)")
	flags.StringVar(&f.today, "today", "", "`GIORNO` di oggi, come 2026-11-22")
	flags.SortFlags = false
	return cmd
}

// create makes the site beside its place and moves it in when it is whole.
func (f *newSiteFlags) create(cmd *cobra.Command, dir string) error {
	if info, err := os.Stat(filepath.Join(dir, "site.toml")); err == nil && info.Mode().IsRegular() && f.releases != "" {
		return f.publish(cmd, dir)
	}
	o, err := f.options()
	if err != nil {
		return err
	}
	if err := vacant(dir); err != nil {
		return err
	}
	if f.releases != "" {
		if o.Releases, err = f.trusted(cmd); err != nil {
			return err
		}
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find the folder of the new site: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		return fmt.Errorf("make the folder of the new site: %w", err)
	}
	beside, err := os.MkdirTemp(filepath.Dir(full), ".vetro-sito-*")
	if err != nil {
		return fmt.Errorf("make a folder beside the new site: %w", err)
	}
	defer os.RemoveAll(beside)
	if err := write(beside, scaffold.Files(o)); err != nil {
		return err
	}
	if f.table != "" {
		if err := f.bring(cmd, beside, &o); err != nil {
			return err
		}
	}
	if err := sound(beside, o.Day); err != nil {
		return err
	}
	if err := moveIn(beside, full); err != nil {
		return fmt.Errorf("move the new site to its place: %w", err)
	}
	sayf(cmd.OutOrStdout(), "creato il sito in %s\n\tcostruiscilo: vetro build%s\n\tpoi leggi %s\n",
		filepath.ToSlash(dir), siteOption(dir), filepath.ToSlash(filepath.Join(dir, "README.md")))
	if f.releases == "" {
		sayf(cmd.OutOrStdout(), "\tper pubblicarlo da GitHub, GitLab o un server git: vetro new sito %s --rilasci INDIRIZZO, da cui si scarica Vetro\n", inWords(dir))
	}
	return nil
}

// trusted gives the releases at the address of --rilasci, and tells what is known of them.
func (f *newSiteFlags) trusted(cmd *cobra.Command) (scaffold.Releases, error) {
	r, away, err := releasesAt(f.releases, f.key)
	switch {
	case err != nil:
		return r, err
	case away:
		sayf(cmd.ErrOrStderr(), "avviso: %s non risponde: in %s c’è solo la chiave di chi firma Vetro\n\tla firma sarà controllata ogni volta che si scarica\n", r.Address, scaffold.Installer)
	default:
		sayf(cmd.OutOrStdout(), "Vetro %s di %s: la firma è giusta, e le somme sono in %s\n", r.Version, r.Address, scaffold.Installer)
	}
	return r, nil
}

// publish gives a site that is there already what publishes it. What it has stays as it is.
func (f *newSiteFlags) publish(cmd *cobra.Command, dir string) error {
	var other string
	cmd.Flags().Visit(func(p *pflag.Flag) {
		if p.Name != "rilasci" && p.Name != "today" {
			other = "--" + p.Name
		}
	})
	if other != "" {
		return misuse{fmt.Sprintf("in %q c’è già un sito: con --rilasci si aggiunge quello che lo pubblica, e %s non serve", dir, other)}
	}
	r, err := f.trusted(cmd)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open the site folder: %w", err)
	}
	defer root.Close()
	for _, file := range scaffold.Publishing(r) {
		name := filepath.ToSlash(filepath.Join(dir, file.Path))
		switch err := writeNew(root, file.Path, file.Data, file.Mode()); {
		case errors.Is(err, fs.ErrExist):
			sayf(cmd.OutOrStdout(), "%s c’è già, e resta com’è\n", name)
		case err != nil:
			return inSite("write", file.Path, err)
		default:
			sayf(cmd.OutOrStdout(), "creato %s\n", name)
		}
	}
	return nil
}

// options gives what the flags say, or what is wrong with them.
func (f *newSiteFlags) options() (o scaffold.Options, err error) {
	if o.Day, err = todayOr(f.today); err != nil {
		return o, err
	}
	switch {
	case f.table == "" && len(f.bodies) > 1:
		return o, misuse{"un sito di più enti comincia con --da: senza, --ente si scrive una volta sola"}
	case f.table == "" && len(f.bodies) == 1 && f.name == "":
		return o, misuse{"con --ente serve anche --nome, come --nome \"Provincia di Pavia\", o --da per prenderlo dai dati"}
	case f.table == "" && (f.calls != "" || f.day != ""):
		return o, misuse{"--avvisi e --data servono con --da"}
	case f.table != "" && len(f.bodies) == 0:
		return o, misuse{"--da vuole sapere di quale ente: aggiungi --ente con il codice IPA, come --ente p_pv"}
	}
	o.Example = f.table == ""
	o.BodyID = "ente"
	name := cmp.Or(f.name, "Esempio: il nome dell’ente")
	if len(f.bodies) > 0 {
		o.BodyID = strings.ToLower(f.bodies[0])
	}
	if !fs.ValidPath(o.BodyID) || strings.Contains(o.BodyID, "/") {
		return o, misuse{fmt.Sprintf("--ente vuole un codice dell’Indice PA, come p_pv, non %q", o.BodyID)}
	}
	if len(f.bodies) > 1 {
		o.BodyID = ""
	}
	o.Title = cmp.Or(f.title, titleFor(f.name))
	o.Body = knownOfBody(o.BodyID, name)
	return o, nil
}

// titleFor names a site after its body.
func titleFor(body string) string {
	if body == "" {
		return "PNRR in chiaro"
	}
	return body + ": i progetti del PNRR"
}

// vacant refuses a folder with something in it. A repository that was just begun is
// empty all the same.
func vacant(dir string) error {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !info.IsDir() {
		return refusal{fmt.Sprintf("%q è un file, e qui ci vuole una cartella", dir), "scegli una cartella nuova"}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read the folder of the new site: %w", err)
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return refusal{fmt.Sprintf("la cartella %q non è vuota: c’è %q", dir, e.Name()), "scegli una cartella nuova, o togli quello che c’è"}
		}
	}
	return nil
}

func write(dir string, files []scaffold.File) error {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return fmt.Errorf("make a folder of the new site: %w", err)
		}
		if err := os.WriteFile(name, f.Data, f.Mode()); err != nil {
			return fmt.Errorf("write a file of the new site: %w", err)
		}
	}
	return nil
}

// bring imports the projects, and writes the files again that name the body: its name is
// known only now.
func (f *newSiteFlags) bring(cmd *cobra.Command, dir string, o *scaffold.Options) error {
	in := importer.Options{Site: dir, File: f.table, Calls: f.calls, Bodies: f.bodies, Today: o.Day}
	if f.day != "" {
		d, err := fullDay("--data", "2026-08-17", f.day)
		if err != nil {
			return err
		}
		in.Day = d
	}
	imported, err := importer.PADigitale(in)
	if err := new(importFlags).tell(cmd, imported, err); err != nil {
		return err
	}
	site, _, err := load.Site(os.DirFS(dir), o.Day)
	if err != nil {
		return err
	}
	if len(site.Bodies) == 1 {
		o.BodyID = site.Bodies[0].ID
		o.Title = cmp.Or(f.title, titleFor(site.Bodies[0].Name))
	}
	return write(dir, scaffold.Files(*o))
}

// sound refuses a site that what was asked for would break: an id that no address can
// have, for one.
func sound(dir string, today record.Date) error {
	_, problems, err := load.Site(os.DirFS(dir), today)
	if err != nil {
		return err
	}
	for _, p := range problems {
		if p.Severity == record.Error {
			return refusal{p.Text, p.Mend}
		}
	}
	return nil
}

// moveIn puts a finished folder into its place: a new one by one rename, one that is
// there already thing by thing.
func moveIn(from, to string) error {
	if err := os.Chmod(from, 0o755); err != nil {
		return err
	}
	if err := os.Rename(from, to); err == nil {
		return nil
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := os.Rename(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// siteOption gives the --site that a command in this folder needs.
func siteOption(dir string) string {
	if filepath.Clean(dir) == "." {
		return ""
	}
	return " --site " + inWords(dir)
}

// inWords gives a folder as one word of a command.
func inWords(dir string) string {
	if strings.ContainsAny(dir, " '") {
		return strconv.Quote(filepath.ToSlash(dir))
	}
	return filepath.ToSlash(dir)
}

// kindOfCode gives the kind of a body by how its code in Indice PA begins; "" where that tells
// nothing.
func kindOfCode(id string) string {
	switch prefix, _, _ := strings.Cut(id, "_"); prefix {
	case "c":
		return "comune"
	case "p":
		return "provincia"
	case "r":
		return "regione"
	}
	return ""
}

// knownOfBody gives what the id and the name of a body tell of it.
func knownOfBody(id, name string) scaffold.Known {
	known := make(scaffold.Known)
	set(known, "nome", name)
	switch {
	case len(id) == 4 && strings.HasPrefix(id, "p_"):
		known["codice_ipa"], known["provincia"] = scaffold.Text(id), scaffold.Text(strings.ToUpper(id[2:]))
	case len(id) == 6 && strings.HasPrefix(id, "c_"):
		known["codice_ipa"] = scaffold.Text(id)
	}
	if kind := cmp.Or(record.KindOfBody(name), kindOfCode(id)); kind != "" {
		known["tipo"] = scaffold.Text(kind)
	}
	return known
}
