package sheet

import (
	"bufio"
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Decoded gives the text in UTF-8, without its mark. A text is taken for Windows-1252
// when what can be seen of it is not UTF-8.
func Decoded(buf *bufio.Reader) *bufio.Reader {
	head, _ := buf.Peek(1 << 16)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		wide := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		return bufio.NewReaderSize(transform.NewReader(buf, wide), 1<<16)
	case bytes.HasPrefix(head, []byte("\ufeff")):
		_, _ = buf.Discard(len("\ufeff"))
		return buf
	}
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		if r == utf8.RuneError && n == 1 && utf8.FullRune(head) {
			return bufio.NewReaderSize(transform.NewReader(buf, charmap.Windows1252.NewDecoder()), 1<<16)
		}
		head = head[n:]
	}
	return buf
}
