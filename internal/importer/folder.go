package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"vetro/internal/hold"
	"vetro/internal/load"
	"vetro/internal/record"
	"vetro/internal/regular"
)

// folder is a site folder: what is in it, and the only way into it. Links within it are
// followed; one that leads out of it is refused, whoever committed it.
type folder struct {
	root     *os.Root
	dry      bool              // nothing is written
	body     string            // ente of site.toml, or ""
	bodies   map[string]string // codice IPA in lower case → id of the body
	names    map[string]string // name of a body, folded → its id
	kinds    map[string]string // id of a body → its kind, where it says one
	projects map[string]string // body and CUP → file
	stems    map[string]string // id of a project → file
	owner    map[string]string // file → body
	broken   map[string]string // file that cannot be read → its text
	unread   []Note
	stage    stage      // what is written, until it is moved into its place
	lock     *hold.Lock // nil where nothing is written
}

// workFolder stands in the site folder while an import is at work, and holds its lock.
const workFolder = ".import.vetro"

// openFolder opens a site folder. Until close no other import can open it: each writes what
// it makes of the records that it has read.
func openFolder(dir string, dry bool) (*folder, error) {
	const missing, mend = "manca il file site.toml", "crea site.toml con dentro titolo = \"…\" e base_url = \"https://…/\", o indica la cartella del sito con --site"
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Refusal{missing, mend}
	}
	if err != nil {
		return nil, fmt.Errorf("open the site folder: %w", err)
	}
	f := &folder{
		root: root, dry: dry,
		bodies: make(map[string]string), names: make(map[string]string), kinds: make(map[string]string), projects: make(map[string]string), stems: make(map[string]string),
		owner: make(map[string]string), broken: make(map[string]string),
	}
	err = f.hold()
	if err == nil {
		err = f.readSite()
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = &Refusal{missing, mend}
	}
	if err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

// hold keeps other imports away from a site folder.
func (f *folder) hold() (err error) {
	if _, missing := f.root.Lstat("site.toml"); f.dry || missing != nil {
		return nil
	}
	f.lock, err = hold.Take(f.root, workFolder)
	if err == nil {
		if err := f.root.RemoveAll(stageDir); err != nil { // of an import that was killed
			return refused("remove", stageDir, err)
		}
	}
	if errors.Is(err, hold.ErrBusy) {
		return &Refusal{"un’altra importazione sta scrivendo in questo sito", "aspetta che finisca, poi ripeti il comando"}
	} else if stranger, is := errors.AsType[*hold.Stranger](err); is {
		return &Refusal{stranger.Name + ": qui Vetro segna che un’importazione è in corso, e c’è altro, o di un altro utente", "se nessuno sta importando toglilo da qui, poi ripeti il comando"}
	}
	return err
}

// close lets other imports in.
func (f *folder) close() error {
	if f == nil {
		return nil
	}
	err := f.stage.discard(f.root)
	if f.lock != nil {
		err = errors.Join(err, f.lock.Release())
	}
	return errors.Join(err, f.root.Close())
}

// readSite notes whose site it is.
func (f *folder) readSite() error {
	site, err := f.open("site.toml")
	switch {
	case err != nil:
		return err
	case site == nil:
		return &Refusal{f.unread[0].Pos.String() + ": " + f.unread[0].Text, f.unread[0].Mend}
	}
	f.body, _ = site.Value(load.Spot{Key: "ente"})
	return nil
}

// readRecords notes which bodies and projects a site has. Records that cannot be read are told, and
// are not written.
func (f *folder) readRecords() error {
	if err := f.each(record.BodyFolder, f.noteBody); err != nil {
		return err
	}
	return f.each(record.ProjectFolder, f.noteProject)
}

// refused says which file could not be read or written. A link that leads out of the site
// is for the author to mend.
func refused(doing, name string, err error) error {
	if regular.Outside(err) {
		return &Refusal{name + ": un collegamento porta fuori dalla cartella del sito", "togli il collegamento, e metti al suo posto il file o la cartella"}
	}
	return fmt.Errorf("%s %s: %w", doing, name, err)
}

// each calls do for the records of a folder.
func (f *folder) each(dir string, do func(name string, e *load.Editor)) error {
	return fs.WalkDir(f.root.FS(), dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == dir:
			return nil
		case err != nil:
			return refused("read", name, err)
		case d.IsDir() && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".toml" || strings.HasPrefix(d.Name(), "."):
			return nil
		}
		e, err := f.open(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return &Refusal{name + ": il collegamento non porta a nessun file", "rifai il collegamento, o copia il file al suo posto"}
		case err != nil:
			return err
		}
		if dir == record.ProjectFolder { // a name is taken even when the file cannot be read
			f.stems[stem(name)] = name
		} else {
			f.bodies[stem(name)] = stem(name)
		}
		if e != nil {
			do(name, e)
		}
		return nil
	})
}

func (f *folder) noteBody(name string, e *load.Editor) {
	id := stem(name)
	if name, _ := e.Value(load.Spot{Key: "nome"}); name != "" {
		f.names[foldCall(name)] = id
	}
	if ipa, _ := e.Value(load.Spot{Key: "codice_ipa"}); ipa != "" {
		f.bodies[strings.ToLower(ipa)] = id
	}
	f.kinds[id], _ = e.Value(load.Spot{Key: "tipo"})
}

func (f *folder) noteProject(name string, e *load.Editor) {
	body, found := e.Value(load.Spot{Key: "ente"})
	if !found {
		body = f.body
	}
	f.owner[name] = body
	written, _ := e.Value(load.Spot{Key: "cup"})
	if cup, ok := record.ParseCUP(written); ok && f.projects[body+"\n"+string(cup)] == "" {
		f.projects[body+"\n"+string(cup)] = name
	}
}

// project gives the file of the project of a body that has a CUP, or "". One that cannot
// be read counts if the CUP is written anywhere in it: it shall not be written twice.
func (f *folder) project(body, cup string) string {
	if name := f.projects[body+"\n"+cup]; name != "" {
		return name
	}
	for _, name := range slices.Sorted(maps.Keys(f.broken)) {
		if strings.HasPrefix(name, record.ProjectFolder+"/") && (strings.Contains(f.broken[name], cup) || stem(name) == strings.ToLower(cup)) {
			return name
		}
	}
	return ""
}

// open gives a record for editing; nil when it cannot be read, which is noted once.
func (f *folder) open(name string) (*load.Editor, error) {
	text, err := regular.ReadIn(f.root, name)
	var e *load.Editor
	var problems []record.Problem
	switch {
	case regular.Is(err):
		problems = []record.Problem{{Pos: record.Pos{File: name}, Text: "qui ci vuole un file, e c’è altro", Mend: "toglilo da qui"}}
	case err != nil:
		return nil, refused("read", name, err)
	default:
		e, problems = load.Edit(name, text)
	}
	if e == nil {
		p := problems[0]
		if !slices.ContainsFunc(f.unread, func(n Note) bool { return n.Pos == p.Pos }) {
			f.unread = append(f.unread, Note{Kind: Skipped, Pos: p.Pos, Text: p.Text, Mend: p.Mend})
			f.broken[name] = string(text)
		}
	}
	return e, nil
}

// projectFile gives the name of a new project: its stem, with the code of the body where
// another project has it.
func (f *folder) projectFile(body, stem string, shared bool) string {
	id := stem
	if shared || f.stems[id] != "" {
		id = stem + "-" + body
	}
	for n := 2; f.stems[id] != ""; n++ {
		id = fmt.Sprintf("%s-%s-%d", stem, body, n)
	}
	name := record.ProjectFolder + "/" + body + "/" + id + ".toml"
	f.stems[id] = name
	return name
}

func stem(name string) string { return strings.TrimSuffix(path.Base(name), ".toml") }
