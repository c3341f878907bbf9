package media

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// format is a row of the table of types.
type format struct {
	family string
	name   string   // with its article, as a message names it
	exts   []string // the usual one first
	known  func(c *content) bool
	// vague says that known takes files of other formats, too: it tells nothing of what a file is.
	vague  bool
	markup bool // XML, which browsers may run
	words  bool // text, in which personal data may stand
}

// The families of types, as the manual shows them.
const (
	documents  = "Documenti"
	tables     = "Fogli e dati"
	signatures = "Firme e marche temporali"
	pictures   = "Immagini"
	drawings   = "Mappe e disegni tecnici"
	recordings = "Audio e video"
	archives   = "Archivi"
)

// formats is the table of what may be published: what browsers show without running it, or
// download. Where one is a form of another, it stands before it.
//
// Sources: «Linee guida sulla formazione, gestione e conservazione dei documenti informatici»
// (AgID), annex 2, for the types that offices use; for what they begin with: ISO 32000-1 (PDF), ODF
// 1.3 part 2, ECMA-376 part 2 (Office), [MS-CFB], RFC 5652 and 5544 (signed and with a time), and
// the standards of the other types.
var formats = []format{
	{family: documents, name: "un PDF", exts: exts("pdf"), known: isPDF},
	{family: documents, name: "un documento OpenDocument", exts: exts("odt ott"), known: openDocument("text")},
	{family: documents, name: "un documento di Word", exts: exts("docx dotx"), known: officeXML("word/")},
	{family: documents, name: "una presentazione OpenDocument", exts: exts("odp otp"), known: openDocument("presentation")},
	{family: documents, name: "una presentazione di PowerPoint", exts: exts("pptx potx ppsx"), known: officeXML("ppt/")},
	{family: documents, name: "un disegno OpenDocument", exts: exts("odg otg"), known: openDocument("graphics")},
	{family: documents, name: "una formula OpenDocument", exts: exts("odf"), known: openDocument("formula")},
	{family: documents, name: "un documento del vecchio Office", exts: exts("doc dot xls xlt ppt pps pot"), known: begins(oldOffice)},
	{family: documents, name: "un documento RTF", exts: exts("rtf"), known: begins(`{\rtf`), words: true},
	{family: documents, name: "un libro EPUB", exts: exts("epub"), known: isEPUB},

	{family: tables, name: "un foglio OpenDocument", exts: exts("ods ots"), known: openDocument("spreadsheet")},
	{family: tables, name: "un foglio di Excel", exts: exts("xlsx xltx"), known: officeXML("xl/")},
	{family: tables, name: "un calendario", exts: exts("ics"), known: beginsLine("BEGIN:VCALENDAR"), words: true},
	{family: tables, name: "un biglietto da visita", exts: exts("vcf"), known: beginsLine("BEGIN:VCARD"), words: true},
	{family: tables, name: "un file Parquet", exts: exts("parquet"), known: begins("PAR1")},
	{family: tables, name: "una base di dati SQLite", exts: exts("gpkg sqlite"), known: begins("SQLite format 3\x00")},
	{family: tables, name: "un testo JSON", exts: exts("json geojson topojson jsonld ndjson jsonl"), known: isJSON, vague: true, words: true},
	{family: tables, name: "un file XML", exts: exts("xml rdf xbrl"), known: isXML, vague: true, markup: true, words: true},
	{family: tables, name: "un testo", exts: exts("csv tsv tab ttl nt nq trig n3 sql toml yaml yml bib sha256 md5"), known: isText, vague: true, words: true},

	{family: signatures, name: "un file firmato (CAdES)", exts: exts("p7m p7s tst"), known: isSigned},
	{family: signatures, name: "un file con marca temporale", exts: exts("tsd"), known: isStamped},
	{family: signatures, name: "una marca temporale", exts: exts("tsr"), known: begins("\x30"), vague: true},
	{family: signatures, name: "un file con marca temporale in forma MIME", exts: exts("m7m"), known: isMIME, vague: true},
	{family: signatures, name: "una firma", exts: exts("asc sig"), known: anything, vague: true},

	{family: pictures, name: "un’immagine PNG", exts: exts("png"), known: begins("\x89PNG\r\n\x1a\n")},
	{family: pictures, name: "un’immagine JPEG", exts: exts("jpg jpeg jfif"), known: begins("\xff\xd8\xff")},
	{family: pictures, name: "un’immagine GIF", exts: exts("gif"), known: either(begins("GIF87a"), begins("GIF89a"))},
	{family: pictures, name: "un’immagine WebP", exts: exts("webp"), known: riff("WEBP")},
	{family: pictures, name: "un’immagine AVIF", exts: exts("avif"), known: brand(avifBrands...)},
	{family: pictures, name: "un’immagine HEIC", exts: exts("heic heif"), known: brand(heicBrands...)},
	{family: pictures, name: "un’immagine TIFF", exts: exts("tif tiff"), known: either(begins("II*\x00"), begins("MM\x00*"))},
	{family: pictures, name: "un’immagine BMP", exts: exts("bmp"), known: begins("BM"), vague: true},
	{family: pictures, name: "un disegno SVG", exts: exts("svg"), known: isXML, vague: true, markup: true, words: true},

	{family: drawings, name: "un disegno di AutoCAD", exts: exts("dwg"), known: begins("AC10")},
	{family: drawings, name: "un disegno DXF", exts: exts("dxf"), known: either(begins("AutoCAD Binary DXF"), isText), vague: true},
	{family: drawings, name: "un disegno DWF", exts: exts("dwf"), known: begins("(DWF V")},
	{family: drawings, name: "un modello IFC o STEP", exts: exts("ifc stp step"), known: beginsLine("ISO-10303-21")},
	{family: drawings, name: "una nuvola di punti", exts: exts("las laz"), known: begins("LASF")},
	{family: drawings, name: "una mappa in XML", exts: exts("kml gml gpx"), known: isXML, vague: true, markup: true, words: true},
	{family: drawings, name: "un computo in XML", exts: exts("xpwe"), known: isXML, vague: true, markup: true, words: true},

	{family: recordings, name: "un suono MP3", exts: exts("mp3"), known: either(begins("ID3"), isMPEG)},
	{family: recordings, name: "un video o un suono MP4", exts: exts("mp4 m4v m4a mov"), known: isMP4},
	{family: recordings, name: "un video WebM o Matroska", exts: exts("webm mkv"), known: begins("\x1a\x45\xdf\xa3")},
	{family: recordings, name: "un suono o un video Ogg", exts: exts("ogg oga ogv opus"), known: begins("OggS\x00")},
	{family: recordings, name: "un suono WAV", exts: exts("wav"), known: riff("WAVE")},
	{family: recordings, name: "un video AVI", exts: exts("avi"), known: riff("AVI ")},
	{family: recordings, name: "un suono FLAC", exts: exts("flac"), known: begins("fLaC")},
	{family: recordings, name: "un video o un suono di Windows Media", exts: exts("wmv wma"), known: begins("\x30\x26\xb2\x75\x8e\x66\xcf\x11")},
	{family: recordings, name: "un testo di sottotitoli", exts: exts("srt vtt"), known: isText, vague: true, words: true},

	{family: archives, name: "un archivio ZIP", exts: exts("zip kmz"), known: either(begins("PK\x03\x04"), begins("PK\x05\x06"))},
	{family: archives, name: "un archivio 7z", exts: exts("7z"), known: begins("7z\xbc\xaf\x27\x1c")},
	{family: archives, name: "un archivio RAR", exts: exts("rar"), known: begins("Rar!\x1a\x07")},
	{family: archives, name: "un file compresso con gzip", exts: exts("gz tgz"), known: begins("\x1f\x8b")},
	{family: archives, name: "un archivio TAR", exts: exts("tar"), known: func(c *content) bool { return c.at(257, "ustar") }},

	{family: documents, name: "un testo", exts: exts("txt md log"), known: isText, vague: true, words: true},
	{family: documents, name: "un messaggio di posta", exts: exts("eml"), known: isMIME, vague: true, words: true},
}

func exts(s string) []string { return strings.Fields(s) }

// byExt gives the row of each extension.
var byExt = func() map[string]*format {
	all := make(map[string]*format)
	for i := range formats {
		for _, ext := range formats[i].exts {
			all[ext] = &formats[i]
		}
	}
	return all
}()

// formatOf gives the row of an extension, or nil.
func formatOf(ext string) *format { return byExt[ext] }

// Family is a group of types, as the manual shows them.
type Family struct {
	Name string
	Exts []string
}

// Families gives all types that may be published.
func Families() []Family {
	var all []Family
	for _, f := range formats {
		i := slices.IndexFunc(all, func(g Family) bool { return g.Name == f.family })
		if i < 0 {
			i, all = len(all), append(all, Family{Name: f.family})
		}
		all[i].Exts = append(all[i].Exts, f.exts...)
	}
	return all
}

// tell gives the format that a content surely has, or nil.
func (c *content) tell() *format {
	for i := range formats {
		if f := &formats[i]; !f.vague && f.known(c) {
			return f
		}
	}
	return nil
}

func anything(*content) bool { return true }

func begins(s string) func(c *content) bool { return func(c *content) bool { return c.at(0, s) } }

func either(a, b func(*content) bool) func(*content) bool {
	return func(c *content) bool { return a(c) || b(c) }
}

// riff knows a file of chunks of a kind.
func riff(kind string) func(c *content) bool {
	return func(c *content) bool { return c.at(0, "RIFF") && c.at(8, kind) }
}

// The brands of pictures.
var (
	avifBrands = []string{"avif", "avis"}
	heicBrands = []string{"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"}
)

// brand knows a file of boxes (ISO 14496-12) by its first brand.
func brand(brands ...string) func(c *content) bool {
	return func(c *content) bool {
		return c.at(4, "ftyp") && slices.ContainsFunc(brands, func(b string) bool { return c.at(8, b) })
	}
}

// isMP4 takes all brands but those of pictures, and the older QuickTime, which has none.
func isMP4(c *content) bool {
	for _, box := range []string{"moov", "mdat", "wide", "free", "skip"} {
		if c.at(4, box) {
			return true
		}
	}
	return c.at(4, "ftyp") && !brand(avifBrands...)(c) && !brand(heicBrands...)(c)
}

// isMPEG knows the eleven bits with which a frame of sound begins, and its layer: the second or
// the third. A mark of UTF-16 has the first.
func isMPEG(c *content) bool {
	if len(c.head) < 3 || c.head[0] != 0xff || c.head[1]&0xe0 != 0xe0 {
		return false
	}
	layer := c.head[1] & 0x06
	return layer == 0x02 || layer == 0x04
}

// isPDF looks for the mark of a PDF where readers look for it.
//
// Source: ISO 32000-1, annex H, 3.4.1.
func isPDF(c *content) bool { return bytes.Contains(c.head[:min(1024, len(c.head))], []byte("%PDF-")) }

// isText takes what has no character zero, and UTF-16 with its mark.
func isText(c *content) bool { return c.wide() || bytes.IndexByte(c.head, 0) < 0 }

func isJSON(c *content) bool {
	text := c.text()
	return isText(c) && (len(text) == 0 || strings.IndexByte(`{["-0123456789tfn`, text[0]) >= 0)
}

// isXML takes what begins like XML; whether it is, is known when it is read whole.
func isXML(c *content) bool {
	text := c.text()
	return len(text) > 0 && text[0] == '<'
}

// beginsLine knows a text by its first line.
func beginsLine(line string) func(c *content) bool {
	return func(c *content) bool {
		text := c.text()
		return len(text) >= len(line) && strings.EqualFold(string(text[:len(line)]), line)
	}
}

var mimeHeader = regexp.MustCompile(`^(?:[A-Za-z][A-Za-z0-9-]*:[ \t]|[A-Za-z][A-Za-z0-9-]*:\r?\n|From )`)

// blankLine ends the headers of a message.
var blankLine = regexp.MustCompile(`\r?\n\r?\n`)

// isMIME knows a message by its first header. What follows the headers may be of any kind: a file
// with its time has the signed file as it is.
//
// Source: RFC 2045, 6.2, «binary».
func isMIME(c *content) bool {
	headers := c.text()
	if end := blankLine.FindIndex(headers); end != nil {
		headers = headers[:end[0]]
	}
	return mimeHeader.Match(headers) && bytes.IndexByte(headers, 0) < 0
}

// The names of what a signed file is, as DER writes them: signedData, and timeStampedData.
var (
	signedData  = []byte{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02}
	stampedData = []byte{0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x1f}
)

func isSigned(c *content) bool { return c.isCMS(signedData) }

// isStamped takes a signed file, too: some programs call it so.
func isStamped(c *content) bool { return c.isCMS(stampedData) || isSigned(c) }

// isCMS knows a content of a kind, in DER or BER, bare, in Base64 or between the lines of PEM.
//
// Source: RFC 5652, 3 and 12.1; RFC 5544, 2; RFC 7468, 8.
func (c *content) isCMS(kind []byte) bool {
	der := c.head
	if len(der) == 0 || der[0] != 0x30 {
		der = c.base64()
	}
	if len(der) < 2 || der[0] != 0x30 {
		return false
	}
	skip := 2
	if n := der[1]; n > 0x80 && n <= 0x88 {
		skip += int(n & 0x0f)
	}
	return len(der) > skip && bytes.HasPrefix(der[skip:], kind)
}
