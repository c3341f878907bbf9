package record

import "slices"

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

// PNRR is the source that a funding has when it names none.
const PNRR = "PNRR"

// The sources of money that no outside body grants.
const (
	OwnFunds  = "risorse proprie"
	ToBeFound = "da reperire"
)

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

	Measure *Measure // set by load; nil when the source has no measure
}

// Counts reports whether the money is in the totals: what was given up or revoked
// is not.
func (f *Funding) Counts() bool { return f.State == Assigned || f.State == Paid }

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
	Date    Date
	License string
}

// Total gives what the project was given and still has: assigned and paid fundings.
func (p *Project) Total() Euro {
	var sum Euro
	for i := range p.Fundings {
		if p.Fundings[i].Counts() {
			sum += p.Fundings[i].Amount
		}
	}
	return sum
}

// PaidOut gives what the body received: the payments to it if any were recorded, else
// the fundings that were paid; never both.
func (p *Project) PaidOut() Euro {
	var sum Euro
	p.eachReceipt(func(r Receipt) { sum += r.Amount })
	return sum
}

// Lost gives what was given up or revoked: shown, and out of every total.
func (p *Project) Lost() Euro {
	var sum Euro
	for i := range p.Fundings {
		if !p.Fundings[i].Counts() {
			sum += p.Fundings[i].Amount
		}
	}
	return sum
}

// Decreed gives the day of the first decree that is known.
func (p *Project) Decreed() Date {
	var first Date
	for i := range p.Fundings {
		if d := p.Fundings[i].Date; d.Known() && (!first.Known() || d.Compare(first) < 0) {
			first = d
		}
	}
	return first
}

// Measures gives the measures that fund the project, each once, in the order of its
// fundings.
func (p *Project) Measures() []*Measure {
	var out []*Measure
	for i := range p.Fundings {
		m := p.Fundings[i].Measure
		if m != nil && !slices.ContainsFunc(out, func(other *Measure) bool { return other.Code == m.Code }) {
			out = append(out, m)
		}
	}
	return out
}

// Receipt is money that reached the body, and when.
type Receipt struct {
	Date   Date // unknown when nobody said it
	Amount Euro
}

// Receipts give what PaidOut sums up, one by one.
func (p *Project) Receipts() []Receipt {
	var all []Receipt
	p.eachReceipt(func(r Receipt) { all = append(all, r) })
	return all
}

func (p *Project) eachReceipt(see func(Receipt)) {
	recorded := false
	for i := range p.Payments {
		if x := &p.Payments[i]; x.To == ToBody {
			recorded = true
			see(Receipt{x.Date, x.Amount})
		}
	}
	if recorded {
		return
	}
	for i := range p.Fundings {
		if f := &p.Fundings[i]; f.State == Paid {
			see(Receipt{f.StateDate, f.Amount})
		}
	}
}
