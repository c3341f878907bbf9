package record

import "reflect"

// Form says what the text of a key must look like, or what it names, beyond its type.
type Form int

// The forms.
const (
	Plain     Form = iota // any text
	OneOf                 // one of Field.Values
	BodyID                // id of a body
	ProjectID             // id of a project
	FormerID              // a former id of this kind of record
	MeasureID             // code of a measure of the register
	DatasetID             // id of a source that an import keeps
	MediaFile             // a file under content/media
	MediaType             // the extension of a type of media
	WebAddr               // an http or https address
	AnyDate               // a date that may be partial
)

// Field is one key of a record. From these tables come the reader, the unknown keys,
// the open data, the dictionary and the docs: no list of keys is written twice.
type Field struct {
	Key      string
	Meaning  string // in Italian, for the docs and the dictionary
	Required bool
	Unless   string   // when it may be left out all the same, in Italian; "" for never
	Form     Form     // of each item of a list, and of each value of a Keyed
	Values   []string // of OneOf
	Type     *Type
	At       func(record any) any // gives a pointer to where the value lives in a record
}

// FieldTable is a table of fields.
type FieldTable struct {
	Name   string // progetto; of a table within a record the key: finanziamento
	Fields []Field
}

// fieldTables are all tables of fields, those that sites have most of first: their keys
// get the smallest numbers, which take the least room in the marks of an Origin.
var fieldTables = []FieldTable{
	fieldTable("finanziamento", fundingFields), fieldTable("progetto", projectFields), fieldTable("tappa", milestoneFields),
	fieldTable("atto", actFields), fieldTable("provenienza", sourceFields), fieldTable("notizia", announcementFields),
	fieldTable("ente", bodyFields), fieldTable("contratto", contractFields), fieldTable("pagamento", paymentFields),
	fieldTable("indicatore", indicatorFields), fieldTable("luogo", placeFields), fieldTable("sezione", sectionFields),
	fieldTable("pagina", pageFields), fieldTable("misura", measureFields), fieldTable("site", configFields),
	fieldTable("contatti", contactFields), fieldTable("pagine", legalPageFields), fieldTable("dati", dataFields), fieldTable("media", mediaFields),
	fieldTable("importato", datasetFields),
}

// FieldTables gives all tables of fields.
func FieldTables() []FieldTable { return fieldTables }

// FieldsOf gives the fields of the table of that name.
func FieldsOf(name string) []Field {
	for _, t := range fieldTables {
		if t.Name == name {
			return t.Fields
		}
	}
	panic("record: no table of fields has the name " + name)
}

// field is a Field of T. The type of what At points to is the type of the key, and has a
// row in the table of types.
type field[T any] struct {
	Key      string
	Meaning  string
	Required bool
	Unless   string // when it may be left out all the same, in Italian; load knows it
	Form     Form
	Values   []string
	At       func(*T) any
}

// fieldTable makes a table of fields for whoever does not know the type of the record.
func fieldTable[T any](name string, fields []field[T]) FieldTable {
	t := FieldTable{Name: name}
	for _, f := range fields {
		at := func(record any) any { return f.At(record.(*T)) }
		t.Fields = append(t.Fields, Field{f.Key, f.Meaning, f.Required, f.Unless, f.Form, f.Values, types[reflect.TypeOf(f.At(new(T)))], at})
	}
	return t
}

// The words of the states and kinds that records may use.
var (
	projectStates     = []string{Planned, Running, Done, Suspended, GivenUp, Revoked, Unreported}
	fundingStates     = []string{Assigned, Paid, GivenUp, Revoked}
	sources           = []string{"PNRR", "PNC", "Stato", "UE", "Regione", "Provincia", "Comune", "altro pubblico", "privato", OwnFunds, ToBeFound}
	phases            = append(Phases(), OtherPhase)
	bodyKinds         = []string{"provincia", "città metropolitana", "comune", "unione", "regione", "altro"}
	announcementKinds = []string{"comunicato", "notizia", "avviso"}
	payees            = []string{"ente", "fornitore"}
	severities        = []string{Error.String(), Warning.String(), Off.String()}
)

// configFields are the keys of site.toml.
var configFields = []field[Config]{
	{Key: "titolo", Meaning: "titolo del sito", Required: true, At: func(c *Config) any { return &c.Title }},
	{Key: "base_url", Meaning: "indirizzo del sito pubblicato, anche con una sottocartella", Form: WebAddr, At: func(c *Config) any { return &c.BaseURL }},
	{Key: "sottotitolo", Meaning: "una frase sotto il titolo", At: func(c *Config) any { return &c.Tagline }},
	{Key: "ente", Meaning: "l’ente che pubblica; assente se il sito è di più enti", Form: BodyID, At: func(c *Config) any { return &c.BodyID }},
	{Key: "tema", Meaning: "cartella del tema, sotto themes", At: func(c *Config) any { return &c.Theme }},
	{Key: "licenza", Meaning: "licenza dei testi e dei dati", At: func(c *Config) any { return &c.License }},
	{Key: "per_pagina", Meaning: "voci per pagina negli elenchi", At: func(c *Config) any { return &c.PerPage }},
	{Key: "stemma", Meaning: "stemma dell’ente, sotto content", Form: MediaFile, At: func(c *Config) any { return &c.Emblem }},
	{Key: "cig_url", Meaning: "indirizzo a cui porta un CIG, con {cig} al suo posto", Form: WebAddr, At: func(c *Config) any { return &c.CIGURL }},
	{Key: "intestazioni", Meaning: "file di intestazioni da scrivere per l’host", Form: OneOf, Values: []string{"_headers", ".htaccess"}, At: func(c *Config) any { return &c.Headers }},
	{Key: "contatti", Meaning: "contatti dell’ente", At: func(c *Config) any { return &c.Contacts }},
	{Key: "pagine", Meaning: "indirizzi delle pagine che la legge vuole nel piede", At: func(c *Config) any { return &c.LegalPages }},
	{Key: "sezioni", Meaning: "sezioni di Amministrazione trasparente pubblicate altrove: id = indirizzo", Form: WebAddr, At: func(c *Config) any { return &c.Elsewhere }},
	{Key: "controlli", Meaning: "gravità dei controlli: id = errore, avviso o spento", Form: OneOf, Values: severities, At: func(c *Config) any { return &c.Severities }},
	{Key: "dati", Meaning: "opzioni dei dati aperti", At: func(c *Config) any { return &c.Data }},
	{Key: "media", Meaning: "opzioni dei file di content/media", At: func(c *Config) any { return &c.Media }},
}

// contactFields are the keys of [contatti] in site.toml.
var contactFields = []field[Contacts]{
	{Key: "indirizzo", Meaning: "indirizzo della sede", At: func(c *Contacts) any { return &c.Address }},
	{Key: "telefono", Meaning: "telefono", At: func(c *Contacts) any { return &c.Phone }},
	{Key: "email", Meaning: "posta elettronica", At: func(c *Contacts) any { return &c.Email }},
	{Key: "pec", Meaning: "posta elettronica certificata", At: func(c *Contacts) any { return &c.PEC }},
	{Key: "urp", Meaning: "ufficio relazioni con il pubblico", At: func(c *Contacts) any { return &c.URP }},
	{Key: "rpd", Meaning: "responsabile della protezione dei dati", At: func(c *Contacts) any { return &c.DPO }},
	{Key: "segnalazioni", Meaning: "dove segnalare un disservizio", At: func(c *Contacts) any { return &c.Reports }},
}

// legalPageFields are the keys of [pagine] in site.toml.
var legalPageFields = []field[LegalPages]{
	{Key: "accessibilita", Meaning: "dichiarazione di accessibilità (form.agid.gov.it)", Form: WebAddr, At: func(l *LegalPages) any { return &l.Accessibility }},
	{Key: "privacy", Meaning: "informativa privacy", Form: WebAddr, At: func(l *LegalPages) any { return &l.Privacy }},
	{Key: "note_legali", Meaning: "note legali", Form: WebAddr, At: func(l *LegalPages) any { return &l.LegalNotes }},
}

// mediaFields are the keys of [media] in site.toml.
var mediaFields = []field[MediaOptions]{
	{Key: "sempre", Meaning: "file da pubblicare anche se nessuna pagina vi rimanda, perché vi rimandano altri siti", Form: MediaFile, At: func(m *MediaOptions) any { return &m.Always }},
	{Key: "tipi", Meaning: "estensioni di file da pubblicare oltre a quelle che Vetro conosce", Form: MediaType, At: func(m *MediaOptions) any { return &m.Types }},
}

// dataFields are the keys of [dati] in site.toml.
var dataFields = []field[DataOptions]{
	{Key: "per_progetto", Meaning: "oltre questo numero di progetti, niente calendari e feed dei singoli progetti", At: func(d *DataOptions) any { return &d.PerProject }},
}

// projectFields are the keys of content/progetti/**/<id>.toml.
var projectFields = []field[Project]{
	{Key: "titolo", Meaning: "titolo del progetto", Required: true, At: func(p *Project) any { return &p.Title }},
	{Key: "ente", Meaning: "soggetto attuatore: l’id di un file di content/enti", Form: BodyID, At: func(p *Project) any { return &p.BodyID }},
	{Key: "stato", Meaning: "stato del progetto", Required: true, Form: OneOf, Values: projectStates, At: func(p *Project) any { return &p.State }},
	{Key: "cup", Meaning: "codice unico di progetto (l. 3/2003, art. 11)", At: func(p *Project) any { return &p.CUP }},
	{Key: "cup_assente", Meaning: "perché il CUP manca", At: func(p *Project) any { return &p.NoCUP }},
	{Key: "stesso_denaro", Meaning: "perché il progetto non è lo stesso denaro di un altro che gli somiglia", At: func(p *Project) any { return &p.SameMoney }},
	{Key: "sommario", Meaning: "una o due frasi semplici", At: func(p *Project) any { return &p.Summary }},
	{Key: "descrizione", Meaning: "descrizione, in Markdown", At: func(p *Project) any { return &p.Text }},
	{Key: "servizi", Meaning: "servizi interessati", At: func(p *Project) any { return &p.Services }},
	{Key: "beneficiari", Meaning: "a chi giova", At: func(p *Project) any { return &p.Beneficiaries }},
	{Key: "risultati_attesi", Meaning: "risultati attesi", At: func(p *Project) any { return &p.Results }},
	{Key: "ufficio", Meaning: "ufficio responsabile", At: func(p *Project) any { return &p.Office }},
	{Key: "titolare", Meaning: "amministrazione titolare, se non è quella della misura", At: func(p *Project) any { return &p.Authority }},
	{Key: "piattaforma", Meaning: "dove il progetto è monitorato", At: func(p *Project) any { return &p.Platform }},
	{Key: "dnsh", Meaning: "una frase sul principio «non arrecare un danno significativo»", At: func(p *Project) any { return &p.DNSH }},
	{Key: "in_evidenza", Meaning: "true per mostrarlo in evidenza", At: func(p *Project) any { return &p.Featured }},
	{Key: "pubblicato", Meaning: "giorno della prima pubblicazione", At: func(p *Project) any { return &p.Published }},
	{Key: "aggiornato", Meaning: "giorno dell’ultima verifica dei dati", Required: true, At: func(p *Project) any { return &p.Updated }},
	{Key: "precedenti", Meaning: "id che il progetto aveva prima", Form: FormerID, At: func(p *Project) any { return &p.FormerIDs }},
	{Key: "finanziamento", Meaning: "finanziamenti, uno per tabella", Required: true, At: func(p *Project) any { return &p.Fundings }},
	{Key: "tappa", Meaning: "tappe, nell’ordine in cui avvengono", At: func(p *Project) any { return &p.Milestones }},
	{Key: "atto", Meaning: "atti legislativi e amministrativi", At: func(p *Project) any { return &p.Acts }},
	{Key: "contratto", Meaning: "contratti con i fornitori", At: func(p *Project) any { return &p.Contracts }},
	{Key: "pagamento", Meaning: "pagamenti, verso l’ente o verso i fornitori", At: func(p *Project) any { return &p.Payments }},
	{Key: "indicatore", Meaning: "indicatori previsti e raggiunti", At: func(p *Project) any { return &p.Indicators }},
	{Key: "luogo", Meaning: "luoghi del progetto", At: func(p *Project) any { return &p.Places }},
	{Key: "provenienza", Meaning: "da dove vengono i dati", At: func(p *Project) any { return &p.Sources }},
}

// fundingFields are the keys of [[finanziamento]].
var fundingFields = []field[Funding]{
	{Key: "misura", Meaning: "codice della misura, come M1C1I1.2; necessario se la fonte è PNRR", Form: MeasureID, At: func(f *Funding) any { return &f.MeasureCode }},
	{Key: "fonte", Meaning: "fonte del denaro; PNRR se manca", Form: OneOf, Values: sources, At: func(f *Funding) any { return &f.Source }},
	{Key: "importo", Meaning: "importo in euro", Required: true, At: func(f *Funding) any { return &f.Amount }},
	{Key: "stato", Meaning: "stato del finanziamento", Required: true, Unless: "se il denaro è dell’ente stesso o da reperire", Form: OneOf, Values: fundingStates, At: func(f *Funding) any { return &f.State }},
	{Key: "data", Meaning: "data del decreto di finanziamento", Form: AnyDate, At: func(f *Funding) any { return &f.Date }},
	{Key: "data_stato", Meaning: "data dello stato: erogazione, rinuncia o revoca", Form: AnyDate, At: func(f *Funding) any { return &f.StateDate }},
	{Key: "decreto", Meaning: "numero del decreto", At: func(f *Funding) any { return &f.Decree }},
	{Key: "avviso", Meaning: "titolo dell’avviso pubblico", At: func(f *Funding) any { return &f.Call }},
	{Key: "fondo", Meaning: "fondo della fonte, come FESR 2021-2027 o FOI", At: func(f *Funding) any { return &f.Fund }},
	{Key: "erogato", Meaning: "euro erogati finora all’ente, se il finanziamento è assegnato e non ancora erogato per intero", At: func(f *Funding) any { return &f.Received }},
	{Key: "erogato_al", Meaning: "giorno a cui si riferisce erogato", At: func(f *Funding) any { return &f.ReceivedOn }},
	{Key: "assente_dalla_fonte", Meaning: "giorno dal quale la fonte non parla più del finanziamento: se manca tieni, non è nei totali", At: func(f *Funding) any { return &f.AbsentSince }},
	{Key: "tieni", Meaning: "perché un finanziamento assente dalla fonte vale ancora, ed è nei totali", At: func(f *Funding) any { return &f.Keep }},
}

// milestoneFields are the keys of [[tappa]].
var milestoneFields = []field[Milestone]{
	{Key: "titolo", Meaning: "che cosa avviene", Required: true, At: func(m *Milestone) any { return &m.Title }},
	{Key: "fase", Meaning: "fase del progetto; altro se manca", Form: OneOf, Values: phases, At: func(m *Milestone) any { return &m.Phase }},
	{Key: "prevista", Meaning: "data prevista", Form: AnyDate, At: func(m *Milestone) any { return &m.Planned }},
	{Key: "effettiva", Meaning: "data in cui è avvenuta", Form: AnyDate, At: func(m *Milestone) any { return &m.Actual }},
	{Key: "nota", Meaning: "nota", At: func(m *Milestone) any { return &m.Note }},
}

// actFields are the keys of [[atto]]: the seven items of circolare RGS 9/2022, allegato 4.
var actFields = []field[Act]{
	{Key: "tipo", Meaning: "tipologia dell’atto", Required: true, At: func(a *Act) any { return &a.Kind }},
	{Key: "numero", Meaning: "numero", At: func(a *Act) any { return &a.Number }},
	{Key: "data", Meaning: "data di adozione", Form: AnyDate, At: func(a *Act) any { return &a.Date }},
	{Key: "pubblicato", Meaning: "data di pubblicazione", Form: AnyDate, At: func(a *Act) any { return &a.Published }},
	{Key: "in_vigore", Meaning: "data di entrata in vigore", Form: AnyDate, At: func(a *Act) any { return &a.InForce }},
	{Key: "oggetto", Meaning: "oggetto", At: func(a *Act) any { return &a.Subject }},
	{Key: "url", Meaning: "indirizzo del documento", Form: WebAddr, At: func(a *Act) any { return &a.URL }},
	{Key: "documenti", Meaning: "documenti approvati, sotto content/media", Form: MediaFile, At: func(a *Act) any { return &a.Documents }},
	{Key: "cup", Meaning: "CUP citati nell’atto", At: func(a *Act) any { return &a.CUPs }},
	{Key: "nota", Meaning: "nota informativa", At: func(a *Act) any { return &a.Note }},
}

// contractFields are the keys of [[contratto]].
var contractFields = []field[Contract]{
	{Key: "oggetto", Meaning: "oggetto del contratto", Required: true, At: func(c *Contract) any { return &c.Subject }},
	{Key: "cig", Meaning: "codice identificativo di gara", At: func(c *Contract) any { return &c.CIG }},
	{Key: "cig_assente", Meaning: "perché il CIG manca", At: func(c *Contract) any { return &c.NoCIG }},
	{Key: "fornitore", Meaning: "nome dell’impresa", At: func(c *Contract) any { return &c.Supplier }},
	{Key: "codice_fiscale", Meaning: "codice fiscale dell’impresa, 11 cifre", At: func(c *Contract) any { return &c.TaxCode }},
	{Key: "importo", Meaning: "importo in euro", At: func(c *Contract) any { return &c.Amount }},
	{Key: "procedura", Meaning: "procedura di scelta", At: func(c *Contract) any { return &c.Procedure }},
	{Key: "data", Meaning: "data del contratto", Form: AnyDate, At: func(c *Contract) any { return &c.Date }},
}

// paymentFields are the keys of [[pagamento]].
var paymentFields = []field[Payment]{
	{Key: "data", Meaning: "data del pagamento", Required: true, Form: AnyDate, At: func(p *Payment) any { return &p.Date }},
	{Key: "importo", Meaning: "importo in euro", Required: true, At: func(p *Payment) any { return &p.Amount }},
	{Key: "verso", Meaning: "a chi: all’ente o a un fornitore", Required: true, Form: OneOf, Values: payees, At: func(p *Payment) any { return &p.To }},
	{Key: "nota", Meaning: "nota", At: func(p *Payment) any { return &p.Note }},
}

// indicatorFields are the keys of [[indicatore]].
var indicatorFields = []field[Indicator]{
	{Key: "nome", Meaning: "che cosa si misura", Required: true, At: func(i *Indicator) any { return &i.Name }},
	{Key: "unita", Meaning: "unità di misura", At: func(i *Indicator) any { return &i.Unit }},
	{Key: "previsto", Meaning: "valore previsto", At: func(i *Indicator) any { return &i.Planned }},
	{Key: "raggiunto", Meaning: "valore raggiunto", At: func(i *Indicator) any { return &i.Reached }},
	{Key: "data", Meaning: "data della misura", Form: AnyDate, At: func(i *Indicator) any { return &i.Date }},
}

// placeFields are the keys of [[luogo]].
var placeFields = []field[Place]{
	{Key: "nome", Meaning: "nome del luogo", Required: true, At: func(p *Place) any { return &p.Name }},
	{Key: "istat", Meaning: "codice ISTAT del comune", At: func(p *Place) any { return &p.ISTAT }},
	{Key: "lat", Meaning: "latitudine", At: func(p *Place) any { return &p.Lat }},
	{Key: "lon", Meaning: "longitudine", At: func(p *Place) any { return &p.Lon }},
}

// sourceFields are the keys of [[provenienza]].
var sourceFields = []field[Source]{
	{Key: "titolo", Meaning: "nome della fonte", Required: true, Unless: "se c’è fonte", At: func(s *Source) any { return &s.Title }},
	{Key: "url", Meaning: "indirizzo della fonte", Form: WebAddr, At: func(s *Source) any { return &s.URL }},
	{Key: "data", Meaning: "giorno a cui i dati si riferiscono", Form: AnyDate, At: func(s *Source) any { return &s.Date }},
	{Key: "licenza", Meaning: "licenza dei dati", At: func(s *Source) any { return &s.License }},
	{Key: "fonte", Meaning: "fonte importata: il nome di un file di content/importati, senza .toml, che dice titolo, url, licenza e giorno", Form: DatasetID, At: func(s *Source) any { return &s.From }},
}

// datasetFields are the keys of content/importati/<id>.toml that are of use outside of the
// importer, which keeps others there.
var datasetFields = []field[Dataset]{
	{Key: "titolo", Meaning: "nome della fonte", At: func(d *Dataset) any { return &d.Title }},
	{Key: "url", Meaning: "indirizzo della fonte", Form: WebAddr, At: func(d *Dataset) any { return &d.URL }},
	{Key: "licenza", Meaning: "licenza dei dati", At: func(d *Dataset) any { return &d.License }},
	{Key: "giorno", Meaning: "giorno a cui i dati si riferiscono", At: func(d *Dataset) any { return &d.Day }},
}

// bodyFields are the keys of content/enti/<id>.toml.
var bodyFields = []field[Body]{
	{Key: "nome", Meaning: "nome dell’ente", Required: true, At: func(b *Body) any { return &b.Name }},
	{Key: "tipo", Meaning: "tipo di ente", Form: OneOf, Values: bodyKinds, At: func(b *Body) any { return &b.Kind }},
	{Key: "codice_ipa", Meaning: "codice nell’Indice PA", At: func(b *Body) any { return &b.IPA }},
	{Key: "codice_fiscale", Meaning: "codice fiscale, 11 cifre", At: func(b *Body) any { return &b.TaxCode }},
	{Key: "sito", Meaning: "sito dell’ente", Form: WebAddr, At: func(b *Body) any { return &b.Site }},
	{Key: "amministrazione_trasparente", Meaning: "indirizzo della sua sezione Amministrazione trasparente", Form: WebAddr, At: func(b *Body) any { return &b.Transparency }},
	{Key: "regione", Meaning: "regione", At: func(b *Body) any { return &b.Region }},
	{Key: "provincia", Meaning: "sigla della provincia", At: func(b *Body) any { return &b.Province }},
	{Key: "comune", Meaning: "comune della sede", At: func(b *Body) any { return &b.Town }},
	{Key: "istat", Meaning: "codice ISTAT del comune della sede", At: func(b *Body) any { return &b.ISTAT }},
}

// announcementFields are the keys of the front matter of content/notizie/<id>.md.
var announcementFields = []field[Announcement]{
	{Key: "titolo", Meaning: "titolo", Required: true, At: func(a *Announcement) any { return &a.Title }},
	{Key: "data", Meaning: "giorno della notizia", At: func(a *Announcement) any { return &a.Date }},
	{Key: "sommario", Meaning: "una o due frasi", At: func(a *Announcement) any { return &a.Summary }},
	{Key: "tipo", Meaning: "tipo; comunicato se manca", Form: OneOf, Values: announcementKinds, At: func(a *Announcement) any { return &a.Kind }},
	{Key: "categorie", Meaning: "categorie", At: func(a *Announcement) any { return &a.Categories }},
	{Key: "ente", Meaning: "l’ente che annuncia: l’id di un file di content/enti", Form: BodyID, At: func(a *Announcement) any { return &a.BodyID }},
	{Key: "progetti", Meaning: "id dei progetti di cui parla", Form: ProjectID, At: func(a *Announcement) any { return &a.ProjectIDs }},
	{Key: "bozza", Meaning: "true finché non va pubblicata", At: func(a *Announcement) any { return &a.Draft }},
	{Key: "pubblica_dal", Meaning: "non pubblicare prima di questo giorno", At: func(a *Announcement) any { return &a.NotBefore }},
	{Key: "immagine", Meaning: "immagine, sotto content/media", Form: MediaFile, At: func(a *Announcement) any { return &a.Image }},
	{Key: "immagine_alt", Meaning: "descrizione dell’immagine per chi non la vede", At: func(a *Announcement) any { return &a.ImageAlt }},
	{Key: "allegati", Meaning: "allegati, sotto content/media", Form: MediaFile, At: func(a *Announcement) any { return &a.Attachments }},
	{Key: "precedenti", Meaning: "id che la notizia aveva prima", Form: FormerID, At: func(a *Announcement) any { return &a.FormerIDs }},
}

// sectionFields are the keys of the front matter of content/sezioni/<id>.md.
var sectionFields = []field[SectionText]{
	{Key: "titolo", Meaning: "titolo, se diverso da quello della legge", At: func(s *SectionText) any { return &s.Title }},
	{Key: "aggiornato", Meaning: "giorno dell’ultima verifica", At: func(s *SectionText) any { return &s.Updated }},
	{Key: "motivo", Meaning: "perché la sezione è vuota", At: func(s *SectionText) any { return &s.Reason }},
}

// pageFields are the keys of the front matter of content/pagine/<id>.md.
var pageFields = []field[Page]{
	{Key: "titolo", Meaning: "titolo", Required: true, At: func(p *Page) any { return &p.Title }},
	{Key: "aggiornato", Meaning: "giorno dell’ultima verifica", At: func(p *Page) any { return &p.Updated }},
}

// measureFields are the keys of content/misure/<code>.toml, which adds or corrects a
// measure of the register.
var measureFields = []field[Measure]{
	{Key: "codice", Meaning: "codice della misura; se manca, è il nome del file", At: func(m *Measure) any { return &m.Code }},
	{Key: "titolo", Meaning: "titolo della misura", At: func(m *Measure) any { return &m.Title }},
	{Key: "tipo", Meaning: "Investimento o Riforma", Form: OneOf, Values: []string{"Investimento", "Riforma"}, At: func(m *Measure) any { return &m.Kind }},
	{Key: "titolare", Meaning: "amministrazione titolare", At: func(m *Measure) any { return &m.Authority }},
	{Key: "nota", Meaning: "nota", At: func(m *Measure) any { return &m.Note }},
}
