package record

import "strings"

// Column is a column of an open data table: its name, its meaning in Italian, and what
// a row has there. The files and their dictionary are made from the same columns.
type Column[T any] struct {
	Name    string
	Meaning string
	Value   func(T) string
}

// ProjectColumns are the columns of dati/progetti.csv. Page gives the address of a
// project's page.
func ProjectColumns(page func(*Project) string) []Column[*Project] {
	type P = *Project
	return []Column[P]{
		{"id", "identificativo del progetto, stabile nel tempo", func(p P) string { return p.ID }},
		{"titolo", "titolo del progetto", func(p P) string { return p.Title }},
		{"ente", "identificativo del soggetto attuatore", func(p P) string { return p.Body.id() }},
		{"ente_nome", "nome del soggetto attuatore", func(p P) string { return p.Body.name() }},
		{"stato", "stato del progetto", func(p P) string { return p.State }},
		{"cup", "codice unico di progetto", func(p P) string { return string(p.CUP) }},
		{"cup_assente", "perché il CUP manca", func(p P) string { return p.NoCUP }},
		{"misure", "codici delle misure del PNRR, divisi da punto e virgola", func(p P) string { return strings.Join(p.MeasureCodes(), ";") }},
		{"assegnato", "euro assegnati, compresi quelli già erogati", func(p P) string { return p.Total().Decimal() }},
		{"erogato", "euro che risultano versati all’ente", func(p P) string { return p.PaidOut().Decimal() }},
		{"rinunciato_o_revocato", "euro rinunciati o revocati, fuori da ogni altra somma", func(p P) string { return p.Lost().Decimal() }},
		{"data_decreto", "data del primo decreto di finanziamento", func(p P) string { return p.Decreed().ISO() }},
		{"pubblicato", "giorno della prima pubblicazione", func(p P) string { return p.Published.ISO() }},
		{"aggiornato", "giorno dell’ultima verifica dei dati", func(p P) string { return p.Updated.ISO() }},
		{"indirizzo", "pagina del progetto", page},
	}
}

// FundingRow is a row of dati/finanziamenti.csv: a funding with its project.
type FundingRow struct {
	Project *Project
	*Funding
}

// FundingColumns are the columns of dati/finanziamenti.csv.
func FundingColumns() []Column[FundingRow] {
	type F = FundingRow
	return []Column[F]{
		{"progetto", "identificativo del progetto", func(f F) string { return f.Project.ID }},
		{"cup", "codice unico di progetto", func(f F) string { return string(f.Project.CUP) }},
		{"ente", "identificativo del soggetto attuatore", func(f F) string { return f.Project.Body.id() }},
		{"fonte", "fonte del denaro", func(f F) string { return f.Source }},
		{"misura", "codice della misura del PNRR", func(f F) string { return f.MeasureCode }},
		{"importo", "euro", func(f F) string { return f.Amount.Decimal() }},
		{"stato", "assegnato, erogato, rinunciato o revocato", func(f F) string { return f.State }},
		{"data", "data del decreto", func(f F) string { return f.Date.ISO() }},
		{"data_stato", "data dell’erogazione, della rinuncia o della revoca", func(f F) string { return f.StateDate.ISO() }},
		{"decreto", "numero del decreto", func(f F) string { return f.Decree }},
		{"avviso", "titolo dell’avviso pubblico", func(f F) string { return f.Call }},
	}
}

// id and name are empty for a project whose body nobody knows.
func (b *Body) id() string {
	if b == nil {
		return ""
	}
	return b.ID
}

func (b *Body) name() string {
	if b == nil {
		return ""
	}
	return b.Name
}

// MeasureCodes gives the codes of the measures that fund the project.
func (p *Project) MeasureCodes() []string {
	codes := []string{}
	for _, m := range p.Measures() {
		codes = append(codes, m.Code)
	}
	return codes
}
