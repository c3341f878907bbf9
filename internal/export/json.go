package export

import (
	"bytes"
	"encoding/json"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// formatVersion is the version of the JSON files: it changes when a key changes its
// meaning or goes away.
const formatVersion = 1

// euroNumber is an amount as a JSON number with its two decimals.
type euroNumber record.Euro

// MarshalJSON gives the exact decimal.
func (e euroNumber) MarshalJSON() ([]byte, error) { return []byte(record.Euro(e).Decimal()), nil }

type fileJSON struct {
	Version  int           `json:"versione"`
	Title    string        `json:"titolo"`
	Day      string        `json:"giorno"`
	License  string        `json:"licenza"`
	Totals   totalsJSON    `json:"totali"`
	Projects []projectJSON `json:"progetti"`
}

type totalsJSON struct {
	Projects int        `json:"progetti"`
	Assigned euroNumber `json:"assegnato"`
	Paid     euroNumber `json:"erogato"`
	Lost     euroNumber `json:"rinunciato_o_revocato"`
}

type projectJSON struct {
	ID         string          `json:"id"`
	Title      string          `json:"titolo"`
	Body       string          `json:"ente,omitempty"`
	BodyName   string          `json:"ente_nome,omitempty"`
	State      string          `json:"stato"`
	CUP        string          `json:"cup,omitempty"`
	NoCUP      string          `json:"cup_assente,omitempty"`
	Summary    string          `json:"sommario,omitempty"`
	Measures   []string        `json:"misure"`
	Assigned   euroNumber      `json:"assegnato"`
	Paid       euroNumber      `json:"erogato"`
	Lost       euroNumber      `json:"rinunciato_o_revocato"`
	Published  string          `json:"pubblicato,omitempty"`
	Updated    string          `json:"aggiornato,omitempty"`
	Page       string          `json:"pagina"`
	Fundings   []fundingJSON   `json:"finanziamenti"`
	Milestones []milestoneJSON `json:"tappe"`
	Acts       []actJSON       `json:"atti"`
	Contracts  []contractJSON  `json:"contratti"`
	Payments   []paymentJSON   `json:"pagamenti"`
	Sources    []sourceJSON    `json:"provenienza"`
}

type fundingJSON struct {
	Source    string     `json:"fonte"`
	Measure   string     `json:"misura,omitempty"`
	Amount    euroNumber `json:"importo"`
	State     string     `json:"stato"`
	Date      string     `json:"data,omitempty"`
	StateDate string     `json:"data_stato,omitempty"`
	Decree    string     `json:"decreto,omitempty"`
	Call      string     `json:"avviso,omitempty"`
}

type milestoneJSON struct {
	Title   string `json:"titolo"`
	Phase   string `json:"fase"`
	Planned string `json:"prevista,omitempty"`
	Actual  string `json:"effettiva,omitempty"`
	Note    string `json:"nota,omitempty"`
}

type actJSON struct {
	Kind      string       `json:"tipo"`
	Number    string       `json:"numero,omitempty"`
	Date      string       `json:"data,omitempty"`
	Published string       `json:"pubblicato,omitempty"`
	InForce   string       `json:"in_vigore,omitempty"`
	Subject   string       `json:"oggetto,omitempty"`
	URL       string       `json:"url,omitempty"`
	Documents []string     `json:"documenti,omitempty"`
	CUPs      []record.CUP `json:"cup,omitempty"`
	Note      string       `json:"nota,omitempty"`
}

type contractJSON struct {
	Subject   string      `json:"oggetto"`
	CIG       string      `json:"cig,omitempty"`
	NoCIG     string      `json:"cig_assente,omitempty"`
	Supplier  string      `json:"fornitore,omitempty"`
	TaxCode   string      `json:"codice_fiscale,omitempty"`
	Amount    *euroNumber `json:"importo,omitempty"`
	Procedure string      `json:"procedura,omitempty"`
	Date      string      `json:"data,omitempty"`
}

type paymentJSON struct {
	Date   string     `json:"data"`
	Amount euroNumber `json:"importo"`
	To     string     `json:"verso"`
	Note   string     `json:"nota,omitempty"`
}

type sourceJSON struct {
	Title   string `json:"titolo"`
	URL     string `json:"url,omitempty"`
	Date    string `json:"data,omitempty"`
	License string `json:"licenza,omitempty"`
}

// projectsJSON gives all projects with what their pages show.
func projectsJSON(t *plan.Tree) []byte {
	sums := t.All.Totals
	file := fileJSON{
		Version: formatVersion, Title: t.Site.Config.Title, Day: t.Today.ISO(), License: t.Site.Config.License,
		Totals:   totalsJSON{sums.Projects, euroNumber(sums.Assigned), euroNumber(sums.Paid), euroNumber(sums.Lost)},
		Projects: []projectJSON{},
	}
	for _, p := range t.Site.Projects {
		file.Projects = append(file.Projects, projectOf(p))
	}
	return indented(file)
}

func indented(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic("export: what we describe must be JSON: " + err.Error())
	}
	return b.Bytes()
}

// projectJSONs gives one file for each project, beside its page.
func projectJSONs(t *plan.Tree) []File {
	var files []File
	for _, p := range t.Site.Projects {
		files = append(files, File{plan.ProjectJSON(p), indented(struct {
			Version int    `json:"versione"`
			Day     string `json:"giorno"`
			License string `json:"licenza"`
			projectJSON
		}{formatVersion, t.Today.ISO(), t.Site.Config.License, projectOf(p)})})
	}
	return files
}

func projectOf(p *record.Project) projectJSON {
	out := projectJSON{
		ID: p.ID, Title: p.Title, State: p.State, CUP: string(p.CUP), NoCUP: p.NoCUP,
		Summary: p.Summary, Measures: p.MeasureCodes(),
		Assigned: euroNumber(p.Total()), Paid: euroNumber(p.PaidOut()), Lost: euroNumber(p.Lost()),
		Published: p.Published.ISO(), Updated: p.Updated.ISO(), Page: plan.ProjectPath(p),
		Fundings: []fundingJSON{}, Milestones: []milestoneJSON{}, Acts: []actJSON{}, Contracts: []contractJSON{},
		Payments: []paymentJSON{}, Sources: []sourceJSON{},
	}
	if p.Body != nil {
		out.Body, out.BodyName = p.Body.ID, p.Body.Name
	}
	for i := range p.Fundings {
		f := &p.Fundings[i]
		out.Fundings = append(out.Fundings, fundingJSON{f.Source, f.MeasureCode, euroNumber(f.Amount), f.State, f.Date.ISO(), f.StateDate.ISO(), f.Decree, f.Call})
	}
	for i := range p.Milestones {
		m := &p.Milestones[i]
		out.Milestones = append(out.Milestones, milestoneJSON{m.Title, m.Phase, m.Planned.ISO(), m.Actual.ISO(), m.Note})
	}
	for i := range p.Acts {
		a := &p.Acts[i]
		out.Acts = append(out.Acts, actJSON{a.Kind, a.Number, a.Date.ISO(), a.Published.ISO(), a.InForce.ISO(), a.Subject, a.URL, a.Documents, a.CUPs, a.Note})
	}
	for i := range p.Contracts {
		c := &p.Contracts[i]
		row := contractJSON{Subject: c.Subject, CIG: string(c.CIG), NoCIG: c.NoCIG, Supplier: c.Supplier, TaxCode: c.TaxCode, Procedure: c.Procedure, Date: c.Date.ISO()}
		if c.Has("importo") {
			amount := euroNumber(c.Amount)
			row.Amount = &amount
		}
		out.Contracts = append(out.Contracts, row)
	}
	for i := range p.Payments {
		x := &p.Payments[i]
		out.Payments = append(out.Payments, paymentJSON{x.Date.ISO(), euroNumber(x.Amount), x.To, x.Note})
	}
	for i := range p.Sources {
		s := &p.Sources[i]
		out.Sources = append(out.Sources, sourceJSON{s.Title, s.URL, s.Date.ISO(), s.License})
	}
	return out
}
