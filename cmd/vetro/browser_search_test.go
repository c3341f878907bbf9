package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"vetro/internal/export"
	"vetro/internal/load"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// TestBrowserSearch asks the search, and filters the list of projects, of a site whose
// indexes are one file each, and of the same one with its indexes in pieces, as large
// sites have them; over the net and from a disk.
func TestBrowserSearch(t *testing.T) {
	b := startBrowser(t)
	content := searchSite(t)
	small, large := serve(t, "small", built(t, content), "/pnrr/"), serve(t, "large", cutUp(t, content), "/")
	for _, way := range []struct {
		site *builtSite
		disk bool
	}{{small, false}, {large, true}} {
		t.Run(way.site.name, func(t *testing.T) { testSearch(t, b, way.site, way.disk) })
	}
	for _, site := range []*builtSite{small, large} {
		for _, disk := range []bool{false, true} {
			t.Run("filters of "+site.name+state{disk: disk}.String(), func(t *testing.T) { testFilters(t, b, site, disk) })
		}
	}
	for _, page := range []sitePage{
		{site: small, path: "cerca.html", query: "?q=scuola"},
		{site: small, path: "progetti/index.html", query: "?stato=concluso&da=1000"},
	} {
		t.Run("everybody can use "+page.path, func(t *testing.T) {
			t.Parallel()
			p := b.open(t, &page, state{})
			eval[string](p, settled)
			for _, words := range [][]string{axeFindings(p), sidewaysScroll(p), keyboardTrouble(p)} {
				if len(words) > 0 {
					t.Errorf("%s", strings.Join(words, "\n"))
				}
			}
		})
	}
	t.Run("more results", func(t *testing.T) { testMoreResults(t, b, small) })
	t.Run("without scripts", func(t *testing.T) {
		t.Parallel()
		p := b.open(t, &sitePage{site: small, path: "cerca.html", query: "?q=scuola"}, state{noScript: true})
		if n := eval[int](p, `document.querySelectorAll(".search-index a").length`); n < 15 {
			t.Errorf("the plain index has %d links", n)
		}
		if !eval[bool](p, `document.querySelector("main noscript").textContent.includes("indice")`) {
			t.Error("the page does not say that the search wants scripts")
		}
		p = b.open(t, &sitePage{site: small, path: "progetti/index.html"}, state{noScript: true})
		if eval[bool](p, `document.getElementById("filtri-scatola").checkVisibility()`) {
			t.Error("filters are shown that do nothing")
		}
	})
}

func testSearch(t *testing.T, b *browser, site *builtSite, disk bool) {
	tests := []struct {
		name, query, status string
		first               string // title of the best result
		marked              []string
	}{
		{"a word without its accents", "citta qualita", "Un risultato per «citta qualita».", "Perché la città: qualità dell’aria", []string{"città", "qualità"}},
		{"letters of another form, and a soft hyphen", "ｃｉｔｔａ qua\u00adlita", "Un risultato per «", "Perché la città: qualità dell’aria", []string{"città", "qualità"}},
		{"the beginning of a word", "qual", "Un risultato per «qual».", "Perché la città: qualità dell’aria", []string{"qualità"}},
		{"a CUP with blanks, in lower case", "j31b 2100456 0006", "Un risultato per «j31b 2100456 0006».", "Perché la città: qualità dell’aria", []string{"J31B21004560006"}},
		{"a CIG", "b1a5544327", "Un risultato per «b1a5544327».", "Perché la città: qualità dell’aria", []string{"B1A5544327"}},
		{"all words must be there", "citta scuola", "Nessun risultato per «citta scuola».", "", nil},
		{"an amount as pages write it", "123.456", "2 risultati per «123.456».", "Provincia di Forlì", []string{"123.456"}},
		{"a measure by its number, its own page first", "1.2 cloud", "", "Cloud per gli enti locali (M1C1 1.2)", nil},
		{"a section", "elenco annuale", "", "Elenco annuale dei progetti finanziati", []string{"Elenco", "annuale"}},
		{"an announcement", "inaugurazione", "Un risultato per «inaugurazione».", "L’inaugurazione", []string{"inaugurazione"}},
		{"a free page", "gratuito", "Un risultato per «gratuito».", "Informazioni", nil},
		{"a hostile question", "<img src=x onerror=alert(1)> ponte", "Un risultato per «<img src=x onerror=alert(1)> ponte».", "<img src=x onerror=alert(1)> ponte", []string{"img", "src", "x", "onerror", "alert", "1", "ponte"}},
		{"small words alone", "della", "", "", nil},
		{"signs alone", "&&&", "Nessun risultato per «&&&».", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := b.open(t, &sitePage{site: site, path: "cerca.html", query: "?q=" + urlQuery(tt.query)}, state{disk: disk})
			said := eval[string](p, settled)
			if tt.status != "" && !strings.HasPrefix(said, tt.status) {
				t.Errorf("it says %q, want %q", said, tt.status)
			}
			results := eval[[]string](p, `[...document.querySelectorAll("#risultati li a")].map(a => a.textContent)`)
			if tt.first != "" && (len(results) == 0 || results[0] != tt.first) {
				t.Errorf("the results are %q, want %q first", results, tt.first)
			}
			marks := eval[[]string](p, `[...document.querySelectorAll("#risultati li:first-child mark")].map(m => m.textContent)`)
			if tt.marked != nil && !slices.Equal(slices.Compact(marks)[:min(len(marks), len(tt.marked))], tt.marked) {
				t.Errorf("%q is marked, want %q", marks, tt.marked)
			}
			if q := eval[string](p, `document.getElementById("ricerca").value`); q != tt.query {
				t.Errorf("the field has %q, want the question", q)
			}
			if n := eval[int](p, `document.querySelectorAll("main img, main [style]").length`); n != 0 {
				t.Errorf("%d pictures or styles came with the results", n)
			}
			if words := p.heard.all(); len(words) > 0 {
				t.Errorf("the browser says %q", words)
			}
		})
	}
}

func testMoreResults(t *testing.T, b *browser, site *builtSite) {
	t.Parallel()
	p := b.open(t, &sitePage{site: site, path: "cerca.html", query: "?q=scuola"}, state{})
	if said := eval[string](p, settled); said != "28 risultati per «scuola»." {
		t.Errorf("it says %q", said)
	}
	got := eval[[]string](p, `(async () => {
		const results = () => document.querySelectorAll("#risultati li").length, more = document.querySelector("#risultati button");
		const before = [String(results()), more.textContent];
		more.click();
		while (results() === 20) await new Promise(done => setTimeout(done, 10));
		await new Promise(done => setTimeout(done, 50));
		return [...before, String(results()), String(more.hidden), document.activeElement.textContent];
	})()`)
	if want := []string{"20", "Mostra altri 8 risultati", "28", "true", "Scuola 20"}; !slices.Equal(got, want) {
		t.Errorf("the button does %q, want %q", got, want)
	}
}

// settled waits until a status of the main part says what was found.
const settled = `new Promise(done => {
	const look = () => {
		const said = document.querySelector("main [role=status]").textContent;
		said && said !== "Ricerca in corso…" ? done(said) : setTimeout(look, 10);
	};
	look();
})`

func urlQuery(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// filterSteps are done one after the other on the list of projects, where script stands
// for what a reader does.
var filterSteps = []struct{ name, script, status, query, rows string }{
	{"nothing was asked", ``, "", "", ""},
	{"a state", `choose("stato", "sospeso")`, "2 progetti trovati.", "?stato=sospeso", "<img src=x onerror=alert(1)> ponte|Scuola 2"},
	{"then a measure", `choose("misura", "M1C1I1.2")`, "Un progetto trovato.", "?misura=M1C1I1.2&stato=sospeso", "Scuola 2"},
	{"back", `history.back()`, "2 progetti trovati.", "?stato=sospeso", "<img src=x onerror=alert(1)> ponte|Scuola 2"},
	{"forward", `history.forward()`, "Un progetto trovato.", "?misura=M1C1I1.2&stato=sospeso", "Scuola 2"},
	{"no filter", `document.querySelector("#filtri [type=reset]").click()`, "Nessun filtro: 30 progetti in tutto.", "", ""},
	{"a mission and a year", `choose("missione", "M4"); choose("anno", "2023")`, "Un progetto trovato.", "?missione=M4&anno=2023", "Perché la città: qualità dell’aria"},
	{"an amount", `choose("missione", ""); choose("anno", ""); choose("da", "123.456"); choose("a", "123.456,00")`, "Un progetto trovato.", "?da=123.456&a=123.456%2C00", "Perché la città: qualità dell’aria"},
	{"a body", `choose("da", ""); choose("a", ""); choose("ente", "p_aa"); choose("stato", "concluso")`, "Nessun progetto trovato: togli un filtro o allarga gli importi.", "?stato=concluso&ente=p_aa", ""},
}

func testFilters(t *testing.T, b *browser, site *builtSite, disk bool) {
	t.Run("filters", func(t *testing.T) {
		t.Parallel()
		p := b.open(t, &sitePage{site: site, path: "progetti/index.html"}, state{disk: disk})
		for _, step := range filterSteps {
			got := eval[[]string](p, fmt.Sprintf(choosing, step.script, step.status))
			if want := []string{step.status, step.query, step.rows}; !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", step.name, got, want)
			}
		}
		if words := p.heard.all(); len(words) > 0 {
			t.Errorf("the browser says %q", words)
		}
	})
	t.Run("filters in the address", func(t *testing.T) {
		t.Parallel()
		p := b.open(t, &sitePage{site: site, path: "progetti/index.html", query: "?stato=concluso&pagina=2"}, state{disk: disk})
		if said := eval[string](p, settled); !strings.HasSuffix(said, " progetti trovati.") {
			t.Errorf("it says %q", said)
		}
		got := eval[[]string](p, `[document.getElementById("filtro-stato").value, document.querySelector("#filtrati .pager p").textContent.slice(0, 8),
			document.querySelector("#filtrati tbody a").textContent, document.querySelector("#filtrati tbody a").getAttribute("href"),
			document.querySelector("#filtrati tbody .number").textContent, String(document.getElementById("elenco").hidden)]`)
		if want := []string{"concluso", "Pagina 2", "Scuola 26", "s26.html", "1.003.974\u00a0€", "true"}; !slices.Equal(got, want) {
			t.Errorf("the page shows %q, want %q", got, want)
		}
	})
}

// choosing does a step and waits for the status that it leads to; it gives the status,
// the query of the address, and the titles of the rows.
const choosing = `(async () => {
	const choose = (name, value) => {
		const field = document.getElementById("filtri").elements.namedItem(name);
		field.value = value;
		field.dispatchEvent(new Event("change", { bubbles: true }));
	};
	%s;
	const status = document.getElementById("filtri-esito");
	for (let i = 0; i < 300 && status.textContent !== %q; i++) await new Promise(done => setTimeout(done, 10));
	await new Promise(done => setTimeout(done, 50));
	return [status.textContent, location.search, document.getElementById("filtrati").hidden ? "" :
		[...document.querySelectorAll("#filtrati tbody a")].map(a => a.textContent).join("|")];
})()`

// cutUp builds a site and puts its indexes in pieces into the output.
func cutUp(t *testing.T, content string) string {
	t.Helper()
	out := built(t, content)
	day, err := record.ParseDate(testDay)
	if err != nil {
		t.Fatal(err)
	}
	site, problems, err := load.Site(os.DirFS(content), day)
	if err != nil || record.Stops(problems) {
		t.Fatal(err, problems)
	}
	tree, _ := plan.Site(site, day)
	cut := export.Cut{Whole: 0, Records: 4, WordBytes: 500}
	for _, first := range export.Scripts(tree, cut) {
		write := func(f plan.File) error {
			var data bytes.Buffer
			err := f.Write(&data)
			put(t, out, f.Name, data.Bytes())
			return err
		}
		if err := errors.Join(first.More(write), write(first)); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// searchSite writes a site of 30 projects of two bodies, two of which are unlike the
// others, and gives its folder.
func searchSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, format string, args ...any) { put(t, dir, name, fmt.Appendf(nil, format, args...)) }
	const project = "titolo = %q\nente = %q\nstato = %q\ncup = %q\naggiornato = 2026-08-22\n" +
		"[[finanziamento]]\nmisura = %q\nimporto = %d\nstato = \"assegnato\"\ndata = %d-06-23\n"
	write("site.toml", "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n")
	write("content/enti/p_aa.toml", "nome = \"Provincia di Forlì\"\n")
	write("content/enti/p_bb.toml", "nome = \"Provincia di Novara\"\n")
	write("content/progetti/aria.toml", project+"[[contratto]]\noggetto = \"Centraline\"\ncig = \"B1A5544327\"\n",
		"Perché la città: qualità dell’aria", "p_aa", "in corso", "J31B21004560006", "M4C1I3.3", 123456, 2023)
	write("content/progetti/ponte.toml", project, "<img src=x onerror=alert(1)> ponte", "p_bb", "sospeso", "J31B21004560007", "M4C1I3.3", 2_000_000, 2022)
	for i := range 28 { // the larger the number, the smaller the amount
		state := "concluso"
		if i == 2 {
			state = "sospeso"
		}
		write(fmt.Sprintf("content/progetti/s%d.toml", i), project, fmt.Sprintf("Scuola %d", i), "p_bb", state, fmt.Sprintf("J29B25%09d", i), "M1C1I1.2", 1_004_000-i, 2024+i%2)
	}
	write("content/notizie/inaugurazione.md", "+++\ntitolo = \"L’inaugurazione\"\ndata = 2026-02-01\n+++\nCon il sindaco.\n")
	write("content/pagine/informazioni.md", "+++\ntitolo = \"Informazioni\"\naggiornato = 2026-02-01\n+++\nUn servizio.\n\nÈ del tutto gratuito.\n")
	return dir
}
