package render

import (
	"vetro/internal/plan"
	"vetro/internal/record"
)

// measureTitle gives the name of a measure with its code.
func (r *Renderer) measureTitle(g *plan.Group) string {
	if m := measureOf(g); m != nil {
		return briefly(m)
	}
	return g.Title
}

// measureName gives the name of a measure alone.
func (r *Renderer) measureName(g *plan.Group) string {
	if m := measureOf(g); m != nil {
		return cut(m.Name(), maxName)
	}
	return g.Title
}

// measureOf gives the measure of a group.
func measureOf(g *plan.Group) *record.Measure {
	for _, m := range g.Projects[0].Measures() {
		if m.Code == g.Key {
			return m
		}
	}
	return nil
}

// maxName is how many letters of the name of a measure stand where there is little room.
const maxName = 60

// briefly gives a measure where there is little room: its code is never what is cut off.
func briefly(m *record.Measure) string { return m.Named(cut(m.Name(), maxName)) }

// official gives a measure in the words of acts, with its title where that is not its name.
func official(m *record.Measure) string {
	if m.Name() == m.Title {
		return m.Long()
	}
	return m.Long() + ", " + m.Title
}
