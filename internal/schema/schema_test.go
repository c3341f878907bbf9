package schema

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"vetro/internal/check"
)

// TestRecords holds every record of the repository to its schema.
func TestRecords(t *testing.T) {
	seen := make(map[string]int)
	for _, root := range []string{"../..", "../../examples/provincia"} {
		for _, f := range Files() {
			schema := compiled(t, f)
			for _, name := range matching(t, root, f.For) {
				text, err := os.ReadFile(path.Join(root, name))
				if err != nil {
					t.Fatal(err)
				}
				if err := schema.Validate(values(t, string(text))); err != nil {
					t.Errorf("%s: %s: %v", f.Name, name, err)
				}
				seen[f.Name]++
			}
		}
	}
	for name, least := range map[string]int{"site.json": 2, "ente.json": 3, "progetto.json": 5, "notizia.json": 3, "sezione.json": 1, "pagina.json": 2} {
		if seen[name] < least {
			t.Errorf("%d records were held to %s: the test looks in the wrong place", seen[name], name)
		}
	}
}

// TestEveryKey holds a site that uses every key, which is built elsewhere, to the schemas.
func TestEveryKey(t *testing.T) {
	archive, err := txtar.ParseFile("../../cmd/vetro/testdata/build_every_key.txtar")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range Files() {
		schema := compiled(t, f)
		for _, record := range archive.Files {
			for _, pattern := range f.For {
				if !form(pattern).MatchString(record.Name) {
					continue
				}
				seen++
				if err := schema.Validate(values(t, string(record.Data))); err != nil {
					t.Errorf("%s: %s: %v", f.Name, record.Name, err)
				}
			}
		}
	}
	if seen < 4 {
		t.Errorf("only %d records were seen", seen)
	}
}

const rightProject = `titolo = "Scuola"
ente = "p_xx"
stato = "in corso"
cup = "J31B21004560006"
aggiornato = 2026-08-22
precedenti = ["vecchia"]
in_evidenza = true
descrizione = """
Un testo."""
[[finanziamento]]
misura = "M4C1I3.3"
importo = "290000.50"
stato = "assegnato"
data = 2025-06-23
[[finanziamento]]
fonte = "Comune"
importo = 0
stato = "erogato"
data_stato = "2026-08"
[[finanziamento]]
importo = 500
stato = "assegnato"
assente_dalla_fonte = 2026-08-17
[[tappa]]
titolo = "Fine"
prevista = "../2026-03-31"
[[indicatore]]
nome = "Aule"
previsto = 12
raggiunto = 11.5
[[contratto]]
oggetto = "Lavori"
cig = "B1A5544327"
`

const rightAnnouncement = "+++\ntitolo = \"Nota\"\ndata = 2026-05-26\nprogetti = [\"scuola\"]\nbozza = true\n+++\nTesto.\n"

const rightSite = "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n[controlli]\ncup-doppio = \"spento\"\n[sezioni]\nbilanci = \"https://www.example.it/\"\n"

// TestFaults refuses what Vetro refuses, each fault alone: a text of a right record is
// replaced by another.
func TestFaults(t *testing.T) {
	tests := []struct{ name, schema, right, old, new string }{
		{"unknown key", "progetto", rightProject, "stato = \"in corso\"", "stato = \"in corso\"\nstatto = \"x\""},
		{"unknown table", "progetto", rightProject, "[[tappa]]", "[[tappe]]"},
		{"unknown key of a table", "progetto", rightProject, "oggetto = \"Lavori\"", "oggetto = \"Lavori\"\nimpresa = \"x\""},
		{"missing title", "progetto", rightProject, "titolo = \"Scuola\"\n", ""},
		{"empty title", "progetto", rightProject, "titolo = \"Scuola\"", "titolo = \"\""},
		{"missing fundings", "progetto", "titolo = \"A\"\nstato = \"in corso\"\naggiornato = 2026-01-01\nfinanziamento = [{importo = 1, misura = \"M1C1I1.2\", stato = \"erogato\"}]\n", "finanziamento", "#"},
		{"no funding", "progetto", "titolo = \"A\"\nstato = \"in corso\"\naggiornato = 2026-01-01\nfinanziamento = [{importo = 1, misura = \"M1C1I1.2\", stato = \"erogato\"}]\n", "[{importo = 1, misura = \"M1C1I1.2\", stato = \"erogato\"}]", "[]"},
		{"unknown state", "progetto", rightProject, "\"in corso\"", "\"in corse\""},
		{"state of a project in a funding", "progetto", rightProject, "\"assegnato\"", "\"in corso\""},
		{"short CUP", "progetto", rightProject, "J31B21004560006", "J31B2100"},
		{"CUP with a letter for a digit", "progetto", rightProject, "J31B21004560006", "J31B2100456O006"},
		{"wrong CIG", "progetto", rightProject, "B1A5544327", "B1A554432G"},
		{"day in words", "progetto", rightProject, "aggiornato = 2026-08-22", "aggiornato = \"22 agosto 2026\""},
		{"day in the Italian order", "progetto", rightProject, "aggiornato = 2026-08-22", "aggiornato = \"22/08/2026\""},
		{"day with its time", "progetto", rightProject, "2025-06-23", "2025-06-23T10:00:00"},
		{"time alone", "progetto", rightProject, "2025-06-23", "10:00:00"},
		{"partial day where the whole is needed", "progetto", rightProject, "aggiornato = 2026-08-22", "aggiornato = \"2026-08\""},
		{"thirteenth month", "progetto", rightProject, "\"2026-08\"", "\"2026-13\""},
		{"by a month", "progetto", rightProject, "../2026-03-31", "../2026-03"},
		{"year as a number", "progetto", rightProject, "\"2026-08\"", "2026"},
		{"year by a slip", "progetto", rightProject, "2025-06-23", "0205-06-23"},
		{"amount with a point", "progetto", rightProject, "importo = 0", "importo = 931.712"},
		{"amount in Italian form", "progetto", rightProject, "290000.50", "290.000,50"},
		{"amount with a euro sign", "progetto", rightProject, "290000.50", "€ 290000"},
		{"amount below zero", "progetto", rightProject, "importo = 0", "importo = -1"},
		{"amount beyond measure", "progetto", rightProject, "importo = 0", "importo = 1000000000000"},
		{"no amount", "progetto", rightProject, "importo = 0\n", ""},
		{"PNRR without its measure", "progetto", rightProject, "misura = \"M4C1I3.3\"\n", ""},
		{"PNRR by name without its measure", "progetto", rightProject, "fonte = \"Comune\"", "fonte = \"PNRR\""},
		{"PNRR without its measure, of which the source tells", "progetto", rightProject, "assente_dalla_fonte = 2026-08-17\n", ""},
		{"day of absence in part", "progetto", rightProject, "assente_dalla_fonte = 2026-08-17", "assente_dalla_fonte = \"2026-08\""},
		{"bare number of a measure", "progetto", rightProject, "M4C1I3.3", "3.3"},
		{"milestone without a date", "progetto", rightProject, "prevista = \"../2026-03-31\"\n", ""},
		{"text for a yes", "progetto", rightProject, "in_evidenza = true", "in_evidenza = \"sì\""},
		{"text for a number", "progetto", rightProject, "previsto = 12", "previsto = \"12\""},
		{"text for a list", "progetto", rightProject, "[\"vecchia\"]", "\"vecchia\""},
		{"id in capitals", "progetto", rightProject, "ente = \"p_xx\"", "ente = \"P_XX\""},
		{"unknown kind", "notizia", rightAnnouncement, "bozza = true", "tipo = \"articolo\""},
		{"project by its file", "notizia", rightAnnouncement, "[\"scuola\"]", "[\"scuola.toml\"]"},
		{"file outside of media", "notizia", rightAnnouncement, "bozza = true", "immagine = \"foto.jpg\""},
		{"unknown rule", "site", rightSite, "cup-doppio", "cup-dopio"},
		{"severity in English", "site", rightSite, "spento", "off"},
		{"unknown section", "site", rightSite, "bilanci =", "bilancio ="},
		{"address without its beginning", "site", rightSite, "https://example.it/", "www.example.it"},
		{"header file of no host", "site", rightSite, "base_url", "intestazioni = [\"web.config\"]\nbase_url"},
		{"zero items a page", "site", rightSite, "base_url", "per_pagina = 0\nbase_url"},
		{"body without a name", "ente", "nome = \"Ente\"\ntipo = \"comune\"\n", "nome = \"Ente\"\n", ""},
		{"kind of body", "ente", "nome = \"Ente\"\ntipo = \"comune\"\n", "comune", "scuola"},
		{"kind of measure", "misura", "codice = \"M1C1I1.2\"\ntipo = \"Investimento\"\n", "Investimento", "investimento"},
		{"key of a section", "sezione", "+++\nmotivo = \"x\"\n+++\n", "motivo", "perche"},
		{"key of a page", "pagina", "+++\ntitolo = \"x\"\n+++\n", "titolo", "title"},
	}
	schemas := make(map[string]*jsonschema.Schema)
	for _, f := range Files() {
		schemas[strings.TrimSuffix(f.Name, ".json")] = compiled(t, f)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			schema := schemas[tt.schema]
			if err := schema.Validate(values(t, tt.right)); err != nil {
				t.Fatalf("the right one is refused: %v", err)
			}
			if !strings.Contains(tt.right, tt.old) {
				t.Fatalf("the right one has no %q", tt.old)
			}
			if schema.Validate(values(t, strings.Replace(tt.right, tt.old, tt.new, 1))) == nil {
				t.Errorf("with %q it passes", tt.new)
			}
		})
	}
}

// TestWords holds the schemas to what an editor shows: a description for every key, and
// the words of rules, sections and measures.
func TestWords(t *testing.T) {
	for _, f := range Files() {
		if bytes.Contains(f.Data, []byte("\\u003c")) || !bytes.HasSuffix(f.Data, []byte("}\n")) {
			t.Errorf("%s is not written as text", f.Name)
		}
	}
	site := Files()[0].Data
	for _, r := range check.Rules() {
		if !bytes.Contains(site, []byte(`"`+r.ID+`": {`)) {
			t.Errorf("site.json does not offer the rule %s", r.ID)
		}
	}
	m := maker{rules: check.Rules()}
	described(t, "site.toml", m.site())
	described(t, "progetto", m.project())
	described(t, "notizia", m.table("notizia"))
}

func described(t *testing.T, name string, n *node) {
	t.Helper()
	for _, p := range n.Properties {
		if p.node.Description == "" {
			t.Errorf("%s: %s has no description", name, p.key)
		}
		described(t, name+"."+p.key, p.node)
		if p.node.Items != nil {
			described(t, name+"."+p.key, p.node.Items)
		}
	}
}

func compiled(t *testing.T, f File) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(f.Name, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(f.Name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// matching gives the files of a site folder that the patterns name.
func matching(t *testing.T, root string, patterns []string) []string {
	t.Helper()
	var names []string
	for _, p := range patterns {
		named := form(p)
		err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && name != "." && name != "content" && !strings.HasPrefix(name, "content/"):
				return fs.SkipDir
			case !d.IsDir() && named.MatchString(name):
				names = append(names, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// form gives the names that a pattern stands for.
func form(pattern string) *regexp.Regexp {
	return regexp.MustCompile("^" + strings.NewReplacer("**/", "(?:.*/)?", "*", "[^/]*", ".", `\.`).Replace(pattern) + "$")
}

// values decodes a record into the values of JSON, dates as texts, as Taplo does.
func values(t *testing.T, text string) any {
	t.Helper()
	if rest, found := strings.CutPrefix(text, "+++\n"); found {
		text, _, _ = strings.Cut(rest, "+++\n")
	}
	var table map[string]any
	if _, err := toml.Decode(text, &table); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return plain(table)
}

func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, item := range v {
			out[k] = plain(item)
		}
		return out
	case []map[string]any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = plain(item)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = plain(item)
		}
		return out
	case time.Time:
		switch v.Location().String() {
		case "date-local":
			return v.Format(time.DateOnly)
		case "time-local":
			return v.Format(time.TimeOnly)
		}
		return v.Format(time.RFC3339)
	case string, bool, int64, float64:
		return v
	}
	panic(fmt.Sprintf("TOML has no values of type %T", v))
}
