package record

// The sources of money that no outside body grants.
const (
	OwnFunds  = "risorse proprie"
	ToBeFound = "da reperire"
)

// StatelessSources are the sources whose money may be told without its state: nobody grants it,
// if they are the body itself.
func StatelessSources() []string {
	return []string{OwnFunds, ToBeFound, "Comune", "Provincia", "Regione"}
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
	if b == nil {
		return false
	}
	switch b.Kind {
	case "comune":
		return f.Source == "Comune"
	case "provincia", "città metropolitana":
		return f.Source == "Provincia"
	case "regione":
		return f.Source == "Regione"
	}
	return false
}
