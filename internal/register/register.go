// Package register is what the State publishes and every site needs: the missions,
// components and measures of the PNRR, and the tree of Amministrazione trasparente.
//
// It is data, embedded as TOML, and the ways to find something in it. It decides
// nothing: whether an author's code may stand, load and check say. What it knows was
// true on the day of its sources; a site adds or corrects measures (Measures.With).
//
// Sources: Quadro finanziario of the PNRR (Ministero dell'economia e delle finanze,
// Italia Domani, CC-BY 4.0); d.lgs. 33/2013, allegato A; delibera ANAC 1310/2016,
// allegato 1. Each file names its own.
package register

import (
	"embed"
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
)

// Register is all that the State publishes. Its values are shared by whoever asks:
// nobody changes them.
type Register struct {
	Missions   []record.Mission
	Components []record.Component
	Measures   Measures
	Sections   []*record.Section // the sections of the first level, in the order of the law
	byID       map[string]*record.Section
}

// State gives the register as Vetro was built with it.
func State() *Register { return state() }

// Section gives the section of Amministrazione trasparente with that id, or nil.
func (r *Register) Section(id string) *record.Section { return r.byID[id] }

//go:embed missions.toml measures.toml sections.toml
var files embed.FS

var state = sync.OnceValue(func() *Register {
	r := &Register{Measures: readMeasures()}
	r.Missions, r.Components = readMissions()
	r.Sections, r.byID = readSections()
	return r
})

func readMissions() ([]record.Mission, []record.Component) {
	type row struct {
		Code string `toml:"codice"`
		Name string `toml:"nome"`
	}
	var file struct {
		Missions   []row `toml:"missione"`
		Components []row `toml:"componente"`
	}
	decode("missions.toml", &file)
	var missions []record.Mission
	for _, m := range file.Missions {
		missions = append(missions, record.Mission{Code: m.Code, Name: m.Name})
	}
	var components []record.Component
	for _, c := range file.Components {
		components = append(components, record.Component{Code: c.Code, Mission: c.Code[:len("M1")], Name: c.Name})
	}
	return missions, components
}

func readMeasures() Measures {
	var file struct {
		Measures []struct {
			Code      string `toml:"codice"`
			Title     string `toml:"titolo"`
			Short     string `toml:"breve"`
			Kind      string `toml:"tipo"`
			Parent    string `toml:"parte_di"`
			ReGiS     string `toml:"regis"`
			CID       string `toml:"cid"`
			Authority string `toml:"titolare"`
		} `toml:"misura"`
	}
	decode("measures.toml", &file)
	measures := make([]*record.Measure, 0, len(file.Measures))
	for _, m := range file.Measures {
		measures = append(measures, &record.Measure{
			Code: m.Code, Title: m.Title, Short: m.Short, Kind: m.Kind, Parent: m.Parent,
			ReGiS: m.ReGiS, CID: m.CID, Authority: m.Authority,
		})
	}
	return Measures{}.With(measures)
}

// readSections links each section to the one above, which stands before it in the
// file, and gives the roots and all sections by id.
func readSections() ([]*record.Section, map[string]*record.Section) {
	var file struct {
		Sections []struct {
			ID      string `toml:"id"`
			Name    string `toml:"nome"`
			Parent  string `toml:"parte_di"`
			Article string `toml:"articolo"`
			Update  string `toml:"aggiornamento"`
		} `toml:"sezione"`
	}
	decode("sections.toml", &file)
	var roots []*record.Section
	byID := make(map[string]*record.Section, len(file.Sections))
	for _, row := range file.Sections {
		s := &record.Section{ID: row.ID, Name: row.Name, Level: 1, Article: row.Article, Update: row.Update}
		if byID[s.ID] != nil {
			panic(fmt.Sprintf("register: an id in sections.toml stands once: %s", s.ID))
		}
		byID[s.ID] = s
		if row.Parent == "" {
			roots = append(roots, s)
			continue
		}
		s.Parent = byID[row.Parent]
		if s.Parent == nil {
			panic(fmt.Sprintf("register: the section above stands before %s in sections.toml: %s", s.ID, row.Parent))
		}
		s.Level = s.Parent.Level + 1
		s.Parent.Children = append(s.Parent.Children, s)
	}
	return roots, byID
}

func decode(name string, into any) {
	known, err := toml.DecodeFS(files, name, into)
	if err != nil {
		panic(fmt.Sprintf("register: the embedded %s is good TOML: %v", name, err))
	}
	if unknown := known.Undecoded(); len(unknown) > 0 {
		panic(fmt.Sprintf("register: every key of the embedded %s is read: %v", name, unknown))
	}
}
