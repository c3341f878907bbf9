package importer

import (
	"regexp"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// tableEuro reads an amount as offices and ministries write it: 1.234,50, 114.000.000,
// 12345,01, 931712, 82154.8, € 1.234, 1.25E7, with or without the currency. What stands for
// two amounts is none: 1,234 is refused, and 1.234 is a thousand, since no amount has three
// decimals.
func tableEuro(s string) (record.Euro, bool) {
	e, why := readEuro(s, amountForm{unit: 1})
	return e, why == ""
}

// amountForm is what a column says of the amounts in it.
type amountForm struct {
	unit    int64 // in euro
	decimal byte  // what stands before the decimals in the column, 0 where nothing tells it
}

var (
	currency         = regexp.MustCompile(`(?i)euro|eur|€`)
	emptyCents       = regexp.MustCompile(`[,.](?:-+|–|—|=)$`)
	italianThousands = regexp.MustCompile(`^[1-9]\d{0,2}(?:[. '’]\d{3})+(?:,\d{1,2})?$`)
	plainWhole       = regexp.MustCompile(`^\d+$`)
	commaDecimals    = regexp.MustCompile(`^\d+,(?:\d{1,2}|\d{4,})$`)
	pointDecimals    = regexp.MustCompile(`^\d+\.(?:\d{1,2}|\d{4,})$`)
	threeDecimals    = regexp.MustCompile(`^\d+[.,]\d{3}$`)
	englishThousands = regexp.MustCompile(`^[1-9]\d{0,2}(?:(?:,\d{3})+\.\d{1,2}|(?:,\d{3}){2,})$`)
	exponent         = regexp.MustCompile(`^(\d+(?:[.,]\d+)?)([eE])([+-]?)(\d{1,2})$`)
	lessThanNothing  = regexp.MustCompile(`^[-−–] ?\d|^\(.*\d.*\)$|\d ?[-−–]$`)
	aShare           = regexp.MustCompile(`\d ?%$`)
	twoSenses        = regexp.MustCompile(`^[1-9]\d{0,2}[.,]\d{3}$`)
)

var (
	anyBlank    = strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	noThousands = strings.NewReplacer(".", "", " ", "", "'", "", "’", "")
)

// readEuro reads an amount, exact to the cent, or says why it is none.
func readEuro(s string, form amountForm) (e record.Euro, why string) {
	written := s
	s = anyBlank.Replace(currency.ReplaceAllString(s, " "))
	s = strings.TrimSpace(strings.TrimRight(s, "* "))
	s = strings.TrimSpace(emptyCents.ReplaceAllString(s, ""))
	switch {
	case aShare.MatchString(s):
		return 0, "«" + written + "» è una percentuale, e qui ci vuole un importo"
	case lessThanNothing.MatchString(s):
		return 0, "l’importo «" + written + "» è negativo"
	}
	s, unit, why := scaled(s, written, form.unit)
	if why != "" {
		return 0, why
	}
	plain, why := decimalOf(s, written, amountForm{unit, form.decimal})
	if why != "" {
		return 0, why
	}
	return exactCents(plain, written, unit)
}

// cellUnit is an amount with its unit behind it: 1,5 mln, 500 mila.
var cellUnit = regexp.MustCompile(`(?i)^(.*\d) ?(mila|migliaia|k|mln|milioni|milione|mld|miliardi|miliardo)\.?(?: di)?$`)

// scaled takes off the unit that stands in the cell itself.
func scaled(s, written string, unit int64) (string, int64, string) {
	m := cellUnit.FindStringSubmatch(s)
	switch {
	case m == nil:
		return s, unit, ""
	case unit != 1:
		return s, unit, "l’importo «" + written + "» ha la sua unità, e anche la colonna ne ha una"
	}
	return m[1], unitWords[strings.ToLower(m[2])], ""
}

// decimalOf gives an amount as a decimal with a point and without thousands.
func decimalOf(s, written string, form amountForm) (plain, why string) {
	switch m := exponent.FindStringSubmatch(s); {
	case m != nil && m[2] == "E" && m[3] == "+" && strings.ContainsAny(m[1], ".,"): // as Excel shows it, with what decimals there is room for
		return "", "l’importo «" + written + "» può essere arrotondato da Excel"
	case m != nil:
		n, _ := strconv.Atoi(m[4])
		if m[3] == "-" {
			n = -n
		}
		return movePoint(strings.ReplaceAll(m[1], ",", "."), n), ""
	case form.unit > 1 && twoSenses.MatchString(s) && form.decimal == 0:
		return "", "l’importo «" + written + "» ha due sensi: il segno può dividere le migliaia o i decimali"
	case form.unit > 1 && threeDecimals.MatchString(s) && (s[0] == '0' || s[len(s)-4] == form.decimal):
		return strings.ReplaceAll(s, ",", "."), ""
	case form.unit > 1 && twoSenses.MatchString(s):
		return s[:len(s)-4] + s[len(s)-3:], ""
	case italianThousands.MatchString(s):
		return strings.ReplaceAll(noThousands.Replace(s), ",", "."), ""
	case englishThousands.MatchString(s):
		return strings.ReplaceAll(s, ",", ""), ""
	case plainWhole.MatchString(s), pointDecimals.MatchString(s):
		return s, ""
	case commaDecimals.MatchString(s):
		return strings.ReplaceAll(s, ",", "."), ""
	case twoSenses.MatchString(s):
		return "", "l’importo «" + written + "» ha due sensi: " + s[:len(s)-4] + "." + s[len(s)-3:] + " euro, o " + s[:len(s)-1] + " euro e una parte di centesimo"
	case threeDecimals.MatchString(s):
		return "", "l’importo «" + written + "» ha parti di centesimo"
	}
	return "", "l’importo «" + written + "» non è in una forma nota"
}

// movePoint multiplies a decimal by a power of ten.
func movePoint(s string, places int) string {
	whole, decimals, _ := strings.Cut(s, ".")
	if places < 0 {
		whole = strings.Repeat("0", -places) + whole
		return whole[:len(whole)+places] + "." + whole[len(whole)+places:] + decimals
	}
	decimals += strings.Repeat("0", places)
	return whole + decimals[:places] + "." + decimals[places:]
}

// exactCents gives a decimal, in some unit, as an amount. A spreadsheet that keeps numbers in
// base two has 0.30000000000000004 for 0.1 + 0.2: next to whole cents is within a thousandth
// of one.
func exactCents(plain, written string, unit int64) (record.Euro, string) {
	for ; unit > 1; unit /= 10 {
		plain = movePoint(plain, 1)
	}
	whole, decimals, _ := strings.Cut(plain, ".")
	decimals += "00"
	rest := strings.TrimRight(decimals[2:], "0")
	up := strings.HasPrefix(rest, "999")
	if rest != "" && !up && !strings.HasPrefix(rest, "000") {
		return 0, "l’importo «" + written + "» ha parti di centesimo"
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	e, err := record.ParseEuro(whole + "." + decimals[:2])
	if err != nil {
		return 0, "l’importo «" + written + "» è più grande di tutto il PNRR"
	}
	if up {
		e++
	}
	return e, ""
}

// mendAmount is what to do about an amount that cannot be read.
const mendAmount = "scrivilo nel foglio in euro, come 1.234,50"

// decimalSign gives what stands before the decimals in a column, or 0 where nothing tells it.
func decimalSign(cells []string) byte {
	var comma, point bool
	for _, s := range cells {
		s = strings.TrimSpace(currency.ReplaceAllString(s, ""))
		switch {
		case commaDecimals.MatchString(s), italianThousands.MatchString(s) && !threeDecimals.MatchString(s):
			comma = true
		case pointDecimals.MatchString(s), englishThousands.MatchString(s):
			point = true
		case threeDecimals.MatchString(s) && s[0] == '0':
			comma, point = comma || strings.Contains(s, ","), point || strings.Contains(s, ".")
		}
	}
	switch {
	case comma && !point:
		return ','
	case point && !comma:
		return '.'
	}
	return 0
}
