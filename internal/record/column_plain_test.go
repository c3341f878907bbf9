package record

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

func TestPlainText(t *testing.T) {
	text := &Text{Parts: []Part{
		{HTML: `<p id="a">L&#39;ente <a href="`}, {Slot: LinkSlot}, {HTML: `" title="x > y">il sito</a>, <strong>&lt;b&gt;</strong>.</p>`},
		{HTML: "\n<p>Fine.</p>"},
	}}
	if got, want := PlainText(text), "L'ente il sito, <b>. Fine."; got != want {
		t.Errorf("PlainText gives %q, want %q", got, want)
	}
	if got, want := string(AppendPlainText([]byte(" a "), text)), " a L'ente il sito, <b>. Fine."; got != want {
		t.Errorf("AppendPlainText gives %q, want %q", got, want)
	}
}

// The tags as regular expressions, which are slower and easier to believe.
var (
	anyTag   = regexp.MustCompile(`<[^>"]*(?:"[^"]*"[^>"]*)*>`)
	wordsTag = regexp.MustCompile(`</?(?:a|abbr|code|del|em|s|span|strong|sub|sup)\b[^>"]*(?:"[^"]*"[^>"]*)*>`)
)

// FuzzPlainText holds what is read by hand to what the library would find.
func FuzzPlainText(f *testing.F) {
	for _, s := range []string{
		"", "<p>a</p>\n<p> b\u00a0c\u2003d </p>", `<a href="x" title="a > <em>b</em>">c</a>d<br>e`, `<p title="`, "a < b <<em>p>", "<abbr><s2>x</S>", "&#39;&nbsp;&amp;lt;&copy",
		"<code>a  b</code>\t\u0085\xff", "<>", "</a", "a  b   c", " a", "é  è",
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		words := anyTag.ReplaceAllString(wordsTag.ReplaceAllString(a+b, ""), " ")
		want := strings.Join(strings.Fields(html.UnescapeString(words)), " ")
		if got := PlainText(&Text{Parts: []Part{{HTML: a}, {HTML: b}}}); got != want {
			t.Errorf("%q + %q gives %q, want %q", a, b, got, want)
		}
	})
}

// FuzzAppendISO holds a date that is written by hand to the one that the library formats.
func FuzzAppendISO(f *testing.F) {
	f.Add(int16(2026), int8(3), int8(31), true)
	f.Add(int16(2026), int8(12), int8(0), false)
	f.Add(int16(987), int8(0), int8(0), false)
	f.Add(int16(0), int8(1), int8(1), true)
	f.Fuzz(func(t *testing.T, year int16, month, day int8, by bool) {
		d := Date{year, month % 13, day % 32, by}
		if d.Month < 0 || d.Day < 0 {
			t.Skip("no date is negative")
		}
		if got, want := string(d.AppendISO(nil)), d.ISO(); got != want {
			t.Errorf("%+v is %s, want %s", d, got, want)
		}
	})
}
