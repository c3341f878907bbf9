package personal

import (
	"regexp"
	"strings"

	"vetro/internal/record"
)

var taxCode = regexp.MustCompile(`(?i)` + record.PersonTaxCodeForm)

// appendTaxCodes looks for codes in one piece. The check letter is not asked for, since a slip in
// the code of a person is still a person's; but then it is only likely.
func appendTaxCodes(hits []Hit, text string, _ bool) []Hit {
	for _, m := range taxCode.FindAllStringIndex(text, -1) {
		if code := strings.ToUpper(text[m[0]:m[1]]); begins(text, m[0], "cf") && alone(text[m[0]:], 0, m[1]-m[0]) && record.BornOnADay(code) {
			hits = append(hits, Hit{Kind: record.PersonalTaxCode, Likely: !record.IsPersonTaxCode(code), Start: m[0], End: m[1]})
		}
	}
	return hits
}

// begins reports whether a code may begin at an offset: nothing touches it, or only the word that
// says what it is.
func begins(text string, start int, word string) bool {
	if start == 0 || !alphanumeric(text[start-1]) {
		return true
	}
	at := start - len(word)
	return at >= 0 && strings.EqualFold(text[at:start], word) && (at == 0 || !alphanumeric(text[at-1]))
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
func appendPartedTaxCodes(hits []Hit, text string, data bool) []Hit {
	for i := 1; i+1 < len(text); i++ {
		if !isMonth(text, i) {
			continue
		}
		start := i
		for range taxCodeMonth {
			start = previous(text, start)
		}
		code, end := collect(text, start, taxCodeSize)
		if len(code) == taxCodeSize && end-start > taxCodeSize && alone(text, start, end) && record.IsPersonTaxCode(code) && !acrossValues(text[start:end], data) {
			hits = append(hits, Hit{Kind: record.PersonalTaxCode, Start: start, End: end})
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
		if ibanCountry(text, i) != "" {
			return true
		}
	}
	return false
}

// ibanCountry gives the country of the IBAN that may begin at an offset, or "".
func ibanCountry(text string, i int) string {
	if !isLetter(text[i]) || isLetter(text[i+1]) && isLetter(text[i+2]) || !begins(text, i, "iban") {
		return ""
	}
	second := i + 1
	if !alphanumeric(text[second]) {
		second = next(text, second)
	}
	if second < 0 || !isLetter(text[second]) {
		return ""
	}
	for at, n := second, 0; n < 2; n++ { // the check digits
		if at = next(text, at+1); at < 0 || !isDigit(text[at]) {
			return ""
		}
	}
	country := strings.ToUpper(string([]byte{text[i], text[second]}))
	if ibanForms[country] == "" {
		return ""
	}
	return country
}

func appendIBANs(hits []Hit, text string, data bool) []Hit {
	for i := 0; i+3 < len(text); i++ {
		country := ibanCountry(text, i)
		if country == "" {
			continue
		}
		code, end := collect(text, i, ibanSize(ibanForms[country]))
		if hasIBANForm(code) && remainder97(code[4:]+code[:4]) == 1 && alone(text[i:], 0, end-i) && !acrossValues(text[i:end], data) {
			hits = append(hits, Hit{Kind: record.PersonalIBAN, Likely: ofTreasury(text, code, i, end), Start: i, End: end})
			i = end - 1
		}
	}
	return hits
}

// stateBank is the code of the Bank of Italy, which keeps the accounts of the State and of offices.
const stateBank = "01000"

// ofTreasury reports whether an account is most likely that of an office: by its bank, or by the
// words beside it. Offices publish where they are paid also outside the section of art. 36.
func ofTreasury(text, code string, start, end int) bool {
	const beside = 64
	before := strings.ToLower(text[max(0, start-beside):start])
	before = before[strings.LastIndexAny(before, "0123456789\n")+1:]
	after := strings.ToLower(text[end:min(len(text), end+beside)])
	if strings.HasPrefix(code, "IT") && code[5:10] == stateBank || strings.Contains(before, "tesorer") || strings.Contains(before, "tesorier") {
		return true
	}
	_, holder, named := strings.Cut(after, "intestato a")
	if !named {
		return false
	}
	for _, office := range []string{"l comune", "ll’ente", "ll'ente", "lla provincia", "lla regione", "ll’unione", "ll'unione", "lla tesoreria"} {
		if strings.HasPrefix(holder, office) {
			return true
		}
	}
	return false
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
