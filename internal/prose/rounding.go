package prose

import "vetro/internal/record"

// rough is what the words around a figure say of how exact it is.
type rough uint8

const (
	plain rough = iota // no word: the digits count as written
	over               // oltre, più di: the true amount is this one or above
	under              // quasi, meno di: it is below
	about              // circa, intorno a: it is on either side
)

// allowed gives the true amounts for which a writer may use this figure with these
// words. The rules are stricter than common talk, since what is wrong by a tenth is
// what a reader remembers:
//
//   - A figure written to the euro or the cent, without a word, is the amount: only
//     cents may be left out or rounded («931.712 euro» for 931.712,40).
//   - In thousands or millions without a word the digits count: half a step of the
//     last digit to either side («1,2 milioni» from 1.150.000 on and below
//     1.250.000), and never more than a twentieth («un milione» from 950.000 on).
//   - oltre: from the figure up to a whole step of its last digit that is not zero
//     («oltre 930 mila» below 940.000), and never more than a fifth above it («oltre
//     un milione» to 1.200.000).
//   - quasi: below the figure by up to the same step, and never more than a tenth
//     («quasi un milione» from 900.000 on).
//   - circa: half of that step to either side, and never more than a tenth.
func (q quantity) allowed(r rough) record.Amount {
	v := q.value()
	a := record.Amount{Value: v}
	if q.broken || q.decimals > 2 && q.unit == 1 {
		a.Low, a.High = 1, 0
		return a
	}
	const most = record.Euro(99) // cents that whole euro leave out
	step := max(lastStep(v), 100)
	switch {
	case r == over:
		a.Low, a.High = v, v+max(min(step, v/5)-1, most)
	case r == under:
		a.Low, a.High = v-max(min(step, v/10), 100), v-1
	case r == about:
		half := max(min(step/2, v/10), most)
		a.Low, a.High = v-half, v+half
	case q.unit == 1 && q.decimals > 0:
		a.Low, a.High, a.Exact = v, v, true
	case q.unit == 1:
		a.Low, a.High, a.Exact = v-50, v+most, true
	default:
		half := max(min(q.written()/2, v/20), most)
		a.Low, a.High = v-half, v+half-1
	}
	return a
}

// lastStep gives the place value of the last digit that is not zero, in cents.
func lastStep(v record.Euro) record.Euro {
	step := record.Euro(1)
	for v != 0 && v%(step*10) == 0 {
		step *= 10
	}
	return step
}

// written gives the place value of the last digit that was written, in cents.
func (q quantity) written() record.Euro {
	step := record.Euro(q.unit) * 100
	for range q.decimals {
		step /= 10
	}
	return max(step, 1)
}

// idle reports whether the amount says nothing that a record could have.
func (q quantity) idle() bool { return q.micro == 0 && !q.broken }

// rounding gives what the words before and after an amount say of it, and the tokens
// from the first of them to the one after the last: they are a part of what was written.
func (r *amountReader) rounding(start int, q quantity, end int) (word rough, from, to int) {
	switch {
	case r.word(end, "circa"):
		return about, start, end + 1
	case r.word(end, "e", "o", "ed") && r.word(end+1, "oltre", "più") && !r.word(end+2, "di"):
		return over, start, end + 2
	case r.word(q.end, "circa"):
		return about, start, end
	}
	i := start - 1
	di := false
	for ; r.word(i, "i", "gli", "le", "il", "lo", "la", "l", "di", "ai", "agli", "al", "a", "d", "’", "'", "dei", "degli", "ben", "(", ":", "gia", "già"); i-- {
		di = di || r.word(i, "di", "d", "dei", "degli")
	}
	word = r.roughWord(i, di, i+1 < start && r.word(i+1, "a", "ai", "agli", "al"))
	switch {
	case word == plain:
		return plain, start, end
	case r.word(i-1, "non", "poco"), r.word(i, "."):
		return word, i - 1, end
	case r.word(i, "incirca") && r.word(i-2, "all"):
		return word, i - 2, end
	}
	return word, i, end
}

// roughWord reads the word that rounds. «Oltre a» means «besides», and rounds nothing.
func (r *amountReader) roughWord(i int, di, a bool) rough {
	switch {
	case r.word(i, "oltre"):
		if a {
			return plain
		}
		return over
	case r.word(i, "più") && di, r.word(i, "superiore", "superiori", "almeno", "supera", "superano", "superato", "sopra", "sfonda"):
		if r.word(i-1, "non") || r.word(i-1, "poco") && r.word(i-2, "non") {
			return under
		}
		return over
	case r.word(i, "meno") && r.word(i-1, "o"): // più o meno
		return about
	case r.word(i, "meno") && di, r.word(i, "inferiore", "inferiori", "sotto", "quasi", "sfiora", "sfiorano", "sfiorato", "neanche"):
		if r.word(i-1, "non") && r.word(i, "meno", "inferiore", "inferiori") {
			return over
		}
		return under
	case r.word(i, "circa", "ca", "intorno", "attorno", "approssimativamente", "pressappoco", "incirca", "grossomodo"):
		return about
	case r.word(i, ".") && r.word(i-1, "ca"):
		return about
	}
	return plain
}
