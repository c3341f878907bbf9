package load

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"html"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// textTypes are the attachments that are text, and so can be looked through.
var textTypes = []string{".csv", ".tsv", ".txt", ".md", ".json", ".geojson", ".xml", ".svg", ".ics", ".vcf", ".toml", ".yaml", ".yml", ".rtf", ".eml", ".kml", ".gpx"}

// zippedTypes are the documents that are XML in a ZIP, with the parts that hold words.
var zippedTypes = map[string]*regexp.Regexp{
	".odt": regexp.MustCompile(`^content\.xml$`), ".ods": regexp.MustCompile(`^content\.xml$`), ".odp": regexp.MustCompile(`^content\.xml$`),
	".docx": regexp.MustCompile(`^word/(?:document|footnotes|header\d*|footer\d*)\.xml$`), ".pptx": regexp.MustCompile(`^ppt/slides/slide\d+\.xml$`),
	".xlsx": regexp.MustCompile(`^xl/(?:sharedStrings|worksheets/sheet\d+)\.xml$`),
}

// maxLooked is the largest attachment that is looked through: beyond it the time that
// it takes is felt at each build.
const maxLooked = 16 << 20

// looksThrough reports whether an attachment is read for the rules.
func looksThrough(name string, size int64) bool {
	ext := strings.ToLower(path.Ext(name))
	return size <= maxLooked && (slices.Contains(textTypes, ext) || ext == ".pdf" || zippedTypes[ext] != nil)
}

// lookThrough reads an attachment for the rules: personal data in those that are text,
// and whether a PDF has no words.
func (l *loader) lookThrough(text []byte) (scan bool) {
	ext := strings.ToLower(path.Ext(l.file))
	if parts := zippedTypes[ext]; parts != nil {
		l.lookInto(zippedText(text, parts))
		return false
	}
	if ext == ".pdf" {
		return scannedPDF(text)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) {
		text = latin(text) // old exports: letters with accents are lost, and no find needs them
	}
	words := string(text)
	hits := record.FindPersonal(words, true)
	if len(hits) == 0 {
		return false
	}
	src := newSource(l.file, text, 1)
	for _, h := range hits {
		l.personal = append(l.personal, h.Personal(words, src.pos(h.Start)))
	}
	return false
}

// lookInto notes personal data in the words of a document that has no lines.
func (l *loader) lookInto(words string) {
	for _, h := range record.FindPersonal(words, true) {
		l.personal = append(l.personal, h.Personal(words, record.Pos{File: l.file}))
	}
}

var (
	xmlTag = regexp.MustCompile(`<[^<>]*>`)
	// Within a paragraph a word may be cut into runs: only their ends, and what stands for a blank,
	// part words.
	xmlEnd   = regexp.MustCompile(`</(?:w:p|w:tc|text:p|text:h|a:p|si|c|row|table:table-cell)>`)
	xmlBlank = regexp.MustCompile(`<(?:w:tab|w:br|w:cr|w:noBreakHyphen|text:s|text:tab|text:line-break|a:br)\b[^<>]*>`)
)

// zippedText gives the words of an office document, "" when it cannot be read: it is
// then for another program to say so.
func zippedText(data []byte, parts *regexp.Regexp) string {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, f := range archive.File {
		if !parts.MatchString(f.Name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			continue
		}
		// What a broken end leaves is looked through all the same.
		part, _ := io.ReadAll(io.LimitReader(r, maxLooked))
		r.Close()
		part = xmlBlank.ReplaceAll(xmlEnd.ReplaceAll(part, []byte("\n")), []byte(" "))
		b.WriteString(html.UnescapeString(string(xmlTag.ReplaceAll(part, nil))))
		b.WriteByte('\n')
	}
	return b.String()
}

// latin gives a text with a question mark for each byte that is not ASCII, so that
// every column stays where it was.
func latin(text []byte) []byte {
	out := slices.Clone(text)
	for i, c := range out {
		if c >= utf8.RuneSelf {
			out[i] = '?'
		}
	}
	return out
}

var (
	pdfFont   = []byte("/Font")
	pdfImage  = regexp.MustCompile(`/Subtype\s*/Image`)
	pdfStream = regexp.MustCompile(`stream\r?\n`)
)

// scannedPDF reports whether a PDF holds images and no font: nothing in it can be
// searched, copied or read aloud. One that is encrypted, or that cannot be read, is not
// reported.
//
// Source: ISO 32000-1, 7.5.7 (object streams) and 9.6 (fonts).
func scannedPDF(pdf []byte) bool {
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || bytes.Contains(pdf, []byte("/Encrypt")) || bytes.Contains(pdf, pdfFont) {
		return false
	}
	images := pdfImage.Match(pdf)
	for _, m := range pdfStream.FindAllIndex(pdf, -1) {
		head := pdf[max(0, m[0]-300):m[0]]
		if i := bytes.LastIndex(head, []byte(" obj")); i >= 0 {
			head = head[i:]
		}
		if bytes.HasSuffix(head, []byte("end")) || !bytes.Contains(head, []byte("/ObjStm")) {
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(pdf[m[1]:]))
		if err != nil {
			return false
		}
		objects, err := io.ReadAll(io.LimitReader(z, maxLooked))
		if err != nil && len(objects) == 0 {
			return false
		}
		if bytes.Contains(objects, pdfFont) {
			return false
		}
		images = images || pdfImage.Match(objects)
	}
	return images
}
