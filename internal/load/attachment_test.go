package load

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"testing"
	"testing/fstest"
)

// archived gives an office document with one part.
func archived(t *testing.T, name, xml string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(xml))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPersonalDataInDocuments(t *testing.T) {
	tests := []struct {
		name, file, part, xml string
		want                  int
	}{
		{"a text of LibreOffice", "a.odt", "content.xml", "<text:p>di m.rossi@libero.it</text:p>", 1},
		{"a word in two runs", "a.docx", "word/document.xml", "<w:p><w:t>RSSMRA80</w:t><w:t>A01H501U</w:t></w:p>", 1},
		{"two paragraphs", "a.docx", "word/document.xml", "<w:p><w:t>RSSMRA80</w:t></w:p><w:p><w:t>A01H501U</w:t></w:p>", 0},
		{"a sheet", "a.xlsx", "xl/sharedStrings.xml", "<si><t>IT60X0542811101000000123456</t></si>", 1},
		{"a blank of a text", "a.odt", "content.xml", "<text:p>347<text:s/>1234567</text:p>", 1},
		{"a blank of a document", "a.docx", "word/document.xml", `<w:p><w:t>+39</w:t><w:tab/><w:t>347</w:t><w:br w:type="line"/><w:t>1234567</w:t></w:p>`, 1},
		{"a soft hyphen", "a.docx", "word/document.xml", "<w:p><w:t>RSSMRA</w:t><w:softHyphen/><w:t>80A01H501U</w:t></w:p>", 1},
		{"bold letters", "a.ods", "content.xml", "<text:p>𝐑𝐒𝐒𝐌𝐑𝐀 𝟖𝟎𝐀𝟎𝟏 𝐇𝟓𝟎𝟏𝐔</text:p>", 1},
		{"an IBAN in two runs", "a.docx", "word/document.xml", "<w:p><w:t>IT60-X054-2811</w:t><w:t>-1010-0000-0123-456</w:t></w:p>", 1},
		{"another part", "a.docx", "docProps/core.xml", "<a>m.rossi@libero.it</a>", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := reading(fstest.MapFS{}, tt.file)
			l.lookThrough(archived(t, tt.part, tt.xml))
			if got := len(l.personal); got != tt.want {
				t.Errorf("%d finds, want %d", got, tt.want)
			}
		})
	}
	l := reading(fstest.MapFS{}, "a.docx")
	if l.lookThrough([]byte("no archive")); len(l.personal)+len(l.problems) > 0 {
		t.Error("what is no archive is looked into")
	}
}

// All types that are text by the table of package media are looked through, and templates like documents.
func TestLookedThrough(t *testing.T) {
	for name, want := range map[string]bool{
		"a.csv": true, "a.TXT": true, "a.log": true, "a.ndjson": true, "a.vtt": true, "a.gml": true, "a.pdf": true, "a.docx": true, "a.ott": true, "a.xltx": true,
		"a.png": false, "a.zip": false, "a": false, "a.skp": false,
	} {
		if got := looksThrough("content/media/"+name, 1); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if looksThrough("content/media/a.csv", maxLooked+1) {
		t.Error("a file of any size is looked through")
	}
}

// packed gives an object stream with a text in it, as PDF 1.5 and later write most
// objects.
func packed(text string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return fmt.Sprintf("7 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\r\n%s\nendstream\nendobj\n", b.Len(), b.String())
}

func TestScannedPDF(t *testing.T) {
	const (
		head  = "%PDF-1.7\n"
		image = "1 0 obj\n<< /Type /XObject /Subtype /Image /Width 9 >>\nstream\n\x00\x01\nendstream\nendobj\n"
		font  = "2 0 obj\n<< /Type /Font /Subtype /TrueType >>\nendobj\n"
	)
	tests := []struct {
		name, pdf string
		want      bool
	}{
		{"an image alone", head + image, true},
		{"an image and a font", head + image + font, false},
		{"an image in a packed object", head + packed("<< /Subtype/Image >>"), true},
		{"a font in a packed object", head + image + packed("<< /Type /Font >>"), false},
		{"neither", head, false},
		{"encrypted", head + image + "trailer << /Encrypt 9 0 R >>", false},
		{"a packed object that is broken", head + image + "<< /Type /ObjStm >>\nstream\nxx\nendstream", false},
		{"no PDF", image, false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := scannedPDF([]byte(tt.pdf)); got != tt.want {
				t.Errorf("scannedPDF = %v", got)
			}
		})
	}
}

func FuzzScannedPDF(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n" + packed("<< /Type /Font >>")))
	f.Add([]byte("%PDF- /Subtype/Image obj /ObjStm stream\n"))
	f.Fuzz(func(t *testing.T, pdf []byte) {
		if scannedPDF(pdf) && !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Error("what is no PDF is called one")
		}
	})
}
