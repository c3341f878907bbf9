package sheet

import (
	"bufio"
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// utf8Name is the encoding that a text is in if nothing speaks against it.
const utf8Name = "UTF-8"

// encodings are those that tables as text come in, by the names that people call them; the
// ones of a byte a letter are tried in this order. MS-DOS wrote the euro where CP850 had a
// dotless i, which no Italian text has.
var encodings = []struct {
	name  string
	also  string // other names, as foldName gives them
	table *charmap.Charmap
	wide  encoding.Encoding
}{
	{name: utf8Name, also: "utf8 unicode utf8bom"},
	{name: "Windows-1252", also: "windows1252 cp1252 1252 ansi latin1 iso88591 iso885915 latin9", table: charmap.Windows1252},
	{name: "Mac OS Roman", also: "macosroman macroman macintosh mac", table: charmap.Macintosh},
	{name: "CP850", also: "cp850 850 ibm850 cp858 msdos dos", table: charmap.CodePage858},
	{name: "UTF-16LE", also: "utf16le utf16 unicode16", wide: utf.UTF16(utf.LittleEndian, utf.IgnoreBOM)},
	{name: "UTF-16BE", also: "utf16be", wide: utf.UTF16(utf.BigEndian, utf.IgnoreBOM)},
}

// namedEncoding gives an encoding by one of its names, as Book.Encoding tells it; "" for none.
func namedEncoding(s string) string {
	folded := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	for _, e := range encodings {
		for also := range strings.FieldsSeq(e.also) {
			if also == folded {
				return e.name
			}
		}
	}
	return ""
}

// encodingNames lists the encodings, as a mend tells them.
func encodingNames() string {
	var names []string
	for _, e := range encodings {
		names = append(names, e.name)
	}
	return strings.Join(names, ", ")
}

// Decoded gives a text in UTF-8, without its mark, by what its beginning is.
func Decoded(buf *bufio.Reader) *bufio.Reader {
	head, _ := buf.Peek(1 << 16)
	return decodedAs(buf, findEncoding(head))
}

// decodedAs gives a text that is in an encoding in UTF-8, without its mark.
func decodedAs(buf *bufio.Reader, name string) *bufio.Reader {
	for _, e := range encodings {
		switch {
		case e.name != name:
			continue
		case e.table != nil:
			buf = bufio.NewReaderSize(transform.NewReader(buf, e.table.NewDecoder()), 1<<16)
		case e.wide != nil:
			buf = bufio.NewReaderSize(transform.NewReader(buf, e.wide.NewDecoder()), 1<<16)
		}
	}
	if mark, _ := buf.Peek(len("\ufeff")); string(mark) == "\ufeff" {
		_, _ = buf.Discard(len(mark))
	}
	return buf
}

// findEncoding gives the encoding of a text by its mark, or else the one in which it is most
// like Italian. The text may be cut within a letter.
func findEncoding(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
		return "UTF-16LE"
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		return "UTF-16BE"
	case bytes.HasPrefix(text, []byte("\ufeff")):
		return utf8Name
	}
	if name := wideEncoding(text); name != "" {
		return name
	}
	if validUTF8(text) {
		return utf8Name
	}
	best, most := "", 0
	for _, e := range encodings {
		if e.wide != nil {
			continue
		}
		if score := italianness(text, e.table); best == "" || score > most {
			best, most = e.name, score
		}
	}
	return best
}

// wideEncoding finds texts of two bytes a letter without a mark: nearly each letter has a zero
// beside it.
func wideEncoding(text []byte) string {
	text = text[:min(len(text), 1<<12)]
	var zeros [2]int
	for i, c := range text {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(text) / 2
	switch {
	case half == 0:
		return ""
	case 10*zeros[1] >= 7*half && 10*zeros[0] <= half:
		return "UTF-16LE"
	case 10*zeros[0] >= 7*half && 10*zeros[1] <= half:
		return "UTF-16BE"
	}
	return ""
}

// validUTF8 reports a text in UTF-8, which may be cut within its last letter.
func validUTF8(text []byte) bool {
	for i := 0; i < utf8.UTFMax && len(text) > 0; i++ {
		if last := len(text) - 1 - i; last >= 0 && utf8.RuneStart(text[last]) {
			if !utf8.FullRune(text[last:]) {
				text = text[:last]
			}
			break
		}
	}
	return utf8.Valid(text)
}

// mostScored is how many letters that are not ASCII are looked at.
const mostScored = 1 << 14

// italianness tells how much like Italian a text is under a table of bytes, or in UTF-8 when
// there is none: by the letters and signs that are not ASCII, and what stands beside them.
func italianness(text []byte, table *charmap.Charmap) int {
	score, seen := 0, 0
	for i := 0; i < len(text) && seen < mostScored; {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		seen++
		if table == nil {
			r, size := utf8.DecodeRune(text[i:])
			before, _ := utf8.DecodeLastRune(text[:i])
			after, _ := utf8.DecodeRune(text[i+size:])
			score += likeItalian(before, r, after)
			i += size
			continue
		}
		before, after := ' ', ' '
		if i > 0 {
			before = table.DecodeByte(text[i-1])
		}
		if i+1 < len(text) {
			after = table.DecodeByte(text[i+1])
		}
		score += likeItalian(before, table.DecodeByte(text[i]), after)
		i++
	}
	return score
}

// likeItalian weighs a letter or sign by what stands before and behind it.
func likeItalian(before, r, after rune) int {
	in, out := unicode.IsLetter(before), unicode.IsLetter(after)
	switch {
	case r == utf8.RuneError || unicode.IsControl(r) || !unicode.IsPrint(r) && r != '\u00a0':
		return -10
	case strings.ContainsRune("àèéìòù", r):
		return accented(before, r, in, out)
	case strings.ContainsRune("ÀÈÉÌÒÙ", r):
		switch {
		case in && !unicode.IsUpper(before):
			return -3
		case in && !out, r == 'È':
			return 3
		}
		return -1
	case r == '’':
		return choose(in, 2, 0)
	case strings.ContainsRune("«“", r):
		return choose(!in, 2, -2)
	case strings.ContainsRune("»”…", r):
		return choose(!out, 2, -2)
	case strings.ContainsRune("–—•‘\u00a0§", r):
		return choose(!in && !out, 1, -1)
	case r == '€':
		return choose(!in || !out, 2, -2)
	case strings.ContainsRune("°ºª", r):
		return choose(unicode.IsDigit(before) || before == 'n' || before == 'N', 2, 0)
	case strings.ContainsRune("²³", r):
		return choose(before == 'm', 2, 0)
	case unicode.Is(unicode.Latin, r):
		return choose(unicode.IsUpper(r) && unicode.IsLower(before), -3, -1)
	}
	return -4
}

// accented weighs a small letter with an accent: it ends a word, behind a consonant or one of
// few vowels (più, può, già, ciò), or it is the word è.
func accented(before, r rune, in, out bool) int {
	vowel := strings.ContainsRune("aeiouàèéìòù", unicode.ToLower(before))
	switch {
	case !in:
		return choose(r == 'è' && !out, 3, -1)
	case out:
		return -1
	case vowel && before != 'i' && before != 'u':
		return -3
	}
	return 3
}

func choose(is bool, yes, no int) int {
	if is {
		return yes
	}
	return no
}
