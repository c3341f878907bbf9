// Package internal holds the test of what packages may do: who may import whom, and where the
// clock, goroutines and the way out are.
package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// allowed is the table of ARCHITECTURE.md: what each package may import, of ours and
// from outside, besides the standard library.
var allowed = map[string]struct{ ours, outside []string }{
	"internal/record":   {outside: []string{"golang.org/x/text/unicode/norm"}},
	"internal/regular":  {},
	"internal/personal": {ours: []string{"record"}},
	"internal/register": {ours: []string{"record"}, outside: []string{"github.com/BurntSushi/toml"}},
	"internal/prose":    {ours: []string{"record", "personal"}, outside: []string{"github.com/yuin/goldmark"}},
	"internal/media":    {ours: []string{"record"}, outside: []string{"golang.org/x/text"}},
	"internal/load":     {ours: []string{"record", "personal", "regular", "register", "prose", "media"}, outside: []string{"github.com/BurntSushi/toml"}},
	"internal/check":    {ours: []string{"record", "personal", "register", "prose"}},
	"internal/plan":     {ours: []string{"record", "register"}},
	"internal/chart":    {outside: []string{"github.com/go-echarts/go-echarts/v2"}},
	"internal/htmltmpl": {},
	"internal/theme":    {ours: []string{"record", "regular", "media", "htmltmpl"}, outside: []string{"github.com/BurntSushi/toml"}},
	"internal/render":   {ours: []string{"record", "plan", "chart", "prose", "theme"}},
	"internal/export":   {ours: []string{"record", "media", "plan"}},
	"internal/report":   {ours: []string{"record", "check"}},
	"internal/schema":   {ours: []string{"record", "register", "check"}},
	"internal/scaffold": {ours: []string{"record", "register", "load", "schema"}},
	"internal/sheet":    {ours: []string{"record"}, outside: []string{"golang.org/x/text"}},
	"internal/importer": {ours: []string{"record", "personal", "regular", "register", "load", "hold", "sheet"}, outside: []string{"golang.org/x/text", "github.com/xuri/excelize/v2"}},
	"internal/posts":    {ours: []string{"record", "regular", "load", "media", "hold"}, outside: []string{"github.com/BurntSushi/toml", "go.yaml.in/yaml/v4", "golang.org/x/text/unicode/norm"}},
	"internal/inspect":  {ours: []string{"record", "check", "plan"}, outside: []string{"golang.org/x/net/html"}},
	"internal/hold":     {outside: []string{"github.com/gofrs/flock"}},
	"internal/output":   {ours: []string{"record", "hold"}, outside: []string{"golang.org/x/sys/unix"}},
	"internal/build": {
		ours: []string{"record", "regular", "media", "load", "check", "plan", "theme", "render", "export", "output", "inspect"},
	},
	"internal/serve": {ours: []string{"record", "regular", "media", "build"}, outside: []string{"github.com/fsnotify/fsnotify"}},
	"cmd/vetro":      {ours: []string{"record", "regular", "load", "importer", "posts", "output", "build", "serve", "report", "schema", "scaffold"}, outside: []string{"vetro/release", "vetro/themes", "github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/term"}},
	"bench":          {ours: []string{"record", "register", "build"}, outside: []string{"vetro/bench/corpus", "vetro/themes"}},
	"bench/corpus":   {},
	"bench/guard":    {outside: []string{"vetro/bench/corpus", "golang.org/x/tools/txtar"}},
	"release":        {outside: []string{"aead.dev/minisign"}},
	"release/sbom":   {},
	"release/sign":   {outside: []string{"aead.dev/minisign", "vetro/release"}},
	"themes":         {},
}

func TestImports(t *testing.T) {
	eachFile(t, func(dir, name string, file *ast.File, at func(ast.Node) string) {
		may, known := allowed[dir]
		if !known {
			t.Errorf("%s: the package %s has no row in the table", name, dir)
			return
		}
		for _, spec := range file.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			ours, isOurs := strings.CutPrefix(path, "vetro/internal/")
			switch {
			case isOurs && slices.Contains(may.ours, ours):
			case !isOurs && !strings.Contains(strings.SplitN(path, "/", 2)[0], ".") && !strings.HasPrefix(path, "vetro/"): // standard library
			case slices.ContainsFunc(may.outside, func(p string) bool { return path == p || strings.HasPrefix(path, p+"/") }):
			default:
				t.Errorf("%s: %s may not import %s", at(spec), dir, path)
			}
		}
	})
}

// TestPlaces holds what only some packages may do: to know the time, to read the
// arguments, to leave, to start goroutines, to have an init.
func TestPlaces(t *testing.T) {
	atTheDoor := []string{"cmd/vetro", "bench", "bench/guard", "release/sbom", "release/sign"}
	threads := []string{"internal/load", "internal/inspect", "internal/build", "internal/serve"}
	eachFile(t, func(dir, name string, file *ast.File, at func(ast.Node) string) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				what := ""
				if x, is := n.X.(*ast.Ident); is {
					what = x.Name + "." + n.Sel.Name
				}
				switch what {
				case "time.Now", "time.Since", "os.Args", "os.Exit", "os.Getenv":
					if !slices.Contains(atTheDoor, dir) {
						t.Errorf("%s: %s is for %v alone", at(n), what, atTheDoor)
					}
				}
				if n.Sel.Name == "Go" && !slices.Contains(threads, dir) {
					t.Errorf("%s: goroutines are for %v alone", at(n), threads)
				}
			case *ast.GoStmt:
				if !slices.Contains(threads, dir) {
					t.Errorf("%s: goroutines are for %v alone", at(n), threads)
				}
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s: no init", at(n))
				}
			}
			return true
		})
	})
}

// TestLengths holds functions to a screen, or nearly: tables of data may be longer.
func TestLengths(t *testing.T) {
	tables := []string{"valueSlips"}
	eachFile(t, func(_, _ string, file *ast.File, at func(ast.Node) string) {
		for _, d := range file.Decls {
			f, is := d.(*ast.FuncDecl)
			if !is || slices.Contains(tables, f.Name.Name) {
				continue
			}
			if n := strings.Count(source(t, at(f), f), "\n") + 1; n > 70 {
				t.Errorf("%s: %s has %d lines, 70 are the most", at(f), f.Name.Name, n)
			}
		}
	})
}

// source gives the text of a function.
func source(t *testing.T, at string, f *ast.FuncDecl) string {
	text, err := os.ReadFile(strings.SplitN(at, ":", 2)[0])
	if err != nil {
		t.Fatal(err)
	}
	from, to := fset.Position(f.Pos()).Offset, fset.Position(f.End()).Offset
	return string(text[from:to])
}

var fset = token.NewFileSet()

// eachFile calls do for every Go file of the module that is not a test; dir is its
// folder from the root of the module.
func eachFile(t *testing.T, do func(dir, name string, file *ast.File, at func(ast.Node) string)) {
	t.Helper()
	const root = ".."
	seen := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, name)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "public" || d.Name() == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		seen++
		do(filepath.ToSlash(filepath.Dir(rel)), rel, file, func(n ast.Node) string {
			p := fset.Position(n.Pos())
			return p.String()
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 30 {
		t.Fatalf("only %d files seen: the test looks in the wrong place", seen)
	}
}
