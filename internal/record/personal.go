package record

import (
	"regexp"
	"slices"
	"strings"
)

// PersonalHit is where personal data stands in a text, in bytes.
type PersonalHit struct {
	Kind       PersonalKind
	Start, End int
}

// FindPersonal looks for personal data of the kinds that can be told by their form:
// codici fiscali of natural persons, IBANs, mobile numbers and mailboxes of private
// providers. In data a bare run of ten digits is most likely the number of a row: with
// data set, a mobile number needs a prefix, a separator or a word before it.
//
// Source: d.lgs. 33/2013, art. 7-bis; Garante, linee guida of 15 May 2014 (GU 134 of 12
// June 2014).
func FindPersonal(text string, data bool) []PersonalHit {
	return findPersonal(text, data, true)
}

// personalForms are the searches, each with its prefilter: what must be in a text that has
// a hit. A search costs some fifty times as much as its prefilter.
var personalForms = [...]struct {
	mayBeIn func(text string) bool
	search  func(hits []PersonalHit, text string, data bool) []PersonalHit
}{
	{func(text string) bool { return hasRow(text, 16, wordly, none) }, appendTaxCodes},
	{func(text string) bool { return hasDigits(text) && hasLettersThenDigits(text) }, appendIBANs},
	{func(text string) bool { return hasDigits(text) && hasNineDigits(text) }, appendMobiles},
	{func(text string) bool { return strings.Contains(text, "@") }, appendEmails},
}

// findPersonal looks for personal data; tests look without the prefilters, too.
func findPersonal(text string, data, prefiltered bool) []PersonalHit {
	var hits []PersonalHit
	for _, f := range personalForms {
		if !prefiltered || f.mayBeIn(text) {
			hits = f.search(hits, text, data)
		}
	}
	slices.SortFunc(hits, func(a, b PersonalHit) int { return a.Start - b.Start })
	return hits
}

// hasRow reports whether n bytes of a kind stand in a row, with nothing but bytes of
// another kind between them.
func hasRow(text string, n int, of, between func(byte) bool) bool {
	row := 0
	for i := range len(text) {
		switch c := text[i]; {
		case of(c):
			if row++; row == n {
				return true
			}
		case !between(c):
			row = 0
		}
	}
	return false
}

// hasDigits reports whether a text has five digits, the fewest of an IBAN or a mobile number.
func hasDigits(text string) bool { return hasRow(text, 5, isDigit, anything) }

func none(byte) bool      { return false }
func anything(byte) bool  { return true }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// wordly takes what is not ASCII for a letter: expressions without case take ſ for an s,
// and the sign of Kelvin for a k.
func wordly(c byte) bool { return alphanumeric(c) || c >= 0x80 }

// hasNineDigits looks for enough digits for a mobile number, with nothing but its
// separators between them. Digits that go on a word, as in a CUP, are none.
func hasNineDigits(text string) bool {
	row := 0
	for i := range len(text) {
		switch c := text[i]; {
		case isDigit(c):
			if row++; row == 9 {
				return true
			}
		case alphanumeric(c) || c == '_':
			row = -len(text)
		case row < 0 || c < 0x80 && strings.IndexByte(" ./-()", c) < 0:
			row = 0
		}
	}
	return false
}

// hasLettersThenDigits looks for the beginning of an IBAN. The two letters are ASCII in
// all countries that ibanLengths has.
func hasLettersThenDigits(text string) bool {
	for i := 3; i < len(text); i++ {
		if isDigit(text[i]) && isDigit(text[i-1]) && text[i-2] >= 'A' && text[i-3] >= 'A' {
			return true
		}
	}
	return false
}

// A codice fiscale of a person: six letters, two digits of the year, the letter of the
// month, two digits of the day (40 more for women), the place of birth, a check letter.
// Where two people would share one, letters from LMNPQRSTUV stand for digits.
var personTaxCode = regexp.MustCompile(`(?i)[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-7LMNPQRST][0-9LMNPQRSTUV][A-Z][0-9LMNPQRSTUV]{3}[A-Z]`)

func appendTaxCodes(hits []PersonalHit, text string, _ bool) []PersonalHit {
	for _, m := range personTaxCode.FindAllStringIndex(text, -1) {
		// The check letter is not asked for: a slip in the code of a person is still a person's.
		if alone(text, m[0], m[1]) && bornOnADay(strings.ToUpper(text[m[0]:m[1]])) {
			hits = append(hits, PersonalHit{PersonalTaxCode, m[0], m[1]})
		}
	}
	return hits
}

// alone reports whether no letter or digit of ASCII touches a part of a text.
func alone(text string, start, end int) bool {
	return (start == 0 || !alphanumeric(text[start-1])) && (end == len(text) || !alphanumeric(text[end]))
}

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

var iban = regexp.MustCompile(`(?i)\b[A-Z]{2}\d{2}(?:[ \x{a0}\x{202f}]?[A-Z0-9]){11,30}`)

func appendIBANs(hits []PersonalHit, text string, _ bool) []PersonalHit {
	for _, m := range iban.FindAllStringIndex(text, -1) {
		if n := ibanLength(text[m[0]:m[1]]); n > 0 {
			hits = append(hits, PersonalHit{PersonalIBAN, m[0], m[0] + n})
		}
	}
	return hits
}

// The lengths of the IBANs of the countries with which Italian offices deal most.
var ibanLengths = map[string]int{
	"IT": 27, "SM": 27, "VA": 22, "FR": 27, "DE": 22, "AT": 20, "CH": 21, "SI": 19, "ES": 24, "PT": 25, "BE": 16,
	"NL": 18, "LU": 20, "IE": 22, "GB": 22, "MT": 31, "RO": 24, "PL": 28, "HR": 21, "LT": 20, "EE": 20, "LV": 21,
}

// ibanLength gives how many bytes of a text are an IBAN whose check digits are right,
// its blanks included; 0 when it does not begin with one.
//
// Source: ISO 13616; the remainder by 97 is 1.
func ibanLength(s string) int {
	want := ibanLengths[strings.ToUpper(s[:2])]
	if want == 0 {
		return 0
	}
	var code []byte
	end := 0
	for i := 0; i < len(s) && len(code) < want; i++ {
		if alphanumeric(s[i]) {
			code, end = append(code, s[i]), i+1
		}
	}
	if len(code) < want || end < len(s) && alphanumeric(s[end]) {
		return 0
	}
	rest := 0
	for _, c := range []byte(strings.ToUpper(string(code[4:]) + string(code[:4]))) {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	if rest != 1 {
		return 0
	}
	return end
}

// A mobile number: 3, two digits of the operator, six or seven more, in groups or not,
// with the country's prefix or not.
var mobile = regexp.MustCompile(`(?:(?:\+|\b00)39[ \x{a0}\x{202f}.\-]?\(?|\(?\b)3(?:2[02-9]|3[0-9]|4[0-9]|5[0-35]|6[0368]|7[0-9]|8[0-9]|9[0-37])\)?[ \x{a0}\x{202f}./\-]?\d{2,3}[ \x{a0}\x{202f}.\-]?\d{2,4}(?:[ \x{a0}\x{202f}.\-]?\d{2,3})?`)

// phoneWord is what stands before a number that is a telephone's.
var phoneWord = regexp.MustCompile(`(?i)\b(?:tel|cell|cellulare|mobile|telefono|telefonino|recapito|whatsapp|sms|chiamare|chiama|numero)\b[^\n\d]{0,20}$`)

func appendMobiles(hits []PersonalHit, text string, data bool) []PersonalHit {
	for _, m := range mobile.FindAllStringIndex(text, -1) {
		s := text[m[0]:m[1]]
		number := onlyDigits(s)
		prefixed := strings.HasPrefix(s, "+") || strings.HasPrefix(s, "00")
		if prefixed {
			number = strings.TrimPrefix(number, "00")[2:]
		}
		if n := len(number); n != 9 && n != 10 || !standsFree(text, m[0], m[1], data) {
			continue
		}
		grouped := len(s) > len(number) && !strings.Contains(s, ".")
		spoken := phoneWord.MatchString(text[max(0, m[0]-40):m[0]])
		_, isCIG := ParseCIG(s)
		switch {
		case prefixed, spoken:
		case len(number) == 9, isCIG, data && !grouped, !grouped && isAmount(number, text[m[1]:]):
			continue // nine bare digits are anything
		case inAddress(text, m[0]):
			continue
		}
		hits = append(hits, PersonalHit{PersonalMobile, m[0], m[1]})
	}
	return hits
}

// isAmount reports whether ten bare digits are money by what follows them, or a round
// number.
func isAmount(number, after string) bool {
	after = strings.ToLower(strings.TrimLeft(after[:min(len(after), 8)], " \u00a0\u202f"))
	return strings.HasSuffix(number, "0000") || strings.HasPrefix(after, "€") || strings.HasPrefix(after, "eur") || strings.HasPrefix(after, ",")
}

// standsFree reports whether a number is not a part of a longer code or figure. In data
// a comma stands between values.
func standsFree(text string, start, end int, data bool) bool {
	joins := ".,/-_"
	if data {
		joins = "./-_"
	}
	if !alone(text, start, end) {
		return false
	}
	if start > 1 && strings.IndexByte(joins, text[start-1]) >= 0 && alphanumeric(text[start-2]) || start > 0 && strings.IndexByte("=#&%_", text[start-1]) >= 0 {
		return false
	}
	return end+1 >= len(text) || strings.IndexByte(joins, text[end]) < 0 || !alphanumeric(text[end+1])
}

// inAddress reports whether the word around an offset is the address of a page.
func inAddress(text string, at int) bool {
	from := strings.LastIndexAny(text[:at], " \n\t\"'(<") + 1
	word := text[from:at]
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.HasPrefix(word, "../")
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

var email = regexp.MustCompile(`(?i)[a-z0-9][a-z0-9._%+\-]*@([a-z0-9-]+(?:\.[a-z0-9-]+)+)`)

// privateMail are the providers where private people have their mailbox. An address
// under the domain of an office, or a PEC, is not private by its form.
var privateMail = []string{
	"gmail.com", "googlemail.com", "libero.it", "inwind.it", "iol.it", "blu.it", "giallo.it", "virgilio.it", "alice.it", "tin.it",
	"tim.it", "tiscali.it", "tiscalinet.it", "fastwebnet.it", "hotmail.com", "hotmail.it", "live.it", "live.com", "outlook.com",
	"outlook.it", "msn.com", "yahoo.it", "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com", "email.it", "katamail.com",
	"supereva.it", "teletu.it", "vodafone.it", "aruba.it", "proton.me", "protonmail.com", "gmx.com", "gmx.net", "gmx.it", "aol.com", "mail.com",
}

func appendEmails(hits []PersonalHit, text string, _ bool) []PersonalHit {
	for _, m := range email.FindAllStringSubmatchIndex(text, -1) {
		if slices.Contains(privateMail, strings.ToLower(strings.TrimRight(text[m[2]:m[3]], ".-"))) {
			hits = append(hits, PersonalHit{PersonalEmail, m[0], m[1]})
		}
	}
	return hits
}

// Masked gives personal data as a report may show it: enough to find it by eye, and
// not enough to spread it.
func Masked(s string) string {
	r := []rune(s)
	keep := min(4, len(r)/3)
	return string(r[:keep]) + "…" + string(r[len(r)-min(2, keep):])
}
