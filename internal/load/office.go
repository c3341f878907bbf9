package load

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
)

// zippedTypes are the documents that are XML in a ZIP, and their templates, with the parts that
// hold words.
var zippedTypes = func(parts map[string]string) map[string]*regexp.Regexp {
	all := make(map[string]*regexp.Regexp)
	for exts, part := range parts {
		form := regexp.MustCompile("^" + part + `\.xml$`)
		for _, ext := range strings.Fields(exts) {
			all[ext] = form
		}
	}
	return all
}(map[string]string{
	"odt ott ods ots odp otp odg otg": `content`,
	"docx dotx":                       `word/(?:document|footnotes|header\d*|footer\d*)`,
	"pptx potx ppsx":                  `ppt/slides/slide\d+`,
	"xlsx xltx":                       `xl/(?:sharedStrings|worksheets/sheet\d+)`,
})

const (
	// maxInflated is how many bytes of the parts of one document, or of the streams of one
	// PDF, are looked through: beyond it the time that it takes is felt at each build. A
	// sheet of 100,000 rows has some 50 MB.
	maxInflated = 64 << 20
	// mostRatio is how many times its size a document may unpack to, beyond maxInflated: XML
	// of office programs packs to a tenth, seldom to a fortieth; nothing that is no bomb
	// to a hundredth.
	mostRatio = 100
	// wordsAtOnce is how many bytes of words are held and looked through at once.
	wordsAtOnce = 1 << 20
)

// office looks for personal data in the words of an office document. One that cannot be
// read is for another program to say so; one that unpacks without end is refused.
func (l *loader) office(data []byte, parts *regexp.Regexp) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return
	}
	var names []*zip.File
	total := uint64(0)
	for _, f := range archive.File {
		if parts.MatchString(f.Name) {
			names, total = append(names, f), total+min(f.UncompressedSize64, 1<<40)
		}
	}
	if total > maxInflated && total > mostRatio*uint64(len(data)) {
		l.problem(top(l.file), "file-enorme", fmt.Sprintf("il documento, una volta aperto, è di %d MB, più di %d volte il file", total>>20, mostRatio),
			"salvalo di nuovo con il programma che l’ha scritto, o pubblicalo come PDF/A")
		return
	}
	look := func(words string) {
		if len(l.personal) <= mostPersonal { // bound tells of the rest
			l.lookInto(words)
		}
	}
	w := &officeWords{look: look, left: maxInflated, in: bufio.NewReaderSize(nil, 1<<16)}
	for _, f := range names {
		r, err := f.Open()
		if err != nil {
			continue
		}
		w.part(r) // what stands before a broken end is looked through all the same
		r.Close()
		if w.left <= 0 || len(l.personal) > mostPersonal {
			return
		}
	}
}

// officeWords takes the words out of XML as it is unpacked, and has them looked through
// piece by piece.
type officeWords struct {
	look  func(words string)
	left  int64 // bytes that may still be unpacked
	in    *bufio.Reader
	words []byte
	tag   []byte // the beginning of the one that is read
}

// part reads the words of one part.
func (w *officeWords) part(r io.Reader) {
	limited := &io.LimitedReader{R: r, N: w.left}
	w.in.Reset(limited)
	for {
		c, err := w.in.ReadByte()
		if err != nil {
			break
		}
		switch c {
		case '<':
			w.element()
		case '&':
			w.entity()
		default:
			w.words = append(w.words, c)
		}
		if len(w.words) >= wordsAtOnce {
			w.flush(bytes.LastIndexAny(w.words, "\n "))
		}
	}
	w.left = limited.N
	w.words = append(w.words, '\n')
	w.flush(len(w.words))
}

// flush has the words looked through up to an end, and keeps the rest; a word that is as
// long as all of them is none.
func (w *officeWords) flush(end int) {
	if end <= 0 {
		end = len(w.words)
	}
	w.look(string(w.words[:end]))
	w.words = append(w.words[:0], w.words[end:]...)
}

// Within a paragraph a word may be cut into runs: only their ends part words.
var xmlEnd = regexp.MustCompile(`^/(?:w:p|w:tc|text:p|text:h|a:p|si|c|row|table:table-cell)$`)

// What stands for a blank parts words, too.
var xmlBlank = regexp.MustCompile(`^(?:w:tab|w:br|w:cr|w:noBreakHyphen|text:s|text:tab|text:line-break|a:br)(?:[\s/]|$)`)

// longestEnd is how many bytes of a tag tell whether it is one of these.
const longestEnd = len("/table:table-cell") + 1

// element goes past a tag.
func (w *officeWords) element() {
	w.tag = w.tag[:0]
	for {
		c, err := w.in.ReadByte()
		if err != nil || c == '>' {
			break
		}
		if len(w.tag) < longestEnd {
			w.tag = append(w.tag, c)
		}
	}
	if len(w.tag) > 0 && w.tag[0] == '/' && xmlEnd.Match(w.tag) {
		w.words = append(w.words, '\n')
	} else if xmlBlank.Match(w.tag) {
		w.words = append(w.words, ' ')
	}
}

// entity puts the character of an entity among the words.
func (w *officeWords) entity() {
	const longest = 12 // &#x10FFFF; and some zeros
	head, _ := w.in.Peek(longest)
	end := bytes.IndexByte(head, ';')
	if end < 0 {
		w.words = append(w.words, '&')
		return
	}
	_, _ = w.in.Discard(end + 1)
	w.words = append(w.words, html.UnescapeString("&"+strings.ToValidUTF8(string(head[:end+1]), "?"))...)
}
