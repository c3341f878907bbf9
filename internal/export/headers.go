package export

import (
	"slices"
	"strings"

	"vetro/internal/plan"
)

// policy is the Content-Security-Policy of every page, as the pages themselves have it;
// frame-ancestors works only as a header.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// headers are sent with every file.
var headers = [][2]string{
	{"Content-Security-Policy", policy},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "strict-origin-when-cross-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Strict-Transport-Security", "max-age=31536000"},
}

// forEver is for assets, whose names change with their content.
const forEver = "public, max-age=31536000, immutable"

// anyOrigin lets the pages of others read the open data: they are for everybody.
var anyOrigin = [2]string{"Access-Control-Allow-Origin", "*"}

// kinds are the types of files that hosts seldom know.
var kinds = [][2]string{{".ttl", "text/turtle"}, {".jsonld", "application/ld+json"}}

// headerFiles gives the files from which some hosts read headers, as site.toml asks:
// _headers (Netlify, Cloudflare Pages) and .htaccess (Apache).
func (x *exporter) headerFiles() (files []plan.File) {
	t := x.Tree
	if slices.Contains(t.Site.Config.Headers, "_headers") {
		var b strings.Builder
		b.WriteString("/*\n")
		for _, h := range headers {
			b.WriteString("  " + h[0] + ": " + h[1] + "\n")
		}
		b.WriteString("/assets/*\n  Cache-Control: " + forEver + "\n")
		for _, folder := range plan.OpenFolders() {
			b.WriteString("/" + folder + "*\n  " + anyOrigin[0] + ": " + anyOrigin[1] + "\n")
		}
		for _, kind := range kinds {
			b.WriteString("/" + plan.CatalogPath + kind[0] + "\n  Content-Type: " + kind[1] + "\n")
		}
		files = append(files, x.textFile("_headers", b.String()))
	}
	if slices.Contains(t.Site.Config.Headers, ".htaccess") {
		var b strings.Builder
		b.WriteString("AddDefaultCharset utf-8\nErrorDocument 404 " + t.Site.Config.BasePath() + plan.NotFoundPath + "\n<IfModule mod_headers.c>\n")
		for _, h := range headers {
			b.WriteString("  Header set " + h[0] + " \"" + h[1] + "\"\n")
		}
		b.WriteString("  <FilesMatch \"\\.[0-9a-f]{10}\\.(css|js|woff2|svg|png)$\">\n    Header set Cache-Control \"" + forEver + "\"\n  </FilesMatch>\n" +
			"  <FilesMatch \"\\.(csv|json|jsonld|ttl|xml|ics)$\">\n    Header set " + anyOrigin[0] + " \"" + anyOrigin[1] + "\"\n  </FilesMatch>\n</IfModule>\n")
		for _, kind := range kinds {
			b.WriteString("AddType " + kind[1] + " " + kind[0] + "\n")
		}
		files = append(files, x.textFile(".htaccess", b.String()))
	}
	return files
}
