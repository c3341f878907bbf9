package prose_test

import (
	"testing"

	"vetro/internal/prose"
	"vetro/internal/record"
)

// TestLeftovers holds what is taken for the sign of another system, and what is not.
func TestLeftovers(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a shortcode", `Prima {{< youtube abc >}} dopo.`, "1:7 {{< youtube abc >}}"},
		{"one over two lines", "{{< figure src=\"a.jpg\"\nalt=\"b\" >}}", `1:1 {{< figure src="a.jpg" alt="b" >}}`},
		{"one that Markdown takes for a tag", `{{<foto src="a.jpg">}}`, "1:1 {{}}"},
		{"a tag of Liquid", `{% include nota.html %}`, "1:1 {% include nota.html %}"},
		{"an attribute behind a link", `[a](https://www.example.it/){:target="_blank"}`, `1:29 {:target="_blank"}`},
		{"in a cell", "| a |\n|---|\n| {: .b} |", "3:3 {: .b}"},
		{"of WordPress", `[caption id="a"]La sala[/caption]`, `1:1 [caption id="a"]`},
		{"a stray mark", "Di **[L’inchiesta](https://www.example.it/) **dimostra.", "1:4 **"},
		{"bold", "Di **L’inchiesta** si dice.", ""},
		{"escaped", `Il segno \*\* è moltiplicato.`, ""},
		{"a row of stars", "La password è ******.", ""},
		{"code", "Scrivi `{{< youtube abc >}}` e `**`.", ""},
		{"a block of code", "```\n{% include a %}\n```", ""},
		{"a set", "L’insieme {1, 2} e la nota [1].", ""},
		{"a smile", "Ciao {:-(", ""},
	}
	for _, tt := range tests {
		text, _ := prose.Parse(prose.Source{Text: tt.text, Pos: record.Pos{File: "a.md", Line: 1, Col: 1}, Extract: true})
		var got string
		if text.Found != nil && len(text.Found.Leftovers) > 0 {
			l := text.Found.Leftovers[0]
			got = l.Pos.String()[len("a.md:"):] + " " + l.Text
		}
		if got != tt.want {
			t.Errorf("%s: found %q, want %q", tt.name, got, tt.want)
		}
	}
}
