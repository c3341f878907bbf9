package load

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"vetro/internal/record"
)

// reference is a name that a record gives of another record or file, to be looked up
// once everything is read.
type reference struct {
	form record.Form
	id   string
	at   record.Pos
}

// join takes from each part what concerns the whole site, in the order of reading.
func (a *assembly) join() {
	a.site.Measures = a.measures.All()
	files := make(map[record.Form]int)
	for _, j := range a.jobs {
		files[j.kind]++
	}
	for kind, n := range files {
		a.ids[kind] = make(map[string]string, n)
	}
	for i, p := range a.parts {
		a.problems = append(a.problems, p.problems...)
		a.site.Remarks = append(a.site.Remarks, p.remarks...)
		a.site.Personal = append(a.site.Personal, p.personal...)
		if kind := a.jobs[i].kind; kind == configFile {
			a.oneBody = !p.bodiless
		} else if kind != mediaFile {
			a.claim(kind, p)
		}
		switch r := p.record.(type) {
		case *record.Config:
			a.site.Config = *r
		case *record.Body:
			a.site.Bodies = append(a.site.Bodies, r)
		case *record.SectionText:
			a.site.SectionTexts[r.ID] = r
		case *record.Page:
			a.site.Pages = append(a.site.Pages, r)
		case *record.Dataset:
			a.site.Datasets = append(a.site.Datasets, r)
		case *record.Media:
			a.site.Media = append(a.site.Media, *r)
		}
	}
	a.clashes()
}

// claim notes the file that has an id, and reports one that another file has already.
func (a *assembly) claim(kind record.Form, p *part) {
	id := stem(p.file)
	if kind == record.MeasureID {
		m, is := p.record.(*record.Measure)
		if !is {
			return
		}
		id = m.Code
	}
	other, found := a.ids[kind][id]
	switch {
	case !found:
		a.ids[kind][id] = p.file
	case kind == record.MeasureID:
		a.problem(p.record.(*record.Measure).At("codice"), "id-doppio", "la misura "+id+" è già in "+other, "riunisci i due file in uno")
	default:
		a.problem(top(p.file), "id-doppio", "l’id "+quote(id)+" è già di "+other, "rinomina uno dei due file: il nome è l’indirizzo della pagina")
	}
}

// link ties the records to each other and reports names that lead nowhere. A record that
// a previous site may hold is not touched: where its links differ, a copy takes its place.
func (a *assembly) link() {
	bodies := make(map[string]*record.Body)
	for _, b := range a.site.Bodies {
		bodies[b.ID] = b
	}
	a.site.Body = bodies[a.site.Config.BodyID]
	bodyOf := func(id string) *record.Body { return cmp.Or(bodies[id], a.site.Body) }
	measures := make(map[string]*record.Measure)
	for _, m := range a.site.Measures {
		measures[m.Code] = m
	}
	sets := make(map[string]*record.Dataset)
	for _, d := range a.site.Datasets {
		sets[d.ID] = d
	}
	projects := make(map[string]*record.Project)
	for i, part := range a.parts {
		if p, is := part.record.(*record.Project); is {
			p = a.linkSources(i, a.linkProject(i, p, bodyOf(p.BodyID), measures), sets)
			a.site.Projects = append(a.site.Projects, p)
			projects[p.ID] = p
		}
	}
	sortByID(a.site.Projects, func(p *record.Project) string { return p.ID })
	for i, part := range a.parts {
		if n, is := part.record.(*record.Announcement); is {
			a.site.Announcements = append(a.site.Announcements, a.linkAnnouncement(i, n, bodyOf(n.BodyID), projects))
		}
	}
	a.lookUpAll()
	a.askForBodies()
	a.askForTitles()
	sortByID(a.site.Bodies, func(b *record.Body) string { return b.ID })
	sortByID(a.site.Announcements, func(n *record.Announcement) string { return n.ID })
	sortByID(a.site.Pages, func(p *record.Page) string { return p.ID })
}

// linkProject gives the project of a part with its body and its measures.
func (a *assembly) linkProject(i int, p *record.Project, body *record.Body, measures map[string]*record.Measure) *record.Project {
	same := p.Body == body
	for n := range p.Fundings {
		if f := &p.Fundings[n]; !f.Has("stato") && f.State == record.Assigned && body.Outside(f) {
			a.noState(f)
		}
		same = same && p.Fundings[n].Measure == measures[p.Fundings[n].MeasureCode]
	}
	if same {
		return p
	}
	p = a.ownProject(i, p)
	p.Body = body
	for n := range p.Fundings {
		p.Fundings[n].Measure = measures[p.Fundings[n].MeasureCode]
	}
	return p
}

// ownProject gives the project of a part to be changed: a copy, where a previous site may hold it.
func (a *assembly) ownProject(i int, p *record.Project) *record.Project {
	if a.mine[i] {
		return p
	}
	q := *p
	q.Fundings, q.Sources = slices.Clone(p.Fundings), slices.Clone(p.Sources)
	a.replace(i, &q)
	return &q
}

// linkAnnouncement gives the announcement of a part with its body and its projects.
func (a *assembly) linkAnnouncement(i int, n *record.Announcement, body *record.Body, projects map[string]*record.Project) *record.Announcement {
	var of []*record.Project
	for _, id := range n.ProjectIDs {
		if p := projects[id]; p != nil && !slices.Contains(of, p) {
			of = append(of, p)
		}
	}
	if n.Body == body && slices.Equal(n.Projects, of) {
		return n
	}
	if !a.mine[i] {
		m := *n
		n = &m
		a.replace(i, n)
	}
	n.Body, n.Projects = body, of
	return n
}

// sortByID sorts records by their ids; those of one id stay in their order.
func sortByID[T any](records []*T, id func(*T) string) {
	slices.SortStableFunc(records, func(a, b *T) int { return strings.Compare(id(a), id(b)) })
}

// replace puts another record in the place of that of a part.
func (a *assembly) replace(i int, record any) {
	p := *a.parts[i]
	p.record = record
	a.parts[i], a.mine[i] = &p, true
}

// askForBodies reports projects that do not say whose they are, where nobody else does.
func (a *assembly) askForBodies() {
	if a.oneBody {
		return
	}
	if !slices.ContainsFunc(a.parts, func(p *part) bool { return p.bodiless }) {
		return
	}
	ids := a.known(record.BodyID)
	mend := "crea il file dell’ente in content/enti, e aggiungi ente = \"…\" con il suo nome senza .toml"
	if len(ids) > 0 {
		mend = `aggiungi ente = "…", un id tra ` + strings.Join(ids[:min(10, len(ids))], ", ") + ", sopra la prima [[tabella]]"
	}
	for _, part := range a.parts {
		p, is := part.record.(*record.Project)
		if !is || !part.bodiless {
			continue
		}
		a.problem(p.Start(), "ente-manca", "il progetto non dice di quale ente è", mend)
	}
}

// known gives the ids of a kind, sorted.
func (a *assembly) known(kind record.Form) []string { return slices.Sorted(maps.Keys(a.ids[kind])) }

// lookUpAll reports the references that lead nowhere.
func (a *assembly) lookUpAll() {
	former := make(map[string]string)
	for _, part := range a.parts {
		if p, is := part.record.(*record.Project); is {
			for _, id := range p.FormerIDs {
				former[id] = p.ID
			}
		}
	}
	for _, p := range a.parts {
		for _, ref := range p.refs {
			a.lookUp(ref, former)
		}
	}
}

// lookUp reports a reference that leads nowhere. Former has the present ids of projects
// by those that they had.
func (a *assembly) lookUp(ref reference, former map[string]string) {
	known := a.ids[ref.form][ref.id] != ""
	switch {
	case known, ref.form == record.MediaFile && a.media[ref.id]:
	case ref.form == record.FormerID:
		a.formerID(ref)
	case ref.form == record.BodyID:
		a.unknown(ref, "ente-ignoto", "l’ente "+quote(ref.id)+" non esiste", record.BodyFolder)
	case ref.form == record.DatasetID:
		a.unknownDataset(ref)
	case ref.form == record.ProjectID && former[ref.id] != "":
		now := former[ref.id]
		a.problem(ref.at, "progetto-ignoto", "il progetto "+quote(ref.id)+" ora si chiama "+quote(now), "scrivi "+tomlText(now))
	case ref.form == record.ProjectID:
		a.unknown(ref, "progetto-ignoto", "il progetto "+quote(ref.id)+" non esiste", record.ProjectFolder)
	case ref.form == record.MediaFile:
		a.problem(ref.at, "file-ignoto", "il file "+quote(ref.id)+" non esiste", a.mediaMend(ref.id))
	}
}

func (a *assembly) unknown(ref reference, rule, text, dir string) {
	near := nearest(ref.id, a.known(ref.form))
	mend := "scrivi il nome di un file di " + dir + ", senza .toml"
	switch {
	case !record.ValidID(ref.id) && near != "":
		mend = "scrivi " + tomlText(near)
	case near != "":
		mend = "scrivi " + tomlText(near) + " se è quello, o crea " + dir + "/" + ref.id + ".toml"
	case record.ValidID(ref.id):
		mend = "crea " + dir + "/" + ref.id + ".toml, o scrivi l’id di un file che c’è"
	}
	a.problem(ref.at, rule, text, mend)
}

func (a *assembly) formerID(ref reference) {
	if !record.ValidID(ref.id) || record.ReservedID(ref.id) {
		a.problem(ref.at, "id-forma", "l’id "+quote(ref.id)+" non può essere un indirizzo", "scrivi l’id che la pagina aveva, senza .html")
	}
}

// mediaMend says what to write for a file that is not there: the one of that name, if
// there is one, or where to put it.
func (a *assembly) mediaMend(id string) string {
	plain := path.Clean(strings.ReplaceAll(id, `\`, "/"))
	base := path.Base(plain)
	byBase := make(map[string]string, len(a.media))
	for _, name := range slices.Sorted(maps.Keys(a.media)) {
		byBase[path.Base(name)] = name
	}
	put := "metti il file in content/media e scrivi " + tomlText("media/"+base)
	if strings.HasPrefix(plain, "media/") {
		put = "metti il file in content/" + plain
	}
	near := nearest(base, slices.Sorted(maps.Keys(byBase)))
	switch {
	case near == "":
		return put
	case strings.EqualFold(near, base):
		return "scrivi " + tomlText(byBase[near])
	}
	return "scrivi " + tomlText(byBase[near]) + " se è quello, o " + put
}
