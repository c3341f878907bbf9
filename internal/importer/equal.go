package importer

import (
	"cmp"
	"fmt"
	"slices"
)

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
