package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// resource is something that the catalogue describes: its address, its classes, what is
// said of it. Both forms of the catalogue are written from the same list of them.
type resource struct {
	iri   string
	types []string // as dcat:Dataset
	facts []fact
}

// fact is a property with its objects, one or more.
type fact struct {
	property string // as dct:title
	objects  []object
}

// object is the address of a resource, or a text with its language or its type.
type object struct {
	iri  string
	text string
	lang string
	kind string // as xsd:date
}

func link(iri string) object      { return object{iri: iri} }
func literal(s string) object     { return object{text: s} }
func italian(s string) object     { return object{text: s, lang: "it"} }
func typed(s, kind string) object { return object{text: s, kind: kind} }

func (r *resource) say(property string, objects ...object) {
	r.facts = append(r.facts, fact{property, objects})
}

// prefixes are the vocabularies of the catalogue.
var prefixes = [][2]string{
	{"dcat", "http://www.w3.org/ns/dcat#"},
	{"dcatapit", "http://dati.gov.it/onto/dcatapit#"},
	{"dct", "http://purl.org/dc/terms/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"owl", "http://www.w3.org/2002/07/owl#"},
	{"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

const authority = "http://publications.europa.eu/resource/authority/"

// catalogFiles gives the catalogue that a national one gathers, in two forms.
//
// Source: DCAT-AP_IT 1.0; AgID, linee guida per i cataloghi dati.
func (x *exporter) catalogFiles() []plan.File {
	return []plan.File{x.lateFile(plan.DataFile{
		Name: plan.TurtlePath, Title: x.Text("file.catalogo"), Text: x.Text("file.catalogo_testo"),
		Format: "Turtle", MIME: "text/turtle",
	}, func(w *writer) { turtle(w, x.catalog()) }), x.lateFile(plan.DataFile{
		Name: plan.JSONLDPath, Title: x.Text("file.catalogo"), Text: x.Text("file.catalogo_jsonld"),
		Format: "JSON-LD", MIME: "application/ld+json",
	}, func(w *writer) { jsonLD(w, x.catalog()) })}
}

// catalog describes the catalogue, its data sets with their files, who publishes them,
// whom to ask, and the licence.
func (x *exporter) catalog() []resource {
	base, owner := x.Site.Config.BaseURL, x.publisher()
	c := resource{iri: base + plan.DataFolder + "#catalogo", types: []string{"dcatapit:Catalog", "dcat:Catalog"}}
	c.say("dct:title", italian("Dati aperti, "+x.Site.Config.Title))
	c.say("dct:description", italian("Gli insiemi di dati sui progetti finanziati pubblicati da "+owner.name+"."))
	c.say("dct:publisher", link(owner.iri))
	c.say("dct:modified", x.modified())
	c.say("dct:language", link(authority+"language/ITA"))
	c.say("foaf:homepage", link(base+plan.DataPath))
	c.say("dcat:themeTaxonomy", link(authority+"data-theme"))
	var sets []object
	var out []resource
	for _, table := range x.tables {
		set := x.dataset(table.Name, table.Title+", "+x.Site.Config.Title, table.Meaning+" "+columnWords(table.Columns), &out)
		sets = append(sets, link(set))
	}
	sets = append(sets, link(x.dataset("", "Tutti i dati sui progetti, "+x.Site.Config.Title, "Progetti con finanziamenti, tappe, atti, contratti e pagamenti; enti; annunci: tutto in un solo file.", &out)))
	c.say("dcat:dataset", sets...)
	out = append([]resource{c}, out...)
	agent := resource{iri: owner.iri, types: []string{"dcatapit:Agent", "foaf:Agent"}}
	agent.say("dct:identifier", literal(owner.id))
	agent.say("foaf:name", italian(owner.name))
	out = append(out, agent)
	if contact, has := x.contact(owner.name); has {
		out = append(out, contact)
	}
	return append(out, x.license())
}

// dataset describes a data set and its files, and gives its address; a table's name, or
// "" for the whole.
func (x *exporter) dataset(table, title, text string, out *[]resource) string {
	owner := x.publisher()
	key := cmp.Or(table, "tutto")
	base := x.Site.Config.BaseURL
	set := resource{iri: base + plan.DataFolder + "#" + key, types: []string{"dcatapit:Dataset", "dcat:Dataset"}}
	set.say("dct:identifier", literal(owner.id+":"+key))
	set.say("dct:title", italian(title))
	set.say("dct:description", italian(text))
	set.say("dct:modified", x.modified())
	set.say("dcat:theme", link(authority+"data-theme/GOVE"))
	set.say("dct:rightsHolder", link(owner.iri))
	set.say("dct:publisher", link(owner.iri))
	set.say("dct:accrualPeriodicity", link(authority+"frequency/IRREG"))
	set.say("dct:language", link(authority+"language/ITA"))
	set.say("dcat:keyword", italian("trasparenza"), italian("PNRR"), italian("progetti"))
	set.say("dcat:landingPage", link(base+plan.DataPath))
	if contact, has := x.contact(owner.name); has {
		set.say("dcat:contactPoint", link(contact.iri))
	}
	var files []object
	var distributions []resource
	for _, f := range x.listed() {
		if f.Table != table || table == "" && f.Name != plan.WholePath {
			continue
		}
		d := resource{iri: base + plan.DataFolder + "#" + key + "-" + strings.ToLower(f.Format), types: []string{"dcatapit:Distribution", "dcat:Distribution"}}
		d.say("dct:title", italian(f.Title+" ("+f.Format+")"))
		d.say("dct:description", italian(f.Text))
		d.say("dct:format", link(authority+"file-type/"+f.Format))
		d.say("dcat:accessURL", link(base+plan.DataPath))
		d.say("dcat:downloadURL", link(base+f.Name))
		d.say("dcat:byteSize", typed(strconv.FormatInt(f.Size, 10), "xsd:decimal"))
		d.say("dct:modified", x.modified())
		d.say("dct:license", link(x.license().iri))
		files = append(files, link(d.iri))
		distributions = append(distributions, d)
	}
	set.say("dcat:distribution", files...)
	*out = append(append(*out, set), distributions...)
	return set.iri
}

// columnWords says what the columns are, for those who look for data by words.
func columnWords(columns []record.Column) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return "Colonne: " + strings.Join(names, ", ") + "."
}

// modified is when the data were last looked after; of a site without projects, the day
// that it shows.
func (x *exporter) modified() object {
	day := x.Updated
	if !day.Full() {
		day = x.Today
	}
	return typed(day.ISO(), "xsd:date")
}

// owner is who publishes the data.
type owner struct{ iri, id, name, site string }

// publisher gives the body that publishes, by its codice IPA; of a site of several
// bodies, the site itself, unless it has one alone.
func (x *exporter) publisher() owner {
	base := x.Site.Config.BaseURL
	body := x.Site.Body
	if body == nil && len(x.Site.Bodies) == 1 {
		body = x.Site.Bodies[0]
	}
	if body == nil {
		id := slices.DeleteFunc(strings.Split(x.packageName(), "-"), func(s string) bool { return s == "" })
		return owner{base + "#sito", strings.Join(id, "-"), x.Site.Config.Title, base}
	}
	o := owner{base + "#ente", cmp.Or(body.IPA, body.ID), body.Name, body.Site}
	if x.Several() {
		o.iri = base + plan.BodyPath(body.ID) + "#ente"
	}
	return o
}

// contact is whom to ask, if site.toml gives an e-mail address: the profile wants one.
func (x *exporter) contact(name string) (resource, bool) {
	c := &x.Site.Config.Contacts
	mail := cmp.Or(c.Email, c.PEC)
	if mail == "" {
		return resource{}, false
	}
	r := resource{iri: x.Site.Config.BaseURL + plan.DataFolder + "#contatto", types: []string{"dcatapit:Organization", "vcard:Kind", "vcard:Organization"}}
	r.say("vcard:fn", italian(name))
	r.say("vcard:hasEmail", link("mailto:"+mail))
	if c.Phone != "" {
		r.say("vcard:hasTelephone", link("tel:"+strings.Join(strings.Fields(c.Phone), "")))
	}
	return r, true
}

// license describes the licence; one that the vocabulary lacks has an address of the
// site.
func (x *exporter) license() resource {
	l, known := record.LicenseOf(x.Site.Config.License)
	r := resource{iri: l.Vocabulary, types: []string{"dcatapit:LicenseDocument", "dct:LicenseDocument"}}
	if !known {
		r.iri = x.Site.Config.BaseURL + plan.LegalNotesPath
	}
	if l.Title != "" {
		r.say("foaf:name", italian(l.Title))
	}
	if known {
		r.say("dct:type", link(l.Type))
		r.say("owl:versionInfo", literal(l.Version))
	}
	return r
}
