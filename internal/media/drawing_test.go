package media

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// wrapped gives a drawing with something in it.
func wrapped(body string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">` + body + `</svg>`
}

// marked takes the mark § out of a text, and gives its place.
func marked(t *testing.T, text string) ([]byte, int) {
	t.Helper()
	before, after, found := strings.Cut(text, "§")
	if !found {
		t.Fatalf("no place is marked in %q", text)
	}
	return []byte(before + after), len(before)
}

// The mark § stands where the fault is awaited.
var evasions = []struct{ name, svg, says string }{
	{"a script", wrapped(`§<script>alert(1)</script>`), "<script>"},
	{"a script in capitals", wrapped(`§<SCRIPT>alert(1)</SCRIPT>`), "<SCRIPT>"},
	{"a script under a prefix with a dot", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:a.b="http://www.w3.org/2000/svg">§<a.b:script>alert(1)</a.b:script></svg>`, "<script>"},
	{"a script under a prefix that is not ASCII", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:à="http://www.w3.org/2000/svg">§<à:script>alert(1)</à:script></svg>`, "<script>"},
	{"a script whose namespace is written with references", `<s:svg xmlns:s="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/2000/&#115;vg">§<x:script/></s:svg>`, "<script>"},
	{"a script of XHTML", wrapped(`§<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`), "di una pagina"},
	{"an image of XHTML", wrapped(`§<img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/>`), "di una pagina"},
	{"a script that names a file", wrapped(`§<script xlink:href="https://example.org/x.js"/>`), "<script>"},
	{"a handler", wrapped(`<rect §onclick="alert(1)"/>`), "onclick"},
	{"a handler of the root", `<svg §onload = 'alert(1)' xmlns="http://www.w3.org/2000/svg"/>`, "onload"},
	{"a handler that no list knows", wrapped(`<rect §onfuture="alert(1)"/>`), "onfuture"},
	{"a handler in capitals", wrapped(`<rect §ONLOAD="alert(1)"/>`), "ONLOAD"},
	{"a handler of an animation", wrapped(`<animate §onbegin="alert(1)" attributeName="x" dur="1s"/>`), "onbegin"},
	{"a foreign object", wrapped(`§<foreignObject><p>x</p></foreignObject>`), "<foreignObject>"},
	{"a foreign object in a choice without another", wrapped(`<switch>§<foreignObject><p>x</p></foreignObject></switch>`), "<foreignObject>"},
	{"a foreign object in a choice that shows something else", wrapped(`<switch>§<foreignObject><p>x</p></foreignObject><g/></switch>`), "<foreignObject>"},
	{"a foreign object behind what is shown", wrapped(`<switch><text>x</text>§<foreignObject/></switch>`), "<foreignObject>"},
	{"a script in a choice", wrapped(`<switch>§<script>x</script><text/></switch>`), "<script>"},
	{"a link alone in a choice", wrapped(`<switch><a §href="https://example.org/"/></switch>`), "fuori del file"},
	{"a link that runs, in a choice", wrapped(`<switch><g/><a §href="javascript:x"/></switch>`), "fuori del file"},
	{"a handler of SVG Tiny", wrapped(`§<handler type="text/javascript">alert(1)</handler>`), "<handler>"},
	{"a frame", wrapped(`§<iframe src="javascript:alert(1)"/>`), "<iframe>"},
	{"an embedded document", wrapped(`§<embed src="x.swf"/>`), "<embed>"},
	{"a link that runs", wrapped(`<a §xlink:href="javascript:alert(1)"><rect/></a>`), "javascript:"},
	{"a link that runs, with references", wrapped(`<a §href="java&#x73;cript&#58;alert(1)"><rect/></a>`), "javascript:"},
	{"a link that runs, with a line end in it", wrapped(`<a §href=" java&#10;script:alert(1)"><rect/></a>`), "fuori del file"},
	{"a link under another prefix", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:q="http://www.w3.org/1999/xlink"><a §q:href="javascript:alert(1)"/></svg>`, "javascript:"},
	{"a link to another site", wrapped(`<a §href="https://example.org/"><rect/></a>`), "fuori del file"},
	{"a picture of another site", wrapped(`<image §href="https://example.org/x.png"/>`), "fuori del file"},
	{"a picture without a protocol", wrapped(`<image §xlink:href="//example.org/x.png"/>`), "fuori del file"},
	{"a picture beside", wrapped(`<image §xlink:href="x.png"/>`), "fuori del file"},
	{"a drawing in a drawing", wrapped(`<image §href="data:image/svg+xml;base64,PHN2Zy8+"/>`), "fuori del file"},
	{"a page in a drawing", wrapped(`<a §href="data:text/html,x"/>`), "fuori del file"},
	{"a use of another file", wrapped(`<use §xlink:href="x.svg#a"/>`), "fuori del file"},
	{"a use of data", wrapped(`<use §href="data:image/png;base64,AAAA"/>`), "fuori del file"},
	{"a filter's picture", wrapped(`<filter><feImage §href="https://example.org/x"/></filter>`), "fuori del file"},
	{"a gradient of another file", wrapped(`<linearGradient §href="x.svg#a"/>`), "fuori del file"},
	{"a source", wrapped(`<image §src="x.png"/>`), "src"},
	{"another base", wrapped(`<g §xml:base="https://example.org/"/>`), "xml:base"},
	{"an animation of a link", wrapped(`<a href="#x"><animate §attributeName="href" to="javascript:alert(1)"/></a>`), "href"},
	{"an animation of a link with a prefix", wrapped(`<a><set §attributeName="xlink:href" to="javascript:alert(1)"/></a>`), "xlink:href"},
	{"an animation of a handler", wrapped(`<set §attributeName="onload" to="alert(1)"/>`), "onload"},
	{"an animated fill from outside", wrapped(`<animate attributeName="fill" §values="red;url(https://example.org/x#a)"/>`), "url("},
	{"a fill of another file", wrapped(`<rect §fill="url(x.svg#a)"/>`), "url("},
	{"a fill with an escape", wrapped(`<rect §fill="\75rl(https://example.org/x#a)"/>`), "url("},
	{"a filter of another file", wrapped(`<rect §filter="url('https://example.org/x#a')"/>`), "url("},
	{"a cursor", wrapped(`<rect §style="cursor:URL( 'x.cur' ), auto"/>`), "url("},
	{"a style with a comment", wrapped(`<rect §style="fill:/**/u\rl(//example.org/x)"/>`), "url("},
	{"a style that binds", wrapped(`<rect §style="-moz-\62inding:url(#x)"/>`), "-moz-binding"},
	{"a style that computes", wrapped(`<rect §style="width:expression(alert(1))"/>`), "expression"},
	{"a set of images", wrapped(`<rect §style="background:image-set('x.png' 1x)"/>`), "image-set"},
	{"an address as src()", wrapped(`<rect §style="fill:src('x.svg')"/>`), "src("},
	{"a drawing in a style", wrapped(`<rect §style="fill:url(data:image/svg+xml;base64,AAAA)"/>`), "url("},
	{"an import", wrapped(`<style>§@import "x.css";</style>`), "@import"},
	{"an import with an escape", wrapped(`<style>.a{fill:red} §@\69mport url(x.css);</style>`), "@import"},
	{"an import in CDATA", wrapped(`<style><![CDATA[ §@import 'x']]></style>`), "@import"},
	{"an import cut by a comment", wrapped(`§<style>@im<!-- x -->port 'x'</style>`), "@import"},
	{"a font from outside", wrapped(`<style>@font-face{font-family:a;src:§url(https://example.org/a.woff)}</style>`), "url("},
	{"a namespace of CSS", wrapped(`<style>§@namespace url(https://example.org/);</style>`), "@namespace"},
	{"a comment that does not end", wrapped(`<style>.a{} §/* x</style>`), "commento"},
	{"a text that does not end", wrapped("<style>.a{font-family:§'x\n}</style>"), "virgolette"},
	{"a style sheet", "§<?xml-stylesheet href='x.css'?>" + wrapped(""), "xml-stylesheet"},
	{"an instruction of PHP", wrapped(`§<?php echo 1 ?>`), "php"},
	{"entities", `<!DOCTYPE svg §[<!ENTITY a "x">]>` + wrapped(""), "entità"},
	{"entities behind a file", `<!DOCTYPE svg PUBLIC "a" "b" §[<!ENTITY a "x">]>` + wrapped(""), "entità"},
	{"an entity that nobody defines", wrapped(`<text>§&nbsp;</text>`), "entità"},
	{"an encoding with shifts", "§<?xml version='1.0' encoding='ISO-2022-JP'?>" + wrapped(""), "ISO-2022-JP"},
	{"an encoding of seven bits", "§<?xml version='1.0' encoding=\"UTF-7\"?>" + wrapped(""), "UTF-7"},
	{"an encoding said twice", "§<?xml version='1.0' encoding='UTF-8' encoding='UTF-7'?>" + wrapped(""), "dichiarazione"},
	{"UTF-16", "\ufeff" + wrapped("§\x00"), "UTF-8"},
	{"bytes of another encoding", wrapped("§\xe0"), "UTF-8"},
	{"a character that XML has not", wrapped("§\x1b$B"), "UTF-8"},
	{"a page", `§<html xmlns="http://www.w3.org/1999/xhtml"/>`, "<svg>"},
	{"no namespace", `§<svg><rect/></svg>`, "<svg>"},
	{"another namespace", `§<svg xmlns="http://www.w3.org/1999/xhtml"><script/></svg>`, "<svg>"},
	{"a prefix that nothing binds", wrapped(`§<x:rect/>`), "prefisso"},
	{"an attribute written twice", wrapped(`<rect x="1" §x="2"/>`), "due volte"},
	{"one under two prefixes", wrapped(`<a xmlns:q="http://www.w3.org/1999/xlink" xlink:href="#a" §q:href="#b"/>`), "due volte"},
	{"an element that does not end", `<svg xmlns="http://www.w3.org/2000/svg"><g></g>§`, "chiuso"},
	{"elements that cross", wrapped(`<g><a>§</g></a>`), "chiude"},
	{"a second root", wrapped("") + `§<script/>`, "più esterno"},
	{"text around", wrapped("") + `§x`, "fuori"},
	{"attributes without a blank", wrapped(`<rect x="1"§y="2"/>`), "attributo"},
	{"an attribute without a value", wrapped(`<rect §onload/>`), "valore"},
	{"the end of a section in a text", wrapped(`<text>a§]]></text>`), "]]>"},
	{"uses of uses", bomb(20), "ripete"},
	{"a use of itself", wrapped(`<g id="a"><use §href="#a"/></g>`), "sé stessa"},
}

// bomb gives a drawing whose parts use the next one twice each.
func bomb(depth int) string {
	var b strings.Builder
	for i := range depth {
		mark := ""
		if i == depth-15 { // where they become more than the most
			mark = "§"
		}
		fmt.Fprintf(&b, `<g id="a%d"><use href="#a%d"/><use %shref="#a%d"/></g>`, i, i+1, mark, i+1)
	}
	fmt.Fprintf(&b, `<rect id="a%d"/>`, depth)
	return wrapped(b.String())
}

func TestEvasions(t *testing.T) {
	for _, tt := range evasions {
		t.Run(tt.name, func(t *testing.T) {
			svg, at := marked(t, tt.svg)
			clean, faults := Drawing(svg)
			if clean != nil || len(faults) == 0 {
				t.Fatalf("it is published: %s", clean)
			}
			if f := faults[0]; f.Offset != at || !strings.Contains(f.Text, tt.says) || f.Mend == "" {
				t.Errorf("at %d: %s\n\t%s\nwant at %d: %s", f.Offset, f.Text, f.Mend, at, tt.says)
			}
		})
	}
}

const dots = "data:image/png;base64,iVBORw0KGgo="

// harmlessDrawings are drawings, and what is published of them inside their root.
var harmlessDrawings = []struct{ name, svg, want string }{
	{"shapes", wrapped(`<g id="a" fill="#fff"><path d="M0 0z"/></g>`), `<g id="a" fill="#fff"><path d="M0 0z"/></g>`},
	{"words that look like code", wrapped(`<text>&lt;script&#62; onload="x" javascript:</text>`), `<text>&lt;script&gt; onload="x" javascript:</text>`},
	{"a section of text", wrapped(`<text><![CDATA[<script>&]]></text>`), `<text>&lt;script&gt;&amp;</text>`},
	{"a value with quotes", wrapped(`<text font-family="'Titillium Web', &quot;Arial&quot;" x='"'/>`), `<text font-family="'Titillium Web', &quot;Arial&quot;" x="&quot;"/>`},
	{"another prefix", `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:rect x="1"/></s:svg>`, `<rect x="1"/>`},
	{"a mark, a declaration, a document type", "\ufeff<?xml version=\"1.0\" encoding='utf-8' standalone=\"no\"?>\r\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n" + wrapped(`<g/>`) + "\n<!-- end -->\n", `<g/>`},
	{"draw.io's texts, each in two forms", wrapped(`<switch><foreignObject requiredFeatures="x"><div xmlns="http://www.w3.org/1999/xhtml" onclick="x"><script>x</script>URP</div></foreignObject><text>URP</text></switch>`), `<switch><text>URP</text></switch>`},
	{"draw.io's advice", wrapped(`<switch><g requiredFeatures="x"/><a transform="x" xlink:href="https://www.drawio.com/doc/faq/svg-export-text-problems" target="_blank"><text>Text is not SVG</text></a></switch>`), `<switch><g requiredFeatures="x"/></switch>`},
	{"ASCII under another name", `<?xml version="1.0" encoding="ISO-8859-1"?>` + wrapped(`<g/>`), `<g/>`},
	{"Inkscape's own", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" inkscape:version="1"><sodipodi:namedview><inkscape:grid/></sodipodi:namedview><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><g inkscape:label="a"/></svg>`, `<g/>`},
	{"data of scripts that are not there", wrapped(`<g data-name="a" class="b"/>`), `<g class="b"/>`},
	{"a comment", wrapped(`<g><!-- <script> --></g>`), `<g/>`},
	{"an unknown element", wrapped(`<font><glyph/></font><g/>`), `<g/>`},
	{"fill by reference", wrapped(`<rect fill="url( '#a' )" style="mask:url(#b);clip-path:url(&quot;#c&quot;)"/>`), `<rect fill="url(#a)" style="mask:url(#b);clip-path:url(#c)"/>`},
	{"a picture in the file", wrapped(`<image width="1" xlink:href="` + dots[:30] + "&#10;\n" + dots[30:] + `"/>`), `<image width="1" xlink:href="` + dots + `"/>`},
	{"a picture in a style", wrapped(`<rect style="fill:url(` + dots + `)"/>`), `<rect style="fill:url(` + dots + `)"/>`},
	{"use and links within", wrapped(`<symbol id="a"/><use xlink:href="#a" x="1"/><a href="#a"/>`), `<symbol id="a"/><use xlink:href="#a" x="1"/><a href="#a"/>`},
	{"Illustrator's style", wrapped("<style type=\"text/css\">\r\n\t.st0{fill:#FFF;}\r\n\t.st1{clip-path:url(#SVGID_2_);}\r\n</style>"), "<style type=\"text/css\">.st0{fill:#FFF;}\n.st1{clip-path:url(#SVGID_2_);}\n</style>"},
	{"a style with escapes", wrapped(`<style>.\31 a:hover > .b\:c{content:"\201c";f\69ll:red/* x */}</style>`), `<style>.\31 a:hover &gt; .b\:c{content:"“";fill:red/**/}</style>`},
	{"comments that part names", wrapped(`<style>a/**/b{}<!-- x --></style>`), `<style>a/**/b{}</style>`},
	{"an animation", wrapped(`<circle r="1"><animate attributeName="r" values="1;2" dur="1s" repeatCount="indefinite"/></circle>`), `<circle r="1"><animate attributeName="r" values="1;2" dur="1s" repeatCount="indefinite"/></circle>`},
	{"a language, blanks kept", wrapped(`<text xml:space="preserve" xml:lang="it"> a  b </text>`), `<text xml:space="preserve" xml:lang="it"> a  b </text>`},
	{"line ends in a value", wrapped("<path d=\"M0\r\n0\" class=\"a&#10;b\"/>"), `<path d="M0 0" class="a&#10;b"/>`},
	{"text for those who do not see", wrapped(`<title>Stemma</title><desc>Città</desc>`), `<title>Stemma</title><desc>Città</desc>`},
}

func TestHarmlessDrawings(t *testing.T) {
	for _, tt := range harmlessDrawings {
		t.Run(tt.name, func(t *testing.T) {
			clean, faults := Drawing([]byte(tt.svg))
			if len(faults) > 0 {
				t.Fatalf("%+v", faults)
			}
			root, rest, _ := strings.Cut(string(clean), ">")
			want := `<svg xmlns="http://www.w3.org/2000/svg"`
			if strings.Contains(tt.want, "xlink:") {
				want += ` xmlns:xlink="http://www.w3.org/1999/xlink"`
			}
			if got := strings.TrimSuffix(rest, "</svg>\n"); root != want || got != tt.want {
				t.Errorf("%s>\n%s\nwant:\n%s>\n%s", root, got, want, tt.want)
			}
			if again, _ := Drawing(clean); !bytes.Equal(again, clean) {
				t.Errorf("another time: %s", again)
			}
		})
	}
}

// A hostile file is refused before it takes long, and with a place.
func TestLimits(t *testing.T) {
	many := func(head, one, tail string, n int) string { return head + strings.Repeat(one, n) + tail }
	tests := []struct{ name, svg, says string }{
		{"depth", many(`<svg xmlns="http://www.w3.org/2000/svg">`, "<g>", "", 1_000_000), "livelli"},
		{"attributes", many(`<svg xmlns="http://www.w3.org/2000/svg" `, `x="" y="" `, "/>", 1), ""},
		{"many attributes", func() string {
			var b strings.Builder
			for i := range 100_000 {
				fmt.Fprintf(&b, " a%d=''", i)
			}
			return wrapped("<g" + b.String() + "/>")
		}(), "troppi attributi"},
		{"many prefixes", func() string {
			var b strings.Builder
			for i := range 100_000 {
				fmt.Fprintf(&b, " xmlns:a%d='b'", i)
			}
			return wrapped("<g" + b.String() + "/>")
		}(), "troppi attributi"},
		{"elements", wrapped(strings.Repeat("<g/>", maxElements)), "elementi"},
		{"references", wrapped(`<g style="` + strings.Repeat("a:url(#a);", maxRefs+1) + `"/>`), "ripete"},
		{"patterns of patterns", wrapped(func() string {
			var b strings.Builder
			for i := range 40 {
				fmt.Fprintf(&b, `<pattern id="a%d"><path fill="url(#a%d)" stroke="url(#a%d)"/></pattern>`, i, i+1, i+1)
			}
			return b.String() + `<pattern id="a40"/>`
		}()), "ripete"},
		{"a name", wrapped("<" + strings.Repeat("a", 1_000_000) + "/>"), "nome"},
	}
	for _, tt := range tests {
		_, faults := Drawing([]byte(tt.svg))
		if tt.says == "" && len(faults) > 0 || tt.says != "" && (len(faults) == 0 || !strings.Contains(faults[0].Text, tt.says)) {
			t.Errorf("%s: %+v", tt.name, faults)
		}
	}
}
