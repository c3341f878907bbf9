package check_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vetro/internal/check"
	"vetro/internal/record"
	"vetro/internal/register"
	"vetro/internal/report"
)

// Every rule finds something in the table of faults, and nothing in the clean site.
// Those that need a site of one body, and those on finished pages, have their own tests.
func TestEveryRuleHasAFault(t *testing.T) {
	elsewhere := []string{
		"sezione-senza-motivo", "accessibilita-manca", "rpd-manca",
		check.EmblemRule, check.IndexRule, check.PageHeadingRule, check.PageImageRule, check.PageLanguageRule, check.ExternalRule,
	}
	seeded := make(map[string]bool)
	for _, f := range slices.Concat(formFaults(), codeFaults(), coherenceFaults(), lawFaults(), privacyFaults(), wordFaults(), figureFaults()) {
		seeded[f.rule] = true
	}
	for _, r := range check.Rules() {
		if !seeded[r.ID] && !slices.Contains(elsewhere, r.ID) {
			t.Errorf("no fault shows %s", r.ID)
		}
	}
}

// oneBody is the clean site with a body that publishes it, and all sections explained.
func oneBody() map[string]string {
	files := make(map[string]string)
	for name, text := range clean {
		files[name] = text
	}
	files[config] = `titolo = "PNRR in chiaro"
base_url = "https://www.example.it/pnrr/"
ente = "p_xx"
[contatti]
rpd = "rpd@provincia.example.it"
[pagine]
accessibilita = "https://form.agid.gov.it/view/1"
[sezioni]
`
	for _, s := range register.State().Sections {
		files[config] += s.ID + " = \"https://www.example.it/\"\n"
	}
	return files
}

func TestOneBody(t *testing.T) {
	for _, p := range all(t, oneBody()) {
		t.Errorf("nothing is wrong, and it is said that %s", p)
	}
	tests := []struct{ name, old, new, want string }{
		{"no declaration", "accessibilita = \"https://form.agid.gov.it/view/1\"\n", "", "site.toml:1:1: avviso: manca il link alla dichiarazione di accessibilità [accessibilita-manca]"},
		{"a declaration elsewhere", "https://form.agid.gov.it/view/1", "https://www.example.it/accessibilita", "site.toml:7:17: avviso: la dichiarazione di accessibilità non è su form.agid.gov.it [accessibilita-manca]"},
		{"no officer", "rpd = \"rpd@provincia.example.it\"\n", "", "site.toml:1:1: avviso: mancano i contatti del responsabile della protezione dei dati [rpd-manca]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := oneBody()
			files[config] = strings.Replace(files[config], tt.old, tt.new, 1)
			var got []string
			for _, p := range all(t, files) {
				text, _, _ := strings.Cut(p.String(), "\n")
				got = append(got, text)
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

func TestBareSection(t *testing.T) {
	files := oneBody()
	first := register.State().Sections[0]
	files[config] = strings.Replace(files[config], first.ID+" = \"https://www.example.it/\"\n", "", 1)
	n := 0
	for _, p := range all(t, files) {
		if p.Rule != "sezione-senza-motivo" {
			t.Errorf("told %s", p)
		}
		n++
	}
	if n == 0 || n > len(first.Children)*10 {
		t.Errorf("%d empty sections are told", n)
	}
}

// TestSilencedData holds that personal data may stay where a reason is given, and
// nowhere else.
func TestSilencedData(t *testing.T) {
	tests := []struct {
		name, file, old, new string
		want                 string // rule and line of what is still told
	}{
		{"in a text", free, "0382 597111", "347 1234567 <!-- vetro: pubblicabile: è il numero della protezione civile -->", ""},
		{"in a text, of the second alone", free, "0382 597111", "347 1234567 e 348 1234567 <!-- vetro: pubblicabile: è il numero della protezione civile -->", "persona-cellulare:4"},
		{"of what is only likely", free, "telefona allo 0382 597111", "scrivi a Rossi, 347 1234567 <!-- vetro: pubblicabile: è il numero della protezione civile -->", ""},
		{"beside a value", config, `"0382 597111"`, `"347 1234567" # vetro: pubblicabile: è il numero della protezione civile`, ""},
		{"above a value", config, "telefono = \"0382 597111\"", "# vetro: pubblicabile: è il numero della protezione civile\ntelefono = \"347 1234567\"", ""},
		{"above another value", config, "[contatti]\nemail", "[contatti]\ntelefono = \"347 1234567\"\n# vetro: pubblicabile: è un numero\nemail", "persona-cellulare:4; commento-inutile:5; chiave-doppia:7"},
		{"in front matter", notice, `titolo = "In cloud con 931.712 euro"`, `titolo = "In cloud con 931.712 euro: 347 1234567" # vetro: pubblicabile: è il numero verde`, ""},
		{"in an attachment", config, "[contatti]", "# vetro: pubblicabile in media/elenco.csv: l’elenco è chiesto dall’art. 36\n[contatti]", ""},
		{"in another attachment", config, "[contatti]", "# vetro: pubblicabile in media/altro.csv: l’elenco è chiesto dall’art. 36\n[contatti]", "persona-email:2; commento-inutile:3"},
		{"in a value of several lines", cloud, "Cinque sistemi si spostano.\n", "Chiama 347 1234567.\n", "persona-cellulare:7"},
		{"in a comment that nobody sees", free, "0382 597111", "<!-- 347 1234567 -->", ""},
		{"in quotes that hold a sign", config, `"0382 597111"`, `"347 1234567 # vetro: pubblicabile: no"`, "persona-cellulare:5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := make(map[string]string)
			for name, text := range clean {
				files[name] = text
			}
			if strings.Contains(tt.name, "attachment") {
				files[table] = "a\nm.rossi@libero.it\n"
			}
			files[tt.file] = strings.Replace(files[tt.file], tt.old, tt.new, 1)
			var got []string
			for _, p := range all(t, files) {
				got = append(got, fmt.Sprintf("%s:%d", p.Rule, p.Pos.Line))
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

// The law itself fills one section with the body's IBANs.
func TestIBANSection(t *testing.T) {
	files := make(map[string]string)
	for name, text := range clean {
		files[name] = text
	}
	files["content/sezioni/iban-pagamenti-informatici.md"] = "+++\naggiornato = 2026-08-22\n+++\nIT60X0542811101000000123456\n"
	for _, p := range all(t, files) {
		t.Errorf("told %s", p)
	}
}

func TestSeverities(t *testing.T) {
	files := make(map[string]string)
	for name, text := range clean {
		files[name] = text
	}
	files[notice] = strings.Replace(files[notice], "**931.712** euro", "931.721 euro", 1)
	for word, want := range map[string]int{"errore": 1, "spento": 0} {
		files[config] = strings.Replace(clean[config], "frase-lunga = \"avviso\"", "cifra-importo = \""+word+"\"", 1)
		problems := all(t, files)
		if len(problems) != want || want == 1 && problems[0].Severity != record.Error {
			t.Errorf("%s: told %v", word, problems)
		}
	}
}

// ruleID is an id of a rule among the words of the code.
var ruleID = regexp.MustCompile(`^[a-z]+(?:-[a-z]+)+$|^vuoto$|^codifica$|^intestazione$`)

// TestEveryRuleIsTold reads the code for ids of rules: what may be printed in brackets
// must be told by the table of rules.
func TestEveryRuleIsTold(t *testing.T) {
	var told []string
	for _, r := range report.Rules() {
		told = append(told, r.ID)
	}
	seen := 0
	for _, dir := range []string{"check", "load", "prose", "plan", "theme", "build"} {
		for _, id := range rulesIn(t, filepath.Join("..", dir)) {
			seen++
			if !slices.Contains(told, id) {
				t.Errorf("internal/%s reports %s, which no table of rules tells", dir, id)
			}
		}
	}
	if seen < 50 {
		t.Fatalf("only %d ids seen: the test looks in the wrong place", seen)
	}
}

// rulesIn gives the texts of a package that have the form of an id and stand where a
// rule does: as an argument before a text and a mend, or as the field Rule.
func rulesIn(t *testing.T, dir string) []string {
	var ids []string
	add := func(e ast.Expr) {
		lit, is := e.(*ast.BasicLit)
		if !is || lit.Kind != token.STRING {
			return
		}
		if s, err := strconv.Unquote(lit.Value); err == nil && ruleID.MatchString(s) && !slices.Contains(ids, s) {
			ids = append(ids, s)
		}
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, is := n.Fun.(*ast.SelectorExpr); is && slices.Contains([]string{"problem", "warn", "report", "unknown"}, f.Sel.Name) && len(n.Args) >= 3 {
					for _, arg := range n.Args {
						add(arg)
					}
				}
			case *ast.KeyValueExpr:
				if k, is := n.Key.(*ast.Ident); is && k.Name == "Rule" {
					add(n.Value)
				}
			case *ast.CompositeLit:
				if id, is := n.Type.(*ast.Ident); is && id.Name == "refusal" {
					for _, e := range n.Elts {
						add(e)
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
