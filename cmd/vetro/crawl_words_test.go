package main

import (
	"regexp"
	"strconv"
	"strings"
)

// The words in which pages tell money: an amount, a share, and the phrases around them.
const (
	euroWords  = `(−?[\d.]+(?:,\d\d)? €)`
	shareWords = `((?:oltre |meno )?(?:il |dello |lo |l’)?[\d.,]+ %)`
	least0     = `(almeno )?`
)

// phrase is a way to tell a figure. Its groups are «almeno», where it may stand, and amounts.
type phrase struct {
	pattern *regexp.Regexp
	flows   []string // of its amounts, in order; "" for an amount that is no figure
	named   bool     // its first group names whose the amount is
	of      string   // what a table calls whose it is, where the words do not say it so
}

// phrases are tried in order, and each takes its words away from those after it.
var phrases = []phrase{
	say(`L’importo più alto è di «(.+?)»: `+euroWords, "assegnato").naming(),
	say(`per `+euroWords+` l’anno non è noto`, "assegnato").about("Senza data del decreto"),
	say(`non si conosce il mese: `+euroWords+` assegnati e `+euroWords+` erogati`, "assegnato senza data", "erogato senza data"),
	say(`non si conosce il mese: `+euroWords+` assegnati`, "assegnato senza data"),
	say(`non si conosce il mese: `+euroWords+` erogati`, "erogato senza data"),
	say(`(?:Il mese|L’anno) con più fondi: `+euroWords+` assegnati`, "assegnato nel periodo più alto"),
	say(`(?:I mesi|Gli anni) con più fondi hanno `+euroWords+` ciascuno`, "assegnato nel periodo più alto"),
	say(`da `+euroWords+` a meno di `+euroWords, "", ""),
	say(`da `+euroWords+` in su`, ""),
	say(`meno di `+euroWords, ""),
	say(euroWords+` in più di quanto assegnato a un progetto`, "erogato oltre"),
	say(`In tutto il progetto ha `+euroWords+` assegnati`, inAll),
	say(`all’ente erano arrivati `+euroWords, "erogato"),
	say(`di cui `+euroWords+` senza un decreto noto`, "assegnato senza decreto"),
	say(`[Ee]rogati `+least0+euroWords+` di `+euroWords, "erogato", "assegnato"),
	say(`[Ee]rogati `+least0+euroWords, "erogato"),
	say(`[Aa]ffidati `+least0+euroWords, "affidato"),
	say(`[Pp]agati ai fornitori `+least0+euroWords, "pagato"),
	say(`Risorse proprie(?:, a parte)?: `+euroWords, "risorse proprie"),
	say(euroWords+` di risorse proprie`, "risorse proprie"),
	say(euroWords+` da reperire`, "da reperire"),
	say(euroWords+` persi`, "perduto"),
	say(`Mancano `+euroWords+`, ancora da reperire`, "da reperire"),
	say(`Costo complessivo: `+euroWords, "costo"),
	say(`[Pp]ersi per [^€\d]*`+euroWords, "perduto"),
	say(euroWords+`(?: di fondi del PNRR)? assegnati`, "assegnato"),
}

func say(pattern string, flows ...string) phrase {
	return phrase{pattern: regexp.MustCompile(pattern), flows: flows}
}

func (p phrase) naming() phrase { p.named = true; return p }

func (p phrase) about(label string) phrase { p.of = label; return p }

// hit is a figure found in words, with the place of its amount; from is -1 without one.
type hit struct {
	flow, of string // of: what the words themselves name, instead of the scope of the place
	worth    worth
	from, to int
}

var (
	countWords   = regexp.MustCompile(`assegnati a (un|[\d.]+) progett[oi]`)
	doneWords    = regexp.MustCompile(`(?:[Cc]onclus[oi] (un|[\d.]+) progett[oi]|([\d.]+) conclus[oi]) su ([\d.]+)`)
	wholeWords   = regexp.MustCompile(`[Ee]rogat[oi] per intero`)
	unknownWords = regexp.MustCompile(`[Ee]rogazione non (?:comunicata|ancora pubblicata)`)
	shareOf      = regexp.MustCompile(`(?:\(|: |[Ee]rogati, |[Ee]rogati ` + euroWords + `, |erogato )` + least0 + shareWords + `(?:\)| è già arrivato| di quanto assegnato|$|[.; ])`)
	soleShare    = regexp.MustCompile(`Alla sola misura «(.+)» vanno tutti i fondi del PNRR`)
	pnrrShare    = regexp.MustCompile(`misura «(.+)» va ` + shareWords + ` dei fondi del PNRR`)
	anEuro       = regexp.MustCompile(`−?[\d.]+(?:,\d\d)? €`)
)

// hear finds the figures in words, and gives the amounts that no phrase explains.
func hear(text string) (hits []hit, unexplained []string) {
	rest := []byte(text)
	for _, p := range phrases {
		for _, m := range p.pattern.FindAllSubmatchIndex(rest, -1) {
			hits = append(hits, p.hits(text, m)...)
			for i := m[0]; i < m[1]; i++ {
				rest[i] = 0
			}
		}
	}
	for _, m := range countWords.FindAllStringSubmatch(text, -1) {
		hits = append(hits, hit{flow: "progetti con assegnato", worth: worth{n: countOf(m[1])}, from: -1})
	}
	if m := doneWords.FindStringSubmatch(text); m != nil {
		hits = append(hits, hit{flow: "progetti conclusi", worth: worth{n: countOf(m[1] + m[2])}, from: -1},
			hit{flow: "progetti non perduti", worth: worth{n: countOf(m[3])}, from: -1})
	}
	if wholeWords.MatchString(text) {
		hits = append(hits, hit{flow: "erogato", worth: worth{bound: whole}, from: -1})
	}
	if unknownWords.MatchString(text) {
		hits = append(hits, hit{flow: "erogato", worth: worth{bound: unknown}, from: -1})
	}
	if m := soleShare.FindStringSubmatch(text); m != nil {
		hits = append(hits, hit{flow: "quota del PNRR", of: m[1], worth: worth{share: "100"}, from: -1})
	}
	if m := pnrrShare.FindStringSubmatch(text); m != nil {
		hits = append(hits, hit{flow: "quota del PNRR", of: m[1], worth: worth{share: shareIn(m[2])}, from: -1})
	} else if m := shareOf.FindStringSubmatch(text); m != nil {
		w := worth{share: shareIn(m[3])}
		if m[2] != "" {
			w.bound = least
		}
		hits = append(hits, hit{flow: "quota erogata", worth: w, from: -1})
	}
	return hits, anEuro.FindAllString(string(rest), -1)
}

func (p *phrase) hits(text string, m []int) (out []hit) {
	of, bound, n := p.of, exact, 0
	for g := 1; g < len(m)/2; g++ {
		from, to := m[2*g], m[2*g+1]
		switch {
		case from < 0:
		case p.named && g == 1:
			of = text[from:to]
		case text[from:to] == "almeno ":
			bound = least
		default:
			cents, _ := centsIn(text[from:to])
			out = append(out, hit{flow: p.flows[n], of: of, worth: worth{n: cents, bound: bound}, from: from, to: to})
			bound = exact // «almeno A di B»: B is known
			n++
		}
	}
	return out
}

// centsIn reads an amount as pages write it: 1.815.608,50 €.
func centsIn(s string) (int64, bool) {
	number := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "€"))
	negative := strings.HasPrefix(number, "−")
	units, decimals, pointed := strings.Cut(strings.TrimPrefix(number, "−"), ",")
	if !pointed {
		decimals = "00"
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(units, ".", "")+decimals, 10, 64)
	if negative {
		n = -n
	}
	return n, err == nil && len(decimals) == 2
}

// decimalIn reads an amount as files write it: 1815608.50.
func decimalIn(s string) (int64, bool) {
	units, decimals, pointed := strings.Cut(s, ".")
	if !pointed || len(decimals) != 2 {
		return 0, false
	}
	n, err := strconv.ParseInt(units+decimals, 10, 64)
	return n, err == nil
}

func countOf(s string) int64 {
	if s == "un" {
		return 1
	}
	n, _ := strconv.ParseInt(strings.ReplaceAll(s, ".", ""), 10, 64)
	return n
}

var shareDigits = regexp.MustCompile(`[\d.,]+`)

// shareIn gives a share without its article: «94,4», «oltre 99,9».
func shareIn(s string) string {
	out := shareDigits.FindString(s)
	for _, word := range []string{"oltre", "meno"} {
		if strings.Contains(s, word) {
			out = word + " " + out
		}
	}
	return out
}

// cell reads a cell of a table, or what else stands for one figure by itself; told is false
// for one that tells none.
func cell(text string) (w worth, told bool) {
	text = strings.TrimSpace(text)
	if number, is := strings.CutPrefix(text, "almeno "); is {
		w, told = cell(number)
		w.bound = least
		return w, told
	}
	amount, _, _ := strings.Cut(text, " al ") // a zero has its day
	amount, _, _ = strings.Cut(amount, " all’")
	switch {
	case text == "", text == "—":
		return w, false
	case strings.Contains(text, "non comunicat"), strings.Contains(text, "non distinti"), strings.Contains(text, "non ancora pubblicat"):
		return worth{bound: unknown}, true
	case strings.HasSuffix(text, "%"):
		return worth{share: shareIn(text)}, true
	case strings.HasSuffix(amount, "€"):
		n, ok := centsIn(amount)
		return worth{n: n}, ok
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 64)
	return worth{n: n}, err == nil
}
