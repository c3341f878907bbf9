package importer

import (
	"cmp"
	"errors"
	"io"
	"maps"
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

// recordColumn is a column of ours: the id of the project that a row was written into.
const recordColumn = "record"

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

// take takes the rows of the sheet that can be imported, and tells of the others.
func (im *tableImport) take() {
	im.o.Day = im.report.dated(im.o.Today, im.o.Day, dayInName(im.o.File))
	for i := range im.Table.rows {
		r := &im.Table.rows[i]
		odd := im.settled(r)
		rr := RowReport{Line: r.line, Body: r.values["ente"], CUP: r.values["cup"], Call: r.values["titolo"], Amount: r.values["finanziamento.importo"], State: r.values["stato"], odd: odd, Cells: r.cells, Faults: r.faults}
		im.report.Rows = append(im.report.Rows, rr)
	}
	im.index()
	for i := range im.Table.rows {
		r := &im.Table.rows[i]
		im.countMoney(r)
		if im.stopped(r) {
			im.leaveOut([]tableRow{*r}, "", im.whyStopped(r))
			continue
		}
		im.rows = append(im.rows, *r)
		row := im.byLine[r.line]
		row.Faults = slices.Clone(row.Faults)
		for n := range row.Faults { // its project is there, and has what the row lacks
			row.Faults[n].Stops = false
		}
	}
}

// settled makes a row ready: no data of people, a body, and no more said than is known. It gives
// what is odd about it.
func (im *tableImport) settled(r *tableRow) (odd []oddity) {
	name, code := r.values["contratto.fornitore"], r.values["contratto.codice_fiscale"]
	if name+code != "" {
		name, code, person := company(name, code, "")
		if person {
			odd = append(odd, oddPerson)
		}
		set(r.values, "contratto.fornitore", name)
		set(r.values, "contratto.codice_fiscale", code)
	}
	odd = append(odd, unsaid(r.values)...)
	if why := cmp.Or(im.place(r), dayless(r.values)); why != "" {
		im.homeless[r.line] = why
	}
	return odd
}

// stopped reports whether something in a row keeps it from being imported.
func (im *tableImport) stopped(r *tableRow) bool { return im.whyStopped(r) != "" }

func (im *tableImport) whyStopped(r *tableRow) string {
	cup := r.values["cup"]
	var all []string
	for _, f := range r.stopping(cup != "" && im.site.project(r.values["ente"], cup) != "") {
		all = append(all, f.String())
	}
	return cmp.Or(strings.Join(all, "; "), im.homeless[r.line])
}

func set(values map[string]string, key, value string) {
	if delete(values, key); value != "" {
		values[key] = value
	}
}

// place tells which body a row is of: by its id, its codice IPA, or the site's own.
func (im *tableImport) place(r *tableRow) (why string) {
	written := r.values["ente"]
	body := cmp.Or(im.site.bodies[strings.ToLower(written)], im.site.names[foldCall(written)])
	switch {
	case written == "" && im.site.body != "":
		body = im.site.body
	case written == "" && r.values["cup"] != "" && im.ownerOf(r.values["cup"]) != "":
		body = im.ownerOf(r.values["cup"])
	case written == "":
		return "manca l’ente"
	case body == "":
		return "l’ente «" + written + "» non è in content/enti"
	}
	r.values["ente"] = body
	if r.values["cup"] == "" && r.values["titolo"] == "" {
		return "manca il CUP, e anche il titolo"
	}
	for _, key := range []string{"data", "verso"} {
		if r.values["pagamento.importo"] != "" && r.values["pagamento."+key] == "" {
			return "del pagamento manca " + key + ": indicalo con --map o --valore pagamento." + key
		}
	}
	return ""
}

// ownerOf gives the body of the one project that has a CUP.
func (im *tableImport) ownerOf(cup string) string {
	owner := ""
	for key := range im.site.projects {
		if body, c, _ := strings.Cut(key, "\n"); c == cup {
			if owner != "" {
				return ""
			}
			owner = body
		}
	}
	return owner
}

// leaveOut leaves rows out, and says why and what to do.
func (im *tableImport) leaveOut(rows []tableRow, mend, why string) {
	for i := range rows {
		r := &rows[i]
		row := im.byLine[r.line]
		row.Outcome, row.Why = rowSkipped.String(), why
		if mend != "" {
			row.Faults = append(row.Faults, Fault{Why: why, Mend: mend, Stops: true})
		}
		im.settleRow(r, rowSkipped)
	}
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

// remember sorts the rows of the last import by project, and by the file that they were written into.
func (im *tableImport) remember() {
	im.lastOf, im.lastIn = make(map[string][]tableRow), make(map[string][]tableRow)
	for _, k := range []*importedRows{im.last, im.cut} {
		if k == nil {
			continue
		}
		for _, r := range k.rows {
			im.lastOf[r.project()] = append(im.lastOf[r.project()], r)
			if file := im.recordOf(&r); file != "" && k == im.last {
				im.lastIn[file] = append(im.lastIn[file], r)
			}
		}
	}
}

// claimStopped keeps the projects of rows that cannot be imported for them: such a project has not
// vanished, and no other row is it.
func (im *tableImport) claimStopped() {
	for _, r := range im.Table.rows {
		if !im.stopped(&r) {
			continue
		}
		for i := range im.known {
			p := &im.known[i]
			if p.body == r.values["ente"] && (p.cup != "" && p.cup == r.values["cup"] || r.title() != "" && p.title == r.title()) {
				im.spared[p.file] = true
			}
		}
	}
}

// keptColumns gives the columns of the rows that are kept.
func (im *tableImport) keptColumns() []string {
	used := make(map[string]bool)
	for _, r := range im.kept {
		for key := range r.values {
			used[key] = true
		}
	}
	columns := []string{recordColumn, "ente"}
	delete(used, "ente")
	delete(used, recordColumn)
	for i := range im.keys {
		if name := im.keys[i].name(); used[name] {
			columns = append(columns, name)
			delete(used, name)
		}
	}
	from := len(columns)
	for key := range used {
		columns = append(columns, key)
	}
	slices.Sort(columns[from:])
	return columns
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

// of gives the rows of an import that were written into a file.
func (k *importedRows) of(im *tableImport, file string) (rows []tableRow) {
	if k == nil {
		return nil
	}
	for _, r := range k.rows {
		if im.recordOf(&r) == file {
			rows = append(rows, r)
		}
	}
	return rows
}

func (im *tableImport) cupOf(file string) string {
	for i := range im.known {
		if im.known[i].file == file {
			return im.known[i].cup
		}
	}
	return ""
}

// outcome tells what became of the rows of a project, and keeps them for the next import.
func (im *tableImport) outcome(g *tableProject, file string, became map[int]outcome, otherwise outcome) {
	for i := range g.rows {
		r := &g.rows[i]
		row := im.byLine[r.line]
		row.File, row.Outcome = file, max(became[r.line], otherwise).String()
		r.values[recordColumn] = stem(file)
		im.kept = append(im.kept, im.after(r))
	}
}

// after gives a row with what it said the last time where it says nothing now: the record still
// has that, and nobody else wrote it.
func (im *tableImport) after(r *tableRow) tableRow {
	var old *tableRow
	most := 0
	rows := im.lastOf[r.project()]
	for i := range rows {
		if n := agree(r, &rows[i]); n > most {
			old, most = &rows[i], n
		}
	}
	if old == nil {
		return *r
	}
	both := *r
	both.values = maps.Clone(old.values)
	for _, key := range []string{goneColumn, equalColumn, "cup_assente", "contratto.cig_assente", "finanziamento.erogato", "finanziamento.erogato_al"} {
		delete(both.values, key)
	}
	maps.Copy(both.values, r.values)
	return both
}

// agree counts the values that two rows of a project have alike; none where money or a contract
// tell them apart.
func agree(a, b *tableRow) int {
	n := 0
	for key, v := range a.values {
		switch w := b.values[key]; {
		case w == v:
			n++
		case w != "" && (key == "contratto.cig" || key == "pagamento.data"):
			return 0
		}
	}
	return n
}

// keepLost adds to a plan what the last import had of the project and the sheet has no more:
// fundings that others take the place of are dropped, others stay and count no more; contracts and
// payments stay. Of a project of which a row was left out all stays as it is: the row may be that.
func (im *tableImport) keepLost(want *mergePlan, last []tableRow, spared bool) {
	base := im.planOf(last, "")
	rowOf := make(map[int]int)
	for i := range last {
		rowOf[last[i].line] = i
	}
	var gone, before []*block // before: gone already the last time
	was := make(map[string]bool)
	for i := range base.blocks {
		b := &base.blocks[i]
		if b.line == 0 || b.name != "finanziamento" && b.name != "contratto" && b.name != "pagamento" {
			continue
		}
		was[b.id] = true
		switch {
		case hasBlock(want, b):
		case last[rowOf[b.line]].values[goneColumn] != "":
			before = append(before, b)
		default:
			gone = append(gone, b)
		}
	}
	gone = pairs(want, gone, fresh(want, was), spared)
	lost := make(map[int]bool)
	for _, b := range append(before, gone...) {
		r := &last[rowOf[b.line]]
		if !spared && r.values[goneColumn] == "" {
			im.report.Gone++
			r.values[goneColumn] = im.o.Day.ISO()
		}
		lost[rowOf[b.line]] = true
		b.gone, b.line = true, 0
		b.setAbsent(r.values[goneColumn])
		want.blocks = append(want.blocks, *b)
	}
	for i := range last {
		if lost[i] {
			im.kept = append(im.kept, last[i])
		}
	}
}

// setAbsent says since when the source has no funding like this.
func (b *block) setAbsent(day string) {
	for i := range b.fields {
		if f := &b.fields[i]; f.key == absentKey {
			f.value = day
		}
	}
}

// fresh gives the tables of a plan that the last import had not.
func fresh(want *mergePlan, was map[string]bool) (out []*block) {
	for i := range want.blocks {
		if b := &want.blocks[i]; b.line != 0 && !was[b.id] {
			out = append(out, b)
		}
	}
	return out
}

// pairs gives the tables that the sheet has no more, but for those that go on in others: a
// funding goes on in one of its source, measure and amount, else in the only one that is new of its
// source and measure, or of its amount; and several go on in those that add up to them. A contract
// or a payment goes on in the only one that is new. Where a row was left out only what is of one
// amount goes on.
func pairs(want *mergePlan, lost, come []*block, spared bool) (rest []*block) {
	amount := func(b *block) string { return b.name + "\n" + b.get("importo").value }
	for round, alike := range []func(*block) string{func(b *block) string { return family(b) + "\n" + amount(b) }, amount, family} {
		if spared && round > 0 {
			break
		}
		for i := 0; i < len(lost); {
			key := alike(lost[i])
			old, fresh := blocksLike(lost, alike, key), blocksLike(come, alike, key)
			switch {
			case len(old) == 0 || len(fresh) == 0:
				i++
				continue
			case len(old) == len(fresh) && (round == 0 || len(old) == 1):
				for n := range old {
					fresh[n].id = old[n].id
				}
			case old[0].name == "finanziamento" && sumOf(old) == sumOf(fresh):
				for _, b := range old {
					want.dropped = append(want.dropped, *b)
				}
			default:
				i++
				continue
			}
			among := func(these []*block) func(*block) bool {
				return func(b *block) bool { return slices.Contains(these, b) }
			}
			lost, come = slices.DeleteFunc(lost, among(old)), slices.DeleteFunc(come, among(fresh))
		}
	}
	return lost
}

// family tells fundings that may take each other's place: of one source and measure.
func family(b *block) string {
	if b.name != "finanziamento" {
		return b.name
	}
	return b.name + "\n" + cmp.Or(b.get("fonte").value, record.PNRR) + "\n" + b.get("misura").value
}

// blocksLike gives the tables that have a key.
func blocksLike(blocks []*block, alike func(*block) string, key string) (out []*block) {
	for _, b := range blocks {
		if alike(b) == key {
			out = append(out, b)
		}
	}
	return out
}

func sumOf(blocks []*block) (sum record.Euro) {
	for _, b := range blocks {
		sum += b.money()[funded]
	}
	return sum
}

// bringLost tells the projects of which the sheet has no row any more. They stay, and their money
// counts no more until somebody decides. One that a row may be of which was left out has not
// vanished.
func (im *tableImport) bringLost() error {
	var files []string
	for file := range im.lastIn {
		if !im.done[file] {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	for _, file := range files {
		rows := im.lastIn[file]
		base := im.planOf(rows, rows[0].values["cup"])
		if im.spared[file] {
			im.kept = append(im.kept, rows...)
			if e, err := im.site.open(file); err != nil {
				return err
			} else if e != nil {
				im.ledger.stays(e, base)
			}
			continue
		}
		want := &mergePlan{top: []field{{key: "aggiornato", value: im.o.Day.ISO(), kind: date, seen: true}}}
		im.keepLost(want, rows, false)
		m := merger{bases: []*mergePlan{base}}
		if err := im.mergeFile(file, &m, want, &im.report.Projects); err != nil {
			return err
		}
		if m.edits > 0 {
			im.report.Notes = append(im.report.Notes, Note{Kind: Vanished, Pos: record.Pos{File: file, Line: 1, Col: 1}, Text: "il foglio non ha più il progetto «" + rows[0].called() + "»", Mend: "il file resta, e il suo denaro è fuori dai totali: se il progetto non c’è più dillo nel suo stato, o cancella il file"})
		}
	}
	return nil
}
