package record

import (
	"iter"
	"slices"
)

// Project is content/progetti/**/<id>.toml: something that a public body does with
// public money.
type Project struct {
	Origin
	ID            string
	Title         string
	BodyID        string
	State         string
	CUP           CUP
	NoCUP         string // why there is no CUP
	Summary       string
	Text          Text
	Services      []string
	Beneficiaries []string
	Results       []string
	Office        string
	Authority     string
	Platform      string
	DNSH          string
	Featured      bool
	Published     Date
	Updated       Date
	FormerIDs     []string
	Fundings      []Funding
	Milestones    []Milestone
	Acts          []Act
	Contracts     []Contract
	Payments      []Payment
	Indicators    []Indicator
	Places        []Place
	Sources       []Source
	SameMoney     string // why it is not the same money as another that is like it

	Body *Body // set by load
}

// The states of a project and of a funding, in the words of the records.
const (
	Planned    = "in programma"
	Running    = "in corso"
	Done       = "concluso"
	Suspended  = "sospeso"
	GivenUp    = "rinunciato"
	Revoked    = "revocato"
	Unreported = "non comunicato"

	Assigned = "assegnato"
	Paid     = "erogato"
)

// States are the states of a project in the order in which pages list them.
func States() []string {
	return []string{Done, Running, Planned, Suspended, Unreported, GivenUp, Revoked}
}

// The phases of a project that a milestone can be of, in the words of the records.
const (
	StartPhase      = "avvio"
	ContractPhase   = "contratto"
	CompletionPhase = "completamento"
	CheckPhase      = "verifica"
	PayoutPhase     = "erogazione"
	OtherPhase      = "altro"
)

// Phases are the phases in the order in which they come; OtherPhase has no place there.
func Phases() []string {
	return []string{StartPhase, ContractPhase, CompletionPhase, CheckPhase, PayoutPhase}
}

// PNRR is the source that a funding has when it names none.
const PNRR = "PNRR"

// Funding is a [[finanziamento]]: money that a decree gave to a project.
type Funding struct {
	Origin
	MeasureCode string // M1C1I1.2, "" when the source is not PNRR
	Source      string
	Amount      Euro
	State       string
	Date        Date // of the decree
	StateDate   Date
	Decree      string
	Call        string // avviso
	Fund        string // of the source: FESR 2021-2027, FOI
	Received    Euro   // so far, of money that was assigned; unknown unless Has("erogato")
	ReceivedOn  Date   // the day of which Received tells
	AbsentSince Date   // from this day on its source does not tell of it
	Keep        string // why it is good all the same

	aged bool // Received was told long before the day of the site, set by AsOf

	Measure *Measure // set by load; nil when the source has no measure
}

// Gone reports whether the source does not tell of the funding any more, and nobody said that it
// is good all the same. It is in no sum, not even in those of what was given up or revoked.
func (f *Funding) Gone() bool { return f.AbsentSince.Known() && f.Keep == "" }

// Standing gives the fundings of the project that are not gone.
func (p *Project) Standing() iter.Seq[*Funding] {
	return func(yield func(*Funding) bool) {
		for i := range p.Fundings {
			if f := &p.Fundings[i]; !f.Gone() && !yield(f) {
				return
			}
		}
	}
}

// GoneAmount sums up the fundings of the project that are gone.
func (p *Project) GoneAmount() Euro {
	var sum Euro
	for i := range p.Fundings {
		if f := &p.Fundings[i]; f.Gone() {
			sum += f.Amount
		}
	}
	return sum
}

// Counts reports whether the money is in the totals: what was given up, revoked or is gone is
// not.
func (f *Funding) Counts() bool { return f.inForce() && !f.Gone() }

// inForce reports whether the money was neither given up nor revoked.
func (f *Funding) inForce() bool { return f.State == Assigned || f.State == Paid }

// Milestone is a [[tappa]] of the timeline.
type Milestone struct {
	Origin
	Title   string
	Phase   string
	Planned Date
	Actual  Date
	Note    string
}

// Act is an [[atto]], with the seven items of circolare RGS 9/2022, allegato 4.
type Act struct {
	Origin
	Kind      string
	Number    string
	Date      Date
	Published Date
	InForce   Date
	Subject   string
	URL       string
	Documents []string
	CUPs      []CUP
	Note      string
}

// Contract is a [[contratto]] with a supplier.
type Contract struct {
	Origin
	Subject   string
	CIG       CIG
	NoCIG     string
	Supplier  string
	TaxCode   string
	Amount    Euro // unknown unless Has("importo")
	Procedure string
	Date      Date
}

// Payment is a [[pagamento]], to the body or from the body to a supplier.
type Payment struct {
	Origin
	Date   Date
	Amount Euro
	To     string
	Note   string
}

// ToBody is the payee of money that the State pays to the body.
const ToBody = "ente"

// Indicator is an [[indicatore]]; a value is unknown unless its key was written.
type Indicator struct {
	Origin
	Name    string
	Unit    string
	Planned float64
	Reached float64
	Date    Date
}

// Place is a [[luogo]].
type Place struct {
	Origin
	Name  string
	ISTAT string
	Lat   float64
	Lon   float64
}

// Source is a [[provenienza]]: where the data of a project come from.
type Source struct {
	Origin
	Title   string
	URL     string
	Date    Date // that the record itself says
	License string
	From    string // id of a Dataset

	Day Date // of the Dataset, set by load
}

// Decreed gives the day of the first decree that is known of money from outside, also where it
// was lost since.
func (p *Project) Decreed() Date { return p.firstDay(p.Outside) }

// FundedOn gives the first day on which the project is known to have got money, from outside or
// from the body itself.
func (p *Project) FundedOn() Date {
	return p.firstDay(func(f *Funding) bool { return f.Source != ToBeFound })
}

func (p *Project) firstDay(of func(*Funding) bool) Date {
	var days Span
	for f := range p.Standing() {
		if of(f) {
			days.Add(f.Date)
		}
	}
	return days.Oldest
}

// GrantSources gives the sources of what outside bodies granted, each once.
func (p *Project) GrantSources() []string {
	var out []string
	for i := range p.Fundings {
		if f := &p.Fundings[i]; p.Granted(f) && f.Amount > 0 && !slices.Contains(out, f.Source) {
			out = append(out, f.Source)
		}
	}
	return out
}

// Funded reports whether money of a source is among the fundings, also where it was lost since.
func (p *Project) Funded(source string) bool {
	for f := range p.Standing() {
		if f.Source == source {
			return true
		}
	}
	return false
}

// Checked gives the day on which the data were last checked: when somebody said so, or that of
// a source, if it is later.
func (p *Project) Checked() Date {
	last := p.Updated
	for i := range p.Sources {
		for _, d := range []Date{p.Sources[i].Date, p.Sources[i].Day} {
			if d.Full() && d.Compare(last) > 0 {
				last = d
			}
		}
	}
	return last
}

// Measures gives the measures that fund the project, each once, in the order of its
// fundings.
func (p *Project) Measures() []*Measure {
	var out []*Measure
	for f := range p.Standing() {
		m := f.Measure
		if m != nil && !slices.ContainsFunc(out, func(other *Measure) bool { return other.Code == m.Code }) {
			out = append(out, m)
		}
	}
	return out
}
