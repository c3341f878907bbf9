package load

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/register"
)

// Site reads a whole site folder. The error is for what the machine refuses (a disk
// that cannot be read); what the author must mend comes as problems, sorted by place.
// Records with problems are in the Site all the same, as far as they could be read.
// Today is shown in mends.
func Site(fsys fs.FS, today record.Date) (*record.Site, []record.Problem, error) {
	l := newLoader(fsys, today)
	if err := l.read(); err != nil {
		return nil, nil, err
	}
	l.site.Measures = l.measures.All()
	l.link()
	l.sortNotices()
	record.SortProblems(l.problems)
	return l.site, l.problems, nil
}

// loader holds what is read so far.
type loader struct {
	fsys     fs.FS
	today    record.Date
	fields   fieldTables
	state    *register.Register
	site     *record.Site
	measures register.Measures
	problems []record.Problem
	refs     []reference
	ids      map[record.Form]map[string]string // kind of id → id → file
	media    map[string]bool                   // names of media, right or wrong
	bodiless []*record.Project                 // name no body, right or wrong
	oneBody  bool                              // site.toml names the body, or cannot be read
}

func newLoader(fsys fs.FS, today record.Date) *loader {
	state := register.State()
	return &loader{
		fsys:   fsys,
		today:  today,
		fields: allFields(),
		state:  state,
		site: &record.Site{
			Missions: state.Missions, Components: state.Components, Sections: state.Sections,
			SectionTexts: make(map[string]*record.SectionText),
		},
		measures: state.Measures,
		ids:      make(map[record.Form]map[string]string),
		media:    make(map[string]bool),
	}
}

// fieldTables are the tables of fields, made once a run.
type fieldTables struct {
	project     []record.Field[record.Project]
	projectKeys []string
	configKeys  []string
	funding     []record.Field[record.Funding]
	milestone   []record.Field[record.Milestone]
	act         []record.Field[record.Act]
	contract    []record.Field[record.Contract]
	payment     []record.Field[record.Payment]
	indicator   []record.Field[record.Indicator]
	place       []record.Field[record.Place]
	source      []record.Field[record.Source]
}

func allFields() fieldTables {
	return fieldTables{
		project: record.ProjectFields(), projectKeys: keysOf(record.ProjectFields()), configKeys: keysOf(record.ConfigFields()),
		funding: record.FundingFields(), milestone: record.MilestoneFields(), act: record.ActFields(),
		contract: record.ContractFields(), payment: record.PaymentFields(), indicator: record.IndicatorFields(),
		place: record.PlaceFields(), source: record.SourceFields(),
	}
}

func (l *loader) problem(at record.Pos, rule, text, mend string) {
	l.problems = append(l.problems, record.Problem{Pos: at, Rule: rule, Text: text, Mend: mend})
}

func (l *loader) warn(at record.Pos, rule, text, mend string) {
	l.problems = append(l.problems, record.Problem{Pos: at, Severity: record.Warning, Rule: rule, Text: text, Mend: mend})
}

// The folders of content, each with the kind of file that it holds.
var folders = []struct{ name, ext string }{
	{"misure", ".toml"}, {"enti", ".toml"}, {"progetti", ".toml"}, {"notizie", ".md"}, {"sezioni", ".md"}, {"pagine", ".md"},
}

// read goes through the site folder: site.toml, then measures and bodies, which the
// rest names.
func (l *loader) read() error {
	l.config()
	if err := l.strangers(); err != nil {
		return err
	}
	files := make(map[string][]string)
	for _, f := range folders {
		names, err := l.list("content/"+f.name, f.ext, f.name == "progetti")
		if err != nil {
			return err
		}
		files[f.name] = names
	}
	var own []*record.Measure
	for _, name := range files["misure"] {
		own = append(own, l.ownMeasure(name)...)
	}
	l.measures = l.state.Measures.With(own)
	for _, name := range files["enti"] {
		l.publicBody(name)
	}
	for _, name := range files["progetti"] {
		l.project(name)
	}
	for _, name := range files["notizie"] {
		l.announcement(name)
	}
	for _, name := range files["sezioni"] {
		l.sectionText(name)
	}
	for _, name := range files["pagine"] {
		l.page(name)
	}
	return l.readMedia()
}

// list gives the files of a folder of content, sorted, and reports what does not
// belong there.
func (l *loader) list(dir, ext string, deep bool) ([]string, error) {
	var names []string
	err := fs.WalkDir(l.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return l.noFolder(name, name == dir, err)
		case name == dir && !d.IsDir():
			return l.notFolder(name)
		case name == dir:
			return nil
		case hidden(d.Name()):
			return skip(d)
		case d.IsDir() && !deep:
			l.warn(record.Pos{File: name}, "file-estraneo", "qui Vetro non legge sottocartelle", "sposta i file in "+dir)
			return fs.SkipDir
		case d.IsDir():
			return nil
		case l.badLink(name, d, ext):
			return nil
		case path.Ext(name) != ext:
			l.warn(record.Pos{File: name}, "file-estraneo", "qui Vetro legge solo file "+ext, "dagli un nome che finisce in "+ext+", o spostalo in content/media se va pubblicato")
			return nil
		}
		names = append(names, name)
		return nil
	})
	return names, err
}

// noFolder says what to do about a folder that cannot be read. One that is not there
// has nothing; a link that leaves the site is the author's to mend; the rest is the
// machine's.
func (l *loader) noFolder(name string, optional bool, err error) error {
	switch {
	case optional && errors.Is(err, fs.ErrNotExist):
		return nil
	case leavesSite(err):
		l.unreadable(record.Pos{File: name}, err)
		return nil
	}
	return fmt.Errorf("read folder %s: %w", name, err)
}

func (l *loader) notFolder(name string) error {
	l.problem(record.Pos{File: name}, "file-illeggibile", "qui ci vuole una cartella e c’è un file", "rinomina il file, e crea la cartella "+name)
	return nil
}

// badLink reports a symbolic link that is not read: one to a folder is not followed, as
// it could lead around in a circle. A broken one with the right ending is left to those
// that read the file.
func (l *loader) badLink(name string, d fs.DirEntry, ext string) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return false
	}
	info, err := fs.Stat(l.fsys, name)
	switch {
	case err == nil && info.IsDir():
		l.warn(record.Pos{File: name}, "file-estraneo", "il collegamento porta a una cartella, che Vetro non segue", "copia la cartella al suo posto")
		return true
	case err != nil && path.Ext(name) != ext:
		l.unreadable(record.Pos{File: name}, err)
		return true
	}
	return false
}

// strangers reports folders and files of content that Vetro does not know: a misspelt
// name would leave them out in silence.
func (l *loader) strangers() error {
	info, err := fs.Stat(l.fsys, "content")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.problem(record.Pos{File: "content"}, "cartella-manca", "manca la cartella content", "crea content con dentro progetti, notizie ed enti")
		return nil
	case err != nil:
		return l.noFolder("content", false, err)
	case !info.IsDir():
		return l.notFolder("content")
	}
	entries, err := fs.ReadDir(l.fsys, "content")
	if err != nil {
		return fmt.Errorf("read folder content: %w", err)
	}
	known := []string{"media", "importati"}
	for _, f := range folders {
		known = append(known, f.name)
	}
	for _, e := range entries {
		if hidden(e.Name()) || slices.Contains(known, e.Name()) {
			continue
		}
		mend := "spostalo in una delle cartelle note: " + strings.Join(known, ", ")
		if near := nearest(e.Name(), known); near != "" {
			mend = "se è content/" + near + ", dagli questo nome"
		}
		l.warn(record.Pos{File: "content/" + e.Name()}, "file-estraneo", "Vetro non conosce "+quote(e.Name())+" e non lo legge", mend)
	}
	return nil
}

// hidden reports files that editors and systems leave behind.
func hidden(name string) bool {
	return name[0] == '.' || name[0] == '~' || strings.HasSuffix(name, "~") ||
		strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

var (
	idForm    = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
	takenID   = regexp.MustCompile(`^(index|cerca|pagina-\d+|con|prn|aux|nul|com\d|lpt\d)$`)
	notIDPart = regexp.MustCompile(`[^a-z0-9_-]+`)
)

// maxID keeps the name of a page within what file systems take.
const maxID = 150

// id gives the id of a file, its stem, and reports one that cannot be an address or
// that another file has already.
func (l *loader) id(name string, kind record.Form) (id string, ok bool) {
	id = strings.TrimSuffix(path.Base(name), path.Ext(name))
	n := len(l.problems)
	at := top(name)
	switch {
	case !idForm.MatchString(id):
		good := strings.Trim(notIDPart.ReplaceAllString(fold(strings.ToLower(id)), "-"), "-_")
		l.problem(at, "id-forma", "il nome "+quote(id)+" non può essere un indirizzo", "rinomina il file "+cmp.Or(good, "con lettere minuscole senza accenti, cifre, - e _: esempio")+path.Ext(name))
	case takenID.MatchString(id):
		l.problem(at, "id-riservato", "il nome "+quote(id)+" è riservato", "rinomina il file, per esempio "+id+"-1"+path.Ext(name))
	case len(id) > maxID:
		l.problem(at, "id-forma", fmt.Sprintf("il nome del file ha %d caratteri, il massimo è %d", len(id), maxID), "rinomina il file con un nome più corto")
	}
	if other := l.claim(kind, id, name); other != "" {
		l.problem(at, "id-doppio", "l’id "+quote(id)+" è già di "+other, "rinomina uno dei due file: il nome è l’indirizzo della pagina")
	}
	return id, len(l.problems) == n
}

// claim notes the file that has an id, and gives the other one that has it already.
func (l *loader) claim(kind record.Form, id, name string) (other string) {
	if l.ids[kind] == nil {
		l.ids[kind] = make(map[string]string)
	}
	if other, found := l.ids[kind][id]; found {
		return other
	}
	l.ids[kind][id] = name
	return ""
}

// top gives the place of what concerns a whole file of text.
func top(name string) record.Pos { return record.Pos{File: name, Line: 1, Col: 1} }

var accents = strings.NewReplacer("à", "a", "á", "a", "è", "e", "é", "e", "ì", "i", "í", "i", "ò", "o", "ó", "o", "ù", "u", "ú", "u", "ç", "c", "ñ", "n", "ü", "u", "ö", "o", "ä", "a")

func fold(s string) string { return accents.Replace(s) }

// tomlFile reads a file as a table, or reports why it cannot be.
func (l *loader) tomlFile(name string) (*reader, *table, bool) {
	text, ok := l.text(name)
	if !ok {
		return nil, nil, false
	}
	return l.document(newSource(name, text, 1))
}

// document reads TOML, and reports what is wrong with it as such.
func (l *loader) document(src *source) (*reader, *table, bool) {
	l.remarks(src)
	doc, problems := parseTOML(src)
	l.problems = append(l.problems, problems...)
	if doc == nil {
		return nil, nil, false
	}
	return &reader{load: l, strayed: doc.doubled}, doc.table, true
}
