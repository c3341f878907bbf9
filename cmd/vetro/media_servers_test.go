package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// mediaHost is a server that serves a built site at /pnrr/, and where it says so the corpus as
// it was written at /grezzi/.
type mediaHost struct {
	name string
	url  string // of the site, with a slash at the end
	raw  string // of the corpus, or ""
	told bool   // sends the headers that Vetro wrote, or that docs/pubblicare.md gives
}

// serverPrograms are those that the tests of media need, all from Debian.
var serverPrograms = []string{"apache2", "nginx", "caddy", "lighttpd"}

// needsServers skips a test where a server is missing: VETRO_SERVERS=must, as in .ci/run, says
// that it may not be skipped.
func needsServers(t *testing.T) {
	t.Helper()
	missing := apachePHP() == ""
	for _, program := range serverPrograms {
		_, err := exec.LookPath(program)
		missing = missing || err != nil
	}
	const why = "servers are missing: install Debian's apache2, libapache2-mod-php, nginx-light, caddy and lighttpd"
	switch {
	case missing && os.Getenv("VETRO_SERVERS") == "must":
		t.Fatal(why)
	case missing:
		t.Skip(why)
	}
}

// apachePHP gives the path of the settings of PHP, as Debian writes them for Apache, without
// their ending.
func apachePHP() string {
	found, _ := filepath.Glob("/etc/apache2/mods-available/php*.load")
	if len(found) == 0 {
		return ""
	}
	return strings.TrimSuffix(found[0], ".load")
}

// startHosts serves a site from every server; what each needs lies in a folder of its own.
func startHosts(t *testing.T, public, raw string) []mediaHost {
	t.Helper()
	dir := openFolder(t)
	var hosts []mediaHost
	for _, start := range []func(*testing.T, string, string, string) []mediaHost{startApaches, startNginx, startCaddy, startLighttpd} {
		hosts = append(hosts, start(t, dir, public, raw)...)
	}
	return hosts
}

// openFolder gives a new folder which servers that change their user can read, too.
func openFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// fromDocs gives the block of docs/pubblicare.md in a language, with the folder of the site in
// place of the one that it names.
func fromDocs(t *testing.T, language, public string) string {
	t.Helper()
	_, block, found := strings.Cut(readText(t, "../../docs/pubblicare.md"), "```"+language+"\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed || !strings.Contains(block, "/var/www/pnrr") {
		t.Fatalf("docs/pubblicare.md has no block of %s for /var/www/pnrr", language)
	}
	return strings.ReplaceAll(block, "/var/www/pnrr", public)
}

// startApaches serves the site from Apache with PHP, in three forms: as docs/pubblicare.md has
// it, with Debian's settings of PHP; so with the handlers that hosting companies add, which act
// on every ending in a name; and with those, but with no word of ours.
func startApaches(t *testing.T, dir, public, raw string) []mediaHost {
	t.Helper()
	const handlers = `
AddHandler application/x-httpd-php .php .phtml .phar .php5 .php7
AddHandler cgi-script .cgi .pl
AddHandler send-as-is asis
AddType text/html .shtml
AddOutputFilter INCLUDES .shtml
`
	var hosts []mediaHost
	for _, form := range []struct{ name, options, handlers, site string }{
		{"apache", "", "", fromDocs(t, "apache", public)},
		{"apache-handlers", "Options +Indexes +MultiViews +Includes +ExecCGI", handlers, fromDocs(t, "apache", public)},
		{"apache-bare", "Options +Indexes +MultiViews +Includes +ExecCGI", handlers, "<Directory " + public + ">\nAllowOverride None\nRequire all granted\n</Directory>\n"},
	} {
		home := filepath.Join(dir, form.name)
		port := freePort(t)
		conf := "ServerRoot /etc/apache2\nServerName localhost\nListen 127.0.0.1:" + port + "\nPidFile " + home + "/pid\nDefaultRuntimeDir " + home +
			"\nErrorLog " + home + "/error.log\nDocumentRoot " + home + "\nAccessFileName .htaccess\nStartServers 2\n"
		if os.Getuid() == 0 {
			conf += "User www-data\nGroup www-data\n"
		}
		for _, module := range []string{"mpm_prefork", "authz_core", "mime", "dir", "alias", "negotiation", "setenvif", "headers", "autoindex", "include", "cgi", "asis", filepath.Base(apachePHP())} {
			conf += "Include mods-available/" + module + ".load\nIncludeOptional mods-available/" + module + ".conf\n"
		}
		conf += "<FilesMatch \"^\\.ht\">\nRequire all denied\n</FilesMatch>\n" + form.handlers +
			"<Directory />\n" + form.options + "\nAllowOverride None\n</Directory>\n" +
			"<Directory " + raw + ">\nAllowOverride All\nRequire all granted\n</Directory>\n" +
			"Alias /pnrr " + public + "\nAlias /grezzi " + raw + "\n" + form.site
		startServer(t, home, port, conf, "apache2", "-d", home, "-D", "FOREGROUND", "-f")
		base := "http://127.0.0.1:" + port
		hosts = append(hosts, mediaHost{form.name, base + "/pnrr/", base + "/grezzi/", form.name != "apache-bare"})
	}
	return hosts
}

// startNginx serves the site as docs/pubblicare.md has it, and as nginx does if it is told
// nothing.
func startNginx(t *testing.T, dir, public, raw string) []mediaHost {
	t.Helper()
	home := filepath.Join(dir, "nginx")
	port, bare := freePort(t), freePort(t)
	told := regexp.MustCompile(`listen 443 ssl;`).ReplaceAllString(fromDocs(t, "nginx", public), "listen 127.0.0.1:"+port+";")
	conf := "daemon off;\npid " + home + "/pid;\nerror_log " + home + "/error.log;\nworker_processes 1;\nevents {}\n"
	if os.Getuid() == 0 {
		conf += "user root;\n" // the folders of tests are root's
	}
	conf += "http {\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\naccess_log off;\n"
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		conf += kind + "_temp_path " + home + "/" + kind + ";\n"
	}
	conf += told + "server {\nlisten 127.0.0.1:" + bare + ";\nlocation /pnrr/ { alias " + public + "/; }\nlocation /grezzi/ { alias " + raw + "/; }\n}\n}\n"
	startServer(t, home, port, conf, "nginx", "-p", home, "-e", home+"/error.log", "-c")
	return []mediaHost{
		{"nginx", "http://127.0.0.1:" + port + "/pnrr/", "", true},
		{"nginx-bare", "http://127.0.0.1:" + bare + "/pnrr/", "http://127.0.0.1:" + bare + "/grezzi/", false},
	}
}

// startCaddy serves the site with the headers of _headers, and with none.
func startCaddy(t *testing.T, dir, public, raw string) []mediaHost {
	t.Helper()
	home := filepath.Join(dir, "caddy")
	port, bare := freePort(t), freePort(t)
	conf := "{\nadmin off\nauto_https off\n}\n"
	headers := ""
	for _, h := range siteHeaders(t, public) {
		headers += fmt.Sprintf("header %s %q\n", h[0], h[1])
	}
	for _, form := range [][2]string{{port, headers}, {bare, ""}} {
		conf += "http://127.0.0.1:" + form[0] + " {\nbind 127.0.0.1\n" + form[1] +
			"handle_path /pnrr/* {\nroot * " + public + "\nfile_server\n}\nhandle_path /grezzi/* {\nroot * " + raw + "\nfile_server\n}\n}\n"
	}
	startServer(t, home, port, conf, "env", "HOME="+home, "XDG_DATA_HOME="+home, "XDG_CONFIG_HOME="+home, "caddy", "run", "--adapter", "caddyfile", "--config")
	return []mediaHost{
		{"caddy", "http://127.0.0.1:" + port + "/pnrr/", "", true},
		{"caddy-bare", "http://127.0.0.1:" + bare + "/pnrr/", "http://127.0.0.1:" + bare + "/grezzi/", false},
	}
}

// startLighttpd serves the site with the headers of _headers, and with none.
func startLighttpd(t *testing.T, dir, public, raw string) []mediaHost {
	t.Helper()
	home := filepath.Join(dir, "lighttpd")
	port, bare := freePort(t), freePort(t)
	conf := "server.modules = (\"mod_alias\", \"mod_setenv\")\nserver.document-root = \"" + home + "\"\nserver.bind = \"127.0.0.1\"\nserver.port = " + bare +
		"\nserver.errorlog = \"" + home + "/error.log\"\nindex-file.names = (\"index.html\")\ninclude_shell \"/usr/share/lighttpd/create-mime.conf.pl\"\n" +
		"alias.url = (\"/pnrr/\" => \"" + public + "/\", \"/grezzi/\" => \"" + raw + "/\")\n$SERVER[\"socket\"] == \"127.0.0.1:" + port + "\" {\nsetenv.set-response-header = (\n"
	for _, h := range siteHeaders(t, public) {
		conf += fmt.Sprintf("%q => %q,\n", h[0], h[1])
	}
	startServer(t, home, port, conf+")\n}\n", "lighttpd", "-D", "-f")
	return []mediaHost{
		{"lighttpd", "http://127.0.0.1:" + port + "/pnrr/", "", true},
		{"lighttpd-bare", "http://127.0.0.1:" + bare + "/pnrr/", "http://127.0.0.1:" + bare + "/grezzi/", false},
	}
}

// siteHeaders gives what _headers has for every file.
func siteHeaders(t *testing.T, public string) [][2]string {
	t.Helper()
	_, block, _ := strings.Cut(readText(t, filepath.Join(public, "_headers")), "/*\n")
	var headers [][2]string
	for line := range strings.Lines(block) {
		name, value, found := strings.Cut(strings.TrimSpace(line), ": ")
		if !strings.HasPrefix(line, " ") || !found {
			break
		}
		headers = append(headers, [2]string{name, value})
	}
	if len(headers) < 5 {
		t.Fatalf("_headers has only %d for every file: the test looks in the wrong place", len(headers))
	}
	return headers
}

// freePort gives a port of this machine which nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// startServer starts a server in the foreground with its settings, which are the last of its
// arguments, waits until it answers, and stops it when the test ends.
func startServer(t *testing.T, home, port, conf string, command ...string) {
	t.Helper()
	file := filepath.Join(home, "conf")
	if err := os.MkdirAll(home, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	said := new(safeBuffer)
	// Apache ends by a signal to its process group, which would be that of the tests and of
	// whoever runs them.
	cmd := exec.Command("setsid", append(command, file)...)
	cmd.Stdout, cmd.Stderr = said, said
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM) // its children end with it
		_ = cmd.Wait()
	})
	for range 200 {
		if resp, err := http.Get("http://127.0.0.1:" + port + "/pnrr/"); err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	logged, _ := os.ReadFile(filepath.Join(home, "error.log"))
	t.Fatalf("%s does not serve the site: %s%s", filepath.Base(home), said, logged)
}
