package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vetro/internal/build"
	"vetro/internal/output"
	"vetro/internal/record"
	"vetro/internal/report"
	"vetro/themes"
)

// told is a message that Vetro gave, with its mend.
type told struct{ rule, text, mend string }

const problemsHead = `<!-- Generato dai controlli e dai messaggi veri con: go test ./cmd/vetro -run TestProblemsManual -update -->

# Che cosa vuol dire questo messaggio?

Un messaggio di Vetro dice il file, la riga e la colonna, che cosa non va e, tra parentesi quadre, il nome del controllo;
sotto, che cosa fare. Qui c’è ogni controllo con i suoi messaggi e il rimedio di ognuno, presi da casi veri: nomi e numeri
del tuo saranno altri. Cerca il nome tra parentesi quadre.

Un **errore** ferma la pubblicazione finché non è corretto. Un **avviso** no; quelli di cui è detto «si regola» si possono
far valere come errori, o spegnere, sotto ` + "`[controlli]`" + ` in ` + "`site.toml`" + `: [regole.md](regole.md) dice come.
`

// TestProblemsManual holds docs/problemi.md to the rules and to the messages that the tests
// await, from which it is made. A rule without a message fails.
func TestProblemsManual(t *testing.T) {
	messages := make(map[string][]told)
	for _, m := range slices.Concat(goldenMessages(t), slipMessages(t), outputMessages(t)) {
		if known := messages[m.rule]; len(known) < 4 && !slices.ContainsFunc(known, func(k told) bool { return alike(k, m) }) {
			messages[m.rule] = append(known, m)
		}
	}
	var b strings.Builder
	b.WriteString(problemsHead)
	rules := report.Rules()
	slices.SortFunc(rules, func(x, y report.Rule) int { return strings.Compare(x.ID, y.ID) })
	for _, r := range rules {
		severity := r.Severity.String()
		if r.Settable {
			severity += ", si regola"
		}
		fmt.Fprintf(&b, "\n## `%s`\n\n%s. *(%s; %s)*\n", r.ID, sentenceCase(r.Meaning), severity, r.Source)
		if len(messages[r.ID]) == 0 {
			t.Errorf("%s: no message of it is known", r.ID)
		}
		for _, m := range messages[r.ID] {
			fmt.Fprintf(&b, "\n- «%s»  \n  → %s\n", markdown(m.text), markdown(m.mend))
		}
	}
	wantPage(t, "../../docs/problemi.md", b.String(), "TestProblemsManual")
}

// alike reports messages that differ in names, extensions and numbers alone.
func alike(x, y told) bool {
	names := regexp.MustCompile(`"[^"]*"|«[^»]*»| \.[a-z0-9]+\b|\d[\d.,:-]*|\S*/\S+|\b[A-Z]\w*\d\w*\b`)
	return names.ReplaceAllString(x.text, "") == names.ReplaceAllString(y.text, "")
}

// sentenceCase begins a sentence, unless with the name of a file.
func sentenceCase(s string) string {
	if first, _, _ := strings.Cut(s, " "); strings.Contains(first, ".") {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// markdown keeps a message from being read as Markdown.
func markdown(s string) string {
	s = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "|", `\|`).Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

var messageForm = regexp.MustCompile(`(?m)^[^\s#][^\n]*?: (?:avviso: )?([^\n]*) \[([a-z-]+)\]\n\t([^\n]*)$`)

func parseMessages(text string) []told {
	var out []told
	for _, m := range messageForm.FindAllStringSubmatch(text, -1) {
		out = append(out, told{m[2], m[1], m[3]})
	}
	return out
}

// goldenMessages are those that the tests of the rules await.
func goldenMessages(t *testing.T) []told {
	t.Helper()
	return parseMessages(readText(t, "../../internal/check/testdata/messages.txt"))
}

// slipMessages are those that broken sites of the tests give.
func slipMessages(t *testing.T) []told {
	t.Helper()
	var out []told
	for _, pattern := range []string{"testdata/problemi/*.txtar", "../../internal/load/testdata/*.txtar", "testdata/broken_links.txtar", "testdata/theme_misspelt_field.txtar", "testdata/figures_in_texts.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, name := range names {
			out = append(out, siteMessages(t, name)...)
		}
	}
	return out
}

// siteMessages gives what check says of a site in a txtar file.
func siteMessages(t *testing.T, name string) []told {
	t.Helper()
	dir := unpack(t, name)
	return messagesOf(t, "check", "--site", dir)
}

// unpack writes the files of a txtar file into a folder.
func unpack(t *testing.T, name string) string {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		lay(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir
}

func lay(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// messagesOf gives what a command says: its problems, or why it refuses.
func messagesOf(t *testing.T, args ...string) []told {
	t.Helper()
	var stdout, stderr bytes.Buffer
	run(append(args, "--format", "json", "--today", "2026-11-22"), &stdout, &stderr, testKey())
	var r struct {
		Problems []struct{ Rule, Text, Mend string }
	}
	if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
		t.Fatalf("%s: %v\n%s", args, err, &stderr)
	}
	out := parseMessages(stderr.String())
	for _, p := range r.Problems {
		out = append(out, told{p.Rule, p.Text, p.Mend})
	}
	return out
}

// outputMessages are those on the published folder and on the disk: somebody meddles with
// a site, and it is built again.
func outputMessages(t *testing.T) []told {
	t.Helper()
	dir := unpack(t, "testdata/problemi/disco.txtar")
	public := filepath.Join(dir, "public")
	again := func() []told { return messagesOf(t, "build", "--site", dir, "--out", public) }
	out := append(again(), messagesOf(t, "build", "--site", dir, "--out", filepath.Join(dir, "content"))...)
	for _, meddle := range []func(){
		func() { lay(t, filepath.Join(public, "nota.txt"), "mia") },
		func() { lay(t, filepath.Join(public, "index.html"), "<p>a mano</p>") },
		func() { lay(t, filepath.Join(public, "impronte.sha256"), "niente") },
		func() {
			if err := os.RemoveAll(public); err != nil {
				t.Fatal(err)
			}
			again()
			must(t, dir, "mv content/media/foto.gif x && mkdir content/media/foto.gif && mv x content/media/foto.gif/a.gif && sed -i s,foto.gif,foto.gif/a.gif, site.toml")
		},
		func() {
			must(t, dir, "sed -i /sempre/d site.toml && rm -r content/media/foto.gif && ln -s /etc/hostname content/media/foto.txt && ln -s manca content/media/manca.txt")
		},
		func() { must(t, dir, "rm content/media/*.txt && truncate -s 6M content/progetti/enorme.toml") },
		func() { lay(t, filepath.Join(dir, "content/progetti/enorme.toml"), strings.Repeat("a = 1\n", 20_001)) },
		func() {
			lay(t, filepath.Join(dir, "content/media/elenco.csv"), strings.Repeat("RSSMRA80A01H501U\n", 1001))
			must(t, dir, "rm content/progetti/enorme.toml")
		},
	} {
		meddle()
		out = append(out, again()...)
	}
	for i := range out {
		out[i].text = strings.ReplaceAll(out[i].text, dir+"/", "")
		out[i].mend = strings.ReplaceAll(out[i].mend, dir+"/", "")
	}
	return slices.Concat(out, workMessages(t), busyMessages(t), linkMessages(t))
}

// linkMessages is what is said of a link to another site that does not answer.
func linkMessages(t *testing.T) []told {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/c-e" {
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	dir := unpack(t, "testdata/problemi/disco.txtar")
	link := filepath.Join(dir, "content/pagine/link.md")
	lay(t, link, "+++\ntitolo = \"Link\"\n+++\n[Una]("+server.URL+"/c-e) e [due]("+server.URL+"/tolta).\n")
	here := func(at netip.AddrPort) bool { return at.Addr().IsLoopback() }
	problems, err := build.Check(build.Options{Site: dir, Today: record.Day(2026, 11, 22), Theme: themes.Italia(), Online: true, Reach: here})
	if err != nil {
		t.Fatal(err)
	}
	var out []told
	for _, p := range problems {
		out = append(out, told{p.Rule, strings.ReplaceAll(p.Text, server.URL, "https://www.example.it"), p.Mend})
	}
	lay(t, link, "+++\ntitolo = \"Link\"\n+++\n[Una](http://127.0.0.1/c-e) e [due](http://192.168.0.9:9090/tolta).\n")
	return append(out, messagesOf(t, "check", "--online", "--site", dir)...)
}

// workMessages is what a build says of what it finds in place of its work folder, and in it.
func workMessages(t *testing.T) (out []told) {
	t.Helper()
	for _, meddle := range []string{
		"ln -s content .public.vetro",
		"mkdir .public.vetro && touch .public.vetro/moves",
	} {
		dir := unpack(t, "testdata/problemi/disco.txtar")
		must(t, dir, meddle)
		out = append(out, messagesOf(t, "build", "--site", dir, "--out", filepath.Join(dir, "public"))...)
	}
	return out
}

// busyMessages is what a build says that finds another one at work.
func busyMessages(t *testing.T) []told {
	t.Helper()
	dir := unpack(t, "testdata/problemi/disco.txtar")
	held, err := output.Open(filepath.Join(dir, "public"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := held.Abort(); err != nil {
			t.Error(err)
		}
	}()
	return messagesOf(t, "build", "--site", dir, "--out", filepath.Join(dir, "public"))
}
