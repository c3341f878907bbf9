package posts

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"vetro/internal/record"
)

// newRun makes an import of a folder with one picture and one other post.
func newRun(t testing.TB) *run {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"hugo.toml":               "baseURL = \"https://vecchio.example.it/base/\"\n",
		"static/img/foto uno.txt": "Una foto.\n",
		"static/img/foto.svg":     `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>`,
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	src, err := openSource(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = src.root.Close() })
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	other := &post{file: "content/news/altra.md", stem: "altra", id: "altra", day: record.Day(2024, 5, 1), front: &front{values: map[string]value{"url": {1, []string{"/vecchia/altra/"}}}}}
	return &run{site: &site{root: root, dry: true}, source: src, report: &Report{}, from: make(map[string]keptFile), media: make(map[string]string), fresh: make(map[string][]byte), index: newIndex([]*post{other}, src.base)}
}

func translated(r *run, text string) (string, []Note) {
	p := &post{file: "content/news/questa.md", text: text, front: &front{values: make(map[string]value)}}
	r.notes = nil
	got, _ := r.translate(p)
	return got, r.notes
}

func TestTranslate(t *testing.T) {
	tests := []struct{ name, in, want, told string }{
		{"plain", "Un testo con *corsivo* e 3 < 5.", "Un testo con *corsivo* e 3 < 5.", ""},
		{"a shortcode", "Prima {{< hint >}}dentro{{< /hint >}} dopo", "Prima dentro dopo", "1:7"},
		{"a figure", `{{< figure src="/img/foto.svg" alt="La [sala]" >}}`, "![La (sala)](../media/foto.svg)", ""},
		{"a picture of a third", "![Sala](https://cdn.example.org/a.png)", "[Sala](https://cdn.example.org/a.png)", "1:1"},
		{"a picture that is nowhere", "Qui ![Sala](/img/b.png) ecco", "Qui Sala ecco", "1:5"},
		{"a picture without words", "![](/img/foto.svg)", "![](../media/foto.svg)", "1:1"},
		{"a title", `![Sala](/img/foto.svg "La sala")`, `![Sala](../media/foto.svg "La sala")`, ""},
		{"a document with a blank", "[foto](</img/foto uno.txt>)", "[foto](../media/foto-uno.txt)", ""},
		{"a document with an escape", "[foto](/base/img/foto%20uno.txt)", "[foto](../media/foto-uno.txt)", ""},
		{"by its whole address", "[altra](https://vecchio.example.it/base/news/altra/)", "[altra](altra.md)", ""},
		{"by its declared address", "[altra](/vecchia/altra/#sezione)", "[altra](altra.md)", ""},
		{"by its file", "[altra](altra.md) e [altra](../news/altra.md)", "[altra](altra.md) e [altra](altra.md)", ""},
		{"by its day", "[altra](/2024/05/01/altra.html)", "[altra](altra.md)", ""},
		{"another page", "[altra](/servizi/altra/)", "altra", "1:9"},
		{"a link that runs", "[x](javascript:alert(1))", "x", "1:5"},
		{"mail and telephone", "[a](mailto:urp@example.it), [b](tel:+390382)", "[a](mailto:urp@example.it), [b](tel:+390382)", ""},
		{"an address without its scheme", "[a](//example.org/)", "[a](https://example.org/)", ""},
		{"an unknown value in a link", "[a]({{ page.x }}/b)", "a", "1:5"},
		{"a definition", "[a][1]\n\n[1]: /vecchia/altra/", "[a][1]\n\n[1]: altra.md", ""},
		{"a link with brackets", "[a [b] c](https://example.org/x_(y))", "[a [b] c](<https://example.org/x_(y)>)", ""},
		{"a footnote", "Uno[^1].\n\n[^1]: Nota.", "Uno[^1].\n\n[^1]: Nota.", ""},
		{"code", "`{{< x >}}` e ``a ` {% b %}``", "`{{< x >}}` e ``a ` {% b %}``", ""},
		{"a block of code", "~~~\n{% x %}\n<b>\n~~~\nDopo {% x %}", "~~~\n{% x %}\n<b>\n~~~\nDopo", "5:6"},
		{"highlight", "{% highlight go %}\nx := 1\n{% endhighlight %}", "```go\nx := 1\n```", ""},
		{"a shortcode that is shown", "{{</* x */>}}", "`{{< x >}}`", ""},
		{"a comment of Liquid", "A{% comment %} segreto {% endcomment %}B", "AB", ""},
		{"one that never ends", "A{% comment %} segreto", "A", "1:2"},
		{"a comment of HTML", "A<!-- segreto\n-->B", "AB", ""},
		{"a comment that never ends", "A <!-- segreto", "A", "1:3"},
		{"a comment to the rules", "A <!-- vetro: non di questi progetti: no --> B", "A  B", ""},
		{"a script", "A<script>x < 1; \"</b>\"</script>B", "AB", "1:2"},
		{"a script that never ends", "A <script>segreto", "A", "1:3"},
		{"bold", "<b>A</b> <strong> B </strong>e <em>C</em>", "**A** **B** e *C*", ""},
		{"bold within bold", "<b>A <i>B</i></b>", "**A *B***", ""},
		{"a link of HTML", `<a class="x" href="/vecchia/altra/" title="T">A</a>`, `[A](altra.md "T")`, ""},
		{"an anchor", `<a name="x"></a>A`, "A", ""},
		{"a picture of HTML", `<img alt="Sala" src="{{ site.baseurl }}/img/foto.svg">`, "![Sala](../media/foto.svg)", ""},
		{"breaks", "A<br>B<br/>\nC", "A  \nB  \nC", ""},
		{"a break in a table", "| a<br>b |", "| a b |", ""},
		{"paragraphs", "<div>\n    <p>A</p>\n    <p>B</p>\n</div>", "A\n\nB", ""},
		{"a list", "<ol>\n<li>A</li>\n<li>B</li>\n</ol>", "1. A\n1. B", ""},
		{"a heading", "<h3>A <b>B</b></h3>C", "### A **B**\n\nC", ""},
		{"raised", "20 m<sup>2</sup> e 1<sup>a</sup>", "20 m² e 1a", "1:21"},
		{"a table", "<table><tr><th>A</th></tr><tr><td>1|2</td></tr></table>", "| A |\n|---|\n| 1\\|2 |", ""},
		{"a frame", `<iframe src="https://player.vimeo.com/video/1" title="Il video"></iframe>`, "[Il video](https://player.vimeo.com/video/1)", "1:1"},
		{"no tag of HTML", "Scrivi <codice>.", `Scrivi \<codice>.`, "1:8"},
		{"an address in angles", "<https://example.org/>", "<https://example.org/>", ""},
		{"an attribute", "A{:target=\"_blank\"} {: .b}\n{: .c }", "A", "1:2"},
		{"of WordPress", `[caption id="1"]A[/caption] [gallery ids="1,2"]`, "A", "1:1"},
		{"an escape", `\{{< x >}} \[a](b)`, `\{{< x >}} \[a](b)`, ""},
		{"blank lines", "A\n\n\n\n{% x %}\n\nB", "A\n\nB", "5:1"},
		{"a hard break of two blanks", "A  \nB", "A  \nB", ""},
	}
	r := newRun(t)
	for _, tt := range tests {
		got, notes := translated(r, tt.in)
		told := ""
		if len(notes) > 0 {
			told = strings.TrimPrefix(notes[0].Pos.String(), "content/news/questa.md:")
		}
		if got = strings.TrimSuffix(got, "\n"); got != tt.want || told != tt.told {
			t.Errorf("%s:\ngot  %q, told at %q\nwant %q, told at %q", tt.name, got, told, tt.want, tt.told)
		}
	}
}

var signs = regexp.MustCompile(`\{\{[<%][^{}<>]*[%>]\}\}|\{%[^{}<>]*%\}`)

// FuzzTranslate holds that no text of another system takes too long or comes out with its signs:
// without code and escapes, none of them is left where it also ends.
func FuzzTranslate(f *testing.F) {
	for _, s := range []string{"{{< a >}}", "<b><i>a</b>", "[a](b \"c\")", "<table><tr><td>a", "![a]({{ b }})", "<ul><li>a</ul>", "{% comment %}a", "<script>"} {
		f.Add(s)
	}
	r := newRun(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > maxPost {
			return
		}
		text = strings.ToValidUTF8(text, "?") // others are refused
		got, _ := translated(r, text)
		if m := signs.FindString(got); m != "" && !strings.ContainsAny(text, "`~\\") && !strings.Contains(text, "{{{") {
			t.Errorf("%q comes out with %q", text, m)
		}
	})
}
