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

// link ties the records to each other and reports names that lead nowhere.
func (l *loader) link() {
	bodies := make(map[string]*record.Body)
	for _, b := range l.site.Bodies {
		bodies[b.ID] = b
	}
	projects := make(map[string]*record.Project)
	for _, p := range l.site.Projects {
		projects[p.ID] = p
	}
	measures := make(map[string]*record.Measure)
	for _, m := range l.site.Measures {
		measures[m.Code] = m
	}
	l.lookUpAll()
	l.askForBodies()
	l.site.Body = bodies[l.site.Config.BodyID]
	for _, p := range l.site.Projects {
		p.Body = cmp.Or(bodies[p.BodyID], l.site.Body)
		for i := range p.Fundings {
			p.Fundings[i].Measure = measures[p.Fundings[i].MeasureCode]
		}
	}
	for _, a := range l.site.Announcements {
		a.Body = cmp.Or(bodies[a.BodyID], l.site.Body)
		for _, id := range a.ProjectIDs {
			if p := projects[id]; p != nil && !slices.Contains(a.Projects, p) {
				a.Projects = append(a.Projects, p)
			}
		}
	}
	slices.SortStableFunc(l.site.Bodies, func(a, b *record.Body) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(l.site.Projects, func(a, b *record.Project) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(l.site.Announcements, func(a, b *record.Announcement) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(l.site.Pages, func(a, b *record.Page) int { return strings.Compare(a.ID, b.ID) })
}

// askForBodies reports projects that do not say whose they are, where nobody else does.
func (l *loader) askForBodies() {
	if l.oneBody {
		return
	}
	ids := l.known(record.BodyID)
	mend := "crea il file dell’ente in content/enti, e aggiungi ente = \"…\" con il suo nome senza .toml"
	if len(ids) > 0 {
		mend = `aggiungi ente = "…", un id tra ` + strings.Join(ids[:min(10, len(ids))], ", ") + ", sopra la prima [[tabella]]"
	}
	for _, p := range l.bodiless {
		l.problem(p.Start(), "ente-manca", "il progetto non dice di quale ente è", mend)
	}
}

// known gives the ids of a kind, sorted.
func (l *loader) known(kind record.Form) []string { return slices.Sorted(maps.Keys(l.ids[kind])) }

// lookUpAll reports the references that lead nowhere.
func (l *loader) lookUpAll() {
	former := make(map[string]string)
	for _, p := range l.site.Projects {
		for _, id := range p.FormerIDs {
			former[id] = p.ID
		}
	}
	for _, ref := range l.refs {
		known := l.ids[ref.form][ref.id] != ""
		switch {
		case known, ref.form == record.MediaFile && l.media[ref.id]:
		case ref.form == record.FormerID:
			l.formerID(ref)
		case ref.form == record.BodyID:
			l.unknown(ref, "ente-ignoto", "l’ente "+quote(ref.id)+" non esiste", "content/enti")
		case ref.form == record.ProjectID && former[ref.id] != "":
			now := former[ref.id]
			l.problem(ref.at, "progetto-ignoto", "il progetto "+quote(ref.id)+" ora si chiama "+quote(now), "scrivi "+tomlText(now))
		case ref.form == record.ProjectID:
			l.unknown(ref, "progetto-ignoto", "il progetto "+quote(ref.id)+" non esiste", "content/progetti")
		case ref.form == record.MediaFile:
			l.problem(ref.at, "file-ignoto", "il file "+quote(ref.id)+" non esiste", l.mediaMend(ref.id))
		}
	}
}

func (l *loader) unknown(ref reference, rule, text, dir string) {
	near := nearest(ref.id, l.known(ref.form))
	mend := "scrivi il nome di un file di " + dir + ", senza .toml"
	switch {
	case !idForm.MatchString(ref.id) && near != "":
		mend = "scrivi " + tomlText(near)
	case near != "":
		mend = "scrivi " + tomlText(near) + " se è quello, o crea " + dir + "/" + ref.id + ".toml"
	case idForm.MatchString(ref.id):
		mend = "crea " + dir + "/" + ref.id + ".toml, o scrivi l’id di un file che c’è"
	}
	l.problem(ref.at, rule, text, mend)
}

func (l *loader) formerID(ref reference) {
	if !idForm.MatchString(ref.id) || takenID.MatchString(ref.id) {
		l.problem(ref.at, "id-forma", "l’id "+quote(ref.id)+" non può essere un indirizzo", "scrivi l’id che la pagina aveva, senza .html")
	}
}

// mediaMend says what to write for a file that is not there: the one of that name, if
// there is one, or where to put it.
func (l *loader) mediaMend(id string) string {
	plain := path.Clean(strings.ReplaceAll(id, `\`, "/"))
	base := path.Base(plain)
	byBase := make(map[string]string, len(l.media))
	for _, name := range slices.Sorted(maps.Keys(l.media)) {
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
