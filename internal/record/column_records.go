package record

import "slices"

// projectTable is the table of projects: their keys, and what is computed from their
// fundings and payments.
func projectTable(pages Pages) Table {
	columns := slices.Concat(
		[]Column{idColumn("identificativo del progetto, stabile nel tempo", func(p *Project) string { return p.ID })},
		reworded(given(fieldColumns("progetto"), "ente", func(p *Project) Value { return text(p.Body.id()) }),
			"ente", "identificativo del soggetto attuatore",
			"in_evidenza", "vero se il sito lo mostra in evidenza",
			"titolare", "amministrazione titolare, quando non è quella della misura",
			"precedenti", "identificativi che il progetto aveva prima"),
		[]Column{
			column("descrizione", "descrizione, senza i segni della pagina", TextColumn, func(p *Project) Value { return text(p.Text.AllPlain()) }),
			column("ente_nome", "nome del soggetto attuatore", TextColumn, func(p *Project) Value { return text(p.Body.name()) }),
			column("misure", "codici delle misure del PNRR che lo finanziano", ListColumn, func(p *Project) Value { return list(p.MeasureCodes()) }),
			euros("assegnato", "euro che altri enti hanno assegnato, compresi quelli già erogati; senza le risorse proprie dell’ente; manca, come ogni somma, se la fonte non parla più di alcun finanziamento", func(m *Money) Euro { return m.Assigned }),
			known("erogato", "euro che risultano erogati all’ente; manca se non se ne sa nulla", func(m *Money) *Sum { return &m.Received }),
			euros("rinunciato_o_revocato", "euro rinunciati o revocati, fuori da ogni altra somma", (*Money).Lost),
			column("data_decreto", "data del primo decreto di finanziamento", DateColumn, func(p *Project) Value { return day(p.Decreed()) }),
		},
		pageColumns(pages),
		[]Column{
			column("erogato_ignoti", "finanziamenti di cui non si sa se siano erogati, o quanto; se ce ne sono, erogato è il minimo", IntegerColumn, func(p *Project) Value { m := p.Money(); return whole(m.Received.Open()) }),
			euros("assegnato_senza_decreto", "euro assegnati di cui non è noto il decreto: né numero né data", func(m *Money) Euro { return m.NoDecree }),
			euros("risorse_proprie", "euro dell’ente stesso, fuori da assegnato", func(m *Money) Euro { return m.Own }),
			euros("da_reperire", "euro che nessuno ha ancora assegnato, fuori da assegnato", func(m *Money) Euro { return m.Missing }),
			euros("costo", "costo complessivo: assegnato, risorse proprie e da reperire", (*Money).Cost),
			known("affidato", "euro dei contratti; manca se non se ne sa nulla", func(m *Money) *Sum { return &m.Awarded }),
			column("affidato_ignoti", "contratti di cui non si conosce l’importo; se ce ne sono, affidato è il minimo", IntegerColumn, func(p *Project) Value { m := p.Money(); return whole(m.ContractsWithoutAmount()) }),
			known("pagato_fornitori", "euro che risultano pagati ai fornitori; manca se non se ne sa nulla", func(m *Money) *Sum { return &m.Spent }),
		})
	t := recordTable("progetti", "Progetti", "Un progetto per riga, con le sue somme.", func(s *Site) []*Project { return s.Projects }, columns)
	t.Refs = []Ref{{"ente", "enti"}}
	return t
}

// euros makes the column of an amount of a project, which is not given where no funding is known.
func euros(name, meaning string, of func(*Money) Euro) Column {
	return column(name, meaning, EuroColumn, func(p *Project) Value {
		m := p.Money()
		value := amount(of(&m))
		value.Known = m.Unfunded == 0
		return value
	})
}

// known makes the column of a sum of a project, which is not given where nothing of it is known.
func known(name, meaning string, of func(*Money) *Sum) Column {
	return column(name, meaning, EuroColumn, func(p *Project) Value {
		m := p.Money()
		s := of(&m)
		value := amount(s.Amount)
		value.Known = s.Knowledge() != NothingKnown
		return value
	})
}

// bodyTable is the table of public bodies.
func bodyTable(pages Pages) Table {
	columns := slices.Concat(
		[]Column{idColumn("identificativo dell’ente, stabile nel tempo", func(b *Body) string { return b.ID })},
		fieldColumns("ente"), pageColumns(pages))
	return recordTable("enti", "Enti", "Un ente pubblico per riga.", func(s *Site) []*Body { return s.Bodies }, columns)
}

// announcementTable is the table of announcements, their texts in plain words. What only
// decides when one is published is left out.
func announcementTable(pages Pages) Table {
	keys := fieldColumns("notizia", "bozza", "pubblica_dal")
	given(keys, "ente", func(a *Announcement) Value { return text(a.Body.id()) })
	given(keys, "progetti", func(a *Announcement) Value { return list(a.knownProjects()) })
	columns := slices.Concat(
		[]Column{idColumn("identificativo dell’annuncio, stabile nel tempo", func(a *Announcement) string { return a.ID })},
		reworded(keys,
			"tipo", "tipo di annuncio",
			"ente", "identificativo dell’ente che annuncia",
			"progetti", "identificativi dei progetti di cui parla",
			"immagine", "immagine: percorso dalla radice del sito",
			"allegati", "allegati: percorsi dalla radice del sito",
			"precedenti", "identificativi che l’annuncio aveva prima"),
		[]Column{column("testo", "testo, senza i segni della pagina", TextColumn, func(a *Announcement) Value { return text(a.Text.AllPlain()) })},
		pageColumns(pages))
	t := recordTable("annunci", "Annunci", "Una notizia o un comunicato per riga.", func(s *Site) []*Announcement { return s.Announcements }, columns)
	t.Refs = []Ref{{"ente", "enti"}}
	return t
}

// knownProjects gives the ids of the projects that the announcement is about, without
// those that the site does not show yet.
func (a *Announcement) knownProjects() []string {
	var ids []string
	for _, p := range a.Projects {
		ids = append(ids, p.ID)
	}
	return ids
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
