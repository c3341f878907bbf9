package record

import (
	"iter"
	"slices"
)

// Table is a table of the open data: dati/<name>.csv and dati/<name>.json.
type Table struct {
	Name    string // finanziamenti
	Title   string
	Meaning string   // what a row is, in a sentence
	Key     []string // columns that together tell rows apart
	Refs    []Ref
	Columns []Column
	// Outer is how many of the columns, the first, tell of the project that the row
	// belongs to; within the JSON of that project they are left out.
	Outer int
	Last  int // how many, the last, no project's own file has
	Rows  func(*Site) iter.Seq[Row]
	// Count gives how many rows a project has, and Of gives the i-th of them, from 0. Both
	// are nil for a table that is not of projects' items.
	Count func(*Project) int
	Of    func(p *Project, i int) Row
}

// Ref says that a column holds the id of a row of another table.
type Ref struct {
	Column string
	Table  string // its column is id
}

// Inner gives the columns of an item within its project.
func (t *Table) Inner() []Column { return t.Columns[t.Outer : len(t.Columns)-t.Last] }

// Pages tells where records have their page. The zero Pages is for who only needs to
// know which tables and columns there are.
type Pages struct {
	Base string                // address of the site, ending in /; "" when it is not known
	Path func(item any) string // from the root of the site; "" for a record without a page
}

// Tables gives the tables of the open data, those of projects' items last.
func Tables(pages Pages) []Table {
	return []Table{
		projectTable(pages), bodyTable(pages), announcementTable(pages),
		itemTable("finanziamenti", "Finanziamenti", "Un finanziamento per riga: un progetto può averne più d’uno.",
			func(p *Project) []Funding { return p.Fundings },
			receivedColumn(reworded(fieldColumns("finanziamento"),
				"misura", "codice della misura del PNRR, come M1C1I1.2", "fonte", "fonte del denaro", "stato", "stato del finanziamento",
				"erogato", "euro del finanziamento che risultano erogati all’ente; manca se non se ne sa nulla",
				"erogato_al", "giorno a cui si riferisce erogato, se il finanziamento è assegnato"))),
		itemTable("tappe", "Tappe", "Una tappa per riga: quando era prevista e quando è avvenuta.",
			func(p *Project) []Milestone { return p.Milestones },
			reworded(fieldColumns("tappa"), "fase", "fase del progetto")),
		itemTable("atti", "Atti", "Un atto legislativo o amministrativo per riga.",
			func(p *Project) []Act { return p.Acts },
			reworded(fieldColumns("atto"), "documenti", "documenti approvati: percorsi dalla radice del sito")),
		itemTable("contratti", "Contratti", "Un contratto con un fornitore per riga.",
			func(p *Project) []Contract { return p.Contracts }, fieldColumns("contratto")),
		itemTable("pagamenti", "Pagamenti", "Un pagamento per riga, verso l’ente o verso un fornitore.",
			func(p *Project) []Payment { return p.Payments }, fieldColumns("pagamento")),
		itemTable("indicatori", "Indicatori", "Un indicatore per riga: il valore previsto e quello raggiunto.",
			func(p *Project) []Indicator { return p.Indicators }, fieldColumns("indicatore")),
		itemTable("luoghi", "Luoghi", "Un luogo per riga.",
			func(p *Project) []Place { return p.Places },
			reworded(fieldColumns("luogo"), "lat", "latitudine, in gradi", "lon", "longitudine, in gradi")),
		itemTable("provenienza", "Provenienza", "Una fonte dei dati di un progetto per riga.",
			func(p *Project) []Source { return p.Sources },
			reworded(fieldColumns("provenienza"), "data", "giorno a cui i dati si riferiscono, se lo dice il progetto", "fonte", "nome della fonte importata")).
			with(column("dati_al", "giorno a cui si riferiscono i dati della fonte importata", DayColumn, func(s *Source) Value {
				value := day(s.Day)
				value.Type = DayColumn
				return value
			})),
	}
}

// with gives the table with a column that the files of single projects do not have: these change
// when something of the project does.
func (t Table) with(c Column) Table {
	t.Columns, t.Last = append(t.Columns, c), t.Last+1
	return t
}

// receivedColumn gives what reached the body of a funding, as the pages tell it, and nothing of
// money that no outside body grants.
func receivedColumn(columns []Column) []Column {
	columns[columnAt(columns, "erogato")].Value = func(r Row) Value {
		sum := r.Project.ReceivedOf(r.Item.(*Funding))
		value := amount(sum.Amount)
		value.Known = sum.Knowledge() != NothingKnown
		return value
	}
	columns[columnAt(columns, "erogato_al")].Value = func(r Row) Value {
		f := r.Item.(*Funding)
		value := day(f.ReceivedOn)
		value.Known = value.Known && f.Has("erogato") && f.State == Assigned && r.Project.Outside(f)
		return value
	}
	columns[columnAt(columns, "stato")].Value = func(r Row) Value {
		f := r.Item.(*Funding)
		if f.State == Paid && !r.Project.Outside(f) { // nobody pays it
			return text(Assigned)
		}
		return text(f.State)
	}
	return columns
}

// itemTable makes the table of the items that projects hold under one key.
func itemTable[T any](name, title, meaning string, items func(*Project) []T, columns []Column) Table {
	cup := "cup"
	if slices.ContainsFunc(columns, func(c Column) bool { return c.Name == cup }) {
		cup = "cup_progetto" // an act cites CUPs of its own
	}
	outer := []Column{
		{Name: "progetto", Meaning: "identificativo del progetto", Required: true, Value: func(r Row) Value { return text(r.Project.ID) }},
		{Name: "n", Meaning: "posto nella scheda del progetto, da 1", Type: IntegerColumn, Required: true, Value: func(r Row) Value { return whole(r.N) }},
		{Name: cup, Meaning: "codice unico di progetto", Pattern: cupCode.Pattern, Value: func(r Row) Value { return text(string(r.Project.CUP)) }},
		{Name: "ente", Meaning: "identificativo del soggetto attuatore", Value: func(r Row) Value { return text(r.Project.Body.id()) }},
	}
	t := Table{
		Name: name, Title: title, Meaning: meaning, Key: []string{"progetto", "n"}, Refs: []Ref{{"progetto", "progetti"}, {"ente", "enti"}},
		Columns: append(outer, columns...), Outer: len(outer),
		Count: func(p *Project) int { return len(items(p)) },
		Of:    func(p *Project, i int) Row { return Row{&items(p)[i], p, i + 1} },
	}
	t.Rows = func(s *Site) iter.Seq[Row] {
		return func(yield func(Row) bool) {
			for _, p := range s.Projects {
				for i := range t.Count(p) {
					if !yield(t.Of(p, i)) {
						return
					}
				}
			}
		}
	}
	return t
}

// recordTable makes the table of records that stand by themselves.
func recordTable[T any](name, title, meaning string, records func(*Site) []*T, columns []Column) Table {
	return Table{
		Name: name, Title: title, Meaning: meaning, Key: []string{"id"}, Columns: columns,
		Rows: func(s *Site) iter.Seq[Row] {
			return func(yield func(Row) bool) {
				for _, item := range records(s) {
					if !yield(Row{Item: item}) {
						return
					}
				}
			}
		},
	}
}

// column makes a column that is not a key of a record, but computed from one.
func column[T any](name, meaning string, kind ColumnType, value func(*T) Value) Column {
	return Column{Name: name, Meaning: meaning, Type: kind, Value: func(r Row) Value { return value(r.Item.(*T)) }}
}

// idColumn makes the column of the id of a record.
func idColumn[T any](meaning string, value func(*T) string) Column {
	c := column("id", meaning, TextColumn, func(item *T) Value { return text(value(item)) })
	c.Required = true
	return c
}

// given gives columns another value in one of them: the keys of a record say what an
// author wrote, and at times more is known.
func given[T any](columns []Column, name string, value func(*T) Value) []Column {
	columns[columnAt(columns, name)].Value = func(r Row) Value { return value(r.Item.(*T)) }
	return columns
}

// pageColumns say where a record has its page.
func pageColumns(pages Pages) []Column {
	return []Column{
		{Name: "pagina", Meaning: "percorso della pagina, dalla radice del sito", Value: func(r Row) Value { return text(pages.Path(r.Item)) }},
		{Name: "indirizzo", Meaning: "indirizzo intero della pagina; manca se il sito non dice il suo", Type: AddressColumn, Value: func(r Row) Value {
			path := pages.Path(r.Item)
			if pages.Base == "" || path == "" {
				return text("")
			}
			return text(pages.Base + path)
		}},
	}
}
