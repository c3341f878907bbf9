package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestMediaServers publishes the whole corpus of evasions, as far as Vetro lets it, together
// with harmless files, and opens every file that came out from real servers in Chromium:
// nothing may run, in the browser or on the host, and nothing may be asked of others. Where
// nothing defends, each evasion does what it was written for: that is the control.
func TestMediaServers(t *testing.T) {
	needs(t, "vetro")
	needsServers(t)
	heard := startMediaProxy(t)
	b := startBrowser(t, chromedp.ProxyServer(heard.server.URL), chromedp.Flag("proxy-bypass-list", "<-loopback>"))
	w := &mediaWatch{t: t, heard: heard, found: new(findings)}
	for range 4 {
		w.tabs = append(w.tabs, w.open(b))
	}
	site := publishMedia(t, w.found)
	hosts := startHosts(t, site.public, site.raw)
	w.control(site, hosts)
	serving := startServe(t, "--site", site.dir, "--addr", "127.0.0.1:0")
	hosts = append(hosts, mediaHost{"vetro serve", serving.await(`^anteprima: (.*)$`), "", true})
	for _, host := range hosts {
		w.look(host, site)
	}
	w.found.report(t)
}

// TestMediaHarmless holds that Vetro publishes what offices publish, evasions or not, and says
// which evasions it lets pass: whether those run, TestMediaServers sees.
func TestMediaHarmless(t *testing.T) {
	needs(t, "vetro", "chmod")
	found := new(findings)
	site := publishMedia(t, found)
	for _, e := range site.published {
		t.Logf("published: %s, which %s", e.file(), e.does)
	}
	found.report(t)
}

// mediaSite is a site with the files of the corpus that Vetro does not refuse.
type mediaSite struct {
	dir, public string
	raw         string // the corpus as it was written
	evasions    []*evasion
	published   []*evasion
	harmless    []*harmless
}

// publishMedia asks vetro check which files it refuses, and builds a site of the others.
func publishMedia(t *testing.T, found *findings) *mediaSite {
	t.Helper()
	s := &mediaSite{dir: openFolder(t), raw: openFolder(t), evasions: evasions(), harmless: harmlessFiles(t)}
	files := make(map[string][]byte)
	for _, e := range s.evasions {
		if files[e.file()] != nil || strings.Trim(e.id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Fatalf("%s: the name of an evasion is taken, or wrong", e.id)
		}
		files[e.file()] = e.data
		put(t, s.raw, strings.TrimPrefix(e.file(), "media/e/"), e.data)
	}
	for _, h := range s.harmless {
		files[h.file()] = h.data
	}
	allExecutable(t, s.raw)
	writeMediaSite(t, s.dir, files)
	refused := refusedMedia(t, s.dir)
	for _, h := range s.harmless {
		if said := refused[h.file()]; said != "" {
			found.add("vetro check", []string{h.name + ", which is harmless, is refused: " + said})
		}
	}
	for name := range refused {
		if files[name] == nil {
			found.add("vetro check", []string{"an error of " + name + ": " + refused[name]})
		}
		delete(files, name)
	}
	if err := os.RemoveAll(filepath.Join(s.dir, "content/media")); err != nil {
		t.Fatal(err)
	}
	writeMediaSite(t, s.dir, files)
	s.public = filepath.Join(openFolder(t), "public")
	must(t, s.dir, "vetro build --out '"+s.public+"' >/dev/null")
	for _, e := range s.evasions {
		if _, err := os.Stat(filepath.Join(s.public, filepath.FromSlash(e.file()))); err == nil {
			s.published = append(s.published, e)
		}
	}
	s.harmless = slices.DeleteFunc(s.harmless, func(h *harmless) bool { return refused[h.file()] != "" })
	t.Logf("%d evasions: %d refused, %d published; %d harmless files published", len(s.evasions), len(refused), len(s.published), len(s.harmless))
	return s
}

// writeMediaSite writes a site of which a page refers to every file, or the settings do.
func writeMediaSite(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	var always, links strings.Builder
	for i, name := range slices.Sorted(maps.Keys(files)) {
		put(t, dir, "content/"+name, files[name])
		switch {
		case strings.HasPrefix(path.Base(name), ".") || strings.HasSuffix(name, "~") || strings.HasSuffix(name, " ") || strings.ContainsAny(name, "\u202e\u200b"): // nothing can refer to those
		case i%2 == 0 || strings.HasPrefix(name, "media/e/"):
			fmt.Fprintf(&always, "\t%q,\n", name)
		default:
			fmt.Fprintf(&links, "- [allegato %d](<../%s>)\n", i, strings.ReplaceAll(name, "%", "%25"))
		}
	}
	allExecutable(t, filepath.Join(dir, "content/media"))
	put(t, dir, "site.toml", []byte("titolo = \"Prova\"\nbase_url = \"https://www.provincia.example.it/pnrr/\"\nente = \"c_x000\"\nintestazioni = [\".htaccess\", \"_headers\"]\n\n[media]\nsempre = [\n"+always.String()+"]\n"))
	put(t, dir, "content/enti/c_x000.toml", []byte("nome = \"Comune di Prova\"\ntipo = \"comune\"\ncodice_ipa = \"c_x000\"\n"))
	put(t, dir, "content/pagine/allegati.md", []byte("+++\ntitolo = \"Allegati\"\n+++\n"+links.String()))
}

// allExecutable lets every file of a folder be run, as whoever proposes one can.
func allExecutable(t *testing.T, dir string) {
	t.Helper()
	must(t, dir, "chmod -R a+rX . && find . -type f -exec chmod a+x {} +")
}

// refusedMedia gives what vetro check says of each file under content/ that has an error.
func refusedMedia(t *testing.T, dir string) map[string]string {
	t.Helper()
	cmd := exec.Command("vetro", "check", "--format", "json")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1795305600")
	out, err := cmd.Output()
	var report struct {
		Problems []struct {
			File, Severity, Rule, Text string
			Line                       int
		}
	}
	if broken := json.Unmarshal(out, &report); broken != nil {
		t.Fatalf("%v: %v: %s", err, broken, out)
	}
	refused := make(map[string]string)
	for _, p := range report.Problems {
		if p.Severity == "error" {
			refused[strings.TrimPrefix(p.File, "content/")] = fmt.Sprintf("%s [%s] line %d", p.Text, p.Rule, p.Line)
		}
	}
	return refused
}

// mediaProxy stands between the browser and all servers, so that whatever is asked is heard,
// of whichever host.
type mediaProxy struct {
	server *httptest.Server
	mu     sync.Mutex
	asked  map[string]bool // the evasions that asked for something
}

const outside = ".fuori.example"

func startMediaProxy(t *testing.T) *mediaProxy {
	t.Helper()
	p := &mediaProxy{asked: make(map[string]bool)}
	forward := &httputil.ReverseProxy{Rewrite: func(*httputil.ProxyRequest) {}, ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }}
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		id, leaves := strings.CutSuffix(strings.ToLower(host), outside)
		own, canary := strings.CutPrefix(r.URL.Path, "/canary/")
		switch {
		case leaves:
			p.note(id)
		case canary:
			p.note(own)
		case host == "127.0.0.1":
			forward.ServeHTTP(w, r)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(p.server.Close)
	return p
}

func (p *mediaProxy) note(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked[id] = true
}

// mediaWatch opens files and notes what they do.
type mediaWatch struct {
	t     *testing.T
	heard *mediaProxy
	tabs  []context.Context
	found *findings
	mu    sync.Mutex
	ran   map[string]bool // the evasions that ran since the last look
}

const ranTitle = "ESEGUITO"

// soon is how long a file that is open has for what it does by itself, and after a click.
const soon = 50 * time.Millisecond

// open makes a tab that hears what runs.
func (w *mediaWatch) open(b *browser) context.Context {
	w.t.Helper()
	tab := b.tab(w.t)
	err := chromedp.Listen(tab, func(event any) {
		if e, is := event.(*cdpruntime.EventConsoleAPICalled); is && len(e.Args) > 0 {
			var said string
			if json.Unmarshal(e.Args[0].Value, &said) == nil {
				if id, ran := strings.CutPrefix(said, ranTitle+" "); ran {
					w.note(id)
				}
			}
		}
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return tab
}

func (w *mediaWatch) note(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ran[id] = true
}

// visits opens addresses in all tabs, with a click where it is not a document that has links of
// its own, and gives which evasions ran and which asked for something.
func (w *mediaWatch) visits(addresses map[string]string, wait time.Duration) (ran, asked map[string]bool) {
	w.mu.Lock()
	w.ran = make(map[string]bool)
	w.mu.Unlock()
	w.each(addresses, func(tab context.Context, id string) {
		if visit(tab, addresses[id], !strings.HasSuffix(addresses[id], ".pdf"), wait) == ranTitle {
			w.note(id)
		}
	})
	time.Sleep(100 * time.Millisecond) // for what was asked last
	w.heard.mu.Lock()
	defer w.heard.mu.Unlock()
	asked, w.heard.asked = w.heard.asked, make(map[string]bool)
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ran, asked
}

// each has all tabs do something with the keys of a table.
func (w *mediaWatch) each(table map[string]string, do func(tab context.Context, key string)) {
	next := make(chan string)
	var all sync.WaitGroup
	for _, tab := range w.tabs {
		all.Go(func() {
			for key := range next {
				do(tab, key)
			}
		})
	}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		next <- key
	}
	close(next)
	all.Wait()
}

// visit opens an address as a reader does, touches what is shown, and gives its title.
func visit(tab context.Context, address string, click bool, wait time.Duration) string {
	ctx, stop := context.WithTimeout(tab, 5*time.Second)
	defer stop()
	var kept *chromedp.LoadError
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); errors.As(err, &kept) {
		return "" // what is downloaded leaves the tab as it was, with the title of another file
	}
	_ = chromedp.Do(ctx, chromedp.Sleep(wait))
	if click {
		_ = chromedp.Do(ctx, chromedp.MouseClickXY(100, 100))
		_ = chromedp.Do(ctx, chromedp.Sleep(wait))
	}
	history, err := chromedp.Call(ctx, page.GetNavigationHistory, cdp.Empty{})
	if err != nil || len(history.Entries) == 0 {
		return ""
	}
	return history.Entries[history.CurrentIndex].Title
}

// control shows every evasion from a server that defends nothing: who does not do there what
// it was written for proves nothing where it is silent.
func (w *mediaWatch) control(s *mediaSite, hosts []mediaHost) {
	w.t.Helper()
	byID := make(map[string]*evasion)
	addresses := make(map[string]string)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		e := byID[strings.Split(r.URL.Path, "/")[1]]
		if e == nil {
			http.NotFound(rw, r)
			return
		}
		rw.Header().Set("Content-Type", e.as)
		_, _ = rw.Write(e.data) // a browser that has gone needs no answer
	}))
	w.t.Cleanup(server.Close)
	for _, e := range s.evasions {
		byID[e.id] = e
		if e.as != "" {
			addresses[e.id] = server.URL + "/" + e.id + "/" + url.PathEscape(filepath.Base(e.name))
		}
	}
	did := make(map[string]does)
	for _, wait := range []time.Duration{soon, time.Second} { // the machine may be slow: the silent are asked twice
		ran, asked := w.visits(addresses, wait)
		for _, e := range s.evasions {
			switch {
			case ran[e.id]:
				did[e.id] = doesRun
			case asked[e.id] && did[e.id] == "":
				did[e.id] = doesLeave
			}
			if did[e.id] != "" || e.does != doesRun && e.does != doesLeave {
				delete(addresses, e.id)
			}
		}
	}
	for _, host := range hosts {
		for _, e := range s.evasions {
			if host.raw != "" && strings.Contains(w.get(host.raw+escaped(strings.TrimPrefix(e.file(), "media/e/"))).body, e.hostMark()) {
				did[e.id] = doesOnHost
			}
		}
	}
	for _, e := range s.evasions {
		if e.does == doesMaybe {
			continue
		}
		if (did[e.id] != "") != (e.does != doesNothing) || (did[e.id] == doesOnHost) != (e.does == doesOnHost) {
			w.found.add("the control", []string{fmt.Sprintf("%s %s where nothing defends, not %s: mend the corpus", e.id, cmp.Or(did[e.id], doesNothing), e.does)})
		}
	}
}

// hostMark is what a host prints when it runs the file.
func (e *evasion) hostMark() string { return "ESEGUITO-42-" + e.id }

// answer is what a server sends for a file.
type answer struct {
	status             int
	kind, policy, body string
	sniffed            bool // a browser may guess the type
}

// get asks a server for a file without a browser.
func (w *mediaWatch) get(address string) answer {
	w.t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatalf("%s: %v", address, err)
	}
	kind, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
	return answer{resp.StatusCode, kind, strings.Join(resp.Header.Values("Content-Security-Policy"), "; "), string(body), resp.Header.Get("X-Content-Type-Options") != "nosniff"}
}

// escaped writes the name of a file as an address.
func escaped(name string) string { return (&url.URL{Path: name}).EscapedPath() }

// look opens every published file from a server.
func (w *mediaWatch) look(host mediaHost, s *mediaSite) {
	w.t.Helper()
	start := time.Now()
	addresses := make(map[string]string)
	for _, e := range s.published {
		address := host.url + escaped(e.file())
		if got := w.get(address); strings.Contains(got.body, e.hostMark()) {
			w.found.add(host.name, []string{e.file() + " runs on the host"})
		}
		addresses[e.id] = address
	}
	ran, asked := w.visits(addresses, soon)
	for _, e := range s.published {
		if ran[e.id] {
			w.found.add(host.name, []string{e.file() + " runs in the browser"})
		} else if asked[e.id] {
			w.found.add(host.name, []string{e.file() + " asks a host for something"})
		}
	}
	w.lookAtHarmless(host, s)
	if got := w.get(host.url + "media/"); host.told && got.status == http.StatusOK {
		w.found.add(host.name, []string{"media/ is listed"})
	}
	w.t.Logf("%s: %s", host.name, time.Since(start).Round(time.Millisecond))
}

// lookAtHarmless asks a server for every harmless file, and has the browser show those that it
// can.
func (w *mediaWatch) lookAtHarmless(host mediaHost, s *mediaSite) {
	w.t.Helper()
	addresses := make(map[string]string)
	byName := make(map[string]*harmless)
	for _, h := range s.harmless {
		addresses[h.name], byName[h.name] = host.url+escaped(h.file()), h
		for _, said := range h.doubts(w.get(addresses[h.name]), host) {
			w.found.add(host.name, []string{h.name + " " + said})
		}
	}
	w.each(addresses, func(tab context.Context, name string) {
		if said := byName[name].shown(tab, addresses[name]); said != "" {
			w.found.add(host.name, []string{name + " " + said})
		}
	})
}
