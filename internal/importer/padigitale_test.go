package importer

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vetro/internal/load"
	"vetro/internal/record"
)

var today = record.Day(2026, 11, 22)

// newSite makes a site folder with nothing but its site.toml.
func newSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "site.toml", "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n")
	return dir
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// tree gives every file under a folder of the site.
func tree(t *testing.T, dir, under string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(filepath.Join(dir, filepath.FromSlash(under)), func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, at)
		files[filepath.ToSlash(rel)] = get(t, dir, filepath.ToSlash(rel))
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

func mustImport(t *testing.T, o Options) *Report {
	t.Helper()
	o.Today = today
	if o.Calls == "" {
		o.Calls = "testdata/avvisi.csv"
	}
	r, err := PADigitale(o)
	if err != nil {
		t.Fatalf("%s: %v", o.File, err)
	}
	return r
}

// loaded gives the site as a build reads it.
func loaded(t *testing.T, dir string) *record.Site {
	t.Helper()
	site, problems, err := load.Site(os.DirFS(dir), today)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == record.Error && p.Rule != "misura-manca" {
			t.Errorf("what was imported does not load: %s", p)
		}
	}
	return site
}

var cell = regexp.MustCompile(`"(.*?)"(?:,|$)|([^",]*)(?:,|$)`)

var oneDecimal = regexp.MustCompile(`^(\d+\.\d)$`)

// published reads a table of testdata in the simplest way: each line a row, a text ends
// where quote and comma meet.
func published(t *testing.T, name string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	names := strings.Split(lines[0], ",")
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := make(map[string]string)
		for i, m := range cell.FindAllStringSubmatch(line, len(names)) {
			row[names[i]] = m[1] + m[2]
		}
		rows = append(rows, row)
	}
	return rows
}

// TestVersions imports the versions of a table that were published in four years, one
// after another, into one site: after each, the records say what the version says, and
// what people wrote is there. Three versions were broken and are refused.
func TestVersions(t *testing.T) {
	dir := newSite(t)
	files, err := filepath.Glob("testdata/versioni/*.csv")
	if err != nil || len(files) != 13 {
		t.Fatalf("%d versions, %v", len(files), err)
	}
	empty := filepath.Join(t.TempDir(), "altrienti-2023-01-23T0214.csv")
	header, _, _ := strings.Cut(get(t, ".", files[1]), "\n")
	put(t, filepath.Dir(empty), filepath.Base(empty), strings.Replace(header, ",decreto_finanziamento", "", 1)+"\n")
	files = slices.Insert(files, 1, empty)
	refused := map[string]string{
		"altrienti-2023-01-23T0214.csv": "altrienti-2023-01-23T0214.csv: la tabella è vuota, 0 righe; l’ultima volta erano 12",
		"altrienti-2023-04-24T0215.csv": "altrienti-2023-04-24T0215.csv: la tabella è vuota, 0 righe; l’ultima volta erano 15",
		"altrienti-2023-07-06T1237.csv": "altrienti-2023-07-06T1237.csv: la tabella ha 4 righe; l’ultima volta erano 20",
	}
	byHand := make(map[string][]string)
	for i, name := range files {
		before := tree(t, dir, ".")
		r, err := PADigitale(Options{Site: dir, File: name, Calls: "testdata/avvisi.csv", All: true, Today: today, Rows: true})
		if want := refused[filepath.Base(name)]; want != "" {
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Text != want || !maps.Equal(before, tree(t, dir, ".")) {
				t.Errorf("%s is not refused, or not without a trace: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		checkVersion(t, dir, name, r)
		if i == 0 {
			byHand = writeByHand(t, dir)
		}
		for file, texts := range byHand {
			for _, text := range texts {
				if !strings.Contains(get(t, dir, file), text) {
					t.Errorf("%s: %s has lost %q", name, file, text)
				}
			}
		}
	}
}

// checkVersion holds the records to the rows of a table.
func checkVersion(t *testing.T, dir, name string, r *Report) {
	t.Helper()
	rows := published(t, name)
	if len(r.Rows) != len(rows) {
		t.Errorf("%s: %d rows are told of, %d there are", name, len(r.Rows), len(rows))
	}
	for _, n := range r.Notes {
		if n.Kind == Differs {
			t.Errorf("%s: nobody wrote anything else: %v", name, n)
		}
	}
	site := loaded(t, dir)
	states := map[string]string{"A": record.Assigned, "E": record.Paid, "R": record.GivenUp}
	for _, row := range rows {
		found := false
		for _, p := range site.Projects {
			cup := record.NormalCode(row["codice_cup"])
			if p.BodyID != strings.ToLower(row["codice_ipa"]) || string(p.CUP) != cup && !strings.Contains(p.NoCUP, "«"+row["codice_cup"]+"»") {
				continue
			}
			for _, f := range p.Fundings {
				found = found || f.Call == strings.Join(strings.Fields(row["avviso"]), " ") &&
					f.Amount.Decimal() == oneDecimal.ReplaceAllString(row["importo_finanziamento"], "${1}0") &&
					f.State == states[row["stato_candidatura"]] && f.Date.ISO() == row["data_finanziamento"]
			}
		}
		if !found {
			t.Errorf("%s: no record says %v", name, row)
		}
	}
}

// writeByHand adds to every project what an office adds.
func writeByHand(t *testing.T, dir string) map[string][]string {
	t.Helper()
	byHand := make(map[string][]string)
	for name, text := range tree(t, dir, "content/progetti") {
		texts := []string{
			"# rivisto dall’ufficio\n", "\nufficio = \"Servizi informatici\"  # a mano\n",
			"\n\n# dopo le tappe\n[[atto]]\ntipo = \"Determina\"\nnumero = \"12\"\n",
		}
		put(t, dir, name, texts[0]+strings.Replace(text, "\n\n[[fin", texts[1]+"\n[[fin", 1)+texts[2])
		byHand[name] = texts
	}
	return byHand
}

// The same table as CSV, as JSON, and either compressed gives the same records.
func TestForms(t *testing.T) {
	const name = "testdata/versioni/altrienti-2026-08-17T0255.csv"
	var list []map[string]any
	for _, row := range published(t, name) {
		object := make(map[string]any)
		for k, v := range row {
			object[k] = v
			if k == "importo_finanziamento" {
				object[k] = json.Number(v)
			}
			if v == "" {
				object[k] = nil
			}
		}
		list = append(list, object)
	}
	array, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	for _, object := range list {
		if err := json.NewEncoder(&lines).Encode(object); err != nil {
			t.Fatal(err)
		}
	}
	text := get(t, ".", name)
	forms := map[string][]byte{
		"altrienti-2026-08-17.csv":     []byte(text),
		"altrienti-2026-08-17.json":    array,
		"altrienti-2026-08-17.jsonl":   lines.Bytes(),
		"a/altrienti-2026-08-17.json":  []byte(`{"meta": {"righe": [1, {"a": 2}]}, "data": ` + string(array) + `}`),
		"b/altrienti-2026-08-17.csv":   []byte("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")),
		"altrienti-2026-08-17.csv.gz":  packed(t, []byte(text)),
		"altrienti-2026-08-17.json.gz": packed(t, array),
	}
	var want map[string]string
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		dir, in := newSite(t), t.TempDir()
		put(t, in, form, string(forms[form]))
		r := mustImport(t, Options{Site: dir, File: filepath.Join(in, form), Bodies: []string{"P_PV", "p_lt"}})
		if r.Count("nuova") != 4 || r.Day != record.Day(2026, 8, 17) || r.Source != "padigitale-altrienti" {
			t.Errorf("%s: %d new rows of %s, %s", form, r.Count("nuova"), r.Source, r.Day)
		}
		got := tree(t, dir, "content/progetti")
		maps.Copy(got, tree(t, dir, "content/enti"))
		if want == nil {
			want = got
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s gives other records", form)
		}
		var paid record.Euro
		for _, p := range loaded(t, dir).Projects {
			m := p.Money()
			paid += m.Received.Amount
		}
		if paid != 94571200+86989600 {
			t.Errorf("%s: %s are paid", form, paid)
		}
	}
}

func packed(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Rows that are odd are imported all the same, and counted.
func TestOdd(t *testing.T) {
	dir := newSite(t)
	r := mustImport(t, Options{Site: dir, File: "testdata/nazionale.csv", All: true})
	got := make(map[string]int)
	for _, o := range r.Odd {
		got[o.Text] = o.Count
	}
	want := map[string]int{
		string(oddCUP): 4, string(oddNoCUP): 1, string(oddShared): 6, string(oddNaples): 2, string(oddNone): 2,
		string(oddSent): 1, string(oddZero): 2, string(oddDecree): 5, string(oddStateDate): 5, string(oddKind): 2,
	}
	if !maps.Equal(got, want) {
		t.Errorf("odd are %v, want %v", got, want)
	}
	if r.Count("nuova") != len(r.Rows) || len(r.Rows) != 22 {
		t.Errorf("%d of %d rows are new", r.Count("nuova"), len(r.Rows))
	}
	site := loaded(t, dir)
	without := 0
	for _, p := range site.Projects {
		if p.CUP == "" {
			without++
		}
		if p.CUP == "" && p.NoCUP == "" {
			t.Errorf("%s has neither a CUP nor the reason", p.ID)
		}
		if shared := p.CUP == "B51F24001940006"; shared != strings.HasSuffix(p.ID, "-"+p.BodyID) && shared {
			t.Errorf("%s shares its CUP", p.ID)
		}
	}
	if without != 5 {
		t.Errorf("%d projects have no CUP", without)
	}
	for _, b := range site.Bodies {
		if b.Town == "None" && b.ISTAT != "001168" || b.Province == "" && b.ISTAT != "" {
			t.Errorf("%s is in %q, %q", b.ID, b.Town, b.Province)
		}
	}
}
