package export

import (
	"vetro/internal/plan"
	"vetro/internal/record"
)

// indexJSON is dati/indice.json: where a program that reads the site begins.
type indexJSON struct {
	headJSON
	LicenseAddress string      `json:"licenza_indirizzo,omitempty"`
	Updated        string      `json:"aggiornato,omitempty"`
	Project        string      `json:"scheda_progetto"` // {id} stands for the id
	Changes        string      `json:"novita_progetto,omitempty"`
	Files          []indexFile `json:"file"`
}

type indexFile struct {
	Name    string `json:"nome"`
	Address string `json:"indirizzo,omitempty"`
	Title   string `json:"titolo"`
	Text    string `json:"descrizione"`
	Format  string `json:"formato"`
	MIME    string `json:"tipo"`
	Table   string `json:"tabella,omitempty"`
	Rows    *int   `json:"righe,omitempty"`
	Size    int64  `json:"byte"`
	SHA256  string `json:"sha256"`
	Day     string `json:"giorno"` // that the site shows
	Newest  string `json:"verificato_al,omitempty"`
	License string `json:"licenza"`
}

// indexFile gives the list of all files that the open data page lists, but itself.
func (x *exporter) indexFile() plan.File {
	return x.lateFile(plan.DataFile{
		Name: plan.DataIndexPath, Title: x.Text("file.indice"), Text: x.Text("file.indice_testo"),
		Format: "JSON", MIME: "application/json",
	}, func(w *writer) { w.indented(x.index()) })
}

func (x *exporter) index() indexJSON {
	c := &x.Site.Config
	index := indexJSON{headJSON: x.head(), Updated: x.Updated.ISO(), Project: plan.ProjectJSONForm, Files: []indexFile{}}
	index.Totals = x.totals()
	if l, known := record.LicenseOf(c.License); known {
		index.LicenseAddress = l.Address
	}
	if c.BaseURL != "" && x.PerProject() {
		index.Changes = plan.ProjectChangesForm
	}
	for _, f := range x.listed() {
		if f.Name == plan.DataIndexPath {
			continue
		}
		entry := indexFile{
			Name: f.Name, Title: f.Title, Text: f.Text, Format: f.Format, MIME: f.MIME, Table: f.Table,
			Size: f.Size, SHA256: f.SHA256, Day: x.Today.ISO(), Newest: x.Updated.ISO(), License: c.License,
		}
		if c.BaseURL != "" {
			entry.Address = c.BaseURL + f.Name
		}
		if f.Table != "" {
			entry.Rows = &f.Rows
		}
		index.Files = append(index.Files, entry)
	}
	return index
}
