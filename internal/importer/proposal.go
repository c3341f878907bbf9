package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// mostCells is how many values of a column are looked at to tell what they are.
const mostCells = 200

// propose finds what the columns are whose names say nothing: by what they hold, and by the
// likeness of their names. What is certain is taken, and shown; the rest is proposed.
func (t *Table) propose() error {
	for i := range t.areas {
		a := &t.areas[i]
		t.proposeByContent(a)
		t.proposeFundingState(a)
		t.proposeTitle(a)
		t.proposeSources(a)
		t.proposeByName(a)
		t.proposeStates(a)
	}
	for i := range t.areas {
		if err := t.unitsOf(&t.areas[i]); err != nil {
			return err
		}
	}
	return nil
}

// has reports whether a column of a table fills a key, or a value for all rows does.
func (t *Table) has(a *area, name string) bool {
	return slices.ContainsFunc(a.cols, func(at int) bool { return t.Columns[at].Key == name })
}

// free gives the columns of a table that no option speaks of and that have no key.
func (t *Table) free(a *area) []*TableColumn {
	var free []*TableColumn
	for _, at := range a.cols {
		if c := &t.Columns[at]; c.Key == "" && !c.forced && c.Name != "" {
			free = append(free, c)
		}
	}
	return free
}

func (t *Table) proposeByContent(a *area) {
	for _, kind := range []struct {
		key, how string
		is       func(sheet.Cell) bool
	}{
		{"cup", "ha codici CUP", isCUP},
		{"contratto.cig", "ha codici CIG", isCIG},
		{"finanziamento.misura", "ha codici di misure", isMeasureCell},
	} {
		for _, c := range t.free(a) {
			if !t.has(a, kind.key) && c.mostly(kind.is) {
				t.give(a, c, t.findKey(kind.key), map[string]string{})
				c.How = kind.how
			}
		}
	}
}

// proposeFundingState takes a column called after a state, whose words are those of money, for
// the state of the money where no other column is it.
func (t *Table) proposeFundingState(a *area) {
	state, money := t.findKey("stato"), t.findKey("finanziamento.stato")
	for _, at := range a.cols {
		c := &t.Columns[at]
		named := c.Key == state.name() || c.Key == "" && wordKey(c.Name) == state.name()
		if named && !c.forced && !t.has(a, money.name()) && !t.readable(c, state) && t.readable(c, money) {
			t.give(a, c, money, map[string]string{})
			c.How = "ha stati di finanziamenti"
		}
	}
}

// titleNames are the names of columns that hold the title where none is called so, the
// likeliest first.
var titleNames = []string{"descrizione_intervento", "descrizione_progetto", "descrizione_opera", "oggetto", "opera", "lavori", "descrizione", "nome"}

// proposeTitle takes a column of descriptions for the title where the sheet makes projects and
// no other column is it.
func (t *Table) proposeTitle(a *area) {
	if t.has(a, "titolo") || !slices.ContainsFunc(a.cols, func(at int) bool { return isMoneyKey(t.Columns[at].Key) || t.Columns[at].Key == "finanziamento.misura" }) {
		return
	}
	for _, name := range titleNames {
		for _, at := range a.cols {
			c := &t.Columns[at]
			if !c.forced && (c.Key == "" || c.Key == "descrizione") && strings.Join(nameWords(withoutUnit(c.Name)), " ") == strings.Join(nameWords(name), " ") {
				t.give(a, c, t.findKey("titolo"), map[string]string{})
				c.How = "nessun’altra colonna è il titolo"
				return
			}
		}
	}
}

// proposeSources proposes columns that are called after sources, and hold amounts, as money
// from there.
func (t *Table) proposeSources(a *area) {
	for _, c := range t.free(a) {
		source := sourceIn(c.Name)
		if good, all := c.share(isAmount); source == "" || good == 0 || good != all {
			continue
		}
		t.offer(a, c, "finanziamento["+source+"].importo")
	}
}

// moneyWords stand beside a source in the name of a column of its money.
var moneyWords = map[string]bool{"importo": true, "finanziamento": true, "cofinanziamento": true, "cofinanz": true, "cofin": true, "quota": true, "fondi": true, "contributo": true, "contributi": true, "importi": true, "finanziamenti": true, "quote": true, "risorse": true, "euro": true, "fonte": true, "fonti": true, "stanziamento": true, "carico": true}

// sourceIn gives the source that a name of a column of money tells, or "".
func sourceIn(name string) string {
	var rest []string
	for _, w := range strings.Split(fold(withoutUnit(name)), "_") {
		if long := shortWords[w]; long != "" {
			w = long
		}
		if w != "" && !moneyWords[w] && !emptyWords[w] {
			rest = append(rest, w)
		}
	}
	if s := sourceWords[strings.Join(rest, " ")]; s != "" {
		return s
	}
	return sourceWords[strings.ReplaceAll(fold(name), "_", " ")]
}

// notFunding are words in the name of a column of money that is no funding: what a work costs,
// what was spent, what is left.
var notFunding = []string{"costo", "costi", "totale", "totali", "complessivo", "complessiva", "quadro", "economico", "spesa", "spese", "spesi", "speso", "valore", "base", "asta", "iva", "ribasso", "impegnato", "impegni", "impegno", "liquidato", "liquidazioni", "pagato", "pagamenti", "pagamento", "erogato", "erogazioni", "residuo", "cofinanziamento", "cofinanz", "cofin", "contratto", "aggiudicazione", "aggiudicato", "affidamento", "lavori", "progettazione", "richiesto", "gara"}

func mayBeFunding(name string) bool {
	return !slices.ContainsFunc(strings.Split(fold(name), "_"), func(w string) bool { return slices.Contains(notFunding, w) })
}

// likeness is a column with a key that its name is like.
type likeness struct {
	col   *TableColumn
	key   string
	share float64 // of the words that both have, of all
}

// proposeByName proposes keys for names that are like those that are known, each key for the
// column that is most like it.
func (t *Table) proposeByName(a *area) {
	var all []likeness
	for _, c := range t.free(a) {
		if l := likeKey(c); l.key != "" && !t.has(a, l.key) && len(c.kinds) > 0 {
			all = append(all, l)
		}
	}
	slices.SortStableFunc(all, func(a, b likeness) int { return cmp.Compare(b.share, a.share) })
	offered := make(map[string]bool)
	for _, l := range all {
		if !offered[l.key] {
			offered[l.key] = true
			t.offer(a, l.col, l.key)
		}
	}
}

// proposeStates proposes a column of another name whose words are those of a state: half of them at
// least, and two.
func (t *Table) proposeStates(a *area) {
	for _, key := range []string{"stato", "finanziamento.stato"} {
		k := t.findKey(key)
		for _, c := range t.free(a) {
			as := *c
			as.target = k
			words, good := make(map[string]bool), 0
			for _, cell := range c.kinds {
				if word := foldCall(cell.Text); !words[word] && !nothing(nil, cell.Text) {
					words[word] = true
					if cell.Kind == sheet.Text && t.understand(&as, cell).value != "" {
						good++
					}
				}
			}
			if good >= 2 && good*2 >= len(words) && !t.has(a, key) && !t.offered(key) && !t.taughtAbout(c) {
				t.offer(a, c, key)
			}
		}
	}
}

// offered reports whether a column was proposed for a key.
func (t *Table) offered(key string) bool {
	return slices.ContainsFunc(t.Teach, func(line string) bool { return strings.HasSuffix(line, "="+key+"\"") })
}

// taughtAbout reports whether a key was proposed for a column.
func (t *Table) taughtAbout(c *TableColumn) bool {
	return slices.ContainsFunc(t.Teach, func(line string) bool { return strings.HasPrefix(line, "--map \""+c.Name+"=") })
}

// leastLike is how many of the words of two names must be the same; of a name that begins as
// titles do, half.
const leastLike = 0.6

var titleWords = []string{"titolo", "denominazione", "descrizione", "oggetto", "nome"}

// likeKey gives the key whose names have most words in common with that of a column, where
// what it holds does not deny it.
func likeKey(c *TableColumn) likeness {
	words := nameWords(withoutUnit(c.Name))
	best := likeness{col: c}
	for _, known := range sortedNames() {
		theirs := nameWords(known)
		same := 0
		for _, w := range words {
			if slices.Contains(theirs, w) {
				same++
			}
		}
		share := float64(same) / float64(len(words)+len(theirs)-same)
		least := leastLike
		if columnWords[known] == "titolo" && slices.ContainsFunc(titleWords, func(w string) bool { return slices.Contains(words, w) }) {
			least = 0.5
		}
		if share >= least && share > best.share && fits(c, columnWords[known]) {
			best.key, best.share = columnWords[known], share
		}
	}
	return best
}

// offer asks whether a column is what it seems, or tells how to say so.
func (t *Table) offer(a *area, c *TableColumn, key string) {
	k := t.findKey(key)
	if k == nil || slices.ContainsFunc(t.Columns, func(c TableColumn) bool { return c.Key == k.name() }) {
		return
	}
	choice, answered := t.ask(Question{fmt.Sprintf("La colonna «%s» (per esempio: %s) è %s (%s)?", c.Name, strings.Join(c.cells[:min(3, len(c.cells))], "; "), k.name(), k.meaning), []string{"sì", "no, non va usata"}})
	switch {
	case !answered:
		t.Teach = append(t.Teach, fmt.Sprintf("--map \"%s=%s\"", c.Name, k.name()))
	case choice == 0:
		t.give(a, c, k, map[string]string{})
		c.How = "come hai risposto"
	default:
		c.forced = true
	}
}

// proposeValues proposes what a new project cannot do without and no column tells: the state
// of the money, and the measure, which a title above the table may name.
func (t *Table) proposeValues() {
	if !t.mapped("finanziamento.importo") && !t.mapped("finanziamento["+record.PNRR+"].importo") {
		return
	}
	state := t.findKey("finanziamento.stato")
	if !t.mapped(state.name()) && !t.offered(state.name()) {
		choice, answered := t.ask(Question{"Nessuna colonna dice lo stato dei finanziamenti. Qual è, per tutte le righe?", append(slices.Clone(state.values), "non si sa")})
		switch {
		case !answered:
			t.Teach = append(t.Teach, "--valore finanziamento.stato="+state.values[0])
		case choice < len(state.values):
			t.consts[state.name()] = state.values[choice]
		}
	}
	if t.mapped("finanziamento.misura") || t.mapped("finanziamento.fonte") {
		return
	}
	code, why, _ := measureCode(t.areas[0].above)
	if why != "" {
		t.Notes = append(t.Notes, "nessuna colonna dice la misura: se è una per tutte le righe, dilla con --valore misura=…, come M1C1I1.2")
		return
	}
	choice, answered := t.ask(Question{"Sopra la tabella c’è la misura " + code + ". È quella di tutte le righe?", []string{"sì", "no"}})
	if !answered {
		t.Teach = append(t.Teach, "--valore misura="+code)
	} else if choice == 0 {
		t.consts["finanziamento.misura"] = code
	}
}

// nameless takes the first row of names for the header where none is known, but what stands
// below tells what some columns are.
func (t *Table) nameless(rows []sheet.Row, asked *askedColumns) (from, heads int) {
	for i := range rows[:min(mostTitles, len(rows))] {
		if !headerLike(rows[i:i+1]) || cellCount(rows[i]) < 2 {
			continue
		}
		try := Table{keys: t.keys}
		a := area{header: rows[i : i+1], rows: rows[i+1:]}
		names := headNames(a.header)
		for p := range names {
			try.column(&a, names, p)
		}
		wanted := make([]string, len(names))
		try.byLetter(names, wanted, asked, true)
		try.proposeByContent(&a)
		try.proposeByName(&a)
		known := slices.ContainsFunc(try.Columns, func(c TableColumn) bool { return c.Key != "" })
		if known || try.Teach != nil || slices.ContainsFunc(wanted, func(s string) bool { return s != "" }) {
			return i, 1
		}
	}
	return 0, 0
}
