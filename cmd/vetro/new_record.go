package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vetro/internal/load"
	"vetro/internal/record"
	"vetro/internal/regular"
	"vetro/internal/report"
)

// newRecord is a record on its way into a site.
type newRecord struct {
	folder string // of the site
	root   *os.Root
	fsys   fs.FS // the same, to read
	site   *record.Site
	today  record.Date
	dir    string // content/progetti
	ext    string
	id     string // may begin with folders
}

// refusal is an error that the author can mend by asking for something else.
type refusal struct{ text, mend string }

func (r refusal) Error() string {
	return "vetro: " + record.Visible(r.text) + "\n\t" + record.Visible(r.mend)
}

// begin reads the site and makes sure that the id is free.
func (f *newFlags) begin(dir, ext, id string) (*newRecord, error) {
	today, err := todayOr(f.today)
	if err != nil {
		return nil, err
	}
	if err := siteFolder(f.site); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(f.site)
	if err != nil {
		return nil, fmt.Errorf("open the site folder: %w", err)
	}
	n := &newRecord{folder: f.site, root: root, fsys: root.FS(), today: today, dir: dir, ext: ext, id: strings.TrimSuffix(id, ext)}
	if err := n.read(); err != nil {
		n.close()
		return nil, err
	}
	return n, nil
}

func (n *newRecord) close() { _ = n.root.Close() }

// read reads the site, and makes sure that the id is one and is free.
func (n *newRecord) read() (err error) {
	if _, err := fs.Stat(n.fsys, "site.toml"); errors.Is(err, fs.ErrNotExist) {
		return refusal{"qui non c’è un sito: manca site.toml", "vai nella cartella del sito, o indicala con --site"}
	}
	if !fs.ValidPath(n.id) || n.id == "." || n.dir != record.ProjectFolder && strings.Contains(n.id, "/") {
		return refusal{fmt.Sprintf("l’id %q non può essere il nome di un file", n.id), "scrivi un id con lettere minuscole senza accenti, cifre, - e _"}
	}
	if n.site, _, err = load.Site(n.fsys, n.today); err != nil {
		return err
	}
	return n.free()
}

// free refuses an id that another file has, in whatever folder and letters, or that a
// project had before.
func (n *newRecord) free() error {
	id := path.Base(n.id)
	const mend = "scegli un altro id: è l’indirizzo della pagina"
	err := fs.WalkDir(n.fsys, n.dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return fs.SkipDir
		}
		if err != nil {
			return inSite("look for the id in", name, err)
		}
		if !d.IsDir() && strings.EqualFold(d.Name(), id+n.ext) {
			return refusal{fmt.Sprintf("l’id %q è già di %s", id, name), mend}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, p := range n.site.Projects {
		if n.dir == record.ProjectFolder && slices.Contains(p.FormerIDs, id) {
			return refusal{fmt.Sprintf("l’id %q era di %s, e il suo indirizzo porta ancora lì", id, p.File), mend}
		}
	}
	for _, a := range n.site.Announcements {
		if n.dir == record.AnnouncementFolder && slices.Contains(a.FormerIDs, id) {
			return refusal{fmt.Sprintf("l’id %q era di %s, e il suo indirizzo porta ancora lì", id, a.File), mend}
		}
	}
	return nil
}

// onlyBody gives the body of a new project on a site that does not name one: there must
// be one alone.
func (n *newRecord) onlyBody() (string, error) {
	switch len(n.site.Bodies) {
	case 0:
		return "", refusal{"il sito non ha ancora enti", `comincia dall’ente: vetro new ente p_pv --nome "Provincia di Pavia"`}
	case 1:
		return n.site.Bodies[0].ID, nil
	}
	var ids []string
	for _, b := range n.site.Bodies[:min(len(n.site.Bodies), 10)] {
		ids = append(ids, b.ID)
	}
	return "", refusal{"il sito è di più enti, e il progetto non dice di quale è", "aggiungi --ente con un id, come " + strings.Join(ids, ", ")}
}

// shared warns of a CUP that a project has already: two may have it, but mostly it is one
// project twice.
func (n *newRecord) shared(cmd *cobra.Command, c record.CUP) {
	for _, p := range n.site.Projects {
		if p.CUP == c {
			sayf(cmd.ErrOrStderr(), "avviso: il CUP %s è già di %s\n\tse il progetto è lo stesso, aggiungi lì un [[finanziamento]]\n", c, p.At("cup"))
		}
	}
}

// intoYear puts a project into the folder of its year, where the site keeps such.
func (n *newRecord) intoYear(c record.CUP) {
	year := strconv.Itoa(yearOf(c))
	if info, err := fs.Stat(n.fsys, n.dir+"/"+year); err == nil && info.IsDir() && !strings.Contains(n.id, "/") {
		n.id = year + "/" + n.id
	}
}

// write reads the record as if it stood in the site already, and writes it unless
// something in it is wrong. What is only missing is told, for the author to write.
func (n *newRecord) write(cmd *cobra.Command, text string) error {
	name := path.Join(n.dir, n.id+n.ext)
	_, problems, err := load.Site(newOverlay(n.fsys, name, []byte(text)), n.today)
	if err != nil {
		return err
	}
	var left []record.Problem
	for _, p := range problems {
		switch {
		case p.Pos.File != name:
		case p.Rule == "vuoto", p.Rule == "misura-manca", p.Severity != record.Error:
			left = append(left, p)
		default:
			return n.refuse(p)
		}
	}
	if err := writeNew(n.root, name, []byte(text), 0o666); err != nil {
		return inSite("write", name, err)
	}
	sayf(cmd.OutOrStdout(), "creato %s\n", path.Join(filepath.ToSlash(n.folder), name))
	if len(left) == 0 {
		return nil
	}
	sayf(cmd.OutOrStdout(), "resta da scrivere:\n")
	return report.Text(cmd.OutOrStdout(), left, report.TextOptions{All: true})
}

// writeNew writes a file of a site that is not there yet, with the folders on its way; one
// that is gives fs.ErrExist, and a link out of the site is refused.
func writeNew(site *os.Root, name string, text []byte, mode fs.FileMode) error {
	if err := site.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := site.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// inSite says which file of a site could not be read or written. A link that leads out of the
// site is for the author to mend.
func inSite(doing, name string, err error) error {
	if regular.Outside(err) {
		return refusal{name + ": un collegamento porta fuori dalla cartella del sito", "togli il collegamento, e metti al suo posto il file o la cartella"}
	}
	return fmt.Errorf("%s %s: %w", doing, name, err)
}

// refuse tells what is wrong with what was asked for, in the words of those that read
// records; where they would have a file renamed, another id is asked for.
func (n *newRecord) refuse(p record.Problem) error {
	if p.Rule == "id-forma" || p.Rule == "id-riservato" {
		p.Mend = "scegli un altro id, con lettere minuscole senza accenti, cifre, - e _"
	}
	return refusal{p.Text, p.Mend}
}
