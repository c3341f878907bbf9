package prose

import (
	"slices"

	"vetro/internal/record"
)

// amountReader looks for amounts of money among the tokens of a text.
type amountReader struct {
	tokens []token
	found  []amountFound
	money  bool // the text names a currency somewhere
	parted bool // the parts of an amount follow: «1.893.630 euro: 931.712 per il cloud»
}

// amountFound is an amount, and the tokens that write it: from counts the word that
// rounds it, too.
type amountFound struct {
	from, first, last int
	amount            record.Amount
}

// amounts gives the amounts of money that a text writes, in order: a number with a
// currency before or after it, alone, in a list that shares the currency («855.896 e
// 106.022 euro») or as the ends of a range («tra 100 e 200 mila euro»).
func amounts(ts []token) []amountFound {
	r := &amountReader{tokens: ts}
	for i := range ts {
		r.money = r.money || r.word(i, "€", "euro", "eur")
	}
	for i := 0; i < len(ts); {
		if r.word(i, ".", "!", "?") {
			r.parted = false
		}
		i = r.at(i)
		r.parted = r.parted || len(r.found) > 0 && i == r.found[len(r.found)-1].last+1 && (r.word(i, ":") || r.word(i, "di") && r.word(i+1, "cui"))
	}
	return r.found
}

// purposes are the words that introduce the parts of an amount.
var purposes = []string{"per", "al", "alla", "allo", "ai", "alle", "agli", "dal", "dalla", "dai", "dalle"}

// isPart reports whether a number without a currency is a part of the amount before it.
func (r *amountReader) isPart(q quantity) bool {
	return r.parted && q.grouped && r.word(q.end, purposes...)
}

// at reads what begins at a token, and gives where to go on.
func (r *amountReader) at(i int) int {
	if next := r.between(i); next > 0 {
		return next
	}
	start := i
	prefix := r.currencyBefore(i)
	i += prefix
	q, ok := r.quantity(i)
	if !ok || prefix == 0 && r.isYear(i) {
		return start + max(1, prefix)
	}
	end, closed := r.currencyAfter(q)
	if closed && r.word(q.end, "€") && r.currencyBefore(q.end) > 0 && (prefix > 0 || r.plainBefore(q)) { // € 10 € 20: the second sign is of the next
		end, closed = q.end, false
	}
	if !closed && (prefix > 0 && !r.moneyAfterPrefix(start, q) || prefix == 0 && !r.shares(q, mostShared) && !r.isPart(q)) {
		return q.end
	}
	end, q = r.cents(end, q)
	word, from, last := r.rounding(start, q, end)
	if q.idle() || r.share(end) {
		return end
	}
	r.found = append(r.found, amountFound{from, start, max(last, end) - 1, q.allowed(word)})
	if prefix > 0 && last == q.end {
		return r.listed(last)
	}
	return max(last, end)
}

// listed reads the amounts that share the currency before the first of them: «euro
// 931.712 e 106.022». Nothing else may follow that they could count.
func (r *amountReader) listed(end int) int {
	for r.word(end, "e", "ed", ",", "+") {
		q, ok := r.quantity(end + 1)
		_, named := r.currencyAfter(q)
		if !ok || named || !q.grouped || q.end < len(r.tokens) && r.tokens[q.end].kind != signToken && !r.word(q.end, "e", "ed") {
			break
		}
		r.found = append(r.found, amountFound{end + 1, end + 1, q.end - 1, q.allowed(plain)})
		end = q.end
	}
	return end
}

// plainBefore reports whether a number before a currency and another number is a year or
// a count: «2021-2026 € 931.712».
func (r *amountReader) plainBefore(q quantity) bool {
	if q.grouped || q.decimals > 0 || q.unit > 1 || q.value() >= 10_000_00 {
		return false
	}
	next, ok := r.quantity(q.end + 1)
	_, named := r.currencyAfter(next)
	return ok && !named
}

// between reads a range, whose ends are one claim: «tra 100 e 200 mila euro».
func (r *amountReader) between(i int) int {
	if !r.word(i, "tra", "fra") {
		return 0
	}
	low, _, end, closed, ok := r.endOfRange(i + 1)
	end = r.skip(end, articles)
	if !ok || !r.word(end, "e", "ed") {
		return 0
	}
	high, prefixed, after, named, ok := r.endOfRange(end + 1)
	if !ok || !named && !closed && !prefixed {
		return 0
	}
	if low.unit == 1 && high.unit > 1 && !closed {
		low = low.times(high.unit)
	}
	a := record.Amount{Value: high.value(), Low: low.value(), High: high.value()}
	r.found = append(r.found, amountFound{i, i, after - 1, a})
	return after
}

// endOfRange reads one of the two amounts of a range: the currency may stand before it or
// after it.
func (r *amountReader) endOfRange(i int) (q quantity, prefixed bool, end int, named, ok bool) {
	i = r.skip(i, articles)
	prefix := r.currencyBefore(i)
	q, ok = r.quantity(i + prefix)
	end, named = r.currencyAfter(q)
	return q, prefix > 0, end, named, ok
}

var articles = []string{"i", "gli", "le", "il", "l", "ai", "agli", "di", "circa", "’", "'"}

func (r *amountReader) skip(i int, words []string) int {
	for i < len(r.tokens) && slices.Contains(words, r.tokens[i].text) {
		i++
	}
	return i
}

// word reports whether a token is one of the words.
func (r *amountReader) word(i int, words ...string) bool {
	return i >= 0 && i < len(r.tokens) && slices.Contains(words, r.tokens[i].text)
}

// currencyBefore counts the tokens of a currency before a number: «€»,
// «euro», «EUR:».
func (r *amountReader) currencyBefore(i int) int {
	if !r.word(i, "€", "euro", "eur") {
		return 0
	}
	n := 1
	for n < 3 && r.word(i+n, ":", ")", ".") {
		n++
	}
	if i+n < len(r.tokens) && (r.tokens[i+n].kind == numberToken || numeralWord(r.tokens[i+n].text)) {
		return n
	}
	return 0
}

// moneyAfterPrefix reports whether the number after a currency is money: «euro 2024» is
// a championship, «Euro 6» an engine.
func (r *amountReader) moneyAfterPrefix(start int, q quantity) bool {
	return r.tokens[start].text == "€" || q.unit > 1 || q.grouped || q.decimals > 0 || q.value() >= 10_000_00
}

// currencyAfter gives the end of the currency that follows a quantity, and whether
// there is one.
func (r *amountReader) currencyAfter(q quantity) (end int, found bool) {
	i := q.end
	if r.word(i, "circa") {
		i++
	}
	if (q.unit >= 1_000_000 || q.value() >= 1_000_000_00) && r.word(i, "di", "d") {
		i = r.skip(i+1, []string{"’", "'"})
	}
	if r.word(i, "euro", "€", "eur", "euri") {
		return i + 1, true
	}
	if q.unit >= 1_000_000 && !q.short && r.money && r.endsClause(q.end) {
		return q.end, true // «oltre 1,8 milioni», in a text about money
	}
	return q.end, q.short && !r.word(q.end, "di", "d", "cittadini", "abitanti", "utenti", "persone", "famiglie", "imprese", "studenti", "visite", "accessi")
}

// isYear reports whether a number is a year: «nel 2025 euro e dollaro…».
func (r *amountReader) isYear(i int) bool {
	_, is := r.year(i)
	return is && r.word(i-1, "nel", "del", "dal", "al", "anno", "dell", "il", "entro", "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
		"luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre")
}

// endsClause reports whether nothing that could be counted follows: a sign, a purpose,
// or the end.
func (r *amountReader) endsClause(i int) bool {
	return i >= len(r.tokens) || r.word(i, ".", ";", ":", ")", "(") || r.word(i, purposes...) || r.word(i, "del")
}

// mostShared is how many amounts may share one currency: a longer list has a table.
const mostShared = 12

// shares reports whether a number without a currency has that of the next in a list:
// «855.896 e 106.022 euro». A year or a count has no points of thousands.
func (r *amountReader) shares(q quantity, most int) bool {
	if most == 0 || !q.grouped && q.unit == 1 && q.value() < 10_000_00 {
		return false
	}
	i := q.end
	if !r.word(i, "e", "ed", "o", ",", "+", "più", "a", "ai", "contro") {
		return false
	}
	for i++; r.word(i, "e", "i", "gli", "di", "a", "ai", "circa", "altri"); i++ {
	}
	next, ok := r.quantity(i)
	if !ok {
		return false
	}
	_, named := r.currencyAfter(next)
	return named || r.shares(next, most-1)
}

// cents adds «e 50 centesimi».
func (r *amountReader) cents(end int, q quantity) (int, quantity) {
	if !r.word(end, "e") || !r.word(end+2, "centesimi", "centesimo", "cent") {
		return end, q
	}
	n, ok := r.quantity(end + 1)
	if !ok || n.value() >= 100_00 || n.unit > 1 {
		return end, q
	}
	q.micro += n.micro / 100
	q.decimals = 2
	return end + 3, q
}

// share reports whether an amount is only a way to say a part: «un euro su due».
func (r *amountReader) share(end int) bool {
	return r.word(end, "su") && end+1 < len(r.tokens) && numeralWord(r.tokens[end+1].text) && !r.word(end+2, "mila", "milioni", "milione")
}

func numeralWord(s string) bool {
	_, ok := numeral(s)
	return ok || s == "mezzo"
}

// text gives the text of a token, "" where there is none.
func (r *amountReader) text(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].text
}
