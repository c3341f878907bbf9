package importer

import (
	"cmp"
	"slices"
	"strings"

	"vetro/internal/load"
	"vetro/internal/record"
)

// kind is the type of a value of a record, as far as writing and comparing need it.
type kind int

const (
	text kind = iota
	date      // as record.Date.ISO writes it
	euro      // as record.Euro.Decimal writes it
	plainNumber
)

// field is a key of a record with the value that a source gives it; "" is absent.
type field struct {
	key, value string
	kind       kind
	once       bool // written with a new record, and the office's from then on
	derived    bool // when the source gives it no more it goes; else the source is only silent
	ours       bool // it follows the source whatever the office has written
	seen       bool // the day of the last fact: see merger.seen
}

// literal gives the value as TOML has it.
func (f field) literal() string { return string(f.appendLiteral(nil)) }

func (f field) appendLiteral(b []byte) []byte {
	switch f.kind {
	case euro:
		if whole, is := strings.CutSuffix(f.value, ".00"); is {
			return append(b, whole...)
		}
	case date:
		if d, err := record.ParseDate(f.value); err == nil && d.Full() && d.ISO() == f.value {
			return append(b, f.value...)
		}
	case plainNumber:
		return append(b, f.value...)
	}
	return load.AppendQuoted(b, f.value)
}

// same reports whether a file holds the value, however it is written there.
func (f field) same(written string) bool {
	if f.kind == euro {
		a, errA := record.ParseEuro(f.value)
		b, errB := record.ParseEuro(written)
		return errA == nil && errB == nil && a == b
	}
	return f.value == written
}

// block is a table of a record, such as a [[finanziamento]]. Its id and its part of that
// tell it from others across imports; in a file it is found by one of its keys (by).
type block struct {
	name, id, part string
	fields         []field
	line           int     // of the row that it comes from
	also           int     // another row that tells of it, or 0
	goneBefore     bool    // it had it no more the last time either
	gone           bool    // the source has it no more
	legacy         []field // what an older Vetro wrote in place of fonte; it is known by the first
}

func (b *block) get(key string) field {
	for _, f := range b.fields {
		if f.key == key {
			return f
		}
	}
	return field{key: key}
}

// mergePlan is a record as a source gives it.
type mergePlan struct {
	top     []field
	blocks  []block
	retired []block // that an older Vetro wrote as well; of what was imported before
	dropped []block // fundings that others have taken the place of
}

func (d *mergePlan) get(key string) field { return (&block{fields: d.top}).get(key) }

// lines gives the fields that have a value as lines of TOML, their values in a column.
func lines(fields []field) []string {
	text := strings.TrimSuffix(string(appendLines(nil, fields)), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func appendLines(b []byte, fields []field) []byte {
	width := 0
	for i := range fields {
		if fields[i].value != "" {
			width = max(width, len(fields[i].key))
		}
	}
	for i := range fields {
		f := &fields[i]
		if f.value == "" {
			continue
		}
		b = append(b, f.key...)
		for range width - len(f.key) {
			b = append(b, ' ')
		}
		b = append(f.appendLiteral(append(b, " = "...)), '\n')
	}
	return b
}

// text puts a plan at the end of b as a new file.
func (d *mergePlan) text(b []byte) []byte {
	b = appendLines(b, d.top)
	for i := range d.blocks {
		b = append(append(append(b, "\n[["...), d.blocks[i].name...), "]]\n"...)
		b = appendLines(b, d.blocks[i].fields)
	}
	return b
}

// Where the data of PA digitale 2026 come from.
const (
	sourceTitle   = "Dati PNRR PA digitale 2026, candidature finanziate (Dipartimento per la trasformazione digitale)"
	sourceURL     = record.PADigitaleURL
	sourceLicense = "CC-BY-4.0"
	platform      = record.PADigitale
)

// projectPlan gives the project of applications that have one body, by its id, and one CUP.
// The day is that of the table, for rows that do not tell their own. Where the table has lost all
// rows, the project stays as it last stood, and its fundings tell of it.
func (c *calls) projectPlan(body string, rows []*application, day string) *mergePlan {
	live, gone := living(rows)
	if live == nil {
		live = gone
	}
	if of := slices.MaxFunc(live, func(a, b *application) int { return cmp.Compare(a.known, b.known) }).known; of != "" {
		day = of
	}
	first := live[0]
	d := &mergePlan{}
	d.top = []field{
		{key: "titolo", value: c.projectTitle(live), once: true},
		{key: "ente", value: body},
		{key: "stato", value: projectState(live)},
		{key: "cup", value: string(first.cup)},
		{key: "cup_assente", value: noCUP(first), derived: true},
		{key: "piattaforma", value: platform, once: true},
		{key: "aggiornato", value: day, kind: date, seen: true},
	}
	for _, a := range live {
		d.blocks = append(d.blocks, c.funding(a))
	}
	c.milestones(d, live)
	if first.gone == "" {
		for _, a := range gone {
			d.blocks = append(d.blocks, c.funding(a))
		}
	}
	d.blocks = append(d.blocks, sourceBlock(c.source, field{key: "url", value: sourceURL}, field{key: "titolo", value: sourceTitle}, field{key: "licenza", value: sourceLicense}))
	return d
}

// sourceBlock gives the [[provenienza]] that names a source, in place of what an older Vetro wrote.
func sourceBlock(source string, legacy ...field) block {
	return block{name: "provenienza", id: source, fields: []field{{key: "fonte", value: source}}, legacy: legacy}
}

// living parts the rows that a table still has from those that it has lost.
func living(rows []*application) (live, gone []*application) {
	for _, a := range rows {
		if a.gone == "" {
			live = append(live, a)
		} else {
			gone = append(gone, a)
		}
	}
	return live, gone
}

// projectState says no more than the rows do: when all live applications are paid the
// project is done, for its platform pays after the work was checked (asseverazione; see
// record.PaidAfterCheck); when none is alive it was given up. An application that is still
// funded says nothing of how far the work is.
func projectState(rows []*application) string {
	live, paid := 0, 0
	for _, a := range rows {
		if a.state != "R" {
			live++
		}
		if a.state == "E" {
			paid++
		}
	}
	switch {
	case live == 0:
		return record.GivenUp
	case paid == live:
		return record.Done
	}
	return record.Unreported
}

// noCUP gives the reason why a project has no CUP, in the source's own letters.
func noCUP(a *application) string {
	switch {
	case a.cup != "":
		return ""
	case a.cells[colCUP] == "":
		return "la fonte (" + platform + ") non riporta il CUP"
	}
	return "la fonte (" + platform + ") riporta «" + a.cells[colCUP] + "», che non ha la forma di un CUP"
}

// projectTitle names a project by what its calls pay for, and by their month where one
// call could be mistaken for another of the same body.
func (c *calls) projectTitle(rows []*application) string {
	var subjects, months []string
	for _, a := range rows {
		n := c.name(a.cells[colCall])
		if !slices.Contains(subjects, n.subject) {
			subjects = append(subjects, n.subject)
		}
		if n.month != "" && !slices.Contains(months, n.month) {
			months = append(months, n.month)
		}
	}
	title := strings.Join(subjects, "; ")
	if len(months) == 1 {
		return title + " (avviso di " + months[0] + ")"
	}
	return title
}

// funding gives the money of an application.
func (c *calls) funding(a *application) block {
	state, since := record.Assigned, ""
	switch a.state {
	case "E":
		state = record.Paid
	case "R":
		state = record.GivenUp
	}
	if a.state != "A" || a.since != a.dated {
		since = a.since.ISO()
	}
	return block{name: "finanziamento", id: a.id(), line: a.line, gone: a.gone != "", fields: []field{
		{key: "misura", value: a.code},
		{key: "importo", value: a.amount.Decimal(), kind: euro},
		{key: "stato", value: state},
		{key: "data", value: a.dated.ISO(), kind: date},
		{key: "data_stato", value: since, kind: date, derived: true},
		{key: "decreto", value: strings.TrimPrefix(a.cells[colDecree], "Decreto n.")},
		{key: "avviso", value: a.cells[colCall]},
		{key: absentKey, value: a.gone, kind: date, ours: true},
	}}
}

// milestones adds the days on which applications were sent. What a funding says, its
// decree and what became of it, is no milestone as well.
func (c *calls) milestones(d *mergePlan, rows []*application) {
	from := len(d.blocks)
	told := make(map[string]bool)
	for _, a := range rows {
		once := wholeCall(a.cells[colCall]) + "\n" + a.cells[colSent]
		if !a.sent.Known() || told[once] { // one application may be paid in quotas
			continue
		}
		told[once] = true
		note := ""
		if len(rows) > 1 {
			note = a.cells[colCall]
		}
		const title = "Candidatura inviata"
		d.blocks = append(d.blocks, block{name: "tappa", id: a.id(), part: title, line: a.line, fields: []field{
			{key: "titolo", value: title},
			{key: "fase", value: record.OtherPhase},
			{key: "effettiva", value: a.sent.ISO(), kind: date},
			{key: "nota", value: note, derived: true},
		}})
	}
	slices.SortStableFunc(d.blocks[from:], func(a, b block) int {
		return cmp.Compare(a.get("effettiva").value, b.get("effettiva").value)
	})
}

// bodyPlan gives the body of applications, by the newest of them.
func bodyPlan(rows []*application) *mergePlan {
	a := slices.MaxFunc(rows, func(a, b *application) int {
		return cmp.Or(cmp.Compare(a.known, b.known), a.dated.Compare(b.dated), cmp.Compare(a.line, b.line))
	})
	return &mergePlan{top: []field{
		{key: "nome", value: cmp.Or(a.cells[colBody], a.cells[colIPA]), once: a.cells[colBody] == ""},
		{key: "tipo", value: bodyKind(a)},
		{key: "codice_ipa", value: a.cells[colIPA], once: true},
		{key: "regione", value: a.cells[colRegion]},
		{key: "provincia", value: a.cells[colProvince]},
		{key: "comune", value: a.cells[colTown]},
		{key: "istat", value: a.cells[colTownCode]},
	}}
}

// bodyKind tells the kind of a body by its name and by that of its table.
func bodyKind(a *application) string {
	name := a.cells[colBody]
	kind := record.KindOfBody(name)
	switch {
	case kind != "":
		return kind
	case strings.HasPrefix(a.cells[colKind], "Comun"):
		return "comune"
	case name == "" && a.cells[colKind] == "":
		return ""
	}
	return "altro"
}
