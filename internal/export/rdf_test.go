package export

import (
	"strings"
	"testing"

	"vetro/internal/record"
)

func TestTurtleText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Scuola è l’ala", `"Scuola è l’ala"`},
		{"quotes and bars", `a "b" \ c`, `"a \"b\" \\ c"`},
		{"a line end", "a\nb", `"a\nb"`},
		{"control characters go", "a\x00\x07b\x7f", `"ab"`},
		{"what would end the statement", `" . <x> a <y> .`, `"\" . <x> a <y> ."`},
	}
	for _, tt := range tests {
		if got := turtleText(tt.in); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestIRI(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"an address stays", "https://example.it/a?b=1&c=è#d", "https://example.it/a?b=1&c=è#d"},
		{"what would end it goes", "https://example.it/> . <x", "https://example.it/%3E%20.%20%3Cx"},
		{"bars and braces", `a\b{c}|^` + "`\"", "a%5Cb%7Bc%7D%7C%5E%60%22"},
	}
	for _, tt := range tests {
		if got := iri(tt.in); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestPackageName(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"host and folder", "https://www.Provincia.example.it/pnrr/", "www.provincia.example.it-pnrr"},
		{"a port and a sign", "http://localhost:8080/a%20b/", "localhost-8080-a-20b"},
		{"no address", "", "vetro"},
	}
	for _, tt := range tests {
		m := planned(t, &record.Site{Config: record.Config{BaseURL: tt.in}})
		if got := m.packageName(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestUnknownLicense names a licence that no vocabulary has by the site's own notes.
func TestUnknownLicense(t *testing.T) {
	tests := []struct{ name, license, catalog, pack string }{
		{"known", "CC-BY-4.0", "<https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40>", `"path": "https://creativecommons.org/licenses/by/4.0/"`},
		{"other", "IODL-1.0", "<https://example.it/note-legali.html>", `"name": "IODL-1.0"`},
		{"a sentence", "Vedi: «note»", `foaf:name "Vedi: «note»"@it`, `"keywords"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := allFiles(t, planned(t, &record.Site{Config: record.Config{BaseURL: "https://example.it/", License: tt.license}}).Tree)
			if got := string(file(t, files, "dati/catalogo.ttl")); !strings.Contains(got, tt.catalog) {
				t.Errorf("the catalogue does not name %s:\n%s", tt.catalog, got)
			}
			if got := string(file(t, files, "dati/datapackage.json")); !strings.Contains(got, tt.pack) || tt.name == "a sentence" && strings.Contains(got, "licenses") {
				t.Errorf("the Data Package does not name %s:\n%.800s", tt.pack, got)
			}
		})
	}
}

// TestContact names whom to ask only where there is an e-mail address, which the profile
// wants.
func TestContact(t *testing.T) {
	tests := []struct {
		name     string
		contacts record.Contacts
		want     string
	}{
		{"e-mail", record.Contacts{Email: "info@example.it", Phone: "0382 1"}, "vcard:hasEmail <mailto:info@example.it> ;\n    vcard:hasTelephone <tel:03821> ."},
		{"PEC alone", record.Contacts{PEC: "pec@example.it"}, "vcard:hasEmail <mailto:pec@example.it> ."},
		{"none", record.Contacts{Phone: "0382 1"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := planned(t, &record.Site{Config: record.Config{BaseURL: "https://example.it/", Contacts: tt.contacts}})
			got := string(textOf(func(w *writer) { turtle(w, m.catalog()) }))
			if has := strings.Contains(got, "dcat:contactPoint"); has != (tt.want != "") || !strings.Contains(got, tt.want) {
				t.Errorf("want %q in\n%s", tt.want, got)
			}
		})
	}
}
