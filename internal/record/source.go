package record

import "slices"

// The sources of money that no outside body grants.
const (
	OwnFunds  = "risorse proprie"
	ToBeFound = "da reperire"
)

// bodySources are the sources that are bodies, each with the kinds of bodies whose own money it is.
var bodySources = [...]struct {
	name  string
	kinds []string
}{
	{"Comune", []string{"comune"}},
	{"Provincia", []string{"provincia", "città metropolitana"}},
	{"Regione", []string{"regione"}},
}

// StatelessSources are the sources whose money may be told without its state: nobody grants it,
// if they are the body itself.
func StatelessSources() []string {
	sources := []string{OwnFunds, ToBeFound}
	for _, s := range bodySources {
		sources = append(sources, s.name)
	}
	return sources
}

// OfSomeBody reports whether the source is a kind of body, as Comune: whether the money is the
// body's own depends on the kind of the body.
func (f *Funding) OfSomeBody() bool {
	for _, s := range bodySources {
		if s.name == f.Source {
			return true
		}
	}
	return false
}

// Granted reports whether an outside body granted the money and did not take it back: neither
// own funds of the body nor money that is still to be found.
func (p *Project) Granted(f *Funding) bool { return f.Counts() && p.Outside(f) }

// Outside reports whether the money comes, or would come, from outside.
func (p *Project) Outside(f *Funding) bool { return p.Body.Outside(f) }

// Outside reports whether money of a project of the body comes, or would come, from outside:
// what was given up or revoked does, too. Only such money must tell its state.
func (b *Body) Outside(f *Funding) bool { return f.Source != ToBeFound && !b.owns(f) }

// owns reports whether money of a project of the body is the body's: the funding says so, or its
// source is a body of the same kind.
func (b *Body) owns(f *Funding) bool {
	if f.Source == OwnFunds {
		return true
	}
	for _, s := range bodySources {
		if s.name == f.Source {
			return b != nil && slices.Contains(s.kinds, b.Kind)
		}
	}
	return false
}
