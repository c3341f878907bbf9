package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
)

// A sheetCase is a small sheet of an office with what is right: the sheets of testdata/casi failed
// when they were found, each in its own way. What the site then holds is read from its TOML files
// by a reader that knows nothing of Vetro.
type sheetCase struct {
	name     string
	dir      string   // under testdata, or a folder of one's own
	site     []string // files under testdata/ that the site has before, under content/progetti
	steps    []sheetStep
	projects int
	live     string // sum of the fundings that count, in euro
	holds    func(t *testing.T, projects []heldProject)
}

// sheetStep is an import.
type sheetStep struct {
	file      string
	args      []string
	exit      int
	refused   bool     // nothing is written, and no account told
	moneyless bool     // no column of it is of money
	told      []string // regular expressions over all that the command says
}

// heldProject is a project as its file has it.
type heldProject struct {
	file string
	tree map[string]any
}

func (p heldProject) text(key string) string {
	s, _ := p.tree[key].(string)
	return s
}

// tables gives the tables of one kind: finanziamento, contratto, …
func (p heldProject) tables(name string) []map[string]any {
	list, _ := p.tree[name].([]map[string]any)
	return list
}

// centsOf reads an amount of a record, written as 931712 or "931712.50".
func centsOf(t *testing.T, v any) record.Euro {
	t.Helper()
	if v == nil {
		return 0
	}
	r, ok := new(big.Rat).SetString(fmt.Sprint(v))
	if !ok {
		t.Fatalf("%v is no amount", v)
	}
	r.Mul(r, big.NewRat(100, 1))
	if !r.IsInt() {
		t.Fatalf("%v has parts of a cent", v)
	}
	return record.Euro(r.Num().Int64())
}

// counts reports a funding that counts: the source still has it, or somebody kept it.
func counts(f map[string]any) bool { return f["assente_dalla_fonte"] == nil || f["tieni"] != nil }

// live sums up the fundings that count.
func live(t *testing.T, projects []heldProject) (sum record.Euro) {
	for _, p := range projects {
		for _, f := range p.tables("finanziamento") {
			if counts(f) {
				sum += centsOf(t, f["importo"])
			}
		}
	}
	return sum
}

// amountsOf gives the amounts of the tables of one kind, sorted.
func amountsOf(t *testing.T, p heldProject, table string) (out []string) {
	for _, f := range p.tables(table) {
		out = append(out, centsOf(t, f["importo"]).Decimal())
	}
	slices.Sort(out)
	return out
}

// heldProjects reads the projects of a site, in the order of their files.
func heldProjects(t *testing.T, site string) (out []heldProject) {
	t.Helper()
	root := filepath.Join(site, "content", "progetti")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil || d.IsDir() || filepath.Ext(name) != ".toml":
			return err
		}
		p := heldProject{tree: make(map[string]any)}
		if p.file, err = filepath.Rel(root, name); err != nil {
			return err
		}
		p.file = filepath.ToSlash(p.file)
		_, err = toml.DecodeFile(name, &p.tree)
		out = append(out, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// titled gives the one project of a title.
func titled(t *testing.T, projects []heldProject, title string) heldProject {
	t.Helper()
	i := slices.IndexFunc(projects, func(p heldProject) bool { return p.text("titolo") == title })
	if i < 0 {
		t.Errorf("no project is called «%s»", title)
		return heldProject{tree: map[string]any{}}
	}
	return projects[i]
}

// newOfficeSite makes a site as an office begins, without the examples.
func newOfficeSite(t *testing.T) string {
	t.Helper()
	site := filepath.Join(t.TempDir(), "sito")
	if out, code := vetroCode(t, "new", "sito", site, "--ente", "p_lu", "--nome", "Provincia di Lucca"); code != 0 {
		t.Fatal(out)
	}
	for _, name := range []string{"content/progetti/esempio.toml", "content/notizie/esempio.md"} {
		if err := os.Remove(filepath.Join(site, name)); err != nil {
			t.Fatal(err)
		}
	}
	return site
}

// vetroCode runs the command, and gives all that it says with its exit code.
func vetroCode(t *testing.T, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(programPath(t), args...)
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1795305600") // 22 November 2026 in Rome
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

var (
	accountOfTable = regexp.MustCompile(`(?m)^Conto della tabella(, [^:]+)?: ([\d.,−]+)\x{a0}€ = ([^;\n]+)`)
	accountOfSite  = regexp.MustCompile(`(?m)^Conto del sito \(questa fonte\)(, [^:]+)?: ([\d.,−]+)\x{a0}€ prima \+ ([\d.,−]+) − ([\d.,−]+) = ([\d.,−]+)$`)
	accountTerm    = regexp.MustCompile(`[\d.,−]+`)
)

// printed reads an amount of the account.
func printed(t *testing.T, s string) record.Euro {
	t.Helper()
	return centsOf(t, strings.NewReplacer(".", "", ",", ".", "−", "-").Replace(s))
}

// holdAccount holds the account that an import printed to itself: it is there, and it closes.
func holdAccount(t *testing.T, out string) {
	t.Helper()
	tables, sites := accountOfTable.FindAllStringSubmatch(out, -1), accountOfSite.FindAllStringSubmatch(out, -1)
	if len(tables) == 0 || len(tables) != len(sites) {
		t.Errorf("%d accounts of the table, %d of the site", len(tables), len(sites))
	}
	for _, m := range tables {
		var sum record.Euro
		for _, term := range accountTerm.FindAllString(m[3], -1) {
			sum += printed(t, term)
		}
		if sum != printed(t, m[2]) {
			t.Errorf("does not close by %s: %s", sum-printed(t, m[2]), m[0])
		}
	}
	for _, m := range sites {
		if printed(t, m[2])+printed(t, m[3])-printed(t, m[4]) != printed(t, m[5]) {
			t.Errorf("does not close: %s", m[0])
		}
	}
}

// TestSheetCases imports each sheet into a site of its own, and holds what the site then has, what
// was said and the exit code to what is right.
func TestSheetCases(t *testing.T) {
	for _, c := range append(readCases(), identityCases()...) {
		c.dir = filepath.Join("testdata/casi", c.dir)
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t)
		})
	}
}

func (c *sheetCase) run(t *testing.T) {
	site := newOfficeSite(t)
	for _, name := range c.site {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		lay(t, filepath.Join(site, "content/progetti", filepath.Base(name)), string(data))
	}
	said := ""
	for _, s := range c.steps {
		args := append([]string{"import", "tabella", filepath.Join(c.dir, s.file), "--ente", "p_lu", "--site", site, "--si"}, s.args...)
		out, code := vetroCode(t, args...)
		said += "$ vetro " + strings.Join(args, " ") + "\n" + out
		if code != s.exit {
			t.Errorf("%s: exit code %d, want %d", s.file, code, s.exit)
		}
		for _, want := range s.told {
			if !regexp.MustCompile("(?is)" + want).MatchString(out) {
				t.Errorf("%s: not told: %s", s.file, want)
			}
		}
		if !s.refused && !s.moneyless {
			holdAccount(t, out)
		} else if s.refused && !strings.Contains(out, "niente è stato scritto") {
			t.Errorf("%s is not refused", s.file)
		}
	}
	projects := heldProjects(t, site)
	if len(projects) != c.projects {
		t.Errorf("%d projects, want %d", len(projects), c.projects)
	}
	if got, want := live(t, projects), centsOf(t, c.live); got != want {
		t.Errorf("the site holds %s, want %s", got, want)
	}
	if c.holds != nil {
		c.holds(t, projects)
	}
	out, _ := vetroCode(t, "check", "--site", site)
	for line := range strings.Lines(out) {
		if strings.Contains(line, "content/") && !strings.Contains(line, " avviso: ") && !strings.HasPrefix(line, "\t") {
			t.Errorf("check: %s", line)
		}
	}
	if t.Failed() {
		t.Logf("%s", said)
		for _, p := range projects {
			t.Logf("%s: %v", p.file, p.tree)
		}
	}
}

// due gives the days by which a project is to be done.
func due(p heldProject) (out []string) {
	for _, m := range p.tables("tappa") {
		if day, found := m["prevista"]; found {
			s := fmt.Sprint(day)
			if d, is := day.(interface{ Format(string) string }); is {
				s = d.Format("2006-01-02")
			}
			out = append(out, s)
		}
	}
	return out
}

// allDue wants the same day of every project.
func allDue(day string) func(*testing.T, []heldProject) {
	return func(t *testing.T, projects []heldProject) {
		for _, p := range projects {
			if got := due(p); !slices.Equal(got, []string{day}) {
				t.Errorf("«%s» is due %q, want %s", p.text("titolo"), got, day)
			}
		}
	}
}

// contracts wants the amounts of the contracts of a project.
func contracts(t *testing.T, p heldProject, want ...string) {
	t.Helper()
	if got := amountsOf(t, p, "contratto"); !slices.Equal(got, want) {
		t.Errorf("«%s» has contracts of %q, want %q", p.text("titolo"), got, want)
	}
}

// paidOut sums up the fundings that were paid out.
func paidOut(t *testing.T, projects []heldProject) (sum record.Euro) {
	for _, p := range projects {
		for _, f := range p.tables("finanziamento") {
			if counts(f) && f["stato"] == record.Paid {
				sum += centsOf(t, f["importo"])
			}
		}
	}
	return sum
}

// readCases are about what a sheet says.
func readCases() []sheetCase {
	const assigned, total = "finanziamento.stato=assegnato", "riga 4.*total"
	both := []string{"Città più verde", "Scuola è bella"}
	macintosh := func(t *testing.T, projects []heldProject) {
		for _, title := range both {
			titled(t, projects, title)
		}
	}
	return []sheetCase{
		{name: "01 Google writes large numbers with an exponent", dir: "01-google-sheets-esponente", projects: 3, live: "34845677.91",
			steps: []sheetStep{{file: "progetti.xlsx"}}, holds: allDue("2026-03-31")},
		{name: "02 the calendar of 1904", dir: "02-date-1904", projects: 1, live: "125000", steps: []sheetStep{{file: "progetti.xlsx"}}, holds: allDue("2026-03-31")},
		{name: "03 merged cells", dir: "03-celle-unite", projects: 2, live: "224000", steps: []sheetStep{{file: "progetti.xlsx"}}, holds: func(t *testing.T, projects []heldProject) {
			contracts(t, titled(t, projects, "Ponte sul fiume"), "20000.00", "60000.00")
			contracts(t, titled(t, projects, "Scuola media"))
		}},
		{name: "04 a row of totals, with semicolons", dir: "04-riga-totale", projects: 2, live: "200000", steps: []sheetStep{{file: "progetti-colonne.csv", told: []string{total, `totale alla riga 4 del foglio torna: 200\.000,00`}}}},
		{name: "04 a row of totals, with tabs", dir: "04-riga-totale", projects: 2, live: "200000", steps: []sheetStep{{file: "progetti-tab.csv", told: []string{total, `totale alla riga 4 del foglio torna: 200\.000,00`}}}},
		{name: "04 a row of totals, of two columns", dir: "04-riga-totale", projects: 2, live: "200000",
			steps: []sheetStep{{file: "progetti.csv", args: []string{"--valore", "misura=M2C3I1.1", "--valore", assigned}, told: []string{total}}}},
		{name: "06 Macintosh, lines parted by CR", dir: "06-csv-macintosh", projects: 2, live: "750000", steps: []sheetStep{{file: "progetti.csv"}}, holds: macintosh},
		{name: "06 Macintosh, lines parted by CRLF", dir: "06-csv-macintosh", projects: 2, live: "750000", steps: []sheetStep{{file: "progetti-lf.csv"}}, holds: macintosh},
		{name: "09 a CIG that became a number", dir: "09-cig-esponente", projects: 2, live: "224000", steps: []sheetStep{{file: "progetti.csv", told: []string{`8,87467E\+16`}}}, holds: codesWithZeros},
		{name: "10 the same amount for all", dir: "10-valore-costante", projects: 2, live: "14602",
			steps: []sheetStep{{file: "progetti.csv", args: []string{"--valore", "misura=M1C1I1.4.1", "--valore", "importo=7301", "--valore", assigned}}}},
		{name: "12 two tables in a sheet", dir: "12-due-tabelle", projects: 2, live: "224000", steps: []sheetStep{{file: "progetti.csv"}}, holds: func(t *testing.T, projects []heldProject) {
			if got := paidOut(t, projects); got != 9900000 {
				t.Errorf("received %s, want 99.000", got)
			}
		}},
		{name: "13 formulas and errors", dir: "13-formule-ed-errori", live: "0",
			steps: []sheetStep{{file: "progetti.xlsx", exit: 1, told: []string{`riga 2\b|righe 2\b|xlsx:2\b`, `riga 3\b|righe 3\b|xlsx:3\b`, `riga 4\b|righe 4\b|xlsx:4\b`, "#RIF!|#REF!", "#N/D|#N/A", "formula"}}}},
		{name: "15 commas in titles, then two columns", dir: "15-virgole-nei-titoli", projects: 2, live: "2150000.50",
			steps: []sheetStep{{file: "progetti.csv"}, {file: "due-colonne.csv"}}, holds: func(t *testing.T, projects []heldProject) {
				contracts(t, titled(t, projects, "Riqualificazione di piazza Garibaldi, via Roma, via Verdi, via Mazzini, largo Cairoli e percorsi ciclabili"), "60000.00")
				contracts(t, titled(t, projects, "Messa in sicurezza, adeguamento sismico, efficientamento, ampliamento, arredi della scuola media"), "20000.50")
			}},
		{name: "33 billions of euro", dir: "33-miliardi-di-euro", projects: 2, live: "1900000000",
			steps: []sheetStep{{file: "progetti.csv", args: []string{"--map", "Investimenti e riforme=titolo", "--map", "Spesa (mld €)=importo", "--valore", "misura=M1C1I1.2", "--valore", assigned}, told: []string{"miliardi|mld"}}}},
		{name: "35 forms of dates", dir: "35-forme-delle-date", projects: 35, live: "35595", steps: []sheetStep{{file: "progetti.csv", told: []string{"31/06/2026.*giugno.*30"}}}, holds: dates},
		{name: "37 a cell that cannot be read", dir: "37-una-cella-e-il-progetto-si-perde", projects: 6, live: "1800000",
			steps: []sheetStep{{file: "progetti.csv", exit: 1, told: []string{"Ammesso a finanziamento", "da definire", `--parola`}}}, holds: lastDone},
		{name: "37 a cell that cannot be read, and a word taught", dir: "37-una-cella-e-il-progetto-si-perde", projects: 7, live: "2100000",
			steps: []sheetStep{{file: "progetti.csv", args: []string{"--parola", "Ammesso a finanziamento=assegnato"}, told: []string{"da definire"}}}, holds: lastDone},
	}
}

// lastDone wants the project whose works are at «100%» done, or its state not known.
func lastDone(t *testing.T, projects []heldProject) {
	if s := titled(t, projects, "G").text("stato"); s != record.Done && s != record.Unreported {
		t.Errorf("the works at 100%% are %q", s)
	}
}

// codesWithZeros wants the zeros back that a spreadsheet dropped.
func codesWithZeros(t *testing.T, projects []heldProject) {
	for _, p := range projects {
		for _, c := range p.tables("contratto") {
			if c["codice_fiscale"] != "00743110157" {
				t.Errorf("«%s» has the tax code %v", p.text("titolo"), c["codice_fiscale"])
			}
		}
		if l := p.tables("luogo"); len(l) != 1 || l[0]["istat"] != "018110" {
			t.Errorf("«%s» is in %v", p.text("titolo"), l)
		}
	}
	c := titled(t, projects, "Ponte sul fiume").tables("contratto")
	if len(c) != 1 || c[0]["cig"] != nil {
		t.Errorf("the contract whose CIG cannot be read: %v", c)
	}
}

// dates wants each date as a person reads it; "" where it may stay out, told.
func dates(t *testing.T, projects []heldProject) {
	const dec, jun, by = "2025-12-31", "2026-06-30", "../2025-12-31" // by that day
	want := map[string][]string{
		"P00": {dec}, "P01": {dec}, "P02": {"2025-12", dec}, "P03": {dec}, "P04": {by}, "P05": {by}, "P06": {by}, "P07": {by}, "P08": {dec}, "P09": {""},
		"P10": {dec, ""}, "P11": {dec}, "P12": {dec, ""}, "P13": {"2026-01-01"}, "P14": {by}, "P15": {"2026-06", jun}, "P16": {"2026-06", jun}, "P17": {"2026-06", jun},
		"P18": {jun}, "P19": {dec}, "P20": {dec}, "P21": {dec}, "P22": {"2025", dec}, "P23": {dec, ""}, "P24": {jun, ""}, "P25": {""}, "P26": {""}, "P27": {jun},
		"P28": {jun, ""}, "P29": {""}, "P30": {""}, "P31": {"2026-06", jun}, "P32": {jun, ""}, "P33": {"2026-01-01"}, "P34": {dec, ""},
	}
	for _, p := range projects {
		got := strings.Join(due(p), " and ")
		if !slices.Contains(want[p.text("titolo")], got) {
			t.Errorf("%s is due %q, want %q", p.text("titolo"), got, want[p.text("titolo")])
		}
	}
}

// identityCases are about which project a row is of.
func identityCases() []sheetCase {
	later := func(name string, args ...string) sheetCase {
		return sheetCase{name: name, dir: "31-cup-arrivato-dopo", projects: 2, live: "800000",
			steps: []sheetStep{{file: "prima.csv", args: args}, {file: "dopo.csv", args: args, exit: 1, told: []string{"Asilo nido comunale"}}}, holds: func(t *testing.T, projects []heldProject) {
				p := titled(t, projects, "Nuova mensa scolastica")
				if p.text("cup") != "J21F22003010006" || p.text("cup_assente") != "" || strings.Contains(p.file, "j21f22003010006") {
					t.Errorf("the canteen is %s, CUP %q, cup_assente %q", p.file, p.text("cup"), p.text("cup_assente"))
				}
				titled(t, projects, "Asilo nido")
			}}
	}
	addresses := func(n int) func(t *testing.T, projects []heldProject) {
		return func(t *testing.T, projects []heldProject) {
			names := make(map[string]bool)
			for _, p := range projects {
				names[strings.TrimSuffix(filepath.Base(p.file), ".toml")] = true
				if len(p.tables("finanziamento")) != 1 {
					t.Errorf("«%s» has %d fundings", p.text("titolo"), len(p.tables("finanziamento")))
				}
			}
			if len(names) != n {
				t.Errorf("%d addresses, want %d", len(names), n)
			}
		}
	}
	return []sheetCase{
		{name: "05 titles that begin alike", dir: "05-titoli-lunghi-simili", projects: 3, live: "1250000", steps: []sheetStep{{file: "progetti.csv"}}, holds: func(t *testing.T, projects []heldProject) {
			addresses(3)(t, projects)
			if got := paidOut(t, projects); got != 25000000 {
				t.Errorf("received %s, want 250.000", got)
			}
		}},
		{name: "19 titles that differ in signs alone", dir: "19-slug", projects: 6, live: "1000003", steps: []sheetStep{{file: "progetti.csv", told: []string{"Scuola A. Moro lotto 1"}}}, holds: addresses(6)},
		later("31 the CUP comes later, in another file"),
		later("31 the CUP comes later, of one source", "--fonte", "progetti"),
		{name: "38 a row without CUP beside projects that have one", dir: "38-riga-senza-cup-su-progetto-con-cup", site: []string{"casi/38-riga-senza-cup-su-progetto-con-cup/scuola-media.toml"}, projects: 2, live: "399000",
			steps: []sheetStep{{file: "progetti.csv", exit: 1, told: []string{"Scuola Media"}}}, holds: func(t *testing.T, projects []heldProject) {
				for _, p := range projects {
					if want := map[string]string{"J29B25000050006": "99000.00", "I89B25000070006": "300000.00"}[p.text("cup")]; want == "" || !slices.Equal(amountsOf(t, p, "finanziamento"), []string{want}) || p.text("cup_assente") != "" {
						t.Errorf("%s: %v", p.file, p.tree)
					}
				}
			}},
		{name: "38 a sheet of contracts adds to the project of its title", dir: "38-riga-senza-cup-su-progetto-con-cup", site: []string{"casi/38-riga-senza-cup-su-progetto-con-cup/scuola-media.toml"}, projects: 1, live: "99000",
			steps: []sheetStep{{file: "solo-contratti.csv", told: []string{"titolo"}}}, holds: func(t *testing.T, projects []heldProject) {
				contracts(t, projects[0], "90000.00")
				if p := projects[0]; p.text("cup") != "J29B25000050006" || p.tree["cup_assente"] != nil || p.file != "scuola-media.toml" || p.text("stato") != "concluso" {
					t.Errorf("%s: %v", p.file, p.tree)
				}
			}},
	}
}
