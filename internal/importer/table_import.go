package importer

import (
	"cmp"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/load"
	"vetro/internal/record"
)

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

var coordinate = regexp.MustCompile(`^-?\d{1,3}(?:\.\d+)?$`)

// tableImport is the import of an office's own sheet.
type tableImport struct {
	*Table
	run
	last, cut *importedRows
	rows      []tableRow // that can be imported
	kept      []tableRow // what the next import compares with

	known   []knownProject
	lastOf  map[string][]tableRow // rows of the last import, by project
	lastIn  map[string][]tableRow // the same, by file
	claimed map[string]string     // file → project that it is of
	spared  map[string]bool       // files that rows may be of which were left out
	done    map[string]bool       // files that rows were written into

	again    map[int][]string // by row: keys whose amount another row tells, too
	homeless map[int]string   // rows that are of no body, or tell money without its day: why
}

// Import writes what the sheet says: new projects, and what it adds to those that the
// site has. A row that cannot be read is told, and the rest is written.
func (t *Table) Import() (_ *Report, err error) {
	im := &tableImport{Table: t, run: run{accept: t.o.Accept}, spared: make(map[string]bool), done: make(map[string]bool), homeless: make(map[int]string), again: make(map[int][]string)}
	im.report = &Report{Source: t.source(), File: t.name, Unit: "riga", Dry: t.o.Dry}
	im.report.Header, im.report.Keys = t.header()
	if !t.mapped("cup") && !t.mapped("titolo") {
		return nil, &Refusal{t.name + ": nessuna colonna dice di quale progetto è una riga", "indica la colonna del CUP o del titolo con --map \"Nome=cup\" o --map \"Nome=titolo\""}
	}
	if im.site, err = openFolder(t.o.Site, t.o.Dry); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, im.site.close()) }()
	if err := im.site.readRecords(); err != nil {
		return nil, err
	}
	if im.last, err = im.site.readRows(im.report.Source, ""); err != nil {
		return nil, err
	}
	if im.cut, err = im.site.readRows(im.report.Source, pending); err != nil {
		return nil, err
	}
	im.take()
	if im.last != nil && !t.o.Force {
		if err := tooShort(t.name, t.Rows, im.last.total); err != nil {
			return nil, err
		}
	}
	if err := im.bring(); err != nil {
		return nil, err
	}
	im.report.finish(im.site)
	return im.report, nil
}

// projectsOf puts the rows of a project together, in the order of the sheet.
func projectsOf(rows []tableRow) (order []*tableProject) {
	byKey := make(map[string]*tableProject)
	for _, r := range rows {
		key := r.project()
		g := byKey[key]
		if g == nil {
			g = &tableProject{key: key}
			byKey[key] = g
			order = append(order, g)
		}
		g.rows = append(g.rows, r)
	}
	return order
}

// bring writes the projects.
func (im *tableImport) bring() error {
	if err := im.site.each(record.ProjectFolder, func(name string, e *load.Editor) { im.known = append(im.known, im.site.knownProject(name, e)) }); err != nil {
		return err
	}
	im.remember()
	order := projectsOf(im.rows)
	im.claimStopped()
	im.identify(order)
	for _, g := range order {
		if err := im.bringProject(g, order); err != nil {
			return err
		}
	}
	if err := im.bringLost(); err != nil {
		return err
	}
	choice := imported{total: im.Rows, day: im.o.Day, source: dataSource{title: "Foglio dell’ente, fonte " + im.report.Source}}
	return im.close(
		func(w io.Writer) error { return writeTable(w, im.keptColumns(), im.kept) },
		func(a *Account) []byte {
			a.Totals = im.totals()
			return choice.choice(im.report.File, a, im.mapping()...)
		})
}

// bringProject writes the project of some rows, or brings it up to date.
func (im *tableImport) bringProject(g *tableProject, all []*tableProject) error {
	if g.why != "" {
		for _, p := range g.may {
			im.spared[p.file] = true
		}
		if other := im.codedRow(g, all); g.rows[0].values["cup"] == "" && other != nil && other.file != "" {
			im.spared[other.file] = true
		}
		im.leaveOut(g.rows, g.mend(), g.why)
		return nil
	}
	im.parts(g)
	if len(g.rows) == 0 {
		return nil
	}
	if g.file == "" {
		return im.makeProject(g, all)
	}
	return im.mergeProject(g)
}

// makeProject writes a new project.
func (im *tableImport) makeProject(g *tableProject, all []*tableProject) error {
	want := im.planOf(g.rows, g.rows[0].values["cup"])
	first := &g.rows[0]
	if im.addsOnly() {
		im.leaveOut(g.rows, g.mend(), "nessun progetto dell’ente ha questo CUP, e il foglio non ha il denaro di uno nuovo")
		return nil
	}
	if missing := lacks(want, &record.Body{Kind: im.site.kinds[first.values["ente"]]}); missing != nil {
		im.leaveOut(g.rows, "indica la colonna con --map \"Nome="+missing[0]+"\", o se è uguale per tutte le righe --valore "+missing[0]+"=…", "il progetto è nuovo, e non si sa: "+strings.Join(missing, ", "))
		return nil
	}
	im.distinguish(want, g, all)
	name := im.site.projectFile(first.values["ente"], cmp.Or(strings.ToLower(first.values["cup"]), slug(want.get("titolo").value)), false)
	im.site.owner[name] = first.values["ente"]
	im.outcome(g, name, nil, rowNew)
	im.report.Notes = append(im.report.Notes, Note{Kind: New, Pos: record.Pos{File: name}, Text: "nuovo progetto «" + want.get("titolo").value + "»"})
	return im.createFile(name, want, &im.report.Projects)
}

// distinguish adds place or lot to the title of one of several works that have it alike.
func (im *tableImport) distinguish(want *mergePlan, g *tableProject, all []*tableProject) {
	first := &g.rows[0]
	like := slices.ContainsFunc(all, func(o *tableProject) bool {
		r := &o.rows[0]
		return o != g && len(o.rows) > 0 && r.values["cup"] == "" && r.values["ente"] == first.values["ente"] && r.title() == first.title()
	})
	if first.values["cup"] != "" || !like {
		return
	}
	for i := range want.top {
		if f := &want.top[i]; f.key == "titolo" {
			if lot := first.values[lotKey]; lot != "" {
				f.value += ", lotto " + strings.TrimSpace(strings.TrimPrefix(strings.ToLower(lot), "lotto"))
			}
			if place := first.values["luogo.nome"]; place != "" {
				f.value += ", " + place
			}
		}
	}
}

// mergeProject brings rows into a project of the site.
func (im *tableImport) mergeProject(g *tableProject) error {
	im.done[g.file] = true
	cup := cmp.Or(g.rows[0].values["cup"], im.cupOf(g.file))
	want := im.planOf(g.rows, cup)
	m := merger{bases: []*mergePlan{}}
	for _, k := range []*importedRows{im.last, im.cut} {
		if rows := k.of(im, g.file); rows != nil {
			m.bases = append(m.bases, im.planOf(rows, rows[0].values["cup"]))
		}
	}
	if len(m.bases) > 0 {
		im.keepLost(want, im.last.of(im, g.file), im.spared[g.file])
	} else { // the sheet adds to what is there
		m.bases = []*mergePlan{{}}
	}
	if err := im.mergeFile(g.file, &m, want, &im.report.Projects); err != nil {
		return err
	}
	if m.file == nil {
		im.leaveOut(g.rows, "", "il file del progetto non si legge")
		im.spared[g.file] = true
		return nil
	}
	im.outcome(g, g.file, m.rows, rowSame)
	return nil
}

func (im *tableImport) cupOf(file string) string {
	for i := range im.known {
		if im.known[i].file == file {
			return im.known[i].cup
		}
	}
	return ""
}
