package media

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headSize is how much of a file is looked at: more than any browser does to guess its type.
const headSize = 4096

// content is what is known of a file’s content.
type content struct {
	file io.ReaderAt
	size int64
	head []byte
	err  error // of the first reading that failed

	begin []byte // of the text, where the head holds nothing but blanks
	begun bool   // it was looked for

	listed  bool // entries were asked for
	entries []*zip.File
}

func newContent(file io.ReaderAt, size int64) (*content, error) {
	head := make([]byte, min(headSize, max(size, 0)))
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return &content{file: file, size: size, head: head[:n]}, nil
}

// at reports whether a text stands at an offset of the head.
func (c *content) at(offset int, s string) bool {
	return len(c.head) >= offset+len(s) && string(c.head[offset:offset+len(s)]) == s
}

// wide reports text in UTF-16, by its mark.
func (c *content) wide() bool { return c.at(0, "\xff\xfe") || c.at(0, "\xfe\xff") }

// text gives the head without what stands before its first letter: a byte order mark and white
// space. Of UTF-16 it gives the letters of ASCII. Where the whole head is blank it gives what
// stands behind: a reader of XML minds no blanks, however many.
func (c *content) text() []byte {
	head := c.head
	if c.wide() {
		head = head[2:]
	}
	text := c.letters(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	if len(text) > 0 || int64(len(c.head)) >= c.size {
		return text
	}
	if !c.begun {
		c.begun, c.begin = true, c.behindBlanks()
	}
	return c.begin
}

// letters gives a part of a text without its first blanks.
func (c *content) letters(part []byte) []byte {
	if c.wide() {
		part = bytes.ReplaceAll(part, []byte{0}, nil)
	}
	return bytes.TrimLeft(part, "\t\n\v\f\r ")
}

// behindBlanks reads on behind a head of blanks to the first part of the file that holds more.
func (c *content) behindBlanks() []byte {
	buf := make([]byte, 64<<10)
	for at := int64(len(c.head)); at < c.size; {
		n, err := c.file.ReadAt(buf, at)
		if text := c.letters(buf[:n]); len(text) > 0 {
			if len(text) < headSize { // its beginning may be cut off
				left := len(text)
				if c.wide() {
					left = min(n, 2*left)
				}
				n, err = c.file.ReadAt(buf, at+int64(n-left))
				text = c.letters(buf[:n])
			}
			c.failed(err)
			return text[:min(headSize, len(text))]
		}
		if err != nil {
			c.failed(err)
			return nil
		}
		at += int64(n)
	}
	return nil
}

// failed keeps an error of reading.
func (c *content) failed(err error) {
	if err != nil && !errors.Is(err, io.EOF) && c.err == nil {
		c.err = err
	}
}

// pageStarts are the beginnings by which browsers know HTML where a server tells no type, in lower
// case: Chromium asks for nothing behind <a, <b and <p.
var pageStarts = []string{
	"<!doctype html", "<script", "<html", "<!--", "<head", "<iframe", "<h1", "<div", "<font", "<table", "<a", "<style", "<title", "<b", "<p",
}

// programs are the beginnings of what computers run.
var programs = []struct{ start, name string }{
	{"\x7fELF", "un programma"}, {"\xfe\xed\xfa\xce", "un programma"}, {"\xfe\xed\xfa\xcf", "un programma"},
	{"\xcf\xfa\xed\xfe", "un programma"}, {"\xca\xfe\xba\xbe", "un programma Java"}, {"\x00asm", "un programma"},
	{"L\x00\x00\x00\x01\x14\x02\x00", "un collegamento di Windows"},
}

// active refuses a content that a browser would take for a page, or a computer for a program,
// whatever its name; f is nil for a type that the site adds.
func (c *content) active(ext string, f *format) *Refusal {
	found := c.activeStart()
	for _, p := range programs {
		if c.at(0, p.start) {
			found = p.name
		}
	}
	if c.at(0, "MZ") && bytes.IndexByte(c.head, 0) >= 0 {
		found = "un programma"
	}
	if (f == nil || !f.markup) && (c.at(0, "<\x00") || c.at(0, "\x00<\x00")) {
		found = markup // in UTF-16, which browsers know without its mark
	}
	switch {
	case found == "":
		return nil
	case found == markup && (f == nil || !f.markup):
		return &Refusal{RuleActive, "il contenuto comincia come " + found + ", che un browser potrebbe eseguire", "rinomina il file con .xml se è XML, o comprimilo in un file .zip"}
	case f == nil || !f.markup || found != markup && found != page, c.is("<!doctype html", "<html", "<script"):
		return &Refusal{RuleActive, "il contenuto comincia come " + found + ", che browser o server potrebbero eseguire", readOnly}
	case found == page && ext != "svg" && ext != "xml":
		// Servers know no type of these: without the declaration a browser guesses HTML.
		return &Refusal{RuleActive, "un file ." + ext + " che comincia così è per alcuni browser una pagina HTML", `metti in cima al file la riga <?xml version="1.0" encoding="UTF-8"?>`}
	}
	return nil
}

// readOnly is the mend for what runs.
const readOnly = "pubblicalo in un formato che si legge soltanto, come PDF/A o CSV"

const (
	page   = "una pagina HTML"
	markup = "un file XML"
)

// is reports whether the text begins with one of these, in any case.
func (c *content) is(starts ...string) bool {
	text := c.text()
	for _, s := range starts {
		if len(text) >= len(s) && strings.EqualFold(string(text[:len(s)]), s) {
			return true
		}
	}
	return false
}

// activeStart names a text that begins like code, or gives "". A Turtle file may begin with an
// address between < and >, which is no tag in any language.
func (c *content) activeStart() string {
	switch {
	case c.is("<http://", "<https://"):
		return ""
	case c.is("<?xml"):
		return markup
	case c.is("<?", "<%"):
		return "codice di un server"
	case c.is(pageStarts...):
		return page
	case c.beginsTag():
		return markup
	case c.is("#!"):
		return "uno script"
	}
	return ""
}

// beginsTag reports whether a tag of XML may begin here: no name begins with a digit or a blank.
func (c *content) beginsTag() bool {
	text := c.text()
	return len(text) > 1 && text[0] == '<' && (text[1] >= utf8.RuneSelf || text[1]|0x20 >= 'a' && text[1]|0x20 <= 'z' || strings.IndexByte("_:!?/", text[1]) >= 0)
}

// base64 gives the beginning of what a head holds in Base64, with or without the lines of PEM, and
// headers.
func (c *content) base64() []byte {
	text := c.text()
	if bytes.HasPrefix(text, []byte("-----BEGIN ")) {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	if mimeHeader.Match(text) { // of S/MIME, which web mail saves as it is, or of PEM
		if end := blankLine.FindIndex(text); end != nil {
			text = text[end[1]:]
		}
	}
	letters := make([]byte, 0, 64)
	for _, b := range text {
		if unicode.IsSpace(rune(b)) {
			continue
		}
		if letters = append(letters, b); len(letters) == cap(letters) {
			break
		}
	}
	letters = letters[:len(letters)/4*4]
	out := make([]byte, base64.StdEncoding.DecodedLen(len(letters)))
	n, _ := base64.StdEncoding.Decode(out, letters) // what is none gives nothing
	return out[:n]
}

// parts gives the entries of a ZIP, none for what is no ZIP.
func (c *content) parts() []*zip.File {
	if !c.listed {
		c.listed = true
		if c.at(0, "PK\x03\x04") {
			if archive, err := zip.NewReader(c.file, c.size); err == nil {
				c.entries = archive.File
			}
		}
	}
	return c.entries
}

// mimetype gives what the part of that name says, as OpenDocument and EPUB have it.
func (c *content) mimetype() string {
	for _, f := range c.parts() {
		if f.Name != "mimetype" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return ""
		}
		text, _ := io.ReadAll(io.LimitReader(r, 200)) // a broken one is none that is known
		r.Close()
		return strings.TrimSpace(string(text))
	}
	return ""
}

func isEPUB(c *content) bool { return c.mimetype() == "application/epub+zip" }

// openDocument knows a document of a kind, and its template.
func openDocument(kind string) func(c *content) bool {
	return func(c *content) bool {
		s, is := strings.CutPrefix(c.mimetype(), "application/vnd.oasis.opendocument.")
		return is && strings.TrimSuffix(s, "-template") == kind
	}
}

// officeXML knows a document by the folder of its main part.
func officeXML(folder string) func(c *content) bool {
	return func(c *content) bool {
		types, main := false, false
		for _, f := range c.parts() {
			name := partName(f)
			types = types || name == "[content_types].xml"
			main = main || strings.HasPrefix(name, folder)
		}
		return types && main
	}
}

// partName gives the name of a part as programs compare it; some write it in the way of Windows.
func partName(f *zip.File) string { return strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")) }

// macros refuses a document with a program inside, which runs when it is opened; f is nil for a
// type that the site adds.
func (c *content) macros(f *format) *Refusal {
	if f != nil && f.family == archives || !c.hasMacros() {
		return nil
	}
	return &Refusal{RuleActive, "il documento contiene macro, cioè un programma", "salvalo senza macro (per esempio come .odt, .ods, .docx o .xlsx), o pubblicalo in PDF/A"}
}

func (c *content) hasMacros() bool {
	if c.at(0, oldOffice) {
		return c.contains("_VBA_PROJECT") // [MS-OVBA], 2.3.4.1
	}
	for _, f := range c.parts() {
		name := partName(f)
		base := path.Base(name)
		switch {
		case base == "vbaproject.bin", strings.Contains(name, "/macrosheets/"):
			return true
		case strings.HasPrefix(name, "scripts/") && !strings.HasSuffix(name, "/"):
			return true
		case strings.HasPrefix(name, "basic/") && strings.HasSuffix(name, ".xml") && base != "script-lc.xml" && base != "script-lb.xml" && base != "dialog-lc.xml" && base != "dialog-lb.xml":
			return true
		}
	}
	return false
}

// oldOffice is what a document of the old Office begins with, and one with a password.
const oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// utf16 gives a name of ASCII as a document of the old Office has it.
func utf16(name string) (out []byte) {
	for i := range len(name) {
		out = append(out, name[i], 0)
	}
	return out
}

// contains looks in the whole file for the name of a stream of the old Office.
func (c *content) contains(stream string) bool {
	text := utf16(strings.ToUpper(stream))
	buf := make([]byte, 256<<10)
	for at := int64(0); at < c.size; at += int64(len(buf) - len(text)) {
		n, err := c.file.ReadAt(buf, at)
		for i, b := range buf[:n] { // names make no difference of case
			if b >= 'a' && b <= 'z' {
				buf[i] = b - 'a' + 'A'
			}
		}
		if bytes.Contains(buf[:n], text) {
			return true
		}
		if err != nil {
			c.failed(err)
			return false
		}
	}
	return false
}
