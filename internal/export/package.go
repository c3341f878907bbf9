package export

import (
	"encoding/json"
	"path"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// packageJSON is dati/datapackage.json.
//
// Source: Frictionless Data, Data Package, Tabular Data Package, Table Schema and CSV
// Dialect, version 1.
type packageJSON struct {
	Profile      string            `json:"profile"`
	Name         string            `json:"name"`
	Title        string            `json:"title"`
	Description  string            `json:"description"`
	Homepage     string            `json:"homepage,omitempty"`
	Created      string            `json:"created"`
	Keywords     []string          `json:"keywords"`
	Licenses     []packageLicense  `json:"licenses,omitempty"`
	Contributors []packageParty    `json:"contributors"`
	Sources      []packageParty    `json:"sources,omitempty"`
	Resources    []packageResource `json:"resources"`
}

type packageLicense struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
	Path  string `json:"path,omitempty"`
}

// packageParty is who contributes to the package, or a source of its data.
type packageParty struct {
	Title   string `json:"title"`
	Path    string `json:"path,omitempty"`
	Role    string `json:"role,omitempty"`
	Version string `json:"version,omitempty"` // of a source, the day of its data
}

type packageResource struct {
	Profile     string           `json:"profile"`
	Name        string           `json:"name"`
	Path        string           `json:"path"`
	Title       string           `json:"title"`
	Description string           `json:"description"`
	Format      string           `json:"format"`
	MIME        string           `json:"mediatype"`
	Encoding    string           `json:"encoding"`
	Bytes       int64            `json:"bytes"`
	Hash        string           `json:"hash"`
	Dialect     json.RawMessage  `json:"dialect"`
	Licenses    []packageLicense `json:"licenses,omitempty"`
	Schema      tableSchema      `json:"schema"`
}

// dialect is the CSV that the open data are written in.
const dialect = `{"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true}`

type tableSchema struct {
	Fields  []schemaField `json:"fields"`
	Missing []string      `json:"missingValues"`
	Key     []string      `json:"primaryKey"`
	Refs    []schemaRef   `json:"foreignKeys,omitempty"`
}

type schemaField struct {
	Name        string             `json:"name"`
	Description string             `json:"description"`
	Type        string             `json:"type"`
	Format      string             `json:"format,omitempty"`
	TrueValues  []string           `json:"trueValues,omitempty"`
	FalseValues []string           `json:"falseValues,omitempty"`
	Constraints *schemaConstraints `json:"constraints,omitempty"`
}

type schemaConstraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Minimum  *int     `json:"minimum,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type schemaRef struct {
	Fields    string `json:"fields"`
	Reference struct {
		Resource string `json:"resource"`
		Fields   string `json:"fields"`
	} `json:"reference"`
}

// dataPackageFile gives the file that describes the CSV of every table.
func (x *exporter) dataPackageFile() plan.File {
	return x.lateFile(plan.DataFile{
		Name: plan.DataPackagePath, Title: x.Text("file.pacchetto"), Text: x.Text("file.pacchetto_testo"),
		Format: "JSON", MIME: "application/vnd.datapackage+json",
	}, func(w *writer) { w.indented(x.dataPackage()) })
}

func (x *exporter) dataPackage() packageJSON {
	c := &x.Site.Config
	p := packageJSON{
		Profile: "tabular-data-package", Name: x.packageName(), Title: c.Title, Homepage: c.BaseURL,
		Description: strings.TrimSpace("I progetti di questo sito: finanziamenti, tappe, atti, contratti, pagamenti e annunci. " + x.All.CheckedIn(x.Text)),
		Created:     instant(x.Today), Keywords: []string{"trasparenza", "PNRR", "progetti", "finanziamenti pubblici"},
		Licenses: licenses(c.License), Contributors: []packageParty{{Title: x.publisher().name, Path: x.publisher().site, Role: "publisher"}},
		Sources: x.sources(),
	}
	files := x.listed()
	for i := range x.tables {
		for _, f := range files {
			if f.Table == x.tables[i].Name && f.Format == "CSV" {
				p.Resources = append(p.Resources, x.resource(&x.tables[i].Table, f))
			}
		}
	}
	return p
}

func (x *exporter) resource(t *record.Table, f plan.DataFile) packageResource {
	r := packageResource{
		Profile: "tabular-data-resource", Name: t.Name, Path: path.Base(f.Name), Title: t.Title, Description: t.Meaning,
		Format: "csv", MIME: f.MIME, Encoding: "utf-8", Bytes: f.Size, Hash: "sha256:" + f.SHA256,
		Dialect: json.RawMessage(dialect), Licenses: licenses(x.Site.Config.License),
		Schema: tableSchema{Missing: []string{""}, Key: t.Key},
	}
	for i := range t.Columns {
		r.Schema.Fields = append(r.Schema.Fields, fieldOf(&t.Columns[i], t.Key))
	}
	for _, ref := range t.Refs {
		to := schemaRef{Fields: ref.Column}
		to.Reference.Resource, to.Reference.Fields = ref.Table, "id"
		r.Schema.Refs = append(r.Schema.Refs, to)
	}
	return r
}

// partialDate is a date of which only a part may be known, as record.Date writes it.
const partialDate = `(?:\.\./)?[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?`

// fieldOf describes a column.
func fieldOf(c *record.Column, key []string) schemaField {
	f := schemaField{Name: c.Name, Description: c.Meaning, Type: "string"}
	rules := schemaConstraints{Required: c.Required, Unique: len(key) == 1 && key[0] == c.Name, Pattern: c.Pattern, Enum: c.Values}
	switch c.Type {
	case record.AddressColumn:
		f.Format = "uri"
	case record.IntegerColumn:
		f.Type, rules.Minimum = "integer", new(int)
	case record.NumberColumn:
		f.Type = "number"
	case record.EuroColumn:
		f.Type, rules.Minimum = "number", new(int)
	case record.DayColumn:
		f.Type = "date"
	case record.DateColumn:
		rules.Pattern = partialDate
		f.Description += "; giorno, mese o anno, con ../ davanti se entro quel giorno"
	case record.BoolColumn:
		f.Type, f.TrueValues, f.FalseValues = "boolean", []string{"true"}, []string{"false"}
	case record.ListColumn:
		f.Description += ", divisi da punto e virgola"
		rules.Enum = nil
	}
	if rules.Required || rules.Unique || rules.Minimum != nil || rules.Pattern != "" || rules.Enum != nil {
		f.Constraints = &rules
	}
	return f
}

// packageName gives the name of the package: the host and path of the site, in the
// letters that a name may have.
func (x *exporter) packageName() string {
	_, rest, _ := strings.Cut(x.Site.Config.BaseURL, "://")
	name := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, rest), "-")
	if name == "" {
		return "vetro"
	}
	return name
}

func licenses(id string) []packageLicense {
	if id == "" {
		return nil
	}
	l, _ := record.LicenseOf(id)
	if l.Address == "" && strings.ContainsFunc(id, func(r rune) bool { return !strings.ContainsRune("-._+ ", r) && !isWord(r) }) {
		return nil // a name must be one
	}
	return []packageLicense{{Name: id, Title: l.Title, Path: l.Address}}
}

func isWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// sources gives where the projects' data come from, each once.
func (x *exporter) sources() []packageParty {
	var out []packageParty
	seen := make(map[packageParty]bool)
	for _, p := range x.Site.Projects {
		for i := range p.Sources {
			s := packageParty{Title: p.Sources[i].Title, Path: p.Sources[i].URL, Version: p.Sources[i].Day.ISO()}
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}
