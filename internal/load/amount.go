package load

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"vetro/internal/record"
)

// euro reads an amount: whole euro as a number, or a text with its cents.
func (v *value) euro(raw any, to *record.Euro) bool {
	var err error
	switch n := raw.(type) {
	case int64:
		*to, err = record.WholeEuro(n)
	case string:
		n = strings.TrimSpace(n)
		if *to, err = record.ParseEuro(n); err == record.ErrEuroForm {
			rule, text, mend := amountSlip(v.key.name, n, quote(n))
			v.problem(v.key.value, rule, text, mend)
			return false
		}
	case float64:
		return v.bareFloat(n)
	default:
		return v.wrongType(v.key.value, raw, "un numero di euro", amountForms(v.key.name))
	}
	if err != nil {
		rule, text, mend := amountRange(v.key.raw)
		v.problem(v.key.value, rule, text, mend)
		return false
	}
	return true
}

func amountForms(name string) string {
	return fmt.Sprintf(`scrivi euro interi, %s = 931712, o con i centesimi, %s = "931712.50"`, name, name)
}

func amountRange(written string) (rule, text, mend string) {
	return "importo-fuori-misura", "l’importo " + written + " non è possibile",
		"scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato"
}

var bareThousands = regexp.MustCompile(`^\d{1,3}\.\d{3}$`)

// bareFloat refuses an amount with a point and without quotes: TOML reads 931.712 as
// 931 euro and 71 cents.
func (v *value) bareFloat(n float64) bool {
	name, raw := v.key.name, v.key.raw
	if !(n >= 0 && n < 1e12) { // NaN too
		rule, text, mend := amountRange(raw)
		v.problem(v.key.value, rule, text, mend)
		return false
	}
	text := "l’importo " + raw + " senza virgolette non è esatto al centesimo"
	mend := fmt.Sprintf("scrivi tra virgolette: %s = %s", name, euroOf(n).quoted())
	if bareThousands.MatchString(raw) {
		cents := euroOf(n)
		text = "l’importo " + raw + " senza virgolette si legge " + strings.Replace(cents.Decimal(), ".", ",", 1) + " euro"
		mend = fmt.Sprintf("scrivi %s = %s se il punto divide le migliaia, o %s = %s se divide i centesimi",
			name, strings.TrimLeft(strings.ReplaceAll(raw, ".", ""), "0"), name, cents.quoted())
	}
	v.problem(v.key.value, "importo-forma", text, mend)
	return false
}

// rounded is an amount as a number with a point says it: not exact.
type rounded struct{ record.Euro }

func euroOf(n float64) rounded { return rounded{record.Euro(math.Round(n * 100))} }

func (r rounded) quoted() string { return `"` + r.Decimal() + `"` }

var italianAmount = regexp.MustCompile(`^(\d{1,3}(?:[. ']\d{3})+|\d+)(?:,(\d{1,2}|-|–)?)?$`)

// pointedCents is an amount whose last point has one or two digits behind it.
var pointedCents = regexp.MustCompile(`^(\d{1,3}(?:[ ',]\d{3})*|\d+)\.(\d{1,2})$`)

// amountSlip refuses what is not an amount of the records, and rewrites it when it is
// clear what was meant.
func amountSlip(name, s, written string) (rule, text, mend string) {
	plain := strings.TrimSpace(strings.NewReplacer("€", "", "euro", "", "Euro", "", "EUR", "", "\u00a0", " ", "\u202f", " ").Replace(s))
	m := italianAmount.FindStringSubmatch(plain)
	if m == nil {
		m = pointedCents.FindStringSubmatch(plain)
	}
	if m == nil {
		if n := strings.TrimLeft(plain, "-−– "); n != plain && italianAmount.MatchString(n) {
			return amountRange(written)
		}
		return "importo-forma", "l’importo " + written + " non è in una forma nota", amountForms(name)
	}
	whole := strings.TrimLeft(strings.NewReplacer(".", "", " ", "", "'", "", ",", "").Replace(m[1]), "0")
	if whole == "" {
		whole = "0"
	}
	cents := strings.Trim(m[2], "-–")
	for len(cents) == 1 {
		cents += "0"
	}
	meant := whole
	if cents != "" {
		meant += "." + cents
	}
	e, err := record.ParseEuro(meant)
	if err != nil {
		return amountRange(written)
	}
	mend = "scrivi " + name + " = " + e.Record()
	if bareThousands.MatchString(plain) {
		mend += " (il punto delle migliaia si confonde con quello dei centesimi)"
	}
	return "importo-forma", "l’importo " + written + " non è in una forma nota", mend
}
