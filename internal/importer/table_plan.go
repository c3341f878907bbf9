package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// Columns of ours in what is kept of a sheet.
const (
	equalColumn = "righe_uguali" // what was decided of a row that has the money of another one
)

// What rows of one project that have the same money are.
const (
	joined   = "unite"    // one funding, told more than once
	separate = "distinte" // each its own
)

// addsOnly reports a sheet that tells nothing of the money of projects: its rows add to projects
// that are there, and make none.
func (im *tableImport) addsOnly() bool {
	return !slices.ContainsFunc(im.keys, func(k tableKey) bool { return k.block == "finanziamento" && im.mapped(k.name()) }) && im.sides() == nil
}

// sides gives the sources of money that have columns of their own: finanziamento[Comune].
func (im *tableImport) sides() (out []string) {
	for _, c := range im.Columns {
		if side, is := sideOf(c.Key); is && !slices.Contains(out, side) {
			out = append(out, side)
		}
	}
	return out
}

// sideOf gives the source in a key such as finanziamento[Comune].importo.
func sideOf(key string) (side string, is bool) {
	rest, is := strings.CutPrefix(key, "finanziamento[")
	side, _, closed := strings.Cut(rest, "].")
	return side, is && closed
}

// parts holds the rows of a project to each other: rows with the same money may be one funding told
// twice, or two. Which it is, the office says (--righe-uguali, or when asked), its lots or merged
// cells do, or the second row is left out.
func (im *tableImport) parts(g *tableProject) {
	var kept []tableRow
	first := make(map[string]*tableRow) // by the id of a table
	for _, r := range im.knownFirst(g) {
		why, mend := im.part(g, kept, r, first)
		if why != "" {
			im.leaveOut([]tableRow{*r}, mend, why)
			if g.file != "" {
				im.spared[g.file] = true
			}
			continue
		}
		for _, b := range im.fundings(r) {
			first[b.id] = cmp.Or(first[b.id], r)
		}
		kept = append(kept, *r)
	}
	slices.SortStableFunc(kept, func(a, b tableRow) int { return cmp.Compare(a.line, b.line) })
	g.rows = kept
	first = make(map[string]*tableRow)
	for i := range g.rows {
		im.repeated(&g.rows[i], first)
	}
}

// knownFirst gives the rows of a project, those first whose money the last import had: of two that
// may be one the record holds that.
func (im *tableImport) knownFirst(g *tableProject) (rows []*tableRow) {
	had := make(map[string]bool)
	money := func(b *block) string { return family(b) + "\n" + b.get("importo").value }
	for i := range im.lastOf[g.key] {
		for _, b := range im.fundings(&im.lastOf[g.key][i]) {
			had[b.id], had[money(&b)] = true, true
		}
	}
	known := func(r *tableRow) int {
		least := 0
		for _, b := range im.fundings(r) {
			switch {
			case had[b.id]:
			case had[money(&b)]:
				least = max(least, 1)
			default:
				least = 2
			}
		}
		return least
	}
	for i := range g.rows {
		rows = append(rows, &g.rows[i])
	}
	slices.SortStableFunc(rows, func(a, b *tableRow) int { return cmp.Compare(known(a), known(b)) })
	return rows
}

// part says why a row cannot be told from another one of its project, and what to do; or notes what
// was decided of it.
func (im *tableImport) part(g *tableProject, before []tableRow, r *tableRow, first map[string]*tableRow) (why, mend string) {
	var like *tableRow
	for _, b := range im.fundings(r) {
		if o := first[b.id]; o != nil && !r.spread["finanziamento.importo"] {
			like = o
		} else if o := im.sameKind(before, r, &b); o != nil && r.values["cup"] == "" && like == nil {
			like = o
		}
	}
	if like == nil {
		return "", ""
	}
	decided := cmp.Or(im.o.Equal, im.decidedBefore(g, r))
	if decided == "" {
		decided = im.askEqual(like, r)
	}
	switch {
	case decided != "":
		r.values[equalColumn] = decided
		return "", ""
	case sameValues(like, r):
		return fmt.Sprintf("ripete la riga %d", like.line), "toglila dal foglio; se invece sono due finanziamenti uguali, ripeti con --righe-uguali distinte"
	}
	return fmt.Sprintf("non è certo se il suo denaro è quello della riga %d, dello stesso progetto, o altro", like.line),
		"ripeti con --righe-uguali unite se è lo stesso scritto più volte, o con --righe-uguali distinte se sono due"
}

// sameKind gives an earlier row without CUP that has another amount of the same source and measure: it
// may be another work of that title.
func (im *tableImport) sameKind(before []tableRow, r *tableRow, b *block) *tableRow {
	for i := range before {
		for _, o := range im.fundings(&before[i]) {
			if o.get("fonte").value == b.get("fonte").value && o.get("misura").value == b.get("misura").value && o.get("avviso").value == b.get("avviso").value && o.id != b.id {
				return &before[i]
			}
		}
	}
	return nil
}

// sameValues reports whether two rows say the same.
func sameValues(a, b *tableRow) bool {
	if len(a.values) != len(b.values) {
		return false
	}
	for key, v := range a.values {
		if b.values[key] != v && key != recordColumn && key != equalColumn {
			return false
		}
	}
	return true
}

// decidedBefore gives what an earlier import decided of the rows of a project with this money.
func (im *tableImport) decidedBefore(g *tableProject, r *tableRow) string {
	for _, o := range im.lastOf[g.key] {
		if d := o.values[equalColumn]; d != "" && o.values["finanziamento.importo"] == r.values["finanziamento.importo"] {
			return d
		}
	}
	return ""
}

func (im *tableImport) askEqual(like, r *tableRow) string {
	if im.o.Ask == nil {
		return ""
	}
	answer := im.o.Ask(Question{
		Text:    fmt.Sprintf("Le righe %d e %d sono di un progetto, «%s», e hanno lo stesso denaro. È:", like.line, r.line, r.called()),
		Choices: []string{"lo stesso finanziamento, scritto due volte", "due finanziamenti", "non so: lascia fuori la seconda"},
	})
	switch answer {
	case 0:
		return joined
	case 1:
		return separate
	}
	return ""
}

// repeated notes which amounts of a row say again what another one above it said. A contract whose
// amount stands in a later row than its name has it from there.
func (im *tableImport) repeated(r *tableRow, first map[string]*tableRow) {
	for _, name := range []string{"finanziamento", "contratto", "pagamento"} {
		for _, b := range im.blocksOf(name, r) {
			o := first[b.id]
			if o == nil || im.blockIn(o, &b).get("importo").value == "" {
				first[b.id] = r
				continue
			}
			if r.values[equalColumn] == separate && name == "finanziamento" || b.get("importo").value == "" {
				continue
			}
			became := rowRepeated
			if im.blockIn(o, &b).money() != b.money() {
				became = rowSkipped
				row := im.byLine[r.line]
				row.Faults = append(row.Faults, Fault{Key: name, Value: b.get(b.by()).value, Why: fmt.Sprintf("«%s» è già della riga %d, con un altro importo", b.get(b.by()).value, o.line), Mend: "correggi quello sbagliato nel foglio"})
			}
			for k, key := range moneyKeys {
				if key.table == name && b.get(key.key).value != "" && !r.spread[key.String()] {
					im.ledger.settle(k, became, b.money()[k])
					im.again[r.line] = append(im.again[r.line], key.String())
				}
			}
		}
	}
}

// blockIn gives the table of a row that has the id of another one.
func (im *tableImport) blockIn(r *tableRow, like *block) *block {
	for _, b := range im.blocksOf(like.name, r) {
		if b.id == like.id {
			return &b
		}
	}
	return nil
}

// countMoney takes the cells of money of a row into the account. A merged range counts where it
// begins.
func (im *tableImport) countMoney(r *tableRow) {
	for i := range r.money {
		c := &r.money[i]
		if k := moneyOf(c.key); k >= 0 && !c.cell.Spread && strings.TrimSpace(c.cell.Text) != "" && r.values[c.key] == "" && slices.ContainsFunc(r.faults, func(f Fault) bool { return f.Key == c.key }) {
			im.ledger.unread[k]++
		}
	}
	im.eachAmount(r, func(k int, amount record.Euro) { im.ledger.source[k] += amount })
}

// settleRow notes what became of all amounts of a row.
func (im *tableImport) settleRow(r *tableRow, became outcome) {
	im.eachAmount(r, func(k int, amount record.Euro) { im.ledger.settle(k, became, amount) })
}

// eachAmount goes through the amounts of a row as the account reads them: of its cells and, where a
// cell is empty or there is none, those that all rows have.
func (im *tableImport) eachAmount(r *tableRow, do func(k int, amount record.Euro)) {
	own := make(map[string]bool)
	for i := range r.money {
		c := &r.money[i]
		own[c.key] = own[c.key] || c.cell.Text != ""
		if k := moneyOf(c.key); k >= 0 && !c.cell.Spread && r.values[c.key] != "" && c.cell.Text != "" {
			if amount, ok := c.amount(); ok {
				do(k, amount)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(im.consts)) {
		if k := moneyOf(key); k >= 0 && !own[key] && r.values[key] == im.consts[key] {
			if amount, ok := rawAmount(im.consts[key]); ok {
				do(k, amount)
			}
		}
	}
}

// totals holds the rows of totals of the sheet to the rows above them: those since the last one,
// or all.
func (im *tableImport) totals() (out []TotalCheck) {
	from := 0
	for _, t := range im.Totals {
		for _, key := range sortedKeys(t.Sums) {
			cell := t.Sums[key]
			told, ok := cell.amount()
			if !ok {
				continue
			}
			sum := im.sumAbove(key, from, t.Line, true)
			for _, other := range []record.Euro{im.sumAbove(key, 0, t.Line, true), im.sumAbove(key, from, t.Line, false), im.sumAbove(key, 0, t.Line, false)} {
				if other == told { // of all above it, or of each amount once
					sum = other
				}
			}
			out = append(out, TotalCheck{Line: t.Line, Key: key, Told: told, Sum: sum})
		}
		from = t.Line
	}
	return out
}

// sumAbove gives the sum of a column of money between two rows; without again, that of amounts that
// are not told once more.
func (im *tableImport) sumAbove(key string, from, to int, again bool) (sum record.Euro) {
	for i := range im.Table.rows {
		r := &im.Table.rows[i]
		for _, c := range r.money {
			if amount, ok := c.amount(); ok && c.key == key && r.values[key] != "" && !c.cell.Spread && r.line > from && r.line < to && (again || !slices.Contains(im.again[r.line], key)) {
				sum += amount
			}
		}
	}
	return sum
}

func sortedKeys(m map[string]moneyCell) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// lacks names what a new project of a body cannot do without. Money that nobody grants, as that
// of the body itself, has no state.
func lacks(d *mergePlan, body *record.Body) []string {
	var missing []string
	if d.get("titolo").value == "" {
		missing = append(missing, "titolo")
	}
	funded, state, measure := false, true, true
	for i := range d.blocks {
		f := &d.blocks[i]
		if f.name != "finanziamento" {
			continue
		}
		source := cmp.Or(f.get("fonte").value, record.PNRR)
		funded = true
		state = state && (f.get("stato").value != "" || !body.Outside(&record.Funding{Source: source}))
		measure = measure && (f.get("misura").value != "" || source != record.PNRR)
	}
	if !funded {
		return append(missing, "finanziamento.importo")
	}
	if !state {
		missing = append(missing, "finanziamento.stato")
	}
	if !measure {
		missing = append(missing, "finanziamento.misura")
	}
	return missing
}

// planOf gives the project that rows tell of; cup is that of the project, which may be known to the
// site alone.
func (im *tableImport) planOf(rows []tableRow, cup string) *mergePlan {
	d := &mergePlan{}
	if !im.addsOnly() {
		d.top = im.topOf(rows, cup)
	} else {
		d.top = []field{{key: "aggiornato", value: im.o.Day.ISO(), kind: date, seen: true}}
	}
	for _, name := range []string{"finanziamento", record.StartPhase, record.CompletionPhase, "contratto", "pagamento", "luogo"} {
		times := make(map[string]int)
		for i := range rows {
			for _, b := range im.blocksOf(name, &rows[i]) {
				if times[b.id]++; times[b.id] > 1 && name == "finanziamento" && rows[i].values[equalColumn] == separate {
					b.id += "\n" + strconv.Itoa(times[b.id])
				}
				if same := blockOfID(d, &b); same != nil {
					same.fill(&b)
				} else {
					d.blocks = append(d.blocks, b)
				}
			}
		}
	}
	source := "Foglio dell’ente, fonte " + im.report.Source
	d.blocks = append(d.blocks, sourceBlock(im.report.Source, field{key: "titolo", value: source}))
	return d
}

// blockOfID gives the table of a plan that is the same as another, or nil.
func blockOfID(d *mergePlan, like *block) *block {
	for i := range d.blocks {
		if b := &d.blocks[i]; b.name == like.name && b.id == like.id && b.part == like.part {
			return b
		}
	}
	return nil
}

// fill gives a table what a later row says of it and the first did not.
func (b *block) fill(later *block) {
	if b.get("importo").value == "" && later.get("importo").value != "" {
		b.line, b.also = later.line, b.line
	}
	for i := range b.fields {
		if f := &b.fields[i]; f.value == "" || f.once {
			if more := later.get(f.key); more.value != "" && (f.value == "" || !more.once) {
				f.value, f.once = more.value, more.once
			}
		}
	}
}

// topOf gives the keys of a project itself.
func (im *tableImport) topOf(rows []tableRow, cup string) (top []field) {
	for i := range im.keys {
		k := &im.keys[i]
		if k.block != "" {
			continue
		}
		f := field{key: k.key, kind: k.kind}
		for _, r := range rows {
			f.value = cmp.Or(f.value, r.values[k.key])
		}
		switch {
		case k.key == "titolo":
			f.once = true
		case k.key == "stato":
			f.value, f.once = cmp.Or(f.value, record.Unreported), f.value == ""
		case k.key == "cup_assente" && cup != "":
			f.value, f.ours = "", true
		case k.key == "cup_assente":
			f.value = cmp.Or(f.value, "il foglio dell’ente non riporta il CUP")
		case k.key == "aggiornato":
			f.ours = f.value != ""
			f.value, f.seen = cmp.Or(f.value, im.o.Day.ISO()), true
		}
		top = append(top, f)
	}
	return top
}

// needs names the keys without which a table of that name is not written.
func needs(name string) string {
	switch name {
	case "finanziamento", "pagamento":
		return "importo"
	case "luogo":
		return "nome"
	}
	return ""
}

// fundings gives the fundings that a row tells of.
func (im *tableImport) fundings(r *tableRow) []block { return im.blocksOf("finanziamento", r) }

// blocksOf gives the tables of that name that a row tells of: one or, of money that has columns by
// source, several.
func (im *tableImport) blocksOf(name string, r *tableRow) (out []block) {
	if b, any := im.blockOf(name, r); any {
		out = append(out, b)
	}
	if name != "finanziamento" {
		return out
	}
	for _, side := range im.sides() {
		prefix := "finanziamento[" + side + "]."
		amount := r.values[prefix+"importo"]
		if e, _ := record.ParseEuro(amount); amount == "" || e == 0 {
			continue
		}
		b := block{name: name, line: r.line}
		for i := range im.keys {
			k := &im.keys[i]
			if k.block != name {
				continue
			}
			f := field{key: k.key, value: r.values[prefix+k.key], kind: k.kind}
			switch {
			case k.key == "fonte" && side != record.PNRR:
				f.value = side
			case k.key == "stato", k.key == "misura" && side == record.PNRR:
				f.value = cmp.Or(f.value, r.values[k.name()])
			}
			b.fields = append(b.fields, f)
		}
		out = append(out, b.identified(r))
	}
	return out
}

// blockOf gives the table of that name that a row tells of.
func (im *tableImport) blockOf(name string, r *tableRow) (b block, any bool) {
	b = block{name: name, line: r.line}
	for i := range im.keys {
		if k := &im.keys[i]; k.block == name {
			v := r.values[k.name()]
			b.fields = append(b.fields, field{key: k.key, value: v, kind: k.kind})
			any = any || v != "" && (im.consts[k.name()] == "" || k.key == needs(name))
		}
	}
	if n := needs(name); n != "" && b.get(n).value == "" {
		return b, false
	}
	for i := range b.fields {
		if f := &b.fields[i]; f.key == "erogato" || f.key == "erogato_al" { // all of it was, says the state
			f.derived = b.get("stato").value == record.Paid
		}
	}
	switch name {
	case record.StartPhase, record.CompletionPhase:
		title := map[string]string{record.StartPhase: "Avvio delle attività", record.CompletionPhase: "Completamento delle attività"}[name]
		b.name = "tappa"
		b.fields = append([]field{{key: "titolo", value: title}, {key: "fase", value: name}}, b.fields...)
	case "contratto":
		if b.get("cig").value+b.get("fornitore").value+b.get("importo").value == "" {
			return b, false
		}
		b = contractDefaults(b)
	}
	return b.identified(r), any
}

// identified gives a table of a row with its id, which tells it from others of its project.
func (b block) identified(r *tableRow) block {
	var keys []string
	switch b.name {
	case "finanziamento":
		b.fields = append(b.fields, field{key: absentKey, kind: date, ours: true})
		keys = []string{"fonte", "misura", "avviso", "decreto", "fondo", "importo"}
	case "contratto":
		keys = []string{"cig", "fornitore", "oggetto", "importo", "data"}
		if b.get("cig").value != "" {
			keys = []string{"cig"}
		}
	case "pagamento":
		keys = []string{"data", "importo", "verso", "nota"}
	default:
		keys = []string{b.by()}
	}
	b.id = b.name
	for _, key := range keys {
		b.id += "\n" + b.get(key).value
	}
	if b.name == "finanziamento" {
		b.id += "\n" + record.PlainTitle(r.values[lotKey])
	}
	return b
}

// contractDefaults says what a sheet does not tell of a contract.
func contractDefaults(b block) block {
	for i := range b.fields {
		f := &b.fields[i]
		switch {
		case f.key == "oggetto" && f.value == "":
			f.value, f.once = "Oggetto non riportato dal foglio dell’ente", true
		case f.key == "cig_assente":
			f.derived = true // it goes when the CIG comes
			if f.value == "" && b.get("cig").value == "" {
				f.value, f.once = "il foglio dell’ente non riporta il CIG", true
			}
		}
	}
	return b
}

var slugLetters = strings.NewReplacer("à", "a", "è", "e", "é", "e", "ì", "i", "ò", "o", "ù", "u")

// slug gives a title as an id.
func slug(title string) string {
	s := slugLetters.Replace(strings.ToLower(record.Legible(title)))
	s = strings.Trim(notInSlug.ReplaceAllString(s, "-"), "-")
	if len(s) > 60 {
		s = strings.Trim(s[:60], "-")
	}
	return cmp.Or(s, "progetto")
}
