package media

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// zipped gives a ZIP with parts, as name, text, name, text.
func zipped(parts ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err != nil {
			panic(err)
		}
		f.Write([]byte(parts[i+1])) // into memory
	}
	w.Close()
	return b.String()
}

const (
	png      = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
	pdf      = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
	ole      = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"
	exe      = "MZ\x90\x00\x03\x00\x00\x00"
	htmlPage = "<html><script>document.title='ESEGUITO'</script>"
)

func opendocument(kind string, more ...string) string {
	return zipped(append([]string{"mimetype", "application/vnd.oasis.opendocument." + kind, "content.xml", "<x/>"}, more...)...)
}

func office(folder string, more ...string) string {
	return zipped(append([]string{"[Content_Types].xml", "<Types/>", folder + "document.xml", "<x/>"}, more...)...)
}

// signed is the beginning of a signed file, with its length in that form.
func signed(length string) string {
	return "\x30" + length + "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80" + strings.Repeat("\x02\x01\x01", 40)
}

func check(t *testing.T, name, content string, own ...string) *Refusal {
	t.Helper()
	r, err := Check(name, strings.NewReader(content), int64(len(content)), own)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// harmless are files as offices publish them.
func harmless() [][2]string {
	der := signed("\x82\x12\x34")
	in64 := base64.StdEncoding.EncodeToString([]byte(der))
	return [][2]string{
		{"delibera.n.12.2024.pdf", pdf}, {"art.5.c.2.pdf", pdf}, {"D.Lgs.33.2013.pdf", pdf}, {"ATTO.PDF", pdf},
		{"con intestazione.pdf", "\x00\x01 stampante\n" + pdf}, {"Introduzione a Node.js.pdf", pdf}, {"www.comune.com.pdf", pdf},
		{"_atti/v1.2/decreto.pdf", pdf}, {"à/è ù.pdf", pdf}, {"php.pdf", pdf}, {"html/var/x.pdf", pdf}, {"n.1.del.2.01.pdf", pdf},
		{"atto.pdf.p7m", der}, {"fattura.xml.p7m", signed("\x80")}, {"atto.pdf.p7m.p7m", signed("\x81\x90")}, {"lettera.docx.p7m", der},
		{"in base64.pdf.p7m", in64}, {"a righe.pdf.p7m", in64[:64] + "\r\n" + in64[64:]},
		{"pem.p7m", "-----BEGIN PKCS7-----\n" + in64[:64] + "\n" + in64[64:] + "\n-----END PKCS7-----\n"},
		{"marcato.pdf.tsd", "\x30\x82\x01\x00" + string(stampedData) + "\xa0\x80"}, {"marcato.tsd", der}, {"marca.tsr", "\x30\x03\x02\x01\x00"},
		{"atto.m7m", "Mime-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"}, {"binario.m7m", "Mime-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n\x30\x82\x00%PDF-1.7"}, {"firma.asc", "-----BEGIN PGP SIGNATURE-----\n"}, {"firma.sig", "\x89\x01\x33\x04\x00"},
		{"a.odt", opendocument("text")}, {"a.ott", opendocument("text-template")}, {"a.ods", opendocument("spreadsheet")}, {"a.odp", opendocument("presentation")},
		{"a.odg", opendocument("graphics")}, {"macro aperte.odt", opendocument("text", "Basic/script-lc.xml", "<x/>", "Basic/Standard/script-lb.xml", "<x/>")},
		{"a.docx", office("word/")}, {"a.xlsx", office("xl/")}, {"a.pptx", office("ppt/")}, {"di Windows.docx", zipped("[Content_Types].xml", "x", `word\document.xml`, "x")}, {"a.doc", ole}, {"a.xls", ole}, {"a.ppt", ole}, {"a.rtf", `{\rtf1\ansi`},
		{"a.epub", zipped("mimetype", "application/epub+zip")}, {"a.zip", zipped("x.exe", exe)}, {"vuoto.zip", zipped()}, {"a.kmz", zipped("doc.kml", "<kml/>")},
		{"a.7z", "7z\xbc\xaf\x27\x1c\x00\x04"}, {"a.csv", "nome;importo\nè;1\n"}, {"latin1.csv", "nome;citt\xe0\n"}, {"excel.txt", "\xff\xfen\x00o\x00m\x00e\x00\t\x00"},
		{"bom.csv", "\xef\xbb\xbfnome;importo\n"}, {"vuoto.txt", ""}, {"misure.csv", "<0,5;<1\n"}, {"a.json", "\n{\"a\": 1}"}, {"a.geojson", "[1]"}, {"a.jsonld", "{}"}, {"a.md", "# Titolo\n\n<p>\n"},
		{"a.ttl", "<https://example.it/a> a <https://example.it/B> .\n"}, {"a.ttl", "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n"}, {"a.sql", "SELECT 1;"},
		{"a.csv.gz", "\x1f\x8b\x08\x00"}, {"a.parquet", "PAR1\x15\x04"}, {"a.png", png}, {"a.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF"}, {"a.jpeg", "\xff\xd8\xff\xe1"},
		{"P.R.G. var. 3.pdf", pdf}, {"Avv. Pl. Rossi.pdf", pdf}, {"Soc. A.S.P. Asp. 12.pdf", pdf},
		{"in base64 con intestazioni.p7m", "MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; name=\"a.p7m\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + in64},
		{"pem con intestazioni.p7m", "-----BEGIN CMS-----\nVersion: 1\n\n" + in64 + "\n-----END CMS-----\n"},
		{"binario.pdf.m7m", "Mime-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/pdf\r\n\r\n" + pdf + "\x00\x01"},
		{"righe vuote.json", "\n\n{}"}, {"solo righe vuote.txt", strings.Repeat("\n", 5000)}, {"spazi.csv", strings.Repeat(" ", 5000) + "a;b\n"},
		{"a.webp", "RIFF\x24\x00\x00\x00WEBPVP8 "}, {"a.avif", "\x00\x00\x00\x20ftypavif\x00\x00"}, {"a.gif", "GIF89a/*\x00"}, {"a.tif", "II*\x00"},
		{"a.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`}, {"inkscape.svg", "<?xml version=\"1.0\"?>\n<!-- Created with Inkscape -->\n<svg/>"}, {"sketch.svg", "<!-- Generator -->\n<svg/>"},
		{"fattura.xml", "<?xml version=\"1.0\"?><p:FatturaElettronica/>"}, {"senza dichiarazione.xml", "<p:FatturaElettronica/>"}, {"a.kml", "<?xml version=\"1.0\"?>\n<kml/>"}, {"a.gpx", "\xef\xbb\xbf<gpx/>"},
		{"computo.xpwe", "<?xml version=\"1.0\"?><PweDocumento/>"}, {"a.dwg", "AC1032\x00\x00"}, {"a.dxf", "  0\r\nSECTION\r\n"}, {"a.dxf", "AutoCAD Binary DXF\r\n\x1a\x00"}, {"a.ifc", "ISO-10303-21;\nHEADER;"},
		{"a.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"}, {"a.vcf", "BEGIN:VCARD\r\n"}, {"a.eml", "Return-Path: <a@example.it>\r\n"},
		{"a.mp3", "ID3\x04\x00"}, {"senza id.mp3", "\xff\xfb\x90\x64"}, {"a.mp4", "\x00\x00\x00\x20ftypisom"}, {"b.mp4", "\x00\x00\x00<ftypisom"}, {"a.m4a", "\x00\x00\x00\x20ftypM4A "}, {"a.webm", "\x1a\x45\xdf\xa3\x01"}, {"a.ogg", "OggS\x00\x02"}, {"a.wav", "RIFF\x24\x00\x00\x00WAVEfmt "},
	}
}

func TestHarmless(t *testing.T) {
	for _, f := range harmless() {
		if r := check(t, "media/"+f[0], f[1]); r != nil {
			t.Errorf("%s is refused: %+v", f[0], *r)
		}
		if r := Name("media/" + f[0]); r != nil {
			t.Errorf("the name %s is refused: %+v", f[0], *r)
		}
	}
}

func TestActive(t *testing.T) {
	blanks := strings.Repeat(" \n", headSize)
	tests := []struct{ name, content, want string }{
		// What ran on Apache with PHP, or was sent as a page.
		{"x.phar", "<?php echo 6*7;", "un file .phar non si pubblica"}, {"n.php.jpg", "\xff\xd8\xff\xe0<?php echo 6*7;", "il nome contiene .php:"},
		{"x.php.it", "<?php", "il nome contiene .php:"}, {"x.php.pdf", pdf, "il nome contiene .php:"}, {"x.PHP5.pdf", pdf, "il nome contiene .php5:"},
		{"x.pht", "x", "un file .pht non"}, {"x.phar.it", "x", "il nome contiene .phar:"}, {"x.php .jpg", png, "il nome contiene .php:"},
		{"x.asp;.jpg", png, "il nome contiene .asp:"}, {"x.asa;.jpg", png, "il nome contiene .asa:"}, {"v.php/a.pdf", pdf, "il nome contiene .php:"},
		{"o.html.it", htmlPage, "il nome contiene .html:"}, {"q.htm.en", htmlPage, "il nome contiene .htm:"}, {"t.html.utf8", htmlPage, "il nome contiene .html:"}, {"o.html.zz", htmlPage, "il nome contiene .html:"},
		{"s.shtml.it", htmlPage, "il nome contiene .shtml:"}, {"index.html.it", htmlPage, "il nome contiene .html:"}, {"x.html.dwg", "AC1032<script>", "il nome contiene .html:"},
		{"v.var", "URI: x.txt", "un file .var non"}, {"v.var.txt", "URI: x.txt", "il nome contiene .var:"}, {"a.asis", "Status: 200", "un file .asis non"}, {"a.cgi.txt", "x", "il nome contiene .cgi:"},
		{"a.svgz", "\x1f\x8b", "un file .svgz non"}, {"a.svg.gz", "\x1f\x8b\x08", "il nome contiene .svg:"},
		{"a.hta", htmlPage, "un file .hta non"}, {"a.lnk", "L\x00\x00\x00", "un file .lnk non"}, {"web.config", "<configuration/>", "un file .config non"}, {"a/StaticWebApp.config.json", "{}", "il nome \"StaticWebApp.config.json\" è quello"}, {"a.xsd", "<schema/>", "un file .xsd non"},
		{"a.docm", office("word/", "word/vbaProject.bin", "x"), "un file .docm non"}, {"a.js", "alert(1)", "un file .js non"}, {"a.JS", "alert(1)", "un file .js non"}, {"a.xsl", "<x/>", "un file .xsl non"},
		// What is in them.
		{"a.txt", htmlPage, "il contenuto comincia come una pagina HTML"}, {"a.txt", "\xef\xbb\xbf \n<SCRIPT>", "il contenuto comincia come una pagina HTML"}, {"a.csv", "<pippo", "il contenuto comincia come una pagina HTML"},
		{"a.pdf", htmlPage + pdf, "il contenuto comincia come una pagina HTML"}, {"a.txt", "<?php echo 1;", "il contenuto comincia come codice"}, {"a.sig", "<%= 1 %>", "il contenuto comincia come codice"},
		{"x.svg.ttl", "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script/>", "il contenuto comincia come un file XML"}, {"x.svg.sig", "<\x00s\x00v\x00g\x00", "il contenuto comincia come un file XML"}, {"y.svg.sig", "\x00<\x00?\x00x", "il contenuto comincia come un file XML"}, {"x.svg.csv", "\xff\xfe<\x00s\x00v\x00g\x00 \x00", "il contenuto comincia come un file XML"},
		{"a.log", "#!/bin/sh\n", "il contenuto comincia come uno script"}, {"a.svg", "<html><script>", "il contenuto comincia come una pagina HTML"}, {"a.xml", "<!DOCTYPE html><script>", "il contenuto comincia come una pagina HTML"},
		{"a.xls", "<table><tr><td>", "il contenuto comincia come una pagina HTML"}, {"a.svg", "<?php echo '<svg/>'", "il contenuto comincia come codice"},
		{"a.gml", "<!-- x --><gml/>", "un file .gml che comincia così"}, {"a.xpwe", "<PweDocumento/>", "un file .xpwe che comincia così"},
		{"a.sig", exe, "il contenuto comincia come un programma"}, {"a.dxf", "\x7fELF", "il contenuto comincia come un programma"},
		{"a.xlsx", office("xl/", "xl/vbaProject.bin", "x"), "il documento contiene macro"}, {"a.xlsx", office("xl/", "xl/macrosheets/sheet1.xml", "x"), "il documento contiene macro"},
		{"a.ods", opendocument("spreadsheet", "Basic/Standard/Module1.xml", "x"), "il documento contiene macro"}, {"a.odt", opendocument("text", "Scripts/python/x.py", "x"), "il documento contiene macro"},
		{"a.xls", ole + strings.Repeat("x", 300<<10) + string(utf16("_VBA_PROJECT")), "il documento contiene macro"}, {"a.xls", ole + string(utf16("_vba_Project")), "il documento contiene macro"},
		// What stands behind more blanks than the head of the file.
		{"x.svg.nq", blanks + "<svg onload='alert(1)'/>", "il contenuto comincia come un file XML"}, {"x.svg.ndjson", blanks + "<svg/>", "il contenuto comincia come un file XML"},
		{"x.svg.sig", "\xef\xbb\xbf" + blanks + "<svg/>", "il contenuto comincia come un file XML"}, {"x.xml.csv", "\xff\xfe" + string(utf16(blanks+"<svg/>")), "il contenuto comincia come un file XML"},
		{"a.txt", blanks + "<?php echo 1;", "il contenuto comincia come codice"}, {"a.kml", blanks + "<script>", "il contenuto comincia come una pagina HTML"},
	}
	for _, tt := range tests {
		r := check(t, "media/"+tt.name, tt.content)
		if r == nil || r.Rule != RuleActive || !strings.HasPrefix(r.Text, tt.want) {
			t.Errorf("%s: %+v, want %s", tt.name, r, tt.want)
		}
	}
}

func TestTypes(t *testing.T) {
	tests := []struct{ name, content, text, mend string }{
		{"noext", htmlPage, "il nome non ha un’estensione", "aggiungi in fondo al nome"},
		{"Atto 12", pdf, "il nome non ha un’estensione", "il contenuto è un PDF: aggiungi .pdf"},
		{"_headers", "/*\n  X: y\n", "il nome non ha un’estensione", ""},
		{"a.xyz", "x", "il tipo .xyz non è tra quelli", "tipi = [\"xyz\"]"},
		{"r.svg.it", "<svg/>", "il tipo .it non è tra quelli", ""},
		{"a.jpg", png, "il nome finisce in .jpg, ma il contenuto è un’immagine PNG", "rinomina il file con .png"},
		{"a.doc", `{\rtf1`, "il nome finisce in .doc, ma il contenuto è un documento RTF", "rinomina il file con .rtf"},
		{"a.docx", opendocument("text"), "il nome finisce in .docx, ma il contenuto è un documento OpenDocument", "rinomina il file con .odt"},
		{"a.docx", office("xl/"), "il nome finisce in .docx, ma il contenuto è un foglio di Excel", "rinomina il file con .xlsx"},
		{"a.xlsx", ole, "il nome finisce in .xlsx, ma il contenuto è un documento del vecchio Office", "rinomina il file con .xls"},
		{"a.xlsx", ole + string(utf16("EncryptedPackage")), "il nome finisce in .xlsx, ma il documento è protetto da una password", "senza password"},
		{"a.odt", zipped("x", "y"), "il nome finisce in .odt, ma il contenuto è un archivio ZIP", "rinomina il file con .zip"},
		{"a.pdf", "", "il nome finisce in .pdf, ma il file è vuoto", "copia di nuovo il file"},
		{"a.pdf", "testo", "il nome finisce in .pdf, ma il contenuto non è un PDF", "salvalo di nuovo come .pdf"},
		{"a.csv", "a\x00b", "il nome finisce in .csv, ma il contenuto non è un testo", ""},
		{"a.csv", ole, "il nome finisce in .csv, ma il contenuto è un documento del vecchio Office", "rinomina il file con .doc"},
		{"a.pdf.p7m", pdf, "il nome finisce in .p7m, ma il contenuto è un PDF", "rinomina il file con .pdf"},
		{"a.p7m", "MIIx", "il nome finisce in .p7m, ma il contenuto non è un file firmato", ""},
		{"a.svg", png, "il nome finisce in .svg, ma il contenuto è un’immagine PNG", ""},
		{"a.mp3", "\xff\xfea\x00", "il nome finisce in .mp3, ma il contenuto non è un suono MP3", ""},
		{"a.json", "Ciao", "il nome finisce in .json, ma il contenuto non è un testo JSON", ""},
	}
	for _, tt := range tests {
		r := check(t, "media/"+tt.name, tt.content)
		if r == nil || r.Rule != RuleType || !strings.HasPrefix(r.Text, tt.text) || !strings.Contains(r.Mend, tt.mend) {
			t.Errorf("%s: %+v, want %s", tt.name, r, tt.text)
		}
	}
}

// TestOwnTypes holds what a site may add.
func TestOwnTypes(t *testing.T) {
	for in, want := range map[string]string{"skp": "skp", ".SKP": "skp", " dwfx ": "dwfx"} {
		if got, r := AddedType(in); got != want || r != nil {
			t.Errorf("%q: %q, %+v", in, got, r)
		}
	}
	for in, rule := range map[string]string{"": RuleType, "a.b": RuleType, "tar gz": RuleType, "è": RuleType, "php": RuleActive, "PHP8": RuleActive, "html": RuleActive, "xhtml": RuleActive, ".hta": RuleActive, "exe": RuleActive, "docm": RuleActive, "svgz": RuleActive, "xsl": RuleActive, "config": RuleActive, "js": RuleActive,
		"slk": RuleActive, "iqy": RuleActive, "asa": RuleActive, "command": RuleActive, "webloc": RuleActive, "odb": RuleActive, "csh": RuleActive, "mobileconfig": RuleActive} {
		if got, r := AddedType(in); r == nil || r.Rule != rule {
			t.Errorf("%q is taken as %q: %+v", in, got, r)
		}
	}
	for _, tt := range []struct{ name, content, want string }{
		{"a.skp", "\xff\xfe\xff\x0eS\x00k\x00", ""}, {"a.xyz", "testo", ""}, {"a.xyz", zipped("x", "y"), ""}, {"a.xyz", "", ""},
		{"a.skp", htmlPage, RuleActive}, {"a.skp", "  <!-- x", RuleActive}, {"a.skp", "<?xml version='1.0'?><svg/>", RuleActive}, {"a.skp", "<?php", RuleActive}, {"a.skp", "#!/bin/sh", RuleActive},
		{"a.skp", pdf, ""}, {"a.xyz", office("xl/", "xl/vbaProject.bin", "x"), RuleActive}, {"x.php.skp", "x", RuleActive}, {"x.svg.gz.xyz", "\x1f\x8b\x08", RuleActive}, {"x.gz.svg.xyz", "\x1f\x8b\x08", RuleActive}, {"x.svg.xyz", "x", ""}, {"a.skp", strings.Repeat(" ", 5000) + "<svg/>", RuleActive}, {"a.abc", "x", RuleType},
	} {
		got := ""
		if r := check(t, "media/"+tt.name, tt.content, "skp", "xyz"); r != nil {
			got = r.Rule
		}
		if got != tt.want {
			t.Errorf("%s %.9q: %q, want %q", tt.name, tt.content, got, tt.want)
		}
	}
}

// TestTable holds the table of types to itself: no extension twice, none that runs.
func TestTable(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range formats {
		for _, ext := range f.exts {
			if seen[ext] || runs(ext) || ext != strings.ToLower(ext) {
				t.Errorf("%s: twice, or active", ext)
			}
			seen[ext] = true
		}
	}
	for _, ext := range []string{"html", "htm", "xhtml", "xht", "xsd", "xsl", "js", "exe", "lnk", "hta", "jar", "php", "php3", "php8", "phtml", "phar", "pht", "shtml", "cgi", "pl", "py", "asp", "aspx", "jsp", "var", "asis", "svgz", "docm", "xlsm", "pptm"} {
		if seen[ext] || !runs(ext) {
			t.Errorf("%s may be published", ext)
		}
	}
}

func TestNames(t *testing.T) {
	for _, name := range []string{"media/x/com.pdf", "media/nul-1.pdf", "media/console.pdf", "media/aux1/x.pdf", "media/.. x/y.pdf", "media/" + strings.Repeat("a", 251) + ".pdf"} {
		if r := Name(name); r != nil {
			t.Errorf("%s: %+v", name, *r)
		}
	}
	for _, tt := range []struct{ name, text, mend string }{
		{"media/nul", `il nome "nul" è riservato a Windows`, `rinominalo, per esempio "nul-1"`}, {"media/COM1.pdf", `il nome "COM1.pdf" è riservato`, `"COM1-1.pdf"`}, {"media/aux/x.txt", `il nome "aux" è riservato`, ""},
		{"media/lpt².tar.gz", `il nome "lpt².tar.gz" è riservato`, ""}, {"media/con .txt", `il nome "con .txt" è riservato`, ""}, {"media/CONIN$.txt", `il nome "CONIN$.txt" è riservato`, ""},
		{"media/dir./x.pdf", `il nome "dir." finisce con un punto o uno spazio`, `rinominalo "dir"`}, {"media/dir /x.pdf", `il nome "dir " finisce`, ""}, {"media/x.pdf ", `il nome "x.pdf " finisce`, ""},
		{"media/" + strings.Repeat("a", 252) + ".pdf", "un nome di 256 byte non sta", ""}, {"media/" + strings.Repeat("è", 126) + ".pdf", "un nome di 256 byte", ""},
		{"media/a?b.pdf", "il nome del file ha caratteri", ""}, {"media/citt\xe0.pdf", "il nome del file ha caratteri", ""}, {"media/fattura\u202efdp.zip", "il nome del file ha un carattere che cambia", ""},
	} {
		if r := Name(tt.name); r == nil || r.Rule != RuleName || !strings.HasPrefix(r.Text, tt.text) || !strings.Contains(r.Mend, tt.mend) {
			t.Errorf("%q: %+v, want %s", tt.name, r, tt.text)
		}
	}
	for _, pair := range [][2]string{{"media/Atti", "media/atti"}, {"caffè", "caffe\u0300"}, {"CAFFÈ", "caffe\u0300"}, {"Ω", "ω"}} {
		if Fold(pair[0]) != Fold(pair[1]) {
			t.Errorf("%q and %q are two names", pair[0], pair[1])
		}
	}
	if Fold("atti") == Fold("atto") {
		t.Error("all names are one")
	}
}

type broken struct{}

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errors.New("broken") }

func TestUnreadable(t *testing.T) {
	if _, err := Check("media/a.pdf", broken{}, 9, nil); err == nil {
		t.Error("what cannot be read is published")
	}
}

// FuzzCheck holds that nothing panics, and that what passes is no page for a browser that is told
// no type: the sniffer of net/http follows the standard.
func FuzzCheck(f *testing.F) {
	for _, h := range harmless() {
		f.Add(h[0], []byte(h[1]))
	}
	f.Add("a.xls", []byte(htmlPage))
	f.Add("a.skp", []byte("\x00<html>"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		Name("media/" + name)
		r, err := Check("media/"+name, bytes.NewReader(content), int64(len(content)), []string{"skp"})
		if err != nil || r != nil {
			return
		}
		ext := Ext(name)
		if formatOf(ext) == nil && ext != "skp" {
			t.Fatalf("%q passes", name)
		}
		sniffed, _, _ := strings.Cut(http.DetectContentType(content), ";")
		markup, _ := Markup(name)
		pages := []string{"text/html", "text/xml"}
		if markup {
			pages = []string{"text/html"}
		}
		if ext != "svg" && ext != "xml" && slices.Contains(pages, sniffed) {
			t.Fatalf("%q with %.40q passes and is %s", name, content, sniffed)
		}
	})
}
