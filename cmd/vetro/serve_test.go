package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// smallSite writes a site folder with one project.
func smallSite(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range map[string]string{
		"site.toml":              "titolo = \"Prova\"\nbase_url = \"https://example.it/pnrr/\"\n",
		"content/enti/p_xx.toml": "nome = \"Provincia di Prova\"\n",
		"content/progetti/scuola.toml": "titolo = \"Scuola\"\nente = \"p_xx\"\nstato = \"in corso\"\ncup_assente = \"non ancora richiesto\"\naggiornato = 2026-08-22\n" +
			"[[finanziamento]]\nmisura = \"M4C1I3.3\"\nimporto = 290000\nstato = \"assegnato\"\n",
	} {
		putText(t, root, name, text)
	}
	return root
}

// putText puts a file into a site folder, whole at once, so that nobody sees half of it.
func putText(t *testing.T, root, name, text string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(name))
	half := filepath.Join(filepath.Dir(full), ".meta")
	if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o777), os.WriteFile(half, []byte(text), 0o666), os.Rename(half, full)); err != nil {
		t.Fatal(err)
	}
}

// previewProcess is vetro serve at work.
type previewProcess struct {
	t      *testing.T
	cmd    *exec.Cmd
	lines  chan string // of the standard output
	stderr *safeBuffer
}

// safeBuffer is written by a process and read by a test.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func startServe(t *testing.T, args ...string) *previewProcess {
	t.Helper()
	p := &previewProcess{t: t, cmd: exec.Command("vetro", append([]string{"serve"}, args...)...), lines: make(chan string, 100), stderr: &safeBuffer{}}
	p.cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1795305600") // 22 November 2026 in Rome
	p.cmd.Stderr = p.stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // it has mostly ended by itself
		_ = p.cmd.Wait()
	})
	go func() {
		defer close(p.lines)
		for in := bufio.NewScanner(out); in.Scan(); {
			p.lines <- in.Text()
		}
	}()
	return p
}

// await reads the output up to a line of a form, and gives its first group.
func (p *previewProcess) await(form string) string {
	p.t.Helper()
	re := regexp.MustCompile(form)
	for late := time.After(30 * time.Second); ; {
		select {
		case line, open := <-p.lines:
			if !open {
				p.t.Fatalf("it ended before it said %q: %s", form, p.stderr)
			}
			if m := re.FindStringSubmatch(line); m != nil {
				return m[len(m)-1]
			}
		case <-late:
			p.t.Fatalf("it did not say %q: %s", form, p.stderr)
		}
	}
}

// awaitError waits for a text on the error stream.
func (p *previewProcess) awaitError(text string) {
	p.t.Helper()
	for range 200 {
		if strings.Contains(p.stderr.String(), text) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	p.t.Errorf("no %q in %s", text, p.stderr)
}

func fetch(t *testing.T, address string) (int, string) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// The whole of an hour's work: look, save, slip, mend, stop.
func TestServe(t *testing.T) {
	root := smallSite(t)
	p := startServe(t, "--site", root, "--addr", ":0")
	address := p.await(`^anteprima: (http://127\.0\.0\.1:\d+/pnrr/)$`)
	if drafts := p.await(`^bozze e notizie in attesa: (.*)$`); drafts != strings.TrimSuffix(address, "pnrr/")+"_vetro/bozze" {
		t.Errorf("got %s", drafts)
	}
	p.await(`^Ctrl-C per finire$`)
	p.await(`^letto il sito; \d avvisi$`)
	const name = "content/progetti/scuola.toml"
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	putText(t, root, name, strings.Replace(string(text), `"Scuola"`, `"Scuola nuova"`, 1))
	p.await(`^content/progetti/scuola\.toml: aggiornata in \d+,\d\d secondi; \d avvisi$`)
	if status, page := fetch(t, address+"progetti/scuola.html"); status != 200 || !strings.Contains(page, "Scuola nuova") {
		t.Errorf("got %d %s", status, page)
	}
	putText(t, root, name, strings.Replace(string(text), "importo", "inporto", 1))
	p.await(`^content/progetti/scuola\.toml: \d error[ei].*, resta l’anteprima di prima$`)
	p.awaitError("content/progetti/scuola.toml:8:1: ")
	if _, page := fetch(t, address+"progetti/scuola.html"); !strings.Contains(page, "Scuola nuova") {
		t.Error("the last good page has gone")
	}
	putText(t, root, name, string(text))
	putText(t, root, "content/pagine/info.md", "+++\ntitolo = \"Info\"\n+++\nTesto.\n")
	p.await(`(aggiornata) in `)
	if _, err := os.Stat(filepath.Join(root, "public")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something was written: %v", err)
	}
	p.stop(os.Interrupt)
}

// stop ends the preview as a person or a system does, and awaits a clean end.
func (p *previewProcess) stop(s os.Signal) {
	p.t.Helper()
	if runtime.GOOS == "windows" {
		return // it has no such signals
	}
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
	p.await(`^anteprima finita$`)
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("after %v: %v", s, err)
	}
}

// A site that has errors from the start is shown once they are mended; the folder may be
// named from where the command runs.
func TestServeErrorsFirst(t *testing.T) {
	root := smallSite(t)
	t.Chdir(filepath.Dir(root))
	putText(t, root, "site.toml", "titolo = 1\n")
	p := startServe(t, "--site", filepath.Base(root), "--addr", "127.0.0.1:0")
	address := p.await(`^anteprima: (http://.*/)$`)
	p.await(`^letto il sito: \d error[ei].*, il sito si vedrà quando non ci saranno errori$`)
	if status, page := fetch(t, address+"progetti/scuola.html"); status != http.StatusServiceUnavailable || !strings.Contains(page, "site.toml:1:10") {
		t.Errorf("got %d %s", status, page)
	}
	putText(t, root, "site.toml", "titolo = \"Prova\"\n")
	p.await(`^site\.toml: (aggiornata) in`)
	if status, _ := fetch(t, address+"progetti/scuola.html"); status != http.StatusOK {
		t.Errorf("got %d", status)
	}
}

func TestServeEndsOnTerm(t *testing.T) {
	p := startServe(t, "--site", smallSite(t), "--addr", "127.0.0.1:0", "--poll", "100ms", "--bozze")
	p.await(`^Ctrl-C per finire$`)
	p.stop(syscall.SIGTERM)
}

// Who opens the preview to the network is warned.
func TestServeOpen(t *testing.T) {
	p := startServe(t, "--site", smallSite(t), "--addr", "0.0.0.0:0")
	p.await(`^anteprima: http://127\.0\.0\.1:\d+/pnrr/$`)
	const want = "avviso: a 0.0.0.0:0 può arrivare chiunque sia nella rete di questo computer, e vede anche le bozze\n\tper mostrare il sito solo qui togli --addr, o scrivi --addr 127.0.0.1:1313\n"
	p.awaitError(want)
}

func TestServePortTaken(t *testing.T) {
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	port := other.Addr().(*net.TCPAddr).Port
	var stdout, stderr bytes.Buffer
	code := run([]string{"serve", "--site", smallSite(t), "--addr", fmt.Sprint(port)}, &stdout, &stderr, testKey())
	want := fmt.Sprintf("vetro: la porta %d è occupata: forse un’altra anteprima è già aperta\n\tferma quella, o scegli un’altra porta: vetro serve --addr 127.0.0.1:%d\n", port, port+1)
	if code != exitProblem || stderr.String() != want || stdout.Len() > 0 {
		t.Errorf("got %d %s%s", code, &stdout, &stderr)
	}
}

func TestNotListening(t *testing.T) {
	at := place{addr: "127.0.0.1:80", port: 80}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"forbidden", syscall.EACCES, "vetro: il sistema non permette di usare la porta 80\n\tscegline una sopra 1024: vetro serve --addr 127.0.0.1:1313"},
		{"not ours", syscall.EADDRNOTAVAIL, "vetro: l’indirizzo 127.0.0.1:80 non è di questo computer\n\ttogli --addr, o scrivi --addr 127.0.0.1:1313"},
		{"not a name", &net.DNSError{}, "vetro: l’indirizzo 127.0.0.1:80 non è di questo computer\n\ttogli --addr, o scrivi --addr 127.0.0.1:1313"},
		{"something else", io.ErrClosedPipe, "io: read/write on closed pipe"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := notListening(fmt.Errorf("listen: %w", tt.err), at).Error(); got != tt.want && got != "listen: "+tt.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestListenAt(t *testing.T) {
	tests := []struct {
		in, addr string
		here     bool
	}{
		{"127.0.0.1:1313", "127.0.0.1:1313", true},
		{":8080", "127.0.0.1:8080", true},
		{"8080", "127.0.0.1:8080", true},
		{"localhost:8080", "localhost:8080", true},
		{"[::1]:8080", "[::1]:8080", true},
		{"0.0.0.0:8080", "0.0.0.0:8080", false},
		{"[::]:8080", "[::]:8080", false},
		{"192.0.2.7:8080", "192.0.2.7:8080", false},
		{"ufficio.example:8080", "ufficio.example:8080", false},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			got, err := listenAt(tt.in)
			if err != nil || got.addr != tt.addr || got.here != tt.here {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	if got, err := listenAt("ufficio.example:8080"); err != nil || !slices.Contains(got.names, "ufficio.example") {
		t.Errorf("its own name is not known: %+v, %v", got, err)
	}
	for _, in := range []string{"", "localhost", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:-1", "1:2:3", "65536"} {
		if got, err := listenAt(in); err == nil {
			t.Errorf("%q: got %+v", in, got)
		}
	}
}

func TestBrowserCommand(t *testing.T) {
	const address = "http://127.0.0.1:1313/?a=1&b=2"
	for system, want := range map[string]string{
		"linux": "xdg-open " + address, "freebsd": "xdg-open " + address, "darwin": "open " + address,
		"windows": "rundll32 url.dll,FileProtocolHandler " + address,
	} {
		if got := strings.Join(browserCommand(system, address), " "); got != want {
			t.Errorf("%s: got %s", system, got)
		}
	}
}

// The browser is opened at the site’s own address; where there is none, that is said.
func TestServeOpensBrowser(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the command that stands in for the browser is a script")
	}
	vetro, err := exec.LookPath("vetro")
	if err != nil {
		t.Fatal(err)
	}
	bin, seen := t.TempDir(), filepath.Join(t.TempDir(), "seen")
	if err := os.Symlink(vetro, filepath.Join(bin, "vetro")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	p := startServe(t, "--site", smallSite(t), "--addr", ":0", "--open")
	address := p.await(`^anteprima: (.*)$`)
	p.await(`^letto il sito`)
	p.awaitError("avviso: il browser non si apre da solo (")
	p.awaitError("\n\tapri tu " + address + "\n")
	script := "#!/bin/sh\necho \"$1\" > " + seen + ".new; exec /bin/mv " + seen + ".new " + seen + "\n"
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	p = startServe(t, "--site", smallSite(t), "--addr", ":0", "--open")
	address = p.await(`^anteprima: (.*)$`)
	for range 200 {
		if got, err := os.ReadFile(seen); err == nil {
			if strings.TrimSpace(string(got)) != address {
				t.Errorf("opened %s", got)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("no browser was opened")
}
