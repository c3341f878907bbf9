package prose_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"vetro/internal/prose"
	"vetro/internal/record"
)

var update = flag.Bool("update", false, "rewrite what the golden files await")

// Each file of testdata is about one construct. A case is a name with the endings
// .md (given), .html, .problems, which may be left out when there are none, and
// .rest, which is looked at only where it is there. A slot of the HTML is printed as
// [[destination]].
func TestGolden(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	if len(names) == 0 {
		t.Fatal("no golden files")
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range archive.Files {
		want[f.Name] = string(f.Data)
	}
	renewed := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		stem, ok := strings.CutSuffix(f.Name, ".md")
		if !ok {
			continue
		}
		text, problems := prose.Parse(prose.Source{
			Text: string(f.Data), Pos: record.Pos{File: "a.md", Line: 1, Col: 1},
		})
		renewed.Files = append(renewed.Files, f)
		for _, part := range []struct {
			ending, got string
			always      bool
		}{
			{".html", printHTML(text), true},
			{".problems", printProblems(problems), len(problems) > 0},
			{".rest", printRest(text), false},
		} {
			awaited, there := want[stem+part.ending]
			if !there && !part.always {
				continue
			}
			renewed.Files = append(renewed.Files, txtar.File{Name: stem + part.ending, Data: []byte(part.got)})
			if !*update && part.got != awaited {
				t.Errorf("%s%s:\n%s\nwant:\n%s", stem, part.ending, part.got, awaited)
			}
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(renewed), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func printHTML(text record.Text) string {
	var b strings.Builder
	for _, p := range text.Parts {
		switch p.Slot {
		case record.NoSlot:
			b.WriteString(p.HTML)
		case record.LinkSlot:
			fmt.Fprintf(&b, "[[%s]]", text.Links[p.Index].Dest)
		case record.EmbedSlot:
			e := text.Embeds[p.Index]
			fmt.Fprintf(&b, "[[%s %q %s]]\n", e.Kind, e.Body, e.Pos)
		}
	}
	return endLine(b.String())
}

func printProblems(problems []record.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}

func printRest(text record.Text) string {
	var b strings.Builder
	fmt.Fprintf(&b, "words: %d\nplain: %s\n", text.Words, text.Plain)
	for _, h := range text.Headings {
		fmt.Fprintf(&b, "heading: %s h%d %s %s\n", h.Pos, h.Level, h.ID, h.Text)
	}
	for _, l := range text.Links {
		kind := "link"
		if l.Image {
			kind = "image"
		}
		fmt.Fprintf(&b, "%s: %s %s → %s\n", kind, l.Pos, l.Dest, l.To)
	}
	return b.String()
}

func endLine(s string) string {
	if s == "" || strings.HasSuffix(s, "\n") {
		return s
	}
	return s + "\n"
}

func TestPlace(t *testing.T) {
	const image = "![](a.png)"
	tests := []struct {
		name, text string
		start      record.Pos
		want       string
	}{
		{"the text opens the file", image, record.Pos{File: "f", Line: 1, Col: 1}, "f:1:1"},
		{"the first line begins in a string", image, record.Pos{File: "f", Line: 9, Col: 14}, "f:9:14"},
		{"later lines begin at column 1", "a\n\n" + image, record.Pos{File: "f", Line: 9, Col: 14}, "f:11:1"},
		{"columns count characters", "però " + image, record.Pos{File: "f", Line: 1, Col: 1}, "f:1:6"},
		{"Windows line ends", "a\r\n\r\nb " + image, record.Pos{File: "f", Line: 1, Col: 1}, "f:3:3"},
		{"bytes that are no UTF-8", "\xff\xfe " + image, record.Pos{File: "f", Line: 1, Col: 1}, "f:1:3"},
		{"within a quotation", "> a\n> " + image, record.Pos{File: "f", Line: 1, Col: 1}, "f:2:3"},
		{"within a list", "- a\n  " + image, record.Pos{File: "f", Line: 1, Col: 1}, "f:2:3"},
		{"within a table", "| a |\n|---|\n| " + image + " |", record.Pos{File: "f", Line: 1, Col: 1}, "f:3:3"},
		{"no line is known", image, record.Pos{File: "f"}, "f"},
	}
	for _, tt := range tests {
		_, problems := prose.Parse(prose.Source{Text: tt.text, Pos: tt.start})
		if len(problems) != 1 || problems[0].Pos.String() != tt.want {
			t.Errorf("%s: %v, want a problem at %s", tt.name, problems, tt.want)
		}
	}
}

func TestTop(t *testing.T) {
	tests := []struct {
		name, text string
		top        int
		want       string
	}{
		{"the highest gets the level 2 when none is asked for", "# A\n## B", 0, "2 3"},
		{"the highest gets the level asked for", "## A\n### B", 3, "3 4"},
		{"a text that begins low is lifted", "#### A\n##### B", 2, "2 3"},
		{"the highest may come later", "### A\n# B", 2, "4 2"},
		{"a jump stays a jump", "# A\n### B", 2, "2 4"},
		{"nothing is deeper than 6", "# A\n###### B", 4, "4 6"},
		{"a heading without words counts for nothing", "#\n## A", 2, "2"},
		{"headings of lists and quotations count", "## A\n> # B", 2, "3 2"},
	}
	for _, tt := range tests {
		text, _ := prose.Parse(prose.Source{Text: tt.text, Top: tt.top})
		var got []string
		for _, h := range text.Headings {
			got = append(got, fmt.Sprint(h.Level))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

func TestPrefix(t *testing.T) {
	text, _ := prose.Parse(prose.Source{Text: "# Uno\n\nnota[^1]\n\n[^1]: ecco", IDPrefix: "risultati-"})
	html := printHTML(text)
	for _, want := range []string{`id="risultati-uno"`, `id="risultati-nota_1"`, `href="#risultati-rif_1"`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
	if strings.Contains(html, "testo-") {
		t.Errorf("the usual prefix is still in %s", html)
	}
}

func TestEmpty(t *testing.T) {
	for _, in := range []string{"", " \n\n", "\ufeff", "<!-- niente -->", "[a]: b.html", "<!-- a -->\n\n<!-- b -->"} {
		if text, problems := prose.Parse(prose.Source{Text: in}); !text.Empty() || problems != nil {
			t.Errorf("%q: %v %v, want nothing", in, text, problems)
		}
	}
}

func TestLimits(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"size", strings.Repeat("parola\n\n", 40_000),
			"a.md:1:1: il testo è di 313 KB, il massimo è 256 [testo-smisurato]\n\tdividilo in più pagine, o pubblicalo come documento in content/media"},
		{"paragraph", "a\n\n" + strings.Repeat("parola\n", 5_000),
			"a.md:3:1: il capoverso passa i 16 KB [testo-smisurato]\n\tsepara i capoversi con una riga vuota"},
		{"paragraph that becomes a heading", strings.Repeat("parola\n", 5_000) + "===\n\nfine",
			"a.md:1:1: il capoverso passa i 16 KB [testo-smisurato]\n\tsepara i capoversi con una riga vuota"},
		{"paragraph within a list", "- " + strings.Repeat("parola\n  ", 5_000),
			"a.md:1:3: il capoverso passa i 16 KB [testo-smisurato]\n\tsepara i capoversi con una riga vuota"},
		{"line", "# " + strings.Repeat("parola ", 5_000),
			"a.md:1:1: il capoverso passa i 16 KB [testo-smisurato]\n\tsepara i capoversi con una riga vuota"},
		{"levels", "a\n\n" + strings.Repeat("> - ", 40),
			"a.md:3:1: elenchi e citazioni sono uno dentro l’altro per più di 50 livelli [testo-smisurato]\n\ttogli i rientri o i segni di troppo all’inizio della riga"},
		{"levels, line by line", steps(60),
			"a.md:51:101: elenchi e citazioni sono uno dentro l’altro per più di 50 livelli [testo-smisurato]\n\ttogli i rientri o i segni di troppo all’inizio della riga"},
		{"cells", strings.Repeat("a|", 200) + "\n" + strings.Repeat("-|", 200) + "\n" + strings.Repeat("|\n", 1000),
			"a.md:1:1: le tabelle del testo passano le 100000 celle [testo-smisurato]\n\tpubblica la tabella come file CSV in content/media e metti qui il link"},
		{"paragraphs", strings.Repeat("a\n\n", 30_000),
			"a.md:40001:1: il testo ha più di 20000 capoversi e voci di elenchi [testo-smisurato]\n\tdividilo in più pagine"},
		{"tables", strings.Repeat("|a\n|-\n\n", 30_000),
			"a.md:60001:1: il testo ha più di 20000 capoversi e voci di elenchi [testo-smisurato]\n\tdividilo in più pagine"},
		{"brackets", strings.Repeat(strings.Repeat("[", 10_000)+"\n\n", 12),
			"a.md:21:1: il testo ha più di 100000 segni [, * e _ [testo-smisurato]\n\ttogli quelli che non servono, o dividilo in più pagine"},
		{"notes", strings.Repeat("[^a]: b\n\n", 3000),
			"a.md:4001:1: il testo ha più di 2000 note [testo-smisurato]\n\tdividilo in più pagine"},
		{"what a diligent office writes", strings.Repeat("| Voce | Importo | Data |\n|---|---|---|\n"+
			strings.Repeat("| Fornitura di beni | 1.200,00 | 31 marzo 2026 |\n", 1000)+"\n", 4), ""},
		{"a list of a thousand", strings.Repeat("- una voce dell'elenco, lunga quanto basta\n", 1000), ""},
		{"a rule of dashes", strings.Repeat("- ", 30) + "\n\n" + strings.Repeat("*", 200), ""},
	}
	for _, tt := range tests {
		text, problems := prose.Parse(prose.Source{Text: tt.in, Pos: record.Pos{File: "a.md", Line: 1, Col: 1}})
		if got := strings.TrimSuffix(printProblems(problems), "\n"); got != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.name, got, tt.want)
		}
		if text.Empty() != (tt.want != "") {
			t.Errorf("%s: empty is %v", tt.name, text.Empty())
		}
	}
}

// steps is a list in a list in a list.
func steps(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// The texts on which goldmark takes longest: its time grows with the square of a
// paragraph, so here are two as large as the limits let them be.
func TestNothingHangs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	fill := func(unit string, size int) string { return strings.Repeat(unit, size/len(unit)) }
	paragraphs := func(unit string) string { return fill(fill(unit, 16_000)+"\n\n", 33_000) }
	tests := []struct{ name, in string }{
		{"open emphasis", paragraphs("*a_ ")},
		{"open emphasis, closed", paragraphs("*a ") + paragraphs("a_ ")[:1000]},
		{"tight emphasis", paragraphs("*a_")},
		{"open brackets", paragraphs("[")},
		{"open and closed brackets", paragraphs("[a") + "]"},
		{"open links", paragraphs("[a](")},
		{"open destinations", paragraphs("[a](<b")},
		{"open titles", paragraphs("[a](b \"")},
		{"open notes", paragraphs("[^")},
		{"notes", paragraphs("[^1]") + "\n\n[^1]: a"},
		{"references", fill("[a]: b\n", 16_000)},
		{"open references", paragraphs("[a\n") + "]: b"},
		{"open tags", "x" + paragraphs("<a b='")},
		{"open comments", "x" + paragraphs("<!--")},
		{"ticks", paragraphs("``a`")},
		{"quotations", fill(strings.Repeat(">", 50)+"a\n", 64_000)},
		{"levels", fill(strings.Repeat("- ", 49)+"a\n", 64_000)},
		{"tabs", fill(strings.Repeat("-\t", 49)+"a\n", 64_000)},
		{"short rows", fill("a|", 600) + "\n" + fill("-|", 600) + "\n" + fill("|\n", 600)},
		{"false tables", fill("a\n-|\n", 16_000)},
		{"rows of ticks", "a|b\n-|-\n" + fill("`\\|`|\n", 50_000)},
		{"headings that are one", fill("# a\n", 64_000)},
		{"steps", steps(49)},
	}
	for _, tt := range tests {
		start := time.Now()
		prose.Parse(prose.Source{Text: tt.in})
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s: %v", tt.name, d)
		} else {
			t.Logf("%s: %v", tt.name, d)
		}
	}
}

func TestSameAtOnce(t *testing.T) {
	in, err := os.ReadFile("testdata/announcement.md")
	if err != nil {
		t.Fatal(err)
	}
	parse := func() []byte {
		text, problems := prose.Parse(prose.Source{Text: string(in)})
		return []byte(printHTML(text) + printRest(text) + printProblems(problems))
	}
	want := parse()
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if got := parse(); !bytes.Equal(got, want) {
				t.Errorf("another text came out:\n%s", got)
			}
		})
	}
	all.Wait()
}

// A text of some 300 words, with headings, links, a table and an image.
func BenchmarkAnnouncement(b *testing.B) {
	in, err := os.ReadFile("testdata/announcement.md")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		prose.Parse(prose.Source{Text: string(in), Pos: record.Pos{File: "a.md", Line: 8, Col: 1}})
	}
}
