package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// toolFolder is where npm ci puts the libraries that read the open data.
const toolFolder = "testdata/export"

// TestOpenDataTools has libraries that are not ours read the open data: the Data Package
// with all its rows, the catalogue as Turtle, the JSON Feeds by their schema. They are here once npm ci --ignore-scripts has run in toolFolder.
func TestOpenDataTools(t *testing.T) {
	node := exportTools(t)
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(toolFolder, "node_modules/jsonfeed-schema/schema-v1.1.json"))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, site string }{
		{"ours", "../.."},
		{"provincia", "../../examples/provincia"},
		{"300 projects", hostileSite(t, 300)},
		{"no project", hostileSite(t, 0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := built(t, tt.site)
			quads := filepath.Join(t.TempDir(), "catalogo.nq")
			if err := os.WriteFile(quads, []byte(nQuads(t, []byte(read(t, dir, "dati/catalogo.jsonld")))), 0o666); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(node, filepath.Join(toolFolder, "validate.mjs"), dir, quads)
			var seen bytes.Buffer
			cmd.Stderr = &seen
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, &seen)
			}
			for line := range strings.Lines(string(out)) {
				t.Error(strings.TrimSpace(line))
			}
			t.Log(strings.TrimSpace(seen.String()))
			eachFeed(t, dir, func(name string) { holdJSONFeed(t, schema, dir, strings.TrimSuffix(name, "xml")+"json") })
		})
	}
}

// holdJSONFeed holds a JSON Feed to the schema of its version.
func holdJSONFeed(t *testing.T, schema *jsonschema.Schema, dir, name string) {
	t.Helper()
	feed, err := jsonschema.UnmarshalJSON(strings.NewReader(read(t, dir, name)))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(feed); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}
