package load

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
)

var (
	pdfFont   = []byte("/Font")
	pdfImage  = regexp.MustCompile(`/Subtype\s*/Image`)
	pdfStream = []byte("stream")
)

// scannedPDF reports whether a PDF holds images and no font: nothing in it can be
// searched, copied or read aloud. One that is encrypted, or that cannot be read, is not
// reported; nor one that unpacks to more than is looked through.
//
// Source: ISO 32000-1, 7.5.7 (object streams) and 9.6 (fonts).
func scannedPDF(pdf []byte) bool {
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || bytes.Contains(pdf, []byte("/Encrypt")) || bytes.Contains(pdf, pdfFont) {
		return false
	}
	s := pdfStreams{image: pdfImage.Match(pdf), left: maxInflated}
	for at := 0; ; {
		i := bytes.Index(pdf[at:], pdfStream)
		if i < 0 {
			return s.image
		}
		start := at + i
		at = start + len(pdfStream)
		if !objectStream(pdf[max(0, start-300):start]) {
			continue
		}
		content, lf := bytes.CutPrefix(pdf[at:], []byte("\n"))
		if !lf {
			if content, lf = bytes.CutPrefix(pdf[at:], []byte("\r\n")); !lf {
				continue
			}
		}
		if font, ok := s.look(content); font || !ok {
			return false
		}
	}
}

// objectStream reports whether what stands before the word stream is the dictionary of a
// stream of objects.
func objectStream(head []byte) bool {
	if i := bytes.LastIndex(head, []byte(" obj")); i >= 0 {
		head = head[i:]
	}
	return !bytes.HasSuffix(head, []byte("end")) && bytes.Contains(head, []byte("/ObjStm"))
}

// pdfStreams looks through packed objects, piece by piece.
type pdfStreams struct {
	unpack interface {
		io.Reader
		zlib.Resetter
	}
	image bool // one was seen
	left  int  // bytes that may still be unpacked
	buf   [1 << 15]byte
}

// look reports whether a stream holds a font, and whether it could be read at all.
func (s *pdfStreams) look(content []byte) (font, ok bool) {
	in := bytes.NewReader(content)
	if s.unpack == nil {
		z, err := zlib.NewReader(in)
		if err != nil {
			return false, false
		}
		s.unpack = z.(interface {
			io.Reader
			zlib.Resetter
		})
	} else if s.unpack.Reset(in, nil) != nil {
		return false, false
	}
	const longest = 64 // of what is looked for, which may lie over two pieces
	kept := 0
	for first := true; ; first = false {
		n, err := io.ReadFull(s.unpack, s.buf[kept:])
		if first && n == 0 && err != io.EOF {
			return false, false
		}
		if s.left -= n + 1<<10; s.left < 0 { // to begin a stream takes its time, too
			return false, false
		}
		piece := s.buf[:kept+n]
		if bytes.Contains(piece, pdfFont) {
			return true, true
		}
		s.image = s.image || pdfImage.Match(piece)
		if err != nil {
			return false, true
		}
		kept = copy(s.buf[:], piece[len(piece)-longest:])
	}
}
