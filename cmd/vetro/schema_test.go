package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"vetro/internal/schema"
)

// TestRepositorySchemas holds the schemas of the repository, and what ties them to its
// sites, to the tables from which they are made.
func TestRepositorySchemas(t *testing.T) {
	const root = "../.."
	want := map[string][]byte{".taplo.toml": schema.Taplo(schemaFolder, "", "examples/*/")}
	for _, f := range schema.Files() {
		want[filepath.Join(schemaFolder, f.Name)] = f.Data
	}
	for name, data := range want {
		name = filepath.Join(root, name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, data) {
			t.Errorf("%s is not up to date: go test ./cmd/vetro -run TestRepositorySchemas -update writes it", name)
		}
	}
}
