package export

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vetro/internal/record"
)

// Two places define a word, and which words are the same: this file for the index, and
// themes/italia/assets/cerca.js for what a reader looks for. The two must agree.

// scanner takes texts apart into words, legible, without accents and case. A word is a run of
// letters, marks and digits; points between digits belong to it, so that 1.2 and 931.712
// are words. It is written by hand because it reads all words of the site.
type scanner struct {
	text  []byte
	at    int  // of text, from where it is not read yet
	latin bool // whether the letter before is one of a to z
	word  []byte
}

// begin makes the scanner read a text.
func (s *scanner) begin(text []byte) {
	if !record.IsLegible(text) {
		text = []byte(record.Legible(string(text)))
	}
	s.text, s.at, s.latin = text, 0, false
}

// next finds the next word, which is good until the next call, or reports false.
func (s *scanner) next() (word []byte, found bool) {
	s.word = s.word[:0]
	for s.at < len(s.text) {
		c := s.text[s.at]
		switch folded := letterOrDigit[c]; {
		case folded != 0:
			s.word = append(s.word, folded)
			s.latin = folded >= 'a'
			s.at++
		case c >= utf8.RuneSelf:
			if s.wide() && len(s.word) > 0 {
				return s.word, true
			}
		case len(s.word) == 0:
			s.latin = false
			s.at++
		default:
			if c == '.' {
				s.groups()
			}
			return s.word, true
		}
	}
	return s.word, len(s.word) > 0
}

// wide reads a letter that is not of ASCII, and reports whether it is no part of a word.
func (s *scanner) wide() (ends bool) {
	r, size := utf8.DecodeRune(s.text[s.at:])
	s.at += size
	r, dropped := foldRune(r, s.latin)
	if dropped {
		return false
	}
	s.latin = 'a' <= r && r <= 'z'
	if !unicode.In(r, unicode.L, unicode.M, unicode.N) {
		return true
	}
	s.word = utf8.AppendRune(s.word, r)
	return false
}

// groups reads the groups of digits after a word that ends in a digit, each with a point
// before it. Points that only group digits are left out: 931.712 is 931712.
func (s *scanner) groups() {
	others := len(s.word)
	for others > 0 && isDigit(s.word[others-1]) {
		others--
	}
	digits := len(s.word) - others
	if digits == 0 {
		return
	}
	thousands := others == 0 && digits <= 3
	for s.at+1 < len(s.text) && s.text[s.at] == '.' && isDigit(s.text[s.at+1]) {
		from := s.at
		for s.at++; s.at < len(s.text) && isDigit(s.text[s.at]); s.at++ {
		}
		s.word = append(s.word, s.text[from:s.at]...)
		thousands = thousands && s.at-from == len(".000")
	}
	if thousands {
		s.word = slices.DeleteFunc(s.word, func(c byte) bool { return c == '.' })
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// letterOrDigit gives what a letter or digit of ASCII is in a word, and 0 for the others.
var letterOrDigit = func() (table [256]byte) {
	for c := range table {
		switch r := rune(c); {
		case '0' <= r && r <= '9', 'a' <= r && r <= 'z':
			table[c] = byte(c)
		case 'A' <= r && r <= 'Z':
			table[c] = byte(c) - 'A' + 'a'
		}
	}
	return table
}()

// foldRune gives a letter in lower case, a Latin one without its accent. A mark that
// follows a Latin letter is dropped.
func foldRune(r rune, latin bool) (folded rune, dropped bool) {
	r = unicode.ToLower(r)
	if base, accented := plain[r]; accented {
		r = base
	}
	return r, latin && unicode.Is(unicode.M, r)
}

// plain gives the letter that an accented one is written with.
var plain = func(rows string) map[rune]rune {
	letters := make(map[rune]rune)
	for _, row := range strings.Fields(rows) {
		base, accented := rune(row[0]), row[1:]
		for _, r := range accented {
			letters[r] = base
		}
	}
	return letters
}(`
aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ bḃḅḇ cçćĉċčḉ dďḋḍḏḑḓ eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ fḟ gĝğġģǧǵḡ hĥȟḣḥḧḩḫẖ
iìíîïĩīĭįǐȉȋḭḯỉị jĵǰ kķǩḱḳḵ lĺļľḷḹḻḽ mḿṁṃ nñńņňǹṅṇṉṋ oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ pṕṗ
rŕŗřȑȓṙṛṝṟ sśŝşšșṡṣṥṧṩ tţťțṫṭṯṱẗ uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự vṽṿ wŵẁẃẅẇẉẘ xẋẍ yýÿŷȳẏẙỳỵỷỹ zźżžẑẓẕ
`)

// stopWords are in nearly every text and say nothing of any: they are not in the index,
// and in a query count only when there is nothing else.
const stopWords = `a ad agli ai al all alla alle allo che col con d da dagli dai dal dall dalla dalle dallo
de degli dei del dell della delle dello di e ed fra gli i il in l la le lo ne negli nei nel nell nella nelle
nello o per si su sugli sui sul sull sulla sulle sullo tra un una uno`

// excerpt shortens a text at a word.
func excerpt(text string, most int) string {
	r := []rune(text)
	if len(r) <= most {
		return text
	}
	end := most
	for end > 0 && r[end] != ' ' {
		end--
	}
	return strings.TrimRight(string(r[:end]), " ,;:") + "…"
}
