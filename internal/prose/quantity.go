package prose

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// quantity is a number of euro as a text writes it, in figures, words or both.
type quantity struct {
	micro    int64 // millionths of a euro, so that 1,234 milioni keeps its decimals
	unit     int64 // what its last part counts in: 1, a thousand, a million, a billion
	decimals int   // written after the comma
	grouped  bool  // with points between thousands
	short    bool  // in mln or mld, which count nothing but money
	words    bool
	broken   bool // its points and commas say nothing
	end      int  // token after it
}

const (
	oneEuro  = 1e6 // in millionths
	mostEuro = 1e12
)

// value gives the quantity to the cent.
func (q quantity) value() record.Euro { return record.Euro((q.micro + 5000) / 10000) }

// units are the words that count in thousands and more.
var units = map[string]int64{
	"mila": 1e3, "migliaia": 1e3, "k": 1e3, "milione": 1e6, "milioni": 1e6, "mln": 1e6, "mil": 1e6, "ml": 1e6, "mio": 1e6, "m": 1e6,
	"miliardo": 1e9, "miliardi": 1e9, "mld": 1e9, "mrd": 1e9,
}

// quantity reads a number that begins at a token: 931.712,00; 1,2 milioni; 930 mila; un
// milione e duecentomila; mezzo milione.
func (r *amountReader) quantity(i int) (quantity, bool) {
	q, ok := r.part(i)
	if !ok {
		return q, false
	}
	for q.unit >= 1e3 && q.decimals == 0 && !q.broken && !q.short {
		next := q.end
		if r.word(next, "e", "ed", ",") {
			next++
		}
		more, ok := r.part(next)
		if !ok || more.broken || more.decimals > 0 && more.unit > 1 || more.micro >= q.unit*oneEuro || more.micro == 0 {
			break
		}
		// A second number is a part of the first only where the currency follows it.
		if end, named := r.currencyAfter(more); !named || end == more.end {
			after := more.end
			if r.word(after, "e", "ed", ",") {
				after++
			}
			if further, ok := r.part(after); !ok || further.micro >= more.unit*oneEuro {
				break
			}
		}
		more.micro += q.micro
		more.grouped = true
		q = more
	}
	return q, true
}

// part reads one number with its unit.
func (r *amountReader) part(i int) (quantity, bool) {
	if i >= len(r.tokens) {
		return quantity{}, false
	}
	q := quantity{unit: 1, end: i + 1}
	t := r.tokens[i]
	switch {
	case t.text == "mezzo":
		q.micro, q.decimals = oneEuro/2, 1
	case t.kind == numberToken:
		q.figures(t.text)
		r.cut(&q)
	default:
		n, ok := numeral(t.text)
		if !ok {
			return q, false
		}
		q.micro, q.words = n*oneEuro, true
		r.cut(&q)
	}
	word := r.text(q.end)
	unit, known := units[word]
	switch {
	case !known: // «mezzo euro», «un euro» count nothing
		return q, !slices.Contains([]string{"mezzo", "un", "uno", "una"}, t.text)
	case word == "mln" || word == "mld" || word == "mrd":
		q.short = true
	case len(word) <= 3: // m², 5 ml: only beside the currency
		if !r.word(q.end+1, "€", "euro", "eur") && !r.word(i-1, "€", "euro", "eur") && !(r.word(q.end+1, ".") && r.word(q.end+2, "€", "euro", "eur")) {
			return q, t.text != "mezzo"
		}
	}
	q = q.times(unit)
	q.end++
	if r.word(q.end, ".") && r.tokens[q.end].glued && r.word(q.end+1, "di", "€", "euro", "eur") { // mln. di euro
		q.end++
	}
	if r.word(q.end, "e") && r.word(q.end+1, "mezzo") && unit >= 1e6 {
		q.micro += unit * oneEuro / 2
		q.end += 2
		q.decimals = max(q.decimals, 1)
	}
	return q, true
}

// cut drops what notaries write after whole euro: 931.712/00, 931.712,=.
func (r *amountReader) cut(q *quantity) {
	if r.word(q.end, "/") && r.tokens[q.end].glued && q.decimals == 0 && len(r.text(q.end+1)) == 2 && r.tokens[q.end+1].kind == numberToken {
		n, err := strconv.Atoi(r.text(q.end + 1))
		if err == nil {
			q.micro += int64(n) * oneEuro / 100
			q.decimals = 2
			q.end += 2
		}
		return
	}
	i := q.end
	for r.word(i, ",", "-", "–", "—", "=") && r.tokens[i].glued {
		i++
	}
	if i > q.end+1 || i == q.end+1 && r.word(q.end, "=") {
		q.end = i
	}
}

// times gives the quantity in another unit.
func (q quantity) times(unit int64) quantity {
	if float64(q.micro)*float64(unit) > mostEuro*oneEuro {
		q.broken = true
		return q
	}
	q.micro *= unit
	q.unit *= unit
	return q
}

// figures reads a number in figures. Thousands are set apart by points, apostrophes or
// spaces, and a comma begins the decimals; a point that cannot be of thousands is taken
// for that comma, and commas and a point in the English order are read as such.
func (q *quantity) figures(s string) {
	s = strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '.' || c == ',' {
			return c
		}
		return ' '
	}, s)
	whole, decimals := s, ""
	point, comma := strings.Count(s, "."), strings.Count(s, ",")
	switch {
	case comma == 1 && strings.LastIndexByte(s, ',') > strings.LastIndexByte(s, '.'):
		whole, decimals, _ = strings.Cut(s, ",")
	case comma > 0 && point <= 1 && strings.LastIndexByte(s, '.') > strings.LastIndexByte(s, ','), comma > 1 && point == 0: // 931,712.00
		whole, decimals, _ = strings.Cut(s, ".")
		whole = strings.ReplaceAll(whole, ",", ".")
	case point == 1 && comma == 0 && (len(s)-strings.IndexByte(s, '.') != 4 || s[0] == '0'):
		whole, decimals, _ = strings.Cut(s, ".")
	}
	groups := strings.FieldsFunc(whole, func(c rune) bool { return c == '.' || c == ' ' })
	for i, g := range groups {
		if len(groups) > 1 && (i > 0 && len(g) != 3 || i == 0 && len(g) > 3) {
			q.broken = true
		}
	}
	q.grouped = len(groups) > 1
	q.decimals = len(decimals)
	n, err := strconv.ParseFloat(strings.Join(groups, "")+"."+decimals+"0", 64)
	if err != nil || n > mostEuro || strings.ContainsAny(decimals, ".,") {
		q.broken = true
		return
	}
	q.micro = int64(math.Round(n * oneEuro))
}
