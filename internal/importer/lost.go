package importer

import (
	"cmp"
	"slices"

	"vetro/internal/record"
)

// keepLost adds to a plan what the last import had of the project and the sheet has no more:
// fundings that others take the place of are dropped, others stay and count no more; contracts and
// payments stay. Of a project of which a row was left out all stays as it is: the row may be that.
func (im *tableImport) keepLost(want *mergePlan, last []tableRow, spared bool) {
	base := im.planOf(last, "")
	rowOf := make(map[int]int)
	for i := range last {
		rowOf[last[i].line] = i
	}
	var gone, before []*block // before: gone already the last time
	was := make(map[string]bool)
	for i := range base.blocks {
		b := &base.blocks[i]
		if b.line == 0 || b.name != "finanziamento" && b.name != "contratto" && b.name != "pagamento" {
			continue
		}
		was[b.id] = true
		switch {
		case hasBlock(want, b):
		case last[rowOf[b.line]].values[goneColumn] != "":
			before = append(before, b)
		default:
			gone = append(gone, b)
		}
	}
	gone = pairs(want, gone, fresh(want, was), spared)
	lost := make(map[int]bool)
	for _, b := range append(before, gone...) {
		r := &last[rowOf[b.line]]
		if !spared && r.values[goneColumn] == "" {
			im.report.Gone++
			r.values[goneColumn] = im.o.Day.ISO()
		}
		b.goneBefore = slices.Contains(before, b)
		lost[rowOf[b.line]] = true
		b.gone, b.line = true, 0
		b.setAbsent(r.values[goneColumn])
		want.blocks = append(want.blocks, *b)
	}
	for i := range last {
		if lost[i] {
			im.kept = append(im.kept, last[i])
		}
	}
}

// setAbsent says since when the source has no funding like this.
func (b *block) setAbsent(day string) {
	for i := range b.fields {
		if f := &b.fields[i]; f.key == absentKey {
			f.value = day
		}
	}
}

// fresh gives the tables of a plan that the last import had not.
func fresh(want *mergePlan, was map[string]bool) (out []*block) {
	for i := range want.blocks {
		if b := &want.blocks[i]; b.line != 0 && !was[b.id] {
			out = append(out, b)
		}
	}
	return out
}

// pairs gives the tables that the sheet has no more, but for those that go on in others: a
// funding goes on in one of its source, measure and amount, else in the only one that is new of its
// source and measure, or of its amount; and several go on in those that add up to them. A contract
// or a payment goes on in the only one that is new. Where a row was left out only what is of one
// amount goes on.
func pairs(want *mergePlan, lost, come []*block, spared bool) (rest []*block) {
	amount := func(b *block) string { return b.name + "\n" + b.get("importo").value }
	for round, alike := range []func(*block) string{func(b *block) string { return family(b) + "\n" + amount(b) }, amount, family} {
		if spared && round > 0 {
			break
		}
		for i := 0; i < len(lost); {
			key := alike(lost[i])
			old, fresh := blocksLike(lost, alike, key), blocksLike(come, alike, key)
			switch {
			case len(old) == 0 || len(fresh) == 0:
				i++
				continue
			case len(old) == len(fresh) && (round == 0 || len(old) == 1):
				for n := range old {
					fresh[n].id = old[n].id
				}
			case old[0].name == "finanziamento" && sumOf(old) == sumOf(fresh):
				for _, b := range old {
					want.dropped = append(want.dropped, *b)
				}
			default:
				i++
				continue
			}
			among := func(these []*block) func(*block) bool {
				return func(b *block) bool { return slices.Contains(these, b) }
			}
			lost, come = slices.DeleteFunc(lost, among(old)), slices.DeleteFunc(come, among(fresh))
		}
	}
	return lost
}

// family tells fundings that may take each other's place: of one source and measure.
func family(b *block) string {
	if b.name != "finanziamento" {
		return b.name
	}
	return b.name + "\n" + cmp.Or(b.get("fonte").value, record.PNRR) + "\n" + b.get("misura").value
}

// blocksLike gives the tables that have a key.
func blocksLike(blocks []*block, alike func(*block) string, key string) (out []*block) {
	for _, b := range blocks {
		if alike(b) == key {
			out = append(out, b)
		}
	}
	return out
}

func sumOf(blocks []*block) (sum record.Euro) {
	for _, b := range blocks {
		sum += b.money()[funded]
	}
	return sum
}

// bringLost tells the projects of which the sheet has no row any more. They stay, and their money
// counts no more until somebody decides. One that a row may be of which was left out has not
// vanished.
func (im *tableImport) bringLost() error {
	var files []string
	for file := range im.lastIn {
		if !im.done[file] {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	for _, file := range files {
		rows := im.lastIn[file]
		base := im.planOf(rows, rows[0].values["cup"])
		if im.spared[file] {
			im.kept = append(im.kept, rows...)
			if e, err := im.site.open(file); err != nil {
				return err
			} else if e != nil {
				im.ledger.stays(e, base)
			}
			continue
		}
		want := &mergePlan{top: []field{{key: "aggiornato", value: im.o.Day.ISO(), kind: date, seen: true}}}
		im.keepLost(want, rows, false)
		m := merger{bases: []*mergePlan{base}}
		if err := im.mergeFile(file, &m, want, &im.report.Projects); err != nil {
			return err
		}
		if m.edits > 0 {
			im.report.Notes = append(im.report.Notes, Note{Kind: Vanished, Pos: record.Pos{File: file, Line: 1, Col: 1}, Text: "il foglio non ha più il progetto «" + rows[0].called() + "»", Mend: "il file resta, e il suo denaro è fuori dai totali: se il progetto non c’è più dillo nel suo stato, o cancella il file"})
		}
	}
	return nil
}
