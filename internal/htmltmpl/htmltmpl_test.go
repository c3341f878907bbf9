package htmltmpl

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"strings"
	"sync"
	"testing"
)

// view has a field of each sort that a template may meet.
type view struct {
	Text, Empty, Hostile string
	N, Zero              int
	Tiny                 uint8
	F                    float64
	Yes, No              bool
	Kind                 kind
	Money                money
	HTML                 template.HTML
	JS                   template.JS
	URL                  template.URL
	Attr                 template.HTMLAttr
	CSS                  template.CSS
	Srcset               template.Srcset
	Row                  row
	Ptr, Nil             *row
	Text2                *string
	Rows, None           []row
	Ptrs                 []*row
	Words                []string
	Nums                 [3]int
	Map                  map[string]string
	Structs              map[string]row
	ByNumber             map[int]string
	Any, AnyText, AnyNil any
	Anys                 []any
	Err                  error
	embedded
	*Deep
	hidden string
}

type embedded struct{ Promoted string }

// Deep is promoted through a pointer.
type Deep struct{ Sunk string }

type kind string

type money int

func (m money) String() string { return fmt.Sprintf("%d €", int(m)) }

type row struct {
	Name  string
	Cells []string
	Next  *row
}

func (r row) Label() string              { return "<" + r.Name + ">" }
func (r *row) Loud() string              { return strings.ToUpper(r.Name) }
func (r row) With(s string) string       { return r.Name + s }
func (r row) May() (string, error)       { return r.Name, nil }
func (r row) MayNot() (string, error)    { return "", errors.New("no") }
func (r row) Panics() string             { panic("never") }
func (v view) Self() view                { return v }
func (v view) Double() (n int)           { return v.N * 2 }
func (v view) Rowing(n int) (rows []row) { return v.Rows[:n] }

const hostile = "<script>alert('x')</script> & \"q\" +1\x00`= javascript:alert(1)//é\xff\u2028"

func newView(s string) view {
	second := row{Name: "due " + s, Cells: []string{"c"}}
	return view{
		Text: "testo", Hostile: s, N: 3, Tiny: 7, F: 1.5, Yes: true, Kind: kind(s), Money: 12,
		HTML: template.HTML("<b>" + s + "</b>"), JS: template.JS(`{"a":"` + s + `"}`), URL: template.URL("javascript:" + s),
		Attr: template.HTMLAttr(`title="x"`), CSS: template.CSS("color:" + s), Srcset: template.Srcset(s),
		Row: row{Name: "uno", Next: &second}, Ptr: &second, Text2: &s,
		Rows: []row{{Name: "a", Cells: []string{"1", s}}, {Name: s}, {Name: "c", Next: &second}}, Ptrs: []*row{&second, nil},
		Words: []string{"x", "", s}, Nums: [3]int{4, 0, 300},
		Map: map[string]string{"chiave": s}, Structs: map[string]row{"r": second}, ByNumber: map[int]string{3: "tre"},
		Any: second, AnyText: s, Anys: []any{1, s, nil, true}, Err: errors.New(s),
		embedded: embedded{"promosso"}, hidden: "x",
	}
}

// texts are what t gives; {n} stands for a value, and none may have another name.
var texts = map[string]string{"a.plain": "Parole però così", "a.marked": `<b> & "x" {n}`, "a.many": "{n} cose"}

func text(key string, args ...any) (string, error) {
	text, found := texts[key]
	if !found || len(args) > 0 && args[0] != "n" {
		return "", fmt.Errorf("no text %q of %v", key, args)
	}
	if len(args) > 1 {
		text = strings.ReplaceAll(text, "{n}", fmt.Sprint(args[1]))
	}
	return text, nil
}

func asset(name string) (string, error) {
	if name != "a.css" {
		return "", fmt.Errorf("no asset %q", name)
	}
	return "assets/a.0123.css", nil
}

// loaded gives a set of one page, with parts to call.
func loaded(page string) (*Set, bool) {
	s := New(template.FuncMap{"t": text, "asset": asset})
	for name, text := range map[string]string{
		"page.html":       page,
		"parts/row.html":  `<i title="{{.Name}}">{{.Name}}</i>{{with .Next}}{{template "parts/row.html" .}}{{end}}`,
		"parts/bare.html": `<br>{{t "a.plain"}}`,
		"parts/any.html":  `[{{.}}]`,
	} {
		if s.Parse(name, text) != nil {
			return nil, false
		}
	}
	return s, true
}

// compareFill holds a set to html/template, in a set of its own so that neither sees what
// the other did.
func compareFill(t *testing.T, page string, view any) (s *Set, err error) {
	t.Helper()
	s, ok := loaded(page)
	if !ok {
		t.Skip("not a template")
	}
	other, _ := loaded(page)
	var got, want bytes.Buffer
	got.WriteString("before ")
	want.WriteString("before ")
	err, wanted := s.Execute(&got, "page.html", view), other.templates.ExecuteTemplate(&want, "page.html", view)
	if got.String() != want.String() {
		t.Errorf("%s\ncompiled:      %q\nhtml/template: %q", page, got.String(), want.String())
	}
	if fmt.Sprint(err) != fmt.Sprint(wanted) {
		t.Errorf("%s\ncompiled:      %v\nhtml/template: %v", page, err, wanted)
	}
	return s, err
}

// how a template is filled.
const (
	fast        = "" // compiled
	unsupported = "unsupported"
	bailedOut   = "bailed out" // compiled, but html/template had to do it over
)

var templates = []struct{ name, page, how string }{
	{"text alone", "<p>ciao</p>", fast},
	{"nothing", "{{/* nothing */}}", fast},
	{"fields", "{{.Text}}{{.Row.Name}}{{.Row.Next.Name}}{{.Ptr.Name}}{{.Promoted}}", fast},
	{"hostile text", "<p>{{.Hostile}}</p>", fast},
	{"numbers and truths", `<p title="{{.N}}">{{.N}} {{.Zero}} {{.Tiny}} {{.Yes}} {{.No}} {{-3}} {{010}} {{+1}}</p>`, fast},
	{"a float", "{{.F}} {{1.5}} {{-.5}}", fast},
	{"text of another type", "{{.Kind}}", fast},
	{"a value that writes itself", `<p title="{{.Money}}">{{.Money}}</p>`, fast},
	{"an error", "{{.Err}}", fast},
	{"safe text where it is safe", "{{.HTML}}<script>{{.JS}}</script><a href='{{.URL}}'>x</a><p {{.Attr}}></p>", fast},
	{"safe text where it is not", `<p title="{{.HTML}}">{{.JS}}{{.URL}}{{.Attr}}</p><script>{{.HTML}}</script><title>{{.HTML}}</title>`, fast},
	{"pointers", "{{.Text2}} {{.Ptr.Name}}", fast},
	{"what cannot be told from its type", "{{.Any}} {{.AnyText}} {{.AnyNil}} {{range .Anys}}{{.}},{{end}}", fast},
	{"structs and slices as they are", "{{.Row}} {{.Words}} {{.Nums}} {{.Nil}} {{.}}", fast},
	{"maps", "{{.Map.chiave}} {{.Structs.r.Name}} {{.Map}}", fast},
	{"methods", "{{.Row.Label}} {{.Ptr.Loud}} {{.Double}} {{.Self.Text}} {{with .Ptr}}{{.Label}}{{end}}", fast},
	{"methods of rows", "{{range .Rows}}{{.Loud}} {{.Label}}{{end}}", fast},
	{"a method with an error", "{{.Row.May}}", unsupported},
	{"a method whose error comes", "{{.Row.MayNot}}", unsupported},
	{"a method with arguments", `{{.Row.With "x"}} {{"y" | .Row.With}}`, unsupported},
	{"a method that panics", "a{{.Row.Panics}}", bailedOut},
	{"a method of a pointer to what has no address", "{{.Row.Loud}}", bailedOut},

	{"if", "{{if .Text}}a{{end}}{{if .Empty}}b{{else}}c{{end}}{{if .N}}d{{end}}{{if .Zero}}e{{else if .Yes}}f{{end}}", fast},
	{"if of everything", "{{if .Rows}}a{{end}}{{if .None}}b{{end}}{{if .Ptr}}c{{end}}{{if .Nil}}d{{end}}{{if .Row}}e{{end}}{{if .Map}}f{{end}}{{if .Any}}g{{end}}{{if .AnyNil}}h{{end}}{{if .F}}i{{end}}{{if .Nums}}j{{end}}{{if .AnyText}}k{{end}}", fast},
	{"with", "{{with .Row}}{{.Name}}{{end}}{{with .Nil}}a{{else}}{{.Text}}{{end}}{{with .Ptr}}{{.Name}}{{$.Text}}{{end}}{{with $x := .Row}}{{$x.Name}}{{end}}", fast},
	{"with and another with", "{{with .Empty}}a{{else with .Row}}{{.Name}}{{else}}b{{end}}", fast},
	{"with of what cannot be told", "{{with .AnyText}}{{.}}{{end}}", fast},
	{"range", "{{range .Rows}}{{.Name}}{{range .Cells}}<{{.}}>{{else}}-{{end}}{{end}}{{range .None}}x{{else}}nessuno{{end}}", fast},
	{"range over an array", "{{range $i, $n := .Nums}}{{$i}}={{$n}} {{end}}", fast},
	{"range with variables", "{{range $i, $r := .Rows}}{{if $i}}, {{end}}{{$r.Name}}{{.Name}}{{$.Text}}{{end}}{{range $w := .Words}}{{$w}}{{end}}", fast},
	{"range whose variables stand for nothing", "{{range $i, $r := .None}}x{{else}}{{$i}}{{$r}}{{len $r}}{{end}}", fast},
	{"break and continue", `{{range .Words}}{{if eq . ""}}{{continue}}{{end}}{{.}}{{end}}{{range .Words}}{{.}}{{break}}{{.Nothing}}{{end}}{{range $i, $x := .Rows}}{{range .Cells}}{{break}}{{end}}{{if $i}}{{break}}{{end}}{{.Name}}{{end}}`, fast},
	{"range over numbers", "{{range 3}}{{.}}{{end}}", unsupported},
	{"range over a map", "{{range $k, $v := .Map}}{{$k}}{{$v}}{{end}}", unsupported},
	{"range over what cannot be told", "{{range .Any}}{{end}}", unsupported},
	{"rows that are pointers", "{{range .Ptrs}}{{with .}}{{.Name}}{{end}}{{end}}", fast},
	{"a row that is nil", "{{range .Ptrs}}{{.Name}}{{end}}", bailedOut},

	{"variables", "{{$x := .Text}}{{$y := .N}}{{$x}}{{if .Yes}}{{$x := .Row}}{{$x.Name}}{{$y = 5}}{{end}}{{$x}}{{$y}}", fast},
	{"variables of one name", "{{$x := 1}}{{range .Words}}{{$x}}{{$x := .}}{{$x}}{{end}}{{$x}}", fast},
	{"a variable that changes its type", "{{$x := 1}}{{$x = .Text}}{{$x}}", unsupported},
	{"a variable that remembers rows", "{{$last := .Row}}{{range .Rows}}{{$last.Name}}{{$last = .}}{{end}}", fast},
	{"a condition that declares", "{{if $x := .Text}}{{$x}}{{else}}{{$x}}no{{end}}{{if $n := eq .N 3}}{{$n}}{{end}}", fast},
	{"a condition that assigns", "{{$x := 1}}{{if $x = .N}}{{$x}}{{end}}", unsupported},
	{"a call that declares", `{{template "parts/any.html" $x := .Text}}{{$x}}`, unsupported},
	{"a range that assigns", "{{$x := .Row}}{{range $x = .Rows}}{{$x.Name}}{{end}}", unsupported},
	{"trim marks", "a \n {{- .Text -}} \n b", fast},

	{"parts", `{{template "parts/row.html" .Row}}{{template "parts/bare.html"}}{{range .Rows}}{{template "parts/row.html" .}}{{end}}`, fast},
	{"one part for many types", `{{template "parts/any.html" .Text}}{{template "parts/any.html" .N}}{{template "parts/any.html" .AnyText}}{{template "parts/any.html" .Nil}}{{template "parts/any.html"}}`, fast},
	{"parts of their own", `{{define "x"}}({{.}}{{$}}){{end}}{{block "y" .Row}}{{.Name}}{{$.Name}}{{end}}{{template "x" .Text}}`, fast},
	{"a part in an attribute", `<p title="{{template "parts/any.html" .Text}}">`, unsupported},
	{"a part that is not there", `{{if .No}}{{template "parts/none.html"}}{{end}}`, unsupported},
	{"a part without a view that wants one", `{{template "parts/row.html"}}`, unsupported},
	{"parts without end", `{{define "x"}}{{if .}}{{template "x" .}}{{end}}{{end}}{{template "x" .Text}}`, bailedOut},

	{"comparisons", `{{eq .N 3}}{{ne .N 3}}{{lt .N 4}}{{le .N 3}}{{gt .N 4}}{{ge .N 3}}{{eq .Text "testo"}}{{lt .Text "u"}}{{eq .Kind "a" "b"}}{{eq .Yes true}}{{eq .F 1.5}}{{ge .Tiny .Tiny}}{{eq .N 1 2 3}}{{eq .AnyText .Hostile}}`, fast},
	{"comparisons of two sorts of numbers", "{{eq .N .Tiny}}", bailedOut},
	{"comparisons that cannot be", `{{eq .N "x"}}`, bailedOut},
	{"comparisons of the rest", "{{lt .F 2.0}}{{lt .Tiny .Tiny}}{{ne .Yes .No}}{{if .Err}}a{{end}}{{if .Tiny}}b{{end}}", fast},
	{"comparisons of what has no order", "{{lt .Yes .No}}", bailedOut},
	{"comparison with nothing", "{{eq .Nil nil}}", unsupported},
	{"and, or, not", "{{and .Text .N}}{{or .Empty .Text}}{{not .Yes}}{{if and .Yes (or .No .N)}}a{{end}}{{if not (and .Yes .No)}}b{{end}}{{or .Nil .Row.Name}}{{and .Zero .Text}}", fast},
	{"what decides ends it", "{{or .Text .Nil.Name}}{{and .Empty .Nil.Name}}{{if or .Yes .Nil.Name}}a{{end}}", fast},
	{"with what was decided", "{{with or .Empty .Hostile}}{{.}}{{end}}{{with and .N .Any}}{{.}}{{end}}", fast},
	{"len", "{{len .Rows}}{{len .Text}}{{len .Map}}{{len .Nums}}{{if lt (len .None) 1}}a{{end}}", fast},
	{"len of nothing", "{{len .N}}", unsupported},
	{"index", `{{index .Words 2}}{{index .Nums 0}}{{index .Map "chiave"}}{{index .Map "x"}}{{(index .Rows 0).Name}}{{index .ByNumber .N}}`, fast},
	{"index that is too great", "{{index .Words 9}}", bailedOut},
	{"index within an index", "{{index .Rows 0 1}}", unsupported},
	{"print", `{{print .Text 1 .Nil}}{{printf "%05d|%s|%v" .N .Hostile .Row}}{{println .Text}}{{.N | printf "%d"}}{{.Text | print "a" | len}}`, fast},
	{"slice, urlquery, html, js", `{{slice .Text 1 2}}`, unsupported},
	{"predefined escapers", `{{.Hostile | html}}<a href="?q={{.Hostile | urlquery}}">`, fast},
	{"predefined escapers with arguments", `{{html .Hostile}}{{js .Hostile}}`, unsupported},
	{"call", "{{call .Text}}", unsupported},
	{"eq of one", "{{eq .N}}", unsupported},
	{"lt of one", "{{lt .N}}", unsupported},
	{"not of nothing", "{{not}}", unsupported},
	{"or of nothing", "{{or}}", unsupported},
	{"len of two", "{{len .Text .Text}}", unsupported},
	{"printf of a number", "{{printf .N}}", unsupported},
	{"an unknown length", "{{len .Any}}", unsupported},
	{"other ways to write numbers", "{{0x10}}{{'a'}}{{1e3}}{{1_000}}", unsupported},
	{"a number too great", "{{18446744073709551615}}", unsupported},
	{"nil", "{{nil}}", unsupported},

	{"texts", `{{t "a.plain"}}<p title="{{t "a.marked"}}">{{t "a.marked" "n" .N}}{{t "a.many" "n" 1}}{{t "a.many" "n" .N}}{{.N | t "a.many" "n"}}{{t "a.marked" "n" .Hostile}}{{t "a.marked" "n" .HTML}}</p>`, fast},
	{"texts in scripts", `<script>x = {{t "a.plain"}}; y = "{{t "a.marked"}}"</script><style>p{color:{{t "a.plain"}}}</style>`, fast},
	{"a text that is not there", `{{t "a.plain"}}{{t "a.none"}}`, bailedOut},
	{"a text that is not there, and not wanted", `{{if .No}}{{t "a.none"}}{{asset "none"}}{{end}}`, fast},
	{"a text whose key is no text", "{{t .N}}", unsupported},
	{"a text whose name is no text", "{{t `a.many` .N .N}}", bailedOut},
	{"a text whose key is found", "{{$k := `a.plain`}}{{t $k}}", fast},
	{"assets", `<link href="{{.Text}}/{{asset "a.css"}}">{{range .Words}}{{if eq . "a.css"}}<link href="{{asset .}}">{{end}}{{end}}`, fast},
	{"an asset that is not there", "{{asset .Text}}", bailedOut},
	{"an asset of two", `{{asset "a.css" "b"}}`, unsupported},

	{"a field that is not there", "<p>\n{{.Titolo}}", unsupported},
	{"a field that is not exported", "{{.hidden}}", unsupported},
	{"a field of a text", "{{.Text.Name}}", unsupported},
	{"a field of nil", "<p>{{.Text}}\n{{.Nil.Name}}", bailedOut},
	{"a field through nil", "{{.Sunk}}", bailedOut},
	{"a key that is not there", "{{.Map.altra}}", bailedOut},
	{"a field of what cannot be told", "{{.Any.Name}}", unsupported},
	{"arguments to what is no function", "{{.Text 1}}", unsupported},

	{"attributes", `<p title="{{.Hostile}}" class='{{.Hostile}}' data-x="{{.Hostile}}">`, fast},
	{"attributes without quotes", "<p title={{.Hostile}}><a href={{.Hostile}}>", fast},
	{"names of attributes", "<p {{.Text}}={{.N}} data-{{.Text}}='x'>", fast},
	{"addresses", `<a href="{{.Hostile}}">a</a><a href="/{{.Hostile}}">b</a><a href="?q={{.Hostile}}">c</a><a href="{{.Text}}{{.Hostile}}#{{.Hostile}}">d</a><img src="{{.Hostile}}" srcset="{{.Hostile}}"><form action="{{.N}}">`, fast},
	{"safe addresses", `<a href="{{.URL}}">a</a><a href="/{{.URL}}">b</a><a href="?q={{.URL}}">c</a><img srcset="{{.Srcset}}">`, fast},
	{"scripts", `<script>var a = {{.Hostile}}, b = "{{.Hostile}}", c = {{.N}}, d = {{.Row}}, e = /{{.Hostile}}/, f = {{.Map}}; g = {{.Nil}}</script><button onclick="f({{.JS}}, {{.Hostile}}, '{{.Hostile}}')">`, fast},
	{"data in scripts", `<script type="application/ld+json">{{.JS}}</script><script type="application/json">{{.Map}}</script>`, fast},
	{"styles", `<style>p { color: {{.Hostile}}; background: url("{{.Hostile}}"); {{.CSS}} }</style><p style="color: {{.Text}}">`, fast},
	{"titles and text areas", "<title>{{.Hostile}} {{.HTML}}</title><textarea>{{.Hostile}}</textarea>", fast},
	{"comments", "<!-- {{.Hostile}} -->{{/* {{.X}} */}}<p>", fast},
	{"where addresses lead on", `<meta http-equiv="refresh" content="0; url={{.Hostile}}"><meta content="{{.Hostile}}">`, fast},
	{"an end that is not plain text", `<p title="{{.Text}}`, unsupported},
	{"branches that end in two places", `<p {{if .Yes}}title="{{end}}>`, unsupported},
}

func TestTemplates(t *testing.T) {
	for _, tt := range templates {
		t.Run(tt.name, func(t *testing.T) {
			for _, s := range []string{hostile, "", "http://a.it/?a=b&c=%d+%zz"} {
				v := newView(s)
				th, _ := compareFill(t, tt.page, v)
				if t.Skipped() {
					t.Fatal("not a template")
				}
				how, why := fast, th.program(keyOf(v)).why
				if why != "" {
					how = unsupported
				} else if th.fallbacks.Load() > 0 {
					how = bailedOut
				}
				if how != tt.how {
					t.Errorf("filled %q, want %q: %s", how, tt.how, why)
				}
			}
			v := newView(hostile)
			compareFill(t, tt.page, &v)
		})
	}
}

// TestUnknownTemplates holds what html/template says of names that it does not know.
func TestUnknownTemplates(t *testing.T) {
	th, _ := loaded("x")
	err := th.Execute(new(bytes.Buffer), "none.html", nil)
	if want := `html/template: "none.html" is undefined`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestRefill fills long pages and short ones in the same memory, and pages that fail.
func TestRefill(t *testing.T) {
	th, _ := loaded("{{range $i, $w := .}}{{$w.Name}}{{$w.Next.Name}}{{end}}")
	long := row{Name: strings.Repeat("x", 10_000), Next: &row{Name: "y"}}
	var b, want bytes.Buffer
	for i, rows := range [][]row{{long}, {{Name: "a", Next: &long}}, {{}}, {long, long}, {}, {long}, {{}}} {
		if i > 3 {
			b.Reset()
			want.Reset()
		}
		err, wanted := th.Execute(&b, "page.html", rows), th.FillSlowly(&want, "page.html", rows)
		if fmt.Sprint(err) != fmt.Sprint(wanted) || !bytes.Equal(b.Bytes(), want.Bytes()) {
			t.Errorf("%d bytes, want %d (%v, want %v)", b.Len(), want.Len(), err, wanted)
		}
	}
}

// TestAtOnce fills from many goroutines what none of them has compiled yet.
func TestAtOnce(t *testing.T) {
	page := `{{range .Rows}}{{template "parts/row.html" .}}{{end}}{{template "parts/bare.html"}}<p title="{{.Hostile}}">{{with .Ptr}}{{.Name}}{{end}}</p>`
	th, _ := loaded(page)
	v := newView(hostile)
	var want bytes.Buffer
	if err := th.templates.ExecuteTemplate(&want, "page.html", v); err != nil {
		t.Fatal(err)
	}
	th, _ = loaded(page)
	fills := []struct {
		name string
		view any
	}{{"page.html", v}, {"page.html", &v}, {"parts/row.html", v.Row}, {"parts/bare.html", nil}, {"parts/row.html", nil}, {"none.html", 1}}
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			f := fills[i%len(fills)]
			var got bytes.Buffer
			if err := th.Execute(&got, f.name, f.view); f.name == "page.html" && (err != nil || got.String() != want.String()) {
				t.Errorf("%q (%v), want %q", got.String(), err, want.String())
			}
		})
	}
	wg.Wait()
}

// A loop over a number ends where a page is as large as none is.
func TestEndlessPage(t *testing.T) {
	s := New(nil)
	if err := s.Parse("a.html", strings.Repeat(" ", 10)+"{{range 1000000000}}0123456789abcdef{{end}}"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Execute(&b, "a.html", struct{}{}); err == nil || !strings.HasPrefix(err.Error(), "template: a.html:1:0: the page has more than") || b.Len() > largest {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}
