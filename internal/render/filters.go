package render

import "vetro/internal/plan"

// optionView is an option of a filter.
type optionView struct{ Value, Text string }

// stateOption is an option with what the page shows of a state.
type stateOption struct{ Key, State, StateClass string }

// optionGroup are options under a heading: the measures of a mission.
type optionGroup struct {
	Title   string
	Options []optionView
}

// filtersView is the form over the list of projects. It filters all projects, which a
// script reads from progetti/elenco.js; without the script the form is not shown.
type filtersView struct {
	Root     string
	Data     string
	Missions []optionView
	Measures []optionGroup
	States   []stateOption
	Years    []optionView
	Bodies   []optionView
	AnyBody  bool // there are too many bodies for options: the name is typed
	Several  bool
	Words    map[string]any
}

// maxOptions is how many bodies the filter offers as options.
const maxOptions = 200

// filters gives the form, or nil where there is nothing to choose from.
func (s *pageBuilder) filters() *filtersView {
	if len(s.tree.All.Projects) < 2 {
		return nil
	}
	v := &filtersView{Root: s.root, Data: s.href(plan.ProjectListPath), Several: s.tree.Several(), Words: map[string]any{
		"cerco": s.t("filtri.cerco"), "trovati": s.t("filtri.trovati"), "nessuno": s.t("filtri.nessuno"), "tutti": s.t("filtri.tutti", "n", len(s.tree.All.Projects)),
		"errore": s.t("filtri.errore"), "pagina": s.t("elenco.pagina"), "cupAssente": s.t("progetto.non_comunicato"),
	}}
	v.Missions, v.Measures = s.measureOptions()
	for _, g := range s.tree.ByState {
		v.States = append(v.States, stateOption{g.Key, s.t("stato." + slug(g.Key)), slug(g.Key)})
	}
	for _, g := range s.tree.ByYear {
		v.Years = append(v.Years, optionView{g.Key, g.Title})
	}
	v.AnyBody = v.Several && len(s.tree.Site.Bodies) > maxOptions
	for _, b := range s.tree.Site.Bodies {
		if v.Several && !v.AnyBody {
			v.Bodies = append(v.Bodies, optionView{b.ID, b.Name})
		}
	}
	return v
}

// measureOptions gives the missions and measures that fund something, in the order of
// the register.
func (s *pageBuilder) measureOptions() (missions []optionView, measures []optionGroup) {
	funded := make(map[string]bool)
	for _, g := range s.tree.ByMeasure {
		funded[g.Key] = true
	}
	for _, mission := range s.tree.Site.Missions {
		group := optionGroup{Title: s.t("misura.missione", "numero", mission.Code[1:], "nome", mission.Name)}
		for _, m := range s.tree.Site.Measures {
			if m.Mission() == mission.Code && funded[m.Code] {
				group.Options = append(group.Options, optionView{m.Code, briefly(m)})
			}
		}
		if group.Options != nil {
			missions = append(missions, optionView{mission.Code, group.Title})
			measures = append(measures, group)
		}
	}
	return missions, measures
}
