package export

import (
	"regexp"
	"strings"
	"unicode"
)

// What is a word, and which words are the same, is told twice: here for the index and in
// themes/italia/assets/cerca.js for what a reader looks for. The two must agree.

// wordForm is a run of letters and digits; points between digits belong to it, so that
// 1.2 and 931.712 are words.
var wordForm = regexp.MustCompile(`[\pL\pM\pN]*[0-9](?:\.[0-9]+)+|[\pL\pM\pN]+`)

// thousands is a number whose points only group its digits: 931.712 is 931712.
var thousands = regexp.MustCompile(`^[0-9]{1,3}(?:\.[0-9]{3})+$`)

// wordsOf gives the words of a text without accents and case.
func wordsOf(text string) []string {
	words := wordForm.FindAllString(fold(text), -1)
	for i, w := range words {
		if thousands.MatchString(w) {
			words[i] = strings.ReplaceAll(w, ".", "")
		}
	}
	return words
}

// fold gives a text in lower case, Latin letters without their accents.
func fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	latin := false // whether the last letter was one of a to z
	for _, r := range text {
		r = unicode.ToLower(r)
		if base, accented := plain[r]; accented {
			r = base
		}
		if latin && unicode.Is(unicode.M, r) {
			continue
		}
		latin = 'a' <= r && r <= 'z'
		b.WriteRune(r)
	}
	return b.String()
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
