package render

import (
	"html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vetro/internal/record"
)

// The flows of money, as pages name them to machines: each amount of a sentence carries its own.
const (
	assignedFlow = "assegnato"
	noDecreeFlow = "senza-decreto"
	receivedFlow = "erogato"
	awardedFlow  = "affidato"
	spentFlow    = "pagato"
	ownFlow      = "risorse-proprie"
	missingFlow  = "da-reperire"
	costFlow     = "costo"
	lostFlow     = "perduto"
	excessFlow   = "oltre" // of what was received, what is more than was assigned
)

// sentence is a text in which amounts are still values, each with its flow between the marks
// below: a page prints them with their value for machines, a description without.
type sentence string

const amountBegins, flowEnds, amountEnds = "\x01", "\x02", "\x03"

// euro puts an amount into a sentence.
func euro(flow string, e record.Euro) string {
	return amountBegins + flow + flowEnds + strconv.FormatInt(int64(e), 10) + amountEnds
}

// text gives the sentence in plain words.
func (x sentence) text() string {
	return x.fill(func(s string) string { return s }, func(_ string, e record.Euro) string { return e.Short() })
}

// html gives the sentence for a page, its amounts as data elements.
//
// Source: HTML, 4.5.13, the data element.
func (x sentence) html() template.HTML {
	return template.HTML(x.fill(template.HTMLEscapeString, func(flow string, e record.Euro) string {
		return `<data class="` + flow + `" value="` + e.Decimal() + `">` + e.Short() + `</data>`
	}))
}

func (x sentence) fill(words func(string) string, amount func(flow string, e record.Euro) string) string {
	var b strings.Builder
	rest := string(x)
	for {
		before, after, found := strings.Cut(rest, amountBegins)
		b.WriteString(words(before))
		if !found {
			return b.String()
		}
		flow, after, _ := strings.Cut(after, flowEnds)
		cents, after, _ := strings.Cut(after, amountEnds)
		n, _ := strconv.ParseInt(cents, 10, 64)
		b.WriteString(amount(flow, record.Euro(n)))
		rest = after
	}
}

// say gives a text of the theme as a sentence.
func (r *Renderer) say(key string, args ...any) sentence { return sentence(r.t(key, args...)) }

// join puts sentences one after another, leaving out those that say nothing.
func join[S ~string](all ...S) S { return joinBy(" ", all...) }

// joinBy puts phrases one after another with a sign between them, leaving out those that say
// nothing.
func joinBy[S ~string](between S, all ...S) S {
	var out S
	for _, x := range all {
		if out != "" && x != "" {
			out += between
		}
		out += x
	}
	return out
}

// capital gives a phrase as a sentence of its own.
func capital(x sentence) sentence {
	first, size := utf8.DecodeRuneInString(string(x))
	return sentence(unicode.ToUpper(first)) + x[size:] + "."
}

// inBrackets puts a phrase behind another; "" for nothing.
func inBrackets(x sentence) sentence {
	if x == "" {
		return ""
	}
	return " (" + x + ")"
}
