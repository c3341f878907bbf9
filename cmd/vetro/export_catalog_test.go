package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
)

// offline refuses to fetch: what the catalogue needs must be in it.
type offline struct{}

func (offline) LoadDocument(address string) (*ld.RemoteDocument, error) {
	return nil, errors.New("the catalogue asks for " + address)
}

func linkedData(t *testing.T, data []byte) (any, *ld.JsonLdOptions) {
	t.Helper()
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = offline{}
	return doc, options
}

// nQuads gives the statements of a JSON-LD document, as a library reads them.
func nQuads(t *testing.T, data []byte) string {
	t.Helper()
	doc, options := linkedData(t, data)
	options.Format = "application/n-quads"
	quads, err := ld.NewJsonLdProcessor().ToRDF(doc, options)
	if err != nil {
		t.Fatal(err)
	}
	return quads.(string)
}

// profile are the properties that DCAT-AP_IT makes obligatory for each class, and those
// that it recommends and the catalogue promises.
var profile = map[string][]string{
	"http://dati.gov.it/onto/dcatapit#Catalog": {
		"http://purl.org/dc/terms/title", "http://purl.org/dc/terms/description", "http://purl.org/dc/terms/publisher",
		"http://purl.org/dc/terms/modified", "http://www.w3.org/ns/dcat#dataset", "http://purl.org/dc/terms/language",
		"http://xmlns.com/foaf/0.1/homepage", "http://www.w3.org/ns/dcat#themeTaxonomy",
	},
	"http://dati.gov.it/onto/dcatapit#Dataset": {
		"http://purl.org/dc/terms/identifier", "http://purl.org/dc/terms/title", "http://purl.org/dc/terms/description",
		"http://purl.org/dc/terms/modified", "http://www.w3.org/ns/dcat#theme", "http://purl.org/dc/terms/rightsHolder",
		"http://purl.org/dc/terms/accrualPeriodicity", "http://www.w3.org/ns/dcat#distribution", "http://purl.org/dc/terms/publisher",
	},
	"http://dati.gov.it/onto/dcatapit#Distribution": {
		"http://purl.org/dc/terms/format", "http://www.w3.org/ns/dcat#accessURL", "http://purl.org/dc/terms/license",
		"http://www.w3.org/ns/dcat#downloadURL", "http://www.w3.org/ns/dcat#byteSize", "http://purl.org/dc/terms/description",
	},
	"http://dati.gov.it/onto/dcatapit#Agent":           {"http://purl.org/dc/terms/identifier", "http://xmlns.com/foaf/0.1/name"},
	"http://dati.gov.it/onto/dcatapit#LicenseDocument": {"http://xmlns.com/foaf/0.1/name", "http://purl.org/dc/terms/type"},
	"http://dati.gov.it/onto/dcatapit#Organization":    {"http://www.w3.org/2006/vcard/ns#fn", "http://www.w3.org/2006/vcard/ns#hasEmail"},
}

// single are the properties that a resource has once at most.
var single = []string{
	"http://purl.org/dc/terms/identifier", "http://purl.org/dc/terms/modified", "http://purl.org/dc/terms/rightsHolder",
	"http://purl.org/dc/terms/accrualPeriodicity", "http://purl.org/dc/terms/license", "http://purl.org/dc/terms/format",
}

// TestCatalog holds the catalogue to the profile by which dati.gov.it gathers it, once a
// library has expanded it.
func TestCatalog(t *testing.T) {
	tests := []struct{ name, site string }{
		{"ours", "../.."}, {"provincia", "../../examples/provincia"}, {"hostile titles", hostileSite(t, 30)}, {"no project", hostileSite(t, 0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, options := linkedData(t, []byte(read(t, built(t, tt.site), "dati/catalogo.jsonld")))
			expanded, err := ld.NewJsonLdProcessor().Expand(doc, options)
			if err != nil {
				t.Fatal(err)
			}
			nodes := make(map[string]map[string]any)
			for _, n := range expanded {
				node := n.(map[string]any)
				id := node["@id"].(string)
				if nodes[id] != nil {
					t.Errorf("%s is described twice", id)
				}
				nodes[id] = node
			}
			seen := make(map[string]int)
			for id, node := range nodes {
				for _, class := range node["@type"].([]any) {
					seen[class.(string)]++
					for _, property := range profile[class.(string)] {
						if values, _ := node[property].([]any); len(values) == 0 {
							t.Errorf("%s has no %s", id, property)
						}
					}
				}
				for _, property := range single {
					if values, _ := node[property].([]any); len(values) > 1 {
						t.Errorf("%s has %s %d times", id, property, len(values))
					}
				}
				for _, property := range []string{"http://www.w3.org/ns/dcat#dataset", "http://www.w3.org/ns/dcat#distribution", "http://purl.org/dc/terms/publisher", "http://purl.org/dc/terms/rightsHolder", "http://purl.org/dc/terms/license", "http://www.w3.org/ns/dcat#contactPoint"} {
					values, _ := node[property].([]any)
					for _, v := range values {
						if to := v.(map[string]any)["@id"].(string); nodes[to] == nil {
							t.Errorf("%s leads to %s, which is not described", id, to)
						}
					}
				}
			}
			for class, least := range map[string]int{"Catalog": 1, "Dataset": 12, "Distribution": 23, "Agent": 1, "LicenseDocument": 1} {
				if n := seen["http://dati.gov.it/onto/dcatapit#"+class]; n < least {
					t.Errorf("%d of class %s, want %d", n, class, least)
				}
			}
		})
	}
}

// TestCatalogPublisher holds who publishes: a body by its codice IPA, a site of several
// by its own name.
func TestCatalogPublisher(t *testing.T) {
	tests := []struct {
		name, site string
		want       []string
	}{
		{"a body", "../../examples/provincia", []string{`dct:identifier "p_no" ;`, `dct:identifier "p_no:progetti" ;`, "licences/A21_CCBY40>", "data-theme/GOVE>", "frequency/IRREG>"}},
		{"several", "../..", []string{`foaf:name "PNRR in chiaro"@it .`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			catalog := read(t, built(t, tt.site), "dati/catalogo.ttl")
			for _, want := range tt.want {
				if !strings.Contains(catalog, want) {
					t.Errorf("the catalogue does not say %s", want)
				}
			}
		})
	}
}

// words is schema.org's context, as far as our pages need it: every word is one of its.
type words struct{}

func (words) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != "https://schema.org" {
		return nil, errors.New("a page asks for " + address)
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: map[string]any{"@context": map[string]any{"@vocab": "https://schema.org/"}}}, nil
}

var linkedDataForm = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// TestPagesLinkedData has a library expand what pages tell search engines: every node says
// what it is, and nothing has an address that is not whole.
func TestPagesLinkedData(t *testing.T) {
	seen := make(map[string]int)
	for _, site := range []string{"../..", "../../examples/provincia", hostileSite(t, 30)} {
		dir := built(t, site)
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".html") {
				return err
			}
			found := linkedDataForm.FindStringSubmatch(read(t, dir, name))
			if found == nil {
				return nil
			}
			doc, options := linkedData(t, []byte(found[1]))
			options.DocumentLoader = words{}
			expanded, err := ld.NewJsonLdProcessor().Expand(doc, options)
			if err != nil || len(expanded) == 0 {
				t.Errorf("%s: %v, %d nodes", name, err, len(expanded))
			}
			for _, node := range expanded {
				types, _ := node.(map[string]any)["@type"].([]any)
				if len(types) != 1 {
					t.Errorf("%s has a node of types %v", name, types)
					continue
				}
				seen[types[0].(string)]++
				if id, has := node.(map[string]any)["@id"].(string); has && !strings.HasPrefix(id, "https://") {
					t.Errorf("%s has the node %s", name, id)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, class := range []string{"WebSite", "GovernmentOrganization", "Project", "NewsArticle", "Dataset", "BreadcrumbList"} {
		if seen["https://schema.org/"+class] == 0 {
			t.Errorf("no page has a %s: %v", class, seen)
		}
	}
}
