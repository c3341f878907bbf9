package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"
)

// harmless is a file that an office publishes, in the form in which its program writes it: it
// must be published, and open.
type harmless struct {
	name string
	data []byte
}

// file gives the name under content/.
func (h *harmless) file() string { return "media/buoni/" + h.name }

// harmlessFiles gives all of them.
func harmlessFiles(t *testing.T) []*harmless {
	t.Helper()
	var all []*harmless
	add := func(name string, data []byte) { all = append(all, &harmless{name, data}) }
	for _, files := range []map[string]string{harmlessTexts, harmlessXML, harmlessDrawings} {
		for name, text := range files {
			add(name, []byte(text))
		}
	}
	for name, data := range harmlessPDFs() {
		add(name, data)
	}
	for name, data := range officeFiles(t) {
		add(name, data)
	}
	for name, data := range pictures(t) {
		add(name, data)
	}
	signed, err := filepath.Glob("testdata/media/*.*")
	if err != nil || len(signed) < 10 {
		t.Fatalf("testdata/media has %d files: %v", len(signed), err)
	}
	for _, name := range signed {
		if path.Ext(name) != ".sh" {
			add(filepath.Base(name), []byte(readText(t, name)))
		}
	}
	add("delibera.tsd", timeStamped(t, []byte(readText(t, "testdata/media/delibera.pdf.p7m")), []byte(readText(t, "testdata/media/delibera.tsr"))))
	add("delibera.m7m", marked(readText(t, "testdata/media/delibera.pdf.p7m"), readText(t, "testdata/media/delibera.tsr")))
	source, _ := exec.Command("go", "env", "GOROOT").Output() // without it these are not looked at
	for name, to := range map[string]string{                  // of Go itself, by other programs
		"image/testdata/video-001.progressive.jpeg": "foto progressiva.jpeg", "image/testdata/video-001.interlaced.gif": "foto a righe.gif",
		"image/testdata/video-001.cmyk.jpeg": "foto di stampa.jpg", "archive/zip/testdata/time-7zip.zip": "atti 7zip.zip",
		"archive/zip/testdata/winxp.zip": "atti xp.zip", "archive/zip/testdata/utf8-osx.zip": "atti mac.zip",
	} {
		data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(source)), "src", filepath.FromSlash(name)))
		if err == nil { // a Go without its tests lacks them
			add(to, data)
		}
	}
	slices.SortFunc(all, func(a, b *harmless) int { return strings.Compare(a.name, b.name) })
	return all
}

// harmlessPDFs are documents as offices name and write them.
func harmlessPDFs() map[string][]byte {
	signature := "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 840 4842 1000]/Contents<" + strings.Repeat("30", 200) + ">/M(D:20240403101500+02'00')/Name(Il dirigente)>>"
	xmp := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="B"/></rdf:RDF></x:xmpmeta>`
	meta := fmt.Sprintf("<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream", len(xmp), xmp)
	out := map[string][]byte{
		"pdf-a.pdf":       pdf("/Metadata 6 0 R/MarkInfo<</Marked true>>/Lang(it-IT)", "", "Bilancio", meta),
		"modulo.pdf":      pdf("/AcroForm<</Fields[6 0 R]/NeedAppearances true>>", "/Annots[6 0 R]", "Domanda", "<</Type/Annot/Subtype/Widget/FT/Tx/T(nome)/Rect[72 600 300 620]/F 4>>"),
		"firmato.pdf":     pdf("/AcroForm<</Fields[6 0 R]/SigFlags 3>>", "/Annots[6 0 R]", "Decreto", "<</Type/Annot/Subtype/Widget/FT/Sig/T(Firma1)/Rect[0 0 0 0]/F 132/V 7 0 R>>", signature),
		"con indice.pdf":  pdf("/OpenAction[3 0 R/FitH 842]/PageMode/UseOutlines", "/Annots[<</Type/Annot/Subtype/Link/Rect[72 690 200 720]/A<</S/URI/URI(https://www.normattiva.it/)>>>>]", "Si veda la norma"),
		"due volte.pdf":   append(pdf("", "", "Prima"), pdf("", "", "Dopo")...),
		"spazi prima.pdf": append([]byte("\r\n"), pdf("", "", "Da un vecchio portale")...),
	}
	for _, name := range []string{
		"Delibera n. 12 del 3.4.2024.pdf", "D.Lgs.33.2013 - art.5.pdf", "Perché sì – città (2).pdf", "ALLEGATO_A.PDF", "s.p.a. bilancio 31.12.2023.pdf",
		"dell’ufficio, parte 1.pdf", "a+b & c = d.pdf", "P.T.P.C.T. 2024-2026 v.2.1 def.pdf", "avviso.rev.3.pdf", "determina_prot.n.123.2024.pdf",
	} {
		out[name] = pdf("", "", "Delibera")
	}
	return out
}

// harmlessTexts are files of lines.
var harmlessTexts = map[string]string{
	"bandi.csv":                     "cig;oggetto;importo\nZ123456789;Fornitura di carta;1.200,00\n",
	"con segno.csv":                 "\ufeffnome;nota\r\nScuola;\"più <b> che meno & altro\"\r\n",
	"latin1.csv":                    "nome;citt\xe0\nComune;Forl\xec\n",
	"utf16.csv":                     utf16Text("nome;città\r\nComune;Forlì\r\n", binary.LittleEndian, true),
	"tabella.tsv":                   "nome\tvalore\nScuola\t1\n",
	"leggimi.txt":                   "Le scelte dell’ufficio: a < b, c > d.\n",
	"latin1.txt":                    "Perch\xe9 no: la citt\xe0.\r\n",
	"dati.json":                     "{\n  \"nome\": \"Comune\", \"html\": \"<b>sì</b>\"\n}\n",
	"confini.geojson":               `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nome":"Scuola"},"geometry":{"type":"Point","coordinates":[8.62,45.45]}}]}`,
	"scadenze.ics":                  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Comune//IT\r\nBEGIN:VEVENT\r\nUID:1@comune\r\nDTSTAMP:20240101T000000Z\r\nDTSTART;VALUE=DATE:20240403\r\nSUMMARY:Consiglio\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
	"urp.vcf":                       "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ufficio relazioni con il pubblico\r\nORG:Comune di Prova\r\nEND:VCARD\r\n",
	"verbale.rtf":                   `{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}\f0\fs24 Verbale della citt\'e0.\par}`,
	"elenco annuale 2024.07.01.csv": "anno;numero\n2024;3\n",
}

// harmlessXML are data as offices publish them.
var harmlessXML = map[string]string{
	"IT01234567890_00002.xml": `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ns3:FatturaElettronica xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:ns3="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" versione="FPA12" xsi:schemaLocation="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2 http://www.fatturapa.gov.it/export/fatturazione/sdi/fatturapa/v1.2/Schema.xsd">
  <FatturaElettronicaHeader><DatiTrasmissione><ProgressivoInvio>00002</ProgressivoInvio><FormatoTrasmissione>FPA12</FormatoTrasmissione></DatiTrasmissione></FatturaElettronicaHeader>
  <FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento><TipoDocumento>TD01</TipoDocumento><Divisa>EUR</Divisa><ImportoTotaleDocumento>1220.00</ImportoTotaleDocumento></DatiGeneraliDocumento></DatiGenerali></FatturaElettronicaBody>
</ns3:FatturaElettronica>
`,
	"l190-2023.xml": `<?xml version="1.0" encoding="UTF-8"?>
<legge190:pubblicazione xsi:schemaLocation="legge190_1_0 datasetAppaltiL190.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:legge190="legge190_1_0">
<metadata><titolo>Pubblicazione 1 legge 190</titolo><abstract>Dataset</abstract><dataPubbicazioneDataset>2024-01-31</dataPubbicazioneDataset><entePubblicatore>Comune di Prova</entePubblicatore><annoRiferimento>2023</annoRiferimento><urlFile>https://www.comune.example.it/l190-2023.xml</urlFile><licenza>IODL</licenza></metadata>
<data><lotto><cig>Z123456789</cig><oggetto><![CDATA[Carta & toner]]></oggetto><sceltaContraente>23-AFFIDAMENTO DIRETTO</sceltaContraente><importoAggiudicazione>1200.00</importoAggiudicazione></lotto></data>
</legge190:pubblicazione>
`,
	"indice.xml":    "<indice><!-- tutti gli anni --><anno>2023</anno></indice>\n",
	"scuole.kml":    `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>Scuole</name><Style id="s"><LineStyle><color>ff0000ff</color></LineStyle></Style><Placemark><name>Scuola</name><styleUrl>#s</styleUrl><Point><coordinates>8.62,45.45,0</coordinates></Point></Placemark></Document></kml>`,
	"cammino.gpx":   `<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="GPS" xmlns="http://www.topografix.com/GPX/1/1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd"><trk><name>Cammino</name><trkseg><trkpt lat="45.45" lon="8.62"><ele>150</ele></trkpt></trkseg></trk></gpx>`,
	"con segno.xml": "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<dati xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\r\n<riga>però</riga>\r\n</dati>\r\n",
}

// harmlessDrawings are drawings in the form of those who write them.
var harmlessDrawings = map[string]string{
	"inkscape.svg": `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->

<svg
   width="210mm"
   height="297mm"
   viewBox="0 0 210 297"
   version="1.1"
   id="svg5"
   inkscape:version="1.2.2 (b0a8486541, 2022-12-01)"
   sodipodi:docname="stemma.svg"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:xlink="http://www.w3.org/1999/xlink"
   xmlns="http://www.w3.org/2000/svg"
   xmlns:svg="http://www.w3.org/2000/svg"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
   xmlns:cc="http://creativecommons.org/ns#"
   xmlns:dc="http://purl.org/dc/elements/1.1/">
  <title id="title1">Stemma</title>
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:pageopacity="0.0" inkscape:document-units="mm" showgrid="false"><inkscape:grid type="xygrid" id="grid1" /></sodipodi:namedview>
  <defs id="defs2">
    <linearGradient id="linearGradient1" inkscape:collect="always"><stop style="stop-color:#0066cc;stop-opacity:1;" offset="0" id="stop1" /><stop style="stop-color:#003366;stop-opacity:0;" offset="1" id="stop2" /></linearGradient>
    <linearGradient inkscape:collect="always" xlink:href="#linearGradient1" id="linearGradient2" x1="0" y1="0" x2="210" y2="0" gradientUnits="userSpaceOnUse" />
    <inkscape:path-effect effect="spiro" id="path-effect1" />
    <clipPath clipPathUnits="userSpaceOnUse" id="clipPath1"><rect width="100" height="100" id="rect1" /></clipPath>
    <filter inkscape:collect="always" style="color-interpolation-filters:sRGB" id="filter1"><feGaussianBlur inkscape:collect="always" stdDeviation="0.5" id="feGaussianBlur1" /></filter>
    <marker style="overflow:visible" id="Arrow1" refX="0" refY="0" orient="auto" inkscape:stockid="Arrow1"><path transform="scale(0.8)" d="M 0,0 5,-5 -12.5,0 5,5 Z" id="path9" /></marker>
  </defs>
  <metadata id="metadata1"><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage" /><cc:license rdf:resource="http://creativecommons.org/licenses/by/4.0/" /></cc:Work></rdf:RDF></metadata>
  <g inkscape:label="Livello 1" inkscape:groupmode="layer" id="layer1" clip-path="url(#clipPath1)">
    <path style="fill:url(#linearGradient2);stroke:#000000;stroke-width:0.26;marker-end:url(#Arrow1);filter:url(#filter1)" d="m 10,10 h 90 v 90 z" id="path1" sodipodi:nodetypes="cccc" inkscape:connector-curvature="0" />
    <use x="0" y="0" xlink:href="#path1" id="use1" transform="translate(10,10)" />
    <text xml:space="preserve" style="font-size:10px;-inkscape-font-specification:'Titillium Web, Normal'" x="10" y="150" id="text1"><tspan sodipodi:role="line" id="tspan1" x="10" y="150">Città</tspan></text>
  </g>
</svg>
`,
	"illustrator.svg": `<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 19.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Livello_1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" x="0px" y="0px"
	 viewBox="0 0 100 100" style="enable-background:new 0 0 100 100;" xml:space="preserve">
<style type="text/css">
	.st0{fill:#0066CC;}
	.st1{clip-path:url(#SVGID_2_);fill:none;stroke:#FFFFFF;stroke-miterlimit:10;}
	.st2{font-family:'MyriadPro-Regular';}
</style>
<g>
	<defs><rect id="SVGID_1_" width="100" height="100"/></defs>
	<clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_"  style="overflow:visible;"/></clipPath>
	<polygon class="st0" points="0,0 100,0 50,100 "/>
	<path class="st1" d="M10,10c0,0,5,5,10,0"/>
	<text transform="matrix(1 0 0 1 10 90)" class="st2" style="font-size:12px;">Comune</text>
</g>
</svg>
`,
	"illustrator-cc.svg": `<?xml version="1.0" encoding="UTF-8"?><svg id="Livello_1" data-name="Livello 1" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><defs><style>.cls-1{fill:#06c;}.cls-1,.cls-2{stroke-width:0px;}.cls-2{fill:url(#g);}</style><radialGradient id="g" cx="32" cy="32" r="32" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#06c"/></radialGradient></defs><path class="cls-1" d="m0,0h64v64H0Z"/><circle class="cls-2" cx="32" cy="32" r="20"/></svg>`,
	"libreoffice.svg": `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.2" width="210mm" height="297mm" viewBox="0 0 21000 29700" preserveAspectRatio="xMidYMid" fill-rule="evenodd" stroke-width="28.222" stroke-linejoin="round" xmlns="http://www.w3.org/2000/svg" xmlns:ooo="http://xml.openoffice.org/svg/export" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:presentation="http://sun.com/xmlns/staroffice/presentation" xmlns:smil="http://www.w3.org/2001/SMIL20/" xmlns:anim="urn:oasis:names:tc:opendocument:xmlns:animation:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xml:space="preserve">
 <defs class="ClipPathGroup"><clipPath id="presentation_clip_path" clipPathUnits="userSpaceOnUse"><rect x="0" y="0" width="21000" height="29700"/></clipPath></defs>
 <defs><font id="EmbeddedFont_1" horiz-adv-x="2048"><font-face font-family="Liberation Sans embedded" units-per-em="2048" font-weight="normal" font-style="normal" ascent="1852" descent="423"/><missing-glyph horiz-adv-x="2048" d="M 0,0 L 2047,0 2047,2047 0,2047 0,0 Z"/><glyph unicode="a" horiz-adv-x="1033" d="M 414,-20 Z"/></font></defs>
 <defs class="TextShapeIndex"><g ooo:slide="id1" ooo:id-list="id3"/></defs>
 <g><g id="id2" class="Master_Slide"><g id="bg-id2" class="Background"/></g></g>
 <g class="SlideGroup"><g><g id="container-id1"><g id="id1" class="Slide" clip-path="url(#presentation_clip_path)"><g class="Page"><g class="com.sun.star.drawing.CustomShape"><g id="id3"><rect class="BoundingBox" stroke="none" fill="none" x="2000" y="2000" width="5000" height="3000"/><path fill="rgb(114,159,207)" stroke="none" d="M 4500,5000 L 2000,5000 2000,2000 7000,2000 7000,5000 4500,5000 Z"/><text class="SVGTextShape"><tspan class="TextParagraph"><tspan class="TextPosition" x="3000" y="3500"><tspan font-family="Liberation Sans, sans-serif" font-size="635px" fill="rgb(0,0,0)" stroke="none" style="white-space: pre">Ufficio</tspan></tspan></tspan></text></g></g></g></g></g></g></g>
</svg>
`,
	"drawio.svg": `<?xml version="1.0" encoding="UTF-8"?>
<!-- Do not edit this file with editors other than draw.io -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="121px" height="61px" viewBox="-0.5 -0.5 121 61" content="&lt;mxfile host=&quot;app.diagrams.net&quot;&gt;&lt;diagram name=&quot;Pagina-1&quot;&gt;x&lt;/diagram&gt;&lt;/mxfile&gt;" style="background-color: rgb(255, 255, 255);"><defs/><g><g data-cell-id="0"><rect x="0" y="0" width="120" height="60" fill="rgb(255, 255, 255)" stroke="rgb(0, 0, 0)" pointer-events="all"/><g fill="rgb(0, 0, 0)" font-family="Helvetica" text-anchor="middle" font-size="12px"><text x="59.5" y="34.5">Ufficio</text></g></g></g></svg>`,
	"figma.svg": `<svg width="24" height="24" viewBox="0 0 24 24" fill="none" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<g clip-path="url(#clip0_1_2)" filter="url(#filter0_d_1_2)">
<path fill-rule="evenodd" clip-rule="evenodd" d="M12 2L2 22H22L12 2Z" fill="url(#paint0_linear_1_2)"/>
<mask id="mask0_1_2" style="mask-type:luminance" maskUnits="userSpaceOnUse" x="0" y="0" width="24" height="24"><path d="M24 0H0V24H24V0Z" fill="white"/></mask>
<g mask="url(#mask0_1_2)"><rect width="24" height="24" fill="url(#pattern0)"/></g>
</g>
<defs>
<filter id="filter0_d_1_2" x="0" y="0" width="24" height="28" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="BackgroundImageFix"/><feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0" result="hardAlpha"/><feOffset dy="4"/><feGaussianBlur stdDeviation="2"/><feComposite in2="hardAlpha" operator="out"/><feBlend mode="normal" in2="BackgroundImageFix" result="effect1"/></filter>
<pattern id="pattern0" patternContentUnits="objectBoundingBox" width="1" height="1"><use xlink:href="#image0_1_2" transform="scale(0.5)"/></pattern>
<linearGradient id="paint0_linear_1_2" x1="12" y1="2" x2="12" y2="22" gradientUnits="userSpaceOnUse"><stop stop-color="#0066CC"/><stop offset="1" stop-color="#0066CC" stop-opacity="0"/></linearGradient>
<clipPath id="clip0_1_2"><rect width="24" height="24" fill="white"/></clipPath>
<image id="image0_1_2" width="1" height="1" xlink:href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="/>
</defs>
</svg>
`,
	"matplotlib.svg": `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="72pt" height="72pt" viewBox="0 0 72 72" xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata><rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><cc:Work><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/><dc:date>2024-04-03T10:00:00</dc:date><dc:creator><cc:Agent><dc:title>Matplotlib v3.8.0, https://matplotlib.org/</dc:title></cc:Agent></dc:creator></cc:Work></rdf:RDF></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs>
 <g id="figure_1"><g id="patch_1"><path d="M 0 72 L 72 72 L 72 0 L 0 0 z" style="fill: #ffffff"/></g><defs><path id="m1" d="M 0 0 L 0 3.5" style="stroke: #000000; stroke-width: 0.8"/></defs><g><use xlink:href="#m1" x="10" y="60" style="stroke: #000000; stroke-width: 0.8"/></g></g>
</svg>
`,
	"stemma.svg": `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" height="400" viewBox="-150 -200 300 400">
<title>Stemma del Comune di Prova</title><desc>Troncato: di rosso e d’azzurro</desc>
<defs><symbol id="torre" viewBox="0 0 10 10"><path d="M0,10V0H2V2H4V0H6V2H8V0H10V10z"/></symbol><path id="scudo" d="M-140-190H140V40C140 130 60 170 0 195-60 170-140 130-140 40z"/><clipPath id="c"><use xlink:href="#scudo"/></clipPath><radialGradient id="luce" cx="50%" cy="30%" r="70%"><stop offset="0" stop-color="#fff" stop-opacity=".4"/><stop offset="1" stop-opacity=".2"/></radialGradient><radialGradient id="luce2" xlink:href="#luce" fx="40%"/></defs>
<g clip-path="url(#c)"><rect x="-150" y="-200" width="300" height="200" fill="#c00"/><rect x="-150" width="300" height="200" fill="#06c"/></g>
<use xlink:href="#torre" x="-40" y="-150" width="80" height="120" fill="gold" stroke="#000"/>
<use href="#scudo" fill="url(#luce2)" stroke="#000" stroke-width="4"/>
<text x="0" y="198" text-anchor="middle" font-size="12" xml:lang="la">S·P·Q·R</text>
<image x="-10" y="-10" width="20" height="20" xlink:href="data:image/png;base64,
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E
rkJggg=="/>
</svg>
`,
}

// officeFiles are documents of office programs, with the parts that make them so.
func officeFiles(t *testing.T) map[string][]byte {
	t.Helper()
	out := make(map[string][]byte)
	for ext, kind := range map[string]string{"odt": "text", "ods": "spreadsheet", "odp": "presentation"} {
		mime := "application/vnd.oasis.opendocument." + kind
		out["documento."+ext] = zipped(t, "mimetype", mime,
			"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:body><office:`+kind+`/></office:body></office:document-content>`,
			"META-INF/manifest.xml", `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="`+mime+`"/></manifest:manifest>`)
	}
	for name, part := range map[string][2]string{
		"documento.docx": {"word/document.xml", "wordprocessingml.document"}, "documento.pptx": {"ppt/presentation.xml", "presentationml.presentation"},
		"Allegato 1.2 – modulo.docx": {"word/document.xml", "wordprocessingml.document"},
	} {
		out[name] = zipped(t,
			"[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/`+part[0]+`" ContentType="application/vnd.openxmlformats-officedocument.`+part[1]+`.main+xml"/></Types>`,
			"_rels/.rels", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="`+part[0]+`"/></Relationships>`,
			part[0], `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><document/>`)
	}
	sheet := excelize.NewFile()
	defer sheet.Close()
	if err := sheet.SetCellValue("Sheet1", "A1", "Importo"); err != nil {
		t.Fatal(err)
	}
	b, err := sheet.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	out["allegato 1.2.xlsx"] = b.Bytes()
	for name, stream := range map[string]string{"vecchio.doc": "WordDocument", "vecchio.xls": "Workbook", "vecchio.ppt": "PowerPoint Document"} {
		out[name] = compound(stream)
	}
	out["atti.zip"] = zipped(t, "atti/uno.txt", "uno", "atti/due.txt", strings.Repeat("due ", 100))
	out["guida.epub"] = zipped(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`)
	return out
}

// zipped packs files, given by name and text in turn; the first is stored as it is, as the
// formats that begin with their type ask.
func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		method := zip.Deflate
		if i == 0 && files[0] == "mimetype" {
			method = zip.Store
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: files[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// compound writes an OLE2 file with one empty stream, as the programs of old wrote theirs.
//
// Source: [MS-CFB], 2.2 (header), 2.3 (FAT), 2.6 (directory).
func compound(stream string) []byte {
	const free, end, fat = 0xffffffff, 0xfffffffe, 0xfffffffd
	le := binary.LittleEndian
	head := make([]byte, 512)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for at, v := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: 6} {
		le.PutUint16(head[at:], v)
	}
	for at, v := range map[int]uint32{44: 1, 48: 1, 56: 4096, 60: end, 68: end} {
		le.PutUint32(head[at:], v)
	}
	for at := 76; at < 512; at += 4 {
		le.PutUint32(head[at:], free)
	}
	le.PutUint32(head[76:], 0)
	table := bytes.Repeat([]byte{0xff}, 512)
	le.PutUint32(table, fat)
	le.PutUint32(table[4:], end)
	entries := make([]byte, 512)
	for i, name := range []string{"Root Entry", stream} {
		e := entries[128*i:]
		units := utf16.Encode([]rune(name + "\x00"))
		for j, u := range units {
			le.PutUint16(e[2*j:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(units)))
		e[66], e[67] = []byte{5, 2}[i], 1
		for _, at := range []int{68, 72, 76} {
			le.PutUint32(e[at:], free)
		}
		le.PutUint32(e[116:], end)
	}
	le.PutUint32(entries[76:], 1)
	for _, at := range []int{256, 384} {
		for _, link := range []int{68, 72, 76} {
			le.PutUint32(entries[at+link:], free)
		}
	}
	return slices.Concat(head, table, entries, make([]byte, 4096))
}

// pictures are drawn here: those that Go does not write lie in testdata/media.
func pictures(t *testing.T) map[string][]byte {
	t.Helper()
	picture := image.NewPaletted(image.Rect(0, 0, 16, 16), color.Palette{color.RGBA{0, 102, 204, 255}, color.White})
	out := make(map[string][]byte)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"logo.png":              func(b *bytes.Buffer) error { return png.Encode(b, picture) },
		"foto dell’ufficio.jpg": func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) },
		"FOTO 1.12.JPG":         func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) },
		"animazione.gif":        func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		out[name] = b.Bytes()
	}
	return out
}

// timeStamped joins a signed document and its time stamp in a .tsd.
//
// Source: RFC 5544, 2 (TimeStampedData).
func timeStamped(t *testing.T, document, reply []byte) []byte {
	t.Helper()
	var answer struct {
		Status asn1.RawValue
		Token  asn1.RawValue
	}
	if _, err := asn1.Unmarshal(reply, &answer); err != nil {
		t.Fatal(err)
	}
	wrap := func(class, tag int, parts ...[]byte) []byte {
		b, err := asn1.Marshal(asn1.RawValue{Class: class, Tag: tag, IsCompound: true, Bytes: slices.Concat(parts...)})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	plain := func(v any) []byte {
		b, err := asn1.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	evidence := wrap(asn1.ClassContextSpecific, 0, wrap(asn1.ClassUniversal, asn1.TagSequence, wrap(asn1.ClassUniversal, asn1.TagSequence, answer.Token.FullBytes)))
	data := wrap(asn1.ClassUniversal, asn1.TagSequence, plain(1), plain(document), evidence)
	kind := plain(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 31})
	return wrap(asn1.ClassUniversal, asn1.TagSequence, kind, wrap(asn1.ClassContextSpecific, 0, data))
}

// marked joins them in a .m7m, the letter of several parts that Italian programs of signature
// wrote before.
func marked(document, reply string) []byte {
	return []byte("Mime-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"firma\"\r\n\r\n--firma\r\n" +
		"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=\"delibera.pdf.p7m\"\r\nContent-Transfer-Encoding: binary\r\nContent-Disposition: attachment; filename=\"delibera.pdf.p7m\"\r\n\r\n" +
		document + "\r\n--firma\r\nContent-Type: application/timestamp-reply; name=\"delibera.tsr\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		base64.StdEncoding.EncodeToString([]byte(reply)) + "\r\n--firma--\r\n")
}

// mediaKinds are the types under which the servers of these tests may send a harmless file: the
// first is the right one, and the others are what a server says that does not know it.
var mediaKinds = map[string][]string{
	".pdf": {"application/pdf"}, ".png": {"image/png"}, ".jpg": {"image/jpeg"}, ".jpeg": {"image/jpeg"}, ".gif": {"image/gif"}, ".svg": {"image/svg+xml"},
	".json": {"application/json"}, ".xml": {"application/xml", "text/xml"}, ".txt": {"text/plain"}, ".zip": {"application/zip", "application/x-zip-compressed"},
	".mp3": {"audio/mpeg"}, ".mp4": {"video/mp4"}, ".webm": {"video/webm"}, ".webp": {"image/webp"},
}

// doubts tells what is wrong with the answer of a server to a harmless file.
func (h *harmless) doubts(got answer, host mediaHost) []string {
	var said []string
	ext := strings.ToLower(path.Ext(h.name))
	if got.status != 200 {
		said = append(said, fmt.Sprintf("has status %d", got.status))
	}
	awaited, sandboxed := mediaKinds[ext], strings.Contains(got.policy, "sandbox")
	switch {
	case awaited != nil && !slices.Contains(awaited, got.kind):
		said = append(said, fmt.Sprintf("is sent as %q, not as %s", got.kind, awaited[0]))
	case strings.Contains(got.kind, "html") || got.kind == "" && host.told && (got.sniffed || got.policy == ""): // hosts do not know all types
		said = append(said, fmt.Sprintf("is sent as %q", got.kind))
	}
	if ext == ".pdf" && sandboxed {
		said = append(said, "has a policy under which browsers show no PDF")
	}
	// Headers of ours reach these servers file by file: _headers is not theirs.
	reads := host.name == "apache" || host.name == "apache-handlers" || host.name == "vetro serve"
	if (ext == ".svg" || ext == ".xml") && reads && !sandboxed {
		said = append(said, "has no policy of sandbox")
	}
	if ext != ".svg" && string(h.data) != got.body {
		said = append(said, "is not what was given")
	}
	return said
}

// sees are questions to a browser that shows a file: whether it could.
var sees = map[string]string{
	".png": seesPicture, ".jpg": seesPicture, ".jpeg": seesPicture, ".gif": seesPicture, ".webp": seesPicture, ".avif": seesPicture,
	".pdf": `document.contentType === "application/pdf"`, // the viewer; under a policy of sandbox it stays empty
	".svg": `document.documentElement.localName === "svg" && !document.querySelector("parsererror") && document.documentElement.getBBox().width > 0`,
}

const seesPicture = `document.images.length === 1 && document.images[0].naturalWidth > 0`

// shown tells what is wrong with how a browser shows a harmless file.
func (h *harmless) shown(tab context.Context, address string) string {
	ext := strings.ToLower(path.Ext(h.name))
	ask, awaited := sees[ext]
	if !awaited || ext == ".pdf" && !slices.Contains([]string{"pdf-a.pdf", "firmato.pdf"}, h.name) { // the viewer takes its time
		return ""
	}
	ctx, stop := context.WithTimeout(tab, 5*time.Second)
	defer stop()
	var kept *chromedp.LoadError
	err := chromedp.Do(ctx, chromedp.Navigate(address))
	switch {
	case errors.As(err, &kept) && ext == ".pdf":
		return "" // it is downloaded, as a reader may ask for
	case err != nil:
		return "does not open: " + err.Error()
	}
	if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](ask)); err != nil || !ok {
		return fmt.Sprintf("is not seen (%v)", err)
	}
	return ""
}
