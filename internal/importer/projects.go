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
	for _, g := range order {
		if err := im.bringBody(g, former); err != nil {
			return err
		}
	}
	return nil
}

// bringBody writes one body, or brings it up to date.
func (im *padigitale) bringBody(g *group, former []map[string]*group) error {
	im.seats(g)
	want := bodyPlan(g.rows)
	id := im.site.bodies[g.key]
	if id == "" {
		im.site.bodies[g.key] = g.key
		return im.createFile(record.BodyFolder+"/"+g.key+".toml", want, &im.report.Bodies)
	}
	var m merger
	for _, byKey := range former {
		if old := byKey[g.key]; old != nil {
			rows, gone := living(old.rows)
			if rows == nil {
				rows = gone
			}
			m.bases = append(m.bases, bodyPlan(rows))
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

// bringProjects writes the projects of the rows of now, and of those that are gone.
func (im *padigitale) bringProjects(keep *imported) error {
	order, byKey := grouped(im.rows, (*application).project)
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
	order = im.withGone(order, byKey, keep)
	slices.SortStableFunc(order, func(a, b *group) int { return strings.Compare(a.rows[0].body, b.rows[0].body) })
	bodies := bodiesOf(order)
	for _, g := range order {
		if err := im.bringProject(g, len(bodies[g.rows[0].cup]) > 1, byKey, former); err != nil {
			return err
		}
	}
	im.unsureCalls()
	return im.lostProjects(order, bodies)
}

// withGone adds the rows that are gone to their projects, which may go on under another CUP; those of
// which nothing is left come behind.
func (im *padigitale) withGone(order []*group, byKey map[string]*group, keep *imported) []*group {
	moved := make(map[string]*group)
	for _, g := range order {
		for _, a := range g.rows {
			for _, keys := range im.oldKeys {
				if old := keys[a.id()]; old != "" && byKey[old] == nil {
					moved[old] = g
				}
			}
		}
	}
	left, into := make(map[string]*group), im.groupsByRecord(order)
	for _, a := range keep.rows {
		if a.gone == "" || !im.chosen(a) {
			continue
		}
		g := cmp.Or(byKey[a.project()], moved[a.project()], into[a.record], left[a.project()])
		if g == nil {
			g = &group{key: a.project()}
			left[g.key] = g
			order = append(order, g)
		}
		g.rows = append(g.rows, a)
	}
	return order
}

// groupsByRecord gives the projects of now by the id of the record that the last import wrote one of
// their rows into.
func (im *padigitale) groupsByRecord(order []*group) map[string]*group {
	if im.last == nil {
		return nil
	}
	records := make(map[string]string)
	for _, a := range im.last.rows {
		if a.record != "" && a.gone == "" {
			records[a.id()] = a.record
		}
	}
	into := make(map[string]*group)
	for _, g := range order {
		for _, a := range g.rows {
			if record := records[a.id()]; record != "" {
				into[record] = g
			}
		}
	}
	return into
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
	live, gone := living(g.rows)
	im.oddProject(live, shared)
	name, key := im.findProject(g, body, now, former)
	if name == "" {
		if len(live) == 0 {
			return nil
		}
		want := im.calls.projectPlan(body, live, im.Day.ISO())
		name = im.site.projectFile(body, projectStem(g.rows[0]), shared)
		im.rowsOf(live, name, nil, rowNew)
		im.report.Notes = append(im.report.Notes, Note{Kind: New, Pos: record.Pos{File: name}, Text: fmt.Sprintf("nuovo progetto «%s», %s", want.get("titolo").value, total(live))})
		return im.createFile(name, want, &im.report.Projects)
	}
	want := im.calls.projectPlan(body, g.rows, im.Day.ISO())
	for _, a := range im.dropped[g.key] {
		want.dropped = append(want.dropped, im.calls.funding(a))
	}
	for i := range want.blocks {
		b := &want.blocks[i]
		b.goneBefore = b.gone && b.get(absentKey).value != im.Day.ISO()
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
		im.rowsOf(live, name, nil, rowSkipped)
		return nil
	}
	im.rowsOf(live, name, m.rows, rowSame)
	if live == nil && newlyGone(gone, im.Day) {
		im.lostFiles[g.key] = m.file.Pos(load.Spot{Key: "cup"})
	}
	return nil
}

// newlyGone reports whether rows are gone since this import.
func newlyGone(gone []*application, day record.Date) bool {
	return slices.ContainsFunc(gone, func(a *application) bool { return a.gone == day.ISO() })
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
			if old == nil || now[old.key] != nil || im.renamed[old.key] {
				continue
			}
			for _, name := range append(im.writtenInto(old), im.projectAt(old.rows[0], body)) {
				if name != "" {
					im.renamed[old.key] = true
					return name, old.key
				}
			}
		}
	}
	return "", ""
}

// writtenInto gives the files that a former import wrote rows into, as far as they are there.
func (im *padigitale) writtenInto(g *group) (names []string) {
	for _, a := range g.rows {
		names = append(names, im.site.stems[a.record])
	}
	return names
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
func (im *padigitale) oddProject(rows []*application, shared bool) {
	calls := make(map[string]bool)
	for _, a := range rows {
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
func (im *padigitale) rowsOf(rows []*application, name string, became map[int]outcome, otherwise outcome) {
	for _, a := range rows {
		a.record = stem(name)
		r := im.byLine[a.line]
		r.File, r.Outcome = name, max(became[a.line], otherwise).String()
		if otherwise == rowSkipped {
			r.Why = "il file del progetto non si legge"
			im.ledger.settle(funded, rowSkipped, a.amount)
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
func (im *padigitale) lostProjects(order []*group, bodies map[record.CUP][]string) error {
	for _, g := range order {
		pos, lost := im.lostFiles[g.key]
		if !lost {
			continue
		}
		a := g.rows[0]
		mend := "il file resta, e il suo denaro è fuori dai totali: se il progetto è finito altrove, dillo nel file o cancellalo"
		for _, other := range bodies[a.cup] {
			if other != a.body {
				mend = fmt.Sprintf("il suo CUP è ora dell’ente «%s»: se gli è succeduto, cancella questo file e scrivi precedenti = [\"%s\"] nell’altro", other, stem(pos.File))
			}
		}
		im.report.Notes = append(im.report.Notes, Note{Kind: Vanished, Pos: pos, Text: fmt.Sprintf("la fonte non ha più il progetto (righe: %d)", len(g.rows)), Mend: mend})
	}
	return nil
}
