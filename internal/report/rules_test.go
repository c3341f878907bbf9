package report

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vetro/internal/check"
)

var idForm = regexp.MustCompile(`^[a-z]+(?:-[a-z0-9]+)*$`)

// TestRules holds every rule to what its readers rely on.
func TestRules(t *testing.T) {
	seen := make(map[string]bool)
	for _, r := range Rules() {
		switch {
		case !idForm.MatchString(r.ID):
			t.Errorf("%q is not an id", r.ID)
		case seen[r.ID]:
			t.Errorf("%s stands twice", r.ID)
		case r.Source == "" || r.Meaning == "":
			t.Errorf("%s has no source or no meaning", r.ID)
		case strings.HasSuffix(r.Meaning, "."), strings.Contains(r.Meaning, "'"), strings.Contains(r.Source, "\n"):
			t.Errorf("%s: %q ends in a full stop, has a straight apostrophe, or its source has two lines", r.ID, r.Meaning)
		}
		seen[r.ID] = true
	}
	for _, r := range check.Rules() {
		if !seen[r.ID] {
			t.Errorf("%s is not told", r.ID)
		}
	}
}

func TestList(t *testing.T) {
	rules := sample().Rules
	var b strings.Builder
	if err := List(&b, rules, 0); err != nil {
		t.Fatal(err)
	}
	want := `CONTROLLO   GRAVITÀ  FONTE               CHE COSA DEVE ESSERE VERO
cup-forma   errore   l. 3/2003, art. 11  un CUP ha la forma di un CUP
cup-doppio  avviso   l. 3/2003, art. 11  un CUP sta in un progetto solo
spenta      spento   coerenza dei dati   è spenta
`
	if b.String() != want {
		t.Errorf("told\n%s", b.String())
	}
}

func TestListOnTerminal(t *testing.T) {
	var b strings.Builder
	if err := List(&b, sample().Rules[:2], 55); err != nil {
		t.Fatal(err)
	}
	want := `CONTROLLO   GRAVITÀ  CHE COSA DEVE ESSERE VERO (FONTE)
cup-forma   errore   un CUP ha la forma di un CUP (l.
                     3/2003, art. 11)
cup-doppio  avviso   un CUP sta in un progetto solo (l.
                     3/2003, art. 11)
`
	if b.String() != want {
		t.Errorf("told\n%s", b.String())
	}
}

func TestListJSON(t *testing.T) {
	var b strings.Builder
	if err := ListJSON(&b, sample().Rules); err != nil {
		t.Fatal(err)
	}
	var out struct {
		Version int
		Rules   []struct {
			ID, Severity, Source, Meaning string
			Settable                      bool
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &out); err != nil {
		t.Fatal(err)
	}
	if out.Version != 1 || len(out.Rules) != 3 || out.Rules[1].ID != "cup-doppio" || out.Rules[1].Severity != "warning" || !out.Rules[1].Settable {
		t.Errorf("told %+v", out)
	}
}

// TestEveryID reads the sources of the stages for the ids that they report: none is
// missing from the rules, and no rule is of an id that nobody reports.
func TestEveryID(t *testing.T) {
	var reported []string
	literals := make(map[string]bool)
	for _, stage := range []string{"record", "media", "load", "prose", "check", "plan", "theme", "render", "output", "inspect", "build"} {
		names, err := filepath.Glob("../" + stage + "/*.go")
		if err != nil || len(names) == 0 {
			t.Fatalf("no sources of %s: %v", stage, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				for _, e := range idsIn(n) {
					if lit, is := e.(*ast.BasicLit); is && idForm.MatchString(strings.Trim(lit.Value, `"`)) {
						reported = append(reported, strings.Trim(lit.Value, `"`))
					}
				}
				if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
					literals[strings.Trim(lit.Value, "`\"")] = true
				}
				return true
			})
		}
	}
	if len(reported) < 60 {
		t.Fatalf("only %d ids found: the test looks in the wrong place", len(reported))
	}
	known := make(map[string]bool)
	for _, r := range Rules() {
		known[r.ID] = true
		if !literals[r.ID] {
			t.Errorf("nobody reports %s any more: take its row away from forms.go", r.ID)
		}
	}
	for _, id := range reported {
		if !known[id] {
			t.Errorf("%s is reported and has no rule: give it a row in forms.go", id)
			known[id] = true
		}
	}
}

// idsIn gives what may be an id of a rule in a piece of source: the field Rule of a
// Problem, the second or third thing handed to what reports one, the first of the three
// that make one (id, text, mend), and constants that are named for it.
func idsIn(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, is := n.Key.(*ast.Ident); is && key.Name == "Rule" {
			return []ast.Expr{n.Value}
		}
	case *ast.ReturnStmt:
		if len(n.Results) == 3 {
			return n.Results[:1]
		}
	case *ast.ValueSpec:
		if strings.Contains(strings.ToLower(n.Names[0].Name), "rule") {
			return n.Values
		}
	case *ast.CompositeLit:
		if name, is := n.Type.(*ast.Ident); is && name.Name == "refusal" && len(n.Elts) > 1 {
			return n.Elts[1:2]
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if slices.Contains([]string{"problem", "warn", "report", "refuse", "unknown"}, name) && len(n.Args) >= 3 {
			return n.Args[1:3]
		}
	}
	return nil
}
