package register

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"vetro/internal/record"
)

func TestMissionsAndComponents(t *testing.T) {
	r := State()
	if len(r.Missions) != 7 || len(r.Components) != 17 {
		t.Fatalf("%d missions and %d components, want 7 and 17", len(r.Missions), len(r.Components))
	}
	for i, m := range r.Missions {
		if want := "M" + string(rune('1'+i)); m.Code != want || m.Name == "" {
			t.Errorf("mission %d is %+v, want %s with a name", i, m, want)
		}
	}
	if !slices.IsSortedFunc(r.Components, func(a, b record.Component) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("the components are out of order")
	}
	for _, c := range r.Components {
		known := slices.ContainsFunc(r.Missions, func(m record.Mission) bool { return m.Code == c.Mission })
		if !known || !strings.HasPrefix(c.Code, c.Mission) || c.Name == "" {
			t.Errorf("%+v: no such mission, or no name", c)
		}
	}
}

func TestSectionCounts(t *testing.T) {
	count := make(map[int]int)
	for _, s := range sections() {
		count[s.Level]++
	}
	// The tree of the law has 22, 61 and 42 (125); Vetro adds 4 and 1.
	if count[1] != 22 || count[2] != 61+4 || count[3] != 42+1 || len(count) != 3 {
		t.Errorf("sections by level: %v", count)
	}
	if len(State().Sections) != 22 {
		t.Errorf("%d roots, want 22", len(State().Sections))
	}
}

func TestSectionsAreLinked(t *testing.T) {
	address := regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
	seen := make(map[string]bool)
	for _, s := range sections() {
		if !address.MatchString(s.ID) || s.ID == "index" || seen[s.ID] {
			t.Errorf("the id %q is no address, or stands twice", s.ID)
		}
		seen[s.ID] = true
		if State().Section(s.ID) != s {
			t.Errorf("Section(%q) is another one", s.ID)
		}
		if s.Name == "" || s.Name != strings.Join(strings.Fields(s.Name), " ") {
			t.Errorf("%s: the name is %q", s.ID, s.Name)
		}
		depth := 1
		for up := s.Parent; up != nil; up = up.Parent {
			depth++
		}
		if s.Level != depth {
			t.Errorf("%s has level %d at depth %d", s.ID, s.Level, depth)
		}
		for _, child := range s.Children {
			if child.Parent != s {
				t.Errorf("%s stands under %s, which is not above it", child.ID, s.ID)
			}
		}
	}
	if s := State().Section("nessuna"); s != nil {
		t.Errorf("an unknown id gives %+v", s)
	}
}

// The 22 names, in their order, are what the checker of ANAC looks for.
//
// Source: d.lgs. 33/2013, allegato A, as amended by d.lgs. 97/2016.
func TestFirstLevelNames(t *testing.T) {
	want := []string{
		"Disposizioni generali", "Organizzazione", "Consulenti e collaboratori", "Personale", "Bandi di concorso",
		"Performance", "Enti controllati", "Attività e procedimenti", "Provvedimenti", "Bandi di gara e contratti",
		"Sovvenzioni, contributi, sussidi, vantaggi economici", "Bilanci", "Beni immobili e gestione patrimonio",
		"Controlli e rilievi sull'amministrazione", "Servizi erogati", "Pagamenti dell'amministrazione",
		"Opere pubbliche", "Pianificazione e governo del territorio", "Informazioni ambientali",
		"Strutture sanitarie private accreditate", "Interventi straordinari e di emergenza", "Altri contenuti",
	}
	var got []string
	for _, s := range State().Sections {
		got = append(got, s.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestSection(t *testing.T) {
	tests := []struct{ name, id, want string }{
		{"frequencies are joined", "contrattazione-integrativa",
			"personale > Contrattazione integrativa (art. 21, c. 2) annuale; tempestivo"},
		{"nessuno is no frequency", "dirigenti-cessati",
			"personale > Dirigenti cessati (art. 14, c. 1) "},
		{"a slash in an id is a hyphen", "titolari-incarichi-politici-art-14-1-dlgs-33-2013",
			"titolari-incarichi-politici-amministrazione-direzione-governo > Titolari di incarichi politici di cui all'art. 14, co. 1, del dlgs n. 33/2013 () "},
		{"a section may have the name of the one above", "articolazione-uffici-child",
			"articolazione-uffici > Articolazione degli uffici () "},
		{"general acts of tenders since 2024", "atti-tutte-procedure",
			"bandi-gara-contratti > Atti e documenti di carattere generale riferiti a tutte le procedure (delibera ANAC n. 264/2023, modificata dalla n. 601/2023) "},
		{"acts of each tender since 2024", "atti-singola-procedura",
			"bandi-gara-contratti > Atti e documenti distintamente per ogni singola procedura (delibera ANAC n. 264/2023, modificata dalla n. 601/2023) "},
		{"tenders before 2024", "archivio-procedure-2023",
			"bandi-gara-contratti > Archivio (procedure fino al 31/12/2023) () "},
		{"the yearly list of projects", "elenco-annuale-progetti",
			"atti-tutte-procedure > Elenco annuale dei progetti finanziati (art. 11, c. 2-quater, l. n. 3/2003) annuale"},
		{"the measures of the PNRR", "attuazione-misure-pnrr",
			"altri-contenuti > Attuazione misure PNRR (circolare RGS 10 febbraio 2022, n. 9, allegato 4) tempestivo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := State().Section(tt.id)
			if s == nil {
				t.Fatalf("no section %s", tt.id)
			}
			if got := s.Parent.ID + " > " + s.Name + " (" + s.Article + ") " + s.Update; got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// sections gives the whole tree, each section before those under it.
func sections() []*record.Section {
	var all []*record.Section
	var walk func([]*record.Section)
	walk = func(level []*record.Section) {
		for _, s := range level {
			all = append(all, s)
			walk(s.Children)
		}
	}
	walk(State().Sections)
	return all
}
