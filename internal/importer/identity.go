package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/load"
	"vetro/internal/record"
)

// knownProject is what tells a project of the site from others.
type knownProject struct {
	file, body, cup string
	title           string   // as record.PlainTitle gives it
	places          []string // likewise
	money           []string // of each funding, as moneyKeyOf gives it
}

// sameMoney gives what two fundings have alike that may be the same money under two titles.
func sameMoney(source, measure, amount string) string {
	e, _ := record.ParseEuro(amount)
	return cmp.Or(source, record.PNRR) + "\n" + measure + "\n" + e.Decimal()
}

// knownProject gives what tells a project of the site from others.
func (f *folder) knownProject(name string, e *load.Editor) knownProject {
	get := func(at load.Spot) string { s, _ := e.Value(at); return s }
	p := knownProject{file: name, body: f.owner[name], title: record.PlainTitle(get(load.Spot{Key: "titolo"}))}
	if cup, ok := record.ParseCUP(get(load.Spot{Key: "cup"})); ok {
		p.cup = string(cup)
	}
	for n := range e.Count("luogo") {
		p.places = append(p.places, record.PlainTitle(get(load.Spot{Table: "luogo", N: n, Key: "nome"})))
	}
	for n := range e.Count("finanziamento") {
		at := func(key string) string { return get(load.Spot{Table: "finanziamento", N: n, Key: key}) }
		p.money = append(p.money, sameMoney(at("fonte"), at("misura"), at("importo")))
	}
	return p
}

// isAt reports whether a project may be at a place: it is, or one of the two is not known.
func (p *knownProject) isAt(place string) bool {
	return place == "" || len(p.places) == 0 || slices.Contains(p.places, place)
}

// project tells the project of a row: its body and CUP or, without, its whole title with place
// and lot.
func (r *tableRow) project() string {
	v := r.values
	if v["cup"] != "" {
		return v["ente"] + "\n" + v["cup"]
	}
	return strings.Join([]string{v["ente"], "", r.title(), r.placeName(), record.PlainTitle(v[lotKey])}, "\n")
}

func (r *tableRow) title() string     { return record.PlainTitle(r.values["titolo"]) }
func (r *tableRow) placeName() string { return record.PlainTitle(r.values["luogo.nome"]) }

// called names a row for people.
func (r *tableRow) called() string { return cmp.Or(r.values["titolo"], r.values["cup"]) }

// tableProject is a project that rows of a sheet tell of.
type tableProject struct {
	key  string
	rows []tableRow
	file string // of the site; "" for a new one
	may  []*knownProject
	why  string // why it is not certain which one it is; "" when it is
}

// identify finds the project of the site that each group of rows is, or is new. What is not
// certain is asked about or left out: rows that may be one of two projects are never joined.
func (im *tableImport) identify(groups []*tableProject) {
	im.claimed = make(map[string]string)
	for _, g := range groups { // what is certain comes first
		if name := im.certain(g); name != "" && im.claimed[name] == "" {
			g.file, im.claimed[name] = name, g.key
		}
	}
	for _, g := range groups {
		if g.file != "" || im.asNew(g) {
			continue
		}
		im.likely(g, groups)
		if g.why == "" && g.file != "" {
			im.claimed[g.file] = g.key
		}
		if g.why != "" {
			im.ask(g)
		}
	}
}

// certain gives the file of the project that the last import had for these rows, or that has their
// CUP, or that the office has named; "" for none.
func (im *tableImport) certain(g *tableProject) string {
	first := &g.rows[0]
	if id := im.told(first); id != "" && id != newProject {
		if name := im.site.stems[id]; name != "" {
			return name
		}
	}
	if cup := first.values["cup"]; cup != "" {
		if name := im.site.project(first.values["ente"], cup); name != "" {
			return name
		}
	}
	for _, r := range im.lastOf[g.key] {
		if name := im.recordOf(&r); name != "" {
			return name
		}
	}
	return ""
}

// newProject is what --progetto says of rows whose project the site has not.
const newProject = "nuovo"

// told gives what the office has said of the project of a row with --progetto: an id, or newProject;
// an asterisk stands for all rows of which it is not certain.
func (im *tableImport) told(r *tableRow) string {
	for _, said := range im.o.Projects {
		what, id, _ := cutLast(said)
		if what == "*" || record.PlainTitle(what) == r.title() || record.NormalCode(what) == r.values["cup"] && r.values["cup"] != "" {
			return id
		}
	}
	return ""
}

func (im *tableImport) asNew(g *tableProject) bool { return im.told(&g.rows[0]) == newProject }

// recordOf gives the file of the project that a row of the last import was written into, or "".
func (im *tableImport) recordOf(r *tableRow) string {
	if name := im.site.stems[r.values[recordColumn]]; name != "" {
		return name
	}
	if cup := r.values["cup"]; cup != "" {
		return im.site.project(r.values["ente"], cup)
	}
	for i := range im.known { // an older Vetro did not keep it
		if p := &im.known[i]; p.body == r.values["ente"] && p.cup == "" && p.title == r.title() {
			return p.file
		}
	}
	if name := im.site.stems[slug(r.values["titolo"])]; im.site.owner[name] == r.values["ente"] {
		return name
	}
	return ""
}

// likely finds the project of rows by their title and, where none has it, by their money.
func (im *tableImport) likely(g *tableProject, groups []*tableProject) {
	r := &g.rows[0]
	cup := r.values["cup"]
	var bare, coded []*knownProject // of that title: without CUP, with another one
	for i := range im.known {
		p := &im.known[i]
		switch {
		case p.body != r.values["ente"] || p.title == "" || p.title != r.title() || !p.isAt(r.placeName()):
		case p.cup == "":
			bare = append(bare, p)
		default:
			coded = append(coded, p)
		}
	}
	same := append(slices.Clone(bare), coded...)
	switch {
	case im.addsOnly():
		im.only(g, same)
	case cup == "" && (len(coded) > 0 || im.codedRow(g, groups) != nil):
		g.may = same
		g.why = im.withCUP(g, coded, groups)
	case len(bare) > 1:
		g.may = bare
		g.why = "ha il titolo di più progetti: " + im.names(bare)
	case len(bare) == 1 && im.claimed[bare[0].file] != "":
		g.may = bare
		g.why = "ha il titolo del progetto " + im.names(bare) + ", che è già di altre righe"
	case len(bare) == 1:
		g.file = bare[0].file
	default:
		im.byMoney(g)
	}
}

// only takes the one project of that title for rows that add to a project and make none.
func (im *tableImport) only(g *tableProject, same []*knownProject) {
	g.may = same
	switch len(same) {
	case 0:
		g.why = "nessun progetto dell’ente ha questo titolo, e il foglio non ha il denaro di uno nuovo"
	case 1:
		g.file, g.may = same[0].file, nil
		im.report.Notes = append(im.report.Notes, Note{Kind: Unsure, Pos: record.Pos{File: im.report.File, Line: g.rows[0].line},
			Text: fmt.Sprintf("«%s» è aggiunta per titolo al progetto %s", g.rows[0].called(), im.names(same)), Mend: "se è un altro, correggi il titolo nel foglio o scrivi il CUP"})
	default:
		g.why = "ha il titolo di più progetti: " + im.names(same)
	}
}

// codedRow gives the rows of the sheet that have the title of rows without CUP, and a CUP.
func (im *tableImport) codedRow(g *tableProject, groups []*tableProject) *tableProject {
	r := &g.rows[0]
	for _, other := range groups {
		o := &other.rows[0]
		if o.values["cup"] != "" && o.values["ente"] == r.values["ente"] && r.title() != "" && o.title() == r.title() && (r.placeName() == "" || o.placeName() == "" || o.placeName() == r.placeName()) {
			return other
		}
	}
	return nil
}

func (im *tableImport) withCUP(g *tableProject, coded []*knownProject, groups []*tableProject) string {
	if len(coded) > 0 {
		return "non ha il CUP, e ha il titolo del progetto " + im.names(coded) + ", che ne ha uno"
	}
	other := &im.codedRow(g, groups).rows[0]
	return fmt.Sprintf("non ha il CUP, e ha il titolo della riga %d, che ne ha uno", other.line)
}

// byMoney looks for the project of rows whose title none has: one whose rows the sheet has no more,
// or without CUP, with the same money.
func (im *tableImport) byMoney(g *tableProject) {
	var money []string
	for i := range g.rows {
		for _, b := range im.fundings(&g.rows[i]) {
			money = append(money, sameMoney(b.get("fonte").value, b.get("misura").value, b.get("importo").value))
		}
	}
	r := &g.rows[0]
	for i := range im.known {
		p := &im.known[i]
		if p.body != r.values["ente"] || im.claimed[p.file] != "" || im.spared[p.file] || !im.mayChange(p) {
			continue
		}
		if slices.ContainsFunc(p.money, func(m string) bool { return slices.Contains(money, m) }) {
			g.may = append(g.may, p)
		}
	}
	if len(g.may) > 0 {
		g.why = "ha lo stesso ente, la stessa misura e lo stesso importo di " + im.names(g.may) + ", con un altro titolo"
		if g.may[0].title == r.title() {
			g.why = "ha il titolo e il denaro di " + im.names(g.may) + ", con un altro CUP"
		}
	}
}

// mayChange reports whether a project may be one that a row tells of under another title or CUP:
// its own row is not in the sheet any more (one that has it is claimed), or it came from elsewhere and
// has no CUP.
func (im *tableImport) mayChange(p *knownProject) bool {
	return im.lastIn[p.file] != nil || p.cup == ""
}

// names tells projects by title and file.
func (im *tableImport) names(projects []*knownProject) string {
	var out []string
	for _, p := range projects {
		out = append(out, p.file)
	}
	return strings.Join(out, ", ")
}

// ask asks which project rows are, where somebody can answer.
func (im *tableImport) ask(g *tableProject) {
	if im.o.Ask == nil {
		return
	}
	q := Question{Text: fmt.Sprintf("La riga %d, «%s», %s. È:", g.rows[0].line, g.rows[0].called(), g.why)}
	for _, p := range g.may {
		q.Choices = append(q.Choices, "il progetto di "+p.file)
	}
	fresh := -1
	if !im.addsOnly() {
		fresh = len(q.Choices)
		q.Choices = append(q.Choices, "un progetto nuovo")
	}
	q.Choices = append(q.Choices, "non so: lasciala fuori")
	switch answer := im.o.Ask(q); {
	case answer == fresh && answer >= 0:
		g.why, g.may = "", nil
	case answer >= 0 && answer < len(g.may) && im.claimed[g.may[answer].file] == "":
		g.file, g.why, g.may = g.may[answer].file, "", nil
		im.claimed[g.file] = g.key
	}
}

// mend tells how to say which project rows are.
func (g *tableProject) mend() string {
	called := g.rows[0].called()
	if len(g.may) == 0 {
		return "scrivi nel foglio il CUP o il titolo del progetto, o il denaro di uno nuovo"
	}
	return fmt.Sprintf("di’ quale progetto è: --progetto \"%s=%s\", o --progetto \"%s=%s\"; con --progetto \"*=%s\" è nuovo tutto ciò che non è certo",
		called, stem(g.may[0].file), called, newProject, newProject)
}
