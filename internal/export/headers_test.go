package export

import (
	"fmt"
	"slices"
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
		{"a policy once, whatever the host sends", ".htaccess", "  Header unset Content-Security-Policy\n  Header always set Content-Security-Policy \"default-src 'none'; script-src 'self';"},
		{"and the catalogue has its types", ".htaccess", "AddType text/turtle .ttl\nAddType application/ld+json .jsonld\n"},
	}
	if slices.ContainsFunc(files, func(m made) bool { return m.Name == "media/.htaccess" }) {
		t.Error("there is a file for media that are not there")
	}
	for _, tt := range tests {
		if got := string(file(t, files, tt.file)); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s does not have %q:\n%s", tt.name, tt.file, tt.want, got)
		}
	}
}

// An attachment that a browser might run is shown as if it were of no site; a PDF is not, which a
// browser would not show.
func TestHeadersOfMedia(t *testing.T) {
	site := &record.Site{
		Config: record.Config{
			Headers: []string{"_headers", ".htaccess"},
			Media:   record.MediaOptions{Always: []string{"media/atto.PDF", "media/stemma è.svg", "media/mappa.kml", "media/foto.jpg", "media/dati.xyz"}},
		},
	}
	for _, name := range site.Config.Media.Always {
		site.Media = append(site.Media, record.Media{Name: name})
	}
	files := allFiles(t, planned(t, site).Tree)
	byName := string(file(t, files, "_headers"))
	const policy = "\n  Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox\n"
	for _, path := range []string{"/media/stemma%20%C3%A8.svg", "/media/mappa.kml", "/media/dati.xyz"} {
		if !strings.Contains(byName, path+policy) {
			t.Errorf("_headers has no policy for %s:\n%s", path, byName)
		}
	}
	if strings.Contains(byName, "/media/*") || strings.Contains(byName, "atto") || strings.Contains(byName, "foto") {
		t.Errorf("_headers has a policy for a PDF:\n%s", byName)
	}
	apache := string(file(t, files, "media/.htaccess"))
	if !strings.HasPrefix(apache, "<FilesMatch \".\">\n  SetHandler default-handler\n</FilesMatch>\n") || strings.Contains(apache, "php_") || strings.Contains(apache, "Options") {
		t.Error(apache)
	}
	for i := range 100 {
		name := fmt.Sprintf("media/%d.svg", i)
		site.Media, site.Config.Media.Always = append(site.Media, record.Media{Name: name}), append(site.Config.Media.Always, name)
	}
	byName = string(file(t, allFiles(t, planned(t, site).Tree), "_headers"))
	if strings.Count(byName, "\n/") > 99 || !strings.Contains(byName, "/media/*.svg"+policy) || strings.Contains(byName, "/media/*"+policy) {
		t.Errorf("too many rules for Cloudflare:\n%s", byName)
	}
}
