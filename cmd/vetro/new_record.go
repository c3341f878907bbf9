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
	"vetro/internal/report"
)

// newRecord is a record on its way into a site.
type newRecord struct {
	folder string // of the site
	fsys   fs.FS
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
	n := &newRecord{folder: f.site, fsys: os.DirFS(f.site), today: today, dir: dir, ext: ext, id: strings.TrimSuffix(id, ext)}
	if _, err := fs.Stat(n.fsys, "site.toml"); errors.Is(err, fs.ErrNotExist) {
		return nil, refusal{"qui non c’è un sito: manca site.toml", "vai nella cartella del sito, o indicala con --site"}
	}
	if !fs.ValidPath(n.id) || n.id == "." || dir != record.ProjectFolder && strings.Contains(n.id, "/") {
		return nil, refusal{fmt.Sprintf("l’id %q non può essere il nome di un file", id), "scrivi un id con lettere minuscole senza accenti, cifre, - e _"}
	}
	if n.site, _, err = load.Site(n.fsys, today); err != nil {
		return nil, err
	}
	return n, n.free()
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
			return fmt.Errorf("look for the id %s: %w", id, err)
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
	file := filepath.Join(n.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return fmt.Errorf("make the folder of the new file: %w", err)
	}
	if err := writeNew(file, []byte(text)); err != nil {
		return fmt.Errorf("write the new file: %w", err)
	}
	sayf(cmd.OutOrStdout(), "creato %s\n", filepath.ToSlash(file))
	if len(left) == 0 {
		return nil
	}
	sayf(cmd.OutOrStdout(), "resta da scrivere:\n")
	return report.Text(cmd.OutOrStdout(), left, report.TextOptions{All: true})
}

// refuse tells what is wrong with what was asked for, in the words of those that read
// records; where they would have a file renamed, another id is asked for.
func (n *newRecord) refuse(p record.Problem) error {
	if p.Rule == "id-forma" || p.Rule == "id-riservato" {
		p.Mend = "scegli un altro id, con lettere minuscole senza accenti, cifre, - e _"
	}
	return refusal{p.Text, p.Mend}
}
