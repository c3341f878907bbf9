package importer

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// doubt refuses a table that has lost too much to be true.
func (im *regis) doubt() error {
	im.Day = im.report.dated(im.Today, im.Day, im.taken, dayInName(im.File))
	if im.Force {
		return nil
	}
	last := 0
	if old := im.last[im.table.name]; old != nil {
		last = old.total
	}
	return tooShort(im.report.File, im.all, last)
}

// bring adds what the rows say to the projects.
func (im *regis) bring() error {
	im.index()
	before := im.rowsByCUP(im.lastRows())
	var cut map[string]map[string][]tableRow
	if im.cut != nil {
		rows := im.lastRows()
		rows[im.table.name] = im.cut.rows
		cut = im.rowsByCUP(rows)
	}
	rows := im.lastRows()
	rows[im.table.name] = im.rows
	here := im.rowsByCUP(rows)
	for _, cup := range cupsOf(here, before) {
		var bases []*mergePlan
		if before[cup] != nil {
			bases = append(bases, im.planOf(before[cup]))
		}
		if cut[cup] != nil {
			bases = append(bases, im.planOf(cut[cup]))
		}
		want := im.planOf(here[cup])
		im.repeated(want, here[cup][im.table.name])
		for _, name := range im.byCUP[cup] {
			if err := im.bringProject(name, bases, want, here[cup][im.table.name]); err != nil {
				return err
			}
			for i := range want.blocks { // the account of a row is taken once
				want.blocks[i].line = 0
			}
		}
	}
	if err := im.keepSource(); err != nil {
		return err
	}
	choice := imported{total: im.all, day: im.Day, source: im.about()}
	return im.close(
		func(w io.Writer) error { return writeTable(w, im.table.columns, im.rows) },
		func(a *Account) []byte { return choice.choice(im.report.File, a) })
}

func (im *regis) about() dataSource { return dataSource{regisTitle, regisURL, sourceLicense} }

// keepSource writes what records say of Italia Domani: the day is that of its newest table.
func (im *regis) keepSource() error {
	all := imported{day: im.Day, source: im.about()}
	for _, k := range im.last {
		if k.day.Compare(all.day) > 0 {
			all.day = k.day
		}
	}
	return im.site.write(importedDir+regisSource+".toml", all.about())
}

// repeated notes the amounts of rows that say again what another one says: of a contract, the
// tender has the amount, or else the first of those who won it.
func (im *regis) repeated(want *mergePlan, rows []tableRow) {
	for _, r := range rows {
		amount, err := record.ParseEuro(r.values["importo"])
		if err != nil || slices.ContainsFunc(want.blocks, func(b block) bool { return b.line == r.line && b.get("importo").value != "" }) {
			continue
		}
		im.ledger.settle(im.table.money, rowRepeated, amount)
	}
}

// bringProject adds what the rows of one CUP say to one project. A first import adds to
// what is there: bases say so by being there, with nothing in them.
func (im *regis) bringProject(name string, bases []*mergePlan, want *mergePlan, rows []tableRow) error {
	if bases == nil {
		bases = []*mergePlan{{}}
	}
	m := merger{bases: bases}
	if err := im.mergeFile(name, &m, want, &im.report.Projects); err != nil {
		return err
	}
	for _, r := range rows {
		row := im.byLine[r.line]
		row.File, row.Outcome = name, max(m.rows[r.line], rowSame).String()
		if m.file == nil {
			row.Outcome, row.Why = rowSkipped.String(), "il file del progetto non si legge"
			im.unwritten(want, r)
		}
	}
	return nil
}

// unwritten notes the amount of a row whose project cannot be read.
func (im *regis) unwritten(want *mergePlan, r tableRow) {
	for i := range want.blocks {
		if b := &want.blocks[i]; b.line == r.line {
			im.ledger.settle(im.table.money, rowSkipped, b.money()[im.table.money])
		}
	}
}

// lastRows gives the rows of the last imports, by kind of table.
func (im *regis) lastRows() map[string][]tableRow {
	out := make(map[string][]tableRow)
	for name, k := range im.last {
		out[name] = slices.Clone(k.rows)
		for i := range out[name] {
			out[name][i].line = 0 // of a table that is not at hand
		}
	}
	return out
}

// rowsByCUP parts rows of several tables by the project that they are of.
func (im *regis) rowsByCUP(tables map[string][]tableRow) map[string]map[string][]tableRow {
	out := make(map[string]map[string][]tableRow)
	for name, rows := range tables {
		for _, r := range rows {
			cup := r.values["cup"]
			if out[cup] == nil {
				out[cup] = make(map[string][]tableRow)
			}
			out[cup][name] = append(out[cup][name], r)
		}
	}
	return out
}

// cupsOf gives the CUPs that any of the tables names, in their order.
func cupsOf(tables ...map[string]map[string][]tableRow) []string {
	var out []string
	for _, t := range tables {
		for cup := range t {
			out = append(out, cup)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// planOf gives what the tables say of one project.
func (im *regis) planOf(rows map[string][]tableRow) *mergePlan {
	d := &mergePlan{}
	for _, r := range rows["progetti"] {
		d.blocks = append(d.blocks, projectDays(r)...)
	}
	d.blocks = append(d.blocks, contracts(rows["gare"], rows["aggiudicatari"])...)
	of := make(map[string]int) // one CUP may have hundreds of local projects in a submeasure
	for _, r := range rows["pagamenti"] {
		b := paymentBlock(r)
		of[b.id]++
		b.id += "\n" + strconv.Itoa(of[b.id])
		d.blocks = append(d.blocks, b)
	}
	for _, r := range rows["luoghi"] {
		b := block{name: "luogo", id: r.values["nome"] + r.values["istat"], line: r.line, fields: []field{
			{key: "nome", value: r.values["nome"]}, {key: "istat", value: r.values["istat"]},
		}}
		if !hasBlock(d, &b) {
			d.blocks = append(d.blocks, b)
		}
	}
	if d.blocks != nil {
		d.top = []field{{key: "aggiornato", value: im.Day.ISO(), kind: date, seen: true}}
		d.blocks = append(d.blocks, sourceBlock(regisSource, field{key: "url", value: regisURL}, field{key: "titolo", value: regisTitle}, field{key: "licenza", value: sourceLicense}))
	}
	return d
}

func projectDays(r tableRow) []block {
	var out []block
	for _, p := range []struct{ title, phase, key string }{
		{"Inizio del progetto", record.StartPhase, "inizio"}, {"Fine del progetto", record.CompletionPhase, "fine"},
	} {
		planned, actual := r.values[p.key+"_prevista"], r.values[p.key+"_effettiva"]
		if planned+actual != "" {
			out = append(out, block{name: "tappa", id: p.key, line: r.line, fields: []field{
				{key: "titolo", value: p.title}, {key: "fase", value: p.phase},
				{key: "prevista", value: planned, kind: date}, {key: "effettiva", value: actual, kind: date},
			}})
		}
	}
	return out
}

// contracts joins tenders with those who won them, by CIG; what has no CIG, by the
// number of its activation.
func contracts(tenders, awardees []tableRow) []block {
	type contract struct {
		tender  *tableRow
		winners []tableRow
	}
	byKey := make(map[string]*contract)
	var order []string
	at := func(r tableRow) *contract {
		key := cmp.Or(r.values["cig"], r.values["pda"], r.values["oggetto"])
		if byKey[key] == nil {
			byKey[key] = &contract{}
			order = append(order, key)
		}
		return byKey[key]
	}
	for i := range tenders {
		at(tenders[i]).tender = &tenders[i]
	}
	for _, r := range awardees {
		c := at(r)
		c.winners = append(c.winners, r)
	}
	var out []block
	for _, key := range order {
		c := byKey[key]
		out = append(out, contractBlock(key, c.tender, c.winners))
	}
	return out
}

// noSubject is the subject of a contract of which only the winner is known.
const noSubject = "Oggetto non riportato dalla fonte (ReGiS)"

func contractBlock(id string, tender *tableRow, winners []tableRow) block {
	main := tender
	if main == nil {
		main = &winners[0]
	}
	var names, codes []string
	for _, w := range winners {
		if n := w.values["fornitore"]; n != "" && !slices.Contains(names, n) {
			names, codes = append(names, n), append(codes, w.values["codice_fiscale"])
		}
	}
	code := ""
	if len(codes) == 1 {
		code = codes[0]
	}
	also := 0
	if len(winners) > 0 {
		also = winners[0].line
	}
	return block{name: "contratto", id: id, line: main.line, also: also, fields: []field{
		{key: "oggetto", value: cmp.Or(main.values["oggetto"], noSubject), once: main.values["oggetto"] == ""},
		{key: "cig", value: main.values["cig"]},
		{key: "cig_assente", value: main.values["cig_assente"]},
		{key: "fornitore", value: strings.Join(names, "; ")},
		{key: "codice_fiscale", value: code},
		{key: "importo", value: main.values["importo"], kind: euro},
		{key: "procedura", value: main.values["procedura"]},
		{key: "data", value: main.values["data"], kind: date},
	}}
}

// paymentBlock gives what was paid up to a day. ReGiS follows the money that the body
// pays; what the body received is not in this table.
func paymentBlock(r tableRow) block {
	note := "Totale dei pagamenti del progetto registrati in ReGiS"
	if m := r.values["misura"]; m != "" {
		note += ", submisura " + m
	}
	day := r.values["data"]
	if d, err := record.ParseDate(day); err == nil && d.Full() {
		d.By = true
		day = d.ISO()
	}
	return block{name: "pagamento", id: r.values["misura"], line: r.line, fields: []field{
		{key: "data", value: day, kind: date},
		{key: "importo", value: r.values["importo"], kind: euro},
		{key: "verso", value: "fornitore"},
		{key: "nota", value: note},
	}}
}
