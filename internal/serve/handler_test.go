package serve

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"vetro/internal/build"
	"vetro/internal/media"
	"vetro/internal/record"
)

// handlerFor gives a handler of a site that is read once, as if it listened at an
// address.
func handlerFor(t testing.TB, o build.Options, listens string, hosts ...string) *handler {
	t.Helper()
	p := newPreview(Options{Site: o, Today: func() record.Date { return today }})
	p.read(nil)
	return newHandler(p, net.TCPAddrFromAddrPort(netip.MustParseAddrPort(listens)), hosts, nil)
}

func mediaSite(t testing.TB) build.Options {
	root := newCorpus(t, 3)
	writeFile(t, root, "content/media/atto uno.pdf", "%PDF-1.4 tredici")
	writeFile(t, root, "content/media/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
	writeFile(t, root, "content/media/dati.xyz", "x")
	writeFile(t, root, "site.toml", "titolo = \"Prova\"\nbase_url = \"https://example.it/pnrr/\"\n[media]\nsempre = [\"media/atto uno.pdf\", \"media/x.svg\", \"media/dati.xyz\"]\ntipi = [\"xyz\"]\n")
	writeFile(t, root, "segreto.txt", "segreto")
	writeFile(t, root, "content/pagine/informazioni.md", "+++\ntitolo = \"Informazioni\"\n+++\nTesto.\n")
	return optionsFor(root)
}

func TestPaths(t *testing.T) {
	h := handlerFor(t, mediaSite(t), "127.0.0.1:1313")
	tests := []struct {
		name, path string
		status     int
		kind       string // of the content, or where a redirect leads
	}{
		{"home", "/pnrr/", 200, "text/html; charset=utf-8"},
		{"home by its name", "/pnrr/index.html", 200, "text/html; charset=utf-8"},
		{"root leads to the site", "/", 302, "/pnrr/"},
		{"site without its slash", "/pnrr", 302, "/pnrr/"},
		{"folder", "/pnrr/progetti/", 200, "text/html; charset=utf-8"},
		{"folder without its slash", "/pnrr/progetti", 302, "/pnrr/progetti/"},
		{"page", "/pnrr/progetti/p-1.html", 200, "text/html; charset=utf-8"},
		{"question", "/pnrr/cerca.html?q=x", 200, "text/html; charset=utf-8"},
		{"page without its ending", "/pnrr/progetti/p-1", 404, "text/html; charset=utf-8"},
		{"data", "/pnrr/dati/progetti.csv", 200, "text/csv; charset=utf-8"},
		{"JSON", "/pnrr/dati/progetti.json", 200, "application/json"},
		{"feed", "/pnrr/notizie/feed.xml", 200, "application/xml"},
		{"calendar", "/pnrr/scadenze.ics", 200, "text/calendar; charset=utf-8"},
		{"sums", "/pnrr/impronte.sha256", 200, "text/plain; charset=utf-8"},
		{"robots", "/pnrr/robots.txt", 200, "text/plain; charset=utf-8"},
		{"media", "/pnrr/media/atto%20uno.pdf", 200, "application/pdf"},
		{"drawing", "/pnrr/media/x.svg", 200, "image/svg+xml"},
		{"media of a kind that is not known", "/pnrr/media/dati.xyz", 200, "application/octet-stream"},
		{"another site", "/altro/index.html", 404, "text/html; charset=utf-8"},
		{"nothing", "/pnrr/nulla.html", 404, "text/html; charset=utf-8"},
		{"other case", "/pnrr/progetti/P-1.html", 404, "text/html; charset=utf-8"},
		{"file of the site folder", "/pnrr/site.toml", 404, "text/html; charset=utf-8"},
		{"upwards", "/pnrr/media/../../segreto.txt", 404, "text/html; charset=utf-8"},
		{"upwards, disguised", "/pnrr/media/%2e%2e/%2e%2e/segreto.txt", 404, "text/html; charset=utf-8"},
		{"upwards, slashes disguised", "/pnrr/media/..%2f..%2fsegreto.txt", 404, "text/html; charset=utf-8"},
		{"upwards, the other way", "/pnrr/media/..%5c..%5csegreto.txt", 404, "text/html; charset=utf-8"},
		{"from the root of the disk", "/pnrr//etc/passwd", 404, "text/html; charset=utf-8"},
		{"double slash", "/pnrr/progetti//p-1.html", 404, "text/html; charset=utf-8"},
		{"zero byte", "/pnrr/progetti/p-1.html%00", 404, "text/html; charset=utf-8"},
		{"script of the preview", "/_vetro/anteprima.js", 200, "text/javascript; charset=utf-8"},
		{"sheet of the preview", "/_vetro/anteprima.css", 200, "text/css; charset=utf-8"},
		{"drafts", "/_vetro/bozze", 200, "text/html; charset=utf-8"},
		{"the preview itself", "/_vetro/", 302, "/_vetro/bozze"},
		{"nothing of the preview", "/_vetro/bozze.html", 404, "text/plain; charset=utf-8"},
		{"template of the preview", "/_vetro/errori.html", 404, "text/plain; charset=utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, method := range []string{"GET", "HEAD"} {
				w := ask(h, method, tt.path, "127.0.0.1:1313", nil)
				kind := w.Header().Get("Content-Type")
				if w.Code == http.StatusFound {
					kind = w.Header().Get("Location")
				}
				if w.Code != tt.status || kind != tt.kind {
					t.Errorf("%s: got %d %s", method, w.Code, kind)
				}
				if body := w.Body.String(); strings.Contains(body, "segreto") || method == "HEAD" && tt.kind != "text/plain; charset=utf-8" && body != "" {
					t.Errorf("%s: got %q", method, body)
				}
			}
		})
	}
}

func ask(h http.Handler, method, path, host string, headers map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+host+path, nil)
	r.Host = host
	for k, v := range headers {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// The page for what is not there is the site’s own, with its status.
func TestNotFoundPage(t *testing.T) {
	h := handlerFor(t, mediaSite(t), "127.0.0.1:1313")
	body := ask(h, "GET", "/pnrr/a/b/nulla", "localhost", nil).Body.String()
	for _, want := range []string{"Pagina non trovata", `href="/pnrr/assets/`, scriptPath} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in it", want)
		}
	}
}

func TestHosts(t *testing.T) {
	o := optionsFor(newCorpus(t, 1))
	tests := []struct {
		name, listens, host string
		known               bool
	}{
		{"this machine", "127.0.0.1:1313", "127.0.0.1:1313", true},
		{"without port", "127.0.0.1:1313", "127.0.0.1", true},
		{"by name", "127.0.0.1:1313", "LocalHost:1313", true},
		{"through a tunnel", "127.0.0.1:1313", "localhost:9999", true},
		{"IPv6", "[::1]:1313", "[::1]:1313", true},
		{"IPv6 without port", "[::1]:1313", "[::1]", true},
		{"name of another site", "127.0.0.1:1313", "cattivo.example:1313", false},
		{"name that begins well", "127.0.0.1:1313", "127.0.0.1.cattivo.example", false},
		{"name that ends well", "127.0.0.1:1313", "cattivo.localhost.example", false},
		{"another address", "127.0.0.1:1313", "192.0.2.7:1313", false},
		{"no name", "127.0.0.1:1313", "", false},
		{"a name that was told", "127.0.0.1:1313", "vetro.test", true},
		{"open: any address in figures", "0.0.0.0:1313", "192.0.2.7:1313", true},
		{"open: no name of others", "0.0.0.0:1313", "cattivo.example", false},
		{"open, IPv6", "[::]:1313", "[2001:db8::1]:1313", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := handlerFor(t, o, tt.listens, "vetro.test")
			for _, path := range []string{"/pnrr/", "/_vetro/bozze", "/_vetro/anteprima.js"} {
				w := ask(h, "HEAD", path, tt.host, nil)
				if got := w.Code != http.StatusForbidden; got != tt.known {
					t.Errorf("%s: %d", path, w.Code)
				}
			}
		})
	}
	h := handlerFor(t, o, "127.0.0.1:1313")
	const want = "il nome \"cattivo.example\" non è di questa anteprima: apri http://127.0.0.1:1313/, oppure avvia vetro serve con --host\n"
	if got := ask(h, "GET", "/pnrr/", "cattivo.example", nil).Body.String(); got != want {
		t.Errorf("got %q", got)
	}
}

func TestHeaders(t *testing.T) {
	h := handlerFor(t, mediaSite(t), "127.0.0.1:1313")
	for _, path := range []string{"/pnrr/", "/pnrr/media/x.svg", "/_vetro/bozze", "/pnrr/nulla"} {
		got := ask(h, "GET", path, "localhost", nil).Header()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cross-Origin-Resource-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Referrer-Policy": "same-origin",
		} {
			if got.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, got.Get(name))
			}
		}
		if c := got.Get("Cache-Control"); c != "no-cache" && c != "no-store" {
			t.Errorf("%s: Cache-Control is %q", path, c)
		}
	}
	if w := ask(h, "POST", "/pnrr/", "localhost", nil); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" || w.Body.String() != "l’anteprima si può solo leggere\n" {
		t.Errorf("POST: got %d %q", w.Code, w.Body)
	}
	first := ask(h, "GET", "/pnrr/", "localhost", nil)
	again := ask(h, "GET", "/pnrr/", "localhost", map[string]string{"If-None-Match": first.Header().Get("ETag")})
	if again.Code != http.StatusNotModified {
		t.Errorf("asked again: got %d", again.Code)
	}
	part := ask(h, "GET", "/pnrr/media/atto%20uno.pdf", "localhost", map[string]string{"Range": "bytes=0-3"})
	if part.Code != http.StatusPartialContent || part.Body.String() != "%PDF" {
		t.Errorf("part: got %d %q", part.Code, part.Body)
	}
}

func TestScriptLine(t *testing.T) {
	const line = "<script src=\"/_vetro/anteprima.js\" data-versione=\"v\" defer></script>\n"
	tests := []struct{ name, page, want string }{
		{"head", "<head>\n<title>x</title>\n</head>\n<body>", "<head>\n<title>x</title>\n" + line + "</head>\n<body>"},
		{"capitals", "<HEAD></HEAD><body>", "<HEAD>" + line + "</HEAD><body>"},
		{"head without end", "<title>x</title><p>y", "<title>x</title><p>y" + line},
		{"the first one", "<head></head></head>", "<head>" + line + "</head></head>"},
		{"cut off", "<p></hea", "<p></hea" + line},
		{"empty", "", line},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := []byte(tt.page)
			if got := string(withScript(page, "v")); got != tt.want || string(page) != tt.page {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestDraftsPage(t *testing.T) {
	root := newCorpus(t, 2)
	writeFile(t, root, "content/notizie/b-bozza-futura.md", "+++\ntitolo = \"Bozza futura\"\ndata = 2026-12-02\nbozza = true\n+++\nTesto.\n")
	writeFile(t, root, "content/notizie/c-attesa.md", "+++\ntitolo = \"Attesa\"\ndata = 2026-11-02\npubblica_dal = 2026-12-08\n+++\nTesto.\n")
	writeFile(t, root, "content/notizie/d-domani.md", "+++\ntitolo = \"Domani\"\ndata = 2026-11-23\n+++\nTesto.\n")
	writeFile(t, root, "content/progetti/e-futuro.toml", projectText(7, "Futuro")+"")
	writeFile(t, root, "content/progetti/f-dopo.toml", "pubblicato = 2027-01-01\n"+projectText(8, "Dopo"))
	writeFile(t, root, "content/progetti/e-futuro.toml", strings.Replace(projectText(7, "Futuro"), "data = 2025-06-23", "data = 2026-12-23", 1))
	writeFile(t, root, "content/notizie/a-bozza.md", "+++\ntitolo = \"Una <bozza>\"\ndata = 2026-11-02\nbozza = true\nallegati = [\"media/bozza.csv\"]\n+++\nTesto.\n")
	writeFile(t, root, "content/media/bozza.csv", "a;b\n")
	writeFile(t, root, "content/media/altro.csv", "a;b\n")
	tests := []struct {
		name   string
		drafts bool
		want   []string
	}{
		{"without drafts", false, []string{
			"<li><code>content/media/altro.csv</code></li>\n<li><code>content/media/bozza.csv</code></li>\n",
			`<li><p><strong>Una &lt;bozza&gt;</strong>: è una bozza (bozza = true).</p>` + "\n" + `<p><code>content/notizie/a-bozza.md</code>; per vederla: <code>vetro serve --bozze</code></p></li>`,
			`<strong>Bozza futura</strong>: è una bozza (bozza = true); è datata 2 dicembre 2026 (data).</p>` + "\n" + `<p><code>content/notizie/b-bozza-futura.md</code>; per vederla: <code>vetro serve --bozze --today 2026-12-02</code>`,
			`<strong>Attesa</strong>: si pubblica l’8 dicembre 2026 (pubblica_dal).</p>` + "\n" + `<p><code>content/notizie/c-attesa.md</code>; per vederla: <code>vetro serve --today 2026-12-08</code>`,
			`<strong>Domani</strong>: è datata 23 novembre 2026 (data).`,
			`: nessun finanziamento è deciso entro il giorno dell’anteprima.</p>` + "\n" + `<p><code>content/progetti/e-futuro.toml</code></p>`,
			`<strong>Dopo 8</strong>: si pubblica il 1° gennaio 2027 (pubblicato).</p>` + "\n" + `<p><code>content/progetti/f-dopo.toml</code>; per vederla: <code>vetro serve --today 2027-01-01</code>`,
			`Ciò che <a href="/pnrr/">Prova</a> non pubblica il giorno 22 novembre 2026.`,
		}},
		{"with drafts", true, []string{
			"Restano fuori:</p>\n<ul class=\"attesa\">\n<li><code>content/media/altro.csv</code></li>\n</ul>",
			`<a href="/pnrr/notizie/a-bozza.html">Una &lt;bozza&gt;</a>: è una bozza (bozza = true).`,
			`per vederla: <code>vetro serve --bozze --today 2026-12-02</code>`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := optionsFor(root)
			o.Drafts = tt.drafts
			h := handlerFor(t, o, "127.0.0.1:1313")
			w := ask(h, "GET", draftsPath, "localhost", nil)
			body := strings.ReplaceAll(w.Body.String(), "\u00a0", " ")
			for _, want := range tt.want {
				if !strings.Contains(body, want) {
					t.Errorf("no %q in\n%s", want, body)
				}
			}
			if w.Header().Get("Content-Security-Policy") != policy {
				t.Error("no policy")
			}
		})
	}
	empty := handlerFor(t, optionsFor(newCorpus(t, 1)), "127.0.0.1:1313")
	body := ask(empty, "GET", draftsPath, "localhost", nil).Body.String()
	if !strings.Contains(body, "Nessuna bozza.") || !strings.Contains(body, "Nulla aspetta il suo giorno.") {
		t.Errorf("got %s", body)
	}
}

// A browser shows what it might run as if it were of no site. It would not show a PDF so.
func TestPolicyOfMedia(t *testing.T) {
	h := handlerFor(t, mediaSite(t), "127.0.0.1:1313")
	for path, want := range map[string]string{
		"/pnrr/media/x.svg": media.Policy, "/pnrr/media/dati.xyz": media.Policy,
		"/pnrr/media/atto%20uno.pdf": "", "/pnrr/dati/progetti.csv": "", "/pnrr/": "",
	} {
		if got := ask(h, "GET", path, "localhost", nil).Header().Get("Content-Security-Policy"); got != want {
			t.Errorf("%s: got %q", path, got)
		}
	}
}

func TestContentTypes(t *testing.T) {
	for name, want := range map[string]string{"A.PDF": "application/pdf", "_headers": "application/octet-stream", ".htaccess": "text/plain; charset=utf-8", "x.tar.gz": "application/octet-stream"} {
		if got := contentType(name); got != want {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestAddress(t *testing.T) {
	for listens, want := range map[string]string{
		"127.0.0.1:1": "http://127.0.0.1:1/x", "0.0.0.0:2": "http://127.0.0.1:2/x", "[::]:3": "http://127.0.0.1:3/x",
		"[::1]:4": "http://[::1]:4/x", "192.0.2.7:5": "http://192.0.2.7:5/x",
	} {
		h := newHandler(newPreview(Options{}), net.TCPAddrFromAddrPort(netip.MustParseAddrPort(listens)), nil, nil)
		if got := h.address("/x"); got != want {
			t.Errorf("%s: got %s", listens, got)
		}
	}
}

// Nothing that a browser may ask for brings the preview down, or out of the site.
func FuzzPaths(f *testing.F) {
	o := mediaSite(f)
	h := handlerFor(f, o, "127.0.0.1:1313")
	for _, seed := range []string{"/pnrr/", "/pnrr/media/../x", "/_vetro/%00", "//", "/pnrr/progetti", "/pnrr/media/atto%20uno.pdf?x#y"} {
		f.Add(seed, "localhost")
	}
	names := h.now().live.Names()
	f.Fuzz(func(t *testing.T, path, host string) {
		r := httptest.NewRequest("GET", "http://localhost/", nil)
		r.URL.Path, r.Host = path, host
		if path == eventsPath {
			return // goes on until the browser leaves
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		body, _ := io.ReadAll(w.Body)
		name := strings.TrimPrefix(path, "/pnrr/")
		own := strings.HasPrefix(path, routesPath) || name == "" || strings.HasSuffix(name, "/")
		if w.Code == http.StatusOK && !own && !slices.Contains(names, name) {
			t.Errorf("%q: %d", path, w.Code)
		}
		if strings.Contains(string(body), "segreto") && !strings.Contains(path+host, "segreto") {
			t.Errorf("%q gives a secret: %s", path, fmt.Sprint(w.Code))
		}
	})
}
