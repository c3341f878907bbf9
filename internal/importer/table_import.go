package importer

import (
	"cmp"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
)

var coordinate = regexp.MustCompile(`^-?\d{1,3}(?:\.\d+)?$`)

// tableImport is the import of an office's own sheet.
type tableImport struct {
	*Table
	run
	last, cut *importedRows
	rows      []tableRow
	columns   []string // that are kept
}

// Import writes what the sheet says: new projects, and what it adds to those that the
// site has. A row that cannot be read is told, and the rest is written.
func (t *Table) Import() (_ *Report, err error) {
	im := &tableImport{Table: t, run: run{accept: t.o.Accept}}
	im.report = &Report{Source: t.source(), File: t.sheet.name, Unit: "riga", Dry: t.o.Dry}
	if !t.mapped("cup") && !t.mapped("titolo") {
		return nil, &Refusal{t.sheet.name + ": nessuna colonna dice di quale progetto è una riga", "indica la colonna del CUP o del titolo con --map \"Nome=cup\" o --map \"Nome=titolo\""}
	}
	if im.site, err = openFolder(t.o.Site, t.o.Dry); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, im.site.close()) }()
	if im.last, err = im.site.readRows(im.report.Source, ""); err != nil {
		return nil, err
	}
	if im.cut, err = im.site.readRows(im.report.Source, pending); err != nil {
		return nil, err
	}
	im.readRows()
	if im.last != nil && !t.o.Force {
		if err := tooShort(t.sheet.name, t.Rows, im.last.total); err != nil {
			return nil, err
		}
	}
	if err := im.bring(); err != nil {
		return nil, err
	}
	im.report.finish(im.site)
	return im.report, nil
}

// readRows reads the rows of the sheet.
func (im *tableImport) readRows() {
	im.o.Day = im.report.dated(im.o.Today, im.o.Day, dayInName(im.o.File))
	for i := range im.keys {
		if name := im.keys[i].name(); im.mapped(name) {
			im.columns = append(im.columns, name)
		}
	}
	for _, r := range im.sheet.rows {
		row, odd, why := im.read(r)
		rr := RowReport{Line: r.line, Body: row.values["ente"], CUP: row.values["cup"], Call: row.values["titolo"], Amount: row.values["finanziamento.importo"], State: row.values["stato"], odd: odd}
		if why != "" {
			rr.Outcome, rr.Why = rowSkipped.String(), why
		} else {
			im.rows = append(im.rows, row)
		}
		im.report.Rows = append(im.report.Rows, rr)
	}
	im.index()
}

// read gives the values of one row, or says why it cannot be read.
func (im *tableImport) read(r row) (out tableRow, odd []oddity, why string) {
	out = tableRow{line: r.line, values: make(map[string]string)}
	if r.bad != "" {
		return out, nil, r.bad
	}
	for name, v := range im.consts {
		out.values[name] = v
	}
	for i := range im.Columns {
		col := &im.Columns[i]
		if col.target == nil || i >= len(r.cells) {
			continue
		}
		value, wrong := im.value(col.target, r.cells[i])
		if wrong != "" {
			return out, nil, "colonna «" + col.Name + "»: " + wrong
		}
		if value != "" {
			out.values[col.Key] = value
		}
	}
	name, code := out.values["contratto.fornitore"], out.values["contratto.codice_fiscale"]
	if name+code != "" {
		name, code, person := company(name, code, "")
		if person {
			odd = append(odd, oddPerson)
		}
		set(out.values, "contratto.fornitore", name)
		set(out.values, "contratto.codice_fiscale", code)
	}
	odd = append(odd, unsaid(out.values)...)
	return out, odd, cmp.Or(im.place(&out), dayless(out.values))
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

// project tells the project of a row.
func (r *tableRow) project() string {
	return r.values["ente"] + "\n" + cmp.Or(r.values["cup"], slug(r.values["titolo"]))
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slug gives a title as an id.
func slug(title string) string {
	s := strings.NewReplacer("à", "a", "è", "e", "é", "e", "ì", "i", "ò", "o", "ù", "u").Replace(strings.ToLower(record.Legible(title)))
	s = strings.Trim(notInSlug.ReplaceAllString(s, "-"), "-")
	if len(s) > 60 {
		s = strings.Trim(s[:60], "-")
	}
	return cmp.Or(s, "progetto")
}

func byProject(rows []tableRow) (order []string, groups map[string][]tableRow) {
	groups = make(map[string][]tableRow)
	for _, r := range rows {
		key := r.project()
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], r)
	}
	return order, groups
}

// bring writes the projects.
func (im *tableImport) bring() error {
	if err := im.open(func(w io.Writer) error { return writeTable(w, im.columnsWithBody(), im.rows) }); err != nil {
		return err
	}
	var former []map[string][]tableRow
	for _, k := range []*importedRows{im.last, im.cut} {
		if k != nil {
			_, groups := byProject(k.rows)
			former = append(former, groups)
		}
	}
	order, groups := byProject(im.rows)
	for _, key := range order {
		if err := im.bringProject(key, groups[key], former); err != nil {
			return err
		}
	}
	if im.last != nil {
		for key, rows := range former[0] {
			if groups[key] == nil {
				im.report.Gone += len(rows)
				im.report.Notes = append(im.report.Notes, Note{Kind: Vanished, Pos: record.Pos{File: cmp.Or(im.fileOf(rows[0]), im.report.File)}, Text: "il foglio non ha più il progetto «" + cmp.Or(rows[0].values["titolo"], rows[0].values["cup"]) + "»", Mend: "il file resta: se il progetto non c’è più, dillo nel suo stato"})
			}
		}
	}
	choice := imported{total: im.Rows, day: im.o.Day}
	return im.close(choice.choice(im.report.File))
}

// columnsWithBody gives the columns that are kept: the body of a row is found even where
// no column tells it.
func (im *tableImport) columnsWithBody() []string {
	if slices.Contains(im.columns, "ente") {
		return im.columns
	}
	return append([]string{"ente"}, im.columns...)
}

// fileOf gives the file of the project of a row, or "".
func (im *tableImport) fileOf(r tableRow) string {
	if cup := r.values["cup"]; cup != "" {
		return im.site.project(r.values["ente"], cup)
	}
	name := im.site.stems[slug(r.values["titolo"])]
	if im.site.owner[name] != r.values["ente"] {
		return ""
	}
	return name
}

func (im *tableImport) bringProject(key string, rows []tableRow, former []map[string][]tableRow) error {
	want := im.planOf(rows)
	name := im.fileOf(rows[0])
	if name == "" {
		if missing := lacks(want, &record.Body{Kind: im.site.kinds[rows[0].values["ente"]]}); missing != nil {
			im.outcome(rows, "", nil, rowSkipped, "il progetto è nuovo, e non si sa: "+strings.Join(missing, ", "))
			return nil
		}
		stem := strings.ToLower(rows[0].values["cup"])
		if stem == "" {
			stem = slug(rows[0].values["titolo"])
		}
		name = im.site.projectFile(rows[0].values["ente"], stem, false)
		im.site.owner[name] = rows[0].values["ente"]
		im.report.Projects.New++
		im.outcome(rows, name, nil, rowNew, "")
		im.report.Notes = append(im.report.Notes, Note{Kind: New, Pos: record.Pos{File: name}, Text: "nuovo progetto «" + want.get("titolo").value + "»"})
		return im.site.create(name, want)
	}
	m := merger{bases: []*mergePlan{}}
	for _, groups := range former {
		if groups[key] != nil {
			m.bases = append(m.bases, im.planOf(groups[key]))
		}
	}
	if len(m.bases) == 0 { // the sheet adds to what is there
		m.bases = []*mergePlan{{}}
	}
	if err := im.mergeFile(name, &m, want, &im.report.Projects); err != nil {
		return err
	}
	if m.file == nil {
		im.outcome(rows, name, nil, rowSkipped, "il file del progetto non si legge")
		return nil
	}
	im.outcome(rows, name, m.rows, rowSame, "")
	return nil
}

func (im *tableImport) outcome(rows []tableRow, file string, became map[int]outcome, otherwise outcome, why string) {
	for _, r := range rows {
		row := im.byLine[r.line]
		row.File, row.Outcome, row.Why = file, max(became[r.line], otherwise).String(), why
	}
}

// lacks names what a new project of a body cannot do without. Money that nobody grants, as that
// of the body itself, has no state.
func lacks(d *mergePlan, body *record.Body) []string {
	var missing []string
	if d.get("titolo").value == "" {
		missing = append(missing, "titolo")
	}
	funded, state, measure := false, true, true
	for i := range d.blocks {
		f := &d.blocks[i]
		if f.name != "finanziamento" {
			continue
		}
		source := cmp.Or(f.get("fonte").value, record.PNRR)
		funded = true
		state = state && (f.get("stato").value != "" || !body.Outside(&record.Funding{Source: source}))
		measure = measure && (f.get("misura").value != "" || source != record.PNRR)
	}
	if !funded {
		return append(missing, "finanziamento.importo")
	}
	if !state {
		missing = append(missing, "finanziamento.stato")
	}
	if !measure {
		missing = append(missing, "finanziamento.misura")
	}
	return missing
}

// planOf gives the project that rows tell of.
func (im *tableImport) planOf(rows []tableRow) *mergePlan {
	d := &mergePlan{}
	for i := range im.keys {
		if k := &im.keys[i]; k.block == "" {
			f := field{key: k.key, kind: k.kind}
			for _, r := range rows {
				f.value = cmp.Or(f.value, r.values[k.key])
			}
			switch {
			case k.key == "stato":
				f.value, f.once = cmp.Or(f.value, record.Unreported), f.value == ""
			case k.key == "cup_assente" && rows[0].values["cup"] == "":
				f.value = cmp.Or(f.value, "il foglio dell’ente non riporta il CUP")
			case k.key == "aggiornato":
				f.value, f.forward = cmp.Or(f.value, im.o.Day.ISO()), true
			}
			d.top = append(d.top, f)
		}
	}
	for _, name := range []string{"finanziamento", record.StartPhase, record.CompletionPhase, "contratto", "pagamento", "luogo"} {
		for _, r := range rows {
			if b, any := im.blockOf(name, r); any && !hasBlock(d, &b) {
				d.blocks = append(d.blocks, b)
			}
		}
	}
	d.blocks = append(d.blocks, block{name: "provenienza", id: "provenienza", fields: []field{
		{key: "titolo", value: "Foglio dell’ente, fonte " + im.report.Source},
		{key: "data", value: im.o.Day.ISO(), kind: date, forward: true},
	}})
	return d
}

// needs names the keys without which a table of that name is not written.
func needs(name string) string {
	switch name {
	case "finanziamento", "pagamento":
		return "importo"
	case "luogo":
		return "nome"
	}
	return ""
}

// blockOf gives the table of that name that a row tells of.
func (im *tableImport) blockOf(name string, r tableRow) (b block, any bool) {
	b = block{name: name, line: r.line}
	for i := range im.keys {
		if k := &im.keys[i]; k.block == name {
			v := r.values[k.name()]
			b.fields = append(b.fields, field{key: k.key, value: v, kind: k.kind})
			any = any || v != "" && im.consts[k.name()] == ""
		}
	}
	if n := needs(name); n != "" && b.get(n).value == "" {
		return b, false
	}
	switch name {
	case record.StartPhase, record.CompletionPhase:
		title := map[string]string{record.StartPhase: "Avvio delle attività", record.CompletionPhase: "Completamento delle attività"}[name]
		b.name = "tappa"
		b.fields = append([]field{{key: "titolo", value: title}, {key: "fase", value: name}}, b.fields...)
	case "contratto":
		if b.get("cig").value == "" && b.get("fornitore").value == "" {
			return b, false
		}
		b = contractDefaults(b)
	}
	b.id = name + "\n" + b.get(b.by()).value + "\n" + b.get("importo").value
	if b.name == "tappa" || b.by() == "cig" {
		b.id = name + "\n" + b.get(b.by()).value
	}
	return b, any
}

// contractDefaults says what a sheet does not tell of a contract.
func contractDefaults(b block) block {
	for i := range b.fields {
		f := &b.fields[i]
		switch {
		case f.key == "oggetto" && f.value == "":
			f.value, f.once = "Oggetto non riportato dal foglio dell’ente", true
		case f.key == "cig_assente" && f.value == "" && b.get("cig").value == "":
			f.value, f.once = "il foglio dell’ente non riporta il CIG", true
		}
	}
	return b
}
