package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

func TestInert(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text stays", "Scuola", "Scuola"},
		{"an equals sign begins a formula", "=1+1", "'=1+1"},
		{"so does a plus", "+39 0382", "'+39 0382"},
		{"a minus", "-1", "'-1"},
		{"an at sign", "@SUM(A1)", "'@SUM(A1)"},
		{"blanks before it are skipped by spreadsheets", "  =1", "'  =1"},
		{"a tab", "\t=1", "'\t=1"},
		{"a carriage return", "\r=1", "'\r=1"},
		{"the wide forms of the signs", "＝1", "'＝1"},
		{"a sign within is harmless", "a=1", "a=1"},
		{"nothing stays nothing", "", ""},
	}
	for _, tt := range tests {
		if got := inert(tt.in); got != tt.want {
			t.Errorf("%s: inert(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func tree(t *testing.T, baseURL string) *plan.Tree {
	t.Helper()
	body := &record.Body{ID: "p_pv", Name: "Provincia di Pavia"}
	m := &record.Measure{Code: "M1C1I1.2", Title: "Cloud", Kind: "Investimento"}
	site := &record.Site{
		Config: record.Config{Title: "Prova & c.", BaseURL: baseURL, PerPage: 25},
		Bodies: []*record.Body{body}, Measures: []*record.Measure{m},
		Projects: []*record.Project{{
			ID: "cloud", Title: "Cloud, \"virgolette\"\nriga", BodyID: "p_pv", Body: body, State: record.Done, CUP: "I89B25000070006",
			Updated: record.Day(2026, 8, 22),
			Fundings: []record.Funding{
				{Source: record.PNRR, MeasureCode: m.Code, Measure: m, Amount: 93171250, State: record.Paid, Date: record.Day(2025, 6, 23)},
				{Source: "Stato", Amount: 100, State: record.GivenUp},
			},
		}},
		Announcements: []*record.Announcement{
			{ID: "a", Title: "Con data <b>", Date: record.Day(2025, 7, 29), Summary: "Uno & due"},
			{ID: "b", Title: "Senza data"},
			{ID: "c", Title: "Futura", Date: record.Day(2027, 1, 1)},
		},
	}
	tree, problems := plan.Site(site, record.Day(2026, 11, 22))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	return tree
}

func file(t *testing.T, files []made, name string) []byte {
	t.Helper()
	for _, f := range files {
		if f.Name == name {
			return f.Data
		}
	}
	t.Fatalf("no file %s", name)
	return nil
}

func TestCSV(t *testing.T) {
	files := allFiles(t, tree(t, "https://example.it/"))
	data := file(t, files, "dati/progetti.csv")
	if !bytes.Contains(data, []byte("\r\n")) {
		t.Error("lines do not end with CRLF (RFC 4180)")
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	get := func(column string) string { return rows[1][slices.Index(rows[0], column)] }
	for column, want := range map[string]string{
		"id": "cloud", "titolo": "Cloud, \"virgolette\"\nriga", "assegnato": "931712.50", "erogato": "931712.50",
		"rinunciato_o_revocato": "1.00", "data_decreto": "2025-06-23", "pubblicato": "", "misure": "M1C1I1.2",
		"indirizzo": "https://example.it/progetti/cloud.html",
	} {
		if got := get(column); got != want {
			t.Errorf("%s is %q, want %q", column, got, want)
		}
	}
	if rows, err := csv.NewReader(bytes.NewReader(file(t, files, "dati/finanziamenti.csv"))).ReadAll(); err != nil || len(rows) != 3 {
		t.Errorf("finanziamenti.csv has %d rows (%v), want a head and 2", len(rows), err)
	}
}

func TestJSONHasExactAmounts(t *testing.T) {
	data := file(t, allFiles(t, tree(t, "https://example.it/")), "dati/finanziamenti.json")
	if !json.Valid(data) || !bytes.Contains(data, []byte(`"importo":931712.50,`)) {
		t.Errorf("the exact amount is not in\n%s", data)
	}
}

func TestFeed(t *testing.T) {
	data := file(t, allFiles(t, tree(t, "https://example.it/")), "notizie/feed.xml")
	var feed struct {
		Updated string `xml:"updated"`
		Entries []struct {
			ID    string `xml:"id"`
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 1 || feed.Entries[0].Title != "Con data <b>" || feed.Updated != "2025-07-29T00:00:00Z" {
		t.Errorf("an announcement without a date, or of later, is in the feed, or the dated one is not:\n%s", data)
	}
}

func TestRobotsForbidNothing(t *testing.T) {
	robots := string(file(t, allFiles(t, tree(t, "https://example.it/")), "robots.txt"))
	if !strings.Contains(robots, "Disallow:\n") || !strings.Contains(robots, "Sitemap: https://example.it/sitemap.xml") {
		t.Errorf("robots.txt is\n%s", robots)
	}
}

func TestWithoutAddress(t *testing.T) {
	for _, f := range allFiles(t, tree(t, "")) {
		if f.Name == "sitemap.xml" || f.Name == "notizie/feed.xml" {
			t.Errorf("%s names full addresses, and there is none", f.Name)
		}
	}
}
