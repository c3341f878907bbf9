package htmltmpl

import (
	"html/template"
	"io"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// escaper does what one of html/template's escapers does with a plain text. They have no
// exported names, so it is written here again; tests hold each of them to the original,
// for every byte and for what a fuzzer finds, and so will tell when a new Go changes one.
// An escaper that is not here, and a value that is neither text nor number, go through
// html/template: see original.
type escaper struct {
	add    func(r *run, s string) // writes the text; only the last of a chain can
	pass   func(s string) string  // hands the text on to the next
	trusts reflect.Type           // what it leaves as it is: text of ours that is safe there
}

// escapers are those that plain pages want, by the names that html/template gives them in
// its parse trees.
var escapers = map[string]escaper{
	prefix + "htmlescaper":    {add: addHTML, trusts: reflect.TypeFor[template.HTML]()},
	prefix + "attrescaper":    {add: addHTML},
	prefix + "rcdataescaper":  {add: addHTML},
	prefix + "commentescaper": {add: func(*run, string) {}},
	prefix + "urlfilter":      {pass: safeURL, trusts: reflect.TypeFor[template.URL]()},
	prefix + "urlnormalizer":  {pass: func(s string) string { return percentEncoded(s, &keptInURL) }},
	prefix + "urlescaper":     {pass: func(s string) string { return percentEncoded(s, &keptInQuery) }},
	prefix + "jsvalescaper":   {trusts: reflect.TypeFor[template.JS]()},
}

const prefix = "_html_template_"

// splitEscapers parts a pipeline from the escapers at its end.
func splitEscapers(p *parse.PipeNode) (cmds []*parse.CommandNode, names []string) {
	at := len(p.Cmds)
	for at > 0 && len(p.Cmds[at-1].Args) == 1 {
		name, is := p.Cmds[at-1].Args[0].(*parse.IdentifierNode)
		if !is || !strings.HasPrefix(name.Ident, prefix) && name.Ident != "html" && name.Ident != "urlquery" {
			break
		}
		names = append([]string{name.Ident}, names...)
		at--
	}
	return p.Cmds[:at], names
}

// printed compiles what is written of a value: text, where it is the same on every page,
// or an op.
func (c *compiler) printed(e expr, names []string) ([]byte, op) {
	do := printing(e, names)
	if !e.fixed.IsValid() {
		return nil, do
	}
	var once run
	do(&once, reflect.Value{})
	return once.out, nil
}

func printing(e expr, names []string) op {
	if add := chain(names, e.typ); add != nil {
		text := textOf(e)
		return func(r *run, dot reflect.Value) flow {
			add(r, text(r, dot))
			return on
		}
	}
	fallback := original(names)
	return func(r *run, dot reflect.Value) flow {
		if err := fallback.Execute(r, held(e.get(r, dot))); err != nil {
			bailout()
		}
		return on
	}
}

// Write takes what html/template writes in a run.
func (r *run) Write(p []byte) (int, error) {
	r.out = append(r.out, p...)
	return len(p), nil
}

// original gives html/template's own escapers, one after the other: a template of one
// action, whose escapers are then replaced by those that are wanted.
func original(names []string) *template.Template {
	t := template.Must(template.New("").Parse("{{.}}"))
	if err := t.Execute(io.Discard, nil); err != nil { // escapes it
		panic("htmltmpl: html/template must escape the shortest of templates: " + err.Error())
	}
	pipe := t.Tree.Root.Nodes[0].(*parse.ActionNode).Pipe
	pipe.Cmds = pipe.Cmds[:1]
	for _, name := range names {
		pipe.Cmds = append(pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{parse.NewIdentifier(name)}})
	}
	return t
}

// chain gives the escapers of a place as one, for values of a type; nil if they are not
// all known, or the type wants html/template's.
func chain(names []string, typ reflect.Type) func(r *run, s string) {
	if !writtenAsText(typ) && (len(names) == 0 || typ == nil || escapers[names[0]].trusts != typ) {
		return nil
	}
	add := addText
	var passes []func(s string) string
	for i, name := range names {
		e, last := escapers[name], i == len(names)-1
		switch {
		case i == 0 && typ == e.trusts:
		case e.add != nil && last:
			add = e.add
		case e.pass != nil:
			passes = append(passes, e.pass)
		default:
			return nil
		}
	}
	if len(passes) == 0 {
		return add
	}
	return func(r *run, s string) {
		for _, pass := range passes {
			s = pass(s)
		}
		add(r, s)
	}
}

// writtenAsText reports whether fmt writes a value of the type as textOf does, and no
// escaper asks for more than that text. A type with methods may write itself otherwise,
// and those of html/template say where their text is safe.
func writtenAsText(typ reflect.Type) bool {
	if typ == nil || typ.NumMethod() > 0 || typ.PkgPath() == "html/template" {
		return false
	}
	switch typ.Kind() {
	case reflect.String, reflect.Bool,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return true
	}
	return false
}

// textOf compiles the text of a value.
func textOf(e expr) func(r *run, dot reflect.Value) string {
	switch {
	case e.text != nil:
		return e.text
	case e.fixed.IsValid() && e.typ == stringType:
		text := e.fixed.String()
		return func(*run, reflect.Value) string { return text }
	}
	switch e.typ.Kind() {
	case reflect.String:
		return func(r *run, dot reflect.Value) string { return e.get(r, dot).String() }
	case reflect.Bool:
		return func(r *run, dot reflect.Value) string { return strconv.FormatBool(e.get(r, dot).Bool()) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(r *run, dot reflect.Value) string { return strconv.FormatInt(e.get(r, dot).Int(), 10) }
	}
	return func(r *run, dot reflect.Value) string { return strconv.FormatUint(e.get(r, dot).Uint(), 10) }
}

// addText writes a text as it is.
func addText(r *run, s string) { r.out = append(r.out, s...) }

// addHTML writes a text for between tags, or between the quotes of an attribute.
func addHTML(r *run, s string) {
	written := 0
	for i := 0; i < len(s); i++ {
		if !signsInHTML[s[i]] {
			continue
		}
		r.out = append(r.out, s[written:i]...)
		r.out = append(r.out, inHTML[s[i]]...)
		written = i + 1
	}
	r.out = append(r.out, s[written:]...)
}

// inHTML says how HTML writes the signs that mean something there.
var (
	signsInHTML = setOf("\x00\"&'+<>")
	inHTML      = [...]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}
)

// safeURL gives an address, or a word that leads nowhere instead of one whose scheme may
// do something.
func safeURL(s string) string {
	scheme, _, has := strings.Cut(s, ":")
	if !has || strings.Contains(scheme, "/") {
		return s
	}
	for _, safe := range []string{"http", "https", "mailto"} {
		if strings.EqualFold(scheme, safe) {
			return s
		}
	}
	return "#ZgotmplZ"
}

// What an address may have as it is.
var (
	keptInQuery = setOf("-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	keptInURL   = setOf("-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + "!#$&*+,/:;=?@[]%")
)

type byteSet [256]bool

func setOf(bytes string) (set byteSet) {
	for i := range len(bytes) {
		set[bytes[i]] = true
	}
	return set
}

// percentEncoded writes the bytes of an address that are not kept as %xx. Where % is
// kept, it is as the beginning of such a code.
func percentEncoded(s string, kept *byteSet) string {
	const digits = "0123456789abcdef"
	var b []byte
	written := 0
	for i := range len(s) {
		c := s[i]
		if kept[c] && (c != '%' || i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			continue
		}
		b = append(append(b, s[written:i]...), '%', digits[c>>4], digits[c&15])
		written = i + 1
	}
	if written == 0 {
		return s
	}
	return string(append(b, s[written:]...))
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
