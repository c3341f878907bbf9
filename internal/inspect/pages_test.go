package inspect

import (
	"strings"
	"testing"

	"vetro/internal/check"
	"vetro/internal/plan"
	"vetro/internal/record"
)

func TestHasSentence(t *testing.T) {
	tests := []struct {
		name, page string
		want       bool
	}{
		{"the theme's", "<p>Finanziato dall'Unione europea - NextGenerationEU</p>", true},
		{"a curly apostrophe and a dash", "<p>Finanziato dall’Unione europea – NextGenerationEU</p>", true},
		{"escaped", "<p>Finanziato dall&#39;Unione europea&nbsp;&ndash; NextGenerationEU</p>", true},
		{"capitals", "<p>FINANZIATO DALL'UNIONE EUROPEA - NextGenerationEU</p>", true},
		{"over a tag", "<p>Finanziato dall'Unione europea<br>NextGenerationEU</p>", true},
		{"another word after it", "<p>Finanziato dall'Unione europea - NextGenerationEU</p><p>NextGenerationEU</p>", true},
		{"shortened", "<p>Finanziato dall'UE - NextGenerationEU</p>", false},
		{"the programme alone", "<p>NextGenerationEU</p>", false},
		{"in a script", `<script type="application/ld+json">"Finanziato dall'Unione europea - NextGenerationEU"</script>`, false},
		{"in the title", "<title>Finanziato dall'Unione europea - NextGenerationEU</title>", false},
		{"in an attribute", `<img alt="Finanziato dall'Unione europea - NextGenerationEU">`, false},
		{"in a comment", "<!-- Finanziato dall'Unione europea - NextGenerationEU -->", false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sentenceOf([]byte(tt.page)) != nil; got != tt.want {
				t.Errorf("%s: %v", tt.page, got)
			}
		})
	}
}

func TestHasEmblem(t *testing.T) {
	tests := []struct {
		name, page string
		want       bool
	}{
		{"a drawing with a label", `<svg role="img" aria-label="Emblema dell’Unione europea" viewBox="0 0 270 180"><path d="M0 0"/></svg>`, true},
		{"a drawing with a title", `<svg viewBox="0 0 3 2"><title>Emblema dell'Unione europea</title></svg>`, true},
		{"an image with words", `<img src="x.png" alt="Unione europea">`, true},
		{"an image beside the words", `<img src="../assets/finanziato-ue.svg" alt="">`, true},
		{"another image after it", `<img src="x.png" alt="Unione europea"><img src="y.png" alt="Stemma">`, true},
		{"another image", `<img src="stemma.svg" alt="Stemma della Provincia">`, false},
		{"words alone", `<p>Unione europea</p>`, false},
		{"a tag that never ends", `<img src="`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := emblemOf([]byte(tt.page)) != nil; got != tt.want {
				t.Errorf("%s: %v", tt.page, got)
			}
		})
	}
}

func TestKeptFromIndex(t *testing.T) {
	tests := []struct {
		name, page string
		want       bool
	}{
		{"noindex", `<head><meta name="robots" content="noindex, nofollow"></head>`, true},
		{"none", `<head><meta name=robots content=none></head>`, true},
		{"the other way round", `<head><meta content="noindex" name="robots"></head>`, true},
		{"one of them", `<head><meta name="googlebot" content="noindex"></head>`, true},
		{"open", `<head><meta name="robots" content="index, follow"></head>`, false},
		{"another meta", `<head><meta name="description" content="che cosa vuol dire noindex"></head>`, false},
		{"in the text", `<head></head><body>&lt;meta name="robots" content="noindex"&gt;</body>`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := keptFromIndex([]byte(tt.page)); got != tt.want {
				t.Errorf("%s: %v", tt.page, got)
			}
		})
	}
}

// reader gives a reader of pages that has this one page, and the page.
func reader(kind plan.Kind, funded bool, severities record.Keyed) (*Pages, *plan.Page) {
	p := &plan.Page{Kind: kind, Path: "a.html"}
	if kind == plan.Project {
		source := "Stato"
		if funded {
			source = record.PNRR
		}
		p.Project = &record.Project{Fundings: []record.Funding{{Source: source}}}
		p.Source = record.Pos{File: "content/progetti/a.toml", Line: 1, Col: 1}
	}
	site := &record.Site{}
	site.Config.Severities = severities
	return New(&plan.Tree{Site: site, Pages: []*plan.Page{p}}), p
}

const whole = `<!DOCTYPE html><html lang="it"><head><title>A</title></head><body><h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>` +
	`<img src="a.png" alt=""><svg aria-label="Emblema dell’Unione europea"></svg><p>Finanziato dall'Unione europea - NextGenerationEU</p></body></html>`

func TestReadPages(t *testing.T) {
	tests := []struct {
		name   string
		kind   plan.Kind
		funded bool
		old    string
		new    string
		want   string
	}{
		{"right", plan.Project, true, "", "", ""},
		{"no emblem", plan.Project, true, `aria-label="Emblema dell’Unione europea"`, "", "manca l’emblema dell’Unione europea [pagina-emblema]"},
		{"no sentence", plan.Project, true, "Finanziato", "Pagato", "manca la frase «Finanziato dall’Unione europea - NextGenerationEU» [pagina-emblema]"},
		{"no emblem, and no PNRR", plan.Project, false, "Finanziato", "Pagato", ""},
		{"no emblem on another page", plan.Free, true, "Finanziato", "Pagato", ""},
		{"kept from search engines", plan.Section, false, "<title>", `<meta name="robots" content="noindex"><title>`, "la pagina chiede ai motori di ricerca di non mostrarla [pagina-noindex]"},
		{"another page kept from them", plan.Free, false, "<title>", `<meta name="robots" content="noindex"><title>`, ""},
		{"no h1", plan.Free, false, "<h1>A</h1>", "", "il primo titolo non è un h1 [pagina-titoli]"},
		{"two h1", plan.Free, false, "<h2>D</h2>", "<h1>D</h1>", "ha 2 titoli h1 [pagina-titoli]"},
		{"a jump", plan.Free, false, "<h2>B</h2>", "", "dopo un h1 viene un h3 [pagina-titoli]"},
		{"an image without alt", plan.Free, false, ` alt=""`, "", "l’immagine a.png non ha l’attributo alt [pagina-alt]"},
		{"no language", plan.Free, false, ` lang="it"`, "", "non dice la lingua [pagina-lingua]"},
		{"no title", plan.Free, false, "<title>A</title>", "", "non ha un titolo per la finestra [pagina-lingua]"},
		{"a page that leads on", plan.Moved, false, "<h1>A</h1>", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, p := reader(tt.kind, tt.funded, record.Keyed{})
			page := strings.Replace(whole, tt.old, tt.new, 1)
			r.Read(p, []byte(page))
			var got []string
			for _, problem := range r.Problems() {
				_, text, _ := strings.Cut(problem.Text, ": ")
				got = append(got, text+" ["+problem.Rule+"]")
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

// A fault of the theme is told once for a kind of page, with how many have it.
func TestPagesAreCounted(t *testing.T) {
	r, p := reader(plan.Project, true, record.Keyed{})
	for _, path := range []string{"progetti/c.html", "progetti/a.html", "progetti/b.html"} {
		q := *p
		q.Path = path
		r.Read(&q, []byte(strings.Replace(whole, "Finanziato", "Pagato", 1)))
	}
	problems := r.Problems()
	if len(problems) != 1 || !strings.HasPrefix(problems[0].Text, "pagina progetti/a.html (e altre 2): manca la frase") || problems[0].Severity != record.Error {
		t.Errorf("told %v", problems)
	}
}

func TestRulesOnPagesCanBeSet(t *testing.T) {
	off := record.Keyed{Keys: []string{check.EmblemRule}, Values: map[string]string{check.EmblemRule: "spento"}}
	r, p := reader(plan.Project, true, off)
	r.Read(p, []byte(strings.Replace(whole, "Finanziato", "Pagato", 1)))
	if problems := r.Problems(); len(problems) > 0 {
		t.Errorf("told %v", problems)
	}
}

func TestRobots(t *testing.T) {
	r, _ := reader(plan.Free, false, record.Keyed{})
	r.ReadRobots([]byte("User-agent: *\nDisallow:\n"))
	if problems := r.Problems(); len(problems) > 0 {
		t.Errorf("told %v", problems)
	}
	r.ReadRobots([]byte("User-agent: *\nDisallow: /amministrazione-trasparente/\n"))
	if problems := r.Problems(); len(problems) != 1 || problems[0].Text != "pagina robots.txt: robots.txt tiene lontani i motori di ricerca da /amministrazione-trasparente/" {
		t.Errorf("told %v", problems)
	}
}

func BenchmarkReadPage(b *testing.B) {
	r, p := reader(plan.Project, true, record.Keyed{})
	r.samples = nil
	page := []byte(strings.Replace(whole, "<h2>B</h2>", strings.Repeat("<p>Un capoverso di una pagina.</p>\n", 1000), 1))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		r.Read(p, page)
	}
}

// What proves one page proves another only where it stands there.
func TestLastMatch(t *testing.T) {
	const emblem = `<svg aria-label="Emblema dell’Unione europea">`
	var p lastMatch
	for _, tt := range []struct {
		page string
		want bool
	}{
		{"<p>senza</p>", false}, {"<p>" + emblem, true}, {"<b>" + emblem, true}, {"<p>senza</p>", false},
		{`<img src="finanziato-ue.svg" alt="">`, true}, {emblem, true},
		{emblem + "<p>altrove</p>", true}, {emblem + "<p>ancora</p>", true}, {emblem[1:] + "<p>ancora</p>", false}, {"<p>ancora</p>", false}, {"", false},
	} {
		if got := p.on([]byte(tt.page), emblemOf); got != tt.want {
			t.Errorf("%s: got %t", tt.page, got)
		}
	}
}
