package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestTotals reads, euro for euro, what the two provinces announced; none of the sums
// is typed anywhere in the content.
func TestTotals(t *testing.T) {
	dir := built(t, "../..")
	const of = "almeno 1.815.608 € di 1.921.630 € (almeno il 94,4 %)"
	const section = "amministrazione-trasparente/attuazione-misure-pnrr.html"
	tests := []struct{ name, page, want string }{
		{"the announcement of Latina adds up", "notizie/latina-cloud-suap.html", "855.896 € + 106.022 € = 961.918 €"},
		{"Latina with SPID and CIE", "enti/p_lt.html", "975.918 € assegnati a 3 progetti, di cui 106.022 € senza un decreto noto; erogati almeno 869.896 € di 975.918 € (almeno l’89,1 %)."},
		{"Pavia with SPID and CIE", "enti/p_pv.html", "945.712 € assegnati a 2 progetti; erogati per intero."},
		{"both on the home", "index.html", "1.921.630 € assegnati a 5 progetti, di cui 106.022 € senza un decreto noto; erogati " + of},
		{"the share on the home is a bound", "index.html", "Finora è stato erogato almeno il 94,4 % di quanto assegnato"},
		{"the cloud of Pavia", "progetti/pv-cloud-2025.html", "931.712,00 €"},
		{"the lead of the cloud of Pavia", "progetti/pv-cloud-2025.html", "931.712 € assegnati il 23 giugno 2025; erogati per intero il 2 agosto 2026."},
		{"paid, on the list of projects", "progetti/index.html", "erogati " + of},
		{"paid, in the section on the PNRR", section, "erogati " + of},
		{"the rising figure", "dati/grafici/nel-tempo.svg", "Erogati almeno 1.815.608 €"},
		{"nothing known of the desks", "misure/m1c1i2-2-3.html", "106.022 € assegnati a un progetto, di cui 106.022 € senza un decreto noto; erogazione non comunicata."},
		{"nothing known, by state", "stati/non-comunicato.html", "106.022 € assegnati a un progetto, di cui 106.022 € senza un decreto noto; erogazione non comunicata."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(readPage(t, dir, tt.page), tt.want) {
				t.Errorf("%s does not show %q", tt.page, tt.want)
			}
		})
	}
	nowhere(t, dir, `0 €, lo 0`, `Erogati 0`, `94,5 %`)
}

func TestTotalsOfData(t *testing.T) {
	dir := built(t, "../..")
	const want, wantPaid = 192163000, 181560800
	if got := sumColumn(t, read(t, dir, "dati/progetti.csv"), "assegnato", nil); got != want {
		t.Errorf("progetti.csv adds up to %d cents, want %d", got, want)
	}
	known := func(row map[string]string) bool { return row["erogato"] != "" }
	if got := sumColumn(t, read(t, dir, "dati/progetti.csv"), "erogato", known); got != wantPaid {
		t.Errorf("progetti.csv was paid %d cents, want %d", got, wantPaid)
	}
	for body, want := range map[string]int{"p_lt": 97591800, "p_pv": 94571200} {
		own := func(row map[string]string) bool { return row["ente"] == body }
		if got := sumColumn(t, read(t, dir, "dati/finanziamenti.csv"), "importo", own); got != want {
			t.Errorf("finanziamenti.csv of %s adds up to %d cents, want %d", body, got, want)
		}
	}
	var file struct {
		Totals struct {
			Assigned json.Number `json:"assegnato"`
			Paid     json.Number `json:"erogato"`
			Unknown  int         `json:"erogato_ignoti"`
		} `json:"totali"`
		Projects []struct {
			Assigned json.Number `json:"assegnato"`
		} `json:"progetti"`
	}
	if err := json.Unmarshal([]byte(read(t, dir, "dati/progetti.json")), &file); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, p := range file.Projects {
		sum += cents(t, p.Assigned.String())
	}
	if sum != want || cents(t, file.Totals.Assigned.String()) != want {
		t.Errorf("progetti.json adds up to %d cents and says %s, want %d", sum, file.Totals.Assigned, want)
	}
	if cents(t, file.Totals.Paid.String()) != wantPaid || file.Totals.Unknown != 1 {
		t.Errorf("progetti.json was paid %s, %d parts unknown; want %d cents and one", file.Totals.Paid, file.Totals.Unknown, wantPaid)
	}
	cell := csvCell{"dati/progetti.csv", "lt-suap-2025", "erogato", ""}
	if got := cellOf(t, dir, cell); got != "" {
		t.Errorf("progetti.csv: of the desks of Latina %q was paid, which nobody knows", got)
	}
}

// TestSumsAreNotTyped looks for the sums in what authors wrote.
func TestSumsAreNotTyped(t *testing.T) {
	sums := regexp.MustCompile(`961\D?918|975\D?918|945\D?712|1\D?921\D?630|1\D?815\D?608`)
	for _, root := range []string{"../../content", "../../themes", "../../site.toml"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			if found := sums.Find(data); found != nil {
				t.Errorf("%s: the sum %s is typed", name, found)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestSameBytes builds each site twice: same input, same bytes.
func TestSameBytes(t *testing.T) {
	for _, site := range sites {
		a, b := built(t, site), built(t, site)
		if x, y := read(t, a, "impronte.sha256"), read(t, b, "impronte.sha256"); x != y {
			t.Errorf("%s: two builds differ:\n%s\n%s", site, x, y)
		}
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// sumColumn adds up a column of amounts, in cents, over the rows that keep lets through.
func sumColumn(t *testing.T, data, column string, keep func(map[string]string) bool) int {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader([]byte(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, cells := range rows[1:] {
		row := make(map[string]string)
		for i, cell := range cells {
			row[rows[0][i]] = cell
		}
		if keep == nil || keep(row) {
			sum += cents(t, row[column])
		}
	}
	return sum
}

func cents(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.Replace(s, ".", "", 1))
	if err != nil || !strings.Contains(s, ".") {
		t.Fatalf("%q is not an amount with cents", s)
	}
	return n
}
