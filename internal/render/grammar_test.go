package render

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
	"vetro/internal/theme"
	"vetro/themes"
)

// The words of Italian that agree with what follows, so that no text can have one before a
// value that it does not know: «al» is wrong before 8, «i» before 11, «di» before «il 5 %».
const (
	articles     = `il|lo|la|l’|i|gli|le|un|uno|una|un’`
	articulated  = `(?:de|a|da|ne|su)(?:l|llo|lla|ll’|i|gli|lle)|co[li]`
	prepositions = `di|a|da|in|su|d’`
)

var (
	place    = regexp.MustCompile(`\{(\w+)\}`)
	agreeing = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:` + articles + `|` + articulated + `) ?\{(\w+)\}`)
	dangling = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:` + articles + `|` + articulated + `)$`)
	bare     = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:` + prepositions + `) ?\{(\w+)\}`)
)

// wrong are forms that no sentence has, whatever the values.
var wrong = []*regexp.Regexp{
	regexp.MustCompile(`(?i)(?:^|[^\pL])(?:il|lo|la|i|le|del|al|dal|nel|sul|dei|ai|dai|nei|sui) (?:8|11|8\d)(?:[^\d.]|$)`),
	regexp.MustCompile(`(?i)(?:^|[^\pL])(?:di|a|da|in|su|del|al|dal|nel|sul) (?:il |lo |l’|entro |nel |nell’|oltre )`),
	regexp.MustCompile(`(?i)(?:^|[^\pL])(?:di|del|al|dal|nel|il) meno `),
	regexp.MustCompile(`(?i)(?:^|[^\pL])(?:del|al|dal|nel|il) 1 `),
	regexp.MustCompile(`  | [,;:!?)]| \.(?: |$)|\.\.(?: |$)|[{}]|\( `),
}

// value is a kind of value that a text has in a place.
type value struct {
	samples []any
	before  *regexp.Regexp // what else, besides words that agree, may not stand before it
	free    bool           // words that agree may stand before it: «nel 2026»
}

func dates(form func(record.Date) string) []any {
	by := record.Day(2026, 11, 8)
	by.By = true
	first := record.Day(2026, 8, 1)
	first.By = true
	return each([]record.Date{
		record.Day(2026, 11, 8), record.Day(2026, 11, 11), record.Day(2026, 8, 1), record.Day(2026, 10, 30),
		{Year: 2026, Month: 8}, {Year: 2026, Month: 6}, {Year: 2026}, by, first,
	}, func(d record.Date) any { return form(d) })
}

func shares() []any {
	out := []any{"oltre il 99,9\u00a0%"}
	for _, part := range []record.Euro{5, 10, 80, 110, 800, 945, 1000} {
		out = append(out, locale{}.theShare(part, 1000))
	}
	return append(out, locale{}.theShare(1, 100_000), locale{}.theShare(99_999, 100_000))
}

func texts(all ...string) []any { return each(all, func(s string) any { return s }) }

// values has the kinds of values by the names of their places.
func values() map[string]value {
	day, on := value{samples: dates(locale{}.date), before: bare}, value{samples: dates(locale{}.on), before: bare}
	count := value{samples: []any{0, 1, 2, 8, 11, 80}}
	number := value{samples: texts("1", "2", "8", "11")}
	amount := value{samples: texts("8\u00a0€", "11\u00a0€", "80\u00a0€", "0,50\u00a0€", "1.921.630,00\u00a0€")}
	body := value{samples: texts("Comune di Pavia", "Provincia di Latina", "Unione dei Comuni", "ASL Roma 1", "I.C. Dante Alighieri"), before: bare}
	word := value{samples: texts("Parole")}
	all := map[string]value{
		"quota": {samples: shares(), before: bare}, "anno": {samples: texts("2026"), free: true}, "quante": {samples: texts("due", "tre")},
		"fascia": {samples: texts("da 8\u00a0€ a meno di 11\u00a0€", "meno di 80\u00a0€", "da 11\u00a0€ in su"), before: bare},
		"numero": number, "addizione": amount, "al": {samples: dates(record.Date.To), before: bare},
	}
	for kind, names := range map[*value]string{
		&day: "giorno oggi dati primo ultimo da a", &on: "quando erogato", &count: "n totale quanti",
		&amount: "importo erogati assegnati", &body: "ente titolare rpd",
		&word: "nome sito titolo elenco stato motivo causa colonne tappa articolo cadenza licenza file misura q",
	} {
		for _, name := range strings.Fields(names) {
			all[name] = *kind
		}
	}
	return all
}

// valueAt gives the kind of a place of a text. A few names stand for different things.
func valueAt(all map[string]value, key, name string) (value, bool) {
	switch {
	case name == "nome" && strings.HasPrefix(key, "figura.ente_"):
		return all["ente"], true
	case name != "da" && name != "a":
	case key == "grafico.da_a" || key == "grafico.da_in_su" || key == "grafico.meno_di":
		return all["importo"], true
	}
	v, known := all[name]
	return v, known
}

// No text of the theme has an article or a preposition that would have to agree with a value.
func TestTextsAgree(t *testing.T) {
	data, err := fs.ReadFile(themes.Italia(), "testi/it.toml")
	if err != nil {
		t.Fatal(err)
	}
	var tables map[string]map[string]string
	if err := toml.Unmarshal(data, &tables); err != nil {
		t.Fatal(err)
	}
	all := values()
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		for _, key := range slices.Sorted(maps.Keys(tables[table])) {
			of, own := strings.CutSuffix(key, "_proprio")
			if told, is := tables[table][of]; own && (!is || !slices.Equal(names(place, told), names(place, tables[table][key]))) {
				t.Errorf("%s.%s: no text %s with the same values", table, key, of)
			}
			for _, fault := range faults(all, table+"."+key, tables[table][key]) {
				t.Errorf("%s.%s: %s", table, key, fault)
			}
		}
	}
}

// The rules find what they are there for.
func TestTextsAgreeFinds(t *testing.T) {
	tests := []struct {
		text string
		good bool
	}{
		{"Decreti dal {primo} al {ultimo}.", false},
		{"Date dei decreti: {primo} – {ultimo}.", true},
		{"Un progetto | Tutti i {n} progetti", false},
		{"Un progetto | Tutti i progetti ({n})", true},
		{"La somma di {quota} dei fondi", false},
		{"Nessuna supera {quota} dei fondi", true},
		{"I progetti di {ente}", false},
		{"Finanziati nel {anno}", true},
		{"{n} progetti", false}, // 1 progetti
		{"Un progetto  solo", false},
		{"Un progetto .", false},
		{"Progetti dal 8 novembre", false},
		{"Gli 8 progetti, e l’11 % di questi", true},
		{"Pubblicata il", false},
		{"Fonte di", true},
		{"{ignoto}", false},
	}
	all := values()
	for _, tt := range tests {
		if found := faults(all, "a.b", tt.text); (len(found) == 0) != tt.good {
			t.Errorf("%q: %q", tt.text, found)
		}
	}
}

// never are the texts whose number is never one.
var never = []string{"grafico.frase_enorme"}

// faults gives what is wrong with a text of the theme, with any of its values.
func faults(all map[string]value, key, text string) []string {
	var out []string
	longest := 1
	for _, name := range names(place, text) {
		v, known := valueAt(all, key, name)
		if !known {
			return append(out, fmt.Sprintf("nobody says what {%s} is: add it to values", name))
		}
		longest = max(longest, len(v.samples))
		if name == "n" && !strings.Contains(text, " | ") && !slices.Contains(never, key) {
			out = append(out, "it has no form for one thing")
		}
		if !v.free && slices.Contains(names(agreeing, text), name) || v.before != nil && slices.Contains(names(v.before, text), name) {
			out = append(out, fmt.Sprintf("an article or a preposition stands before {%s}: %s", name, text))
		}
	}
	for _, form := range strings.Split(text, " | ") {
		if dangling.MatchString(form) { // what stands behind a label is a value
			out = append(out, "it ends in an article or a preposition")
		}
	}
	for i := range longest {
		var args []any
		for _, name := range names(place, text) {
			v, _ := valueAt(all, key, name)
			args = append(args, name, v.samples[i%len(v.samples)])
		}
		filled, err := theme.Texts{key: text}.Get(key, args...)
		if err != nil {
			return append(out, err.Error())
		}
		plain := strings.ReplaceAll(strings.TrimSpace(filled), "\u00a0", " ")
		for _, form := range wrong {
			if found := form.FindString(plain); found != "" {
				out = append(out, fmt.Sprintf("%q in «%s»", found, plain))
			}
		}
	}
	return out
}

func names(form *regexp.Regexp, text string) []string {
	var out []string
	for _, m := range form.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}
