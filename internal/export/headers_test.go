package export

import (
	"strings"
	"testing"

	"vetro/internal/record"
)

func TestHeaders(t *testing.T) {
	site := &record.Site{Config: record.Config{BaseURL: "https://example.it/a/", Headers: []string{"_headers", ".htaccess"}}}
	files := allFiles(t, planned(t, site).Tree)
	tests := []struct{ name, file, want string }{
		{"a policy everywhere", "_headers", "/*\n  Content-Security-Policy: default-src 'none';"},
		{"assets stay", "_headers", "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"},
		{"data are for everybody", "_headers", "/dati/*\n  Access-Control-Allow-Origin: *\n"},
		{"the catalogue is Turtle", "_headers", "/dati/catalogo.ttl\n  Content-Type: text/turtle\n"},
		{"data are for everybody on Apache", ".htaccess", "  <FilesMatch \"\\.(csv|json|jsonld|ttl|xml|ics)$\">\n    Header set Access-Control-Allow-Origin \"*\"\n  </FilesMatch>\n</IfModule>\n"},
		{"and the catalogue has its types", ".htaccess", "AddType text/turtle .ttl\nAddType application/ld+json .jsonld\n"},
	}
	for _, tt := range tests {
		if got := string(file(t, files, tt.file)); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s does not have %q:\n%s", tt.name, tt.file, tt.want, got)
		}
	}
}
