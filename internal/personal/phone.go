package personal

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vetro/internal/record"
)

// phone is a number that may be of a mobile telephone, and how it is written.
type phone struct {
	start, end int
	number     string // its nine or ten digits, without the prefix of the country
	prefixed   bool   // +39, 0039
	barePrefix bool   // 39: behind a word alone
	grouped    bool   // in groups, and not by points alone
	regular    bool   // in groups as such numbers are mostly written
}

// hasNineDigits looks for enough digits for a mobile number, with nothing but what may part
// them between them. Digits that go on a word, as in a CUP, are none.
func hasNineDigits(text string) bool {
	row := 0
	for i := range len(text) {
		switch c := text[i]; {
		case isDigit(c):
			if row++; row == 9 {
				return true
			}
		case alphanumeric(c):
			row = -len(text)
		case row < 0 || c < utf8.RuneSelf && strings.IndexByte(" ./-()_:*\t\n", c) < 0:
			row = 0
		}
	}
	return false
}

func appendMobiles(hits []Hit, text string, data bool) []Hit {
	end, sense := -1, noSense // of the number before
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) || i > 0 && alphanumeric(text[i-1]) {
			continue
		}
		p, ok := phoneAt(text, i, data)
		if !ok {
			continue
		}
		if end < 0 || p.start < end || !listed(text[end:p.start]) {
			sense = senseOf(text, &p, data)
		}
		end = p.end
		if is, likely := p.personal(text, sense, data); is {
			hits = append(hits, Hit{Kind: record.PersonalMobile, Likely: likely, Start: p.start, End: p.end})
			i = p.end - 1
		}
	}
	return hits
}

// phoneAt reads the number that begins at a digit: 3, two digits of the operator, six or seven
// more, with the prefix of the country or not.
func phoneAt(text string, i int, data bool) (p phone, ok bool) {
	const most = len("0039") + len("0") + 10
	var at [most]int // of each digit
	n := 0
	for j := i; j >= 0 && n < most; j = nextDigit(text, j+1, data) {
		at[n] = j
		n++
	}
	digit := func(k int) byte {
		if k < n {
			return text[at[k]]
		}
		return 0
	}
	p.start = i
	plus := i > 0 && text[i-1] == '+'
	from := 0
	switch country := digit(0) == '3' && digit(1) == '9'; {
	case plus && country:
		p.prefixed, from, p.start = true, 2, i-1
	case digit(0) == '0' && digit(1) == '0' && digit(2) == '3' && digit(3) == '9':
		p.prefixed, from = true, 4
	case country && digit(2) == '3' && n >= 12 && at[11] == i+11:
		p.barePrefix, from = true, 2
	}
	if p.prefixed && digit(from) == '0' { // +39 (0)347
		from++
	}
	if p.start > 0 && text[p.start-1] == '(' {
		p.start--
	}
	if digit(from) != '3' || !mobileOperator(digit(from+1), digit(from+2)) {
		return p, false
	}
	for _, size := range []int{10, 9} {
		if last := from + size - 1; last < n && (at[last]+1 == len(text) || !alphanumeric(text[at[last]+1])) {
			p.end = at[last] + 1
			p.number = onlyDigits(text[at[from]:p.end])
			p.group(text, at[from:last+1])
			return p, true
		}
	}
	return p, false
}

// mobileOperator reports whether the second and third digit are of an operator.
//
// Source: the numbering plan, delibera AGCOM 8/15/CIR.
func mobileOperator(second, third byte) bool {
	switch second {
	case '2':
		return third != '1' && isDigit(third)
	case '3', '4', '7', '8':
		return isDigit(third)
	case '5':
		return '0' <= third && third <= '3' || third == '5'
	case '6':
		return strings.IndexByte("0368", third) >= 0 && third != 0
	case '9':
		return '0' <= third && third <= '3' || third == '7'
	}
	return false
}

// nextDigit gives where the digits of a number go on, after the signs that part them; -1 for
// nowhere. In data a line end parts values.
func nextDigit(text string, i int, data bool) int {
	for n := 0; i < len(text) && n <= mostParting; n++ {
		if isDigit(text[i]) {
			return i
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !parting(r) && r != '(' && r != ')' || data && (r == '\n' || r == '\t') {
			return -1
		}
		i += size
	}
	return -1
}

// group looks at how the digits are parted.
func (p *phone) group(text string, at []int) {
	groups, first, least, run := 1, len(at), len(at), 1
	p.regular = true
	for k := 1; k < len(at); k++ {
		if at[k] == at[k-1]+1 {
			run++
			continue
		}
		between := text[at[k-1]+1 : at[k]]
		p.grouped = p.grouped || between != "."
		p.regular = p.regular && (utf8.RuneCountInString(between) == 1 || strings.Contains(between, ")"))
		if groups == 1 {
			first = run
		}
		groups, least, run = groups+1, min(least, run), 1
	}
	least = min(least, run)
	p.regular = p.regular && groups <= 4 && least >= 2 && (first == 3 || groups == 1)
}

// personal reports whether a number is of a person, and whether that is only likely.
func (p *phone) personal(text string, sense phoneSense, data bool) (is, likely bool) {
	if !p.standsFree(text, sense, data) {
		return false, false
	}
	switch sense {
	case ofPerson:
		return true, false
	case ofOffice:
		return p.prefixed || len(p.number) == 10 && !p.barePrefix, true
	case ofRecord:
		return p.prefixed, false
	}
	_, isCIG := record.ParseCIG(p.number)
	switch {
	case p.prefixed:
		return true, false
	case len(p.number) == 9, p.barePrefix, !p.regular, data && !p.grouped, !p.grouped && isCIG, p.isAmount(text), inAddress(text, p.start):
		return false, false // nine bare digits are anything
	case sense == ofNumber:
		return p.grouped, true
	}
	return true, true
}

// isAmount reports whether ten digits are money by what stands beside them, or a round number.
func (p *phone) isAmount(text string) bool {
	before := strings.ToLower(strings.TrimRight(text[max(0, p.start-8):p.start], " "))
	after := strings.ToLower(strings.TrimLeft(text[p.end:min(len(text), p.end+8)], " "))
	money := strings.HasPrefix(after, "€") || strings.HasPrefix(after, "eur") || strings.HasSuffix(before, "€") || strings.HasSuffix(before, "euro") || strings.HasSuffix(before, "eur")
	return money || !p.grouped && (strings.HasSuffix(p.number, "0000") || strings.HasPrefix(after, ","))
}

// standsFree reports whether a number is not a part of a longer code or figure. In data
// a comma stands between values.
func (p *phone) standsFree(text string, sense phoneSense, data bool) bool {
	joins := ".,/-_"
	if data {
		joins = "./-_"
	}
	if p.end+1 < len(text) && strings.IndexByte(joins, text[p.end]) >= 0 && alphanumeric(text[p.end+1]) {
		return false
	}
	if p.start == 0 {
		return true
	}
	before := text[p.start-1]
	if sense == ofPerson && p.start > 1 && !isDigit(text[p.start-2]) { // tel.347…, phone=347…
		return !alphanumeric(before)
	}
	if p.start > 1 && strings.IndexByte(joins, before) >= 0 && alphanumeric(text[p.start-2]) {
		return false
	}
	return strings.IndexByte("=#&%_", before) < 0 && !alphanumeric(before)
}

// inAddress reports whether the word around an offset is the address of a page.
func inAddress(text string, at int) bool {
	word := text[max(0, at-2048):at]
	word = word[strings.LastIndexAny(word, " \n\t\"'(<")+1:]
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.HasPrefix(word, "../")
}

// phoneSense is what the words beside a number say of it.
type phoneSense uint8

const (
	noSense  phoneSense = iota
	ofPerson            // cell., tel., chiamare
	ofOffice            // URP, servizio, centralino
	ofRecord            // prot., pratica, matricola: it is no telephone
	ofNumber            // n.
)

// phoneWords are the words that decide what a number is of.
var phoneWords = func(lists map[phoneSense]string) map[string]phoneSense {
	words := make(map[string]phoneSense)
	for sense, list := range lists {
		for _, word := range strings.Fields(list) {
			words[word] = sense
		}
	}
	return words
}(map[phoneSense]string{
	ofPerson: `tel telef telefono telefoni telefonico telefonica telefonino telefona telefonare telefonate telefonando phone cell cellulare cellulari mobile portatile whatsapp wa
		telegram sms recapito recapiti chiama chiamare chiamate chiamando contatta contattare contattate reperibilità reperibile`,
	ofOffice: `urp centralino servizio servizi sportello ufficio uffici segreteria verde emergenza emergenze pronto guardia comando istituzionale`,
	ofRecord: `prot protocollo pratica pratiche prat matricola matricole matr rep repertorio det determina determinazione delibera deliberazione decreto atto ordinanza
		cup cig pod pdr ean isbn fattura fatture fatt ordine ord codice codici cod capitolo cap partita iva piva inail inps id rif riferimento contratto polizza registro mandato
		reversale impegno bolletta cliente lotto gara bando sinistro posizione particella serie seriale telaio conto bollettino domanda istanza fascicolo verbale commessa`,
	ofNumber: `n nr num`,
})

// linkWords may stand between the word of a record and its number.
var linkWords = strings.Fields("numero no di del dell della dei al dal e generale interno anno registro elettronica elettronico unico fiscale acquisto d")

const (
	mostBefore      = 64 // bytes before a number that may tell what it is of
	mostWordsBefore = 6
)

// senseOf gives what the words beside a number say of it. The nearest that decides does; a word of
// a record does so only where hardly anything stands between it and the number.
func senseOf(text string, p *phone, data bool) phoneSense {
	if phoneBehind(text[p.end:min(len(text), p.end+20)]) {
		return ofPerson
	}
	before := text[max(0, p.start-mostBefore):p.start]
	before = before[strings.LastIndexAny(before, "0123456789")+1:]
	if data {
		before = before[strings.LastIndexByte(before, '\n')+1:]
	}
	near, strange, numbered := true, 0, false
	for n := range mostWordsBefore {
		word, rest, between := lastWord(before)
		if word == "" {
			break
		}
		before = rest
		near = near && !strings.ContainsAny(between, ",;")
		switch sense := phoneWords[strings.ToLower(word)]; {
		case sense == ofPerson, sense == ofOffice:
			return sense
		case sense == ofRecord && near:
			if of, _, _ := lastWord(before); phoneWords[strings.ToLower(of)] == ofOffice { // ufficio protocollo
				return ofOffice
			}
			return ofRecord
		case sense == ofNumber:
			numbered = numbered || n == 0
		case slices.Contains(linkWords, strings.ToLower(word)), word == strings.ToUpper(word):
		default:
			strange++
			near = near && strange == 1 && word == strings.ToLower(word)
		}
	}
	if numbered {
		return ofNumber
	}
	return noSense
}

// lastWord takes the last word from a text, and what stands behind it.
func lastWord(text string) (word, before, behind string) {
	end := strings.LastIndexFunc(text, unicode.IsLetter)
	if end < 0 {
		return "", "", text
	}
	_, size := utf8.DecodeRuneInString(text[end:])
	end += size
	start := strings.LastIndexFunc(text[:end], func(r rune) bool { return !unicode.IsLetter(r) })
	if start >= 0 {
		_, size = utf8.DecodeRuneInString(text[start:])
		start += size
	}
	return text[max(0, start):end], text[:max(0, start)], text[end:]
}

// phoneBehind reports whether a word of a telephone follows a number: «347 1234567 (cell.)».
func phoneBehind(text string) bool {
	text = strings.ToLower(strings.TrimLeft(text, " ([-–:"))
	for _, word := range []string{"cell", "mobile", "whatsapp"} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}

// listed reports whether a number is one of a list with the number before it, by what stands
// between them.
func listed(between string) bool {
	for {
		word, before, behind := lastWord(between)
		if len(behind) > mostParting+2 {
			return false
		}
		if word == "" {
			return true
		}
		if !slices.Contains([]string{"e", "o", "oppure", "anche"}, strings.ToLower(word)) {
			return false
		}
		between = before
	}
}
