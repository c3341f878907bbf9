package record

import (
	"regexp"
	"strings"
)

// A codice fiscale of a person: six letters, two digits of the year, the letter of the
// month, two digits of the day (40 more for women), the place of birth, a check letter.
// Where two people would share one, letters from LMNPQRSTUV stand for digits.
const personTaxCodeForm = `[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-7LMNPQRST][0-9LMNPQRSTUV][A-Z][0-9LMNPQRSTUV]{3}[A-Z]`

var personTaxCode = regexp.MustCompile(`(?i)` + personTaxCodeForm)

// appendTaxCodes looks for codes in one piece. The check letter is not asked for, since a slip in
// the code of a person is still a person's; but then it is only likely.
func appendTaxCodes(hits []PersonalHit, text string, _ bool) []PersonalHit {
	for _, m := range personTaxCode.FindAllStringIndex(text, -1) {
		if code := strings.ToUpper(text[m[0]:m[1]]); alone(text, m[0], m[1]) && bornOnADay(code) {
			hits = append(hits, PersonalHit{Kind: PersonalTaxCode, Likely: !IsPersonTaxCode(code), Start: m[0], End: m[1]})
		}
	}
	return hits
}

// Where the parts of a codice fiscale stand.
const (
	taxCodeYear  = 6
	taxCodeMonth = 8
	taxCodeSize  = 16
)

// hasBirthday reports whether a text has the year, the month and the day of birth of a tax code,
// with a letter before them, all of it in pieces or in one.
func hasBirthday(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if isMonth(text, i) {
			return true
		}
	}
	return false
}

// isMonth reports whether a letter stands alone between two digits of a year, with a name
// before them, and the first of a day.
func isMonth(text string, i int) bool {
	if !isLetter(text[i]) || alphanumeric(text[i+1]) && !isDigit(text[i+1]) || isLetter(text[i-1]) {
		return false
	}
	if after := next(text, i+1); after < 0 || !isDigit(text[after]) {
		return false
	}
	at := i
	for n := range taxCodeMonth {
		if at = previous(text, at); at < 0 || isDigit(text[at]) != (n < 2) {
			return false
		}
	}
	return true
}

// appendPartedTaxCodes looks for codes in pieces, whose check letter must be right. Their year and
// the first digit of their day have no letters for digits.
func appendPartedTaxCodes(hits []PersonalHit, text string, data bool) []PersonalHit {
	for i := 1; i+1 < len(text); i++ {
		if !isMonth(text, i) {
			continue
		}
		start := i
		for range taxCodeMonth {
			start = previous(text, start)
		}
		code, end := collect(text, start, taxCodeSize)
		if len(code) == taxCodeSize && end-start > taxCodeSize && alone(text, start, end) && IsPersonTaxCode(code) && !acrossValues(text[start:end], data) {
			hits = append(hits, PersonalHit{Kind: PersonalTaxCode, Start: start, End: end})
			i = end - 1
		}
	}
	return hits
}

// acrossValues reports whether a code in data is of several values: a line end parts them.
func acrossValues(code string, data bool) bool { return data && strings.ContainsAny(code, "\n\t") }

// collect gives up to n letters and digits from an offset on, in upper case and without what
// parts them, and their end.
func collect(text string, i, n int) (code string, end int) {
	b := make([]byte, 0, n)
	for end = i; len(b) < n && i >= 0; i = next(text, end) {
		if i >= len(text) || !alphanumeric(text[i]) {
			break
		}
		b, end = append(b, text[i]), i+1
	}
	return strings.ToUpper(string(b)), end
}

// ibanForms are the IBANs of the countries with which Italian offices deal most: how many
// characters of which kind follow the check digits. A is a letter, N a digit, C one of both.
//
// Source: ISO 13616, the registry of SWIFT.
var ibanForms = map[string]string{
	"IT": "1A10N12C", "SM": "1A10N12C", "VA": "18N", "FR": "10N11C2N", "DE": "18N", "AT": "16N", "CH": "5N12C", "SI": "15N", "ES": "20N", "PT": "21N", "BE": "12N",
	"NL": "4A10N", "LU": "3N13C", "IE": "4A14N", "GB": "4A14N", "MT": "4A5N18C", "RO": "4A16C", "PL": "24N", "HR": "17N", "LT": "16N", "EE": "16N", "LV": "4A13C",
}

// hasIBANForm reports whether a code has the form of the IBANs of its country, and how long
// they are.
func hasIBANForm(code string) bool {
	form, i := ibanForms[code[:2]], 4
	for j := 0; j < len(form); j++ {
		n := 0
		for ; isDigit(form[j]); j++ {
			n = n*10 + int(form[j]-'0')
		}
		for ; n > 0; n, i = n-1, i+1 {
			if i >= len(code) || form[j] != 'C' && isDigit(code[i]) != (form[j] == 'N') {
				return false
			}
		}
	}
	return i == len(code)
}

// ibanSize gives the length of an IBAN of that form.
func ibanSize(form string) int {
	size, n := 4, 0
	for i := range len(form) {
		if isDigit(form[i]) {
			n = n*10 + int(form[i]-'0')
		} else {
			size, n = size+n, 0
		}
	}
	return size
}

// hasCountryThenDigits looks for the beginning of an IBAN.
func hasCountryThenDigits(text string) bool {
	for i := 0; i+3 < len(text); i++ {
		if !isLetter(text[i+2]) && isLetter(text[i+1]) && ibanCountry(text, i) != "" {
			return true
		}
	}
	return false
}

// ibanCountry gives the country of the IBAN that may begin at an offset, or "".
func ibanCountry(text string, i int) string {
	if !isLetter(text[i]) || !isLetter(text[i+1]) || isLetter(text[i+2]) || i > 0 && alphanumeric(text[i-1]) {
		return ""
	}
	first := next(text, i+2)
	if first < 0 || !isDigit(text[first]) {
		return ""
	}
	if second := next(text, first+1); second < 0 || !isDigit(text[second]) {
		return ""
	}
	country := strings.ToUpper(text[i : i+2])
	if ibanForms[country] == "" {
		return ""
	}
	return country
}

func appendIBANs(hits []PersonalHit, text string, data bool) []PersonalHit {
	for i := 0; i+3 < len(text); i++ {
		country := ibanCountry(text, i)
		if country == "" {
			continue
		}
		code, end := collect(text, i, ibanSize(ibanForms[country]))
		if hasIBANForm(code) && remainder97(code[4:]+code[:4]) == 1 && alone(text, i, end) && !acrossValues(text[i:end], data) {
			hits = append(hits, PersonalHit{Kind: PersonalIBAN, Start: i, End: end})
			i = end - 1
		}
	}
	return hits
}

// remainder97 gives the remainder by 97 of a code, in which A counts 10.
func remainder97(code string) int {
	rest := 0
	for _, c := range []byte(code) {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest
}
