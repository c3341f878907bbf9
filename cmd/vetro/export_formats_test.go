package main

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"vetro/internal/record"
)

// dataIndex is what a program reads of dati/indice.json.
type dataIndex struct {
	Version int `json:"versione"`
	Files   []struct {
		Name    string `json:"nome"`
		Address string `json:"indirizzo"`
		Text    string `json:"descrizione"`
		Table   string `json:"tabella"`
		Rows    *int   `json:"righe"`
		Size    int    `json:"byte"`
		SHA256  string `json:"sha256"`
		Day     string `json:"giorno"`
		License string `json:"licenza"`
	} `json:"file"`
}

// TestDataIndex holds what is told of each file to the file: in the index, on the page
// and in the Data Package.
func TestDataIndex(t *testing.T) {
	dir := built(t, "../..")
	var index dataIndex
	decode(t, read(t, dir, "dati/indice.json"), &index)
	page := strings.ReplaceAll(read(t, dir, "dati/index.html"), "\u00a0", " ")
	sums := read(t, dir, "impronte.sha256")
	var pack struct {
		Resources []struct {
			Path, Hash string
			Bytes      int
		}
	}
	decode(t, read(t, dir, "dati/datapackage.json"), &pack)
	if index.Version != 2 || len(index.Files) < 30 || len(pack.Resources) != 11 {
		t.Fatalf("version %d, %d files, %d resources", index.Version, len(index.Files), len(pack.Resources))
	}
	for _, f := range index.Files {
		data := read(t, dir, f.Name)
		sum := sha256.Sum256([]byte(data))
		hash := hex.EncodeToString(sum[:])
		if f.Size != len(data) || f.SHA256 != hash || f.Day != testDay || f.License != "CC-BY-4.0" || f.Text == "" || f.Address != "https://pnrr-in-chiaro.example.it/"+f.Name {
			t.Errorf("the index tells of %s %+v; it has %d bytes, %s", f.Name, f, len(data), hash)
		}
		if !strings.Contains(sums, hash+"  "+f.Name+"\n") {
			t.Errorf("impronte.sha256 has another hash of %s", f.Name)
		}
		link := strings.TrimPrefix(f.Name, "dati/")
		if !strings.HasPrefix(f.Name, "dati/") {
			link = "../" + f.Name
		}
		facts := record.Grouped(int64(len(data))) + " byte, licenza CC-BY-4.0\n<details><summary>SHA-256 " + hash[:8] + "…</summary>"
		if i := strings.Index(page, `<a href="`+link+`">`); i < 0 || !strings.Contains(page[i:min(len(page), i+300)], facts) || !strings.Contains(page, `<span class="code">`+hash+"</span>") {
			t.Errorf("the page does not tell of %s %q", f.Name, facts)
		}
		for _, r := range pack.Resources {
			if "dati/"+r.Path == f.Name && (r.Bytes != len(data) || r.Hash != "sha256:"+hash) {
				t.Errorf("the Data Package tells of %s %+v", f.Name, r)
			}
		}
	}
}

// TestTablesAgree reads every table as CSV and as JSON, and as a part of the whole: the
// same rows, cell by cell, and every cell of the type that its column promises.
func TestTablesAgree(t *testing.T) {
	for _, site := range append(sites, hostileSite(t, 60)) {
		dir := built(t, site)
		var index dataIndex
		decode(t, read(t, dir, "dati/indice.json"), &index)
		rowsOf := make(map[string]int)
		for _, f := range index.Files {
			if f.Rows != nil {
				rowsOf[f.Name] = *f.Rows
			}
		}
		for _, table := range record.Tables(record.Pages{}) {
			cells, err := csv.NewReader(strings.NewReader(read(t, dir, "dati/"+table.Name+".csv"))).ReadAll()
			if err != nil {
				t.Fatalf("%s: %v", table.Name, err)
			}
			rows := jsonRows(t, read(t, dir, "dati/"+table.Name+".json"), table.Name)
			if n := len(rows); n != len(cells)-1 || n != rowsOf["dati/"+table.Name+".csv"] || n != rowsOf["dati/"+table.Name+".json"] {
				t.Fatalf("%s: %d rows as JSON, %d as CSV, %d in the index", table.Name, n, len(cells)-1, rowsOf["dati/"+table.Name+".csv"])
			}
			for i, row := range rows {
				for j, c := range table.Columns {
					value, there := row[c.Name]
					if got := asCell(value); !there || cells[0][j] != c.Name || got != strings.TrimPrefix(cells[i+1][j], "'") {
						t.Errorf("%s, row %d: %s is %q as CSV and %q as JSON", table.Name, i+1, c.Name, cells[i+1][j], got)
					}
					holdType(t, table.Name, &c, value, cells[i+1][j])
				}
			}
		}
	}
}

// cellForms are the forms of the cells of a type.
var cellForms = map[record.ColumnType]*regexp.Regexp{
	record.AddressColumn: regexp.MustCompile(`^https?://[^/\s]+`),
	record.IntegerColumn: regexp.MustCompile(`^\d+$`),
	record.NumberColumn:  regexp.MustCompile(`^-?\d+(\.\d+)?$`),
	record.EuroColumn:    regexp.MustCompile(`^\d+\.\d\d$`),
	record.DayColumn:     regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	record.DateColumn:    regexp.MustCompile(`^(\.\./)?\d{4}(-\d\d(-\d\d)?)?$`),
	record.BoolColumn:    regexp.MustCompile(`^(true|false)$`),
}

func holdType(t *testing.T, table string, c *record.Column, value any, cell string) {
	t.Helper()
	if cell == "" && c.Required {
		t.Errorf("%s.%s is empty, and must not be", table, c.Name)
	}
	if form := cellForms[c.Type]; cell != "" && form != nil && !form.MatchString(cell) {
		t.Errorf("%s.%s is %q, which is no %s", table, c.Name, cell, c.Type)
	}
	_, list := value.([]any)
	if list != (c.Type == record.ListColumn) {
		t.Errorf("%s.%s is %v, and its type is %s", table, c.Name, value, c.Type)
	}
}

// jsonRows gives the rows of a table, their numbers as written.
func jsonRows(t *testing.T, data, table string) (rows []map[string]any) {
	t.Helper()
	var file map[string]json.RawMessage
	decode(t, data, &file)
	d := json.NewDecoder(strings.NewReader(string(file[table])))
	d.UseNumber()
	if err := d.Decode(&rows); err != nil {
		t.Fatalf("%s: %v", table, err)
	}
	return rows
}

// asCell writes a value of JSON as the CSV does.
func asCell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, strings.ReplaceAll(item.(string), ";", ","))
		}
		return strings.Join(items, ";")
	case string:
		return v
	}
	return fmt.Sprint(v)
}

// TestWholeHasTheTables holds dati/tutto.json and the file of each project to the tables.
func TestWholeHasTheTables(t *testing.T) {
	dir := built(t, "../..")
	inner := make(map[string]int)
	for _, p := range jsonRows(t, read(t, dir, "dati/tutto.json"), "progetti") {
		var own map[string]any
		d := json.NewDecoder(strings.NewReader(read(t, dir, "progetti/"+p["id"].(string)+".json")))
		d.UseNumber()
		if err := d.Decode(&own); err != nil {
			t.Fatal(err)
		}
		for key, value := range p {
			if fmt.Sprint(own[key]) != fmt.Sprint(value) {
				t.Errorf("%s: %s is %v by itself and %v in the whole", p["id"], key, own[key], value)
			}
			if items, is := value.([]any); is {
				inner[key] += len(items)
			}
		}
	}
	for _, table := range record.Tables(record.Pages{}) {
		rows := jsonRows(t, read(t, dir, "dati/"+table.Name+".json"), table.Name)
		if table.Of != nil && inner[table.Name] != len(rows) {
			t.Errorf("%s: %d in the whole, %d in the table", table.Name, inner[table.Name], len(rows))
		}
		if table.Of == nil && len(jsonRows(t, read(t, dir, "dati/tutto.json"), table.Name)) != len(rows) {
			t.Errorf("%s: not all rows are in the whole", table.Name)
		}
	}
}

func decode(t *testing.T, data string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), into); err != nil {
		t.Fatal(err)
	}
}
