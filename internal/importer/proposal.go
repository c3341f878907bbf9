package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// nameColumns gives the columns of a table their keys, by their names or as was asked. Those
// of a table further down are the columns of the first where their names are the same.
func (t *Table) nameColumns(a *area, asked *askedColumns, first bool) error {
	names := headNames(a.header)
	taken := make(map[string]string)
	wanted := make([]string, len(names)) // names of what was asked for
	for i := range names {
		wanted[i], _ = askedFor(names, i, asked)
	}
	t.byLetter(names, wanted, asked, first)
	for _, byOption := range []bool{true, false} { // what was asked comes first
		for i := range names {
			if (wanted[i] != "") != byOption {
				continue
			}
			col := t.column(a, names, i)
			if byOption {
				asked.used[wanted[i]] = true
				k := asked.keys[wanted[i]]
				if k != nil && col.Name != "" && taken[k.name()] == col.Name {
					return &Refusal{fmt.Sprintf("--map: più colonne si chiamano «%s»", col.Name), "indica quella giusta con la sua lettera, come --map \"" + col.Letter + "=" + k.name() + "\""}
				}
				if k != nil && taken[k.name()] != "" {
					return &Refusal{fmt.Sprintf("--map: la chiave «%s» è già della colonna «%s»", k.name(), taken[k.name()]), "togli una delle due colonne con --map \"" + taken[k.name()] + "=\""}
				}
				if col.Name == "" {
					col.Name = "colonna " + col.Letter
				}
				t.give(a, col, k, taken)
				col.forced = true
				if asked.written[wanted[i]] == "" && k != nil && k.name() != keyOf(names, i) {
					col.How = asLastTime
				}
			} else if k := t.findKey(keyOf(names, i)); k != nil && !t.moneyAsPlace(a, i, k) {
				t.giveByName(a, col, k, taken)
			}
		}
	}
	return nil
}

// byLetter finds the columns that were asked for by their letters, where no column has that
// name. Of a table further down letters say nothing.
func (t *Table) byLetter(names []headName, wanted []string, asked *askedColumns, first bool) {
	if !first {
		return
	}
	for folded := range asked.keys {
		if slices.Contains(wanted, folded) {
			continue
		}
		for i := range names {
			if strings.EqualFold(letterOf(i), folded) && wanted[i] == "" {
				wanted[i] = folded
			}
		}
	}
}

// column gives the column of the sheet that a place of a table is, a new one where no table
// before has that name.
func (t *Table) column(a *area, names []headName, place int) *TableColumn {
	if a.cols == nil {
		a.cols = make([]int, len(names))
		for i, n := range names {
			at := slices.IndexFunc(t.Columns, func(c TableColumn) bool { return n.whole != "" && c.Name == n.whole })
			if at < 0 || slices.Contains(a.cols[:i], at) {
				at = len(t.Columns)
				t.Columns = append(t.Columns, TableColumn{Name: n.whole, Letter: letterOf(i), Unit: 1, names: []string{fold(n.whole), fold(n.last), strings.ToLower(letterOf(i))}})
			}
			a.cols[i] = at
		}
		t.gather(a)
	}
	return &t.Columns[a.cols[place]]
}

// mostCells is how many values of a column are looked at to tell what they are.
const mostCells = 200

// gather collects what a column holds, each value once.
func (t *Table) gather(a *area) {
	seen := make(map[[2]string]bool)
	for _, r := range a.rows[:min(len(a.rows), 10*mostCells)] {
		for p, c := range r.Cells {
			if p >= len(a.cols) || c.Text == "" {
				continue
			}
			col := &t.Columns[a.cols[p]]
			if id := [2]string{col.Letter, c.Text}; !seen[id] && len(col.kinds) < mostCells {
				seen[id] = true
				col.kinds = append(col.kinds, c)
				col.cells = append(col.cells, c.Text)
			}
		}
	}
}

// giveByName gives a column the key that its name means, unless another has it: of two the one
// of which something can be read.
func (t *Table) giveByName(a *area, col *TableColumn, k *tableKey, taken map[string]string) {
	if taken[k.name()] == "" {
		t.give(a, col, k, taken)
		return
	}
	first := slices.IndexFunc(a.cols, func(at int) bool { return t.Columns[at].Key == k.name() })
	other := &t.Columns[a.cols[first]]
	if !other.forced && !t.readable(other, k) && t.readable(col, k) {
		other, col = col, other
		t.give(a, col, nil, taken)
		t.give(a, other, k, taken)
	}
	t.Notes = append(t.Notes, fmt.Sprintf("la colonna «%s» non è usata: la chiave %s è già di «%s»", col.Name, k.name(), other.Name))
}

// readable reports whether any value of a column says something for a key.
func (t *Table) readable(c *TableColumn, k *tableKey) bool {
	as := *c
	as.target = k
	return slices.ContainsFunc(c.kinds, func(cell sheet.Cell) bool { return t.understand(&as, cell).value != "" })
}

func (t *Table) give(a *area, col *TableColumn, k *tableKey, taken map[string]string) {
	if k == nil {
		col.target, col.Key, col.Meaning = nil, "", ""
		return
	}
	taken[k.name()] = col.Name
	col.target, col.Key, col.Meaning = k, k.name(), k.meaning
}

// share gives how many of the values of a column are of a kind, of those that say something.
func (c *TableColumn) share(is func(sheet.Cell) bool) (good, all int) {
	for _, cell := range c.kinds {
		if nothing(nil, cell.Text) {
			continue
		}
		all++
		if is(cell) {
			good++
		}
	}
	return good, all
}

// mostly reports a column of which nine in ten values are of a kind, and two at least.
func (c *TableColumn) mostly(is func(sheet.Cell) bool) bool {
	good, all := c.share(is)
	return good >= 2 && good*10 >= all*9
}

func isAmount(c sheet.Cell) bool {
	if c.Kind == sheet.Number {
		return true
	}
	_, ok := tableEuro(c.Text)
	return c.Kind == sheet.Text && ok
}

func isCUP(c sheet.Cell) bool {
	_, ok := record.ParseCUP(c.Text)
	return ok && len(c.Text) >= 15
}

func isCIG(c sheet.Cell) bool {
	_, ok := record.ParseCIG(c.Text)
	return ok
}

func isMeasureCell(c sheet.Cell) bool { return c.Kind == sheet.Text && isMeasure(c.Text) }

func isDay(c sheet.Cell) bool {
	if c.Kind == sheet.Date {
		return true
	}
	d, ok := tableDate(c.Text, false)
	return c.Kind == sheet.Text && ok && d.Known() && !yearAlone.MatchString(c.Text)
}

// moneyAsPlace reports a column that is called Comune, or Provincia, and holds amounts: it is
// money from there, and no place.
func (t *Table) moneyAsPlace(a *area, place int, k *tableKey) bool {
	col := &t.Columns[a.cols[place]]
	good, all := col.share(isAmount)
	return k.name() == "luogo.nome" && good > 0 && good == all
}

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

// fits reports whether what a column holds may be what a key wants.
func fits(c *TableColumn, key string) bool {
	k := findKey(plainKeys(), key)
	switch {
	case isMoneyKey(key) && !mayBeFunding(c.Name):
		return false
	case k.kind == euro:
		return c.mostly(isAmount)
	case k.kind == date:
		return c.mostly(isDay)
	case k.key == "cup":
		return c.mostly(isCUP)
	case k.key == "cig":
		return c.mostly(isCIG)
	case k.form == record.MeasureID:
		return !c.mostly(isAmount)
	}
	return !c.mostly(isAmount) && !c.mostly(isDay) && k.kind == text
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
