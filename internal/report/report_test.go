package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"vetro/internal/record"
)

var update = flag.Bool("update", false, "rewrite what the tests await")

// sample has every kind of place, names that need escapes, a rule of no table, and two
// problems that differ by their lines alone.
func sample() *Report {
	return &Report{
		Version: "v1.2.3",
		Folder:  "siti/città, due",
		Rules: []Rule{
			{"cup-forma", record.Error, false, "l. 3/2003, art. 11", "un CUP ha la forma di un CUP"},
			{"cup-doppio", record.Warning, true, "l. 3/2003, art. 11", "un CUP sta in un progetto solo"},
			{"spenta", record.Off, true, "coerenza dei dati", "è spenta"},
		},
		Problems: []record.Problem{
			problem("content/progetti/a.toml", 3, 7, record.Error, "cup-forma", "il CUP \"J31\" ha 3 caratteri: 100% < 15", "copialo\ndal decreto"),
			problem("content/progetti/a: b.toml", 4, 0, record.Warning, "cup-doppio", "il CUP è già di content/progetti/a.toml:4:7", "unisci"),
			problem("content/progetti/a: b.toml", 9, 1, record.Warning, "cup-doppio", "il CUP è già di content/progetti/a.toml:8:7", "unisci"),
			problem("site.toml", 0, 0, record.Error, "altrove", "manca <il file>", ""),
		},
	}
}

// TestGolden holds the reports for machines to their files, byte for byte.
func TestGolden(t *testing.T) {
	tests := []struct {
		name  string
		write func(*Report, io.Writer) error
	}{
		{"report.json", (*Report).JSON},
		{"report.sarif", (*Report).SARIF},
		{"report.github", (*Report).GitHub},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := tt.write(sample(), &b); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join("testdata", tt.name)
			if *update {
				if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("%s: told\n%s", name, b.String())
			}
		})
	}
}

// TestSARIFSchema holds SARIF to the schema of the standard.
func TestSARIFSchema(t *testing.T) {
	schema := sarifStandard(t)
	tests := []struct {
		name   string
		report *Report
	}{
		{"sample", sample()},
		{"nothing found", &Report{Version: "sviluppo", Rules: Rules()}},
		{"outside of the working directory", func() *Report { r := sample(); r.Folder = "/srv/siti/pavia"; return r }()},
		{"another disk", func() *Report { r := sample(); r.Folder = "C:/siti"; return r }()},
		{"no rules", &Report{Version: "sviluppo", Problems: sample().Problems}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := schema.Validate(sarif(t, tt.report)); err != nil {
				t.Error(err)
			}
		})
	}
	broken := sarif(t, sample())
	run := broken.(map[string]any)["runs"].([]any)[0].(map[string]any)
	run["columnKind"] = "bytes"
	if schema.Validate(broken) == nil {
		t.Error("the schema lets a wrong file through")
	}
}

// TestSARIFMeaning holds what the schema does not ask.
func TestSARIFMeaning(t *testing.T) {
	run := sarif(t, sample()).(map[string]any)["runs"].([]any)[0].(map[string]any)
	rules := run["tool"].(map[string]any)["driver"].(map[string]any)["rules"].([]any)
	prints := make(map[any]bool)
	for _, r := range run["results"].([]any) {
		result := r.(map[string]any)
		n, err := result["ruleIndex"].(json.Number).Int64()
		if err != nil || rules[n].(map[string]any)["id"] != result["ruleId"] {
			t.Errorf("the rule %v is not number %d", result["ruleId"], n)
		}
		print := result["partialFingerprints"].(map[string]any)["vetroProblem/v1"]
		if prints[print] {
			t.Errorf("two results have the fingerprint %v", print)
		}
		prints[print] = true
	}
	if got := artifact("C:/siti/a b.toml")["uri"]; got != "file:///C:/siti/a%20b.toml" {
		t.Errorf("the address is %s", got)
	}
}

// TestFingerprint holds that lines added above do not make an old problem a new one.
func TestFingerprint(t *testing.T) {
	base := problem("a.toml", 4, 7, record.Error, "cup-doppio", "il CUP è già di b.toml:4:7", "m")
	tests := []struct {
		name string
		same bool
		p    record.Problem
	}{
		{"moved", true, problem("a.toml", 9, 1, record.Error, "cup-doppio", "il CUP è già di b.toml:4:7", "m")},
		{"the other one moved", true, problem("a.toml", 4, 7, record.Error, "cup-doppio", "il CUP è già di b.toml:12", "m")},
		{"another severity and mend", true, problem("a.toml", 4, 7, record.Warning, "cup-doppio", "il CUP è già di b.toml:4:7", "")},
		{"another file", false, problem("c.toml", 4, 7, record.Error, "cup-doppio", "il CUP è già di b.toml:4:7", "m")},
		{"another rule", false, problem("a.toml", 4, 7, record.Error, "cup-forma", "il CUP è già di b.toml:4:7", "m")},
		{"another text", false, problem("a.toml", 4, 7, record.Error, "cup-doppio", "il CUP è già di d.toml:4:7", "m")},
	}
	for _, tt := range tests {
		if same := fingerprint(tt.p) == fingerprint(base); same != tt.same {
			t.Errorf("%s: same fingerprint: %t", tt.name, same)
		}
	}
}

// TestPlace holds the paths that machines are told.
func TestPlace(t *testing.T) {
	tests := []struct{ name, folder, output, file, want string }{
		{"the site here", "", "public", "content/a.toml", "content/a.toml"},
		{"the site below", "sito", "sito/public", "content/a.toml", "sito/content/a.toml"},
		{"the output below", "sito", "sito/public", "sito/public/index.html", "sito/public/index.html"},
		{"the output itself", "sito", "sito/public", "sito/public", "sito/public"},
		{"the output elsewhere", "sito", "/srv/www", "/srv/www/index.html", "/srv/www/index.html"},
		{"a name that begins alike", "sito", "content", "content-2/a", "sito/content-2/a"},
	}
	for _, tt := range tests {
		r := Report{Folder: tt.folder, Output: tt.output}
		if got := r.place(tt.file); got != tt.want {
			t.Errorf("%s: %s is told as %s, want %s", tt.name, tt.file, got, tt.want)
		}
	}
}

func TestSampleIsStable(t *testing.T) {
	var first, second bytes.Buffer
	if err := sample().SARIF(&first); err != nil {
		t.Fatal(err)
	}
	if err := sample().SARIF(&second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two reports of the same differ")
	}
}

func sarif(t *testing.T, r *Report) any {
	t.Helper()
	var b bytes.Buffer
	if err := r.SARIF(&b); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func sarifStandard(t *testing.T) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("testdata/sarif/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
