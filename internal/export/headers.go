package export

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"vetro/internal/media"
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
	asked := x.Tree.Site.Config.Headers
	if slices.Contains(asked, "_headers") {
		files = append(files, x.textFile("_headers", x.netlify()))
	}
	if slices.Contains(asked, ".htaccess") {
		files = append(files, x.textFile(".htaccess", x.apache()))
		if len(x.Tree.Media) > 0 {
			files = append(files, x.textFile("media/.htaccess", apacheMedia()))
		}
	}
	return files
}

// netlify gives _headers.
func (x *exporter) netlify() string {
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
	for _, name := range x.sandboxed() {
		b.WriteString("/" + name + "\n  " + headers[0][0] + ": " + media.Policy + "\n")
	}
	return b.String()
}

// maxNamed is how many attachments are named one by one in _headers: Cloudflare reads a hundred
// rules.
const maxNamed = 80

// sandboxed gives the paths of the attachments that get media.Policy. Netlify knows a * only in
// the place of a whole name, so that each is named; if there are too many for Cloudflare, their
// types are, which it does know.
func (x *exporter) sandboxed() (paths []string) {
	ends := make(map[string]bool)
	for _, m := range x.Tree.Media {
		if media.Sandboxed(m.Name) {
			paths = append(paths, (&url.URL{Path: m.Name}).EscapedPath())
			ends[path.Ext(m.Name)] = true
		}
	}
	if len(paths) <= maxNamed {
		return paths
	}
	paths = paths[:0]
	for _, end := range slices.Sorted(maps.Keys(ends)) {
		paths = append(paths, "media/*"+end)
	}
	return paths[:min(len(paths), maxNamed)]
}

// apache gives .htaccess. A header that the host itself sends, for all answers or for good ones,
// is replaced: two policies would both hold.
func (x *exporter) apache() string {
	var b strings.Builder
	b.WriteString("AddDefaultCharset utf-8\nErrorDocument 404 " + x.Tree.Site.Config.BasePath() + plan.NotFoundPath + "\n<IfModule mod_headers.c>\n")
	for _, h := range headers {
		b.WriteString(always("  ", h))
	}
	b.WriteString("  <FilesMatch \"\\.[0-9a-f]{10}\\.(css|js|woff2|svg|png)$\">\n    Header set Cache-Control \"" + forEver + "\"\n  </FilesMatch>\n" +
		"  <FilesMatch \"\\.(csv|json|jsonld|ttl|xml|ics)$\">\n    Header set " + anyOrigin[0] + " \"" + anyOrigin[1] + "\"\n  </FilesMatch>\n</IfModule>\n")
	for _, kind := range kinds {
		b.WriteString("AddType " + kind[1] + " " + kind[0] + "\n")
	}
	return b.String()
}

// always gives the lines by which Apache sends a header with every answer, and once.
func always(indent string, h [2]string) string {
	return indent + "Header unset " + h[0] + "\n" + indent + "Header always set " + h[0] + " \"" + h[1] + "\"\n"
}

// apacheMedia gives media/.htaccess: what lies there is sent as it is, whatever the host does with
// names such as a.php.jpg elsewhere. The section comes after those of the host, which take their
// handlers by name. It asks for nothing that AllowOverride FileInfo does not grant: php_flag and
// Options would be answered with an error.
func apacheMedia() string {
	const scripts = ".php .php3 .php4 .php5 .php7 .php8 .phtml .pht .phps .phar .cgi .fcgi .pl .py .rb .lua .asp .aspx .jsp .shtml .shtm .stm .asis .var .map .imap"
	return "<FilesMatch \".\">\n  SetHandler default-handler\n</FilesMatch>\n" +
		"<IfModule mod_mime.c>\n  RemoveHandler " + scripts + "\n  RemoveType " + scripts + "\n  RemoveOutputFilter " + scripts + "\n</IfModule>\n" +
		"<IfModule mod_headers.c>\n  <FilesMatch \"(?i)^(?!.*\\.(?:" + strings.Join(media.Played(), "|") + ")$)\">\n" +
		always("    ", [2]string{headers[0][0], media.Policy}) + "  </FilesMatch>\n</IfModule>\n"
}
