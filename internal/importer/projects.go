package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/load"
	"vetro/internal/record"
)

// group is the rows of one body, or of one project, in the order of the table.
type group struct {
	key  string
	rows []*application
}

// grouped puts rows together by a key, in the order in which keys first come.
func grouped(rows []*application, key func(*application) string) ([]*group, map[string]*group) {
	var order []*group
	byKey := make(map[string]*group, len(rows))
	for _, a := range rows {
		k := key(a)
		g := byKey[k]
		if g == nil {
			g = &group{key: k}
			byKey[k] = g
			order = append(order, g)
		}
		g.rows = append(g.rows, a)
	}
	return order, byKey
}

// former gives the rows of the last import and of one that was killed, by a key.
func (im *padigitale) former(key func(*application) string) []map[string]*group {
	var out []map[string]*group
	for _, k := range []*imported{im.last, im.cut} {
		if k != nil {
			_, byKey := grouped(k.rows, key)
			out = append(out, byKey)
		}
	}
	return out
}

func (im *padigitale) bringBodies() error {
	byBody := func(a *application) string { return a.body }
	order, _ := grouped(im.rows, byBody)
	former := im.former(byBody)
	const dir = record.BodyFolder
	err := im.site.begin(dir)
	for i := 0; i < len(order) && err == nil; i++ {
		err = im.bringBody(order[i], former)
	}
	return im.site.commit(dir, err)
}

// bringBody writes one body, or brings it up to date.
func (im *padigitale) bringBody(g *group, former []map[string]*group) error {
	im.seats(g)
	want := bodyPlan(g.rows)
	id := im.site.bodies[g.key]
	if id == "" {
		im.site.bodies[g.key] = g.key
		im.report.Bodies.New++
		return im.site.create(record.BodyFolder+"/"+g.key+".toml", want)
	}
	var m merger
	for _, byKey := range former {
		if old := byKey[g.key]; old != nil {
			m.bases = append(m.bases, bodyPlan(old.rows))
		}
	}
	return im.mergeFile(record.BodyFolder+"/"+id+".toml", &m, want, &im.report.Bodies)
}

// seats notes bodies whose rows name them differently, or place them elsewhere.
func (im *padigitale) seats(g *group) {
	first := g.rows[0]
	for _, a := range g.rows[1:] {
		for _, i := range []int{colBody, colTown, colTownCode, colProvince, colRegion} {
			if a.cells[i] != first.cells[i] {
				im.odd(a.line, oddMoved)
				break
			}
		}
	}
}

func (im *padigitale) bringProjects() error {
	order, byKey := grouped(im.rows, (*application).project)
	slices.SortStableFunc(order, func(a, b *group) int { return strings.Compare(a.rows[0].body, b.rows[0].body) })
	former := im.former((*application).project)
	for _, byKey := range former {
		keys := make(map[string]string)
		for key, g := range byKey {
			for _, a := range g.rows {
				keys[a.id()] = key
			}
		}
		im.oldKeys = append(im.oldKeys, keys)
	}
	bodies := bodiesOf(order)
	const all = record.ProjectFolder
	err := im.site.begin(all)
	for len(order) > 0 && err == nil { // body by body
		body := order[0].rows[0].body
		dir := all + "/" + im.site.bodies[body]
		err = im.site.begin(dir)
		n := 0
		for ; n < len(order) && order[n].rows[0].body == body && err == nil; n++ {
			g := order[n]
			err = im.bringProject(g, len(bodies[g.rows[0].cup]) > 1, byKey, former)
		}
		err = im.site.commit(dir, err)
		order = order[n:]
	}
	if err := im.site.commit(all, err); err != nil {
		return err
	}
	im.unsureCalls()
	return im.lostProjects(byKey, bodies)
}

// bodiesOf gives the bodies that each CUP has.
func bodiesOf(order []*group) map[record.CUP][]string {
	out := make(map[record.CUP][]string, len(order))
	for _, g := range order {
		cup, body := g.rows[0].cup, g.rows[0].body
		if cup != "" && !slices.Contains(out[cup], body) {
			out[cup] = append(out[cup], body)
		}
	}
	return out
}

// bringProject writes one project, or brings it up to date.
func (im *padigitale) bringProject(g *group, shared bool, now map[string]*group, former []map[string]*group) error {
	body := im.site.bodies[g.rows[0].body]
	im.oddProject(g, shared)
	want := im.calls.projectPlan(body, g.rows, im.Day.ISO())
	name, key := im.findProject(g, body, now, former)
	if name == "" {
		name = im.site.projectFile(body, projectStem(g.rows[0]), shared)
		im.report.Projects.New++
		im.rowsOf(g, name, nil, rowNew)
		im.report.Notes = append(im.report.Notes, Note{Kind: New, Pos: record.Pos{File: name}, Text: fmt.Sprintf("nuovo progetto «%s», %s", want.get("titolo").value, total(g.rows))})
		return im.site.create(name, want)
	}
	m := merger{}
	for _, byKey := range former {
		if old := byKey[key]; old != nil {
			base := im.calls.projectPlan(body, old.rows, "")
			base.retired = retired(old.rows)
			m.bases = append(m.bases, base)
		}
	}
	if err := im.mergeFile(name, &m, want, &im.report.Projects); err != nil {
		return err
	}
	if m.file == nil {
		im.rowsOf(g, name, nil, rowSkipped)
		return nil
	}
	im.rowsOf(g, name, m.rows, rowSame)
	return nil
}

// findProject gives the file of a project and the key of its rows in former imports, or
// "". A project whose CUP the source has mended since keeps its file: a stem is an
// address for ever.
func (im *padigitale) findProject(g *group, body string, now map[string]*group, former []map[string]*group) (name, key string) {
	if name := im.projectAt(g.rows[0], body); name != "" {
		return name, g.key
	}
	for i, byKey := range former {
		for _, a := range g.rows {
			old := byKey[im.oldKeys[i][a.id()]]
			if old == nil || now[old.key] != nil {
				continue
			}
			if name := im.projectAt(old.rows[0], body); name != "" {
				im.renamed[old.key] = true
				return name, old.key
			}
		}
	}
	return "", ""
}

// projectAt gives the file of the project that an application is of, or "".
func (im *padigitale) projectAt(a *application, body string) string {
	if a.cup != "" {
		return im.site.project(body, string(a.cup))
	}
	for _, id := range []string{projectStem(a), projectStem(a) + "-" + body} {
		if name := im.site.stems[id]; name != "" && im.site.owner[name] == body {
			return name
		}
	}
	return ""
}

// projectStem gives the id of a new project: its CUP in lower case. What has none goes
// by the letters that stand for it, or by its body and the day of its application.
func projectStem(a *application) string {
	switch {
	case a.cup != "":
		return strings.ToLower(string(a.cup))
	case a.cells[colCUP] != "":
		if s := strings.Trim(notInName.ReplaceAllString(strings.ToLower(a.cells[colCUP]), "-"), "-_"); s != "" {
			return s
		}
	}
	return "senza-cup-" + a.body + "-" + cmp.Or(a.sent.ISO(), a.dated.ISO(), "senza-data")
}

// oddProject notes what is odd about the rows of a project taken together.
func (im *padigitale) oddProject(g *group, shared bool) {
	calls := make(map[string]bool)
	for _, a := range g.rows {
		if calls[a.cells[colCall]] {
			im.odd(a.line, oddTwice)
		}
		calls[a.cells[colCall]] = true
		if shared {
			im.odd(a.line, oddShared)
		}
	}
}

// rowsOf tells what became of the rows of a project.
func (im *padigitale) rowsOf(g *group, name string, became map[int]outcome, otherwise outcome) {
	for _, a := range g.rows {
		r := im.byLine[a.line]
		r.File, r.Outcome = name, max(became[a.line], otherwise).String()
		if otherwise == rowSkipped {
			r.Why = "il file del progetto non si legge"
		}
	}
}

func total(rows []*application) string {
	var sum record.Euro
	for _, a := range rows {
		if a.state != "R" {
			sum += a.amount
		}
	}
	return sum.String()
}

// unsureCalls tells once of each call whose measure is not certain.
func (im *padigitale) unsureCalls() {
	first := make(map[string]int)
	count := make(map[string]int)
	for _, a := range im.rows {
		if a.code != "" {
			continue
		}
		if count[a.cells[colCall]]++; count[a.cells[colCall]] == 1 {
			first[a.cells[colCall]] = a.line
		}
	}
	for call, line := range first {
		im.report.Notes = append(im.report.Notes, Note{
			Kind: Unsure, Pos: record.Pos{File: im.report.File, Line: line},
			Text: fmt.Sprintf("la misura dell’avviso «%s» non è certa (righe: %d)", call, count[call]),
			Mend: "indica l’elenco degli avvisi con --avvisi, o scrivi misura = \"M1C1I…\" nei finanziamenti di quell’avviso",
		})
	}
}

// lostProjects tells of the projects of which the table has no row any more. They stay.
func (im *padigitale) lostProjects(now map[string]*group, bodies map[record.CUP][]string) error {
	if im.last == nil {
		return nil
	}
	order, _ := grouped(im.last.rows, (*application).project)
	for _, g := range order {
		a := g.rows[0]
		body := im.site.bodies[a.body]
		if live, _ := living(g.rows); now[g.key] != nil || !im.chosen(a) || live[0].gone != "" || im.renamed[g.key] {
			continue
		}
		name := im.projectAt(a, body)
		if name == "" {
			continue
		}
		mend := "il file resta: se il progetto è finito altrove, dillo nel file o cancellalo"
		for _, other := range bodies[a.cup] {
			mend = fmt.Sprintf("il suo CUP è ora dell’ente «%s»: se gli è succeduto, cancella questo file e scrivi precedenti = [\"%s\"] nell’altro", other, stem(name))
		}
		e, err := im.site.open(name)
		if err != nil || e == nil {
			return err
		}
		im.report.Notes = append(im.report.Notes, Note{Kind: Vanished, Pos: e.Pos(load.Spot{Key: "cup"}), Text: fmt.Sprintf("la fonte non ha più il progetto (righe: %d)", len(g.rows)), Mend: mend})
	}
	return nil
}
