package htmltmpl

import (
	"bytes"
	"html/template"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// chains are the escapers of every place that html/template tells apart.
var chains = []string{
	"htmlescaper", "attrescaper", "rcdataescaper", "nospaceescaper", "commentescaper", "htmlnamefilter",
	"urlfilter urlnormalizer attrescaper", "urlnormalizer attrescaper", "urlescaper attrescaper", "urlfilter attrescaper",
	"urlfilter urlnormalizer nospaceescaper", "urlfilter urlnormalizer", "urlescaper", "srcsetescaper attrescaper",
	"jsvalescaper", "jsvalescaper attrescaper", "jsstrescaper", "jsregexpescaper", "jstmpllitescaper", "cssvaluefilter", "cssescaper",
}

// FuzzEscapers holds each escaper to html/template's own, for every type of text.
func FuzzEscapers(f *testing.F) {
	for _, s := range []string{"", hostile, "javascript:alert(1)", "HTTPS://x/à?b=c&d=%20%zz%", "mailto:a@b", "a/b:c", "%4", "%41", "\ufdd0\uffff", "tel:+39"} {
		f.Add(s)
	}
	for c := 0; c < 256; c += 8 {
		var bytes, runes []byte
		for i := range 8 {
			bytes = append(bytes, 'a', byte(c+i))
			runes = utf8.AppendRune(runes, rune(c+i))
		}
		f.Add(string(bytes))
		f.Add(string(runes))
	}
	var places []place
	for _, names := range chains {
		for _, v := range valuesOf("") {
			p := place{names: strings.Fields(prefix + strings.ReplaceAll(names, " ", " "+prefix))}
			p.original = original(p.names)
			p.op = printing(expr{typ: reflect.TypeOf(v), get: func(_ *run, dot reflect.Value) reflect.Value { return dot }}, p.names)
			places = append(places, p)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		values := valuesOf(s)
		for i, p := range places {
			v := values[i%len(values)]
			var want bytes.Buffer
			if err := p.original.Execute(&want, v); err != nil {
				t.Fatal(err)
			}
			var r run
			p.op(&r, reflect.ValueOf(v))
			if !bytes.Equal(r.out, want.Bytes()) {
				t.Errorf("%v of the %T %q: %q, want %q", p.names, v, v, r.out, want.Bytes())
			}
		}
	})
}

// place is a chain of escapers for values of one type.
type place struct {
	names    []string
	original *template.Template
	op       op
}

// valuesOf gives a text in every type in which it may come.
func valuesOf(s string) []any {
	return []any{
		s, kind(s), template.HTML(s), template.JS(s), template.URL(s), template.HTMLAttr(s), template.CSS(s), template.Srcset(s), template.JSStr(s),
		len(s), int32(-len(s)), uint8(len(s)), len(s) > 3, float64(len(s)), money(len(s)), &s, []string{s}, nil,
	}
}

// TestOriginal holds html/template to what this package takes it for: that it puts these
// escapers at the ends of pipelines, by these names.
func TestOriginal(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"text", "{{.}}", "htmlescaper"},
		{"attribute", `<p title="{{.}}">`, "attrescaper"},
		{"title", "<title>{{.}}</title>", "rcdataescaper"},
		{"address", `<a href="{{.}}">`, "urlfilter urlnormalizer attrescaper"},
		{"query", `<a href="?{{.}}">`, "urlescaper attrescaper"},
		{"script", "<script>{{.}}</script>", "jsvalescaper"},
		{"comment", "<!--{{.}}-->", "commentescaper"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			th, _ := loaded(tt.page)
			th.program(keyOf(""))
			tree := th.templates.Lookup("page.html").Tree.Root.String()
			if want := "{{. | " + prefix + strings.ReplaceAll(tt.want, " ", " | "+prefix) + "}}"; !strings.Contains(tree, want) {
				t.Errorf("%s, want %s", tree, want)
			}
		})
	}
}

// tooLong is what would keep html/template busy: counting far, or writing wide.
var tooLong = regexp.MustCompile(`[0-9]{3}|\*`)

// FuzzTemplates holds whole templates to html/template, errors and their places too.
func FuzzTemplates(f *testing.F) {
	for _, tt := range templates {
		f.Add(tt.page, hostile)
	}
	f.Fuzz(func(t *testing.T, page, s string) {
		if len(page) > 600 || tooLong.MatchString(page) {
			t.Skip()
		}
		compareFill(t, page, newView(s))
	})
}

// TestComposedTemplates holds templates to html/template that are put together by chance,
// with more of everything within everything than a fuzzer of bytes comes to.
func TestComposedTemplates(t *testing.T) {
	for seed := range uint64(200) {
		c := composer{rand.New(rand.NewPCG(seed, 1))}
		page := c.list(4, "view")
		th, _ := compareFill(t, page, newView(hostile))
		if th.fallbacks.Load() > 0 {
			t.Errorf("%s\nwas left to html/template: %s", page, th.program(keyOf(view{})).why)
		}
		if t.Failed() {
			return
		}
	}
}

// composer writes templates for a view, a row or a text.
type composer struct{ *rand.Rand }

func (c composer) one(of ...string) string { return of[c.IntN(len(of))] }

// texts and truths are what each dot has to show.
func (c composer) text(dot string) string {
	switch dot {
	case "view":
		return c.one(".Text", ".Hostile", ".N", ".HTML", ".URL", ".Kind", ".Money", ".Row.Name", ".Ptr.Label", ".AnyText", ".Map.chiave", "index .Words 2", "printf `%q` .Hostile", "t `a.marked` `n` .N", "t `a.plain`", "$.Text", "len .Rows", "or .Empty .Hostile", "and .N .Text")
	case "row":
		return c.one(".Name", ".Label", ".Loud", "$.Hostile", "len .Cells", "t `a.many` `n` .Name", ".Next")
	}
	return c.one(".", "$.Text", "print . $.N", "len .")
}

func (c composer) truth(dot string) string {
	of := c.text(dot)
	return c.one("eq 1 (len (print ("+of+")))", "not ("+of+")", "and ("+of+") $.Yes", "or $.No $.Empty", "ne $.Text `testo`", "lt $.N 4", "$x := "+of, of)
}

func (c composer) list(depth int, dot string) string {
	var b strings.Builder
	for range 1 + c.IntN(3) {
		b.WriteString(c.node(depth, dot))
	}
	return b.String()
}

func (c composer) node(depth int, dot string) string {
	text := c.text(dot)
	if depth == 0 {
		return c.one("{{"+text+"}}", `<p title="{{`+text+`}}">`, `<a href="{{`+text+`}}">`, `<a href='?q={{`+text+`}}'>`, "<script>x = {{"+text+"}}</script>", "<title>{{"+text+"}}</title>", "<p class={{"+text+"}}>", "<!-- {{"+text+"}} -->", "<b> + & ")
	}
	then, other := c.list(depth-1, dot), c.list(depth-1, dot)
	switch n := c.IntN(8); {
	case n == 0:
		return then
	case n == 1:
		return "{{if " + c.truth(dot) + "}}" + then + "{{else}}" + other + "{{end}}"
	case n == 2:
		return "{{$y := " + text + "}}" + then + "{{$y}}"
	case n == 3 && dot == "view":
		return "{{range " + c.one("", "$i, $r := ", "$r := ") + c.one(".Rows", ".None") + "}}" + c.list(depth-1, "row") + c.one("", "{{break}}", "{{if .Name}}{{continue}}{{end}}x") + "{{else}}" + other + "{{end}}"
	case n == 4 && dot != "text":
		return "{{range $i, $w := " + map[string]string{"view": ".Words", "row": ".Cells"}[dot] + "}}{{$i}}{{$w}}" + c.list(depth-1, "text") + "{{end}}"
	case n == 5 && dot == "view":
		return "{{with " + c.one(".Ptr", ".Nil", "$v := .Ptr") + "}}" + c.list(depth-1, "row") + "{{else}}" + other + "{{end}}"
	case n == 6 && dot == "row":
		return `{{template "parts/row.html" .}}{{template "parts/any.html" ` + c.one(".Name", ".Cells", "$.N", "(len .Cells)") + "}}"
	}
	return `{{template "parts/bare.html"}}` + then
}
